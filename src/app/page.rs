//! The text pane's rows: an article wrapped to a width, with repeats and posts folded away.

use crate::{
    article::BlockKind,
    corpus::DocId,
    text::{TextRange, bidi, wrap},
};

use super::event::Loaded;

/// What a page was laid out for; another key means another layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageKey {
    pub doc: DocId,
    pub columns: usize,
    pub unfolded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRow {
    Blank,
    Text {
        range: TextRange,
        kind: BlockKind,
        rtl: bool,
    },
    /// `blocks` folded blocks, the first of this kind; `range` is all they hide.
    Folded {
        kind: BlockKind,
        blocks: usize,
        range: TextRange,
    },
}

impl PageRow {
    pub fn range(self) -> Option<TextRange> {
        match self {
            Self::Blank => None,
            Self::Text { range, .. } | Self::Folded { range, .. } => Some(range),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Page {
    pub key: PageKey,
    pub rows: Vec<PageRow>,
}

impl Page {
    pub fn lay_out(key: PageKey, loaded: &Loaded) -> Self {
        let text = &loaded.article.text;
        let mut rows: Vec<PageRow> = Vec::new();
        let mut previous = None;
        for block in &loaded.analysis.blocks {
            if block.kind.is_folded() && !key.unfolded {
                fold_into(&mut rows, block.kind, block.range);
                previous = None;
                continue;
            }
            let tight = is_tight(previous) && is_tight(Some(block.kind));
            if !tight && !rows.is_empty() {
                rows.push(PageRow::Blank);
            }
            previous = Some(block.kind);
            let rtl = bidi::is_rtl(block.range.of(text));
            rows.extend(
                wrap::wrap(text, block.range, key.columns).into_iter().map(|range| PageRow::Text {
                    range,
                    kind: block.kind,
                    rtl,
                }),
            );
        }
        Self { key, rows }
    }

    /// The row that shows a byte of the text, or the last one before it.
    pub fn row_of(&self, offset: usize) -> usize {
        let mut best = 0;
        for (at, row) in self.rows.iter().enumerate() {
            match row.range() {
                Some(range) if range.start() > offset => break,
                Some(_) => best = at,
                None => {}
            }
        }
        best
    }

    /// The first byte of the text shown at or after a row.
    pub fn offset_of(&self, row: usize) -> usize {
        self.rows.get(row..).unwrap_or_default().iter().find_map(|r| r.range()).map_or_else(
            || self.rows.iter().rev().find_map(|r| r.range()).map_or(0, TextRange::start),
            TextRange::start,
        )
    }
}

/// List items and by-lines follow each other without a blank row.
fn is_tight(kind: Option<BlockKind>) -> bool {
    matches!(kind, Some(BlockKind::ListItem | BlockKind::Byline | BlockKind::Dateline))
}

fn fold_into(rows: &mut Vec<PageRow>, kind: BlockKind, range: TextRange) {
    if let Some(PageRow::Folded { blocks, range: hidden, .. }) = rows.last_mut() {
        *blocks += 1;
        *hidden = TextRange::new(hidden.start(), range.end());
        return;
    }
    if !rows.is_empty() {
        rows.push(PageRow::Blank);
    }
    rows.push(PageRow::Folded { kind, blocks: 1, range });
}
