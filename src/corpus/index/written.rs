//! What queries ask of the names: by the way in which they are written, and as they were found.

use super::EntityIndex;
use crate::{
    analysis::EntityKind,
    corpus::{DocId, DocSet},
};

impl EntityIndex {
    /// The articles with a name that `is_meant` as it is written there.
    pub fn written(&self, is_meant: impl Fn(&str, EntityKind) -> bool) -> DocSet {
        let kind = |entry: u32| self.entries.get(entry as usize).map(|(key, _)| key.kind);
        let spellings = self.spellings.all.iter();
        let meant: Vec<bool> = spellings
            .map(|(name, entry)| kind(*entry).is_some_and(|kind| is_meant(name, kind)))
            .collect();
        let is_meant = |(spelling, _): &(u32, u32)| meant.get(*spelling as usize) == Some(&true);
        let shown = self.shown.iter().filter(|(_, counts)| counts.0.iter().any(is_meant));
        shown.map(|(doc, _)| *doc).collect()
    }

    /// The articles whose names are in part not those that were found, with these as they were.
    pub fn found_otherwise(&self) -> impl Iterator<Item = (DocId, &str, EntityKind)> {
        self.found.iter().flat_map(move |(doc, counts)| {
            counts.0.iter().filter_map(move |(spelling, _)| {
                let (name, entry) = self.spellings.all.get(*spelling as usize)?;
                Some((*doc, &**name, self.entries.get(*entry as usize)?.0.kind))
            })
        })
    }
}
