//! The tree of a query. Made only through [`Node::and`], [`Node::or`], [`Node::not`], which keep one
//! shape for one meaning.

use jiff::civil::Date;
use regex::Regex;

use crate::{analysis::EntityKind, tags::State};

/// What must hold of an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Node {
    /// Every article.
    #[default]
    All,
    /// Two or more, none of them an `And`.
    And(Vec<Node>),
    /// Two or more, none of them an `Or`.
    Or(Vec<Node>),
    /// Not of a `Not`.
    Not(Box<Node>),
    Term(Term),
}

impl Node {
    #[must_use]
    pub fn and(nodes: Vec<Node>) -> Self {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::All => {}
                Node::And(inner) => flat.extend(inner),
                other @ (Node::Or(_) | Node::Not(_) | Node::Term(_)) => flat.push(other),
            }
        }
        if flat.len() > 1 { Node::And(flat) } else { flat.pop().unwrap_or_default() }
    }

    #[must_use]
    pub fn or(nodes: Vec<Node>) -> Self {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Or(inner) => flat.extend(inner),
                other @ (Node::All | Node::And(_) | Node::Not(_) | Node::Term(_)) => {
                    flat.push(other);
                }
            }
        }
        if flat.len() > 1 { Node::Or(flat) } else { flat.pop().unwrap_or_default() }
    }

    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "named beside `and` and `or`")]
    pub fn not(node: Node) -> Self {
        match node {
            Node::Not(inner) => *inner,
            other @ (Node::All | Node::And(_) | Node::Or(_) | Node::Term(_)) => {
                Node::Not(Box::new(other))
            }
        }
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// A bare word, phrase or expression: in the title or the text.
    Bare(Pattern),
    /// `title:x` and the like.
    Field(Field, Pattern),
    /// `#iran`, `tag:iran`.
    Tag(Pattern),
    /// `@nakhala`, `org:x`.
    Entity(Group, Pattern),
    Is(Flag),
    Date(DateTerm),
    /// `words:>300`.
    Words(Span<u32>),
}

/// What a text is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Pattern {
    Text(Needle),
    Regex(Expression),
}

/// A text to look for: as typed, and folded with its white space made single.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    pub typed: String,
    pub folded: String,
}

/// An expression between slashes, with what it was made of.
#[derive(Debug, Clone)]
pub struct Expression {
    pub source: String,
    pub regex: Regex,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $list:ident { $($variant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $list { $($variant),* }

        impl $list {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in a query.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            pub fn of_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// Fields that hold one text.
    Field {
        Title "title",
        Text "text",
        Source "source",
        Author "author",
        Url "url",
        Path "path",
        Note "note",
        Lang "lang",
    }
}

named! {
    /// Which kinds of entities are meant.
    Group {
        Any "entity",
        Person "person",
        Org "org",
        Place "place",
    }
}

impl Group {
    pub fn holds(self, kind: EntityKind) -> bool {
        match self {
            Self::Any => true,
            Self::Person => kind == EntityKind::Person,
            Self::Org => kind == EntityKind::Organization,
            Self::Place => matches!(kind, EntityKind::Place | EntityKind::Facility),
        }
    }
}

named! {
    /// What can stand after `is:`.
    Flag {
        New "new",
        Done "done",
        Dropped "dropped",
        Later "later",
        Star "star",
        Marked "marked",
        Tagged "tagged",
        Noted "noted",
        Watched "watched",
    }
}

impl Flag {
    /// The state that this flag names, if it names one.
    pub fn state(self) -> Option<State> {
        match self {
            Self::New => Some(State::New),
            Self::Done => Some(State::Done),
            Self::Dropped => Some(State::Dropped),
            Self::Later => Some(State::Later),
            Self::Star | Self::Marked | Self::Tagged | Self::Noted | Self::Watched => None,
        }
    }
}

/// A range of values, both ends included; `None`: no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<T> {
    pub from: Option<T>,
    pub to: Option<T>,
}

impl<T: PartialOrd> Span<T> {
    pub fn holds(&self, value: &T) -> bool {
        self.from.as_ref().is_none_or(|from| from <= value)
            && self.to.as_ref().is_none_or(|to| value <= to)
    }
}

/// A condition on the article's date; an article without one never meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateTerm {
    /// `date:2023-04`, `date:2023-04-10..`; days.
    In(Span<Date>),
    /// `newer:2d` and the day it means; that day counts.
    Newer(Age, Date),
    /// `older:2d` and the day it means; that day does not count.
    Older(Age, Date),
}

/// How long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    pub count: u32,
    pub unit: Unit,
}

named! {
    /// Units of [`Age`].
    Unit {
        Day "d",
        Week "w",
        Month "m",
        Year "y",
    }
}
