//! Where the program's own files live; the only user of `directories`.

use std::path::PathBuf;

use directories::{BaseDirs, ProjectDirs};

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "copydesk")
}

/// The reader's own directory: `~`.
pub fn home_dir() -> Option<PathBuf> {
    BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// Settings: `config.toml`.
pub fn config_dir() -> Option<PathBuf> {
    dirs().map(|d| d.config_dir().to_owned())
}

/// The reader's settings, whether the file is there or not.
pub fn config_file() -> Option<PathBuf> {
    config_dir().map(|dir| dir.join("config.toml"))
}

/// Tags of desks whose folder cannot be written.
pub fn data_dir() -> Option<PathBuf> {
    dirs().map(|d| d.data_dir().to_owned())
}

/// Where you were, and history: can be deleted without losing a decision.
pub fn state_dir() -> Option<PathBuf> {
    dirs().map(|d| d.state_dir().unwrap_or_else(|| d.data_local_dir()).to_owned())
}
