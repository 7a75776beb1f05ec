//! Taking steps back and doing them again, those of earlier runs too, and the list of all of them.

use super::{App, Message, Mode};
use crate::{
    config::{Key, key::Code},
    tags::{Happened, History, Step, edits_now},
};

/// What is remembered of the steps.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Whether the steps of earlier runs are still to come.
    awaited: bool,
    /// Steps to be taken back as soon as they have come, and to be done again.
    waiting: usize,
    waiting_again: usize,
    /// What happened, and the edit that must be on disk before it is remembered.
    pending: Vec<(u64, Happened)>,
}

impl Memory {
    pub fn new(awaited: bool) -> Self {
        Self { awaited, ..Self::default() }
    }
}

/// The list of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastView {
    /// Row of the cursor; the newest step is the first row.
    pub at: usize,
}

/// A step as the list shows it.
#[derive(Debug, Clone, Copy)]
pub struct PastRow<'a> {
    pub step: &'a Step,
    pub undone: bool,
}

impl App {
    /// The steps of earlier runs have been read.
    pub(super) fn remembered(&mut self, earlier: History) {
        self.memory.awaited = false;
        self.history.put_under(earlier);
        for _ in 0..std::mem::take(&mut self.memory.waiting) {
            self.undo();
        }
        for _ in 0..std::mem::take(&mut self.memory.waiting_again) {
            self.redo();
        }
    }

    /// Has something remembered for later runs, once the edits up to `generation` are on disk.
    pub(super) fn remember(&mut self, generation: u64, happened: Happened) {
        self.memory.pending.push((generation, happened));
    }

    /// What can be remembered now: the edits up to `generation` are on disk.
    pub(super) fn now_on_disk(&mut self, generation: u64) -> Vec<Happened> {
        let pending = std::mem::take(&mut self.memory.pending);
        let (ready, rest): (Vec<_>, Vec<_>) =
            pending.into_iter().partition(|(needs, _)| *needs <= generation);
        self.memory.pending = rest;
        ready.into_iter().map(|(_, happened)| happened).collect()
    }

    pub(super) fn undo(&mut self) {
        self.end_run();
        if self.read_only.is_some() {
            return self.note("read-only: nothing to undo");
        }
        if self.memory.awaited && !self.history.can_undo() {
            self.memory.waiting += 1;
            return self.note("reading what was done before…");
        }
        let Some(step) = self.history.undo().cloned() else {
            return self.note("nothing to undo");
        };
        self.go_through(&step, true);
    }

    pub(super) fn redo(&mut self) {
        self.end_run();
        if self.read_only.is_some() {
            return self.note("read-only: nothing to do again");
        }
        if self.memory.awaited && !self.history.can_redo() {
            self.memory.waiting_again += 1;
            return self.note("reading what was done before…");
        }
        let Some(step) = self.history.redo().cloned() else {
            return self.note("nothing to redo");
        };
        self.go_through(&step, false);
    }

    fn go_through(&mut self, step: &Step, back: bool) {
        let what = if back { "undone" } else { "redone" };
        let edits = edits_now(step, back, &self.tags);
        let happened =
            if back { Happened::Undone(step.number) } else { Happened::Redone(step.number) };
        if edits.is_empty() {
            self.remember(self.saving.done_so_far(), happened);
            self.flush_memory();
            self.note(format!(
                "{what}: {} (changed since then, so nothing was to be done)",
                step.label
            ));
            return;
        }
        let generation = self.edit(&edits);
        self.remember(generation, happened);
        let there = step.at.is_none_or(|id| self.go_to_article(id));
        let title = step.at.and_then(|id| {
            let record = self.tags.records.get(&id).map(|record| record.title.clone());
            let doc = self.desk.docs_of(id).first().and_then(|doc| self.desk.get(*doc));
            record.or_else(|| doc.map(|doc| doc.title().to_owned()))
        });
        let elsewhere = match title {
            Some(title) if !there => format!(", on {title} (not shown here)"),
            _ if !there => ", on an article that is not here".to_owned(),
            _ => String::new(),
        };
        let label = format!("{what}: {}{elsewhere}", step.label);
        self.message = Some(Message::Decision { label, generation });
    }

    /// The steps, the newest first; those undone stand above those done.
    pub fn past(&self) -> Vec<PastRow<'_>> {
        let undone = self.history.undone().iter().map(|step| PastRow { step, undone: true });
        let done = self.history.done().iter().rev().map(|step| PastRow { step, undone: false });
        undone.chain(done).collect()
    }

    pub(super) fn show_past(&mut self) {
        if self.past().is_empty() {
            return self.note("nothing was done yet");
        }
        // On the last step done.
        let at = self.history.undone().len().min(self.past().len() - 1);
        self.mode = Mode::Past(PastView { at });
    }

    pub(super) fn past_key(&mut self, key: Key) {
        let Mode::Past(view) = self.mode.clone() else { return };
        let last = self.past().len().saturating_sub(1);
        let page = (self.size.height as usize).saturating_sub(6).max(1);
        let at = match (key.code, key.ctrl) {
            (Code::Down | Code::Char('j'), false) => view.at + 1,
            (Code::Up | Code::Char('k'), false) => view.at.saturating_sub(1),
            (Code::PageDown, _) => view.at + page,
            (Code::PageUp, _) => view.at.saturating_sub(page),
            (Code::Home | Code::Char('g'), false) => 0,
            (Code::End | Code::Char('G'), false) => last,
            (Code::Char('u'), false) => {
                self.undo();
                self.history.undone().len()
            }
            (Code::Char('r'), true) => {
                self.redo();
                self.history.undone().len()
            }
            (Code::Enter, _) => {
                self.mode = Mode::Browse;
                return self.go_to_step(view.at);
            }
            _ => {
                self.mode = Mode::Browse;
                return;
            }
        };
        self.mode = Mode::Past(PastView { at: at.min(last) });
    }

    /// Takes back or does again so that the step in this row is the last one done; on the last one
    /// done, takes that back.
    fn go_to_step(&mut self, row: usize) {
        let undone = self.history.undone().len();
        if row == undone {
            return self.undo();
        }
        let steps = row.abs_diff(undone);
        for _ in 0..steps {
            if row < undone { self.redo() } else { self.undo() }
        }
        let what = if row < undone { "redone" } else { "undone" };
        if steps > 1
            && let Some(Message::Decision { label, .. }) = &mut self.message
        {
            *label = format!("{what}: {steps} steps");
        }
    }
}
