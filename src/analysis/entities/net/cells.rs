//! The recurrence: each direction's cells hear what the words say, one word after the other.

use pulp::Simd;

use super::{
    GATES, HIDDEN, SAID, SHOWN,
    cache::Cache,
    math::{Work, of_steps, sigmoid, tanh, widely},
};

/// What a sentence's words hear, and what they are known by in the caches.
pub struct Sentence<'a> {
    pub words: &'a Cache,
    pub places: &'a Cache,
    /// Numbers in both; `None` where a word says nothing.
    pub heard: &'a [Option<(u32, u32)>],
    /// Of the gates, forward and backward, in steps.
    pub bias: &'a [[i16; GATES]; 2],
    /// What the cells show at each word.
    pub shown: &'a mut [[f32; SHOWN]],
}

impl Sentence<'_> {
    pub fn run(self) {
        widely(self);
    }

    /// What is said at a word; nothing outside of the sentence.
    #[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
    #[inline(always)]
    fn said(&self, at: Option<usize>) -> [&[i8; SAID]; 2] {
        let heard = at.and_then(|at| self.heard.get(at)).copied().flatten();
        let Some((word, place)) = heard else { return [&[0; SAID]; 2] };
        let word = self.words.gates.get(word as usize).unwrap_or(&[0; SAID]);
        [word, self.places.gates.get(place as usize).unwrap_or(&[0; SAID])]
    }

    /// The gates of one direction at a word: what is said there, and at the word before it on the
    /// way.
    #[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
    #[inline(always)]
    fn gates(&self, side: usize, here: usize, before: Option<usize>) -> [i16; GATES] {
        let mut gates = self.bias.get(side).copied().unwrap_or([0; GATES]);
        for (said, part) in [(self.said(Some(here)), 0), (self.said(before), 1)] {
            let [word, place] = said.map(|said| {
                let (parts, _) = said.as_chunks::<GATES>();
                parts.get(2 * side + part).unwrap_or(&[0; GATES])
            });
            for ((gate, word), place) in gates.iter_mut().zip(word).zip(place) {
                *gate += i16::from(*word) + i16::from(*place);
            }
        }
        gates
    }
}

impl Work for Sentence<'_> {
    #[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
    #[inline(always)]
    fn work<S: Simd>(self, _: S) {
        let count = self.heard.len();
        let mut cells = [0.0; HIDDEN];
        for at in 0..count {
            let gates = self.gates(0, at, at.checked_sub(1));
            if let Some(shown) = self.shown.get_mut(at) {
                step(&gates, &mut cells, shown.split_at_mut(HIDDEN).0);
            }
        }
        cells = [0.0; HIDDEN];
        for at in (0..count).rev() {
            let gates = self.gates(1, at, Some(at + 1));
            if let Some(shown) = self.shown.get_mut(at) {
                step(&gates, &mut cells, shown.split_at_mut(HIDDEN).1);
            }
        }
    }
}

/// One word further: a cell keeps a share of its value, takes the rest from the word, and shows a
/// share.
#[expect(clippy::inline_always, reason = "inlined, it is compiled for wide registers")]
#[inline(always)]
fn step(gates: &[i16; GATES], cells: &mut [f32; HIDDEN], out: &mut [f32]) {
    let (values, rest) = gates.split_at(HIDDEN);
    let (keeps, shows) = rest.split_at(HIDDEN);
    for ((((cell, value), keep), show), out) in
        cells.iter_mut().zip(values).zip(keeps).zip(shows).zip(out)
    {
        let keep = sigmoid(of_steps(*keep));
        *cell = keep * *cell + (1.0 - keep) * tanh(of_steps(*value));
        *out = sigmoid(of_steps(*show)) * *cell;
    }
}
