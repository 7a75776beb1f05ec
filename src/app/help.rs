//! The help in front of the screen: every action with its keys, filtered as one types.

use super::{App, Input, Mode};
use crate::config::{
    Action, Key, Pane,
    action::{ACTIONS, Entry},
    key::Code,
};

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
    pub(super) fn help_key(&mut self, key: Key) {
        let Mode::Help(help) = &self.mode else { return };
        let (mut help, rows) = (help.clone(), help.rows(self).len());
        let page = self.help_page();
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

    fn help_page(&self) -> usize {
        (self.size.height as usize).saturating_sub(6).max(1)
    }

    pub(super) fn scroll_help(&mut self, by: isize) {
        let Mode::Help(help) = &self.mode else { return };
        let last = help.rows(self).len().saturating_sub(self.help_page());
        let top = help.top.saturating_add_signed(by).min(last);
        if let Mode::Help(help) = &mut self.mode {
            help.top = top;
        }
    }
}
