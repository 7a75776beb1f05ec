//! The reader's decisions: tags, states, stars, notes; how they change, are taken back and kept.

mod corrections;
mod corrector;
mod history;
pub mod journal;
pub mod merge;
pub mod session;
pub mod store;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use corrections::{
    Correction, Corrections, Fate, Marked, NameRef, PhraseRef, Scope, Target, Watch,
};
pub use corrector::{Corrector, Names};
pub use history::{Happened, History, Step, edits_now};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    article::ArticleId,
    text::{clean, glyph, invisible::BRAILLE_BLANK},
};

/// What the reader has decided of an article as a whole.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum State {
    #[default]
    New,
    Done,
    Dropped,
    Later,
}

impl State {
    pub const ALL: [Self; 4] = [Self::New, Self::Done, Self::Dropped, Self::Later];

    /// The name in the tags file and in queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Later => "later",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// All that the reader has decided of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    pub tags: BTreeSet<String>,
    pub state: State,
    pub star: bool,
    /// One or more lines; never empty.
    pub note: Option<String>,
    /// When it was last changed.
    #[serde(with = "history::seconds")]
    pub decided: Option<Timestamp>,
}

impl Decision {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.state == State::New && !self.star && self.note.is_none()
    }
}

/// A decision with what helps a human to find its article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// Relative to the folder, `/` between its parts; a hint only.
    pub path: String,
    pub title: String,
    pub decision: Decision,
}

/// A tag that is known by name: its slot in the tag bar, if it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagDef {
    pub name: String,
    /// 1 to 9.
    pub slot: Option<u8>,
}

/// One change, with what was there before, so that it can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// `None`: no record (nothing decided).
    Article { id: ArticleId, before: Option<Record>, after: Option<Record> },
    /// A tag definition made, changed or removed.
    Tag { before: Option<TagDef>, after: Option<TagDef> },
    /// A found name corrected.
    Name { of: NameRef, before: Option<Correction>, after: Option<Correction> },
    /// A phrase marked as a name.
    Marked { of: PhraseRef, before: Option<Marked>, after: Option<Marked> },
    /// Something to look out for.
    Watch { before: Option<Watch>, after: Option<Watch> },
}

impl Edit {
    /// Whether this is about names, not about articles or tags.
    pub fn is_of_names(&self) -> bool {
        match self {
            Self::Article { .. } | Self::Tag { .. } => false,
            Self::Name { .. } | Self::Marked { .. } | Self::Watch { .. } => true,
        }
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Article { id, before, after } => {
                Self::Article { id: *id, before: after.clone(), after: before.clone() }
            }
            Self::Tag { before, after } => {
                Self::Tag { before: after.clone(), after: before.clone() }
            }
            Self::Name { of, before, after } => {
                Self::Name { of: of.clone(), before: after.clone(), after: before.clone() }
            }
            Self::Marked { of, before, after } => {
                Self::Marked { of: of.clone(), before: after.clone(), after: before.clone() }
            }
            Self::Watch { before, after } => {
                Self::Watch { before: after.clone(), after: before.clone() }
            }
        }
    }
}

/// All decisions of a desk, in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// In the order of the file.
    pub defs: Vec<TagDef>,
    pub records: BTreeMap<ArticleId, Record>,
    /// Shared with whoever uses them on another thread.
    pub corrections: Arc<Corrections>,
}

impl Tags {
    pub fn decision(&self, id: ArticleId) -> Option<&Decision> {
        self.records.get(&id).map(|record| &record.decision)
    }

    pub fn state(&self, id: ArticleId) -> State {
        self.decision(id).map_or(State::New, |d| d.state)
    }

    /// Carries out an edit, whatever was there before.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Article { id, after: Some(record), .. } if !record.decision.is_empty() => {
                self.records.insert(*id, record.clone());
            }
            Edit::Article { id, .. } => {
                self.records.remove(id);
            }
            Edit::Tag { before, after } => self.apply_def(before.as_ref(), after.as_ref()),
            Edit::Name { .. } | Edit::Marked { .. } | Edit::Watch { .. } => {
                Arc::make_mut(&mut self.corrections).apply(edit);
            }
        }
    }

    fn apply_def(&mut self, before: Option<&TagDef>, after: Option<&TagDef>) {
        let name = before.or(after).map(|def| def.name.clone()).unwrap_or_default();
        let place = self.defs.iter().position(|def| def.name == name);
        match (place, after) {
            (Some(at), Some(def)) => self.defs[at] = def.clone(),
            (None, Some(def)) => self.defs.push(def.clone()),
            (Some(at), None) => {
                self.defs.remove(at);
            }
            (None, None) => {}
        }
    }

    /// The edits that make all this of nothing.
    pub fn edits(&self) -> Vec<Edit> {
        let tags = self.defs.iter().map(|def| Edit::Tag { before: None, after: Some(def.clone()) });
        let articles = self.records.iter().map(|(id, record)| Edit::Article {
            id: *id,
            before: None,
            after: Some(record.clone()),
        });
        tags.chain(articles).chain(self.corrections.edits()).collect()
    }

    /// The name of the tag in a slot (1 to 9).
    pub fn slot(&self, slot: u8) -> Option<&str> {
        self.defs.iter().find(|def| def.slot == Some(slot)).map(|def| def.name.as_str())
    }

    /// The tag that is meant by a name: the one of that name, else the first that differs in capitals only.
    pub fn known(&self, name: &str) -> Option<&str> {
        let names = self.names();
        let folded = name.to_lowercase();
        let alike = || names.iter().find(|known| known.to_lowercase() == folded);
        names.get(name).or_else(alike).copied()
    }

    /// Of these names those that nobody has used yet, as tags with the first slots that are free.
    pub fn new_defs<'a>(&self, names: impl IntoIterator<Item = &'a String>) -> Vec<TagDef> {
        let known = self.names();
        let mut free = (1..=9).filter(|slot| self.slot(*slot).is_none());
        let new = names.into_iter().filter(|name| !known.contains(name.as_str()));
        new.map(|name| TagDef { name: name.clone(), slot: free.next() }).collect()
    }

    /// Every tag known: defined or on some article, by name.
    pub fn names(&self) -> BTreeSet<&str> {
        let used = self.records.values().flat_map(|r| r.decision.tags.iter().map(String::as_str));
        self.defs.iter().map(|def| def.name.as_str()).chain(used).collect()
    }
}

/// A tag name as it is kept: trimmed, inner white space to one hyphen, without `#`, `,` and
/// controls, at most 60 characters; `None` where nothing is left. Case is kept.
pub fn tag_name(typed: &str) -> Option<String> {
    let name: String = typed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(c, '#' | ',' | '"' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .take(60)
        .collect();
    // Two tags that look the same would be two: what cannot be seen is no part of a name.
    let seen = clean::line(&name).replace(glyph::MARK, "");
    let name = seen.trim_matches(['-', '+']).to_owned();
    name.chars().any(|c| c != BRAILLE_BLANK).then_some(name)
}
