//! Teasers of other stories on a page: headings with a name or a time below each, but no text.

use super::{Line, signs};
use crate::article::BlockKind;

/// Fewer may be an article's own headings.
const FEWEST: usize = 3;
/// Lines below a teaser, at most.
const BELOW: usize = 3;

pub fn mark(lines: &mut [Line<'_>]) {
    let small = |line: &Line<'_>| {
        matches!(line.kind, BlockKind::Byline | BlockKind::Dateline)
            || line.kind == BlockKind::ListItem
                && matches!(signs::kind(line.text), Some(BlockKind::Byline | BlockKind::Dateline))
    };
    let mut teasers = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let below = lines.iter().skip(at + 1).take_while(|l| small(l)).count();
        let next = lines.get(at + 1 + below).map(|l| l.kind);
        let over = matches!(next, None | Some(BlockKind::Heading | BlockKind::Boilerplate));
        if line.kind == BlockKind::Heading && (1..=BELOW).contains(&below) && over {
            teasers.push(at..=at + below);
        }
        at += below + 1;
    }
    if teasers.len() < FEWEST {
        return;
    }
    for line in teasers.into_iter().flatten() {
        if let Some(line) = lines.get_mut(line) {
            line.become_kind(BlockKind::Boilerplate);
        }
    }
}
