//! A folder with a tags file and a names file beside it, for the tests of both.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;

use super::{
    super::{Corrections, Edit, Tags},
    Store, StoreError,
};

/// A folder, and the file in it that is tested.
pub struct Desk {
    folder: TempDir,
    tested: &'static str,
}

impl Desk {
    pub fn new(tested: &'static str) -> Self {
        Self { folder: TempDir::new().unwrap(), tested }
    }

    pub fn with(tested: &'static str, text: &str) -> Self {
        let desk = Self::new(tested);
        desk.write(text);
        desk
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self) -> PathBuf {
        self.folder().join(self.tested)
    }

    pub fn tags_file(&self) -> PathBuf {
        self.folder().join("tags.toml")
    }

    pub fn write(&self, text: impl AsRef<[u8]>) {
        self.write_to(&self.file(), text);
    }

    pub fn write_to(&self, file: &Path, text: impl AsRef<[u8]>) {
        assert!(file.starts_with(self.folder()));
        self.write_to_any(file, text);
    }

    #[expect(clippy::unused_self, reason = "one way to write for all tests of a desk")]
    pub fn write_to_any(&self, file: &Path, text: impl AsRef<[u8]>) {
        let mut file = fs::File::create(file).unwrap();
        std::io::Write::write_all(&mut file, text.as_ref()).unwrap();
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    pub fn open(&self) -> (Store, Tags) {
        Store::open(&self.tags_file()).unwrap()
    }

    pub fn tags(&self) -> Tags {
        self.open().1
    }

    /// The corrections; the names file must be sound.
    pub fn corrections(&self) -> Arc<Corrections> {
        let (store, tags) = self.open();
        assert!(store.names_fault().is_none(), "{:?}", store.names_fault());
        tags.corrections
    }

    pub fn save(&self, edits: &[Edit]) -> Tags {
        self.open().0.save(edits).unwrap()
    }

    pub fn fault(&self) -> StoreError {
        Store::open(&self.tags_file()).unwrap_err()
    }

    /// The names of the files in the folder.
    pub fn files(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    }
}
