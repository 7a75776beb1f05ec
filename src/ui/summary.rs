//! The summary: its sentences numbered, with their reasons where asked for; or one of them with the
//! sentences around it.

use ratatui::style::Style;

use super::{marked, row::Row};
use crate::{
    analysis::summary::{Pick, neighbours},
    app::{App, Loaded, Target},
    text::{TextRange, bidi, width, wrap},
};

/// The chosen sentences in at most `room` rows; what does not fit ends in an ellipsis. Where there are
/// more sentences than rows, the best are shown, under their own numbers.
pub(super) fn summary(app: &App, loaded: &Loaded, columns: usize, room: usize) -> Vec<Row> {
    let picks = app.picks();
    if picks.is_empty() {
        let mut row = Row::new(columns);
        let empty = loaded.analysis.words == 0;
        let why = if empty { "there is no text in this file" } else { "too short for a summary" };
        row.put(why, app.theme.dim);
        return vec![row];
    }
    if let Some((place, pick)) = app.summary.context.and_then(|at| Some((at, *picks.get(at)?))) {
        return in_context(app, loaded, columns, room, (place + 1, pick));
    }
    let mut rows = Vec::new();
    let best = app.best_picks(room);
    for (n, (place, pick)) in best.iter().enumerate() {
        let Some(range) = range_of(loaded, pick.sentence) else { continue };
        let share = (room - rows.len()).div_ceil(best.len() - n);
        rows.extend(numbered(app, loaded, range, (place + 1, *pick), columns, share));
    }
    rows
}

fn range_of(loaded: &Loaded, sentence: u32) -> Option<TextRange> {
    loaded.analysis.sentences.get(sentence as usize).map(|s| s.range)
}

/// A sentence between its neighbours: of the one before the end, of the one after the start, where
/// they do not fit.
fn in_context(
    app: &App,
    loaded: &Loaded,
    columns: usize,
    room: usize,
    (number, pick): (usize, Pick),
) -> Vec<Row> {
    let Some(range) = range_of(loaded, pick.sentence) else { return Vec::new() };
    let (before, after) = neighbours(&loaded.analysis, pick.sentence);
    let whole = numbered(app, loaded, range, (number, pick), columns, usize::from(u16::MAX)).len();
    let sides = usize::from(before.is_some()) + usize::from(after.is_some());
    let own = whole.min(room.saturating_sub(sides).max(1));
    let side = |sentence: Option<u32>| -> Vec<Row> {
        let range = sentence.and_then(|at| range_of(loaded, at));
        range.map_or_else(Vec::new, |range| dim(app, loaded, range, columns))
    };
    let (mut above, mut below) = (side(before), side(after));
    let left = room.saturating_sub(own);
    let half = (left / 2).max(left.saturating_sub(above.len()));
    cut_end(app, &mut below, half);
    let left = left.saturating_sub(below.len());
    if above.len() > left {
        above.drain(..above.len() - left);
    }
    above.extend(numbered(app, loaded, range, (number, pick), columns, own));
    above.extend(below);
    above
}

fn cut_end(app: &App, rows: &mut Vec<Row>, most: usize) {
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            last.put("…", app.theme.dim);
        }
    }
}

fn dim(app: &App, loaded: &Loaded, sentence: TextRange, columns: usize) -> Vec<Row> {
    let text = &loaded.article.text;
    let rtl = bidi::is_rtl(sentence.of(text));
    let line = |range| row(app, loaded, (range, rtl), columns, "  ", app.theme.dim);
    wrap::wrap(text, sentence, inner(columns, 2)).into_iter().map(line).collect()
}

/// Columns for the text of a sentence: one is left for an ellipsis.
fn inner(columns: usize, indent: usize) -> usize {
    columns.saturating_sub(indent + 1).max(8)
}

/// A sentence with its number, and with its reason after it where reasons are shown.
fn numbered(
    app: &App,
    loaded: &Loaded,
    sentence: TextRange,
    (number, pick): (usize, Pick),
    columns: usize,
    share: usize,
) -> Vec<Row> {
    let text = &loaded.article.text;
    let label = format!("{number} ");
    let blank = " ".repeat(label.len());
    let reason = app.summary.reasons.then(|| format!("({})", pick.reason.label(text)));
    let rtl = bidi::is_rtl(sentence.of(text));
    let mut wrapped = wrap::wrap(text, sentence, inner(columns, label.len()));
    if let Some(reason) = reason.as_ref().filter(|_| share == 1 && !rtl) {
        let beside = columns.saturating_sub(width::columns(reason) + 1);
        wrapped = wrap::wrap(text, sentence, inner(beside, label.len()));
    }
    let lines = wrapped.len();
    let mut rows: Vec<Row> = (wrapped.into_iter().take(share).enumerate())
        .map(|(n, range)| {
            let label = if n == 0 { &label } else { &blank };
            row(app, loaded, (range, rtl), columns, label, app.theme.text)
        })
        .map(|mut row| {
            row.mark(0, Target::Sentence(number.saturating_sub(1)));
            row
        })
        .collect();
    if lines > share
        && let Some(last) = rows.last_mut()
    {
        last.put("…", app.theme.dim);
    }
    if let Some(reason) = reason {
        put_reason(app, &mut rows, &reason, (columns, share, label.len()), rtl);
    }
    rows
}

/// Behind the last row where there is room, else in a row of its own; the sentence gives one up
/// for it where it has several.
fn put_reason(
    app: &App,
    rows: &mut Vec<Row>,
    reason: &str,
    (columns, share, indent): (usize, usize, usize),
    rtl: bool,
) {
    let needed = width::columns(reason) + 1;
    if let Some(last) = rows.last_mut().filter(|last| !rtl && last.left() >= needed) {
        last.put(" ", app.theme.dim).put(reason, app.theme.dim);
        return;
    }
    if rows.len() >= share && rows.len() > 1 {
        rows.truncate(share.saturating_sub(1));
        if let Some(last) = rows.last_mut().filter(|last| last.left() > 0) {
            last.put("…", app.theme.dim);
        }
    }
    if rows.len() < share {
        let mut row = Row::new(columns);
        row.pad_to(indent).put(reason, app.theme.dim);
        rows.push(row);
    }
}

fn row(
    app: &App,
    loaded: &Loaded,
    (range, rtl): (TextRange, bool),
    columns: usize,
    label: &str,
    style: Style,
) -> Row {
    let mut row = Row::new(columns);
    row.put(label, app.theme.summary);
    let (spans, wide) = marked::spans(app, loaded, range, style, rtl);
    let indent = label.len();
    let right = if rtl && app.aligns_right() { columns.saturating_sub(wide + 1) } else { indent };
    row.pad_to(right.max(indent)).put_spans(spans, wide);
    row
}
