//! Dates in running text, made absolute by the article's own date.

use jiff::civil::Date;

use crate::text::TextRange;

/// A date expression and its value (`2023-04-12`, `2023-04`, `2023-03-30/2023-04-13`), where it has
/// one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    pub range: TextRange,
    pub norm: Option<String>,
}

/// The date expressions in `range`, in order, not overlapping. `today` is the article's date.
pub fn find(text: &str, range: TextRange, today: Option<Date>) -> Vec<FoundDate> {
    let _ = (text, range, today);
    Vec::new()
}

/// The first absolute date in `range`.
pub fn first_absolute(text: &str, range: TextRange) -> Option<Date> {
    let _ = (text, range);
    None
}
