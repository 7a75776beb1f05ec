//! Says where a word may begin and end, in scripts with and without spaces. Expects folded text.

/// Whether a phrase may begin at `at`.
pub(super) fn is_edge_before(text: &str, at: usize) -> bool {
    let (before, after) = around(text, at);
    !(joins(before, after) || is_hangul(before) && is_hangul(after))
}

/// Whether a phrase may end at `at`. A Korean word may go on: particles follow without a space.
pub(super) fn is_edge_after(text: &str, at: usize) -> bool {
    let (before, after) = around(text, at);
    !joins(before, after)
}

/// The characters on both sides; a space at the ends of the text.
fn around(text: &str, at: usize) -> (char, char) {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at..).and_then(|text| text.chars().next());
    (before.unwrap_or(' '), after.unwrap_or(' '))
}

/// Whether two neighbours belong to one word.
fn joins(a: char, b: char) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
    }
    if is_dependent(b) {
        return true;
    }
    let free = |c| is_spaceless(c) || is_hangul(c);
    let kana = is_katakana(a) && is_katakana(b);
    kana || is_of_word(a) && is_of_word(b) && !free(a) && !free(b)
}

/// Letters, digits, and the viramas between Indic letters.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || ('\u{900}'..'\u{e00}').contains(&c) && u32::from(c) & 0x7f == 0x4d
        || c == '\u{dca}'
}

/// Whether the script of a letter has no spaces between words.
fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Foreign words, which end where the Katakana end.
fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30fe}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}')
}

/// Vowels and tones of scripts without spaces that belong to the letter before them.
fn is_dependent(c: char) -> bool {
    matches!(c,
        '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb1}'
        | '\u{eb3}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}' | '\u{102b}'..='\u{103e}'
        | '\u{17b6}'..='\u{17d3}' | '\u{17dd}' | '\u{3099}'..='\u{309a}')
}
