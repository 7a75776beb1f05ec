//! What a file looks like from outside: enough to see that another has taken its place.

use std::{
    fs::{self, Metadata},
    io::{ErrorKind, Result},
    path::Path,
    time::SystemTime,
};

use super::write::patiently;

/// Size, time of the last change and, where the system has it, the number of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: SystemTime,
    file: (u64, u64),
}

impl Stamp {
    /// `None` where there is nothing.
    pub fn at(path: &Path) -> Result<Option<Self>> {
        match patiently(|| fs::metadata(path)) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
            meta => Self::of(&meta?).map(Some),
        }
    }

    pub fn of(meta: &Metadata) -> Result<Self> {
        Ok(Self { length: meta.len(), modified: meta.modified()?, file: number(meta) })
    }
}

#[cfg(unix)]
fn number(meta: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (meta.dev(), meta.ino())
}

#[cfg(not(unix))]
fn number(_meta: &Metadata) -> (u64, u64) {
    (0, 0)
}
