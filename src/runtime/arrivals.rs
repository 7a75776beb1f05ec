//! Keeps up with the folder while one reads: what comes, goes and changes is told to the app when it
//! has come to rest, and read in the background.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering, mpsc::Sender},
    thread,
    time::{Duration, Instant, SystemTime},
};

use walkdir::WalkDir;

use super::{
    Message,
    folders::{Folders, Notice, Which, is_newer},
    panics,
    reading::{Place, Reading},
    saver::Outside,
    signals,
};
use crate::{
    app::{Arrival, Event, News},
    article::{ArticleId, Format},
    corpus::{self, DocId, FileEntry, Listing, walk},
    text::Clean,
};

/// How long nothing may happen before what happened is looked at.
const REST: Duration = Duration::from_millis(200);
/// After that it is looked at, whatever happens.
const LONGEST: Duration = Duration::from_secs(2);
/// Looking at the folder may take one part in so many of the time.
const SHARE: u32 = 10;
/// What a clock of a file may be behind ours.
const SLACK: Duration = Duration::from_secs(2);
/// How often folders that have just come are looked at for folders in them.
const DEPTHS: usize = 4;

/// What is watched.
pub(super) struct Watched {
    pub inputs: Vec<PathBuf>,
    /// The tags file and the names file.
    pub own: Vec<PathBuf>,
    /// When the folder was listed.
    pub listed: SystemTime,
}

/// Watches from now on, on a thread of its own.
pub(super) fn keep_up(
    watched: Watched,
    listing: &Listing,
    reading: Arc<Reading>,
    outside: Outside,
    messages: Sender<Message>,
) {
    let folders = listing.folders.clone();
    panics::start("folder", move || {
        signals::lower_priority();
        let system = match Folders::open() {
            Ok(system) => system,
            Err(error) => return Keeper::unwatched(&messages, &error),
        };
        let looked = watched.listed;
        let mut keeper =
            Keeper { system, watched, reading, outside, messages, looked, told: false };
        keeper.begin(&folders);
        keeper.reading.watched.store(true, Ordering::Relaxed);
        while keeper.turn().is_ok() {}
    });
}

/// What has happened and was not looked at yet.
#[derive(Default)]
struct Heap {
    files: HashSet<PathBuf>,
    folders: Vec<PathBuf>,
    /// All files may have changed.
    missed: bool,
    own: bool,
}

impl Heap {
    /// Whether a file may have another text than the one that was read.
    fn touches(&self, path: &Path, since: SystemTime) -> bool {
        self.files.contains(path)
            || self.folders.iter().any(|folder| path.starts_with(folder))
            || (self.missed && is_newer(path, since))
    }

    fn asks_for_listing(&self) -> bool {
        self.missed || !(self.files.is_empty() && self.folders.is_empty())
    }
}

struct Keeper {
    system: Folders,
    watched: Watched,
    reading: Arc<Reading>,
    outside: Outside,
    messages: Sender<Message>,
    /// When the folder was last looked at.
    looked: SystemTime,
    /// Whether the reader knows that not all is watched.
    told: bool,
}

impl Keeper {
    fn unwatched(messages: &Sender<Message>, error: &std::io::Error) {
        if error.kind() != std::io::ErrorKind::Unsupported {
            let event = Event::Unwatched(Clean::line(corpus::read::reason(error)));
            let _ = messages.send(Message::Event(event));
        }
    }

    /// Watches the folders that were listed; where something has come meanwhile, looks at once.
    fn begin(&mut self, folders: &[PathBuf]) {
        let since = self.looked.checked_sub(SLACK).unwrap_or(self.looked);
        for folder in folders {
            self.watch(folder, Which::All);
        }
        let files = self.watched.inputs.iter().filter(|input| !input.is_dir());
        for file in files.chain(&self.watched.own).cloned().collect::<Vec<_>>() {
            self.watch_file(&file);
        }
        if folders.iter().any(|folder| is_newer(folder, since)) {
            // Only for what has come: what was there is still to be read.
            self.look(&Heap::default());
        }
    }

