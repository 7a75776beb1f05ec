//! What the list shows: a filter, an order, and where one was in it. Views are steps to go back.

use std::sync::Arc;

use jiff::civil::Date;

use super::desk::Desk;
use crate::{
    corpus::{DocId, DocSet, EntityKey},
    query::{Query, Sort, SortKey},
    tags::Tags,
    text::fold,
};

/// A query, as it was typed and as it is understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    pub text: String,
    pub query: Arc<Query>,
    /// Whether only the articles of the view before this one are meant.
    pub narrows: bool,
    /// The name of the saved view that it comes from.
    pub name: Option<String>,
}

/// Which articles are shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    All,
    Entity {
        key: EntityKey,
        name: String,
    },
    /// What a query means; the set comes from a worker.
    Query(Asked),
    Source(String),
    Day(Date),
    Tag(String),
}

impl Filter {
    /// As the title line says it; the same words as in the query language.
    pub fn label(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Entity { name, key } => format!("{}:\"{name}\"", key.kind.name()),
            Self::Query(Asked { name: Some(name), .. }) => name.clone(),
            Self::Query(asked) => asked.text.clone(),
            Self::Source(source) => format!("source:\"{source}\""),
            Self::Day(date) => format!("date:{date}"),
            Self::Tag(tag) => format!("#{tag}"),
        }
    }

    /// Whether a decision can make an article belong or not.
    pub fn asks_decisions(&self) -> bool {
        match self {
            Self::All | Self::Entity { .. } | Self::Source(_) | Self::Day(_) => false,
            Self::Query(asked) => asked.query.asks_decisions(),
            Self::Tag(_) => true,
        }
    }

    /// Whether an article belongs; `None` where only a worker knows.
    pub fn holds(&self, desk: &Desk, tags: &Tags, doc: DocId) -> Option<bool> {
        Some(match self {
            Self::All => true,
            Self::Query(_) => return None,
            Self::Entity { key, .. } => {
                desk.index.get(key).is_some_and(|e| e.articles.iter().any(|(d, _)| *d == doc))
            }
            Self::Source(source) => desk.digest(doc).is_some_and(|d| *d.source == **source),
            Self::Day(date) => desk.digest(doc).is_some_and(|d| d.date == Some(*date)),
            Self::Tag(tag) => desk
                .article_id(doc)
                .and_then(|id| tags.decision(id))
                .is_some_and(|d| d.tags.contains(tag)),
        })
    }
}

/// The order of the folder.
pub const BY_PATH: Sort = Sort { key: SortKey::Path, reverse: false };

/// As the title line says it; empty for the order of the folder.
pub fn sort_label(sort: Sort) -> String {
    if sort == BY_PATH { String::new() } else { format!("sort:{sort}") }
}

/// The next order when `key` is asked for: newest and largest first, again the other way round.
#[must_use]
pub fn sort_again(sort: Sort, key: SortKey) -> Sort {
    let first = matches!(key, SortKey::Date | SortKey::Entities | SortKey::Words);
    Sort { key, reverse: if sort.key == key { !sort.reverse } else { first } }
}

/// Puts articles in order. Those without the value come last either way, ties stay in the order of the folder.
pub fn put_in_order(sort: Sort, desk: &Desk, docs: &mut [DocId]) {
    docs.sort_unstable_by_key(|doc| (desk.rank(*doc), *doc));
    let text = |text: &str| Some(fold::fold(text)).filter(|text| !text.trim().is_empty());
    let of = |doc: DocId| desk.digest(doc);
    match sort.key {
        SortKey::Path if sort.reverse => docs.reverse(),
        SortKey::Path => {}
        SortKey::Date => known_first(sort, docs, |doc| of(doc)?.date),
        SortKey::Source => known_first(sort, docs, |doc| text(&of(doc)?.source)),
        SortKey::Title => known_first(sort, docs, |doc| text(desk.get(doc)?.title())),
        SortKey::Entities => known_first(sort, docs, |doc| Some(of(doc)?.names)),
        SortKey::Words => known_first(sort, docs, |doc| Some(of(doc)?.words)),
    }
}

