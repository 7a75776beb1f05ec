//! The last good version of each day for a week, in the state directory: against our own faults and the
//! reader's. Losing one is a warning and never keeps a decision from being saved.

use std::{
    fs::{self, DirBuilder},
    io::{ErrorKind, Result, Write},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{desk_name, error::shown, file::Contents, news::News};

/// Days kept, of those that have one.
const KEPT: usize = 7;

/// Largest copy that is looked at again.
const LARGEST: u64 = 512 << 20;

/// A copy that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The day before whose first save it was made.
    pub day: Date,
    pub path: PathBuf,
    /// Decisions or corrections in it.
    pub count: usize,
}

/// Where the copies of a desk go.
#[derive(Debug, Clone)]
pub(super) struct Backups {
    folder: PathBuf,
    /// The day that was seen to, whether well or not.
    seen_to: Option<Date>,
}

/// The folder of a desk's copies; it need not exist. The desk is known as its history is.
pub fn backup_folder(state_dir: &Path, desk: &Path) -> PathBuf {
    state_dir.join("backups").join(desk_name(desk))
}

impl Backups {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, seen_to: None }
    }

    /// Whether the day has no copy yet, as far as is known here.
    pub fn is_due(&self) -> bool {
        self.seen_to != Some(today())
    }

    /// Keeps `text`, which is sound, as what there was before the first save of the day.
    pub fn keep(&mut self, kind: &str, text: &str) -> Option<News> {
        if text.is_empty() || !self.is_due() {
            return None;
        }
        let today = today();
        self.seen_to = Some(today);
        let cause = self.keep_of(today, kind, text).err()?;
        Some(News::NoBackup { cause: format!("{}: {cause}", shown(&self.folder)) })
    }

    fn keep_of(&self, today: Date, kind: &str, text: &str) -> Result<()> {
        let path = self.folder.join(format!("{today}.{kind}.toml"));
        if path.exists() {
            return Ok(());
        }
        make_private(&self.folder)?;
        // Temporary files are readable by their owner only, and so these stay.
        let mut builder = tempfile::Builder::new();
        let mut file = builder.prefix(".backup-").suffix(".tmp").tempfile_in(&self.folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(&path) {
            Err(failed) if failed.error.kind() != ErrorKind::AlreadyExists => {
                return Err(failed.error);
            }
            // Another copy of the program was quicker.
            Ok(_) | Err(_) => {}
        }
        for (_, old) in self.days(kind).into_iter().skip(KEPT) {
            let _tried_again_tomorrow = fs::remove_file(old);
        }
        Ok(())
    }

    /// The copies there are, the newest first.
    fn days(&self, kind: &str) -> Vec<(Date, PathBuf)> {
        let ending = format!(".{kind}.toml");
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut days: Vec<(Date, PathBuf)> = entries
            .filter_map(|entry| {
                let name = entry.file_name();
                let day = name.to_str()?.strip_suffix(&ending)?.parse().ok()?;
                Some((day, entry.path()))
            })
            .collect();
        days.sort_by(|a, b| b.cmp(a));
        days
    }

    /// The copies that are whole, the newest first.
    pub fn whole<C: Contents>(&self) -> impl Iterator<Item = Backup> {
        self.days(C::KIND).into_iter().filter_map(|(day, path)| {
            let count = count::<C>(&path)?;
            Some(Backup { day, path, count })
        })
    }

    pub fn newest<C: Contents>(&self) -> Option<Backup> {
        self.whole::<C>().next()
    }
}

fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

fn count<C: Contents>(path: &Path) -> Option<usize> {
    let meta = fs::metadata(path).ok().filter(|meta| meta.is_file() && meta.len() <= LARGEST);
    let text = fs::read_to_string(meta.map(|_| path)?).ok()?;
    C::parse(&text).ok().filter(|_| !text.trim().is_empty()).map(|contents| contents.count())
}

/// Makes a folder, and those above it, that only its owner can look into.
fn make_private(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}
