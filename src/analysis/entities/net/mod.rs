//! A small recurrent net beside the linear model: it hears of the whole sentence, and of the other
//! places of a word. Its scores are added to the linear model's.

mod cache;
mod cells;
pub mod inputs;
mod listener;
pub mod math;
pub mod product;
mod table;

pub use listener::Listener;

use std::sync::OnceLock;

use self::{
    cache::Cache,
    listener::Asked,
    math::{steps, tanh},
    product::Matrix,
    table::Table,
};
use super::{bytes::Reader, labels::INNER, lexicon::VECTOR};

/// Numbers that a word's inputs sum up to, and those that its place's do.
pub const WORD: usize = 64;
pub const PLACE: usize = 32;
pub const EMBED: usize = WORD + PLACE;

/// Cells of each direction.
pub const HIDDEN: usize = 64;

/// A cell has a value and two gates: what it forgets, what it shows.
pub const GATES: usize = 3 * HIDDEN;

/// What a word says to the gates: of the forward direction here and at the next word, of the
/// backward direction here and at the word before.
pub const SAID: usize = 4 * GATES;

/// What both directions show.
pub const SHOWN: usize = 2 * HIDDEN;

/// Where all that is known of a word meets: itself, both directions, its other places.
pub const TOP: usize = 64;

/// Numbers of the top before squashing.
pub type Top = [f32; TOP];

/// Scores of the labels but outside, whose score is always zero.
pub type Inner = [f32; INNER];

/// The net's weights; matrices are row after row.
#[derive(Debug)]
pub struct Net<'a> {
    words: Table<'a, WORD>,
    places: Table<'a, PLACE>,
    /// From word vectors.
    vectors: Matrix,
    /// What the [`WORD`] numbers of a word, and the [`PLACE`] numbers of a place, say to the gates
    /// and to the top.
    words_say: (Matrix, Matrix),
    places_say: (Matrix, Matrix),
    gate_bias: [[i16; GATES]; 2],
    shown: Matrix,
    others: Matrix,
    top_bias: Top,
    labels: Matrix,
    bias: Inner,
}

impl Net<'static> {
    /// The one that is built in.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Net> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::parse(include_bytes!("../net.bin")))
    }
}

impl<'a> Net<'a> {
    /// Reads packed weights; of damaged ones the rest is zero.
    pub fn parse(bytes: &'a [u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let mut gate = || i16::from(steps(reader.f32()));
        let gate_bias = std::array::from_fn(|_| std::array::from_fn(|_| gate()));
        let top_bias = std::array::from_fn(|_| reader.f32());
        let mut matrix = |rows: usize, columns: usize| {
            let all: Vec<f32> = (0..rows * columns).map(|_| reader.f32()).collect();
            Matrix::new(&all, columns)
        };
        let vectors = matrix(VECTOR, WORD);
        let (word_own, place_own) = (matrix(WORD, TOP), matrix(PLACE, TOP));
        let shown = matrix(SHOWN, TOP);
        let others = matrix(SHOWN, TOP);
        let labels = matrix(TOP, INNER);
        let bias = std::array::from_fn(|_| reader.f32());
        let scale = reader.f32();
        let mut said = vec![0.0; EMBED * SAID];
        let numbers = reader.take(2 * EMBED * SAID).as_chunks().0;
        for (weight, number) in said.iter_mut().zip(numbers) {
            *weight = f32::from(i16::from_le_bytes(*number)) * scale;
        }
        let (word_said, place_said) = said.split_at(WORD * SAID);
        let words_say = (Matrix::new(word_said, SAID), word_own);
        let places_say = (Matrix::new(place_said, SAID), place_own);
        let words = Table::parse(&mut reader);
        let places = Table::parse(&mut reader);
        Self {
            words,
            places,
            vectors,
            words_say,
            places_say,
            gate_bias,
            shown,
            others,
            top_bias,
            labels,
            bias,
        }
    }

    /// The scores of the words that it is asked of.
    fn scores(&self, asked: Asked) -> Vec<Inner> {
        let Asked { mut tops, shown, elsewhere, means } = asked;
        self.shown.add_product(&mut tops, &shown);
        let mut told = vec![0.0; elsewhere.len() * TOP];
        self.others.add_product(&mut told, &means);
        for (at, told) in elsewhere.iter().zip(told.as_chunks::<TOP>().0) {
            let top = tops.get_mut(at * TOP..).unwrap_or_default();
            top.iter_mut().zip(told).for_each(|(top, told)| *top += told);
        }
        for top in &mut tops {
            *top = tanh(*top);
        }
        let mut scores: Vec<f32> = self.bias.repeat(tops.len() / TOP);
        self.labels.add_product(&mut scores, &tops);
        scores.as_chunks().0.to_vec()
    }
}

/// Adds to what is known what new words, or places, say by the sums of their inputs.
fn add_known(sums: &[f32], (gates, own): &(Matrix, Matrix), bias: &Top, known: &mut Cache) {
    let values: Vec<f32> = sums.iter().map(|sum| tanh(*sum)).collect();
    let count = values.len() / gates.rows();
    let mut said = vec![0.0; count * SAID];
    gates.add_product(&mut said, &values);
    known.gates.extend(said.as_chunks().0.iter().map(|said| said.map(steps)));
    let mut tops = bias.repeat(count);
    own.add_product(&mut tops, &values);
    known.own.extend(tops.as_chunks().0);
}
