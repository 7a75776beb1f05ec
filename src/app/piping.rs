//! Sending articles to a program that the reader types.

use super::{App, Completion, Effect, Mode, PromptKind, Trouble};
use crate::text::argv;

impl App {
    /// Asks for the program; Up brings back the last ones.
    pub(super) fn ask_pipe(&mut self) {
        if self.selected().is_none() {
            return self.note("there is no article here");
        }
        self.prompt(PromptKind::Pipe { back: 0 }, "");
    }

    /// An older or a newer command, in the prompt.
    pub(super) fn older_command(&mut self, older: bool) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        let PromptKind::Pipe { back } = &mut prompt.kind else { return };
        *back = if older { (*back + 1).min(self.commands.len()) } else { back.saturating_sub(1) };
        let at = self.commands.len().checked_sub(*back);
        let command = at.and_then(|at| self.commands.get(at));
        prompt.input = super::Input::new(command.map_or("", String::as_str));
    }

    /// Commands typed before that begin so, the last first.
    pub(super) fn last_commands(&self, typed: &str) -> Vec<Completion> {
        let begins = |command: &&String| command.starts_with(typed) && *command != typed;
        let all = self.commands.iter().rev().filter(begins).take(5);
        all.map(|command| Completion { from: 0, text: command.clone(), label: command.clone() })
            .collect()
    }

    /// Sends what is marked, else the selected article, to the program typed.
    pub(super) fn pipe(&mut self, typed: &str) {
        match argv::split(typed) {
            Ok(command) if command.is_empty() => {
                self.mode = Mode::Browse;
                self.note("nothing was sent");
            }
            Ok(command) => {
                self.mode = Mode::Browse;
                self.commands.retain(|old| old != typed);
                self.commands.push(typed.to_owned());
                let (docs, folded_too) = (self.targets(), self.unfolded);
                self.effects.push(Effect::Pipe { docs, command, folded_too });
            }
            Err(error) => {
                if let Mode::Prompt(prompt) = &mut self.mode {
                    prompt.error = Some(error.to_string());
                }
            }
        }
    }

    pub(super) fn piped(&mut self, outcome: Result<String, Trouble>) {
        match outcome {
            Ok(done) => self.note(done),
            Err(trouble) => self.error(format!("{} {}", trouble.message, trouble.hint)),
        }
    }
}
