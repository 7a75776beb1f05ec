//! What the list shows: a filter, an order, and where one was in it. Views are steps to go back.

use jiff::civil::Date;

use super::desk::Desk;
use crate::{
    corpus::{DocId, EntityKey},
    tags::Tags,
};

/// Which articles are shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    All,
    Entity {
        key: EntityKey,
        name: String,
    },
    /// Articles whose title or text holds this; the set comes from a worker.
    Search(String),
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
            Self::Search(needle) => format!("/{needle}"),
            Self::Source(source) => format!("source:\"{source}\""),
            Self::Day(date) => format!("date:{date}"),
            Self::Tag(tag) => format!("#{tag}"),
        }
    }

    /// Whether an article belongs; for a search only the worker knows.
    pub fn holds(&self, desk: &Desk, tags: &Tags, doc: DocId) -> bool {
        match self {
            Self::All => true,
            Self::Search(_) => false,
            Self::Entity { key, .. } => {
                desk.index.get(key).is_some_and(|e| e.articles.iter().any(|(d, _)| *d == doc))
            }
            Self::Source(source) => desk.digest(doc).is_some_and(|d| d.source == *source),
            Self::Day(date) => desk.digest(doc).is_some_and(|d| d.date == Some(*date)),
            Self::Tag(tag) => desk
                .article_id(doc)
                .and_then(|id| tags.decision(id))
                .is_some_and(|d| d.tags.contains(tag)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    Path,
    Date,
    Source,
    Title,
    Entities,
    Words,
}

impl SortKey {
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Date => "date",
            Self::Source => "source",
            Self::Title => "title",
            Self::Entities => "entities",
            Self::Words => "words",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

impl Sort {
    pub const PATH: Self = Self { key: SortKey::Path, descending: false };

    /// As the title line says it; empty for the order of the folder.
    pub fn label(self) -> String {
        if self == Self::PATH {
            return String::new();
        }
        format!("sort:{}{}", if self.descending { "-" } else { "" }, self.key.name())
    }

    /// The next order when `key` is asked for: newest and largest first, again the other way round.
    #[must_use]
    pub fn again(self, key: SortKey) -> Self {
        if self.key == key {
            return Self { key, descending: !self.descending };
        }
        let descending = matches!(key, SortKey::Date | SortKey::Entities | SortKey::Words);
        Self { key, descending }
    }

    pub fn apply(self, desk: &Desk, docs: &mut [DocId]) {
        match self.key {
            SortKey::Path => docs.sort_unstable(),
            SortKey::Date => docs.sort_by_key(|d| (desk.digest(*d).and_then(|x| x.date), *d)),
            SortKey::Source => {
                docs.sort_by_cached_key(|d| (desk.digest(*d).map(|x| x.source.to_lowercase()), *d));
            }
            SortKey::Title => {
                docs.sort_by_cached_key(|d| (desk.get(*d).map(|x| x.title().to_lowercase()), *d));
            }
            SortKey::Entities => docs.sort_by_key(|d| (desk.digest(*d).map(|x| x.names), *d)),
            SortKey::Words => docs.sort_by_key(|d| (desk.digest(*d).map(|x| x.words), *d)),
        }
        if self.descending {
            docs.reverse();
        }
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
    /// Whether the reader was in the text.
    pub reading: bool,
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
            reading: false,
            followed: Vec::new(),
        }
    }

    /// Shows these articles in the view's order, keeping the selected one where it is among them.
    pub fn show(&mut self, desk: &Desk, mut docs: Vec<DocId>) {
        self.sort.apply(desk, &mut docs);
        self.shown = docs;
        self.find_selected();
    }

    pub fn sort(&mut self, desk: &Desk, sort: Sort) {
        self.sort = sort;
        let docs = std::mem::take(&mut self.shown);
        self.show(desk, docs);
    }

    pub fn select(&mut self, doc: DocId) {
        self.selected = Some(doc);
        self.find_selected();
    }

    pub fn select_at(&mut self, at: usize) {
        self.at = at.min(self.shown.len().saturating_sub(1));
        self.selected = self.shown.get(self.at).copied();
    }

    fn find_selected(&mut self) {
        match self.selected.and_then(|doc| self.shown.iter().position(|d| *d == doc)) {
            Some(at) => self.at = at,
            None => self.select_at(self.next_place()),
        }
    }

    /// Where to go on when the selected article is not shown any more: in the order of the folder
    /// the one that follows it, else the same row.
    fn next_place(&self) -> usize {
        match self.selected {
            Some(doc) if self.sort == Sort::PATH => {
                let next = self.shown.partition_point(|other| *other < doc);
                if next < self.shown.len() { next } else { 0 }
            }
            _ => self.at,
        }
    }

    /// Moves the window of `rows` rows so that the selected article is in it, with a row of
    /// context where there is room.
    pub fn scroll_to_selected(&mut self, rows: usize) {
        let context = usize::from(rows > 4);
        let last_top = (self.at + 1 + context).saturating_sub(rows);
        let first_top = self.at.saturating_sub(context);
        self.top = self.top.clamp(last_top.min(first_top), first_top);
        self.top = self.top.min(self.shown.len().saturating_sub(rows));
    }
}
