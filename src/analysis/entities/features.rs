//! What the tagger sees of a word: itself, its neighbours, its clusters and lists, and how the
//! article writes it elsewhere. One definition for training and for tagging.

use super::{
    hash::mix,
    words::{BODIES, Document, Word, Words},
};

/// Collects features, as hashes.
struct Sink<'a>(&'a mut Vec<u32>);

impl Sink<'_> {
    fn add(&mut self, template: u64, value: u64) {
        let hash = mix(template.wrapping_mul(0x0051_7cc1_b727_220a), value);
        self.0.push((hash >> 32) as u32);
    }
}

/// Collects the features of words.
pub struct Features<'a> {
    document: &'a Document,
    number: usize,
    sentence: &'a Words,
}

/// Stand-ins for words before the first and after the last.
const BEFORE: u64 = 3;
const AFTER: u64 = 4;

/// Stands for "in no cluster".
const UNKNOWN: u64 = 9999;

/// How far a word is seen by itself, to each side.
pub const REACH: usize = 2;

/// What a word says to the one from which it is `by` places away, whatever stands around them.
/// There is none before the first and after the last.
pub fn alone(word: Option<&Word>, by: isize, out: &mut Vec<u32>) {
    let mut sink = Sink(out);
    let pick = |value: fn(&Word) -> u64| word.map_or(if by < 0 { BEFORE } else { AFTER }, value);
    let place = by.clamp(-2, 2).wrapping_add(2).unsigned_abs() as u64;
    sink.add(10 + place, pick(|w| w.lower));
    sink.add(20 + place, pick(|w| w.shape));
    sink.add(80 + place, pick(fine));
    sink.add(90 + place, pick(coarse));
    if (1..=3).contains(&place) {
        let first = 67 + 3 * place;
        sink.add(first, pick(|w| brown(w, 18)));
        sink.add(first + 1, pick(|w| brown(w, 10)));
        sink.add(first + 2, pick(|w| brown(w, 6)));
    }
    let Some(word) = word else { return };
    match by {
        0 => itself(word, &mut sink),
        -1 | 1 if word.suffixes[2] != 0 => sink.add(60 + u64::from(by > 0), word.suffixes[2]),
        _ => {}
    }
}

/// What a word says of itself alone.
fn itself(word: &Word, sink: &mut Sink) {
    sink.add(1, 0);
    sink.add(30, word.long_shape);
    sink.add(88, mix(word.shape, fine(word)));
    let capital = u64::from(word.capital);
    for (template, affix) in (41..).zip(word.prefixes).chain((51..).zip(word.suffixes)) {
        if affix != 0 {
            sink.add(template, mix(capital, affix));
        }
    }
}

fn fine(word: &Word) -> u64 {
    word.clusters.fine.map_or(UNKNOWN, |c| u64::from(c) + 10)
}

fn coarse(word: &Word) -> u64 {
    word.clusters.coarse.map_or(UNKNOWN, |c| u64::from(c) + 10)
}

fn brown(word: &Word, bits: u32) -> u64 {
    word.clusters.brown.map_or(UNKNOWN, |c| u64::from(c & ((1 << bits) - 1)) + 10)
}

impl<'a> Features<'a> {
    /// For the sentence at `number`.
    pub fn new(document: &'a Document, number: usize, sentence: &'a Words) -> Self {
        Self { document, number, sentence }
    }

    /// All features of the word at `at`.
    pub fn all(&self, at: usize, out: &mut Vec<u32>) {
        let near = Near { words: &self.sentence.words, at };
        for by in -2..=2 {
            alone(near.get(by), by, out);
        }
        self.together(at, out);
    }

    /// Those of the word at `at` that take more than one word, or the article.
    pub fn together(&self, at: usize, out: &mut Vec<u32>) {
        let Some(word) = self.sentence.words.get(at) else { return };
        let near = Near { words: &self.sentence.words, at };
        let sink = &mut Sink(out);
        near.word_features(sink);
        near.cluster_features(sink);
        list_features(word, &near, sink);
        self.sentence_features(word, at, sink);
        if word.capital {
            near.run_features(word, sink);
            self.article_features(word, at, sink);
        }
    }

    fn sentence_features(&self, word: &Word, at: usize, sink: &mut Sink) {
        if at == 0 {
            sink.add(110, word.shape);
        }
        if self.sentence.shouted {
            sink.add(111, word.shape);
            sink.add(113, coarse(word));
        }
        if self.sentence.titled {
            sink.add(112, word.shape);
        }
    }

