//! The tagger's weights: a linear chain over BIO labels, int8, in a flat table keyed by feature
//! hashes; and the best row of labels by them.

use std::sync::OnceLock;

use super::{
    bytes::Reader,
    labels::{INNER, LABELS, OUTSIDE, may_follow},
};

/// Scores of the labels other than outside, which is the measure and always 0.
pub type Row = [i8; INNER];

/// Weights, ready for use.
#[derive(Debug, Default)]
pub struct Model {
    /// Feature hash and index into `rows`; open addressing, hash `0` is an empty slot.
    slots: Vec<(u32, u32)>,
    rows: Vec<Row>,
    /// What one step of an int8 weight is worth.
    scale: f32,
    /// From label to label; the last row is from the beginning of the sentence.
    transitions: Vec<[f32; LABELS]>,
}

impl Model {
    /// The one that is built in.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Model> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::parse(include_bytes!("model.bin")))
    }

    /// Reads packed weights: scale, transitions, number of rows; of each row, sorted, the distance
    /// from the hash before, a bit for each label with a weight, the weights.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let scale = reader.f32();
        let transitions = (0..=LABELS).map(|_| std::array::from_fn(|_| reader.f32())).collect();
        let count = reader.u32() as usize;
        let mut model = Self {
            slots: vec![(0, 0); (count * 2).next_power_of_two()],
            rows: Vec::with_capacity(count),
            scale,
            transitions,
        };
        let mut key = 0u32;
        for _ in 0..count {
            key = key.wrapping_add(reader.varint());
            let present = u16::from_le_bytes([reader.byte(), reader.byte()]);
            let weight = |at| if present >> at & 1 == 1 { reader.byte().cast_signed() } else { 0 };
            let row = std::array::from_fn(weight);
            model.insert(key, row);
        }
        model
    }

    fn insert(&mut self, key: u32, row: Row) {
        let index = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.rows.push(row);
        let mut slot = self.slot(key);
        while self.slots.get(slot).is_some_and(|s| s.0 != 0) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = (key, index);
        }
    }

    fn slot(&self, key: u32) -> usize {
        key.wrapping_mul(0x9e37_79b9) as usize >> 7 & (self.slots.len() - 1)
    }

    fn row(&self, key: u32) -> Option<&Row> {
        let mut slot = self.slot(key);
        loop {
            let (found, index) = *self.slots.get(slot)?;
            if found == 0 {
                return None;
            }
            if found == key {
                return self.rows.get(index as usize);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// The scores of a word's labels by its features.
    pub fn scores(&self, features: &[u32]) -> [f32; LABELS] {
        let mut sums = [0i32; INNER];
        for row in features.iter().filter_map(|key| self.row(*key)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight);
            }
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
