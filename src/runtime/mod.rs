//! The edge: where the program meets the terminal, the clock and the disk.

use std::path::PathBuf;

use crate::config::Config;

/// What the screen is opened with.
#[derive(Debug)]
pub struct Options {
    pub inputs: Vec<PathBuf>,
    /// `--tags`; else the desk's own.
    pub tags: Option<PathBuf>,
    pub config: Config,
    /// `--theme`; else the config's.
    pub theme: Option<String>,
    /// The view at the start.
    pub query: Option<crate::query::Query>,
    pub read_only: bool,
    /// The demo's scratch copy, removed at the end.
    pub keep: Option<tempfile::TempDir>,
}

/// Why the screen cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("this is no terminal")]
    NoTerminal,
}

impl OpenError {
    /// The exit status.
    pub fn code(&self) -> u8 {
        2
    }

    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        Some("for pipes and files there are `copydesk list`, `show`, `export`, `annotate`".into())
    }
}

/// Opens the screen and returns when the reader quits.
pub fn open(options: Options) -> Result<(), OpenError> {
    drop(options);
    Err(OpenError::NoTerminal)
}
