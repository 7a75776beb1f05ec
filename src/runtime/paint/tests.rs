//! What is painted is what a terminal then shows.

use proptest::prelude::*;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

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
        let (mut painter, mut terminal) = blank(30, 6);
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

/// Rows of a list under a title, a window on which is moved and one of which is selected.
fn list(lines: &[String], top: usize, selected: usize) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 10));
    buffer.set_string(0, 0, format!("{selected} of {}", lines.len()), Style::new().bold());
    for (y, (number, line)) in (1..9).zip(lines.iter().enumerate().skip(top)) {
        let selected = number == selected;
        let style = if selected { Style::new().reversed() } else { Style::new().cyan() };
        buffer.set_stringn(0, y, if selected { ">" } else { " " }, 1, Style::new());
        buffer.set_stringn(2, y, line, 28, style);
    }
    buffer.set_string(0, 9, "hint", Style::new());
    buffer
}

proptest! {
    #[test]
    fn a_list_that_is_moved_is_shown_as_drawn(
        lines in prop::collection::vec("[a-c ]{1,40}|漢字é{3,9}|", 9..30),
        steps in prop::collection::vec((0..3_usize, 0..3_usize), 1..20),
    ) {
        let size = Size { width: 30, height: 10 };
        let (mut painter, mut terminal) = blank(30, 10);
        let mut before = Buffer::empty(Rect::new(0, 0, 30, 10));
        let (mut top, mut selected) = (0, 0);
        for (down, select) in steps {
            top = (top + down).saturating_sub(1).min(lines.len() - 8);
            selected = (selected + select).saturating_sub(1).clamp(top, top + 7);
            let now = list(&lines, top, selected);
            let mut out = Vec::new();
            painter.paint(before.diff(&now).into_iter(), size, &mut out).unwrap();
            terminal.process(&out);
            let shown: Vec<String> =
                terminal.screen().rows(0, 30).map(|row| row.trim_end().to_owned()).collect();
            prop_assert_eq!(shown, screen(&now), "{:?}", String::from_utf8_lossy(&out));
            for y in 0..10 {
                for x in 0..30 {
                    let (cell, drawn) = (terminal.screen().cell(y, x).unwrap(), &now[(x, y)]);
                    if !cell.is_wide_continuation() {
                        prop_assert_eq!(cell.inverse(), drawn.modifier.contains(Modifier::REVERSED));
                        prop_assert_eq!(cell.fgcolor() == vt100::Color::Default, drawn.fg == Color::Reset);
                    }
                }
            }
            before = now;
        }
    }
}

