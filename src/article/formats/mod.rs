//! The input formats: one list, one file each, bytes to `Article`, never failing.

mod frontmatter;
mod html;
mod links;
mod markdown;
mod text;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Article, ArticleId, Diagnostic, Link, Meta, Origin, RawBlock, encoding, fields};
use crate::text::Clean;

/// A kind of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Text,
    Markdown,
    Html,
}

impl Format {
    /// The format of a file by its name; `None` for kinds that are counted, not read.
    pub fn of(path: &Path) -> Option<Self> {
        Self::of_ending(path.extension()?.to_str()?)
    }

    /// The format that goes with the ending of a name (without the dot).
    pub fn of_ending(ending: &str) -> Option<Self> {
        let is = |endings: &[&str]| endings.iter().any(|e| ending.eq_ignore_ascii_case(e));
        if is(&["txt", "text"]) {
            Some(Self::Text)
        } else if is(&["md", "markdown"]) {
            Some(Self::Markdown)
        } else if is(&["html", "htm", "xhtml"]) {
            Some(Self::Html)
        } else {
            None
        }
    }
}

/// What a format makes of a file's text.
#[derive(Debug, Default)]
struct Parsed {
    text: String,
    blocks: Vec<RawBlock>,
    /// As the markup has them.
    links: Vec<Link>,
    meta: Meta,
    /// For the reader, each one line.
    problems: Vec<String>,
}

/// Makes an article of a file's bytes. Never fails: what is odd becomes a diagnostic.
/// `path` is relative to the desk's folder.
pub fn parse(path: &Path, format: Format, bytes: &[u8], modified: Option<Date>) -> Article {
    let parsed = match format {
        Format::Text => text::parse(encoding::decode(bytes).0),
        Format::Markdown => markdown::parse(&encoding::decode(bytes).0),
        Format::Html => html::parse(&encoding::decode_html(bytes).0),
    };
    article(parsed, Some(path), format, modified)
}

/// Makes an article of a plain text that came without a file (a JSON line on standard input).
pub fn from_record(text: &str, title: Option<&str>, date: Option<Date>) -> Article {
    let mut parsed = text::parse(text.to_owned());
    parsed.meta.title =
        fields::found(title.and_then(|title| fields::line(title, fields::TITLE)), Origin::Record);
    parsed.meta.date = fields::found(date, Origin::Record);
    article(parsed, None, Format::Text, None)
}

fn article(parsed: Parsed, path: Option<&Path>, format: Format, modified: Option<Date>) -> Article {
    let Parsed { text, blocks, links, meta, problems } = parsed;
    let place = path.map_or_else(PathBuf::new, Path::to_owned);
    let diagnostic = |message: String| Diagnostic::new(&place, message);
    Article {
        id: ArticleId::of(&text),
        path: path.map(Path::to_owned),
        format,
        blocks,
        links: links::whole(links, meta.url.as_ref().map(|url| url.value.as_str())),
        // The formats have cleaned it: this changes nothing, and nothing can be forgotten.
        text: Clean::text(text),
        meta,
        modified,
        diagnostics: problems.into_iter().map(diagnostic).collect(),
    }
}

#[cfg(test)]
mod tests;
