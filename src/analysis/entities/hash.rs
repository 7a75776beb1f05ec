//! Hashes of words and features: fixed for ever, since the packed weights are keyed by them.

/// Combines two hashes; not symmetric.
pub fn mix(a: u64, b: u64) -> u64 {
    let h = (a ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h ^ (h >> 31)
}

/// The hash of some characters, in order.
pub fn of_chars(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(SEED, step)
}

/// The hash before the first character.
pub const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash with one character more.
pub fn step(hash: u64, c: char) -> u64 {
    mix(hash, u64::from(u32::from(c)) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_weights_rely_on_these_values() {
        assert_eq!(mix(1, 2), 14_695_198_993_488_267_003);
        assert_ne!(of_chars("ab".chars()), of_chars("ba".chars()));
    }
}
