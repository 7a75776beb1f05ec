//! The one thread that writes the tags file.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
};

use super::Message;
use crate::{
    app::{Event, Trouble},
    tags::{
        Edit,
        store::{Store, StoreError},
    },
    text::clean,
};

/// Saves in the order asked; ends when dropped, after the last save.
#[derive(Debug)]
pub(super) struct Saver {
    jobs: Option<Sender<(u64, Vec<Edit>)>>,
    thread: Option<JoinHandle<()>>,
}

impl Saver {
    /// Without a store (read-only), every save is refused.
    pub fn start(store: Option<Store>, messages: Sender<Message>) -> Self {
        let (jobs, queue) = channel();
        let thread = thread::spawn(move || work(store, &queue, &messages));
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    pub fn save(&self, generation: u64, edits: Vec<Edit>) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send((generation, edits));
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(mut store: Option<Store>, queue: &Receiver<(u64, Vec<Edit>)>, messages: &Sender<Message>) {
    while let Ok((generation, edits)) = queue.recv() {
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
