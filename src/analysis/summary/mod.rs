//! Chooses sentences for the summary: the lead, unless something later says more.
//!
//! The first sentences of a news text are hard to beat, so they stay, and only a weak one among
//! them (a quotation, a question, an aside) gives its place to a later one that brings new names.
//! What follows the first three is chosen by place, news and what is said already.

mod candidate;
mod interest;
mod pick;
mod quotation;
mod reasons;
mod wording;

use std::collections::HashSet;

use self::{
    candidate::{Candidate, candidates},
    wording::Leaning,
};
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
/// A sentence of the lead gives way only to one of the first so many, or twice as many where a
/// sub-heading announces it.
const REACH: usize = 8;
/// Places after which a sentence counts half of what the first does.
const HALF_LIFE: f64 = 4.2;
/// What a new name or number adds, and how many count.
const NEWS: f64 = 0.12;
const NEWS_COUNTED: usize = 4;
/// What the first sentence under a sub-heading gains.
const SECTION: f64 = 0.35;
/// What counts against a sentence that needs another, or says again what stands there.
const UNRESOLVED: f64 = 0.6;
const REPEATED: f64 = 0.6;

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
    let mut turns: Vec<Turn> = Vec::new();
    let mut named: HashSet<u64> = HashSet::new();
    while chosen.len() < LONGEST {
        let Some((best, turn)) = best(&left, &chosen, &named) else { break };
        let best = left.remove(best);
        let line = sentences.get(best.sentence as usize).map_or("", |s| s.range.of(text));
        if chosen.iter().any(|c| best.says_the_same_as(c))
            || (!best.judged && structure::is_noise(line))
        {
            continue;
        }
        named.extend(&best.names);
        chosen.push(best);
        turns.push(turn);
    }
    let source = reasons::Source { text, sentences, mentions };
    reasons::tell(&source, &chosen, &turns, &left)
}

/// A line above the article often says its first sentence in short: the fuller of two neighbours
/// in the lead stays.
fn keep_the_fuller(left: &mut Vec<Candidate>) {
    for at in (0..LEAD).rev() {
        let (Some(a), Some(b)) = (left.get(at), left.get(at + 1)) else { continue };
        if b.words.len() > a.words.len() && a.says_the_same_as(b) {
            left.remove(at);
        }
    }
    for (place, candidate) in left.iter_mut().enumerate() {
        candidate.place = place;
    }
}

/// What gave a sentence its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// It is of the lead, and nothing makes it give way.
    Lead,
    /// Of those that could follow, it scored highest.
    Score,
    /// None could take the place of the first one left.
    First,
}

/// The place in `left` of the next sentence.
fn best(left: &[Candidate], chosen: &[Candidate], named: &HashSet<u64>) -> Option<(usize, Turn)> {
    let news = |c: &Candidate| c.names.iter().any(|n| !named.contains(n));
    let lead = chosen.len() < LEAD;
    if lead && let Some(at) = left.iter().position(|c| c.place < LEAD && !gives_way(c, chosen)) {
        return Some((at, Turn::Lead));
    }
    let near = |c: &Candidate| c.place < if c.opens_section { 2 * REACH } else { REACH };
    let fit = |c: &Candidate| !lead || (near(c) && !gives_way(c, chosen) && news(c));
    let mut best = None;
    for (at, candidate) in left.iter().enumerate().filter(|(_, c)| fit(c)) {
        let score = score(candidate, chosen, named);
        if best.is_none_or(|(_, highest)| score > highest) {
            best = Some((at, score));
        }
    }
    let first = (!left.is_empty()).then_some((0, Turn::First));
    best.map(|(at, _)| (at, Turn::Score)).or(first)
}

/// Whether a sentence of the lead is left for a later one, if that brings news.
fn gives_way(candidate: &Candidate, chosen: &[Candidate]) -> bool {
    let wording = &candidate.wording;
    // A question that opens the text teases; one after a statement asks about it.
    let teases = wording.question && (candidate.place == 0 || wording.leaning != Leaning::Nothing);
    wording.gives_way || teases || !candidate.stands(chosen) || candidate.repeats(chosen)
}

fn score(candidate: &Candidate, chosen: &[Candidate], named: &HashSet<u64>) -> f64 {
    let place = f64::from(u32::try_from(candidate.place).unwrap_or(u32::MAX));
    let place = (-place / HALF_LIFE * std::f64::consts::LN_2).exp();
    let new = candidate.names.iter().filter(|n| !named.contains(n)).take(NEWS_COUNTED).count();
    let new = f64::from(u32::try_from(new).unwrap_or_default());
    let section = if candidate.opens_section { SECTION } else { 0.0 };
    let alone = if candidate.stands(chosen) { 0.0 } else { UNRESOLVED };
    let again = if candidate.repeats(chosen) { REPEATED } else { 0.0 };
    place + NEWS * new + section - candidate.wording.weakness - alone - again
}

#[cfg(test)]
mod tests;
