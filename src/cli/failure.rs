//! What ends a command early: a message, what to do about it, an exit status.

use std::io;

use super::out::complain;
use crate::{
    config::ConfigError,
    corpus::CorpusError,
    export::ExportError,
    query::QueryError,
    runtime::OpenError,
    tags::store::StoreError,
    text::{clean, width},
};

/// The exit statuses of PRODUCT.md; 0 is success.
pub mod code {
    pub const DONE: u8 = 0;
    pub const NOTHING: u8 = 1;
    pub const USE: u8 = 2;
    pub const FILES: u8 = 3;
    pub const INPUT: u8 = 4;
    pub const OUTPUT: u8 = 5;
}

/// The exit status of a command that ran, or why it could not.
pub type Outcome = Result<u8, Failure>;

#[derive(Debug)]
pub struct Failure {
    pub code: u8,
    /// One line or more; nothing where nobody is left to read it.
    pub message: String,
    pub hint: Option<String>,
}

impl Failure {
    pub fn new(code: u8, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: Some(hint.into()).filter(|h| !h.is_empty()) }
    }

    /// Prints it and gives the exit status.
    pub fn report(&self) -> u8 {
        let mut before = "error: ";
        for line in self.message.lines() {
            complain(&format!("{before}{line}"));
            before = "       ";
        }
        if let Some(hint) = &self.hint {
            complain(&format!("hint: {hint}"));
        }
        self.code
    }

    /// A query with a mark under the place that is wrong.
    pub fn query(text: &str, error: &QueryError) -> Self {
        let before = text.get(..error.at).unwrap_or(text);
        let column = width::columns(&clean::line(before));
        let message = format!("{error}\n  {}\n  {}^", clean::line(text), " ".repeat(column));
        Self::new(code::USE, format!("the query cannot be understood: {message}"), &*error.hint)
    }
}

/// A failed write to standard output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { code: code::DONE, message: String::new(), hint: None };
        }
        let message = format!("the output cannot be written: {error}");
        Self::new(code::OUTPUT, message, "")
    }
}

impl From<CorpusError> for Failure {
    fn from(error: CorpusError) -> Self {
        let code = match error {
            CorpusError::Missing { .. } | CorpusError::Special { .. } => code::USE,
            CorpusError::Unreadable { .. } => code::INPUT,
        };
        Self::new(code, error.to_string(), error.hint())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(code::FILES, error.to_string(), error.remedy())
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::new(code::OUTPUT, error.to_string(), error.hint())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self { code: error.code(), message: error.to_string(), hint: error.hint() }
    }
}

impl From<Vec<ConfigError>> for Failure {
    fn from(errors: Vec<ConfigError>) -> Self {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Self::new(code::FILES, lines.join("\n"), "`copydesk config show` prints every setting")
    }
}
