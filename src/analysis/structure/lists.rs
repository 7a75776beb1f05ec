//! Finds lists and tables in lines: bullets, numbers that count up, columns, runs of short lines.

use super::{Line, is_bullet, line::runs, signs};
use crate::article::BlockKind;

/// Short lines below a colon that make a list.
const BELOW_COLON: usize = 3;
/// Short lines in a row that make a list by themselves.
const ALONE: usize = 5;

/// Rows of tables; lines of columns without a neighbour are menus.
pub fn mark_tables(lines: &mut [Line<'_>]) {
    let columns: Vec<usize> = lines.iter().map(columns).collect();
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, l)| l.open) {
        let own = columns.get(at).copied().unwrap_or(0);
        let same = |other: Option<usize>| {
            let other = other.and_then(|at| columns.get(at)).copied().unwrap_or(0);
            own >= 2 && other >= 2 && own.abs_diff(other) <= 1
        };
        if same(at.checked_sub(1)) || same(Some(at + 1)) {
            line.become_kind(BlockKind::ListItem);
        } else if own >= 3 && line.leftover && line.words <= 14 && line.text.contains(" | ") {
            line.become_kind(BlockKind::Boilerplate);
        }
    }
}

/// Columns of a row in a table written with bars or wide gaps, else 0.
fn columns(line: &Line<'_>) -> usize {
    let barred = || line.text.contains('|') && line.text.split(" | ").take(4).count() > 3;
    if !line.open || line.text.len() > 400 || (signs::is_ended(line.text) && !barred()) {
        return 0;
    }
    let bars = line.text.trim_matches('|').split('|').count();
    let gaps = line.text.split("   ").filter(|cell| !cell.trim().is_empty()).count();
    let tabs = line.text.split('\t').count();
    match (bars, gaps.max(tabs)) {
        (2.., _) if line.text.contains(" | ") || line.text.starts_with('|') => bars,
        (_, 3..) => gaps.max(tabs),
        _ => 0,
    }
}

/// Short lines that stand there three times and more are no text of the article.
pub fn mark_refrains(lines: &mut [Line<'_>]) {
    let refrain = |l: &Line<'_>| l.is_unended() && l.words <= 8;
    let mut texts: Vec<&str> = lines.iter().filter(|l| refrain(l)).map(|l| l.text).collect();
    texts.sort_unstable();
    let often: Vec<&str> = (texts.chunk_by(|a, b| a == b))
        .filter(|same| same.len() >= 3)
        .filter_map(|same| same.first().copied())
        .collect();
    if often.is_empty() {
        return;
    }
    for at in 1..lines.len() {
        let text = |at: usize| lines.get(at).is_some_and(Line::is_text);
        let amid = text(at - 1) && text(at + 1);
        let known = |l: &&mut Line<'_>| refrain(l) && often.binary_search(&l.text).is_ok();
        if let Some(line) = lines.get_mut(at).filter(|l| amid && known(l)) {
            line.become_kind(BlockKind::Boilerplate);
        }
    }
}

/// Lines that begin with a bullet, or with numbers that count up; short lines below a colon.
pub fn mark(lines: &mut [Line<'_>]) {
    let numbers: Vec<Option<u32>> = lines.iter().map(|l| item_number(l.text)).collect();
    let bullets: Vec<bool> = lines.iter().map(|l| l.plain && has_bullet(l.text)).collect();
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, l)| l.leftover && l.plain) {
        let number = numbers.get(at).copied().flatten();
        let near = |other: Option<usize>, step: i64| {
            let other = other.and_then(|o| numbers.get(o).copied().flatten());
            matches!((number, other), (Some(n), Some(o)) if i64::from(o) - i64::from(n) == step)
        };
        let counted = near(at.checked_sub(1), -1) || near(Some(at + 1), 1);
        let is_bulleted = |at: Option<usize>| at.and_then(|at| bullets.get(at)) == Some(&true);
        let alone = !is_bulleted(at.checked_sub(1)) && !is_bulleted(Some(at + 1));
        // A long sentence behind a lone dash is a paragraph.
        let dash = line.text.starts_with(['-', '*']);
        let paragraph = dash && alone && line.words > 20 && signs::is_ended(line.text);
        if counted || (is_bulleted(Some(at)) && !paragraph) {
            line.become_kind(BlockKind::ListItem);
        }
    }
    mark_below_colon(lines);
    mark_bare(lines);
}

fn has_bullet(line: &str) -> bool {
    line.starts_with(is_bullet)
        || line.starts_with('・')
        || line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("** ")
}

/// Short lines without an end, below one that ends in a colon.
fn mark_below_colon(lines: &mut [Line<'_>]) {
    let short: Vec<bool> = lines.iter().map(Line::is_unended).collect();
    for run in runs(&short).filter(|run| run.len() >= BELOW_COLON) {
        let above = run.start.checked_sub(1).and_then(|at| lines.get(at));
        if above.is_some_and(|l| l.text.ends_with([':', '：']) && l.is_text()) {
            for line in lines.get_mut(run).into_iter().flatten() {
                line.become_kind(BlockKind::ListItem);
            }
        }
    }
}

/// Many lines in a row that look like headings are a list, but for those above and amid it that
/// head it.
fn mark_bare(lines: &mut [Line<'_>]) {
    let short: Vec<bool> = lines.iter().map(Line::is_unended).collect();
    let title = lines.iter().position(|l| l.kind == BlockKind::Heading);
    for run in runs(&short) {
        let day = run.start.checked_sub(1).and_then(|at| lines.get(at));
        if day.is_some_and(|l| l.kind == BlockKind::Heading && !l.leftover && l.words == 1) {
            for line in lines.get_mut(run).into_iter().flatten() {
                line.become_kind(BlockKind::ListItem);
            }
            continue;
        }
        if run.len() < ALONE {
            continue;
        }
        let (first, last, all) = (run.start, run.end - 1, lines.len());
        let of = |at: usize| lines.get(at).is_some_and(|l| is_item_like(l.text));
        let items = run.clone().filter(|at| of(*at)).count();
        let clear = items * 2 > run.len();
        let heads: Vec<bool> = run
            .clone()
            .map(|at| {
                let text = lines.get(at).map_or("", |l| l.text);
                let plain = !of(at);
                let edge = at <= first + 1 || at == last;
                Some(at) == title
                    || is_shouted(text)
                    || (clear
                        && plain
                        && (edge && at + 1 < all || text.split_whitespace().count() <= 2))
                    || (!clear && at <= first && plain)
            })
            .collect();
        for (line, head) in lines.get_mut(run).into_iter().flatten().zip(heads) {
            if !head {
                line.become_kind(BlockKind::ListItem);
            }
        }
    }
}

/// Begins with a digit or a small letter, or is made of parts.
fn is_item_like(text: &str) -> bool {
    text.starts_with(|c: char| c.is_numeric() || c.is_lowercase())
        || text.contains([',', ';', '('])
        || text.contains(|c: char| c.is_numeric())
}

fn is_shouted(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// `3. …`, `3) …`
pub fn item_number(line: &str) -> Option<u32> {
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let marked = rest.starts_with(". ") || rest.starts_with(") ");
    if marked { line.get(..digits)?.parse().ok() } else { None }
}
