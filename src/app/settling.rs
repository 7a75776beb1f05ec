//! What every event leaves behind: articles taken in, the page laid out, the selection in sight, what is
//! shown asked for.

use std::sync::Arc;

use super::{App, Effect, Loaded, desk::DocState};
use crate::{
    article::Diagnostic,
    corpus::{DocId, Listing},
};

impl App {
    pub(super) fn listed(&mut self, listing: Listing) {
        self.desk.list(listing);
        let docs = self.desk.ids().collect();
        let Self { views, desk, .. } = self;
        if let Some(view) = views.first_mut() {
            view.show(desk, docs);
        }
        self.select_start();
        self.count_decided();
        self.replay();
    }

    pub(super) fn was_read(&mut self, doc: DocId, outcome: Result<Arc<Loaded>, Diagnostic>) {
        if self.desk.take(doc, outcome) {
            self.joins_views(doc);
            self.select_moved_start(doc);
            if !self.desk.is_reading() {
                self.all_read();
            }
        }
        if self.selected() == Some(doc) {
            self.brief.forget();
            self.settle_learned();
            self.settle_brief();
            self.arrive_at_hit();
            self.replay();
        }
    }

    /// After every event: the page fits the screen, the selection is in sight, what is shown is
    /// asked for.
    pub(super) fn settle(&mut self) {
        self.settle_start();
        self.settle_arrivals();
        self.settle_watch();
        self.settle_learned();
        self.settle_brief();
        let Some(panes) = self.panes() else { return };
        if let Some(list) = panes.list {
            let (height, plain) = (list.height as usize, self.plain);
            self.view_mut().scroll_to_selected(height, plain);
        }
        self.settle_page(panes.text);
        let wanted = self.wanted();
        if wanted != self.asked {
            self.asked.clone_from(&wanted);
            if !wanted.is_empty() {
                self.effects.push(Effect::Load(wanted));
            }
        }
    }

    /// The selected article and its neighbours, where they are not in memory.
    fn wanted(&self) -> Vec<DocId> {
        let view = self.view();
        let near = [Some(view.at), view.at.checked_add(1), view.at.checked_sub(1)];
        let near = near.into_iter().flatten().filter_map(|at| view.shown.get(at).copied());
        let awaited = self.awaited_start();
        awaited
            .into_iter()
            .chain(near.filter(|doc| Some(*doc) != awaited))
            .filter(|doc| self.desk.loaded(*doc).is_none())
            .filter(|doc| {
                !matches!(self.desk.get(*doc).map(|d| &d.state), Some(DocState::Failed(_)))
            })
            .collect()
    }
}
