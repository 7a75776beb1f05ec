//! Sending articles to a program that the reader types.

use super::{App, Effect, Mode, PromptKind, Trouble};
use crate::text::{Clean, argv};

impl App {
    /// Asks for the program; Up brings back the last ones.
    pub(super) fn ask_pipe(&mut self) {
        if self.selected().is_none() {
            return self.note("there is no article here");
        }
        self.prompt(PromptKind::Pipe, "");
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
                self.recall.remember(&PromptKind::Pipe, typed);
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

    pub(super) fn piped(&mut self, outcome: Result<Clean, Trouble>) {
        match outcome {
            Ok(done) => self.note(done),
            Err(trouble) => self.error(format!("{} {}", trouble.message, trouble.hint)),
        }
    }
}
