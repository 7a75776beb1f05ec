//! The recurrence: each direction's cells hear what the words say, one word after the other.

use super::{
    GATES, HIDDEN, SAID, SHOWN,
    math::{sigmoid, tanh, whole},
};

/// Buffers for a sentence.
#[derive(Debug, Default)]
pub struct State {
    pub inputs: Vec<u32>,
    /// Gates before squashing, by word.
    forward: Vec<[f32; GATES]>,
    backward: Vec<[f32; GATES]>,
    pub shown: Vec<[f32; SHOWN]>,
}

impl State {
    pub fn clear(&mut self, count: usize, bias: &[f32]) {
        let (forward, backward) = bias.split_at(GATES.min(bias.len()));
        for (gates, bias) in [(&mut self.forward, forward), (&mut self.backward, backward)] {
            let bias = std::array::from_fn(|at| bias.get(at).copied().unwrap_or_default());
            gates.clear();
            gates.resize(count, bias);
        }
        self.shown.clear();
        self.shown.resize(count, [0.0; SHOWN]);
    }

    /// Adds what the word at `at` says to the gates of it and its neighbours.
    pub fn hear(&mut self, at: usize, said: &[u16; SAID]) {
        let (forward, backward) = said.split_at(2 * GATES);
        let (here, next) = forward.split_at(GATES);
        add_gates(self.forward.get_mut(at), here);
        add_gates(self.forward.get_mut(at + 1), next);
        let (here, before) = backward.split_at(GATES);
        add_gates(self.backward.get_mut(at), here);
        add_gates(at.checked_sub(1).and_then(|b| self.backward.get_mut(b)), before);
    }

    pub fn run(&mut self) {
        let mut cells = [0.0; HIDDEN];
        for (gates, shown) in self.forward.iter().zip(&mut self.shown) {
            step(gates, &mut cells, shown.split_at_mut(HIDDEN).0);
        }
        cells = [0.0; HIDDEN];
        for (gates, shown) in self.backward.iter().zip(&mut self.shown).rev() {
            step(gates, &mut cells, shown.split_at_mut(HIDDEN).1);
        }
    }
}

fn add_gates(gates: Option<&mut [f32; GATES]>, said: &[u16]) {
    for (gate, said) in gates.into_iter().flatten().zip(said) {
        *gate += whole(*said);
    }
}

/// One word further: a cell keeps a share of its value, takes the rest from the word, and shows a
/// share.
fn step(gates: &[f32; GATES], cells: &mut [f32; HIDDEN], out: &mut [f32]) {
    let (values, rest) = gates.split_at(HIDDEN);
    let (keeps, shows) = rest.split_at(HIDDEN);
    for ((((cell, value), keep), show), out) in
        cells.iter_mut().zip(values).zip(keeps).zip(shows).zip(out)
    {
        let keep = sigmoid(*keep);
        *cell = keep * *cell + (1.0 - keep) * tanh(*value);
        *out = sigmoid(*show) * *cell;
    }
}
