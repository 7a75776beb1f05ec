//! Corrections seen at once: when they change, the texts in memory, the index of names and the open
//! views follow. Only articles with a name in question are touched; nothing is analysed again.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{App, Desk, Filter, Loaded, Mode, Spot, desk::DocState};
use crate::{
    analysis::EntityKind,
    article::ArticleId,
    corpus::{Becomes, DocId, EntityKey},
    tags::{Corrections, Corrector, Fate, NameRef, PhraseRef, Scope},
    text::{fold, phrases::Phrases},
};

/// A name that goes by another now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Moved {
    from: EntityKey,
    to: EntityKey,
}

impl App {
    /// Takes the corrections of the tags over into everything derived, where they have changed.
    pub(super) fn corrected(&mut self) {
        if Arc::ptr_eq(self.desk.corrector.corrections(), &self.tags.corrections) {
            return;
        }
        let spot = match self.spot {
            Spot::Mention(_) => self.spot_range(),
            Spot::Nothing | Spot::Source(_) | Spot::Hit(_) => None,
        };
        let Some(moved) = self.desk.correct(&self.tags.corrections) else { return };
        self.brief.forget();
        self.settle_brief();
        self.follow(&moved);
        if let Some(range) = spot {
            let mentions = self.loaded().map(|loaded| &loaded.analysis.mentions);
            let there = mentions.and_then(|m| m.iter().position(|m| m.range == range));
            self.spot = there.map_or(Spot::Nothing, Spot::Mention);
        }
        self.count_decided();
        if matches!(self.mode, Mode::Entities(_)) {
            self.refresh_pick(None);
        }
    }

    /// Views that are open on a name go with it, and back where that is undone.
    fn follow(&mut self, moved: &[Moved]) {
        let Self { views, desk, .. } = self;
        for view in views {
            let Filter::Entity { key, name } = &mut view.filter else { continue };
            if let Some(back) = view.followed.pop_if(|back| desk.index.get(back).is_some()) {
                *key = back;
            } else if desk.index.get(key).is_none()
                && let Some(moved) = moved.iter().find(|moved| moved.from == *key)
            {
                view.followed.push(std::mem::replace(key, moved.to.clone()));
            }
            // What was hidden stays on the screen until the view is left.
            let Some(entry) = desk.index.get(key) else { continue };
            name.clone_from(&entry.name);
            let mut docs = desk.index.articles(key);
            docs.extend(view.selected.filter(|doc| docs.binary_search(doc).is_err()));
            view.show(desk, docs);
        }
    }
}

impl Desk {
    /// Takes other corrections; says which names go by another name now, nothing where no name has
    /// changed.
    fn correct(&mut self, corrections: &Arc<Corrections>) -> Option<Vec<Moved>> {
        let before = Arc::clone(self.corrector.corrections());
        let names = changed_names(&before, corrections);
        let phrases = changed_phrases(&before, corrections);
        if names.is_empty() && phrases.is_empty() {
            return None;
        }
        let corrector = Corrector::new(Arc::clone(corrections));
        let old = std::mem::replace(&mut self.corrector, corrector);
        let moved = names.iter().filter_map(|(scope, key)| self.moved(&old, *scope, key)).collect();
        let mut docs = self.docs_with(&names);
        docs.extend(self.docs_with_phrases(&phrases));
        self.correct_docs(docs);
        Some(moved)
    }

    /// Corrects articles anew, from their texts where these are in memory, else from the names that
    /// were found in them.
    fn correct_docs(&mut self, docs: BTreeSet<DocId>) {
        let (mut exact, mut others) = (Vec::new(), Vec::new());
        for doc in docs {
            match self.loaded.get_mut(&doc) {
                Some(loaded) => {
                    Arc::make_mut(loaded).correct(&self.corrector);
                    exact.push((doc, Arc::clone(loaded)));
                }
                None => others.push(doc),
            }
        }
        self.count_names(&exact, others);
    }

