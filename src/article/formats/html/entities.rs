//! Character references (`&amp;`, `&#8217;`) to characters.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Longest name of a reference, with its semicolon.
const LONGEST: usize = 33;

/// `text` with its references resolved, as browsers do; what is none stays as it is.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let Some(len) = numeric(after, &mut out).or_else(|| named(after, &mut out)) {
            rest = after.get(len..).unwrap_or("");
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// `#8217;` or `#x2019;`: writes the character and tells how many bytes were read.
fn numeric(text: &str, out: &mut String) -> Option<usize> {
    let after = text.strip_prefix('#')?;
    let hex = after.strip_prefix(['x', 'X']);
    let (digits, radix) = hex.map_or((after, 10), |digits| (digits, 16));
    let len = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    let digits = digits.get(..len).filter(|digits| !digits.is_empty())?;
    // Too large a number is no character.
    let number = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let windows = number
        .checked_sub(0x80)
        .and_then(|at| C1_REPLACEMENTS.get(usize::try_from(at).ok()?).copied().flatten());
    let c = windows.or_else(|| char::from_u32(number).filter(|c| *c != '\0'));
    out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    let read = 1 + usize::from(hex.is_some()) + len;
    Some(read + usize::from(text.as_bytes().get(read) == Some(&b';')))
}

/// `amp;`, or one of the old names that need no semicolon: the longest that is known.
fn named(text: &str, out: &mut String) -> Option<usize> {
    let letters = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let has_end = text.as_bytes().get(letters) == Some(&b';');
    let longest = letters + usize::from(has_end);
    let known = |len: &usize| {
        let found = NAMED_ENTITIES.get(text.get(..*len)?).filter(|(first, _)| *first != 0)?;
        Some((*len, *found))
    };
    let (len, (first, second)) = (1..=longest).rev().find_map(|len| known(&len))?;
    out.extend([first, second].into_iter().filter(|c| *c != 0).filter_map(char::from_u32));
    Some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        let cases = [
            ("no reference", "no reference"),
            ("a &amp; b &lt;p&gt;", "a & b <p>"),
            ("it&#8217;s &#x2019;&#146;", "it’s ’’"),
            ("caf&eacute; &nbsp;x &copy 2023", "café \u{a0}x © 2023"),
            ("AT&T &unknown; & &#; &#x; &;", "AT&T &unknown; & &#; &#x; &;"),
            ("&#0;&#xd800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&notit; &NotEqualTilde;", "¬it; ≂̸"),
        ];
        for (text, expected) in cases {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
