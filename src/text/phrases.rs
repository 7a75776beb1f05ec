//! Finds many phrases in a text at once: folded, as whole words.
//!
//! One automaton (Aho and Corasick 1975) reads the folded text once, however many phrases there
//! are. It knows the heads of the phrases only, so that no text can make it find much more than
//! the text is long; what follows a head is compared where the head was found.

use std::sync::Arc;

use aho_corasick::{Anchored, PatternID, automaton::Automaton, nfa::contiguous};

use super::{
    TextRange,
    edges::{is_edge_after, is_edge_before},
    fold::{self, Folded},
};

/// Bytes of a phrase that the automaton knows.
const HEAD: usize = 96;
/// Phrases of one head that are compared with the text; of more (longer than the head and the same
/// so far) those that come first by their letters.
const TAILS: usize = 64;

/// Phrases to be found together. Tens of thousands cost a text little more than one; a clone
/// costs nothing.
#[derive(Debug, Clone, Default)]
pub struct Phrases(Option<Arc<Known>>);

#[derive(Debug)]
struct Known {
    heads: contiguous::NFA,
    /// By head: where its phrases begin in `phrases`; one more at the end.
    starts: Vec<u32>,
    phrases: Vec<Phrase>,
}

#[derive(Debug)]
struct Phrase {
    number: u32,
    /// What comes after the head.
    tail: Box<str>,
}

impl Phrases {
    /// Phrases are numbered from 0 in the order given; one that folds to nothing is found nowhere.
    pub fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut folded: Vec<(String, u32)> =
            phrases.into_iter().map(fold::words).zip(0..).collect();
        folded.retain(|(phrase, _)| !phrase.is_empty());
        folded.sort_unstable();
        Self(Known::new(&folded).map(Arc::new))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Every place of a phrase in `text` that begins and ends at the edge of a word, with the
    /// phrase's number; in order, the longest first where several begin together. They may overlap.
    ///
    /// In scripts without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) words have edges
    /// everywhere; a Korean word may go on after the phrase (particles).
    pub fn find(&self, text: &str) -> Vec<(TextRange, u32)> {
        if self.is_empty() {
            return Vec::new();
        }
        let folded = Folded::of(text);
        let mut found = Vec::new();
        self.each(&folded.text, |start, end, number| {
            found.push((folded.range(start, end), number));
        });
        found
            .sort_unstable_by_key(|(range, n)| (range.start(), std::cmp::Reverse(range.end()), *n));
        // Places inside one character that folds to several are one.
        found.dedup();
        found
    }

    /// Calls `take` with start, end and number of every phrase in a text that is folded already:
    /// the places of [`Phrases::find`], in no useful order.
    pub fn each(&self, folded: &str, mut take: impl FnMut(usize, usize, u32)) {
        let Some(known) = &self.0 else { return };
        let Ok(mut state) = known.heads.start_state(Anchored::No) else { return };
        for (at, byte) in folded.bytes().enumerate() {
            state = known.heads.next_state(Anchored::No, state, byte);
            if known.heads.is_match(state) {
                for n in 0..known.heads.match_len(state) {
                    known.each_of(known.heads.match_pattern(state, n), folded, at + 1, &mut take);
                }
            }
        }
    }
}

impl Known {
    /// From phrases in the order of their letters; `None` where there is none.
    fn new(folded: &[(String, u32)]) -> Option<Self> {
        let mut heads: Vec<&str> = Vec::new();
        let mut starts = Vec::new();
        let mut phrases = Vec::with_capacity(folded.len());
        for (phrase, number) in folded {
            let (head, tail) = split(phrase);
            if heads.last() != Some(&head) {
                heads.push(head);
                starts.push(u32::try_from(phrases.len()).ok()?);
            }
            phrases.push(Phrase { number: *number, tail: tail.into() });
        }
        starts.push(u32::try_from(phrases.len()).ok()?);
        let heads = (!heads.is_empty())
            .then(|| contiguous::NFA::builder().prefilter(false).build(&heads).ok())??;
        Some(Self { heads, starts, phrases })
    }

    /// The phrases of a head that ends at `end`.
    fn each_of(
        &self,
        head: PatternID,
        folded: &str,
        end: usize,
        take: &mut impl FnMut(usize, usize, u32),
    ) {
        let start = end - self.heads.pattern_len(head);
        let bound = |at: usize| self.starts.get(at).map_or(0, |n| *n as usize);
        let range = bound(head.as_usize())..bound(head.as_usize() + 1);
        let Some(phrases) = self.phrases.get(range) else { return };
        let rest = folded.get(end..).unwrap_or_default();
        let mut tails = 0;
        let mut edge = None;
        for phrase in phrases {
            if !phrase.tail.is_empty() {
                tails += 1;
                if tails > TAILS {
                    return;
                }
                if !rest.starts_with(&*phrase.tail) {
                    continue;
                }
            }
            if !*edge.get_or_insert_with(|| is_edge_before(folded, start)) {
                return;
            }
            let end = end + phrase.tail.len();
            if is_edge_after(folded, end) {
                take(start, end, phrase.number);
            }
        }
    }
}

