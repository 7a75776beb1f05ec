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
        let tame = Tame { inner: out, active: terminal, after_c2: false };
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

/// Replaces control bytes with U+FFFD while `active`.
struct Tame<W> {
    inner: W,
    active: bool,
    /// The last byte was 0xC2, which starts the controls U+0080 to U+009F.
    after_c2: bool,
}

impl<W: Write> Write for Tame<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.active {
            return self.inner.write(bytes);
        }
        let mut tame = Vec::with_capacity(bytes.len() + 8);
        for byte in bytes.iter().copied() {
            let after_c2 = std::mem::replace(&mut self.after_c2, byte == 0xc2);
            let control = byte < 0x20 || byte == 0x7f || (after_c2 && (0x80..0xa0).contains(&byte));
            match byte {
                b'\r' | 0xc2 => {}
                b'\n' | b'\t' => tame.push(byte),
                _ if control => tame.extend("\u{fffd}".as_bytes()),
                _ if after_c2 => tame.extend([0xc2, byte]),
                _ => tame.push(byte),
            }
        }
        self.inner.write_all(&tame)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
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
    fn no_control_byte_reaches_a_terminal() {
        let mut tame = Tame { inner: Vec::new(), active: true, after_c2: false };
        for piece in ["a\u{1b}[31mé\r\n\tb\0", "\u{9b}2J°", "\u{7f}ع"] {
            for byte in piece.bytes() {
                tame.write_all(&[byte]).unwrap();
            }
        }
        let text = String::from_utf8(tame.inner).unwrap();
        assert_eq!(text, "a\u{fffd}[31mé\n\tb\u{fffd}\u{fffd}2J°\u{fffd}ع");
    }
}
