//! The side pane: what one needs to decide without opening — title, summary, who, where, when.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    row::{Row, nth, visual},
    summary::summary,
    text,
};
use crate::{
    analysis::{actors::Actors, structure::Basis},
    app::{App, Loaded, Target},
    article::Origin,
    config::Action,
    text::{alphabets, width},
};

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let Some(loaded) = app.loaded() else {
        text::draw_absent(app, area, 0, buffer);
        return;
    };
    paint(rows(app, loaded, area), area, buffer);
}

/// The rows of the pane.
pub(super) fn rows(app: &App, loaded: &Loaded, area: Rect) -> Vec<Row> {
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
    rows
}

/// The summary alone, above the text.
pub(super) fn draw_summary(app: &App, area: Rect, buffer: &mut Buffer) {
    let Some(loaded) = app.loaded() else {
        text::draw_absent(app, area, 0, buffer);
        return;
    };
    paint(summary_rows(app, loaded, area), area, buffer);
}

/// The rows of that.
pub(super) fn summary_rows(app: &App, loaded: &Loaded, area: Rect) -> Vec<Row> {
    let mut rows = head(app, loaded, Rect { height: 1, ..area });
    let room = (area.height as usize).saturating_sub(rows.len());
    rows.extend(summary(app, loaded, area.width as usize, room));
    rows
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
    let about = about(app);
    let mut parts = meta_parts(app, loaded);
    let first: Vec<String> = about.iter().cloned().chain(file_state(app)).collect();
    parts.splice(0..0, first.clone());
    let meta = parts.join("  ");
    let title = loaded.analysis.meta.title.as_ref().map_or("", |t| t.value.as_str());
    let title = visual(app, title);
    let meta_columns = width::columns(&meta);
    let mut row = Row::new(columns);
    if width::columns(&title) + meta_columns + 2 <= columns {
        row.put(&title, app.theme.heading).pad_to(columns - meta_columns);
        put_parts(app, &mut row, &parts, about.as_deref());
        return vec![row];
    }
    if area.height < 2 {
        // What the summary is about, and a changed file, have their place even where nothing else has.
        let parts = if meta_columns + 32 <= columns { parts } else { first };
        let meta_columns = width::columns(&parts.join("  "));
        let kept = columns.saturating_sub(meta_columns + if meta_columns > 0 { 2 } else { 0 });
        row.put(&width::truncate(&title, kept), app.theme.heading).pad_to(columns - meta_columns);
        put_parts(app, &mut row, &parts, about.as_deref());
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
        let style = if Some(&part) == about.as_ref() { app.theme.summary } else { app.theme.dim };
        row.put(&part, style);
    }
    rows.push(row);
    rows
}

/// What has become of the file since it was read.
fn file_state(app: &App) -> Option<String> {
    let doc = app.selected()?;
    let again = || app.keymap.key_of(app.pane(), Action::RunAgain).unwrap_or_default();
    if app.newer(doc).is_some() {
        return Some(format!("file changed, {} reads it", again()));
    }
    if app.desk.gone.contains(doc) {
        return Some("file gone".to_owned());
    }
    app.desk.changed.contains(doc).then(|| "changed".to_owned())
}

/// `for: Nasrallah`, where the summary is about what the reader is looking for.
fn about(app: &App) -> Option<String> {
    let about = app.brief.about.as_ref()?;
    Some(format!("for: {}", width::truncate(&visual(app, about), 24)))
}

fn put_parts(app: &App, row: &mut Row, parts: &[String], about: Option<&str>) {
    for (n, part) in parts.iter().enumerate() {
        let style = if Some(part.as_str()) == about { app.theme.summary } else { app.theme.dim };
        row.put(if n == 0 { "" } else { "  " }, app.theme.dim).put(part, style);
    }
}

