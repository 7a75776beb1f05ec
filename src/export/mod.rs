//! Writes tagged articles in the formats that others read: one list of formats, one file each.

mod annotate;
mod bibtex;
mod brief;
pub mod csv;
mod file;
mod gather;
mod html;
mod jsonl;
mod markdown;
mod paths;
pub mod plain;
mod record;
#[cfg(test)]
mod sample;

use std::io::{self, Write};

pub use annotate::{Wanted, annotate};
pub use file::{ExportError, write_file};
pub use gather::{FAULT, Step, gather, in_order, learn, sift};
use jiff::civil::Date;
pub use record::{FIELDS, Value};

use crate::{
    analysis::{Analysis, EntityKind, actors, summary::Length},
    article::{Article, ArticleId, Found},
    tags::Decision,
    text::Clean,
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
    pub author: Option<String>,
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
        let found =
            |field: &Option<Found<Clean>>| field.as_ref().map(|found| found.value.to_string());
        let meta = &analysis.meta;
        Self {
            id: article.id,
            path: article.path.as_ref().map(|p| slashed(p)).unwrap_or_default(),
            title: found(&meta.title).unwrap_or_default(),
            date: meta.date.as_ref().map(|found| found.value),
            guessed_date: analysis.own_date().is_none(),
            source: found(&meta.source),
            author: found(&meta.author),
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
    Html,
    Bibtex,
    Paths,
}

impl Format {
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Jsonl, Self::Markdown, Self::Html, Self::Bibtex, Self::Paths];

    /// The name on the command line; its first letter is the key in the reader.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Bibtex => "bibtex",
            Self::Paths => "txt",
        }
    }

    /// The ending of the file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            other => other.name(),
        }
    }

    /// What it is good for, in a few words.
    pub fn help(self) -> &'static str {
        match self {
            Self::Csv => "a table for spreadsheets",
            Self::Jsonl => "one JSON object a line",
            Self::Markdown => "a brief, grouped by tag",
            Self::Html => "the brief as a web page",
            Self::Bibtex => "entries for citing",
            Self::Paths => "the paths, one a line",
        }
    }

    /// The format that a file with this ending has.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = match ending.to_ascii_lowercase().as_str() {
            "htm" => "html".to_owned(),
            "markdown" => "md".to_owned(),
            "ndjson" => "jsonl".to_owned(),
            other => other.to_owned(),
        };
        Self::ALL.into_iter().find(|format| format.ending() == ending || format.name() == ending)
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
        Format::Html => html::write(articles, out),
        Format::Bibtex => bibtex::write(articles, out),
        Format::Paths => paths::write(articles, options.nul, out),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_format_has_a_letter_and_an_ending_of_its_own() {
        let all = Format::ALL.into_iter();
        let letters: BTreeSet<_> = all.clone().filter_map(|f| f.name().chars().next()).collect();
        assert_eq!(letters.len(), Format::ALL.len());
        assert!(all.clone().all(|f| Format::of_ending(f.ending()) == Some(f)));
        assert!(all.clone().all(|f| Format::of_ending(f.name()) == Some(f)));
        assert_eq!(Format::of_ending("HTM"), Some(Format::Html));
        assert_eq!(Format::of_ending("doc"), None);
    }
}
