//! What each part of an article is for: paragraphs apart from by-lines, quotes pulled out, posts
//! and boilerplate; and the metadata that only the text tells.
//!
//! Markup decides where it speaks. A line of plain text is judged first by its own words, then by
//! its neighbours, its script and whether it says again what another line says.

mod calendar;
mod dated;
mod meta;
mod names;
mod phrases;
mod repeats;
mod script;
mod signs;
mod wrapped;

use std::borrow::Cow;

pub use dated::{Basis, Place, Year};
pub use meta::{Completed, meta};

use self::script::Letters;
use super::{Block, sentences::is_bullet, words::words};
use crate::{
    article::{Article, BlockKind, RawBlock},
    text::TextRange,
};

/// A heading has at most so many words.
const HEADING: usize = 14;
/// A title at the top of a text at most so many.
const TITLE: usize = 25;
/// How a title may end other than in a word.
const ENDS_OF_TITLES: &[&str] = &["?", "!", "？", "！", "...", "…"];
/// Where no spaces are written, a heading has at most so many characters.
const WIDE_HEADING: usize = 40;

/// The blocks of an article, each with its kind.
pub fn blocks(article: &Article) -> Vec<Block> {
    let text = article.text.as_str();
    let raw = raw_blocks(article);
    let mut lines: Vec<Line<'_>> = wrapped::join(text, &raw)
        .into_iter()
        .map(|raw| Line::judge(raw, text))
        .filter(|line| !line.range.is_empty())
        .collect();
    mark_title(&mut lines);
    mark_posts(&mut lines);
    mark_repeats(&mut lines);
    mark_lists(&mut lines);
    keep_some_text(&mut lines);
    lines.into_iter().map(|line| Block { range: line.range, kind: line.kind }).collect()
}

/// Words of the blocks that are the article's own text.
pub fn count_words(text: &str, blocks: &[Block]) -> u32 {
    let own = |b: &&Block| {
        matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem)
    };
    let count: usize = blocks.iter().filter(own).map(|b| words(b.range.of(text)).count()).sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether a sentence is a by-line, stamp, caption or boilerplate that ran into a paragraph.
pub fn is_noise(sentence: &str) -> bool {
    signs::kind(sentence).is_some()
}

/// The text of a dispatch without its head (`PORT ELLS (Reuters) - `).
pub fn without_dispatch_head(text: &str) -> &str {
    names::dispatch_head(text).map_or(text, |head| head.rest)
}

/// The parts as they were read; lines where a reader gave none.
fn raw_blocks(article: &Article) -> Cow<'_, [RawBlock]> {
    if !article.blocks.is_empty() {
        return Cow::Borrowed(&article.blocks);
    }
    let mut start = 0;
    let mut lines = Vec::new();
    for line in article.text.split('\n') {
        let range = TextRange::new(start, start + line.len()).trimmed(&article.text);
        if !range.is_empty() {
            lines.push(RawBlock { range, kind: None });
        }
        start += line.len() + 1;
    }
    Cow::Owned(lines)
}

/// A part under judgement.
struct Line<'a> {
    text: &'a str,
    range: TextRange,
    kind: BlockKind,
    /// Whether the markup left the kind open, fully or as a paragraph.
    open: bool,
    /// Whether the markup said nothing at all.
    plain: bool,
    /// Whether the kind is still only what is left over (paragraph or heading).
    leftover: bool,
    words: usize,
}

impl<'a> Line<'a> {
    fn judge(raw: RawBlock, text: &'a str) -> Self {
        let range = raw.range.trimmed(text);
        let line = range.of(text);
        let plain = raw.kind.is_none();
        let open = plain || raw.kind == Some(BlockKind::Paragraph);
        let sign = if open { signs::kind(line) } else { None };
        let words = line.split_whitespace().take(200).count();
        let kind = match (raw.kind, sign) {
            (_, Some(sign)) => sign,
            (Some(kind), None) => kind,
            (None, None) if is_heading(line, words) => BlockKind::Heading,
            (None, None) => BlockKind::Paragraph,
        };
        Self { text: line, range, kind, open, plain, leftover: open && sign.is_none(), words }
    }

    fn become_kind(&mut self, kind: BlockKind) {
        self.kind = kind;
        self.leftover = false;
    }
}

/// A short line that does not end like a sentence.
fn is_heading(line: &str, words: usize) -> bool {
    if signs::is_ended(line) || repeats::is_quoted(line) {
        return false;
    }
    let wide =
        line.chars().take(WIDE_HEADING * 3).filter(|c| super::words::is_unspaced(*c)).count();
    if wide > words * 3 { wide <= WIDE_HEADING } else { words <= HEADING }
}

