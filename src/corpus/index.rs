//! Every name of the desk and the articles that mention it.

use std::collections::HashMap;

use super::DocId;
use crate::analysis::{Analysis, EntityKind};

/// The same name and kind is the same entity across articles. The name is folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityKey {
    pub name: String,
    pub kind: EntityKind,
}

impl EntityKey {
    pub fn new(name: &str, kind: EntityKind) -> Self {
        Self { name: crate::text::fold::fold(name), kind }
    }
}

/// Entity to articles, with the number of mentions in each.
#[derive(Debug, Default)]
pub struct EntityIndex {
    entries: HashMap<EntityKey, Entry>,
}

/// One entity over the desk.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// The name as it is most often written.
    pub name: String,
    /// Articles in the order they were analysed, and their mentions.
    pub articles: Vec<(DocId, u32)>,
}

impl EntityIndex {
    /// Takes the names (not dates, sums, addresses) of an analysed article. An article is taken
    /// once.
    pub fn insert(&mut self, doc: DocId, analysis: &Analysis) {
        for entity in analysis.entities.iter().filter(|e| e.kind.is_name()) {
            let entry = self.entries.entry(EntityKey::new(&entity.name, entity.kind)).or_default();
            if entry.name.is_empty() {
                entry.name.clone_from(&entity.name);
            }
            let mentions = u32::try_from(entity.mentions.len()).unwrap_or(u32::MAX);
            match entry.articles.last_mut() {
                Some((last, count)) if *last == doc => *count += mentions,
                _ => entry.articles.push((doc, mentions)),
            }
        }
    }

    pub fn get(&self, key: &EntityKey) -> Option<&Entry> {
        self.entries.get(key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&EntityKey, &Entry)> {
        self.entries.iter()
    }
}
