//! Puts an article's text together from the elements of its markup, block by block.

use super::{BlockKind, Link, RawBlock};
use crate::text::{TextRange, clean};

/// A growing text and its blocks: in order, not overlapping, only line breaks between them.
#[derive(Debug, Default)]
pub struct Builder {
    pub text: String,
    pub blocks: Vec<RawBlock>,
    pub links: Vec<Link>,
}

/// Most links that are kept of an article, and bytes of an address and of its words.
const LINKS: usize = 500;
const ADDRESS: usize = 2000;
const WORDS: usize = 200;

/// Most blocks of an article; what follows is left out, but for one that tells of it. A long novel has 15,000 paragraphs, and each block
/// costs as much as a line of words.
pub const BLOCKS: usize = 20_000;

impl Builder {
    /// Keeps where words of the element that is being read lead to.
    pub fn link(&mut self, address: &str, words: &str) {
        let address = address.trim();
        if self.links.len() >= LINKS || address.is_empty() || address.len() > ADDRESS {
            return;
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = clean::line(&words).chars().take(WORDS).collect();
        self.links.push(Link { address: address.to_owned(), words, at: self.text.len() });
    }

    /// Adds one element; white space in it is made single spaces. Nothing is added where nothing
    /// else is left.
    pub fn push(&mut self, kind: Option<BlockKind>, element: &str) {
        if self.blocks.len() > BLOCKS {
            return;
        }
        let cleaned = clean::article(element);
        let words = cleaned.split_whitespace();
        self.add(kind, |text| {
            for (n, word) in words.enumerate() {
                if n > 0 {
                    text.push(' ');
                }
                text.push_str(word);
            }
        });
    }

    /// Adds one element whose line breaks and indents are meant (code, verse).
    pub fn push_lines(&mut self, kind: Option<BlockKind>, element: &str) {
        if self.blocks.len() > BLOCKS {
            return;
        }
        let cleaned = clean::article(element);
        let lines = cleaned.lines().map(str::trim_end).skip_while(|line| line.is_empty());
        self.add(kind, |text| {
            let start = text.len();
            for line in lines {
                if text.len() > start {
                    text.push('\n');
                }
                text.push_str(line);
            }
            text.truncate(text.trim_end().len().max(start));
        });
    }

    fn add(&mut self, kind: Option<BlockKind>, write: impl FnOnce(&mut String)) {
        let before = self.text.len();
        if let Some(last) = self.blocks.last() {
            let is_list =
                kind == Some(BlockKind::ListItem) && last.kind == Some(BlockKind::ListItem);
            self.text.push_str(if is_list { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        write(&mut self.text);
        let range = TextRange::new(start, self.text.len()).trimmed(&self.text);
        if range.of(&self.text).chars().all(is_unseen) {
            self.text.truncate(before);
        } else {
            self.blocks.push(RawBlock { range, kind });
        }
    }
}

/// White space, and characters that are there and cannot be seen.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The lines of a text that hold more than white space, each a block to be judged by its words.
pub fn lines(text: &str) -> Vec<RawBlock> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if blocks.len() > BLOCKS {
            break;
        }
        let range = TextRange::new(start, start + line.len()).trimmed(text);
        if !range.is_empty() {
            blocks.push(RawBlock { range, kind: None });
        }
        start += line.len() + 1;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_apart_and_items_close_together() {
        let mut builder = Builder::default();
        builder.push(Some(BlockKind::Heading), " A \n head ");
        builder.push(None, " \t \u{200b}");
        builder.push(Some(BlockKind::ListItem), "one");
        builder.push(Some(BlockKind::ListItem), "two");
        builder.push_lines(None, "\n  let a;\n\n  b \n \n");
        assert_eq!(builder.text, "A head\n\none\ntwo\n\n  let a;\n\n  b");
        let parts: Vec<&str> = builder.blocks.iter().map(|b| b.range.of(&builder.text)).collect();
        assert_eq!(parts, ["A head", "one", "two", "let a;\n\n  b"]);
    }

    #[test]
    fn a_line_is_a_block_without_the_space_around_it() {
        let text = "\n one \n\n\ttwo\u{a0}\n";
        let parts: Vec<&str> = lines(text).iter().map(|b| b.range.of(text)).collect();
        assert_eq!(parts, ["one", "two"]);
    }
}
