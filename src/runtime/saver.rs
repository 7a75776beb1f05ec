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
        store::{News, Place, Store, StoreError, names_path},
    },
    text::Clean,
};

/// How long after a save that failed the next is tried.
const AGAIN: Duration = Duration::from_secs(5);

/// How long a file may be gone: some programs empty it, then write it.
const GONE: Duration = Duration::from_secs(1);

/// How long the end of a run waits for the journal.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where decisions go.
#[derive(Debug)]
pub(super) enum Target {
    Store(Box<Store>),
    /// Nowhere, until a file that could not be used is in order.
    Waiting {
        place: Place,
        backups: Option<PathBuf>,
    },
    /// Nowhere, as asked.
    Nowhere,
}

impl Target {
    fn store(&mut self) -> Option<&mut Store> {
        match self {
            Self::Store(store) => Some(store),
            Self::Waiting { .. } | Self::Nowhere => None,
        }
    }

    /// The files that others may change.
    pub fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Store(store) => vec![store.path().to_owned(), store.names_path().to_owned()],
            Self::Waiting { place, .. } => vec![place.path.clone(), names_path(&place.path)],
            Self::Nowhere => Vec::new(),
        }
    }
}

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
    /// Without a store, every save is refused; without a journal nothing is remembered.
    pub fn start(target: Target, journal: Option<PathBuf>, messages: Sender<Message>) -> Self {
        let (jobs, queue) = channel();
        let thread = panics::start("saver", move || work(target, &queue, &messages));
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

/// What is to be done when nothing has come for some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Later {
    SaveAgain,
    /// A file is gone; whether that was told.
    Restore {
        told: bool,
    },
}

fn work(mut target: Target, queue: &Receiver<Job>, messages: &Sender<Message>) {
    let tell = |event| {
        let _ = messages.send(Message::Event(event));
    };
    let mut later = None;
    loop {
        let job = match later {
            None => Ok(queue.recv().unwrap_or(Job::End)),
            Some(Later::Restore { told: false }) => queue.recv_timeout(GONE),
            Some(_) => queue.recv_timeout(AGAIN),
        };
        match (job, later) {
            (Ok(Job::Save(generation, edits)), _) => {
                let outcome = save(target.store(), &edits);
                later = outcome.as_ref().err().and(target.store()).map(|_| Later::SaveAgain);
                tell(Event::Saved { generation, outcome });
                tell_news(target.store(), tell);
            }
            (Ok(Job::Look), _) => {
                look(&mut target, tell);
                let lost = target.store().is_some_and(|store| store.is_lost());
                if lost && later != Some(Later::SaveAgain) {
                    later = Some(Later::Restore { told: false });
                }
            }
            (Err(RecvTimeoutError::Timeout), Some(Later::Restore { told })) => {
                later = restore(target.store(), told, tell);
            }
            (Err(RecvTimeoutError::Timeout), _) => {
                later = None;
                tell(Event::SaveAgain);
            }
            (Ok(Job::End) | Err(RecvTimeoutError::Disconnected), _) => {
                if let Some(Later::Restore { .. }) = later {
                    restore(target.store(), true, tell);
                }
                return;
            }
        }
    }
}

/// Takes over what others have made of the files.
fn look(target: &mut Target, tell: impl Fn(Event)) {
    match target {
        Target::Store(store) if store.is_changed() => {
            let outcome = store.save(&[]).map(Box::new).map_err(|error| unread(&error));
            tell(Event::TagsChanged(outcome));
        }
        Target::Waiting { place, backups } => match Store::open_at(place, backups.clone()) {
            Ok((store, tags)) => {
                let elsewhere = place.elsewhere;
                *target = Target::Store(Box::new(store));
                tell(Event::TagsOpened { tags: Box::new(tags), elsewhere });
            }
            Err(error) => {
                let text = format!("read-only: {error}.");
                tell(Event::TagsChanged(Err(Trouble::new(text, error.hint()))));
            }
        },
        Target::Store(_) | Target::Nowhere => {}
    }
}

/// Writes again what is gone; says what is left to do.
fn restore(store: Option<&mut Store>, told: bool, tell: impl Fn(Event)) -> Option<Later> {
    let store = store?;
    match store.restore() {
        Ok(()) => {
            let tags = store.save(&[]).map(Box::new).map_err(|error| unread(&error));
            tell(Event::TagsChanged(tags));
            tell_news(Some(store), tell);
            None
        }
        Err(error) => {
            if !told {
                tell(Event::TagsLost(trouble(&error)));
            }
            Some(Later::Restore { told: true })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::ArticleId,
        tags::{Decision, Record},
    };

    #[test]
    fn a_file_that_goes_just_before_the_end_is_there_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tags.toml");
        let (mut store, _) = Store::open(&file).unwrap();
        let decision = Decision { star: true, ..Decision::default() };
        let after = Some(Record { path: "a.txt".to_owned(), title: String::new(), decision });
        store.save(&[Edit::Article { id: ArticleId::of("a"), before: None, after }]).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::remove_file(&file).unwrap();

        let ((jobs, queue), (messages, _told)) = (channel(), channel());
        for job in [Job::Look, Job::End] {
            jobs.send(job).unwrap();
        }
        work(Target::Store(Box::new(store)), &queue, &messages);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
}
