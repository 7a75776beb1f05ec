//! Every name of the desk and the articles that mention it, as the reader has corrected them; what
//! was found is kept beside it, so that a correction needs no text.

mod written;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::DocId;
use crate::analysis::{Analysis, Entity, EntityKind};

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

/// One entity over the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name as it is most often written; of equals, the first by its letters.
    pub name: String,
    /// Articles in order, and their mentions.
    pub articles: Vec<(DocId, u32)>,
    /// The ways the name is written in, and their mentions.
    spellings: Vec<(u32, u32)>,
}

impl Entry {
    /// Mentions in all articles.
    pub fn mentions(&self) -> u32 {
        self.articles.iter().fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }
}

/// The names of one article and how often it mentions them: numbers of spellings, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(Box<[(u32, u32)]>);

/// What becomes of a name that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes<'a> {
    AsFound,
    Nothing,
    Name(&'a str, EntityKind),
}

/// Entity to articles, with the number of mentions in each. The same whatever the order in which
/// the articles came.
#[derive(Debug, Default)]
pub struct EntityIndex {
    /// By number; one that has lost all its articles stays as a place without any.
    entries: Vec<(EntityKey, Entry)>,
    numbers: HashMap<EntityKey, u32>,
    spellings: Spellings,
    /// What counts.
    shown: HashMap<DocId, Counts>,
    /// What was found, where that is not what counts.
    found: HashMap<DocId, Counts>,
}

/// Every way a name is written, once.
#[derive(Debug, Default)]
struct Spellings {
    /// With the number of the entity.
    all: Vec<(Arc<str>, u32)>,
    numbers: HashMap<EntityKind, HashMap<Arc<str>, u32>>,
}

/// What is added to entities (by number) and spellings (by number).
#[derive(Debug, Default)]
struct Change {
    articles: BTreeMap<u32, Vec<(DocId, i64)>>,
    spellings: BTreeMap<u32, i64>,
}

impl Change {
    fn add(&mut self, spellings: &Spellings, doc: DocId, counts: &Counts, sign: i64) {
        for (spelling, count) in &counts.0 {
            let by = sign * i64::from(*count);
            let entry = spellings.all[*spelling as usize].1;
            self.articles.entry(entry).or_default().push((doc, by));
            *self.spellings.entry(*spelling).or_default() += by;
        }
    }
}

impl EntityIndex {
    /// Takes the names (not dates, sums, addresses) of an analysed article. An article is taken
    /// once.
    pub fn insert(&mut self, doc: DocId, analysis: &Analysis) {
        let counts = self.counts_of(&analysis.entities);
        self.replace(vec![(doc, counts)]);
    }

    /// Keeps what was found in an article that is in the index.
    pub fn keep_found(&mut self, doc: DocId, found: &[Entity]) {
        let counts = self.counts_of(found);
        if self.shown.get(&doc) == Some(&counts) {
            self.found.remove(&doc);
        } else {
            self.found.insert(doc, counts);
        }
    }

    /// The names among entities.
    pub fn counts_of(&mut self, entities: &[Entity]) -> Counts {
        let names = entities.iter().filter(|e| e.kind.is_name()).map(|entity| {
            let mentions = u32::try_from(entity.mentions.len()).unwrap_or(u32::MAX);
            (entity.name.as_str(), entity.kind, mentions)
        });
        let counts = names.map(|(name, kind, n)| (self.spelling(name, kind), n)).collect();
        sum(counts)
    }

