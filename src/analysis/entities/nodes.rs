//! Names that are written alike, and what an entity made of several is called and is.

use std::collections::BTreeMap;

use super::{
    countries,
    forms::{Form, bare, stands_as_article, without_bracket},
    lists::TITLES,
};
use crate::{
    analysis::{Entity, EntityKind},
    text::fold,
};

/// Names that are written alike.
#[derive(Debug)]
pub struct Node {
    pub class: Class,
    pub form: Form,
    pub key: String,
    /// The ways it is written, with how often.
    pub written: BTreeMap<String, usize>,
    pub kinds: BTreeMap<EntityKind, usize>,
    /// How often it has `the` before it: a family's name, then, rather than a person's.
    pub articles: usize,
    /// Where it is mentioned, in order.
    pub places: Vec<usize>,
    /// At the root: the first mention of all of the same meaning.
    pub first: usize,
    /// Another node that means the same, nearer the root; itself at the root.
    pub parent: usize,
    /// At the root: all of the same meaning.
    pub members: Vec<usize>,
}

/// Kinds that are compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    Person,
    Named,
    Rule(EntityKind),
}

impl Class {
    pub fn of(kind: EntityKind) -> Self {
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

impl Node {
    pub fn is(&self, kind: EntityKind) -> bool {
        self.kinds.contains_key(&kind)
    }

    pub fn shares_kind(&self, other: &Self) -> bool {
        let core = |kind: EntityKind| match kind {
            EntityKind::Facility => EntityKind::Place,
            other => other,
        };
        self.kinds.keys().any(|a| other.kinds.keys().any(|b| core(*a) == core(*b)))
    }

    /// What the name may be the initials of: all its letters, the capitals of `VISc`. None where it
    /// is also written as a word.
    pub fn letters(&self) -> Vec<String> {
        let as_word = |name: &String| name.chars().skip(1).all(char::is_lowercase);
        let written = self.written.keys().any(as_word);
        let Some(letters) = self.form.acronym.as_ref().filter(|_| !written) else {
            return Vec::new();
        };
        let mixed = self.written.keys().find(|name| !is_shouted(name));
        let capitals = mixed.map(|n| n.chars().filter(|c| c.is_uppercase()).collect::<String>());
        let capitals = capitals.filter(|c| c.chars().count() > 2).map(|c| c.to_lowercase());
        std::iter::once(letters.clone()).chain(capitals).collect()
    }

    /// The letters of a body's acronym that is written as a word: `Nato`.
    pub fn word(&self) -> Option<String> {
        let [word] = self.form.words.as_slice() else { return None };
        let short = (4..=7).contains(&word.chars().count());
        (short && self.is(EntityKind::Organization)).then(|| word.clone())
    }

    /// `Ada Quill's Dockers`: two names, of which neither is the short form of the whole.
    pub fn is_possession(&self) -> bool {
        let mut ends = ["s' ", "s’ ", "'s ", "’s "].iter();
        ends.any(|end| self.written.keys().any(|name| name.contains(end)))
    }

    /// Words that say more than an initial or an article.
    fn weight(&self) -> usize {
        let says = |w: &&String| w.chars().nth(1).is_some() && !stands_as_article(w);
        self.form.words.iter().filter(says).count()
    }

    /// The spelling to show: the most frequent that does not shout.
    fn spelling(&self) -> Option<&str> {
        let best = self.written.iter().max_by_key(|(name, times)| {
            (!is_shouted(name), **times, std::cmp::Reverse(name.len()))
        });
        best.map(|(name, _)| name.as_str())
    }
}

/// What the nodes of one meaning are together, without its mentions.
pub fn entity<'a>(nodes: impl Iterator<Item = &'a Node> + Clone) -> Entity {
    let mut named = nodes.clone().filter(|n| n.class == Class::Named);
    // A key that is still an alias is of something else, as the `PNG` of a picture.
    let is_own = |n: &Node, name, kind| Form::new(name, kind).key() == n.key;
    let known = named
        .find_map(|n| countries::canonical(&n.key).filter(|(name, kind)| is_own(n, name, *kind)));
    let (name, kind) = known
        .map_or_else(|| (name(nodes.clone()), kind(nodes)), |(name, kind)| (name.to_owned(), kind));
    Entity { name, kind, mentions: Vec::new() }
}

fn name<'a>(nodes: impl Iterator<Item = &'a Node>) -> String {
    let fullest = nodes.max_by_key(|n| {
        // What is in no need of a year or of its country is known by its short name elsewhere.
        let plain = n.form.place.is_none();
        let words = if plain { n.weight() } else { 1 };
        let number = n.form.generation.is_some();
        (words, n.letters().is_empty(), number, n.places.len(), n.form.words.len())
    });
    let Some(node) = fullest else { return String::new() };
    let spelling = node.spelling().unwrap_or_default();
    match node.class {
        Class::Rule(_) => spelling.to_owned(),
        Class::Person | Class::Named => calmed(spelling, node.class),
    }
}

