//! The palette: every action, saved view and tag, found by a few letters of its name.

use std::collections::BTreeMap;

use super::{App, Filter, Input, Mode};
use crate::{
    config::{
        Action, Key, Pane, SavedView,
        action::{ACTIONS, Entry},
        key::Code,
    },
    text::fold,
};

/// Something the palette runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    Action(Action),
    View(SavedView),
    /// All articles with this tag.
    Tag(String),
}

/// One line of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteRow {
    pub wish: Wish,
    pub name: String,
    pub help: String,
    /// Live keys of this pane, with two spaces between; where it has none, those of the other.
    pub keys: String,
    /// Characters of the name that were typed, by their places.
    pub typed: Vec<usize>,
}

/// The palette, filtered; the best comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    pub input: Input,
    pub rows: Vec<PaletteRow>,
    pub at: usize,
}

/// Rows of the palette at most: the best are on top.
const MOST: usize = 16;

/// Wishes that are remembered.
const REMEMBERED: usize = 20;

impl App {
    pub(super) fn open_palette(&mut self) {
        let rows = self.wishes("");
        self.mode = Mode::Palette(Palette { input: Input::default(), rows, at: 0 });
    }

    pub(super) fn palette_key(&mut self, key: Key) {
        let page = self.palette_rows();
        let Mode::Palette(palette) = &mut self.mode else { return };
        let last = palette.rows.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) => self.mode = Mode::Browse,
            (Code::Backspace, _) if palette.input.text().is_empty() => self.mode = Mode::Browse,
            (Code::Enter, _) => self.grant(),
            (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => {
                palette.at = (palette.at + 1).min(last);
            }
            (Code::Up | Code::BackTab, _) | (Code::Char('p'), true) => {
                palette.at = palette.at.saturating_sub(1);
            }
            (Code::PageDown, _) => palette.at = (palette.at + page).min(last),
            (Code::PageUp, _) => palette.at = palette.at.saturating_sub(page),
            _ => {
                palette.input.press(key);
                self.palette_changed();
            }
        }
    }

    /// After each change of what is typed.
    pub(super) fn palette_changed(&mut self) {
        let Mode::Palette(palette) = &self.mode else { return };
        let rows = self.wishes(palette.input.text());
        if let Mode::Palette(palette) = &mut self.mode {
            (palette.rows, palette.at) = (rows, 0);
        }
    }

    /// Rows of the palette on this screen.
    pub fn palette_rows(&self) -> usize {
        let body = (self.size.height as usize).saturating_sub(3);
        (body * 2 / 3).clamp(4, MOST).min(body.saturating_sub(1))
    }

    fn grant(&mut self) {
        let Mode::Palette(palette) = std::mem::replace(&mut self.mode, Mode::Browse) else {
            return;
        };
        let Some(row) = palette.rows.get(palette.at) else {
            return self.note(format!("nothing is called {}", palette.input.text()));
        };
        self.recent.retain(|wish| *wish != row.wish);
        self.recent.insert(0, row.wish.clone());
        self.recent.truncate(REMEMBERED);
        match &row.wish {
            Wish::Action(action) => self.start(&[*action]),
            Wish::View(view) => self.open_view(view),
            Wish::Tag(tag) => self.push_view(Filter::Tag(tag.clone())),
        }
    }

    /// What fits what was typed, the best first; what was used lately before the rest.
    fn wishes(&self, typed: &str) -> Vec<PaletteRow> {
        let terms: Vec<String> = typed.split_whitespace().map(fold::fold).collect();
        let mut found: Vec<(i32, usize, PaletteRow)> = Vec::new();
        for mut row in self.all_wishes() {
            let Some((score, places)) = score(&terms, &row) else { continue };
            let lately = self.recent.iter().position(|wish| *wish == row.wish);
            row.typed = places;
            found.push((-score, lately.unwrap_or(usize::MAX), row));
        }
        found.sort_by_key(|(score, lately, _)| (*score, *lately));
        found.into_iter().map(|(.., row)| row).collect()
    }

    /// `n  F3`, or `] (text)` for what has keys in the other pane only.
    fn keys_anywhere(&self, action: Action) -> String {
        let here = self.keymap.keys_of(self.pane(), action);
        let others = Pane::ALL.into_iter().filter(|pane| *pane != self.pane());
        let mut there = others.filter_map(|pane| Some((pane, self.keymap.key_of(pane, action)?)));
        match there.next().filter(|_| here.is_empty()) {
            Some((pane, key)) => format!("{key} ({})", pane.name()),
            None => here.join("  "),
        }
    }

    fn all_wishes(&self) -> Vec<PaletteRow> {
        let row = |wish, name, help, keys| PaletteRow { wish, name, help, keys, typed: Vec::new() };
        let action = |entry: &Entry| {
            let keys = self.keys_anywhere(entry.action);
            row(Wish::Action(entry.action), entry.name.to_owned(), entry.help.to_owned(), keys)
        };
        let others = ACTIONS.iter().filter(|entry| entry.action != Action::Palette);
        let mut all: Vec<PaletteRow> = others.map(action).collect();
        all.extend(self.config.views.all().into_iter().map(|view| {
            let (name, help) = (format!("view {}", view.name), view.query.clone());
            row(Wish::View(view), name, help, String::new())
        }));
        let mut tags: BTreeMap<&str, usize> =
            self.tags.names().into_iter().map(|name| (name, 0)).collect();
        for tag in self.tags.records.values().flat_map(|record| &record.decision.tags) {
            *tags.entry(tag).or_default() += 1;
        }
        all.extend(tags.into_iter().map(|(tag, count)| {
            let plural = if count == 1 { "" } else { "s" };
            let help = format!("{count} article{plural} with this tag");
            row(Wish::Tag(tag.to_owned()), format!("#{tag}"), help, String::new())
        }));
        all
    }
}

