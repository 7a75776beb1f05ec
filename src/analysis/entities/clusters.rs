//! Who is meant: the names of one article that mean the same, by guarded rules. Rather two entities
//! for one than one for two.

use std::collections::{BTreeMap, HashMap};

use super::{
    bodies::{abbreviates, resembles, shorts},
    candidates::{Initials, Persons},
    countries,
    forms::Form,
    nodes::{self, Class, Node, one_line},
    persons::{WAYS, Way},
};
use crate::{
    analysis::{Entity, EntityKind},
    text::TextRange,
};

/// A mention before it is known who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub range: TextRange,
    pub kind: EntityKind,
    pub norm: Option<String>,
}

/// The entity of each mention, and the entities in the order of their first mention.
pub fn entities(text: &str, mentions: &[Found]) -> (Vec<u32>, Vec<Entity>) {
    let mut names = Names::default();
    let nodes: Vec<usize> =
        mentions.iter().enumerate().map(|(at, m)| names.add(text, at, m)).collect();
    names.introduce(text, mentions, &nodes);
    names.link_letters();
    names.link_shorts();
    names.link_persons();
    names.link_classes();
    let mut numbers: HashMap<usize, u32> = HashMap::new();
    let mut entities: Vec<Entity> = Vec::new();
    let mut chosen = Vec::with_capacity(mentions.len());
    for (at, node) in nodes.iter().enumerate() {
        let root = names.root(*node);
        let number = *numbers.entry(root).or_insert_with(|| {
            entities.push(nodes::entity(names.members(root)));
            index(entities.len() - 1)
        });
        if let Some(entity) = entities.get_mut(number as usize) {
            entity.mentions.push(index(at));
        }
        chosen.push(number);
    }
    (chosen, entities)
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[derive(Debug, Default)]
struct Names {
    nodes: Vec<Node>,
    by_key: HashMap<(Class, String), usize>,
}

impl Names {
    /// The node of a mention, new or known.
    fn add(&mut self, text: &str, place: usize, mention: &Found) -> usize {
        let class = Class::of(mention.kind);
        let written = mention.range.of(text);
        let mut form = Form::new(written, mention.kind);
        if class == Class::Named
            && !matches!(mention.kind, EntityKind::Product | EntityKind::Other)
            && let Some((name, kind)) = countries::canonical(&form.key())
        {
            form = Form::new(name, kind);
        }
        let key = match class {
            Class::Rule(_) => mention.norm.clone().unwrap_or_else(|| written.to_owned()),
            Class::Person | Class::Named => form.key(),
        };
        let next = self.nodes.len();
        let at = *self.by_key.entry((class, key.clone())).or_insert(next);
        if at == next {
            self.nodes.push(Node {
                class,
                form,
                key,
                written: BTreeMap::new(),
                kinds: BTreeMap::new(),
                articles: 0,
                places: Vec::new(),
                first: place,
                parent: next,
                members: vec![next],
            });
        }
        if let Some(node) = self.nodes.get_mut(at) {
            *node.written.entry(one_line(written, class)).or_default() += 1;
            *node.kinds.entry(mention.kind).or_default() += 1;
            node.places.push(place);
            let before = text.get(..mention.range.start()).unwrap_or_default();
            node.articles += usize::from(before.ends_with("the "));
        }
        at
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(node) = self.nodes.get(at).filter(|n| n.parent != at) {
            at = node.parent;
        }
        at
    }

    fn members(&self, root: usize) -> impl Iterator<Item = &Node> + Clone {
        let members = self.nodes.get(root).map(|n| n.members.as_slice()).unwrap_or_default();
        members.iter().filter_map(|m| self.nodes.get(*m))
    }

    /// Makes both the same; the fuller one is the root.
    fn unite(&mut self, short: usize, full: usize) {
        let (short, full) = (self.root(short), self.root(full));
        if short == full {
            return;
        }
        let Some(node) = self.nodes.get_mut(short) else { return };
        node.parent = full;
        let (moved, first) = (std::mem::take(&mut node.members), node.first);
        if let Some(node) = self.nodes.get_mut(full) {
            node.members.extend(moved);
            node.first = node.first.min(first);
        }
    }

    /// Unites a name with the one other that it can mean, if there is but one.
    fn unite_with_only(
        &mut self,
        short: usize,
        full: impl IntoIterator<Item = usize>,
    ) -> Vec<usize> {
        let own = self.root(short);
        let mut roots: Vec<usize> =
            full.into_iter().map(|n| self.root(n)).filter(|n| *n != own).collect();
        roots.sort_unstable();
        roots.dedup();
        if let [only] = roots.as_slice() {
            self.unite(short, *only);
        }
        roots
    }

    /// `Velian Dockers' Front (VDF)`: the article says itself that both are the same.
    fn introduce(&mut self, text: &str, mentions: &[Found], nodes: &[usize]) {
        for (pair, at) in mentions.windows(2).zip(nodes.windows(2)) {
            let ([first, second], [before, inside]) = (pair, at) else { continue };
            let between = TextRange::new(first.range.end(), second.range.start()).of(text);
            let after = text.get(second.range.end()..).unwrap_or_default();
            let possessive =
                ["’s", "'s", "’", "'"].iter().find_map(|end| between.strip_prefix(end));
            let opened = [" (", " (the ", " (\"", " (“", " (or "];
            if !opened.contains(&possessive.unwrap_or(between))
                || !after.starts_with([')', ',', ';', '"', '”'])
            {
                continue;
            }
            let (Some(a), Some(b)) = (self.nodes.get(*before), self.nodes.get(*inside)) else {
                continue;
            };
            if a.class != Class::Named || b.class != Class::Named {
                continue;
            }
            if introduces(a, b) {
                self.unite(*inside, *before);
            } else if b.form.words.len() > 1
                && a.form.acronym.as_ref().is_some_and(|s| abbreviates(s, &b.form))
            {
                self.unite(*before, *inside);
            }
        }
    }

    /// Letters and the name whose initials they are.
    fn link_letters(&mut self) {
        let initials = Initials::new(&self.nodes);
        for at in 0..self.nodes.len() {
            let Some(node) = self.nodes.get(at).filter(|n| n.class == Class::Named) else {
                continue;
            };
            if self.root(at) != at {
                continue;
            }
            let mut letters = node.letters();
            let begun = letters.first().map(|all| initials.begun(&self.nodes, node, all));
            letters.extend(node.word().filter(|_| letters.is_empty()));
            let found = letters.iter().map(|all| initials.exactly(&self.nodes, node, all));
            let found: Vec<Vec<usize>> = found.chain(begun).collect();
            for full in found {
                if !self.unite_with_only(at, full).is_empty() {
                    break;
                }
            }
        }
    }

    /// Bodies, places and events, and the names they are called by for short.
    fn link_shorts(&mut self) {
        let mut fuller: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, full) in self.nodes.iter().enumerate().filter(|(_, n)| n.class == Class::Named) {
            let forms = shorts(&full.form, |word| self.is_known(word));
            let found = forms.into_iter().filter_map(|short| {
                let other = self.named(&short.key)?;
                let node = self.nodes.get(other).filter(|n| n.shares_kind(full))?;
                let fits = short.kind.is_none_or(|kind| node.is(kind) && full.is(kind));
                fits.then_some(other)
            });
            for short in found.chain(self.singular(full)) {
                if short != at {
                    fuller.entry(short).or_default().push(at);
                }
            }
        }
        for (short, full) in fuller {
            self.unite_with_only(short, full);
        }
    }

    fn named(&self, key: &str) -> Option<usize> {
        self.by_key.get(&(Class::Named, key.to_owned())).copied()
    }

    /// Of `Orskians`, `Orskian`.
    fn singular(&self, node: &Node) -> Option<usize> {
        let one = self.named(node.key.strip_suffix('s')?)?;
        let other = self.nodes.get(one)?;
        let group = node.is(EntityKind::Group) && other.is(EntityKind::Group);
        let several = node.form.words.len() > 1 && node.shares_kind(other);
        (group || several).then_some(one)
    }

    /// Whether a word before or after a name only says of which nation or place it is.
    fn is_known(&self, word: &str) -> bool {
        let long = word.chars().count() > 4;
        let here = self.named(word).and_then(|at| self.nodes.get(at));
        here.is_some_and(|n| n.is(EntityKind::Group) || n.is(EntityKind::Place))
            || countries::is_national(word)
            || (long && ["ian", "ean", "ese", "ish"].iter().any(|end| word.ends_with(end)))
    }

    /// Persons and the parts of their names.
    fn link_persons(&mut self) {
        let persons = Persons::new(&self.nodes);
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.retain(|at| self.nodes.get(*at).is_some_and(|n| n.class == Class::Person));
        order.sort_by_key(|at| self.nodes.get(*at).map(|n| std::cmp::Reverse(n.form.words.len())));
        for at in order {
            for way in WAYS {
                let Some(node) = self.nodes.get(at) else { continue };
                let fuller = persons.fuller(way, &self.nodes, node);
                let roots = self.unite_with_only(at, fuller);
                if way == Way::Surname && roots.len() > 1 {
                    self.unite_with_first(at, &roots);
                }
                if !roots.is_empty() {
                    break;
                }
            }
        }
    }

    /// A surname that the article used of one person before it named the other.
    fn unite_with_first(&mut self, at: usize, roots: &[usize]) {
        let named: Vec<(usize, usize)> =
            roots.iter().filter_map(|root| Some((self.nodes.get(*root)?.first, *root))).collect();
        let Some((start, only)) = named.iter().min().copied() else { return };
        let bare = |n: &&Node| n.form.words.len() == 1 && n.articles == 0;
        let Some(node) = self.nodes.get(at).filter(bare) else { return };
        let Some(used) = node.places.iter().find(|place| **place > start) else { return };
        if named.iter().all(|(place, root)| *root == only || place > used) {
            self.unite(at, only);
        }
    }

    /// One name that was taken for a person here and for something else there.
    fn link_classes(&mut self) {
        for at in 0..self.nodes.len() {
            let Some(person) = self.nodes.get(at).filter(|n| n.class == Class::Person) else {
                continue;
            };
            let Some(other) = self.named(&person.key) else { continue };
            let Some(body) = self.nodes.get(other) else { continue };
            if countries::canonical(&body.key).is_some() {
                continue;
            }
            let (own, others) = (person.places.len(), body.places.len());
            let alone =
                |at: usize| self.nodes.get(self.root(at)).is_some_and(|n| n.members.len() == 1);
            // `Quill Group` is compared as `quill`, and is not Ada Quill.
            let words = |n: &Node| n.written.keys().map(|name| name.split(' ').count()).min();
            if words(person) != words(body) && !alone(at) {
                continue;
            }
            // A place may well be called like somebody.
            let times = if body.is(EntityKind::Place) { 2 } else { 1 };
            let several = person.form.words.len() > 1 && body.form.words.len() > 1;
            let to_person = (several || own >= others * times) && alone(other);
            let to_body = (several || others >= own * times) && alone(at);
            if to_body && !(to_person && own > others) {
                self.unite(at, other);
            } else if to_person {
                self.unite(other, at);
            }
        }
    }
}

/// Whether a name in brackets is a short form of the one before.
fn introduces(full: &Node, short: &Node) -> bool {
    let used_again = short.places.len() > 1;
    let Some(letters) = &short.form.acronym else {
        let body = EntityKind::Organization;
        let one_word = short.form.words.len() == 1 && full.form.words.len() > 2;
        return one_word && used_again && full.is(body) && short.is(body);
    };
    let name = full.form.words.len() > 1 && full.form.acronym.is_none();
    let alike = name && full.shares_kind(short);
    abbreviates(letters, &full.form) || (alike && (used_again || resembles(letters, &full.form)))
}

#[cfg(test)]
#[path = "clusters_tests.rs"]
mod tests;
