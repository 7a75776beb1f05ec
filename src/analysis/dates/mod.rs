//! Dates in running text, made absolute by the article's own date.
//!
//! Rules, not a grammar: each looks at a few tokens. Years and months alone count only where a word
//! beside them makes them one (`in 2003`, `since May`).

mod calendar;
mod distance;
mod feasts;
mod named;
mod numeric;
mod order;
mod parts;
mod relative;
mod tense;
mod tokens;
mod value;
mod years;

use jiff::civil::Date;

pub use self::order::{Order, order};
use self::{
    tokens::{Number, Token, tokens},
    value::Value,
};
use crate::text::TextRange;

/// How far, in bytes, `the following day` may be from the day that it follows.
const REACH: usize = 400;

/// A date expression and its value (`2023-04-12`, `2023-04`, `2023-03-30/2023-04-13`, or two values
/// `2023-03-04|2023-04-03` where one cannot tell), where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    pub range: TextRange,
    pub norm: Option<String>,
}

/// What is known of the article whose text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// The article's date.
    pub today: Option<Date>,
    pub order: Order,
}

/// What a rule finds: tokens up to `end` (exclusive), and their value if it can be told.
struct Hit {
    end: usize,
    value: Option<Value>,
}

impl Hit {
    fn new(end: usize, value: Value) -> Self {
        Self { end, value: Some(value) }
    }
}

/// What the rules look at.
struct Sight<'a> {
    tokens: &'a [Token<'a>],
    context: Context,
    /// The last day that was named nearby.
    anchor: Option<Date>,
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
        self.back(at, 1)
    }

    /// The word `by` tokens before `at`.
    fn back(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.word(at))
    }

    fn number(&self, at: usize) -> Option<Number> {
        self.token(at)?.number
    }

    /// Whether the mark or word stands at `at` without space before it.
    fn is_glued(&self, at: usize, mark: &str) -> bool {
        self.token(at).is_some_and(|t| !t.spaced && t.lower == mark)
    }

    fn glued_number(&self, at: usize) -> Option<Number> {
        self.token(at).filter(|t| !t.spaced)?.number
    }

    /// Whether a word with a capital letter stands at `at`.
    fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            t.capital
                && t.number.is_none()
                && t.lower.chars().next().is_some_and(char::is_alphabetic)
        })
    }

    /// The token after `'s`, or `at` where none stands.
    fn after_possessive(&self, at: usize) -> usize {
        let apostrophe = self.is_glued(at, "'") || self.is_glued(at, "’");
        if apostrophe && self.is_glued(at + 1, "s") { at + 2 } else { at }
    }

    fn today(&self) -> Option<Date> {
        self.context.today
    }
}

/// Finds the dates of one text, piece by piece.
pub struct Finder<'a> {
    text: &'a str,
    context: Context,
    /// The last day named, and where.
    anchor: Option<(Date, usize)>,
}

impl<'a> Finder<'a> {
    pub fn new(text: &'a str, context: Context) -> Self {
        Self { text, context, anchor: None }
    }

    /// The date expressions in `range`, in order, not overlapping; pieces are given in order.
    pub fn find(&mut self, range: TextRange) -> Vec<FoundDate> {
        let tokens = tokens(self.text, range);
        let mut sight = Sight { tokens: &tokens, context: self.context, anchor: None };
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = tokens.get(at) {
            let near = |(_, end): &(Date, usize)| first.range.start().saturating_sub(*end) <= REACH;
            sight.anchor = self.anchor.filter(near).map(|(day, _)| day);
            let Some(hit) = hit(&sight, at).filter(|h| h.end > at) else {
                at += 1;
                continue;
            };
            if let Some(last) = tokens.get(hit.end - 1) {
                let range = TextRange::new(first.range.start(), last.range.end());
                found.push(FoundDate { range, norm: hit.value.map(|v| v.to_string()) });
                if let Some(Value::Day(day)) = hit.value {
                    self.anchor = Some((day, range.end()));
                }
            }
            at = hit.end;
        }
        found
    }
}

fn hit(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    parts::at(sight, at)
        .or_else(|| absolute(sight, at))
        .or_else(|| feasts::at(sight, at))
        .or_else(|| relative::at(sight, at))
        .or_else(|| distance::at(sight, at))
}

/// A date that says its month or year.
fn absolute(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let token = sight.token(at)?;
    if token.number.is_some() || token.lower.len() == 8 && token.lower.starts_with(['1', '2']) {
        numeric::at(sight, at).or_else(|| named::at(sight, at)).or_else(|| years::at(sight, at))
    } else if token.capital || !token.lower.is_ascii() {
        named::at(sight, at).or_else(|| years::at(sight, at))
    } else {
        years::at(sight, at)
    }
}

/// The days of `range` that are named with their month and year, in order, each with whether its
/// sentence speaks of what is to come.
pub fn whole_days(text: &str, range: TextRange, order: Order) -> Vec<(Date, bool)> {
    if !may_hold_year(range.of(text)) {
        return Vec::new();
    }
    let tokens = tokens(text, range);
    let sight = Sight { tokens: &tokens, context: Context { today: None, order }, anchor: None };
    let mut days = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let hit = absolute(&sight, at).filter(|hit| hit.end > at);
        if let Some(Value::Day(day)) = hit.as_ref().and_then(|hit| hit.value) {
            days.push((day, tense::at(&sight, at, at) == Some(tense::Tense::Future)));
        }
        at = hit.map_or(at + 1, |hit| hit.end);
    }
    days
}

/// The first day of a month in `range` that lacks its year (`April 14`), as month and day, with the
/// day of the week where that stands before it.
pub fn day_without_year(text: &str, range: TextRange) -> Option<MonthDay> {
    let tokens = tokens(text, range);
    let sight = Sight { tokens: &tokens, context: Context::default(), anchor: None };
    (0..tokens.len()).find_map(|at| named::without_year(&sight, at))
}

pub use self::named::MonthDay;

/// The latest year that `range` names, without those of decades, centuries and what is to come.
pub fn latest_year(text: &str, range: TextRange) -> Option<i16> {
    if !may_hold_year(range.of(text)) {
        return None;
    }
    let tokens = tokens(text, range);
    let sight = Sight { tokens: &tokens, context: Context::default(), anchor: None };
    let mut latest = None;
    let mut at = 0;
    while at < tokens.len() {
        let hit = absolute(&sight, at).filter(|hit| hit.end > at);
        let year = match hit.as_ref().and_then(|hit| hit.value) {
            Some(Value::Day(day) | Value::Either(day, _)) => Some(day.year()),
            Some(Value::Month(year, _) | Value::Year(year)) => Some(year),
            Some(Value::Span(..)) | None => None,
        };
        let past = |_: &i16| tense::at(&sight, at, at) != Some(tense::Tense::Future);
        latest = latest.max(year.filter(past));
        at = hit.map_or(at + 1, |hit| hit.end);
    }
    latest
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