/// How well a row fits: every term has to stand in its name, in its help or to be its key. With the
/// places of the characters of the name that were typed.
fn score(terms: &[String], row: &PaletteRow) -> Option<(i32, Vec<usize>)> {
    let (name, help) = (fold::fold(&row.name), fold::fold(&row.help));
    let (mut sum, mut places) = (0, Vec::new());
    for term in terms {
        let in_name = in_name(term, &name);
        let elsewhere = in_help(term, &help).max(is_key(term, &row.keys));
        match in_name {
            Some((points, at)) if points >= elsewhere.unwrap_or(0) => {
                sum += points;
                places.extend(at);
            }
            _ => sum += elsewhere?,
        }
    }
    // Of two that fit alike the shorter name is meant.
    let length = i32::try_from(name.chars().count()).unwrap_or(i32::MAX);
    let points = if terms.is_empty() { unasked(row) } else { sum * 100 - length };
    places.sort_unstable();
    Some((points, places))
}

/// The place of a row before anything is typed: nine slots are not what one looks for.
fn unasked(row: &PaletteRow) -> i32 {
    let slot =
        matches!(row.wish, Wish::Action(action) if action.slot().is_some_and(|slot| slot > 1));
    -i32::from(slot)
}

/// Points for a term among the words of the help.
fn in_help(term: &str, help: &str) -> Option<i32> {
    let words = || help.split(|c: char| !c.is_alphanumeric());
    if words().any(|word| word == term) {
        return Some(12);
    }
    let begins = term.chars().count() > 1 && words().any(|word| word.starts_with(term));
    begins.then_some(8)
}

fn is_key(term: &str, keys: &str) -> Option<i32> {
    keys.split("  ").any(|key| fold::fold(key) == term).then_some(10)
}

