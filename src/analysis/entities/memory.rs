//! Remembers what words say by themselves, since texts repeat most of their words.

use super::{
    features::{REACH, alone},
    hash::mix,
    lexicon::Lexicon,
    model::{Model, Sums, add},
    words::Word,
};

/// A word wherever it stands.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    key: Key,
    pub word: Word,
    /// The weights of what it says to the word two places before it, …, two places after it.
    pub said: [Sums; 2 * REACH + 1],
}

/// A word as written, and its length.
type Key = [u8; 24];

/// Words that are longer, in bytes, are not remembered.
const LONGEST: usize = 23;

/// What words say in one model. Each word has its place; a later one takes it from an earlier one.
#[derive(Debug)]
pub struct Memory {
    places: Vec<u32>,
    words: Vec<Known>,
    /// What the two places before a sentence say to its first words, and those after to its last.
    ends: Option<[Sums; 2 * REACH]>,
    buffer: Vec<char>,
}

/// A power of two.
const PLACES: usize = 16384;

/// Nothing is remembered here yet.
const NONE: u32 = u32::MAX;

impl Default for Memory {
    fn default() -> Self {
        Self { places: vec![NONE; PLACES], words: Vec::new(), ends: None, buffer: Vec::new() }
    }
}

impl Memory {
    /// The word as `written`.
    pub fn get(&mut self, written: &str, model: &Model, lexicon: &Lexicon) -> &Known {
        let key = key(written);
        let place = &mut self.places[place(key)];
        let at = *place as usize;
        if self.words.get(at).is_some_and(|known| known.key == key && key[LONGEST] > 0) {
            return &self.words[at];
        }
        let known = Known::new(key, Word::new(written, lexicon, &mut self.buffer), model);
        if *place == NONE {
            *place = u32::try_from(self.words.len()).unwrap_or(NONE);
            self.words.push(known);
            return &self.words[self.words.len() - 1];
        }
        self.words[at] = known;
        &self.words[at]
    }

    /// Sums for a sentence of `length` words, with [`REACH`] more before and after it, of what its
    /// ends say.
    pub fn sums(&mut self, model: &Model, length: usize) -> Vec<Sums> {
        let ends = self.ends.get_or_insert_with(|| ends(model));
        let mut sums = vec![Sums::default(); length + 2 * REACH];
        for (at, end) in [REACH, REACH + 1, length, length + 1].into_iter().zip(ends.iter()) {
            add(&mut sums[at], end);
        }
        sums
    }
}

/// What the places around a sentence say to its first word, its second, its last but one, its last.
fn ends(model: &Model) -> [Sums; 2 * REACH] {
    [&[-2, -1][..], &[-2], &[2], &[1, 2]].map(|places| {
        let (mut sums, mut keys) = (Sums::default(), Vec::new());
        for by in places {
            alone(None, *by, &mut keys);
        }
        model.add(&keys, &mut sums);
        sums
    })
}

impl Known {
    fn new(key: Key, word: Word, model: &Model) -> Self {
        let mut said = [Sums::default(); 2 * REACH + 1];
        let mut keys = Vec::with_capacity(32);
        for (by, sums) in (-2..=2).zip(&mut said) {
            keys.clear();
            alone(Some(&word), by, &mut keys);
            model.add(&keys, sums);
        }
        Self { key, word, said }
    }
}

/// Ends in the length; in zero where the word is too long.
fn key(written: &str) -> Key {
    let mut key = Key::default();
    if let (Some(start), Ok(length)) = (key.get_mut(..written.len()), u8::try_from(written.len())) {
        start.copy_from_slice(written.as_bytes());
        key[LONGEST] = if written.len() > LONGEST { 0 } else { length };
    }
    key
}

fn place(key: Key) -> usize {
    let (parts, _) = key.as_chunks();
    let hash = parts.iter().fold(0, |hash, part| mix(hash, u64::from_le_bytes(*part)));
    (hash >> 32) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::entities::{features::Features, words::Document},
        text::TextRange,
    };

    const TEXTS: &[&str] = &[
        "Orla Venn of the Tern Valley Bank met Venn's lawyers in Hesperly. Venn left.",
        "a",
        "Ann-Antidisestablishmentarianismologist spoke.",
        "",
    ];

    #[test]
    fn what_is_remembered_and_what_is_not_is_what_training_sees() {
        let (model, lexicon) = (Model::embedded(), Lexicon::embedded());
        let mut memory = Memory::default();
        for text in TEXTS.iter().chain(TEXTS) {
            let ranges = [TextRange::new(0, text.len())];
            let document = Document::remembering(text, &ranges, model, lexicon, &mut memory);
            for (number, sentence) in document.sentences.iter().enumerate() {
                let features = Features::new(&document, number, sentence);
                for at in 0..sentence.words.len() {
                    let (mut all, mut together) = (Vec::new(), Vec::new());
                    features.all(at, &mut all);
                    features.together(at, &mut together);
                    let mut expected = Sums::default();
                    model.add(&all, &mut expected);
                    let mut sums = sentence.sums[at + REACH];
                    model.add(&together, &mut sums);
                    assert_eq!(sums, expected, "word {at} of {text:?}");
                }
            }
        }
    }

    #[test]
    fn a_word_that_has_lost_its_place_is_worked_out_again() {
        let (model, lexicon) = (Model::embedded(), Lexicon::embedded());
        let mut memory = Memory::default();
        let before = memory.get("Hesperly", model, lexicon).said;
        for number in 0..3 * PLACES {
            memory.get(&number.to_string(), model, lexicon);
        }
        assert!(memory.words.len() <= PLACES);
        assert_eq!(memory.get("Hesperly", model, lexicon).said, before);
    }
}
