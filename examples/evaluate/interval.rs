//! Means, and bootstrap intervals over documents.

const ROUNDS: usize = 1000;

#[expect(clippy::cast_precision_loss, reason = "a few thousand documents")]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The middle 95 % of the means of resampled values; the same on every run.
pub fn bootstrap(values: &[f64]) -> (f64, f64) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut means: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let drawn: Vec<f64> = values
                .iter()
                .filter_map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let at = usize::try_from(state >> 33).unwrap_or(0) % values.len();
                    values.get(at).copied()
                })
                .collect();
            mean(&drawn)
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |place: usize| means.get(place).copied().unwrap_or_default();
    (at(ROUNDS / 40), at(ROUNDS - 1 - ROUNDS / 40))
}
