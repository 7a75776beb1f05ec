//! The tags file: loading, and saving so that nothing acknowledged is ever lost.

mod document;
mod error;
mod lock;
mod merge;
mod section;
mod write;

#[cfg(test)]
mod tests;

use std::{
    fs,
    io::{Error, ErrorKind},
    path::{Path, PathBuf},
    time::Duration,
};

use document::{Document, Refusal};
pub use error::StoreError;
use error::{Fault, shown};
use lock::Lock;
pub(crate) use write::replace;

use super::{Edit, Tags};

/// Longest wait for another program that is saving.
const PATIENCE: Duration = Duration::from_secs(5);

/// Largest file that is read; above it something else has got that name.
const LARGEST: u64 = 512 << 20;

/// A tags file on disk. Belongs to one thread; other processes may write the same file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    known: Known,
}

/// What the file said when we last read or wrote it. The document is missing after a failed save.
#[derive(Debug, Default)]
struct Known {
    text: String,
    document: Option<Document>,
}

impl Store {
    /// Opens (without creating) a tags file and removes what a killed writer left beside it.
    pub fn open(path: &Path) -> Result<(Self, Tags), StoreError> {
        let mut store = Self { path: path.to_owned(), known: Known::default() };
        let file = write::resolve(path).map_err(|cause| StoreError::io(path, cause))?;
        // Whoever holds the lock is alive, and a folder that cannot be locked cannot be swept.
        if let Ok(_lock) = Lock::acquire(&file, Duration::ZERO) {
            write::sweep(&file);
        }
        let document = store.current(&file)?;
        let tags = document.tags().clone();
        store.known.document = Some(document);
        Ok((store, tags))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a save could work now: the folder takes new files, the file is not write-protected.
    pub fn is_writable(&self) -> bool {
        write::is_writable(&self.path)
    }

    /// Puts edits into the file: lock, re-read, merge, temporary file in the same folder, fsync,
    /// rename, fsync of the folder. Returns what the file now says, edits of others included. On
    /// an error the old file stands whole, and the same edits may be given again.
    pub fn save(&mut self, edits: &[Edit]) -> Result<Tags, StoreError> {
        let io = |cause| StoreError::io(&self.path, cause);
        let file = write::resolve(&self.path).map_err(io)?;
        if fs::metadata(&file).is_ok_and(|meta| meta.permissions().readonly()) {
            return Err(io(Error::new(ErrorKind::PermissionDenied, "it is write-protected")));
        }
        let _lock = Lock::acquire(&file, PATIENCE).map_err(io)?;
        let mut document = self.current(&file)?;
        let tags = if edits.is_empty() {
            document.tags().clone()
        } else {
            for edit in edits {
                document.apply(edit);
            }
            let text = document.render();
            write::replace(&file, &text).map_err(|cause| StoreError::io(&self.path, cause))?;
            self.known.text = text;
            document.tags().clone()
        };
        self.known.document = Some(document);
        Ok(tags)
    }

    /// The document on disk. A file that has gone or was emptied under us is taken as we knew it: only
    /// an accident does that, and the next save mends it.
    fn current(&mut self, file: &Path) -> Result<Document, StoreError> {
        let text = self.read(file)?.filter(|text| !text.trim().is_empty());
        if let Some(text) = text.filter(|text| *text != self.known.text) {
            let document = self.parse(&text)?;
            self.known.text = text;
            self.known.document = None;
            return Ok(document);
        }
        match self.known.document.take() {
            Some(document) => Ok(document),
            None => self.parse(&self.known.text),
        }
    }

    fn parse(&self, text: &str) -> Result<Document, StoreError> {
        Document::parse(text).map_err(|refusal| match refusal {
            Refusal::Fault(fault) => fault.locate(&self.path, text),
            Refusal::Newer(found) => {
                StoreError::Newer { path: shown(&self.path), found, known: document::FORMAT }
            }
        })
    }

    fn read(&self, file: &Path) -> Result<Option<String>, StoreError> {
        let io = |cause| StoreError::io(&self.path, cause);
        let meta = match fs::metadata(file) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.map_err(io)?,
        };
        if meta.is_dir() {
            return Err(io(Error::new(
                ErrorKind::IsADirectory,
                "this is a folder, not a tags file",
            )));
        }
        if !meta.is_file() || meta.len() > LARGEST {
            return Err(io(Error::new(ErrorKind::InvalidInput, "this is no tags file")));
        }
        let bytes = fs::read(file).map_err(io)?;
        String::from_utf8(bytes).map(Some).map_err(|bad| {
            let at = bad.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(bad.as_bytes().get(..at).unwrap_or_default());
            Fault { at, message: "this is not UTF-8 text".to_owned() }.locate(&self.path, &before)
        })
    }
}

/// Where the tags of a desk are kept: `tags.toml` in its folder or, where that cannot be written
/// (`true`), a file of its own in the data directory. Decisions that stand in a folder that cannot
/// be written are read where they are, unless the reader has a file of their own already.
pub fn locate(desk: &Path, data_dir: &Path) -> (PathBuf, bool) {
    let beside = desk.join("tags.toml");
    if write::is_writable(&beside) {
        return (beside, false);
    }
    let folder = data_dir.join("desks");
    // If this fails, saving says why.
    let _made = fs::create_dir_all(&folder);
    let own = folder.join(desk_name(desk) + ".toml");
    let path = if beside.exists() && !own.exists() { beside } else { own };
    (path, true)
}

/// A file name for a desk that tells a human which, and no two the same.
pub(super) fn desk_name(desk: &Path) -> String {
    let desk = desk.canonicalize().unwrap_or_else(|_| desk.to_owned());
    let name = desk.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).take(40).collect();
    let hash = blake3::hash(desk.as_os_str().as_encoded_bytes()).to_hex();
    format!("{plain}-{}", hash.chars().take(16).collect::<String>())
}
