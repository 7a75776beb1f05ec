//! The program at work: terminal, input, workers, and carrying out what `App` wants. Decides
//! nothing itself.

mod arrivals;
mod backend;
mod child;
mod crash;
mod editor;
mod effects;
mod ending;
mod error;
mod fault;
mod folders;
mod haste;
mod input;
mod latest;
mod open;
mod order;
mod paint;
mod panics;
mod reading;
mod resume;
mod saver;
mod searching;
mod signals;
mod terminal;
mod tty;
mod watching;

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender},
    time::{Duration, Instant},
};

use jiff::Timestamp;

use self::{
    effects::Workers, ending::Faults, haste::Haste, input::Input, terminal::Screen, watching::Wish,
};
pub use self::{
    error::{OpenError, noted},
    open::{Options, open},
    panics::tame,
};
use crate::{
    app::{App, Effect, Event},
    corpus::DocId,
};

/// What the threads tell the main loop.
#[derive(Debug)]
pub(crate) enum Message {
    Event(Event),
    /// Keys, presses and resizes that came together; the input thread waits until they are answered.
    Input(Vec<Input>),
    Signal(i32),
    /// The terminal is gone.
    HangUp,
    /// A thread has panicked.
    Fault,
}

/// How long news from the background may wait to be drawn; keys never wait.
const LULL: Duration = Duration::from_millis(90);

/// Messages to a frame: a flood must not keep keys waiting.
const MOST_MESSAGES: usize = 256;

/// The messages that are taken before the next frame.
fn of_a_frame<T>(first: T, messages: &Receiver<T>) -> impl Iterator<Item = T> {
    std::iter::once(first).chain(messages.try_iter()).take(MOST_MESSAGES)
}

/// Columns of the terminal, where there is one.
pub fn columns() -> Option<usize> {
    terminal::size().ok().map(|size| usize::from(size.width))
}

/// How the main loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Quit,
    /// Because of this signal, which is to be raised again once the terminal is restored.
    Signal(i32),
    HangUp,
    /// By a fault without which the program cannot go on.
    Fault,
}

struct Loop {
    app: App,
    screen: Screen,
    workers: Workers,
    /// Where the place is kept at which one is.
    session: Option<PathBuf>,
    answered: Sender<()>,
    signal: Option<i32>,
    hung_up: bool,
    quit: bool,
    /// Articles to be read ahead.
    ahead: Option<Vec<DocId>>,
    /// When the screen has to be drawn at the latest.
    draw_by: Option<Instant>,
    haste: Haste,
    /// Whether the input thread waits: only then can another program have the terminal.
    input_waits: bool,
    /// What waits for that.
    held: Vec<Effect>,
    faults: Faults,
}

impl Loop {
    /// Draws the first frame, then lets the work begin, then goes on until the end.
    fn run(&mut self, messages: &Receiver<Message>, begin: impl FnOnce()) -> std::io::Result<End> {
        self.draw()?;
        begin();
        while !self.quit {
            let Some(first) = self.wait(messages) else { continue };
            let mut inputs = 0;
            for message in of_a_frame(first, messages) {
                inputs += usize::from(matches!(message, Message::Input(_)));
                self.take(message)?;
            }
            if self.draw_by.is_some_and(|by| by <= Instant::now()) && !self.quit && !self.hung_up {
                self.draw_by = None;
                self.draw()?;
            }
            self.input_waits = false;
            for _ in 0..inputs {
                let _ = self.answered.send(());
            }
        }
        Ok(match (self.hung_up, self.signal) {
            (true, _) => End::HangUp,
            (false, _) if self.faults.fatal.is_some() => End::Fault,
            (false, Some(signal)) => End::Signal(signal),
            (false, None) => End::Quit,
        })
    }

