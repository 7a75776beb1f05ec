//! What can go wrong with a file of decisions, told to a reader under deadline: what, where, what to do.

use std::{
    io::{Error, ErrorKind},
    ops::Range,
    path::Path,
    sync::Arc,
};

use crate::text::clean;

/// Longest message taken from a parser, in characters; some quote the whole line.
const LONGEST_MESSAGE: usize = 200;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is there but is none that we understand: it is never overwritten.
    #[error("{path}:{line}:{column}: {message}")]
    Malformed {
        path: String,
        line: usize,
        column: usize,
        message: String,
        /// The newest whole copy of an earlier day.
        backup: Option<String>,
    },
    #[error("{path} was written by a newer copydesk (format {found}, this one knows {known})")]
    Newer { path: String, found: i64, known: i64 },
    #[error("{path}: {cause}")]
    Io { path: String, cause: Error },
    /// Edits of names could not be saved; all others are.
    #[error("{0}")]
    Names(Arc<StoreError>),
}

impl StoreError {
    pub(super) fn io(path: &Path, cause: Error) -> Self {
        Self::Io { path: shown(path), cause }
    }

    /// What was not saved.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Names(_) => "Names",
            Self::Malformed { .. } | Self::Newer { .. } | Self::Io { .. } => "Tags",
        }
    }

    /// What the reader can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Malformed { line, backup, .. } => format!(
                "The file is left as it is and nothing is saved to it. {}.",
                remedy(*line, backup.as_deref())
            ),
            Self::Newer { .. } => {
                "The file is left as it is. Use the newer copydesk, or name another file with --tags."
                    .to_owned()
            }
            Self::Io { path, cause } => io_hint(self.what(), Path::new(path), cause.kind()),
            Self::Names(cause) => self.names_hint(cause),
        }
    }

    /// What can be done about it once the program has ended.
    pub fn remedy(&self) -> String {
        let Self::Io { path, cause } = self else { return self.hint() };
        let place = || shown(&mount_point(Path::new(path)));
        match cause.kind() {
            ErrorKind::StorageFull => format!("free space on {} and run it again", place()),
            ErrorKind::QuotaExceeded => {
                format!("your quota on {} is used up: free space and run it again", place())
            }
            ErrorKind::WouldBlock => "run it again when the other program has done".to_owned(),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                let folder = shown(Path::new(path).parent().unwrap_or(Path::new(path)));
                format!("allow writing in {folder}, or name another file with --tags")
            }
            ErrorKind::IsADirectory | ErrorKind::InvalidInput | ErrorKind::NotFound => self.hint(),
            _ => "run it again, or name another file with --tags".to_owned(),
        }
    }

    fn names_hint(&self, cause: &Self) -> String {
        match cause {
            Self::Malformed { line, backup, .. } => format!(
                "The file is left as it is; all else is saved. {}.",
                remedy(*line, backup.as_deref())
            ),
            Self::Io { path, cause } => io_hint(self.what(), Path::new(path), cause.kind()),
            Self::Newer { .. } | Self::Names(_) => cause.hint(),
        }
    }
}

/// What mends a file that cannot be understood.
fn remedy(line: usize, backup: Option<&str>) -> String {
    match backup {
        None => format!("Mend line {line}, or move the file away"),
        Some(copy) => format!("Mend line {line}, or copy the last whole one, {copy}, over it"),
    }
}

fn io_hint(what: &str, path: &Path, kind: ErrorKind) -> String {
    let kept = "They are kept in memory";
    let not_saved = |why: &str, remedy: &str| format!("{what} not saved: {why}. {kept}; {remedy}.");
    let place = || shown(&mount_point(path));
    if matches!(kind, ErrorKind::StorageFull) {
        return not_saved(&format!("no space left on {}", place()), "free space and press S");
    }
    if matches!(kind, ErrorKind::QuotaExceeded) {
        let why = format!("your quota on {} is used up", place());
        return not_saved(&why, "free space and press S");
    }
    if matches!(kind, ErrorKind::WouldBlock) {
        return not_saved("another program holds the file", "press S to try again");
    }
    if matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
        let folder = shown(path.parent().unwrap_or(path));
        return format!(
            "Allow writing in {folder}, or name another file with --tags, then press S."
        );
    }
    if matches!(kind, ErrorKind::IsADirectory | ErrorKind::InvalidInput) {
        return "Move it away, or name another file with --tags.".to_owned();
    }
    if matches!(kind, ErrorKind::NotFound) {
        return "Its folder is gone: bring it back, or name another file with --tags.".to_owned();
    }
    format!(
        "{kept} while the program runs; press S to try again, or name another file with --tags."
    )
}

/// The highest folder on the same device: what a reader calls the disk.
#[cfg(unix)]
fn mount_point(path: &Path) -> std::path::PathBuf {
    use std::os::unix::fs::MetadataExt;
    let device = |p: &Path| std::fs::metadata(p).map(|m| m.dev()).ok();
    let folder = path.parent().and_then(|p| p.canonicalize().ok()).unwrap_or_default();
    let own = device(&folder);
    folder.ancestors().take_while(|p| device(p) == own).last().unwrap_or(&folder).to_owned()
}

#[cfg(not(unix))]
fn mount_point(path: &Path) -> std::path::PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

/// A path as a message may show it.
pub(super) fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}

/// A fault at a place of a text that is not yet known to belong to a file.
#[derive(Debug)]
pub(super) struct Fault {
    pub at: usize,
    pub message: String,
}

impl Fault {
    pub fn at(span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        Self { at: span.map_or(0, |s| s.start), message: message.into() }
    }

    /// Says where in the file it is. Lines and columns count from 1, columns in characters.
    pub fn locate(self, path: &Path, text: &str, backup: Option<String>) -> StoreError {
        let before = (0..=self.at).rev().find_map(|end| text.get(..end)).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        let message = bounded(&self.message);
        StoreError::Malformed { path: shown(path), line, column, message, backup }
    }
}

fn bounded(message: &str) -> String {
    let short: String = message.chars().take(LONGEST_MESSAGE).collect();
    let cut = short.len() < message.len();
    let clean = clean::line(&short);
    clean.lines().collect::<Vec<_>>().join(" ") + if cut { "…" } else { "" }
}
