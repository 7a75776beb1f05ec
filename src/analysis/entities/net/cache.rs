//! Remembers what words say, since an article repeats most of its words.

use super::{Net, SAID, TOP, Top};
use crate::analysis::entities::hash::mix;

/// What a word says to the gates around it, and to its own top.
#[derive(Debug, Clone)]
pub struct Word {
    key: u64,
    /// Halves of floats, see [`super::math::half`].
    pub said: [u16; SAID],
    pub own: Top,
}

/// One place for each of some words; a later word takes it from an earlier one.
#[derive(Debug)]
pub struct Cache {
    places: Vec<u32>,
    words: Vec<Word>,
}

/// Places; a power of two.
const PLACES: usize = 8192;

const NONE: u32 = u32::MAX;

impl Default for Cache {
    fn default() -> Self {
        Self { places: vec![NONE; PLACES], words: Vec::new() }
    }
}

impl Cache {
    /// The word with these inputs.
    pub fn get(&mut self, net: &Net, inputs: &[u32]) -> &Word {
        let key = inputs.iter().fold(1, |key, input| mix(key, u64::from(*input)));
        let place = (key >> 20) as usize % PLACES;
        let mut at = self.places[place];
        if at == NONE {
            at = u32::try_from(self.words.len()).unwrap_or(NONE);
            self.words.push(Word { key: !key, said: [0; SAID], own: [0.0; TOP] });
            self.places[place] = at;
        }
        let word = &mut self.words[at as usize];
        if word.key != key {
            word.key = key;
            net.word(inputs, word);
        }
        word
    }
}
