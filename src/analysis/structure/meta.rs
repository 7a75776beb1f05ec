//! Title, date, source, author and language: the file's own, else what the text tells, else the
//! file's name and date.

use jiff::civil::Date;

use super::{names, signs};
use crate::{
    analysis::{Block, dates, language, sentences},
    article::{Article, BlockKind, Found, Meta, Origin},
    text::{TextRange, clean},
};

/// A title made of a sentence is cut at a clause before so many characters.
const CLAUSE: usize = 110;
/// No title is longer.
const LONGEST_TITLE: usize = 200;
/// Bytes of paragraphs from which the language is told.
const LANGUAGE_SAMPLE: usize = 1200;

/// The article's metadata, completed: its own fields, else the text (title line, dateline, first
/// absolute date), else the file (name, date of change).
pub fn meta(article: &Article, blocks: &[Block]) -> Meta {
    let text = article.text.as_str();
    let own = &article.meta;
    let file_date = article.modified.map(|value| Found { value, origin: Origin::FileSystem });
    let head = head(text, blocks);
    let agency = head.as_ref().and_then(|h| h.agency);
    Meta {
        title: own.title.clone().or_else(|| title(article, blocks)),
        date: own.date.clone().or_else(|| from_text(date(text, blocks)?)).or(file_date),
        source: own.source.clone().or_else(|| source(text, blocks, agency)),
        author: own.author.clone().or_else(|| author(text, blocks)),
        url: own.url.clone(),
        language: (own.language.clone())
            .or_else(|| from_text(language::detect(&sample(text, blocks))?.to_owned())),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "reads as the end of a chain of options")]
fn from_text<T>(value: T) -> Option<Found<T>> {
    Some(Found { value, origin: Origin::Text })
}

fn title(article: &Article, blocks: &[Block]) -> Option<Found<String>> {
    let text = article.text.as_str();
    if let Some(heading) = leading_heading(blocks) {
        return from_text(one_line(heading.of(text), LONGEST_TITLE));
    }
    if let Some(lead) = lead(text, blocks) {
        return from_text(clause(lead));
    }
    let stem = article.path.as_deref()?.file_stem()?.to_string_lossy().replace(['_', '-'], " ");
    let value = one_line(&stem, LONGEST_TITLE);
    (!value.is_empty()).then_some(Found { value, origin: Origin::FileName })
}

/// A heading before any paragraph.
fn leading_heading(blocks: &[Block]) -> Option<TextRange> {
    let first = blocks.iter().find(|b| {
        matches!(b.kind, BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem)
    })?;
    (first.kind == BlockKind::Heading).then_some(first.range)
}

fn first_paragraph<'a>(text: &'a str, blocks: &[Block]) -> Option<(&'a str, TextRange)> {
    let kinds = [BlockKind::Paragraph, BlockKind::ListItem];
    let of = |kind| blocks.iter().find(|b| b.kind == kind).map(|b| (b.range.of(text), b.range));
    kinds.into_iter().find_map(of)
}

/// The first sentence of the first paragraph, without the head of a dispatch.
fn lead<'a>(text: &'a str, blocks: &[Block]) -> Option<&'a str> {
    let (paragraph, range) = first_paragraph(text, blocks)?;
    let start = super::without_dispatch_head(paragraph);
    let range = TextRange::new(range.end() - start.len(), range.end());
    let capped = range.of(text).char_indices().nth(2000).map_or(range.len(), |(at, _)| at);
    let range = TextRange::new(range.start(), range.start() + capped);
    sentences::split(text, range).first().map(|r| r.of(text))
}

/// A sentence cut before a clause that could be left out.
fn clause(sentence: &str) -> String {
    let line = one_line(sentence, LONGEST_TITLE * 4);
    let line = line.trim_end_matches(['.', '。', '।', '۔']);
    if line.chars().count() <= CLAUSE {
        return line.to_owned();
    }
    let limit = line.char_indices().nth(CLAUSE).map_or(line.len(), |(at, _)| at);
    let least = limit / 3;
    let window = TextRange::new(0, limit).of(line);
    let cut = |marks: &[&str]| {
        marks.iter().filter_map(|m| window.rfind(m)).filter(|at| *at > least).max()
    };
    let strong = cut(&["; ", ": ", " – ", " — ", " - ", ", ", "，", "、", "، "]);
    let joined =
        cut(&[" who ", " which ", " after ", " while ", " when ", " amid ", " because ", " as "]);
    let weak = cut(&[" at ", " in ", " on ", " for ", " with ", " during ", " over ", " to "]);
    match strong.or(joined).or(weak) {
        Some(at) => TextRange::new(0, at).of(line).to_owned(),
        None => shorten(line, CLAUSE),
    }
}

