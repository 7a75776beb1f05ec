//! The input formats: one list, one file each, bytes to `Article`, never failing.

use std::path::Path;

use jiff::civil::Date;

use super::{Article, ArticleId, Meta};

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
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }
}

/// Makes an article of a file's bytes. Never fails: what is odd becomes a diagnostic.
/// `path` is relative to the desk's folder.
pub fn parse(path: &Path, format: Format, bytes: &[u8], modified: Option<Date>) -> Article {
    let (text, _) = super::encoding::decode(bytes);
    Article {
        id: ArticleId::of(&text),
        path: Some(path.to_owned()),
        format,
        blocks: Vec::new(),
        text,
        meta: Meta::default(),
        modified,
        diagnostics: Vec::new(),
    }
}

/// Makes an article of a plain text that came without a file (a JSON line on standard input).
pub fn from_record(text: &str, title: Option<&str>, date: Option<Date>) -> Article {
    let _ = (title, date);
    parse(Path::new(""), Format::Text, text.as_bytes(), None)
}
