//! Article text with its marks: names by kind, hits of the search, the place of the cursor, and
//! above all else what is watched.

use ratatui::{style::Style, text::Span};

use crate::{
    analysis::Mention,
    app::{App, Loaded},
    text::{Glyph, TextRange, bidi, glyphs},
};

/// The spans of one wrapped row in the order of the screen, and their columns.
pub(super) fn spans(
    app: &App,
    loaded: &Loaded,
    row: TextRange,
    base: Style,
    rtl: bool,
) -> (Vec<Span<'static>>, usize) {
    let line = line(app, loaded, row, rtl);
    let columns = line.iter().map(|glyph| glyph.columns as usize).sum();
    let marks = Marks::of(app, loaded, row);
    (join(&line, |at| marks.style(base, at)), columns)
}

/// The byte of the text that is drawn at a column of a wrapped row.
pub(super) fn offset_at(
    app: &App,
    loaded: &Loaded,
    row: TextRange,
    rtl: bool,
    column: usize,
) -> Option<usize> {
    let mut end = 0;
    line(app, loaded, row, rtl).iter().find_map(|glyph| {
        end += usize::from(glyph.columns);
        (column < end).then_some(glyph.range.start())
    })
}

/// The glyphs of a row in the order of the screen.
fn line<'a>(app: &App, loaded: &'a Loaded, row: TextRange, rtl: bool) -> Vec<Glyph<'a>> {
    let text = &loaded.article.text;
    let line = glyphs(text, row);
    if app.reorders() && !row.of(text).is_ascii() { bidi::visual(line, rtl) } else { line }
}

/// Joins glyphs of one style into one span.
fn join(line: &[Glyph<'_>], style: impl Fn(usize) -> Style) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = (String::new(), Style::default());
    for glyph in line {
        let style = style(glyph.range.start());
        if style != run.1 && !run.0.is_empty() {
            spans.push(Span::styled(std::mem::take(&mut run.0), run.1));
        }
        run.1 = style;
        run.0.push_str(&glyph.text);
    }
    spans.push(Span::styled(run.0, run.1));
    spans
}

/// The marks that touch one row, the weakest first.
struct Marks(Vec<(TextRange, Style)>);

impl Marks {
    fn of(app: &App, loaded: &Loaded, row: TextRange) -> Self {
        let mentions = &loaded.analysis.mentions;
        let first = mentions.partition_point(|m| m.range.end() <= row.start());
        let mut marks: Vec<(TextRange, Style)> = mentions
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|m| m.range.start() < row.end())
            .map(|m| (m.range, mention(app, m)))
            .collect();
        let from = app.hits.partition_point(|hit| hit.end() <= row.start());
        let hits = app.hits.get(from..).unwrap_or_default().iter();
        marks.extend(
            hits.take_while(|hit| hit.start() < row.end()).map(|hit| (*hit, app.theme.hit)),
        );
        let spot = app.spot_range();
        marks.extend(spot.map(|spot| (spot, app.theme.current)));
        let watched = app.watching.hits();
        let from = watched.partition_point(|hit| hit.range.end() <= row.start());
        marks.extend(
            (watched.get(from..).unwrap_or_default().iter())
                .take_while(|hit| hit.range.start() < row.end())
                // The cursor must be seen where it is on just this.
                .filter(|hit| spot.is_none_or(|spot| is_beside_or_inside(hit.range, spot)))
                .map(|hit| (hit.range, app.theme.watch(hit.watch.color.as_deref()))),
        );
        Self(marks)
    }

    fn style(&self, base: Style, at: usize) -> Style {
        self.0
            .iter()
            .filter(|(range, _)| range.contains_offset(at))
            .fold(base, |style, (_, mark)| style.patch(*mark))
    }
}

/// A name looks like its kind; one that the reader was on has no colour any more.
fn mention(app: &App, mention: &Mention) -> Style {
    let style = app.theme.kind(mention.kind);
    let seen =
        app.selected().is_some_and(|doc| app.visited.contains(&(doc, mention.range.start())));
    if seen && app.spot_range() != Some(mention.range) {
        Style { fg: app.theme.text.fg, ..style }
    } else {
        style
    }
}

/// Whether `range` is no part of the spot, or only a part of it.
fn is_beside_or_inside(range: TextRange, spot: TextRange) -> bool {
    !spot.intersects(range) || (spot.contains(range) && spot != range)
}
