//! What the reader has said about names: what a found name really is, which phrases are names,
//! whom to look out for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Edit;
use crate::{analysis::EntityKind, article::ArticleId};

/// Where a correction holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    Everywhere,
    Article(ArticleId),
}

/// Which found name is meant. A correction for an article goes before one for everywhere, one for a
/// kind before one for any.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NameRef {
    pub scope: Scope,
    /// Folded, as in the index of names.
    pub name: String,
    /// The kind it was found as; `None`: any kind of name.
    pub kind: Option<EntityKind>,
}

/// What becomes of a found name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// It is no name.
    Hidden,
    /// It is this name of this kind: renamed, of another kind, or merged with others that become
    /// the same.
    Becomes { name: String, kind: EntityKind },
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The name as it was found, for a human.
    pub written: String,
    pub fate: Fate,
}

/// A phrase that the reader marked as a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// As written in the text.
    pub phrase: String,
    pub kind: EntityKind,
}

/// Which marked phrase is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PhraseRef {
    pub scope: Scope,
    /// Folded.
    pub phrase: String,
}

/// What is looked out for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Target {
    /// A name: every mention of an entity whose name has these words, and the words themselves.
    Name(String),
    /// Words, wherever they stand.
    Phrase(String),
    /// A regular expression.
    Regex(String),
}

/// One line of the watch list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    pub target: Target,
    /// A colour of the theme's kind; `None`: the theme's own for watched names.
    pub color: Option<String>,
}

/// All corrections and watches of a desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    pub names: BTreeMap<NameRef, Correction>,
    pub marked: BTreeMap<PhraseRef, Marked>,
    /// In the order of the file.
    pub watches: Vec<Watch>,
}

impl Corrections {
    /// Carries out an edit, whatever was there before; edits of other things change nothing.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Name { of, after: Some(correction), .. } => {
                self.names.insert(of.clone(), correction.clone());
            }
            Edit::Name { of, after: None, .. } => {
                self.names.remove(of);
            }
            Edit::Marked { of, after: Some(marked), .. } => {
                self.marked.insert(of.clone(), marked.clone());
            }
            Edit::Marked { of, after: None, .. } => {
                self.marked.remove(of);
            }
            Edit::Watch { before, after } => self.apply_watch(before.as_ref(), after.as_ref()),
            Edit::Article { .. } | Edit::Tag { .. } => {}
        }
    }

    /// The edits that make all this of nothing.
    pub(super) fn edits(&self) -> impl Iterator<Item = Edit> {
        let names = self.names.iter().map(|(of, correction)| Edit::Name {
            of: of.clone(),
            before: None,
            after: Some(correction.clone()),
        });
        let marked = self.marked.iter().map(|(of, marked)| Edit::Marked {
            of: of.clone(),
            before: None,
            after: Some(marked.clone()),
        });
        let watch = |watch: &Watch| Edit::Watch { before: None, after: Some(watch.clone()) };
        names.chain(marked).chain(self.watches.iter().map(watch))
    }

    fn apply_watch(&mut self, before: Option<&Watch>, after: Option<&Watch>) {
        let Some(target) = before.or(after).map(|watch| watch.target.clone()) else { return };
        let place = self.watches.iter().position(|watch| watch.target == target);
        match (place, after) {
            (Some(at), Some(watch)) => self.watches[at] = watch.clone(),
            (None, Some(watch)) => self.watches.push(watch.clone()),
            (Some(at), None) => {
                self.watches.remove(at);
            }
            (None, None) => {}
        }
    }
}
