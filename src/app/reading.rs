//! What the folder holds and what was read of it, as it comes from the workers.

use std::sync::Arc;

use super::{App, Loaded};
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
}
