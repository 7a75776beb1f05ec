//! The triage list: one row an article, columns falling away as the width shrinks.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::row::{Row, nth, visual};
use crate::{
    app::{
        App,
        desk::{Digest, Doc, DocState},
    },
    article::Origin,
    corpus::DocId,
    query::SortKey,
    tags::{Decision, State},
    text::{clean, width},
    watch::Seen,
};

/// The columns a title has at least.
const TITLE: usize = 20;

/// The columns of state, tag and star.
const MARKS: usize = 3;

/// The columns of a reason worth showing: `w Nasra…`.
const REASON: usize = 8;

/// Which columns a list of this width has; they fall away in the order count, source, date, state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    state: usize,
    date: usize,
    source: usize,
    count: usize,
}

impl Columns {
    /// Whether there are any sources and dates to be shown.
    fn of(width: usize, sources: bool, dates: bool) -> Self {
        let source = match width {
            _ if !sources => 0,
            120.. => 14,
            _ => 9,
        };
        let date = if dates { 6 } else { 0 };
        let mut columns = Self { state: 4, date, source, count: 5 };
        let cursor = 1;
        let rest = |c: &Self| width.saturating_sub(cursor + c.state + c.date + c.source + c.count);
        if rest(&columns) < TITLE + 4 {
            columns.count = 0;
        }
        if rest(&columns) < TITLE {
            columns.source = 0;
        }
        if rest(&columns) < TITLE {
            columns.date = 0;
        }
        if rest(&columns) < TITLE {
            columns.state = 0;
        }
        columns
    }

    /// The columns left for title, reason and tags.
    fn title(self, width: usize) -> usize {
        let count = self.count + usize::from(self.count > 0);
        width.saturating_sub(1 + self.state + self.date + self.source + count)
    }
}

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let view = app.view();
    if view.shown.is_empty() {
        draw_empty(app, area, buffer);
        return;
    }
    let dates = app.desk.has_dates || view.sort.key == SortKey::Date;
    let columns = Columns::of(area.width as usize, app.desk.has_sources, dates);
    let rows = view.shown.iter().skip(view.top).take(area.height as usize);
    for (n, doc) in rows.enumerate() {
        if let Some(entry) = app.desk.get(*doc) {
            draw_row(app, *doc, entry, columns, nth(area, n), buffer);
        }
    }
}

fn draw_row(app: &App, id: DocId, doc: &Doc, columns: Columns, area: Rect, buffer: &mut Buffer) {
    let selected = app.selected() == Some(id);
    let decision = app.decision_of(id);
    let decided = decision.is_some_and(|d| matches!(d.state, State::Done | State::Dropped));
    // What has left the filter stays, dimmed, until the filter is run again.
    let stale = app.view().stale.contains(id);
    let (base, under) = match (&doc.state, selected, decided || stale) {
        (DocState::Failed(_), false, _) => (app.theme.error, Style::default()),
        (_, true, _) => (app.theme.text, app.theme.selected),
        (_, false, true) => (app.theme.decided, Style::default()),
        (_, false, false) => (app.theme.text, Style::default()),
    };
    let mut row = Row::new(area.width as usize);
    let cursor = match (selected, app.marks.docs.contains(id)) {
        (true, true) => "V",
        (true, false) => ">",
        (false, true) => "v",
        (false, false) if app.desk.gone.contains(id) => "?",
        (false, false) if stale => "~",
        (false, false) if app.desk.changed.contains(id) && app.desk.fresh.contains(id) => "!",
        (false, false) if app.desk.fresh.contains(id) => "+",
        (false, false) => " ",
    };
    row.put(cursor, base);
    let reason = reason(app, id, columns.title(area.width as usize));
    if columns.state > 0 {
        row.put(&marks(app, decision), app.theme.tag);
        if let Reason::NoRoom(style) = reason {
            row.pad_to(1 + MARKS).put("w", style);
        }
        row.pad_to(1 + columns.state);
    }
    let digest = doc.digest();
    if columns.date > 0 {
        let date = digest.map_or_else(String::new, |digest| short_date(app, digest));
        row.put(&width::fit(&date, columns.date), app.theme.dim.patch(under_of(selected, base)));
    }
    if columns.source > 0 {
        let source = digest.map_or("", |d| d.source.as_str());
        row.put(&width::fit(&visual(app, source), columns.source - 1), base).put(" ", base);
    }
    let tags = put_title(app, doc, &mut row, columns, (decision, &reason), base);
    if let Reason::Shown(text, style) = &reason {
        row.put(" ", base).put(text, *style);
    }
    row.put(&tags, app.theme.tag);
    if columns.count > 0 {
        let count = digest.map(|d| format!("{}e", d.names)).unwrap_or_default();
        let at = (area.width as usize).saturating_sub(width::columns(&count) + 1);
        row.pad_to(at).put(&count, app.theme.dim);
    }
    row.draw(area, under, buffer);
}

/// On the selected row everything is as readable as its title.
fn under_of(selected: bool, base: Style) -> Style {
    if selected { base } else { Style::default() }
}

