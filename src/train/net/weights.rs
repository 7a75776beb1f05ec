//! The net's weights as they are trained.

use copydesk::analysis::entities::{
    labels::{INNER, LABELS},
    lexicon::VECTOR,
    net::{EMBED, GATES, PLACE, SAID, SHOWN, TOP, WORD},
};

use crate::crf::Transitions;

/// Weights but those of inputs, in one row, so that one loop steps them all.
pub struct Layout;

impl Layout {
    pub const EMBED_BIAS: usize = 0;
    pub const VECTORS: usize = EMBED;
    pub const SAID: usize = Self::VECTORS + VECTOR * WORD;
    pub const GATE_BIAS: usize = Self::SAID + EMBED * SAID;
    pub const OWN: usize = Self::GATE_BIAS + 2 * GATES;
    pub const SHOWN: usize = Self::OWN + EMBED * TOP;
    pub const OTHERS: usize = Self::SHOWN + SHOWN * TOP;
    pub const TOP_BIAS: usize = Self::OTHERS + SHOWN * TOP;
    pub const LABELS: usize = Self::TOP_BIAS + TOP;
    pub const BIAS: usize = Self::LABELS + TOP * INNER;
    pub const TRANSITIONS: usize = Self::BIAS + INNER;
    pub const END: usize = Self::TRANSITIONS + (LABELS + 1) * LABELS;
}

pub struct Weights {
    /// Of the inputs of words, of those of places.
    pub words: Vec<[f32; WORD]>,
    pub places: Vec<[f32; PLACE]>,
    pub dense: Vec<f32>,
    /// The first of the inputs that name the word itself.
    pub own: u32,
}

impl Weights {
    pub fn transitions(&self) -> Transitions {
        let mut transitions = [[0.0; LABELS]; LABELS + 1];
        let all = &self.dense[Layout::TRANSITIONS..Layout::END];
        for (row, from) in transitions.iter_mut().zip(all.chunks_exact(LABELS)) {
            row.copy_from_slice(from);
        }
        transitions
    }

    pub fn part(&self, start: usize, length: usize) -> &[f32] {
        &self.dense[start..start + length]
    }
}
