//! Reads and analyses articles on worker threads: what is asked for first, the rest behind it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, OnceLock, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::Sender,
    },
    thread,
    time::Duration,
};

use super::{
    Message, fault,
    latest::Latest,
    order::{Order, Turn},
    panics, signals,
    watching::Watching,
};
use crate::{
    analysis,
    app::{Event, Loaded},
    article::{ArticleId, Diagnostic, Format},
    corpus::{self, DocId, Facts, FileEntry, Habits, Learned, Listing, Texts, Traces},
    export::slashed,
};

/// How long the background rests after a key.
const MOMENT: Duration = Duration::from_millis(12);

/// Articles that are analysed before others are made ready to be searched.
const FIRST_SCREEN: usize = 64;

/// Articles after which the habits of sources are first looked at.
const FIRST_LESSON: usize = 64;

/// One article of the run.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// `None` for what could not be listed.
    pub file: Option<FileEntry>,
    read: AtomicBool,
    /// Whether its text is among the texts, or is on its way there.
    pub scanned: AtomicBool,
    /// Once it is among the texts, or was found to be one of them that moved.
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
    pub first: usize,
    /// The next to be searched before it is analysed.
    next_scan: AtomicUsize,
    /// Those that can be searched, or cannot be read.
    pub scanned: AtomicUsize,
    order: Order,
    /// One that takes long is read at a time: each needs much memory.
    large: Mutex<()>,
    /// Of these, those read, or found unreadable.
    done: AtomicUsize,
    /// Whether files that change are noticed.
    pub watched: AtomicBool,
    /// Set when a key was pressed: whoever reads in the background then leaves the cores to the
    /// answer for a moment.
    pub pressed: AtomicBool,
    /// While a search needs the cores.
    pub hunting: AtomicBool,
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
            next_scan: AtomicUsize::new(0),
            scanned: AtomicUsize::new(0),
            order: Order::default(),
            large: Mutex::default(),
            done: AtomicUsize::new(0),
            pressed: AtomicBool::new(false),
            hunting: AtomicBool::new(false),
            texts: Texts::default(),
        }
    }

    pub fn place(&self, doc: DocId) -> Option<Arc<Place>> {
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
    pub fn append(&self, file: FileEntry, id: Option<ArticleId>) -> DocId {
        let mut places = self.places.write().unwrap_or_else(PoisonError::into_inner);
        self.facts.append(slashed(&file.path));
        // One that is known by its text stays known should it move on before it is read.
        let id = id.map(OnceLock::from).unwrap_or_default();
        places.push(Arc::new(Place { file: Some(file), id, ..Place::default() }));
        DocId(u32::try_from(places.len() - 1).unwrap_or(u32::MAX))
    }

    /// Which article a file was when it was read.
    pub fn id(&self, doc: DocId) -> Option<ArticleId> {
        self.place(doc)?.id.get().copied()
    }

    /// Takes the text of an article, the first time.
    fn take_text(&self, doc: DocId, place: &Place, text: &str) {
        if !place.scanned.swap(true, Ordering::Relaxed) {
            self.texts.insert_text(doc, text);
            self.count_scanned(doc);
        }
    }

    /// Counts one that can be searched, or never will be.
    fn count_scanned(&self, doc: DocId) {
        self.scanned.fetch_add(usize::from((doc.0 as usize) < self.first), Ordering::Release);
    }

    /// Makes one more article ready to be searched, before anything is known of it but its text;
    /// false when none is left. Pages and large files, which take long, are left to the analysis.
    fn scan(&self) -> bool {
        let at = self.next_scan.fetch_add(1, Ordering::Relaxed);
        let doc = DocId(u32::try_from(at).unwrap_or(u32::MAX));
        let Some(place) = self.place(doc).filter(|_| at < self.first) else { return false };
        let is_quick = |file: &FileEntry| file.format != Format::Html && !corpus::is_large(file);
        if place.file.as_ref().is_some_and(is_quick) {
            self.scan_place(doc, &place);
        }
        true
    }

    pub fn scan_place(&self, doc: DocId, place: &Place) {
        let file = place.file.as_ref().filter(|_| !place.scanned.load(Ordering::Relaxed));
        let Some(file) = file else { return };
        // A fault of ours in it is told when it is analysed.
        match catch_unwind(AssertUnwindSafe(|| corpus::read(file))) {
            Ok(Ok(article)) => {
                let _read_before = place.id.set(article.id);
                self.take_text(doc, place, &article.text);
            }
            Ok(Err(_)) | Err(_) => {
                if !place.scanned.swap(true, Ordering::Relaxed) {
                    self.count_scanned(doc);
                }
            }
        }
    }

    /// Reads one article and reports it; a fault of ours in it becomes a row that says so.
    pub fn read(&self, doc: DocId, messages: &Sender<Message>) {
        let Some(place) = self.place(doc) else { return };
        let Some(file) = place.file.as_ref().filter(|_| !(place.is_over() && place.is_read()))
        else {
            return;
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| load(file))).unwrap_or_else(|panic| {
            let message = format!("copydesk has a fault with this file: {}", panics::said(&*panic));
            Err(Diagnostic::new(&file.path, message))
        });
        if let Ok(loaded) = &outcome {
            let id = loaded.article.id;
            if *place.id.get_or_init(|| id) != id && self.watched.load(Ordering::Relaxed) {
                // It has another text now: whoever watches the folder says so.
                return;
            }
            let title = loaded.analysis.meta.title.as_ref().map_or("", |t| t.value.as_str());
            if !place.read.load(Ordering::Relaxed) {
                self.take_text(doc, &place, &loaded.article.text);
                self.texts.insert_title(doc, title);
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

    /// When the background reads an article.
    fn turn(&self, doc: DocId) -> Turn {
        let place = self.place(doc).filter(|place| !place.is_read());
        match place.as_ref().and_then(|place| place.file.as_ref()) {
            None => Turn::Never,
            Some(file) if corpus::is_large(file) => Turn::Late,
            Some(_) => Turn::Now,
        }
    }

    /// Reads one that takes long, after another such that is being read.
    fn read_large(&self, doc: DocId, messages: &Sender<Message>, again: bool) {
        let is_read = || self.place(doc).is_some_and(|place| place.is_read());
        let before = is_read();
        let _one_at_a_time = self.large.lock().unwrap_or_else(PoisonError::into_inner);
        // One that was read while this waited has been told.
        if !is_read() || (again && before) {
            self.read(doc, messages);
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

    /// Leaves the cores to the answer to a key for a moment, where one was pressed, and to a search
    /// until it is over.
    pub fn rest(&self) {
        while self.pressed.swap(false, Ordering::Relaxed) || self.hunting.load(Ordering::Relaxed) {
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
    fault::strike("reading");
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
            let mut scanning = true;
            loop {
                reading.rest();
                // The titles on the first screen, then all texts, so that they can be searched.
                if scanning && reading.order.passed() >= FIRST_SCREEN {
                    scanning = reading.scan();
                    continue;
                }
                let turn = |doc| reading.turn(doc);
                match reading.order.take(reading.first, turn) {
                    None => return,
                    Some((doc, Turn::Late)) => reading.read_large(doc, &messages, false),
                    Some((doc, _)) => reading.read(doc, &messages),
                }
            }
        });
    }
}

/// Reads what is asked for, the newest wish first. What takes long is read aside: who has gone on to
/// another article does not wait for it.
pub(super) fn read_wanted(
    reading: Arc<Reading>,
    wanted: Arc<Latest<Vec<DocId>>>,
    messages: Sender<Message>,
) {
    let large = Arc::new(Latest::new());
    let (aside, to, wishes) = (Arc::clone(&reading), messages.clone(), Arc::clone(&large));
    thread::spawn(move || {
        read_newest(&wishes, |doc| aside.read_large(doc, &to, true));
    });
    thread::spawn(move || {
        loop {
            let takes_long = |doc: &DocId| reading.file(*doc).is_some_and(|f| corpus::is_large(&f));
            let (long, short): (Vec<_>, Vec<_>) = wanted.take().into_iter().partition(takes_long);
            large.set(long);
            for doc in short {
                reading.read(doc, &messages);
                if wanted.is_set() {
                    break;
                }
            }
        }
    });
}

/// Reads one after the other what is wished for, until something else is.
fn read_newest(wishes: &Latest<Vec<DocId>>, read: impl Fn(DocId)) {
    loop {
        for doc in wishes.take() {
            read(doc);
            if wishes.is_set() {
                break;
            }
        }
    }
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
