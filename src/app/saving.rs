//! Which decisions are on disk: one save under way at a time, the rest waits and goes together.

use super::{App, Effect, Message, Trouble};
use crate::{
    tags::{Edit, Tags},
    text::counted,
};

/// Edits not yet acknowledged by the disk. Generations number the edits of a run from 1.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Saving {
    pending: Vec<(u64, Edit)>,
    /// Highest generation of the save under way.
    in_flight: Option<u64>,
    last: u64,
    saved: u64,
    /// Why the last save failed.
    pub trouble: Option<Trouble>,
    /// Whether the reader waits for an answer: has decided something or asked for it.
    asked: bool,
    /// Whether the program ends when all is saved.
    quitting: bool,
    pub(super) exports: Exports,
    /// Why what was saved is in memory only, where its file is gone.
    lost: Option<Trouble>,
    /// Whether quitting has failed once, so that the next time is meant.
    insisting: bool,
    /// Whether the system has asked us to end.
    terminating: bool,
}

/// Exports that are being written.
#[derive(Debug, Default)]
pub(super) struct Exports {
    under_way: usize,
    /// Whether the program ends when these are written.
    leaving: bool,
}

impl Exports {
    pub(super) fn begin(&mut self) {
        self.under_way += 1;
    }
}

impl Saving {
    /// Edits that are not on disk.
    pub fn unsaved(&self) -> usize {
        self.pending.len()
    }

    /// Whether what was saved is in memory only.
    pub fn is_lost(&self) -> bool {
        self.lost.is_some()
    }

    /// These edits; also those whose save is under way.
    pub fn edits(&self) -> Vec<Edit> {
        self.pending.iter().map(|(_, edit)| edit.clone()).collect()
    }

    /// The last edit made.
    pub(super) fn done_so_far(&self) -> u64 {
        self.last
    }

    pub fn is_saved(&self, generation: u64) -> bool {
        generation <= self.saved
    }
}

impl Saving {
    /// The files are there and say what they should.
    pub(super) fn found(&mut self) {
        self.lost = None;
        self.insisting = false;
    }

    /// Carries out on tags what is not on disk yet.
    pub(super) fn apply_pending(&self, tags: &mut Tags) {
        for (_, edit) in &self.pending {
            tags.apply(edit);
        }
    }
}

impl App {
    /// Carries out edits and hands them to be saved; returns their generation.
    pub(super) fn edit(&mut self, edits: &[Edit]) -> u64 {
        for edit in edits {
            self.tags.apply(edit);
            self.saving.last += 1;
            self.saving.pending.push((self.saving.last, edit.clone()));
        }
        self.saving.asked = true;
        self.corrected();
        self.count_decided();
        self.check_filter();
        self.save_pending();
        self.saving.last
    }

    pub(super) fn save_pending(&mut self) {
        if self.saving.in_flight.is_some() || self.saving.pending.is_empty() {
            return;
        }
        self.saving.in_flight = Some(self.saving.last);
        let edits = self.saving.edits();
        self.effects.push(Effect::Save { generation: self.saving.last, edits });
    }

    pub(super) fn saved(&mut self, generation: u64, outcome: Result<Box<Tags>, Trouble>) {
        if self.saving.in_flight != Some(generation) {
            return;
        }
        self.saving.in_flight = None;
        match outcome {
            Ok(tags) => {
                let mended = self.saving.trouble.take().is_some();
                if mended && matches!(self.message, Some(Message::Error(_))) {
                    self.note("everything is saved");
                }
                self.saving.found();
                self.saving.saved = generation;
                self.saving.pending.retain(|(number, _)| *number > generation);
                self.tags = *tags;
                self.saving.apply_pending(&mut self.tags);
                self.corrected();
                self.count_decided();
                self.check_filter();
                self.flush_memory();
                self.save_pending();
                if self.saving.quitting && self.saving.pending.is_empty() {
                    self.effects.push(Effect::Quit);
                }
            }
            Err(trouble) => self.not_saved(trouble),
        }
    }

    /// Has remembered what is on disk by now.
    pub(super) fn flush_memory(&mut self) {
        let happened = self.now_on_disk(self.saving.saved);
        if !happened.is_empty() {
            self.effects.push(Effect::Remember(happened));
        }
    }

    fn not_saved(&mut self, trouble: Trouble) {
        let mut text = format!("{} {}", trouble.message, trouble.hint);
        let known = self.saving.trouble.replace(trouble) == self.saving.trouble;
        if self.saving.terminating {
            self.effects.push(Effect::Quit);
        }
        let leaving = std::mem::take(&mut self.saving.quitting);
        if leaving {
            self.saving.insisting = true;
            text = format!(
                "Quitting again loses {}. {text}",
                counted(self.saving.unsaved(), "change")
            );
        }
        // It is tried again and again: what was read once does not come back each time.
        if !known || self.saving.asked || leaving {
            self.error(text);
        }
        self.saving.asked = false;
    }

    /// What was saved is on no disk any more.
    pub(super) fn tags_lost(&mut self, trouble: Trouble) {
        self.error(format!("{} {}", trouble.message, trouble.hint));
        self.saving.lost = Some(trouble);
    }

    pub(super) fn retry(&mut self) {
        self.effects.push(Effect::Look);
        if let Some(reason) = &self.read_only {
            let text = format!("read-only: {reason}");
            self.note(text);
        } else if !self.saving.pending.is_empty() {
            self.saving.asked = true;
            self.save_pending();
        } else if !self.tags_fault && self.saving.lost.is_none() {
            self.note("everything is saved");
        }
    }

    /// An export is over; the program ends if that was waited for.
    pub(super) fn exported(&mut self, written: bool) {
        let exports = &mut self.saving.exports;
        exports.under_way = exports.under_way.saturating_sub(1);
        exports.leaving &= written;
        if exports.under_way == 0 && std::mem::take(&mut exports.leaving) {
            self.quit();
        }
    }

    /// Ends the program when all is saved and exported; the second time without what is not.
    pub(super) fn quit(&mut self) {
        let waits = self.saving.exports.under_way > 0 && !self.saving.terminating;
        if waits && !std::mem::replace(&mut self.saving.exports.leaving, true) {
            self.note("still exporting: leaves when that is written; once more leaves without it");
            return;
        }
        let lost = self.saving.lost.as_ref().filter(|_| !self.saving.terminating);
        if let (Some(trouble), false) = (lost, self.saving.insisting) {
            let text = format!("Quitting again loses all decisions. {}", trouble.message);
            self.saving.insisting = true;
            return self.error(text);
        }
        if self.saving.pending.is_empty() || self.saving.insisting {
            self.effects.push(Effect::Quit);
            return;
        }
        self.saving.quitting = true;
        self.save_pending();
    }

    /// Ends the program because the system says so: saves if that can be done.
    pub(super) fn terminate(&mut self) {
        self.saving.terminating = true;
        self.quit();
    }
}
