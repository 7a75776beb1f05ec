//! What articles say of themselves, small enough to be kept for all of them: what queries ask.

use std::sync::{PoisonError, RwLock};

use jiff::civil::Date;

use super::DocId;
use crate::{
    analysis::Analysis,
    article::{Found, Meta},
    text::Clean,
};

/// What one article says of itself; nothing but the path before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// As it was found, with `/`.
    pub path: String,
    pub read: bool,
    pub title: Clean,
    pub source: Option<Clean>,
    pub author: Option<Clean>,
    pub url: Option<Clean>,
    pub language: Option<Clean>,
    pub date: Option<Date>,
}

impl Fact {
    pub fn new(path: String, analysis: &Analysis) -> Self {
        let text = |found: &Option<Found<Clean>>| found.as_ref().map(|found| found.value.clone());
        let meta = &analysis.meta;
        Self {
            path,
            read: true,
            title: text(&meta.title).unwrap_or_default(),
            source: text(&meta.source),
            author: text(&meta.author),
            url: text(&meta.url),
            language: text(&meta.language),
            date: meta.date.as_ref().map(|found| found.value),
        }
    }
}

/// The facts of all articles of a run, by number; shared by the workers.
#[derive(Debug, Default)]
pub struct Facts {
    all: RwLock<Vec<Fact>>,
}

impl Facts {
    /// Before anything is read.
    pub fn of_paths(paths: impl IntoIterator<Item = String>) -> Self {
        let fact = |path| Fact { path, ..Fact::default() };
        Self { all: RwLock::new(paths.into_iter().map(fact).collect()) }
    }

    /// Takes one more article, before it is read.
    pub fn append(&self, path: String) {
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        all.push(Fact { path, ..Fact::default() });
    }

    /// Takes what an article says of itself; its path is known.
    pub fn insert(&self, doc: DocId, analysis: &Analysis) {
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = all.get_mut(doc.0 as usize) {
            *place = Fact::new(std::mem::take(&mut place.path), analysis);
        }
    }

    /// Whether an article says of itself what its file states now.
    pub fn agrees(&self, doc: DocId, stated: &Meta) -> bool {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        let Some(fact) = all.get(doc.0 as usize) else { return false };
        same(Some(&fact.title), stated.title.as_ref())
            && same(fact.source.as_ref(), stated.source.as_ref())
            && same(fact.author.as_ref(), stated.author.as_ref())
            && same(fact.url.as_ref(), stated.url.as_ref())
            && same(fact.date.as_ref(), stated.date.as_ref())
    }

    /// Shows the facts of all articles, in the order of their numbers.
    pub fn with<T>(&self, look: impl FnOnce(&[Fact]) -> T) -> T {
        look(&self.all.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether what is known is what a file states, where it states anything.
fn same<T: PartialEq>(known: Option<&T>, stated: Option<&Found<T>>) -> bool {
    stated.is_none_or(|stated| known == Some(&stated.value))
}
