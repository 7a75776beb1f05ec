//! The text pane: the article's rows with their highlights, the summary's numbers in the margin.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{
    marked,
    row::{Row, nth},
};
use crate::{
    app::{App, Loaded, PageRow, Target, desk::DocState, panes::MARGIN},
    article::BlockKind,
    text::TextRange,
};

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let (Some(loaded), Some(page)) = (app.loaded(), &app.page) else {
        draw_absent(app, area, MARGIN as usize, buffer);
        return;
    };
    let sources = sources(app, loaded);
    let rows = page.rows.get(app.top..).unwrap_or_default();
    for (n, row) in rows.iter().take(area.height as usize).enumerate() {
        draw_row(app, loaded, *row, &sources, nth(area, n), buffer);
    }
    draw_place(app, page.rows.len(), area, buffer);
    if rows.len() < area.height as usize {
        let mut end = Row::new(area.width as usize);
        end.pad_to(MARGIN as usize).put("~", app.theme.dim);
        end.draw(nth(area, rows.len()), Style::default(), buffer);
    }
}

/// Where in a text that is longer than the pane one is: a mark in the last column.
fn draw_place(app: &App, rows: usize, area: Rect, buffer: &mut Buffer) {
    let height = area.height as usize;
    if rows <= height || area.width < MARGIN + 2 {
        return;
    }
    let last_top = rows - height;
    let n = (app.top.min(last_top) * (height - 1) + last_top / 2) / last_top;
    let row = nth(area, n);
    let at = Rect { x: row.right().saturating_sub(1), width: 1, ..row };
    let mut mark = Row::new(1);
    mark.put("│", app.theme.dim);
    mark.draw(at, Style::default(), buffer);
}

/// Where the summary's sentences begin, with their numbers.
fn sources(app: &App, loaded: &Loaded) -> Vec<(usize, usize)> {
    let analysis = &loaded.analysis;
    let summary = app.picks().into_iter();
    summary
        .filter_map(|pick| analysis.sentences.get(pick.sentence as usize))
        .zip(1..)
        .map(|(sentence, number)| (sentence.range.start(), number))
        .collect()
}

fn draw_row(
    app: &App,
    loaded: &Loaded,
    row: PageRow,
    sources: &[(usize, usize)],
    area: Rect,
    buffer: &mut Buffer,
) {
    let mut line = Row::new(area.width as usize);
    match row {
        PageRow::Blank => {}
        PageRow::Folded { kind, blocks, range } => {
            line.pad_to(MARGIN as usize);
            line.put(&folded_label(loaded, kind, blocks, range), app.theme.dim);
        }
        PageRow::Text { range, kind, rtl } => {
            let mut numbers = sources.iter().filter(|(start, _)| range.contains_offset(*start));
            if let Some((_, number)) = numbers.next() {
                let more = if numbers.next().is_some() { "+" } else { "" };
                line.put(&format!("{number}{more}"), app.theme.summary);
            }
            let (spans, columns) = marked::spans(app, loaded, range, base(app, kind), rtl);
            line.pad_to(indent(app, columns, rtl)).put_spans(spans, columns);
        }
    }
    line.draw(area, Style::default(), buffer);
}

/// Columns before a row of text that is so wide.
fn indent(app: &App, columns: usize, rtl: bool) -> usize {
    let widest = app.page.as_ref().map_or(0, |page| page.key.columns);
    let by = if rtl && app.aligns_right() { widest.saturating_sub(columns) } else { 0 };
    MARGIN as usize + by
}

/// What is at a place of the pane.
pub(super) fn at(app: &App, area: Rect, position: Position) -> Target {
    let (Some(loaded), Some(page)) = (app.loaded(), &app.page) else { return Target::TextPane };
    match page.rows.get(app.top + usize::from(position.y - area.y)) {
        Some(PageRow::Folded { .. }) => Target::Folded,
        Some(PageRow::Text { range, rtl, .. }) => {
            let (_, columns) = marked::spans(app, loaded, *range, Style::default(), *rtl);
            let column = usize::from(position.x - area.x).checked_sub(indent(app, columns, *rtl));
            let offset =
                column.and_then(|column| marked::offset_at(app, loaded, *range, *rtl, column));
            offset.map_or(Target::TextPane, Target::Text)
        }
        Some(PageRow::Blank) | None => Target::TextPane,
    }
}

fn base(app: &App, kind: BlockKind) -> Style {
    match kind {
        BlockKind::Heading => app.theme.heading,
        BlockKind::Paragraph | BlockKind::ListItem => app.theme.text,
        BlockKind::PullQuote
        | BlockKind::QuoteAttribution
        | BlockKind::Embed
        | BlockKind::EmbedAttribution
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Caption
        | BlockKind::Boilerplate => app.theme.dim,
    }
}

/// `[+] pull quote: “The delegation will…`
fn folded_label(loaded: &Loaded, kind: BlockKind, blocks: usize, range: TextRange) -> String {
    let what = match kind {
        BlockKind::PullQuote | BlockKind::QuoteAttribution => "repeated quote",
        BlockKind::Embed | BlockKind::EmbedAttribution => "post",
        BlockKind::Boilerplate => "not the article's own",
        BlockKind::Heading
        | BlockKind::Paragraph
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Caption
        | BlockKind::ListItem => "folded",
    };
    let lines = if blocks == 1 { "1 line".to_owned() } else { format!("{blocks} lines") };
    let start: String = range.of(&loaded.article.text).chars().take(200).collect();
    format!("[+] {what}, {lines}: {start}")
}

/// What stands in place of an article that is not there (yet), after `indent` columns.
pub(super) fn draw_absent(app: &App, area: Rect, indent: usize, buffer: &mut Buffer) {
    let state = app.selected().and_then(|doc| app.desk.get(doc)).map(|doc| &doc.state);
    let gone = app.selected().is_some_and(|doc| app.desk.gone.contains(doc));
    let (text, style) = match state {
        _ if gone => ("This file is no longer there.".to_owned(), app.theme.error),
        Some(DocState::Failed(why)) => {
            (format!("This file cannot be read: {why}"), app.theme.error)
        }
        Some(DocState::Waiting | DocState::Ready(_)) => ("reading…".to_owned(), app.theme.dim),
        None => (String::new(), app.theme.dim),
    };
    let mut row = Row::new(area.width as usize);
    row.pad_to(indent).put(&text, style);
    row.draw(nth(area, 0), Style::default(), buffer);
}
