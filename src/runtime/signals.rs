//! Signals: end with everything saved and the terminal restored; stop and continue.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
    mpsc::Sender,
};

use super::{Message, panics};

/// Whether another program has the terminal.
static LENT: AtomicBool = AtomicBool::new(false);

/// Whether we were asked to end.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Says that another program has the terminal, or has it no more: what interrupts or stops it comes to
/// us, too, and is not meant for us.
pub(super) fn lend(lent: bool) {
    LENT.store(lent, Ordering::Relaxed);
}

pub(super) fn is_ending() -> bool {
    ENDING.load(Ordering::Relaxed)
}

/// Who waits for another program, and is to be told when we are asked to end.
static WAITING: Mutex<Option<Sender<()>>> = Mutex::new(None);

/// Says whom to tell when we are asked to end; at once where we were.
pub(super) fn tell_of_end(waiting: Option<Sender<()>>) {
    let mut told = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    *told = waiting;
    if is_ending() {
        told.take().map(|waiting| waiting.send(()));
    }
}

/// Says that we were asked to end.
#[cfg(unix)]
fn end() {
    ENDING.store(true, Ordering::Relaxed);
    let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner).take();
    waiting.map(|waiting| waiting.send(()));
}

#[cfg(unix)]
mod unix {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
        iterator::Signals,
        low_level,
    };

    use super::{LENT, Message, Ordering, Sender, end, panics};

    pub fn listen(messages: Sender<Message>) -> std::io::Result<()> {
        let mut signals =
            Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
        panics::start("signals", move || {
            for signal in signals.forever() {
                if LENT.load(Ordering::Relaxed) && is_of_the_other(signal) {
                    continue;
                }
                if matches!(signal, SIGTERM | SIGHUP) {
                    end();
                }
                if messages.send(Message::Signal(signal)).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Whether a signal is the business of the program that has the terminal. A stop is ours as well:
    /// the shell waits for all of us.
    fn is_of_the_other(signal: i32) -> bool {
        if signal == SIGTSTP {
            stop();
        }
        matches!(signal, SIGINT | SIGQUIT | SIGTSTP | SIGCONT)
    }

    pub fn is_stop(signal: i32) -> bool {
        signal == SIGTSTP
    }

    pub fn is_continue(signal: i32) -> bool {
        signal == SIGCONT
    }

    pub fn is_resize(signal: i32) -> bool {
        signal == SIGWINCH
    }

    /// Stops the process; returns when it is continued.
    pub fn stop() {
        // A failure means that we were not stopped: going on is all there is to do.
        let _ = low_level::raise(signal_hook::consts::SIGSTOP);
    }

    /// Ends the process as the signal would have, so that the parent sees why.
    pub fn die_of(signal: i32) {
        let _ = low_level::emulate_default_handler(signal);
    }

    /// Tells when the terminal goes away, also where the hang-up signal is ignored: without it
    /// the input library would read for ever.
    pub fn watch_terminal(messages: Sender<Message>) {
        use rustix::event::{PollFd, PollFlags, poll};
        panics::start("terminal", move || {
            let input = std::io::stdin();
            let mut watched = [PollFd::new(&input, PollFlags::empty())];
            while poll(&mut watched, None) == Err(rustix::io::Errno::INTR) {}
            end();
            let _ = messages.send(Message::HangUp);
        });
    }

    /// Whether the terminal is closed.
    pub fn is_terminal_gone() -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let input = std::io::stdin();
        let mut watched = [PollFd::new(&input, PollFlags::empty())];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut watched, Some(&now)).is_ok_and(|ready| ready > 0)
    }

    /// Whether a key other than Ctrl-c was pressed within a moment; also where no more can be pressed.
    /// Not by the input library, which looks for ever at a terminal that is gone.
    pub fn is_key_pressed() -> std::io::Result<bool> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        const INTERRUPT: u8 = 3;
        let input = std::io::stdin();
        let mut watched = [PollFd::new(&input, PollFlags::IN)];
        let moment = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
        match poll(&mut watched, Some(&moment)) {
            Err(rustix::io::Errno::INTR) | Ok(0) => return Ok(false),
            Err(error) => return Err(error.into()),
            Ok(_) => {}
        }
        let mut bytes = [0; 256];
        let count = rustix::io::read(&input, &mut bytes)?;
        let pressed = bytes.get(..count).unwrap_or_default();
        Ok(pressed.is_empty() || pressed.iter().any(|byte| *byte != INTERRUPT))
    }

    /// Asks a program to end.
    pub fn ask_to_end(program: u32) {
        let id = i32::try_from(program).ok().and_then(rustix::process::Pid::from_raw);
        // One that has ended by itself cannot be asked.
        let _ = id.map(|id| rustix::process::kill_process(id, rustix::process::Signal::TERM));
    }

    /// Lets the interface go before the calling worker thread.
    pub fn lower_priority() {
        // On Linux the niceness is the thread's own; elsewhere it is left alone.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::nice(10);
    }
}

#[cfg(not(unix))]
mod other {
    use std::thread;

    use super::{Message, Sender};

    pub fn ask_to_end(_: u32) {}

    pub fn is_terminal_gone() -> bool {
        false
    }

    pub fn is_key_pressed() -> std::io::Result<bool> {
        use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
        if !event::poll(std::time::Duration::from_millis(200))? {
            return Ok(false);
        }
        let Event::Key(key) = event::read()? else { return Ok(false) };
        let interrupts =
            key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL);
        Ok(key.kind != KeyEventKind::Release && !interrupts)
    }

    pub fn listen(messages: Sender<Message>) -> std::io::Result<()> {
        // Ctrl-c arrives as a key; there is nothing else to listen to.
        let _ = thread::Builder::new().spawn(move || drop(messages))?;
        Ok(())
    }

    pub fn is_stop(_: i32) -> bool {
        false
    }

    pub fn is_continue(_: i32) -> bool {
        false
    }

    pub fn is_resize(_: i32) -> bool {
        false
    }

    pub fn stop() {}

    pub fn die_of(_: i32) {}

    pub fn watch_terminal(_: Sender<Message>) {}

    pub fn lower_priority() {}
}

#[cfg(not(unix))]
pub(super) use other::*;
#[cfg(unix)]
pub(super) use unix::*;
