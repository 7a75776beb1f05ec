//! A batch of documents through the net, with what the way back needs.

use copydesk::analysis::entities::{
    labels::{INNER, LABELS},
    lexicon::VECTOR,
    net::{
        EMBED, GATES, HIDDEN, SAID, SHOWN, TOP, WORD,
        math::{sigmoid, tanh},
    },
};

use super::{
    add_product,
    data::Article,
    weights::{Layout, Weights},
};
use crate::random::Random;

/// What is left out at random.
#[derive(Debug, Clone, Copy)]
pub struct Dropout {
    /// Percent of inputs, of words whose own inputs go together, of word vectors.
    pub inputs: usize,
    pub words: usize,
    pub vectors: usize,
    /// Of 256 cells.
    pub cells: u8,
}

/// A batch on its way.
#[derive(Default)]
pub struct Pass {
    /// Kept inputs of words, of places.
    pub words: Kept,
    pub places: Kept,
    /// Kept vectors of words; zero for the others.
    pub vectors: Vec<f32>,
    /// Where each sentence ends, counted over the batch.
    pub sentences: Vec<usize>,
    pub others: Vec<Vec<usize>>,
    pub sums: Vec<f32>,
    pub embed: Vec<f32>,
    pub gates: Vec<f32>,
    pub cells: Vec<f32>,
    pub mask: Vec<f32>,
    pub shown: Vec<f32>,
    pub means: Vec<f32>,
    pub tops: Vec<f32>,
    pub squashed: Vec<f32>,
    pub scores: Vec<f32>,
    /// Gradients: of the sums of inputs, by word; of the other weights.
    pub to_words: Vec<f32>,
    pub to_places: Vec<f32>,
    pub dense: Vec<f32>,
}

/// Inputs that were not dropped, and where each word's end.
#[derive(Default)]
pub struct Kept {
    pub all: Vec<u32>,
    pub ends: Vec<usize>,
}

impl Kept {
    fn clear(&mut self) {
        self.all.clear();
        self.ends.clear();
    }

    /// Adds the inputs of a word; those of them that were kept.
    fn push(&mut self, inputs: &[u32], keep: impl FnMut(&&u32) -> bool) -> &[u32] {
        let start = self.all.len();
        self.all.extend(inputs.iter().filter(keep));
        self.ends.push(self.all.len());
        &self.all[start..]
    }
}

impl Pass {
    pub fn count(&self) -> usize {
        self.words.ends.len()
    }

    /// Sums of inputs, squashed.
    fn embed(
        &mut self,
        articles: &[&Article],
        weights: &Weights,
        dropout: Dropout,
        random: &mut Random,
    ) {
        self.words.clear();
        self.places.clear();
        self.vectors.clear();
        self.sums.clear();
        self.sentences.clear();
        self.others.clear();
        let share = 1.0 / (1.0 - 0.01 * f32::from(u8::try_from(dropout.inputs).unwrap_or(0)));
        let bias = weights.part(Layout::EMBED_BIAS, EMBED);
        let mut base = 0;
        for article in articles {
            for word in 0..article.len() {
                let nameless = random.percent(dropout.words);
                let mut sum = [0.0; EMBED];
                let (of_word, of_place) = sum.split_at_mut(WORD);
                let kept = self.words.push(article.words.of(word), |input| {
                    !(nameless && **input >= weights.own || random.percent(dropout.inputs))
                });
                for input in kept {
                    add(of_word, &weights.words[*input as usize]);
                }
                let kept =
                    self.places.push(article.places.of(word), |_| !random.percent(dropout.inputs));
                for input in kept {
                    add(of_place, &weights.places[*input as usize]);
                }
                if random.percent(dropout.vectors) {
                    self.vectors.extend([0.0; VECTOR]);
                } else {
                    self.vectors.extend(article.vectors.get(word).unwrap_or(&[0.0; VECTOR]));
                }
                self.sums.extend(sum.iter().zip(bias).map(|(sum, bias)| sum * share + bias));
                self.others.push(article.others(word).iter().map(|o| o + base).collect());
            }
            self.sentences.extend(article.sentences.iter().map(|end| end + base));
            base += article.len();
        }
        let mut of_vectors = vec![0.0; base * WORD];
        let weights = weights.part(Layout::VECTORS, VECTOR * WORD);
        add_product(&mut of_vectors, &self.vectors, weights, WORD);
        for (sum, more) in self.sums.chunks_exact_mut(EMBED).zip(of_vectors.chunks_exact(WORD)) {
            add(sum, more);
        }
        self.embed.clear();
        self.embed.extend(self.sums.iter().map(|s| tanh(*s)));
    }

