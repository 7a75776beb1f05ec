//! Names by the parts that others share with them, so that none is compared with all.

use std::collections::HashMap;

use super::{
    nodes::{Class, Node},
    persons::{Way, is_fuller, sound},
};

/// Lists are cut, so that an article made of a thousand namesakes costs no more than another.
const NAMESAKES: usize = 32;

type Lists = HashMap<String, Vec<usize>>;

fn put(lists: &mut Lists, key: &str, at: usize) {
    let list = lists.entry(key.to_owned()).or_default();
    if list.len() < NAMESAKES && list.last() != Some(&at) {
        list.push(at);
    }
}

/// Persons with more than one word by the words of their names.
#[derive(Debug, Default)]
pub struct Persons {
    last: Lists,
    first: Lists,
    /// The word before the last.
    inside: Lists,
    /// Parts of a last word with a hyphen.
    parts: Lists,
    /// By the letters of the surname's sound, whatever their order.
    letters: Lists,
}

impl Persons {
    pub fn new(nodes: &[Node]) -> Self {
        let mut persons = Self::default();
        let persons_only = |n: &Node| n.class == Class::Person && !n.is_possession();
        for (at, node) in nodes.iter().enumerate().filter(|(_, n)| persons_only(n)) {
            match node.form.words.as_slice() {
                [] => {}
                [name] => put(&mut persons.last, name, at),
                [first, middle @ .., last] => {
                    put(&mut persons.last, last, at);
                    put(&mut persons.first, first, at);
                    put(&mut persons.letters, &letters(last), at);
                    if let Some(surname) = middle.last() {
                        put(&mut persons.inside, surname, at);
                    }
                    for part in last.split('-').filter(|_| last.contains('-')) {
                        put(&mut persons.parts, part, at);
                    }
                }
            }
        }
        persons
    }

    /// Persons of whose name `node` may be a part.
    pub fn fuller(&self, way: Way, nodes: &[Node], node: &Node) -> Vec<usize> {
        let form = &node.form;
        let several = form.words.len() > 1;
        // A given name in the middle is seldom called by; a first surname of two is, more than once.
        let again = self.inside.get(form.last()).filter(|_| node.places.len() > 1);
        let lists: Vec<Option<&Vec<usize>>> = match way {
            Way::Surname => vec![self.last.get(form.last())],
            Way::Given => vec![self.first.get(form.first())],
            Way::Inside => vec![self.parts.get(form.last()), again],
            Way::Spelling if several => {
                vec![self.first.get(form.first()), self.last.get(form.last())]
            }
            Way::Spelling => vec![self.letters.get(&letters(form.last()))],
        };
        let found = lists.into_iter().flatten().flatten().copied();
        found
            .filter(|at| nodes.get(*at).is_some_and(|other| is_fuller(way, &other.form, form)))
            .collect()
    }
}

fn letters(word: &str) -> String {
    let mut letters: Vec<char> = sound(word).chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Names other than persons' by their initials.
#[derive(Debug, Default)]
pub struct Initials {
    whole: Lists,
    begun: Lists,
}

/// How many letters must be alike where not all are.
const BEGINNING: usize = 4;

impl Initials {
    pub fn new(nodes: &[Node]) -> Self {
        let mut found = Self::default();
        for (at, node) in nodes.iter().enumerate().filter(|(_, n)| n.class == Class::Named) {
            let own = node.form.acronym.as_ref();
            for initials in node.form.initials.iter().filter(|i| Some(*i) != own) {
                if initials.chars().nth(1).is_some() {
                    put(&mut found.whole, initials, at);
                    put(&mut found.begun, &beginning(initials), at);
                }
            }
        }
        found
    }

    /// Names whose initials are `letters`, which stand for `node`.
    pub fn exactly(&self, nodes: &[Node], node: &Node, letters: &str) -> Vec<usize> {
        let found = self.whole.get(letters).into_iter().flatten().copied();
        found.filter(|at| nodes.get(*at).is_some_and(|full| fits(full, node, letters))).collect()
    }

    /// Names whose initials begin with `letters`, or the other way round.
    pub fn begun(&self, nodes: &[Node], node: &Node, letters: &str) -> Vec<usize> {
        if letters.chars().count() < BEGINNING {
            return Vec::new();
        }
        let begins = |initials: &String| {
            initials.len() >= BEGINNING
                && (initials.starts_with(letters) || letters.starts_with(initials.as_str()))
        };
        let found = self.begun.get(&beginning(letters)).into_iter().flatten().copied();
        found
            .filter(|at| {
                nodes.get(*at).is_some_and(|n| {
                    n.shares_kind(node)
                        && n.form.initials.iter().any(begins)
                        && !n.form.words.iter().any(|w| w == letters)
                })
            })
            .collect()
    }
}

fn beginning(letters: &str) -> String {
    letters.chars().take(BEGINNING).collect()
}

/// Three letters are enough evidence across kinds, which the tagger may have missed.
fn fits(full: &Node, short: &Node, letters: &str) -> bool {
    let sure = letters.chars().count() > 2 && full.form.words.len() > 2;
    let several = full.form.words.len() > 1 || full.form.first().contains('-');
    several && (sure || full.shares_kind(short))
}
