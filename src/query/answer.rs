//! Asks a query of all articles at once: each condition is answered by what is kept for it, as a set,
//! and files are read only for what nothing is kept of.

use super::{
    Query, Subject,
    eval::{self, found, language},
    node::{DateTerm, Field, Group, Node, Pattern, Term},
    value::plain,
};
use crate::{
    analysis::EntityKind,
    corpus::{DocId, DocSet, EntityIndex, EntityKey, Entry, Fact, Facts, Form, Forms, Part, Texts},
    tags::Decision,
    text::Clean,
};

/// Whether a condition depends on what only the reader's decisions, corrections and watch list tell.
pub fn is_given(term: &Term) -> bool {
    match term {
        Term::Tag(_) | Term::Entity(..) | Term::Is(_) | Term::Words(_) => true,
        Term::Field(field, _) => *field == Field::Note,
        Term::Bare(_) | Term::Date(_) => false,
    }
}

impl Query {
    /// Its conditions that [`is_given`] of, each once.
    pub fn given(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        collect(&self.node, &mut terms);
        terms
    }
}

impl Term {
    /// Whether it holds of an article by what was decided of it, and that alone.
    pub fn is_decided(&self, decision: Option<&Decision>) -> bool {
        eval::holds(self, &Subject::unread("", decision))
    }
}

/// The articles that have an entity of the group which the pattern means, by its name or any way it
/// is written there. `kind_of` tells the kind that a name which was found has now; `None`: it is no
/// name.
pub fn of_entity(
    (group, pattern): (Group, &Pattern),
    index: &EntityIndex,
    forms: &Forms,
    kind_of: impl Fn(DocId, &str, EntityKind) -> Option<EntityKind>,
) -> DocSet {
    let mut met: DocSet = match pattern {
        Pattern::Text(needle) => {
            let meant = |(key, _): &(&EntityKey, &Entry)| {
                group.holds(key.kind) && eval::has_words(&key.name, &needle.folded)
            };
            index.iter().filter(meant).flat_map(|(_, e)| &e.articles).map(|(doc, _)| *doc).collect()
        }
        Pattern::Regex(_) => {
            index.written(|name, kind| group.holds(kind) && eval::means(pattern, name))
        }
    };
    let is_meant = |form: &Form| match pattern {
        Pattern::Text(needle) => eval::has_words(&form.folded, &needle.folded),
        Pattern::Regex(expression) => expression.regex.is_match(&form.written),
    };
    let found = index.found_otherwise().filter(|(_, name, _)| eval::means(pattern, name));
    for (doc, name, kind) in forms.find(is_meant).chain(found) {
        if kind_of(doc, name, kind).is_some_and(|kind| group.holds(kind)) {
            met.insert(doc);
        }
    }
    met
}

fn collect<'a>(node: &'a Node, terms: &mut Vec<&'a Term>) {
    match node {
        Node::All => {}
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| collect(node, terms)),
        Node::Not(inner) => collect(inner, terms),
        Node::Term(term) => {
            if is_given(term) && !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
}

/// What answers a query.
pub struct Answerer<'a> {
    pub texts: &'a Texts,
    pub facts: &'a Facts,
    /// The articles that meet each condition of [`Query::given`].
    pub given: &'a [(Term, DocSet)],
    /// The text of an article, from its file; `None` where it cannot be read now.
    pub read: &'a dyn Fn(DocId) -> Option<Clean>,
    /// Whether nobody waits for the answer any more.
    pub stop: &'a dyn Fn() -> bool,
}

