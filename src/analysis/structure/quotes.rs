//! What an article says twice, or has from others: pull quotes, posts, and who said them.

use super::{Line, line::runs, names, repeats, script::Letters};
use crate::article::BlockKind;

/// Posts: lines in another script, and the line above an attribution with a handle.
pub fn mark_posts(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let attributed = lines.get(at).is_some_and(|l| l.kind == BlockKind::EmbedAttribution)
            && lines.get(at + 1).is_none_or(|l| !l.text.starts_with('>'));
        if let Some(above) = lines.get_mut(at - 1).filter(|l| attributed && l.leftover) {
            above.become_kind(BlockKind::Embed);
        }
    }
    let letters: Vec<Letters> = lines.iter().map(|l| Letters::of(l.text)).collect();
    let mut whole = Letters::default();
    for l in &letters {
        whole.add(*l);
    }
    let foreign: Vec<bool> = (letters.iter().zip(lines.iter()))
        .map(|(l, line)| line.leftover && line.words >= 3 && l.is_foreign_to(whole))
        .collect();
    // Three and more are a text in two languages, as is what a colon leads to.
    if foreign.iter().filter(|f| **f).count() >= 3 {
        return;
    }
    for at in runs(&foreign).flatten().collect::<Vec<_>>() {
        let above = at.checked_sub(1).and_then(|at| lines.get(at));
        let announced = above.is_some_and(|l| l.is_text() && l.text.ends_with([':', '：']));
        if let Some(line) = lines.get_mut(at).filter(|_| !announced) {
            line.become_kind(BlockKind::Embed);
        }
    }
}

/// Lines that say again what another says, and the names below them.
pub fn mark_repeats(lines: &mut [Line<'_>]) {
    let first_heading = lines.iter().position(|l| l.kind == BlockKind::Heading);
    // The lead may be said again further down, and is the lead nevertheless.
    let lead = lines.iter().position(Line::is_text);
    let is_lead = |at: usize, line: &Line<'_>| Some(at) == lead && !repeats::is_quoted(line.text);
    let candidates: Vec<repeats::Candidate<'_>> = (lines.iter().enumerate())
        .map(|(at, line)| repeats::Candidate {
            text: line.text,
            needle: line.leftover
                && Some(at) != first_heading
                && !is_lead(at, line)
                && !heads(line, lines.get(at + 1)),
            source: line.kind == BlockKind::Paragraph,
        })
        .collect();
    let repeated = repeats::repeated(&candidates);
    for (line, repeated) in lines.iter_mut().zip(repeated) {
        if repeated {
            line.become_kind(BlockKind::PullQuote);
        }
    }
    mark_attributions(lines);
}

/// `harbour master Orla Venn`
fn ends_in_name(line: &str) -> bool {
    let mut words = line.split_whitespace().rev();
    let mut capital = || words.next().is_some_and(|w| w.starts_with(char::is_uppercase));
    capital() && capital()
}

/// A short line without marks that the next one takes up is its sub-heading.
fn heads(line: &Line<'_>, below: Option<&Line<'_>>) -> bool {
    line.is_unended()
        && line.words <= 7
        && below.is_some_and(|b| {
            let start = b
                .text
                .char_indices()
                .nth(400)
                .map_or(b.text, |(at, _)| b.text.get(..at).unwrap_or(b.text));
            b.is_text() && start.to_lowercase().contains(&line.text.to_lowercase())
        })
}

fn mark_attributions(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let above = lines.get(at - 1).map(|l| l.kind);
        let quoted = lines.get(at - 1).is_some_and(|l| l.is_text() && repeats::is_quoted(l.text));
        let second = above == Some(BlockKind::QuoteAttribution);
        let Some(line) = lines.get_mut(at).filter(|l| l.open) else { continue };
        let dashed = line.text.starts_with(['—', '―', '–']) && line.leftover;
        let free = line.leftover || line.kind == BlockKind::Byline;
        let below = above == Some(BlockKind::PullQuote) && free || second && line.is_unended();
        let described = below && line.is_unended() && line.words <= 8 && ends_in_name(line.text);
        if !(below || dashed) || !(described || names::is_attribution(line.text)) {
            continue;
        }
        line.become_kind(BlockKind::QuoteAttribution);
        // A quotation with its speaker on a line of its own was pulled out of somewhere.
        if let Some(above) = lines.get_mut(at - 1).filter(|_| quoted) {
            above.become_kind(BlockKind::PullQuote);
        }
    }
}
