//! The box of saved views.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    popup,
    row::{Row, nth, visual},
};
use crate::{
    app::{App, ViewBox},
    text::width,
};

/// The rule and the rows of the box, and the first view that is shown.
pub(super) fn place(views: &ViewBox, body: Rect) -> ((Rect, Rect), usize) {
    let (rule, area) = popup::place(views.rows.len(), body);
    ((rule, area), (views.at + 1).saturating_sub(area.height as usize))
}

pub(super) fn draw(app: &App, views: &ViewBox, body: Rect, buffer: &mut Buffer) {
    popup::open(app, "views", views.rows.len(), body, buffer);
    let ((_, area), top) = place(views, body);
    let names = views.rows.iter().map(|(_, view)| width::columns(&view.name));
    let column = names.max().unwrap_or(0).min(area.width as usize / 2);
    let shown = views.rows.iter().enumerate().skip(top).take(area.height as usize);
    for (n, (letter, view)) in shown {
        let mut row = Row::new(area.width as usize);
        let selected = n == views.at;
        row.put(if selected { ">" } else { " " }, app.theme.text);
        row.put(&letter.map_or(" ".to_owned(), |c| c.to_string()), app.theme.key);
        row.put("  ", app.theme.text);
        row.put(&width::fit(&visual(app, &view.name), column), app.theme.text);
        row.put("  ", app.theme.text).put(&visual(app, &view.query), app.theme.dim);
        let under = if selected { app.theme.selected } else { Style::default() };
        row.draw(nth(area, n - top), under, buffer);
    }
}