    /// Puts the names of articles into the index.
    pub(super) fn count_names(&mut self, exact: &[(DocId, Arc<Loaded>)], others: Vec<DocId>) {
        let mut news = Vec::with_capacity(exact.len() + others.len());
        for (doc, loaded) in exact {
            self.count_phrases(*doc, loaded);
            news.push((*doc, self.index.counts_of(&loaded.analysis.entities)));
        }
        for doc in others {
            let Some(article) = self.article_id(doc) else { continue };
            let beside = self.beside(doc, article);
            let Self { index, corrector, .. } = self;
            let becomes = |key: &EntityKey| match corrector.fate(article, &key.name, key.kind) {
                None => Becomes::AsFound,
                Some(Fate::Hidden) => Becomes::Nothing,
                Some(Fate::Becomes { name, kind }) => Becomes::Name(name, *kind),
            };
            news.push((doc, index.corrected(doc, becomes, &beside)));
        }
        let docs: Vec<DocId> = news.iter().map(|(doc, _)| *doc).collect();
        self.index.replace(news);
        for (doc, loaded) in exact {
            self.index.keep_found(*doc, loaded.found());
        }
        for doc in docs {
            let names = self.index.names(doc);
            if let Some(DocState::Ready(digest)) =
                self.docs.get_mut(doc.0 as usize).map(|entry| &mut entry.state)
            {
                digest.names = names;
            }
        }
    }

    /// Takes what was found of marked phrases (folded) in texts that are not in memory.
    pub(super) fn take_phrases(&mut self, found: Vec<(DocId, Vec<(String, u32)>)>) {
        if found.is_empty() {
            return;
        }
        let docs = found.iter().map(|(doc, _)| *doc).collect();
        self.marked.extend(found);
        self.correct_docs(docs);
    }

    fn count_phrases(&mut self, doc: DocId, loaded: &Loaded) {
        let marked = &self.corrector.corrections().marked;
        if marked.is_empty() {
            self.marked.remove(&doc);
            return;
        }
        let mut counts: Vec<(String, u32)> = Vec::new();
        for mention in loaded.analysis.mentions.iter().filter(|m| m.kind.is_name()) {
            let phrase = fold::fold(mention.range.of(&loaded.article.text));
            let scopes = [Scope::Everywhere, Scope::Article(loaded.article.id)];
            let of = scopes.map(|scope| PhraseRef { scope, phrase: phrase.clone() });
            if of.iter().any(|of| marked.contains_key(of)) {
                match counts.iter_mut().find(|(other, _)| *other == phrase) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((phrase, 1)),
                }
            }
        }
        if counts.is_empty() {
            self.marked.remove(&doc);
        } else {
            self.marked.insert(doc, counts);
        }
    }

    /// The marked phrases of an article that is not in memory, as names.
    fn beside(&self, doc: DocId, article: ArticleId) -> Vec<(String, EntityKind, u32)> {
        let Some(phrases) = self.marked.get(&doc) else { return Vec::new() };
        let marked = &self.corrector.corrections().marked;
        let name = |(phrase, count): &(String, u32)| {
            let mark = [Scope::Article(article), Scope::Everywhere]
                .into_iter()
                .find_map(|scope| marked.get(&PhraseRef { scope, phrase: phrase.clone() }))?;
            let (name, kind) = self.corrector.name_of(article, &mark.phrase, mark.kind)?;
            Some((name.to_owned(), kind, *count))
        };
        phrases.iter().filter_map(name).collect()
    }

    /// The articles in which these names were found or marked.
    fn docs_with(&self, names: &HashSet<(Scope, EntityKey)>) -> BTreeSet<DocId> {
        let mut docs = BTreeSet::new();
        for (scope, key) in names {
            match scope {
                Scope::Article(id) => docs.extend(self.docs_of(*id)),
                Scope::Everywhere => {
                    docs.extend(self.index.found_in_articles(key));
                    let has = |phrases: &[(String, u32)]| phrases.iter().any(|p| p.0 == key.name);
                    docs.extend(self.marked.iter().filter(|(_, p)| has(p)).map(|(doc, _)| *doc));
                }
            }
        }
        docs
    }

    /// The articles whose text is in memory and has one of these phrases, and those known to.
    fn docs_with_phrases(&self, phrases: &[String]) -> Vec<DocId> {
        if phrases.is_empty() {
            return Vec::new();
        }
        let wanted = Phrases::new(phrases.iter().map(String::as_str));
        let known =
            self.marked.iter().filter(|(_, has)| has.iter().any(|p| phrases.contains(&p.0)));
        let in_memory = self
            .loaded
            .iter()
            .filter(|(_, loaded)| !wanted.find(&loaded.article.text).is_empty())
            .map(|(doc, _)| *doc);
        known.map(|(doc, _)| *doc).chain(in_memory).collect()
    }

    fn moved(&self, old: &Corrector, scope: Scope, key: &EntityKey) -> Option<Moved> {
        let article = match scope {
            Scope::Article(id) => id,
            Scope::Everywhere => {
                let found = self.index.found_in_articles(key).first().copied();
                let has = |p: &&(String, u32)| p.0 == key.name;
                let marked = || self.marked.iter().find(|(_, p)| p.iter().any(|p| has(&p)));
                self.article_id(found.or_else(|| marked().map(|(doc, _)| *doc))?)?
            }
        };
        let shown = |corrector: &Corrector| {
            let (name, kind) = corrector.name_of(article, &key.name, key.kind)?;
            Some(EntityKey::new(name, kind))
        };
        let (from, to) = (shown(old)?, shown(&self.corrector)?);
        (from != to).then_some(Moved { from, to })
    }
}

