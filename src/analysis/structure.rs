//! What each part of an article is for: paragraphs apart from by-lines, quotes pulled out, posts
//! and boilerplate; and the metadata that only the text tells.

use super::Block;
use crate::article::{Article, BlockKind, Meta};

/// The blocks of an article, each with its kind.
pub fn blocks(article: &Article) -> Vec<Block> {
    article
        .blocks
        .iter()
        .map(|b| Block { range: b.range, kind: b.kind.unwrap_or(BlockKind::Paragraph) })
        .collect()
}

/// The article's metadata, completed: its own fields, else the text (title line, dateline, first
/// absolute date), else the file (name, date of change).
pub fn meta(article: &Article, blocks: &[Block]) -> Meta {
    let _ = blocks;
    article.meta.clone()
}

/// Words of the blocks that are the article's own text.
pub fn count_words(text: &str, blocks: &[Block]) -> u32 {
    let _ = (text, blocks);
    0
}
