//! ROUGE-1 and ROUGE-2 with stems, as the package rouge-score counts them.

use std::collections::HashMap;

use super::porter::stem;

/// F1 of words and of pairs of words, per cent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rouge {
    pub one: f64,
    pub two: f64,
}

/// Against the reference with the best F1 of words.
pub fn score(summary: &str, references: &[&str]) -> Rouge {
    let summary = tokens(summary);
    let mut best = Rouge { one: -1.0, two: 0.0 };
    for reference in references {
        let reference = tokens(reference);
        let one = f1(&grams(&summary, 1), &grams(&reference, 1));
        if one > best.one {
            best = Rouge { one, two: f1(&grams(&summary, 2), &grams(&reference, 2)) };
        }
    }
    best
}

pub fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| if w.len() > 3 { stem(w) } else { w.to_owned() })
        .collect()
}

fn grams(tokens: &[String], n: usize) -> HashMap<&[String], u32> {
    let mut counts = HashMap::new();
    for gram in tokens.windows(n) {
        *counts.entry(gram).or_default() += 1;
    }
    counts
}

fn f1<K: std::hash::Hash + Eq>(found: &HashMap<K, u32>, wanted: &HashMap<K, u32>) -> f64 {
    let sum = |counts: &HashMap<K, u32>| f64::from(counts.values().sum::<u32>());
    let common: u32 = found.iter().map(|(g, n)| *n.min(wanted.get(g).unwrap_or(&0))).sum();
    200.0 * f64::from(common) / (sum(found) + sum(wanted)).max(1.0)
}

/// Repeated runs of four words, per cent.
pub fn repeated(text: &str) -> f64 {
    let lower = text.to_lowercase();
    let words: Vec<String> = (lower.split(|c: char| !(c.is_alphanumeric() || c == '_')))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    let runs = grams(&words, 4);
    let all: u32 = runs.values().sum();
    let distinct = u32::try_from(runs.len()).unwrap_or(u32::MAX);
    100.0 * f64::from(all - distinct) / f64::from(all.max(1))
}
