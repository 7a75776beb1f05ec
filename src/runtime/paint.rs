//! Writes what has changed on the screen in few bytes (long because the test stands beside it), and nothing but
//! the sequences named here: whatever a cell holds, no control of a stranger gets past.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use ratatui::{
    buffer::Cell,
    layout::{Position, Size},
    style::{Color, Modifier},
};

use crate::text::{ascii, width};

/// How a cell is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Pen {
    fg: Color,
    bg: Color,
    line: Color,
    modifier: Modifier,
}

/// What a place of the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Shown {
    #[default]
    Unknown,
    Cell(Pen, String),
    /// The right half of a wide character.
    Half,
}

/// The screen as it is, to know what need not be written.
#[derive(Debug, Default)]
pub(super) struct Painter {
    /// Whether the terminal shows nothing but ASCII.
    ascii: bool,
    size: Size,
    shown: Vec<Shown>,
    at: Option<Position>,
    pen: Option<Pen>,
    out: String,
    /// Places in the row that lost the other half of a wide character.
    orphans: Vec<usize>,
}

/// Blank cells that are worth a sequence instead of spaces.
const WORTH: usize = 8;

impl Painter {
    pub fn new(ascii: bool) -> Self {
        Self { ascii, ..Self::default() }
    }

    /// The screen was cleared, and has this size.
    pub fn cleared(&mut self, size: Size) {
        *self = Self { size, ..Self::new(self.ascii) };
        let cells = usize::from(size.width) * usize::from(size.height);
        self.shown = vec![Shown::Cell(Pen::default(), " ".to_owned()); cells];
    }

    /// What the screen shows is not known.
    pub fn forget(&mut self) {
        self.cleared(self.size);
        self.shown.fill(Shown::Unknown);
    }

    /// The cursor was put somewhere by another.
    pub fn moved(&mut self, at: Option<Position>) {
        self.at = at;
    }

    /// Writes changed cells, which come row by row, from left to right.
    pub fn paint<'a>(
        &mut self,
        cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
        size: Size,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.size != size {
            self.size = size;
            self.forget();
        }
        let mut row: Vec<u16> = Vec::new();
        let mut y = 0;
        for (x, row_of, cell) in cells {
            if row_of != y {
                self.row(&std::mem::take(&mut row), y);
                y = row_of;
            }
            if self.keep(Position::new(x, y), cell) {
                row.push(x);
            }
        }
        self.row(&row, y);
        let written = out.write_all(self.out.as_bytes());
        self.out.clear();
        written
    }

    fn place(&self, at: Position) -> Option<usize> {
        let inside = at.x < self.size.width && at.y < self.size.height;
        inside.then(|| usize::from(at.y) * usize::from(self.size.width) + usize::from(at.x))
    }

    /// Takes note of what a place is to show; false where there is no such place.
    fn keep(&mut self, at: Position, cell: &Cell) -> bool {
        let Some(place) = self.place(at) else { return false };
        let pen =
            Pen { fg: cell.fg, bg: cell.bg, line: cell.underline_color, modifier: cell.modifier };
        let symbol = self.harmless(cell.symbol());
        let wide = width::columns(&symbol) > 1 && at.x + 1 < self.size.width;
        self.cut(place);
        self.shown[place] = Shown::Cell(pen, symbol);
        if wide {
            self.cut(place + 1);
            self.shown[place + 1] = Shown::Half;
        }
        true
    }

    /// What is written over half of a wide character leaves nothing of it, and what terminals put in
    /// place of the other half differs: it is made blank.
    fn cut(&mut self, place: usize) {
        let half = |shown: Option<&Shown>| matches!(shown, Some(Shown::Half));
        let (left, right) = (half(self.shown.get(place)), half(self.shown.get(place + 1)));
        let left = place.checked_sub(1).filter(|_| left);
        for other in left.into_iter().chain(right.then_some(place + 1)) {
            self.shown[other] = Shown::Cell(Pen::default(), " ".to_owned());
            self.orphans.push(other);
        }
    }

    fn harmless(&self, symbol: &str) -> String {
        if symbol.is_empty() {
            return " ".to_owned();
        }
        if symbol.chars().any(char::is_control) {
            return "?".to_owned();
        }
        if self.ascii && !symbol.is_ascii() { ascii::ascii(symbol) } else { symbol.to_owned() }
    }

    /// Writes the changed places of one row.
    fn row(&mut self, changed: &[u16], y: u16) {
        let mut changed = changed.to_vec();
        let start = usize::from(y) * usize::from(self.size.width);
        let orphans = std::mem::take(&mut self.orphans).into_iter();
        changed.extend(orphans.filter_map(|place| u16::try_from(place.checked_sub(start)?).ok()));
        changed.sort_unstable();
        changed.dedup();
        let Some(last) = changed.last().copied() else { return };
        let blank = |painter: &Self, x: u16| matches!(painter.at_place(x, y), Shown::Cell(pen, symbol) if *pen == Pen::default() && symbol == " ");
        // All from here to the right edge is blank.
        let edge = (0..self.size.width).rev().find(|x| !blank(self, *x)).map_or(0, |x| x + 1);
        let mut at = 0;
        while let Some(x) = changed.get(at).copied() {
            let blanks = (x..=last).take_while(|x| blank(self, *x)).count();
            if blanks >= WORTH || (x >= edge && blanks > 3) {
                self.go(Position::new(x, y));
                self.take(Pen::default());
                if x >= edge {
                    self.out.push_str("\x1b[K");
                    return;
                }
                let _ = write!(self.out, "\x1b[{blanks}X");
                at += changed
                    .get(at..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|other| usize::from(**other - x) < blanks)
                    .count();
            } else {
                self.write(Position::new(x, y));
                at += 1;
            }
        }
    }

    fn at_place(&self, x: u16, y: u16) -> &Shown {
        let place = self.place(Position::new(x, y));
        place.and_then(|place| self.shown.get(place)).unwrap_or(&Shown::Unknown)
    }

    fn write(&mut self, at: Position) {
        let Shown::Cell(pen, symbol) = self.at_place(at.x, at.y).clone() else { return };
        self.go(at);
        self.take(pen);
        self.out.push_str(&symbol);
        let x = at.x + u16::try_from(width::columns(&symbol).max(1)).unwrap_or(1);
        // Where the cursor is after the last column, terminals do not agree.
        self.at = (x < self.size.width).then_some(Position { x, ..at });
    }

    /// Moves the cursor the cheapest way: over a short gap by writing again what stands there.
    fn go(&mut self, to: Position) {
        let from = self.at.replace(to);
        let Some(from) = from else { return self.go_absolutely(to) };
        if from == to {
            return;
        }
        if from.y == to.y && from.x < to.x {
            let mut again = String::new();
            let mut known = true;
            for x in from.x..to.x {
                match self.at_place(x, to.y) {
                    Shown::Cell(pen, symbol) if Some(*pen) == self.pen => again.push_str(symbol),
                    Shown::Half => {}
                    _ => known = false,
                }
            }
            let right = forward(to.x - from.x);
            // A wide character may begin before the gap.
            let whole = !matches!(self.at_place(from.x, to.y), Shown::Half);
            if known && whole && again.len() <= right.len() {
                self.out.push_str(&again);
            } else {
                self.out.push_str(&right);
            }
            return;
        }
        if to.y == from.y + 1 && to.x == 0 {
            return self.out.push_str("\r\n");
        }
        self.go_absolutely(to);
    }

    fn go_absolutely(&mut self, to: Position) {
        let _ = match (to.x, to.y) {
            (0, 0) => self.out.write_str("\x1b[H"),
            (0, y) => write!(self.out, "\x1b[{}H", y + 1),
            (x, y) => write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
        };
    }

    fn take(&mut self, pen: Pen) {
        let before = self.pen.replace(pen);
        if before == Some(pen) {
            return;
        }
        let anew = sgr(Pen::default(), pen);
        let anew = if anew.is_empty() { String::new() } else { format!("0;{anew}") };
        let change = before.map(|before| sgr(before, pen));
        let shorter = change.filter(|change| change.len() < anew.len()).unwrap_or(anew);
        let _ = write!(self.out, "\x1b[{shorter}m");
    }
}

