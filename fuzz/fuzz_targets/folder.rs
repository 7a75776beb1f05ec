//! A folder with one file in it, for targets that need files.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use tempfile::TempDir;

/// In memory where possible: a disk would be waited for at each save.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    folder.expect("a folder for files")
});

/// A file of this name and these bytes, and nothing beside it.
pub fn with(name: &str, data: &[u8]) -> PathBuf {
    for entry in fs::read_dir(FOLDER.path()).expect("our folder").flatten() {
        fs::remove_file(entry.path()).expect("our file");
    }
    let file = FOLDER.path().join(name);
    fs::write(&file, data).expect("room for a small file");
    file
}
