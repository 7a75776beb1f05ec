//! Signals: end with everything saved and the terminal restored; stop and continue.

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    thread,
};

use super::Message;

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

#[cfg(unix)]
mod unix {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
        iterator::Signals,
        low_level,
    };

    use super::{ENDING, LENT, Message, Ordering, Sender, thread};

    pub fn listen(messages: Sender<Message>) -> std::io::Result<()> {
        let mut signals =
            Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
        thread::spawn(move || {
            for signal in signals.forever() {
                if LENT.load(Ordering::Relaxed) && is_of_the_other(signal) {
                    continue;
                }
                if matches!(signal, SIGTERM | SIGHUP) {
                    ENDING.store(true, Ordering::Relaxed);
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
        thread::spawn(move || {
            let input = std::io::stdin();
            let mut watched = [PollFd::new(&input, PollFlags::empty())];
            while poll(&mut watched, None) == Err(rustix::io::Errno::INTR) {}
            let _ = messages.send(Message::HangUp);
        });
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
    use super::{Message, Sender, thread};

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
