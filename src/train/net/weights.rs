//! The net's weights as they are trained.

use copydesk::analysis::entities::{
    labels::{INNER, LABELS},
    net::{EMBED, GATES, SAID, SHOWN, TOP},
};

use crate::crf::Transitions;

/// Weights but those of inputs, in one row, so that one loop steps them all.
pub struct Layout;

impl Layout {
    pub const EMBED_BIAS: usize = 0;
    pub const SAID: usize = EMBED;
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

pub type Row = [f32; EMBED];

pub struct Weights {
    pub rows: Vec<Row>,
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
