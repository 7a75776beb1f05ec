//! Which characters hide or act unseen, and where such a one is honest and stays.

use unicode_width::UnicodeWidthChar;

/// Characters of a kept flag sequence: a black flag, at most six tags and the end tag.
const FLAG_TAGS: usize = 7;

/// Whether `c` draws nothing by itself or acts on the text around it: bidi controls, tags, joiners,
/// selectors, fillers, other format characters and noncharacters. Combining marks are visible.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
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
        '\u{180b}'..='\u{180f}' => matches!(before, '\u{1820}'..='\u{18aa}'),
        '\u{fe0e}' | '\u{fe0f}' => {
            matches!(before, '0'..='9' | '#' | '*' | '\u{a9}' | '\u{ae}')
                || before >= '\u{2010}' && !is_invisible(before)
        }
        '\u{fe00}'..='\u{fe0d}' => before >= '\u{1000}' && !is_invisible(before),
        '\u{e0100}'..='\u{e01ef}' => {
            matches!(before, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        }
        _ => false,
    }
}

/// Whether a zero-width space or a soft hyphen after `before` only says where a line may break: in
/// scripts written without spaces the first, everywhere the second.
pub fn is_break_only(c: char, before: Option<char>) -> bool {
    match c {
        '\u{ad}' => true,
        '\u{200b}' => before.is_some_and(is_unspaced_script),
        _ => false,
    }
}

/// Whether `grapheme` is a flag made of tags (England, Scotland, Wales and their like).
pub fn is_tag_flag(grapheme: &str) -> bool {
    let Some(tags) = grapheme.strip_prefix('\u{1f3f4}') else { return false };
    let mut tags = tags.chars().take(FLAG_TAGS + 1).collect::<Vec<_>>();
    let end = tags.pop();
    end == Some('\u{e007f}')
        && (3..FLAG_TAGS).contains(&tags.len())
        && tags.iter().all(|c| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}'))
}

/// Scripts whose letters change shape by their neighbours, so that joiners have a meaning: Arabic,
/// Syriac, N'Ko, those of India, Myanmar, Khmer, Mongolian.
fn is_joining_script(c: char) -> bool {
    !is_invisible(c)
        && matches!(c, '\u{600}'..='\u{7ff}' | '\u{840}'..='\u{df4}' | '\u{f00}'..='\u{109f}'
            | '\u{1780}'..='\u{18aa}' | '\u{1a20}'..='\u{1aaf}' | '\u{a840}'..='\u{a8ff}'
            | '\u{fb50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11fff}')
}

/// Thai, Lao, Myanmar, Khmer.
fn is_unspaced_script(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{edf}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17e9}')
}
