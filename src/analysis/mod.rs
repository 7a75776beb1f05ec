//! What can be told from one article's text alone: parts, sentences, names, dates, language,
//! summary. Pure, infallible, deterministic: same text, same analysis. No clock, no randomness.

pub mod actors;
pub mod dates;
pub mod entities;
pub mod language;
mod passages;
pub mod rules;
pub mod sentences;
pub mod structure;
pub mod summary;
mod words;

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    article::{Article, BlockKind, Meta},
    text::{TextRange, range::head},
};

/// Everything derived from one article. Indices (`block`, `entity`, `summary`) are into the lists
/// of this value.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// In the order of the text, not overlapping.
    pub blocks: Vec<Block>,
    /// Of all blocks, in order; each inside its block.
    pub sentences: Vec<Sentence>,
    /// In order of the text, not overlapping; each inside a block.
    pub mentions: Vec<Mention>,
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// Sentences by merit, the best first, at most [`summary::LONGEST`]; use [`Analysis::summary`].
    pub ranked: Vec<summary::Pick>,
    /// The file's own fields, completed from the text and the file system.
    pub meta: Meta,
    /// What the date in `meta` was taken from.
    pub dated: Option<structure::Basis>,
    /// Languages (ISO 639-1) of passages that are not in the article's own.
    pub foreign: Vec<&'static str>,
    /// Words of paragraphs, headings and list items.
    pub words: u32,
    /// Bytes of the text that names and summary are of, where it is longer than [`LONGEST`].
    pub only: Option<usize>,
}

/// Bytes of text in which names and the sentences of the summary are sought, to the end of a block: more
/// than a book's chapter. A file may be larger, and must cost neither seconds nor the memory.
pub const LONGEST: usize = 512 << 10;

/// The same in words and signs: each costs some two kilobytes while it is looked at, and a line of brackets
/// is nothing else.
const MOST_TOKENS: usize = 120_000;

impl Analysis {
    /// The best sentences, in the order of the text.
    pub fn summary(&self, length: impl Into<summary::Length>) -> Vec<summary::Pick> {
        summary::cut(&self.ranked, length.into())
    }

    /// The date that the article states: not that of its file, nor a day that its text only mentions.
    pub fn own_date(&self) -> Option<Date> {
        let own = self.dated.is_some_and(structure::Basis::is_own);
        self.meta.date.as_ref().filter(|_| own).map(|date| date.value)
    }

    /// The article's language and those of passages in it: `en+ar`.
    pub fn languages(&self) -> Option<String> {
        let main = &self.meta.language.as_ref()?.value;
        Some(self.foreign.iter().fold(main.to_string(), |all, code| format!("{all}+{code}")))
    }
}

/// A part of the text and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub range: TextRange,
    pub kind: BlockKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    pub range: TextRange,
    pub block: u32,
}

/// One place in the text that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub range: TextRange,
    pub kind: EntityKind,
    pub entity: u32,
    /// Value of a date (`2023-04-12`, `2023-04`, `2023-03-30/2023-04-13`, `2023-03-04|2023-04-03`),
    /// of money or an address.
    pub norm: Option<String>,
}

/// Who or what is meant by one or more mentions. Dates, addresses and sums of money are entities
/// too, one for each value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The best full name.
    pub name: String,
    pub kind: EntityKind,
    /// Indices of its mentions, in order.
    pub mentions: Vec<u32>,
}

/// Kinds of entities: the first eight are learned, the others found by rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    Person,
    Organization,
    Place,
    Facility,
    Group,
    Event,
    Product,
    Other,
    Date,
    Money,
    Url,
    Handle,
    Email,
}

impl EntityKind {
    pub const ALL: [Self; 13] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Facility,
        Self::Group,
        Self::Event,
        Self::Product,
        Self::Other,
        Self::Date,
        Self::Money,
        Self::Url,
        Self::Handle,
        Self::Email,
    ];

    /// The name in `annotate`, queries and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Facility => "facility",
            Self::Group => "group",
            Self::Event => "event",
            Self::Product => "product",
            Self::Other => "other",
            Self::Date => "date",
            Self::Money => "money",
            Self::Url => "url",
            Self::Handle => "handle",
            Self::Email => "email",
        }
    }

    /// Whether this is a kind of name (learned), not of date, sum or address.
    pub fn is_name(self) -> bool {
        self <= Self::Other
    }
}

