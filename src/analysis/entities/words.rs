//! The words of an article with what the features ask of them, worked out once a word.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    hash,
    lexicon::{Clusters, LONGEST_PHRASE, Lexicon, extend_phrase},
    tokens::{is_apostrophe, is_hyphen, pieces, tokens},
};
use crate::text::TextRange;

/// A word or a mark and its looks.
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
#[derive(Debug, Clone, Copy)]
pub struct Word {
    pub range: TextRange,
    pub glued: bool,
    /// Hash of the lower-case form.
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
        let sentences = (sentences.iter())
            .flat_map(|range| pieces(text, *range))
            .map(|range| Words::new(text, range, lexicon, &mut buffer))
            .collect();
        let mut document = Self { sentences, seen: HashMap::default() };
        document.count();
        document
    }

    /// How the article writes the word with this lower-case hash.
    pub fn seen(&self, lower: u64) -> Option<&Seen> {
        self.seen.get(&lower)
    }

    fn count(&mut self) {
        for (number, sentence) in self.sentences.iter().enumerate() {
            for (at, word) in sentence.words.iter().enumerate().filter(|(_, w)| w.alphanumeric) {
                let seen = self.seen.entry(word.lower).or_default();
                if !word.capital {
                    seen.lower = seen.lower.saturating_add(1);
                    continue;
                }
                if at > 0 && !sentence.titled {
                    seen.capital = seen.capital.saturating_add(1);
                }
                if seen.places.len() < PLACES {
                    seen.places.push((index(number), index(at)));
                }
            }
        }
    }
}

impl Words {
    fn new(text: &str, range: TextRange, lexicon: &Lexicon, buffer: &mut Vec<char>) -> Self {
        let mut words: Vec<Word> = tokens(text, range)
            .iter()
            .map(|token| Word::new(token.range.of(text), token.range, token.glued, lexicon, buffer))
            .collect();
        let count = |test: fn(&Word) -> bool| words.iter().filter(|w| test(w)).count();
        if count(|w| w.foreign) > count(|w| w.latin) {
            return Self::default();
        }
        let shouted = count(|w| w.upper) * 2 > words.len();
        let titled = words.len() > 3 && count(|w| w.capital) * 10 > words.len() * 6;
        mark_lists(&mut words, lexicon);
        mark_runs(&mut words);
        Self { words, shouted, titled }
    }
}

impl Word {
    fn new(
        written: &str,
        range: TextRange,
        glued: bool,
        lexicon: &Lexicon,
        buffer: &mut Vec<char>,
    ) -> Self {
        buffer.clear();
        let mut looks = Looks::default();
        let mut exact = hash::SEED;
        for c in written.chars().take(LONGEST_WORD) {
            exact = hash::step(exact, c);
            looks.add(c);
            lower_into(c, buffer);
        }
        let lower = hash::of_chars(buffer.iter().copied());
        Self {
            range,
            glued,
            lower,
            long_shape: looks.long,
            shape: looks.short,
            prefixes: affixes(buffer.iter(), buffer.len()),
            suffixes: affixes(buffer.iter().rev(), buffer.len()),
            length: buffer.len(),
            clusters: lexicon.clusters(exact, lower),
            capital: looks.first == Some('X'),
            upper: looks.uppers > 1 && looks.lowers == 0,
            latin: looks.latins > 0 && looks.foreigns == 0,
            foreign: looks.foreigns > 0,
            alphanumeric: looks.alphanumerics > 0,
            lists: 0,
            run: (0, 0),
        }
    }
}

/// Characters of a word that are looked at.
const LONGEST_WORD: usize = 64;

#[derive(Default)]
struct Looks {
    first: Option<char>,
    last: Option<char>,
    length: usize,
    long: u64,
    short: u64,
    uppers: usize,
    lowers: usize,
    latins: usize,
    foreigns: usize,
    alphanumerics: usize,
}

impl Looks {
    fn add(&mut self, c: char) {
        let class = class(c);
        self.first = self.first.or(Some(class));
        if self.length < 8 {
            self.long = hash::step(self.long, class);
        }
        if self.last != Some(class) {
            self.short = hash::step(self.short, class);
        }
        self.last = Some(class);
        self.length += 1;
        self.uppers += usize::from(class == 'X');
        self.lowers += usize::from(class == 'x');
        self.alphanumerics += usize::from(c.is_alphanumeric());
        if c.is_alphabetic() {
            let latin = is_latin(c);
            self.latins += usize::from(latin);
            self.foreigns += usize::from(!latin);
        }
    }
}

fn class(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_lowercase() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else if is_apostrophe(c) {
        '\''
    } else if is_hyphen(c) {
        '-'
    } else {
        c
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{aa}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | 'ʼ' | 'ʻ')
}

fn lower_into(c: char, buffer: &mut Vec<char>) {
    if c.is_ascii() {
        buffer.push(if is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() });
    } else if is_apostrophe(c) {
        buffer.push('\'');
    } else if is_hyphen(c) {
        buffer.push('-');
    } else {
        buffer.extend(c.to_lowercase());
    }
}

fn affixes<'a>(letters: impl Iterator<Item = &'a char>, length: usize) -> [u64; 5] {
    let mut found = [0; 5];
    let mut hash = hash::SEED;
    for (n, (slot, letter)) in found.iter_mut().zip(letters).enumerate() {
        hash = hash::step(hash, *letter);
        if length > n + 1 {
            *slot = hash;
        }
    }
    found
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
