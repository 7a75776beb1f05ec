//! What becomes of a run in which something of the program went wrong: it is reported, the decisions are
//! saved, and where nothing else is left to do, it ends.

use std::{path::PathBuf, sync::mpsc::Receiver, time::Instant};

use super::{End, Loop, Message, OpenError, crash, panics, signals};
use crate::{app::Event, text::Clean};

/// What went wrong in a run.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Where it is told of.
    pub reports: Vec<PathBuf>,
    /// What ended the program.
    pub fatal: Option<String>,
}

/// The generation of a save that nobody waits for any more.
const RESCUE: u64 = u64::MAX;

impl Loop {
    /// Reports what has gone wrong; ends the program where it can do nothing any more.
    pub fn faulted(&mut self) -> std::io::Result<()> {
        self.draw_by = Some(Instant::now());
        for told in self.report_faults() {
            self.update(Event::Panicked(told))?;
        }
        if self.faults.fatal.is_some() { self.update(Event::Terminate) } else { Ok(()) }
    }

    /// Writes down the faults there were since; what the reader is told of each.
    fn report_faults(&mut self) -> Vec<Clean> {
        let scene = crash::Scene::of(&self.app);
        let mut told = Vec::new();
        for fault in panics::take() {
            let report = crash::report(&fault, &scene);
            let noted = report.as_ref().map(|path| format!(" Noted in {}.", path.display()));
            let text = format!(
                "A fault of the program ({}); if something stands still, start it again.{}",
                fault.told(),
                noted.unwrap_or_default()
            );
            told.push(Clean::line(text));
            self.faults.reports.extend(report);
            if fault.is_fatal() {
                self.faults.fatal.get_or_insert(fault.told());
            }
        }
        told
    }

    /// Has saved what is not on disk: the state can be trusted so far, and nobody will ask again. The end
    /// of the workers waits for it.
    pub fn save_rest(&self) {
        let edits = self.app.saving.edits();
        if !edits.is_empty() {
            self.workers.save(RESCUE, edits);
        }
    }

    /// Ends a run after a panic of the main thread, whose hook has given the terminal back.
    pub fn crashed(mut self, receiver: &Receiver<Message>) -> OpenError {
        self.report_faults();
        let Self { app, screen, workers, faults, .. } = self;
        drop(screen);
        drop(workers);
        let told = faults.fatal.unwrap_or_default();
        let rescued = |message| match message {
            Message::Event(Event::Saved { generation: RESCUE, outcome }) => outcome.is_ok(),
            _ => false,
        };
        let changes = if receiver.try_iter().any(rescued) { 0 } else { app.saving.unsaved() };
        OpenError::Fault { told, changes, report: faults.reports.into_iter().next() }
    }
}

/// What an error of the terminal means: where it is gone, or we are to end, it is no news.
pub(super) fn of_error(error: std::io::Error) -> std::io::Result<End> {
    if signals::is_ending() || signals::is_terminal_gone() { Ok(End::HangUp) } else { Err(error) }
}
