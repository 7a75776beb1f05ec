//! The query language: which articles are meant by `is:new @nakhala`.

mod about;
pub mod answer;
mod display;
mod eval;
mod guess;
pub mod near;
mod node;
mod parse;
mod sort;
#[cfg(test)]
mod tests;
mod token;
mod value;

pub use guess::Guess;
use jiff::civil::Date;
pub use node::{
    Age, DateTerm, Expression, Field, Flag, Group, Needle, Node, Pattern, Span, Term, Unit,
};
pub use parse::fields;
pub use sort::{Sort, SortFields, SortKey};

use crate::{
    analysis::{Analysis, Entity, Mention},
    article::{Article, Found},
    tags::Decision,
    text::Clean,
};

/// What a query looks at in one article.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub path: &'a str,
    pub title: &'a str,
    pub text: &'a str,
    pub source: Option<&'a str>,
    pub author: Option<&'a str>,
    pub url: Option<&'a str>,
    pub language: Option<&'a str>,
    pub date: Option<Date>,
    pub words: u32,
    pub entities: &'a [Entity],
    /// The places in the text that the entities are named at, as they count them.
    pub mentions: &'a [Mention],
    pub decision: Option<&'a Decision>,
    /// Whether it has something of the watch list.
    pub watched: bool,
    /// Whether the reader has marked it to do something with it.
    pub marked: bool,
}

impl<'a> Subject<'a> {
    /// What a query looks at in an analysed article; whether it is watched is for the caller to say
    /// ([`Query::asks_watched`]).
    pub fn new(
        path: &'a str,
        article: &'a Article,
        analysis: &'a Analysis,
        decision: Option<&'a Decision>,
    ) -> Self {
        fn found(field: Option<&Found<Clean>>) -> Option<&str> {
            field.map(|found| found.value.as_str())
        }
        let meta = &analysis.meta;
        Self {
            path,
            title: found(meta.title.as_ref()).unwrap_or_default(),
            text: &article.text,
            source: found(meta.source.as_ref()),
            author: found(meta.author.as_ref()),
            url: found(meta.url.as_ref()),
            language: found(meta.language.as_ref()),
            date: meta.date.as_ref().map(|found| found.value),
            words: analysis.words,
            entities: &analysis.entities,
            mentions: &analysis.mentions,
            decision,
            watched: false,
            marked: false,
        }
    }

    /// What is known before an article is analysed: enough for a query that does not read articles
    /// ([`Query::reads_articles`]).
    pub fn unread(path: &'a str, decision: Option<&'a Decision>) -> Self {
        Self {
            path,
            title: "",
            text: "",
            source: None,
            author: None,
            url: None,
            language: None,
            date: None,
            words: 0,
            entities: &[],
            mentions: &[],
            decision,
            watched: false,
            marked: false,
        }
    }
}

/// A query that can be asked of any article. Written out (`Display`), it parses to itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    pub node: Node,
    /// The order asked for with `sort:`.
    pub sort: Option<Sort>,
}

/// Why a text is no query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Byte offset into the query.
    pub at: usize,
    pub message: String,
    pub hint: String,
}

/// Words that are left out at the end of what is being typed.
const MOST_LEFT_OUT: usize = 8;
/// Brackets that are closed for who is typing.
const MOST_CLOSED: usize = 8;

impl Query {
    /// Parses a query; `newer:2d` counts from `today`. The empty query means every article.
    pub fn parse(text: &str, today: Date) -> Result<Self, QueryError> {
        parse::parse(text, today)
    }

    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        eval::matches(&self.node, subject)
    }

    /// The articles that hold these words, as they stand, in title or text.
    pub fn phrase(words: &str) -> Self {
        let folded = value::plain(words);
        let node = if folded.is_empty() {
            Node::All
        } else {
            Node::Term(Term::Bare(Pattern::Text(Needle { typed: words.to_owned(), folded })))
        };
        Self { node, sort: None }
    }

    /// Parses what is being typed: what is open at the end (a phrase, an expression, brackets) is
    /// taken as closed there.
    pub fn parse_typed(text: &str, today: Date) -> Result<Self, QueryError> {
        let error = match Self::parse(text, today) {
            Ok(query) => return Ok(query),
            Err(error) => error,
        };
        let end = match text.as_bytes().get(error.at) {
            Some(b'"') => "\"",
            Some(b'/') => "/",
            Some(b'(') => "",
            _ => return Err(error),
        };
        let opened = text.matches('(').count().min(MOST_CLOSED);
        let mut closed =
            (0..=opened).map(|brackets| format!("{text}{end}{}", ")".repeat(brackets)));
        closed.find_map(|text| Self::parse(&text, today).ok()).ok_or(error)
    }

    /// What can be understood of a query that breaks off in its last word (`velmora is:`), and how
    /// much of the text that is. Nothing where its fault is further to the front.
    pub fn parse_begun<'a>(
        text: &'a str,
        error: &QueryError,
        today: Date,
    ) -> Option<(&'a str, Self)> {
        let (kept, last) = text.split_at_checked(error.at)?;
        if last.contains(char::is_whitespace) {
            return None;
        }
        let whole = |kept: &str| Self::parse_typed(kept, today).ok();
        let shorter = |kept: &&'a str| {
            let word = kept.trim_end_matches(|c: char| !c.is_whitespace() && c != '(');
            Some(word.strip_suffix('(').unwrap_or(word).trim_end())
        };
        std::iter::successors(Some(kept.trim_end()), shorter)
            .take(MOST_LEFT_OUT)
            .find_map(|kept| Some((kept, whole(kept)?)))
    }

    /// Whether the answer depends on what the reader decided.
    pub fn asks_decisions(&self) -> bool {
        eval::asks_decisions(&self.node)
    }

    /// Whether the answer depends on the watch list.
    pub fn asks_watched(&self) -> bool {
        eval::asks_watched(&self.node)
    }

    /// Whether the answer depends on the article itself; if not, its decision and path suffice.
    pub fn reads_articles(&self) -> bool {
        eval::reads_articles(&self.node)
    }
}
