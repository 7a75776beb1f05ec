//! The workers of a run, and handing them what is to be done.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock, atomic::Ordering, mpsc::Sender},
    thread,
};

use super::{
    Message,
    arrivals::{self, Watched},
    child,
    latest::Latest,
    reading::{self, Reading},
    saver::Saver,
    searching,
    watching::{self, Wish},
};
use crate::{
    analysis::{Analysis, summary::Length},
    app::{Ask, Event, Part, Trouble},
    article::Article,
    corpus::{DocId, FileEntry, Learned, Listing},
    export::{self, ExportError, Format, TaggedArticle, plain},
    tags::{Corrector, Edit, Happened, Tags},
    text::Clean,
};

pub(super) struct Workers {
    messages: Sender<Message>,
    wanted: Arc<Latest<Vec<DocId>>>,
    searches: Arc<Latest<(u64, Box<Ask>)>>,
    watches: Arc<Latest<Wish>>,
    reading: Arc<OnceLock<Arc<Reading>>>,
    /// What of the folder is watched, until that begins.
    watched: Option<Watched>,
    saver: Saver,
}

impl Workers {
    pub fn new(messages: Sender<Message>, saver: Saver, watched: Option<Watched>) -> Self {
        Self {
            messages,
            wanted: Arc::new(Latest::new()),
            searches: Arc::new(Latest::new()),
            watches: Arc::new(Latest::new()),
            reading: Arc::default(),
            watched,
            saver,
        }
    }

    /// What starts the reading once the folder is listed; from whichever thread lists it.
    pub fn starter(&mut self) -> impl FnOnce(&Listing) + Send + use<> {
        let (messages, slot) = (self.messages.clone(), Arc::clone(&self.reading));
        let (wanted, searches) = (Arc::clone(&self.wanted), Arc::clone(&self.searches));
        let watches = Arc::clone(&self.watches);
        let (folder, outside) = (self.watched.take(), self.saver.outside());
        move |listing| {
            let reading = Arc::new(Reading::new(listing));
            let _ = slot.set(Arc::clone(&reading));
            reading::read_wanted(Arc::clone(&reading), wanted, messages.clone());
            reading::read_all(&reading, &messages);
            searching::answer_searches(Arc::clone(&reading), searches, messages.clone());
            watching::keep_watch(Arc::clone(&reading), watches, messages.clone());
            if let Some(folder) = folder {
                arrivals::keep_up(folder, listing, reading, outside, messages);
            }
        }
    }

    pub fn load(&self, docs: Vec<DocId>) {
        self.wanted.set(docs);
    }

    /// Says that a key was pressed: the background rests for a moment.
    pub fn give_way(&self) {
        if let Some(reading) = self.reading.get() {
            reading.pressed.store(true, Ordering::Relaxed);
        }
    }

    pub fn search(&self, generation: u64, ask: Box<Ask>) {
        self.searches.set((generation, ask));
    }

    pub fn watch(&self, wish: Wish) {
        self.watches.set(wish);
    }

    pub fn save(&self, generation: u64, edits: Vec<Edit>) {
        self.saver.save(generation, edits);
    }

    pub fn look(&self) {
        self.saver.outside().look();
    }

    pub fn remember(&self, happened: Vec<Happened>) {
        self.saver.remember(happened);
    }

    /// Reads a part of each of these on a thread of its own.
    pub fn gather(&self, docs: &[DocId], part: Part, length: Length, folded_too: bool) {
        let Some((files, learned)) = self.files(docs) else { return };
        let messages = self.messages.clone();
        thread::spawn(move || {
            let outcome = texts(&files, &learned, &|article, analysis| {
                part.of(article, analysis, length, folded_too)
            });
            let _ = messages.send(Message::Event(Event::Gathered { part, outcome }));
        });
    }

    /// These articles as one text, for another program.
    pub fn whole(&self, docs: &[DocId], folded_too: bool) -> Result<String, Trouble> {
        let Some((files, learned)) = self.files(docs) else { return Ok(String::new()) };
        let all = texts(&files, &learned, &|article, analysis| {
            plain::whole(article, analysis, folded_too)
        })?;
        Ok(all.join(plain::BETWEEN))
    }

