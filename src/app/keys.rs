//! Keys on their way to what they mean: prompts and boxes first, sequences put together, actions run
//! one after another; those that need an article wait for it, and the rest with them.

use std::collections::VecDeque;

use super::{App, Effect, Message, Mode, act, desk};
use crate::{
    article::ArticleId,
    config::{
        Action, Key, Pane,
        action::ACTIONS,
        key::{Code, Meaning, written},
        settings::Advance,
    },
    tags::{Edit, Happened, Step},
};

/// The actions of a key that are still to be run.
#[derive(Debug, Default)]
pub struct Run {
    rest: VecDeque<Action>,
    /// What they have changed so far, where they are several: one step of history.
    step: Option<Step>,
    /// Whether the reader has said yes to changing many articles: one question is enough.
    pub(super) agreed: bool,
    /// What was run lately, the last one last.
    lately: VecDeque<Action>,
}

/// Actions that the report of a fault tells of.
const LATELY: usize = 30;

/// Actions that run one after another; where a tag goes on by itself, without the `next` behind it, which would decide
/// an article that nobody has looked at.
fn once_on(run: &[Action], advance: Advance) -> Vec<Action> {
    let goes_on = |action: &Action| action.slot().is_some() && advance == Advance::OnTag;
    let mut gone_on = false;
    let mut kept = run.to_vec();
    kept.retain(|action| {
        let again = matches!(action, Action::Next | Action::Done) && gone_on;
        gone_on |= goes_on(action);
        !again
    });
    kept
}

impl App {
    pub(super) fn key(&mut self, key: Key) {
        if self.is_two_keys(key) {
            self.key(Key::plain(Code::Esc));
            return self.key(Key { alt: false, ..key });
        }
        if self.redraws(key) {
            return self.effects.push(Effect::Redraw);
        }
        self.message = None;
        self.start.moved = true;
        self.view_mut().away = false;
        self.wanted_hit = None;
        if self.mode == Mode::Browse {
            self.browse_key(key);
        } else {
            self.mode_key(key);
        }
        self.run_on();
    }

    /// Whether this is Esc and another key, pressed so fast, or on so slow a line, that the terminal
    /// sent them as one: where there is no such key.
    fn is_two_keys(&self, key: Key) -> bool {
        if !key.alt || !matches!(key.code, Code::Char(_)) {
            return false;
        }
        let keys: Vec<Key> = self.pressed.iter().copied().chain([key]).collect();
        let bound = || self.keymap.meaning(self.pane(), &keys) != Meaning::Nothing;
        self.mode != Mode::Browse || !bound()
    }

    /// Whether this draws the screen again and leaves what is open on it. A letter may be typed there.
    fn redraws(&self, key: Key) -> bool {
        let types = matches!(key.code, Code::Char(_)) && !key.ctrl;
        let open = self.mode != Mode::Browse && !types
            || !self.pressed.is_empty()
            || matches!(self.message, Some(Message::Error(_)));
        let bound = self.keymap.meaning(self.pane(), &[key]);
        open && matches!(bound, Meaning::Run([Action::Redraw]))
    }

    fn mode_key(&mut self, key: Key) {
        match self.mode {
            Mode::Browse => {}
            Mode::Prompt(_) => self.prompt_key(key),
            Mode::Entities(_) => self.entities_key(key),
            Mode::Help(_) => self.help_key(key),
            Mode::Export(_) => self.export_key(key),
            Mode::Views(_) => self.views_key(key),
            Mode::Past(_) => self.past_key(key),
            Mode::Palette(_) => self.palette_key(key),
            Mode::Links(_) => self.links_key(key),
            Mode::Mark(_) => self.mark_key(key),
            Mode::Confirm(_) => {
                let yes = matches!(key.code, Code::Char('y' | 'Y') | Code::Enter);
                self.run.agreed = yes;
                if !yes {
                    self.run.rest.clear();
                }
                self.confirm_key(yes);
            }
        }
        let leaves = key.code == Code::Esc || key.ctrl && matches!(key.code, Code::Char('c' | 'g'));
        if leaves && self.mode == Mode::Browse {
            self.run.rest.clear();
        }
    }

    fn browse_key(&mut self, key: Key) {
        let waits = !self.waiting.is_empty() || !self.run.rest.is_empty();
        if waits && self.must_wait() {
            if key.code == Code::Esc {
                self.waiting.clear();
                self.run.rest.clear();
            } else if key == Key::ctrl('c') {
                self.quit();
            } else {
                self.waiting.push_back(key);
            }
            return;
        }
        self.run_on();
        self.pressed.push(key);
        match self.keymap.meaning(self.pane(), &self.pressed) {
            Meaning::Prefix(_) => {}
            Meaning::Run(run) => {
                let run = run.to_vec();
                self.pressed.clear();
                self.start(&run);
            }
            Meaning::Nothing => self.unbound(key),
        }
    }

