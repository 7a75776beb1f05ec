//! What each part of an article is for: paragraphs apart from by-lines, quotes pulled out, posts
//! and boilerplate; and the metadata that only the text tells.
//!
//! Markup decides where it speaks. A line of plain text is judged first by its own words, then by
//! its neighbours, its script and whether it says again what another line says.

mod bylines;
mod calendar;
mod captions;
mod crossheads;
mod dated;
mod head;
mod line;
mod listed;
mod lists;
mod mail;
mod meta;
mod names;
mod newsletters;
mod notices;
mod notices_world;
mod phrases;
mod quotes;
mod repeats;
mod script;
mod signs;
mod stamps;
mod tail;
mod teasers;
mod title;
mod wrapped;

use std::borrow::Cow;

pub use dated::{Basis, Place, Year};
pub use meta::{Completed, meta};
pub use names::is_agency;
pub use title::title;

use self::line::Line;
use super::{Block, sentences::is_bullet, words::words};
use crate::{
    article::{Article, BlockKind, Format, RawBlock},
    text::TextRange,
};

/// The blocks of an article, each with its kind.
pub fn blocks(article: &Article) -> Vec<Block> {
    let text = article.text.as_str();
    let raw = raw_blocks(article);
    let mut lines: Vec<Line<'_>> = wrapped::join(text, &raw)
        .into_iter()
        .map(|raw| Line::judge(raw, text))
        .filter(|line| !line.range.is_empty())
        .collect();
    mail::mark(&mut lines);
    lists::mark_tables(&mut lines);
    lists::mark_refrains(&mut lines);
    head::mark_title(&mut lines);
    quotes::mark_posts(&mut lines);
    crossheads::mark_quoted(&mut lines);
    quotes::mark_repeats(&mut lines);
    crossheads::mark_days(&mut lines);
    lists::mark(&mut lines);
    head::mark_bylines(&mut lines);
    // Of a page the markup has told what stands beside and below the text.
    let is_page = article.format == Format::Html;
    tail::mark(&mut lines, is_page);
    if is_page {
        teasers::mark(&mut lines);
    }
    crossheads::mark(&mut lines, !is_page);
    keep_some_text(&mut lines);
    lines.into_iter().map(|line| Block { range: line.range, kind: line.kind }).collect()
}

/// Words of the blocks that are the article's own text.
pub fn count_words(text: &str, blocks: &[Block]) -> u32 {
    let own = |b: &&Block| {
        matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem)
    };
    let count: usize = blocks.iter().filter(own).map(|b| words(b.range.of(text)).count()).sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether a sentence is a by-line, stamp, caption or boilerplate that ran into a paragraph.
pub fn is_noise(sentence: &str) -> bool {
    signs::kind(sentence).is_some()
}

/// The text of a dispatch without its head (`PORT ELLS (Reuters) - `).
pub fn without_dispatch_head(text: &str) -> &str {
    names::dispatch_head(text).map_or(text, |head| head.rest)
}

/// The parts as they were read; lines where a reader gave none.
fn raw_blocks(article: &Article) -> Cow<'_, [RawBlock]> {
    if !article.blocks.is_empty() {
        return Cow::Borrowed(&article.blocks);
    }
    let mut start = 0;
    let mut lines = Vec::new();
    for line in article.text.split('\n') {
        let range = TextRange::new(start, start + line.len()).trimmed(&article.text);
        if !range.is_empty() {
            lines.push(RawBlock { range, kind: None });
        }
        start += line.len() + 1;
    }
    Cow::Owned(lines)
}

/// A text of headings only is a text nevertheless: all but its title become paragraphs.
fn keep_some_text(lines: &mut [Line<'_>]) {
    let kept = |k| matches!(k, BlockKind::Paragraph | BlockKind::ListItem);
    if lines.iter().any(|l| kept(l.kind)) {
        return;
    }
    let headings = lines.iter().filter(|l| l.kind == BlockKind::Heading).count();
    let titles = usize::from(headings > 1);
    for line in (lines.iter_mut()).filter(|l| l.plain && l.kind == BlockKind::Heading).skip(titles)
    {
        line.kind = BlockKind::Paragraph;
    }
}

#[cfg(test)]
mod tests;
