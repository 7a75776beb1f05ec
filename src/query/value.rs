//! The values in a query: texts, expressions, dates, ages, counts.

use jiff::civil::Date;
use regex::RegexBuilder;

use super::{
    QueryError,
    node::{Age, DateTerm, Expression, Needle, Pattern, Span, Unit},
    token::Value,
};
pub use crate::text::fold::words as plain;

/// Bytes that a compiled expression may take.
const LARGEST_REGEX: usize = 4 << 20;

pub fn pattern(at: usize, value: &Value<'_>) -> Result<Pattern, QueryError> {
    let typed = match value {
        Value::Word(word) => (*word).to_owned(),
        Value::Phrase(phrase) => phrase.clone(),
        Value::Regex(source) => return expression(at, source).map(Pattern::Regex),
    };
    let folded = plain(&typed);
    if folded.is_empty() {
        return Err(QueryError {
            at,
            message: "there is nothing here to search for".to_owned(),
            hint: "write at least one letter, digit or sign".to_owned(),
        });
    }
    Ok(Pattern::Text(Needle { typed, folded }))
}

fn expression(at: usize, source: &str) -> Result<Expression, QueryError> {
    if source.is_empty() {
        return Err(QueryError {
            at,
            message: "the expression is empty".to_owned(),
            hint: "write it between the slashes: `/UAVs?/`".to_owned(),
        });
    }
    RegexBuilder::new(source)
        .case_insensitive(!has_capital(source))
        .multi_line(true)
        .size_limit(LARGEST_REGEX)
        .dfa_size_limit(LARGEST_REGEX)
        .build()
        .map(|regex| Expression { source: source.to_owned(), regex })
        .map_err(|cause| {
            let message = match cause {
                regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
                other => {
                    let said = other.to_string();
                    let last = said.lines().last().unwrap_or_default().trim();
                    last.strip_prefix("error: ").unwrap_or(last).to_owned()
                }
            };
            QueryError {
                at,
                message: format!("the expression cannot be used: {message}"),
                hint: "to search for the text itself, put it in quotation marks".to_owned(),
            }
        })
}

/// Whether an expression names a capital letter: then, and only then, case counts.
fn has_capital(source: &str) -> bool {
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let class = chars.next();
                let braces = matches!(class, Some('p' | 'P' | 'x' | 'u' | 'U'))
                    && chars.next_if_eq(&'{').is_some();
                if braces {
                    chars.by_ref().find(|c| *c == '}');
                }
            }
            '(' if chars.next_if_eq(&'?').is_some() => {
                chars.by_ref().find(|c| matches!(c, ':' | ')' | '>'));
            }
            _ if c.is_uppercase() => return true,
            _ => {}
        }
    }
    false
}

/// The value of a field that takes neither phrase nor expression.
pub fn word<'a>(at: usize, field: &str, value: &Value<'a>) -> Result<&'a str, QueryError> {
    match value {
        Value::Word(word) => Ok(word),
        Value::Phrase(_) | Value::Regex(_) => Err(QueryError {
            at,
            message: format!("`{field}:` takes no phrase and no expression"),
            hint: "write the value without quotation marks or slashes".to_owned(),
        }),
    }
}

/// The value of a field of days: a word, or as one says it.
pub fn words<'a>(at: usize, field: &str, value: &'a Value<'a>) -> Result<&'a str, QueryError> {
    match value {
        Value::Phrase(phrase) => Ok(phrase),
        Value::Word(_) | Value::Regex(_) => word(at, field, value),
    }
}

