//! Makes strangers' text safe to show: no byte of it can act on a terminal, nothing of it hides.

use std::{
    borrow::{Borrow, Cow},
    fmt,
    ops::Deref,
};

use super::{
    TextRange,
    glyph::{MARK, control_picture, each},
};

/// What a tab becomes. Not a tab stop: a stop depends on where the line is drawn.
const TAB: &str = "    ";

/// Text from outside that has been cleaned; there is no other way to make one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clean(String);

impl Clean {
    /// The text of an article, see [`article`].
    pub fn text(text: String) -> Self {
        let cleaned = match article(&text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(cleaned) => Some(cleaned),
        };
        Self(cleaned.unwrap_or(text))
    }

    /// One line, see [`line()`].
    pub fn line(text: impl AsRef<str>) -> Self {
        Self(line(text.as_ref()).into_owned())
    }

    /// The name of a file: one line, and a soft hyphen is marked too, or two names could look the same.
    pub fn path(text: impl AsRef<str>) -> Self {
        Self::line(text.as_ref().replace('\u{ad}', MARK))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        Self::line(text)
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl serde::Serialize for Clean {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Lets several be joined.
impl Borrow<str> for Clean {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for Clean {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// Cleans an article's text as it is read: CR LF, CR, NEL, LS, PS, VT and FF become line breaks, a
/// tab becomes four spaces, every other control a visible stand-in. Text without controls comes
/// back unchanged, so that offsets into it are offsets into the file. Bidi controls and invisible
/// characters stay (they are marked when drawn, see [`glyph`]).
pub fn article(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_unclean) else { return Cow::Borrowed(text) };
    let (clean, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    out.push_str(clean);
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => out.push(c),
            '\t' => out.push_str(TAB),
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            _ if is_line_break(c) => out.push('\n'),
            _ => out.push(control_picture(c).unwrap_or(c)),
        }
    }
    Cow::Owned(out)
}

/// Cleans a text for one line of the screen or of a message: as [`article`], and line breaks become
/// spaces, bidi controls and invisible characters a mark, at most 8 combining marks a base. Cleaning
/// it again changes nothing.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let spaced = article(text).replace('\n', " ");
    let drawn: String =
        each(&spaced, TextRange::new(0, spaced.len())).map(|glyph| glyph.text).collect();
    if drawn == text { Cow::Borrowed(text) } else { Cow::Owned(drawn) }
}

/// What to draw for one grapheme of cleaned text: bidi controls, tag characters and other
/// invisible ones become a mark; joiners inside Arabic, Indic and emoji stay.
pub fn glyph(grapheme: &str) -> Cow<'_, str> {
    let mut all = each(grapheme, TextRange::new(0, grapheme.len()));
    match (all.next(), all.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(one), None) => one.text,
        (Some(one), Some(two)) => {
            let mut text = one.text.into_owned();
            text.push_str(&two.text);
            text.extend(all.map(|glyph| glyph.text));
            Cow::Owned(text)
        }
    }
}

fn is_unclean(c: char) -> bool {
    c.is_control() && c != '\n' || is_line_break(c)
}

