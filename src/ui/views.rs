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

pub(super) fn draw(app: &App, views: &ViewBox, body: Rect, buffer: &mut Buffer) {
    let area = popup::open(app, "views", views.rows.len(), body, buffer);
    let names = views.rows.iter().map(|(_, view)| width::columns(&view.name));
    let column = names.max().unwrap_or(0).min(area.width as usize / 2);
    let height = area.height as usize;
    let top = (views.at + 1).saturating_sub(height);
    for (n, (letter, view)) in views.rows.iter().enumerate().skip(top).take(height) {
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
