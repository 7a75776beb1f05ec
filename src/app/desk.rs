//! The articles of the desk as the list needs them: small rows, and the few texts in use.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::Arc,
};

use jiff::civil::Date;

use super::event::Loaded;
use crate::{
    article::{ArticleId, Diagnostic, Origin},
    corpus::{DocId, DocSet, EntityIndex, FileEntry, Forms, Learned, Listing},
    export::slashed,
    tags::Corrector,
    text::Clean,
};

/// What the list shows of an article that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    pub id: ArticleId,
    pub title: Clean,
    pub date: Option<Date>,
    /// Whether the article states its date; if not, that is of the file or of a day in the text.
    pub own_date: bool,
    pub date_origin: Option<Origin>,
    pub source: Clean,
    pub words: u32,
    /// With those that its source puts under many articles.
    pub(super) all_words: u32,
    /// Different names (not dates or addresses) in it, as corrected.
    pub names: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum DocState {
    Waiting,
    Ready(Box<Digest>),
    /// Why it cannot be read.
    Failed(Clean),
}

#[derive(Debug, Clone)]
pub struct Doc {
    /// Relative to the folder.
    pub path: Clean,
    /// As it goes into the tags file.
    pub record_path: String,
    pub state: DocState,
}

impl Doc {
    pub fn digest(&self) -> Option<&Digest> {
        match &self.state {
            DocState::Ready(digest) => Some(digest),
            DocState::Waiting | DocState::Failed(_) => None,
        }
    }

    /// The title, or the path as long as it is not known.
    pub fn title(&self) -> &str {
        self.digest().map_or(self.path.as_str(), |digest| digest.title.as_str())
    }
}

/// Bytes of text that stay in memory; the first read go first (they are read again when shown). An analysis takes a few
/// times its text.
const KEEP_BYTES: usize = 24 << 20;

/// Articles with a date are rare where less than one in so many has one: most of their column would be
/// empty.
const RARE: usize = 10;

/// Articles read before that is judged.
const ENOUGH: usize = 40;

/// All articles of a run.
#[derive(Debug, Default)]
pub struct Desk {
    pub docs: Vec<Doc>,
    pub listed: bool,
    /// Came while one reads, and not looked at yet.
    pub fresh: DocSet,
    /// Articles in whose place another stands, with the same name and another text: the newer one.
    pub changed: DocSet,
    /// Their files are no longer there.
    pub gone: DocSet,
    /// Articles that others have taken the place of or are still to take, and those that are gone: no
    /// part of the desk.
    pub(super) over: DocSet,
    /// Places in the order of the folder, by number; empty where that is the order of the numbers.
    ranks: Vec<u32>,
    pub others: BTreeMap<String, usize>,
    pub index: EntityIndex,
    /// How articles write their names, as they were found.
    pub forms: Forms,
    /// Articles read or found unreadable.
    pub finished: usize,
    pub failed: usize,
    /// Of the newest article read so far, file dates apart.
    pub year: i16,
    /// Whether an article read so far names its source.
    pub has_sources: bool,
    /// Articles read so far that state their date.
    dated: usize,
    /// Whether so many do, or did, that a column of dates is worth its place.
    pub has_dates: bool,
    pub(super) corrector: Corrector,
    pub(super) learned: Arc<Learned>,
    /// Articles with words that do not count.
    pub(super) aside: Vec<DocId>,
    /// How often phrases that the reader marked (folded) stand in an article.
    pub(super) marked: HashMap<DocId, Vec<(String, u32)>>,
    by_article: HashMap<ArticleId, Vec<DocId>>,
    pub(super) loaded: HashMap<DocId, Arc<Loaded>>,
    recent: VecDeque<DocId>,
    bytes: usize,
}

impl Desk {
    pub fn list(&mut self, listing: Listing) {
        self.docs = listing.files.iter().map(new_doc).collect();
        self.others = listing.others;
        self.docs.extend(listing.problems.iter().map(problem));
        self.failed = listing.problems.len();
        self.finished = self.failed;
        self.listed = true;
    }

    pub fn get(&self, doc: DocId) -> Option<&Doc> {
        self.docs.get(doc.0 as usize)
    }

    pub fn digest(&self, doc: DocId) -> Option<&Digest> {
        self.get(doc)?.digest()
    }

    pub fn article_id(&self, doc: DocId) -> Option<ArticleId> {
        self.digest(doc).map(|digest| digest.id)
    }

    /// The places of an article: more than one where files are copies.
    pub fn docs_of(&self, id: ArticleId) -> &[DocId] {
        self.by_article.get(&id).map_or(&[], Vec::as_slice)
    }

    pub fn by_path(&self, path: &str) -> Option<DocId> {
        self.ids().find(|doc| self.get(*doc).is_some_and(|d| d.record_path == path))
    }

