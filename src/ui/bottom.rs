//! The last two rows, which never move: the tag bar, and the hint line or the prompt.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{
    prompts,
    row::{Row, visual},
};
use crate::{
    analysis::EntityKind,
    app::{App, EntityPick, KINDS, Message, Mode, Spot, Stage, Target},
    config::{Action, Pane, key::written},
    text::width,
};

/// Of a tag in a slot at least so many columns are shown.
const LEAST_OF_A_TAG: usize = 2;

pub(super) fn draw_tags(app: &App, area: Rect, buffer: &mut Buffer) {
    tags_row(app, area).draw(area, Style::default(), buffer);
}

/// The row of the tag bar.
pub(super) fn tags_row(app: &App, area: Rect) -> Row {
    let mut row = Row::new(area.width as usize);
    row.put(" ", app.theme.text);
    match &app.mode {
        Mode::Prompt(prompt) if prompt.error_at.is_some() && prompt.completions.is_empty() => {
            prompts::put_caret(app, prompt, &mut row);
        }
        Mode::Prompt(prompt) => {
            if !prompt.completions.is_empty() {
                prompts::put_completions(app, prompt, &mut row);
            }
            put_pairs(app, &fixed(&prompts::typing(prompt)), 0, &mut row);
        }
        // Digits mean something else there.
        Mode::Entities(pick) => put_pairs(app, &correcting(&pick.stage, row.left()), 0, &mut row),
        Mode::Mark(_) => put_pairs(app, &kinds(usize::MAX), 0, &mut row),
        Mode::Palette(_) => {
            let keys =
                [("type", "a name"), ("Up Down", "choose"), ("Enter", "run"), ("Esc", "close")];
            put_pairs(app, &fixed(&keys), 0, &mut row);
        }
        Mode::Browse
        | Mode::Help(_)
        | Mode::Export(_)
        | Mode::Views(_)
        | Mode::Past(_)
        | Mode::Links(_)
        | Mode::Confirm(_) => {
            put_slots(app, &mut row);
        }
    }
    row
}

/// What corrects the name that the cursor is on.
fn correcting(stage: &Stage, columns: usize) -> Vec<(String, String)> {
    match stage {
        Stage::Names => {
            let mut all = fixed(&[("m", "merge"), ("r", "rename"), ("d", "hide"), ("w", "watch")]);
            all.extend(kinds(columns));
            all.extend(fixed(&[("x", "as found")]));
            all
        }
        Stage::Into(_) => Vec::new(),
        Stage::Find { .. } => {
            fixed(&[("type", "a name"), ("Up Down", "choose"), ("Enter", "merge"), ("Esc", "back")])
        }
        Stage::Rename { .. } => fixed(&[("Enter", "rename"), ("Esc", "back")]),
    }
}

/// The letters of kinds, with the kinds where there is room.
fn kinds(columns: usize) -> Vec<(String, String)> {
    if columns < 116 {
        let letters: Vec<String> = KINDS.iter().map(|(letter, _)| letter.to_string()).collect();
        return vec![(letters.join(" "), "kind".to_owned())];
    }
    let short = |kind: EntityKind| match kind {
        EntityKind::Organization => "org",
        other => other.name(),
    };
    KINDS.iter().map(|(letter, kind)| (letter.to_string(), short(*kind).to_owned())).collect()
}

/// A tag in so many columns; where these are few, each is a letter of it.
fn short(tag: &str, columns: usize) -> String {
    if columns > 3 || width::columns(tag) <= columns {
        return width::truncate(tag, columns).into_owned();
    }
    width::truncate(tag, columns + 1).trim_end_matches('…').to_owned()
}

/// How many columns of a tag are shown, so that all slots are in sight.
fn columns_of_a_tag(slots: &[(u8, &str)], room: usize) -> usize {
    // The key, the mark and the spaces; `0 other…`.
    let room = room.saturating_sub(slots.len() * 4 + 8);
    let needed =
        |most: usize| -> usize { slots.iter().map(|(_, tag)| width::columns(tag).min(most)).sum() };
    let longest = slots.iter().map(|(_, tag)| width::columns(tag)).max().unwrap_or(0);
    let fits = |most: &usize| needed(*most) <= room;
    (LEAST_OF_A_TAG..=longest).rev().find(fits).unwrap_or(LEAST_OF_A_TAG)
}

