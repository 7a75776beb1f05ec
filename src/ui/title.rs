//! The title line: which desk and view, how far one is, what is still under way.

use ratatui::{buffer::Buffer, layout::Rect};

use super::row::{Row, visual};
use crate::{
    app::{
        App, Filter,
        view::{BY_PATH, sort_label},
    },
    text::width,
};

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let total = area.width as usize;
    let right = right_part(app, total);
    let right_columns = right.iter().map(|part| width::columns(part) + 2).sum::<usize>();
    let mut row = Row::new(total.saturating_sub(right_columns));
    let view = app.view();
    row.put(" ", app.theme.title);
    if total >= 60 {
        row.put("copydesk  ", app.theme.title);
    }
    row.put(&app.name, app.theme.title);
    row.put(&way(app, row.left()), app.theme.title);
    // A query says its order itself.
    let said = matches!(&view.filter, Filter::Query(asked) if asked.query.sort == Some(view.sort));
    if view.sort != BY_PATH && !said {
        row.put("  ", app.theme.title).put(&sort_label(view.sort), app.theme.title);
    }
    row.draw(area, app.theme.title, buffer);
    let start = total.saturating_sub(right_columns);
    let mut counts = Row::new(total - start);
    for part in right {
        counts.put("  ", app.theme.title).put(&part, app.theme.title);
    }
    let at = Rect {
        x: area.x + u16::try_from(start).unwrap_or(0),
        width: area.width - u16::try_from(start).unwrap_or(0),
        ..area
    };
    counts.draw(at, app.theme.title, buffer);
}

/// The filters that led here; where there is no room, the last only.
fn way(app: &App, room: usize) -> String {
    let labels: Vec<String> =
        app.way().map(|filter| visual(app, &filter.label()).into_owned()).collect();
    let all: String = labels.iter().flat_map(|label| [" > ", label]).collect();
    match labels.last() {
        Some(last) if width::columns(&all) + 2 > room => {
            format!("  >{} {last}", ">".repeat(labels.len() - 1))
        }
        Some(_) => format!(" {all}"),
        None => String::new(),
    }
}

/// Parts from the right end of the line, the most important kept where the width shrinks.
fn right_part(app: &App, total: usize) -> Vec<String> {
    let view = app.view();
    if app.plain {
        return quiet_part(app);
    }
    let count = view.shown.len();
    let at = if count == 0 { 0 } else { view.at + 1 };
    let mut parts = vec![format!("{at}/{count}")];
    if app.saving.unsaved() > 0 {
        parts.push(format!("unsaved {}", app.saving.unsaved()));
    }
    if app.saving.is_lost() {
        parts.push("not on disk".to_owned());
    }
    let marked = app.marks.docs.len();
    if marked > 0 {
        parts.push(format!("{marked} marked"));
    }
    let fresh = app.desk.fresh.len();
    if fresh > 0 {
        parts.push(format!("{fresh} new"));
    }
    if app.read_only.is_some() {
        parts.push("read-only".to_owned());
    } else if app.elsewhere {
        parts.push("tags elsewhere".to_owned());
    }
    if app.desk.is_reading() {
        parts.push(progress(app, total));
    }
    let others: usize = app.desk.others.values().sum();
    if others > 0 && total >= 100 {
        parts.push(format!("{others} other file{}", if others == 1 { "" } else { "s" }));
    }
    if total >= 60 {
        parts.push(format!("{} left", count - app.decided.min(count)));
        parts.push(format!("{} done", app.decided));
    }
    if total >= 100
        && let Some((rate, time)) = app.pace.told(count - app.decided.min(count))
    {
        parts.push(rate);
        parts.extend(time);
    }
    if total >= 60 {
        let percent = (app.decided * 100).checked_div(count).unwrap_or(0);
        parts.push(format!("{percent}% "));
    }
    parts
}

/// What does not change with each key.
fn quiet_part(app: &App) -> Vec<String> {
    let unsaved = app.saving.unsaved();
    let mut parts = Vec::new();
    parts.extend((unsaved > 0).then(|| format!("unsaved {unsaved}")));
    parts.extend(app.saving.is_lost().then(|| "not on disk".to_owned()));
    parts.extend(app.read_only.is_some().then(|| "read-only".to_owned()));
    parts
}

/// `reading 512/2226 [##--------]`
fn progress(app: &App, total: usize) -> String {
    let (done, all) = (app.desk.finished, app.desk.docs.len());
    if total < 90 {
        return format!("reading {done}/{all}");
    }
    let filled = (done * 10).checked_div(all).unwrap_or(0).min(10);
    format!("reading {done}/{all} [{}{}]", "#".repeat(filled), "-".repeat(10 - filled))
}
