//! Looks around a place in a text, never farther than a bounded window.

use super::{lists::is_bullet, marks::is_opener};
use crate::text::TextRange;

/// Bytes looked at on either side of a mark; longer words are no abbreviations.
pub const WINDOW: usize = 48;

pub fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub fn skip(text: &str, mut at: usize, what: impl Fn(char) -> bool) -> usize {
    while let Some(c) = char_at(text, at).filter(|c| what(*c)) {
        at += c.len_utf8();
    }
    at
}

/// Goes past reference marks after a stop: `ended.[1][2]`, `ended. [3]`.
pub fn skip_note(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        let open = end + usize::from(bytes.get(end) == Some(&b' '));
        let digits = bytes.iter().skip(open + 1).take(4).take_while(|b| b.is_ascii_digit()).count();
        let closed = bytes.get(open + 1 + digits) == Some(&b']');
        if bytes.get(open) != Some(&b'[') || digits == 0 || !closed {
            return end;
        }
        end = open + digits + 2;
    }
}

/// The word that ends at `at` and begins after `start`, at most [`WINDOW`] bytes of it.
pub fn word_before(text: &str, start: usize, at: usize) -> &str {
    let head = TextRange::new(start, at).of(text);
    let mut from = at;
    let mut chars = head.char_indices().rev().peekable();
    while let Some((place, c)) = chars.next() {
        let inside = chars.peek().is_some_and(|(_, before)| before.is_alphanumeric());
        let apostrophe = matches!(c, '\'' | '’') && inside;
        let opener = is_opener(c) && !apostrophe || is_bullet(c);
        if c.is_whitespace() || opener || at - start - place > WINDOW {
            break;
        }
        from = start + place;
    }
    TextRange::new(from, at).of(text)
}
