//! Direction: which paragraphs run right to left, and the visual order of a row.

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

use super::Glyph;

/// Whether the first strong character of `paragraph` is a right-to-left one.
pub fn is_rtl(paragraph: &str) -> bool {
    let strong = paragraph
        .chars()
        .map(bidi_class)
        .find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    matches!(strong, Some(BidiClass::R | BidiClass::AL))
}

/// The glyphs of one wrapped row in visual order, left to right, for a paragraph whose direction is
/// `rtl` (the Unicode bidirectional algorithm, rules L1 to L4; brackets are mirrored). Call it only
/// where the terminal does not reorder by itself. Directional controls of the text do not act: they
/// are drawn as marks.
pub fn visual<'a>(row: Vec<Glyph<'a>>, rtl: bool) -> Vec<Glyph<'a>> {
    // One character stands for a glyph: marks take the direction of their base.
    let bases: String = row.iter().map(|glyph| glyph.text.chars().next().unwrap_or(' ')).collect();
    if !rtl && bases.chars().all(runs_left_to_right) {
        return row;
    }
    let paragraph = if rtl { Level::rtl() } else { Level::ltr() };
    let info = ParagraphBidiInfo::new(&bases, Some(paragraph));
    let levels = info.reordered_levels_per_char(0..bases.len());
    let order = ParagraphBidiInfo::reorder_visual(&levels);
    let mut logical: Vec<Option<Glyph<'a>>> = row
        .into_iter()
        .zip(levels)
        .map(|(glyph, level)| Some(if level.is_rtl() { mirrored(glyph) } else { glyph }))
        .collect();
    order.into_iter().filter_map(|at| logical.get_mut(at)?.take()).collect()
}

fn runs_left_to_right(c: char) -> bool {
    !matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN)
}

/// Pairs of `Bidi_Mirroring_Glyph` that occur in news, each both ways.
const MIRRORS: &str = "()[]{}<>«»‹›≤≥≪≫⟨⟩⟦⟧⁅⁆❨❩❬❭❰❱⌈⌉⌊⌋〈〉《》「」『』【】〔〕〖〗〘〙（）＜＞［］｛｝｢｣﹙﹚﹛﹜﹝﹞";

fn mirrored(mut glyph: Glyph<'_>) -> Glyph<'_> {
    let mut chars = glyph.text.chars();
    let first = chars.next();
    let Some(at) = first.and_then(|c| MIRRORS.chars().position(|other| other == c)) else {
        return glyph;
    };
    if let Some(mirror) = MIRRORS.chars().nth(at ^ 1) {
        glyph.text = std::iter::once(mirror).chain(chars).collect::<String>().into();
    }
    glyph
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{TextRange, glyphs};

    fn seen(text: &str) -> String {
        let row = glyphs(text, TextRange::new(0, text.len()));
        visual(row, is_rtl(text)).into_iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn the_first_strong_letter_gives_the_direction() {
        for (text, rtl) in [
            ("", false),
            ("plain", false),
            ("123 «…»", false),
            ("שלום world", true),
            ("«12» مرحبا", true),
            ("hello שלום", false),
        ] {
            assert_eq!(is_rtl(text), rtl, "{text:?}");
        }
    }

    #[test]
    fn rows_stand_in_visual_order() {
        for (text, expected) in [
            ("left to right", "left to right"),
            ("אבג", "גבא"),
            ("אבג abc דהו", "והד abc גבא"),
            ("say אבג now", "say גבא now"),
            ("אבג 123 דהו", "והד 123 גבא"),
            ("אב 12.5% גד", "דג 12.5% בא"),
            ("ابج ١٢٣", "١٢٣ جبا"),
            ("אבג (דה) ו", "ו (הד) גבא"),
            ("אבג: «דה»", "«הד» :גבא"),
            ("שָׁלוֹם", "םוֹלשָׁ"),
            ("אב (abc) גד", "דג (abc) בא"),
            ("the אב (גד) end", "the (דג) בא end"),
            ("א\u{202d}בג", "גב▯א"),
        ] {
            assert_eq!(seen(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn visual_order_loses_no_glyph(text in "[אבجد١a1 ()«\\x{301}\\x{202e}日]{0,40}|(?s).{0,40}", rtl: bool) {
            let row = glyphs(&text, TextRange::new(0, text.len()));
            let mut turned: Vec<_> = visual(row.clone(), rtl).iter().map(|g| (g.range, g.columns)).collect();
            turned.sort_unstable();
            let logical: Vec<_> = row.iter().map(|g| (g.range, g.columns)).collect();
            prop_assert_eq!(turned, logical);
        }
    }
}
