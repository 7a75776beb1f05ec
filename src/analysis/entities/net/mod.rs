//! A small recurrent net beside the linear model: it hears of the whole sentence, and of the other
//! places of a word. Its scores are added to the linear model's.

mod cache;
mod cells;
pub mod inputs;
pub mod math;

use std::sync::OnceLock;

use self::{
    cache::{Cache, Word},
    cells::State,
    math::{half, tanh},
};
use super::{
    bytes::Reader,
    labels::INNER,
    words::{Document, Seen, Words},
};

/// Numbers that a word's inputs sum up to.
pub const EMBED: usize = 64;

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

/// Low bits of an input that do not tell its bucket: some eight known inputs share one.
const BUCKET_SHIFT: u32 = 20;

/// Words that are further from every possible name say nothing that counts.
const EARSHOT: usize = 8;

/// Numbers of the top before squashing.
pub type Top = [f32; TOP];

/// Scores of the labels but outside, whose score is always zero.
pub type Inner = [f32; INNER];

/// The net's weights.
#[derive(Debug)]
pub struct Net<'a> {
    /// Known inputs, in order, and the row of each.
    keys: Vec<u32>,
    /// Where the keys of each bucket begin, which is told by their high bits; one more for the end.
    starts: Vec<u32>,
    rows: &'a [[u8; EMBED]],
    scales: [f32; EMBED],
    embed_bias: [f32; EMBED],
    said: Vec<[f32; SAID]>,
    gate_bias: Vec<f32>,
    own: Vec<Top>,
    shown: Vec<Top>,
    others: Vec<Top>,
    top_bias: Top,
    labels: Vec<Inner>,
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
        let scales = std::array::from_fn(|_| reader.f32());
        let embed_bias = std::array::from_fn(|_| reader.f32());
        let gate_bias = (0..2 * GATES).map(|_| reader.f32()).collect();
        let top_bias = std::array::from_fn(|_| reader.f32());
        let mut table = |rows: usize| -> Vec<Top> {
            (0..rows).map(|_| std::array::from_fn(|_| reader.f32())).collect()
        };
        let (own, shown, others) = (table(EMBED), table(SHOWN), table(SHOWN));
        let labels = (0..TOP).map(|_| std::array::from_fn(|_| reader.f32())).collect();
        let bias = std::array::from_fn(|_| reader.f32());
        let scale = reader.f32();
        let mut numbers = reader.take(2 * EMBED * SAID).as_chunks().0.iter();
        let mut said = vec![[0.0; SAID]; EMBED];
        for (weight, number) in said.iter_mut().flatten().zip(&mut numbers) {
            *weight = f32::from(i16::from_le_bytes(*number)) * scale;
        }
        let count = reader.u32() as usize;
        let keys: Vec<u32> =
            reader.take(4 * count).as_chunks().0.iter().map(|k| u32::from_le_bytes(*k)).collect();
        let starts = (0..=1 << (32 - BUCKET_SHIFT))
            .map(|bucket: u64| {
                let before = keys.partition_point(|key| u64::from(*key) < bucket << BUCKET_SHIFT);
                u32::try_from(before).unwrap_or_default()
            })
            .collect();
        let rows = reader.take(keys.len() * EMBED).as_chunks().0;
        Self {
            keys,
            starts,
            rows,
            scales,
            embed_bias,
            said,
            gate_bias,
            own,
            shown,
            others,
            top_bias,
            labels,
            bias,
        }
    }

    /// The scores of a word by its top.
    fn label(&self, top: &Top) -> Inner {
        let mut scores = self.bias;
        add_all(&mut scores, &self.labels, &top.map(tanh));
        scores
    }

    /// What a word with these inputs says, to the gates and to its own labels.
    fn word(&self, inputs: &[u32], word: &mut Word) {
        let mut sums = [0i32; EMBED];
        for row in inputs.iter().filter_map(|input| self.row(*input)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight.cast_signed());
            }
        }
        let values: [f32; EMBED] = std::array::from_fn(|at| {
            let sum = f32::from(i16::try_from(sums[at]).unwrap_or_default()) * self.scales[at];
            tanh(self.embed_bias[at] + sum)
        });
        let mut said = [0.0; SAID];
        add_all(&mut said, &self.said, &values);
        word.said = said.map(half);
        word.own = self.top_bias;
        add_all(&mut word.own, &self.own, &values);
    }

    /// The row of an input, if it is known.
    fn row(&self, input: u32) -> Option<&[u8; EMBED]> {
        let bucket = (input >> BUCKET_SHIFT) as usize;
        let (start, end) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        let keys = self.keys.get(start as usize..end as usize)?;
        let at = keys.iter().position(|key| *key == input)?;
        self.rows.get(start as usize + at)
    }
}

/// The net at work. What it remembers makes it faster and changes nothing else.
#[derive(Debug)]
pub struct Listener<'a> {
    net: &'a Net<'a>,
    cache: Cache,
    state: State,
}

impl<'a> Listener<'a> {
    pub fn new(net: &'a Net<'a>) -> Self {
        Self { net, cache: Cache::default(), state: State::default() }
    }

