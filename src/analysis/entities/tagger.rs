//! Finds the names in sentences: words, features, scores, best labels, then what the rest of the
//! article says.

use super::{
    agreement,
    features::{Features, REACH},
    labels::{KINDS, LABELS, Span, spans},
    lexicon::Lexicon,
    memory::Memory,
    model::Model,
    words::{Document, Words},
};
use crate::{analysis::EntityKind, text::TextRange};

/// A name in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    pub range: TextRange,
    pub kind: EntityKind,
}

/// The names in `sentences`, in order, each inside one of them, not overlapping. What is
/// remembered must be of the same model.
pub fn names(
    text: &str,
    sentences: &[TextRange],
    model: &Model,
    lexicon: &Lexicon,
    memory: &mut Memory,
) -> Vec<Name> {
    let document = Document::remembering(text, sentences, model, lexicon, memory);
    let mut found: Vec<Vec<Span>> = (document.sentences.iter().enumerate())
        .map(|(number, sentence)| {
            let scores = scores(&document, number, sentence, model);
            let labels = model.decode(&scores);
            spans(&labels).into_iter().filter_map(|s| trimmed(text, sentence, s)).collect()
        })
        .collect();
    agreement::settle(text, &document, &mut found);
    (document.sentences.iter().zip(&found))
        .flat_map(|(sentence, spans)| spans.iter().filter_map(|s| name(sentence, *s)))
        .collect()
}

/// The scores of each word's labels.
fn scores(
    document: &Document,
    number: usize,
    sentence: &Words,
    model: &Model,
) -> Vec<[f32; LABELS]> {
    let features = Features::new(document, number, sentence);
    let mut keys = Vec::with_capacity(64);
    (sentence.words.iter().zip(sentence.sums.iter().skip(REACH)).enumerate())
        .map(|(at, (word, sums))| {
            if word.foreign {
                return NEVER;
            }
            let mut sums = *sums;
            keys.clear();
            features.together(at, &mut keys);
            model.add(&keys, &mut sums);
            model.scores(&sums)
        })
        .collect()
}

/// Scores of a word that cannot be in a name.
const NEVER: [f32; LABELS] = {
    let mut scores = [-1e6; LABELS];
    scores[0] = 0.0;
    scores
};

/// The name without articles and marks at its ends.
fn trimmed(text: &str, sentence: &Words, mut span: Span) -> Option<Span> {
    let written = |at: usize| sentence.words.get(at).map_or("", |w| w.range.of(text));
    let is_mark = |at: usize| sentence.words.get(at).is_none_or(|w| !w.alphanumeric);
    let is_clitic = |at: usize| matches!(written(at), "'s" | "’s" | "'S" | "’S");
    let is_article =
        |word: &str| ["the", "a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article));
    while span.start < span.end
        && (is_mark(span.start)
            || is_clitic(span.start)
            || (span.end - span.start > 1 && is_article(written(span.start))))
    {
        span.start += 1;
    }
    while span.start < span.end && (is_mark(span.end - 1) || is_clitic(span.end - 1)) {
        span.end -= 1;
    }
    (span.start < span.end).then_some(span)
}

fn name(sentence: &Words, span: Span) -> Option<Name> {
    let first = sentence.words.get(span.start)?;
    let last = sentence.words.get(span.end.checked_sub(1)?)?;
    let kind = *KINDS.get(usize::from(span.kind))?;
    Some(Name { range: TextRange::new(first.range.start(), last.range.end()), kind })
}
