//! Turns text into glyphs: what is drawn, where it stands and how wide it is, nothing hidden.

use std::{borrow::Cow, collections::VecDeque};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{
    TextRange,
    invisible::{
        VOWEL_SEPARATOR, is_break_only, is_honest, is_invisible, is_mongolian, is_tag_flag,
    },
};

/// Stands for what draws nothing by itself: one column in every terminal (its width is not
/// "ambiguous" as that of U+FFFD is).
pub const MARK: &str = "▯";

/// Combining marks drawn on one base; more are left out.
pub const MOST_MARKS: usize = 8;

/// Characters drawn in one place; the longest emoji sequence in use has ten.
const LONGEST: usize = 32;

/// One drawable unit: a grapheme, where it stands and how wide it is. A grapheme wider than two
/// columns, or one that hides something, is several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'a> {
    pub range: TextRange,
    /// What to draw: the grapheme, or its stand-in ([`super::clean::glyph`]).
    pub text: Cow<'a, str>,
    /// 1 or 2.
    pub columns: u8,
}

/// The glyphs of a range of cleaned text, in logical order. Line breaks are left out, and so are
/// soft hyphens.
pub fn glyphs(text: &str, range: TextRange) -> Vec<Glyph<'_>> {
    each(text, range).collect()
}

/// [`glyphs`], one after the other.
pub fn each(text: &str, range: TextRange) -> Glyphs<'_> {
    let rest = range.of(text);
    // A part of a text looks as it does in the whole: what is honest there may stand at its ends.
    let before = text.get(..range.start()).and_then(|before| before.chars().next_back());
    let after = text.get(range.end()..).and_then(|after| after.chars().next());
    Glyphs { rest, at: range.start(), before, after, ready: VecDeque::new() }
}

/// The iterator behind [`each`].
pub struct Glyphs<'a> {
    rest: &'a str,
    /// Where `rest` starts in the text.
    at: usize,
    /// The last character seen, where it matters what it was.
    before: Option<char>,
    /// What follows the range in the text.
    after: Option<char>,
    ready: VecDeque<Glyph<'a>>,
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    fn next(&mut self) -> Option<Glyph<'a>> {
        loop {
            if let Some(glyph) = self.ready.pop_front() {
                return Some(glyph);
            }
            // Between two plain characters there is always a boundary; only elsewhere is it sought.
            if let [b' '..=b'~'] | [b' '..=b'~', b' '..=b'~', ..] = self.rest.as_bytes() {
                self.before = None;
                let (start, letter) = self.take(1)?;
                let range = TextRange::new(start, start + 1);
                return Some(Glyph { range, text: Cow::Borrowed(letter), columns: 1 });
            }
            let (start, grapheme) = self.take(self.next_len()?)?;
            if !grapheme.ends_with('\n') {
                let around = (self.before, self.rest.chars().next().or(self.after));
                draw(grapheme, start, around, &mut self.ready);
            }
            self.before = grapheme.chars().next_back();
        }
    }
}

impl<'a> Glyphs<'a> {
    /// The bytes of the next grapheme, with a vowel separator that belongs to its letter, although that
    /// makes a grapheme of its own.
    fn next_len(&self) -> Option<usize> {
        let grapheme = self.rest.graphemes(true).next()?;
        let mut behind = self.rest.get(grapheme.len()..).unwrap_or_default().chars();
        let is_of_letter = behind.next() == Some(VOWEL_SEPARATOR)
            && grapheme.chars().next_back().is_some_and(is_mongolian)
            && behind.next().or(self.after).is_some_and(is_mongolian);
        Some(grapheme.len() + if is_of_letter { VOWEL_SEPARATOR.len_utf8() } else { 0 })
    }

    fn take(&mut self, len: usize) -> Option<(usize, &'a str)> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        let start = self.at;
        self.rest = rest;
        self.at += len;
        Some((start, taken))
    }
}

/// Columns as ratatui counts them for one cell: `unicode-width`, and one for each half-width sound
/// mark.
pub fn cell(text: &str) -> usize {
    let sounds = text.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    text.width() + sounds
}

/// The picture of a control character: Control Pictures for C0 and DEL, U+FFFD for C1.
pub fn control_picture(c: char) -> Option<char> {
    match u32::from(c) {
        n @ 0..0x20 => char::from_u32(0x2400 + n),
        0x7f => Some('␡'),
        0x80..0xa0 => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

/// The characters just before and after a grapheme.
type Around = (Option<char>, Option<char>);

/// Adds the glyphs of one grapheme that starts at `start`.
fn draw<'a>(grapheme: &'a str, start: usize, around: Around, out: &mut VecDeque<Glyph<'a>>) {
    let end = start + grapheme.len();
    let mut add = |from: usize, to: usize, text: Cow<'a, str>, columns: usize| {
        let columns = if columns == 2 { 2 } else { 1 };
        out.push_back(Glyph { range: TextRange::new(from, to), text, columns });
    };
    if let Some(columns) = columns_of_a_letter(grapheme) {
        return add(start, end, Cow::Borrowed(grapheme), columns);
    }
    if is_tag_flag(grapheme) {
        return add(start, end, Cow::Borrowed(grapheme), cell(grapheme));
    }
    let seen = Seen::of(grapheme, around);
    let visible_end = seen.hidden.first().map_or(end, |at| start + at);
    match seen.pieces() {
        Pieces::None => {}
        Pieces::Whole(columns) if seen.text == grapheme => {
            add(start, end, Cow::Borrowed(grapheme), columns);
        }
        Pieces::Whole(columns) => add(start, visible_end, Cow::Owned(seen.text), columns),
        Pieces::Bare => add(start, visible_end, Cow::Owned(format!("◌{}", seen.text)), 1),
        Pieces::Unfit => return add(start, end, Cow::Borrowed(MARK), 1),
        Pieces::Many(pieces) => return add_pieces(&pieces, start, end, &seen.hidden, &mut add),
    }
    if visible_end < end {
        add(visible_end, end, Cow::Borrowed(MARK), 1);
    }
}

