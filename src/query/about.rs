//! Where one text has what a query asks for: what a summary is to be about.

use super::{
    Query, Subject, eval,
    node::{Field, Node, Pattern, Term},
};
use crate::{
    analysis::summary::Sought,
    text::{TextRange, fold, phrases::Phrases},
};

/// Places of one expression that are taken.
const MOST: usize = 1000;

impl Query {
    /// The places of its words, names and tags in the subject's text, in no useful order; of what is
    /// excluded (`-word`) none. A tag is looked for by its name.
    pub fn sought(&self, subject: &Subject<'_>) -> Vec<Sought> {
        let mut sought = Vec::new();
        look(&self.node, subject, &mut sought);
        sought
    }

    /// Whether it asks for the watch list and nothing excludes that.
    pub fn seeks_watched(&self) -> bool {
        seeks_watched(&self.node)
    }
}

fn seeks_watched(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(seeks_watched),
        Node::Term(Term::Is(flag)) => *flag == super::Flag::Watched,
        Node::All | Node::Not(_) | Node::Term(_) => false,
    }
}

fn look(node: &Node, subject: &Subject<'_>, sought: &mut Vec<Sought>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                look(node, subject, sought);
            }
        }
        Node::Term(Term::Bare(pattern) | Term::Field(Field::Text | Field::Title, pattern)) => {
            let places = places(subject.text, pattern);
            sought.extend(places.into_iter().map(|range| Sought::at(range, subject.mentions)));
        }
        Node::Term(Term::Tag(Pattern::Text(tag))) => {
            let places = Phrases::new([tag.typed.as_str()]).find(subject.text);
            sought.extend(places.into_iter().map(|(range, _)| Sought::at(range, subject.mentions)));
        }
        Node::Term(Term::Entity(group, pattern)) => {
            let meant = (subject.entities.iter())
                .filter(|entity| group.holds(entity.kind))
                .filter(|entity| eval::is_meant(subject, entity, pattern));
            let mentions = meant.flat_map(|entity| &entity.mentions);
            let places = mentions.filter_map(|at| subject.mentions.get(*at as usize));
            sought.extend(places.map(|m| Sought { range: m.range, named: true }));
        }
        Node::All
        | Node::Not(_)
        | Node::Term(
            Term::Tag(_) | Term::Field(..) | Term::Is(_) | Term::Date(_) | Term::Words(_),
        ) => {}
    }
}

fn places(text: &str, pattern: &Pattern) -> Vec<TextRange> {
    match pattern {
        Pattern::Text(needle) => fold::find_all(text, &needle.folded),
        Pattern::Regex(expression) => {
            let places = expression.regex.find_iter(text).take(MOST);
            places.map(|place| TextRange::new(place.start(), place.end())).collect()
        }
    }
}
