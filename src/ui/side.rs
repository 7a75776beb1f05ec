//! The side pane: what one needs to decide without opening — title, summary, who, where, when.

use std::collections::BTreeSet;

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    marked,
    row::{Row, nth, visual},
    text,
};
use crate::{
    analysis::{Entity, EntityKind, structure::Basis},
    app::{App, Loaded},
    article::Origin,
    text::{TextRange, bidi, width, wrap},
};

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let Some(loaded) = app.loaded() else {
        text::draw_absent(app, area, 0, buffer);
        return;
    };
    let mut rows = head(app, loaded, area);
    let all = summary(app, loaded, area.width as usize, usize::from(u16::MAX)).len();
    let spare = (area.height as usize).saturating_sub(rows.len() + all + 2);
    let names = names(app, loaded, area, (spare / 3).clamp(1, 8));
    let room = (area.height as usize).saturating_sub(rows.len() + names.len());
    let roomy = room > all;
    rows.extend(summary(app, loaded, area.width as usize, room.saturating_sub(usize::from(roomy))));
    if roomy {
        rows.push(Row::new(area.width as usize));
    }
    rows.extend(names);
    if let Some(note) = app.decision().and_then(|d| d.note.as_deref()) {
        let mut row = Row::new(area.width as usize);
        row.put("note  ", app.theme.dim).put(&visual(app, note), app.theme.text);
        rows.push(row);
    }
    paint(rows, area, buffer);
}

/// The summary alone, above the text.
pub(super) fn draw_summary(app: &App, area: Rect, buffer: &mut Buffer) {
    let Some(loaded) = app.loaded() else {
        text::draw_absent(app, area, 0, buffer);
        return;
    };
    let mut rows = head(app, loaded, Rect { height: 1, ..area });
    let room = (area.height as usize).saturating_sub(rows.len());
    rows.extend(summary(app, loaded, area.width as usize, room));
    paint(rows, area, buffer);
}

fn paint(rows: Vec<Row>, area: Rect, buffer: &mut Buffer) {
    for (n, row) in rows.into_iter().take(area.height as usize).enumerate() {
        row.draw(nth(area, n), Style::default(), buffer);
    }
}

/// Title and metadata: on one row where they fit, else on two or three (on one alone, the title and
/// what fits beside it).
fn head(app: &App, loaded: &Loaded, area: Rect) -> Vec<Row> {
    let columns = area.width as usize;
    let parts = meta_parts(loaded);
    let meta = parts.join("  ");
    let title = loaded.analysis.meta.title.as_ref().map_or("", |t| t.value.as_str());
    let title = visual(app, title);
    let meta_columns = width::columns(&meta);
    let mut row = Row::new(columns);
    if width::columns(&title) + meta_columns + 2 <= columns {
        row.put(&title, app.theme.heading).pad_to(columns - meta_columns);
        row.put(&meta, app.theme.dim);
        return vec![row];
    }
    if area.height < 2 {
        let beside = columns.saturating_sub(meta_columns + 2);
        let kept = if beside >= 30 { beside } else { columns };
        row.put(&width::truncate(&title, kept), app.theme.heading);
        if beside >= 30 {
            row.pad_to(columns - meta_columns).put(&meta, app.theme.dim);
        }
        return vec![row];
    }
    row.put(&title, app.theme.heading);
    let mut rows = vec![row];
    let most = if area.height >= 16 { 3 } else { 2 };
    let mut row = Row::new(columns);
    for part in parts {
        let first = row.left() == columns;
        if !first && width::columns(&part) + 2 > row.left() && rows.len() + 1 < most {
            rows.push(std::mem::replace(&mut row, Row::new(columns)));
        } else if !first {
            row.put("  ", app.theme.dim);
        }
        row.put(&part, app.theme.dim);
    }
    rows.push(row);
    rows
}

/// `2023-04-13 (text)`, `Reuters`, `413 words`, `en`, the author: where a value was not stated by the
/// file itself, it says what it was taken from.
fn meta_parts(loaded: &Loaded) -> Vec<String> {
    let meta = &loaded.analysis.meta;
    let mut parts = Vec::new();
    if let Some(date) = &meta.date {
        let label = loaded.analysis.dated.and_then(Basis::label);
        let from = label.map_or_else(|| taken_from(date.origin), |label| format!(" ({label})"));
        parts.push(format!("{}{from}", date.value));
    }
    if let Some(source) = &meta.source {
        parts.push(format!("{}{}", source.value, taken_from(source.origin)));
    }
    parts.push(format!("{} words", loaded.analysis.words));
    parts.extend(meta.language.as_ref().map(|l| l.value.clone()));
    parts.extend(meta.author.as_ref().map(|a| a.value.clone()));
    parts
}

fn taken_from(origin: Origin) -> String {
    match origin {
        Origin::FrontMatter | Origin::JsonLd | Origin::Html | Origin::Record => String::new(),
        Origin::Text | Origin::FileName | Origin::FileSystem => format!(" ({})", origin.label()),
    }
}

