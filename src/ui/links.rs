//! The box of links: each address with its host set apart; the one at the cursor whole.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{
    popup,
    row::{Row, nth, visual},
};
use crate::{
    app::{App, LINK_MARGIN, Link, LinkBox, Target},
    text::{TextRange, width, wrap},
};

/// Rows that stay for the list where the address at the cursor is long.
const LIST: usize = 3;

/// The rows of the box: the list's place with its first row, and what is said of the link at the
/// cursor, below it.
struct Shape {
    rule: Rect,
    list: Rect,
    top: usize,
    below: Rect,
}

fn shape(links: &LinkBox, body: Rect) -> Shape {
    let most = (body.height as usize).saturating_sub(1);
    let said = said(links, body.width as usize).len().min(most.saturating_sub(LIST));
    let rows = links.rows.len().min(most - said);
    let (rule, area) = popup::place(rows + said, body);
    let height = u16::try_from(rows).unwrap_or(0).min(area.height);
    let list = Rect { height, ..area };
    let below = Rect { y: area.y + height, height: area.height - height, ..area };
    Shape { rule, list, top: links.top(rows), below }
}

/// The address at the cursor in rows, and what to know of it, where the list does not show it all.
fn said(links: &LinkBox, columns: usize) -> Vec<(String, bool)> {
    let Some(link) = links.rows.get(links.at).filter(|link| !link.fits(columns)) else {
        return Vec::new();
    };
    let rows = |text: &str| -> Vec<String> {
        let rows = wrap::wrap(text, TextRange::new(0, text.len()), columns.saturating_sub(2));
        rows.into_iter().map(|range| range.of(text).to_owned()).collect()
    };
    let warning = rows(link.warning.as_deref().unwrap_or_default()).into_iter();
    let warning = warning.filter(|row| !row.is_empty()).map(|row| (row, true));
    warning.chain(rows(&link.address).into_iter().map(|row| (row, false))).collect()
}

pub(super) fn draw(app: &App, links: &LinkBox, body: Rect, buffer: &mut Buffer) {
    let shape = shape(links, body);
    popup::clear(shape.list.height as usize + shape.below.height as usize, body, buffer);
    popup::draw_rule(app, "links: nothing is opened before you say so", shape.rule, buffer);
    let rows = links.rows.iter().enumerate().skip(shape.top).take(shape.list.height as usize);
    for (n, (at, link)) in rows.enumerate() {
        draw_row(app, link, at == links.at, nth(shape.list, n), buffer);
    }
    let said = said(links, body.width as usize);
    let cut = said.len() > shape.below.height as usize;
    for (n, (line, warns)) in said.into_iter().take(shape.below.height as usize).enumerate() {
        let mut row = Row::new(shape.below.width as usize);
        let style = if warns { app.theme.error } else { app.theme.text };
        row.put("  ", app.theme.text).put(&line, style);
        if cut && n + 1 == shape.below.height as usize {
            row.put("…", app.theme.dim);
        }
        row.draw(nth(shape.below, n), Style::default(), buffer);
    }
}

fn draw_row(app: &App, link: &Link, selected: bool, area: Rect, buffer: &mut Buffer) {
    let mut row = Row::new(area.width as usize);
    row.put(if selected { "> " } else { "  " }, app.theme.text);
    row.put(&link.letter.map_or(" ".to_owned(), |c| c.to_string()), app.theme.key);
    row.put("  ", app.theme.text).put(&width::fit(link.kind, 8), app.theme.dim);
    row.pad_to(LINK_MARGIN);
    match &link.web {
        Some(web) => {
            let (host, end) = (web.host, web.text.len());
            let part = |from, to| TextRange::new(from, to).of(&web.text);
            let style = if link.warning.is_some() { app.theme.error } else { app.theme.heading };
            row.put(part(0, host.start()), app.theme.dim).put(host.of(&web.text), style);
            row.put(part(host.end(), end), app.theme.text);
        }
        None => {
            row.put(&link.address, app.theme.dim);
        }
    }
    if !link.words.is_empty() {
        row.put("  ", app.theme.dim).put(&visual(app, &link.words), app.theme.dim);
    }
    let under = if selected { app.theme.selected } else { Style::default() };
    row.draw(area, under, buffer);
}

pub(super) fn at(links: &LinkBox, body: Rect, position: Position) -> Target {
    let shape = shape(links, body);
    if shape.list.contains(position) {
        return Target::BoxRow(shape.top + usize::from(position.y - shape.list.y));
    }
    if shape.rule.contains(position) || shape.below.contains(position) {
        return Target::Box;
    }
    Target::BehindBox
}
