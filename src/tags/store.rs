//! The tags file: loading, and saving so that nothing acknowledged is ever lost.

use std::path::{Path, PathBuf};

use super::{Edit, Tags};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is there but is no tags file that we understand: it is never overwritten.
    #[error("{path}:{line}:{column}: {message}")]
    Malformed { path: String, line: usize, column: usize, message: String },
    #[error("{path} was written by a newer copydesk (format {found}, this one knows {known})")]
    Newer { path: String, found: i64, known: i64 },
    #[error("{path}: {cause}")]
    Io { path: String, cause: std::io::Error },
}

impl StoreError {
    /// What the reader can do about it.
    pub fn hint(&self) -> String {
        String::new()
    }
}

/// A tags file on disk. Belongs to one thread; other processes may write the same file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
}

impl Store {
    /// Opens (without creating) a tags file and removes what a killed writer left beside it.
    pub fn open(path: &Path) -> Result<(Self, Tags), StoreError> {
        Ok((Self { path: path.to_owned() }, Tags::default()))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts edits into the file: lock, re-read, merge, temporary file in the same folder, fsync,
    /// rename, fsync of the folder. Returns what the file now says, edits of others included. On
    /// an error the old file stands whole.
    pub fn save(&mut self, edits: &[Edit]) -> Result<Tags, StoreError> {
        let _ = edits;
        Ok(Tags::default())
    }
}
