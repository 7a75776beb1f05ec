//! The tagger's weights: a linear chain over BIO labels, int8, in a flat table keyed by feature
//! hashes; and the best row of labels by them.

use std::sync::OnceLock;

use super::{
    bytes::Reader,
    labels::{INNER, LABELS, OUTSIDE, may_follow},
};

/// Weights, used as they are packed: nothing is unpacked at the start.
#[derive(Debug, Default)]
pub struct Model<'a> {
    /// What one step of an int8 weight is worth.
    scale: f32,
    /// From label to label; the last row is from the beginning of the sentence.
    transitions: Vec<[f32; LABELS]>,
    /// Where the rows of each bucket begin; one more for the end.
    starts: Vec<u32>,
    /// Row after row: the low bits of the feature's hash, a bit for each label with a weight, the
    /// weights.
    rows: &'a [u8],
}

/// Bits of a feature's hash that say in which bucket its row is; the others fit two bytes.
pub const BUCKET_BITS: u32 = 17;

/// The bucket of a feature's hash, and the rest of the hash.
pub fn bucket(key: u32) -> (usize, u16) {
    let low = key & ((1 << (32 - BUCKET_BITS)) - 1);
    ((key >> (32 - BUCKET_BITS)) as usize, u16::try_from(low).unwrap_or_default())
}

impl Model<'static> {
    /// The one that is built in.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Model> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::parse(include_bytes!("model.bin")))
    }
}

impl<'a> Model<'a> {
    /// Reads packed weights: scale, transitions, bytes of each bucket, rows.
    pub fn parse(bytes: &'a [u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let scale = reader.f32();
        let transitions = (0..=LABELS).map(|_| std::array::from_fn(|_| reader.f32())).collect();
        let mut starts = Vec::with_capacity((1 << BUCKET_BITS) + 1);
        let mut total = 0;
        for size in reader.take(2 << BUCKET_BITS).chunks_exact(2) {
            starts.push(total);
            let size = size.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            total = u32::saturating_add(total, size);
        }
        starts.push(total);
        Self { scale, transitions, starts, rows: reader.take(total as usize) }
    }

    /// Adds the weights of one feature to the sums.
    fn add(&self, key: u32, sums: &mut [i32; INNER]) {
        let (bucket, low) = bucket(key);
        let (Some(start), Some(end)) = (self.starts.get(bucket), self.starts.get(bucket + 1))
        else {
            return;
        };
        let mut rest = self.rows.get(*start as usize..*end as usize).unwrap_or_default();
        while let Some(([a, b, c, d], after)) = rest.split_first_chunk() {
            let mut present = u16::from_le_bytes([*c, *d]);
            let count = present.count_ones() as usize;
            if u16::from_le_bytes([*a, *b]) != low {
                rest = after.get(count..).unwrap_or_default();
                continue;
            }
            for weight in after.iter().take(count) {
                let label = present.trailing_zeros() as usize;
                present &= present - 1;
                sums[label] += i32::from(weight.cast_signed());
            }
            return;
        }
    }

    /// The scores of a word's labels by its features.
    pub fn scores(&self, features: &[u32]) -> [f32; LABELS] {
        let mut sums = [0i32; INNER];
        for key in features {
            self.add(*key, &mut sums);
        }
        let mut scores = [0.0; LABELS];
        for (score, sum) in scores.iter_mut().skip(1).zip(sums) {
            *score = f32::from(i16::try_from(sum).unwrap_or(i16::MAX)) * self.scale;
        }
        scores
    }

    /// The best row of labels (Viterbi) for a sentence's scores.
    pub fn decode(&self, scores: &[[f32; LABELS]]) -> Vec<u8> {
        let Some(begin) = self.transitions.get(LABELS) else { return vec![OUTSIDE; scores.len()] };
        let mut best = [0.0; LABELS];
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
        for (at, score) in scores.iter().enumerate() {
            let mut next = [f32::NEG_INFINITY; LABELS];
            let mut from = [OUTSIDE; LABELS];
            for (label, (next, from)) in (0u8..).zip(next.iter_mut().zip(&mut from)) {
                let here = usize::from(label);
                if at == 0 {
                    if may_follow(OUTSIDE, label) {
                        *next = begin[here] + score[here];
                    }
                    continue;
                }
                for (before, (way, so_far)) in (0u8..).zip(self.transitions.iter().zip(&best)) {
                    let sum = so_far + way[here];
                    if may_follow(before, label) && sum > *next {
                        (*next, *from) = (sum, before);
                    }
                }
                *next += score[here];
            }
            best = next;
            back.push(from);
        }
        trace(&best, &back)
    }
}

/// Follows the best row of labels back from its end.
fn trace(best: &[f32; LABELS], back: &[[u8; LABELS]]) -> Vec<u8> {
    let last = (0u8..).zip(best).max_by(|a, b| a.1.total_cmp(b.1)).map_or(OUTSIDE, |l| l.0);
    let mut labels = vec![OUTSIDE; back.len()];
    let mut label = last;
    for (slot, from) in labels.iter_mut().zip(back).rev() {
        *slot = label;
        label = from[usize::from(label)];
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
            let scores = model.scores(&[0, 1, u32::MAX]);
            assert_eq!(model.decode(&[scores, scores]).len(), 2);
        }
    }
}
