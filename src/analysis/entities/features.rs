//! What the tagger sees of a word: itself, its neighbours, its clusters and lists, and how the
//! article writes it elsewhere. One function for training and for tagging.

use super::{
    hash::mix,
    words::{BODIES, Document, Word, Words},
};

/// Collects the features of words, as hashes.
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

impl<'a> Features<'a> {
    /// For the sentence at `number`.
    pub fn new(document: &'a Document, number: usize, sentence: &'a Words) -> Self {
        Self { document, number, sentence }
    }

    /// Puts the features of the word at `at` into `out`, which is emptied first.
    pub fn of(&self, at: usize, out: &mut Vec<u32>) {
        out.clear();
        let Some(word) = self.sentence.words.get(at) else { return };
        let mut sink = Sink { out };
        let near = Near { words: &self.sentence.words, at };
        sink.add(1, 0);
        near.word_features(&mut sink);
        near.cluster_features(&mut sink);
        affix_features(word, &near, &mut sink);
        list_features(word, &near, &mut sink);
        self.sentence_features(word, at, &mut sink);
        if word.capital {
            near.run_features(word, &mut sink);
            self.article_features(word, at, &mut sink);
        }
    }

    fn sentence_features(&self, word: &Word, at: usize, sink: &mut Sink) {
        if at == 0 {
            sink.add(110, word.shape);
        }
        if self.sentence.shouted {
            sink.add(111, word.shape);
            sink.add(113, coarse(Some(word)));
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

struct Sink<'a> {
    out: &'a mut Vec<u32>,
}

impl Sink<'_> {
    fn add(&mut self, template: u64, value: u64) {
        let hash = mix(template.wrapping_mul(0x0051_7cc1_b727_220a), value);
        self.out.push((hash >> 32) as u32);
    }
}

/// The surroundings of a word.
struct Near<'a> {
    words: &'a [Word],
    at: usize,
}

impl Near<'_> {
    fn get(&self, by: isize) -> Option<&Word> {
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
        self.pick(by, |w| w.clusters.fine.map_or(UNKNOWN, |c| u64::from(c) + 10))
    }

    fn coarse(&self, by: isize) -> u64 {
        self.pick(by, |w| coarse(Some(w)))
    }

    fn brown(&self, by: isize, bits: u32) -> u64 {
        self.pick(by, |w| {
            w.clusters.brown.map_or(UNKNOWN, |c| u64::from(c & ((1 << bits) - 1)) + 10)
        })
    }

    fn word_features(&self, sink: &mut Sink) {
        for (template, by) in (10..).zip(-2..=2) {
            sink.add(template, self.lower(by));
            sink.add(template + 10, self.shape(by));
        }
        let (before, here, after) = (self.lower(-1), self.lower(0), self.lower(1));
        let shape = self.shape(0);
        sink.add(30, self.pick(0, |w| w.long_shape));
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
        for (template, by) in (80..).zip(-2..=2) {
            sink.add(template, self.fine(by));
            sink.add(template + 10, self.coarse(by));
        }
        sink.add(85, mix(self.fine(0), self.fine(1)));
        sink.add(86, mix(self.fine(-1), self.fine(0)));
        sink.add(87, mix(self.coarse(-1), mix(self.coarse(0), self.coarse(1))));
        sink.add(88, mix(self.shape(0), self.fine(0)));
        sink.add(89, mix(self.coarse(-1), self.shape(0)));
        for (template, by) in [(70, -1), (73, 0), (76, 1)] {
            sink.add(template, self.brown(by, 18));
            sink.add(template + 1, self.brown(by, 10));
            sink.add(template + 2, self.brown(by, 6));
        }
        sink.add(79, mix(self.brown(0, 10), self.brown(1, 10)));
        sink.add(69, mix(self.brown(-1, 10), self.brown(0, 10)));
    }
}

fn coarse(word: Option<&Word>) -> u64 {
    word.and_then(|w| w.clusters.coarse).map_or(UNKNOWN, |c| u64::from(c) + 10)
}

fn affix_features(word: &Word, near: &Near, sink: &mut Sink) {
    let capital = u64::from(word.capital);
    for (template, affix) in (41..).zip(word.prefixes) {
        if affix != 0 {
            sink.add(template, mix(capital, affix));
        }
    }
    for (template, affix) in (51..).zip(word.suffixes) {
        if affix != 0 {
            sink.add(template, mix(capital, affix));
        }
    }
    for (template, by) in [(60, -1), (61, 1)] {
        if let Some(suffix) = near.get(by).and_then(|w| w.suffixes.get(2)).filter(|s| **s != 0) {
            sink.add(template, *suffix);
        }
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
