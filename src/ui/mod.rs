//! Draws the state of a run: a function of `App`, one file for each part of the screen.

mod bottom;
mod links;
mod list;
mod marked;
mod names;
mod palette;
mod past;
mod plain;
mod pointed;
mod popup;
mod prompts;
mod row;
mod side;
mod summary;
mod text;
mod title;
mod views;

use ratatui::{Frame, buffer::Buffer, layout::Rect};

pub use self::pointed::at;
use crate::app::{App, Message, Mode, panes::SMALLEST};

/// Draws the whole screen.
pub fn view(app: &App, frame: &mut Frame) {
    let area = frame.area();
    if area.as_size() != app.size {
        // The screen has just changed; the next frame is made for it.
        return;
    }
    let Some(panes) = app.panes() else {
        too_small(app, area, frame.buffer_mut());
        return;
    };
    let buffer = frame.buffer_mut();
    buffer.set_style(area, app.theme.text);
    title::draw(app, panes.title, buffer);
    for rule in &panes.rules {
        draw_rule(app, *rule, buffer);
    }
    match panes.list {
        Some(area) if app.plain && !app.view().shown.is_empty() => {
            plain::draw_list(app, area, buffer);
        }
        Some(area) => list::draw(app, area, buffer),
        None => {}
    }
    if let Some(area) = panes.side {
        side::draw(app, area, buffer);
    }
    if let Some(area) = panes.summary {
        side::draw_summary(app, area, buffer);
    }
    if let Some(area) = panes.text {
        text::draw(app, area, buffer);
    }
    bottom::draw_tags(app, panes.tags, buffer);
    let cursor = bottom::draw_hint(app, panes.hint, buffer);
    let body = Rect::new(0, 1, area.width, area.height - 3);
    match &app.mode {
        Mode::Browse => palette::draw_follow(app, body, buffer),
        Mode::Prompt(_) | Mode::Mark(_) | Mode::Confirm(_) => {}
        Mode::Entities(pick) => names::draw(app, pick, body, buffer),
        Mode::Help(help) => popup::draw_help(app, help, body, buffer),
        Mode::Past(past) => past::draw(app, past, body, buffer),
        Mode::Palette(palette) => palette::draw(app, palette, body, buffer),
        Mode::Views(views) => views::draw(app, views, body, buffer),
        Mode::Links(links) => links::draw(app, links, body, buffer),
        Mode::Export(what) => popup::draw_export(app, what, body, buffer),
    }
    popup::draw_long_error(app, body, buffer);
    let cursor = cursor.or_else(|| app.plain.then(|| plain::cursor(app, body, buffer)));
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Where the selected article is shown beside the list, but for its title, as long as nothing else may be drawn
/// there.
pub fn beside(app: &App) -> Vec<Rect> {
    let is_free = app.mode == Mode::Browse
        && app.pressed.is_empty()
        && !matches!(app.message, Some(Message::Error(_)));
    let Some(panes) = app.panes().filter(|panes| is_free && panes.list.is_some()) else {
        return Vec::new();
    };
    let below_title =
        |area: Rect| Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    [panes.text, panes.side].into_iter().flatten().map(below_title).collect()
}

fn draw_rule(app: &App, rule: Rect, buffer: &mut Buffer) {
    let symbol = if rule.height == 1 && rule.width > 1 { '─' } else { '│' };
    for y in rule.top()..rule.bottom() {
        let line = symbol.to_string().repeat(rule.width as usize);
        buffer.set_stringn(rule.x, y, line, rule.width as usize, app.theme.dim);
    }
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let needed =
        format!("needs {}x{}, has {}x{}", SMALLEST.width, SMALLEST.height, area.width, area.height);
    buffer.set_stringn(area.x, area.y, needed, area.width as usize, app.theme.text);
}
