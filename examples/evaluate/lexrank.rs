//! `LexRank`, the usual yardstick: sentences that many others resemble.

use std::collections::HashMap;

use super::rouge::tokens;

const DAMPING: f64 = 0.85;
const THRESHOLD: f64 = 0.1;
const STEPS: usize = 60;

/// The places of the `count` best of `sentences`, in order.
#[expect(clippy::cast_precision_loss, reason = "numbers of sentences and words")]
pub fn best(sentences: &[&str], count: usize) -> Vec<usize> {
    let words: Vec<Vec<String>> = sentences.iter().map(|s| tokens(s)).collect();
    let mut documents: HashMap<&str, f64> = HashMap::new();
    let counts: Vec<HashMap<&str, f64>> = words
        .iter()
        .map(|sentence| {
            let mut count = HashMap::new();
            for word in sentence {
                *count.entry(word.as_str()).or_default() += 1.0;
            }
            count
        })
        .collect();
    for word in counts.iter().flat_map(HashMap::keys) {
        *documents.entry(*word).or_default() += 1.0;
    }
    let n = sentences.len() as f64;
    let weigh = |count: &HashMap<&str, f64>, word: &str| {
        let rarity = documents.get(word).map_or(0.0, |d| (n / d).ln());
        count.get(word).unwrap_or(&0.0) * rarity
    };
    let length = |count: &HashMap<&str, f64>| {
        count.keys().map(|w| weigh(count, w).powi(2)).sum::<f64>().sqrt().max(1e-9)
    };
    let lengths: Vec<f64> = counts.iter().map(length).collect();
    let near: Vec<Vec<bool>> = (counts.iter().zip(&lengths))
        .map(|(a, a_length)| {
            (counts.iter().zip(&lengths))
                .map(|(b, b_length)| {
                    let dot: f64 = a.keys().map(|w| weigh(a, w) * weigh(b, w)).sum();
                    dot / (a_length * b_length) > THRESHOLD
                })
                .collect()
        })
        .collect();
    let mut order: Vec<(usize, f64)> = centrality(&near).into_iter().enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut best: Vec<usize> = order.into_iter().take(count).map(|(place, _)| place).collect();
    best.sort_unstable();
    best
}

/// How often a reader who goes from sentence to a near one comes by each.
#[expect(clippy::cast_precision_loss, reason = "numbers of sentences")]
fn centrality(near: &[Vec<bool>]) -> Vec<f64> {
    let n = near.len() as f64;
    let degree = |row: &[bool]| row.iter().filter(|x| **x).count().max(1) as f64;
    let degrees: Vec<f64> = near.iter().map(|row| degree(row)).collect();
    let mut rank = vec![1.0 / n.max(1.0); near.len()];
    for _ in 0..STEPS {
        rank = near
            .iter()
            .map(|row| {
                let votes = row.iter().zip(&degrees).zip(&rank).filter(|((near, _), _)| **near);
                let votes: f64 = votes.map(|((_, degree), rank)| rank / degree).sum();
                (1.0 - DAMPING) / n + DAMPING * votes
            })
            .collect();
    }
    rank
}