    /// The scores of the words of a document, sentence by sentence; zero for those that are not
    /// `wanted` (the numbers of the sentence and of the word in it).
    pub fn scores(
        &mut self,
        document: &Document,
        wanted: impl Fn(usize, usize) -> bool,
    ) -> Vec<Vec<Inner>> {
        let (mut tops, mut told) = (Vec::new(), Vec::new());
        for (number, sentence) in document.sentences.iter().enumerate() {
            let (own, others) = self.sentence(document, sentence, |at| wanted(number, at));
            tops.push(own);
            told.push(others);
        }
        (document.sentences.iter().zip(&mut tops).enumerate())
            .map(|(number, (sentence, tops))| {
                (sentence.words.iter().zip(tops).enumerate())
                    .map(|(at, (word, top))| {
                        if !wanted(number, at) {
                            return Inner::default();
                        }
                        let others = inputs::others(document, word, (number, at));
                        let share = 1.0 / small(others.len().max(1));
                        for (number, at) in others {
                            let told = told.get(number).and_then(|t: &Vec<Top>| t.get(at));
                            add(top, told.unwrap_or(&[0.0; TOP]), share);
                        }
                        self.net.label(top)
                    })
                    .collect()
            })
            .collect()
    }

    /// The tops of a sentence's words as yet, and what they say to other places of the same word.
    fn sentence(
        &mut self,
        document: &Document,
        sentence: &Words,
        wanted: impl Fn(usize) -> bool,
    ) -> (Vec<Top>, Vec<Top>) {
        let count = sentence.words.len();
        let Self { net, cache, state } = self;
        state.clear(count, &net.gate_bias);
        let mut tops = Vec::with_capacity(count);
        let near = near(count, &wanted);
        for at in 0..count {
            if !near.get(at).is_some_and(|near| *near) {
                tops.push([0.0; TOP]);
                continue;
            }
            inputs::of(document, sentence, at, &mut state.inputs);
            let word = cache.get(net, &state.inputs);
            state.hear(at, &word.said);
            tops.push(word.own);
        }
        state.run();
        let mut told = vec![[0.0; TOP]; count];
        let places = tops.iter_mut().zip(&mut told).zip(&state.shown).zip(&sentence.words);
        for (at, (((top, told), shown), word)) in places.enumerate() {
            if wanted(at) {
                add_all(top, &net.shown, shown);
            }
            let repeated = |seen: &Seen| seen.places.len() > 1;
            if word.capital && document.seen(word.lower).is_some_and(repeated) {
                add_all(told, &net.others, shown);
            }
        }
        (tops, told)
    }
}

/// Which words of a sentence are heard: those at most [`EARSHOT`] from one that is wanted.
fn near(count: usize, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut near = vec![false; count];
    for at in (0..count).filter(|at| wanted(*at)) {
        let heard = at.saturating_sub(EARSHOT)..(at + EARSHOT + 1).min(count);
        near.get_mut(heard).unwrap_or_default().fill(true);
    }
    near
}

fn small(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

/// Adds rows of weights, each times its number. Four rows go together: the sums are then read and
/// written a quarter as often.
fn add_all<const N: usize>(sums: &mut [f32; N], weights: &[[f32; N]], by: &[f32]) {
    let (rows, rest) = weights.as_chunks::<4>();
    let (numbers, last) = by.as_chunks::<4>();
    for ([a, b, c, d], [p, q, r, s]) in rows.iter().zip(numbers) {
        for ((((sum, a), b), c), d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *sum += p * a + q * b + (r * c + s * d);
        }
    }
    for (weights, by) in rest.iter().zip(last) {
        add(sums, weights, *by);
    }
}

fn add<const N: usize>(sums: &mut [f32; N], weights: &[f32; N], by: f32) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += by * weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::entities::lexicon::Lexicon, text::TextRange};

    fn document(text: &str) -> Document {
        let mut at = 0;
        let sentences: Vec<TextRange> = (text.split_inclusive('\n'))
            .map(|line| {
                at += line.len();
                TextRange::new(at - line.len(), at)
            })
            .collect();
        Document::new(text, &sentences, Lexicon::embedded())
    }

    const TEXT: &str = "Ada Quill spoke in Orsk on Friday.\nQuill said Orsk was quiet.\n\nNothing.";

    #[test]
    fn damaged_weights_give_scores_for_all_words() {
        let document = document(TEXT);
        let some = vec![1; 500_000];
        for bytes in [&[][..], &[7; 100], &some] {
            let net = Net::parse(bytes);
            let scores = Listener::new(&net).scores(&document, |_, _| true);
            let counts: Vec<usize> = scores.iter().map(Vec::len).collect();
            assert_eq!(counts, [8, 6, 0, 2]);
        }
    }

    #[test]
    fn what_is_remembered_changes_no_score() {
        let (one, other) = (document(TEXT), document("The Quill bank of Orsk failed."));
        let mut used = Listener::new(Net::embedded());
        let first = used.scores(&one, |_, _| true);
        used.scores(&other, |_, _| true);
        assert_eq!(used.scores(&one, |_, _| true), first);
        assert_eq!(Listener::new(Net::embedded()).scores(&one, |_, _| true), first);
    }

    #[test]
    fn another_place_of_a_word_is_heard() {
        let mut net = Listener::new(Net::embedded());
        let city = net
            .scores(&document("Quill said Orsk was quiet.\nThe city of Orsk burned."), |_, _| true);
        let man = net
            .scores(&document("Quill said Orsk was quiet.\nAn angry Mr Orsk resigned."), |_, _| {
                true
            });
        let bits = |scores: &[Vec<Inner>], at: usize| scores[0][at].map(f32::to_bits);
        assert_ne!(bits(&city, 2), bits(&man, 2));
        assert_eq!((bits(&city, 0), bits(&city, 4)), (bits(&man, 0), bits(&man, 4)));
    }
}