fn forward(columns: u16) -> String {
    if columns == 1 { "\x1b[C".to_owned() } else { format!("\x1b[{columns}C") }
}

/// The parameters that make one pen of another; empty where they are alike.
fn sgr(from: Pen, to: Pen) -> String {
    let mut list = String::new();
    let mut add = |parameter: &str| {
        if !list.is_empty() {
            list.push(';');
        }
        list.push_str(parameter);
    };
    let weight = Modifier::BOLD | Modifier::DIM;
    let gone = from.modifier - to.modifier;
    let mut have = from.modifier;
    if gone.intersects(weight) {
        add("22");
        have -= weight;
    }
    for (modifier, on, off) in MODIFIERS {
        if gone.contains(*modifier) && !off.is_empty() {
            add(off);
        }
        if to.modifier.contains(*modifier) && !have.contains(*modifier) {
            add(on);
        }
    }
    for (old, new, base) in [(from.fg, to.fg, 30_u16), (from.bg, to.bg, 40)] {
        if old != new {
            add(&colour(new, base));
        }
    }
    if from.line != to.line {
        add(&colour(to.line, 50));
    }
    list
}

/// What switches each on and off; bold and dim go off together.
const MODIFIERS: &[(Modifier, &str, &str)] = &[
    (Modifier::BOLD, "1", ""),
    (Modifier::DIM, "2", ""),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// A colour of letters (base 30), ground (40) or underline (50).
fn colour(colour: Color, base: u16) -> String {
    let number = match colour {
        Color::Reset => return (base + 9).to_string(),
        // With colons: terminals that do not know it pass over it as a whole.
        Color::Rgb(r, g, b) if base == 50 => return format!("58:2::{r}:{g}:{b}"),
        Color::Indexed(number) if base == 50 => return format!("58:5:{number}"),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(number) => return format!("{};5;{number}", base + 8),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    match number {
        _ if base == 50 => format!("58:5:{number}"),
        0..=7 => (base + number).to_string(),
        _ => (base + 52 + number).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::*;

    fn screen(buffer: &Buffer) -> Vec<String> {
        let width = usize::from(buffer.area.width);
        let row = |cells: &[Cell]| {
            let mut row = String::new();
            let mut skip = 0;
            for cell in cells {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                row.push_str(cell.symbol());
                skip = width::columns(cell.symbol()).max(1) - 1;
            }
            row.trim_end().to_owned()
        };
        buffer.content.chunks(width).map(row).collect()
    }

    fn styles() -> impl Strategy<Value = Style> {
        prop_oneof![
            4 => Just(Style::new()),
            1 => Just(Style::new().bold().cyan()),
            1 => Just(Style::new().dim()),
            1 => Just(Style::new().underlined().light_red().on_blue()),
            1 => Just(Style::new().reversed().bold()),
            1 => Just(Style::new().fg(Color::Rgb(1, 2, 3)).italic()),
            1 => Just(Style::new().fg(Color::Indexed(200)).underline_color(Color::Red)),
        ]
    }

    fn frames() -> impl Strategy<Value = Vec<Vec<(u16, u16, String, Style)>>> {
        let words = "[a-c ]{1,12}|[ ]{1,30}|漢字|é+";
        let part = (0..30_u16, 0..6_u16, words, styles());
        prop::collection::vec(prop::collection::vec(part, 0..14), 1..8)
    }

    proptest! {
        #[test]
        fn the_terminal_shows_what_was_drawn(frames in frames()) {
            let size = Size { width: 30, height: 6 };
            let area = Rect::new(0, 0, size.width, size.height);
            let mut painter = Painter::new(false);
            painter.cleared(size);
            let mut terminal = vt100::Parser::new(
                std::num::NonZeroU16::new(6).unwrap(),
                std::num::NonZeroU16::new(30).unwrap(),
                0,
            );
            let mut before = Buffer::empty(area);
            for frame in frames {
                let mut now = Buffer::empty(area);
                // No part is drawn over another: half a wide character is nothing to show.
                let mut used = [[false; 30]; 6];
                for (x, y, text, style) in frame {
                    let end = usize::from(size.width).min(usize::from(x) + width::columns(&text));
                    let columns = usize::from(x)..end;
                    if used[usize::from(y)][columns.clone()].contains(&true) {
                        continue;
                    }
                    used[usize::from(y)][columns].fill(true);
                    now.set_stringn(x, y, &text, usize::from(size.width - x), style);
                }
                let mut out = Vec::new();
                let cells = before.diff(&now);
                painter.paint(cells.into_iter(), size, &mut out).unwrap();
                terminal.process(&out);
                let shown: Vec<String> =
                    terminal.screen().rows(0, 30).map(|row| row.trim_end().to_owned()).collect();
                prop_assert_eq!(shown, screen(&now), "{:?}", String::from_utf8_lossy(&out));
                for y in 0..6 {
                    for x in 0..30 {
                        let (cell, drawn) = (terminal.screen().cell(y, x).unwrap(), &now[(x, y)]);
                        if cell.is_wide_continuation() {
                            continue;
                        }
                        // Both at once that terminal does not know.
                        let weight = drawn.modifier & (Modifier::BOLD | Modifier::DIM);
                        if weight != Modifier::BOLD | Modifier::DIM {
                            prop_assert_eq!(cell.bold(), weight == Modifier::BOLD);
                            prop_assert_eq!(cell.dim(), weight == Modifier::DIM);
                        }
                        prop_assert_eq!(cell.underline(), drawn.modifier.contains(Modifier::UNDERLINED));
                        prop_assert_eq!(cell.inverse(), drawn.modifier.contains(Modifier::REVERSED));
                        prop_assert_eq!(cell.bgcolor() == vt100::Color::Default, drawn.bg == Color::Reset);
                        prop_assert_eq!(cell.fgcolor() == vt100::Color::Default, drawn.fg == Color::Reset);
                    }
                }
                before = now;
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a cell that went past the cleaning")]
    #[test]
    fn no_control_gets_past_and_gaps_are_bridged() {
        let size = Size { width: 20, height: 2 };
        let mut painter = Painter::new(false);
        painter.cleared(size);
        let mut paint = |cells: &[(u16, u16, &str)]| {
            let cells: Vec<(u16, u16, Cell)> = cells
                .iter()
                .map(|(x, y, symbol)| {
                    let mut cell = Cell::EMPTY;
                    cell.set_symbol(symbol);
                    (*x, *y, cell)
                })
                .collect();
            let mut out = Vec::new();
            let cells = cells.iter().map(|(x, y, cell)| (*x, *y, cell));
            painter.paint(cells, size, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(paint(&[(0, 0, "a"), (1, 0, "\x1b[2J"), (2, 0, "\u{9b}")]), "\x1b[H\x1b[ma??");
        assert_eq!(paint(&[(5, 0, "b"), (7, 0, "c")]), "  b c", "two bytes again, not a sequence");
        assert_eq!(paint(&[(0, 1, "d"), (19, 1, "e")]), "\r\nd\x1b[18Ce");
    }
}
