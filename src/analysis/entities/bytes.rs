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

    pub fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
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

    /// A number in groups of seven bits, lowest first, the high bit set on all but the last.
    pub fn varint(&mut self) -> u32 {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte();
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_until_the_end_and_then_zero() {
        let mut reader = Reader::new(&[1, 0, 0, 0, 0x85, 0x01, 7]);
        assert_eq!((reader.u32(), reader.varint(), reader.byte()), (1, 133, 7));
        assert_eq!((reader.try_u32(), reader.varint(), reader.byte()), (None, 0, 0));
    }
}
