//! Finds many phrases in a text at once: folded, as whole words.

use super::{TextRange, fold};

/// Phrases to be found together. Tens of thousands cost a text no more than one.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    folded: Vec<String>,
}

impl Phrases {
    /// Phrases are numbered from 0 in the order given; one that folds to nothing is found nowhere.
    pub fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        Self { folded: phrases.into_iter().map(fold::fold).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.folded.iter().all(String::is_empty)
    }

    /// Every place of a phrase in `text` that begins and ends at the edge of a word, with the
    /// phrase's number; in order, the longest first where several begin together. They may overlap.
    pub fn find(&self, text: &str) -> Vec<(TextRange, u32)> {
        let mut found: Vec<(TextRange, u32)> = (0..)
            .zip(&self.folded)
            .flat_map(|(n, phrase)| {
                fold::find_all(text, phrase).into_iter().map(move |range| (range, n))
            })
            .filter(|(range, _)| is_whole(text, *range))
            .collect();
        found.sort_by_key(|(range, n)| (range.start(), std::cmp::Reverse(range.end()), *n));
        found
    }
}

/// Whether no letter or digit goes on at either end.
fn is_whole(text: &str, range: TextRange) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    let inner = range.of(text);
    let before = text.get(..range.start()).and_then(|t| t.chars().next_back());
    let after = text.get(range.end()..).and_then(|t| t.chars().next());
    !joins(before, inner.chars().next()) && !joins(inner.chars().next_back(), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_whatever_their_case_and_accents() {
        let phrases = Phrases::new(["port", "Port of Velmóra", ""]);
        let text = "The PORT OF VELMORA is a port; ports, transport.";
        let found: Vec<(&str, u32)> =
            phrases.find(text).iter().map(|(range, n)| (range.of(text), *n)).collect();
        assert_eq!(found, [("PORT OF VELMORA", 1), ("PORT", 0), ("port", 0)]);
    }
}