/// A comparison as written: `a..b`, `>a`, `<=a`, `a`.
enum Written<'a> {
    Range(&'a str, &'a str),
    Above(&'a str),
    Below(&'a str),
    AtLeast(&'a str),
    AtMost(&'a str),
    Only(&'a str),
}

/// Makes a comparison of what stands after its sign.
type Make<'a> = fn(&'a str) -> Written<'a>;

fn written<'a>(word: &'a str) -> Written<'a> {
    if let Some((from, to)) = word.split_once("..") {
        return Written::Range(from, to);
    }
    let signs: [(&str, Make<'a>); 4] = [
        (">=", Written::AtLeast),
        ("<=", Written::AtMost),
        (">", Written::Above),
        ("<", Written::Below),
    ];
    signs
        .iter()
        .find_map(|(sign, make)| word.strip_prefix(sign).map(make))
        .unwrap_or(Written::Only(word))
}

fn no_count(at: usize) -> QueryError {
    QueryError {
        at,
        message: "this is no number of words".to_owned(),
        hint: "write `words:>300`, `words:100..300` or `words:..100`".to_owned(),
    }
}

/// `words:`
pub fn count(at: usize, word: &str) -> Result<Span<u32>, QueryError> {
    let number = |text: &str| text.parse::<u32>().map_err(|_not_a_number| no_count(at));
    let optional = |text: &str| (!text.is_empty()).then(|| number(text)).transpose();
    let span = match written(word) {
        Written::Range(from, to) => Span { from: optional(from)?, to: optional(to)? },
        Written::AtLeast(text) => Span { from: Some(number(text)?), to: None },
        Written::AtMost(text) => Span { from: None, to: Some(number(text)?) },
        Written::Above(text) => {
            Span { from: Some(step(at, number(text)?.checked_add(1))?), to: None }
        }
        Written::Below(text) => {
            Span { from: None, to: Some(step(at, number(text)?.checked_sub(1))?) }
        }
        Written::Only(text) => Span { from: Some(number(text)?), to: Some(number(text)?) },
    };
    checked(at, span).map_err(|_empty| no_count(at))
}

fn step(at: usize, moved: Option<u32>) -> Result<u32, QueryError> {
    moved.ok_or_else(|| no_count(at))
}

/// Refuses a range without ends or with its ends the wrong way round.
fn checked<T: PartialOrd>(at: usize, span: Span<T>) -> Result<Span<T>, QueryError> {
    match (&span.from, &span.to) {
        (None, None) => {}
        (Some(from), Some(to)) if from > to => {}
        _ => return Ok(span),
    }
    Err(QueryError {
        at,
        message: "the range holds nothing".to_owned(),
        hint: "write the smaller end first, and at least one end".to_owned(),
    })
}

fn no_date(at: usize) -> QueryError {
    QueryError {
        at,
        message: "this is no date".to_owned(),
        hint:
            "write `2023-04-13`, `2023-04`, `2023`, `today`, `monday`, `last-week`, or a range: `2023-04-10..2023-04-13`"
                .to_owned(),
    }
}

/// The first and the last day of a day, a month or a year.
fn days(at: usize, text: &str, today: Date) -> Result<(Date, Date), QueryError> {
    let bad = || no_date(at);
    if let Some(days) = spoken(text, today) {
        return Ok(days);
    }
    let parts: Vec<&str> = text.split('-').collect();
    let part = |index: usize, digits: usize| {
        (parts.get(index))
            .filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<i16>().ok())
            .ok_or_else(bad)
    };
    let short = |n: i16| i8::try_from(n).map_err(|_too_large| bad());
    let day =
        |y: i16, m: i16, d: i16| Date::new(y, short(m)?, short(d)?).map_err(|_no_such_day| bad());
    let year = part(0, 4)?;
    match parts.len() {
        1 => Ok((day(year, 1, 1)?, day(year, 12, 31)?)),
        2 => {
            let first = day(year, part(1, 2)?, 1)?;
            Ok((first, first.last_of_month()))
        }
        3 => {
            let day = day(year, part(1, 2)?, part(2, 2)?)?;
            Ok((day, day))
        }
        _ => Err(bad()),
    }
}

/// `yesterday`, `monday` (the last one, today counts), `last-week` (weeks start on Monday), `april`
/// (the last one that has begun).
fn spoken(text: &str, today: Date) -> Option<(Date, Date)> {
    let text = text.to_lowercase();
    let (which, unit) = text.split_once(['-', ' ', '_']).unwrap_or(("", text.as_str()));
    let back = i32::from(match which {
        "" | "this" => false,
        "last" => true,
        _ => return None,
    });
    let from_monday = i32::from(today.weekday().to_monday_zero_offset());
    let ago = |days: i32| today.checked_sub(jiff::Span::new().try_days(days).ok()?).ok();
    let one = |day: Date| Some((day, day));
    if let Some(day) = WEEKDAYS.iter().position(|name| *name == unit) {
        let day = i32::try_from(day).ok()?;
        let since = (from_monday - day).rem_euclid(7);
        return one(ago(since + if back == 1 && since == 0 { 7 } else { 0 })?);
    }
    if let Some(month) = MONTHS.iter().position(|name| *name == unit) {
        let month = i8::try_from(month + 1).ok()?;
        let year = today.year() - i16::from(month > today.month());
        let first = Date::new(year, month, 1).ok()?;
        return Some((first, first.last_of_month()));
    }
    match unit {
        "today" if which.is_empty() => one(today),
        "yesterday" if which.is_empty() => one(ago(1)?),
        _ if which.is_empty() => None,
        "week" => {
            let monday = ago(from_monday + 7 * back)?;
            Some((monday, monday.checked_add(jiff::Span::new().days(6)).ok()?))
        }
        "month" => {
            let first = today.first_of_month();
            let first = if back == 1 { first.yesterday().ok()?.first_of_month() } else { first };
            Some((first, first.last_of_month()))
        }
        "year" => {
            let year = today.year().checked_sub(i16::try_from(back).ok()?)?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        _ => None,
    }
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn span_of(at: usize, word: &str, today: Date) -> Result<Span<Date>, QueryError> {
    let first = |text: &str| days(at, text, today).map(|(first, _)| first);
    let last = |text: &str| days(at, text, today).map(|(_, last)| last);
    let after = |text: &str| last(text)?.tomorrow().map_err(|_last_day| no_date(at));
    let before = |text: &str| first(text)?.yesterday().map_err(|_first_day| no_date(at));
    let given = |text: &str| !text.is_empty();
    Ok(match written(word) {
        Written::Range(from, to) => Span {
            from: given(from).then(|| first(from)).transpose()?,
            to: given(to).then(|| last(to)).transpose()?,
        },
        Written::AtLeast(text) => Span { from: Some(first(text)?), to: None },
        Written::AtMost(text) => Span { from: None, to: Some(last(text)?) },
        Written::Above(text) => Span { from: Some(after(text)?), to: None },
        Written::Below(text) => Span { from: None, to: Some(before(text)?) },
        Written::Only(text) => Span { from: Some(first(text)?), to: Some(last(text)?) },
    })
}

/// `date:`
pub fn dates(at: usize, word: &str, today: Date) -> Result<DateTerm, QueryError> {
    checked(at, span_of(at, word, today)?).map(DateTerm::In)
}

/// `newer:`: since so long ago, or after a date.
pub fn newer(at: usize, word: &str, today: Date) -> Result<DateTerm, QueryError> {
    if let Some((age, day)) = age(at, word, today)? {
        return Ok(DateTerm::Newer(age, day));
    }
    beside_date(at, word, ">", today)
}

/// `older:`: longer ago than that, or before a date.
pub fn older(at: usize, word: &str, today: Date) -> Result<DateTerm, QueryError> {
    if let Some((age, day)) = age(at, word, today)? {
        return Ok(DateTerm::Older(age, day));
    }
    beside_date(at, word, "<", today)
}

/// The days on one side (`>` or `<`) of a date.
fn beside_date(at: usize, word: &str, side: &str, today: Date) -> Result<DateTerm, QueryError> {
    days(at, word, today)
        .and_then(|_| span_of(at, &format!("{side}{word}"), today))
        .map(DateTerm::In)
        .map_err(|error| QueryError {
            hint: "write `newer:2d`, `newer:3w`, `newer:6m`, `newer:1y` or `newer:2023-04-13`"
                .to_owned(),
            ..error
        })
}

/// `2d`, and as one says it: `2 days`, `a week`.
fn age(at: usize, word: &str, today: Date) -> Result<Option<(Age, Date)>, QueryError> {
    let word = word.to_lowercase();
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let together = || word.split_at_checked(digits).unwrap_or_default();
    let (number, unit) = word.split_once([' ', '-']).unwrap_or_else(together);
    let number = if matches!(number, "a" | "an") { "1" } else { number };
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let unit = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => "d",
        "week" => "w",
        "month" => "m",
        "year" => "y",
        short => short,
    };
    let Some(unit) = Unit::of_name(unit) else { return Ok(None) };
    let far = || QueryError {
        at,
        message: "that is too long ago".to_owned(),
        hint: "write a smaller number".to_owned(),
    };
    let count = number.parse::<u32>().map_err(|_too_large| far())?;
    let span = jiff::Span::new();
    let day = match unit {
        Unit::Day => span.try_days(count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year => span.try_years(count),
    }
    .and_then(|span| today.checked_sub(span))
    .map_err(|_out_of_range| far())?;
    Ok(Some((Age { count, unit }, day)))
}
