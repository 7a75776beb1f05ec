//! Writes a terminal's screen as an SVG: text stays text, every column in its place.

use std::fmt::Write;

/// Width and height of a cell and of the margin, in pixels, and where letters stand in a cell.
const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 12.0;
const BASELINE: f32 = 13.5;

const FOREGROUND: &str = "#d8dee4";
const BACKGROUND: &str = "#14181d";

/// The sixteen colours of the terminal in the picture: readable on the dark background.
const PALETTE: [&str; 16] = [
    "#3b4252", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#c9d1d9",
    "#8b949e", "#ffa198", "#a5f3b0", "#f2cc60", "#a5d6ff", "#e2c5ff", "#8ae6ed", "#ffffff",
];

/// What a run of cells looks like.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    underline: bool,
    /// Weight, slant and strength, as attributes of the text.
    letters: String,
}

/// One cell with text: its column, its width in columns, its text.
#[derive(Debug, Clone)]
struct Glyph {
    column: u16,
    width: u16,
    text: String,
    look: Look,
}

/// The whole screen as an SVG.
pub fn picture(terminal: &vt100::Parser) -> String {
    let screen = terminal.screen();
    let (rows, columns) = screen.size();
    let (rows, columns) = (u16::from(rows), u16::from(columns));
    let (width, height) = (x(columns) + MARGIN, y(rows) + MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         width=\"{width:.1}\" height=\"{height:.1}\" font-family=\"ui-monospace,'DejaVu Sans Mono',\
         Menlo,Consolas,monospace\" font-size=\"14\">\n\
         <title>copydesk on its sample desk</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    for row in 0..rows {
        let glyphs = glyphs(screen, row, columns);
        for run in glyphs.chunk_by(|a, b| a.look == b.look && touch(a, b)) {
            paint(&mut svg, row, run);
        }
        for run in glyphs.chunk_by(together) {
            letter(&mut svg, row, run);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn x(column: u16) -> f32 {
    MARGIN + f32::from(column) * CELL.0
}

fn y(row: u16) -> f32 {
    MARGIN + f32::from(row) * CELL.1
}

fn glyphs(screen: &vt100::Screen, row: u16, columns: u16) -> Vec<Glyph> {
    (0..columns)
        .filter_map(|column| Some((column, screen.cell(row, column)?)))
        .filter(|(_, cell)| !cell.is_wide_continuation())
        .map(|(column, cell)| Glyph {
            column,
            width: if cell.is_wide() { 2 } else { 1 },
            text: if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() },
            look: look(cell),
        })
        .collect()
}

fn look(cell: &vt100::Cell) -> Look {
    let (ink, paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
    let (ink, paper) = if cell.inverse() {
        (paper.unwrap_or(BACKGROUND.to_owned()), Some(ink.unwrap_or(FOREGROUND.to_owned())))
    } else {
        (ink.unwrap_or(FOREGROUND.to_owned()), paper)
    };
    let letters = [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.dim(), " opacity=\"0.7\""),
        (cell.italic(), " font-style=\"italic\""),
    ]
    .iter()
    .filter(|(set, _)| *set)
    .map(|(_, attribute)| *attribute)
    .collect();
    Look { ink, paper, underline: cell.underline(), letters }
}

/// `None` is the terminal's own.
fn colour(colour: vt100::Color) -> Option<String> {
    match colour {
        vt100::Color::Default => None,
        vt100::Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        vt100::Color::Idx(n) => Some(match n {
            0..16 => PALETTE[usize::from(n)].to_owned(),
            16..232 => {
                let level = |v: u8| if v == 0 { 0 } else { 55 + 40 * v };
                let n = n - 16;
                let (r, g, b) = (level(n / 36), level(n / 6 % 6), level(n % 6));
                format!("#{r:02x}{g:02x}{b:02x}")
            }
            232.. => {
                let grey = 8 + 10 * (n - 232);
                format!("#{grey:02x}{grey:02x}{grey:02x}")
            }
        }),
    }
}

fn touch(a: &Glyph, b: &Glyph) -> bool {
    a.column + a.width == b.column
}

/// Whether two cells are drawn as one piece of text: letters of one script side by side. Wide and
/// unusual characters stand alone, because fonts disagree about their widths.
fn together(a: &Glyph, b: &Glyph) -> bool {
    let blank = |g: &Glyph| g.text == " ";
    let plain = |g: &Glyph| g.width == 1 && g.text.is_ascii() && !blank(g);
    let word = |g: &Glyph| plain(g) || (is_right_to_left(g) && !blank(g));
    touch(a, b)
        && a.look == b.look
        && word(a)
        && word(b)
        && is_right_to_left(a) == is_right_to_left(b)
}

fn is_right_to_left(glyph: &Glyph) -> bool {
    glyph.text.chars().next().is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    )
}

/// The background and the underline of a run.
fn paint(svg: &mut String, row: u16, run: &[Glyph]) {
    let [first, .., last] = run else {
        if let [only] = run {
            paint(svg, row, &[only.clone(), only.clone()]);
        }
        return;
    };
    let (left, right) = (x(first.column), x(last.column + last.width));
    let (top, wide) = (y(row), right - left);
    if let Some(paper) = &first.look.paper {
        put(
            svg,
            format_args!(
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>",
                CELL.1
            ),
        );
    }
    if first.look.underline {
        put(
            svg,
            format_args!(
                "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"1\" fill=\"{}\"/>",
                top + BASELINE + 2.0,
                first.look.ink
            ),
        );
    }
}

/// The letters of a run. Right-to-left letters come from the terminal in the order of the screen
/// and go into the file in the order of the language: whoever shows the file turns them again.
fn letter(svg: &mut String, row: u16, run: &[Glyph]) {
    let [first, ..] = run else { return };
    let text: String = if is_right_to_left(first) {
        run.iter().rev().map(|glyph| glyph.text.as_str()).collect()
    } else {
        run.iter().map(|glyph| glyph.text.as_str()).collect()
    };
    if text.trim().is_empty() {
        return;
    }
    put(
        svg,
        format_args!(
            "<text x=\"{:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{}>{}</text>",
            x(first.column),
            y(row) + BASELINE,
            f32::from(columns(run)) * CELL.0,
            first.look.ink,
            first.look.letters,
            escaped(&text)
        ),
    );
}

fn columns(run: &[Glyph]) -> u16 {
    run.iter().map(|glyph| glyph.width).sum()
}

fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(svg, "{line}").expect("a String takes everything");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
