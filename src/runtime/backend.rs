//! Draws without asking the terminal anything in between.
//!
//! Where the cursor is: the drawing library wants to know when it clears, and waits seconds for
//! terminals and slow lines that do not answer. How large it is: a frame is drawn for the size that the
//! state was last told, or the two disagree while a window is being dragged.

use std::io::{self, Write};

use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};

use super::paint::Painter;

/// The usual backend with the size given and the cursor, which each frame hides or sets, anywhere.
pub(super) struct Unasking<W: Write> {
    pub terminal: CrosstermBackend<W>,
    pub size: Size,
    pub painter: Painter,
}

impl<W: Write> Backend for Unasking<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.painter.paint(content, self.size, &mut self.terminal)
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        self.terminal.append_lines(n)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.terminal.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.terminal.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.painter.moved(Some(position));
        self.terminal.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        // In the terminal's own colours.
        self.terminal.write_all(b"\x1b[m")?;
        match clear_type {
            ClearType::All => self.painter.cleared(self.size),
            _ => self.painter.forget(),
        }
        self.terminal.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.terminal.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.terminal)
    }
}
