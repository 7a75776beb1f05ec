//! Title, date, source, author and language: the file's own, else what the text tells, else the
//! file's name and date.

use super::{
    dated::{self, Basis},
    names, signs,
    title::{LONGEST_TITLE, one_line},
};
use crate::{
    analysis::{
        Block,
        dates::{self, Order},
        language,
    },
    article::{Article, BlockKind, Found, Meta, Origin},
    text::{Clean, TextRange},
};

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
    let language =
        (own.language.clone()).or_else(|| from_text(language::detect(&sample(text, blocks))?));
    let order = {
        let value = |found: &Option<Found<Clean>>| found.as_ref().map(|f| f.value.clone());
        let (language, source, url) = (value(&language), value(&source), value(&own.url));
        let own_date = own.date.as_ref().map(|date| date.value);
        dates::order(text, own_date, language.as_deref(), [url.as_deref(), source.as_deref()])
    };
    let (date, basis) = dated::date(article, blocks, dispatch_head(text, blocks), order).unzip();
    let meta = Meta {
        // Of the text it is made later, when names are known.
        title: own.title.clone(),
        date,
        source,
        author: own.author.clone().or_else(|| author(text, blocks)),
        url: own.url.clone(),
        language,
    };
    Completed { meta, basis, order }
}

#[expect(clippy::unnecessary_wraps, reason = "reads as the end of a chain of options")]
pub(super) fn from_text(value: impl AsRef<str>) -> Option<Found<Clean>> {
    Some(Found { value: Clean::line(value), origin: Origin::Text })
}

pub(super) fn first_paragraph<'a>(text: &'a str, blocks: &[Block]) -> Option<(&'a str, TextRange)> {
    let kinds = [BlockKind::Paragraph, BlockKind::ListItem];
    let of = |kind| blocks.iter().find(|b| b.kind == kind).map(|b| (b.range.of(text), b.range));
    kinds.into_iter().find_map(of)
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
fn source(text: &str, blocks: &[Block], agency: Option<&str>) -> Option<Found<Clean>> {
    if let Some(agency) = agency {
        return from_text(one_line(agency, LONGEST_TITLE));
    }
    let agency_in = |name: &str| {
        let known = |part: &&str| names::AGENCIES.iter().any(|a| a.eq_ignore_ascii_case(part));
        name.split([',', '/', '|']).map(str::trim).find(known).map(str::to_owned)
    };
    from_text(bylines(text, blocks).find_map(agency_in)?)
}

fn author(text: &str, blocks: &[Block]) -> Option<Found<Clean>> {
    let name = bylines(text, blocks).next()?;
    let person = name.split([',', '|']).next().unwrap_or(name).trim();
    let agency = names::AGENCIES.iter().any(|a| a.eq_ignore_ascii_case(person));
    let author = one_line(person, LONGEST_TITLE);
    (!agency && !author.is_empty()).then(|| from_text(author)).flatten()
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
