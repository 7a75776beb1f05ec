//! Writes what has changed on the screen in few bytes, and nothing but the sequences named here: whatever a cell
//! holds, no control of a stranger gets past.

mod pen;

use std::{
    fmt::Write as _,
    io::{self, Write},
    ops::Range,
};

use compact_str::CompactString;
use ratatui::{
    buffer::Cell,
    layout::{Position, Size},
};

use self::pen::{Pen, sgr};
use crate::text::{ascii, width};

/// What a place of the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Shown {
    #[default]
    Unknown,
    Cell(Pen, CompactString),
    /// The right half of a wide character, or another part.
    Half,
}

impl Shown {
    fn is_blank(&self) -> bool {
        matches!(self, Self::Cell(_, symbol) if symbol == " ")
    }

    fn may_drift(&self) -> bool {
        matches!(self, Self::Cell(_, symbol) if may_drift(symbol))
    }
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
    /// Whether the cursor may be further right than it was counted.
    drifted: bool,
}

/// Rows that the terminal moves.
#[derive(Debug)]
struct Band {
    rows: Range<u16>,
    up: bool,
}

/// Rows that are worth a scrolling region.
const FEWEST_ROWS: usize = 4;

const LINE_FEED: char = '\n';

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
        self.shown = vec![Shown::Cell(Pen::default(), CompactString::const_new(" ")); cells];
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
        // Rows that change: as they are, later as they are to be.
        let mut rows: Vec<(u16, Vec<Shown>)> = Vec::new();
        // The row of the last one, and where the columns that it takes end.
        let mut taken = (0, 0);
        for (x, y, cell) in cells {
            // The library also gives the blanks behind some emoji, which are the emoji's own.
            if taken.0 == y && x < taken.1 {
                continue;
            }
            if y < self.size.height && rows.last().is_none_or(|(last, _)| *last != y) {
                rows.push((y, self.row_of(y).to_vec()));
            }
            taken = (y, x.saturating_add(self.keep(Position::new(x, y), cell)));
        }
        for (y, row) in &mut rows {
            let span = self.span(*y);
            self.shown.get_mut(span).unwrap_or_default().swap_with_slice(row);
        }
        if let Some(band) = self.band(&rows) {
            for y in band.rows.clone() {
                if let Err(at) = rows.binary_search_by_key(&y, |(y, _)| *y) {
                    rows.insert(at, (y, self.row_of(y).to_vec()));
                }
            }
            self.scroll(&band);
        }
        for (y, row) in rows {
            let drifts = self.row_of(y).iter().chain(&row).any(Shown::may_drift);
            let pairs = self.row_of(y).iter().zip(&row);
            let changed = (0..).zip(pairs).filter(|(_, (old, new))| old != new);
            let changed: Vec<u16> = changed.map(|(x, _)| x).collect();
            let span = self.span(y);
            self.shown.splice(span, row);
            if changed.is_empty() {
                continue;
            }
            if drifts { self.row_anew(y) } else { self.row(&changed, y) }
        }
        let written = out.write_all(self.out.as_bytes());
        self.out.clear();
        written
    }

    /// The places of a row.
    fn span(&self, y: u16) -> Range<usize> {
        let width = usize::from(self.size.width);
        usize::from(y) * width..(usize::from(y) + 1) * width
    }

    fn row_of(&self, y: u16) -> &[Shown] {
        self.shown.get(self.span(y)).unwrap_or_default()
    }

    /// The rows that are to move up or down by one, where it is worth it to have the terminal move them.
    fn band(&self, rows: &[(u16, Vec<Shown>)]) -> Option<Band> {
        [true, false].into_iter().find_map(|up| {
            let is_moved = |(y, row): &&(u16, Vec<Shown>)| {
                let from = if up { y.checked_add(1) } else { y.checked_sub(1) };
                from.filter(|y| *y < self.size.height).is_some_and(|y| self.row_of(y) == row)
            };
            let moved: Vec<u16> = rows.iter().filter(is_moved).map(|(y, _)| *y).collect();
            let (first, last) = (*moved.first()?, *moved.last()?);
            let rows = if up { first..last + 2 } else { first - 1..last + 1 };
            let enough = moved.len() >= FEWEST_ROWS && moved.len() * 2 > rows.len();
            enough.then_some(Band { rows, up })
        })
    }

    /// Has the terminal move rows by one, the one that comes in being blank: by a line feed at the end of a
    /// scrolling region or a reverse one at its beginning, which the oldest terminals know.
    fn scroll(&mut self, band: &Band) {
        let Range { start, end } = band.rows.clone();
        self.take(Pen::default());
        let _ = write!(self.out, "\x1b[{};{}r", start + 1, end);
        if band.up {
            let _ = write!(self.out, "\x1b[{end}H{LINE_FEED}");
        } else {
            let _ = write!(self.out, "\x1b[{}H\x1bM", start + 1);
        }
        self.out.push_str("\x1b[r");
        self.at = None;
        let width = usize::from(self.size.width);
        let places = self.span(start).start..self.span(end).start;
        if let Some(places) = self.shown.get_mut(places) {
            let blank = Shown::Cell(Pen::default(), CompactString::const_new(" "));
            if band.up {
                places.rotate_left(width);
                let new = places.len() - width;
                places[new..].fill(blank);
            } else {
                places.rotate_right(width);
                places[..width].fill(blank);
            }
        }
    }

    fn place(&self, at: Position) -> Option<usize> {
        let inside = at.x < self.size.width && at.y < self.size.height;
        inside.then(|| usize::from(at.y) * usize::from(self.size.width) + usize::from(at.x))
    }

    /// Takes note of what a place is to show; returns the columns of that.
    fn keep(&mut self, at: Position, cell: &Cell) -> u16 {
        let Some(place) = self.place(at) else { return 0 };
        let pen =
            Pen { fg: cell.fg, bg: cell.bg, line: cell.underline_color, modifier: cell.modifier };
        let symbol = self.harmless(cell.symbol());
        let most = self.size.width - at.x;
        let taken = u16::try_from(width::columns(&symbol)).unwrap_or(most).min(most);
        let columns = usize::from(taken);
        if matches!(&self.shown[place], Shown::Cell(old, there) if *old == pen && *there == symbol)
        {
            return taken;
        }
        self.cut(place);
        self.shown[place] = Shown::Cell(pen, symbol);
        for right in place + 1..place + columns {
            self.cut(right);
            self.shown[right] = Shown::Half;
        }
        taken
    }

    /// What is written over part of a wide character leaves nothing of it, and what terminals put in
    /// place of the rest differs: it is made blank.
    fn cut(&mut self, place: usize) {
        let is_part = |at: usize| matches!(self.shown.get(at), Some(Shown::Half));
        let first = (0..=place).rev().find(|at| !is_part(*at)).unwrap_or(place);
        let end =
            (place + 1..self.shown.len()).find(|at| !is_part(*at)).unwrap_or(self.shown.len());
        for other in (first..end).filter(|other| *other != place) {
            self.shown[other] = Shown::Cell(Pen::default(), CompactString::const_new(" "));
        }
    }

    fn harmless(&self, symbol: &str) -> CompactString {
        if symbol.is_empty() {
            return CompactString::const_new(" ");
        }
        if symbol.chars().any(char::is_control) {
            return CompactString::const_new("?");
        }
        if self.ascii && !symbol.is_ascii() { ascii::ascii(symbol).into() } else { symbol.into() }
    }

    /// Writes the changed places of one row.
    fn row(&mut self, changed: &[u16], y: u16) {
        let changed = self.with_reached(changed, y);
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

    /// Writes a whole row that has, or had, clusters of letters of which terminals do not agree how wide they are. First
    /// the ground; then each run of words, which flows as the terminal likes and covers nothing but ground; the next one
    /// stands where it belongs. What comes too long is cut at the edge of the screen.
    fn row_anew(&mut self, y: u16) {
        let width = self.size.width;
        self.out.push_str("\x1b[?7l");
        self.at = None;
        self.go(Position::new(0, y));
        for x in 0..width {
            // A part of a character has the pen of its first column.
            if let Shown::Cell(pen, _) = self.at_place(x, y) {
                self.take(*pen);
            }
            self.out.push(' ');
        }
        self.at = None;
        let mut x = 0;
        while x < width {
            let blanks = (x..width).take_while(|x| self.at_place(*x, y).is_blank()).count();
            let blanks = u16::try_from(blanks).unwrap_or(width);
            // One blank belongs to the run of words that it stands in.
            if blanks == 0 || (blanks == 1 && self.at == Some(Position::new(x, y))) {
                self.write(Position::new(x, y));
            }
            x += blanks.max(1);
        }
        self.out.push_str("\x1b[?7h");
        self.at = None;
    }

    /// With the columns that a character written before them may reach, where terminals do not agree on how
    /// wide it is.
    fn with_reached(&self, changed: &[u16], y: u16) -> Vec<u16> {
        let (mut all, mut reach) = (Vec::with_capacity(changed.len()), 0);
        for x in changed.first().copied().unwrap_or(self.size.width)..self.size.width {
            if x < reach || changed.binary_search(&x).is_ok() {
                all.push(x);
                if let Shown::Cell(_, symbol) = self.at_place(x, y)
                    && is_doubtful(symbol)
                {
                    let most = 2 * u16::try_from(symbol.chars().count()).unwrap_or(u16::MAX / 2);
                    reach = reach.max(x.saturating_add(most).saturating_add(1));
                }
            }
        }
        all
    }

    fn at_place(&self, x: u16, y: u16) -> &Shown {
        let place = self.place(Position::new(x, y));
        place.and_then(|place| self.shown.get(place)).unwrap_or(&Shown::Unknown)
    }

    fn write(&mut self, at: Position) {
        let Shown::Cell(pen, symbol) = self.at_place(at.x, at.y).clone() else { return };
        self.go(at);
        self.take(pen);
        let columns = u16::try_from(width::columns(&symbol).max(1)).unwrap_or(1);
        if is_doubtful(&symbol) {
            // All its columns are blank under it, and where the cursor is after it is not relied on.
            let _ = write!(self.out, "\x1b[{columns}X");
            self.out.push_str(&symbol);
            self.at = None;
            return;
        }
        self.out.push_str(&symbol);
        self.drifted |= may_drift(&symbol);
        let x = at.x + columns;
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
        if self.drifted {
            return self.go_absolutely(to);
        }
        if from.y == to.y && from.x < to.x {
            let mut again = String::new();
            let mut known = true;
            for x in from.x..to.x {
                match self.at_place(x, to.y) {
                    Shown::Cell(pen, symbol) if Some(*pen) == self.pen && !is_doubtful(symbol) => {
                        again.push_str(symbol);
                    }
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
        self.drifted = false;
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

/// Whether terminals do not agree on the columns of a cell that is a picture: sequences of emoji, emoji that are new,
/// the replacement character.
fn is_doubtful(symbol: &str) -> bool {
    let first = symbol.chars().next().unwrap_or(' ');
    let joins = |c: char| matches!(c, '\u{200d}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}');
    matches!(first, '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
        || !first.is_alphabetic() && symbol.chars().any(joins)
}

/// Whether terminals do not agree on the columns of a cluster of letters. What stands after it in the same run is
/// left to follow it: put back by a column, it would cover a vowel.
fn may_drift(symbol: &str) -> bool {
    symbol.chars().skip(1).any(|c| !is_plain_mark(c))
}

/// Combining marks of Latin, Greek, Cyrillic, Hebrew, Arabic, Thai and Lao, and the general ones: terminals draw
/// them over what stands before.
fn is_plain_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb1}'..='\u{ebc}' | '\u{ec8}'..='\u{ecd}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20f0}')
}

fn forward(columns: u16) -> String {
    if columns == 1 { "\x1b[C".to_owned() } else { format!("\x1b[{columns}C") }
}

#[cfg(test)]
mod tests;
