//! What a file looks like from outside: enough to see that another has taken its place.

use std::{
    fs::{self, Metadata},
    path::Path,
    time::SystemTime,
};

/// Size, time of the last change and, where the system has it, the number of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: SystemTime,
    file: (u64, u64),
}

impl Stamp {
    pub fn at(path: &Path) -> Option<Self> {
        Self::of(&fs::metadata(path).ok()?)
    }

    pub fn of(meta: &Metadata) -> Option<Self> {
        Some(Self { length: meta.len(), modified: meta.modified().ok()?, file: number(meta) })
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
