//! A line of input with a cursor, as every prompt has it.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    config::{Key, key::Code},
    text::{TextRange, clean},
};

/// Text being typed. The cursor stands at a grapheme boundary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize,
}

/// Bytes that a prompt takes at most; a paste can be anything.
const LONGEST: usize = 4000;

impl Input {
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn before_cursor(&self) -> &str {
        TextRange::new(0, self.cursor).of(&self.text)
    }

    pub fn after_cursor(&self) -> &str {
        TextRange::new(self.cursor, self.text.len()).of(&self.text)
    }

    /// Replaces what stands from byte `from` to the cursor.
    pub fn complete(&mut self, from: usize, with: &str) {
        let kept = TextRange::new(0, from).of(&self.text).to_owned();
        self.text = format!("{kept}{with}{}", self.after_cursor());
        self.cursor = kept.len() + with.len();
    }

    pub fn insert(&mut self, pasted: &str) {
        let pasted = clean::line(pasted);
        if self.text.len() + pasted.len() <= LONGEST {
            self.text.insert_str(self.cursor, &pasted);
            self.cursor += pasted.len();
        }
    }

    /// Takes an editing key; false where it is none.
    pub fn press(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) => self.insert(c.encode_utf8(&mut [0; 4])),
            (Code::Backspace, false, false) | (Code::Char('h'), true, false) => {
                self.delete_to(self.previous());
            }
            (Code::Delete, ..) | (Code::Char('d'), true, false) => {
                let next = self.next();
                self.text.replace_range(self.cursor..next, "");
            }
            (Code::Left, ..) | (Code::Char('b'), true, false) => self.cursor = self.previous(),
            (Code::Right, ..) | (Code::Char('f'), true, false) => self.cursor = self.next(),
            (Code::Home, ..) | (Code::Char('a'), true, false) => self.cursor = 0,
            (Code::End, ..) => self.cursor = self.text.len(),
            (Code::Char('u'), true, false) => self.delete_to(0),
            (Code::Char('w'), true, false) | (Code::Backspace, _, true) => {
                let words = self.before_cursor().trim_end();
                let from = words.rfind(char::is_whitespace).map_or(0, |at| {
                    at + words.get(at..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8)
                });
                self.delete_to(from);
            }
            _ => return false,
        }
        true
    }

    fn delete_to(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }

    fn previous(&self) -> usize {
        self.before_cursor().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        self.cursor + self.after_cursor().graphemes(true).next().map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_goes_by_graphemes_and_words() {
        let mut input = Input::new("one twó");
        input.insert("e\u{301}");
        assert!(input.press(Key::plain(Code::Backspace)));
        assert_eq!(input.text(), "one twó");
        input.press(Key::ctrl('w'));
        assert_eq!(input.text(), "one ");
        input.press(Key::plain(Code::Home));
        input.insert("x\n\u{1b}[31m");
        assert!(!input.text().contains(['\u{1b}', '\n']));
        assert!(!input.press(Key::plain(Code::Enter)));
    }
}
