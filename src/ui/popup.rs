//! Boxes in front of the panes: help, export, errors. One rule above, no frame.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Clear, Widget},
};

use super::{
    prompts,
    row::{Row, nth},
};
use crate::{
    app::{App, BEFORE_FORMATS, ExportBox, HelpRow, HelpView, Message, Mode, Scope},
    export::Format,
    text::{TextRange, counted, width, wrap},
};

/// The lower part of the screen: a rule, and `rows` rows under it.
pub(super) fn place(rows: usize, body: Rect) -> (Rect, Rect) {
    let height = u16::try_from(rows + 1).unwrap_or(u16::MAX).min(body.height);
    let area = Rect { y: body.bottom() - height, height, ..body };
    (nth(area, 0), Rect { y: area.y + 1, height: area.height - 1, ..area })
}

/// Clears the lower part of the screen for a rule and `rows` rows under it.
pub(super) fn clear(rows: usize, body: Rect, buffer: &mut Buffer) -> (Rect, Rect) {
    let (rule, area) = place(rows, body);
    Clear.render(rule.union(area), buffer);
    (rule, area)
}

/// The same, with a heading on the rule.
pub(super) fn open(app: &App, heading: &str, rows: usize, body: Rect, buffer: &mut Buffer) -> Rect {
    let (at, area) = clear(rows, body, buffer);
    draw_rule(app, heading, at, buffer);
    area
}

/// A rule with a heading on it.
pub(super) fn draw_rule(app: &App, heading: &str, area: Rect, buffer: &mut Buffer) {
    let mut rule = Row::new(area.width as usize);
    if app.plain {
        rule.put(heading, app.theme.heading);
        rule.draw(area, Style::default(), buffer);
        return;
    }
    rule.put("── ", app.theme.dim).put(heading, app.theme.heading).put(" ", app.theme.dim);
    let rest = rule.left();
    rule.put(&"─".repeat(rest), app.theme.dim);
    rule.draw(area, Style::default(), buffer);
}

/// Where the export box is.
pub(super) fn export_place(body: Rect) -> (Rect, Rect) {
    place(Format::ALL.len() + BEFORE_FORMATS, body)
}

pub(super) fn draw_help(app: &App, help: &HelpView, body: Rect, buffer: &mut Buffer) {
    let rows = help.rows(app);
    let heading = format!("keys: {}_", help.filter.text());
    let area = open(app, &heading, body.height as usize, body, buffer);
    let keys_width = rows.iter().map(|row| width::columns(&row.keys)).max().unwrap_or(0).min(26);
    for (n, HelpRow { keys, name, help: text }) in
        rows.iter().skip(help.top).take(area.height as usize).enumerate()
    {
        let mut line = Row::new(area.width as usize);
        line.put(" ", app.theme.text);
        line.put(&width::fit(keys, keys_width), app.theme.key).put("  ", app.theme.text);
        line.put(text, app.theme.text);
        if line.left() > name.len() + 4 {
            let at = (area.width as usize).saturating_sub(name.len() + 1);
            line.pad_to(at).put(name, app.theme.dim);
        }
        line.draw(nth(area, n), Style::default(), buffer);
    }
}

pub(super) fn draw_export(app: &App, what: &ExportBox, body: Rect, buffer: &mut Buffer) {
    let tags: Vec<(u8, &str)> =
        (1..=9).filter_map(|slot| app.tags.slot(slot).map(|tag| (slot, tag))).collect();
    let area = open(app, "export", Format::ALL.len() + BEFORE_FORMATS, body, buffer);
    let mut line = Row::new(area.width as usize);
    let scope = match &what.scope {
        Scope::Shown => "all that is shown".to_owned(),
        Scope::Tag(tag) => format!("tagged {tag}"),
    };
    line.put(" what    ", app.theme.dim).put(&scope, app.theme.heading);
    line.put(&format!(" ({})", counted(what.count, "article")), app.theme.text);
    line.draw(nth(area, 0), Style::default(), buffer);
    let mut line = Row::new(area.width as usize);
    line.put("         ", app.theme.dim).put("0", app.theme.key).put(" shown  ", app.theme.dim);
    for (slot, tag) in tags {
        line.put(&slot.to_string(), app.theme.key).put(" ", app.theme.dim);
        line.put(tag, app.theme.tag).put("  ", app.theme.dim);
    }
    line.draw(nth(area, 1), Style::default(), buffer);
    let mut line = Row::new(area.width as usize);
    line.put(" file    ", app.theme.dim).put("f", app.theme.key);
    let asks = if what.ask_file { " will be asked for" } else { " as below; never overwrites" };
    line.put(asks, app.theme.dim);
    line.draw(nth(area, 2), Style::default(), buffer);
    for (n, format) in Format::ALL.into_iter().enumerate() {
        let mut line = Row::new(area.width as usize);
        let letter: String = format.name().chars().take(1).collect();
        line.put(" ", app.theme.text).put(&letter, app.theme.key);
        line.put(&format!("  {:<7}{:<26}", format.name(), format.help()), app.theme.text);
        let file = app.default_file(&what.scope, format);
        line.put(&file.to_string_lossy(), app.theme.dim);
        line.draw(nth(area, n + BEFORE_FORMATS), Style::default(), buffer);
    }
}

/// An error that the last rows cannot hold, in full, until the next key.
pub(super) fn draw_long_error(app: &App, body: Rect, buffer: &mut Buffer) {
    let columns = body.width as usize;
    let text = match (&app.mode, &app.message) {
        (Mode::Prompt(prompt), _) if prompt.error.is_some() => prompts::cut_error(prompt, columns),
        (_, Some(Message::Error(text))) => {
            Some(text.as_str()).filter(|text| width::columns(text) + 2 > columns)
        }
        _ => None,
    };
    let Some(text) = text else { return };
    let rows = wrap::wrap(text, TextRange::new(0, text.len()), columns.saturating_sub(2));
    let area = open(app, "trouble", rows.len(), body, buffer);
    for (n, range) in rows.into_iter().take(area.height as usize).enumerate() {
        let mut line = Row::new(columns);
        line.put(" ", app.theme.text).put(range.of(text), app.theme.error);
        line.draw(nth(area, n), Style::default(), buffer);
    }
}
