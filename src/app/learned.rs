//! What the whole desk tells of its articles: lines that a source puts under many of them are folded
//! in the article shown, and not counted as its words.

use std::sync::Arc;

use super::{App, Desk, desk::DocState};
use crate::corpus::{DocId, Learned};

impl App {
    /// Judges the article shown by the newest that was learned.
    pub(super) fn settle_learned(&mut self) {
        let Some(doc) = self.selected() else { return };
        if self.desk.judge(doc) {
            self.brief.forget();
            self.lay_out_again(doc);
        }
    }
}

impl Desk {
    /// Takes what was learned; of two answers that which more articles are behind.
    pub(super) fn learned(&mut self, learned: Arc<Learned>, aside: &[(DocId, u32)]) {
        if learned.articles < self.learned.articles {
            return;
        }
        for doc in self.aside.drain(..) {
            set_words(&mut self.docs, doc, 0);
        }
        for (doc, words) in aside {
            set_words(&mut self.docs, *doc, *words);
        }
        self.aside.extend(aside.iter().map(|(doc, _)| *doc));
        self.learned = learned;
    }

    /// Judges an article by what was learned; says whether that changed it.
    fn judge(&mut self, doc: DocId) -> bool {
        let learned = Arc::clone(&self.learned);
        match self.loaded.get_mut(&doc) {
            Some(loaded) if !loaded.is_judged_by(&learned) => Arc::make_mut(loaded).judge(&learned),
            Some(_) | None => false,
        }
    }
}

fn set_words(docs: &mut [super::desk::Doc], doc: DocId, aside: u32) {
    if let Some(DocState::Ready(digest)) = docs.get_mut(doc.0 as usize).map(|doc| &mut doc.state) {
        digest.words = digest.all_words.saturating_sub(aside);
    }
}
