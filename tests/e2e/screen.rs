//! A terminal with the program in it: press, wait for what it shows, look.

#[path = "modes.rs"]
mod modes;

use std::{
    fs::OpenOptions,
    io::{Read, Write},
    num::NonZeroU16,
    os::unix::fs::OpenOptionsExt,
    process::Command,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Long, because it is only ever used up by a test that fails.
const DEADLINE: Duration = Duration::from_secs(20);

pub const ALTERNATE: &str = "alternate screen";

pub struct Screen {
    terminal: Option<Box<dyn MasterPty + Send>>,
    keyboard: Keyboard,
    child: Box<dyn Child + Send + Sync>,
    shared: Arc<Shared>,
    /// How the terminal was set before the program.
    before: String,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    parser: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
    /// The reader is to let go of the terminal.
    closing: bool,
    /// Answers to other programs, which come before the next one to this one.
    owed: Vec<u8>,
}

/// Where keys, and the terminal's own answers, go in; closed when taken.
type Keyboard = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// What is on the screen at one moment.
pub struct View {
    pub rows: Vec<String>,
    /// What a shell would not expect of its terminal.
    pub modes: Vec<&'static str>,
    /// Nothing more will come.
    pub ended: bool,
}

impl View {
    pub fn has(&self, text: &str) -> bool {
        self.rows.iter().any(|row| row.contains(text))
    }

    pub fn title_line(&self) -> &str {
        self.rows.first().map_or("", String::as_str)
    }

    /// The tag bar and the hint line.
    pub fn last_lines(&self) -> String {
        let from = self.rows.len().saturating_sub(2);
        self.rows[from..].join("\n")
    }

    /// The row of the list with the cursor.
    pub fn selected(&self) -> &str {
        self.rows.iter().find(|row| row.starts_with('>')).map_or("", String::as_str)
    }

    /// Whether the last thing done is on disk, as far as the screen says so.
    pub fn says_saved(&self, label: &str) -> bool {
        let saved = |row: &str| row.split_whitespace().any(|word| word == "saved");
        self.rows.iter().any(|row| row.contains(label) && saved(row))
            && !self.title_line().contains("unsaved")
    }
}

impl Screen {
    pub fn start(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let before = flags(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shared = Arc::new(Shared::default());
        shared.lock().parser = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        let mut output = pair.master.try_clone_reader().unwrap();
        let keyboard: Keyboard = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let (reader, answers) = (Arc::clone(&shared), Arc::clone(&keyboard));
        thread::spawn(move || {
            let mut buffer = [0; 16 << 10];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let mut state = reader.lock();
                state.parser.process(&buffer[..count]);
                state.raw.extend_from_slice(&buffer[..count]);
                reader.changed.notify_all();
                if state.closing {
                    break;
                }
                if state.raw.ends_with(b"\x1b[c") {
                    let answer =
                        [std::mem::take(&mut state.owed).as_slice(), b"\x1b[?62;4c"].concat();
                    drop(state);
                    write_to(&answers, &answer);
                }
            }
            drop(output);
            reader.lock().ended = true;
            reader.changed.notify_all();
        });
        Self { terminal: Some(pair.master), keyboard, child, shared, before }
    }

    /// What the terminal is still to answer to another program.
    pub fn owe(&self, answers: &[u8]) {
        self.shared.lock().owed.extend(answers);
    }

    /// Presses keys, named as in the help, one after another: `press("g g")`, `press("Ctrl-r")`.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            self.send(&bytes(key));
        }
    }

    /// Types text as it is; `\n` is the Enter key.
    pub fn type_text(&mut self, text: &str) {
        self.send(text.replace('\n', "\r").as_bytes());
    }

    /// Presses the first button of the mouse and lets it go, as a terminal tells of it (SGR).
    pub fn click(&mut self, x: usize, y: usize) {
        self.send(format!("\x1b[<0;{0};{1}M\x1b[<0;{0};{1}m", x + 1, y + 1).as_bytes());
    }

    /// Presses on the first letter of a text.
    #[track_caller]
    pub fn click_on(&mut self, text: &str) {
        let view = self.wait_for(text);
        let y = view.rows.iter().position(|row| row.contains(text)).unwrap();
        let (before, _) = view.rows[y].split_once(text).unwrap();
        self.click(before.chars().count(), y);
    }

    pub fn wheel_down(&mut self, x: usize, y: usize) {
        self.send(format!("\x1b[<65;{};{}M", x + 1, y + 1).as_bytes());
    }

    /// What the program last gave to the clipboard (OSC 52).
    pub fn clipboard(&self) -> Option<String> {
        let raw = self.raw();
        let raw = String::from_utf8_lossy(&raw);
        let (_, coded) = raw.rsplit_once("\x1b]52;c;")?;
        coded.split(['\x07', '\x1b']).next().map(decoded)
    }

    #[expect(clippy::needless_pass_by_ref_mut, reason = "who types changes what is shown")]
    fn send(&mut self, bytes: &[u8]) {
        write_to(&self.keyboard, bytes);
    }

    pub fn view(&self) -> View {
        self.shared.lock().view()
    }

    /// Everything the program has sent.
    pub fn raw(&self) -> Vec<u8> {
        self.shared.lock().raw.clone()
    }

    /// Waits until the screen is as wished; shows it where that never happens.
    #[track_caller]
    pub fn wait_until(&self, wish: &str, condition: impl Fn(&View) -> bool) -> View {
        let start = Instant::now();
        let mut state = self.shared.lock();
        loop {
            let view = state.view();
            if condition(&view) {
                return view;
            }
            let left = DEADLINE.saturating_sub(start.elapsed());
            if left.is_zero() || view.ended {
                let last = state.raw.iter().skip(state.raw.len().saturating_sub(400)).copied();
                let last = String::from_utf8_lossy(&last.collect::<Vec<_>>()).into_owned();
                panic!("{wish}: not on the screen\n{}\nlast sent: {last:?}", show(&view));
            }
            let woken = self.shared.changed.wait_timeout(state, left);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    #[track_caller]
    pub fn wait_for(&self, text: &str) -> View {
        self.wait_until(&format!("{text:?}"), |view| view.has(text))
    }

    /// Waits until the screen says that `label` was done and is on disk.
    #[track_caller]
    pub fn wait_saved(&self, label: &str) -> View {
        self.wait_until(&format!("{label:?} saved"), |view| view.says_saved(label))
    }

    /// Moves the cursor of the list to the article with this in its row.
    #[track_caller]
    pub fn select(&mut self, title: &str) {
        let shown = |view: &View| !view.selected().is_empty() && view.has(title);
        let view = self.wait_until(&format!("{title:?} in the list"), shown);
        let place =
            |wish: &dyn Fn(&str) -> bool| view.rows.iter().position(|row| wish(row)).unwrap();
        let (from, to) = (place(&|row| row.starts_with('>')), place(&|row| row.contains(title)));
        let key = if from < to { "j" } else { "k" };
        for _ in 0..from.abs_diff(to) {
            self.press(key);
        }
        let there = |view: &View| view.selected().contains(title);
        self.wait_until(&format!("the cursor on {title:?}"), there);
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.shared.lock().parser.screen_mut().set_size(nonzero(rows), nonzero(columns));
        self.terminal.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// Whether the terminal gathers lines and echoes them, as a shell expects to find it.
    pub fn is_cooked(&self) -> bool {
        let modes = self.terminal.as_ref().and_then(|terminal| terminal.get_termios());
        let flags = modes.map(|modes| format!("{:?}", modes.local_flags)).unwrap_or_default();
        flags.contains("ICANON") && flags.contains("ECHO")
    }

    /// What is not as it was before the program: settings of the terminal, and what the bytes sent have
    /// switched on and not off, in their order.
    pub fn left_behind(&self) -> Vec<String> {
        let mut left = modes::on(&String::from_utf8_lossy(&self.raw()));
        if let Some(terminal) = &self.terminal {
            let now = flags(&**terminal);
            if now != self.before {
                left.push(format!("{now}, was {}", self.before));
            }
        }
        left
    }

    /// `TERM`, `HUP`, `KILL`, …
    pub fn signal(&self, name: &str) {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits until the system holds the program: one that is woken before it sleeps stays asleep.
    pub fn wait_stopped(&self) {
        let id = self.id().to_string();
        let state = || Command::new("ps").args(["-o", "stat=", "-p", &id]).output().unwrap().stdout;
        let end = Instant::now() + DEADLINE;
        while !state().starts_with(b"T") {
            assert!(Instant::now() < end, "not stopped");
            thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn kill(&mut self) {
        self.signal("KILL");
        self.exit();
    }

    /// The terminal window is closed; at this moment.
    pub fn hang_up(&mut self) -> Instant {
        // The reader holds the terminal too, and lets go when something more comes.
        self.shared.lock().closing = true;
        let name = self.terminal.as_ref().and_then(|terminal| terminal.tty_name()).unwrap();
        let mut other_end =
            OpenOptions::new().write(true).custom_flags(libc::O_NOCTTY).open(name).unwrap();
        let _gone_already = other_end.write_all(b" ");
        drop(other_end);
        let begin = Instant::now();
        while !self.shared.lock().ended && begin.elapsed() < DEADLINE {
            thread::sleep(Duration::from_millis(1));
        }
        self.keyboard.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.terminal = None;
        Instant::now()
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for the end of the program, whatever others still say.
    #[track_caller]
    pub fn status(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < DEADLINE, "it goes on running\n{}", show(&self.view()));
            // The only way to wait for a process with a deadline.
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for the end of the program and of what it says.
    #[track_caller]
    pub fn exit(&mut self) -> ExitStatus {
        let status = self.status();
        let start = Instant::now();
        while self.terminal.is_some() && !self.view().ended && start.elapsed() < DEADLINE {
            thread::sleep(Duration::from_millis(2));
        }
        status
    }

    /// Quits with `Q` and sees that all went well.
    #[track_caller]
    pub fn quit(&mut self) {
        self.press("Q");
        let status = self.exit();
        assert!(status.success(), "{status:?}\n{}", show(&self.view()));
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn view(&self) -> View {
        let screen = self.parser.screen();
        let columns = screen.size().1.get();
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        let modes = [
            (screen.alternate_screen(), ALTERNATE),
            (screen.hide_cursor(), "hidden cursor"),
            (screen.bracketed_paste(), "bracketed paste"),
            (screen.application_cursor(), "application cursor keys"),
            (mouse, "mouse"),
        ];
        let modes = modes.into_iter().filter_map(|(on, name)| on.then_some(name)).collect();
        View {
            rows: screen.rows(0, columns).map(|row| row.trim_end().to_owned()).collect(),
            modes,
            ended: self.ended,
        }
    }
}

fn write_to(keyboard: &Keyboard, bytes: &[u8]) {
    let mut keyboard = keyboard.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(keyboard) = keyboard.as_mut() {
        // A program that has ended cannot be written to; the next wait tells.
        let _sent = keyboard.write_all(bytes).and_then(|()| keyboard.flush());
    }
}

fn flags(terminal: &dyn MasterPty) -> String {
    terminal.get_termios().map_or_else(String::new, |modes| format!("{modes:?}"))
}

pub fn show(view: &View) -> String {
    let end = if view.ended { "(the program has ended)" } else { "" };
    format!("┌\n│{}\n└{end}", view.rows.join("\n│"))
}

/// Base64.
fn decoded(coded: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in coded.bytes().take_while(|byte| *byte != b'=') {
        let value = LETTERS.iter().position(|other| *other == letter).unwrap();
        bits = (bits << 6 | u32::try_from(value).unwrap()) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn nonzero(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

/// What a terminal sends for a key.
fn bytes(key: &str) -> Vec<u8> {
    let named = match key {
        "Enter" => "\r",
        "Esc" => "\x1b",
        "Space" => " ",
        "Tab" => "\t",
        "Backspace" => "\x7f",
        "Up" => "\x1b[A",
        "Down" => "\x1b[B",
        "Right" => "\x1b[C",
        "Left" => "\x1b[D",
        "Home" => "\x1b[H",
        "End" => "\x1b[F",
        "PageUp" => "\x1b[5~",
        "PageDown" => "\x1b[6~",
        _ => key,
    };
    match key.strip_prefix("Ctrl-").and_then(|letter| letter.bytes().next()) {
        Some(letter) => vec![letter & 0x1f],
        None => named.as_bytes().to_vec(),
    }
}
