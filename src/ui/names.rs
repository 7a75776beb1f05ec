//! The list of names in front of the panes: counts and dates under their headings on the rule.

use jiff::civil::Date;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    popup,
    row::{Row, nth, visual},
};
use crate::{
    app::{App, EntityPick, PickRow, Stage},
    text::{alphabets, width},
};

/// Where the columns are; those without room have no width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    name: usize,
    here: usize,
    desk: usize,
    dates: usize,
    kind: usize,
}

/// Cursor and letter before the name.
const MARGIN: usize = 5;

/// The widest name; wider ones are cut.
const WIDEST: usize = 46;

impl Columns {
    fn of(width: usize, finding: bool) -> Self {
        let here = if finding { 0 } else { 6 };
        let kind = if width >= 50 { 16 } else { 0 };
        let mut columns = Self { name: 0, here, desk: 7, dates: 0, kind };
        if width >= 110 && !finding {
            columns.dates = 25;
        } else if width >= 78 && !finding {
            columns.dates = 15;
        }
        let others = MARGIN + columns.here + columns.desk + columns.dates + columns.kind;
        columns.name = width.saturating_sub(others).min(WIDEST);
        columns
    }
}

/// The rule and the rows of the list, and the first name that is shown.
pub(super) fn place(pick: &EntityPick, body: Rect) -> ((Rect, Rect), usize) {
    let finding = matches!(pick.stage, Stage::Find { .. });
    let most = body.height.saturating_sub(3).max(4) as usize;
    let rows = if finding { most } else { pick.rows.len().min(most) };
    let (rule, area) = popup::place(rows, body);
    let end = pick.at + 1 + usize::from(pick.at + 1 < pick.rows.len());
    ((rule, area), end.saturating_sub(area.height as usize))
}

pub(super) fn draw(app: &App, pick: &EntityPick, body: Rect, buffer: &mut Buffer) {
    let finding = matches!(pick.stage, Stage::Find { .. });
    let columns = Columns::of(body.width as usize, finding);
    let ((rule, area), top) = place(pick, body);
    popup::clear(area.height as usize, body, buffer);
    draw_rule(app, pick, columns, rule, buffer);
    for (n, row) in pick.rows.iter().enumerate().skip(top).take(area.height as usize) {
        draw_row(app, row, n == pick.at, columns, nth(area, n - top), buffer);
    }
    if pick.rows.is_empty() {
        let mut line = Row::new(area.width as usize);
        line.put("     no such name in the desk", app.theme.dim);
        line.draw(nth(area, 0), Style::default(), buffer);
    }
}

/// `── names: edit all articles ────── here ── desk ── first – last ──`
fn draw_rule(app: &App, pick: &EntityPick, columns: Columns, area: Rect, buffer: &mut Buffer) {
    let articles = if pick.here { "this article" } else { "all articles" };
    let heading = match &pick.stage {
        Stage::Names => format!("names: edit {articles}"),
        Stage::Into(source) => format!("merge {} into", source.name),
        Stage::Find { .. } => "names of the desk".to_owned(),
        Stage::Rename { .. } => format!("rename in {articles}"),
    };
    let mut rule = Row::new(area.width as usize);
    rule.put(if app.plain { "   " } else { "── " }, app.theme.dim);
    let room = (MARGIN + columns.name).saturating_sub(4);
    rule.put(&width::truncate(&visual(app, &heading), room), app.theme.heading);
    let mut to = MARGIN + columns.name;
    for (label, wide) in [("here", columns.here), ("desk", columns.desk)] {
        to += wide;
        if wide > 0 {
            line_to(app, &mut rule, to - label.len());
            rule.put(label, app.theme.heading);
        }
    }
    if columns.dates > 0 {
        line_to(app, &mut rule, to + 2);
        rule.put("first – last", app.theme.heading);
    }
    let end = area.width as usize;
    line_to(app, &mut rule, end + 1);
    rule.draw(area, Style::default(), buffer);
}

/// Goes on with the rule, between spaces, up to a column.
fn line_to(app: &App, rule: &mut Row, column: usize) {
    let missing = column.saturating_sub(rule.used() + 2);
    let spaces = column.saturating_sub(rule.used() + missing);
    rule.put(if spaces > 0 { " " } else { "" }, app.theme.dim);
    rule.put(&if app.plain { " " } else { "─" }.repeat(missing), app.theme.dim);
    rule.put(if spaces > 1 { " " } else { "" }, app.theme.dim);
}

fn draw_row(
    app: &App,
    row: &PickRow,
    selected: bool,
    columns: Columns,
    area: Rect,
    buffer: &mut Buffer,
) {
    let mut line = Row::new(area.width as usize);
    line.put(if selected { "> " } else { "  " }, app.theme.text);
    let letter = row.letter.map(|letter| letter.to_string()).unwrap_or_default();
    line.put(&letter, app.theme.key).pad_to(MARGIN);
    let style = if row.hidden { app.theme.dim } else { app.theme.kind(row.key.kind) };
    line.put(&width::truncate(&visual(app, &row.name), columns.name), style);
    line.pad_to(MARGIN + columns.name);
    if columns.here > 0 {
        line.put(&format!("{:>1$}", row.mentions, columns.here), app.theme.text);
    }
    line.put(&format!("{:>1$}", row.articles, columns.desk), app.theme.text);
    if columns.dates > 0 {
        line.put("  ", app.theme.text).put(&dates(app, row, columns.dates), app.theme.dim);
    }
    line.pad_to(MARGIN + columns.name + columns.here + columns.desk + columns.dates);
    if columns.kind > 0 {
        let mixed = alphabets::are_mixed(&row.name);
        let (kind, style) = match (row.hidden, mixed) {
            (true, _) => ("hidden", app.theme.dim),
            (_, true) => (alphabets::MIXED, app.theme.error),
            _ => (row.key.kind.name(), app.theme.dim),
        };
        line.put("  ", app.theme.text).put(kind, style);
    }
    if row.watched {
        line.put(" ", app.theme.text).put("w", app.theme.hit);
    }
    if !row.was.is_empty() && line.left() > 8 {
        line.put("  was ", app.theme.dim).put(&visual(app, &row.was.join(", ")), app.theme.dim);
    }
    line.draw(area, if selected { app.theme.selected } else { Style::default() }, buffer);
}

/// `2023-03-02 – 2023-04-13`, or `Mar02–Apr13` where there is less room.
fn dates(app: &App, row: &PickRow, room: usize) -> String {
    let Some((first, last)) = row.dates else { return String::new() };
    let date = |date: Date| {
        if room > 20 {
            date.to_string()
        } else if date.year() == app.year() {
            date.strftime("%b%d").to_string()
        } else {
            date.strftime("%Y").to_string()
        }
    };
    let (first, last) = (date(first), date(last));
    if first == last { first } else { format!("{first} – {last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_room_on_every_screen_and_no_row_is_too_wide() {
        for width in 30..250 {
            for finding in [false, true] {
                let c = Columns::of(width, finding);
                let all = MARGIN + c.name + c.here + c.desk + c.dates + c.kind;
                assert!(all <= width, "{width} {c:?}");
                assert!(c.name >= 12, "{width} {c:?}");
            }
        }
    }
}
