//! Who is meant: the names of one article that mean the same, by guarded rules. Rather two entities
//! for one than one for two.

use std::collections::{BTreeMap, HashMap};

use super::forms::{Form, bare};
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
    let nodes: Vec<usize> = mentions.iter().map(|m| names.add(text, m)).collect();
    names.introduce(text, mentions, &nodes);
    names.link();
    let mut numbers: HashMap<usize, u32> = HashMap::new();
    let mut entities: Vec<Entity> = Vec::new();
    let mut chosen = Vec::with_capacity(mentions.len());
    for (at, node) in nodes.iter().enumerate() {
        let root = names.root(*node);
        let number = *numbers.entry(root).or_insert_with(|| {
            entities.push(names.entity(root));
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

/// Names that are written alike.
#[derive(Debug)]
struct Node {
    class: Class,
    form: Form,
    /// The ways it is written, with how often.
    written: BTreeMap<String, usize>,
    kinds: BTreeMap<EntityKind, usize>,
    /// Another node that means the same, nearer the root; itself at the root.
    parent: usize,
    /// At the root: all of the same meaning.
    members: Vec<usize>,
}

/// Kinds that are compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Class {
    Person,
    Named,
    Rule(EntityKind),
}

impl Class {
    fn of(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organization
            | EntityKind::Place
            | EntityKind::Facility
            | EntityKind::Group
            | EntityKind::Event
            | EntityKind::Product
            | EntityKind::Other => Self::Named,
            EntityKind::Date
            | EntityKind::Money
            | EntityKind::Url
            | EntityKind::Handle
            | EntityKind::Email => Self::Rule(kind),
        }
    }
}

#[derive(Debug, Default)]
struct Names {
    nodes: Vec<Node>,
    by_key: HashMap<(Class, String), usize>,
}

impl Names {
    /// The node of a mention, new or known.
    fn add(&mut self, text: &str, mention: &Found) -> usize {
        let class = Class::of(mention.kind);
        let written = mention.range.of(text);
        let form = Form::new(written, mention.kind);
        let key = match class {
            Class::Rule(_) => mention.norm.clone().unwrap_or_else(|| written.to_owned()),
            Class::Person | Class::Named => form.key(),
        };
        let next = self.nodes.len();
        let at = *self.by_key.entry((class, key)).or_insert(next);
        if at == next {
            self.nodes.push(Node {
                class,
                form,
                written: BTreeMap::new(),
                kinds: BTreeMap::new(),
                parent: next,
                members: vec![next],
            });
        }
        if let Some(node) = self.nodes.get_mut(at) {
            *node.written.entry(one_line(written, class)).or_default() += 1;
            *node.kinds.entry(mention.kind).or_default() += 1;
        }
        at
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(node) = self.nodes.get(at).filter(|n| n.parent != at) {
            at = node.parent;
        }
        at
    }

    /// Makes both the same; the fuller one is the root.
    fn unite(&mut self, short: usize, full: usize) {
        let (short, full) = (self.root(short), self.root(full));
        if short == full {
            return;
        }
        let moved = self.nodes.get_mut(short).map(|n| {
            n.parent = full;
            std::mem::take(&mut n.members)
        });
        if let Some(node) = self.nodes.get_mut(full) {
            node.members.extend(moved.unwrap_or_default());
        }
    }

    /// `Velian Dockers' Front (VDF)`: the article says itself that both are the same.
    fn introduce(&mut self, text: &str, mentions: &[Found], nodes: &[usize]) {
        for (pair, at) in mentions.windows(2).zip(nodes.windows(2)) {
            let ([first, second], [full, short]) = (pair, at) else { continue };
            let between = TextRange::new(first.range.end(), second.range.start()).of(text);
            let after = text.get(second.range.end()..).unwrap_or_default();
            let bracketed = matches!(between, " (" | "’s (" | "'s (") && after.starts_with(')');
            let (Some(a), Some(b)) = (self.nodes.get(*full), self.nodes.get(*short)) else {
                continue;
            };
            let same_class = a.class == Class::Named && b.class == Class::Named;
            if !bracketed || !same_class {
                continue;
            }
            if b.form.acronym.as_ref().is_some_and(|s| abbreviates(s, &a.form)) {
                self.unite(*short, *full);
            } else if a.form.acronym.as_ref().is_some_and(|s| abbreviates(s, &b.form)) {
                self.unite(*full, *short);
            }
        }
    }

    /// Links each name to the one fuller name that it can only mean.
    fn link(&mut self) {
        let index = Index::new(&self.nodes);
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|at| self.nodes.get(*at).map(|n| std::cmp::Reverse(n.form.words.len())));
        for at in order {
            let Some(node) = self.nodes.get(at) else { continue };
            let tiers: [Vec<usize>; 2] = match node.class {
                Class::Person => index.fuller_persons(&self.nodes, node),
                Class::Named => [index.fuller_names(&self.nodes, node), Vec::new()],
                Class::Rule(_) => continue,
            };
            for tier in tiers {
                let mut roots: Vec<usize> = tier
                    .into_iter()
                    .map(|n| self.root(n))
                    .filter(|n| *n != self.root(at))
                    .collect();
                roots.sort_unstable();
                roots.dedup();
                match roots.as_slice() {
                    [] => continue,
                    [only] => self.unite(at, *only),
                    _ => {}
                }
                break;
            }
        }
    }

    fn entity(&self, root: usize) -> Entity {
        let members = self.nodes.get(root).map(|n| n.members.as_slice()).unwrap_or_default();
        let nodes = || members.iter().filter_map(|m| self.nodes.get(*m));
        let mut kinds: BTreeMap<EntityKind, usize> = BTreeMap::new();
        for (kind, n) in nodes().flat_map(|n| &n.kinds) {
            *kinds.entry(*kind).or_default() += n;
        }
        let kind = kinds.iter().max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind)));
        let fullest = nodes().max_by_key(|n| {
            let times: usize = n.written.values().sum();
            (n.form.words.len(), n.form.acronym.is_none(), times)
        });
        let shouted = |name: &str| !name.chars().any(char::is_lowercase);
        let name = fullest.and_then(|n| {
            n.written.iter().max_by_key(|(name, times)| {
                (!shouted(name), **times, std::cmp::Reverse(name.len()))
            })
        });
        Entity {
            name: name.map(|n| n.0.clone()).unwrap_or_default(),
            kind: kind.map_or(EntityKind::Other, |k| *k.0),
            mentions: Vec::new(),
        }
    }
}