/// A phrase cut where the automaton's knowledge ends.
fn split(phrase: &str) -> (&str, &str) {
    phrase.split_at(super::head(phrase, HEAD).len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find<'a>(phrases: &[&str], text: &'a str) -> Vec<(&'a str, u32)> {
        Phrases::new(phrases.iter().copied())
            .find(text)
            .iter()
            .map(|(range, n)| (range.of(text), *n))
            .collect()
    }

    #[test]
    fn whole_words_are_found_whatever_their_case_and_accents() {
        let text = "The PORT OF VELMORA is a port; ports, transport.";
        let found = find(&["port", "Port of Velmóra", ""], text);
        assert_eq!(found, [("PORT OF VELMORA", 1), ("PORT", 0), ("port", 0)]);
    }

    #[test]
    fn words_have_edges_in_every_script() {
        for (phrase, text, expected) in [
            ("al-Rashid", "Al\u{2011}Rashīd’s men", vec!["Al\u{2011}Rashīd"]),
            ("two  words", "Two words, twowords", vec!["Two words"]),
            ("naïve", "nai\u{308}ve naively", vec!["nai\u{308}ve"]),
            ("5", "5 of 15, 5%", vec!["5", "5"]),
            ("C++", "C++ and C++11", vec!["C++", "C++"]),
            ("العراق", "العِراق والعراق", vec!["العِراق"]),
            ("北京", "在北京市中心", vec!["北京"]),
            ("東京", "彼は東京へ行った", vec!["東京"]),
            ("イラン", "イランの外相、イランカ", vec!["イラン"]),
            ("กรุงเทพ", "ที่กรุงเทพมหานคร", vec!["กรุงเทพ"]),
            ("ปา", "ไปาปาะปา่", vec!["ปา", "ปา"]),
            ("이재명", "이재명은 왔다. 신이재명", vec!["이재명"]),
            ("पुर", "पुर कानपुर पुर्", vec!["पुर"]),
            ("x", "", vec![]),
        ] {
            let found: Vec<&str> = find(&[phrase], text).into_iter().map(|(t, _)| t).collect();
            assert_eq!(found, expected, "{phrase} in {text}");
        }
    }

    #[test]
    fn equal_phrases_are_all_named_and_long_ones_are_found_whole() {
        let long = format!("{}end", "word ".repeat(60));
        let longer = format!("{long} of it");
        assert_eq!(find(&["b", "a", "A"], "a"), [("a", 1), ("a", 2)]);
        assert_eq!(find(&[&long], &longer).len(), 1);
        assert_eq!(find(&[&longer], &long).len(), 0);
        let both = find(&[&long, &longer], &longer);
        assert_eq!(both.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn no_text_makes_much_more_of_a_list_than_the_text_is_long() {
        let phrases: Vec<String> = (1..2000).map(|n| "a ".repeat(n)).collect();
        let phrases = Phrases::new(phrases.iter().map(String::as_str));
        let text = "a ".repeat(20_000);
        let mut found = 0_usize;
        phrases.each(&text, |_, _, _| found += 1);
        assert!((20_000..20_000 * (HEAD + TAILS)).contains(&found), "{found}");
        let joined = Phrases::new((1..2000).map(|_| "aaaa")).find(&"a".repeat(1 << 20));
        assert!(joined.is_empty());
    }

    /// The same by trying every phrase at every place.
    fn naive(phrases: &[String], text: &str) -> Vec<(usize, usize, u32)> {
        let folded = fold::fold(text);
        let mut found = Vec::new();
        for (phrase, number) in phrases.iter().map(|p| fold::words(p)).zip(0..) {
            for (at, _) in folded.char_indices() {
                let here = !phrase.is_empty() && folded.get(at..).unwrap().starts_with(&phrase);
                let end = at + phrase.len();
                if here && is_edge_before(&folded, at) && is_edge_after(&folded, end) {
                    found.push((at, end, number));
                }
            }
        }
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_is_there(
            phrases in prop::collection::vec("[abß ]{0,4}|[a京イ이่]{1,3}|a( a){0,60}", 0..12),
            text in "[abß …京イ이่\u{301}]{0,40}|(a ){0,99}",
        ) {
            let all = Phrases::new(phrases.iter().map(String::as_str));
            let mut found = Vec::new();
            all.each(&fold::fold(&text), |start, end, number| found.push((start, end, number)));
            found.sort_unstable();
            prop_assert_eq!(&found, &naive(&phrases, &text));
            let ranges = all.find(&text);
            prop_assert_eq!(ranges.is_empty(), found.is_empty());
            for (range, number) in ranges {
                let phrase = fold::words(&phrases[number as usize]);
                prop_assert!(fold::fold(range.of(&text)).contains(&phrase));
            }
        }
    }
}
