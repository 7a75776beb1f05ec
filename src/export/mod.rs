//! Writes tagged articles in the formats that others read: one list of formats, one file each.

mod annotate;
pub mod csv;
mod file;
mod gather;
mod jsonl;
mod markdown;
mod paths;
pub mod plain;
mod record;

use std::io::{self, Write};

pub use annotate::{Wanted, annotate};
pub use file::{ExportError, write_file};
pub use gather::{FAULT, Step, gather, in_order, learn, sift};
use jiff::civil::Date;
pub use record::{FIELDS, Value};

use crate::{
    analysis::{Analysis, EntityKind, actors, summary::Length},
    article::{Article, ArticleId},
    tags::Decision,
};

/// All that an exporter may see of an article.
#[derive(Debug, Clone)]
pub struct TaggedArticle {
    pub id: ArticleId,
    /// Relative to the desk's folder, `/` between its parts.
    pub path: String,
    pub title: String,
    pub date: Option<Date>,
    /// Whether the date is only the file's, or a day that the text mentions: it orders a list and is not
    /// exported.
    pub guessed_date: bool,
    pub source: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub words: u32,
    pub decision: Decision,
    pub persons: Vec<String>,
    pub organizations: Vec<String>,
    pub places: Vec<String>,
    /// The sentences of the summary, in the order of the text.
    pub summary: Vec<String>,
}

impl TaggedArticle {
    /// The date that the article states of itself.
    pub fn own_date(&self) -> Option<Date> {
        self.date.filter(|_| !self.guessed_date)
    }

    /// Gathers what an exporter sees; the weightiest names come first.
    pub fn new(
        article: &Article,
        analysis: &Analysis,
        decision: Option<&Decision>,
        length: Length,
    ) -> Self {
        let weights = actors::weights(&article.text, analysis);
        let names = |kinds: &[EntityKind]| {
            actors::by_weight(analysis, &weights, kinds)
                .into_iter()
                .filter_map(|at| analysis.entities.get(at as usize))
                .map(|e| e.name.clone())
                .collect()
        };
        let found = |field: &Option<crate::article::Found<String>>| {
            field.as_ref().map(|found| found.value.clone())
        };
        let meta = &analysis.meta;
        Self {
            id: article.id,
            path: article.path.as_ref().map(|p| slashed(p)).unwrap_or_default(),
            title: found(&meta.title).unwrap_or_default(),
            date: meta.date.as_ref().map(|found| found.value),
            guessed_date: analysis.own_date().is_none(),
            source: found(&meta.source),
            url: found(&meta.url),
            language: found(&meta.language),
            words: analysis.words,
            decision: decision.cloned().unwrap_or_default(),
            persons: names(&[EntityKind::Person]),
            organizations: names(&[EntityKind::Organization]),
            places: names(&[EntityKind::Place, EntityKind::Facility]),
            summary: analysis
                .summary(length)
                .into_iter()
                .filter_map(|pick| analysis.sentences.get(pick.sentence as usize))
                .map(|s| s.range.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" "))
                .collect(),
        }
    }
}

/// A path as it is written into files: `/` between its parts on every system.
pub fn slashed(path: &std::path::Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// An export format; the order is that of help and completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Csv,
    Jsonl,
    Markdown,
    Paths,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Csv, Self::Jsonl, Self::Markdown, Self::Paths];

    /// The name on the command line, which is also the ending of the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Markdown => "md",
            Self::Paths => "txt",
        }
    }

    /// What it is good for, in a few words.
    pub fn help(self) -> &'static str {
        match self {
            Self::Csv => "a table for spreadsheets",
            Self::Jsonl => "one JSON object a line",
            Self::Markdown => "a brief, grouped by tag",
            Self::Paths => "the paths, one a line",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What can be chosen about an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// A byte order mark first, for spreadsheets that take a table without one for a legacy
    /// encoding (csv).
    pub bom: bool,
    /// A NUL after each path instead of a line feed (txt).
    pub nul: bool,
}

/// Writes the articles in the order given.
pub fn write(format: Format, articles: &[TaggedArticle], out: &mut dyn Write) -> io::Result<()> {
    write_with(format, Options::default(), articles, out)
}

/// Writes the articles in the order given, with a choice of options.
pub fn write_with(
    format: Format,
    options: Options,
    articles: &[TaggedArticle],
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Csv => csv::write(articles, options.bom, out),
        Format::Jsonl => jsonl::write(articles, out),
        Format::Markdown => markdown::write(articles, out),
        Format::Paths => paths::write(articles, options.nul, out),
    }
}

/// An invented article, for the tests of every format.
#[cfg(test)]
fn sample(title: &str) -> TaggedArticle {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    TaggedArticle {
        id: ArticleId::of(title),
        path: "2031/strike.txt".to_owned(),
        title: title.to_owned(),
        date: Some(jiff::civil::date(2031, 4, 13)),
        guessed_date: false,
        source: Some("Lake Courier".to_owned()),
        url: Some("https://courier.example/a?b=(1)&copy;=2".to_owned()),
        language: Some("en".to_owned()),
        words: 412,
        decision: Decision {
            tags: ["harbour".to_owned(), "strike".to_owned()].into(),
            state: crate::tags::State::Done,
            star: true,
            note: Some("check the date\n=of the video".to_owned()),
            decided: "2031-04-14T08:00:00Z".parse().ok(),
        },
        persons: list(&["Idra Solm", "King; Queen \\ Co"]),
        organizations: list(&[]),
        places: list(&["Velmora"]),
        summary: list(&["Dockers stopped all cranes.", "Talks go on; \"soon\", they say."]),
    }
}