    fn watch_file(&mut self, file: &Path) {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).to_owned();
        if let Some(name) = file.file_name() {
            self.watch(&folder, Which::Named(vec![name.to_owned()]));
        }
    }

    /// Watches one folder; says whether it was not watched before.
    fn watch(&mut self, folder: &Path, which: Which) -> bool {
        match self.system.add(folder, which) {
            Ok(new) => new,
            // One that has gone again is not missed.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => {
                if !std::mem::replace(&mut self.told, true) {
                    Self::unwatched(&self.messages, &error);
                }
                false
            }
        }
    }

    /// Waits until something has happened and come to rest, and looks at it.
    fn turn(&mut self) -> std::io::Result<()> {
        let mut heap = Heap::default();
        let first = self.system.wait(None)?;
        self.take(first, &mut heap);
        if !heap.asks_for_listing() && !heap.own {
            return Ok(());
        }
        let began = Instant::now();
        while began.elapsed() < LONGEST {
            let more = self.system.wait(Some(REST))?;
            if more.is_empty() {
                break;
            }
            self.take(more, &mut heap);
        }
        if heap.own {
            self.outside.look();
        }
        if heap.asks_for_listing() {
            let cost = self.look(&heap);
            thread::sleep(cost.min(LONGEST) * SHARE);
        }
        Ok(())
    }

    /// Keeps what matters of what happened.
    fn take(&mut self, notices: Vec<Notice>, heap: &mut Heap) {
        for notice in notices {
            match notice {
                Notice::Missed => heap.missed = true,
                Notice::File(path) if self.watched.own.contains(&path) => heap.own = true,
                Notice::File(path) if self.is_article(&path) => {
                    heap.files.insert(path);
                }
                Notice::Folder(path) if !is_passed_over(&path) => {
                    self.watch_below(&path);
                    heap.folders.push(path);
                }
                Notice::File(_) | Notice::Folder(_) => {}
            }
        }
    }

    fn is_article(&self, path: &Path) -> bool {
        let is_own = path.file_name().is_some_and(walk::is_of_desk);
        let read = Format::of(path).is_some() && !is_own && !is_passed_over(path);
        read || self.watched.inputs.iter().any(|input| input == path)
    }

    /// Watches a folder that has come and those in it, before it is listed: what comes in between is
    /// noticed.
    fn watch_below(&mut self, folder: &Path) {
        let folders = WalkDir::new(folder).into_iter();
        let shown = folders.filter_entry(|entry| !walk::is_hidden(entry.file_name()));
        for entry in shown.filter_map(Result::ok).filter(|entry| entry.file_type().is_dir()) {
            self.watch(entry.path(), Which::All);
        }
    }

    /// Lists the folder, tells what is different, and reads what has come; returns what the listing
    /// took.
    fn look(&mut self, heap: &Heap) -> Duration {
        let began = Instant::now();
        let since = self.looked.checked_sub(SLACK).unwrap_or(self.looked);
        let mut listing = Listing::default();
        for _ in 0..DEPTHS {
            self.looked = SystemTime::now();
            let there: Vec<PathBuf> =
                self.watched.inputs.iter().filter(|input| input.exists()).cloned().collect();
            listing = corpus::walk(&there).unwrap_or_default();
            let folders = std::mem::take(&mut listing.folders);
            // All of them are to be watched before the listing holds.
            let new = folders.iter().filter(|folder| self.watch(folder, Which::All)).count();
            if new == 0 {
                break;
            }
        }
        let news = self.news(listing, |path| heap.touches(path, since));
        let cost = began.elapsed();
        if news.is_empty() {
            return cost;
        }
        let came: Vec<DocId> = news.came.iter().map(|one| one.doc).collect();
        let _ = self.messages.send(Message::Event(Event::Changed(Box::new(news))));
        for doc in came {
            self.reading.rest();
            self.reading.read(doc, &self.messages);
        }
        cost
    }

    /// What is different from what is known.
    fn news(&self, listing: Listing, touched: impl Fn(&Path) -> bool) -> News {
        let places = self.reading.places();
        let mut known: HashMap<&Path, (DocId, &Place)> = HashMap::with_capacity(places.len());
        for (place, number) in places.iter().zip(0..) {
            if let Some(file) = place.file.as_ref().filter(|_| !place.is_over()) {
                known.insert(&file.full, (DocId(number), place));
            }
        }
        let mut found = Found { reading: &self.reading, came: Vec::new(), order: Vec::new() };
        let mut fresh = Vec::new();
        for file in listing.files {
            match known.remove(file.full.as_path()) {
                None => {
                    fresh.push((found.order.len(), file));
                    found.order.push(DocId(u32::MAX));
                }
                Some((doc, place))
                    if touched(&file.full) && self.has_changed(doc, place, &file) =>
                {
                    place.over.store(true, Ordering::Relaxed);
                    let at = found.order.len();
                    found.order.push(DocId(u32::MAX));
                    found.take(at, file, Some(doc), None);
                }
                Some((doc, _)) => found.order.push(doc),
            }
        }
        let mut gone: HashMap<ArticleId, Vec<DocId>> = HashMap::new();
        let mut lost = Vec::new();
        for (doc, place) in known.into_values() {
            place.over.store(true, Ordering::Relaxed);
            match place.id.get() {
                Some(id) if !fresh.is_empty() => gone.entry(*id).or_default().push(doc),
                _ => lost.push(doc),
            }
        }
        for (at, file) in fresh {
            // A file that has another name now is the same article.
            let id = if gone.is_empty() { None } else { corpus::read(&file).ok().map(|a| a.id) };
            let moved = id.and_then(|id| gone.get_mut(&id)?.pop());
            found.take(at, file, moved, id);
        }
        lost.extend(gone.into_values().flatten());
        lost.sort_unstable();
        News { came: found.came, gone: lost, order: found.order, others: listing.others }
    }

    /// Whether a file has another text, or says something else of itself, than when it was read.
    fn has_changed(&self, doc: DocId, place: &Place, file: &FileEntry) -> bool {
        match (corpus::read(file), place.id.get()) {
            // It is still to be read, or is as unreadable as before.
            (_, None) if !place.is_read() => false,
            (Err(_), None) => false,
            (Ok(article), Some(id)) => {
                article.id != *id || !self.reading.facts.agrees(doc, &article.meta)
            }
            (Ok(_), None) | (Err(_), Some(_)) => true,
        }
    }
}

/// What was found while the listing was gone through.
struct Found<'a> {
    reading: &'a Reading,
    came: Vec<Arrival>,
    order: Vec<DocId>,
}

impl Found<'_> {
    /// Takes a file whose place in the order was kept free.
    fn take(
        &mut self,
        at: usize,
        file: FileEntry,
        instead_of: Option<DocId>,
        id: Option<ArticleId>,
    ) {
        let doc = self.reading.append(file.clone(), id);
        if let Some(place) = self.order.get_mut(at) {
            *place = doc;
        }
        self.came.push(Arrival { doc, file, instead_of });
    }
}

/// Whether a name is hidden, and what is in it therefore no part of the desk.
fn is_passed_over(path: &Path) -> bool {
    path.file_name().is_some_and(walk::is_hidden)
}
