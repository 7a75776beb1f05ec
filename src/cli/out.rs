//! Standard output and standard error: buffered, and safe where they are a terminal.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::text::clean;

/// Standard output. On a terminal no control byte gets through but line feed and tab.
pub struct Console {
    out: BufWriter<Tame<StdoutLock<'static>>>,
    pub terminal: bool,
}

impl Console {
    pub fn new() -> Self {
        let out = io::stdout().lock();
        let terminal = out.is_terminal();
        let tame = Tame::new(out, terminal);
        Self { out: BufWriter::with_capacity(1 << 16, tame), terminal }
    }

    /// Lets everything through from now on: for a caller that cleans what it writes and adds colours
    /// of its own.
    pub fn trust(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_mut().active = false;
        Ok(())
    }

    /// Columns of the terminal; `None` where it is none.
    pub fn columns(&self) -> Option<usize> {
        self.terminal.then(crate::runtime::columns)?.filter(|columns| *columns > 0)
    }
}

impl Write for Console {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Cleans line by line what it writes, while `active`.
struct Tame<W: Write> {
    inner: W,
    active: bool,
    /// The line that has not ended.
    line: Vec<u8>,
}

/// A line of so many bytes is written in pieces.
const LONG: usize = 1 << 16;

impl<W: Write> Tame<W> {
    const fn new(inner: W, active: bool) -> Self {
        Self { inner, active, line: Vec::new() }
    }

    /// Writes the line, or of an unfinished one all but the bytes of a character that is cut.
    fn write_line(&mut self, finished: bool) -> io::Result<()> {
        let whole = match std::str::from_utf8(&self.line) {
            Err(cut) if !finished && cut.error_len().is_none() => cut.valid_up_to(),
            _ => self.line.len(),
        };
        let rest = self.line.split_off(whole);
        let line = std::mem::replace(&mut self.line, rest);
        self.inner.write_all(clean::line(&String::from_utf8_lossy(&line)).as_bytes())
    }
}

impl<W: Write> Write for Tame<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.active {
            return self.inner.write(bytes);
        }
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = piece.strip_suffix(b"\n");
            self.line.extend(line.unwrap_or(piece));
            if line.is_some() {
                let end = self.line.strip_suffix(b"\r").map_or(self.line.len(), <[u8]>::len);
                self.line.truncate(end);
                self.write_line(true)?;
                self.inner.write_all(b"\n")?;
            } else if self.line.len() > LONG {
                self.write_line(false)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_line(false)?;
        self.inner.flush()
    }
}

impl<W: Write> Drop for Tame<W> {
    fn drop(&mut self) {
        // Whoever wants to know flushes.
        let _ = self.write_line(true).and_then(|()| self.inner.flush());
    }
}

/// Writes a message to standard error, each line cleaned. A standard error that cannot be written
/// to has nobody reading it.
pub fn complain(message: &str) {
    let mut err = io::stderr().lock();
    for line in message.lines() {
        let _nobody_reads = writeln!(err, "{}", clean::line(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_on_a_terminal_or_hides_in_it() {
        for (pieces, expected) in [
            (
                &["a\u{1b}[31mé\r\n\tb\0", "\u{9b}2J°", "\u{7f}ع"][..],
                "a␛[31mé\n    b␀\u{fffd}2J°␡ع",
            ),
            (&["a\u{202e}b\u{200b}", "c\n"], "a▯b▯c\n"),
            (&["می\u{200c}خواهم\n"], "می\u{200c}خواهم\n"),
            (&["cut \u{e0041}"], "cut ▯"),
        ] {
            let mut out = Vec::new();
            let mut tame = Tame::new(&mut out, true);
            for byte in pieces.iter().flat_map(|piece| piece.bytes()) {
                tame.write_all(&[byte]).unwrap();
            }
            drop(tame);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
        let mut out = Vec::new();
        let mut tame = Tame::new(&mut out, true);
        tame.write_all("é".repeat(LONG).as_bytes()).unwrap();
        tame.write_all(b"\xc3").unwrap();
        tame.flush().unwrap();
        drop(tame);
        assert_eq!(String::from_utf8(out).unwrap(), "é".repeat(LONG) + "\u{fffd}");
    }
}
