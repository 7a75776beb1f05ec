//! Remembers what words and their places say, since articles repeat most of both.

use std::collections::HashMap;

use super::{SAID, Top};
use crate::analysis::entities::words::Quick;

/// What some words, or places, say; each has a number until [`Cache::forget`].
#[derive(Debug, Default)]
pub struct Cache {
    numbers: HashMap<u64, u32, Quick>,
    /// To the gates around, in steps (see [`super::math::steps`]).
    pub gates: Vec<[i8; SAID]>,
    /// To the top of the word itself.
    pub own: Vec<Top>,
}

impl Cache {
    /// The number of what `key` stands for; the highest if it was not known.
    pub fn number(&mut self, key: u64) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(key).or_insert(next)
    }

    /// How many have a number.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Forgets all, if it is more than `most`.
    pub fn forget(&mut self, most: usize) {
        if self.len() > most {
            self.numbers.clear();
            self.gates.clear();
            self.own.clear();
        }
    }
}
