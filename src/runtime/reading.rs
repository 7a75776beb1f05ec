//! Reads and analyses articles on worker threads: what is asked for first, the rest behind it.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, OnceLock, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::Sender,
    },
    thread,
    time::Duration,
};

use super::{Message, signals, watching::Watching};
use crate::{
    analysis,
    app::{Ask, Event, Loaded},
    article::{ArticleId, Diagnostic},
    corpus::{self, DocId, DocSet, Facts, FileEntry, Habits, Learned, Listing, Texts, Traces},
    export::slashed,
    query::answer::Answerer,
};

/// A place for the newest wish of one kind: an older one that nobody took is dropped.
#[derive(Debug)]
pub(super) struct Latest<T> {
    wish: Mutex<Option<T>>,
    changed: Condvar,
}

impl<T> Latest<T> {
    pub fn new() -> Self {
        Self { wish: Mutex::new(None), changed: Condvar::new() }
    }

    pub fn set(&self, wish: T) {
        *self.wish.lock().unwrap_or_else(PoisonError::into_inner) = Some(wish);
        self.changed.notify_one();
    }

    /// Waits for a wish and takes it.
    pub fn take(&self) -> T {
        let mut wish = self.wish.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(wish) = wish.take() {
                return wish;
            }
            wish = self.changed.wait(wish).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn is_set(&self) -> bool {
        self.wish.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// How long the background rests after a key.
const MOMENT: Duration = Duration::from_millis(12);

/// Articles after which the habits of sources are first looked at.
const FIRST_LESSON: usize = 64;

/// One article of the run.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// `None` for what could not be listed.
    pub file: Option<FileEntry>,
    read: AtomicBool,
    /// Once it is among the texts.
    pub id: OnceLock<ArticleId>,
    /// Whether the file has gone or has another text now: then another place stands for it.
    pub over: AtomicBool,
}

/// The files of the desk and what was read of them.
#[derive(Debug)]
pub(super) struct Reading {
    /// By number; more come at the end while one reads.
    places: RwLock<Vec<Arc<Place>>>,
    /// Files there were at the start.
    first: usize,
    next: AtomicUsize,
    /// Of these, those read, or found unreadable.
    done: AtomicUsize,
    /// Whether files that change are noticed.
    pub watched: AtomicBool,
    /// Set when a key was pressed: whoever reads in the background then leaves the cores to the
    /// answer for a moment.
    pub pressed: AtomicBool,
    pub texts: Texts,
    pub facts: Facts,
    pub watching: Watching,
    /// What is remembered of the articles read, until all are.
    habits: Mutex<Habits>,
    learned: Mutex<Arc<Learned>>,
}

impl Reading {
    pub fn new(listing: &Listing) -> Self {
        let paths = listing.files.iter().map(|file| &file.path);
        let paths = paths.chain(listing.problems.iter().map(|problem| &problem.path));
        let facts = Facts::of_paths(paths.map(|path| slashed(path)));
        let files = listing.files.iter().cloned().map(Some);
        let files = files.chain(listing.problems.iter().map(|_| None));
        let places = files.map(|file| Arc::new(Place { file, ..Place::default() })).collect();
        Self {
            places: RwLock::new(places),
            first: listing.files.len(),
            facts,
            watched: AtomicBool::new(false),
            watching: Watching::default(),
            habits: Mutex::default(),
            learned: Mutex::default(),
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            pressed: AtomicBool::new(false),
            texts: Texts::default(),
        }
    }

    fn place(&self, doc: DocId) -> Option<Arc<Place>> {
        let places = self.places.read().unwrap_or_else(PoisonError::into_inner);
        places.get(doc.0 as usize).cloned()
    }

    pub fn file(&self, doc: DocId) -> Option<FileEntry> {
        self.place(doc)?.file.clone()
    }

    /// The places of the run, in the order of their numbers.
    pub fn places(&self) -> Vec<Arc<Place>> {
        self.places.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The articles of the run.
    pub fn docs(&self) -> impl Iterator<Item = DocId> + use<> {
        let count = self.places.read().unwrap_or_else(PoisonError::into_inner).len();
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(DocId)
    }

    /// Takes a file that came while one reads; it gets the next number.
    pub fn append(&self, file: FileEntry) -> DocId {
        let mut places = self.places.write().unwrap_or_else(PoisonError::into_inner);
        self.facts.append(slashed(&file.path));
        places.push(Arc::new(Place { file: Some(file), ..Place::default() }));
        DocId(u32::try_from(places.len() - 1).unwrap_or(u32::MAX))
    }

    /// Which article a file was when it was read.
    pub fn id(&self, doc: DocId) -> Option<ArticleId> {
        self.place(doc)?.id.get().copied()
    }

    fn answer(&self, ask: &Ask, stop: &dyn Fn() -> bool) -> DocSet {
        let read = |doc| Some(corpus::read(&self.file(doc)?).ok()?.text);
        let answerer = Answerer {
            texts: &self.texts,
            facts: &self.facts,
            given: &ask.given,
            read: &read,
            stop,
        };
        answerer.answer(&ask.query, &ask.within)
    }

    /// Reads one article and reports it; a fault of ours in it becomes a row that says so.
    pub fn read(&self, doc: DocId, messages: &Sender<Message>) {
        let Some(place) = self.place(doc) else { return };
        let Some(file) = place.file.as_ref().filter(|_| !(place.is_over() && place.is_read()))
        else {
            return;
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| load(file))).unwrap_or_else(|panic| {
            let message = format!("copydesk has a fault with this file: {}", panic_text(&panic));
            Err(Diagnostic { path: file.path.clone(), range: None, message })
        });
        if let Ok(loaded) = &outcome {
            let id = loaded.article.id;
            let new = place.id.set(id).is_ok();
            if place.id.get() != Some(&id) && self.watched.load(Ordering::Relaxed) {
                // It has another text now: whoever watches the folder says so.
                return;
            }
            let title = loaded.analysis.meta.title.as_ref().map_or("", |t| t.value.as_str());
            if new {
                self.texts.insert(doc, title, &loaded.article.text);
                self.facts.insert(doc, &loaded.analysis);
            }
            let text = &loaded.article.text;
            if let Some(seen) = self.watching.look(doc, loaded.article.id, title, text) {
                let _ = messages.send(Message::Event(seen));
            }
        }
        let first = !place.read.swap(true, Ordering::Relaxed) && (doc.0 as usize) < self.first;
        let traces = outcome.as_ref().ok().filter(|_| first);
        let traces = traces.map(|one| Traces::of(&one.article, &one.analysis.blocks));
        let _ = messages.send(Message::Event(Event::Read { doc, outcome }));
        if first {
            self.remember(doc, traces, messages);
        }
    }

    /// Keeps what an article tells of its source; from time to time, and when all are read, says
    /// what was learned.
    fn remember(&self, doc: DocId, traces: Option<Traces>, messages: &Sender<Message>) {
        let mut habits = self.habits.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(traces) = traces {
            habits.insert(doc, traces);
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let all = done == self.first;
        let lesson = done >= FIRST_LESSON && done.is_power_of_two();
        if !(all || lesson) {
            return;
        }
        let learned = Arc::new(habits.learn());
        let aside = habits.words_aside(&learned);
        if all {
            *habits = Habits::default();
        }
        drop(habits);
        *self.learned.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&learned);
        let _ = messages.send(Message::Event(Event::Learned { learned, aside }));
    }

    /// Leaves the cores to the answer to a key for a moment, where one was pressed.
    pub fn rest(&self) {
        if self.pressed.swap(false, Ordering::Relaxed) {
            thread::sleep(MOMENT);
        }
    }

    /// The newest that was learned of the sources.
    pub fn learned(&self) -> Arc<Learned> {
        Arc::clone(&self.learned.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads and analyses one file.
pub(super) fn load(file: &FileEntry) -> Result<Arc<Loaded>, Diagnostic> {
    let article = corpus::read(file)?;
    let analysis = analysis::analyse(&article);
    Ok(Arc::new(Loaded::new(article, analysis)))
}

/// Goes through all files once, on all cores but one.
pub(super) fn read_all(reading: &Arc<Reading>, messages: &Sender<Message>) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    for _ in 0..cores.saturating_sub(1).clamp(1, 8) {
        let (reading, messages) = (Arc::clone(reading), messages.clone());
        thread::spawn(move || {
            signals::lower_priority();
            loop {
                reading.rest();
                let at = reading.next.fetch_add(1, Ordering::Relaxed);
                let doc = DocId(u32::try_from(at).unwrap_or(u32::MAX));
                let place = reading.place(doc).filter(|_| at < reading.first);
                let Some(place) = place else { return };
                if !place.read.load(Ordering::Relaxed) {
                    reading.read(doc, &messages);
                }
            }
        });
    }
}

/// Reads what is asked for, the newest wish first.
pub(super) fn read_wanted(
    reading: Arc<Reading>,
    wanted: Arc<Latest<Vec<DocId>>>,
    messages: Sender<Message>,
) {
    thread::spawn(move || {
        loop {
            for doc in wanted.take() {
                reading.read(doc, &messages);
                if wanted.is_set() {
                    break;
                }
            }
        }
    });
}

/// Answers queries, the newest only.
pub(super) fn answer_searches(
    reading: Arc<Reading>,
    wanted: Arc<Latest<(u64, Box<Ask>)>>,
    messages: Sender<Message>,
) {
    thread::spawn(move || {
        loop {
            let (generation, ask) = wanted.take();
            let docs = reading.answer(&ask, &|| wanted.is_set());
            if messages.send(Message::Event(Event::Found { generation, docs })).is_err() {
                return;
            }
        }
    });
}

impl Place {
    /// Whether it was read, or tried to.
    pub fn is_read(&self) -> bool {
        self.read.load(Ordering::Relaxed)
    }

    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

/// What a panic said.
pub(super) fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown")
}
