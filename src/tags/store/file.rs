//! A file that the reader, other programs and we change: lock, re-read, merge, replace.

use std::{
    fs,
    io::{Error, ErrorKind},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{
    super::Edit,
    error::{Fault, StoreError, shown},
    frame::{FORMAT, Refusal},
    lock::Lock,
    write,
};

/// Longest wait for another program that is saving.
const PATIENCE: Duration = Duration::from_secs(5);

/// Largest file that is read; above it something else has got that name.
const LARGEST: u64 = 512 << 20;

/// What a file says, with the reader's own comments, order and keys.
pub(super) trait Contents: Sized {
    /// What a message calls the file.
    const WHAT: &'static str;

    fn parse(text: &str) -> Result<Self, Refusal>;
    /// Carries out edits on whatever the file says now.
    fn apply(&mut self, edits: &[&Edit]);
    fn render(&self) -> String;
}

/// A file on disk. Belongs to one thread; other processes may write the same file.
#[derive(Debug)]
pub(super) struct Kept<C> {
    path: PathBuf,
    /// What the file said when we last read or wrote it.
    text: String,
    /// Missing before the first reading and after a failed save.
    contents: Option<C>,
    /// The file's looks then.
    stamp: Option<(u64, SystemTime)>,
}

impl<C: Contents> Kept<C> {
    pub fn new(path: PathBuf) -> Self {
        Self { path, text: String::new(), contents: None, stamp: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes what a killed writer left beside the file, and reads it.
    pub fn open(&mut self) -> Result<&C, StoreError> {
        let file = self.file()?;
        // Whoever holds the lock is alive, and a folder that cannot be locked cannot be swept.
        if let Ok(_lock) = Lock::acquire(&file, Duration::ZERO) {
            write::sweep(&file);
        }
        self.current(&file)
    }

    /// What the file says now; reads it only where it looks changed.
    pub fn refresh(&mut self) -> Result<&C, StoreError> {
        let file = self.file()?;
        let stamp = stamp(&file);
        if self.contents.is_none() || stamp.is_none() || stamp != self.stamp {
            self.current(&file)?;
        }
        self.known()
    }

    /// Whether the file looks other than when it was last read or written here.
    pub fn is_changed(&self) -> bool {
        self.file().is_ok_and(|file| stamp(&file) != self.stamp)
    }

    /// What the file said when it was last understood.
    pub fn known(&mut self) -> Result<&C, StoreError> {
        let contents = match self.contents.take() {
            Some(contents) => contents,
            None => self.parse(&self.text)?,
        };
        Ok(self.contents.insert(contents))
    }

    /// Puts edits into the file: lock, re-read, merge, temporary file in the same folder, fsync,
    /// rename, fsync of the folder. On an error the old file stands whole, and the same edits may
    /// be given again.
    pub fn save(&mut self, edits: &[&Edit]) -> Result<(), StoreError> {
        let file = self.file()?;
        if fs::metadata(&file).is_ok_and(|meta| meta.permissions().readonly()) {
            let cause = Error::new(ErrorKind::PermissionDenied, "it is write-protected");
            return Err(self.io(cause));
        }
        let _lock = Lock::acquire(&file, PATIENCE).map_err(|cause| self.io(cause))?;
        self.current(&file)?;
        let Some(mut contents) = self.contents.take() else { return Ok(()) };
        contents.apply(edits);
        let text = contents.render();
        write::replace(&file, &text).map_err(|cause| self.io(cause))?;
        self.text = text;
        self.contents = Some(contents);
        self.stamp = stamp(&file);
        Ok(())
    }

    fn file(&self) -> Result<PathBuf, StoreError> {
        write::resolve(&self.path).map_err(|cause| self.io(cause))
    }

    fn io(&self, cause: Error) -> StoreError {
        StoreError::io(&self.path, cause)
    }

    /// Reads the file. One that has gone or was emptied under us is taken as we knew it: only an
    /// accident does that, and the next save mends it.
    fn current(&mut self, file: &Path) -> Result<&C, StoreError> {
        // Before reading: a change meanwhile is seen the next time.
        let stamp = stamp(file);
        let text = self.read(file)?.filter(|text| !text.trim().is_empty());
        if let Some(text) = text.filter(|text| *text != self.text) {
            self.contents = Some(self.parse(&text)?);
            self.text = text;
        }
        self.stamp = stamp;
        self.known()
    }

    fn parse(&self, text: &str) -> Result<C, StoreError> {
        C::parse(text).map_err(|refusal| match refusal {
            Refusal::Fault(fault) => fault.locate(&self.path, text),
            Refusal::Newer(found) => {
                StoreError::Newer { path: shown(&self.path), found, known: FORMAT }
            }
        })
    }

    fn read(&self, file: &Path) -> Result<Option<String>, StoreError> {
        let meta = match fs::metadata(file) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|cause| self.io(cause))?,
        };
        if meta.is_dir() {
            let message = format!("this is a folder, not a {}", C::WHAT);
            return Err(self.io(Error::new(ErrorKind::IsADirectory, message)));
        }
        if !meta.is_file() || meta.len() > LARGEST {
            let message = format!("this is no {}", C::WHAT);
            return Err(self.io(Error::new(ErrorKind::InvalidInput, message)));
        }
        let bytes = fs::read(file).map_err(|cause| self.io(cause))?;
        String::from_utf8(bytes).map(Some).map_err(|bad| {
            let at = bad.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(bad.as_bytes().get(..at).unwrap_or_default());
            Fault { at, message: "this is not UTF-8 text".to_owned() }.locate(&self.path, &before)
        })
    }
}

fn stamp(file: &Path) -> Option<(u64, SystemTime)> {
    let meta = fs::metadata(file).ok()?;
    Some((meta.len(), meta.modified().ok()?))
}