    fn unbound(&mut self, key: Key) {
        let pressed = std::mem::take(&mut self.pressed);
        let before = pressed.split_last().map_or(&[][..], |(_, before)| before);
        if !before.is_empty() && key.code == Code::Esc {
            return;
        }
        if key == Key::ctrl('c') {
            // Whatever is bound, there is a way out.
            return self.quit();
        }
        let help = match self.keymap.meaning(self.pane(), before) {
            Meaning::Prefix(follow) if !before.is_empty() => {
                let keys: Vec<String> = follow.iter().map(|f| f.key.to_string()).collect();
                format!("after {}: {}", written(before), keys.join(" "))
            }
            _ => format!("{} lists all keys", self.key_for(Action::Help)),
        };
        self.note(format!("{} is not bound; {help}", written(&pressed)));
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
            Mode::Palette(palette) => {
                palette.input.insert(text);
                self.palette_changed();
            }
            Mode::Browse
            | Mode::Help(_)
            | Mode::Export(_)
            | Mode::Views(_)
            | Mode::Past(_)
            | Mode::Links(_)
            | Mode::Mark(_)
            | Mode::Confirm(_) => {}
        }
    }

    /// The key of an action where the reader is, or how the palette finds it.
    pub fn key_for(&self, action: Action) -> String {
        self.key_in(self.pane(), action)
    }

    /// The same for a pane.
    pub fn key_in(&self, pane: Pane, action: Action) -> String {
        let name = action.entry().name;
        let key = self.keymap.key_of(pane, action);
        key.unwrap_or_else(|| match self.keymap.key_of(pane, Action::Palette) {
            Some(palette) => format!("{palette}{name}"),
            None => name.to_owned(),
        })
    }

    /// The key that puts a slot's tag: its number, where that is one.
    pub fn slot_key(&self, slot: u8) -> Option<String> {
        let action = ACTIONS.iter().find(|entry| entry.action.slot() == Some(slot))?.action;
        self.preferred_key(action, &slot.to_string())
    }

    /// The key named, where it is one of an action's keys here, else the first of them.
    pub fn preferred_key(&self, action: Action, key: &str) -> Option<String> {
        let keys = self.keymap.keys_of(self.pane(), action);
        keys.iter().find(|own| *own == key).or(keys.first()).cloned()
    }

    /// The keys of all slots in short: `1-9`, or the first one's.
    pub fn slot_keys(&self) -> String {
        let own = |slot: u8| self.slot_key(slot).is_some_and(|key| key == slot.to_string());
        if (1..=9).all(own) { "1-9".to_owned() } else { self.key_for(Action::Tag1) }
    }

    /// Has actions run one after another, before what is still to be run.
    pub(super) fn start(&mut self, run: &[Action]) {
        let run = once_on(run, self.config.triage.advance);
        if run.len() + self.run.rest.len() > 1 && self.run.step.is_none() {
            self.run.step = Some(self.new_step(String::new(), Vec::new(), None));
        }
        for action in run.iter().rev() {
            self.run.rest.push_front(*action);
        }
    }

    /// Goes on with the actions of a key, until one has to wait for an article, for an answer or for
    /// the editor.
    pub(super) fn run_on(&mut self) {
        while self.mode == Mode::Browse && !self.is_editing() {
            let Some(action) = self.run.rest.front().copied() else { return self.end_run() };
            if act::needs_article(action) && self.must_wait() {
                return;
            }
            self.run.rest.pop_front();
            self.run.lately.push_back(action);
            if self.run.lately.len() > LATELY {
                self.run.lately.pop_front();
            }
            self.act(action);
        }
    }

    /// What the reader did lately, by name: what the report of a fault may tell.
    pub fn lately(&self) -> impl Iterator<Item = &'static str> {
        self.run.lately.iter().map(|action| action.entry().name)
    }

    fn is_editing(&self) -> bool {
        self.effects
            .iter()
            .any(|effect| matches!(effect, Effect::EditNote { .. } | Effect::Pipe { .. }))
    }

    /// What is left is not run: the reader has left the question that it waited for.
    pub(super) fn drop_run(&mut self) {
        self.run.rest.clear();
    }

    /// Makes what was done so far a step of history.
    pub(super) fn end_run(&mut self) {
        self.run.agreed = false;
        if let Some(step) = self.run.step.take().filter(|step| !step.edits.is_empty()) {
            self.push_step(step);
        }
    }

    fn new_step(&self, label: String, edits: Vec<Edit>, at: Option<ArticleId>) -> Step {
        let number = self.history.next_number(self.now);
        Step { number, label, edits, at, when: Some(self.now) }
    }

    /// A step is remembered for later runs when it is on disk.
    fn push_step(&mut self, step: Step) {
        self.remember(self.saving.done_so_far(), Happened::Done(step.clone()));
        self.history.push(step);
        self.flush_memory();
    }

    /// Records edits: as a step, or as a part of that of a key with several actions. Returns what the
    /// whole step is called.
    pub(super) fn record(
        &mut self,
        label: &str,
        edits: Vec<Edit>,
        at: Option<ArticleId>,
    ) -> String {
        let Some(step) = &mut self.run.step else {
            let step = self.new_step(label.to_owned(), edits, at);
            self.push_step(step);
            return label.to_owned();
        };
        if !step.label.is_empty() {
            step.label.push_str(", ");
        }
        step.label.push_str(label);
        step.edits.extend(edits);
        step.at = step.at.or(at);
        step.label.clone()
    }

    /// Whether the selected article has yet to be read.
    pub(super) fn must_wait(&self) -> bool {
        match self.selected() {
            None => !self.desk.listed,
            Some(doc) => self.desk.get(doc).is_some_and(|d| d.state == desk::DocState::Waiting),
        }
    }

    /// Goes on with the actions and the keys that waited, as far as they need not wait again.
    pub(super) fn replay(&mut self) {
        self.run_on();
        for key in std::mem::take(&mut self.waiting) {
            self.key(key);
        }
    }
}
