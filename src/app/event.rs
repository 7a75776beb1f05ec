//! What happens to the program and what it wants done: plain data, so that a run can be replayed.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use ratatui::layout::{Position, Size};

use super::{Part, Target};
use crate::{
    analysis::{self, Analysis, Block, Entity, summary::Length},
    article::{Article, ArticleId, Diagnostic},
    config::Key,
    corpus::{DocId, DocSet, FileEntry, Learned, Listing},
    export,
    query::{Query, Term},
    tags::{Corrections, Corrector, Edit, Happened, History, Names, Tags, Watch},
    text::Clean,
    watch::{Seen, Watcher},
};

/// An article and what was found in it, its names as the reader has corrected them.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub article: Article,
    pub analysis: Analysis,
    /// The names as they were found, where they were corrected.
    found: Option<Names>,
    /// The blocks as the article by itself tells them, where other articles told more.
    alone: Option<Vec<Block>>,
    /// The number of articles behind what they told.
    judged_by: usize,
}

impl Loaded {
    pub fn new(article: Article, analysis: Analysis) -> Self {
        Self { article, analysis, found: None, alone: None, judged_by: 0 }
    }

    /// The names as they were found.
    pub fn found(&self) -> &[Entity] {
        self.found.as_ref().map_or(&self.analysis.entities, |(_, entities)| entities)
    }

    pub(super) fn is_judged_by(&self, learned: &Learned) -> bool {
        self.judged_by == learned.articles
    }

    /// Folds the lines that the source puts under many articles; says whether anything changed.
    pub(super) fn judge(&mut self, learned: &Learned) -> bool {
        self.judged_by = learned.articles;
        let alone = self.alone.as_ref().unwrap_or(&self.analysis.blocks);
        let aside = learned.blocks(&self.article, alone);
        if aside.is_empty() && self.alone.is_none() {
            return false;
        }
        let alone = self.alone.take().unwrap_or_else(|| self.analysis.blocks.clone());
        let before = std::mem::replace(&mut self.analysis.blocks, alone);
        self.alone = (!aside.is_empty()).then(|| self.analysis.blocks.clone());
        // Ranking goes by the names found: corrections do not change what is chosen.
        let found = self.found.as_ref().map(|(mentions, _)| mentions.clone());
        let mentions = found.unwrap_or_else(|| self.analysis.mentions.clone());
        analysis::set_aside(&self.article, &mut self.analysis, &aside, &mentions);
        self.analysis.blocks != before
    }

    /// Puts the names as corrected in the place of those found; nothing is analysed again.
    pub fn correct(&mut self, corrector: &Corrector) {
        let Analysis { mentions, entities, .. } = &mut self.analysis;
        if let Some(found) = self.found.take() {
            (*mentions, *entities) = found;
        }
        let article = &self.article;
        if let Some(names) = corrector.correct(article.id, &article.text, mentions, entities) {
            let found =
                (std::mem::replace(mentions, names.0), std::mem::replace(entities, names.1));
            self.found = Some(found);
        }
    }
}

/// Something that could not be done: what, and what to do about it. One line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub message: Clean,
    pub hint: Clean,
}

impl Trouble {
    pub fn new(message: impl AsRef<str>, hint: impl AsRef<str>) -> Self {
        Self { message: Clean::line(message), hint: Clean::line(hint) }
    }
}

/// A file that came while one reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    pub doc: DocId,
    pub file: FileEntry,
    /// The article whose place it takes: the file has another text, or another name.
    pub instead_of: Option<DocId>,
}

/// What has become of the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// With the next numbers, in their order.
    pub came: Vec<Arrival>,
    /// Without those in whose place another came.
    pub gone: Vec<DocId>,
    /// All articles there are, in the order of the folder.
    pub order: Vec<DocId>,
    /// Files of other kinds, as in [`Listing`].
    pub others: BTreeMap<String, usize>,
}

impl News {
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.gone.is_empty()
    }
}

