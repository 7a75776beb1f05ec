//! Styles of a theme as the sequences of a terminal, for text that is printed, not drawn.

use ratatui::style::{Color, Modifier, Style};

/// The sequence that starts a style; [`END`] ends it. Empty for a style that changes nothing.
pub fn start(style: Style) -> String {
    let mut codes: Vec<String> = Vec::new();
    let attributes = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
    ];
    for (modifier, code) in attributes {
        if style.add_modifier.contains(modifier) {
            codes.push(code.to_owned());
        }
    }
    codes.extend(style.fg.map(|color| code(color, 30)));
    codes.extend(style.bg.map(|color| code(color, 40)));
    if codes.is_empty() { String::new() } else { format!("\u{1b}[{}m", codes.join(";")) }
}

pub const END: &str = "\u{1b}[0m";

/// A colour as parameters; `base` is 30 for the text, 40 for what is behind it.
fn code(color: Color, base: u8) -> String {
    let plain = |n: u8| (base + n).to_string();
    let bright = |n: u8| (base + 60 + n).to_string();
    match color {
        Color::Reset => plain(9),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_becomes_one_sequence() {
        let plain = Style::new();
        for (style, expected) in [
            (plain, ""),
            (plain.bold().underlined(), "\u{1b}[1;4m"),
            (plain.fg(Color::Cyan).bg(Color::Rgb(1, 2, 3)), "\u{1b}[36;48;2;1;2;3m"),
            (plain.fg(Color::LightRed), "\u{1b}[91m"),
            (plain.fg(Color::Indexed(200)).dim(), "\u{1b}[2;38;5;200m"),
        ] {
            assert_eq!(start(style), expected);
        }
    }
}