    /// How the article writes this word, and what stands beside it elsewhere.
    fn article_features(&self, word: &Word, at: usize, sink: &mut Sink) {
        let Some(seen) = self.document.seen(word.lower) else { return };
        let few = |n: u16| u64::from(n.min(3));
        sink.add(120, few(seen.capital) * 4 + few(seen.lower));
        let both = u64::from(seen.capital > 0) * 2 + u64::from(seen.lower > 0);
        sink.add(121, mix(u64::from(at == 0), both));
        let others = seen.places.iter().map(|(s, w)| (*s as usize, *w as usize));
        for (number, place) in others.filter(|p| *p != (self.number, at)).take(OTHERS) {
            let Some(sentence) = self.document.sentences.get(number) else { continue };
            let other = Near { words: &sentence.words, at: place };
            sink.add(150, other.lower(-1));
            sink.add(151, other.lower(1));
            sink.add(152, other.fine(-1));
            sink.add(153, other.fine(1));
            sink.add(154, mix(other.shape(-1), other.shape(1)));
        }
    }
}

/// Other places of a word that are looked at.
const OTHERS: usize = 4;

/// The surroundings of a word.
struct Near<'a> {
    words: &'a [Word],
    at: usize,
}

impl<'a> Near<'a> {
    fn get(&self, by: isize) -> Option<&'a Word> {
        self.words.get(self.at.checked_add_signed(by)?)
    }

    fn pick(&self, by: isize, value: impl Fn(&Word) -> u64) -> u64 {
        self.get(by).map_or(if by < 0 { BEFORE } else { AFTER }, value)
    }

    fn lower(&self, by: isize) -> u64 {
        self.pick(by, |w| w.lower)
    }

    fn shape(&self, by: isize) -> u64 {
        self.pick(by, |w| w.shape)
    }

    fn fine(&self, by: isize) -> u64 {
        self.pick(by, fine)
    }

    fn coarse(&self, by: isize) -> u64 {
        self.pick(by, coarse)
    }

    fn brown(&self, by: isize, bits: u32) -> u64 {
        self.pick(by, |w| brown(w, bits))
    }

    fn word_features(&self, sink: &mut Sink) {
        let (before, here, after) = (self.lower(-1), self.lower(0), self.lower(1));
        let shape = self.shape(0);
        sink.add(31, mix(before, here));
        sink.add(32, mix(here, after));
        sink.add(33, mix(self.lower(-2), before));
        sink.add(34, mix(after, self.lower(2)));
        sink.add(35, mix(self.shape(-1), mix(shape, self.shape(1))));
        sink.add(36, mix(shape, before));
        sink.add(37, mix(shape, after));
        sink.add(38, mix(before, after));
        let glued = |by| u64::from(self.get(by).is_some_and(|w| w.glued));
        sink.add(39, mix(shape, glued(0) * 2 + glued(1)));
    }

    /// What begins, ends, precedes and follows the run of capitals.
    fn run_features(&self, word: &Word, sink: &mut Sink) {
        let place = |index: u32| Near { words: self.words, at: index as usize };
        let (first, last) = (place(word.run.0), place(word.run.1));
        let length = u64::from((word.run.1 - word.run.0).min(5));
        let from_end = u64::from(u32::try_from(last.at - self.at).unwrap_or(9).min(3));
        sink.add(160, mix(last.lower(0), from_end));
        sink.add(161, mix(last.fine(0), from_end));
        sink.add(162, first.lower(0));
        sink.add(163, length * 8 + from_end);
        sink.add(164, first.lower(-1));
        sink.add(165, last.lower(1));
        sink.add(166, mix(first.coarse(-1), last.coarse(1)));
        sink.add(167, mix(last.lower(0), first.lower(0)));
        sink.add(168, last.pick(0, |w| w.suffixes[2]));
        sink.add(169, mix(first.lower(-1), length));
        let run = self.words.get(word.run.0 as usize..=word.run.1 as usize).unwrap_or_default();
        if run.iter().any(|w| w.lists & BODIES != 0) {
            sink.add(170, length);
            sink.add(171, mix(word.shape, u64::from(word.lists & BODIES)));
        }
    }

    fn cluster_features(&self, sink: &mut Sink) {
        sink.add(85, mix(self.fine(0), self.fine(1)));
        sink.add(86, mix(self.fine(-1), self.fine(0)));
        sink.add(87, mix(self.coarse(-1), mix(self.coarse(0), self.coarse(1))));
        sink.add(89, mix(self.coarse(-1), self.shape(0)));
        sink.add(79, mix(self.brown(0, 10), self.brown(1, 10)));
        sink.add(69, mix(self.brown(-1, 10), self.brown(0, 10)));
    }
}

fn list_features(word: &Word, near: &Near, sink: &mut Sink) {
    for (template, by) in [(100, -1), (101, 0), (102, 1)] {
        let lists = near.get(by).map_or(0, |w| w.lists);
        for bit in (0..13).filter(|bit| lists >> bit & 1 == 1) {
            sink.add(template, mix(bit, word.shape));
        }
    }
    sink.add(104, u64::from(word.lists));
}
