//! A desk on the command line: its articles, its tags, the query, the config.

use std::{
    num::NonZero,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    args::{DeskArgs, FileArgs},
    failure::{Failure, code},
    out::complain,
};
use crate::{
    analysis::Analysis,
    article::{Article, Diagnostic},
    config::{Config, paths},
    corpus::{self, FileEntry, Learned, Listing, Peek, habits},
    export::{gather, learn, sift, slashed},
    query::{Flag, Guess, Query, Subject, Term},
    tags::{
        Corrector, Tags, journal,
        store::{self, Place, Store},
    },
    watch::{Seen, Watcher},
};

pub struct Desk {
    pub folder: PathBuf,
    pub listing: Listing,
    pub tags: Tags,
    pub store: Store,
    pub config: Config,
    /// Inputs that could not be read so far; each was named.
    pub unread: usize,
    learned: Option<Arc<Learned>>,
}

impl Desk {
    /// Opens a desk for a command that reads names: without the reader's corrections it would say
    /// what they have set right.
    pub fn open(args: &DeskArgs) -> Result<Self, Failure> {
        let desk = Self::open_for_tags(args)?;
        match desk.store.names_fault() {
            Some(fault) => Err(Failure::new(code::FILES, fault.to_string(), fault.hint())),
            None => Ok(desk),
        }
    }

    /// Opens a desk for a command that has no use for names: the names file may be broken.
    pub fn open_for_tags(args: &DeskArgs) -> Result<Self, Failure> {
        let config = config(args.files.config.as_deref())?;
        let inputs = [args.desk.clone()];
        let listing = corpus::walk(&inputs)?;
        let folder = corpus::walk::desk_folder(&inputs);
        let place = Place::of(&folder, args.files.tags.as_deref(), paths::data_dir().as_deref());
        place.notice().iter().for_each(|told| complain(told));
        let (mut store, mut tags) = Store::open_at(&place, backups(&folder, &args.files))?;
        store.begin(&place, &mut tags).iter().for_each(|told| complain(told));
        let unread = 0;
        let mut desk = Self { folder, listing, tags, store, config, unread, learned: None };
        let problems = std::mem::take(&mut desk.listing.problems);
        desk.name(&problems);
        Ok(desk)
    }

    /// Names inputs that could not be read, and counts them.
    pub fn name(&mut self, problems: &[Diagnostic]) {
        self.unread += problems.len();
        problems.iter().for_each(name_problem);
    }

    /// Reads the files whose articles `wanted` lets through and gathers what `make` makes of them,
    /// their names as the reader corrected them.
    pub fn gather<T: Send>(
        &mut self,
        wanted: impl Fn(&Article) -> bool + Sync,
        make: impl Fn(usize, &Article, &Analysis) -> Option<T> + Sync,
    ) -> Vec<T> {
        let learned = self.learned();
        let files = self.listing.files.clone();
        self.gather_of(&files, &learned, wanted, make)
    }

    fn gather_of<T: Send>(
        &mut self,
        files: &[FileEntry],
        learned: &Learned,
        wanted: impl Fn(&Article) -> bool + Sync,
        make: impl Fn(usize, &Article, &Analysis) -> Option<T> + Sync,
    ) -> Vec<T> {
        let corrector = Corrector::new(Arc::clone(&self.tags.corrections));
        let corrected = |place: usize, article: &Article, found: &Analysis| {
            let names =
                corrector.correct(article.id, &article.text, &found.mentions, &found.entities);
            match names {
                None => make(place, article, found),
                Some((mentions, entities)) => {
                    make(place, article, &Analysis { mentions, entities, ..found.clone() })
                }
            }
        };
        let (gathered, problems) = gather(files, threads(), learned, wanted, corrected);
        self.name(&problems);
        gathered
    }

    /// What sources put under many articles of the desk; learned once.
    pub fn learned(&mut self) -> Arc<Learned> {
        let files = &self.listing.files;
        let learned = self.learned.get_or_insert_with(|| Arc::new(learn(files, threads(), None)));
        Arc::clone(learned)
    }

    /// The same for the files of one name only, which costs less.
    pub fn learn_for(&mut self, named: impl Fn(&FileEntry) -> bool) {
        let files = &self.listing.files;
        let only = files.iter().find(|file| named(file)).and_then(|file| corpus::read(file).ok());
        if let Some(only) = only {
            let source = [habits::source(&only)].into();
            self.learned = Some(Arc::new(learn(files, threads(), Some(&source))));
        }
    }

    /// As [`Self::gather`], of the articles that a query means.
    pub fn select<T: Send>(
        &mut self,
        query: &Query,
        make: impl Fn(usize, &Article, &Analysis) -> T + Sync,
    ) -> Vec<T> {
        let tags = self.tags.clone();
        let reads = query.reads_articles();
        if reads && query.asks_texts() {
            return self.select_among(query, make);
        }
        let watcher = if query.asks_watched() { self.watcher() } else { Watcher::default() };
        let wanted = |article: &Article| {
            reads || {
                let path = path_of(article);
                query.matches(&Subject::unread(&path, tags.decision(article.id)))
            }
        };
        self.gather(wanted, |place, article, analysis| {
            let path = path_of(article);
            let subject = Subject::new(&path, article, analysis, tags.decision(article.id));
            let seen = look(&watcher, article, analysis);
            let subject = Subject { watched: !seen.watches.is_empty(), ..subject };
            (!reads || query.matches(&subject)).then(|| make(place, article, analysis))
        })
    }

