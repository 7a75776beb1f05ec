//! The screen for screen readers: one pane, no rules, a row of words for each article, and the real
//! cursor on what is selected, so that moving changes nothing else.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::row::{Row, nth, visual};
use crate::{
    app::{
        App, Front, Mode,
        desk::{Doc, DocState},
    },
    article::Origin,
    corpus::DocId,
    tags::State,
    watch::Seen,
};

pub(super) fn draw_list(app: &App, area: Rect, buffer: &mut Buffer) {
    let view = app.view();
    let rows = view.shown.iter().skip(view.top).take(area.height as usize);
    for (n, id) in rows.enumerate() {
        if let Some(doc) = app.desk.get(*id) {
            let mut row = Row::new(area.width as usize);
            row.put(&visual(app, &words(app, *id, doc)), app.theme.text);
            row.draw(nth(area, n), Style::default(), buffer);
        }
    }
}

/// `Port strike enters third day, Port Times, 13 April 2031, done, tagged port, marked`.
fn words(app: &App, id: DocId, doc: &Doc) -> String {
    let mut parts = vec![doc.title().to_owned()];
    if let DocState::Failed(why) = &doc.state {
        parts.push(format!("cannot be read: {why}"));
    }
    if let Some(digest) = doc.digest() {
        parts.extend(Some(digest.source.to_string()).filter(|source| !source.is_empty()));
        let of = match digest.date_origin {
            Some(Origin::FileSystem) => "file of ",
            _ if digest.own_date => "",
            _ => "perhaps ",
        };
        parts.extend(digest.date.map(|date| format!("{of}{}", date.strftime("%-d %B %Y"))));
    }
    if let Some(decision) = app.decision_of(id) {
        let state = Some(decision.state).filter(|state| *state != State::New);
        parts.extend(state.map(|state| state.name().to_owned()));
        if !decision.tags.is_empty() {
            let tags: Vec<&str> = decision.tags.iter().map(String::as_str).collect();
            parts.push(format!("tagged {}", tags.join(" ")));
        }
        parts.extend(decision.star.then(|| "starred".to_owned()));
        parts.extend(decision.note.as_ref().map(|note| format!("note {note}")));
    }
    let reason = app.watching.seen(id).and_then(Seen::reason);
    parts.extend(reason.map(|(watch, more)| format!("watched {}{more}", watch.target.text())));
    parts.extend(app.marks.docs.contains(id).then(|| "marked".to_owned()));
    parts.extend(app.view().stale.contains(id).then(|| "not in this view any more".to_owned()));
    parts.join(", ")
}

/// Where the reader is: the row of the list, of the text, or of the box in front.
pub(super) fn cursor(app: &App, body: Rect, buffer: &Buffer) -> Position {
    let row = match &app.mode {
        Mode::Browse | Mode::Prompt(_) | Mode::Confirm(_) => match app.front {
            Front::List => app.view().at.saturating_sub(app.view().top),
            Front::Text => app.line.saturating_sub(app.top),
            Front::Side => 0,
        },
        // Boxes have a mark on the row that is chosen.
        _ => (body.top()..body.bottom())
            .position(|y| buffer.cell((body.x, y)).is_some_and(|cell| cell.symbol() == ">"))
            .unwrap_or(0),
    };
    let row = u16::try_from(row).unwrap_or(0).min(body.height.saturating_sub(1));
    Position::new(body.x, body.y + row)
}
