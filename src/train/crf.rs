//! Fits a linear-chain CRF: log-loss over the labels that the corpus allows, `AdaGrad`, a share of
//! the features dropped at random for each sentence.

use copydesk::analysis::entities::labels::{INNER, LABELS, may_follow};

use crate::{
    corpus::{Allowed, Examples},
    random::Random,
};

/// Weights as they are trained.
pub struct Weights {
    pub rows: Vec<[f32; INNER]>,
    /// The last row is from the beginning of the sentence.
    pub transitions: [[f32; LABELS]; LABELS + 1],
}

const EPOCHS: usize = 15;
const RATE: f32 = 0.05;
const DROPPED: usize = 30;
const KEPT: f32 = 0.7;

/// Gradients below this change nothing that int8 would keep.
const SMALL: f32 = 1e-3;

pub type Scores = [f32; LABELS];
pub type Transitions = [[f32; LABELS]; LABELS + 1];

#[derive(Clone, Copy, Default)]
struct Row {
    weights: [f32; INNER],
    squares: [f32; INNER],
}

struct Learner {
    rows: Vec<Row>,
    transitions: Transitions,
    squares: Transitions,
    random: Random,
}

pub fn train(examples: &Examples, say: &mut dyn FnMut(&str)) -> Weights {
    let mut learner = Learner {
        rows: vec![Row::default(); examples.features],
        transitions: [[0.0; LABELS]; LABELS + 1],
        squares: [[0.0; LABELS]; LABELS + 1],
        random: Random::new(0x5eed_0002),
    };
    let mut order: Vec<(usize, usize)> = examples.sentences.clone();
    let mut kept = Vec::new();
    for epoch in 1..=EPOCHS {
        learner.random.shuffle(&mut order);
        let mut loss = 0.0;
        for (start, end) in &order {
            loss += f64::from(learner.learn(examples, *start, *end, &mut kept));
        }
        say(&format!("epoch {epoch}: loss {loss:.0}"));
    }
    Weights {
        rows: learner.rows.iter().map(|row| row.weights).collect(),
        transitions: learner.transitions,
    }
}

impl Learner {
    /// One step on one sentence; its loss.
    fn learn(
        &mut self,
        examples: &Examples,
        start: usize,
        end: usize,
        kept: &mut Vec<Vec<u32>>,
    ) -> f32 {
        kept.resize_with(kept.len().max(end - start), Vec::new);
        let mut scores: Vec<Scores> = Vec::with_capacity(end - start);
        for (word, kept) in (start..end).zip(kept.iter_mut()) {
            kept.clear();
            for id in examples.of(word) {
                if !self.random.percent(DROPPED) {
                    kept.push(*id);
                }
            }
            scores.push(self.scores(kept));
        }
        let all = Chain::new(&scores, &self.transitions, None);
        let allowed = examples.allowed.get(start..end).unwrap_or_default();
        let right = Chain::new(&scores, &self.transitions, Some(allowed));
        for (at, kept) in kept.iter().enumerate().take(end - start) {
            let (p, q) = (all.marginals(at), right.marginals(at));
            let gradient: Scores = std::array::from_fn(|l| p[l] - q[l]);
            self.step(kept, &gradient);
        }
        self.step_transitions(&all, &right);
        all.log_sum - right.log_sum
    }

    fn scores(&self, ids: &[u32]) -> Scores {
        let mut sums = [0.0; INNER];
        for row in ids.iter().filter_map(|id| self.rows.get(*id as usize)) {
            for (sum, weight) in sums.iter_mut().zip(row.weights) {
                *sum += weight;
            }
        }
        let mut scores = [0.0; LABELS];
        for (score, sum) in scores.iter_mut().skip(1).zip(sums) {
            *score = sum / KEPT;
        }
        scores
    }

    fn step(&mut self, ids: &[u32], gradient: &Scores) {
        if gradient.iter().all(|g| g.abs() < SMALL) {
            return;
        }
        for id in ids {
            let Some(row) = self.rows.get_mut(*id as usize) else { continue };
            for ((weight, square), g) in
                row.weights.iter_mut().zip(&mut row.squares).zip(gradient.iter().skip(1))
            {
                *square += g * g;
                *weight -= RATE * g / (*square + 1e-8).sqrt();
            }
        }
    }