#[derive(Debug)]
pub enum Event {
    Key(Key),
    Paste(String),
    Resize(Size),
    /// The mouse was pressed on something.
    Pointed(Target),
    /// The mouse wheel was turned at a place of the screen.
    Wheel {
        position: Position,
        down: bool,
    },
    /// The folder's files; comes once.
    Listed(Listing),
    /// Files came, went or changed after that.
    Changed(Box<News>),
    /// Files that come are not noticed, or not all of them; why.
    Unwatched(Clean),
    /// An article was read and analysed, in the background or because it was asked for.
    Read {
        doc: DocId,
        outcome: Result<Arc<Loaded>, Diagnostic>,
    },
    /// An answer to [`Effect::Search`].
    Found {
        generation: u64,
        docs: DocSet,
        /// Whether all texts were searched; if not, another answer follows.
        whole: bool,
    },
    /// An answer to [`Effect::Watch`]: the list is ready; what articles have of it follows.
    Watches {
        generation: u64,
        watcher: Arc<Watcher>,
    },
    /// What articles have of the watch list, and of the marked phrases.
    Seen {
        generation: u64,
        docs: Vec<(DocId, Seen)>,
    },
    /// What sources put under many of their articles, and the words of that by article; comes while
    /// the desk is read, and when it was.
    Learned {
        learned: Arc<Learned>,
        aside: Vec<(DocId, u32)>,
    },
    /// The steps of earlier runs; comes once, where they are remembered.
    Remembered(History),
    /// An answer to [`Effect::Save`]: what the file now says.
    Saved {
        generation: u64,
        outcome: Result<Box<Tags>, Trouble>,
    },
    /// What a save met that the reader should know, a line each; cleaned.
    SavedWith(Vec<Clean>),
    /// Some time has gone by since a save failed.
    SaveAgain,
    /// A tags file that could not be used is in order: what it says, and whether it is outside of the folder.
    TagsOpened {
        tags: Box<Tags>,
        elsewhere: bool,
    },
    /// The tags file is gone and cannot be written again: what it said is in memory only.
    TagsLost(Trouble),
    /// What the tags file and the names file say after others have changed them.
    TagsChanged(Result<Box<Tags>, Trouble>),
    /// An answer to [`Effect::Export`]: what was written.
    Exported(Result<Clean, Trouble>),
    /// The note as the editor left it; `draft` is what it was given.
    Edited {
        article: ArticleId,
        draft: String,
        outcome: Result<String, Trouble>,
    },
    /// An answer to [`Effect::Gather`]: that part of each article.
    Gathered {
        part: Part,
        outcome: Result<Vec<String>, Trouble>,
    },
    /// The program that opens links could not, or says that it could not.
    LinkFailed(Trouble),
    /// The program that articles were sent to has ended.
    Piped(Result<Clean, Trouble>),
    /// A worker failed in a way that only a fault of ours explains.
    Panicked(Clean),
    /// The system asks us to end: save and go.
    Terminate,
}

/// A query for the workers, with what only the app knows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub query: Arc<Query>,
    pub within: DocSet,
    /// The articles that meet each condition which [`Query::given`] names.
    pub given: Vec<(Term, DocSet)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read and analyse these first, in this order; replaces what was asked for before.
    Load(Vec<DocId>),
    /// Say which articles a query means; replaces what was asked before.
    Search {
        generation: u64,
        ask: Box<Ask>,
    },
    /// Look out for the list of the settings and that of the desk, in every article.
    Watch {
        generation: u64,
        fixed: Arc<[Watch]>,
        corrections: Arc<Corrections>,
    },
    Save {
        generation: u64,
        edits: Vec<Edit>,
    },
    /// Keep what happened for later runs.
    Remember(Vec<Happened>),
    /// `numbered`: where the file exists, a number is added to its name.
    Export {
        docs: Vec<DocId>,
        format: export::Format,
        file: PathBuf,
        length: Length,
        numbered: bool,
    },
    /// Put a text on the clipboard.
    Copy(String),
    EditNote {
        article: ArticleId,
        note: String,
    },
    /// Read a part of each of these, to be copied.
    Gather {
        docs: Vec<DocId>,
        part: Part,
        length: Length,
        folded_too: bool,
    },
    /// Have the system open an address of the web; the reader has seen it.
    OpenLink(String),
    /// Start a program with these arguments in the reader's terminal, and give it the articles.
    Pipe {
        docs: Vec<DocId>,
        command: Vec<String>,
        folded_too: bool,
    },
    /// Whether others have changed the files of the desk.
    Look,
    Redraw,
    Suspend,
    Quit,
}
