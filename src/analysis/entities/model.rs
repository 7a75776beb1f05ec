//! The tagger's weights: a linear chain over BIO labels, int8, in a flat table keyed by feature
//! hashes; and the best row of labels by them.

use std::sync::OnceLock;

use super::{
    bytes::Reader,
    labels::{INNER, LABELS, OUTSIDE, may_follow},
};

/// Weights as they are asked for.
#[derive(Debug, Default)]
pub struct Model {
    /// What one step of an int8 weight is worth.
    scale: f32,
    /// From label to label; the last row is from the beginning of the sentence.
    transitions: Vec<[f32; LABELS]>,
    /// For each bucket, where its rows begin, and above that which of [`PRINTS`] parts of the hashes
    /// in it have any; one more for the end.
    buckets: Vec<u64>,
    /// For each row, the low bits of its feature's hash, and its weights.
    rows: Vec<(u16, [i8; INNER])>,
}

/// Bits that say where rows begin; the others tell at once that most features have no row.
const START_BITS: u32 = 20;
const PRINTS: u64 = 64 - START_BITS as u64;

/// The bit of a row in its bucket; higher for higher low bits.
fn print(low: u16) -> u64 {
    1 << (u64::from(START_BITS) + ((u64::from(low) * PRINTS) >> LOW_BITS))
}

fn start(bucket: u64) -> usize {
    usize::try_from(bucket & ((1 << START_BITS) - 1)).unwrap_or_default()
}

/// For each label besides [`OUTSIDE`], a sum of weights. No word has so many features that they
/// would not fit.
pub type Sums = [i16; INNER];

pub fn add(sums: &mut Sums, more: &Sums) {
    for (sum, weight) in sums.iter_mut().zip(more) {
        *sum = sum.wrapping_add(*weight);
    }
}

/// Bits of a feature's hash that say in which bucket its row is; the others fit two bytes.
pub const BUCKET_BITS: u32 = 17;

const LOW_BITS: u32 = 32 - BUCKET_BITS;

/// The bucket of a feature's hash, and the rest of the hash.
pub fn bucket(key: u32) -> (usize, u16) {
    let low = key & ((1 << LOW_BITS) - 1);
    ((key >> LOW_BITS) as usize, u16::try_from(low).unwrap_or_default())
}

