//! Asks a query of one article.

use std::cell::OnceCell;

use memchr::memmem;

use super::{
    Subject,
    node::{DateTerm, Field, Flag, Group, Node, Pattern, Term},
    value::plain,
};
use crate::analysis::Entity;

pub fn matches(node: &Node, subject: &Subject<'_>) -> bool {
    let seen = Seen { subject, title: OnceCell::new(), text: OnceCell::new() };
    seen.node(node)
}

pub fn holds(term: &Term, subject: &Subject<'_>) -> bool {
    Seen { subject, title: OnceCell::new(), text: OnceCell::new() }.term(term)
}

pub fn reads_articles(node: &Node) -> bool {
    match node {
        Node::All => false,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(reads_articles),
        Node::Not(inner) => reads_articles(inner),
        Node::Term(term) => match term {
            Term::Is(flag) => matches!(flag, Flag::Watched | Flag::Marked),
            Term::Tag(_) | Term::Field(Field::Path | Field::Note, _) => false,
            Term::Bare(_) | Term::Field(..) | Term::Entity(..) | Term::Date(_) | Term::Words(_) => {
                true
            }
        },
    }
}

pub fn asks_decisions(node: &Node) -> bool {
    match node {
        Node::All => false,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(asks_decisions),
        Node::Not(inner) => asks_decisions(inner),
        Node::Term(term) => match term {
            Term::Is(flag) => !matches!(flag, Flag::Watched | Flag::Marked),
            Term::Tag(_) | Term::Field(Field::Note, _) => true,
            Term::Bare(_) | Term::Field(..) | Term::Entity(..) | Term::Date(_) | Term::Words(_) => {
                false
            }
        },
    }
}

pub fn asks_watched(node: &Node) -> bool {
    match node {
        Node::All => false,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(asks_watched),
        Node::Not(inner) => asks_watched(inner),
        Node::Term(term) => matches!(term, Term::Is(Flag::Watched)),
    }
}

/// An article and its texts, folded when first asked for.
struct Seen<'a> {
    subject: &'a Subject<'a>,
    title: OnceCell<String>,
    text: OnceCell<String>,
}

impl Seen<'_> {
    fn node(&self, node: &Node) -> bool {
        match node {
            Node::All => true,
            Node::And(nodes) => nodes.iter().all(|node| self.node(node)),
            Node::Or(nodes) => nodes.iter().any(|node| self.node(node)),
            Node::Not(inner) => !self.node(inner),
            Node::Term(term) => self.term(term),
        }
    }

    fn term(&self, term: &Term) -> bool {
        match term {
            Term::Bare(pattern) => self.in_title(pattern) || self.in_text(pattern),
            Term::Field(field, pattern) => self.field(*field, pattern),
            Term::Tag(pattern) => self.tag(pattern),
            Term::Entity(group, pattern) => self.entity(*group, pattern),
            Term::Is(flag) => self.is(*flag),
            Term::Date(term) => self.date(term),
            Term::Words(span) => span.holds(&self.subject.words),
        }
    }

    fn in_title(&self, pattern: &Pattern) -> bool {
        found(pattern, self.subject.title, || self.title.get_or_init(|| plain(self.subject.title)))
    }

    fn in_text(&self, pattern: &Pattern) -> bool {
        found(pattern, self.subject.text, || self.text.get_or_init(|| plain(self.subject.text)))
    }

    fn field(&self, field: Field, pattern: &Pattern) -> bool {
        let subject = self.subject;
        let value = match field {
            Field::Title => return self.in_title(pattern),
            Field::Text => return self.in_text(pattern),
            Field::Lang => return subject.language.is_some_and(|code| language(pattern, code)),
            Field::Source => subject.source,
            Field::Author => subject.author,
            Field::Url => subject.url,
            Field::Path => Some(subject.path),
            Field::Note => subject.decision.and_then(|decision| decision.note.as_deref()),
        };
        value.is_some_and(|value| found(pattern, value, || plain(value)))
    }

    fn tag(&self, pattern: &Pattern) -> bool {
        self.subject.decision.is_some_and(|decision| {
            decision.tags.iter().any(|tag| match pattern {
                Pattern::Text(needle) => plain(tag) == needle.folded,
                Pattern::Regex(expression) => expression.regex.is_match(tag),
            })
        })
    }

    /// By the entity's name or any way it is written here: `place:US` finds `United States`.
    fn entity(&self, group: Group, pattern: &Pattern) -> bool {
        let mut entities = self.subject.entities.iter().filter(|entity| group.holds(entity.kind));
        entities.any(|entity| is_meant(self.subject, entity, pattern))
    }

    fn is(&self, flag: Flag) -> bool {
        let decision = self.subject.decision;
        match flag {
            Flag::Watched => return self.subject.watched,
            Flag::Marked => return self.subject.marked,
            _ => {}
        }
        if let Some(state) = flag.state() {
            return decision.map(|decision| decision.state).unwrap_or_default() == state;
        }
        decision.is_some_and(|decision| match flag {
            Flag::Star => decision.star,
            Flag::Tagged => !decision.tags.is_empty(),
            Flag::Noted => decision.note.is_some(),
            Flag::New | Flag::Done | Flag::Dropped | Flag::Later | Flag::Watched | Flag::Marked => {
                false
            }
        })
    }

    fn date(&self, term: &DateTerm) -> bool {
        self.subject.date.is_some_and(|date| match term {
            DateTerm::In(span) => span.holds(&date),
            DateTerm::Newer(_, day) => date >= *day,
            DateTerm::Older(_, day) => date < *day,
        })
    }
}

/// Whether a pattern means an entity, by its name or any way it is written here.
pub fn is_meant(subject: &Subject<'_>, entity: &Entity, pattern: &Pattern) -> bool {
    let Subject { mentions, text, .. } = subject;
    let written = entity.mentions.iter().filter_map(|at| mentions.get(*at as usize));
    means(pattern, &entity.name) || written.into_iter().any(|m| means(pattern, m.range.of(text)))
}

/// Whether a pattern means a name as it is written here.
pub fn means(pattern: &Pattern, name: &str) -> bool {
    match pattern {
        Pattern::Text(needle) => has_words(&plain(name), &needle.folded),
        Pattern::Regex(expression) => expression.regex.is_match(name),
    }
}

/// Whether a pattern is anywhere in a text; `folded` is made only where it is needed.
pub fn found<T: AsRef<str>>(pattern: &Pattern, raw: &str, folded: impl FnOnce() -> T) -> bool {
    match pattern {
        Pattern::Text(needle) => {
            memmem::find(folded().as_ref().as_bytes(), needle.folded.as_bytes()).is_some()
        }
        Pattern::Regex(expression) => expression.regex.is_match(raw),
    }
}

/// `en` means `en` and `en-GB`.
pub fn language(pattern: &Pattern, code: &str) -> bool {
    match pattern {
        Pattern::Text(needle) => {
            let code = plain(code);
            code.strip_prefix(needle.folded.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
        Pattern::Regex(expression) => expression.regex.is_match(code),
    }
}

/// Whether `words` stand in `name` as whole words, so that `iran` is not found in `Tirana`.
pub fn has_words(name: &str, words: &str) -> bool {
    memmem::find_iter(name.as_bytes(), words.as_bytes()).any(|at| {
        let before = name.get(..at).and_then(|text| text.chars().next_back());
        let after = name.get(at + words.len()..).and_then(|text| text.chars().next());
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !inner(before) && !inner(after)
    })
}
