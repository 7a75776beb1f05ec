//! The documents that the net is trained on: the numbers of each word's inputs, the labels that
//! are allowed, the other places of the same word.

use std::collections::{HashMap, HashSet};

use copydesk::analysis::entities::{
    lexicon::Lexicon,
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
    /// Inputs, word after word, and where each word's end.
    pub inputs: Vec<u32>,
    pub ends: Vec<usize>,
    pub allowed: Vec<Allowed>,
    /// Other places of the word, and where each word's end.
    pub others: Vec<usize>,
    pub other_ends: Vec<usize>,
    /// Where each sentence ends.
    pub sentences: Vec<usize>,
}

impl Article {
    pub fn words(&self) -> usize {
        self.ends.len()
    }

    pub fn inputs(&self, word: usize) -> &[u32] {
        slice(&self.inputs, &self.ends, word)
    }

    pub fn others(&self, word: usize) -> &[usize] {
        slice(&self.others, &self.other_ends, word)
    }

    pub fn new(document: &Document, allowed: &[Vec<Allowed>]) -> Self {
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
                inputs::of(document, sentence, at, &mut inputs);
                article.inputs.extend(&inputs);
                article.ends.push(article.inputs.len());
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
                articles.push(Article::new(&document, &allowed));
            }
        }
    }
    articles
}

/// The inputs that occur often enough, sorted.
pub fn known(articles: &[Article], least: u32) -> Vec<u32> {
    let mut counts: HashMap<u32, u32, Quick> = HashMap::default();
    for input in articles.iter().flat_map(|a| &a.inputs) {
        *counts.entry(*input).or_default() += 1;
    }
    let mut keys: Vec<u32> =
        counts.iter().filter(|(_, n)| **n >= least).map(|(key, _)| *key).collect();
    keys.sort_unstable();
    keys
}

/// Replaces inputs by their places in `keys`; the others go.
pub fn number(articles: &mut [Article], keys: &[u32]) {
    for article in articles {
        let mut kept = Vec::with_capacity(article.inputs.len());
        let mut start = 0;
        for end in &mut article.ends {
            let inputs = article.inputs.get(start..*end).unwrap_or_default();
            let places = inputs.iter().filter_map(|input| keys.binary_search(input).ok());
            kept.extend(places.filter_map(|p| u32::try_from(p).ok()));
            start = *end;
            *end = kept.len();
        }
        article.inputs = kept;
    }
}
