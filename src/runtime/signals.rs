//! Signals: end with everything saved and the terminal restored; stop and continue.

use std::{sync::mpsc::Sender, thread};

use super::Message;

#[cfg(unix)]
mod unix {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
        iterator::Signals,
        low_level,
    };

    use super::{Message, Sender, thread};

    pub fn listen(messages: Sender<Message>) -> std::io::Result<()> {
        let mut signals =
            Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
        thread::spawn(move || {
            for signal in signals.forever() {
                if messages.send(Message::Signal(signal)).is_err() {
                    return;
                }
            }
        });
        Ok(())
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
