//! The input formats: one list, one file each, bytes to `Article`, never failing.

mod frontmatter;
mod html;
mod links;
mod markdown;
mod text;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{
    Article, ArticleId, Diagnostic, Link, Meta, Origin, RawBlock, blocks::BLOCKS, encoding, fields,
};
use crate::text::{Clean, range::head};

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

/// Bytes of decoded text that are read of a file: more than the longest novel. All that is done with a text
/// takes time and memory in proportion.
pub const LONGEST: usize = 4 << 20;

/// The beginning of a text that is longer than [`LONGEST`], to the end of a line where one is near; and
/// what the reader should know of it.
fn beginning(mut text: String) -> (String, Option<String>) {
    if text.len() <= LONGEST {
        return (text, None);
    }
    let of = text.len().div_ceil(1 << 20);
    text.truncate(head(&text, LONGEST).len());
    if let Some(line) = text.rfind('\n').filter(|line| *line + NEAR > text.len()) {
        text.truncate(line);
    }
    (text, Some(format!("only the first {} MiB of {of} are shown", LONGEST >> 20)))
}

/// How near the end of a line is looked for.
const NEAR: usize = 4 << 10;

/// Makes an article of a file's bytes. Never fails: what is odd becomes a diagnostic.
/// `path` is relative to the desk's folder.
pub fn parse(path: &Path, format: Format, bytes: &[u8], modified: Option<Date>) -> Article {
    let (text, cut) = match format {
        Format::Text | Format::Markdown => beginning(encoding::decode(bytes).0),
        // What stands before the text of a page may be long; it has a limit of its own.
        Format::Html => (encoding::decode_html(bytes).0, None),
    };
    let mut parsed = match format {
        Format::Text => text::parse(text),
        Format::Markdown => markdown::parse(&text),
        Format::Html => html::parse(&text),
    };
    parsed.problems.extend(cut);
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
    let Parsed { mut text, mut blocks, mut links, meta, mut problems } = parsed;
    if blocks.len() > BLOCKS {
        blocks.truncate(BLOCKS);
        text.truncate(blocks.last().map_or(0, |block| block.range.end()));
        links.retain(|link| link.at <= text.len());
        problems.push(format!("only the first {BLOCKS} parts are shown"));
    }
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
