//! The words of an article with what the features ask of them, worked out once a word.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    features::REACH,
    hash,
    lexicon::{Clusters, LONGEST_PHRASE, Lexicon, extend_phrase},
    memory::Memory,
    model::{Model, Sums, add},
    tokens::{pieces, tokens},
};
use crate::text::{TextRange, alphabets::as_it_looks};

/// A word or a mark and its looks.
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
#[derive(Debug, Clone, Copy)]
pub struct Word {
    pub range: TextRange,
    pub glued: bool,
    /// Hash of the word as written, and of its lower-case form.
    pub exact: u64,
    pub lower: u64,
    /// Hashes of the first eight character classes, and of all without repeats.
    pub long_shape: u64,
    pub shape: u64,
    /// Hashes of the first and last one to five letters; `0` where the word is no longer.
    pub prefixes: [u64; 5],
    pub suffixes: [u64; 5],
    pub length: usize,
    pub clusters: Clusters,
    /// Begins with a capital.
    pub capital: bool,
    /// Two or more letters, none in lower case.
    pub upper: bool,
    /// Letters, all of them Latin.
    pub latin: bool,
    /// Letters of a script the tagger does not know.
    pub foreign: bool,
    pub alphanumeric: bool,
    /// The name lists it stands in, one bit each, and [`WITHIN`].
    pub lists: u16,
    /// The run of words with capitals that it stands in: first and last place; itself where it has
    /// no capital.
    pub run: (u32, u32),
}

/// In [`Word::lists`]: not the first word of a listed phrase.
pub const WITHIN: u16 = 1 << 12;

/// In [`Word::lists`]: what bodies of people call themselves, in many languages.
pub const BODIES: u16 = 1 << 7;

/// One sentence (or heading) as words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub words: Vec<Word>,
    /// For each word, the weights of what it and its neighbours say by themselves, with [`REACH`]
    /// places more before and after; empty where no model was given.
    pub sums: Vec<Sums>,
    /// Most of its words are in capitals.
    pub shouted: bool,
    /// Most of its words begin with a capital, as in a title.
    pub titled: bool,
}

/// The sentences of an article as words, and how it writes them elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub sentences: Vec<Words>,
    seen: HashMap<u64, Seen, Quick>,
}

/// How a word is written throughout an article.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// With a capital, not at the beginning and not in a title.
    pub capital: u16,
    pub lower: u16,
    /// The first places with a capital: sentence, word.
    pub places: Vec<(u32, u32)>,
}

/// Places of a word that are remembered.
const PLACES: usize = 6;

impl Document {
    /// The words of `sentences`. Those in other scripts than Latin are left empty.
    pub fn new(text: &str, sentences: &[TextRange], lexicon: &Lexicon) -> Self {
        let mut buffer = Vec::new();
        Self::of(text, sentences, |range| {
            let words = tokens(text, range).into_iter().map(|token| Word {
                range: token.range,
                glued: token.glued,
                ..Word::new(&as_it_looks(token.range.of(text)), lexicon, &mut buffer)
            });
            Words::new(words.collect(), Vec::new(), lexicon)
        })
    }

    /// The same with the sums of `model`; words that it met before are not looked at again.
    pub fn remembering(
        text: &str,
        sentences: &[TextRange],
        model: &Model,
        lexicon: &Lexicon,
        memory: &mut Memory,
    ) -> Self {
        Self::of(text, sentences, |range| {
            let tokens = tokens(text, range);
            let mut words = Vec::with_capacity(tokens.len());
            let mut sums = memory.sums(model, tokens.len());
            for (at, token) in tokens.iter().enumerate() {
                let known = memory.get(&as_it_looks(token.range.of(text)), model, lexicon);
                words.push(Word { range: token.range, glued: token.glued, ..known.word });
                let near = sums.iter_mut().skip(at).take(2 * REACH + 1);
                for (sums, said) in near.zip(known.said.iter().rev()) {
                    add(sums, said);
                }
            }
            Words::new(words, sums, lexicon)
        })
    }

