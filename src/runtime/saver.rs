//! The one thread that writes the tags file, and one for the journal of steps, which nothing waits for.

use std::{
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::JoinHandle,
    time::Duration,
};

use super::{Message, fault, panics};
use crate::{
    app::{Event, Trouble},
    tags::{
        Edit, Happened, Tags, journal,
        store::{News, Store, StoreError},
    },
    text::Clean,
};

/// How long after a save that failed the next is tried.
const AGAIN: Duration = Duration::from_secs(5);

/// How long the end of a run waits for the journal.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug)]
enum Job {
    Save(u64, Vec<Edit>),
    /// The files may have been changed by others.
    Look,
    End,
}

/// Saves in the order asked; ends when dropped, after the last save.
#[derive(Debug)]
pub(super) struct Saver {
    jobs: Sender<Job>,
    thread: Option<JoinHandle<()>>,
    journal: Option<Journal>,
}

/// The thread that keeps what happened.
#[derive(Debug)]
struct Journal {
    happened: Sender<Vec<Happened>>,
    /// Closed when all of it is written.
    written: Receiver<()>,
}

impl Saver {
    /// Without a store (read-only), every save is refused; without a journal nothing is remembered.
    pub fn start(
        store: Option<Store>,
        journal: Option<PathBuf>,
        messages: Sender<Message>,
    ) -> Self {
        let (jobs, queue) = channel();
        let thread = panics::start("saver", move || work(store, &queue, &messages));
        Self { jobs, thread: Some(thread), journal: journal.map(Journal::start) }
    }

    pub fn save(&self, generation: u64, edits: Vec<Edit>) {
        let _ = self.jobs.send(Job::Save(generation, edits));
    }

    pub fn remember(&self, happened: Vec<Happened>) {
        let _ = self.journal.as_ref().map(|journal| journal.happened.send(happened));
    }

    pub fn outside(&self) -> Outside {
        Outside(self.jobs.clone())
    }
}

/// Says that the files may have been changed by others.
#[derive(Debug)]
pub(super) struct Outside(Sender<Job>);

impl Outside {
    pub fn look(&self) {
        let _ = self.0.send(Job::Look);
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        let _ = self.jobs.send(Job::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if let Some(Journal { happened, written }) = self.journal.take() {
            drop(happened);
            // A state directory that does not answer must not keep the program open.
            let _ = written.recv_timeout(PATIENCE);
        }
    }
}

impl Journal {
    fn start(file: PathBuf) -> Self {
        let (happened, queue) = channel::<Vec<Happened>>();
        let (all, written) = channel();
        panics::start("journal", move || {
            for happened in queue {
                keep(&file, &happened);
            }
            drop::<Sender<()>>(all);
        });
        Self { happened, written }
    }
}

fn keep(file: &Path, happened: &[Happened]) {
    // Undo in a later run is a convenience: losing it is no reason to complain now.
    let _ = journal::append(file, happened);
}

fn work(mut store: Option<Store>, queue: &Receiver<Job>, messages: &Sender<Message>) {
    let tell = |event| {
        let _ = messages.send(Message::Event(event));
    };
    let mut failed = false;
    loop {
        let job =
            if failed { queue.recv_timeout(AGAIN) } else { Ok(queue.recv().unwrap_or(Job::End)) };
        match job {
            Ok(Job::Save(generation, edits)) => {
                let outcome = save(store.as_mut(), &edits);
                failed = outcome.is_err() && store.is_some();
                tell(Event::Saved { generation, outcome });
                tell_news(store.as_mut(), tell);
            }
            Ok(Job::Look) => {
                if let Some(store) = store.as_mut().filter(|store| store.is_changed()) {
                    let outcome = store.save(&[]).map(Box::new).map_err(|error| unread(&error));
                    tell(Event::TagsChanged(outcome));
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                failed = false;
                tell(Event::SaveAgain);
            }
            Ok(Job::End) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn save(store: Option<&mut Store>, edits: &[Edit]) -> Result<Box<Tags>, Trouble> {
    let Some(store) = store else {
        return Err(Trouble::new("Tags not saved: opened read-only.", ""));
    };
    // A fault of ours must not end the only thread that saves. What the store knew it reads again.
    let saved = panic::catch_unwind(AssertUnwindSafe(|| {
        fault::strike("saver");
        store.save(edits)
    }));
    let Ok(saved) = saved else {
        return Err(Trouble::new(
            "Tags not saved, by a fault of the program.",
            "They are kept in memory; press S to try again.",
        ));
    };
    saved.map(Box::new).map_err(|error| trouble(&error))
}

fn tell_news(store: Option<&mut Store>, tell: impl Fn(Event)) {
    let news = store.map(Store::settle).unwrap_or_default();
    if !news.is_empty() {
        let clean = |news: &News| Clean::line(news.to_string());
        tell(Event::SavedWith(news.iter().map(clean).collect()));
    }
}

/// What is said where a file that another has changed cannot be used.
fn unread(error: &StoreError) -> Trouble {
    Trouble::new(format!("changed outside, and not taken over: {error}."), error.hint())
}

fn trouble(error: &StoreError) -> Trouble {
    let hint = error.hint();
    let not_saved = format!("{} not saved", error.what());
    // Some hints say all of it.
    let (message, hint) = if hint.starts_with(&not_saved) {
        (hint, String::new())
    } else {
        (format!("{not_saved}: {error}."), hint)
    };
    Trouble::new(message, hint)
}
