//! Why a desk could not be opened, or how a run ended badly, in the reader's words.

use std::path::PathBuf;

use crate::{
    config::{ConfigError, theme},
    corpus::CorpusError,
    text::{Clean, clean, counted},
};

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    #[error("there are no articles in {folder}{others}")]
    Empty { folder: String, others: String },
    #[error("this needs a terminal, and {0} is none")]
    NoTerminal(&'static str),
    #[error("this terminal (TERM=dumb) cannot show a screen")]
    DumbTerminal,
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Theme(Vec<ConfigError>),
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] std::io::Error),
    #[error("none of the articles could be read")]
    NothingReadable,
    #[error("this is a fault of copydesk ({told}){}", unsaved(*.changes))]
    Fault { told: String, changes: usize, report: Option<PathBuf> },
    #[error("{} not saved: {cause}", counted(*.changes, "change"))]
    Unsaved { changes: usize, cause: Clean },
}

impl OpenError {
    /// The exit status of the program.
    pub fn code(&self) -> u8 {
        match self {
            Self::Empty { .. } => 1,
            Self::Corpus(_) | Self::NoTerminal(_) | Self::DumbTerminal | Self::Terminal(_) => 2,
            Self::Theme(_) => 3,
            Self::NothingReadable => 4,
            Self::Unsaved { .. } => 5,
            Self::Fault { .. } => 101,
        }
    }

    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Corpus(error) => error.hint().to_owned(),
            Self::Empty { .. } => {
                "copydesk reads .txt, .md and .html files; try `copydesk demo`".to_owned()
            }
            Self::NoTerminal(_) | Self::DumbTerminal => {
                "use `copydesk list`, `show`, `tag` and `export` without one".to_owned()
            }
            Self::Fault { report, .. } => clean::line(&noted(&[report.clone()?])).into_owned(),
            Self::Theme(_) => format!("the themes are {}", theme::NAMES.join(", ")),
            Self::Terminal(_) | Self::NothingReadable | Self::Unsaved { .. } => return None,
        })
    }
}

/// Where the reports of faults are, in words.
pub fn noted(reports: &[PathBuf]) -> String {
    let paths: Vec<String> = reports.iter().map(|path| path.display().to_string()).collect();
    let paths = paths.join(", ");
    format!(
        "the fault is told of in {paths}, without any text of articles: please send it to the makers"
    )
}

fn unsaved(changes: usize) -> String {
    if changes == 0 {
        "; everything is saved".to_owned()
    } else {
        format!("; {} not saved", counted(changes, "change"))
    }
}
