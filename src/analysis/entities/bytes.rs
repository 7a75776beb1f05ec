//! Reads numbers from packed bytes; past the end everything is zero.

/// A place in a row of bytes.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next `count` bytes, or what is left of them.
    pub fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// The next number, lowest byte first; `None` at the end.
    pub fn try_u32(&mut self) -> Option<u32> {
        self.take(4).try_into().ok().map(u32::from_le_bytes)
    }

    pub fn u32(&mut self) -> u32 {
        self.try_u32().unwrap_or_default()
    }

    pub fn f32(&mut self) -> f32 {
        f32::from_bits(self.u32())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_until_the_end_and_then_zero() {
        let mut reader = Reader::new(&[1, 0, 0, 0, 7]);
        assert_eq!((reader.u32(), reader.try_u32(), reader.take(1)), (1, None, &[][..]));
    }
}