    /// What counts for an article by what is said of each name found in it, and names beside them.
    pub fn corrected<'a>(
        &mut self,
        doc: DocId,
        becomes: impl Fn(&EntityKey) -> Becomes<'a>,
        beside: &[(String, EntityKind, u32)],
    ) -> Counts {
        let found = self.found_in(doc).cloned().unwrap_or_default();
        let mut counts: Vec<(u32, u32)> = Vec::with_capacity(found.0.len());
        for (spelling, count) in found.0.iter().copied() {
            let entry = self.spellings.all[spelling as usize].1;
            match becomes(&self.entries[entry as usize].0) {
                Becomes::AsFound => counts.push((spelling, count)),
                Becomes::Nothing => {}
                Becomes::Name(name, kind) => counts.push((self.spelling(name, kind), count)),
            }
        }
        for (name, kind, count) in beside {
            counts.push((self.spelling(name, *kind), *count));
        }
        sum(counts)
    }

    /// From now on these count for these articles. What had counted is from then on what was found,
    /// unless that is known already.
    pub fn replace(&mut self, news: Vec<(DocId, Counts)>) {
        let mut change = Change::default();
        for (doc, counts) in news {
            change.add(&self.spellings, doc, &counts, 1);
            let before = if self.found.get(&doc) == Some(&counts) {
                self.found.remove(&doc);
                self.shown.insert(doc, counts)
            } else {
                let before = self.shown.insert(doc, counts);
                if let Some(before) = before.as_ref().filter(|b| self.shown.get(&doc) != Some(b)) {
                    self.found.entry(doc).or_insert_with(|| before.clone());
                }
                before
            };
            if let Some(before) = before {
                change.add(&self.spellings, doc, &before, -1);
            }
        }
        self.apply(change);
    }

    fn apply(&mut self, change: Change) {
        for (spelling, by) in change.spellings {
            let entry = self.spellings.all[spelling as usize].1;
            let entry = &mut self.entries[entry as usize].1;
            add(&mut entry.spellings, spelling, by);
        }
        for (number, articles) in change.articles {
            let entry = &mut self.entries[number as usize].1;
            add_all(&mut entry.articles, articles);
            let name = |(spelling, _): &(u32, u32)| &self.spellings.all[*spelling as usize].0;
            let best = entry
                .spellings
                .iter()
                .max_by(|a, b| a.1.cmp(&b.1).then_with(|| name(b).cmp(name(a))))
                .map(name);
            if let Some(best) = best.filter(|best| ***best != *entry.name) {
                entry.name = best.as_ref().to_owned();
            }
        }
    }

    fn spelling(&mut self, name: &str, kind: EntityKind) -> u32 {
        if let Some(number) = self.spellings.numbers.get(&kind).and_then(|names| names.get(name)) {
            return *number;
        }
        let key = EntityKey::new(name, kind);
        let entry = *self.numbers.entry(key).or_insert_with_key(|key| {
            self.entries.push((key.clone(), Entry::default()));
            place(self.entries.len())
        });
        let name: Arc<str> = name.into();
        self.spellings.all.push((Arc::clone(&name), entry));
        let number = place(self.spellings.all.len());
        self.spellings.numbers.entry(kind).or_default().insert(name, number);
        number
    }

    fn found_in(&self, doc: DocId) -> Option<&Counts> {
        self.found.get(&doc).or_else(|| self.shown.get(&doc))
    }

    /// Different names of an article.
    pub fn names(&self, doc: DocId) -> usize {
        let shown = self.shown.get(&doc).map(|counts| &*counts.0).unwrap_or_default();
        let mut entries: Vec<u32> =
            shown.iter().map(|(spelling, _)| self.spellings.all[*spelling as usize].1).collect();
        entries.sort_unstable();
        entries.dedup();
        entries.len()
    }

    /// The articles in which a name was found, whatever became of it, in order.
    pub fn found_in_articles(&self, key: &EntityKey) -> Vec<DocId> {
        let Some(number) = self.numbers.get(key).copied() else { return Vec::new() };
        let has = |counts: &Counts| {
            counts.0.iter().any(|(s, _)| self.spellings.all[*s as usize].1 == number)
        };
        let entry = &self.entries[number as usize].1;
        let uncorrected = entry.articles.iter().map(|(doc, _)| *doc);
        let uncorrected = uncorrected.filter(|doc| !self.found.contains_key(doc));
        let corrected = self.found.iter().filter(|(_, counts)| has(counts)).map(|(doc, _)| *doc);
        let mut all: Vec<DocId> = uncorrected.chain(corrected).collect();
        all.sort_unstable();
        all
    }

    pub fn get(&self, key: &EntityKey) -> Option<&Entry> {
        let entry = &self.entries.get(*self.numbers.get(key)? as usize)?.1;
        (!entry.articles.is_empty()).then_some(entry)
    }

    /// The articles that mention an entity, in order.
    pub fn articles(&self, key: &EntityKey) -> Vec<DocId> {
        self.get(key).map_or_else(Vec::new, |e| e.articles.iter().map(|(doc, _)| *doc).collect())
    }

    /// All entities, in the order of their coming; see [`EntityIndex::by_count`].
    pub fn iter(&self) -> impl Iterator<Item = (&EntityKey, &Entry)> {
        let entries = self.entries.iter().map(|(key, entry)| (key, entry));
        entries.filter(|(_, entry)| !entry.articles.is_empty())
    }

    /// All entities: those in the most articles first, then with the most mentions, then by name.
    pub fn by_count(&self) -> Vec<(&EntityKey, &Entry)> {
        let mut all: Vec<_> = self.iter().collect();
        all.sort_by_cached_key(|(key, entry)| {
            let counts = (entry.articles.len(), entry.mentions());
            (std::cmp::Reverse(counts), *key)
        });
        all
    }

    pub fn len(&self) -> usize {
        self.iter().count()
    }

    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

/// The number of the last of so many.
fn place(len: usize) -> u32 {
    u32::try_from(len - 1).expect("fewer names than bytes of memory")
}

