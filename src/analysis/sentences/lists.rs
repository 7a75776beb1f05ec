//! Items of a list that runs on in one paragraph: `1. The port 2. The road`.

use crate::text::TextRange;

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker<'a> {
    value: u32,
    letter: bool,
    suffix: &'a str,
}

/// Where items after the first begin, when `paragraph` starts with a list marker.
pub fn item_starts(paragraph: &str) -> Vec<usize> {
    let first = paragraph.trim_start();
    match first.chars().next() {
        Some(bullet) if is_bullet(bullet) => bulleted(paragraph, bullet),
        Some(c) if c.is_ascii_alphanumeric() => numbered(paragraph),
        _ => Vec::new(),
    }
}

/// Whether `c` marks list items.
pub fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '■' | '·')
}

fn bulleted(paragraph: &str, bullet: char) -> Vec<usize> {
    let mut after_space = false;
    let mut starts = Vec::new();
    for (at, c) in paragraph.char_indices() {
        if c == bullet && after_space {
            starts.push(at);
        }
        after_space = c.is_whitespace();
    }
    starts
}

fn numbered(paragraph: &str) -> Vec<usize> {
    let mut tokens = tokens(paragraph).peekable();
    let Some(mut last) = tokens.next().and_then(|(_, token)| marker(token)) else {
        return Vec::new();
    };
    let mut starts = Vec::new();
    let mut words_since = 0;
    while let Some((at, token)) = tokens.next() {
        words_since += 1;
        let Some(here) = marker(token) else { continue };
        let follows = here.suffix == last.suffix && here.letter == last.letter;
        let opens = tokens.peek().is_some_and(|(_, next)| next.starts_with(char::is_uppercase));
        let sure = opens || (here.letter && here.suffix == ".") || here.suffix != ".";
        if follows && here.value == last.value + 1 && words_since > 2 && sure {
            starts.push(at);
            last = here;
            words_since = 0;
        }
    }
    starts
}

fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|t| (t.as_ptr().addr() - text.as_ptr().addr(), t))
}

fn marker(token: &str) -> Option<Marker<'_>> {
    if token.len() > 6 {
        return None;
    }
    let head = token.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let suffix = TextRange::new(head, token.len()).of(token);
    let head = TextRange::new(0, head).of(token);
    if !matches!(suffix, "." | ")" | ".)") {
        return None;
    }
    if let Ok(value) = head.parse::<u32>() {
        return (value < 1000).then_some(Marker { value, letter: false, suffix });
    }
    let mut letters = head.bytes();
    match (letters.next(), letters.next()) {
        (Some(letter @ b'a'..=b'z'), None) => {
            Some(Marker { value: u32::from(letter), letter: true, suffix })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_begin_at_the_next_mark_of_the_same_kind() {
        let cases: [(&str, &[&str]); 6] = [
            ("1. The port 2. The road", &["2. The road"]),
            ("1.) The port 2.) the road 3.) All", &["2.) the road 3.) All", "3.) All"]),
            ("a. the port b. the road", &["b. the road"]),
            ("• 9. The port • 10. The road", &["• 10. The road"]),
            ("1. The port has 2. 3 ships", &[]),
            ("The port is 1. The road 2. All", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = item_starts(text)
                .into_iter()
                .map(|s| TextRange::new(s, text.len()).of(text))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
