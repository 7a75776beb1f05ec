//! The tags file and the file of names beside it: loading, and saving so that nothing acknowledged is
//! ever lost.

mod again;
mod backup;
mod document;
mod error;
mod file;
mod frame;
mod lock;
mod names;
mod news;
mod older;
mod section;
mod stamp;
mod write;

#[cfg(test)]
mod again_tests;
#[cfg(test)]
mod saves_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use backup::Backups;
pub use backup::{Backup, backup_folder};
use document::Document;
pub use error::StoreError;
use error::shown;
use file::Kept;
use names::NamesFile;
pub use news::News;
pub(crate) use write::replace;

use super::{Edit, Tags};

/// The tags file and the names file of a desk. Belongs to one thread; other processes may write the
/// same files.
#[derive(Debug)]
pub struct Store {
    tags: Kept<Document>,
    names: Kept<NamesFile>,
    names_fault: Option<Arc<StoreError>>,
    news: Vec<News>,
}

impl Store {
    /// Opens (without creating) a tags file and the names file beside it, and removes what killed
    /// writers left there. A names file that cannot be used is no error: see
    /// [`Store::names_fault`].
    pub fn open(path: &Path) -> Result<(Self, Tags), StoreError> {
        Self::open_at(&Place::named(path), None)
    }

    /// Does the same, and keeps the last good version of each day in a folder ([`backup_folder`]).
    pub fn open_at(place: &Place, backups: Option<PathBuf>) -> Result<(Self, Tags), StoreError> {
        let backups = backups.map(Backups::new);
        let base = place.base.as_deref();
        let mut tags = Kept::new(place.path.clone(), backups.clone());
        tags.open(base)?;
        let mut names = Kept::new(names_path(&place.path), backups);
        let names_fault = names.open(base.map(names_path).as_deref()).err().map(Arc::new);
        let mut store = Self { tags, names, names_fault, news: Vec::new() };
        let tags = store.known()?;
        Ok((store, tags))
    }

    /// Brings home what was decided while the folder could not be written; returns what a reader should
    /// know who begins now.
    pub fn begin(&mut self, place: &Place, tags: &mut Tags) -> Vec<String> {
        let mut told: Vec<String> = match self.take_over(place) {
            Ok(None) => Vec::new(),
            Ok(Some(all)) => {
                *tags = all;
                self.settle().iter().map(News::to_string).collect()
            }
            Err(error) => vec![format!("{error}. {}", error.remedy())],
        };
        told.extend(self.forgotten());
        told
    }

    /// Takes over what was decided while the folder could not be written, and puts that file aside. Returns
    /// what the files say now; `None` where there was nothing.
    fn take_over(&mut self, place: &Place) -> Result<Option<Tags>, StoreError> {
        let Some(left) = &place.left else { return Ok(None) };
        let (_, decided) = Self::open(left)?;
        let tags = self.save(&decided.edits())?;
        for file in [left, &names_path(left)].into_iter().filter(|file| file.exists()) {
            let kept = file.with_extension("toml.taken-over");
            fs::rename(file, &kept).map_err(|cause| StoreError::io(file, cause))?;
            self.news.push(News::TakenOver { kept: shown(&kept) });
        }
        Ok(Some(tags))
    }

    pub fn path(&self) -> &Path {
        self.tags.path()
    }

    pub fn names_path(&self) -> &Path {
        self.names.path()
    }

    /// Why the names file could not be used the last time. There are no corrections then but those
    /// read before, and edits of names are refused until it is mended.
    pub fn names_fault(&self) -> Option<&StoreError> {
        self.names_fault.as_deref()
    }

    /// All that is wrong with the names file, in order, expressions that nothing can match with
    /// included.
    pub fn names_faults(&self) -> Vec<Arc<StoreError>> {
        let found = names::faults(self.names.path());
        if found.is_empty() {
            return self.names_fault.iter().cloned().collect();
        }
        found.into_iter().map(Arc::new).collect()
    }

    /// Whether a save could work now: the folder takes new files, the file is not write-protected.
    pub fn is_writable(&self) -> bool {
        write::is_writable(self.tags.path())
    }

    /// Whether a file looks other than when it was last read or written here.
    pub fn is_changed(&self) -> bool {
        self.tags.is_changed() || self.names.is_changed()
    }

    /// Keeps the backup of the day, which no answer waits for, and says what the reader should know of
    /// the saves since this was called last. To be called after each save.
    pub fn settle(&mut self) -> Vec<News> {
        let kept = [self.tags.back_up(), self.names.back_up()];
        self.news.extend(kept.into_iter().flatten());
        std::mem::take(&mut self.news)
    }

    /// Whether a file that was there is gone or was emptied. What it said is known still.
    pub fn is_lost(&self) -> bool {
        self.tags.is_lost() || self.names.is_lost()
    }

    /// What a reader should know who begins with nothing decided, although there was something.
    fn forgotten(&self) -> Option<String> {
        let Backup { day, path, count } = self.tags.forgotten()?;
        let (file, copy) = (shown(self.path()), shown(&path));
        Some(format!(
            "{file} is missing or empty; the newest copy, of {day}, has {count} decided: {copy}"
        ))
    }

