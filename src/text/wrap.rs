//! Breaks paragraphs into rows of at most so many columns. No hyphenation, no justification.

use super::{TextRange, glyph::each};

/// Wraps a range of `text` into rows of at most `columns` columns, at spaces, after hyphens and
/// between CJK characters; a word longer than a row is cut between graphemes. White space at a
/// break belongs to no row. Line breaks in the text always break; one at the end of the range makes
/// no row. At least one row, and never an empty range of columns: 0 is taken as 1.
pub fn wrap(text: &str, range: TextRange, columns: usize) -> Vec<TextRange> {
    let mut rows = Vec::new();
    let mut start = range.start();
    for line in range.of(text).split_inclusive('\n') {
        let kept = TextRange::new(start, start + line.trim_end().len());
        wrap_line(text, kept, columns.max(1), &mut rows);
        start += line.len();
    }
    if rows.is_empty() {
        rows.push(TextRange::new(range.start(), range.start()));
    }
    rows
}

/// Adds the rows of one line; each glyph is looked at once.
fn wrap_line(text: &str, line: TextRange, columns: usize, rows: &mut Vec<TextRange>) {
    let mut row = Row { start: line.start(), end: line.start(), used: 0, place: None };
    let mut seen = Seen::default();
    let mut previous_end = line.start();
    for glyph in each(text, line) {
        let (at, width) = (glyph.range.start(), usize::from(glyph.columns));
        let Some(c) = glyph.range.of(text).chars().next() else { continue };
        let dropped = TextRange::new(previous_end, at).of(text);
        previous_end = glyph.range.end();
        if seen.may_break_before(TextRange::new(at, line.end()).of(text), dropped)
            && row.end > row.start
        {
            row.place = Some(Place { end: row.end, next: at, used: row.used });
        }
        seen.add(c);
        if is_space(c) && glyph.range.len() == c.len_utf8() {
            row.used += width;
            continue;
        }
        while row.used + width > columns && row.end > row.start {
            rows.push(row.break_before(at));
        }
        let indent_too_wide = row.used + width > columns || row.used > columns / 2;
        if row.end == row.start && indent_too_wide {
            row = Row { start: at, end: at, used: 0, place: None };
        }
        row.used += width;
        row.end = glyph.range.end();
    }
    rows.push(TextRange::new(row.start, row.end));
}

/// The row being filled.
struct Row {
    start: usize,
    /// End of the last glyph that is no space.
    end: usize,
    used: usize,
    /// The last place where it may break.
    place: Option<Place>,
}

struct Place {
    /// Where the row ends if it breaks here.
    end: usize,
    /// Where the next row starts.
    next: usize,
    /// Columns up to `next`.
    used: usize,
}

impl Row {
    /// Ends the row at its last place, else before the glyph at `at`, and starts the next.
    fn break_before(&mut self, at: usize) -> TextRange {
        let place = self.place.take().unwrap_or(Place { end: self.end, next: at, used: self.used });
        let done = TextRange::new(self.start, place.end);
        self.start = place.next;
        self.end = self.end.max(place.next);
        self.used -= place.used;
        done
    }
}

/// The last two characters.
#[derive(Default)]
struct Seen {
    before: Option<char>,
    last: Option<char>,
}

impl Seen {
    fn add(&mut self, c: char) {
        self.before = self.last.replace(c);
    }

    /// Whether a row may end here, before `rest`, with characters `dropped` (drawn by nothing)
    /// between. The rules are those of UAX 14 that news needs.
    fn may_break_before(&self, rest: &str, dropped: &str) -> bool {
        let (Some(last), Some(next)) = (self.last, rest.chars().next()) else { return false };
        if is_space(next) {
            return false;
        }
        if is_space(last) || last == '\u{200b}' || dropped.contains('\u{200b}') {
            return true;
        }
        let place = match last {
            '-' | '\u{2010}' => {
                next.is_alphanumeric()
                    && self.before.is_some_and(char::is_alphanumeric)
                    && !begins_with_code(rest)
            }
            '–' | '—' | '―' => self.before.is_some(),
            _ => is_cjk(last) || is_cjk(next),
        };
        let held = || is_glue(next) || NO_START.contains(next) || NO_END.contains(last);
        place && !is_glue(last) && !held()
    }
}

/// Whether the word at the beginning has a digit: `F-16`, `Covid-19`, `EU-27b` hold together.
fn begins_with_code(text: &str) -> bool {
    text.chars().take(12).take_while(|c| c.is_alphanumeric()).any(char::is_numeric)
}

/// Never first in a row after a break between CJK characters (kinsoku).
const NO_START: &str = "、。，．・：；？！゛゜ヽヾゝゞ々〻ー）〕］｝〉》」』】〙〗〟’”»›…‥〜～％‰℃°′″\
    ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡｣､･ｰﾞﾟ)]},.:;?!%'\"";