/// The names, as found, for which something else holds, with where; those that become one of them
/// among them.
fn changed_names(before: &Corrections, after: &Corrections) -> HashSet<(Scope, EntityKey)> {
    let differ = |a: &Corrections, b: &Corrections| -> Vec<NameRef> {
        let other = a.names.iter().filter(|(of, correction)| b.names.get(of) != Some(correction));
        other.map(|(of, _)| of.clone()).collect()
    };
    let mut leading: HashMap<EntityKey, Vec<&NameRef>> = HashMap::new();
    for (of, correction) in before.names.iter().chain(&after.names) {
        if let Fate::Becomes { name, kind } = &correction.fate {
            leading.entry(EntityKey::new(name, *kind)).or_default().push(of);
        }
    }
    let mut all = HashSet::new();
    let mut next: Vec<(Scope, EntityKey)> = [differ(before, after), differ(after, before)]
        .concat()
        .iter()
        .flat_map(|of| keys(of).map(|key| (of.scope, key)))
        .collect();
    while let Some((scope, key)) = next.pop() {
        for of in leading.get(&key).into_iter().flatten() {
            let scope = if scope == Scope::Everywhere { of.scope } else { scope };
            next.extend(keys(of).map(|key| (scope, key)).filter(|of| !all.contains(of)));
        }
        all.insert((scope, key));
    }
    all
}

/// A name as found, by each kind that is meant.
fn keys(of: &NameRef) -> impl Iterator<Item = EntityKey> {
    let kinds = EntityKind::ALL.into_iter().filter(|kind| kind.is_name());
    kinds
        .filter(|kind| of.kind.is_none_or(|of| of == *kind))
        .map(|kind| EntityKey::new(&of.name, kind))
}

/// The phrases (folded) that are marked otherwise.
fn changed_phrases(before: &Corrections, after: &Corrections) -> Vec<String> {
    let differ = |a: &Corrections, b: &Corrections| -> BTreeSet<String> {
        let other = a.marked.iter().filter(|(of, marked)| b.marked.get(of) != Some(marked));
        other.map(|(of, _)| of.phrase.clone()).collect()
    };
    differ(before, after).union(&differ(after, before)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{
        analysis,
        article::formats::{self, Format},
        corpus::{FileEntry, Listing},
        tags::Marked,
    };

    #[test]
    fn a_marked_phrase_counts_where_the_text_is_not_in_memory() {
        let (doc, path) = (DocId(0), PathBuf::from("a.txt"));
        let file = FileEntry { path: path.clone(), full: path.clone(), format: Format::Text };
        let mut desk = Desk::default();
        desk.list(Listing { files: vec![file], ..Listing::default() });
        let article = formats::parse(&path, Format::Text, b"North quay is the oldest.", None);
        let analysis = analysis::analyse(&article);
        desk.take(doc, Ok(Arc::new(Loaded::new(article, analysis))));
        desk.loaded.clear();
        let of = PhraseRef { scope: Scope::Everywhere, phrase: "north quay".to_owned() };
        let mark = Marked { phrase: "north quay".to_owned(), kind: EntityKind::Facility };
        let marked = [(of.clone(), mark)].into();
        desk.correct(&Arc::new(Corrections { marked, ..Corrections::default() }));
        let key = EntityKey::new("north quay", EntityKind::Facility);
        assert!(desk.index.get(&key).is_none());
        desk.take_phrases(vec![(doc, vec![(of.phrase, 2)])]);
        assert_eq!(desk.index.articles(&key), [doc]);
        desk.correct(&Arc::default());
        assert!(desk.index.get(&key).is_none());
    }
}