    fn of(text: &str, sentences: &[TextRange], words: impl FnMut(TextRange) -> Words) -> Self {
        let pieces = sentences.iter().flat_map(|range| pieces(text, *range));
        let mut document =
            Self { sentences: pieces.map(words).collect(), seen: HashMap::default() };
        document.count();
        document
    }

    /// How the article writes a word with this lower-case hash that it somewhere gives a capital.
    pub fn seen(&self, lower: u64) -> Option<&Seen> {
        self.seen.get(&lower)
    }

    fn count(&mut self) {
        for (number, sentence) in self.sentences.iter().enumerate() {
            let named = |w: &Word| w.alphanumeric && w.capital;
            for (at, word) in sentence.words.iter().enumerate().filter(|(_, w)| named(w)) {
                let seen = self.seen.entry(word.lower).or_default();
                if at > 0 && !sentence.titled {
                    seen.capital = seen.capital.saturating_add(1);
                }
                if seen.places.len() < PLACES {
                    seen.places.push((index(number), index(at)));
                }
            }
        }
        let plain = |w: &&Word| w.alphanumeric && !w.capital;
        for word in self.sentences.iter().flat_map(|s| &s.words).filter(plain) {
            if let Some(seen) = self.seen.get_mut(&word.lower) {
                seen.lower = seen.lower.saturating_add(1);
            }
        }
    }
}

impl Words {
    fn new(mut words: Vec<Word>, sums: Vec<Sums>, lexicon: &Lexicon) -> Self {
        let count = |test: fn(&Word) -> bool| words.iter().filter(|w| test(w)).count();
        if count(|w| w.foreign) > count(|w| w.latin) {
            return Self::default();
        }
        let shouted = count(|w| w.upper) * 2 > words.len();
        let titled = words.len() > 3 && count(|w| w.capital) * 10 > words.len() * 6;
        mark_lists(&mut words, lexicon);
        mark_runs(&mut words);
        Self { words, sums, shouted, titled }
    }
}

/// Marks the words of phrases in the name lists; a phrase begins with a capital, hyphens do not
/// count.
fn mark_lists(words: &mut [Word], lexicon: &Lexicon) {
    for start in 0..words.len() {
        if !words.get(start).is_some_and(|w| w.capital) {
            continue;
        }
        let mut phrase = hash::SEED;
        let mut length = 0;
        for end in start..words.len() {
            let Some(word) = words.get(end) else { break };
            if !word.alphanumeric {
                if word.glued {
                    continue;
                }
                break;
            }
            length += 1;
            if length > LONGEST_PHRASE {
                break;
            }
            phrase = extend_phrase(phrase, word.lower);
            let lists = lexicon.lists(phrase);
            if lists == 0 {
                continue;
            }
            for (n, inner) in words.iter_mut().take(end + 1).skip(start).enumerate() {
                inner.lists |= lists | if n > 0 { WITHIN } else { 0 };
            }
        }
    }
}

/// Marks runs of words with capitals; hyphens inside do not end one.
fn mark_runs(words: &mut [Word]) {
    let mut start = 0;
    while start < words.len() {
        let mut end = start;
        let mut last = start;
        while let Some(word) = words.get(end) {
            let joins = !word.alphanumeric && word.glued && end > start;
            if word.capital {
                last = end;
            } else if !(joins && words.get(end + 1).is_some_and(|w| w.glued && w.capital)) {
                break;
            }
            end += 1;
        }
        let run = (index(start), index(last));
        for word in words.iter_mut().take(last + 1).skip(start) {
            word.run = run;
        }
        start = last + 1;
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Hashes are already well mixed.
#[derive(Debug, Default, Clone, Copy)]
pub struct Pass(u64);

pub type Quick = BuildHasherDefault<Pass>;

impl Hasher for Pass {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = hash::mix(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = hash::mix(u64::from(value), 1);
    }
}