/// One cleaned line of at most `longest` characters.
fn one_line(text: &str, longest: usize) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shorten(&clean::line(&joined), longest)
}

fn shorten(line: &str, longest: usize) -> String {
    let Some((limit, _)) = line.char_indices().nth(longest) else { return line.to_owned() };
    let head = TextRange::new(0, limit).of(line);
    let head = head
        .rfind(' ')
        .filter(|at| *at > limit / 2)
        .map_or(head, |at| TextRange::new(0, at).of(head));
    format!("{}…", head.trim_end_matches([',', ' ', ';', ':']))
}

/// The first absolute date: of the dateline, stamps and by-lines, else of the text.
fn date(text: &str, blocks: &[Block]) -> Option<Date> {
    let of = |kind: BlockKind| {
        blocks
            .iter()
            .filter(move |b| b.kind == kind)
            .find_map(|b| dates::first_absolute(text, b.range))
    };
    let in_head = || {
        let (_, range) = first_paragraph(text, blocks)?;
        let head = head(text, blocks)?.head.len();
        dates::first_absolute(text, TextRange::new(range.start(), range.start() + head))
    };
    let shown = |b: &&Block| b.kind != BlockKind::Boilerplate;
    of(BlockKind::Dateline)
        .or_else(|| of(BlockKind::Byline))
        .or_else(in_head)
        .or_else(|| blocks.iter().filter(shown).find_map(|b| dates::first_absolute(text, b.range)))
}

/// The head of a dispatch, in its own line or before the first paragraph.
fn head<'a>(text: &'a str, blocks: &[Block]) -> Option<names::DispatchHead<'a>> {
    blocks
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::Dateline | BlockKind::Paragraph))
        .take(3)
        .find_map(|b| names::dispatch_head(b.range.of(text)))
}

/// The agency of a dispatch, else an agency in the by-line.
fn source(text: &str, blocks: &[Block], agency: Option<&str>) -> Option<Found<String>> {
    if let Some(agency) = agency {
        return from_text(one_line(agency, LONGEST_TITLE));
    }
    let agency_in = |name: &str| {
        let known = |part: &&str| names::AGENCIES.iter().any(|a| a.eq_ignore_ascii_case(part));
        name.split([',', '/', '|']).map(str::trim).find(known).map(str::to_owned)
    };
    from_text(bylines(text, blocks).find_map(agency_in)?)
}

fn author(text: &str, blocks: &[Block]) -> Option<Found<String>> {
    let name = bylines(text, blocks).next()?;
    let person = name.split([',', '|']).next().unwrap_or(name).trim();
    let agency = names::AGENCIES.iter().any(|a| a.eq_ignore_ascii_case(person));
    let author = one_line(person, LONGEST_TITLE);
    (!agency && !author.is_empty()).then_some(Found { value: author, origin: Origin::Text })
}

/// What stands after `By` in the by-lines, and after `Reporting by` in the credits.
fn bylines<'a>(text: &'a str, blocks: &[Block]) -> impl Iterator<Item = &'a str> {
    blocks.iter().filter(|b| b.kind == BlockKind::Byline).filter_map(move |b| {
        let line = b.range.of(text);
        names::after_by(line).filter(|n| !n.is_empty()).or_else(|| {
            let inner = line.trim_matches(['(', ')']);
            let name = inner.strip_prefix("Reporting by ")?;
            name.split(';').next().filter(|n| !signs::is_ended(n))
        })
    })
}

/// Enough of the paragraphs to tell the language.
fn sample(text: &str, blocks: &[Block]) -> String {
    let mut sample = String::new();
    let own = |b: &&Block| {
        matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem)
    };
    for block in blocks.iter().filter(own) {
        let left = LANGUAGE_SAMPLE.saturating_sub(sample.len());
        if left == 0 {
            break;
        }
        let paragraph = block.range.of(text);
        sample.extend(paragraph.chars().take(left));
        sample.push('\n');
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_lead_is_cut_at_a_clause() {
        let cases = [
            ("The ferry sank.", "The ferry sank"),
            (
                "The old ferry between Port Ells and the outer islands sank on Monday, the coast \
                 guard said after a night of searching in high waves.",
                "The old ferry between Port Ells and the outer islands sank on Monday",
            ),
            (
                "The old ferry between Port Ells and the outer islands of the Marsh archipelago \
                 sank near the lighthouse on Monday at noon while the crew was at lunch.",
                "The old ferry between Port Ells and the outer islands of the Marsh archipelago \
                 sank near the lighthouse",
            ),
        ];
        for (sentence, expected) in cases {
            assert_eq!(clause(sentence), expected);
        }
    }
}