/// A name as it is shown: in one line, without possessive or article.
fn one_line(written: &str, class: Class) -> String {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if matches!(class, Class::Rule(_)) {
        return line;
    }
    let bare = bare(&line);
    let rest = bare.strip_prefix("the ").or_else(|| bare.strip_prefix("The "));
    rest.filter(|r| r.contains(' ')).unwrap_or(bare).to_owned()
}

/// Names by the parts that others share with them. Lists are cut, so that an article made of
/// a thousand namesakes costs no more than another.
#[derive(Debug, Default)]
struct Index {
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    by_second: HashMap<String, Vec<usize>>,
    by_initials: HashMap<String, Vec<usize>>,
    groups: HashMap<String, usize>,
}

const NAMESAKES: usize = 32;

impl Index {
    fn new(nodes: &[Node]) -> Self {
        let mut index = Self::default();
        let put = |map: &mut HashMap<String, Vec<usize>>, key: &str, at: usize| {
            let list = map.entry(key.to_owned()).or_default();
            if list.len() < NAMESAKES {
                list.push(at);
            }
        };
        for (at, node) in nodes.iter().enumerate() {
            if let Some(second) = node.form.words.get(1) {
                put(&mut index.by_last, node.form.last(), at);
                put(&mut index.by_first, node.form.first(), at);
                put(&mut index.by_second, second, at);
                let [all, capitals] = &node.form.initials;
                put(&mut index.by_initials, all, at);
                if capitals != all {
                    put(&mut index.by_initials, capitals, at);
                }
            }
            if node.kinds.contains_key(&EntityKind::Group) {
                index.groups.insert(node.form.key(), at);
            }
        }
        index
    }

