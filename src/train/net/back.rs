//! A batch back through the net: the loss, and the gradient of each weight.

use copydesk::analysis::entities::{
    labels::{INNER, LABELS},
    lexicon::VECTOR,
    net::{
        EMBED, GATES, HIDDEN, SAID, SHOWN, TOP, WORD,
        math::{sigmoid, sigmoid_slope, tanh, tanh_slope},
        product::turned,
    },
};

use super::{
    add_product,
    data::Article,
    pass::{Pass, add, share},
    weights::{Layout, Weights},
};
use crate::crf::Chain;

impl Pass {
    /// The loss, and all gradients.
    pub fn backward(&mut self, articles: &[&Article], weights: &Weights) -> f32 {
        self.dense.clear();
        self.dense.resize(Layout::END, 0.0);
        let words = self.count();
        let mut to_scores = Vec::with_capacity(words * INNER);
        let loss = self.chains(articles, weights, &mut to_scores);
        let to_tops = self.tops_back(weights, &to_scores);
        let to_said = self.cells_back(weights, &to_tops);
        let embed = turned(&self.embed, EMBED);
        let place = &mut self.dense[Layout::SAID..Layout::GATE_BIAS];
        add_product(place, &embed, &to_said, SAID);
        add_product(&mut self.dense[Layout::OWN..Layout::SHOWN], &embed, &to_tops, TOP);
        let mut to_embed = vec![0.0; words * EMBED];
        let said = turned(weights.part(Layout::SAID, EMBED * SAID), SAID);
        add_product(&mut to_embed, &to_said, &said, EMBED);
        let own = turned(weights.part(Layout::OWN, EMBED * TOP), TOP);
        add_product(&mut to_embed, &to_tops, &own, EMBED);
        for (gradient, sum) in to_embed.iter_mut().zip(&self.sums) {
            *gradient *= tanh_slope(*sum);
        }
        self.to_words.clear();
        self.to_places.clear();
        for row in to_embed.chunks_exact(EMBED) {
            add(&mut self.dense[..EMBED], row);
            let (of_word, of_place) = row.split_at(WORD);
            self.to_words.extend(of_word);
            self.to_places.extend(of_place);
        }
        let vectors = turned(&self.vectors, VECTOR);
        let place = &mut self.dense[Layout::VECTORS..Layout::SAID];
        add_product(place, &vectors, &self.to_words, WORD);
        loss
    }

    fn chains(
        &mut self,
        articles: &[&Article],
        weights: &Weights,
        to_scores: &mut Vec<f32>,
    ) -> f32 {
        let transitions = weights.transitions();
        let mut gradient = [[0.0; LABELS]; LABELS + 1];
        let allowed: Vec<u32> = articles.iter().flat_map(|a| a.allowed.iter().copied()).collect();
        let mut loss = 0.0;
        let mut start = 0;
        for end in self.sentences.clone() {
            let scores = self.full_scores(start, end);
            let all = Chain::new(&scores, &transitions, None);
            let right = Chain::new(&scores, &transitions, Some(&allowed[start..end]));
            for at in 0..end - start {
                let (p, q) = (all.marginals(at), right.marginals(at));
                to_scores.extend((1..LABELS).map(|l| p[l] - q[l]));
            }
            all.add_transitions(&mut gradient, &transitions, 1.0);
            right.add_transitions(&mut gradient, &transitions, -1.0);
            loss += all.log_sum - right.log_sum;
            start = end;
        }
        let place = &mut self.dense[Layout::TRANSITIONS..Layout::END];
        for (place, row) in place.chunks_exact_mut(LABELS).zip(gradient) {
            place.copy_from_slice(&row);
        }
        for row in to_scores.chunks_exact(INNER) {
            add(&mut self.dense[Layout::BIAS..Layout::TRANSITIONS], row);
        }
        loss
    }

