//! One row of the screen, put together from left to right and never wider than it may be.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::{
    app::{App, Target},
    text::{TextRange, bidi, clean, glyphs, width},
};

/// A row being put together. All text goes through [`clean::line`].
#[derive(Debug)]
pub(super) struct Row {
    spans: Vec<Span<'static>>,
    used: usize,
    max: usize,
    /// What can be pointed at: from a column up to another.
    targets: Vec<(usize, usize, Target)>,
}

impl Row {
    pub fn new(max: usize) -> Self {
        Self { spans: Vec::new(), used: 0, max, targets: Vec::new() }
    }

    pub fn left(&self) -> usize {
        self.max - self.used
    }

    pub fn used(&self) -> usize {
        self.used
    }

    /// Adds text, cut with an ellipsis where it does not fit.
    pub fn put(&mut self, text: &str, style: Style) -> &mut Self {
        let text = clean::line(text);
        let text = width::truncate(&text, self.left()).into_owned();
        self.used += width::columns(&text);
        self.spans.push(Span::styled(text, style));
        self
    }

    /// Adds text only where all of it fits; says whether it did.
    pub fn put_whole(&mut self, text: &str, style: Style) -> bool {
        let fits = width::columns(&clean::line(text)) <= self.left();
        if fits {
            self.put(text, style);
        }
        fits
    }

    /// Adds spans that were made of glyphs and are `columns` wide.
    pub fn put_spans(&mut self, spans: Vec<Span<'static>>, columns: usize) -> &mut Self {
        self.used = (self.used + columns).min(self.max);
        self.spans.extend(spans);
        self
    }

    /// Fills with spaces up to column `to`.
    pub fn pad_to(&mut self, to: usize) -> &mut Self {
        let by = to.min(self.max).saturating_sub(self.used);
        self.used += by;
        self.spans.push(Span::raw(" ".repeat(by)));
        self
    }

    /// Says what the columns from `from` to here are.
    pub fn mark(&mut self, from: usize, target: Target) -> &mut Self {
        self.targets.push((from, self.used, target));
        self
    }

    /// What is at a column.
    pub fn target(&self, column: usize) -> Option<&Target> {
        let there = |(from, to, _): &&(usize, usize, Target)| (*from..*to).contains(&column);
        self.targets.iter().find(there).map(|(.., target)| target)
    }

    /// Draws the row at the top of `area` with `style` under all of it.
    pub fn draw(self, area: Rect, style: Style, buffer: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        buffer.set_line(area.x, area.y, &Line::from(self.spans), area.width);
        buffer.set_style(Rect { height: 1, ..area }, style);
    }
}

/// The `n`th row of an area, from 0; empty where there is none.
pub(super) fn nth(area: Rect, n: usize) -> Rect {
    let n = u16::try_from(n).unwrap_or(u16::MAX);
    if n >= area.height {
        return Rect::ZERO;
    }
    Rect { y: area.y + n, height: 1, ..area }
}

/// A line in the order in which the terminal is to show it.
pub(super) fn visual<'a>(app: &App, line: &'a str) -> Cow<'a, str> {
    if line.is_ascii() || !app.reorders() {
        return Cow::Borrowed(line);
    }
    let line = clean::line(line);
    let row = glyphs(&line, TextRange::new(0, line.len()));
    let shown = bidi::visual(row, bidi::is_rtl(&line));
    Cow::Owned(shown.iter().map(|glyph| glyph.text.as_ref()).collect())
}
