//! Rows cover a text in order, lose nothing of it that is drawn, and are no wider than asked.
#![no_main]

use copydesk::text::{TextRange, bidi, clean, glyphs, wrap::wrap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let columns = usize::from(first % 100);
    let raw = String::from_utf8_lossy(bytes);
    let text = clean::article(&raw);
    let rtl = bidi::is_rtl(&text);
    let mut at = 0;
    for row in wrap(&text, TextRange::new(0, text.len()), columns) {
        assert!(row.start() >= at && is_unseen(&text, at, row.start()));
        let glyphs = glyphs(&text, row);
        let wide: usize = glyphs.iter().map(|glyph| usize::from(glyph.columns)).sum();
        assert!(wide <= columns.max(1) || glyphs.len() == 1, "{:?} is {wide}", row.of(&text));
        let drawn = glyphs.len();
        assert_eq!(bidi::visual(glyphs, rtl).len(), drawn);
        at = row.end();
    }
    assert!(is_unseen(&text, at, text.len()));
});

/// Whether nothing that is drawn stands there.
fn is_unseen(text: &str, from: usize, to: usize) -> bool {
    let nothing = |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}');
    TextRange::new(from, to).of(text).chars().all(nothing)
}
