//! The one thread that writes the tags file, and the journal of steps beside the session.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
};

use super::Message;
use crate::{
    app::{Event, Trouble},
    tags::{
        Edit, Happened, journal,
        store::{Store, StoreError},
    },
    text::clean,
};

#[derive(Debug)]
enum Job {
    Save(u64, Vec<Edit>),
    Remember(Vec<Happened>),
    /// The files may have been changed by others.
    Look,
    End,
}

/// Saves in the order asked; ends when dropped, after the last save.
#[derive(Debug)]
pub(super) struct Saver {
    jobs: Sender<Job>,
    thread: Option<JoinHandle<()>>,
}

impl Saver {
    /// Without a store (read-only), every save is refused; without a journal nothing is remembered.
    pub fn start(
        store: Option<Store>,
        journal: Option<PathBuf>,
        messages: Sender<Message>,
    ) -> Self {
        let (jobs, queue) = channel();
        let thread = thread::spawn(move || work(store, journal.as_deref(), &queue, &messages));
        Self { jobs, thread: Some(thread) }
    }

    pub fn save(&self, generation: u64, edits: Vec<Edit>) {
        let _ = self.jobs.send(Job::Save(generation, edits));
    }

    pub fn remember(&self, happened: Vec<Happened>) {
        let _ = self.jobs.send(Job::Remember(happened));
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
    }
}

fn work(
    mut store: Option<Store>,
    journal: Option<&Path>,
    queue: &Receiver<Job>,
    messages: &Sender<Message>,
) {
    loop {
        let (generation, edits) = match queue.recv() {
            Ok(Job::Save(generation, edits)) => (generation, edits),
            Ok(Job::Remember(happened)) => {
                // Undo in a later run is a convenience: losing it is no reason to complain now.
                let _ = journal.map(|file| journal::append(file, &happened));
                continue;
            }
            Ok(Job::Look) => {
                if let Some(store) = store.as_mut().filter(|store| store.is_changed()) {
                    let outcome = store.save(&[]).map(Box::new).map_err(|error| unread(&error));
                    let _ = messages.send(Message::Event(Event::TagsChanged(outcome)));
                }
                continue;
            }
            Ok(Job::End) | Err(_) => return,
        };
        let outcome = match &mut store {
            Some(store) => store.save(&edits).map(Box::new).map_err(|error| trouble(&error)),
            None => Err(Trouble {
                message: "Tags not saved: opened read-only.".to_owned(),
                hint: String::new(),
            }),
        };
        let _ = messages.send(Message::Event(Event::Saved { generation, outcome }));
    }
}

/// What is said where a file that another has changed cannot be used.
fn unread(error: &StoreError) -> Trouble {
    let message = format!("changed outside, and not taken over: {error}.");
    Trouble {
        message: clean::line(&message).into_owned(),
        hint: clean::line(&error.hint()).into_owned(),
    }
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
    Trouble { message: clean::line(&message).into_owned(), hint: clean::line(&hint).into_owned() }
}
