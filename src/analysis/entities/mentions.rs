//! Gathers the mentions of an article from the tagger and from the rules.

use std::cell::RefCell;

use super::{clusters::Found, tagger::Tagger};
use crate::{
    analysis::{Block, EntityKind, Sentence, dates, rules},
    article::BlockKind,
    text::TextRange,
};

thread_local! {
    /// What it remembers makes the next article faster, and changes nothing else.
    static TAGGER: RefCell<Tagger<'static>> = RefCell::new(Tagger::embedded());
}

/// All mentions, in order, not overlapping, each inside one sentence. Boilerplate has none.
pub fn find(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    context: dates::Context,
) -> Vec<Found> {
    let ranges: Vec<TextRange> = (sentences.iter())
        .filter(|s| blocks.get(s.block as usize).is_some_and(|b| b.kind != BlockKind::Boilerplate))
        .map(|s| s.range)
        .collect();
    let mut found: Vec<Found> = Vec::new();
    let mut finder = dates::Finder::new(text, context);
    for range in &ranges {
        found.extend(by_rule(text, *range, &mut finder));
    }
    if ranges.is_empty() {
        return found;
    }
    let names = TAGGER.with_borrow_mut(|tagger| tagger.names(text, &ranges));
    found.extend(names.iter().map(|n| Found { range: n.range, kind: n.kind, norm: None }));
    without_overlaps(found)
}

fn by_rule(
    text: &str,
    range: TextRange,
    finder: &mut dates::Finder<'_>,
) -> impl Iterator<Item = Found> + use<> {
    let dates = finder.find(range).into_iter().map(|d| Found {
        range: d.range,
        kind: EntityKind::Date,
        norm: d.norm,
    });
    let others = rules::find(text, range).into_iter().map(|r| Found {
        range: r.range,
        kind: r.kind,
        norm: r.norm,
    });
    dates.chain(others).filter(move |f| !f.range.is_empty() && range.contains(f.range))
}

/// The longer of two that overlap stays; of two as long, the one found by rule.
fn without_overlaps(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (f.range.start(), std::cmp::Reverse(f.range.len()), f.kind.is_name()));
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        while kept.last().is_some_and(|last| {
            last.range.intersects(next.range) && last.range.len() < next.range.len()
        }) {
            kept.pop();
        }
        if !kept.last().is_some_and(|last| last.range.intersects(next.range)) {
            kept.push(next);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_of_two_that_overlap_stays() {
        let found =
            |start, end, kind| Found { range: TextRange::new(start, end), kind, norm: None };
        let (name, date) = (EntityKind::Event, EntityKind::Date);
        for (given, expected) in [
            (vec![found(0, 3, date), found(0, 9, name)], vec![(0, 9)]),
            (vec![found(0, 9, date), found(4, 7, name)], vec![(0, 9)]),
            (vec![found(0, 5, name), found(3, 9, date)], vec![(3, 9)]),
            (vec![found(0, 3, date), found(3, 5, name)], vec![(0, 3), (3, 5)]),
        ] {
            let kept: Vec<(usize, usize)> =
                without_overlaps(given).iter().map(|f| (f.range.start(), f.range.end())).collect();
            assert_eq!(kept, expected);
        }
        let same = without_overlaps(vec![found(0, 3, name), found(0, 3, date)]);
        assert_eq!(same.iter().map(|f| f.kind).collect::<Vec<_>>(), [date]);
    }
}
