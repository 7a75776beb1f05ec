//! The list of steps: when, what, on which article; those undone are marked.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    popup,
    row::{Row, nth, visual},
};
use crate::{
    app::{App, PastRow, PastView},
    article::ArticleId,
    tags::Edit,
    text::width,
};

pub(super) fn draw(app: &App, past: &PastView, body: Rect, buffer: &mut Buffer) {
    let rows = app.past();
    let area = popup::open(app, "steps, the newest first", rows.len(), body, buffer);
    let (height, top) = (area.height as usize, top(past, area));
    for (n, row) in rows.iter().enumerate().skip(top).take(height) {
        draw_row(app, *row, n == past.at, nth(area, n - top), buffer);
    }
}

/// The first step shown.
fn top(past: &PastView, area: Rect) -> usize {
    (past.at + 1).saturating_sub(area.height as usize)
}

/// Where the box is, its rule first, and the first step shown.
pub(super) fn place(app: &App, past: &PastView, body: Rect) -> ((Rect, Rect), usize) {
    let (rule, area) = popup::place(app.past().len(), body);
    ((rule, area), top(past, area))
}

fn draw_row(app: &App, of: PastRow<'_>, selected: bool, area: Rect, buffer: &mut Buffer) {
    let style = if of.undone && !selected { app.theme.decided } else { app.theme.text };
    let mut row = Row::new(area.width as usize);
    row.put(if selected { ">" } else { " " }, style);
    let when = of.step.when.map(|when| when.strftime("%b%d %H:%M").to_string());
    row.put(&width::fit(&when.unwrap_or_default(), 12), app.theme.dim);
    row.put(if of.undone { "undone  " } else { "" }, app.theme.dim);
    row.put(&visual(app, &of.step.label), style);
    if let Some(about) = about(app, of) {
        row.put("  ", style).put(&visual(app, &about), app.theme.dim);
    }
    let under = if selected { app.theme.selected } else { Style::default() };
    row.draw(area, under, buffer);
}

/// The title of the article that a step is about.
fn about(app: &App, of: PastRow<'_>) -> Option<String> {
    let id: ArticleId = of.step.at?;
    let here = app.desk.docs_of(id).first().and_then(|doc| app.desk.get(*doc));
    let kept = of.step.edits.iter().find_map(|edit| match edit {
        Edit::Article { id: of, before, after } if *of == id => {
            after.as_ref().or(before.as_ref()).map(|record| record.title.clone())
        }
        _ => None,
    });
    here.map(|doc| doc.title().to_owned()).or(kept)
}
