//! Short lines amid the paragraphs: sub-headings that look like sentences, captions that look like
//! headings.

use super::{Line, calendar, names, repeats};
use crate::article::BlockKind;

/// A question that heads a passage has at most so many words; in quotation marks, a heading.
const QUESTION: usize = 9;
const QUOTED: usize = 9;
/// Fewest words of a line without an end that is rather a caption than a heading.
const CAPTION: usize = 10;

/// What a reader is asked in an interview, not what a passage answers.
const ADDRESSED: &[&str] = &[
    "you", "your", "yourself", "sie", "ihr", "ihre", "ihnen", "du", "vous", "votre", "usted", "tu",
    "su", "вы", "вас", "ваш", "она", "he", "she", "him", "her",
];

/// `'Nobody heard us'` above a passage, where the text itself quotes with other marks.
pub fn mark_quoted(lines: &mut [Line<'_>]) {
    let may_head = |l: &Line<'_>| l.is_text() && l.plain && l.text.starts_with(['\'', '‘']);
    if !lines.iter().any(may_head) {
        return;
    }
    let (mut single, mut double) = (0, 0);
    for line in lines.iter().filter(|l| l.is_long()) {
        let text = line.text;
        double += text.matches(['"', '“', '«', '„']).take(40).count();
        single += (text.matches(" '").take(40).count() + text.matches(" ‘").take(40).count())
            + usize::from(text.starts_with(['\'', '‘']));
    }
    for at in 1..lines.len() {
        let below = lines
            .get(at + 1)
            .is_some_and(|l| l.is_long() || l.is_text() && !repeats::is_quoted(l.text));
        let Some(line) = lines.get_mut(at).filter(|l| may_head(l)) else { continue };
        let quoted = line.text.ends_with(['\'', '’'])
            && !line.text.trim_end_matches(['\'', '’']).ends_with(['.', ',']);
        if quoted && below && double > single && line.words <= QUOTED {
            line.become_kind(BlockKind::Heading);
        }
    }
}

/// Days that head what follows: more than one, or below the first paragraph.
pub fn mark_days(lines: &mut [Line<'_>]) {
    let first = lines.iter().position(Line::is_text).unwrap_or(lines.len());
    let is_day = |l: &Line<'_>| {
        l.open
            && l.kind == BlockKind::Dateline
            && !l.text.contains(char::is_numeric)
            && calendar::is_stamp(&l.text.to_lowercase())
    };
    let days = lines.iter().filter(|l| is_day(l)).count();
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, l)| is_day(l)) {
        if days > 1 || at > first {
            line.become_kind(BlockKind::Heading);
        }
    }
}

/// Questions and labels that head what follows; captions among paragraphs, where no markup tells
/// them.
pub fn mark(lines: &mut [Line<'_>], captions: bool) {
    let Some(first) = lines.iter().position(Line::is_text) else { return };
    for at in 1..lines.len() {
        let text_at = |at: usize| lines.get(at).is_some_and(Line::is_text);
        let (above, below) = (text_at(at - 1), text_at(at + 1));
        let longer = lines.get(at + 1).map_or(0, |l| l.text.len());
        let list_below = lines.get(at + 1).is_some_and(|l| l.kind == BlockKind::ListItem);
        let question_below = lines.get(at + 1).is_some_and(|l| ends_in_question(l.text));
        let Some(line) = lines.get(at) else { break };
        let asks = below
            && longer > line.text.len()
            && !question_below
            && is_question(line)
            && !speaks(lines, at);
        let label =
            list_below && line.is_text() && line.words <= 4 && line.text.ends_with([':', '：']);
        let broken = lines.get(at + 1).is_some_and(|l| l.text.starts_with(char::is_lowercase));
        let caption = captions
            && at > first
            && (above || below)
            && is_caption(line)
            && !list_below
            && !broken;
        let Some(line) = lines.get_mut(at) else { break };
        if asks || label {
            line.become_kind(BlockKind::Heading);
        } else if caption {
            line.become_kind(BlockKind::Caption);
        }
    }
}

/// Whether a line begins with a speaker: in capitals, or named before lines near by too.
fn speaks(lines: &[Line<'_>], at: usize) -> bool {
    let Some((name, _)) = lines.get(at).and_then(|l| l.text.split_once(": ")) else { return false };
    let near = lines.get(at.saturating_sub(6)..lines.len().min(at + 7)).unwrap_or_default();
    let lines_of = near.iter().filter(|l| l.text.starts_with(name)).count();
    lines_of > 1 || !name.contains(char::is_lowercase) && name.contains(char::is_uppercase)
}

fn ends_in_question(text: &str) -> bool {
    text.ends_with(['?', '？', '؟'])
}

fn is_question(line: &Line<'_>) -> bool {
    let spoken = line.text.starts_with(['"', '“', '«', '„', '—', '–', '-', '「', '―', '\'', '‘']);
    let labelled = line.text.split_once([':', '：']).is_some_and(|(l, _)| l.len() <= 20);
    let one = line.text.matches(['?', '.', '!', '？', '。']).count() == 1
        || super::lists::item_number(line.text).is_some();
    let mut words = line
        .text
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    line.is_text()
        && line.plain
        && ends_in_question(line.text)
        && line.words <= QUESTION
        && line.text.chars().count() <= 60
        && !spoken
        && (!labelled || line.words <= 5)
        && one
        && !words.any(|w| ADDRESSED.contains(&w.as_str()))
}

/// A line that tells what is seen: long for a heading, or behind a word and a colon.
fn is_caption(line: &Line<'_>) -> bool {
    let labelled = line.text.split_once(": ").is_some_and(|(label, rest)| {
        !label.contains(' ')
            && rest.split_whitespace().count() >= 5
            && label.starts_with(char::is_uppercase)
    });
    let told = line.text.contains(char::is_lowercase)
        && !names::are_names(line.text)
        && line.text.starts_with(char::is_uppercase);
    let briefly = line.is_unended() && (line.words >= CAPTION || labelled && line.words >= 6);
    told && briefly
}
