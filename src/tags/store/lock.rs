//! One writer at a time: a kernel lock on a hidden file beside the tags file.
//!
//! The lock file is removed after each save, so that nothing is left among the articles. A waiter may
//! then hold a lock on a file that is no longer there; it notices and tries again.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Error, ErrorKind, Result},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::write::{hidden_name, patiently};

const PAUSE: Duration = Duration::from_millis(3);

/// Held while it lives. The kernel lets go when the process dies.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Waits for the lock of `file` for at most `patience`.
    pub fn acquire(file: &Path, patience: Duration) -> Result<Self> {
        let path = file.with_file_name(hidden_name(file, "lock"));
        let start = Instant::now();
        loop {
            if let Some(lock) = Self::attempt(&path)? {
                return Ok(lock);
            }
            if start.elapsed() >= patience {
                return Err(Error::new(ErrorKind::WouldBlock, "another program is saving to it"));
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn attempt(path: &Path) -> Result<Option<Self>> {
        let file = open(path)?;
        let locked = patiently(|| match file.try_lock() {
            Err(TryLockError::Error(cause)) => Err(cause),
            locked => Ok(locked),
        })?;
        match locked {
            Ok(()) => {
                let lock = Self { path: path.to_owned(), file };
                // Dropping a lock on a file that is gone must not remove its successor.
                Ok(if lock.is_current() { Some(lock) } else { lock.forget() })
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(cause)) => Err(cause),
        }
    }

    #[cfg(unix)]
    fn is_current(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        match (self.file.metadata(), fs::symlink_metadata(&self.path)) {
            (Ok(held), Ok(there)) => held.ino() == there.ino() && held.dev() == there.dev(),
            _ => false,
        }
    }

    #[cfg(not(unix))]
    fn is_current(&self) -> bool {
        self.path.exists()
    }

    fn forget(mut self) -> Option<Self> {
        self.path = PathBuf::new();
        None
    }
}

/// Opens the lock file, or makes it. Never something that another has put in its place to have us wait
/// or write elsewhere: a pipe, a link.
fn open(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    }
    match options.open(path) {
        // Made by another user who is saving: to be waited for, it need only be read.
        Err(cause) if cause.kind() == ErrorKind::PermissionDenied && path.exists() => {
            File::open(path)
        }
        opened => opened,
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is held, so that nobody else's is taken away.
        if !self.path.as_os_str().is_empty() {
            let _gone = fs::remove_file(&self.path);
        }
        let _released = self.file.unlock();
    }
}