    /// The same where reading the texts tells of most articles that they are not meant: these are not
    /// analysed, nor what their sources put under their articles.
    fn select_among<T: Send>(
        &mut self,
        query: &Query,
        make: impl Fn(usize, &Article, &Analysis) -> T + Sync,
    ) -> Vec<T> {
        let tags = self.tags.clone();
        let (found, problems) = self.sift(query, habits::source);
        self.name(&problems);
        let sources = found.iter().map(|(_, _, source)| *source).collect();
        let all = &self.listing.files;
        let (places, files): (Vec<usize>, Vec<FileEntry>) = (found.iter())
            .filter_map(|(place, ..)| Some((*place, all.get(*place)?.clone())))
            .unzip();
        let learned = learn(all, threads(), Some(&sources));
        let watcher = if query.asks_watched() { self.watcher() } else { Watcher::default() };
        self.gather_of(
            &files,
            &learned,
            |_| true,
            |at, article, analysis| {
                let path = path_of(article);
                let subject = Subject::new(&path, article, analysis, tags.decision(article.id));
                let seen = look(&watcher, article, analysis);
                let subject = Subject { watched: !seen.watches.is_empty(), ..subject };
                query
                    .matches(&subject)
                    .then(|| make(*places.get(at).unwrap_or(&at), article, analysis))
            },
        )
    }

    /// The articles that a query may mean, by their places, and what `pick` takes of each, and what
    /// could not be read; nothing is analysed.
    pub fn sift<T: Send>(
        &self,
        query: &Query,
        pick: impl Fn(&Article) -> T + Sync,
    ) -> (Vec<(usize, Guess, T)>, Vec<Diagnostic>) {
        let tags = &self.tags;
        let peek = query.needed_word().and_then(Peek::new);
        let (found, problems) = sift(&self.listing.files, threads(), peek.as_ref(), |article| {
            let guess = query.guess(&path_of(article), article, tags.decision(article.id));
            (guess > Guess::No).then(|| (guess, pick(article)))
        });
        let found = found.into_iter().map(|(place, (guess, picked))| (place, guess, picked));
        (found.collect(), problems)
    }

    /// The watch list of the settings and of the desk; says what of it cannot be used.
    pub fn watcher(&self) -> Watcher {
        let watcher = Watcher::for_desk(&self.config.watch.all, &self.tags.corrections, None);
        for fault in watcher.faults() {
            complain(&format!("watch list: {} {}", fault.target.text(), fault.message));
        }
        watcher
    }

    /// The exit status after a command that found `found` articles, with a message where it is none.
    pub fn status(&self, found: usize) -> u8 {
        if self.unread > 0 {
            return code::INPUT;
        }
        if found > 0 {
            return code::DONE;
        }
        if self.listing.files.is_empty() {
            complain(&no_articles(&self.folder, &self.listing));
        } else {
            complain("nothing matched");
        }
        code::NOTHING
    }
}

/// What an article has of a watch list; nothing is read where there is none.
pub fn look(watcher: &Watcher, article: &Article, analysis: &Analysis) -> Seen {
    if watcher.is_empty() {
        return Seen::default();
    }
    let title = analysis.meta.title.as_ref().map_or("", |title| title.value.as_str());
    watcher.look(article.id, title, &article.text)
}

/// Path of an article as it is shown and asked for.
pub fn path_of(article: &Article) -> String {
    article.path.as_deref().map(slashed).unwrap_or_default()
}

pub fn name_problem(problem: &Diagnostic) {
    complain(&format!("unreadable: {}: {}", problem.path.display(), problem.message));
}

/// Says that a folder holds no articles, and what it holds instead.
pub fn no_articles(folder: &Path, listing: &Listing) -> String {
    let others: usize = listing.others.values().sum();
    let message = format!("no articles (.txt, .md, .html) in {}", folder.display());
    if others == 0 { message } else { format!("{message}; {}", others_in(listing)) }
}

/// Files of other kinds, counted: `3 files of other kinds (pdf 2, none 1)`.
pub fn others_in(listing: &Listing) -> String {
    let kinds: Vec<String> = (listing.others.iter())
        .map(|(ending, count)| {
            let ending = if ending.is_empty() { "without ending" } else { ending };
            format!("{ending} {count}")
        })
        .collect();
    let count: usize = listing.others.values().sum();
    let files = if count == 1 { "file" } else { "files" };
    format!("{count} {files} of other kinds passed over ({})", kinds.join(", "))
}

pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// The settings: of a file that is named, else of the reader's own.
pub fn config(named: Option<&Path>) -> Result<Config, Failure> {
    if let Some(path) = named.filter(|path| !path.exists()) {
        let message = format!("no such config file: {}", path.display());
        return Err(Failure::new(
            code::FILES,
            message,
            "`copydesk config init` writes a first one",
        ));
    }
    let own = paths::config_file();
    Ok(Config::load(named.or(own.as_deref()))?)
}

pub fn query(text: &str) -> Result<Query, Failure> {
    let query = Query::parse(text, today()).map_err(|error| Failure::query(text, &error))?;
    if query.given().contains(&&Term::Is(Flag::Marked)) {
        let message = "`is:marked` asks for marks, which are there only while reading";
        return Err(Failure::new(code::USE, message, "tag them and ask for `is:tagged` or `#tag`"));
    }
    Ok(query)
}

/// The day it is, in UTC.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// Where the backups of a desk are kept.
pub fn backups(folder: &Path, files: &FileArgs) -> Option<PathBuf> {
    let desk = journal::desk(folder, files.tags.as_deref());
    Some(store::backup_folder(&paths::state_dir()?, &desk))
}
