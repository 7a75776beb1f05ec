//! The query language: which articles are meant by `is:new @nakhala`.

use jiff::civil::Date;

use crate::{
    analysis::{Entity, EntityKind},
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
    pub decision: Option<&'a Decision>,
}

/// A query that can be asked of any article.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {}

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
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let _ = text;
        Ok(Self {})
    }

    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        let _ = (subject, EntityKind::Person);
        true
    }
}
