//! Runs the built program on an unpacked sample desk, with nobody's settings, and presses keys.

use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver},
    time::Duration,
};

use copydesk::{
    cli::demo,
    config::key::{Code, Key},
};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::Result;

/// The screen has settled when nothing was written to it for so long.
const QUIET: Duration = Duration::from_millis(700);

/// The program's screen after the keys. Its home is a scratch folder.
pub fn screen_after(
    (columns, rows): (NonZeroU16, NonZeroU16),
    keys: &[&str],
) -> Result<vt100::Parser> {
    let home = tempfile::tempdir()?;
    demo::unpack(&home.path().join("articles"))?;
    let size = PtySize { rows: rows.get(), cols: columns.get(), pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size)?;
    let mut child = pair.slave.spawn_command(command(home.path())?)?;
    drop(pair.slave);
    let output = reading(pair.master.try_clone_reader()?);
    let mut input = pair.master.take_writer()?;

    let mut screen = vt100::Parser::new(rows, columns, 0);
    settle(&output, &mut screen);
    for key in keys {
        input.write_all(&bytes(key))?;
        settle(&output, &mut screen);
    }
    if let Some(status) = child.try_wait()? {
        return Err(format!("the program ended with {status}:\n{}", text(&screen)).into());
    }
    child.kill()?;
    child.wait()?;
    Ok(screen)
}

fn text(screen: &vt100::Parser) -> String {
    screen.screen().contents()
}

/// The program beside this one, on the sample desk.
fn command(home: &Path) -> Result<CommandBuilder> {
    let program = program().ok_or("target/release/copydesk is not there: cargo build --release")?;
    let mut command = CommandBuilder::new(program);
    command.arg("articles/");
    command.cwd(home);
    command.env_clear();
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home.join(if name == "HOME" { "." } else { name }));
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    Ok(command)
}

/// An example lies in `examples/`, one folder below the program.
fn program() -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.parent()?.to_owned();
    let program = folder.join(format!("copydesk{}", std::env::consts::EXE_SUFFIX));
    program.is_file().then_some(program)
}

fn reading(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(read) = reader.read(&mut buffer) {
            if read == 0 || sender.send(buffer[..read].to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}

fn settle(output: &Receiver<Vec<u8>>, screen: &mut vt100::Parser) {
    while let Ok(bytes) = output.recv_timeout(QUIET) {
        screen.process(&bytes);
    }
}

/// What a terminal sends for a key; what is no key is sent as it is.
fn bytes(text: &str) -> Vec<u8> {
    let Ok(key) = text.parse::<Key>() else { return text.as_bytes().to_vec() };
    let plain = match key.code {
        Code::Char(c) if key.ctrl && c.is_ascii() => vec![c as u8 & 0x1f],
        Code::Char(c) => c.to_string().into_bytes(),
        Code::Enter => b"\r".to_vec(),
        Code::Esc => b"\x1b".to_vec(),
        Code::Backspace => b"\x7f".to_vec(),
        Code::Tab => b"\t".to_vec(),
        Code::BackTab => b"\x1b[Z".to_vec(),
        Code::Up => b"\x1b[A".to_vec(),
        Code::Down => b"\x1b[B".to_vec(),
        Code::Right => b"\x1b[C".to_vec(),
        Code::Left => b"\x1b[D".to_vec(),
        Code::Home => b"\x1b[H".to_vec(),
        Code::End => b"\x1b[F".to_vec(),
        Code::PageUp => b"\x1b[5~".to_vec(),
        Code::PageDown => b"\x1b[6~".to_vec(),
        Code::Insert => b"\x1b[2~".to_vec(),
        Code::Delete => b"\x1b[3~".to_vec(),
        Code::F(n) => format!("\x1b[{}~", 10 + n).into_bytes(),
    };
    if key.alt { [b"\x1b".to_vec(), plain].concat() } else { plain }
}
