//! The query language: which articles are meant by `is:new @nakhala`.

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

use crate::{analysis::Entity, tags::Decision};

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
    pub decision: Option<&'a Decision>,
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

    /// Whether the answer depends on the article itself; if not, its decision and path suffice.
    pub fn reads_articles(&self) -> bool {
        eval::reads_articles(&self.node)
    }
}
