//! Keys on their way to what they mean: prompts and boxes first, sequences put together, those that
//! need an article waiting for it.

use super::{App, Mode, act, desk};
use crate::config::{
    Action, Key,
    key::{Code, Meaning},
};

impl App {
    pub(super) fn key(&mut self, key: Key) {
        self.message = None;
        self.start.moved = true;
        self.view_mut().away = false;
        self.wanted_hit = None;
        match self.mode {
            Mode::Browse => self.browse_key(key),
            Mode::Prompt(_) => self.prompt_key(key),
            Mode::Entities(_) => self.entities_key(key),
            Mode::Help(_) => self.help_key(key),
            Mode::Export(_) => self.export_key(key),
            Mode::Views(_) => self.views_key(key),
            Mode::Links(_) => self.links_key(key),
            Mode::Mark(_) => self.mark_key(key),
            Mode::Confirm(_) => {
                self.confirm_key(matches!(key.code, Code::Char('y' | 'Y') | Code::Enter));
            }
        }
    }

    fn browse_key(&mut self, key: Key) {
        if !self.waiting.is_empty() && self.must_wait() {
            if key.code == Code::Esc {
                self.waiting.clear();
            } else if key == Key::ctrl('c') {
                self.quit();
            } else {
                self.waiting.push_back(key);
            }
            return;
        }
        self.pressed.push(key);
        match self.keymap.meaning(self.pane(), &self.pressed) {
            Meaning::Prefix(_) => {}
            Meaning::Action(action) if act::needs_article(action) && self.must_wait() => {
                self.waiting.extend(std::mem::take(&mut self.pressed));
            }
            Meaning::Action(action) => {
                self.pressed.clear();
                self.act(action);
            }
            Meaning::Nothing => {
                let pressed = std::mem::take(&mut self.pressed);
                if pressed.len() == 1 || key.code != Code::Esc {
                    let written: Vec<String> = pressed.iter().map(ToString::to_string).collect();
                    let help = self.keymap.key_of(self.pane(), Action::Help).unwrap_or_default();
                    self.note(format!("{} is not bound; {help} lists all keys", written.join(" ")));
                }
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        match &mut self.mode {
            Mode::Prompt(prompt) => {
                prompt.input.insert(text);
                self.prompt_changed();
            }
            Mode::Entities(pick) => {
                if let Some(input) = pick.input_mut() {
                    input.insert(text);
                    self.pick_changed();
                }
            }
            Mode::Browse
            | Mode::Help(_)
            | Mode::Export(_)
            | Mode::Views(_)
            | Mode::Links(_)
            | Mode::Mark(_)
            | Mode::Confirm(_) => {}
        }
    }

    /// Whether the selected article has yet to be read.
    pub(super) fn must_wait(&self) -> bool {
        match self.selected() {
            None => !self.desk.listed,
            Some(doc) => self.desk.get(doc).is_some_and(|d| d.state == desk::DocState::Waiting),
        }
    }

    /// Takes the keys that waited, as far as they need not wait again.
    pub(super) fn replay(&mut self) {
        for key in std::mem::take(&mut self.waiting) {
            self.key(key);
        }
    }
}
