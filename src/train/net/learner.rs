//! Fits the net: `AdaGrad` for the rows of inputs, Adam for the rest, both at a falling rate.

use super::{
    data::{Article, Keys},
    pass::{Dropout, Kept, Pass},
    weights::{Layout, Weights},
};
use crate::random::Random;
use copydesk::analysis::entities::{
    lexicon::VECTOR,
    net::{EMBED, PLACE, SHOWN, TOP, WORD, inputs::OWN},
};

/// How it is trained.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub epochs: usize,
    pub rate: f32,
    pub row_rate: f32,
    pub dropout: Dropout,
    pub batch: usize,
    pub seed: u64,
}

pub struct Learner {
    pub weights: Weights,
    words: Rows<WORD>,
    places: Rows<PLACE>,
    first: Vec<f32>,
    second: Vec<f32>,
    steps: i32,
    random: Random,
}

pub fn train(articles: &[Article], keys: &Keys, plan: Plan, say: &mut dyn FnMut(&str)) -> Weights {
    let mut learner = Learner::new(keys, plan.seed);
    let mut order: Vec<&Article> = articles.iter().filter(|a| a.len() > 0).collect();
    let total: usize = order.iter().map(|a| a.len()).sum::<usize>() * plan.epochs;
    let mut done = 0;
    let mut pass = Pass::default();
    for epoch in 1..=plan.epochs {
        learner.random.shuffle(&mut order);
        let mut loss = 0.0;
        let mut rest = &order[..];
        while !rest.is_empty() {
            let mut words = 0;
            let count = rest.iter().take_while(|a| {
                let more = words < plan.batch;
                words += a.len();
                more
            });
            let (batch, after) = rest.split_at(count.count());
            rest = after;
            let left = 1.0 - f32::from(small(done * 10_000 / total)) / 10_000.0;
            loss += f64::from(learner.learn(&mut pass, batch, plan, left));
            done += batch.iter().map(|a| a.len()).sum::<usize>();
        }
        say(&format!("epoch {epoch}: loss {loss:.0}"));
    }
    learner.weights
}

fn small(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

impl Learner {
    /// With small weights at random.
    pub fn new(keys: &Keys, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut spread = |by: f32| {
            let unit = f32::from(small(random.below(1 << 16))) / f32::from(u16::MAX);
            (2.0 * unit - 1.0) * by
        };
        let words: Vec<[f32; WORD]> =
            keys.words.iter().map(|_| std::array::from_fn(|_| spread(0.15))).collect();
        let places: Vec<[f32; PLACE]> =
            keys.places.iter().map(|_| std::array::from_fn(|_| spread(0.15))).collect();
        let mut dense = vec![0.0; Layout::END];
        let scaled = |n: usize| (3.0 / f32::from(small(n))).sqrt();
        dense[Layout::VECTORS..Layout::SAID].fill_with(|| spread(scaled(VECTOR)));
        dense[Layout::SAID..Layout::GATE_BIAS].fill_with(|| spread(scaled(2 * EMBED)));
        dense[Layout::OWN..Layout::SHOWN].fill_with(|| spread(scaled(2 * EMBED)));
        dense[Layout::SHOWN..Layout::OTHERS].fill_with(|| spread(scaled(SHOWN)));
        dense[Layout::OTHERS..Layout::TOP_BIAS].fill_with(|| spread(0.3 * scaled(SHOWN)));
        dense[Layout::LABELS..Layout::BIAS].fill_with(|| spread(0.5 * scaled(TOP)));
        let own = keys.words.partition_point(|k| k & OWN == 0);
        Self {
            words: Rows::new(words.len()),
            places: Rows::new(places.len()),
            first: vec![0.0; dense.len()],
            second: vec![0.0; dense.len()],
            weights: Weights { words, places, dense, own: u32::try_from(own).unwrap_or(0) },
            steps: 0,
            random,
        }
    }

    fn learn(&mut self, pass: &mut Pass, batch: &[&Article], plan: Plan, left: f32) -> f32 {
        pass.forward(batch, &self.weights, plan.dropout, &mut self.random);
        let loss = pass.backward(batch, &self.weights);
        let rate = plan.row_rate * left;
        self.words.step(&mut self.weights.words, &pass.words, &pass.to_words, rate);
        self.places.step(&mut self.weights.places, &pass.places, &pass.to_places, rate);
        self.step_dense(&pass.dense, plan.rate * left);
        loss
    }

    fn step_dense(&mut self, gradient: &[f32], rate: f32) {
        self.steps += 1;
        let (keep, keep_square) = (0.9f32, 0.999f32);
        let (one, two) = (1.0 - keep.powi(self.steps), 1.0 - keep_square.powi(self.steps));
        let parts = self.weights.dense.iter_mut().zip(&mut self.first).zip(&mut self.second);
        for (((weight, first), second), g) in parts.zip(gradient) {
            *first = keep * *first + (1.0 - keep) * g;
            *second = keep_square * *second + (1.0 - keep_square) * g * g;
            *weight -= rate * (*first / one) / ((*second / two).sqrt() + 1e-6);
        }
    }
}

/// What `AdaGrad` keeps of the rows of inputs.
struct Rows<const N: usize> {
    squares: Vec<[f32; N]>,
    gradients: Vec<[f32; N]>,
    touched: Vec<u32>,
    marks: Vec<bool>,
}

impl<const N: usize> Rows<N> {
    fn new(count: usize) -> Self {
        Self {
            squares: vec![[0.0; N]; count],
            gradients: vec![[0.0; N]; count],
            marks: vec![false; count],
            touched: Vec::new(),
        }
    }

    /// One step of the rows that were kept, by the gradients of the words' sums.
    fn step(&mut self, rows: &mut [[f32; N]], kept: &Kept, gradients: &[f32], rate: f32) {
        let mut start = 0;
        for (end, gradient) in kept.ends.iter().zip(gradients.chunks_exact(N)) {
            for id in &kept.all[start..*end] {
                let at = *id as usize;
                if !self.marks[at] {
                    self.marks[at] = true;
                    self.touched.push(*id);
                }
                for (sum, g) in self.gradients[at].iter_mut().zip(gradient) {
                    *sum += g;
                }
            }
            start = *end;
        }
        for id in self.touched.drain(..) {
            let at = id as usize;
            self.marks[at] = false;
            let parts = rows[at].iter_mut().zip(&mut self.squares[at]);
            for ((weight, square), g) in parts.zip(&mut self.gradients[at]) {
                *square += *g * *g;
                *weight -= rate * *g / (*square + 1e-4).sqrt();
                *g = 0.0;
            }
        }
    }
}