/// Line breaks other than LF and CR: VT, FF, NEL, LS, PS.
fn is_line_break(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn controls_of_an_article_become_line_breaks_spaces_or_pictures() {
        for (input, expected) in [
            ("plain — ünï, Ω, 日本", "plain — ünï, Ω, 日本"),
            ("a\nb", "a\nb"),
            ("a\r\nb\rc\n\rd", "a\nb\nc\n\nd"),
            ("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf"),
            ("a\tb", "a    b"),
            ("\u{1b}[31mred\u{7}\0", "␛[31mred␇␀"),
            ("\u{7f}\u{9b}2J\u{80}", "␡\u{fffd}2J\u{fffd}"),
            ("\u{202e}stays\u{200b}", "\u{202e}stays\u{200b}"),
        ] {
            assert_eq!(article(input), expected, "{input:?}");
        }
        assert!(matches!(article("no\ncontrols"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_clean_was_cleaned() {
        let hostile = "a\u{1b}[31m\r\nb\u{202e}c\td";
        assert_eq!(Clean::line(hostile), "a␛[31m b▯c    d");
        assert_eq!(Clean::from(hostile), Clean::line(hostile));
        assert_eq!(Clean::text(hostile.to_owned()), "a␛[31m\nb\u{202e}c    d");
        assert_eq!(Clean::path("shy\u{ad}.txt"), "shy▯.txt");
        assert_eq!(format!("{:>3}|", Clean::from("x")), "  x|");
    }

    #[test]
    fn a_line_hides_nothing() {
        for (input, expected) in [
            ("two\nlines\r\nhere", "two lines here"),
            ("abc\u{202e}fed\u{2066}x\u{2069}\u{61c}", "abc▯fed▯x▯▯"),
            ("a\u{e0041}\u{e0042}b", "a▯b"),
            ("zero\u{200b}width\u{feff}\u{2060}", "zero▯width▯▯"),
            ("a\u{200d}b\u{200c}c", "a▯b▯c"),
            ("smug\u{fe01}gled\u{e0100}\u{e0101}", "smug▯gled▯"),
            ("co\u{ad}operate", "cooperate"),
            ("\u{301}alone", "◌\u{301}alone"),
            ("\u{fffe}\u{fff9}\u{3164}", "▯▯▯"),
            ("日\u{e0041}本", "日▯本"),
            ("日\u{fe0f}本 한\u{fe0e} —\u{fe0f} 1\u{fe0f}2", "日▯本 한▯ —▯ 1▯2"),
            ("😀\u{fe05} ა\u{fe00} 日\u{e0160}", "😀▯ ა▯ 日▯"),
            ("\u{1f3f4}\u{e0068}\u{e0065}\u{e006c}\u{e006c}\u{e006f}\u{e007f}", "\u{1f3f4}▯"),
            ("S\u{16fe4}mith ไ\u{200b}\u{200b}ย", "S▯mith ไ▯ย"),
            ("ᠠ\u{180e} a\u{180e}b", "ᠠ▯ a▯b"),
        ] {
            assert_eq!(line(input), expected, "{input:?}");
        }
    }

    #[test]
    fn honest_writing_stays_as_it_is() {
        for text in [
            "می\u{200c}خواهم",
            "ه\u{200d}",
            "क्\u{200d}ष \u{915}\u{94d}\u{937} हिन्दी",
            "ශ්\u{200d}රී",
            "👨\u{200d}👩\u{200d}👧\u{200d}👦 👩🏽\u{200d}🚒 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} ☺\u{fe0f}",
            "🇮🇱🇮🇶 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "שָׁלוֹם עוֹלָם «ציטוט»",
            "وَقَالَ مُحَمَّدٌ",
            "ที่นี่ น้ำ",
            "葛\u{e0100}飾",
            "Zürich, naïve, e\u{301}, Việt Nam",
            "한국어 ᄒ\u{1161}\u{11ab}",
            "ᠮᠣᠩᠭᠣᠯ ᠤ\u{180b}",
            "ᠬᠠᠷ\u{180e}ᠠ ᠰᠠᠷ\u{180e}ᠠ",
            "∩\u{fe00} 、\u{fe00}",
        ] {
            assert_eq!(line(text), text);
        }
        for (input, expected) in [
            ("ภาษา\u{200b}ไทย", "ภาษาไทย"),
            ("ទី\u{200b}12\u{200b}មករា", "ទី12មករា"),
            ("“ไทย”\u{200b}และ", "“ไทย”และ"),
        ] {
            assert_eq!(line(input), expected);
        }
    }

    #[test]
    fn a_base_carries_eight_marks() {
        let heap = format!("z{}", "\u{301}".repeat(100_000));
        assert_eq!(line(&heap), format!("z{}", "\u{301}".repeat(8)));
        assert_eq!(line(&"\u{489}".repeat(1000)), format!("◌{}", "\u{489}".repeat(8)));
    }

    #[test]
    fn a_joiner_before_a_mark_joins_nothing() {
        for text in ["a\u{200d}\u{301}b", "\u{301}\u{200d}\u{301}"] {
            let clean = line(text);
            assert!(clean.contains('▯') && !clean.contains('\u{200d}'), "{clean:?}");
            assert_eq!(line(&clean), clean);
        }
        // The ninth mark is left out, and with it what it would excuse.
        for text in ["z\u{301}*\u{200d}\u{301}", "ب\u{301}*\u{64b}\u{200d}"] {
            let text = text.replace("\u{301}*", &"\u{301}".repeat(8));
            let clean = line(&text);
            assert!(clean.contains('▯') && !clean.contains('\u{200d}'), "{clean:?}");
            assert_eq!(line(&clean), clean);
        }
    }

    #[test]
    fn what_hides_inside_a_sequence_is_marked_in_its_place() {
        assert_eq!(line("a\u{e0100}\u{ff9e}"), "a▯\u{ff9e}");
    }

    #[test]
    fn endless_sequences_end() {
        let family = "👨\u{200d}".repeat(100_000);
        assert!(line(&family).len() < 1000);
        assert!(line(&"\u{e0041}".repeat(1_000_000)).len() < 10);
    }

    proptest! {
        #[test]
        fn cleaned_text_has_no_controls(text in "\\PC*|[\\x00-\\x{2fff}]*|(?s).*") {
            let clean = article(&text);
            prop_assert!(!clean.chars().any(|c| c.is_control() && c != '\n'), "{clean:?}");
            prop_assert_eq!(article(&clean), clean.as_ref());
            let line = super::line(&text);
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            prop_assert_eq!(super::line(&line), line.as_ref());
        }
    }
}
