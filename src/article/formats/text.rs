//! Plain text: each line is a block, to be judged by its words.

use super::Parsed;
use crate::{article::blocks, text::clean};

/// Reads a decoded plain text. It stays as it is where it has no controls.
pub fn parse(text: String) -> Parsed {
    let cleaned = match clean::article(&text) {
        std::borrow::Cow::Borrowed(_) => None,
        std::borrow::Cow::Owned(cleaned) => Some(cleaned),
    };
    let text = cleaned.unwrap_or(text);
    Parsed { blocks: blocks::lines(&text), text, ..Parsed::default() }
}