/// Sorts by what `value` gives; nothing comes last.
fn known_first<T: Ord>(sort: Sort, docs: &mut [DocId], value: impl Fn(DocId) -> Option<T>) {
    if sort.reverse {
        docs.sort_by_cached_key(|doc| std::cmp::Reverse(value(*doc)));
    } else {
        docs.sort_by_cached_key(|doc| {
            let value = value(*doc);
            (value.is_none(), value)
        });
    }
}

/// One step of the way: what is shown and where the reader is in it.
#[derive(Debug, Clone)]
pub struct View {
    pub filter: Filter,
    pub sort: Sort,
    pub shown: Vec<DocId>,
    /// The selected article; `None` only where nothing is shown.
    pub selected: Option<DocId>,
    /// Place of the selected article in `shown`.
    pub at: usize,
    /// First row of the list that is drawn.
    pub top: usize,
    /// Whether the wheel has moved the list, so that the selected article need not be in sight.
    pub away: bool,
    /// Whether the reader was in the text.
    pub reading: bool,
    /// Articles that have left the filter since it was run: they stay where they are until it is run
    /// again.
    pub stale: DocSet,
    /// The names that the view was open on before it went with a rename.
    pub followed: Vec<EntityKey>,
}

impl View {
    pub fn new(filter: Filter, sort: Sort) -> Self {
        Self {
            filter,
            sort,
            shown: Vec::new(),
            selected: None,
            at: 0,
            top: 0,
            away: false,
            reading: false,
            stale: DocSet::default(),
            followed: Vec::new(),
        }
    }

    /// Shows these articles in the view's order, keeping the selected one where it is among them.
    pub fn show(&mut self, desk: &Desk, mut docs: Vec<DocId>) {
        put_in_order(self.sort, desk, &mut docs);
        self.shown = docs;
        self.find_selected(desk);
    }

    /// The same, the selected article on the row of the screen on which it was.
    pub fn show_around(&mut self, desk: &Desk, docs: Vec<DocId>) {
        let (selected, row) = (self.selected, self.at.saturating_sub(self.top));
        self.show(desk, docs);
        if selected == self.selected {
            self.top = self.at.saturating_sub(row);
        }
    }

    /// Shows these and no others.
    pub fn show_only(&mut self, desk: &Desk, docs: Vec<DocId>) {
        self.stale.clear();
        self.show(desk, docs);
    }

    pub fn sort(&mut self, desk: &Desk, sort: Sort) {
        self.sort = sort;
        let docs = std::mem::take(&mut self.shown);
        self.show(desk, docs);
    }

    /// Selects an article that is shown.
    pub fn select(&mut self, doc: DocId) {
        match self.shown.iter().position(|other| *other == doc) {
            Some(at) => self.select_at(at),
            None => self.select_at(self.at),
        }
    }

    pub fn select_at(&mut self, at: usize) {
        self.at = at.min(self.shown.len().saturating_sub(1));
        self.selected = self.shown.get(self.at).copied();
    }

    fn find_selected(&mut self, desk: &Desk) {
        match self.selected.and_then(|doc| self.shown.iter().position(|d| *d == doc)) {
            Some(at) => self.at = at,
            None => self.select_at(self.next_place(desk)),
        }
    }

    /// Where to go on when the selected article is not shown any more: in the order of the folder
    /// the one that follows it, else the same row.
    fn next_place(&self, desk: &Desk) -> usize {
        match self.selected {
            Some(doc) if self.sort == BY_PATH => {
                let rank = desk.rank(doc);
                let next = self.shown.partition_point(|other| desk.rank(*other) < rank);
                if next < self.shown.len() { next } else { 0 }
            }
            _ => self.at,
        }
    }

    /// Moves the window of `rows` rows so that the selected article is in it, with a row of
    /// context where there is room; or, with `pages`, by whole windows, so that most moves leave the
    /// rows as they are.
    pub fn scroll_to_selected(&mut self, rows: usize, pages: bool) {
        if self.away {
            self.top = self.top.min(self.shown.len().saturating_sub(rows));
            return;
        }
        if pages {
            self.top = self.at / rows.max(1) * rows.max(1);
            return;
        }
        let context = usize::from(rows > 4);
        let last_top = (self.at + 1 + context).saturating_sub(rows);
        let first_top = self.at.saturating_sub(context);
        self.top = self.top.clamp(last_top.min(first_top), first_top);
        self.top = self.top.min(self.shown.len().saturating_sub(rows));
    }
}
