//! The terminal: taken over, drawn on, and given back as it was, whatever happens.

use std::{
    io::{self, BufWriter, Stdout, Write},
    mem::ManuallyDrop,
    sync::atomic::{AtomicBool, Ordering},
};

use ratatui::{
    Terminal,
    backend::CrosstermBackend,
    crossterm::{
        QueueableCommand,
        clipboard::CopyToClipboard,
        cursor::{Hide, Show},
        event::{
            DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags,
            PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
        },
        style::{Print, ResetColor},
        terminal::{
            BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen,
            LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
        },
    },
    layout::Size,
};

use super::{
    backend::{self, Unasking},
    fault::strike,
    paint::Painter,
    tty,
};
use crate::{app::App, ui};

/// Whether the terminal was asked to tell keys apart that are the same otherwise (the kitty keyboard
/// protocol). It keeps a stack: taken back twice, the shell's own wish would go.
static TOLD_APART: AtomicBool = AtomicBool::new(false);
/// Whether the screen is ours. Given back twice, the cursor would go where it was before us, over what
/// was said since.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is ours as long as the screen is.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Presses and the wheel (1000) with places of any size (1006): no movements, which would wake us
/// with every step of the pointer.
#[cfg(unix)]
const MOUSE_ON: Print<&str> = Print("\x1b[?1000h\x1b[?1006h");
#[cfg(unix)]
const MOUSE_OFF: Print<&str> = Print("\x1b[?1006l\x1b[?1000l");
#[cfg(not(unix))]
use ratatui::crossterm::event::{DisableMouseCapture as MOUSE_OFF, EnableMouseCapture as MOUSE_ON};

/// Whether the mouse is ours as long as the screen is.
pub(super) fn has_mouse() -> bool {
    MOUSE.load(Ordering::Relaxed)
}

/// Says whether the mouse is to be ours; before the screen is opened.
pub(super) fn use_mouse(ours: bool) {
    MOUSE.store(ours, Ordering::Relaxed);
}

/// The screen while it is ours; given back when dropped.
pub(super) struct Screen {
    /// Never dropped: the library would write once more after the screen was given back, what was being
    /// drawn too, and panic where nobody can be told that this failed.
    terminal: ManuallyDrop<Terminal<Unasking<BufWriter<Stdout>>>>,
}

impl Screen {
    /// `ascii`: nothing else is written.
    pub fn open(ascii: bool) -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        let backend = Unasking {
            terminal: CrosstermBackend::new(out),
            size: size()?,
            painter: Painter::new(ascii),
        };
        let mut screen = Self { terminal: ManuallyDrop::new(Terminal::new(backend)?) };
        screen.enter()?;
        Ok(screen)
    }

    pub fn enter(&mut self) -> io::Result<()> {
        tty::remember();
        enable_raw_mode()?;
        OURS.store(true, Ordering::Relaxed);
        let out = &mut self.terminal.backend_mut().terminal;
        out.queue(EnterAlternateScreen)?.queue(EnableBracketedPaste)?.queue(Hide)?;
        // Asked for without waiting for an answer: terminals that do not know it pass it over. On the
        // other screen, because each screen has its own.
        if !TOLD_APART.swap(true, Ordering::Relaxed) {
            let flags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;
            out.queue(PushKeyboardEnhancementFlags(flags))?;
        }
        if has_mouse() {
            out.queue(MOUSE_ON)?;
        }
        out.flush()?;
        self.clear()
    }

    /// Says that nothing is known of what the screen shows: the next frame draws all of it.
    pub fn clear(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// `hasty`: the texts beside the list stay as they are.
    pub fn draw(&mut self, app: &App, hasty: bool) -> io::Result<()> {
        self.terminal.backend_mut().size = app.size;
        self.terminal.backend_mut().terminal.queue(BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            ui::view(app, frame);
            strike("drawing");
            if hasty {
                backend::leave(&ui::beside(app), frame.buffer_mut());
            }
        })?;
        self.terminal.backend_mut().terminal.queue(EndSynchronizedUpdate)?;
        Write::flush(&mut self.terminal.backend_mut().terminal)
    }

    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let out = &mut self.terminal.backend_mut().terminal;
        out.queue(CopyToClipboard::to_clipboard_from(text))?.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _ = restore();
    }
}

/// Gives the terminal back. Safe to call at any time and more than once.
pub(super) fn restore() -> io::Result<()> {
    if !OURS.swap(false, Ordering::Relaxed) {
        return Ok(());
    }
    let mut out = io::stdout();
    out.queue(EndSynchronizedUpdate)?.queue(ResetColor)?;
    if TOLD_APART.swap(false, Ordering::Relaxed) {
        out.queue(PopKeyboardEnhancementFlags)?;
    }
    if has_mouse() {
        out.queue(MOUSE_OFF)?;
    }
    out.queue(DisableBracketedPaste)?.queue(LeaveAlternateScreen)?.queue(Show)?;
    out.flush()?;
    disable_raw_mode()
}

/// Columns and rows that are used of a terminal that says it is larger than any screen.
const LARGEST: Size = Size { width: 2000, height: 1000 };

pub(super) fn size() -> io::Result<Size> {
    let (width, height) = ratatui::crossterm::terminal::size()?;
    Ok(Size { width: width.min(LARGEST.width), height: height.min(LARGEST.height) })
}

/// Whether the locale names another encoding than UTF-8. Where it names none, terminals of today are
/// taken to know it.
pub(super) fn lacks_unicode() -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|n| std::env::var(n).ok());
    let locale = named.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let locale = locale.to_lowercase();
    !locale.is_empty() && !locale.contains("utf-8") && !locale.contains("utf8")
}

/// Whether the terminal is known to turn right-to-left text round by itself.
pub(super) fn reorders() -> bool {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u32>().ok());
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|v| v == value);
    // VTE (GNOME Terminal and others) since 0.58, Konsole, mlterm, Terminal.app.
    number("VTE_VERSION").is_some_and(|version| version >= 5800)
        || std::env::var_os("KONSOLE_VERSION").is_some()
        || std::env::var_os("MLTERM").is_some()
        || is("TERM_PROGRAM", "Apple_Terminal")
}
