//! Finds the names in sentences: words, features, scores, best labels, then what the rest of the
//! article says.

use super::{
    agreement,
    features::{Features, REACH},
    labels::{KINDS, LABELS, Span, spans},
    lexicon::Lexicon,
    memory::Memory,
    model::Model,
    net::{Listener, Net},
    words::{Document, Words},
};
use crate::{analysis::EntityKind, text::TextRange};

/// A name in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    pub range: TextRange,
    pub kind: EntityKind,
}

/// The model, the net and what is remembered of the words that they were asked of.
#[derive(Debug)]
pub struct Tagger<'a> {
    model: &'a Model,
    net: Listener<'a>,
    lexicon: &'a Lexicon,
    memory: Memory,
}

impl Tagger<'static> {
    /// The one that is built in.
    pub fn embedded() -> Self {
        Self::new(Model::embedded(), Net::embedded(), Lexicon::embedded())
    }
}

impl<'a> Tagger<'a> {
    /// The model and the net must be of one training: their transitions are summed.
    pub fn new(model: &'a Model, net: &'a Net<'a>, lexicon: &'a Lexicon) -> Self {
        Self { model, net: Listener::new(net, lexicon), lexicon, memory: Memory::default() }
    }

    /// The names in `sentences`, in order, each inside one of them, not overlapping.
    pub fn names(&mut self, text: &str, sentences: &[TextRange]) -> Vec<Name> {
        let Self { model, lexicon, memory, .. } = self;
        let document = Document::remembering(text, sentences, model, lexicon, memory);
        let mut all: Vec<Vec<[f32; LABELS]>> = (document.sentences.iter().enumerate())
            .map(|(number, sentence)| scores(&document, number, sentence, model))
            .collect();
        let heard = self.net.scores(&document, |number, at| {
            let scores = all.get(number).and_then(|scores| scores.get(at));
            scores.is_some_and(|scores| scores.iter().skip(1).any(|score| *score > SURE))
        });
        let mut found: Vec<Vec<Span>> = Vec::with_capacity(all.len());
        for ((sentence, scores), heard) in document.sentences.iter().zip(&mut all).zip(&heard) {
            for (scores, heard) in scores.iter_mut().zip(heard) {
                scores.iter_mut().skip(1).zip(heard).for_each(|(score, heard)| *score += heard);
            }
            let labels = model.decode(scores);
            found.push(
                spans(&labels).into_iter().filter_map(|s| trimmed(text, sentence, s)).collect(),
            );
        }
        agreement::settle(text, &document, &mut found);
        (document.sentences.iter().zip(&found))
            .flat_map(|(sentence, spans)| spans.iter().filter_map(|s| name(text, sentence, *s)))
            .collect()
    }
}

/// Where the linear model gives every label of a name less than this, the net is not asked: on the
/// sets that are measured on, no answer of it made a name there (MODEL.md), and that is most words.
const SURE: f32 = -8.0;

/// The linear model's scores of each word's labels.
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
    let is_person = KINDS.get(usize::from(span.kind)) == Some(&EntityKind::Person);
    let is_title = |word: &str| is_person && is_title(word);
    let is_before = |word: &str| is_article(word) || is_title(word);
    while span.start < span.end
        && (is_mark(span.start)
            || is_clitic(span.start)
            || (span.end - span.start > 1 && is_before(written(span.start))))
    {
        span.start += 1;
    }
    while span.start < span.end && (is_mark(span.end - 1) || is_clitic(span.end - 1)) {
        span.end -= 1;
    }
    (span.start < span.end).then_some(span)
}

/// Titles are no part of a name. Those that are also first names (`Imam`, `Prince`, `Sheikh Hasina`)
/// are left to the model.
const TITLES: [&str; 31] = [
    "ambassador",
    "archbishop",
    "chancellor",
    "col",
    "colonel",
    "dame",
    "dr",
    "emperor",
    "empress",
    "gen",
    "general",
    "gov",
    "governor",
    "king",
    "lieutenant",
    "lord",
    "minister",
    "mr",
    "mrs",
    "ms",
    "pope",
    "president",
    "princess",
    "prof",
    "professor",
    "queen",
    "rev",
    "reverend",
    "sen",
    "senator",
    "sir",
];

fn is_title(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    TITLES.iter().any(|title| word.eq_ignore_ascii_case(title))
}

/// What follows a name and is written short: its stop is no part of the name.
const AFTER_NAMES: [&str; 7] = ["Bros.", "Co.", "Corp.", "Inc.", "Jr.", "Ltd.", "Sr."];

fn name(text: &str, sentence: &Words, span: Span) -> Option<Name> {
    let first = sentence.words.get(span.start)?;
    let last = sentence.words.get(span.end.checked_sub(1)?)?;
    let kind = *KINDS.get(usize::from(span.kind))?;
    let stop = usize::from(AFTER_NAMES.contains(&last.range.of(text)));
    Some(Name { range: TextRange::new(first.range.start(), last.range.end() - stop), kind })
}
