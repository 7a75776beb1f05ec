//! Found names that the reader has turned into watched ones: their words are looked for as well.

use super::list::List;
use crate::{
    article::ArticleId,
    tags::{Corrections, Fate, Scope},
    text::phrases::Phrases,
};

#[derive(Debug, Clone, Default)]
pub(super) struct Renamed {
    words: Phrases,
    /// Where each holds, and its watch.
    of_words: Vec<(Scope, u32)>,
}

impl Renamed {
    pub fn new(list: &List, corrections: &Corrections) -> Self {
        let mut words = Vec::new();
        let mut of_words = Vec::new();
        if list.words.is_empty() {
            return Self::default();
        }
        for (of, correction) in &corrections.names {
            if let Fate::Becomes { name, .. } = &correction.fate
                && let Some(watch) = list.name_in(name)
            {
                words.push(of.name.as_str());
                of_words.push((of.scope, watch));
            }
        }
        Self { words: Phrases::new(words), of_words }
    }

    /// Calls `take` with start, end and watch of each that holds in an article.
    pub fn each(&self, article: ArticleId, folded: &str, mut take: impl FnMut(usize, usize, u32)) {
        self.words.each(folded, |start, end, at| {
            if let Some((scope, watch)) = self.of_words.get(at as usize)
                && (*scope == Scope::Everywhere || *scope == Scope::Article(article))
            {
                take(start, end, *watch);
            }
        });
    }
}
