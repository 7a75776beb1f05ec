//! Dates in running text, made absolute by the article's own date.
//!
//! Rules, not a grammar: each looks at a few tokens. Years and months alone count only after a word
//! that makes them one (`in 2003`, `since May`).

mod absolute;
mod calendar;
mod relative;
mod tense;
mod tokens;
mod value;

use jiff::civil::Date;

use self::{
    tokens::{Token, tokens},
    value::Value,
};
use crate::text::TextRange;

/// A date expression and its value (`2023-04-12`, `2023-04`, `2023-03-30/2023-04-13`), where it has
/// one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    pub range: TextRange,
    pub norm: Option<String>,
}

/// What a rule finds: tokens up to `end` (exclusive), and their value if it can be told.
struct Hit {
    end: usize,
    value: Option<Value>,
}

/// What the rules look at.
struct Sight<'a> {
    tokens: &'a [Token<'a>],
    today: Option<Date>,
}

impl<'a> Sight<'a> {
    fn token(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    /// The word at `at` in lower case; empty where there is none.
    fn word(&self, at: usize) -> &str {
        self.token(at).map_or("", |t| t.lower.as_ref())
    }

    /// The word before `at`.
    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }
}

/// The date expressions in `range`, in order, not overlapping. `today` is the article's date.
pub fn find(text: &str, range: TextRange, today: Option<Date>) -> Vec<FoundDate> {
    let tokens = tokens(text, range);
    let sight = Sight { tokens: &tokens, today };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let hit = absolute::at(&sight, at).or_else(|| relative::at(&sight, at));
        let Some(hit) = hit.filter(|h| h.end > at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (tokens.get(at), tokens.get(hit.end - 1)) {
            let range = TextRange::new(first.range.start(), last.range.end());
            found.push(FoundDate { range, norm: hit.value.map(|v| v.to_string()) });
        }
        at = hit.end;
    }
    found
}

/// The first absolute date in `range`: one with day, month and year.
pub fn first_absolute(text: &str, range: TextRange) -> Option<Date> {
    if !may_hold_year(range.of(text)) {
        return None;
    }
    let tokens = tokens(text, range);
    let sight = Sight { tokens: &tokens, today: None };
    (0..tokens.len()).find_map(|at| match absolute::at(&sight, at)?.value? {
        Value::Day(day) => Some(day),
        Value::Month(..) | Value::Year(_) | Value::Span(..) => None,
    })
}

/// Whether there is a number of four digits, or digits around a slash.
fn may_hold_year(text: &str) -> bool {
    let (mut digits, mut slashed) = (0, false);
    for c in text.chars() {
        if c.is_numeric() {
            digits += 1;
            if digits == 4 || slashed {
                return true;
            }
        } else {
            slashed = c == '/' && digits > 0;
            digits = 0;
        }
    }
    false
}

#[cfg(test)]
mod tests;
