//! Folding for comparison: case, accents, Arabic diacritics and tatweel, width forms.

use super::TextRange;

/// `text` as it is compared: lower case, without accents, Arabic diacritics or tatweel, full-width
/// forms made narrow, typographic quotes and dashes made plain.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Every place of `needle` in `text`, folded on both sides, in order, not overlapping. Ranges are
/// of the unfolded `text`. An empty needle is found nowhere.
pub fn find_all(text: &str, needle: &str) -> Vec<TextRange> {
    let _ = (text, needle);
    Vec::new()
}
