//! One news item as it was read: its text, what its markup says of its parts, its metadata.

mod blocks;
pub mod encoding;
mod fields;
pub mod formats;
mod id;

use std::path::PathBuf;

pub use formats::{Format, parse};
pub use id::ArticleId;
use jiff::civil::Date;
use serde::Serialize;

use crate::text::{Clean, TextRange};

/// An article, immutable once read. Ranges of everything derived from it are byte offsets into
/// `text`, at character boundaries.
#[derive(Debug, Clone)]
pub struct Article {
    /// Hash of the normalised text: identity.
    pub id: ArticleId,
    /// Where it came from, relative to the desk's folder; `None` for standard input.
    pub path: Option<PathBuf>,
    pub format: Format,
    /// The text, without control characters other than line feeds.
    pub text: Clean,
    /// Lines or elements in the order of the text, not overlapping; every other character of
    /// `text` is white space.
    pub blocks: Vec<RawBlock>,
    /// In the order of the text; addresses that stand in the text itself are no links.
    pub links: Vec<Link>,
    /// What the file itself states (front matter, HTML meta, JSON-LD); [`crate::analysis`] fills in
    /// what the text and the file system tell.
    pub meta: Meta,
    /// Date of the last change of the file, where known.
    pub modified: Option<Date>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A link of the markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it leads to: http or https, whole, cleaned.
    pub address: String,
    /// What it stands on, on one line; may be empty.
    pub words: String,
    /// About where it stands in the text, in bytes: the start of its element.
    pub at: usize,
}

/// A line or element, with its kind where the markup says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawBlock {
    pub range: TextRange,
    /// `None`: to be judged by the words and the neighbours.
    pub kind: Option<BlockKind>,
}

/// What a part of an article is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    Heading,
    Paragraph,
    PullQuote,
    QuoteAttribution,
    Embed,
    EmbedAttribution,
    Byline,
    Dateline,
    Caption,
    ListItem,
    Boilerplate,
}

impl BlockKind {
    /// The name in `annotate`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::PullQuote => "pull_quote",
            Self::QuoteAttribution => "quote_attribution",
            Self::Embed => "embed",
            Self::EmbedAttribution => "embed_attribution",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Caption => "caption",
            Self::ListItem => "list_item",
            Self::Boilerplate => "boilerplate",
        }
    }

    /// Whether the text pane shows this part folded at first.
    pub fn is_folded(self) -> bool {
        match self {
            Self::PullQuote
            | Self::QuoteAttribution
            | Self::Embed
            | Self::EmbedAttribution
            | Self::Boilerplate => true,
            Self::Heading
            | Self::Paragraph
            | Self::Byline
            | Self::Dateline
            | Self::Caption
            | Self::ListItem => false,
        }
    }
}

/// Where a piece of metadata was found, from the most to the least trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    FrontMatter,
    JsonLd,
    Html,
    /// A field of the input record (JSON lines on standard input).
    Record,
    Text,
    FileName,
    FileSystem,
}

impl Origin {
    /// A word for the side pane: `(from the text)`.
    pub fn label(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::JsonLd => "JSON-LD",
            Self::Html => "HTML",
            Self::Record => "record",
            Self::Text => "text",
            Self::FileName => "file name",
            Self::FileSystem => "file date",
        }
    }
}

/// A value and where it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found<T> {
    pub value: T,
    pub origin: Origin,
}

/// What is known of an article besides its text. Strings are one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    pub title: Option<Found<Clean>>,
    pub date: Option<Found<Date>>,
    pub source: Option<Found<Clean>>,
    pub author: Option<Found<Clean>>,
    /// `http` or `https` only.
    pub url: Option<Found<Clean>>,
    /// ISO 639-1 code.
    pub language: Option<Found<Clean>>,
}

/// Something wrong with one input: never fatal, shown as a row or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub path: PathBuf,
    pub range: Option<TextRange>,
    /// For the reader: what is wrong and what it means, one line.
    pub message: Clean,
}

impl Diagnostic {
    /// Of an input as a whole.
    pub fn new(path: impl Into<PathBuf>, message: impl AsRef<str>) -> Self {
        Self { path: path.into(), range: None, message: Clean::line(message) }
    }
}
