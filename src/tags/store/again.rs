//! Reads of a changed tags file only the articles around the change: where two copies of the program save
//! in turn, each would else read thousands of articles again for one decision of the other.
//!
//! TOML is a language of lines and tables: what begins and ends where tables of articles do can be read by
//! itself. Wherever that is not plainly so, the whole is to be read.

use std::ops::Range;

use toml_edit::Document as Parsed;

use super::{
    document::{Document, Pieces},
    section,
};
use crate::article::ArticleId;

/// Bytes compared at once.
const STEP: usize = 4 << 10;

/// Where each article begins in the text of a file, in its order; empty where something else stands
/// between them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Places {
    starts: Vec<(usize, ArticleId)>,
}

impl Places {
    pub fn push(&mut self, start: usize, id: ArticleId) {
        self.starts.push((start, id));
    }

    /// The articles of which the text may have changed, and some beside them; `None` where it may be more
    /// than articles.
    fn around(&self, change: &Change) -> Option<Range<usize>> {
        let first = self.starts.partition_point(|(start, _)| *start <= change.same_before);
        let after = self.starts.partition_point(|(start, _)| *start < change.same_after);
        // What touches a border may belong to either side. The first article is left with what stands
        // above it, the last with what stands below.
        let range = first.checked_sub(2)?..after + 1;
        (range.start > 0 && range.end < self.starts.len()).then_some(range)
    }
}

/// How an old text differs from a new one.
struct Change {
    /// Bytes at the beginning of both.
    same_before: usize,
    /// Where in the old text the rest is again that of the new one.
    same_after: usize,
}

impl Change {
    fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let same_before = common(old.iter(), new.iter(), old.chunks(STEP), new.chunks(STEP));
        let most = old.len().min(new.len()) - same_before;
        let ends = (old.iter().rev(), new.iter().rev());
        let same = common(ends.0, ends.1, old.rchunks(STEP), new.rchunks(STEP)).min(most);
        Self { same_before, same_after: old.len() - same }
    }
}

/// How many elements in a row are the same, seen in steps first.
fn common<'t>(
    old: impl Iterator<Item = &'t u8>,
    new: impl Iterator<Item = &'t u8>,
    old_steps: impl Iterator<Item = &'t [u8]>,
    new_steps: impl Iterator<Item = &'t [u8]>,
) -> usize {
    let steps = old_steps.zip(new_steps).take_while(|(a, b)| a == b && a.len() == STEP).count();
    let skipped = steps * STEP;
    skipped + old.zip(new).skip(skipped).take_while(|(a, b)| a == b).count()
}

/// What the file says now that `old`, which `document` was read from, has become `new`; `None` where the
/// whole is to be read.
pub(super) fn read_again(mut document: Document, old: &str, new: &str) -> Option<Document> {
    let change = Change::between(old, new);
    let range = document.places.around(&change)?;
    let (start, _) = *document.places.starts.get(range.start)?;
    let (old_end, _) = *document.places.starts.get(range.end)?;
    let end = new.len().checked_sub(old.len() - old_end)?;
    let middle = new.get(start..end)?;
    let parsed = Parsed::parse(middle).ok()?;
    let table = parsed.as_table();
    if table.iter().any(|(key, _)| key != "article") {
        return None;
    }
    let articles = table.get("article").map(toml_edit::Item::as_array_of_tables);
    let articles = articles.map_or(Some(Vec::new()), |list| Some(list?.iter().collect()))?;
    let pieces = Pieces::split(middle, &parsed);
    if !pieces.head.trim().is_empty() || !pieces.tail.trim().is_empty() {
        return None;
    }
    let changed = document.places.starts.get(range.clone())?.to_vec();
    for (_, id) in changed {
        document.forget_only(id)?;
    }
    let mut places = Vec::new();
    for ((table, raw), at) in articles.into_iter().zip(pieces.articles).zip(pieces.starts) {
        let (id, record) = section::read(table).ok()?;
        places.push((start + at, id));
        document.add_only(id, record, raw)?;
    }
    let after = range.end;
    for (place, _) in document.places.starts.get_mut(after..)? {
        *place = (*place + new.len()).checked_sub(old.len())?;
    }
    document.places.starts.splice(range, places);
    Some(document)
}
