//! Words, numbers and marks of a text, as the date rules see them.

use std::borrow::Cow;

use crate::text::TextRange;

/// No word of a date is longer.
const LONGEST: usize = 24;

/// A word, a number or one mark.
#[derive(Debug, Clone)]
pub struct Token<'a> {
    pub range: TextRange,
    /// In lower case; empty for words too long to matter.
    pub lower: Cow<'a, str>,
    pub number: Option<Number>,
    /// Whether it began with a capital letter, or is of a script without capitals.
    pub capital: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// A whole number of at most four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    pub value: i16,
    pub digits: u8,
}

/// The tokens in `range`.
pub fn tokens(text: &str, range: TextRange) -> Vec<Token<'_>> {
    let inner = range.of(text);
    let mut chars = inner.char_indices().peekable();
    let mut tokens = Vec::with_capacity(inner.len() / 5);
    let mut spaced = true;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            spaced = true;
            continue;
        }
        let mut end = start + first.len_utf8();
        if let Some(same) = class(first) {
            while let Some((at, c)) = chars.next_if(|(_, c)| class(*c) == Some(same)) {
                end = at + c.len_utf8();
            }
        }
        let word = TextRange::new(start, end);
        tokens.push(token(word.of(inner), word.shifted(range.start()), first, spaced));
        spaced = false;
    }
    tokens
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    EastAsian,
}

/// What runs together with its like; `None` for marks.
fn class(c: char) -> Option<Class> {
    if c.to_digit(10).is_some() || arabic_digit(c).is_some() {
        Some(Class::Digit)
    } else if matches!(c, '年' | '月' | '日') {
        None
    } else if crate::analysis::words::is_unspaced(c) {
        Some(Class::EastAsian)
    } else if c.is_alphabetic() {
        Some(Class::Letter)
    } else {
        None
    }
}

fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(c) - 0x6f0),
        _ => None,
    }
}

fn token(word: &str, range: TextRange, first: char, spaced: bool) -> Token<'_> {
    let lower = if word.len() > LONGEST {
        Cow::Borrowed("")
    } else if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    };
    Token { range, lower, number: number(word), capital: !first.is_lowercase(), spaced }
}

fn number(word: &str) -> Option<Number> {
    let (mut value, mut digits) = (0_i16, 0_u8);
    for c in word.chars() {
        let digit = c.to_digit(10).or_else(|| arabic_digit(c))?;
        digits += 1;
        if digits > 4 {
            return None;
        }
        value = value * 10 + i16::try_from(digit).ok()?;
    }
    (digits > 0).then_some(Number { value, digits })
}
