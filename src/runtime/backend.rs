//! Draws without asking the terminal anything in between.
//!
//! Where the cursor is: the drawing library wants to know when it clears, and waits seconds for
//! terminals and slow lines that do not answer. How large it is: a frame is drawn for the size that the
//! state was last told, or the two disagree while a window is being dragged.

use std::io::{self, Write};

use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::{Buffer, Cell, CellDiffOption},
    layout::{Position, Rect, Size},
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

/// Leaves what the screen shows there. The next frame writes it all, less what is the same.
pub(super) fn leave(areas: &[Rect], buffer: &mut Buffer) {
    for area in areas {
        for at in area.intersection(buffer.area).positions() {
            buffer[at].set_diff_option(CellDiffOption::Skip);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn what_was_left_comes_with_the_next_frame() {
        let area = Rect::new(0, 0, 6, 1);
        let mut painter = Painter::new(false);
        painter.cleared(area.as_size());
        let mut before = Buffer::empty(area);
        let mut draw = |text: &str, left: &[Rect]| {
            let mut now = Buffer::empty(area);
            now.set_string(0, 0, text, Style::new());
            leave(left, &mut now);
            let mut written = Vec::new();
            painter.paint(before.diff(&now).into_iter(), area.as_size(), &mut written).unwrap();
            before = now;
            String::from_utf8(written).unwrap()
        };
        let end = Rect::new(2, 0, 9, 3);
        assert!(draw("ab漢yz", &[]).ends_with("ab漢yz"));
        assert!(draw("12345z", &[end]).ends_with("12"));
        assert_eq!(draw("1234yz", &[end]), "");
        assert_eq!(draw("1234yz", &[]), "34", "and nothing that is there already");
    }
}
