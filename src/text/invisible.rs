//! Which characters hide or act unseen, and where such a one is honest and stays.

use unicode_width::UnicodeWidthChar;

/// A letter of Braille without dots: no blank to Unicode, and nothing to see.
pub const BRAILLE_BLANK: char = '\u{2800}';

/// Stands between a Mongolian letter and the vowel that ends its word.
pub const VOWEL_SEPARATOR: char = '\u{180e}';

/// The flags that are made of tags: England, Scotland, Wales. Other tags have no picture.
const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

/// Whether `c` draws nothing by itself or acts on the text around it: bidi controls, tags, joiners,
/// selectors, fillers, other format characters and noncharacters. Combining marks are visible.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{16fe4}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether the invisible `c` belongs to honest writing after `before` (the character just before it
/// in its grapheme), where `after` follows it in the same grapheme.
pub fn is_honest(c: char, before: char, after: Option<char>) -> bool {
    match c {
        // A character with a width after a joiner in one grapheme is an emoji or Indic sequence:
        // only those are one grapheme. A mark may follow any joiner.
        '\u{200d}' => {
            is_joining_script(before)
                || after.is_some_and(|a| !is_invisible(a) && a.width() != Some(0))
        }
        '\u{200c}' => is_joining_script(before),
        '\u{34f}' => matches!(before, '\u{591}'..='\u{5f4}'),
        '\u{180b}'..='\u{180f}' => is_mongolian(before),
        '\u{fe0e}' | '\u{fe0f}' => {
            is_picture(before)
                || matches!(before, '0'..='9' | '#' | '*') && after == Some('\u{20e3}')
        }
        '\u{fe00}'..='\u{fe0d}' => has_variants(c, before),
        // No ideograph has more registered variants than these (Ideographic Variation Database).
        '\u{e0100}'..='\u{e011f}' => is_ideograph(before),
        _ => false,
    }
}

/// Whether a zero-width space or a soft hyphen between two characters only says where a line may break: in
/// scripts written without spaces the first, everywhere the second.
pub fn is_break_only(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '\u{ad}' => true,
        '\u{200b}' => {
            before != Some(c) && [before, after].into_iter().flatten().any(is_unspaced_script)
        }
        _ => false,
    }
}

/// Whether `grapheme` is a flag made of tags.
pub fn is_tag_flag(grapheme: &str) -> bool {
    let tag = |letter: char| char::from_u32(0xe0000 + u32::from(letter));
    grapheme
        .strip_prefix('\u{1f3f4}')
        .and_then(|tags| tags.strip_suffix('\u{e007f}'))
        .is_some_and(|tags| FLAGS.iter().any(|flag| tags.chars().eq(flag.chars().filter_map(tag))))
}

/// A letter of Mongolian, Todo, Sibe or Manchu.
pub fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18aa}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The blocks of the characters that are emoji or text as one says (Unicode's emoji-variation-sequences).
fn is_picture(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21aa}'
        | '\u{231a}'..='\u{231b}' | '\u{2328}' | '\u{23cf}'..='\u{23fa}' | '\u{24c2}' | '\u{25aa}'..='\u{25fe}'
        | '\u{2600}'..='\u{27bf}' | '\u{2934}'..='\u{2935}' | '\u{2b05}'..='\u{2b55}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character has a form of its own by this selector (Unicode's standardized variants: signs of
/// mathematics, Chinese marks and ideographs, Myanmar, Phags-pa, Manichaean, Egyptian).
fn has_variants(selector: char, c: char) -> bool {
    match selector {
        '\u{fe00}' => {
            matches!(c, '0' | '\u{2205}'..='\u{22ff}' | '\u{2a00}'..='\u{2aff}' | '\u{1000}'..='\u{109f}'
                | '\u{aa60}'..='\u{aa7f}' | '\u{a840}'..='\u{a87f}' | '\u{10ac0}'..='\u{10aff}' | '\u{13000}'..='\u{143ff}')
                || is_ideograph(c)
                || is_wide_mark(c)
        }
        '\u{fe01}' | '\u{fe02}' => {
            is_ideograph(c) || is_wide_mark(c) || matches!(c, '\u{13000}'..='\u{143ff}')
        }
        '\u{fe03}'..='\u{fe06}' => matches!(c, '\u{13000}'..='\u{143ff}'),
        _ => false,
    }
}

/// Stops, commas and the like of Chinese and Japanese.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3002}' | '\u{ff01}' | '\u{ff0c}' | '\u{ff0e}' | '\u{ff1a}'..='\u{ff1b}' | '\u{ff1f}')
}

/// Scripts whose letters change shape by their neighbours, so that joiners have a meaning: Arabic,
/// Syriac, N'Ko, those of India, Myanmar, Khmer, Mongolian, Balinese, Javanese, Adlam.
fn is_joining_script(c: char) -> bool {
    !is_invisible(c)
        && matches!(c, '\u{600}'..='\u{7ff}' | '\u{840}'..='\u{df4}' | '\u{f00}'..='\u{109f}'
            | '\u{1780}'..='\u{18aa}' | '\u{1a20}'..='\u{1aaf}' | '\u{1b00}'..='\u{1bff}' | '\u{a840}'..='\u{a8ff}'
            | '\u{a980}'..='\u{a9df}' | '\u{fb50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11fff}'
            | '\u{1e900}'..='\u{1e95f}')
}

/// Thai, Lao, Tibetan, Myanmar, Khmer, Tai, Balinese, Javanese.
fn is_unspaced_script(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{fd4}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17e9}' | '\u{1950}'..='\u{19df}'
        | '\u{1a20}'..='\u{1aad}' | '\u{1b00}'..='\u{1b7e}' | '\u{a980}'..='\u{a9df}' | '\u{aa60}'..='\u{aadf}')
}
