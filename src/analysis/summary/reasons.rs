//! Says of each chosen sentence what made it be chosen: the largest of the terms that decided.

use std::collections::HashSet;

use super::{
    NEWS, NEWS_COUNTED, SECTION, Turn,
    candidate::{Candidate, key},
    pick::{Pick, Reason},
};
use crate::{
    analysis::{
        EntityKind, Mention, Sentence,
        words::{hash, words},
    },
    text::TextRange,
};

/// What is chosen from.
pub struct Source<'a> {
    pub text: &'a str,
    pub sentences: &'a [Sentence],
    pub mentions: &'a [Mention],
}

/// The sentences chosen, best first, with their reasons, told from their turns and the terms of the
/// score; `left` are those that were not.
pub fn tell(
    source: &Source<'_>,
    chosen: &[Candidate],
    turns: &[Turn],
    left: &[Candidate],
) -> Vec<Pick> {
    let mut named: HashSet<u64> = HashSet::new();
    let mut picks = Vec::with_capacity(chosen.len());
    for (rank, (candidate, turn)) in chosen.iter().zip(turns).enumerate() {
        let later = chosen.iter().skip(rank + 1).chain(left);
        let next = later.into_iter().all(|other| other.place > candidate.place);
        let plain = if next { Reason::Next } else { Reason::Plain };
        let reason = match turn {
            Turn::Lead => Reason::Lead,
            Turn::Score => of_score(source, candidate, &named).unwrap_or(plain),
            Turn::First => plain,
        };
        named.extend(&candidate.names);
        picks.push(pick(candidate, reason));
    }
    picks
}

pub fn pick(candidate: &Candidate, reason: Reason) -> Pick {
    let words = u32::try_from(candidate.words.len()).unwrap_or(u32::MAX);
    Pick { sentence: candidate.sentence, words, reason }
}

/// The larger of what a new section and what new names add, where they add anything.
fn of_score(source: &Source<'_>, candidate: &Candidate, named: &HashSet<u64>) -> Option<Reason> {
    let news = candidate.names.iter().filter(|name| !named.contains(name)).take(NEWS_COUNTED);
    let news = NEWS * f64::from(u32::try_from(news.count()).unwrap_or_default());
    let section = candidate.opens_section.then_some(Reason::Section);
    if section.is_some() && news < SECTION {
        return section;
    }
    newest(source, candidate, named).or(section)
}

/// The new name that the article has most of, an actor before a place; else the new number.
fn newest(source: &Source<'_>, candidate: &Candidate, named: &HashSet<u64>) -> Option<Reason> {
    let sentence = source.sentences.get(candidate.sentence as usize)?.range;
    let first = source.mentions.partition_point(|m| m.range.start() < sentence.start());
    let inside = source.mentions.iter().skip(first).take_while(|m| sentence.contains(m.range));
    let is_new = |m: &&Mention| {
        let key = key(m.range.of(source.text));
        !named.contains(&key) && candidate.names.contains(&key)
    };
    let times = |m: &Mention| source.mentions.iter().filter(|o| o.entity == m.entity).count();
    let best = inside
        .filter(is_new)
        .max_by_key(|m| (is_actor(m.kind), times(m), std::cmp::Reverse(m.range.start())));
    if let Some(mention) = best {
        let reason = if is_actor(mention.kind) { Reason::Names } else { Reason::New };
        return Some(reason(mention.range));
    }
    let line = sentence.of(source.text);
    let number = words(line).find(|word| word.contains(|c: char| c.is_ascii_digit()))?;
    let new = candidate.names.contains(&hash(number)) && !named.contains(&hash(number));
    let at = line.find(number).filter(|_| new)?;
    let start = sentence.start() + at;
    Some(Reason::New(TextRange::new(start, start + number.len())))
}

fn is_actor(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group)
}
