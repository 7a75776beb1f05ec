//! A part of an article under judgement.

use super::{repeats, signs};
use crate::{
    analysis::words::{count_spaced, is_unspaced},
    article::{BlockKind, RawBlock},
    text::TextRange,
};

/// A heading has at most so many words.
pub const HEADING: usize = 14;
/// Where no spaces are written, a heading has at most so many characters.
pub const WIDE_HEADING: usize = 40;

pub struct Line<'a> {
    pub text: &'a str,
    pub range: TextRange,
    pub kind: BlockKind,
    /// Whether the markup left the kind open, fully or as a paragraph.
    pub open: bool,
    /// Whether the markup said nothing at all.
    pub plain: bool,
    /// Whether the kind is still only what is left over (paragraph or heading).
    pub leftover: bool,
    pub words: usize,
}

impl<'a> Line<'a> {
    pub fn judge(raw: RawBlock, text: &'a str) -> Self {
        let range = raw.range.trimmed(text);
        let line = range.of(text);
        let plain = raw.kind.is_none();
        let open = plain || raw.kind == Some(BlockKind::Paragraph);
        let sign = if open { signs::kind(line) } else { None };
        let words = count_spaced(line).min(200);
        let kind = match (raw.kind, sign) {
            (_, Some(sign)) => sign,
            (Some(kind), None) => kind,
            (None, None) if is_short(line, words) => BlockKind::Heading,
            (None, None) => BlockKind::Paragraph,
        };
        Self { text: line, range, kind, open, plain, leftover: open && sign.is_none(), words }
    }

    pub fn become_kind(&mut self, kind: BlockKind) {
        self.kind = kind;
        self.leftover = false;
    }

    /// Short, not ended like a sentence, and nothing else said of it.
    pub fn is_unended(&self) -> bool {
        self.leftover && self.plain && self.kind == BlockKind::Heading
    }

    /// Left over as a paragraph.
    pub fn is_text(&self) -> bool {
        self.leftover && self.kind == BlockKind::Paragraph
    }

    /// A paragraph of some length.
    pub fn is_long(&self) -> bool {
        let wide = || self.text.chars().take(60).filter(|c| is_unspaced(*c)).count() >= 20;
        self.is_text() && (self.words >= 12 || wide())
    }
}

/// A short line that does not end like a sentence.
fn is_short(line: &str, words: usize) -> bool {
    let spoken = ["Q: ", "A: ", "Q. ", "A. "].iter().any(|who| line.starts_with(who));
    if spoken || signs::is_ended(line) || repeats::is_quoted(line) {
        return false;
    }
    let wide = line.chars().take(WIDE_HEADING * 3).filter(|c| is_unspaced(*c)).count();
    if wide > words * 3 { wide <= WIDE_HEADING } else { words <= HEADING }
}

/// Ranges of neighbours that are all true.
pub fn runs(flags: &[bool]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += flags.get(at..)?.iter().position(|f| *f)?;
        let start = at;
        at += flags.get(at..)?.iter().take_while(|f| **f).count();
        Some(start..at)
    })
}
