//! Joins the lines of hard-wrapped plain text (mail, wire copy) into paragraphs.

use super::signs;
use crate::{article::RawBlock, text::TextRange};

/// Lines of wrapped text are at most so long.
const WIDEST: usize = 100;
/// And the longest of them at least so long.
const NARROWEST: usize = 50;

/// The lines of an article, joined where one paragraph was broken into several.
pub fn join(text: &str, lines: &[RawBlock]) -> Vec<RawBlock> {
    let width = wrapped_width(text, lines);
    let mut joined: Vec<RawBlock> = Vec::with_capacity(lines.len());
    let mut last_line = TextRange::default();
    for line in lines {
        let goes_on = joined.last().is_some_and(|last| {
            let plain = last.kind.is_none() && line.kind.is_none();
            plain
                && is_next_line(text, last_line, line.range)
                && match width {
                    Some(width) => continues(text, last_line, line.range, width),
                    None => is_broken_off(text, last.range, line.range),
                }
        });
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => last.range = TextRange::new(last.range.start(), line.range.end()),
            None => joined.push(*line),
        }
        last_line = line.range;
    }
    joined
}

/// The width that a text was wrapped to, if it was: most of the longer lines with one right below
/// them have no room for its first word, do not end like sentences, and go on in lower case.
fn wrapped_width(text: &str, lines: &[RawBlock]) -> Option<usize> {
    if lines.iter().any(|l| l.kind.is_some() || l.range.len() > WIDEST * 4) {
        return None;
    }
    let lengths: Vec<usize> = lines.iter().map(|l| l.range.of(text).chars().count()).collect();
    // Headers and the like may be wider.
    let goes_on = |pair: &&[RawBlock]| {
        matches!(pair, [above, below] if is_next_line(text, above.range, below.range)
            && below.range.of(text).trim_start_matches(['>', ' ']).starts_with(char::is_lowercase))
    };
    let width = (lines.windows(2).zip(&lengths))
        .filter(|(pair, _)| goes_on(pair))
        .map(|(_, length)| *length)
        .max()
        .unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&width) || lengths.iter().any(|l| *l > WIDEST) {
        return None;
    }
    let (mut inner, mut full, mut open, mut lower) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (pair, length) in lines.windows(2).zip(lengths) {
        let [above, below] = pair else { continue };
        if length * 10 < width * 6 || !is_next_line(text, above.range, below.range) {
            continue;
        }
        let (line, next) = (above.range.of(text), below.range.of(text));
        inner += 1;
        full += usize::from(is_full(line, next, width));
        open += usize::from(!signs::is_ended(line));
        let next = next.trim_start_matches(['>', ' ']);
        lower += usize::from(next.starts_with(char::is_lowercase));
    }
    (inner >= 3 && full * 2 > inner && open * 2 > inner && lower * 4 > inner).then_some(width)
}

/// Whether the first word of `below` would not have fitted on the line `above`.
fn is_full(above: &str, below: &str, width: usize) -> bool {
    let word = below.trim_start_matches(['>', ' ']).split_whitespace().next().unwrap_or("");
    above.chars().count() + 1 + word.chars().count() > width.saturating_sub(3)
}

/// Whether `below` stands on the line after `above`, not indented.
fn is_next_line(text: &str, above: TextRange, below: TextRange) -> bool {
    let between = TextRange::new(above.end(), below.start()).of(text);
    let mut feeds = between.split('\n');
    feeds.next();
    feeds.next().is_some_and(|indent| indent.chars().count() < 2) && feeds.next().is_none()
}

/// Whether `below` goes on with the paragraph of `above`.
fn continues(text: &str, above: TextRange, below: TextRange, width: usize) -> bool {
    let (above, below) = (above.of(text), below.of(text));
    let marked = |line: &str| line.starts_with(['*', '•', '|', '#']) || line.starts_with("- ");
    is_full(above, below, width)
        && above.starts_with('>') == below.starts_with('>')
        && !marked(below)
        && (!marked(above) || below.starts_with(char::is_lowercase))
        && (signs::kind(above).is_none() || below.starts_with(char::is_lowercase))
}

/// A single sentence broken in two: the first line has no end, the next goes on in lower case and
/// has one.
fn is_broken_off(text: &str, above: TextRange, below: TextRange) -> bool {
    let (line, next) = (above.of(text), below.of(text));
    let word = next.split_whitespace().next().unwrap_or("");
    let gap = TextRange::new(above.end(), below.start()).of(text);
    let open = gap.starts_with(' ') || line.ends_with(',');
    open && !word.is_empty()
        && word.chars().all(char::is_lowercase)
        && !line.ends_with(['.', '!', '?', ':'])
        && signs::is_ended(next)
        && line.split_whitespace().take(3).count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<&str> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let range = TextRange::new(start, start + line.len()).trimmed(text);
            if !range.is_empty() {
                lines.push(RawBlock { range, kind: None });
            }
            start += line.len() + 1;
        }
        join(text, &lines).into_iter().map(|l| l.range.of(text)).collect()
    }

    #[test]
    fn wrapped_lines_become_paragraphs() {
        let text = "The ferry from Port Ells to the outer islands sank on Monday in\n\
                    a storm that had been forecast for days, the coast guard said in\n\
                    a note.\n\
                    Nobody was hurt. The crew of nine was brought ashore by a tug and\n\
                    taken to the old hospital on the quay.\n\n\
                    The owner said the ship had been seaworthy when it left the quay\n\
                    on Sunday night.";
        let found = joined(text);
        assert_eq!(found.len(), 3);
        assert!(found[0].ends_with("a note."));
        assert!(found[1].starts_with("Nobody") && found[1].ends_with("the quay."));
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let text = "The ferry sank.\nNobody was hurt.\nThe crew came ashore.\nharbour\nquay\nport";
        assert_eq!(joined(text).len(), 6);
        assert_eq!(joined("It was a cold \nnight at the quay.").len(), 1);
    }
}
