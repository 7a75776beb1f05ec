//! What each known input of the net adds up to: rows of int8 numbers, found by hash.

use crate::analysis::entities::bytes::Reader;

/// Low bits of an input that do not tell its bucket: some eight known inputs share one.
const BUCKET_SHIFT: u32 = 20;

/// Inputs with their rows of int8 numbers.
#[derive(Debug)]
pub struct Table<'a, const N: usize> {
    /// Known inputs, in order, and the row of each.
    keys: Vec<u32>,
    /// Where the keys of each bucket begin, which is told by their high bits; one more for the end.
    starts: Vec<u32>,
    rows: &'a [[u8; N]],
    scales: [f32; N],
    bias: [f32; N],
}

impl<'a, const N: usize> Table<'a, N> {
    /// Scales and bias, then the inputs, then their rows.
    pub fn parse(reader: &mut Reader<'a>) -> Self {
        let scales = std::array::from_fn(|_| reader.f32());
        let bias = std::array::from_fn(|_| reader.f32());
        let count = reader.u32() as usize;
        let keys: Vec<u32> =
            reader.take(4 * count).as_chunks().0.iter().map(|k| u32::from_le_bytes(*k)).collect();
        let starts = (0..=1 << (32 - BUCKET_SHIFT))
            .map(|bucket: u64| {
                let before = keys.partition_point(|key| u64::from(*key) < bucket << BUCKET_SHIFT);
                u32::try_from(before).unwrap_or_default()
            })
            .collect();
        let rows = reader.take(keys.len() * N).as_chunks().0;
        Self { keys, starts, rows, scales, bias }
    }

    /// The sums of the rows of inputs.
    pub fn sums(&self, inputs: &[u32]) -> [f32; N] {
        let mut sums = [0i16; N];
        for row in inputs.iter().filter_map(|input| self.row(*input)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum = sum.saturating_add(i16::from(weight.cast_signed()));
            }
        }
        std::array::from_fn(|at| self.bias[at] + f32::from(sums[at]) * self.scales[at])
    }

    /// The row of an input, if it is known.
    fn row(&self, input: u32) -> Option<&[u8; N]> {
        let bucket = (input >> BUCKET_SHIFT) as usize;
        let (start, end) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        let keys = self.keys.get(start as usize..end as usize)?;
        let at = keys.iter().position(|key| *key == input)?;
        self.rows.get(start as usize + at)
    }
}
