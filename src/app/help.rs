//! The help in front of the screen: every action with its keys, filtered as one types.

use super::{App, Input, Mode};
use crate::config::{
    Key, Pane,
    action::ACTIONS,
    key::{Code, names},
};

/// The help, filtered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpView {
    pub filter: Input,
    pub top: usize,
}

impl HelpView {
    /// The lines that hold what was typed: keys with several actions first, they are the reader's own.
    pub fn rows(&self, app: &App) -> Vec<HelpRow> {
        let several = app.keymap.several().into_iter().map(|(run, [list, text])| HelpRow {
            keys: in_both(list, text),
            name: names(run),
            help: run.iter().map(|action| action.entry().short).collect::<Vec<_>>().join(", then "),
        });
        let single = ACTIONS.iter().map(|entry| {
            let keys = |pane| app.keymap.keys_of(pane, entry.action);
            HelpRow {
                keys: in_both(keys(Pane::List), keys(Pane::Text)),
                name: entry.name.to_owned(),
                help: entry.help.to_owned(),
            }
        });
        let signs = SIGNS.iter().map(|(sign, help)| HelpRow {
            keys: (*sign).to_owned(),
            name: "sign".to_owned(),
            help: (*help).to_owned(),
        });
        let needle = self.filter.text().to_lowercase();
        let holds = |row: &HelpRow| {
            format!("{} {} {}", row.keys, row.name, row.help).to_lowercase().contains(&needle)
        };
        several.chain(single).chain(signs).filter(holds).collect()
    }
}

/// What the signs on the screen mean, below the keys.
const SIGNS: &[(&str, &str)] = &[
    (">  v", "list, before an article: selected; marked (V: both)"),
    ("~", "list: it has left the filter; R runs that again"),
    ("+  !  ?", "list: came while you read; its file changed; its file is gone"),
    ("-  x  p", "list: done; dropped; put off"),
    ("1-9  #  +", "list: the slot of its tag; a tag without a slot; several tags"),
    ("*  \"", "list: starred (perhaps with a note); with a note"),
    ("w", "list: has something of the watch list"),
    ("2019?", "list: no date of its own; the text mentions this year"),
    ("9e", "list: so many names are in it"),
    ("3", "text, in the margin: the summary's sentence 3 begins in this row"),
    ("1+", "text: sentence 1 and others begin in this row"),
    ("[+]", "text: lines that are folded away"),
    ("~", "text: below its last row"),
];

/// One line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpRow {
    pub keys: String,
    pub name: String,
    pub help: String,
}

/// The keys of list and text, each once.
fn in_both(list: Vec<String>, text: Vec<String>) -> String {
    let mut keys = list;
    for key in text {
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
            (Code::Char('?'), false) if help.filter.text().is_empty() => {
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
