//! Title, date, source, author and language: the file's own, else what the text tells, else the
//! file's name and date.

use super::{
    dated::{self, Basis},
    names, signs,
};
use crate::{
    analysis::{
        Block,
        dates::{self, Order},
        language, sentences,
    },
    article::{Article, BlockKind, Found, Meta, Origin},
    text::{TextRange, clean},
};

/// A title made of a sentence is cut at a clause before so many characters.
const CLAUSE: usize = 110;
/// No title is longer.
const LONGEST_TITLE: usize = 200;
/// Bytes of paragraphs from which the language is told.
const LANGUAGE_SAMPLE: usize = 1200;

/// The article's metadata, completed: its own fields, else the text (title line, dateline, posts,
/// days in it), else the file (name, date of change).
#[derive(Debug)]
pub struct Completed {
    pub meta: Meta,
    pub basis: Option<Basis>,
    pub order: Order,
}

pub fn meta(article: &Article, blocks: &[Block]) -> Completed {
    let text = article.text.as_str();
    let own = &article.meta;
    let agency = head(text, blocks).and_then(|(_, head)| head.agency);
    let source = own.source.clone().or_else(|| source(text, blocks, agency));
    let language = (own.language.clone())
        .or_else(|| from_text(language::detect(&sample(text, blocks))?.to_owned()));
    let order = {
        let value = |found: &Option<Found<String>>| found.as_ref().map(|f| f.value.clone());
        let (language, source, url) = (value(&language), value(&source), value(&own.url));
        let own_date = own.date.as_ref().map(|date| date.value);
        dates::order(text, own_date, language.as_deref(), [url.as_deref(), source.as_deref()])
    };
    let (date, basis) = dated::date(article, blocks, dispatch_head(text, blocks), order).unzip();
    let meta = Meta {
        title: own.title.clone().or_else(|| title(article, blocks)),
        date,
        source,
        author: own.author.clone().or_else(|| author(text, blocks)),
        url: own.url.clone(),
        language,
    };
    Completed { meta, basis, order }
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

/// The head of a dispatch, in its own line or before the first paragraph, and the block it is in.
fn head<'a>(text: &'a str, blocks: &[Block]) -> Option<(TextRange, names::DispatchHead<'a>)> {
    blocks
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::Dateline | BlockKind::Paragraph))
        .take(3)
        .find_map(|b| Some((b.range, names::dispatch_head(b.range.of(text))?)))
}

/// Where the head of a dispatch stands: all before the text proper.
fn dispatch_head(text: &str, blocks: &[Block]) -> Option<TextRange> {
    let (range, head) = head(text, blocks)?;
    Some(TextRange::new(range.start(), range.end() - head.rest.len()))
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