/// Points for the characters of a term in a name, in their order, and where they stand: more at the
/// beginnings of words and side by side. The best of all ways, by the method of Smith and Waterman.
fn in_name(term: &str, name: &str) -> Option<(i32, Vec<usize>)> {
    let (term, name): (Vec<char>, Vec<char>) = (term.chars().collect(), name.chars().collect());
    let begins = |at: usize| {
        at.checked_sub(1)
            .is_none_or(|before| name.get(before).is_some_and(|c| !c.is_alphanumeric()))
    };
    // For each character of the term and each place of the name: the best points of what ends there,
    // and the place of the character before.
    let mut table: Vec<Vec<Option<(i32, usize)>>> = Vec::new();
    for wanted in &term {
        let before = table.last();
        let mut best: Option<(i32, usize)> = None;
        let mut row = Vec::with_capacity(name.len());
        for (at, c) in name.iter().enumerate() {
            let start = if at == 0 {
                8
            } else if begins(at) {
                6
            } else {
                0
            };
            let from = match before {
                None => Some((0, at)),
                Some(before) => {
                    let near = at.checked_sub(1).and_then(|n| before.get(n).copied().flatten());
                    let near = near.map(|(points, _)| (points + 5, at - 1));
                    near.into_iter().chain(best).max_by_key(|(points, _)| *points)
                }
            };
            row.push(from.filter(|_| c == wanted).map(|(points, from)| (points + start + 1, from)));
            // Each character left out between costs a point.
            let here = before.and_then(|before| before.get(at).copied().flatten());
            best = best
                .map(|(points, from)| (points - 1, from))
                .into_iter()
                .chain(here.map(|(points, _)| (points - 1, at)))
                .max_by_key(|(points, _)| *points);
        }
        table.push(row);
    }
    let ends =
        table.last()?.iter().enumerate().filter_map(|(at, cell)| Some((cell.as_ref()?.0, at)));
    let (points, mut at) = ends.max_by_key(|(points, at)| (*points, std::cmp::Reverse(*at)))?;
    let mut places = vec![at];
    for row in table.iter().skip(1).rev() {
        at = row.get(at).copied().flatten()?.1;
        places.push(at);
    }
    places.reverse();
    let whole = if term == name { 20 } else { 0 };
    // Letters strewn over a name are no sign that it is meant.
    let least = i32::try_from(term.len()).unwrap_or(i32::MAX);
    (points >= least.saturating_mul(2)).then_some((points + whole, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
        let terms: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        let row = |name: &str| PaletteRow {
            wish: Wish::Tag(name.to_owned()),
            name: name.to_owned(),
            help: String::new(),
            keys: String::new(),
            typed: Vec::new(),
        };
        let mut found: Vec<(i32, &str)> =
            names.iter().filter_map(|name| Some((score(&terms, &row(name))?.0, *name))).collect();
        found.sort_by_key(|(points, _)| -points);
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn the_best_name_comes_first() {
        let names: Vec<&str> = ACTIONS.iter().map(|entry| entry.name).collect();
        for (typed, expected) in [
            ("undo", "undo"),
            ("nm", "next-mention"),
            ("pm", "previous-mention"),
            ("next art", "next-article"),
            ("art next", "next-article"),
            ("sortd", "sort-date"),
            ("expo", "export"),
            ("tag", "tag"),
            ("tag3", "tag-3"),
            ("quit", "quit"),
            ("qn", "quit-now"),
            ("samesrc", "same-source"),
        ] {
            assert_eq!(best(typed, &names).first(), Some(&expected), "{typed}");
        }
        for typed in ["zzz", "undoo", "wtfq"] {
            assert_eq!(best(typed, &names), Vec::<&str>::new(), "{typed}");
        }
    }

    #[test]
    fn the_characters_typed_are_found_where_they_count_most() {
        for (term, name, expected) in [
            ("nm", "next-mention", Some(vec![0, 5])),
            ("men", "next-mention", Some(vec![5, 6, 7])),
            ("ab", "xa-b ab", Some(vec![5, 6])),
            ("x", "abc", None),
            ("é", "café", None),
        ] {
            assert_eq!(in_name(term, name).map(|(_, places)| places), expected, "{term} in {name}");
        }
    }

    #[test]
    fn words_of_the_help_and_keys_find_too_but_names_come_before_them() {
        let row = |name: &str, help: &str, keys: &str| PaletteRow {
            wish: Wish::Tag(name.to_owned()),
            name: name.to_owned(),
            help: help.to_owned(),
            keys: keys.to_owned(),
            typed: Vec::new(),
        };
        let points = |term: &str, row: &PaletteRow| score(&[term.to_owned()], row).map(|s| s.0);
        let copy = row("copy", "copy title and link to the clipboard", "y");
        assert!(points("clip", &copy).is_some() && points("y", &copy).is_some());
        assert_eq!(points("board", &copy), None);
        assert!(points("copy", &copy) > points("copy", &row("x", "copy it", "")));
        assert!(points("ctrl-r", &row("redo", "", "Ctrl-r")).is_some());
    }
}