/// Never last in a row before one.
const NO_END: &str = "（〔［｛〈《「『【〘〖〝‘“«‹｢＄￥＃([{$¥£€#'\"";

fn is_space(c: char) -> bool {
    c.is_whitespace() && !is_glue(c)
}

/// Spaces that hold together what stands at their sides, and the word joiner.
fn is_glue(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2060}' | '\u{feff}')
}

/// Ideographs, kana, their punctuation, and emoji; Hangul breaks at spaces.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff9f}' | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str, columns: usize) -> Vec<&str> {
        let whole = TextRange::new(0, text.len());
        wrap(text, whole, columns).into_iter().map(|row| row.of(text)).collect()
    }

    #[test]
    fn rows_break_where_a_reader_expects() {
        for (text, columns, expected) in [
            ("", 10, &[""][..]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three", 3, &["one", "two", "thr", "ee"]),
            ("one   two  ", 5, &["one", "two"]),
            ("one     two", 5, &["one", "two"]),
            ("first\n\nsecond line\n", 6, &["first", "", "second", "line"]),
            ("  indented text", 10, &["  indented", "text"]),
            ("          far in", 10, &["far in"]),
            ("well-known place", 6, &["well-", "known", "place"]),
            ("many F-16 jets", 7, &["many", "F-16", "jets"]),
            ("case no-a7 is-open", 11, &["case no-a7", "is-open"]),
            ("at -5 or --flag", 4, &["at", "-5", "or", "--fl", "ag"]),
            ("then—stop", 6, &["then—", "stop"]),
            ("日本語の文章", 6, &["日本語", "の文章"]),
            ("日本語。次", 6, &["日本", "語。次"]),
            ("彼は「はい」と", 6, &["彼は", "「は", "い」と"]),
            ("日本語", 1, &["日", "本", "語"]),
            ("日本語", 0, &["日", "本", "語"]),
            ("한국어 문장", 6, &["한국어", "문장"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("10\u{a0}000 km", 6, &["10\u{a0}000", "km"]),
            ("ภาษา\u{200b}ไทย", 5, &["ภาษา", "ไทย"]),
            (
                "👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧",
                3,
                &["👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"],
            ),
            ("a\u{e0100}\u{ff9e}", 1, &["a", "\u{e0100}", "\u{ff9e}"]),
            ("   ", 2, &[""]),
        ] {
            assert_eq!(rows(text, columns), expected, "{text:?} at {columns}");
        }
    }

    #[test]
    fn only_the_range_is_wrapped() {
        let text = "before: one two after";
        let found = wrap(text, TextRange::new(8, 15), 3);
        assert_eq!(found, [TextRange::new(8, 11), TextRange::new(12, 15)]);
        assert_eq!(wrap(text, TextRange::new(3, 3), 5), [TextRange::new(3, 3)]);
    }

    #[test]
    fn what_hides_in_two_parts_of_a_cluster_has_its_place_in_both() {
        let text = " \u{e0100}\u{ff9e}\u{200d}「";
        let whole = TextRange::new(0, text.len());
        for row in wrap(text, whole, 1) {
            let glyphs = crate::text::glyphs(text, row);
            assert_eq!(glyphs.len(), 1, "{:?}", row.of(text));
        }
    }

    #[test]
    fn a_line_of_a_million_letters_is_cut_in_one_pass() {
        let long = "x".repeat(1_000_000);
        assert_eq!(rows(&long, 74).len(), 1_000_000_usize.div_ceil(74));
        let marks = "\u{301}".repeat(1_000_000);
        assert_eq!(rows(&marks, 74).len(), 1);
    }

    proptest! {
        #[test]
        fn rows_cover_the_text_in_order_and_fit(
            text in "(?s).{0,80}|[a-c \\n\\-—日。「\\x{301}\\x{200d}👨ᄀ\\x{e0100}\\x{ff9e}ไ\\x{200b}ᠠ\\x{180e}]{0,80}", columns in 1_usize..20
        ) {
            let whole = TextRange::new(0, text.len());
            let rows = wrap(&text, whole, columns);
            let mut at = 0;
            for row in &rows {
                prop_assert!(row.start() >= at && text.get(row.start()..row.end()).is_some());
                prop_assert!(unseen(&text, at, row.start()));
                let glyphs = crate::text::glyphs(&text, *row);
                let wide: usize = glyphs.iter().map(|glyph| usize::from(glyph.columns)).sum();
                prop_assert!(wide <= columns || glyphs.len() == 1, "{:?} is {wide}", row.of(&text));
                at = row.end();
            }
            prop_assert!(unseen(&text, at, text.len()));
        }
    }

    /// Whether nothing that is drawn stands there.
    fn unseen(text: &str, from: usize, to: usize) -> bool {
        let nothing = |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}');
        TextRange::new(from, to).of(text).chars().all(nothing)
    }
}