    /// Scores of all words.
    pub fn forward(
        &mut self,
        articles: &[&Article],
        weights: &Weights,
        dropout: Dropout,
        random: &mut Random,
    ) {
        self.embed(articles, weights, dropout, random);
        let words = self.count();
        let mut said = vec![0.0; words * SAID];
        add_product(&mut said, &self.embed, weights.part(Layout::SAID, EMBED * SAID), SAID);
        repeat(&mut self.gates, weights.part(Layout::GATE_BIAS, 2 * GATES), words);
        self.mask(words, dropout, random);
        repeat(&mut self.cells, &[0.0; SHOWN], words);
        repeat(&mut self.shown, &[0.0; SHOWN], words);
        let mut start = 0;
        for end in self.sentences.clone() {
            self.hear(&said, start, end);
            self.run(start, end);
            start = end;
        }
        for (shown, mask) in self.shown.iter_mut().zip(&self.mask) {
            *shown *= mask;
        }
        self.mean();
        self.score(weights, words);
    }

    /// The top and the scores, when all is heard.
    fn score(&mut self, weights: &Weights, words: usize) {
        repeat(&mut self.tops, weights.part(Layout::TOP_BIAS, TOP), words);
        let own = weights.part(Layout::OWN, EMBED * TOP);
        add_product(&mut self.tops, &self.embed, own, TOP);
        let shown = weights.part(Layout::SHOWN, SHOWN * TOP);
        add_product(&mut self.tops, &self.shown, shown, TOP);
        let others = weights.part(Layout::OTHERS, SHOWN * TOP);
        add_product(&mut self.tops, &self.means, others, TOP);
        self.squashed.clear();
        self.squashed.extend(self.tops.iter().map(|t| tanh(*t)));
        repeat(&mut self.scores, weights.part(Layout::BIAS, INNER), words);
        let labels = weights.part(Layout::LABELS, TOP * INNER);
        add_product(&mut self.scores, &self.squashed, labels, INNER);
    }

    fn mask(&mut self, words: usize, dropout: Dropout, random: &mut Random) {
        self.mask.clear();
        let share = 256.0 / (256.0 - f32::from(dropout.cells));
        while self.mask.len() < words * SHOWN {
            let bytes = (random.next() >> 8).to_le_bytes();
            self.mask
                .extend(bytes.iter().take(7).map(|b| if *b < dropout.cells { 0.0 } else { share }));
        }
        self.mask.truncate(words * SHOWN);
    }

    fn hear(&mut self, said: &[f32], start: usize, end: usize) {
        for at in start..end {
            let gates = &mut self.gates[at * 2 * GATES..(at + 1) * 2 * GATES];
            let (forward, backward) = gates.split_at_mut(GATES);
            let part = |word: usize, part: usize| &said[word * SAID + part * GATES..][..GATES];
            add(forward, part(at, 0));
            if at > start {
                add(forward, part(at - 1, 1));
            }
            add(backward, part(at, 2));
            if at + 1 < end {
                add(backward, part(at + 1, 3));
            }
        }
    }

    fn run(&mut self, start: usize, end: usize) {
        for side in 0..2 {
            let mut cells = [0.0; HIDDEN];
            for step in start..end {
                let at = if side == 0 { step } else { start + end - 1 - step };
                let gates = &self.gates[at * 2 * GATES + side * GATES..][..GATES];
                let place = at * SHOWN + side * HIDDEN;
                let kept = &mut self.cells[place..place + HIDDEN];
                let shown = &mut self.shown[place..place + HIDDEN];
                for unit in 0..HIDDEN {
                    let keep = sigmoid(gates[HIDDEN + unit]);
                    cells[unit] = keep * cells[unit] + (1.0 - keep) * tanh(gates[unit]);
                    kept[unit] = cells[unit];
                    shown[unit] = sigmoid(gates[2 * HIDDEN + unit]) * cells[unit];
                }
            }
        }
    }

    fn mean(&mut self) {
        self.means.clear();
        self.means.resize(self.shown.len(), 0.0);
        for (mean, others) in self.means.chunks_exact_mut(SHOWN).zip(&self.others) {
            let share = share(others);
            for other in others {
                for (mean, shown) in mean.iter_mut().zip(&self.shown[other * SHOWN..]) {
                    *mean += share * shown;
                }
            }
        }
    }

    /// The scores of a batch's words with those of being outside.
    pub fn full_scores(&self, start: usize, end: usize) -> Vec<[f32; LABELS]> {
        let scores = &self.scores[start * INNER..end * INNER];
        (scores.chunks_exact(INNER))
            .map(|inner| {
                let mut full = [0.0; LABELS];
                full[1..].copy_from_slice(inner);
                full
            })
            .collect()
    }
}

/// Makes `out` so many times `row`.
fn repeat(out: &mut Vec<f32>, row: &[f32], times: usize) {
    out.clear();
    (0..times).for_each(|_| out.extend(row));
}

/// What each of some words counts in their mean.
pub fn share(words: &[usize]) -> f32 {
    1.0 / f32::from(u16::try_from(words.len().max(1)).unwrap_or(u16::MAX))
}

/// Adds row to row.
pub fn add(sums: &mut [f32], values: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}