    fn step_transitions(&mut self, all: &Chain, right: &Chain) {
        let mut gradient = [[0.0; LABELS]; LABELS + 1];
        all.add_transitions(&mut gradient, &self.transitions, 1.0);
        right.add_transitions(&mut gradient, &self.transitions, -1.0);
        for ((weights, squares), gradients) in
            self.transitions.iter_mut().zip(&mut self.squares).zip(&gradient)
        {
            for ((weight, square), g) in weights.iter_mut().zip(squares).zip(gradients) {
                *square += g * g;
                *weight -= RATE * g / (*square + 1e-8).sqrt();
            }
        }
    }
}

/// Forward and backward sums over one sentence, each word's scaled to one.
pub struct Chain {
    emissions: Vec<Scores>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    norms: Vec<f32>,
    pub log_sum: f32,
}

fn powers(transitions: &Transitions) -> Transitions {
    let mut powers = [[0.0; LABELS]; LABELS + 1];
    for (from, (row, out)) in transitions.iter().zip(&mut powers).enumerate() {
        for (to, (t, o)) in row.iter().zip(out).enumerate() {
            // From the beginning as from outside.
            if may_follow(if from == LABELS { 0 } else { small(from) }, small(to)) {
                *o = t.exp();
            }
        }
    }
    powers
}

fn small(label: usize) -> u8 {
    u8::try_from(label).unwrap_or_default()
}

impl Chain {
    pub fn new(scores: &[Scores], transitions: &Transitions, allowed: Option<&[Allowed]>) -> Self {
        let ways = powers(transitions);
        let mut chain = Self {
            emissions: Vec::with_capacity(scores.len()),
            forward: Vec::with_capacity(scores.len()),
            backward: vec![[1.0; LABELS]; scores.len()],
            norms: Vec::with_capacity(scores.len()),
            log_sum: 0.0,
        };
        for (at, score) in scores.iter().enumerate() {
            let mask = allowed.map_or(Allowed::MAX, |a| a[at]);
            let top = score.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let emission: Scores = std::array::from_fn(|l| {
                if mask >> l & 1 == 1 { (score[l] - top).exp().max(1e-30) } else { 0.0 }
            });
            let mut sums = chain.forward.last().map_or(ways[LABELS], |before: &Scores| {
                let mut sums = [0.0; LABELS];
                for (way, b) in ways.iter().zip(before) {
                    for (sum, w) in sums.iter_mut().zip(way) {
                        *sum += w * b;
                    }
                }
                sums
            });
            for (sum, e) in sums.iter_mut().zip(emission) {
                *sum *= e;
            }
            let norm: f32 = sums.iter().sum::<f32>().max(1e-30);
            for sum in &mut sums {
                *sum /= norm;
            }
            chain.log_sum += norm.ln() + top;
            chain.emissions.push(emission);
            chain.forward.push(sums);
            chain.norms.push(norm);
        }
        chain.run_backward(&ways);
        chain
    }

    fn run_backward(&mut self, ways: &Transitions) {
        for at in (1..self.forward.len()).rev() {
            let after: Scores = std::array::from_fn(|l| {
                self.backward[at][l] * self.emissions[at][l] / self.norms[at]
            });
            self.backward[at - 1] =
                std::array::from_fn(|from| ways[from].iter().zip(after).map(|(w, a)| w * a).sum());
        }
    }

    /// The probabilities of a word's labels.
    pub fn marginals(&self, at: usize) -> Scores {
        let mut p: Scores = std::array::from_fn(|l| self.forward[at][l] * self.backward[at][l]);
        let sum: f32 = p.iter().sum::<f32>().max(1e-30);
        for value in &mut p {
            *value /= sum;
        }
        p
    }

    pub fn add_transitions(
        &self,
        gradient: &mut Transitions,
        transitions: &Transitions,
        sign: f32,
    ) {
        if self.forward.is_empty() {
            return;
        }
        let ways = powers(transitions);
        for (g, p) in gradient[LABELS].iter_mut().zip(self.marginals(0)) {
            *g += sign * p;
        }
        for at in 1..self.forward.len() {
            let after: Scores = std::array::from_fn(|l| {
                self.backward[at][l] * self.emissions[at][l] / self.norms[at]
            });
            for (from, row) in gradient.iter_mut().take(LABELS).enumerate() {
                let before = sign * self.forward[at - 1][from];
                if before != 0.0 {
                    for ((g, w), a) in row.iter_mut().zip(ways[from]).zip(after) {
                        *g += before * w * a;
                    }
                }
            }
        }
    }
}