    /// The next message, or `None` when it is time to draw (which it then does).
    fn wait(&mut self, messages: &Receiver<Message>) -> Option<Message> {
        let Some(by) = self.draw_by else { return messages.recv().ok() };
        match messages.recv_timeout(by.saturating_duration_since(Instant::now())) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => {
                self.draw_by = None;
                // A terminal that cannot be written to is noticed as a hang-up.
                if self.draw().is_err() {
                    return Some(Message::HangUp);
                }
                None
            }
            Err(RecvTimeoutError::Disconnected) => Some(Message::HangUp),
        }
    }

    /// Draws for the size the terminal has now: the input library loses the news of a resize when a
    /// key comes with it.
    fn draw(&mut self) -> std::io::Result<()> {
        if let Some(size) = terminal::size().ok().filter(|size| *size != self.app.size) {
            self.update(Event::Resize(size))?;
        }
        let wait = self.haste.wait(self.app.selected(), Instant::now());
        self.screen.draw(&self.app, wait.is_some())?;
        if let Some(rest) = wait {
            self.draw_by = Some(self.draw_by.map_or(rest, |by| by.min(rest)));
        }
        if let Some(docs) = self.ahead.take() {
            self.workers.load(docs);
        }
        Ok(())
    }

    fn take(&mut self, message: Message) -> std::io::Result<()> {
        fault::strike("main");
        match message {
            Message::Event(event) => {
                let urgent = self.is_urgent(&event);
                self.update(event)?;
                let by = Instant::now() + if urgent { Duration::ZERO } else { LULL };
                self.draw_by = Some(self.draw_by.map_or(by, |old| old.min(by)));
            }
            Message::Input(events) => {
                self.workers.give_way();
                self.input_waits = true;
                for effect in std::mem::take(&mut self.held) {
                    self.carry_out(effect)?;
                }
                for input in events {
                    if let Some(event) = input.event(&self.app) {
                        self.update(event)?;
                    }
                }
                self.draw_by = Some(Instant::now());
            }
            Message::Signal(signal) => return self.signal(signal),
            Message::HangUp => {
                self.hung_up = true;
                self.update(Event::Terminate)?;
            }
            Message::Fault => return self.faulted(),
        }
        Ok(())
    }

    /// Whether the reader waits for this.
    fn is_urgent(&self, event: &Event) -> bool {
        match event {
            Event::Read { doc, .. } => self.app.selected() == Some(*doc),
            Event::Seen { .. } => false,
            _ => true,
        }
    }

    fn signal(&mut self, signal: i32) -> std::io::Result<()> {
        if signals::is_stop(signal) {
            self.suspend()
        } else if signals::is_resize(signal) {
            // Small for a moment and large again: nothing has changed for us, but the terminal has
            // lost what it showed.
            self.screen.clear()?;
            self.draw_by = Some(Instant::now());
            Ok(())
        } else if signals::is_continue(signal) {
            self.screen.enter()?;
            self.draw_by = Some(Instant::now());
            Ok(())
        } else {
            self.signal = Some(signal);
            self.update(Event::Terminate)
        }
    }

    fn update(&mut self, event: Event) -> std::io::Result<()> {
        for effect in self.app.update(event, Timestamp::now()) {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> std::io::Result<()> {
        match effect {
            // What the reader looks at is read at once; neighbours when the frame is drawn.
            Effect::Load(docs) if docs.first() == self.app.selected().as_ref() => {
                self.ahead = None;
                self.workers.load(docs);
            }
            Effect::Load(docs) => self.ahead = Some(docs),
            Effect::Search { generation, ask } => self.workers.search(generation, ask),
            Effect::Watch { generation, fixed, corrections } => {
                self.workers.watch(Wish { generation, fixed, corrections });
            }
            Effect::Save { generation, edits } => {
                fault::strike("saving");
                self.workers.save(generation, edits);
            }
            Effect::Remember(happened) => self.workers.remember(happened),
            Effect::Export { docs, format, file, length, numbered } => {
                let to = effects::Target { format, file, numbered };
                self.workers.export(&docs, to, length, &self.app.tags);
            }
            Effect::Copy(text) => self.screen.copy(&text)?,
            Effect::EditNote { .. } | Effect::Pipe { .. } if !self.input_waits => {
                self.held.push(effect);
            }
            Effect::EditNote { article, note } => {
                let outcome = self.lend(|_| editor::edit(&note))?;
                return self.update(Event::Edited { article, draft: note, outcome });
            }
            Effect::Gather { docs, part, length, folded_too } => {
                self.workers.gather(&docs, part, length, folded_too);
            }
            Effect::OpenLink(address) => {
                self.workers.open_link(address, &self.app.config.open.program);
            }
            Effect::Pipe { docs, command, folded_too } => {
                let outcome = self.lend(|workers| {
                    let text = workers.whole(&docs, folded_too)?;
                    child::pipe(&command, text)
                })?;
                return self.update(Event::Piped(outcome));
            }
            Effect::Look => self.workers.look(),
            Effect::Redraw => self.screen.clear()?,
            Effect::Suspend => self.suspend()?,
            Effect::Quit => self.quit = true,
        }
        Ok(())
    }

    /// Lets another program have the terminal.
    fn lend<T>(&mut self, run: impl FnOnce(&Workers) -> T) -> std::io::Result<T> {
        // Whoever ends a program that does not answer may end us with it.
        resume::keep(&self.app, self.session.as_deref());
        let lent = child::Lent::new();
        terminal::restore()?;
        let outcome = run(&self.workers);
        self.screen.enter()?;
        if !signals::is_ending() && !signals::is_terminal_gone() {
            tty::drain();
        }
        drop(lent);
        Ok(outcome)
    }

    /// Gives the terminal back to the shell and stops until it continues us.
    fn suspend(&mut self) -> std::io::Result<()> {
        terminal::restore()?;
        signals::stop();
        self.screen.enter()?;
        self.draw_by = Some(Instant::now());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn of_a_flood_some_are_taken_and_none_is_lost() {
        let (sender, receiver) = channel();
        (1..=600).for_each(|n| sender.send(n).unwrap());
        let mut taken = Vec::new();
        while let Ok(first) = receiver.try_recv() {
            let some: Vec<i32> = of_a_frame(first, &receiver).collect();
            assert!(some.len() <= MOST_MESSAGES);
            taken.extend(some);
        }
        assert!(taken.into_iter().eq(1..=600));
    }
}
