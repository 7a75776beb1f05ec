//! Writes a file whole or not at all, and never over another one unasked.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{path} is there already")]
    Exists { path: String },
    #[error("{path} cannot be written: {cause}")]
    Io { path: String, cause: io::Error },
}

impl ExportError {
    /// What the reader can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Exists { .. } => "choose another name, or force it (`--force`)".to_owned(),
            Self::Io { cause, .. } => match cause.kind() {
                io::ErrorKind::NotFound => "make the folder first".to_owned(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "free space, or write to another disk".to_owned()
                }
                _ => "choose a file in a folder that can be written".to_owned(),
            },
        }
    }
}

/// Lets `write` fill a temporary file in the same folder, which then takes the name `path`. Where
/// something fails, `path` is as it was. A device or pipe is written to directly.
pub fn write_file(
    path: &Path,
    force: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), ExportError> {
    let shown = || path.display().to_string();
    let io = |cause| ExportError::Io { path: shown(), cause };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(io(io::ErrorKind::IsADirectory.into())),
        Ok(there) if !there.is_file() => OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|f| fill(f, write))
            .map(drop)
            .map_err(io),
        Ok(_) if !force => Err(ExportError::Exists { path: shown() }),
        Ok(there) => replace(path, Some(there.permissions()), write).map_err(io),
        Err(_) => {
            let file = whole(path, write).map_err(io)?;
            let kept = if force { file.persist(path) } else { file.persist_noclobber(path) };
            kept.map_err(|failed| match failed.error.kind() {
                io::ErrorKind::AlreadyExists => ExportError::Exists { path: shown() },
                _ => io(failed.error),
            })?;
            sync_folder(path).map_err(io)
        }
    }
}

/// Puts a new file in the place of an old one, keeping its permissions and the link to it.
fn replace(
    path: &Path,
    permissions: Option<fs::Permissions>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    let file = whole(&target, write)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(&target).map_err(|failed| failed.error)?;
    sync_folder(&target)
}

/// Has the new name outlast a power cut.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn fill<F: Write>(file: F, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<F> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)
}

/// A complete temporary file beside `path`, on the disk.
fn whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".copydesk-").suffix(".tmp");
    // Temporary files are private; an export is an ordinary file, so the umask decides.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder(path)).map_err(unnamed)?;
    fill::<&mut File>(file.as_file_mut(), write)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The cause without the name of the temporary file, which `tempfile` adds and nobody knows.
fn unnamed(error: io::Error) -> io::Error {
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((cause, _)) => io::Error::new(error.kind(), cause),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_is_there_stays_unless_forced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write_file(&path, false, |out| out.write_all(b"one")).unwrap();
        let refused = write_file(&path, false, |out| out.write_all(b"two"));
        assert!(matches!(refused, Err(ExportError::Exists { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write_file(&path, true, |out| out.write_all(b"two")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_litter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write_file(&path, false, |out| out.write_all(b"one")).unwrap();
        for force in [false, true] {
            let failed = write_file(&path, force, |out| {
                out.write_all(b"half")?;
                Err(io::Error::other("full"))
            });
            assert!(failed.is_err());
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(names(folder.path()), ["a.csv"]);
        assert!(write_file(folder.path(), true, |_| Ok(())).is_err());
        assert!(write_file(&folder.path().join("no/a.csv"), true, |_| Ok(())).is_err());
    }

    #[test]
    fn an_error_names_the_file_that_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        write_file(&file, false, |out| out.write_all(b"one")).unwrap();
        for path in [folder.path().join("no/b.csv"), file.join("b.csv")] {
            let error = write_file(&path, false, |_| Ok(())).unwrap_err().to_string();
            let named = format!("{} cannot be written: ", path.display());
            assert!(error.starts_with(&named) && !error.contains(".copydesk-"), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_stays_unless_forced() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("b");
        std::os::unix::fs::symlink(folder.path().join("a"), &link).unwrap();
        let refused = write_file(&link, false, |_| Ok(()));
        assert!(matches!(refused, Err(ExportError::Exists { .. })));
        assert_eq!(names(folder.path()), ["b"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_device_is_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        write_file(&file, false, |out| out.write_all(b"one")).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_file(&link, true, |out| out.write_all(b"two")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        write_file(Path::new("/dev/null"), false, |out| out.write_all(b"gone")).unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