fn put_slots(app: &App, row: &mut Row) {
    // A row of words says it, where the cursor is.
    let decision = app.decision().filter(|_| !app.plain);
    let on = |tag: &str| decision.is_some_and(|d| d.tags.contains(tag));
    let slots: Vec<(u8, &str)> =
        (1..=9).filter_map(|slot| Some((slot, app.tags.slot(slot)?))).collect();
    let most = columns_of_a_tag(&slots, row.left());
    for (slot, tag) in slots {
        let (mark, style) = if on(tag) { ("*", app.theme.tag) } else { (" ", app.theme.text) };
        let from = row.used();
        let key = app.slot_key(slot).unwrap_or_else(|| "–".to_owned());
        row.put(&key, app.theme.key).put(" ", app.theme.text);
        row.put(&short(tag, most), style)
            .put(mark, style)
            .mark(from, Target::Slot(slot))
            .put(" ", app.theme.text);
    }
    if (1..=9).all(|slot| app.tags.slot(slot).is_none()) {
        let keys = app.slot_keys();
        let make = if keys == "1-9" { "make" } else { "makes" };
        row.put(&format!("{keys} {make} a tag and put it on  "), app.theme.dim);
    }
    let slotted = |tag: &String| app.tags.defs.iter().any(|d| d.name == *tag && d.slot.is_some());
    for tag in decision.iter().flat_map(|d| &d.tags).filter(|tag| !slotted(tag)) {
        let from = row.used();
        row.put("#", app.theme.tag).put(tag, app.theme.tag).put("* ", app.theme.tag);
        row.mark(from, Target::Tag(tag.clone()));
    }
    if let Some(key) = app.preferred_key(Action::Tag, "0") {
        let from = row.used();
        row.put(&key, app.theme.key).put(" other…", app.theme.text).mark(from, Target::OtherTags);
    }
    if let Some(note) = decision.and_then(|d| d.note.as_deref()) {
        row.put("  note: ", app.theme.dim).put(&visual(app, note), app.theme.text);
    }
}

/// Draws the hint line or the prompt; returns where the cursor is while typing.
pub(super) fn draw_hint(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut row = Row::new(area.width as usize);
    row.put(" ", app.theme.text);
    let mut cursor = None;
    let asked = match &app.mode {
        Mode::Prompt(prompt) => {
            // With a place, it is told above it.
            let error = prompt.error.as_deref().filter(|_| prompt.error_at.is_none());
            Some((prompt.label(), &prompt.input, error))
        }
        Mode::Entities(pick) => pick.input().map(|(label, input)| (label, input, None)),
        Mode::Palette(palette) => Some((":".to_owned(), &palette.input, None)),
        Mode::Browse
        | Mode::Help(_)
        | Mode::Export(_)
        | Mode::Views(_)
        | Mode::Past(_)
        | Mode::Links(_)
        | Mode::Mark(_)
        | Mode::Confirm(_) => None,
    };
    if let Mode::Confirm(confirm) = &app.mode {
        row.put(&visual(app, &confirm.question), app.theme.key).put("   ", app.theme.text);
        put_pairs(app, &fixed(&[("y Enter", "yes"), ("Esc", "no")]), 0, &mut row);
    } else if let Some((label, input, error)) = asked {
        let column = prompts::put_prompt(app, &label, input, error, &mut row);
        cursor = Some(Position::new(area.x + u16::try_from(column).unwrap_or(0), area.y));
    } else {
        if put_message(app, &mut row) {
            row.put("   ", app.theme.text);
        }
        put_hints(app, &mut row);
    }
    row.draw(area, Style::default(), buffer);
    cursor
}

fn put_message(app: &App, row: &mut Row) -> bool {
    match (&app.message, &app.saving.trouble) {
        (Some(Message::Note(text)), _) => row.put(&visual(app, text), app.theme.text),
        (Some(Message::Error(text)), _) => row.put(text, app.theme.error),
        (Some(Message::Decision { label, generation }), None) => {
            let (state, style) = if app.saving.is_saved(*generation) {
                ("saved", app.theme.saved)
            } else {
                ("unsaved", app.theme.error)
            };
            let label = visual(app, label);
            let room = row.left().saturating_sub(state.len() + 2);
            row.put(&width::truncate(&label, room), app.theme.tag);
            row.put("  ", app.theme.text).put(state, style)
        }
        (Some(Message::Decision { .. }) | None, Some(trouble)) => {
            let retry = Action::Retry;
            let again = format!("  {} {}", app.key_for(retry), retry.entry().short);
            let room = row.left().saturating_sub(width::columns(&again));
            let cause = width::truncate(&trouble.message, room);
            row.put(&cause, app.theme.error).put(&again, app.theme.key)
        }
        (None, None) => return false,
    };
    true
}

/// What is possible now, the most useful first; `? help` is always there.
fn put_hints(app: &App, row: &mut Row) {
    if !app.pressed.is_empty() {
        let pressed = format!("{} …", written(&app.pressed));
        let leave = ("Esc".to_owned(), "leaves".to_owned());
        return put_pairs(app, &[(pressed, "one of these".to_owned()), leave], 0, row);
    }
    if let Mode::Entities(_) | Mode::Mark(_) = &app.mode {
        put_pairs(app, &hints(app), 0, row);
        return;
    }
    let help = hint(app, Action::Help);
    put_pairs(app, &hints(app), width::columns(&help) + 1, row);
    row.put_whole(&help, app.theme.key);
}