/// Adds the pieces of a grapheme that ends at `end`, each with a mark where something hides in it: drawn
/// alone at the beginning of a row it has one too.
fn add_pieces<'a>(
    pieces: &[Piece<'_>],
    start: usize,
    end: usize,
    hidden: &[usize],
    add: &mut impl FnMut(usize, usize, Cow<'a, str>, usize),
) {
    let ends = pieces.iter().skip(1).map(|piece| start + piece.at);
    for (piece, to) in pieces.iter().zip(ends.chain([end])) {
        let from = start + piece.at;
        let hides = hidden.iter().map(|at| start + at).find(|at| (from..to).contains(at));
        let seen = hides.unwrap_or(to);
        add(from, seen, Cow::Owned(piece.text.to_owned()), piece.columns);
        if seen < to {
            add(seen, to, Cow::Borrowed(MARK), 1);
        }
    }
}

/// The columns of a grapheme that is one visible character: nearly all are.
fn columns_of_a_letter(grapheme: &str) -> Option<usize> {
    let mut chars = grapheme.chars();
    let c = chars.next().filter(|c| chars.next().is_none() && !c.is_control())?;
    Some(cell(grapheme)).filter(|columns| matches!(columns, 1..=2) && !is_invisible(c))
}

/// What can be seen of a grapheme.
struct Seen {
    text: String,
    /// Where each character with a width starts: in the grapheme, in `text`.
    bases: Vec<(usize, usize)>,
    characters: usize,
    /// Where hidden characters stood in the grapheme.
    hidden: Vec<usize>,
}

impl Seen {
    fn of(grapheme: &str, (before, after): Around) -> Self {
        let mut seen =
            Self { text: String::new(), bases: Vec::new(), characters: 0, hidden: Vec::new() };
        let mut last = before;
        let mut kept = false;
        let mut marks = 0;
        let mut chars = grapheme.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let follows = next.or(after);
            let previous = last.replace(c);
            if is_invisible(c) {
                kept = kept && previous.is_some_and(|p| is_honest(c, p, next));
                if kept {
                    seen.push(c);
                } else if !is_break_only(c, previous, follows) {
                    seen.hidden.push(at);
                }
                continue;
            }
            kept = true;
            let c = control_picture(c).unwrap_or(c);
            if c.width() == Some(0) {
                marks += 1;
                if marks <= MOST_MARKS {
                    seen.push(c);
                } else {
                    // What follows is judged by what is left, or cleaning again would judge anew.
                    last = previous;
                }
            } else {
                marks = 0;
                seen.bases.push((at, seen.text.len()));
                seen.push(c);
            }
        }
        seen
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.characters += 1;
    }

    fn pieces(&self) -> Pieces<'_> {
        match cell(&self.text) {
            _ if self.text.is_empty() => Pieces::None,
            // Without its hidden part it falls apart, or has no base to stand on.
            _ if self.hides_base_or_joint() => Pieces::Unfit,
            0 => {
                let on_circle = format!("◌{}", self.text);
                let fits = cell(&on_circle) == 1 && is_one(&on_circle);
                if fits { Pieces::Bare } else { Pieces::Unfit }
            }
            columns @ 1..=2 if self.characters <= LONGEST => Pieces::Whole(columns),
            columns => self.split(columns).map_or(Pieces::Unfit, Pieces::Many),
        }
    }

    fn hides_base_or_joint(&self) -> bool {
        self.hidden.first().is_some_and(|at| *at == 0 || !is_one(&self.text))
    }

    /// Cuts before every character that has a width of its own; nothing where the pieces would not
    /// add up to the columns of the whole, or would leave a joiner that joins nothing.
    fn split(&self, columns: usize) -> Option<Vec<Piece<'_>>> {
        let mut pieces = Vec::with_capacity(self.bases.len());
        let mut from = (0, 0);
        let ends = self.bases.iter().skip(1).copied();
        for to in ends.chain([(usize::MAX, self.text.len())]) {
            let text = self.text.get(from.1..to.1)?;
            if joins_nothing(text) {
                return None;
            }
            pieces.push(Piece { at: from.0, text, columns: cell(text) });
            from = to;
        }
        let whole = pieces.iter().map(|piece| piece.columns).sum::<usize>() == columns;
        let narrow = pieces.iter().all(|piece| matches!(piece.columns, 1..=2));
        (whole && narrow).then_some(pieces)
    }
}

fn is_one(text: &str) -> bool {
    text.graphemes(true).nth(1).is_none()
}

/// Whether `text` ends in a joiner that only a following emoji would excuse.
fn joins_nothing(text: &str) -> bool {
    let mut chars = text.chars().rev();
    let last = chars.next();
    last == Some('\u{200d}') && !chars.next().is_some_and(|c| is_honest('\u{200d}', c, None))
}

struct Piece<'a> {
    /// Where it starts in the grapheme.
    at: usize,
    text: &'a str,
    columns: usize,
}

enum Pieces<'a> {
    /// Nothing is seen.
    None,
    Whole(usize),
    /// Marks without a base.
    Bare,
    /// No way to draw it in its columns.
    Unfit,
    Many(Vec<Piece<'a>>),
}
