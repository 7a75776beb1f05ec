//! Files of an older format: understood, and kept when a file of this format takes their place.

use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    io::{ErrorKind, Result, Write},
    path::{Path, PathBuf},
};

use toml_edit::{DocumentMut, Item, Table};

use super::frame::FORMAT;

/// Most files of one older format that are kept beside each other.
const MOST: usize = 100;

/// The number of an older format. A file without a number was written by hand, for this one.
pub(super) fn format_of(root: &Table) -> Option<i64> {
    root.get("format").and_then(Item::as_integer).filter(|format| *format < FORMAT)
}

/// The number of this format in the place of an older one, what stands beside it kept.
pub(super) fn renumber(document: &mut DocumentMut) {
    if let Some(number) = document.get_mut("format").and_then(Item::as_value_mut) {
        let decor = number.decor().clone();
        *number = FORMAT.into();
        *number.decor_mut() = decor;
    }
}

/// Writes `text` to `NAME.format-N` beside `file`, on the disk. Returns that name.
pub(super) fn keep(file: &Path, format: i64, text: &str) -> Result<PathBuf> {
    let mut last = None;
    for number in 1..=MOST {
        let mut name = OsString::from(file.file_name().unwrap_or_default());
        name.push(format!(".format-{format}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        let path = file.with_file_name(name);
        match create(&path, file, text) {
            Ok(()) => return Ok(path),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
                    return Ok(path);
                }
                last = Some(cause);
            }
            Err(cause) => return Err(cause),
        }
    }
    Err(last.unwrap_or_else(|| ErrorKind::AlreadyExists.into()))
}

fn create(path: &Path, like: &Path, text: &str) -> Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = fs::metadata(like)
        .and_then(|meta| file.set_permissions(meta.permissions()))
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all());
    if written.is_err() {
        let _half = fs::remove_file(path);
    }
    written
}