/// The kind that most mentions have; those of full names count double.
fn kind<'a>(nodes: impl Iterator<Item = &'a Node>) -> EntityKind {
    let mut votes: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for node in nodes {
        let weight = node.form.words.len().clamp(1, 2);
        for (kind, n) in &node.kinds {
            *votes.entry(*kind).or_default() += n * weight;
        }
    }
    (votes
        .iter()
        .max_by_key(|(kind, n)| (**n, **kind != EntityKind::Person, std::cmp::Reverse(**kind))))
    .map_or(EntityKind::Other, |(kind, _)| *kind)
}

/// A name as it is shown: in one line, without possessive, article or title.
pub fn one_line(written: &str, class: Class) -> String {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if matches!(class, Class::Rule(_)) {
        return line;
    }
    let mut name = without_bracket(bare(&line)).0;
    let rest = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "));
    name = rest.filter(|r| class == Class::Person || r.contains(' ')).unwrap_or(name);
    if class == Class::Person {
        while let Some((_, rest)) = name.split_once(' ').filter(|(title, rest)| {
            rest.contains(' ') && TITLES.contains(fold::fold(title).trim_end_matches('.'))
        }) {
            name = rest;
        }
    }
    name.to_owned()
}

fn is_shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// `ADA QUILL` is shown as `Ada Quill`; what may be an acronym stays.
fn calmed(name: &str, class: Class) -> String {
    if !is_shouted(name) || (class == Class::Named && !name.contains(' ')) {
        return name.to_owned();
    }
    let shortest = if class == Class::Person { 3 } else { 4 };
    let words = name.split(' ').map(|word| {
        if word.chars().count() < shortest || word.contains('.') {
            return word.to_owned();
        }
        let mut after = false;
        let calm = |c: char| {
            let kept = !after;
            after = c.is_alphanumeric();
            if kept { vec![c] } else { c.to_lowercase().collect() }
        };
        word.chars().flat_map(calm).collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_in_a_calm_voice_without_titles() {
        for (written, class, expected) in [
            ("the Orlo Bank's", Class::Named, "Orlo Bank"),
            ("The\nOrlo  Bank", Class::Named, "Orlo Bank"),
            ("Prime Minister Ada Quill", Class::Person, "Ada Quill"),
            ("Queen Ada", Class::Person, "Queen Ada"),
            ("ADA O'QUILL-MORAN JR", Class::Person, "Ada O'Quill-Moran JR"),
            ("BANK OF ORSK", Class::Named, "Bank OF Orsk"),
            ("VDU NEWS", Class::Named, "VDU News"),
            ("ORSK", Class::Named, "ORSK"),
            ("Velian Dockers' Front (VDF)", Class::Named, "Velian Dockers' Front"),
        ] {
            assert_eq!(calmed(&one_line(written, class), class), expected);
        }
    }
}