/// In order, each spelling once.
fn sum(mut counts: Vec<(u32, u32)>) -> Counts {
    counts.sort_unstable();
    let mut summed: Vec<(u32, u32)> = Vec::with_capacity(counts.len());
    for (spelling, count) in counts {
        match summed.last_mut().filter(|(last, _)| *last == spelling) {
            Some((_, sum)) => *sum = sum.saturating_add(count),
            None => summed.push((spelling, count)),
        }
    }
    Counts(summed.into())
}

/// Adds to one count of an ordered list; those of nothing go.
fn add<T: Ord + Copy>(list: &mut Vec<(T, u32)>, of: T, by: i64) {
    // Articles mostly come in order, so that the place is at the end.
    let at = list.partition_point(|(other, _)| *other < of);
    let now = list.get(at).filter(|(other, _)| *other == of).map(|(_, count)| *count);
    let count = i64::from(now.unwrap_or(0)).saturating_add(by);
    let count = u32::try_from(count.max(0)).unwrap_or(u32::MAX);
    match (now, count) {
        (Some(_), 0) => {
            list.remove(at);
        }
        (Some(_), count) => list[at].1 = count,
        (None, 0) => {}
        (None, count) => list.insert(at, (of, count)),
    }
}

/// Adds many counts: in one pass where they are so many that one by one would move the rest often.
fn add_all(list: &mut Vec<(DocId, u32)>, mut changes: Vec<(DocId, i64)>) {
    if changes.len() < 16 {
        for (doc, by) in changes {
            add(list, doc, by);
        }
        return;
    }
    changes.extend(list.iter().map(|(doc, count)| (*doc, i64::from(*count))));
    changes.sort_unstable();
    list.clear();
    for of_doc in changes.chunk_by(|a, b| a.0 == b.0) {
        let count: i64 = of_doc.iter().map(|(_, by)| by).sum();
        let count = u32::try_from(count.max(0)).unwrap_or(u32::MAX);
        if count > 0 {
            list.push((of_doc[0].0, count));
        }
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

    #[test]
    fn what_counts_can_be_replaced_and_what_was_found_is_kept() {
        use EntityKind::{Person, Place};
        let mut index = index(&[0, 1, 2]);
        let before = format!("{:?}", index.by_count());
        let (harbour, port) = (EntityKey::new("harbour", Place), EntityKey::new("Port", Place));
        let docs: Vec<DocId> = (0..3).map(DocId).collect();
        let to_port = |key: &EntityKey| match key.name.as_str() {
            "harbour" => Becomes::Name("Port", Place),
            "ada lind" => Becomes::Nothing,
            _ => Becomes::AsFound,
        };
        let beside = [("Night Ferry".to_owned(), Person, 2)];
        let news = docs.iter().map(|doc| (*doc, index.corrected(*doc, to_port, &beside))).collect();
        index.replace(news);
        assert!(index.get(&harbour).is_none());
        assert_eq!(
            index.get(&port).map(|e| e.articles.clone()),
            Some(vec![(DocId(0), 1), (DocId(1), 3), (DocId(2), 2)])
        );
        assert!(index.get(&EntityKey::new("Ada Lind", Person)).is_none());
        assert_eq!((index.len(), index.names(DocId(0))), (2, 2));
        assert_eq!(index.found_in_articles(&harbour), docs);
        assert!(index.found_in_articles(&port).is_empty());

        let news: Vec<_> = (docs.iter())
            .map(|doc| (*doc, index.corrected(*doc, |_| Becomes::AsFound, &[])))
            .collect();
        index.replace(news);
        assert_eq!(format!("{:?}", index.by_count()), before);
        assert_eq!(index.found_in_articles(&harbour), docs);
    }

    #[test]
    fn many_articles_change_as_one_by_one() {
        let name = |doc: u32| [("Lind", EntityKind::Person, 1 + doc % 3)];
        let (mut many, mut few) = (EntityIndex::default(), EntityIndex::default());
        for doc in 0..50 {
            many.insert(DocId(doc), &analysis(&name(doc)));
            few.insert(DocId(doc), &analysis(&name(doc)));
        }
        let odd = (0..50).filter(|doc| doc % 2 == 1).map(DocId);
        let hide = |_: &EntityKey| Becomes::Nothing;
        let news: Vec<_> = odd.map(|doc| (doc, many.corrected(doc, hide, &[]))).collect();
        for one in news.clone() {
            few.replace(vec![one]);
        }
        many.replace(news);
        assert_eq!(many.by_count(), few.by_count());
        let key = EntityKey::new("lind", EntityKind::Person);
        assert_eq!(many.articles(&key).len(), 25);
        assert_eq!(many.get(&key).map(Entry::mentions), Some(49));
    }
}
