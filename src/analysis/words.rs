//! Words as they are compared: runs of letters and digits, one by one where a script writes no
//! spaces.

use crate::text::TextRange;

/// The words of `text`; in scripts without spaces each character is one.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.char_indices();
    std::iter::from_fn(move || {
        let (start, first) = rest.by_ref().find(|(_, c)| is_word_char(*c))?;
        let mut end = start + first.len_utf8();
        if !is_unspaced(first) {
            let mut ahead = rest.clone();
            while let Some((at, c)) = ahead.next().filter(|(_, c)| goes_on(*c)) {
                end = at + c.len_utf8();
                rest = ahead.clone();
            }
        }
        Some(TextRange::new(start, end).of(text))
    })
}

/// A hash of a word, the same for upper and lower case.
pub fn hash(word: &str) -> u64 {
    let mut hash = Hash::new();
    let mut add = |c: char| hash.add(u64::from(u32::from(c)));
    for c in word.chars() {
        if c.is_ascii() {
            add(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(&mut add);
        }
    }
    hash.0
}

/// A hash of a sequence of hashes.
pub fn hash_all(hashes: &[u64]) -> u64 {
    let mut hash = Hash::new();
    for h in hashes {
        hash.add(*h);
    }
    hash.0
}

/// FNV-1a with a final shift, for short keys.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x0100_0000_01b3);
        self.0 ^= self.0 >> 29;
    }
}

fn goes_on(c: char) -> bool {
    is_word_char(c) && !is_unspaced(c)
}

fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (c.is_alphanumeric() || is_mark(c))
}

/// Arabic and Hebrew points and Indic vowel signs belong to words; `is_alphanumeric` leaves out
/// some of them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
        | '\u{981}'..='\u{983}' | '\u{9bc}'..='\u{9cd}' | '\u{e31}' | '\u{e34}'..='\u{e4e}')
}

/// Whether `c` is of a script that writes no spaces between words.
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{3040}'
        && matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// How many words there are between white space, as [`str::split_whitespace`] parts them.
pub fn count_spaced(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let is_space = |b: &u8| matches!(b, b'\t'..=b'\r' | b' ');
    let Some((first, rest)) = text.as_bytes().split_first() else { return 0 };
    let pairs = text.as_bytes().iter().zip(rest);
    let begun = pairs.filter(|(before, b)| is_space(before) && !is_space(b)).count();
    begun + usize::from(!is_space(first))
}

/// Characters of such scripts in `text`.
pub fn count_unspaced(text: &str) -> usize {
    if text.is_ascii() { 0 } else { text.chars().filter(|c| is_unspaced(*c)).count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_or_single_characters() {
        let cases: [(&str, &[&str]); 4] = [
            ("The mayor's 3rd visit.", &["The", "mayor", "s", "3rd", "visit"]),
            ("港が、閉鎖", &["港", "が", "閉", "鎖"]),
            ("zu\u{308}rich \u{645}\u{64e}\u{631}", &["zu\u{308}rich", "\u{645}\u{64e}\u{631}"]),
            (" — !", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn words_are_counted_as_white_space_parts_them() {
        for text in [
            "",
            " ",
            "a",
            " a",
            "a ",
            "a b",
            " a\tb\u{b}\u{c}c\r\n d\u{1f}e ",
            "a\u{a0}b é",
            "港 が",
        ] {
            assert_eq!(count_spaced(text), text.split_whitespace().count(), "{text:?}");
            assert_eq!(count_unspaced(text), text.matches(['港', 'が']).count(), "{text:?}");
        }
    }

    #[test]
    fn case_does_not_change_a_hash() {
        assert_eq!(hash("HARBOUR"), hash("harbour"));
        assert_eq!(hash("ÉCOLE"), hash("école"));
        assert_ne!(hash("harbour"), hash("harbours"));
    }
}