impl Model {
    /// The one that is built in.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Model> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::parse(include_bytes!("model.bin")))
    }

    /// Reads packed weights: scale, transitions, bytes of each bucket, rows. A row is the low bits of
    /// the feature's hash, a bit for each label with a weight, the weights.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let scale = reader.f32();
        let transitions: Vec<[f32; LABELS]> =
            (0..=LABELS).map(|_| std::array::from_fn(|_| reader.f32())).collect();
        let mut model = Self { scale, transitions: possible(transitions), ..Self::default() };
        model.buckets.reserve_exact((1 << BUCKET_BITS) + 1);
        for size in reader.take(2 << BUCKET_BITS).as_chunks().0 {
            let start = model.rows.len() as u64;
            let prints = model.unpack(reader.take(usize::from(u16::from_le_bytes(*size))));
            model.buckets.push(start | prints);
        }
        model.buckets.push(model.rows.len() as u64);
        model
    }

    /// Adds the rows of a bucket; their prints.
    fn unpack(&mut self, mut packed: &[u8]) -> u64 {
        let mut prints = 0;
        while let Some(([a, b, c, d], after)) = packed.split_first_chunk() {
            let low = u16::from_le_bytes([*a, *b]);
            let mut labels = u16::from_le_bytes([*c, *d]);
            let (weights, next) = after.split_at(after.len().min(labels.count_ones() as usize));
            let mut row = [0; INNER];
            for weight in weights {
                row[labels.trailing_zeros() as usize % INNER] = weight.cast_signed();
                labels &= labels.wrapping_sub(1);
            }
            if self.rows.len() + 1 < 1 << START_BITS {
                self.rows.push((low, row));
                prints |= print(low & ((1 << LOW_BITS) - 1));
            }
            packed = next;
        }
        prints
    }

    /// Adds the weights of features to the sums. Many at a time: the memory of one need not be waited
    /// for before that of the next is asked for.
    pub fn add(&self, keys: &[u32], sums: &mut Sums) {
        let mut found = [(0, 0); AT_A_TIME];
        for keys in keys.chunks(AT_A_TIME) {
            let mut count = 0;
            for key in keys {
                let (bucket, low) = bucket(*key);
                let packed = self.buckets.get(bucket).copied().unwrap_or_default();
                found[count] = (packed, *key);
                count += usize::from(packed & print(low) != 0);
            }
            for (packed, key) in &found[..count] {
                if let Some(row) = self.row(*packed, *key) {
                    *sums = std::array::from_fn(|l| sums[l].wrapping_add(i16::from(row[l])));
                }
            }
        }
    }

    /// The row of a feature: that of its print or, where rows share one, further on.
    fn row(&self, packed: u64, key: u32) -> Option<&[i8; INNER]> {
        let (bucket, low) = bucket(key);
        let before = (packed & (print(low) - 1)) >> START_BITS;
        let from = start(packed) + before.count_ones() as usize;
        let (first, row) = self.rows.get(from)?;
        if *first == low {
            return Some(row);
        }
        let end = start(*self.buckets.get(bucket + 1)?);
        let others = self.rows.get(from + 1..end)?;
        others.iter().find(|row| row.0 == low).map(|row| &row.1)
    }

    /// The scores of a word's labels by the sums of its features' weights.
    pub fn scores(&self, sums: &Sums) -> [f32; LABELS] {
        let mut scores = [0.0; LABELS];
        for (score, sum) in scores.iter_mut().skip(1).zip(sums) {
            *score = f32::from(*sum) * self.scale;
        }
        scores
    }

    /// The best row of labels (Viterbi) for a sentence's scores.
    pub fn decode(&self, scores: &[[f32; LABELS]]) -> Vec<u8> {
        let Some((begin, ways)) = self.transitions.split_last() else {
            return vec![OUTSIDE; scores.len()];
        };
        let mut best: Vec<[f32; LABELS]> = Vec::with_capacity(scores.len());
        for score in scores {
            let mut next = best.last().map_or(*begin, |before| {
                let mut next = [f32::NEG_INFINITY; LABELS];
                for (way, so_far) in ways.iter().zip(before) {
                    for (next, way) in next.iter_mut().zip(way) {
                        let sum = so_far + way;
                        *next = if sum > *next { sum } else { *next };
                    }
                }
                next
            });
            for (next, score) in next.iter_mut().zip(score) {
                *next += score;
            }
            best.push(next);
        }
        trace(&best, ways)
    }
}

/// Transitions without those that can never be.
fn possible(mut transitions: Vec<[f32; LABELS]>) -> Vec<[f32; LABELS]> {
    for (before, row) in (0u8..).zip(&mut transitions) {
        // From the beginning as from outside.
        let before = if usize::from(before) == LABELS { OUTSIDE } else { before };
        for (label, way) in (0u8..).zip(row) {
            if !may_follow(before, label) {
                *way = f32::NEG_INFINITY;
            }
        }
    }
    transitions
}

/// Features whose rows are looked up together.
const AT_A_TIME: usize = 32;

/// Follows the best row of labels back from its end. `best` has for each word and label the score
/// of the best row that ends there.
fn trace(best: &[[f32; LABELS]], ways: &[[f32; LABELS]]) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; best.len()];
    let mut after: Option<usize> = None;
    for (slot, best) in labels.iter_mut().zip(best).rev() {
        let mut label = (OUTSIDE, f32::NEG_INFINITY);
        for (before, (so_far, ways)) in (0u8..).zip(best.iter().zip(ways)) {
            let sum = after.map_or(*so_far, |after| so_far + ways[after]);
            if sum > label.1 {
                label = (before, sum);
            }
        }
        *slot = label.0;
        after = Some(usize::from(label.0));
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_weights_are_no_weights() {
        for bytes in [Vec::new(), vec![1; 5000], vec![255; 300_000]] {
            let model = Model::parse(&bytes);
            let mut sums = Sums::default();
            model.add(&[0, 1, u32::MAX], &mut sums);
            let scores = model.scores(&sums);
            assert_eq!(model.decode(&[scores, scores]).len(), 2);
        }
    }
}
