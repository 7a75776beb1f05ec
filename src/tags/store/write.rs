//! Replaces a file so that a kill, a full disk or a power cut leaves the old one whole or the new one.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{Error, ErrorKind, Result, Write},
    path::{Path, PathBuf},
};

const SUFFIX: &str = ".tmp";

/// Links a path may go through before it counts as a loop.
const MOST_LINKS: usize = 40;

/// `.NAME.ENDING`, hidden and never taken for an article.
pub(super) fn hidden_name(file: &Path, ending: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".");
    name.push(ending);
    name
}

/// The folder of a file; `.` for a bare name.
pub(super) fn folder(file: &Path) -> &Path {
    file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file that is meant, links followed, also where it does not exist yet.
pub(super) fn resolve(path: &Path) -> Result<PathBuf> {
    let mut at = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&at) {
            Ok(meta) if meta.is_symlink() => at = folder(&at).join(fs::read_link(&at)?),
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
            Ok(_) | Err(_) => return Ok(at),
        }
    }
    Err(Error::new(ErrorKind::InvalidInput, "its links go round in a circle"))
}

/// Puts `text` in the place of `file` (links resolved), keeping its permissions: temporary file in
/// the same folder, fsync, rename, fsync of the folder.
pub(crate) fn replace(file: &Path, text: &str) -> Result<()> {
    let mut temporary = temporary(file)?;
    temporary.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(file) {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(file).map_err(|failed| failed.error)?;
    sync_folder(folder(file))
}

fn temporary(file: &Path) -> Result<tempfile::NamedTempFile> {
    let mut prefix = OsString::from(".");
    prefix.push(file.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any file the reader makes: less what the umask takes away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(file))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<()> {
    Ok(())
}

/// Removes what killed writers left beside `file`. Only under the lock: else a living writer's file
/// would go.
pub(super) fn sweep(file: &Path) {
    let Some(name) = file.file_name().and_then(|n| n.to_str()) else { return };
    let Ok(entries) = fs::read_dir(folder(file)) else { return };
    let prefix = format!(".{name}.");
    for entry in entries.flatten() {
        let found = entry.file_name();
        let Some(rest) = found.to_str().and_then(|f| f.strip_prefix(&prefix)) else { continue };
        if rest.strip_suffix(SUFFIX).is_some_and(|random| !random.contains('.')) {
            let _gone = fs::remove_file(entry.path());
        }
    }
}

/// Whether something can be written beside `file`, and the file itself be replaced.
pub(super) fn is_writable(file: &Path) -> bool {
    let Ok(file) = resolve(file) else { return false };
    let locked = fs::metadata(&file).is_ok_and(|meta| meta.permissions().readonly());
    !locked && temporary(&file).is_ok()
}
