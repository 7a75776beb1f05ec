//! What was typed into prompts before: Up brings it back, Down what was being typed.

use super::{App, Completion, Input, Mode, PromptKind};
use crate::text::clean;

/// Most that is remembered of one kind of prompt, so that the session file stays small.
const MOST: usize = 40;

/// What was entered in the prompts of this run and of earlier ones, the last one last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recall {
    /// Of `/` and `\` in the list.
    pub searches: Vec<String>,
    /// Of `/` in the text.
    pub words: Vec<String>,
    pub tags: Vec<String>,
    pub programs: Vec<String>,
    /// Of this run alone, as the notes are.
    pub files: Vec<String>,
    pub notes: Vec<String>,
}

/// Where one is among what was typed before.
#[derive(Debug, Clone, PartialEq)]
pub struct Recalling {
    /// What stood there before Up was pressed.
    typed: Input,
    /// How many back; at least one.
    back: usize,
}

impl Recall {
    /// The same without what does not belong on a screen: it comes from a file that anybody may have
    /// written.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        let Self { searches, words, tags, programs, files, notes } = &mut self;
        for texts in [searches, words, tags, programs, files, notes] {
            for text in std::mem::take(texts) {
                remember(texts, &clean::line(&text));
            }
        }
        self
    }

    /// `None`: what is typed there is not remembered.
    fn of(&mut self, kind: &PromptKind) -> Option<&mut Vec<String>> {
        match kind {
            PromptKind::Query { .. } => Some(&mut self.searches),
            PromptKind::SearchText { .. } => Some(&mut self.words),
            PromptKind::Tags => Some(&mut self.tags),
            PromptKind::Pipe => Some(&mut self.programs),
            PromptKind::ExportFile(_) => Some(&mut self.files),
            PromptKind::Note => Some(&mut self.notes),
            PromptKind::SlotName(_) | PromptKind::Retag(_) => None,
        }
    }

    pub(super) fn remember(&mut self, kind: &PromptKind, text: &str) {
        if let Some(all) = self.of(kind) {
            remember(all, text);
        }
    }
}

/// Puts a text at the end, once.
fn remember(all: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    all.retain(|old| old != text);
    all.push(text.to_owned());
    all.drain(..all.len().saturating_sub(MOST));
}

impl App {
    /// An older or a newer entry in the prompt; after the newest what was being typed.
    pub(super) fn recall(&mut self, older: bool) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        let all = self.recall.of(&prompt.kind).map_or(&[][..], |all| all);
        let (typed, back) = match prompt.recalling.take() {
            Some(recalling) => (recalling.typed, recalling.back),
            None => (prompt.input.clone(), 0),
        };
        // What stands there already is no step.
        let is_there = |back: usize| {
            let entry = all.len().checked_sub(back).and_then(|at| all.get(at));
            entry.is_some_and(|entry| entry == typed.text())
        };
        let next = if older { back + 1 } else { back.saturating_sub(1) };
        let next = if older && is_there(next) { next + 1 } else { next };
        let back = if next > all.len() { back } else { next };
        let entry = all.len().checked_sub(back).and_then(|at| all.get(at));
        prompt.input = entry.map_or_else(|| typed.clone(), |entry| Input::new(entry));
        let recalling = (back > 0).then_some(Recalling { typed, back });
        self.prompt_changed();
        if let Mode::Prompt(prompt) = &mut self.mode {
            prompt.recalling = recalling;
        }
    }

    /// Commands typed before that begin so, the last first.
    pub(super) fn last_commands(&self, typed: &str) -> Vec<Completion> {
        let begins = |command: &&String| command.starts_with(typed) && *command != typed;
        let all = self.recall.programs.iter().rev().filter(begins).take(5);
        all.map(|command| Completion { from: 0, text: command.clone(), label: command.clone() })
            .collect()
    }
}
