//! Fits the net: `AdaGrad` for the rows of inputs, Adam for the rest, both at a falling rate.

use super::{
    data::Article,
    pass::{Dropout, Pass},
    weights::{Layout, Row, Weights},
};
use crate::random::Random;
use copydesk::analysis::entities::net::{EMBED, SHOWN, TOP, inputs::OWN};

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
    squares: Vec<Row>,
    first: Vec<f32>,
    second: Vec<f32>,
    gradients: Vec<Row>,
    touched: Vec<u32>,
    marks: Vec<bool>,
    steps: i32,
    random: Random,
}

pub fn train(articles: &[Article], keys: &[u32], plan: Plan, say: &mut dyn FnMut(&str)) -> Weights {
    let mut learner = Learner::new(keys, plan.seed);
    let mut order: Vec<&Article> = articles.iter().filter(|a| a.words() > 0).collect();
    let total: usize = order.iter().map(|a| a.words()).sum::<usize>() * plan.epochs;
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
                words += a.words();
                more
            });
            let (batch, after) = rest.split_at(count.count());
            rest = after;
            let left = 1.0 - f32::from(small(done * 10_000 / total)) / 10_000.0;
            loss += f64::from(learner.learn(&mut pass, batch, plan, left));
            done += batch.iter().map(|a| a.words()).sum::<usize>();
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
    pub fn new(keys: &[u32], seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut spread = |by: f32| {
            let unit = f32::from(small(random.below(1 << 16))) / f32::from(u16::MAX);
            (2.0 * unit - 1.0) * by
        };
        let rows: Vec<Row> = keys.iter().map(|_| std::array::from_fn(|_| spread(0.15))).collect();
        let mut dense = vec![0.0; Layout::END];
        let scaled = |n: usize| (3.0 / f32::from(small(n))).sqrt();
        dense[Layout::SAID..Layout::GATE_BIAS].fill_with(|| spread(scaled(2 * EMBED)));
        dense[Layout::OWN..Layout::SHOWN].fill_with(|| spread(scaled(2 * EMBED)));
        dense[Layout::SHOWN..Layout::OTHERS].fill_with(|| spread(scaled(SHOWN)));
        dense[Layout::OTHERS..Layout::TOP_BIAS].fill_with(|| spread(0.3 * scaled(SHOWN)));
        dense[Layout::LABELS..Layout::BIAS].fill_with(|| spread(0.5 * scaled(TOP)));
        let own = keys.partition_point(|k| k & OWN == 0);
        Self {
            squares: vec![[0.0; EMBED]; rows.len()],
            gradients: vec![[0.0; EMBED]; rows.len()],
            marks: vec![false; rows.len()],
            touched: Vec::new(),
            first: vec![0.0; dense.len()],
            second: vec![0.0; dense.len()],
            weights: Weights { rows, dense, own: u32::try_from(own).unwrap_or(0) },
            steps: 0,
            random,
        }
    }

    fn learn(&mut self, pass: &mut Pass, batch: &[&Article], plan: Plan, left: f32) -> f32 {
        pass.forward(batch, &self.weights, plan.dropout, &mut self.random);
        let loss = pass.backward(batch, &self.weights);
        self.step_rows(pass, plan.row_rate * left);
        self.step_dense(&pass.dense, plan.rate * left);
        loss
    }

    fn step_rows(&mut self, pass: &Pass, rate: f32) {
        let mut start = 0;
        for (end, gradient) in pass.kept_ends.iter().zip(pass.to_sums.chunks_exact(EMBED)) {
            for id in &pass.kept[start..*end] {
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
            let parts = self.weights.rows[at].iter_mut().zip(&mut self.squares[at]);
            for ((weight, square), g) in parts.zip(&mut self.gradients[at]) {
                *square += *g * *g;
                *weight -= rate * *g / (*square + 1e-4).sqrt();
                *g = 0.0;
            }
        }
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
