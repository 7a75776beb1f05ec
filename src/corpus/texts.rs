//! The folded texts of all articles read so far, for searching their bodies in a frame.
//!
//! Texts are kept end to end in blocks of some megabytes: a search runs over whole blocks, not
//! article by article, and takes about as long as reading the memory.

use std::sync::{PoisonError, RwLock};

use memchr::memmem::Finder;

use super::{DocId, DocSet};
use crate::text::{fold, head};

/// Bytes after which a new block is begun.
const BLOCK: usize = 4 << 20;
/// Most bytes of one article that are searched.
const LONGEST: usize = 1 << 20;
/// Most bytes of all texts; articles read after that are searched by their titles alone.
const MOST: usize = 512 << 20;
/// Ends a text in its block; folded texts and needles hold no such byte.
const END: char = '\0';
/// Stands between title and text; nor this.
const SEAM: char = '\n';

/// Where in an article something is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Title,
    Text,
    Both,
}

/// Folded texts by article, shared by the workers.
#[derive(Debug, Default)]
pub struct Texts {
    all: RwLock<All>,
}

#[derive(Debug, Default)]
struct All {
    blocks: Vec<Block>,
    bytes: usize,
    cut: DocSet,
}

#[derive(Debug, Default)]
struct Block {
    text: String,
    /// Where each article's text ends, in the order they came.
    ends: Vec<(usize, DocId)>,
}

/// Where [`Texts::visit`] goes on: block, and article in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place(usize, usize);

impl Texts {
    /// Takes the text (and title) of an article. An article is taken once; taken again, both of
    /// its texts are searched.
    pub fn insert(&self, doc: DocId, title: &str, text: &str) {
        let kept = head(text, LONGEST);
        let title = fold::words(title);
        let body = fold::words(kept);
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        all.take(doc, &title, &body);
        if kept.len() < text.len() {
            all.cut.insert(doc);
        }
    }

    /// Calls `take` for the articles from `place` on with title and text, folded, a line feed between
    /// them, until `bytes` are seen; moves the place. False at the end.
    pub fn visit(
        &self,
        place: &mut Place,
        bytes: usize,
        mut take: impl FnMut(DocId, &str),
    ) -> bool {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        let mut seen = 0;
        while let Some(block) = all.blocks.get(place.0) {
            let mut start = place.1.checked_sub(1).map_or(0, |at| block.ends[at].0);
            for (end, doc) in block.ends.get(place.1..).unwrap_or_default() {
                if seen > bytes {
                    return true;
                }
                take(*doc, block.text.get(start..*end - END.len_utf8()).unwrap_or_default());
                seen += *end - start;
                start = *end;
                place.1 += 1;
            }
            if place.0 + 1 == all.blocks.len() {
                return false;
            }
            *place = Place(place.0 + 1, 0);
        }
        false
    }

    /// The articles that hold `needle` (folded by [`fold::words`], as they are) there, in order. An
    /// empty needle is found nowhere.
    pub fn find(&self, needle: &str, part: Part) -> DocSet {
        if needle.is_empty() || needle.contains([END, SEAM]) {
            return DocSet::default();
        }
        let finder = Finder::new(needle.as_bytes());
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.blocks.iter().flat_map(|block| block.find(&finder, part)).collect()
    }

    /// The articles of which not all is kept: whether they hold a needle only their files tell.
    pub fn cut(&self) -> DocSet {
        self.all.read().unwrap_or_else(PoisonError::into_inner).cut.clone()
    }
}

impl All {
    fn take(&mut self, doc: DocId, title: &str, body: &str) {
        let body = if self.bytes > MOST {
            self.cut.insert(doc);
            ""
        } else {
            body
        };
        if self.blocks.last().is_none_or(|block| block.text.len() > BLOCK) {
            self.blocks.push(Block::default());
        }
        let Some(block) = self.blocks.last_mut() else { return };
        let before = block.text.len();
        block.text.extend(title.chars().filter(|c| *c != END));
        block.text.push(SEAM);
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
    fn find<'a>(&'a self, finder: &'a Finder<'_>, part: Part) -> impl Iterator<Item = DocId> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let hit = at + finder.find(self.text.as_bytes().get(at..)?)?;
                let index = self.ends.partition_point(|(end, _)| *end <= hit);
                let (end, doc) = *self.ends.get(index)?;
                at = end;
                if part == Part::Both {
                    return Some(doc);
                }
                let start = index.checked_sub(1).and_then(|before| self.ends.get(before));
                let start = start.map_or(0, |(end, _)| *end);
                let seam = start + memchr::memchr(SEAM as u8, self.bytes(start, end))?;
                let there = match part {
                    Part::Title => hit < seam,
                    Part::Text | Part::Both => {
                        hit > seam || finder.find(self.bytes(seam, end)).is_some()
                    }
                };
                if there {
                    return Some(doc);
                }
            }
        })
    }

    fn bytes(&self, from: usize, to: usize) -> &[u8] {
        self.text.as_bytes().get(from..to).unwrap_or_default()
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
            (7, "Port strike", "Dockers\n  walked out."),
            (2, "Weather", "A STRIKE of lightning; a strike."),
            (5, "Sport", "Nothing."),
        ]);
        let found = |needle: &str, part| -> Vec<u32> {
            texts.find(needle, part).iter().map(|doc| doc.0).collect()
        };
        assert_eq!(found("strike", Part::Both), [2, 7]);
        assert_eq!(found("strike", Part::Title), [7]);
        assert_eq!(found("strike", Part::Text), [2]);
        assert_eq!(found("walked out", Part::Text), [7]);
        assert_eq!(found("nothing.", Part::Both), [5]);
        for nowhere in ["walked out.weather", "out.\0", "weather\na", ""] {
            assert!(found(nowhere, Part::Both).is_empty(), "{nowhere:?}");
        }
        assert!(texts.cut().is_empty());
    }

    #[test]
    fn a_visit_in_pieces_sees_every_text_once() {
        let texts = Texts::default();
        assert!(!texts.visit(&mut Place::default(), 9, |_, _| panic!("nothing is there")));
        let filler = "Word ".repeat(100_000);
        for doc in 0..40 {
            texts.insert(DocId(doc), &format!("Title {doc}"), &filler);
        }
        let (mut place, mut seen, mut calls) = (Place::default(), Vec::new(), 0);
        let mut more = true;
        while more {
            calls += 1;
            more = texts.visit(&mut place, 1 << 20, |doc, text| {
                assert!(text == format!("title {}\n{}", doc.0, filler.to_lowercase().trim_end()));
                seen.push(doc.0);
            });
        }
        assert_eq!(seen, (0..40).collect::<Vec<u32>>());
        assert!(calls > 5, "{calls}");
        texts.insert(DocId(99), "late", "");
        texts.visit(&mut place, 9, |doc, text| assert_eq!((doc.0, text), (99, "late\n")));
    }

    #[test]
    fn texts_in_many_blocks_are_all_found() {
        let texts = Texts::default();
        let filler = "word ".repeat(40_000);
        for doc in 0..60 {
            let mark = if doc % 20 == 3 { "needle" } else { "hay" };
            texts.insert(DocId(doc), "", &format!("{filler}{mark}"));
        }
        let found = texts.find("needle", Part::Text);
        assert_eq!(found, [3, 23, 43].into_iter().map(DocId).collect());
    }
}