/// `2023-04-13 (text)`, `Reuters`, `413 words`, `en+ar`, the author: where a value was not stated by the
/// file itself, it says what it was taken from.
fn meta_parts(app: &App, loaded: &Loaded) -> Vec<String> {
    let meta = &loaded.analysis.meta;
    let mut parts = Vec::new();
    if let Some(date) = &meta.date {
        let label = loaded.analysis.dated.and_then(Basis::label);
        let from = label.map_or_else(|| taken_from(date.origin), |label| format!(" ({label})"));
        parts.push(format!("{}{from}", date.value));
    }
    if let Some(source) = &meta.source {
        parts.push(format!("{}{}", visual(app, &source.value), taken_from(source.origin)));
    }
    let words = loaded.analysis.words;
    parts.push(format!("{words} word{}", if words == 1 { "" } else { "s" }));
    let only = loaded.analysis.only.map(|bytes| bytes.div_ceil(1 << 10));
    parts.extend(only.map(|kib| match kib {
        0 => "too long for names".to_owned(),
        kib => format!("names of the first {kib} KiB only"),
    }));
    parts.extend(loaded.article.diagnostics.iter().map(|odd| odd.message.to_string()));
    parts.extend(loaded.analysis.languages());
    parts.extend(meta.author.as_ref().map(|a| visual(app, &a.value).into_owned()));
    parts
}

fn taken_from(origin: Origin) -> String {
    match origin {
        Origin::FrontMatter | Origin::JsonLd | Origin::Html | Origin::Record => String::new(),
        Origin::Text | Origin::FileName | Origin::FileSystem => format!(" ({})", origin.label()),
    }
}

/// who, where, when, in at most `most` rows each.
fn names(app: &App, loaded: &Loaded, area: Rect, most: usize) -> Vec<Row> {
    let item = |at: &u32| {
        let e = loaded.analysis.entities.get(*at as usize)?;
        let times = e.mentions.len();
        let count = if times > 1 { format!(" {times}") } else { String::new() };
        let mixed = alphabets::are_mixed(&e.name).then(|| format!(" ({})", alphabets::MIXED));
        let count = mixed.unwrap_or_default() + &count;
        let target = e.kind.is_name().then_some(Target::Entity(*at as usize));
        Some(Item { name: e.name.clone(), count, style: app.theme.kind(e.kind), target })
    };
    let named = |list: &[u32]| -> Vec<Item> { list.iter().filter_map(item).collect() };
    let Actors { who, places, dates } = &app.brief.actors;
    let (who, places) = (named(who), named(places));
    let dates = values(loaded, dates).into_iter();
    let when: Vec<Item> = dates.map(|date| Item::plain(date, app.theme.date)).collect();
    let mut rows = flow(app, "watch ", watched(app), most.min(2), area);
    rows.extend(flow(app, "who   ", who, most, area));
    rows.extend(flow(app, "where ", places, most, area));
    rows.extend(flow(app, "when  ", when, most.min(2), area));
    rows
}

/// What the article has of the watch list.
fn watched(app: &App) -> Vec<Item> {
    let seen = app.selected().and_then(|doc| app.watching.seen(doc));
    let watches = seen.map_or(&[][..], |seen| &seen.watches).iter().take(50);
    let style = |color: &Option<String>| app.theme.watch_reason(color.as_deref());
    watches.map(|watch| Item::plain(watch.target.text().to_owned(), style(&watch.color))).collect()
}

/// The values of dates, each once, the weightiest first; with `?` where one is one of two.
fn values(loaded: &Loaded, dates: &[u32]) -> Vec<String> {
    let analysis = &loaded.analysis;
    let mut values: Vec<String> = Vec::new();
    for date in dates.iter().filter_map(|at| analysis.entities.get(*at as usize)) {
        let mentions = date.mentions.iter().filter_map(|at| analysis.mentions.get(*at as usize));
        for norm in mentions.filter_map(|m| m.norm.as_deref()) {
            let value = if norm.contains('|') { format!("{norm}?") } else { norm.to_owned() };
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    values
}

/// One of the things named in a row, with how often it is.
struct Item {
    name: String,
    count: String,
    style: Style,
    target: Option<Target>,
}

impl Item {
    fn plain(name: String, style: Style) -> Self {
        Self { name, count: String::new(), style, target: None }
    }
}

/// Items after a label, separated by dots, in at most `most` rows.
fn flow(app: &App, label: &str, items: Vec<Item>, most: usize, area: Rect) -> Vec<Row> {
    let columns = area.width as usize;
    let mut rows = Vec::new();
    let mut row = Row::new(columns);
    row.put(label, app.theme.dim);
    let mut first = true;
    for Item { name, count, style, target } in items {
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
        let from = row.used();
        row.put(&name, style).put(&count, app.theme.dim);
        if let Some(target) = target {
            row.mark(from, target);
        }
        first = false;
    }
    if !first {
        rows.push(row);
    }
    rows
}
