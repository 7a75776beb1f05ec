//! Breaks paragraphs into rows of at most so many columns, and rows into glyphs.

use std::borrow::Cow;

use super::TextRange;

/// One drawable unit: a grapheme, where it stands and how wide it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'a> {
    pub range: TextRange,
    /// What to draw: the grapheme, or its stand-in ([`super::clean::glyph`]).
    pub text: Cow<'a, str>,
    pub columns: u8,
}

/// The glyphs of a range of cleaned text, in logical order. Line breaks are left out.
pub fn glyphs(text: &str, range: TextRange) -> Vec<Glyph<'_>> {
    let _ = (text, range);
    Vec::new()
}

/// Wraps a range of `text` into rows of at most `columns` columns, at spaces, after hyphens and
/// between CJK characters; a word longer than a row is cut between graphemes. White space at a
/// break belongs to no row. Line breaks in the text always break. At least one row.
pub fn wrap(text: &str, range: TextRange, columns: usize) -> Vec<TextRange> {
    let _ = (text, columns);
    vec![range]
}
