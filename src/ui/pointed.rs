//! What is drawn at a place of the screen: asked of the same rows that are drawn, so that the two
//! cannot disagree.

use ratatui::layout::{Position, Rect};

use super::{bottom, links, names, past, popup, row::Row, side, text, views};
use crate::app::{App, Mode, Target};

/// What is at a place of the screen, where it can be pointed at.
pub fn at(app: &App, position: Position) -> Option<Target> {
    let panes = app.panes()?;
    let body = Rect::new(0, 1, app.size.width, app.size.height - 3);
    match &app.mode {
        Mode::Entities(pick) => return Some(in_box(names::place(pick, body), position)),
        Mode::Views(views) => return Some(in_box(views::place(views, body), position)),
        Mode::Links(links) => return Some(links::at(links, body, position)),
        Mode::Past(past) => return Some(in_box(past::place(app, past, body), position)),
        // What is typed chooses there; the wheel moves.
        Mode::Palette(_) => return None,
        Mode::Help(_) => {
            return Some(in_box((popup::place(body.height as usize, body), 0), position));
        }
        Mode::Export(_) => return Some(in_box((popup::export_place(body), 0), position)),
        Mode::Browse | Mode::Prompt(_) | Mode::Mark(_) | Mode::Confirm(_) => {}
    }
    if let Some(list) = panes.list.filter(|list| list.contains(position)) {
        let row = usize::from(position.y - list.y);
        let shown = app.view().top + row < app.view().shown.len();
        return shown.then_some(Target::ListRow(row));
    }
    if let Some(area) = panes.text.filter(|area| area.contains(position)) {
        return Some(text::at(app, area, position));
    }
    if let Some(area) = panes.side.filter(|area| area.contains(position)) {
        return in_rows(&side::rows(app, app.loaded()?, area), area, position);
    }
    if let Some(area) = panes.summary.filter(|area| area.contains(position)) {
        return in_rows(&side::summary_rows(app, app.loaded()?, area), area, position);
    }
    if panes.tags.contains(position) {
        let row = bottom::tags_row(app, panes.tags);
        return row.target(usize::from(position.x - panes.tags.x)).cloned();
    }
    None
}

fn in_rows(rows: &[Row], area: Rect, position: Position) -> Option<Target> {
    let row = rows.get(usize::from(position.y - area.y))?;
    row.target(usize::from(position.x - area.x)).cloned()
}

/// In a box with its rule, its rows, and the first of them that is shown.
fn in_box(((rule, area), top): ((Rect, Rect), usize), position: Position) -> Target {
    if area.contains(position) {
        Target::BoxRow(top + usize::from(position.y - area.y))
    } else if rule.contains(position) {
        Target::Box
    } else {
        Target::BehindBox
    }
}
