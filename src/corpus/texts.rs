//! The folded texts of all articles read so far, for searching their bodies in a frame.
//!
//! Texts are kept end to end in blocks of some megabytes: a search runs over whole blocks, not
//! article by article, and takes about as long as reading the memory.

use std::sync::{PoisonError, RwLock};

use memchr::memmem::Finder;

use super::DocId;
use crate::text::fold;

/// Bytes after which a new block is begun.
const BLOCK: usize = 4 << 20;
/// Most bytes of one article that are searched.
const LONGEST: usize = 1 << 20;
/// Most bytes of all texts; articles read after that are searched by their titles alone.
const MOST: usize = 512 << 20;
/// Ends a text in its block; folded texts and needles hold no such byte.
const END: char = '\0';

/// Folded texts by article, shared by the workers.
#[derive(Debug, Default)]
pub struct Texts {
    all: RwLock<All>,
}

#[derive(Debug, Default)]
struct All {
    blocks: Vec<Block>,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Block {
    text: String,
    /// Where each article's text ends, in the order they came.
    ends: Vec<(usize, DocId)>,
}

impl Texts {
    /// Takes the text (and title) of an article. An article is taken once; taken again, both of
    /// its texts are searched.
    pub fn insert(&self, doc: DocId, title: &str, text: &str) {
        let end = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at));
        let kept = end.and_then(|end| text.get(..end)).unwrap_or("");
        let title = fold::fold(title);
        let body = fold::fold(kept);
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        all.take(doc, &title, &body);
    }

    /// The articles that hold `needle`, folded on both sides, in order. An empty needle is found
    /// nowhere.
    pub fn search(&self, needle: &str) -> Vec<DocId> {
        let needle = fold::fold(needle);
        if needle.is_empty() || needle.contains(END) {
            return Vec::new();
        }
        let finder = Finder::new(needle.as_bytes());
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<DocId> =
            all.blocks.iter().flat_map(|block| block.find(&finder)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl All {
    fn take(&mut self, doc: DocId, title: &str, body: &str) {
        let body = if self.bytes > MOST { "" } else { body };
        if self.blocks.last().is_none_or(|block| block.text.len() > BLOCK) {
            self.blocks.push(Block::default());
        }
        let Some(block) = self.blocks.last_mut() else { return };
        let before = block.text.len();
        block.text.extend(title.chars().filter(|c| *c != END));
        block.text.push('\n');
        if body.contains(END) {
            block.text.extend(body.chars().filter(|c| *c != END));
        } else {
            block.text.push_str(body);
        }
        block.text.push(END);
        block.ends.push((block.text.len(), doc));
        self.bytes += block.text.len() - before;
    }
}

impl Block {
    /// The articles of this block that hold the needle: one find each, then on to the next.
    fn find<'a>(&'a self, finder: &'a Finder<'_>) -> impl Iterator<Item = DocId> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = self.text.as_bytes().get(at..)?;
            let hit = at + finder.find(rest)?;
            let index = self.ends.partition_point(|(end, _)| *end <= hit);
            let (end, doc) = *self.ends.get(index)?;
            at = end;
            Some(doc)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[(u32, &str, &str)]) -> Texts {
        let texts = Texts::default();
        for (doc, title, text) in all {
            texts.insert(DocId(*doc), title, text);
        }
        texts
    }

    #[test]
    fn a_search_finds_titles_and_texts_in_the_order_of_the_list() {
        let texts = texts(&[
            (7, "Port strike", "Dockers walked out."),
            (2, "Weather", "A STRIKE of lightning; a strike."),
            (5, "Sport", "Nothing."),
        ]);
        let found = |needle: &str| -> Vec<u32> {
            texts.search(needle).into_iter().map(|doc| doc.0).collect()
        };
        assert_eq!(found("Strike"), [2, 7]);
        assert_eq!(found("nothing."), [5]);
        for nowhere in ["walked out.weather", "out.\0", ""] {
            assert!(found(nowhere).is_empty(), "{nowhere:?}");
        }
    }

    #[test]
    fn texts_in_many_blocks_are_all_found() {
        let texts = Texts::default();
        let filler = "word ".repeat(40_000);
        for doc in 0..60 {
            let mark = if doc % 20 == 3 { "needle" } else { "hay" };
            texts.insert(DocId(doc), "", &format!("{filler}{mark}"));
        }
        assert_eq!(texts.search("needle"), [DocId(3), DocId(23), DocId(43)]);
    }
}
