//! The terminal around other programs: set as it was before us, and free of answers to what they asked.

#[cfg(unix)]
mod unix {
    use std::{
        io::{self, Write},
        sync::OnceLock,
        time::{Duration, Instant},
    };

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        termios::{OptionalActions, Termios, tcgetattr, tcsetattr},
    };

    /// How the terminal was set before the program.
    static BEFORE: OnceLock<Termios> = OnceLock::new();

    /// What a program may have left on that was killed: the mouse, news of the window being looked at, keys
    /// of the cursor and of the number pad that say something else.
    const OFF: &str = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?1l\x1b>";

    /// A terminal answers one question after the other: what comes before the answer to this one (which it
    /// is, every terminal knows) is an answer to somebody else.
    const ASK: &str = "\x1b[c";

    /// How long an answer is waited for.
    const PATIENCE: Duration = Duration::from_millis(400);

    /// Remembers how the terminal is set; only the first time.
    pub fn remember() {
        if let Ok(now) = tcgetattr(io::stdin()) {
            BEFORE.get_or_init(|| now);
        }
    }

    /// Sets the terminal as it was: whoever had it may have been killed.
    pub fn mend() {
        if let Some(before) = BEFORE.get() {
            // A terminal that is gone has no settings.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
        let mut out = io::stdout();
        let _ = out.write_all(OFF.as_bytes()).and_then(|()| out.flush());
    }

    /// Reads away what the terminal has answered to another program; it must be raw, and nobody else be
    /// reading.
    pub fn drain() {
        let mut out = io::stdout();
        if out.write_all(ASK.as_bytes()).and_then(|()| out.flush()).is_err() {
            return;
        }
        let input = io::stdin();
        let (begin, mut read) = (Instant::now(), Vec::new());
        while !has_answer(&read) {
            let left = PATIENCE.saturating_sub(begin.elapsed());
            let left = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
            let mut watched = [PollFd::new(&input, PollFlags::IN)];
            let mut bytes = [0; 1024];
            match poll(&mut watched, Some(&left)) {
                Ok(1..) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Ok(0) | Err(_) => return,
            }
            let Ok(count @ 1..) = rustix::io::read(&input, &mut bytes) else { return };
            read.extend_from_slice(bytes.get(..count).unwrap_or_default());
        }
    }

    /// Whether the answer to [`ASK`] is among what was read: `ESC [ ? 6 2 ; 4 c`.
    fn has_answer(read: &[u8]) -> bool {
        let begins = read.windows(3).enumerate().filter(|(_, three)| *three == b"\x1b[?");
        begins.map(|(at, _)| read.get(at + 3..).unwrap_or_default()).any(|rest| {
            let end = rest.iter().find(|byte| !byte.is_ascii_digit() && **byte != b';');
            end == Some(&b'c')
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_answer_is_told_from_those_to_others() {
            for (read, is) in [
                (&b""[..], false),
                (b"\x1b[?62;4c", true),
                (b"\x1b[>1;3401;0c", false),
                (b"\x1b[?1u", false),
                (b"\x1b]11;rgb:0/0/0\x1b\\\x1b[>1;2;0c\x1b[?62", false),
                (b"\x1b]11;rgb:0/0/0\x1b\\\x1b[>1;2;0c\x1b[?62;c", true),
                (b"jj\x1b[?2026;2$y\x1b[?1c", true),
            ] {
                assert_eq!(has_answer(read), is, "{:?}", String::from_utf8_lossy(read));
            }
        }
    }
}

#[cfg(not(unix))]
mod other {
    pub fn remember() {}

    pub fn mend() {}

    pub fn drain() {}
}

#[cfg(not(unix))]
pub(super) use other::*;
#[cfg(unix)]
pub(super) use unix::*;
