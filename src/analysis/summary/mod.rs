//! Chooses sentences for the summary: the lead, unless something later says more.
//!
//! The first sentences of a news text are hard to beat, so they stay, and only a weak one among
//! them (a quotation, a question, an aside) gives its place to a later one that brings new names.
//! What follows the first three is chosen by place, news and what is said already.

mod candidate;
mod interest;
mod pick;
mod reasons;
mod wording;

use std::collections::HashSet;

use self::candidate::{Candidate, candidates};
pub use self::{
    interest::{Sought, about},
    pick::{Length, Pick, Reason, cut, neighbours},
};
use super::{Block, Mention, Sentence, structure};
use crate::article::{Meta, Origin};

/// Sentences that a summary can have at most.
pub const LONGEST: usize = 10;

/// The first so many follow the order of the text, but for weak ones.
const LEAD: usize = 3;
/// A sentence of the lead with more against it gives way.
const WEAK: f64 = 0.56;
/// Places after which a sentence counts half of what the first does.
const HALF_LIFE: f64 = 4.2;
/// What a new name or number adds, and how many count.
const NEWS: f64 = 0.12;
const NEWS_COUNTED: usize = 4;
/// What the first sentence under a sub-heading gains.
const SECTION: f64 = 0.35;

/// Sentences by merit, the best first, at most [`LONGEST`]; from paragraphs only, none
/// twice in other words.
pub fn rank(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    mentions: &[Mention],
    meta: &Meta,
) -> Vec<Pick> {
    // A title made of the text may be its own lead.
    let title = meta.title.as_ref().filter(|t| t.origin != Origin::Text).map(|t| t.value.as_str());
    let mut left = candidates(text, blocks, sentences, mentions, title);
    keep_the_fuller(&mut left);
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut named: HashSet<u64> = HashSet::new();
    while chosen.len() < LONGEST {
        let Some(best) = best(&left, &chosen, &named) else { break };
        let best = left.remove(best);
        let line = sentences.get(best.sentence as usize).map_or("", |s| s.range.of(text));
        if chosen.iter().any(|c| says_the_same(&best, c)) || structure::is_noise(line) {
            continue;
        }
        named.extend(&best.names);
        chosen.push(best);
    }
    reasons::tell(&reasons::Source { text, sentences, mentions }, &chosen, &left)
}

/// A line above the article often says its first sentence in short: the fuller of two neighbours
/// in the lead stays.
fn keep_the_fuller(left: &mut Vec<Candidate>) {
    for at in (0..LEAD).rev() {
        let (Some(a), Some(b)) = (left.get(at), left.get(at + 1)) else { continue };
        if b.words.len() > a.words.len() && says_the_same(a, b) {
            left.remove(at);
        }
    }
}

/// The place in `left` of the next sentence.
fn best(left: &[Candidate], chosen: &[Candidate], named: &HashSet<u64>) -> Option<usize> {
    let next = left.first()?;
    if chosen.len() < LEAD && next.weakness <= WEAK {
        return Some(0);
    }
    let score = |c: &Candidate| score(c, chosen, named);
    let mut best = (0, score(next));
    for (at, candidate) in left.iter().enumerate().skip(1) {
        let score = score(candidate);
        if score > best.1 {
            best = (at, score);
        }
    }
    Some(best.0)
}

fn score(candidate: &Candidate, chosen: &[Candidate], named: &HashSet<u64>) -> f64 {
    let place = (-f64::from(candidate.place) / HALF_LIFE * std::f64::consts::LN_2).exp();
    let new = candidate.names.iter().filter(|n| !named.contains(n)).take(NEWS_COUNTED).count();
    let new = f64::from(u32::try_from(new).unwrap_or_default());
    let section = if candidate.opens_section { SECTION } else { 0.0 };
    let follows = chosen.iter().any(|c| c.sentence + 1 == candidate.sentence);
    let dangling = if candidate.dangling && !follows { 0.3 } else { 0.0 };
    place + NEWS * new + section - candidate.weakness - dangling
}

/// Whether one sentence holds the other, or most of the shorter one's words.
fn says_the_same(a: &Candidate, b: &Candidate) -> bool {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    short.words.is_empty()
        || long.words.windows(short.words.len()).any(|w| w == short.words.as_slice())
        || (short.distinct.len() > 5 && shared(short, long) * 5 >= short.distinct.len() * 4)
}

/// Words of `short` that `long` has too.
fn shared(short: &Candidate, long: &Candidate) -> usize {
    short.distinct.iter().filter(|w| long.distinct.binary_search(w).is_ok()).count()
}

#[cfg(test)]
mod tests;
