//! The palette, and the box of what can follow a prefix key.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    popup,
    row::{Row, nth, visual},
};
use crate::{
    app::{App, Palette, PaletteRow},
    config::key::{Follow, Meaning, names, written},
    text::width,
};

/// The widest name; wider ones are cut.
const NAME: usize = 24;

pub(super) fn draw(app: &App, palette: &Palette, body: Rect, buffer: &mut Buffer) {
    let area = popup::open(app, &heading(palette), app.palette_rows(), body, buffer);
    let height = area.height as usize;
    let top = (palette.at + 1).saturating_sub(height);
    let shown = || palette.rows.iter().skip(top).take(height);
    let name = shown().map(|row| width::columns(&row.name)).max().unwrap_or(0).min(NAME);
    let keys = shown().map(|row| width::columns(&first_keys(row))).max().unwrap_or(0);
    let keys = keys.min(area.width as usize / 3);
    for (n, row) in shown().enumerate() {
        let selected = top + n == palette.at;
        let line = put_row(app, row, selected, (name, keys), area.width as usize);
        let under = if selected { app.theme.selected } else { Style::default() };
        line.draw(nth(area, n), under, buffer);
    }
    if palette.rows.is_empty() {
        let mut line = Row::new(area.width as usize);
        line.put("  nothing is called that", app.theme.dim);
        line.draw(nth(area, 0), Style::default(), buffer);
    }
}

fn heading(palette: &Palette) -> String {
    match palette.rows.len() {
        0 => "palette".to_owned(),
        count => format!("palette {}/{count}", palette.at + 1),
    }
}

/// `> next-mention  ]  next mention of a name in the text`
fn put_row(
    app: &App,
    wish: &PaletteRow,
    selected: bool,
    (name, keys): (usize, usize),
    columns: usize,
) -> Row {
    let mut row = Row::new(columns);
    row.put(if selected { "> " } else { "  " }, app.theme.text);
    let to = row.used() + name;
    put_name(app, wish, name, &mut row);
    row.pad_to(to).put("  ", app.theme.text);
    row.put(&width::fit(&first_keys(wish), keys), app.theme.key).put("  ", app.theme.text);
    row.put(&visual(app, &wish.help), app.theme.dim);
    row
}

/// Two keys tell enough; the help has all.
fn first_keys(row: &PaletteRow) -> String {
    row.keys.split("  ").take(2).collect::<Vec<_>>().join("  ")
}

/// The name with what was typed of it.
fn put_name(app: &App, wish: &PaletteRow, columns: usize, row: &mut Row) {
    let shown = width::truncate(&wish.name, columns);
    let cut = shown != wish.name || !wish.name.is_ascii();
    if cut {
        // Places of characters say nothing of a name that is cut or turned round.
        row.put(&width::truncate(&visual(app, &wish.name), columns), app.theme.text);
        return;
    }
    for (at, c) in shown.chars().enumerate() {
        let style = if wish.typed.contains(&at) { app.theme.key } else { app.theme.text };
        row.put(c.encode_utf8(&mut [0; 4]), style);
    }
}

/// Shows what can follow the keys pressed so far.
pub(super) fn draw_follow(app: &App, body: Rect, buffer: &mut Buffer) {
    if app.pressed.is_empty() {
        return;
    }
    let Meaning::Prefix(follow) = app.keymap.meaning(app.pane(), &app.pressed) else { return };
    let heading = format!("{} …", written(&app.pressed));
    let most = (body.height as usize).saturating_sub(1).max(1);
    let columns = follow.len().div_ceil(most);
    let area = popup::open(app, &heading, follow.len().div_ceil(columns), body, buffer);
    let rows = area.height as usize;
    let room = area.width as usize / columns;
    let keys = follow.iter().map(|f| width::columns(&f.key.to_string())).max().unwrap_or(1);
    for n in 0..rows {
        let mut line = Row::new(area.width as usize);
        for column in 0..columns {
            let Some(next) = follow.get(column * rows + n) else { continue };
            line.pad_to(column * room).put(" ", app.theme.text);
            line.put(&width::fit(&next.key.to_string(), keys), app.theme.key);
            line.put("  ", app.theme.text);
            let left = ((column + 1) * room).saturating_sub(line.used() + 1);
            line.put(&width::truncate(&says(next, columns > 1), left), app.theme.text);
        }
        line.draw(nth(area, n), Style::default(), buffer);
    }
}

/// What a key that can follow does, in a line or in a word.
fn says(next: &Follow, short: bool) -> String {
    match next.run.as_slice() {
        _ if next.prefix => format!("… {}", names(&next.run)),
        [one] if short => one.entry().short.to_owned(),
        [one] => one.entry().help.to_owned(),
        several => names(several),
    }
}