/// Analyses one article.
pub fn analyse(article: &Article) -> Analysis {
    let blocks = structure::blocks(article);
    let sentences = sentences::of_blocks(&article.text, &blocks);
    let structure::Completed { mut meta, basis: dated, order } = structure::meta(article, &blocks);
    // The date of a file is that of its last copy: too little to say which day `Wednesday` was.
    let sure = dated.is_some_and(|basis| basis.sure);
    let today = meta.date.as_ref().filter(|_| sure).map(|date| date.value);
    let context = dates::Context { today, order };
    // What comes after it is text and its parts.
    let (near, of_near) = near(&article.text, &blocks, &sentences);
    let (mentions, entities) = entities::find(&article.text, &near, &of_near, context);
    meta.title = meta.title.or_else(|| structure::title(article, &blocks, &mentions));
    let language = meta.language.as_ref().map(|language| language.value.as_str());
    let foreign = passages::foreign(&article.text, &near, language);
    let ranked = summary::rank(&article.text, &near, &of_near, &mentions, &meta);
    let end = |blocks: &[Block]| blocks.last().map_or(0, |block| block.range.end());
    let only = (end(&near) < end(&blocks)).then(|| end(&near));
    drop((near, of_near));
    let words = structure::count_words(&article.text, &blocks);
    Analysis { blocks, sentences, mentions, entities, ranked, meta, dated, foreign, words, only }
}

/// The blocks that names and summary are sought in, and their sentences: whole ones, but for a block that
/// begins inside the limit ([`limit`]) and ends beyond it, which is taken to the end of a sentence.
fn near<'a>(
    text: &str,
    blocks: &'a [Block],
    sentences: &'a [Sentence],
) -> (Cow<'a, [Block]>, Cow<'a, [Sentence]>) {
    let limit = limit(text);
    let count = blocks.partition_point(|block| block.range.end() <= limit);
    let of_them = sentences.partition_point(|sentence| (sentence.block as usize) < count);
    let whole = blocks.get(..count).unwrap_or(blocks);
    let of_whole = sentences.get(..of_them).unwrap_or(sentences);
    let Some(cut) = blocks.get(count).filter(|block| block.range.start() < limit) else {
        return (whole.into(), of_whole.into());
    };
    let rest = sentences.iter().skip(of_them).copied();
    let inside = rest.take_while(|s| s.block as usize == count && s.range.end() <= limit);
    let mut of_cut: Vec<Sentence> = inside.collect();
    if of_cut.is_empty() {
        let range = head_of(text, cut.range, limit);
        of_cut.extend(u32::try_from(count).ok().map(|block| Sentence { range, block }));
    }
    let end = of_cut.last().map_or(cut.range.start(), |sentence| sentence.range.end());
    let block = Block { range: TextRange::new(cut.range.start(), end), kind: cut.kind };
    let blocks: Vec<Block> = whole.iter().copied().chain([block]).collect();
    let sentences: Vec<Sentence> = of_whole.iter().copied().chain(of_cut).collect();
    (blocks.into(), sentences.into())
}

/// Where the part of a text ends that is looked into: after [`LONGEST`] bytes or [`MOST_TOKENS`] words and
/// signs, whichever comes first.
fn limit(text: &str) -> usize {
    if text.len() <= MOST_TOKENS {
        return text.len();
    }
    let text = head(text, LONGEST);
    let mut in_word = false;
    let begins = |(_, c): &(usize, char)| {
        let was_in_word = std::mem::replace(&mut in_word, c.is_alphanumeric());
        !(c.is_whitespace() || in_word && was_in_word)
    };
    text.char_indices().filter(begins).nth(MOST_TOKENS).map_or(text.len(), |(at, _)| at)
}

/// Of a range that ends beyond the limit, the words before that.
fn head_of(text: &str, range: TextRange, limit: usize) -> TextRange {
    let head = head(range.of(text), limit.saturating_sub(range.start()));
    let words = head.rfind(char::is_whitespace).filter(|end| *end > 0).unwrap_or(head.len());
    TextRange::new(range.start(), range.start() + words).trimmed(text)
}

/// Makes blocks (by their places) boilerplate that only other articles show to be so: they are folded,
/// and the summary does without them. `mentions` are those that were found.
pub fn set_aside(
    article: &Article,
    analysis: &mut Analysis,
    aside: &[usize],
    mentions: &[Mention],
) {
    for at in aside {
        if let Some(block) = analysis.blocks.get_mut(*at) {
            block.kind = BlockKind::Boilerplate;
        }
    }
    rank_again(article, analysis, mentions);
}

/// Ranks sentences and counts words anew, after blocks have changed.
pub fn rank_again(article: &Article, analysis: &mut Analysis, mentions: &[Mention]) {
    let Analysis { blocks, sentences, meta, .. } = &*analysis;
    let (near, of_near) = near(&article.text, blocks, sentences);
    let ranked = summary::rank(&article.text, &near, &of_near, mentions, meta);
    drop((near, of_near));
    let words = structure::count_words(&article.text, blocks);
    (analysis.ranked, analysis.words) = (ranked, words);
}

#[cfg(test)]
mod tests;
