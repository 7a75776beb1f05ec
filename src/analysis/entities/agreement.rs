//! What an article says of a name once holds for its other mentions, where there is little doubt:
//! the same words are the same kind, and a bare surname is the person named in full elsewhere.

use std::collections::HashMap;

use super::{
    hash,
    heads::kind_by_head,
    labels::{KINDS, ORGANIZATION, PERSON, Span},
    words::{Document, Quick, Word, Words},
};
use crate::analysis::EntityKind;

/// Kinds that the rules may change: persons, organizations, places, facilities.
const FIRM: u8 = 4;

/// Longest name, in words, that is looked for again.
const LONGEST: usize = 8;

#[derive(Default)]
struct Votes {
    kinds: HashMap<u64, [u32; KINDS.len()], Quick>,
    surnames: HashMap<u64, u32, Quick>,
}

/// Mends the names of an article (one list a sentence, in order) by each other.
pub fn settle(text: &str, document: &Document, names: &mut [Vec<Span>]) {
    let votes = count(text, document, names);
    for (sentence, spans) in document.sentences.iter().zip(names) {
        for span in spans.iter_mut() {
            span.kind = votes.settled(text, sentence, *span);
            span.kind = by_head(text, sentence, *span);
        }
        join_adjectives(text, sentence, spans);
        votes.complete(sentence, spans);
        let missed = votes.missed_surnames(text, sentence, spans);
        if !missed.is_empty() {
            spans.extend(missed);
            spans.sort_unstable_by_key(|s| s.start);
        }
    }
}

/// Last words of bodies that carry the adjective of their people in their name, so that without it
/// another is meant: `Palestinian Islamic Jihad`.
const OF_A_PEOPLE: [&str; 6] =
    ["authority", "brigade", "brigades", "brotherhood", "front", "jihad"];

/// Makes such an adjective part of the name that follows at once.
fn join_adjectives(text: &str, sentence: &Words, spans: &mut Vec<Span>) {
    let joins = |group: &Span, body: &Span| {
        let last = body.end.checked_sub(1).and_then(|at| sentence.words.get(at));
        let head = last.map_or("", |word| word.range.of(text));
        KINDS.get(usize::from(group.kind)) == Some(&EntityKind::Group)
            && body.kind == ORGANIZATION
            && group.end == body.start
            && body.end - body.start > 1
            && OF_A_PEOPLE.iter().any(|of| head.eq_ignore_ascii_case(of))
    };
    for at in (1..spans.len()).rev() {
        if let [group, body] = spans[at - 1..=at]
            && joins(&group, &body)
        {
            spans[at - 1] = Span { start: group.start, ..body };
            spans.remove(at);
        }
    }
}

fn by_head(text: &str, sentence: &Words, span: Span) -> u8 {
    match sentence.words.get(span.start..span.end) {
        Some([_, .., last]) => kind_by_head(span.kind, &last.range.of(text).to_lowercase()),
        _ => span.kind,
    }
}

fn count(text: &str, document: &Document, names: &[Vec<Span>]) -> Votes {
    let mut votes = Votes::default();
    for (sentence, spans) in document.sentences.iter().zip(names) {
        for span in spans {
            let words = sentence.words.get(span.start..span.end).unwrap_or_default();
            let counts = votes.kinds.entry(key(words)).or_default();
            if let Some(count) = counts.get_mut(usize::from(span.kind)) {
                *count += 1;
            }
            if let (PERSON, [_, .., last]) = (span.kind, words) {
                for surname in surname_keys(text, last) {
                    *votes.surnames.entry(surname).or_default() += 1;
                }
            }
        }
    }
    votes
}

/// A surname as written, and without the Arabic article before it.
fn surname_keys(text: &str, word: &Word) -> impl Iterator<Item = u64> {
    let written = word.range.of(text);
    let bare = written
        .split_once('-')
        .filter(|(article, _)| article.len() == 2)
        .map(|(_, bare)| hash::of_chars(bare.chars().flat_map(char::to_lowercase)));
    std::iter::once(word.lower).chain(bare)
}

/// Whether a word is a name with a small article before it: `al-Nakhala`.
fn has_article(text: &str, word: &Word) -> bool {
    (word.range.of(text).split_once('-'))
        .is_some_and(|(article, bare)| article.len() == 2 && bare.starts_with(char::is_uppercase))
}

fn key(words: &[Word]) -> u64 {
    words.iter().fold(hash::SEED, |sum, word| hash::mix(sum, word.lower))
}