    /// Writes again what is lost.
    pub fn restore(&mut self) -> Result<(), StoreError> {
        for news in [self.tags.restore()?, self.names.restore()?] {
            self.news.extend(news);
        }
        Ok(())
    }

    /// Puts edits into the file that they belong to. Returns what the files now say, edits of others
    /// included. On an error the old file stands whole, and the same edits may be given again;
    /// [`StoreError::Names`] says that all but edits of names are saved.
    pub fn save(&mut self, edits: &[Edit]) -> Result<Tags, StoreError> {
        let (names, tags): (Vec<&Edit>, Vec<&Edit>) =
            edits.iter().partition(|edit| edit.is_of_names());
        let tags_saved = if !tags.is_empty() {
            self.tags.save(&tags).map(|news| self.news.extend(news))
        } else if names.is_empty() {
            self.tags.refresh().map(drop)
        } else {
            // A tags file that has been broken meanwhile does not keep names from being saved.
            self.tags.refresh().map(drop).or(Ok(()))
        };
        let names_saved = if names.is_empty() {
            self.names.refresh().map(drop)
        } else {
            self.names.save(&names).map(|news| self.news.extend(news))
        };
        self.names_fault = names_saved.err().map(Arc::new);
        tags_saved?;
        match &self.names_fault {
            Some(fault) if !names.is_empty() => Err(StoreError::Names(Arc::clone(fault))),
            _ => self.known(),
        }
    }

    fn known(&mut self) -> Result<Tags, StoreError> {
        let corrections = self.names.known().map(|names| Arc::clone(names.corrections()));
        let tags = self.tags.known()?.tags().clone();
        Ok(Tags { corrections: corrections.unwrap_or_default(), ..tags })
    }
}

/// The copies of a desk's tags file and of its names file that are whole, the newest first.
pub fn backups(folder: &Path) -> (Vec<Backup>, Vec<Backup>) {
    let backups = Backups::new(folder.to_owned());
    (backups.whole::<Document>().collect(), backups.whole::<NamesFile>().collect())
}

/// The names file that belongs to a tags file: `entities.toml` beside `tags.toml`,
/// `mine.entities.toml` beside `mine.toml`.
pub fn names_path(tags: &Path) -> PathBuf {
    let name = tags.file_name().unwrap_or_default();
    if name == "tags.toml" {
        return tags.with_file_name("entities.toml");
    }
    let is_toml = tags.extension().is_some_and(|ending| ending == "toml");
    let mut own = tags.file_stem().filter(|_| is_toml).map_or(name, OsStr::new).to_owned();
    own.push(".entities.toml");
    tags.with_file_name(own)
}

/// Where the tags of a desk are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub path: PathBuf,
    /// What decisions begin with as long as that file is not there.
    pub base: Option<PathBuf>,
    /// Whether it is not in the desk's folder, because that cannot be written.
    pub elsewhere: bool,
    /// What was decided while that was so, where the folder can be written again.
    pub left: Option<PathBuf>,
}

impl Place {
    /// A file that the reader has named.
    pub fn named(path: &Path) -> Self {
        Self { path: path.to_owned(), base: None, elsewhere: false, left: None }
    }

    /// The file that the reader has named, else the one of the desk.
    pub fn of(desk: &Path, named: Option<&Path>, data_dir: Option<&Path>) -> Self {
        match (named, data_dir) {
            (Some(path), _) => Self::named(path),
            (None, Some(data_dir)) => locate(desk, data_dir),
            (None, None) => Self::named(&desk.join("tags.toml")),
        }
    }

    /// What a reader should know of it.
    pub fn notice(&self) -> Option<String> {
        let path = shown(&self.path);
        self.elsewhere.then(|| format!("this folder cannot be written: tags are kept in {path}"))
    }
}

/// Where the tags of a desk are kept: `tags.toml` in its folder or, where that cannot be written, a
/// file of its own in the data directory, which begins with what the one in the folder says.
fn locate(desk: &Path, data_dir: &Path) -> Place {
    let beside = desk.join("tags.toml");
    let folder = data_dir.join("desks");
    let own = folder.join(desk_name(desk) + ".toml");
    if write::is_writable(&beside) {
        let left = own.exists() || names_path(&own).exists();
        return Place { left: left.then_some(own), ..Place::named(&beside) };
    }
    // If this fails, saving says why.
    let _made = fs::create_dir_all(&folder);
    Place { path: own, base: Some(beside), elsewhere: true, left: None }
}

/// A file name for a desk that tells a human which, and no two the same.
pub(super) fn desk_name(desk: &Path) -> String {
    let desk = desk.canonicalize().unwrap_or_else(|_| desk.to_owned());
    let name = desk.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).take(40).collect();
    let hash = blake3::hash(desk.as_os_str().as_encoded_bytes()).to_hex();
    format!("{plain}-{}", hash.chars().take(16).collect::<String>())
}
