//! Looks out for the reader's watch list: in each article as it is read, and in all texts again
//! when the list changes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock, mpsc::Sender},
};

use super::{Message, latest::Latest, panics, reading::Reading, signals};
use crate::{
    app::Event,
    article::ArticleId,
    corpus::{self, DocId},
    tags::{Corrections, Watch},
    watch::{Seen, Watcher},
};

/// Bytes of text that are looked through before others may use the texts.
const PIECE: usize = 256 << 10;

/// A list that is to be looked out for.
#[derive(Debug)]
pub(super) struct Wish {
    pub generation: u64,
    pub fixed: Arc<[Watch]>,
    pub corrections: Arc<Corrections>,
}

/// The list that holds, shared by the workers.
#[derive(Debug, Default)]
pub(super) struct Watching {
    now: RwLock<(u64, Arc<Watcher>)>,
    /// The expressions of the list that articles have: to find them takes the text as it is written.
    regexes: Mutex<HashMap<DocId, Vec<usize>>>,
}

impl Watching {
    fn now(&self) -> (u64, Arc<Watcher>) {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, generation: u64, watcher: &Arc<Watcher>) {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        if !now.1.has_regexes_of(watcher) {
            self.regexes.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        *now = (generation, Arc::clone(watcher));
    }

    fn regexes_of(&self, doc: DocId) -> Option<Vec<usize>> {
        self.regexes.lock().unwrap_or_else(PoisonError::into_inner).get(&doc).cloned()
    }

    /// What an article that was just read has of the list. Its folded text must be among the texts
    /// by now: whoever changes the list meanwhile looks there.
    pub fn look(&self, doc: DocId, id: ArticleId, title: &str, text: &str) -> Option<Event> {
        let (generation, watcher) = self.now();
        if watcher.is_empty() {
            return None;
        }
        let found = watcher.regexes_in(title, text);
        let seen = watcher.look_with(id, title, text, &found);
        if watcher.has_regexes() {
            // The lock is held while storing, so that a changed list is noticed.
            let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
            if now.1.has_regexes_of(&watcher) {
                self.regexes.lock().unwrap_or_else(PoisonError::into_inner).insert(doc, found);
            }
        }
        (!seen.is_empty()).then(|| Event::Seen { generation, docs: vec![(doc, seen)] })
    }
}

/// Makes each new list ready, says so, and looks through all texts read so far.
pub(super) fn keep_watch(
    reading: Arc<Reading>,
    wanted: Arc<Latest<Wish>>,
    messages: Sender<Message>,
) {
    panics::start("watch", move || {
        signals::lower_priority();
        loop {
            let Wish { generation, fixed, corrections } = wanted.take();
            let (_, before) = reading.watching.now();
            let watcher = Arc::new(Watcher::for_desk(&fixed, &corrections, Some(&before)));
            reading.watching.set(generation, &watcher);
            let event = Event::Watches { generation, watcher: Arc::clone(&watcher) };
            if messages.send(Message::Event(event)).is_err() {
                return;
            }
            let again = Again { reading: &reading, wanted: &wanted, messages: &messages };
            again.look(generation, &watcher);
        }
    });
}

/// Looking through what was read before the list changed.
struct Again<'a> {
    reading: &'a Reading,
    wanted: &'a Latest<Wish>,
    messages: &'a Sender<Message>,
}

impl Again<'_> {
    fn look(&self, generation: u64, watcher: &Watcher) {
        let mut place = corpus::Place::default();
        let mut more = true;
        while more && !self.wanted.is_set() {
            let mut docs: Vec<(DocId, Seen)> = Vec::new();
            more = self.reading.texts.visit(&mut place, PIECE, |doc, folded| {
                let regexes = self.reading.watching.regexes_of(doc).unwrap_or_default();
                if let Some(id) = self.reading.id(doc) {
                    docs.push((doc, watcher.look_folded(id, folded, &regexes)));
                }
            });
            self.tell(generation, docs);
        }
        if watcher.has_regexes() {
            self.look_in_files(generation);
        }
    }

    /// Expressions are looked for in the files themselves: folded texts do not do for them.
    fn look_in_files(&self, generation: u64) {
        for doc in self.reading.docs() {
            if self.wanted.is_set() {
                return;
            }
            let (Some(id), None) = (self.reading.id(doc), self.reading.watching.regexes_of(doc))
            else {
                continue;
            };
            let Some(Ok(article)) = self.reading.file(doc).as_ref().map(corpus::read) else {
                continue;
            };
            if article.id == id {
                // A title that the file does not state is in its text.
                let title = article.meta.title.as_ref().map_or("", |title| title.value.as_str());
                let event = self.reading.watching.look(doc, id, title, &article.text);
                if let Some(Event::Seen { docs, .. }) = event {
                    self.tell(generation, docs);
                }
            }
        }
    }

    fn tell(&self, generation: u64, docs: Vec<(DocId, Seen)>) {
        if !docs.is_empty() {
            let _ = self.messages.send(Message::Event(Event::Seen { generation, docs }));
        }
    }
}