impl Votes {
    /// Makes whole what is tagged in part where the article names it in full elsewhere.
    fn complete(&self, sentence: &Words, spans: &mut Vec<Span>) {
        let mut at = 0;
        while let Some(first) = spans.get(at).copied() {
            let (start, end) = (first.start, first.end);
            let longest = (start + LONGEST).min(sentence.words.len());
            let whole = (end + 1..=longest).rev().find_map(|end| {
                let words = sentence.words.get(start..end)?;
                let last = words.last().filter(|w| w.capital)?;
                let kind = self.firm_kind(words)?;
                let cuts = spans.iter().any(|s| s.start < end && end < s.end);
                (last.alphanumeric && !cuts).then_some(Span { start, end, kind })
            });
            if let Some(whole) = whole {
                spans.retain(|s| s.start < whole.start || s.start >= whole.end);
                spans.insert(at, whole);
            }
            at += 1;
        }
    }

    /// The kind of a name of two or more words that is always of one kind.
    fn firm_kind(&self, words: &[Word]) -> Option<u8> {
        let counts = self.of(words);
        let mut kinds = (0u8..).zip(counts).filter(|(_, n)| *n > 0);
        kinds.next().filter(|(kind, _)| *kind < FIRM && kinds.next().is_none()).map(|k| k.0)
    }

    fn of(&self, words: &[Word]) -> [u32; KINDS.len()] {
        self.kinds.get(&key(words)).copied().unwrap_or_default()
    }

    fn settled(&self, text: &str, sentence: &Words, span: Span) -> u8 {
        let words = sentence.words.get(span.start..span.end).unwrap_or_default();
        if span.kind >= FIRM {
            return span.kind;
        }
        let counts = self.of(words);
        let total: u32 = counts.iter().sum();
        let most = (0u8..).zip(counts).max_by_key(|(kind, n)| (*n, u8::MAX - kind));
        if let Some((kind, n)) = most
            && kind != span.kind
            && n * 3 >= total * 2
            && total >= 3
        {
            return kind;
        }
        if let (PERSON, [_, middle @ .., _]) = (span.kind, words)
            && middle.iter().any(|w| self.is_body(w))
        {
            return ORGANIZATION;
        }
        let [only] = words else { return span.kind };
        let own = counts.get(usize::from(span.kind)).copied().unwrap_or_default();
        let mut full = surname_keys(text, only).filter_map(|k| self.surnames.get(&k));
        let Some(times) = full.next() else { return span.kind };
        // `Washington` is both; a name with its article (`al-Nakhala`) seldom is.
        let persons =
            counts[usize::from(PERSON)] + if has_article(text, only) { *times } else { 0 };
        if persons * 2 >= own { PERSON } else { span.kind }
    }

    /// Whether a word by itself is an organization, and nothing else, in this article.
    fn is_body(&self, word: &Word) -> bool {
        self.firm_kind(std::slice::from_ref(word)) == Some(ORGANIZATION)
    }

    /// Bare surnames of persons named in full elsewhere that were taken for no name.
    fn missed_surnames(&self, text: &str, sentence: &Words, spans: &[Span]) -> Vec<Span> {
        if self.surnames.is_empty() || sentence.titled || sentence.shouted {
            return Vec::new();
        }
        let words = &sentence.words;
        let taken = |at: usize| spans.iter().any(|s| s.start <= at && at < s.end);
        let capital = |at: usize| words.get(at).is_some_and(|w| w.capital);
        (words.iter().enumerate())
            .filter(|(_, w)| w.length > 3 && (w.capital || has_article(text, w)))
            .filter(|(_, w)| self.surnames.contains_key(&w.lower))
            .map(|(at, _)| at)
            .filter(|at| !taken(*at) && !capital(at + 1))
            .filter(|at| at.checked_sub(1).is_none_or(|before| !taken(before)))
            .map(|at| Span { start: at, end: at + 1, kind: PERSON })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::entities::lexicon::Lexicon, text::TextRange};

    const PLACE: u8 = 2;

    #[test]
    fn a_bare_name_with_its_article_is_the_person_named_in_full() {
        for (text, end, kind) in [
            ("Tarik al-Mendari arrived.\nDuring the visit, al-Mendari spoke.", 25, PERSON),
            ("George Washington arrived.\nDuring the visit, Washington froze.", 26, PLACE),
        ] {
            let sentences = [TextRange::new(0, end), TextRange::new(end + 1, text.len())];
            let document = Document::new(text, &sentences, Lexicon::embedded());
            let mut names = vec![
                vec![Span { start: 0, end: 2, kind: PERSON }],
                vec![Span { start: 4, end: 5, kind: PLACE }],
            ];
            settle(text, &document, &mut names);
            assert_eq!(names[1], [Span { start: 4, end: 5, kind }], "{text}");
        }
    }
}
