//! The folded texts of all articles read so far, for searching their bodies in a frame. A text may
//! come before its title, which is only known once the article is analysed.
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
/// Stands between title and text where both are visited; nor this.
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
    /// By number, as far as they are known.
    titles: Vec<Option<Box<str>>>,
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
    /// Takes the text and the title of an article.
    pub fn insert(&self, doc: DocId, title: &str, text: &str) {
        self.insert_text(doc, text);
        self.insert_title(doc, title);
    }

    /// Takes the text of an article. It is taken once; taken again, both texts are searched.
    pub fn insert_text(&self, doc: DocId, text: &str) {
        let kept = head(text, LONGEST);
        let body = fold::words(kept);
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        all.take(doc, &body);
        if kept.len() < text.len() {
            all.cut.insert(doc);
        }
    }

    pub fn insert_title(&self, doc: DocId, title: &str) {
        let mut title = fold::words(title);
        title.retain(|c| c != END);
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        let at = doc.0 as usize;
        if at >= all.titles.len() {
            all.titles.resize(at + 1, None);
        }
        if let Some(place) = all.titles.get_mut(at) {
            *place = Some(title.into());
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
        let (mut seen, mut both) = (0, String::new());
        while let Some(block) = all.blocks.get(place.0) {
            let mut start = place.1.checked_sub(1).map_or(0, |at| block.ends[at].0);
            for (end, doc) in block.ends.get(place.1..).unwrap_or_default() {
                if seen > bytes {
                    return true;
                }
                both.clear();
                both.push_str(all.title(*doc));
                both.push(SEAM);
                both.push_str(block.text.get(start..*end - END.len_utf8()).unwrap_or_default());
                take(*doc, &both);
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
        let mut found = DocSet::default();
        if part != Part::Text {
            for (title, doc) in all.titles.iter().zip(0..) {
                if title.as_ref().is_some_and(|t| finder.find(t.as_bytes()).is_some()) {
                    found.insert(DocId(doc));
                }
            }
        }
        if part != Part::Title {
            let texts = all.blocks.iter().flat_map(|block| block.find(&finder));
            texts.for_each(|doc| found.insert(doc));
        }
        found
    }

    /// The articles of which not all is kept: whether they hold a needle only their files tell.
    pub fn cut(&self) -> DocSet {
        self.all.read().unwrap_or_else(PoisonError::into_inner).cut.clone()
    }
}

impl All {
    fn title(&self, doc: DocId) -> &str {
        self.titles.get(doc.0 as usize).and_then(Option::as_deref).unwrap_or_default()
    }

    fn take(&mut self, doc: DocId, body: &str) {
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
            let hit = at + finder.find(self.text.as_bytes().get(at..)?)?;
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
    fn a_text_is_found_before_its_title_is_known() {
        let texts = Texts::default();
        texts.insert_text(DocId(3), "Dockers walked out.");
        assert_eq!(texts.find("walked", Part::Both), [DocId(3)].into_iter().collect());
        assert!(texts.find("strike", Part::Both).is_empty());
        texts.visit(&mut Place::default(), 9, |_, text| assert_eq!(text, "\ndockers walked out."));
        texts.insert_title(DocId(3), "Port strike");
        assert_eq!(texts.find("strike", Part::Both), [DocId(3)].into_iter().collect());
        assert!(texts.find("strike", Part::Text).is_empty());
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