/// The chosen sentences in at most `room` rows; what does not fit ends in an ellipsis.
fn summary(app: &App, loaded: &Loaded, columns: usize, room: usize) -> Vec<Row> {
    let analysis = &loaded.analysis;
    let chosen = analysis.summary(app.sentences);
    let mut rows = Vec::new();
    for (place, sentence) in chosen.iter().enumerate() {
        let Some(sentence) = analysis.sentences.get(*sentence as usize) else { continue };
        let share = (room - rows.len()).div_ceil(chosen.len() - place);
        if share == 0 {
            break;
        }
        rows.extend(sentence_rows(app, loaded, sentence.range, place + 1, columns, share));
    }
    if chosen.is_empty() {
        let mut row = Row::new(columns);
        row.put("no summary: the text has no paragraph", app.theme.dim);
        rows.push(row);
    }
    rows
}

fn sentence_rows(
    app: &App,
    loaded: &Loaded,
    sentence: TextRange,
    number: usize,
    columns: usize,
    share: usize,
) -> Vec<Row> {
    let text = &loaded.article.text;
    let rtl = bidi::is_rtl(sentence.of(text));
    let label = format!("{number} ");
    let indent = label.len();
    let wrapped = wrap::wrap(text, sentence, columns.saturating_sub(indent + 1).max(8));
    let cut = wrapped.len() > share;
    let mut rows = Vec::new();
    for (n, range) in wrapped.into_iter().take(share).enumerate() {
        let mut row = Row::new(columns);
        row.put(if n == 0 { &label } else { "" }, app.theme.summary);
        let (spans, wide) = marked::spans(app, loaded, range, app.theme.text, rtl);
        let right =
            if rtl && app.aligns_right() { columns.saturating_sub(wide + 1) } else { indent };
        row.pad_to(right.max(indent)).put_spans(spans, wide);
        if cut && n + 1 == share {
            row.put("…", app.theme.dim);
        }
        rows.push(row);
    }
    rows
}

/// who, where, when, in at most `most` rows each.
fn names(app: &App, loaded: &Loaded, area: Rect, most: usize) -> Vec<Row> {
    let entities = &loaded.analysis.entities;
    let by_weight = |kinds: &[EntityKind]| {
        let mut found: Vec<&Entity> = entities.iter().filter(|e| kinds.contains(&e.kind)).collect();
        found.sort_by_key(|e| std::cmp::Reverse(e.mentions.len()));
        found
    };
    let item = |e: &Entity| {
        let times = e.mentions.len();
        let count = if times > 1 { format!(" {times}") } else { String::new() };
        (e.name.clone(), count, app.theme.kind(e.kind))
    };
    let mut who = by_weight(&[EntityKind::Person, EntityKind::Organization]);
    who.extend(by_weight(&[EntityKind::Group]));
    let places = by_weight(&[EntityKind::Place, EntityKind::Facility]);
    let when: Vec<(String, String, Style)> =
        dates(loaded).into_iter().map(|date| (date, String::new(), app.theme.date)).collect();
    let mut rows = flow(app, "watch ", watched(app), most.min(2), area);
    rows.extend(flow(app, "who   ", who.into_iter().map(item).collect(), most, area));
    rows.extend(flow(app, "where ", places.into_iter().map(item).collect(), most, area));
    rows.extend(flow(app, "when  ", when, most.min(2), area));
    rows
}

/// What the article has of the watch list.
fn watched(app: &App) -> Vec<(String, String, Style)> {
    let seen = app.selected().and_then(|doc| app.watching.seen(doc));
    let watches = seen.map_or(&[][..], |seen| &seen.watches).iter().take(50);
    let style = |color: &Option<String>| app.theme.watch_reason(color.as_deref());
    watches
        .map(|watch| (watch.target.text().to_owned(), String::new(), style(&watch.color)))
        .collect()
}

/// The dates of an article by value, in the order of the calendar; with `?` where it is one of two.
fn dates(loaded: &Loaded) -> Vec<String> {
    let mentions = loaded.analysis.mentions.iter().filter(|m| m.kind == EntityKind::Date);
    let values: BTreeSet<String> = mentions.filter_map(|m| m.norm.clone()).collect();
    let marked = |value: String| if value.contains('|') { format!("{value}?") } else { value };
    values.into_iter().map(marked).collect()
}

/// Items after a label, separated by dots, in at most `most` rows.
fn flow(
    app: &App,
    label: &str,
    items: Vec<(String, String, Style)>,
    most: usize,
    area: Rect,
) -> Vec<Row> {
    let columns = area.width as usize;
    let mut rows = Vec::new();
    let mut row = Row::new(columns);
    row.put(label, app.theme.dim);
    let mut first = true;
    for (name, count, style) in items {
        let name = visual(app, &name);
        let needed = width::columns(&name) + width::columns(&count) + 3;
        if !first && needed > row.left() {
            if rows.len() + 1 >= most {
                row.put_whole(" …", app.theme.dim);
                break;
            }
            rows.push(std::mem::replace(&mut row, Row::new(columns)));
            row.pad_to(label.len());
        } else if !first {
            row.put(" · ", app.theme.dim);
        }
        row.put(&name, style).put(&count, app.theme.dim);
        first = false;
    }
    if !first {
        rows.push(row);
    }
    rows
}
