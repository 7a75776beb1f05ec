//! The documents that the net is trained on: the numbers of each word's inputs, the labels that
//! are allowed, the other places of the same word.

use std::collections::{HashMap, HashSet};

use copydesk::analysis::entities::{
    lexicon::{Lexicon, VECTOR},
    net::inputs,
    words::{Document, Quick},
};

use crate::{
    corpus::{self, Allowed, Text},
    kinds::Scheme,
    random::Random,
};

/// One document.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Inputs of the words, and of their places.
    pub words: Inputs,
    pub places: Inputs,
    /// The vector of each word; zero where it has none.
    pub vectors: Vec<[f32; VECTOR]>,
    pub allowed: Vec<Allowed>,
    /// Other places of the word, and where each word's end.
    pub others: Vec<usize>,
    pub other_ends: Vec<usize>,
    /// Where each sentence ends.
    pub sentences: Vec<usize>,
}

/// Inputs, word after word, and where each word's end.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    pub all: Vec<u32>,
    pub ends: Vec<usize>,
}

impl Inputs {
    fn push(&mut self, inputs: &[u32]) {
        self.all.extend(inputs);
        self.ends.push(self.all.len());
    }

    pub fn of(&self, word: usize) -> &[u32] {
        slice(&self.all, &self.ends, word)
    }

    /// Replaces inputs by their places in `keys`; the others go.
    fn number(&mut self, keys: &[u32]) {
        let mut kept = Vec::with_capacity(self.all.len());
        let mut start = 0;
        for end in &mut self.ends {
            let inputs = self.all.get(start..*end).unwrap_or_default();
            let places = inputs.iter().filter_map(|input| keys.binary_search(input).ok());
            kept.extend(places.filter_map(|p| u32::try_from(p).ok()));
            start = *end;
            *end = kept.len();
        }
        self.all = kept;
    }
}

impl Article {
    pub fn len(&self) -> usize {
        self.words.ends.len()
    }

    pub fn others(&self, word: usize) -> &[usize] {
        slice(&self.others, &self.other_ends, word)
    }

    pub fn new(document: &Document, allowed: &[Vec<Allowed>], lexicon: &Lexicon) -> Self {
        let mut article = Self::default();
        let mut inputs = Vec::new();
        let mut starts = Vec::new();
        let mut words = 0;
        for sentence in &document.sentences {
            starts.push(words);
            words += sentence.words.len();
            article.sentences.push(words);
        }
        article.allowed = allowed.concat();
        for (number, sentence) in document.sentences.iter().enumerate() {
            for (at, word) in sentence.words.iter().enumerate() {
                inputs::of_word(word, &mut inputs);
                article.words.push(&inputs);
                inputs::of_place(document, sentence, at, &mut inputs);
                article.places.push(&inputs);
                article.vectors.push(inputs::vector(word, lexicon));
                let others = inputs::others(document, word, (number, at));
                article.others.extend(
                    others.iter().filter_map(|(s, w)| starts.get(*s).map(|start| start + w)),
                );
                article.other_ends.push(article.others.len());
            }
        }
        article
    }
}

fn slice<'a, T>(all: &'a [T], ends: &[usize], at: usize) -> &'a [T] {
    let start = at.checked_sub(1).and_then(|b| ends.get(b)).copied().unwrap_or(0);
    all.get(start..ends.get(at).copied().unwrap_or(start)).unwrap_or_default()
}

/// Share of documents, in percent, that are cut into pieces of three sentences.
const CHOPPED: usize = 40;

pub fn articles(sets: &[(Vec<Text>, Scheme)], lexicon: &Lexicon, seed: u64) -> Vec<Article> {
    let groups: HashSet<String> = corpus::groups(sets);
    let mut random = Random::new(seed);
    let mut articles = Vec::new();
    for (texts, scheme) in sets {
        for text in texts {
            let size = if random.percent(CHOPPED) { 3 } else { usize::MAX };
            for part in text.sentences.chunks(size) {
                let parts = corpus::joined(part, &mut random);
                let (document, allowed) =
                    corpus::labelled(&text.text, &parts, *scheme, &groups, lexicon);
                articles.push(Article::new(&document, &allowed, lexicon));
            }
        }
    }
    articles
}

/// The inputs of words and of places that occur often enough, sorted.
#[derive(Debug, Default)]
pub struct Keys {
    pub words: Vec<u32>,
    pub places: Vec<u32>,
}

impl Keys {
    /// Of these articles, whose inputs become numbers.
    pub fn number(articles: &mut [Article], least: u32) -> Self {
        let words = known(articles.iter().map(|a| &a.words), least);
        let places = known(articles.iter().map(|a| &a.places), least);
        for article in articles {
            article.words.number(&words);
            article.places.number(&places);
        }
        Self { words, places }
    }
}

fn known<'a>(inputs: impl Iterator<Item = &'a Inputs>, least: u32) -> Vec<u32> {
    let mut counts: HashMap<u32, u32, Quick> = HashMap::default();
    for input in inputs.flat_map(|inputs| &inputs.all) {
        *counts.entry(*input).or_default() += 1;
    }
    let mut keys: Vec<u32> =
        counts.iter().filter(|(_, n)| **n >= least).map(|(key, _)| *key).collect();
    keys.sort_unstable();
    keys
}
