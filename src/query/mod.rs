//! The query language: which articles are meant by `is:new @nakhala`.

mod about;
mod display;
mod eval;
pub mod near;
mod node;
mod parse;
mod sort;
#[cfg(test)]
mod tests;
mod token;
mod value;

use jiff::civil::Date;
pub use node::{
    Age, DateTerm, Expression, Field, Flag, Group, Needle, Node, Pattern, Span, Term, Unit,
};
pub use sort::{Sort, SortFields, SortKey};

use crate::{
    analysis::{Analysis, Entity, Mention},
    article::{Article, Found},
    tags::Decision,
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
        fn found(field: Option<&Found<String>>) -> Option<&str> {
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

impl Query {
    /// Parses a query; `newer:2d` counts from `today`. The empty query means every article.
    pub fn parse(text: &str, today: Date) -> Result<Self, QueryError> {
        parse::parse(text, today)
    }

    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        eval::matches(&self.node, subject)
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
