//! Lists in front of the screen: the names of the article, and the help.

use super::{App, Input, Mode};
use crate::{
    analysis::EntityKind,
    config::{
        Action, Key, Pane,
        action::{ACTIONS, Entry},
        key::Code,
    },
    corpus::EntityKey,
};

/// A name of the article, as the list of names shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickRow {
    pub letter: Option<char>,
    pub name: String,
    pub kind: EntityKind,
    /// Mentions in this article, and articles of the desk that have it.
    pub mentions: usize,
    pub articles: usize,
}

/// The names of an article, the most mentioned first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityPick {
    pub rows: Vec<PickRow>,
    pub at: usize,
}

/// Letters that choose a name at once. `j` and `k` move; `m r d w P O L F G` are left for
/// correcting names.
const LETTERS: &str = "asfghlyuiotcvbnzxpq1234567890";

/// The help, filtered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpView {
    pub filter: Input,
    pub top: usize,
}

impl HelpView {
    /// The actions whose line holds what was typed.
    pub fn rows(&self, app: &App) -> Vec<(&'static Entry, String)> {
        let needle = self.filter.text().to_lowercase();
        ACTIONS
            .iter()
            .map(|entry| (entry, keys_of(app, entry.action)))
            .filter(|(entry, keys)| {
                let line = format!("{keys} {} {}", entry.name, entry.help).to_lowercase();
                line.contains(&needle)
            })
            .collect()
    }
}

/// All keys of an action in list and text, each once.
fn keys_of(app: &App, action: Action) -> String {
    let mut keys = app.keymap.keys_of(Pane::List, action);
    for key in app.keymap.keys_of(Pane::Text, action) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.join("  ")
}

impl App {
    pub(super) fn pick_entity(&mut self) {
        let Some(loaded) = self.loaded() else {
            self.note("this article has not been read yet");
            return;
        };
        let mut rows: Vec<PickRow> = (loaded.analysis.entities.iter())
            .filter(|entity| entity.kind.is_name())
            .map(|entity| {
                let key = EntityKey::new(&entity.name, entity.kind);
                PickRow {
                    letter: None,
                    name: entity.name.clone(),
                    kind: entity.kind,
                    mentions: entity.mentions.len(),
                    articles: self.desk.index.get(&key).map_or(1, |e| e.articles.len()),
                }
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.mentions));
        for (row, letter) in rows.iter_mut().zip(LETTERS.chars()) {
            row.letter = Some(letter);
        }
        if rows.is_empty() {
            self.note("no names in this article");
        } else {
            self.mode = Mode::Entities(EntityPick { rows, at: 0 });
        }
    }

    pub(super) fn entities_key(&mut self, key: Key) {
        let Mode::Entities(pick) = &mut self.mode else { return };
        let last = pick.rows.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Down | Code::Tab | Code::Char('j'), false) | (Code::Char('n'), true) => {
                pick.at = (pick.at + 1).min(last);
            }
            (Code::Up | Code::BackTab | Code::Char('k'), false) | (Code::Char('p'), true) => {
                pick.at = pick.at.saturating_sub(1);
            }
            (Code::PageDown, _) | (Code::Char('d'), true) => pick.at = (pick.at + 10).min(last),
            (Code::PageUp, _) | (Code::Char('u'), true) => pick.at = pick.at.saturating_sub(10),
            (Code::Home, _) => pick.at = 0,
            (Code::End, _) => pick.at = last,
            (Code::Enter | Code::Right, _) => {
                let row = pick.rows.get(pick.at).cloned();
                self.pick(row);
            }
            (Code::Esc | Code::Backspace | Code::Left | Code::Char('e'), false)
            | (Code::Char('c' | 'g'), true) => self.mode = Mode::Browse,
            (Code::Char(letter), false) => {
                match pick.rows.iter().find(|row| row.letter == Some(letter)).cloned() {
                    Some(row) => self.pick(Some(row)),
                    None => self.note(format!("no name has the letter {letter}; Esc closes")),
                }
            }
            _ => {}
        }
    }

    fn pick(&mut self, row: Option<PickRow>) {
        self.mode = Mode::Browse;
        if let Some(row) = row {
            self.pivot(EntityKey::new(&row.name, row.kind), row.name);
        }
    }

    pub(super) fn help_key(&mut self, key: Key) {
        let Mode::Help(help) = &self.mode else { return };
        let (mut help, rows) = (help.clone(), help.rows(self).len());
        let page = (self.size.height as usize).saturating_sub(6).max(1);
        match (key.code, key.ctrl) {
            (Code::Esc | Code::Enter, _) | (Code::Char('c'), true) => {
                self.mode = Mode::Browse;
                return;
            }
            (Code::Char('?' | 'q'), false) if help.filter.text().is_empty() => {
                self.mode = Mode::Browse;
                return;
            }
            (Code::Down, _) => help.top += 1,
            (Code::Up, _) => help.top = help.top.saturating_sub(1),
            (Code::PageDown, _) => help.top += page,
            (Code::PageUp, _) => help.top = help.top.saturating_sub(page),
            _ => {
                help.filter.press(key);
                help.top = 0;
            }
        }
        help.top = help.top.min(rows.saturating_sub(page));
        self.mode = Mode::Help(help);
    }
}
