//! Notices what happens to files in folders, as the system tells it: nothing is looked at again and
//! again. Where the system cannot tell, nothing is noticed.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notice {
    /// A file was written to its end, came, or went.
    File(PathBuf),
    /// A folder came or went.
    Folder(PathBuf),
    /// More happened than was remembered.
    Missed,
}

/// Which files of a folder matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    All,
    Named(Vec<OsString>),
}

#[cfg(target_os = "linux")]
mod system {
    use std::{
        collections::HashMap,
        ffi::OsStr,
        fs,
        mem::MaybeUninit,
        os::{
            fd::OwnedFd,
            unix::{ffi::OsStrExt as _, fs::MetadataExt as _},
        },
    };

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags},
        io::Errno,
    };

    use super::{Duration, Notice, Path, PathBuf, SystemTime, Which, io};

    /// Some hundreds of notices.
    const BUFFER: usize = 32 << 10;

    /// The folders that are watched.
    pub struct Folders {
        system: OwnedFd,
        buffer: Vec<MaybeUninit<u8>>,
        watched: HashMap<i32, (PathBuf, Which)>,
    }

    impl Folders {
        pub fn open() -> io::Result<Self> {
            let system = inotify::init(CreateFlags::CLOEXEC)?;
            let buffer = vec![MaybeUninit::uninit(); BUFFER];
            Ok(Self { system, buffer, watched: HashMap::new() })
        }

        /// Watches a folder, not those in it; says whether it was not watched before.
        pub fn add(&mut self, folder: &Path, which: Which) -> io::Result<bool> {
            let events = WatchFlags::CREATE
                | WatchFlags::CLOSE_WRITE
                | WatchFlags::MOVED_FROM
                | WatchFlags::MOVED_TO
                | WatchFlags::DELETE
                | WatchFlags::ONLYDIR;
            let watch = inotify::add_watch(&self.system, folder, events)?;
            let Some((path, before)) = self.watched.get_mut(&watch) else {
                self.watched.insert(watch, (folder.to_owned(), which));
                return Ok(true);
            };
            // A folder that was moved keeps its watch.
            let moved = path != folder;
            folder.clone_into(path);
            match (before, which) {
                (Which::Named(names), Which::Named(more)) => names.extend(more),
                (before, Which::All) => *before = Which::All,
                (Which::All, Which::Named(_)) => {}
            }
            Ok(moved)
        }

        /// Waits until something happens, at most so long.
        pub fn wait(&mut self, patience: Option<Duration>) -> io::Result<Vec<Notice>> {
            let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
            let mut ready = [PollFd::new(&self.system, PollFlags::IN)];
            match poll(&mut ready, patience.as_ref()) {
                Ok(0) | Err(Errno::INTR) => return Ok(Vec::new()),
                Ok(_) => {}
                Err(error) => return Err(error.into()),
            }
            let mut notices = Vec::new();
            let mut reader = inotify::Reader::new(&self.system, &mut self.buffer);
            loop {
                let event = reader.next()?;
                let flags = event.events();
                let name = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes()));
                if flags.contains(ReadFlags::QUEUE_OVERFLOW) {
                    notices.push(Notice::Missed);
                } else if flags.contains(ReadFlags::IGNORED) {
                    self.watched.remove(&event.wd());
                } else if let (Some((folder, which)), Some(name)) =
                    (self.watched.get(&event.wd()), name)
                {
                    notices.extend(notice(folder, which, name, flags));
                }
                if reader.is_buffer_empty() {
                    return Ok(notices);
                }
            }
        }
    }

    fn notice(folder: &Path, which: &Which, name: &OsStr, flags: ReadFlags) -> Option<Notice> {
        let path = folder.join(name);
        if let Which::Named(names) = which {
            let named = names.iter().any(|wanted| wanted == name);
            return (named && !flags.contains(ReadFlags::ISDIR)).then_some(Notice::File(path));
        }
        if flags.contains(ReadFlags::ISDIR) {
            return Some(Notice::Folder(path));
        }
        // What was only made is still being written, unless there was nothing to write.
        let begun = flags.contains(ReadFlags::CREATE) && !is_link(&path);
        (!begun).then_some(Notice::File(path))
    }

    fn is_link(path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink() || meta.nlink() > 1)
    }

    /// Whether a file, or its name, is newer than that.
    pub fn is_newer(path: &Path, since: SystemTime) -> bool {
        let since = since.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let since = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        fs::metadata(path).is_ok_and(|meta| meta.ctime() >= since || meta.mtime() >= since)
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Duration, Notice, Path, SystemTime, Which, io};

    pub struct Folders;

    impl Folders {
        pub fn open() -> io::Result<Self> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub fn add(&mut self, _: &Path, _: Which) -> io::Result<bool> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub fn wait(&mut self, _: Option<Duration>) -> io::Result<Vec<Notice>> {
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    pub fn is_newer(_: &Path, _: SystemTime) -> bool {
        false
    }
}

pub(super) use system::{Folders, is_newer};

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{
        fs::{self, File},
        io::Write as _,
    };

    use super::*;

    fn watched(which: Which) -> (tempfile::TempDir, Folders) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut folders = Folders::open().expect("opens");
        assert!(folders.add(folder.path(), which).expect("added"));
        (folder, folders)
    }

    fn told(folders: &mut Folders) -> Vec<Notice> {
        folders.wait(Some(Duration::ZERO)).expect("told")
    }

    #[test]
    fn a_file_is_noticed_when_it_is_whole_and_when_it_goes() {
        let (folder, mut folders) = watched(Which::All);
        let at = |name: &str| folder.path().join(name);
        let mut file = File::create(at("a.txt")).unwrap();
        file.write_all(b"half").unwrap();
        assert_eq!(told(&mut folders), []);
        drop(file);
        assert_eq!(told(&mut folders), [Notice::File(at("a.txt"))]);
        fs::rename(at("a.txt"), at("b.txt")).unwrap();
        let both = [Notice::File(at("a.txt")), Notice::File(at("b.txt"))];
        assert_eq!(told(&mut folders), both);
        fs::hard_link(at("b.txt"), at("c.txt")).unwrap();
        assert_eq!(told(&mut folders), [Notice::File(at("c.txt"))]);
        fs::remove_file(at("b.txt")).unwrap();
        assert_eq!(told(&mut folders), [Notice::File(at("b.txt"))]);
        fs::create_dir(at("sub")).unwrap();
        assert_eq!(told(&mut folders), [Notice::Folder(at("sub"))]);
    }

    #[test]
    fn of_a_folder_beside_only_the_files_named_matter() {
        let (folder, mut folders) = watched(Which::Named(vec!["tags.toml".into()]));
        let at = |name: &str| folder.path().join(name);
        fs::File::create(at("other.toml")).unwrap();
        fs::create_dir(at("sub")).unwrap();
        fs::File::create(at("tags.toml")).unwrap();
        let told = told(&mut folders);
        assert!(!told.is_empty() && told.iter().all(|one| *one == Notice::File(at("tags.toml"))));
        assert!(!folders.add(folder.path(), Which::All).unwrap(), "it is watched already");
    }
}
