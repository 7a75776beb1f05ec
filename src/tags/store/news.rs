//! What a reader should know of a save that went well.

use std::fmt::{self, Display, Formatter};

use super::super::State;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The same article was given another state elsewhere; ours stands.
    State { title: String, ours: State, theirs: State },
    /// The same note was changed elsewhere; both texts stand.
    Note { title: String },
    /// A note that was changed here was taken away elsewhere, or the other way round; the text stands.
    NoteTaken { title: String },
    /// The same name was corrected otherwise elsewhere; ours stands.
    Name { name: String, ours: String, theirs: String },
    /// What was decided while the folder could not be written was taken over from this file.
    TakenOver { kept: String },
    /// A file that was removed or emptied by others was written again.
    Restored { path: String },
    /// There is no copy of today.
    NoBackup { cause: String },
    /// The file was of an older format; it was kept under this name.
    Migrated { format: i64, kept: String },
}

impl Display for News {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            // What happened first: a line may be too short for the title.
            Self::State { title, ours, theirs } => {
                let (ours, theirs) = (ours.name(), theirs.name());
                write!(f, "also set to {theirs} elsewhere, now {ours}: \"{title}\"")
            }
            Self::Name { name, ours, theirs } => {
                write!(f, "also set to {theirs} elsewhere, now {ours}: \"{name}\"")
            }
            Self::Note { title } => {
                write!(f, "note also changed elsewhere, both texts kept: \"{title}\"")
            }
            Self::NoteTaken { title } => {
                write!(f, "note changed here or elsewhere, and taken away: kept: \"{title}\"")
            }
            Self::TakenOver { kept } => {
                write!(
                    f,
                    "what was decided while this folder could not be written is here now ({kept})"
                )
            }
            Self::Restored { path } => {
                write!(f, "{path} was removed or emptied by another program: written again")
            }
            Self::NoBackup { cause } => write!(f, "saved, but no backup could be made: {cause}"),
            Self::Migrated { format, kept } => {
                write!(f, "the file was of format {format}; it is kept as {kept}")
            }
        }
    }
}
