//! Beginning where one was: the article selected when the last run ended.

use super::{App, Layout};
use crate::{analysis::summary::Length, article::ArticleId, corpus::DocId};

/// Where the last run ended.
#[derive(Debug, Clone, Default)]
pub struct Start {
    pub article: Option<ArticleId>,
    /// Where it was found then.
    pub path: Option<String>,
    pub layout: Option<Layout>,
    pub sentences: Option<usize>,
    pub words: Option<usize>,
    /// A query to begin with; it can be parsed.
    pub query: Option<String>,
    /// Whether the reader has pressed a key: from then on the selection is theirs.
    pub moved: bool,
}

impl Start {
    /// The length of the summary then, where the settings measure it so still.
    pub(super) fn length(&self, settings: Length) -> Length {
        match settings {
            Length::Sentences(_) => self.sentences.map_or(settings, Length::Sentences),
            Length::Words(_) => self.words.map_or(settings, Length::Words),
        }
    }
}

impl App {
    /// Selects the article of the last run by its path, as nothing is read yet.
    pub(super) fn select_start(&mut self) {
        let doc = self.start.path.as_deref().and_then(|path| self.desk.by_path(path));
        if let Some(doc) = doc.filter(|doc| self.view().shown.contains(doc)) {
            self.view_mut().select(doc);
        }
        if let Some(query) = self.start.query.take() {
            self.open_query(&query, None);
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
                self.view_mut().select(doc);
            }
        }
    }

    fn selected_is_another(&self) -> bool {
        self.selected()
            .and_then(|doc| self.desk.article_id(doc))
            .is_none_or(|id| Some(id) != self.start.article)
    }
}
