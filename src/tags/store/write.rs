//! Replaces a file so that a kill, a full disk or a power cut leaves the old one whole or the new one.

use std::{
    ffi::OsString,
    fs::{self, File, Metadata},
    io::{Error, ErrorKind, Result, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::stamp::Stamp;

const SUFFIX: &str = ".tmp";

/// Links a path may go through before it counts as a loop.
const MOST_LINKS: usize = 40;

/// Signals in a row after which a call has failed.
const MOST_SIGNALS: usize = 100;

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
        match patiently(|| fs::symlink_metadata(&at)) {
            Ok(meta) if meta.is_symlink() => {
                at = folder(&at).join(patiently(|| fs::read_link(&at))?);
            }
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
            Ok(_) | Err(_) => return Ok(at),
        }
    }
    Err(Error::new(ErrorKind::InvalidInput, "its links go round in a circle"))
}

/// Puts `text` in the place of `file` (links resolved), whatever is there, keeping its owner and
/// permissions: temporary file in the same folder, fsync, rename, fsync of the folder.
pub(crate) fn replace(file: &Path, text: &str) -> Result<()> {
    let temporary = filled(file, text)?;
    patiently(|| fs::rename(temporary.path(), file))?;
    // The name is no longer ours to remove.
    let _moved = temporary.into_temp_path().keep();
    sync_folder(folder(file))
}

/// Does the same where the file is still the one that was read. Returns its looks now; `None`, and
/// the file as it is, where somebody who knows no lock has changed it meanwhile.
pub(super) fn replace_read(file: &Path, text: &str, read: Option<Stamp>) -> Result<Option<Stamp>> {
    let temporary = filled(file, text)?;
    let looks = Stamp::of(&temporary.as_file().metadata()?)?;
    let placed = match read {
        None => place_new(temporary, file)?,
        Some(read) => exchange(temporary, file, read)?,
    };
    Ok(placed.then_some(looks))
}

/// Gives the file a name that nothing has; says whether that was so.
fn place_new(temporary: NamedTempFile, file: &Path) -> Result<bool> {
    match temporary.persist_noclobber(file) {
        Ok(_) => sync_folder(folder(file)).map(|()| true),
        Err(failed) if failed.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(failed) => Err(failed.error),
    }
}

/// Lets new and old change names, looks whether the old one is what was read, and only then removes
/// it: whatever was written into its place meanwhile is under the other name, and comes back.
#[cfg(target_os = "linux")]
fn exchange(temporary: NamedTempFile, file: &Path, read: Stamp) -> Result<bool> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };
    let swap = || renameat_with(CWD, temporary.path(), CWD, file, RenameFlags::EXCHANGE);
    match patiently(|| swap().map_err(Error::from)) {
        Ok(()) => {}
        Err(cause) if Errno::from_io_error(&cause) == Some(Errno::NOENT) => return Ok(false),
        Err(cause) if can_exchange(&cause) => return Err(cause),
        Err(_) => return rename(temporary, file, read),
    }
    let is_read = || Ok::<_, Error>(Stamp::at(temporary.path())? == Some(read));
    // Whoever had the old one open and writes to it does so before the folder is on the disk.
    let placed = is_read().and_then(|same| {
        let synced = if same { sync_folder(folder(file)) } else { Ok(()) };
        Ok(is_read()?.then_some(synced))
    });
    if let Ok(Some(synced)) = placed {
        return synced.map(|()| true);
    }
    if let Err(cause) = patiently(|| swap().map_err(Error::from)) {
        // Rather litter than somebody's words.
        let _kept = temporary.into_temp_path().keep();
        return Err(cause);
    }
    placed.map(|_| false)
}

/// Whether a failure to exchange two names is one of the disk, not of a system that knows no exchange.
#[cfg(target_os = "linux")]
fn can_exchange(cause: &Error) -> bool {
    use rustix::io::Errno;
    !matches!(
        Errno::from_io_error(cause),
        Some(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::NOTTY)
    )
}

#[cfg(not(target_os = "linux"))]
fn exchange(temporary: NamedTempFile, file: &Path, read: Stamp) -> Result<bool> {
    rename(temporary, file, read)
}

fn rename(temporary: NamedTempFile, file: &Path, read: Stamp) -> Result<bool> {
    if Stamp::at(file)? != Some(read) {
        return Ok(false);
    }
    temporary.persist(file).map_err(|failed| failed.error)?;
    sync_folder(folder(file)).map(|()| true)
}

/// A temporary file with this text, on the disk, that may be read by whoever may read `file`.
fn filled(file: &Path, text: &str) -> Result<NamedTempFile> {
    let mut temporary = temporary(file)?;
    if let Ok(old) = patiently(|| fs::metadata(file)) {
        keep_owner(&temporary, &old);
        // Before a word is in it: it may hold what others must not read.
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Gives a file the owner and group of the one it is to replace, as far as that is allowed.
#[cfg(unix)]
fn keep_owner(file: &NamedTempFile, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(new) = file.as_file().metadata() else { return };
    if new.gid() != old.gid() {
        let _if_allowed = fchown(file.as_file(), None, Some(old.gid()));
    }
    if new.uid() != old.uid() {
        let _if_allowed = fchown(file.as_file(), Some(old.uid()), None);
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &NamedTempFile, _old: &Metadata) {}

/// Tries again where a signal came between: not every call is begun again by the library.
pub(super) fn patiently<T>(mut call: impl FnMut() -> Result<T>) -> Result<T> {
    for _ in 0..MOST_SIGNALS {
        match call() {
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
    call()
}

fn temporary(file: &Path) -> Result<NamedTempFile> {
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
