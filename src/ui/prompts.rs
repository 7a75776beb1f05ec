//! What is typed in the last rows: the prompt, what completes it, its keys, what is wrong with it.

use super::row::{Row, visual};
use crate::{
    app::{App, Input, Prompt, PromptKind, Retag},
    text::width,
};

/// The completions, from the one that is chosen where that would not be in sight.
pub(super) fn put_completions(app: &App, prompt: &Prompt, row: &mut Row) {
    row.put("Tab: ", app.theme.dim);
    let chosen = prompt.choosing.as_ref().map(|choosing| choosing.at);
    let labels: Vec<String> =
        prompt.completions.iter().map(|c| visual(app, &c.label).into()).collect();
    let end = |at: usize| labels.iter().take(at + 1).map(|l| width::columns(l) + 2).sum::<usize>();
    let first = chosen.filter(|at| end(*at) > row.left()).unwrap_or(0);
    for (at, label) in labels.iter().enumerate().skip(first) {
        let style = if chosen == Some(at) { app.theme.selected } else { app.theme.tag };
        row.put(label, style).put("  ", app.theme.text);
    }
}

/// What the keys do while one types, the most needed first.
pub(super) fn typing(prompt: &Prompt) -> Vec<(&'static str, &'static str)> {
    let enter = match prompt.kind {
        PromptKind::Query { narrows: true } => "narrow",
        PromptKind::Query { .. } | PromptKind::SearchText { .. } => "search",
        PromptKind::SlotName(_) => "make the tag",
        PromptKind::Tags => "put",
        PromptKind::Note | PromptKind::ExportFile(_) => "write",
        PromptKind::Pipe => "send",
        PromptKind::Retag(Retag::Rename) => "on to its new name",
        PromptKind::Retag(Retag::To(_)) => "rename everywhere",
        PromptKind::Retag(Retag::Remove) => "remove everywhere",
    };
    let mut all = vec![("Enter", enter), ("Esc", "leave")];
    match prompt.kind {
        PromptKind::Query { .. } => {
            all.extend([("Tab", "complete"), ("Up", "earlier"), ("Ctrl-n", "next row")]);
        }
        PromptKind::SearchText { .. } | PromptKind::ExportFile(_) => all.push(("Up", "earlier")),
        PromptKind::Tags | PromptKind::Pipe => {
            all.extend([("Tab", "complete"), ("Up", "earlier")]);
        }
        PromptKind::Note => all.extend([("Up", "earlier"), ("Ctrl-e", "editor")]),
        PromptKind::SlotName(_) | PromptKind::Retag(_) => all.push(("Tab", "complete")),
    }
    all
}

/// The error of a prompt, where there is no room for the whole of it beside what is typed.
pub(super) fn cut_error(prompt: &Prompt, columns: usize) -> Option<&str> {
    let error = prompt.error.as_deref()?;
    let needed = width::columns(error);
    let typed = |text: &str| 1 + width::columns(&prompt.label()) + width::columns(text);
    let cut = match prompt.error_at {
        None => typed(prompt.input.text()) + 3 + needed > columns,
        // Completions stand there.
        Some(_) if !prompt.completions.is_empty() => false,
        Some(at) => {
            let column = typed(prompt.input.text().get(..at).unwrap_or_default());
            column + 2 + needed > columns && needed + 1 >= column
        }
    };
    cut.then_some(error)
}

/// What is wrong with what is typed, with a caret above the place.
pub(super) fn put_caret(app: &App, prompt: &Prompt, row: &mut Row) {
    let (Some(error), Some(at)) = (&prompt.error, prompt.error_at) else { return };
    let text = prompt.input.text();
    let before = text.get(..at).unwrap_or(text);
    let shown = tail(before, row.left().saturating_sub(2));
    let column = row.used() + width::columns(&prompt.label()) + width::columns(shown);
    let (room, needed) = (row.left() + row.used(), width::columns(error) + 1);
    if column + 1 + needed > room && needed < column {
        row.pad_to(column - needed).put(error, app.theme.error).put(" ^", app.theme.error);
    } else {
        row.pad_to(column).put("^ ", app.theme.error).put(error, app.theme.error);
    }
}

pub(super) fn put_prompt(
    app: &App,
    label: &str,
    input: &Input,
    error: Option<&str>,
    row: &mut Row,
) -> usize {
    row.put(&width::truncate(label, row.left() / 2), app.theme.key);
    let label = row.used();
    let before = input.before_cursor();
    // A long input shows its end: the part where one types.
    let room = row.left().saturating_sub(2);
    let shown = tail(before, room);
    row.put(shown, app.theme.text);
    let column = label + width::columns(shown);
    row.put(input.after_cursor(), app.theme.text);
    if let Some(error) = error {
        row.put("   ", app.theme.text).put(error, app.theme.error);
    }
    column
}

/// The longest end of `text` that fits.
fn tail(text: &str, columns: usize) -> &str {
    let fits = |at: &usize| width::columns(text.get(*at..).unwrap_or_default()) <= columns;
    let start = text.char_indices().map(|(at, _)| at).find(fits).unwrap_or(text.len());
    text.get(start..).unwrap_or_default()
}