    /// The articles that are part of the desk now.
    pub fn ids(&self) -> impl Iterator<Item = DocId> + '_ {
        let all = (0..u32::try_from(self.docs.len()).unwrap_or(u32::MAX)).map(DocId);
        all.filter(|doc| !self.over.contains(*doc))
    }

    /// The same as a set.
    pub fn all(&self) -> DocSet {
        let mut all = DocSet::first(self.docs.len());
        all.take_out(&self.over);
        all
    }

    /// Where an article stands in the order of the folder.
    pub fn rank(&self, doc: DocId) -> u32 {
        self.ranks.get(doc.0 as usize).copied().unwrap_or(doc.0)
    }

    /// Takes the order of the folder, where it is not that of the numbers any more.
    pub(super) fn set_order(&mut self, order: &[DocId], replaced: &[(DocId, DocId)]) {
        let count = self.docs.len();
        // What could not be listed keeps its place at the end.
        let end = u32::try_from(count * 2).unwrap_or(u32::MAX);
        let mut ranks = vec![end; count];
        for (doc, rank) in order.iter().zip(0_u32..) {
            if let Some(place) = ranks.get_mut(doc.0 as usize) {
                *place = rank * 2 + 1;
            }
        }
        // What is no part of the desk any more stays behind what it stood behind.
        let mut before: Vec<DocId> = DocSet::first(count).iter().collect();
        before.sort_unstable_by_key(|doc| (self.rank(*doc), *doc));
        let mut last = 0;
        for doc in before {
            let over = self.over.contains(doc);
            if let Some(rank) = ranks.get_mut(doc.0 as usize) {
                if over && *rank == end {
                    *rank = last;
                } else {
                    last = *rank + 1;
                }
            }
        }
        // What is shown in the place of another stands there.
        for (old, new) in replaced {
            let rank = ranks.get(new.0 as usize).copied();
            if let (Some(rank), Some(place)) = (rank, ranks.get_mut(old.0 as usize)) {
                *place = rank;
            }
        }
        self.ranks = ranks;
    }

    /// Takes a file that came; its number must be the next.
    pub(super) fn append(&mut self, file: &FileEntry) {
        self.docs.push(new_doc(file));
    }

    /// Lets go of an article that is no part of the desk any more.
    pub(super) fn retire(&mut self, doc: DocId) {
        self.over.insert(doc);
        let none = self.index.counts_of(&[]);
        self.index.replace(vec![(doc, none)]);
        self.index.keep_found(doc, &[]);
        self.marked.remove(&doc);
    }

    /// Lets go of an article that another has taken the place of.
    pub(super) fn forget(&mut self, doc: DocId) {
        if let Some(docs) = self.article_id(doc).and_then(|id| self.by_article.get_mut(&id)) {
            docs.retain(|other| *other != doc);
        }
    }

    pub fn loaded(&self, doc: DocId) -> Option<&Arc<Loaded>> {
        self.loaded.get(&doc)
    }

    pub fn is_reading(&self) -> bool {
        !self.listed || self.finished < self.docs.len()
    }

    /// Takes what was read; true where the article is new (not one that was read before).
    pub fn take(&mut self, doc: DocId, outcome: Result<Arc<Loaded>, Diagnostic>) -> bool {
        let Some(entry) = self.docs.get_mut(doc.0 as usize) else { return false };
        let first = entry.state == DocState::Waiting;
        self.finished += usize::from(first);
        match outcome {
            Ok(mut loaded) => {
                if first {
                    self.forms.insert(doc, &loaded.article.text, &loaded.analysis);
                }
                Arc::make_mut(&mut loaded).correct(&self.corrector);
                if first {
                    let digest = digest(&loaded, &entry.path);
                    self.by_article.entry(digest.id).or_default().push(doc);
                    let stated = digest.date.filter(|_| digest.own_date);
                    self.has_sources |= !digest.source.is_empty();
                    self.dated += usize::from(stated.is_some());
                    self.year = self.year.max(stated.map_or(0, jiff::civil::Date::year));
                    entry.state = DocState::Ready(Box::new(digest));
                }
                self.count_names(&[(doc, Arc::clone(&loaded))], Vec::new());
                self.keep(doc, loaded);
            }
            Err(diagnostic) if first => {
                self.failed += 1;
                entry.state = DocState::Failed(Clean::line(&diagnostic.message));
            }
            Err(_changed_since) => {}
        }
        let enough = self.finished >= ENOUGH.min(self.docs.len());
        self.has_dates |= enough && self.dated > 0 && self.dated * RARE >= self.finished;
        first
    }

    fn keep(&mut self, doc: DocId, loaded: Arc<Loaded>) {
        self.bytes += loaded.article.text.len();
        if let Some(old) = self.loaded.insert(doc, loaded) {
            self.bytes -= old.article.text.len();
            self.recent.retain(|other| *other != doc);
        }
        self.recent.push_back(doc);
        while self.bytes > KEEP_BYTES && self.recent.len() > 8 {
            let Some(oldest) = self.recent.pop_front() else { break };
            if let Some(old) = self.loaded.remove(&oldest) {
                self.bytes -= old.article.text.len();
            }
        }
    }
}

fn new_doc(file: &FileEntry) -> Doc {
    let record_path = slashed(&file.path);
    Doc { path: Clean::path(&record_path), record_path, state: DocState::Waiting }
}

fn problem(diagnostic: &Diagnostic) -> Doc {
    let record_path = slashed(&diagnostic.path);
    Doc {
        path: Clean::path(&record_path),
        record_path,
        state: DocState::Failed(Clean::line(&diagnostic.message)),
    }
}

fn digest(loaded: &Loaded, path: &Clean) -> Digest {
    let meta = &loaded.analysis.meta;
    Digest {
        id: loaded.article.id,
        title: meta.title.as_ref().map_or_else(|| path.clone(), |t| Clean::line(&t.value)),
        date: meta.date.as_ref().map(|d| d.value),
        own_date: loaded.analysis.own_date().is_some(),
        date_origin: meta.date.as_ref().map(|d| d.origin),
        source: meta.source.as_ref().map(|s| Clean::line(&s.value)).unwrap_or_default(),
        words: loaded.analysis.words,
        all_words: loaded.analysis.words,
        names: 0,
    }
}
