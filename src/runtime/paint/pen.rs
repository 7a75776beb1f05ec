//! How a cell is painted, and what changes one way into another.

use ratatui::style::{Color, Modifier};

/// How a cell is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    pub fg: Color,
    pub bg: Color,
    pub line: Color,
    pub modifier: Modifier,
}

/// The parameters that make one pen of another; empty where they are alike.
pub(super) fn sgr(from: Pen, to: Pen) -> String {
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