    /// Persons whose full name `node` may be a part of: by surname, else by given name.
    fn fuller_persons(&self, nodes: &[Node], node: &Node) -> [Vec<usize>; 2] {
        let among = |map: &HashMap<String, Vec<usize>>, word: &str| -> Vec<usize> {
            let candidates = map.get(word).into_iter().flatten().copied();
            candidates
                .filter(|at| {
                    nodes.get(*at).is_some_and(|other| {
                        other.class == Class::Person && is_fuller(&other.form, &node.form)
                    })
                })
                .collect()
        };
        let form = &node.form;
        [among(&self.by_last, form.last()), among(&self.by_first, form.first())]
    }

    /// Names other than persons' that `node` is a short form of.
    fn fuller_names(&self, nodes: &[Node], node: &Node) -> Vec<usize> {
        let mut found = Vec::new();
        if let Some(acronym) = &node.form.acronym {
            found.extend(self.by_initials.get(acronym).into_iter().flatten().copied().filter(
                |at| {
                    nodes.get(*at).is_some_and(|other| {
                        other.class == Class::Named
                            && shares_kind(other, node)
                            && other.form.words.len() > 1
                    })
                },
            ));
        }
        if node.form.words.len() > 1 {
            let longer = self.by_second.get(node.form.first()).into_iter().flatten().copied();
            found.extend(longer.filter(|at| {
                nodes.get(*at).is_some_and(|other| {
                    other.class == Class::Named
                        && shares_kind(other, node)
                        && other.form.words.get(1..) == Some(&node.form.words)
                        && self.is_demonym(other.form.first())
                })
            }));
        }
        if node.kinds.contains_key(&EntityKind::Group) {
            let singular =
                node.form.key().strip_suffix('s').and_then(|one| self.groups.get(one).copied());
            found.extend(singular);
        }
        found
    }

    /// Whether a word before a name only says of which nation it is.
    fn is_demonym(&self, word: &str) -> bool {
        let long = word.chars().count() > 4;
        self.groups.contains_key(word)
            || (long && ["ian", "ean", "ese", "ish"].iter().any(|end| word.ends_with(end)))
    }
}

fn shares_kind(a: &Node, b: &Node) -> bool {
    let core =
        |kind: EntityKind| if kind == EntityKind::Facility { EntityKind::Place } else { kind };
    a.kinds.keys().any(|k| b.kinds.keys().any(|other| core(*k) == core(*other)))
}

/// Whether `short` can be the person whose name is `full`.
fn is_fuller(full: &Form, short: &Form) -> bool {
    if short.generation.is_some() && full.generation != short.generation {
        return false;
    }
    let (long, few) = (full.words.as_slice(), short.words.as_slice());
    match few {
        [] => false,
        [only] => long.len() > 1 && (long.last() == Some(only) || long.first() == Some(only)),
        [first, middle @ .., last] => {
            if full == short || long.len() < few.len() {
                return false;
            }
            if long.len() > few.len() && (long.ends_with(few) || long.starts_with(few)) {
                return true;
            }
            let [long_first, long_middle @ .., long_last] = long else { return false };
            long_last == last && begins_like(first, long_first) && in_order(middle, long_middle)
        }
    }
}

/// Equal, or one the initial of the other.
fn begins_like(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    a == b || (short.chars().count() == 1 && long.starts_with(short))
}

/// Whether all of `few` stand among `all`, in that order, perhaps as initials.
fn in_order(few: &[String], all: &[String]) -> bool {
    let mut rest = all.iter();
    few.iter().all(|word| rest.any(|other| begins_like(word, other)))
}

/// Whether letters can stand for a name: its initials, or each of them the beginning of a word, in
/// order, from the first on.
fn abbreviates(letters: &str, full: &Form) -> bool {
    if full.words.len() < 2 {
        return false;
    }
    if full.initials.iter().any(|i| i == letters) {
        return true;
    }
    let mut rest = full.initials[0].chars();
    let found = letters.chars().filter(|c| rest.any(|i| i == *c)).count();
    found * 3 >= letters.chars().count() * 2
        && letters.chars().next() == full.initials[0].chars().next()
}

#[cfg(test)]
#[path = "clusters_tests.rs"]
mod tests;
