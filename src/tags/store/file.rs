//! A file that the reader, other programs and we change: lock, re-read, merge, replace.

use std::{
    fs,
    io::{Error, ErrorKind},
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use super::{
    super::Edit,
    backup::{Backup, Backups},
    error::{Fault, StoreError, shown},
    frame::{FORMAT, Refusal},
    lock::Lock,
    news::News,
    older,
    stamp::Stamp,
    write,
};

/// Longest wait for another program that is saving.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a file may be half written by a program that knows no lock.
const HALF_WRITTEN: Duration = Duration::from_millis(300);

/// Bytes above which a file is not looked through for anything but blanks.
const LONGEST_BLANK: u64 = 4 << 10;

const PAUSE: Duration = Duration::from_millis(10);

/// Largest file that is read; above it something else has got that name.
const LARGEST: u64 = 512 << 20;

/// What a file says, with the reader's own comments, order and keys.
pub(super) trait Contents: Sized {
    /// What a message calls the file.
    const WHAT: &'static str;
    /// What its backups are called.
    const KIND: &'static str;

    fn parse(text: &str) -> Result<Self, Refusal>;
    /// What it says where its text has changed from `old` to `new`; `None` where that is to be parsed.
    fn read_again(self, old: &str, new: &str) -> Option<Self>;
    /// Carries out edits on whatever the file says now; says where others have changed the same.
    fn apply(&mut self, edits: &[&Edit]) -> Vec<News>;
    fn render(&mut self) -> String;
    /// Decisions or corrections.
    fn count(&self) -> usize;
    /// The number of the older format that the file still has.
    fn older(&self) -> Option<i64>;
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
    stamp: Option<Stamp>,
    /// Whether anything was in the file then.
    placed: bool,
    backups: Option<Backups>,
    /// What the first save of the day replaced, until it is kept.
    replaced: Option<String>,
}

impl<C: Contents> Kept<C> {
    pub fn new(path: PathBuf, backups: Option<Backups>) -> Self {
        Self {
            path,
            text: String::new(),
            contents: None,
            stamp: None,
            placed: false,
            backups,
            replaced: None,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes what a killed writer left beside the file, and reads it; where there is none, what it
    /// begins with.
    pub fn open(&mut self, base: Option<&Path>) -> Result<&C, StoreError> {
        let file = self.file()?;
        if let Some(base) = base.filter(|_| !file.exists()) {
            let mut base = Self::new(base.to_owned(), None);
            base.current(&base.file()?)?;
            self.text = base.text;
        }
        // Whoever holds the lock is alive, and a folder that cannot be locked cannot be swept.
        if let Ok(_lock) = Lock::acquire(&file, Duration::ZERO) {
            write::sweep(&file);
        }
        self.current(&file)
    }

    /// What the file says now; reads it only where it looks changed.
    pub fn refresh(&mut self) -> Result<&C, StoreError> {
        let file = self.file()?;
        let stamp = Stamp::at(&file).ok().flatten();
        if self.contents.is_none() || stamp.is_none() || stamp != self.stamp {
            self.current(&file)?;
        }
        self.known()
    }

    /// Whether the file looks other than when it was last read or written here.
    pub fn is_changed(&self) -> bool {
        self.file()
            .and_then(|file| Stamp::at(&file).map_err(|cause| self.io(cause)))
            .is_ok_and(|stamp| stamp != self.stamp)
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
    /// rename, fsync of the folder. Returns what the reader should know of it. On an error the old
    /// file stands whole, and the same edits may be given again.
    pub fn save(&mut self, edits: &[&Edit]) -> Result<Vec<News>, StoreError> {
        let file = self.file()?;
        if fs::metadata(&file).is_ok_and(|meta| meta.permissions().readonly()) {
            let cause = Error::new(ErrorKind::PermissionDenied, "it is write-protected");
            return Err(self.io(cause));
        }
        let start = Instant::now();
        let _lock = Lock::acquire(&file, PATIENCE).map_err(|cause| self.io(cause))?;
        loop {
            self.settled(&file)?;
            if let Some(news) = self.try_to_save(&file, edits)? {
                return Ok(news);
            }
            if start.elapsed() >= PATIENCE {
                let cause = Error::new(ErrorKind::WouldBlock, "another program keeps changing it");
                return Err(self.io(cause));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Puts edits into the file as it was read; nothing is done where it is another by now.
    fn try_to_save(
        &mut self,
        file: &Path,
        edits: &[&Edit],
    ) -> Result<Option<Vec<News>>, StoreError> {
        let mut news = self.keep_older(file)?;
        let Some(mut contents) = self.contents.take() else { return Ok(None) };
        news.extend(contents.apply(edits));
        let text = contents.render();
        let placed = write::replace_read(file, &text, self.stamp);
        let Some(stamp) = placed.map_err(|cause| self.io(cause))? else { return Ok(None) };
        let replaced = std::mem::replace(&mut self.text, text);
        if self.backups.as_ref().is_some_and(Backups::is_due) {
            self.replaced.get_or_insert(replaced);
        }
        self.contents = Some(contents);
        self.stamp = Some(stamp);
        self.placed = true;
        Ok(Some(news))
    }

    /// Keeps what the first save of the day replaced.
    pub fn back_up(&mut self) -> Option<News> {
        let replaced = self.replaced.take()?;
        self.backups.as_mut()?.keep(C::KIND, &replaced)
    }

    /// Whether the file was there and is gone or blank.
    pub fn is_lost(&self) -> bool {
        // What has taken its name and is no file says so when it is read.
        let is_there = |file: PathBuf| {
            fs::metadata(&file).is_ok_and(|meta| !meta.is_file() || meta.len() > LONGEST_BLANK)
                || fs::read_to_string(&file).is_ok_and(|text| !text.trim().is_empty())
        };
        self.placed && !self.file().is_ok_and(is_there)
    }

    /// The newest copy with something in it, where the file was missing or blank from the beginning.
    pub fn forgotten(&self) -> Option<Backup> {
        let nothing = !self.placed && self.text.is_empty();
        let newest = self.backups.as_ref().filter(|_| nothing)?.newest::<C>();
        newest.filter(|backup| backup.count > 0)
    }

    /// Writes a lost file again.
    pub fn restore(&mut self) -> Result<Vec<News>, StoreError> {
        if !self.is_lost() {
            return Ok(Vec::new());
        }
        let mut news = self.save(&[])?;
        news.push(News::Restored { path: shown(&self.path) });
        Ok(news)
    }

    /// Keeps a file of an older format beside the one that takes its place.
    fn keep_older(&self, file: &Path) -> Result<Vec<News>, StoreError> {
        let format = self.contents.as_ref().and_then(Contents::older);
        let Some(format) = format else { return Ok(Vec::new()) };
        let kept = older::keep(file, format, &self.text).map_err(|cause| self.io(cause))?;
        Ok(vec![News::Migrated { format, kept: shown(&kept) }])
    }

    /// Reads the file; one that cannot be understood may be half written by another program.
    fn settled(&mut self, file: &Path) -> Result<(), StoreError> {
        let start = Instant::now();
        loop {
            let Err(fault) = self.current(file) else { return Ok(()) };
            let is_new = || {
                let age =
                    SystemTime::now().duration_since(fs::metadata(file).ok()?.modified().ok()?);
                Some(age.unwrap_or_default() < HALF_WRITTEN)
            };
            let malformed = matches!(fault, StoreError::Malformed { .. });
            if !malformed || start.elapsed() >= HALF_WRITTEN || is_new() != Some(true) {
                return Err(fault);
            }
            std::thread::sleep(PAUSE);
        }
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
        let stamp = Stamp::at(file).map_err(|cause| self.io(cause))?;
        let text = self.read(file)?.filter(|text| !text.trim().is_empty());
        self.placed |= text.is_some();
        if let Some(text) = text.filter(|text| *text != self.text) {
            let known = self.contents.take();
            let again = known.and_then(|contents| contents.read_again(&self.text, &text));
            self.contents = Some(again.map_or_else(|| self.parse(&text), Ok)?);
            self.text = text;
        }
        self.stamp = stamp;
        self.known()
    }

    fn parse(&self, text: &str) -> Result<C, StoreError> {
        C::parse(text).map_err(|refusal| match refusal {
            Refusal::Fault(fault) => self.malformed(fault, text),
            Refusal::Newer(found) => {
                StoreError::Newer { path: shown(&self.path), found, known: FORMAT }
            }
        })
    }

    fn malformed(&self, fault: Fault, text: &str) -> StoreError {
        let newest = self.backups.as_ref().and_then(Backups::newest::<C>);
        fault.locate(&self.path, text, newest.map(|backup| shown(&backup.path)))
    }

    fn read(&self, file: &Path) -> Result<Option<String>, StoreError> {
        let meta = match write::patiently(|| fs::metadata(file)) {
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
            let fault = Fault { at, message: "this is not UTF-8 text".to_owned() };
            self.malformed(fault, &before)
        })
    }
}
