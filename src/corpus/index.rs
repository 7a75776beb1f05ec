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

/// Entity to articles, with the number of mentions in each. The same whatever the order in which
/// the articles came.
#[derive(Debug, Default)]
pub struct EntityIndex {
    entries: HashMap<EntityKey, Entry>,
}

/// One entity over the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name as it is most often written; of equals, the first by its letters.
    pub name: String,
    /// Articles in order, and their mentions.
    pub articles: Vec<(DocId, u32)>,
    /// The ways the name is written in, and their mentions.
    spellings: Vec<(String, u32)>,
}

impl Entry {
    /// Mentions in all articles.
    pub fn mentions(&self) -> u32 {
        self.articles.iter().fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    fn take(&mut self, doc: DocId, name: &str, mentions: u32) {
        // Articles mostly come in order, so that the place is at the end.
        let at = self.articles.partition_point(|(other, _)| *other < doc);
        match self.articles.get_mut(at).filter(|(other, _)| *other == doc) {
            Some((_, count)) => *count = count.saturating_add(mentions),
            None => self.articles.insert(at, (doc, mentions)),
        }
        match self.spellings.iter_mut().find(|(spelling, _)| spelling == name) {
            Some((_, count)) => *count = count.saturating_add(mentions),
            None => self.spellings.push((name.to_owned(), mentions)),
        }
        let best = self.spellings.iter().max_by(|(a, m), (b, n)| m.cmp(n).then_with(|| b.cmp(a)));
        if let Some((best, _)) = best.filter(|(best, _)| *best != self.name) {
            self.name.clone_from(best);
        }
    }
}

impl EntityIndex {
    /// Takes the names (not dates, sums, addresses) of an analysed article. An article is taken
    /// once.
    pub fn insert(&mut self, doc: DocId, analysis: &Analysis) {
        for entity in analysis.entities.iter().filter(|e| e.kind.is_name()) {
            let mentions = u32::try_from(entity.mentions.len()).unwrap_or(u32::MAX);
            let entry = self.entries.entry(EntityKey::new(&entity.name, entity.kind)).or_default();
            entry.take(doc, &entity.name, mentions);
        }
    }

    pub fn get(&self, key: &EntityKey) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// The articles that mention an entity, in order.
    pub fn articles(&self, key: &EntityKey) -> Vec<DocId> {
        self.get(key).map_or_else(Vec::new, |e| e.articles.iter().map(|(doc, _)| *doc).collect())
    }

    /// All entities, in no order; see [`EntityIndex::by_count`].
    pub fn iter(&self) -> impl Iterator<Item = (&EntityKey, &Entry)> {
        self.entries.iter()
    }

    /// All entities: those in the most articles first, then with the most mentions, then by name.
    pub fn by_count(&self) -> Vec<(&EntityKey, &Entry)> {
        let mut all: Vec<_> = self.entries.iter().collect();
        all.sort_by_cached_key(|(key, entry)| {
            let counts = (entry.articles.len(), entry.mentions());
            (std::cmp::Reverse(counts), *key)
        });
        all
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Entity;

    fn analysis(names: &[(&str, EntityKind, u32)]) -> Analysis {
        let entity = |(name, kind, mentions): &(&str, EntityKind, u32)| Entity {
            name: (*name).to_owned(),
            kind: *kind,
            mentions: (0..*mentions).collect(),
        };
        Analysis { entities: names.iter().map(entity).collect(), ..Analysis::default() }
    }

    fn index(order: &[u32]) -> EntityIndex {
        use EntityKind::{Date, Person, Place};
        let mut index = EntityIndex::default();
        for doc in order {
            index.insert(
                DocId(*doc),
                &match doc {
                    0 => analysis(&[("HARBOUR", Place, 1), ("Ada Lind", Person, 2)]),
                    1 => analysis(&[("Harbour", Place, 3), ("2023", Date, 9)]),
                    _ => analysis(&[("harbour", Place, 1), ("Harbour", Place, 1)]),
                },
            );
        }
        index
    }

    #[test]
    fn the_index_is_the_same_in_any_order_of_coming() {
        let told = |index: &EntityIndex| -> Vec<(String, Vec<(u32, u32)>)> {
            let articles = |entry: &Entry| entry.articles.iter().map(|(d, n)| (d.0, *n)).collect();
            index.by_count().iter().map(|(_, e)| (e.name.clone(), articles(e))).collect()
        };
        let expected = [
            ("Harbour".to_owned(), vec![(0, 1), (1, 3), (2, 2)]),
            ("Ada Lind".to_owned(), vec![(0, 2)]),
        ];
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            assert_eq!(told(&index(&order)), expected, "{order:?}");
        }
    }

    #[test]
    fn an_entity_leads_to_its_articles() {
        let index = index(&[2, 1, 0]);
        let key = EntityKey::new("Harbour", EntityKind::Place);
        assert_eq!(index.articles(&key), [DocId(0), DocId(1), DocId(2)]);
        assert_eq!(index.get(&key).map(Entry::mentions), Some(6));
        assert!(index.articles(&EntityKey::new("Harbour", EntityKind::Person)).is_empty());
    }
}
