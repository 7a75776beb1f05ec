//! Columns: how wide a text is on the screen, and cutting it to fit.

use std::borrow::Cow;

use super::{TextRange, clean, glyph::each};

/// The columns that `text` takes when its glyphs are drawn (an emoji sequence is 2, a combining
/// mark 0, a hidden character the 1 of its mark). Line breaks take none.
pub fn columns(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    each(text, TextRange::new(0, text.len())).map(|glyph| usize::from(glyph.columns)).sum()
}

/// `text` as one clean line ([`clean::line`]) of at most `max` columns, ending in `…` where
/// something was cut; never half a wide character.
pub fn truncate(text: &str, max: usize) -> Cow<'_, str> {
    let line = clean::line(text);
    if is_plain(&line) && line.len() <= max {
        return line;
    }
    let (mut used, mut kept) = (0, 0);
    for glyph in each(&line, TextRange::new(0, line.len())) {
        used += usize::from(glyph.columns);
        if used > max {
            let head = TextRange::new(0, kept).of(&line);
            return Cow::Owned(if max == 0 { String::new() } else { format!("{head}…") });
        }
        if used < max {
            kept = glyph.range.end();
        }
    }
    line
}

/// `text` cut or padded with spaces on the right to exactly `exact` columns.
pub fn fit(text: &str, exact: usize) -> String {
    let mut out = truncate(text, exact).into_owned();
    let missing = exact.saturating_sub(columns(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::*;
    use crate::text::glyphs;

    /// Columns that ratatui's buffer gives a text.
    fn drawn(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
        let (x, _) = buffer.set_stringn(0, 0, text, 2000, Style::new());
        usize::from(x)
    }

    #[test]
    fn columns_are_counted_by_grapheme() {
        for (text, expected) in [
            ("", 0),
            ("plain", 5),
            ("naïve e\u{301}", 7),
            ("日本語", 6),
            ("한국어", 6),
            ("👨\u{200d}👩\u{200d}👧", 2),
            ("🇮🇱🇮🇶", 4),
            ("👍🏽", 2),
            ("❤\u{fe0f}", 2),
            ("مرحبا", 5),
            ("\u{202e}", 1),
            ("\u{301}", 1),
            ("a\u{1b}b", 3),
            // Two in a terminal; ratatui keeps a third free, and what counts is to agree with it.
            ("ｶﾞ", 3),
            ("क्ष", 2),
        ] {
            assert_eq!(columns(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_cut_text_ends_in_dots_and_never_in_half_a_character() {
        for (text, max, expected) in [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("日本語", 1, "…"),
            ("anything", 0, ""),
            ("a\nb", 3, "a b"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ] {
            assert_eq!(truncate(text, max), expected, "{text:?} to {max}");
        }
        assert_eq!(fit("日本", 3), "日…");
        assert_eq!(fit("日本語", 4), "日… ");
        assert_eq!(fit("ab", 4), "ab  ");
    }

    proptest! {
        #[test]
        fn ratatui_draws_in_the_columns_we_count(
            text in "\\PC{0,12}|[\\x{200b}-\\x{206f}a\\x{300}\\x{e0041}日]{0,12}|(?s).{0,40}\
                |[ᄀ-ᇿ؀-؅a日]{0,12}|[ऀ-ൿក-៿က-႟]{0,12}|[😀-🙏\\x{200d}\\x{fe0f}🏽🇦-🇿0-9*#⃣]{0,12}\
                |[぀-ヿｦ-ﾟ、。]{0,12}"
        ) {
            let line = clean::line(&text);
            prop_assert_eq!(columns(&line), drawn(&line), "{:?}", line);
            for glyph in glyphs(&text, TextRange::new(0, text.len())) {
                prop_assert_eq!(usize::from(glyph.columns), drawn(&glyph.text), "{:?}", glyph);
            }
            prop_assert_eq!(columns(&text.replace('\n', " ")), drawn(&glyphs_text(&text.replace('\n', " "))));
        }

        #[test]
        fn a_fitted_text_is_exact(text in "(?s).{0,30}|[日a\\x{301}]{0,20}", exact in 0_usize..30) {
            prop_assert_eq!(drawn(&fit(&text, exact)), exact);
            prop_assert!(columns(&truncate(&text, exact)) <= exact);
        }
    }

    fn glyphs_text(text: &str) -> String {
        glyphs(text, TextRange::new(0, text.len())).into_iter().map(|glyph| glyph.text).collect()
    }
}