/// Keys and what they do, as many as leave this many columns.
fn put_pairs(app: &App, pairs: &[(String, String)], reserved: usize, row: &mut Row) {
    for (label, text) in pairs {
        if width::columns(label) + 1 + width::columns(text) + 2 + reserved > row.left() {
            continue;
        }
        row.put(label, app.theme.key).put(" ", app.theme.text);
        row.put(text, app.theme.dim).put("  ", app.theme.text);
    }
}

fn hint(app: &App, action: Action) -> String {
    let key = app.keymap.key_of(app.pane(), action).unwrap_or_default();
    format!("{key} {}", action.entry().short)
}

fn hints(app: &App) -> Vec<(String, String)> {
    match &app.mode {
        Mode::Entities(pick) => return pick_hints(pick),
        Mode::Mark(marking) => {
            let mut all = vec![("Enter".to_owned(), App::marking_hint(marking))];
            all.extend(fixed(&[
                ("n", "next likely"),
                ("h j k l", "word"),
                ("W B -", "more, less"),
                (".", "where"),
                ("Esc", "leave"),
            ]));
            return all;
        }
        Mode::Help(_) => {
            return fixed(&[("type", "filter"), ("Up Down", "scroll"), ("Esc", "close")]);
        }
        Mode::Export(_) => {
            return fixed(&[
                ("letter", "format"),
                ("1-9", "a tag"),
                ("f letter", "name the file"),
                ("Esc", "close"),
            ]);
        }
        Mode::Past(_) => {
            return fixed(&[
                ("Enter", "go there"),
                ("u", "undo"),
                ("Ctrl-r", "redo"),
                ("j k", "move"),
                ("Esc", "close"),
            ]);
        }
        Mode::Views(_) => {
            return fixed(&[("letter, Enter", "open"), ("j k", "move"), ("Esc", "close")]);
        }
        Mode::Links(_) => {
            return fixed(&[
                ("letter, Enter", "open"),
                ("y", "copy"),
                ("j k", "move"),
                ("Esc", "close"),
            ]);
        }
        Mode::Browse | Mode::Prompt(_) | Mode::Palette(_) | Mode::Confirm(_) => {}
    }
    let pane = app.pane();
    if app.selected().is_none() {
        let possible = [Action::Back, Action::Search, Action::Undo, Action::Quit];
        let named = |action: Action| {
            let key = app.keymap.key_of(pane, action)?;
            Some((key, action.entry().short.to_owned()))
        };
        return possible.into_iter().filter_map(named).collect();
    }
    let actions: &[Action] = match (pane, app.spot) {
        (Pane::Text, Spot::Mention(_)) => {
            &[Action::Open, Action::NextMention, Action::Next, Action::Back, Action::Undo]
        }
        (Pane::Text, _) => &[
            Action::Accept,
            Action::Next,
            Action::Drop,
            Action::Back,
            Action::NextMention,
            Action::Source,
            Action::Entities,
            Action::MarkName,
            Action::Fold,
            Action::Search,
            Action::Undo,
        ],
        (Pane::List, _) => &[
            Action::Accept,
            Action::Next,
            Action::Drop,
            Action::Open,
            Action::Entities,
            Action::Search,
            Action::Undo,
            Action::Export,
            Action::Star,
            Action::Note,
            Action::Later,
        ],
    };
    let mut all = vec![(app.slot_keys(), "tag".to_owned())];
    if app.depth() > 0 && pane == Pane::List {
        all.extend(app.keymap.key_of(pane, Action::Back).map(|key| (key, "back".to_owned())));
    }
    for action in actions {
        if let Some(key) = app.keymap.key_of(pane, *action) {
            all.push((key, action.entry().short.to_owned()));
        }
    }
    all
}

fn pick_hints(pick: &EntityPick) -> Vec<(String, String)> {
    let other = if pick.here { "all articles" } else { "only here" };
    let mut all = match &pick.stage {
        Stage::Names => fixed(&[("letter, Enter", "its articles"), ("j k", "move")]),
        Stage::Into(_) => fixed(&[("letter, Enter", "merge"), ("/", "other names")]),
        Stage::Find { .. } | Stage::Rename { .. } => return Vec::new(),
    };
    all.extend(fixed(&[(".", other)]));
    if pick.stage == Stage::Names {
        all.extend(fixed(&[("u", "undo")]));
    }
    all.extend(fixed(&[("Esc", "close")]));
    all
}

fn fixed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}
