//! Writes trained weights the way `Model::parse` reads them.

use copydesk::analysis::entities::{
    labels::INNER,
    model::{BUCKET_BITS, bucket},
};

use crate::{corpus::Examples, crf::Weights};

/// Rows with no weight above this are left out.
const LEAST: f32 = 0.32;

/// Steps of a single weight below which it is left out.
const FEWEST: i8 = 4;

/// The largest weight that is kept; the few above it are cut.
const LARGEST: f32 = 2.5;

pub fn model(examples: &Examples, weights: &Weights) -> Vec<u8> {
    let top = (weights.rows.iter().flatten()).fold(0.0f32, |top, w| top.max(w.abs()));
    let scale = top.min(LARGEST) / 127.0;
    let mut out = Vec::new();
    out.extend(scale.to_le_bytes());
    for row in &weights.transitions {
        for weight in row {
            out.extend(weight.to_le_bytes());
        }
    }
    let kept: Vec<(u32, [i8; INNER])> = (examples.keys.iter().zip(&weights.rows))
        .filter(|(_, row)| row.iter().any(|w| w.abs() >= LEAST))
        .map(|(key, row)| (*key, row.map(|w| step(w, scale))))
        .collect();
    let mut sizes = vec![0u16; 1 << BUCKET_BITS];
    let mut rows = Vec::new();
    // Sorted by key is sorted by bucket.
    for (key, row) in kept {
        let before = rows.len();
        let (bucket, low) = bucket(key);
        rows.extend(low.to_le_bytes());
        let present: u16 = (0u16..).zip(row).map(|(at, w)| u16::from(w != 0) << at).sum();
        rows.extend(present.to_le_bytes());
        rows.extend(row.iter().filter(|w| **w != 0).map(|w| w.cast_unsigned()));
        if let Some(size) = sizes.get_mut(bucket) {
            *size += u16::try_from(rows.len() - before).unwrap_or_default();
        }
    }
    out.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
    out.extend(rows);
    out
}

/// A weight in steps of `scale`.
fn step(weight: f32, scale: f32) -> i8 {
    let steps = (weight / scale).round().clamp(-127.0, 127.0);
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8 just before")]
    let steps = steps as i8;
    if steps.abs() < FEWEST { 0 } else { steps }
}
