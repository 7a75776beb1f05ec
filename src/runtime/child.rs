//! Other programs, started without a shell: in the reader's terminal, with articles on their standard
//! input; or beside it, with a link to open.

use std::{
    io::{self, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{Sender, channel},
    thread,
    time::Duration,
};

use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::{Message, signals, tty};
use crate::{
    app::{Event, Trouble},
    text::{Clean, argv},
};

/// The terminal is a program's: what is pressed to interrupt or stop it is not meant for us. Made
/// before the screen is left and dropped when it is ours again, so that there is no moment between.
pub(super) struct Lent(());

impl Lent {
    pub fn new() -> Self {
        signals::lend(true);
        Self(())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        signals::lend(false);
    }
}

/// How long a program is waited for that was asked to end because we were.
const GRACE: Duration = Duration::from_millis(500);

/// Waits for a program; one that was interrupted has been so together with us, whose news of it may
/// come a moment later. Where we are asked to end, so is the program, and not waited for any longer.
pub(super) fn wait(mut child: Child) -> io::Result<ExitStatus> {
    let id = child.id();
    let ((ended, end), (asked, asks)) = (channel(), channel());
    signals::tell_of_end(Some(asked.clone()));
    thread::spawn(move || {
        let _ = ended.send(child.wait());
        let _ = asked.send(());
    });
    let _ = asks.recv();
    signals::tell_of_end(None);
    let ended = end.try_recv().or_else(|_| {
        signals::ask_to_end(id);
        end.recv_timeout(GRACE)
    });
    tty::mend();
    let status = ended.map_err(io::Error::other)??;
    #[cfg(unix)]
    if std::os::unix::process::ExitStatusExt::signal(&status).is_some() {
        thread::sleep(Duration::from_millis(50));
    }
    Ok(status)
}

/// Starts a program in the terminal, which must not be ours then, gives it `text` and waits for its
/// end and for a key. Says how it went.
pub(super) fn pipe(command: &[String], text: String) -> Result<Clean, Trouble> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(trouble("no program", &"there is none to start", "Type its name."));
    };
    let name = Clean::line(program);
    let mut child =
        Command::new(program).args(arguments).stdin(Stdio::piped()).spawn().map_err(|why| {
            trouble(&name, &why, "It is started without a shell: is it in your PATH?")
        })?;
    if let Some(mut input) = child.stdin.take() {
        // One that does not read to the end (head, less) is no fault, and one that does not read at all
        // must not keep us from ending.
        thread::spawn(move || input.write_all(text.as_bytes()));
    }
    let status = wait(child).map_err(|why| trouble(&name, &why, ""))?;
    let said = if status.success() { "done".to_owned() } else { status.to_string() };
    wait_for_key(&format!("[{name}: {said}] press a key"))
        .map_err(|why| trouble(&name, &why, ""))?;
    if status.success() {
        Ok(Clean::line(format!("{name}: done")))
    } else {
        Err(trouble(&name, &status, "Nothing here was changed."))
    }
}

fn trouble(name: &str, cause: &dyn std::fmt::Display, hint: &str) -> Trouble {
    Trouble::new(format!("{name}: {cause}."), hint)
}

/// Waits for a key, so that what the program wrote can be read; or for the end of the program.
fn wait_for_key(asking: &str) -> io::Result<()> {
    let mut out = io::stdout();
    write!(out, "\r\n{asking}")?;
    out.flush()?;
    enable_raw_mode()?;
    // Interrupting once more than was needed must not end the reader.
    while !signals::is_ending() && !signals::is_key_pressed()? {}
    disable_raw_mode()?;
    write!(out, "\r\n")?;
    out.flush()
}

/// Has the system, or the program of the settings, open an address; away from our terminal, which it
/// neither reads nor writes.
pub(super) fn open_link(address: String, program: &str, messages: Sender<Message>) {
    let mut words = argv::split(program).unwrap_or_default();
    if words.is_empty() {
        words.extend(OPENER.iter().map(|word| (*word).to_owned()));
    }
    thread::spawn(move || {
        let (program, arguments) = words.split_first().map_or(("", &[][..]), |(p, a)| (p, a));
        let mut command = Command::new(program);
        command.args(arguments).arg(&address);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // What interrupts us is not meant for it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let failed = match command.status() {
            Ok(status) if status.success() => return,
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        let trouble = Trouble::new(
            format!("Not opened: {program}: {failed}."),
            "Set program in [open] to your browser; o and y copy the address.",
        );
        let _ = messages.send(Message::Event(Event::LinkFailed(trouble)));
    });
}

/// What opens a link: a program and its first arguments. On Windows not `start`, which is the
/// shell's and would read the address as its own.
#[cfg(target_os = "macos")]
const OPENER: &[&str] = &["open"];
#[cfg(windows)]
const OPENER: &[&str] = &["rundll32", "url.dll,FileProtocolHandler"];
#[cfg(not(any(target_os = "macos", windows)))]
const OPENER: &[&str] = &["xdg-open"];