    fn files(&self, docs: &[DocId]) -> Option<(Vec<FileEntry>, Arc<Learned>)> {
        let reading = self.reading.get()?;
        let files = docs.iter().filter_map(|doc| reading.file(*doc)).collect();
        Some((files, reading.learned()))
    }

    pub fn open_link(&self, address: String, program: &str) {
        child::open_link(address, program, self.messages.clone());
    }

    /// Writes an export on a thread of its own.
    pub fn export(&self, docs: &[DocId], to: Target, length: Length, tags: &Tags) {
        let Some(reading) = self.reading.get() else { return };
        let files: Vec<FileEntry> = docs.iter().filter_map(|doc| reading.file(*doc)).collect();
        let (tags, messages) = (tags.clone(), self.messages.clone());
        let learned = reading.learned();
        let corrector = Corrector::new(Arc::clone(&tags.corrections));
        thread::spawn(move || {
            let threads = thread::available_parallelism().map_or(1, usize::from);
            let (articles, unread) = export::gather(
                &files,
                threads.saturating_sub(1).max(1),
                &learned,
                |_| true,
                |_, article, found| {
                    let decision = tags.decision(article.id);
                    let (mentions, entities) = corrector
                        .correct(article.id, &article.text, &found.mentions, &found.entities)
                        .unwrap_or_else(|| (found.mentions.clone(), found.entities.clone()));
                    let analysis = Analysis { mentions, entities, ..found.clone() };
                    Some(TaggedArticle::new(article, &analysis, decision, length))
                },
            );
            let outcome = to.write(&articles).map(|path| {
                let skipped = match unread.len() {
                    0 => String::new(),
                    n => format!(", {n} could not be read"),
                };
                let text = format!("{} articles in {}{skipped}", articles.len(), path.display());
                Clean::line(text)
            });
            let _ = messages.send(Message::Event(Event::Exported(outcome)));
        });
    }
}

/// What is made of each file, in order; none where one of them cannot be read.
fn texts(
    files: &[FileEntry],
    learned: &Learned,
    make: &(dyn Fn(&Article, &Analysis) -> String + Sync),
) -> Result<Vec<String>, Trouble> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let some = |_: usize, article: &Article, found: &Analysis| Some(make(article, found));
    let (texts, unread) = export::gather(files, threads, learned, |_| true, some);
    match unread.first() {
        None => Ok(texts),
        Some(first) => {
            let message = format!("{}: {}", first.path.display(), first.message);
            Err(Trouble::new(message, "nothing was sent or copied"))
        }
    }
}

/// Where an export goes.
pub(super) struct Target {
    pub format: Format,
    pub file: PathBuf,
    pub numbered: bool,
}

impl Target {
    /// Writes the file, under a name with a number where it exists and that is allowed; never over
    /// another. Returns the name.
    fn write(&self, articles: &[TaggedArticle]) -> Result<PathBuf, Trouble> {
        for number in 1..1000 {
            let path = if number == 1 { self.file.clone() } else { self.with_number(number) };
            match export::write_file(&path, false, |out| export::write(self.format, articles, out))
            {
                Ok(()) => return Ok(path),
                Err(ExportError::Exists { .. }) if self.numbered => {}
                Err(error) => return Err(trouble(&error)),
            }
        }
        Err(trouble(&ExportError::Exists { path: self.file.display().to_string() }))
    }

    fn with_number(&self, number: usize) -> PathBuf {
        let stem = self.file.file_stem().unwrap_or_default().to_string_lossy();
        let ending = self.format.name();
        self.file.with_file_name(format!("{stem}-{number}.{ending}"))
    }
}

fn trouble(error: &ExportError) -> Trouble {
    let hint = match error {
        ExportError::Exists { .. } => "choose another name".to_owned(),
        ExportError::Io { .. } => error.hint(),
    };
    Trouble::new(error.to_string(), hint)
}
