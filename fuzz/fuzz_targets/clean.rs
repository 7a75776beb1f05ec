//! Cleaned text has no controls, hides nothing, is the same when cleaned again, and keeps its words.
#![no_main]

use copydesk::text::{TextRange, clean, glyph, glyphs, width};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let article = clean::article(&text);
    assert!(!article.chars().any(|c| c.is_control() && c != '\n'));
    assert_eq!(clean::article(&article), article);

    let line = clean::line(&text);
    assert!(!line.chars().any(char::is_control), "{line:?}");
    assert!(!line.chars().any(is_never_honest), "{line:?}");
    assert_eq!(clean::line(&line), line);
    if text.chars().any(is_bidi_control) {
        assert!(line.contains(glyph::MARK), "{text:?} hides in {line:?}");
    }

    let whole = TextRange::new(0, article.len());
    let mut at = 0;
    for glyph in glyphs(&article, whole) {
        assert!(glyph.range.start() >= at && glyph.range.end() <= article.len());
        assert!(matches!(glyph.columns, 1 | 2) && !glyph.text.is_empty());
        glyph.range.of(&article);
        at = glyph.range.end();
    }
    let columns = usize::from(data.first().copied().unwrap_or_default());
    assert!(width::columns(&width::truncate(&text, columns)) <= columns);
    assert_eq!(width::columns(&width::fit(&text, columns)), columns);
});

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What no honest text needs to have on a screen; a list of its own, so that a gap in the program's
/// shows.
fn is_never_honest(c: char) -> bool {
    is_bidi_control(c)
        || matches!(c,
            '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{200b}' | '\u{2028}'
            | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'
            | '\u{1d173}'..='\u{1d17a}')
}
