//! Trains the net that stands beside the linear model.

mod back;
mod data;
mod learner;
pub mod pack;
mod pass;
mod weights;

use copydesk::analysis::entities::{lexicon::Lexicon, net::product::Matrix};

use self::{data::Keys, learner::Plan, pass::Dropout, weights::Weights};
use crate::{corpus::Text, kinds::Scheme};

/// A net with the inputs that it knows.
pub struct Trained {
    pub weights: Weights,
    pub keys: Keys,
}

const PLAN: Plan = Plan {
    epochs: 8,
    rate: 0.002,
    row_rate: 0.03,
    dropout: Dropout { inputs: 30, words: 20, vectors: 10, cells: 64 },
    batch: 300,
    seed: 0x5eed_0108,
};

/// An input that occurs less often teaches nothing of use elsewhere.
const LEAST: u32 = 8;

pub fn train(
    sets: &[(Vec<Text>, Scheme)],
    lexicon: &Lexicon,
    say: &mut dyn FnMut(&str),
) -> Trained {
    let mut articles = data::articles(sets, lexicon, 0x5eed_0011);
    let keys = Keys::number(&mut articles, LEAST);
    say(&format!("{} inputs of words, {} of places", keys.words.len(), keys.places.len()));
    let weights = learner::train(&articles, &keys, PLAN, say);
    Trained { weights, keys }
}

/// Adds to `sums` the product of `left` and `right`, which has so many columns.
fn add_product(sums: &mut [f32], left: &[f32], right: &[f32], columns: usize) {
    Matrix::new(right, columns).add_product(sums, left);
}