    /// From the scores to the tops before squashing.
    fn tops_back(&mut self, weights: &Weights, to_scores: &[f32]) -> Vec<f32> {
        let words = self.count();
        let squashed = turned(&self.squashed, TOP);
        let place = &mut self.dense[Layout::LABELS..Layout::BIAS];
        add_product(place, &squashed, to_scores, INNER);
        let mut to_tops = vec![0.0; words * TOP];
        let labels = turned(weights.part(Layout::LABELS, TOP * INNER), INNER);
        add_product(&mut to_tops, to_scores, &labels, TOP);
        for (gradient, top) in to_tops.iter_mut().zip(&self.tops) {
            *gradient *= tanh_slope(*top);
        }
        for row in to_tops.chunks_exact(TOP) {
            add(&mut self.dense[Layout::TOP_BIAS..Layout::LABELS], row);
        }
        to_tops
    }

    /// From the tops to what the words said.
    fn cells_back(&mut self, weights: &Weights, to_tops: &[f32]) -> Vec<f32> {
        let words = self.count();
        let shown = turned(&self.shown, SHOWN);
        let means = turned(&self.means, SHOWN);
        let place = &mut self.dense[Layout::SHOWN..Layout::OTHERS];
        add_product(place, &shown, to_tops, TOP);
        let place = &mut self.dense[Layout::OTHERS..Layout::TOP_BIAS];
        add_product(place, &means, to_tops, TOP);
        let mut to_shown = vec![0.0; words * SHOWN];
        let weights_shown = turned(weights.part(Layout::SHOWN, SHOWN * TOP), TOP);
        add_product(&mut to_shown, to_tops, &weights_shown, SHOWN);
        let mut to_means = vec![0.0; words * SHOWN];
        let weights_others = turned(weights.part(Layout::OTHERS, SHOWN * TOP), TOP);
        add_product(&mut to_means, to_tops, &weights_others, SHOWN);
        for (to_mean, others) in to_means.chunks_exact(SHOWN).zip(&self.others) {
            let share = share(others);
            for other in others {
                for (to, from) in to_shown[other * SHOWN..].iter_mut().zip(to_mean) {
                    *to += share * from;
                }
            }
        }
        for (to, mask) in to_shown.iter_mut().zip(&self.mask) {
            *to *= mask;
        }
        let mut to_said = vec![0.0; words * SAID];
        let mut start = 0;
        for end in self.sentences.clone() {
            self.run_back(start, end, &to_shown, &mut to_said);
            start = end;
        }
        to_said
    }