/// Puts the title in what reason and tags leave of the row; returns the tags that fit behind.
fn put_title(
    app: &App,
    doc: &Doc,
    row: &mut Row,
    columns: Columns,
    (decision, reason): (Option<&Decision>, &Reason),
    base: Style,
) -> String {
    let room = row.left().saturating_sub(columns.count + usize::from(columns.count > 0));
    let room = room.saturating_sub(reason.columns());
    let tags = decision.map(|d| tag_list(d, room)).unwrap_or_default();
    let title_room = room.saturating_sub(width::columns(&tags));
    let title = match &doc.state {
        DocState::Failed(why) => format!("{}: {why}", doc.path),
        DocState::Waiting | DocState::Ready(_) => doc.title().to_owned(),
    };
    let shown = width::truncate(&visual(app, &title), title_room).into_owned();
    let hits = app.looked.in_title(&shown);
    let mut at = 0;
    for hit in hits {
        row.put(shown.get(at..hit.start()).unwrap_or_default(), base);
        row.put(hit.of(&shown), base.patch(app.theme.hit));
        at = hit.end();
    }
    row.put(shown.get(at..).unwrap_or_default(), base);
    tags
}

/// Why an article is worth a look: what it has of the watch list.
enum Reason {
    None,
    Shown(String, Style),
    /// A mark must do.
    NoRoom(Style),
}

impl Reason {
    /// With the space before it.
    fn columns(&self) -> usize {
        match self {
            Self::Shown(text, _) => width::columns(text) + 1,
            Self::None | Self::NoRoom(_) => 0,
        }
    }
}

/// `w Nasrallah +2`, where the title keeps its columns and the reason some letters.
fn reason(app: &App, id: DocId, room: usize) -> Reason {
    let Some((watch, more)) = app.watching.seen(id).and_then(Seen::reason) else {
        return Reason::None;
    };
    let style = app.theme.watch_reason(watch.color.as_deref());
    let name = clean::line(&format!("w {}", watch.target.text())).into_owned();
    let left = room.saturating_sub(TITLE + 1).min(room * 2 / 5).saturating_sub(more.len());
    if left < width::columns(&name).min(REASON) {
        return Reason::NoRoom(style);
    }
    Reason::Shown(format!("{}{more}", width::truncate(&visual(app, &name), left)), style)
}

/// ` #iran #militia`, where there is room beside a title of some length.
fn tag_list(decision: &Decision, room: usize) -> String {
    let mut list = String::new();
    for tag in &decision.tags {
        if width::columns(&list) + width::columns(tag) + 2 + TITLE * 2 > room {
            break;
        }
        list.push_str(" #");
        list.push_str(tag);
    }
    list
}

/// State (`x` dropped, `-` done, `p` later), slot of the first tag (`+` for several, `#` for one
/// without a slot), `*` star.
fn marks(app: &App, decision: Option<&Decision>) -> String {
    let Some(decision) = decision else { return String::new() };
    let state = match decision.state {
        State::New => ' ',
        State::Done => '-',
        State::Dropped => 'x',
        State::Later => 'p',
    };
    let tag = match (decision.tags.first(), decision.tags.len()) {
        (None, _) => ' ',
        (Some(tag), 1) => app
            .tags
            .defs
            .iter()
            .find(|def| def.name == *tag)
            .and_then(|def| def.slot)
            .and_then(|slot| char::from_digit(slot.into(), 10))
            .unwrap_or('#'),
        (Some(_), _) => '+',
    };
    let star = if decision.star {
        '*'
    } else if decision.note.is_some() {
        '"'
    } else {
        ' '
    };
    format!("{state}{tag}{star}")
}

/// `Apr13`, or `2019` for another year than that of the newest article; `2019?` of a day that the text
/// only mentions. That of the file says nothing of the article.
fn short_date(app: &App, digest: &Digest) -> String {
    let Some(date) = digest.date else { return String::new() };
    if digest.date_origin == Some(Origin::FileSystem) {
        String::new()
    } else if !digest.own_date {
        date.strftime("%Y?").to_string()
    } else if date.year() == app.year() {
        date.strftime("%b%d").to_string()
    } else {
        date.strftime("%Y").to_string()
    }
}

fn draw_empty(app: &App, area: Rect, buffer: &mut Buffer) {
    let text = if app.desk.listed {
        if app.depth() > 0 { "no articles; h goes back" } else { "no articles in this folder" }
    } else {
        "looking for articles…"
    };
    let mut row = Row::new(area.width as usize);
    row.put("  ", app.theme.text).put(text, app.theme.dim);
    row.draw(nth(area, 0), Style::default(), buffer);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fall_away_in_order_and_the_title_keeps_twenty() {
        for width in 21..250 {
            let c = Columns::of(width, true, true);
            assert!(width - 1 - c.state - c.date - c.source - c.count >= TITLE, "{width} {c:?}");
            assert!(c.count == 0 || c.source > 0);
            assert!(c.source == 0 || c.date > 0);
            assert!(c.date == 0 || c.state > 0);
            let without = Columns::of(width, false, true);
            assert!(without.source == 0 && without.date >= c.date && without.count >= c.count);
            let undated = Columns::of(width, false, false);
            assert!(undated.date == 0 && undated.count >= without.count);
        }
    }
}
