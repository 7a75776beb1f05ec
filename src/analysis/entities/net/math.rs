//! Squashing functions without a mathematics library: the same to the bit on every machine.

/// A rational function near tanh; exactly ±1 from ±3 on.
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-3.0, 3.0);
    let square = x * x;
    x * (27.0 + square) / (27.0 + 9.0 * square)
}

/// The slope of [`tanh`].
pub fn tanh_slope(x: f32) -> f32 {
    let square = (x * x).min(9.0);
    let (above, below) = (9.0 - square, 3.0 + square);
    above * above / (9.0 * below * below)
}

/// The upper half of a float, rounded: sign, exponent and eight bits of precision (`bfloat16`), more
/// than int8 weights have.
pub fn half(x: f32) -> u16 {
    let bits = x.to_bits();
    let rounded = bits.wrapping_add(0x7fff + (bits >> 16 & 1)) >> 16;
    u16::try_from(rounded).unwrap_or_default()
}

/// The float of a half.
pub fn whole(half: u16) -> f32 {
    f32::from_bits(u32::from(half) << 16)
}

/// Near the logistic function.
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

pub fn sigmoid_slope(x: f32) -> f32 {
    0.25 * tanh_slope(0.5 * x)
}