    fn run_back(&mut self, start: usize, end: usize, to_shown: &[f32], to_said: &mut [f32]) {
        for side in 0..2 {
            let mut carried = [0.0; HIDDEN];
            for step in start..end {
                let at = if side == 0 { start + end - 1 - step } else { step };
                let before = if side == 0 {
                    (at > start).then(|| at - 1)
                } else {
                    (at + 1 < end).then_some(at + 1)
                };
                let gates = &self.gates[at * 2 * GATES + side * GATES..][..GATES];
                let cells = &self.cells[at * SHOWN + side * HIDDEN..][..HIDDEN];
                let earlier = before.map(|b| &self.cells[b * SHOWN + side * HIDDEN..][..HIDDEN]);
                let to = &to_shown[at * SHOWN + side * HIDDEN..][..HIDDEN];
                let mut slopes = [0.0; GATES];
                for unit in 0..HIDDEN {
                    let (value, keep, show) =
                        (gates[unit], gates[HIDDEN + unit], gates[2 * HIDDEN + unit]);
                    let kept = sigmoid(keep);
                    slopes[2 * HIDDEN + unit] = to[unit] * cells[unit] * sigmoid_slope(show);
                    let to_cell = to[unit] * sigmoid(show) + carried[unit];
                    let was = earlier.map_or(0.0, |e| e[unit]);
                    slopes[HIDDEN + unit] = to_cell * (was - tanh(value)) * sigmoid_slope(keep);
                    slopes[unit] = to_cell * (1.0 - kept) * tanh_slope(value);
                    carried[unit] = to_cell * kept;
                }
                add(&mut self.dense[Layout::GATE_BIAS + side * GATES..][..GATES], &slopes);
                add(&mut to_said[at * SAID + 2 * side * GATES..][..GATES], &slopes);
                if let Some(before) = before {
                    let place = before * SAID + (2 * side + 1) * GATES;
                    add(&mut to_said[place..][..GATES], &slopes);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        data::{Inputs, Keys},
        learner::Learner,
        pass::Dropout,
    };
    use super::*;
    use crate::random::Random;
    use copydesk::analysis::entities::net::PLACE;

    const NONE: Dropout = Dropout { inputs: 0, words: 0, vectors: 0, cells: 0 };

    fn inputs(all: Vec<u32>) -> Inputs {
        Inputs { all, ends: vec![2, 4, 5, 7, 9] }
    }

    /// Two sentences; the first and the last word are the same.
    fn article() -> Article {
        Article {
            words: inputs(vec![0, 1, 2, 3, 1, 4, 0, 2, 3]),
            places: inputs(vec![0, 1, 2, 0, 1, 1, 0, 2, 1]),
            vectors: (0..5u8)
                .map(|n| {
                    std::array::from_fn(|at| if at % 5 == usize::from(n) { 0.5 } else { -0.1 })
                })
                .collect(),
            allowed: vec![1 << 1, 1 << 2, 1, 1 | 1 << 3, 1 << 1 | 1 << 5],
            others: vec![4, 0],
            other_ends: vec![1, 1, 1, 1, 2],
            sentences: vec![3, 5],
        }
    }

    fn learner() -> Learner {
        Learner::new(&Keys { words: vec![1, 2, 3, 4, 5], places: vec![1, 2, 3] }, 9)
    }

    fn loss(article: &Article, weights: &Weights) -> (f32, Pass) {
        let mut pass = Pass::default();
        pass.forward(&[article], weights, NONE, &mut Random::new(1));
        (pass.backward(&[article], weights), pass)
    }

    #[test]
    fn gradients_are_the_slopes_of_the_loss() {
        let article = article();
        let mut weights = learner().weights;
        let (_, pass) = loss(&article, &weights);
        let parts = [
            Layout::EMBED_BIAS,
            Layout::VECTORS,
            Layout::SAID,
            Layout::GATE_BIAS,
            Layout::OWN,
            Layout::SHOWN,
            Layout::OTHERS,
            Layout::TOP_BIAS,
            Layout::LABELS,
            Layout::BIAS,
            Layout::TRANSITIONS,
            Layout::END,
        ];
        for part in parts.windows(2) {
            // The steepest weight of each part.
            let at = (part[0]..part[1])
                .max_by(|a, b| pass.dense[*a].abs().total_cmp(&pass.dense[*b].abs()))
                .unwrap();
            let step = 0.02;
            let was = weights.dense[at];
            weights.dense[at] = was + step;
            let above = loss(&article, &weights).0;
            weights.dense[at] = was - step;
            let below = loss(&article, &weights).0;
            weights.dense[at] = was;
            let slope = (above - below) / (2.0 * step);
            let gradient = pass.dense[at];
            assert!(
                (slope - gradient).abs() < 0.02 + 0.05 * gradient.abs(),
                "{at}: {slope} {gradient}"
            );
        }
    }

    #[test]
    fn a_row_of_inputs_has_the_gradients_of_its_words() {
        let article = article();
        let mut weights = learner().weights;
        let (_, pass) = loss(&article, &weights);
        // Input 3 is of the second word and of the last; of the places, 2 is of the same.
        let gradient = pass.to_words[WORD] + pass.to_words[4 * WORD];
        weights.words[3][0] += 0.02;
        let above = loss(&article, &weights).0;
        weights.words[3][0] -= 0.04;
        let slope = (above - loss(&article, &weights).0) / 0.04;
        weights.words[3][0] += 0.02;
        assert!((slope - gradient).abs() < 0.02 + 0.05 * gradient.abs(), "{slope} {gradient}");
        let gradient = pass.to_places[PLACE] + pass.to_places[4 * PLACE];
        weights.places[2][0] += 0.02;
        let above = loss(&article, &weights).0;
        weights.places[2][0] -= 0.04;
        let slope = (above - loss(&article, &weights).0) / 0.04;
        assert!((slope - gradient).abs() < 0.02 + 0.05 * gradient.abs(), "{slope} {gradient}");
    }
}
