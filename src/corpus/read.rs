//! Reads one file as an article: regular files only, capped in size, never waiting for a device.

use std::{
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Read},
    path::Path,
    time::SystemTime,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{FileEntry, Peek};
use crate::article::{Article, Diagnostic, encoding, parse};

/// Largest file that is read.
const LARGEST: u64 = 16 << 20;

/// Bytes from which on a file takes long to read and analyse.
const LARGE: u64 = 256 << 10;

/// Whether a file takes so long that others should not wait for it.
pub fn is_large(entry: &FileEntry) -> bool {
    std::fs::metadata(&entry.full).is_ok_and(|m| (LARGE..=LARGEST).contains(&m.len()))
}

/// Reads and parses a file. An error is a row that says why.
pub fn read(entry: &FileEntry) -> Result<Article, Diagnostic> {
    let (bytes, modified) = contents(&entry.full).map_err(|message| problem(entry, &message))?;
    article(entry, &bytes, modified)
}

/// The same, unless the text surely has not the word that is sought.
pub fn read_if(entry: &FileEntry, peek: Option<&Peek>) -> Result<Option<Article>, Diagnostic> {
    let (bytes, modified) = contents(&entry.full).map_err(|message| problem(entry, &message))?;
    if peek.is_some_and(|peek| peek.bytes_lack(&bytes, entry.format)) {
        return Ok(None);
    }
    article(entry, &bytes, modified).map(Some)
}

fn article(entry: &FileEntry, bytes: &[u8], modified: Option<Date>) -> Result<Article, Diagnostic> {
    if let Some(what) = encoding::not_text(bytes) {
        return Err(problem(entry, &format!("not text: {what}")));
    }
    Ok(parse(&entry.path, entry.format, bytes, modified))
}

fn problem(entry: &FileEntry, message: &str) -> Diagnostic {
    Diagnostic::new(&entry.path, message)
}

pub(super) fn contents(path: &Path) -> Result<(Vec<u8>, Option<Date>), String> {
    let failed = |cause: io::Error| format!("not read: {}", reason(&cause));
    let file = open(path).map_err(failed)?;
    // Asked of the open file: the name may have changed hands since it was listed.
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err("not a regular file".to_owned());
    }
    let too_large =
        |size: u64| format!("too large: {} MiB (limit {})", size.div_ceil(1 << 20), LARGEST >> 20);
    if metadata.len() > LARGEST {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > LARGEST {
        return Err(too_large(size));
    }
    Ok((bytes, metadata.modified().ok().and_then(day)))
}

/// Opens for reading, without waiting for the other end of a pipe or taking over a terminal.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | libc::O_CLOEXEC);
    }
    options.open(path)
}

fn day(time: SystemTime) -> Option<Date> {
    Some(Timestamp::try_from(time).ok()?.to_zoned(TimeZone::UTC).date())
}

/// Why a file or folder cannot be used, in the reader's words.
pub fn reason(cause: &io::Error) -> String {
    match cause.kind() {
        ErrorKind::NotFound => "it is no longer there".to_owned(),
        ErrorKind::PermissionDenied => "no permission".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = cause.to_string();
            text.split(" (os error").next().unwrap_or("").to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::article::Format;

    fn entry(folder: &Path, name: &str) -> FileEntry {
        FileEntry { path: name.into(), full: folder.join(name), format: Format::Text }
    }

    /// What reading a file of these bytes says: its text, or why not.
    fn told(write: impl FnOnce(&Path)) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let entry = entry(folder.path(), "a.txt");
        write(&entry.full);
        let outcome = read(&entry);
        outcome.map(|a| a.text.to_string()).map_err(|problem| problem.message.to_string())
    }

    fn bytes(bytes: &[u8]) -> Result<String, String> {
        told(|path| File::create(path).unwrap().write_all(bytes).unwrap())
    }

    #[test]
    fn a_file_is_read_or_says_why_not() {
        assert_eq!(bytes(b"Caf\xc3\xa9"), Ok("Café".to_owned()));
        assert_eq!(bytes(b""), Ok(String::new()));
        assert_eq!(bytes(&[0; 100]), Err("not text: binary data".to_owned()));
        assert_eq!(told(|_| {}), Err("not read: it is no longer there".to_owned()));
        assert_eq!(
            told(|path| std::fs::create_dir(path).unwrap()),
            Err("not a regular file".to_owned())
        );
        let sparse = told(|path| File::create(path).unwrap().set_len(40 << 20).unwrap());
        assert_eq!(sparse, Err("too large: 40 MiB (limit 16)".to_owned()));
    }

    #[test]
    fn what_is_large_and_read_all_the_same_is_known_beforehand() {
        let folder = tempfile::tempdir().unwrap();
        for (size, expected) in
            [(0, false), (LARGE - 1, false), (LARGE, true), (LARGEST, true), (LARGEST + 1, false)]
        {
            let entry = entry(folder.path(), "a.txt");
            File::create(&entry.full).unwrap().set_len(size).unwrap();
            assert_eq!(is_large(&entry), expected, "{size}");
        }
        assert!(!is_large(&entry(folder.path(), "none.txt")));
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_or_device_is_not_waited_for() {
        let socket = told(|path| drop(std::os::unix::net::UnixListener::bind(path).unwrap()));
        assert!(socket.is_err_and(|message| message.starts_with("not read")));
        let zero = told(|path| std::os::unix::fs::symlink("/dev/zero", path).unwrap());
        assert_eq!(zero, Err("not a regular file".to_owned()));
    }

    #[test]
    fn the_day_of_the_last_change_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let entry = entry(folder.path(), "a.txt");
        let file = File::create(&entry.full).unwrap();
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_681_344_000);
        file.set_modified(time).unwrap();
        let article = read(&entry).unwrap();
        assert_eq!(article.modified, Some(jiff::civil::date(2023, 4, 13)));
    }
}
