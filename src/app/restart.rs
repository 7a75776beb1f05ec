//! Beginning where one was: the views, the article, the place in it when the last run ended.

use super::{App, Asked, Filter, Front, Layout, Recall};
use crate::{
    analysis::summary::Length,
    article::ArticleId,
    config::settings::Bidi,
    corpus::DocId,
    query::{Query, Sort},
};

/// Where the last run ended.
#[derive(Debug, Clone, Default)]
pub struct Start {
    pub article: Option<ArticleId>,
    /// Where it was found then.
    pub path: Option<String>,
    pub layout: Option<Layout>,
    pub front: Option<Front>,
    pub bidi: Option<Bidi>,
    pub sentences: Option<usize>,
    pub words: Option<usize>,
    pub unfolded: bool,
    /// The byte of the text that was at the top, and the rows above the one with it.
    pub place: Option<(usize, usize)>,
    /// The row of the list's pane with the selected article.
    pub row: Option<usize>,
    /// The order of the first view.
    pub sort: Option<Sort>,
    /// Where the article selected in the first view was, if views were opened on it.
    pub first: Option<String>,
    /// The views that were opened on it.
    pub way: Vec<Step>,
    /// What was typed into prompts.
    pub recall: Recall,
    /// A query to begin with, in place of these; it can be parsed.
    pub query: Option<String>,
    /// Whether the reader has pressed a key: from then on the selection is theirs.
    pub moved: bool,
    /// The article of the last run, once it is known.
    pub doc: Option<DocId>,
}

/// A view of the way, as a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub query: String,
    pub narrows: bool,
    pub name: Option<String>,
    pub sort: Sort,
}

impl Start {
    /// The length of the summary then, where the settings measure it so still.
    pub(super) fn length(&self, settings: Length) -> Length {
        match settings {
            Length::Sentences(_) => self.sentences.map_or(settings, Length::Sentences),
            Length::Words(_) => self.words.map_or(settings, Length::Words),
        }
    }

    /// Whether the screen is still to become what it was.
    pub(super) fn is_under_way(&self) -> bool {
        !self.moved && self.query.is_none()
    }
}

impl App {
    /// Opens the views of the last run and selects its article by its path, as nothing is read yet.
    pub(super) fn select_start(&mut self) {
        if let Some(sort) = self.start.sort.filter(|_| self.start.query.is_none()) {
            let Self { views, desk, .. } = self;
            for view in views {
                view.sort(desk, sort);
            }
        }
        let doc = self.start.path.as_deref().and_then(|path| self.desk.by_path(path));
        self.start.doc = doc;
        if let Some(doc) = doc.filter(|doc| self.view().shown.contains(doc)) {
            self.view_mut().select(doc);
        }
        if let Some(query) = self.start.query.clone() {
            return self.open_query(&query, None);
        }
        let way = self.start.way.clone();
        let first = self.start.first.as_deref().filter(|_| !way.is_empty());
        let first = first.and_then(|path| self.desk.by_path(path));
        for step in way {
            self.open_step(step);
        }
        // The views on it begin with the article of the last run; it is where it was left.
        if let (Some(first), [view, _, ..]) = (first, self.views.as_mut_slice()) {
            view.select(first);
        }
        self.unfolded = self.start.unfolded;
        if let Some(doc) = doc {
            self.front = self.start.front.unwrap_or(Front::List);
            self.places.extend(self.start.place.map(|(byte, _)| (doc, byte)));
        }
    }

    /// A view that cannot be understood any more is left out.
    fn open_step(&mut self, step: Step) {
        let Step { query: text, narrows, name, sort } = step;
        if let Ok(query) = Query::parse(&text, self.today()) {
            let query = query.into();
            self.push_view(Filter::Query(Asked { text, query, narrows, name }));
            self.view_mut().sort = sort;
        }
    }

    /// Follows the article of the last run to another path, unless the reader has moved.
    pub(super) fn select_moved_start(&mut self, doc: DocId) {
        if self.start.moved || self.start.article.is_none() {
            return;
        }
        if self.desk.article_id(doc) == self.start.article {
            let known_path = self.desk.get(doc).map(|d| &d.record_path) == self.start.path.as_ref();
            if !known_path && self.selected_is_another() {
                self.start.doc = Some(doc);
                self.places.extend(self.start.place.map(|(byte, _)| (doc, byte)));
                self.view_mut().select(doc);
            }
        }
    }

    fn selected_is_another(&self) -> bool {
        self.selected()
            .and_then(|doc| self.desk.article_id(doc))
            .is_none_or(|id| Some(id) != self.start.article)
    }

    /// Until the reader moves: the article of the last run, where it is shown, on the row on which it
    /// was.
    pub(super) fn settle_start(&mut self) {
        let Some(doc) = self.start.doc.filter(|_| self.start.is_under_way()) else { return };
        let row = self.start.row;
        let view = self.view_mut();
        if view.selected != Some(doc) {
            if !view.shown.contains(&doc) {
                return;
            }
            view.select(doc);
        }
        if let Some(row) = row {
            view.top = view.at.saturating_sub(row);
        }
    }

    /// The article of the last run, where it is still to be read: it may be in no view before.
    pub(super) fn awaited_start(&self) -> Option<DocId> {
        let doc = self.start.doc.filter(|_| self.start.is_under_way())?;
        let waiting = self.desk.get(doc)?.digest().is_none();
        (waiting && !self.view().shown.is_empty()).then_some(doc)
    }

    /// Rows that were above the one with the byte at the top of the text.
    pub(super) fn rows_above_start(&self, doc: DocId) -> usize {
        let this = self.start.doc == Some(doc) && self.start.is_under_way();
        self.start.place.filter(|_| this).map_or(0, |(_, above)| above)
    }

    /// The views that lead to the one shown, as queries.
    pub fn steps(&self) -> Vec<Step> {
        let views = self.views.iter().skip(1);
        let step = |view: &super::View| {
            let (query, narrows, name) = match &view.filter {
                Filter::Query(asked) => (asked.text.clone(), asked.narrows, asked.name.clone()),
                filter => (filter.label(), false, None),
            };
            (!query.trim().is_empty()).then_some(Step { query, narrows, name, sort: view.sort })
        };
        views.filter_map(step).collect()
    }

    /// The order of the first view.
    pub fn first_sort(&self) -> Option<Sort> {
        self.views.first().map(|view| view.sort)
    }

    /// Where the article is that the first view has selected, if others lead on from there.
    pub fn first_path(&self) -> Option<String> {
        let first = self.views.first().filter(|_| self.depth() > 0)?;
        self.desk.get(first.selected?).map(|doc| doc.record_path.clone())
    }

    /// Whether the place of the last run still is where one is: no key was pressed since.
    pub fn is_as_it_was(&self) -> bool {
        self.start.is_under_way()
    }

    /// The byte of the text at the top of its pane, and the rows above the one with it.
    pub fn place_in_text(&self) -> Option<(usize, usize)> {
        let page = self.page.as_ref().filter(|_| self.top > 0)?;
        let byte = page.offset_of(self.top);
        Some((byte, page.row_of(byte).saturating_sub(self.top)))
    }
}