/// The first line that is the article's own is its title when it does not end like a sentence, or
/// is a short question above a longer line.
fn mark_title(lines: &mut [Line<'_>]) {
    let mut own = lines.iter_mut().filter(|l| l.leftover);
    let (Some(first), second) = (own.next(), own.next()) else { return };
    let above = second.is_some_and(|s| s.text.len() > first.text.len());
    if !first.plain || first.kind != BlockKind::Paragraph || !above {
        return;
    }
    let asked = ENDS_OF_TITLES
        .iter()
        .any(|e| first.text.trim_end_matches(['\'', '"', '’', '”']).ends_with(e))
        && first.words <= HEADING + 2;
    let unended = !signs::is_ended(first.text) && first.words <= TITLE;
    let wide = first.words < 3 && first.text.chars().take(WIDE_HEADING + 1).count() > WIDE_HEADING;
    if (asked || unended) && !wide {
        first.kind = BlockKind::Heading;
    }
}

/// Posts: lines in another script, and the line above an attribution with a handle.
fn mark_posts(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let attributed = lines.get(at).is_some_and(|l| l.kind == BlockKind::EmbedAttribution);
        if let Some(above) = lines.get_mut(at - 1).filter(|l| attributed && l.leftover) {
            above.become_kind(BlockKind::Embed);
        }
    }
    let letters: Vec<Letters> = lines.iter().map(|l| Letters::of(l.text)).collect();
    let mut whole = Letters::default();
    for l in &letters {
        whole.add(*l);
    }
    let foreign: Vec<bool> = letters.iter().map(|l| l.is_foreign_to(whole)).collect();
    // Three and more in a row are a passage, not a post.
    for run in runs(&foreign).filter(|run| run.len() < 3) {
        for line in lines.get_mut(run).into_iter().flatten().filter(|l| l.leftover && l.words >= 3)
        {
            line.become_kind(BlockKind::Embed);
        }
    }
}

/// Ranges of neighbours that are all true.
fn runs(flags: &[bool]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += flags.get(at..)?.iter().position(|f| *f)?;
        let start = at;
        at += flags.get(at..)?.iter().take_while(|f| **f).count();
        Some(start..at)
    })
}

/// Lines that say again what another says, and the names below them.
fn mark_repeats(lines: &mut [Line<'_>]) {
    let first_heading = lines.iter().position(|l| l.kind == BlockKind::Heading);
    // The lead may be said again further down, and is the lead nevertheless.
    let lead = lines.iter().position(|l| l.leftover && l.kind == BlockKind::Paragraph);
    let is_lead = |at: usize, line: &Line<'_>| Some(at) == lead && !repeats::is_quoted(line.text);
    let candidates: Vec<repeats::Candidate<'_>> = (lines.iter().enumerate())
        .map(|(at, line)| repeats::Candidate {
            text: line.text,
            needle: line.leftover && Some(at) != first_heading && !is_lead(at, line),
            source: line.kind == BlockKind::Paragraph,
        })
        .collect();
    let repeated = repeats::repeated(&candidates);
    for (line, repeated) in lines.iter_mut().zip(repeated) {
        if repeated {
            line.become_kind(BlockKind::PullQuote);
        }
    }
    for at in 1..lines.len() {
        let quote = lines.get(at - 1).is_some_and(|l| l.kind == BlockKind::PullQuote);
        let Some(line) = lines.get_mut(at).filter(|l| l.open) else { continue };
        let dashed = line.text.starts_with(['—', '―', '–']) && line.leftover;
        let free = line.leftover || line.kind == BlockKind::Byline;
        if (quote && free || dashed) && names::is_attribution(line.text) {
            line.become_kind(BlockKind::QuoteAttribution);
        }
    }
}

/// Lines that begin with a bullet, or with numbers that count up.
fn mark_lists(lines: &mut [Line<'_>]) {
    let numbers: Vec<Option<u32>> = lines.iter().map(|l| item_number(l.text)).collect();
    let bullets: Vec<bool> = lines.iter().map(|l| l.plain && has_bullet(l.text)).collect();
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, l)| l.leftover && l.plain) {
        let number = numbers.get(at).copied().flatten();
        let near = |other: Option<usize>, step: i64| {
            let other = other.and_then(|o| numbers.get(o).copied().flatten());
            matches!((number, other), (Some(n), Some(o)) if i64::from(o) - i64::from(n) == step)
        };
        let counted = near(at.checked_sub(1), -1) || near(Some(at + 1), 1);
        let is_bulleted = |at: Option<usize>| at.and_then(|at| bullets.get(at)) == Some(&true);
        let alone = !is_bulleted(at.checked_sub(1)) && !is_bulleted(Some(at + 1));
        // A long sentence behind a lone dash is a paragraph.
        let paragraph = alone && line.words > 20 && signs::is_ended(line.text);
        if counted || (is_bulleted(Some(at)) && !paragraph) {
            line.become_kind(BlockKind::ListItem);
        }
    }
    mark_bare_lists(lines);
}

fn has_bullet(line: &str) -> bool {
    line.starts_with(is_bullet) || line.starts_with("- ") || line.starts_with("* ")
}

/// Many lines in a row that look like headings are a list under the first of them.
fn mark_bare_lists(lines: &mut [Line<'_>]) {
    let heading: Vec<bool> =
        lines.iter().map(|l| l.plain && l.leftover && l.kind == BlockKind::Heading).collect();
    for run in runs(&heading).filter(|run| run.len() > 4) {
        for line in lines.get_mut(run).into_iter().flatten().skip(2) {
            line.become_kind(BlockKind::ListItem);
        }
    }
}

fn item_number(line: &str) -> Option<u32> {
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let marked = rest.starts_with(". ") || rest.starts_with(") ");
    if marked { line.get(..digits)?.parse().ok() } else { None }
}

/// A text of headings only is a text nevertheless: all but its title become paragraphs.
fn keep_some_text(lines: &mut [Line<'_>]) {
    let kept = |k| matches!(k, BlockKind::Paragraph | BlockKind::ListItem);
    if lines.iter().any(|l| kept(l.kind)) {
        return;
    }
    let headings = lines.iter().filter(|l| l.kind == BlockKind::Heading).count();
    let titles = usize::from(headings > 1);
    for line in (lines.iter_mut()).filter(|l| l.plain && l.kind == BlockKind::Heading).skip(titles)
    {
        line.kind = BlockKind::Paragraph;
    }
}

#[cfg(test)]
mod tests;
