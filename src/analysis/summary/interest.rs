//! A summary that prefers what the reader is looking for: the same candidates, those about it first.

use std::collections::HashSet;

use super::{
    LONGEST, best,
    candidate::{Candidate, candidates},
    keep_the_fuller,
    pick::{Pick, Reason},
    quotation,
    reasons::pick,
    wording::{Leaning, Wording},
};
use crate::{
    analysis::{Analysis, Mention, near, structure},
    article::Origin,
    text::TextRange,
};

/// A sentence about it may have so much against it: a quotation may, a question or half a quotation
/// may not.
const TOO_WEAK: f64 = 0.66;

/// A place in the text of what the reader is looking for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    pub range: TextRange,
    /// Whether it is a name, not a word.
    pub named: bool,
}

impl Sought {
    /// A place that was found; the name it is in, where it is in one.
    pub fn at(range: TextRange, mentions: &[Mention]) -> Self {
        let at = mentions.partition_point(|mention| mention.range.end() < range.end());
        let name = mentions.get(at).filter(|m| m.kind.is_name() && m.range.contains(range));
        Self { range: name.map_or(range, |mention| mention.range), named: name.is_some() }
    }
}

/// The ranking with the sentences about something first, the others after them as in
/// [`Analysis::ranked`]; nothing where no sentence that can stand alone is about it.
pub fn about(text: &str, analysis: &Analysis, sought: &[Sought]) -> Option<Vec<Pick>> {
    if sought.is_empty() {
        return None;
    }
    let Analysis { blocks, sentences, mentions, meta, .. } = analysis;
    let title = meta.title.as_ref().filter(|t| t.origin != Origin::Text).map(|t| t.value.as_str());
    let (blocks, sentences) = near(text, blocks, sentences);
    let mut all = candidates(text, &blocks, &sentences, mentions, title);
    keep_the_fuller(&mut all);
    let line = |c: &Candidate| sentences.get(c.sentence as usize).map(|s| s.range);
    let reason = |c: &Candidate| {
        let sentence = line(c)?;
        let inside = sought.iter().filter(|s| sentence.contains(s.range));
        let found = inside.max_by_key(|s| (s.named, std::cmp::Reverse(s.range.start())))?;
        Some(if found.named { Reason::Names(found.range) } else { Reason::Says(found.range) })
    };
    let alone = |c: &Candidate| {
        let line = line(c).map_or("", |range| range.of(text));
        let Wording { question, weakness, .. } = c.wording;
        c.stands(&[]) && !question && weakness < TOO_WEAK && !quotation::is_half(line)
    };
    let mut left: Vec<Candidate> =
        all.iter().filter(|c| reason(c).is_some() && alone(c)).cloned().collect();
    // They are chosen from like a text of their own.
    for (place, candidate) in left.iter_mut().enumerate() {
        candidate.place = place;
    }
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut named: HashSet<u64> = HashSet::new();
    let mut picks: Vec<Pick> = Vec::new();
    while picks.len() < LONGEST {
        let Some((at, _)) = best(&left, &chosen, &named) else { break };
        let candidate = left.remove(at);
        let noise = line(&candidate).is_some_and(|range| structure::is_noise(range.of(text)));
        if noise || chosen.iter().any(|c| candidate.says_the_same_as(c)) {
            continue;
        }
        let Some(reason) = reason(&candidate) else { continue };
        picks.push(pick(&candidate, reason));
        named.extend(&candidate.names);
        chosen.push(candidate);
    }
    if picks.is_empty() {
        return None;
    }
    fill(&mut picks, chosen, &all, &analysis.ranked);
    Some(picks)
}

/// Goes on with the plain ranking where it says something else and does not lean on a sentence that
/// is missing.
fn fill(picks: &mut Vec<Pick>, mut chosen: Vec<Candidate>, all: &[Candidate], ranked: &[Pick]) {
    for plain in ranked {
        if picks.len() >= LONGEST {
            return;
        }
        let Some(candidate) = all.iter().find(|c| c.sentence == plain.sentence) else {
            continue;
        };
        let leans = candidate.place > 0
            && candidate.wording.leaning != Leaning::Nothing
            && !picks.iter().any(|pick| pick.sentence + 1 == candidate.sentence);
        let again =
            candidate.repeats(&chosen) || chosen.iter().any(|c| candidate.says_the_same_as(c));
        if leans || again {
            continue;
        }
        picks.push(*plain);
        chosen.push(candidate.clone());
    }
}