impl Answerer<'_> {
    /// The articles of `within` that the query means. An article not read yet has its path for a
    /// title, and nothing else.
    pub fn answer(&self, query: &Query, within: &DocSet) -> DocSet {
        self.node(&query.node, within)
    }

    fn node(&self, node: &Node, within: &DocSet) -> DocSet {
        match node {
            Node::All => within.clone(),
            Node::And(nodes) => {
                let mut left = within.clone();
                for node in by_cost(nodes) {
                    left = self.node(node, &left);
                }
                left
            }
            Node::Or(nodes) => {
                let (mut met, mut left) = (DocSet::default(), within.clone());
                for node in by_cost(nodes) {
                    let more = self.node(node, &left);
                    left.take_out(&more);
                    met.add(&more);
                }
                met
            }
            Node::Not(inner) => {
                let mut left = within.clone();
                left.take_out(&self.node(inner, within));
                left
            }
            Node::Term(term) => self.term(term, within),
        }
    }

    fn term(&self, term: &Term, within: &DocSet) -> DocSet {
        let mut met = match term {
            Term::Bare(pattern) => self.text(pattern, Part::Both, within),
            Term::Field(Field::Title, pattern) => self.text(pattern, Part::Title, within),
            Term::Field(Field::Text, pattern) => self.text(pattern, Part::Text, within),
            Term::Field(field @ (Field::Source | Field::Author | Field::Url), pattern) => self
                .each(within, |fact| {
                    let value = match field {
                        Field::Author => &fact.author,
                        Field::Url => &fact.url,
                        _ => &fact.source,
                    };
                    value.as_deref().is_some_and(|value| found(pattern, value, || plain(value)))
                }),
            Term::Field(Field::Path, pattern) => {
                self.each(within, |fact| found(pattern, &fact.path, || plain(&fact.path)))
            }
            Term::Field(Field::Lang, pattern) => self.each(within, |fact| {
                fact.language.as_deref().is_some_and(|code| language(pattern, code))
            }),
            Term::Date(term) => self.each(within, |fact| is_in(term, fact)),
            Term::Field(Field::Note, _)
            | Term::Tag(_)
            | Term::Entity(..)
            | Term::Is(_)
            | Term::Words(_) => {
                let given = self.given.iter().find(|(given, _)| given == term);
                given.map(|(_, docs)| docs.clone()).unwrap_or_default()
            }
        };
        met.keep(within);
        met
    }

    fn each(&self, within: &DocSet, is_met: impl Fn(&Fact) -> bool) -> DocSet {
        self.facts.with(|facts| {
            let fact = |doc: &DocId| facts.get(doc.0 as usize).is_some_and(&is_met);
            within.iter().filter(fact).collect()
        })
    }

    fn text(&self, pattern: &Pattern, part: Part, within: &DocSet) -> DocSet {
        let unread = |fact: &Fact| {
            !fact.read && part != Part::Text && found(pattern, &fact.path, || plain(&fact.path))
        };
        let mut met = self.each(within, unread);
        let mut unsure = match pattern {
            Pattern::Text(needle) => {
                met.add(&self.texts.find(&needle.folded, part));
                if part == Part::Title { DocSet::default() } else { self.texts.cut() }
            }
            Pattern::Regex(expression) => {
                if part != Part::Text {
                    met.add(&self.each(within, |fact| expression.regex.is_match(&fact.title)));
                }
                if part == Part::Title {
                    DocSet::default()
                } else {
                    self.each(within, |fact| fact.read)
                }
            }
        };
        unsure.keep(within);
        unsure.take_out(&met);
        for doc in unsure.iter().take_while(|_| !(self.stop)()) {
            if (self.read)(doc).is_some_and(|text| found(pattern, &text, || plain(&text))) {
                met.insert(doc);
            }
        }
        met
    }
}

fn is_in(term: &DateTerm, fact: &Fact) -> bool {
    let subject = Subject { date: fact.date, ..Subject::unread("", None) };
    eval::holds(&Term::Date(*term), &subject)
}

/// What is answered from memory first, so that files are read for few articles.
fn by_cost(nodes: &[Node]) -> Vec<&Node> {
    let mut ordered: Vec<&Node> = nodes.iter().collect();
    ordered.sort_by_key(|node| reads_files(node));
    ordered
}

fn reads_files(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(reads_files),
        Node::Not(inner) => reads_files(inner),
        Node::Term(Term::Bare(pattern) | Term::Field(Field::Text, pattern)) => {
            matches!(pattern, Pattern::Regex(_))
        }
        Node::All | Node::Term(_) => false,
    }
}
