//! Trains the net that stands beside the linear model.

mod back;
mod data;
mod learner;
mod matrix;
pub mod pack;
mod pass;
mod weights;

use copydesk::analysis::entities::lexicon::Lexicon;

use self::{learner::Plan, pass::Dropout, weights::Weights};
use crate::{corpus::Text, kinds::Scheme};

/// A net with the inputs that it knows.
pub struct Trained {
    pub weights: Weights,
    pub keys: Vec<u32>,
}

const PLAN: Plan = Plan {
    epochs: 8,
    rate: 0.002,
    row_rate: 0.03,
    dropout: Dropout { inputs: 30, words: 20, cells: 64 },
    batch: 300,
    seed: 0x5eed_0102,
};

/// An input that occurs less often teaches nothing of use elsewhere.
const LEAST: u32 = 5;

pub fn train(
    sets: &[(Vec<Text>, Scheme)],
    lexicon: &Lexicon,
    say: &mut dyn FnMut(&str),
) -> Trained {
    let mut articles = data::articles(sets, lexicon, 0x5eed_0011);
    let keys = data::known(&articles, LEAST);
    data::number(&mut articles, &keys);
    say(&format!("{} inputs", keys.len()));
    let weights = learner::train(&articles, &keys, PLAN, say);
    Trained { weights, keys }
}