#[test]
fn a_list_that_moves_by_a_row_is_not_written_again() {
    let size = Size { width: 30, height: 10 };
    let lines: Vec<String> = (0..20).map(|n| format!("the title of article {n}")).collect();
    let mut painter = Painter::new(false);
    painter.cleared(size);
    let mut before = Buffer::empty(Rect::new(0, 0, 30, 10));
    let mut bytes = [(0, 4), (1, 5), (0, 4)].map(|(top, selected)| {
        let now = list(&lines, top, selected);
        let mut out = Vec::new();
        painter.paint(before.diff(&now).into_iter(), size, &mut out).unwrap();
        before = now;
        out.len()
    });
    assert!(bytes[0] > 200, "{bytes:?}");
    bytes.sort_unstable();
    assert!(bytes[1] < 140, "{bytes:?}");
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

/// A terminal that counts every part of an emoji, and shows nothing for some characters, as this one does.
#[test]
fn what_terminals_measure_otherwise_moves_nothing_else() {
    let size = Size { width: 30, height: 1 };
    let (mut painter, mut terminal) = blank(30, 1);
    let mut before = Buffer::empty(Rect::new(0, 0, 30, 1));
    for (text, seen) in [
        ("a plain line before it    end", "end"),
        ("a 👨\u{200d}👩\u{200d}👧 family and more  end", "family and more  end"),
        ("a 👨\u{200d}👩\u{200d}👧 family gone      end", "family gone      end"),
        ("a \u{fffd}\u{fffd}\u{fffd} cut   and more  end", "cut   and more  end"),
        ("a 1\u{fe0f}\u{20e3} 🇮🇶 x         end", "x         end"),
        ("b 1\u{fe0f}\u{20e3} 🇮🇶 x         end", "x         end"),
        ("short", "short"),
    ] {
        let mut now = Buffer::empty(Rect::new(0, 0, 30, 1));
        now.set_string(0, 0, text, Style::new());
        let mut out = Vec::new();
        painter.paint(before.diff(&now).into_iter(), size, &mut out).unwrap();
        terminal.process(&out);
        let row = terminal.screen().rows(0, 30).next().unwrap();
        let at = |row: &str| row.split_once(seen).map(|(before, _)| width::columns(before));
        assert!(row.trim_end().ends_with(seen), "{row:?} {:?}", String::from_utf8_lossy(&out));
        let column = (0..30).find(|x| {
            seen.starts_with(terminal.screen().cell(0, *x).unwrap().contents())
                && (*x..30).zip(seen.chars()).all(|(x, c)| {
                    let cell = terminal.screen().cell(0, x).unwrap();
                    cell.contents() == c.to_string() || (c == ' ' && cell.contents().is_empty())
                })
        });
        assert_eq!(column.map(usize::from), at(text), "{row:?}");
        before = now;
    }
}

/// Letters that terminals measure otherwise: none is lost, none of another row stays, and what stands behind blanks
/// is in its place.
#[test]
fn clusters_of_letters_are_whole_and_push_nothing_aside() {
    let (mut painter, mut terminal) = blank(40, 1);
    let size = Size { width: 40, height: 1 };
    let mut before = Buffer::empty(Rect::new(0, 0, 40, 1));
    for (words, pane) in [
        ("abcdefghijklmnopqrstuvwxyz", "│beside it"),
        ("प्रधानमंत्री ने कहा", "│beside it"),
        ("ab ക്ഷേമം വാർത്ത ধা cd", "│besides"),
        ("ab ক্ষেমം வார்த்த ধা ce", "│besides"),
        ("a plain row", "│त्री beside"),
        ("a plain row", "│beside it"),
    ] {
        for style in [Style::new(), Style::new().reversed()] {
            let mut now = Buffer::empty(Rect::new(0, 0, 40, 1));
            now.set_string(0, 0, words, style);
            now.set_string(28, 0, pane, Style::new());
            let mut out = Vec::new();
            painter.paint(before.diff(&now).into_iter(), size, &mut out).unwrap();
            terminal.process(&out);
            let row = terminal.screen().rows(0, 40).next().unwrap();
            let (left, _) = row.split_once('│').unwrap();
            assert_eq!(left.trim_end(), words, "{:?}", String::from_utf8_lossy(&out));
            assert!(row.trim_end().ends_with(pane), "{row:?}");
            assert_eq!(terminal.screen().cell(0, 28).unwrap().contents(), "│", "{row:?}");
            before = now;
        }
    }
}

fn blank(columns: u16, rows: u16) -> (Painter, vt100::Parser) {
    let mut painter = Painter::new(false);
    painter.cleared(Size { width: columns, height: rows });
    let nonzero = |number| std::num::NonZeroU16::new(number).unwrap();
    (painter, vt100::Parser::new(nonzero(rows), nonzero(columns), 0))
}

/// The library also gives the blank behind such an emoji, where something else stood.
#[test]
fn an_emoji_stays_where_letters_were() {
    let area = Rect::new(0, 0, 20, 1);
    let mut painter = Painter::new(false);
    painter.cleared(area.as_size());
    let mut before = Buffer::empty(area);
    for text in
        ["I loved that, you", "I love ❤\u{fe0f} you", "I love that you", "☀\u{fe0f}⚠\u{fe0f} love"]
    {
        let mut now = Buffer::empty(area);
        now.set_string(0, 0, text, Style::new());
        let mut out = Vec::new();
        painter.paint(before.diff(&now).into_iter(), area.as_size(), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        for emoji in text.split_inclusive('\u{fe0f}').filter(|part| part.ends_with('\u{fe0f}')) {
            let emoji: String =
                emoji.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(out.contains(&emoji), "{emoji}: {out:?}");
        }
        let shown: Vec<&Shown> = painter.row_of(0).iter().collect();
        let halves = shown.iter().filter(|shown| matches!(shown, Shown::Half)).count();
        assert_eq!(halves, text.matches('\u{fe0f}').count());
        before = now;
    }
}
