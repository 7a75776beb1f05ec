//! Dates that say their month or year: `April 13, 2023`, `13/04/2023`, `in 2003`.

use jiff::civil::{Date, date};

use super::{Hit, Sight, calendar, tense, tokens::Number, value::Value};

/// A day of a month that may lack its year.
struct DayMonth {
    end: usize,
    day: i8,
    /// The last day of a range (`April 12-14`).
    last: Option<i8>,
    month: i8,
}

/// The absolute date that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let token = sight.token(at)?;
    if token.number.is_some() {
        iso(sight, at)
            .or_else(|| east_asian(sight, at))
            .or_else(|| slashed(sight, at))
            .or_else(|| named(sight, at))
            .or_else(|| year(sight, at))
    } else if token.capital || !token.lower.is_ascii() {
        after_weekday(sight, at).or_else(|| named(sight, at)).or_else(|| month_only(sight, at))
    } else {
        None
    }
}

fn number(sight: &Sight<'_>, at: usize) -> Option<Number> {
    sight.token(at)?.number
}

fn is_glued(sight: &Sight<'_>, at: usize, mark: &str) -> bool {
    sight.token(at).is_some_and(|t| !t.spaced && t.lower == mark)
}

fn glued_number(sight: &Sight<'_>, at: usize) -> Option<Number> {
    sight.token(at).filter(|t| !t.spaced)?.number
}

/// `2023-04-13`, `2023/04/13`
fn iso(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let year = number(sight, at).filter(|n| n.digits == 4)?;
    let mark = ["-", "/"].into_iter().find(|m| is_glued(sight, at + 1, m))?;
    let month = glued_number(sight, at + 2)?;
    let day = is_glued(sight, at + 3, mark).then(|| glued_number(sight, at + 4)).flatten()?;
    let day = Date::new(year.value, small(month)?, small(day)?).ok()?;
    Some(Hit { end: at + 5, value: Some(Value::Day(day)) })
}

/// `2023年4月13日`
fn east_asian(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let year = number(sight, at).filter(|n| n.digits == 4)?;
    let month = (sight.word(at + 1) == "年").then(|| number(sight, at + 2)).flatten()?;
    let month = small(month).filter(|m| (1..=12).contains(m))?;
    if sight.word(at + 3) != "月" {
        return None;
    }
    let day = number(sight, at + 4).filter(|_| sight.word(at + 5) == "日");
    match day {
        Some(day) => {
            let day = Date::new(year.value, month, small(day)?).ok()?;
            Some(Hit { end: at + 6, value: Some(Value::Day(day)) })
        }
        None => Some(Hit { end: at + 4, value: Some(Value::Month(year.value, month)) }),
    }
}

/// `13/04/2023`, `13.04.2023`, `13-04-2023`: day first; with slashes or hyphens undecided where
/// both could be a month.
fn slashed(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let first = number(sight, at).filter(|n| n.digits <= 2)?;
    let mark = ["/", ".", "-"].into_iter().find(|m| is_glued(sight, at + 1, m))?;
    let second = glued_number(sight, at + 2).filter(|n| n.digits <= 2)?;
    let year = is_glued(sight, at + 3, mark).then(|| glued_number(sight, at + 4)).flatten()?;
    let continued = is_glued(sight, at + 5, mark) && glued_number(sight, at + 6).is_some();
    if continued || (year.digits != 4 && !(year.digits == 2 && mark == "/")) {
        return None;
    }
    let year = if year.digits == 2 { 2000 + year.value } else { year.value };
    let (first, second) = (small(first)?, small(second)?);
    let as_day_first = Date::new(year, second, first).ok();
    let as_month_first = Date::new(year, first, second).ok();
    let day = match (as_day_first, as_month_first) {
        (Some(day), _) if mark == "." || first == second => Some(day),
        (Some(_), Some(_)) => None,
        (Some(day), None) | (None, Some(day)) => Some(day),
        (None, None) => return None,
    };
    Some(Hit { end: at + 5, value: day.map(Value::Day) })
}

/// `Friday, July 21, 2017`
fn after_weekday(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let word = sight.word(at);
    let short = calendar::is_short_weekday(word);
    if !short && calendar::weekday(word).is_none() {
        return None;
    }
    let mut next = at + 1;
    while matches!(sight.word(next), "," | "." | "the") && next < at + 4 {
        next += 1;
    }
    iso(sight, next).or_else(|| named(sight, next)).or_else(|| slashed(sight, next))
}

/// A day with its month's name, with or without the year; a month with its year.
fn named(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let Some(found) = month_day(sight, at).or_else(|| day_month(sight, at)) else {
        return month_year(sight, at);
    };
    let (end, year) = match year_after(sight, found.end) {
        Some((end, year)) => (end, Some(year)),
        None => (found.end, None),
    };
    let day = match year {
        Some(year) => Date::new(year, found.month, found.day).ok(),
        None => sight.today.and_then(|t| tense::nearest(t, found.month, found.day)),
    };
    if year.is_some() && day.is_none() {
        return None;
    }
    let last = found.last.and_then(|last| Date::new(day?.year(), found.month, last).ok());
    let value = match (day, last) {
        (Some(day), Some(last)) if last > day => Some(Value::Span(day, last)),
        (day, _) => day.map(Value::Day),
    };
    Some(Hit { end, value })
}

/// `April 13`, `Apr. 13th`, `April 12-14`
fn month_day(sight: &Sight<'_>, at: usize) -> Option<DayMonth> {
    let month = month_at(sight, at)?;
    let next = at + 1 + usize::from(is_glued(sight, at + 1, "."));
    let day = day_at(sight, next)?;
    let (end, last) = match day_range(sight, day.0) {
        Some((end, last)) => (end, Some(last)),
        None => (day.0, None),
    };
    // `March 13:30` is a time, `May 5,000` and `May 5.5` are sums.
    let more = is_glued(sight, end, ":") || is_glued(sight, end, "%");
    let sum = (is_glued(sight, end, ",") || is_glued(sight, end, "."))
        && glued_number(sight, end + 1).is_some();
    (!more && !sum).then_some(DayMonth { end, day: day.1, last, month })
}

/// `13 April`, `13th of April`, `13. April`, `13 de abril`
fn day_month(sight: &Sight<'_>, at: usize) -> Option<DayMonth> {
    let (mut end, day) = day_at(sight, at)?;
    if is_glued(sight, end, ".") || matches!(sight.word(end), "of" | "de") {
        end += 1;
    }
    let month = month_at(sight, end)?;
    let end = end + 1 + usize::from(is_short(sight.word(end)) && is_glued(sight, end + 1, "."));
    Some(DayMonth { end, day, last: None, month })
}

fn is_short(month: &str) -> bool {
    month.is_ascii() && month.len() <= 4 && !matches!(month, "may" | "june" | "july" | "mai")
}

fn day_range(sight: &Sight<'_>, at: usize) -> Option<(usize, i8)> {
    let dash = sight.token(at).is_some_and(|t| matches!(t.lower.as_ref(), "-" | "–"));
    let (end, last) = if dash { day_at(sight, at + 1)? } else { return None };
    Some((end, last))
}

/// `April 2023`, `April, 2023`, `avril de 2023`
fn month_year(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let month = month_at(sight, at)?;
    let next = at + 1 + usize::from(is_short(sight.word(at)) && is_glued(sight, at + 1, "."));
    let (end, year) = year_after(sight, next)?;
    Some(Hit { end, value: Some(Value::Month(year, month)) })
}

fn month_at(sight: &Sight<'_>, at: usize) -> Option<i8> {
    let token = sight.token(at)?;
    let lower_german = at > 0 && !token.capital;
    if lower_german && matches!(token.lower.as_ref(), "may" | "march" | "mar" | "mars") {
        return None;
    }
    calendar::month(&token.lower)
}

/// A day of a month, with its ordinal ending; also where the next token is.
fn day_at(sight: &Sight<'_>, at: usize) -> Option<(usize, i8)> {
    let number = number(sight, at).filter(|n| n.digits <= 2 && (1..=31).contains(&n.value))?;
    let decimal = at > 0
        && is_glued(sight, at, sight.word(at))
        && matches!(sight.before(at), "." | "," | "$" | "£" | "€");
    if decimal {
        return None;
    }
    let ordinal = sight.token(at + 1).is_some_and(|t| {
        !t.spaced && matches!(t.lower.as_ref(), "st" | "nd" | "rd" | "th" | "er" | "º")
    });
    Some((at + 1 + usize::from(ordinal), small(number)?))
}

/// A year right after, maybe behind a comma or `de`.
fn year_after(sight: &Sight<'_>, at: usize) -> Option<(usize, i16)> {
    let skip = usize::from(matches!(sight.word(at), "," | "de" | "of" | "del"));
    let year = number(sight, at + skip).filter(|n| is_year(*n))?;
    let sum = is_glued(sight, at + skip + 1, ",") && glued_number(sight, at + skip + 2).is_some();
    (!sum).then_some((at + skip + 1, year.value))
}

fn is_year(number: Number) -> bool {
    number.digits == 4 && (1000..=2199).contains(&number.value)
}

/// A month alone, after a word that makes it one: `in May`, `last May`.
fn month_only(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let month = month_at(sight, at).filter(|_| !is_short(sight.word(at)))?;
    let before = sight.before(at);
    let fits = matches!(
        before,
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "of"
            | "from"
            | "before"
            | "after"
            | "last"
            | "next"
            | "this"
            | "-"
            | "im"
    );
    let ambiguous = matches!(sight.word(at), "may" | "march" | "mars" | "mai");
    let weak = matches!(before, "of" | "from" | "by" | "before" | "after" | "-");
    if !fits || (ambiguous && weak) {
        return None;
    }
    let value = sight.today.map(|today| {
        let year = match before {
            "next" => today.year() + i16::from(month <= today.month()),
            "this" => today.year(),
            _ if tense::is_future(sight, at) => today.year() + i16::from(month < today.month()),
            _ => today.year() - i16::from(month > today.month()),
        };
        Value::Month(year, month)
    });
    Some(Hit { end: at + 1, value })
}

/// A year alone, after a word that makes it one: `in 2003`, `since 2003`; or a decade, `1990s`.
fn year(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let number = number(sight, at).filter(|n| n.digits == 4 && (1500..=2100).contains(&n.value))?;
    if number.value % 10 == 0 && is_glued(sight, at + 1, "s") {
        let (from, to) = (number.value, number.value + 9);
        return Some(Hit {
            end: at + 2,
            value: Some(Value::Span(date(from, 1, 1), date(to, 12, 31))),
        });
    }
    let strong = matches!(
        sight.before(at),
        "in" | "since"
            | "during"
            | "until"
            | "early"
            | "late"
            | "mid"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "fall"
            | "year"
    );
    let weak = matches!(sight.before(at), "of" | "by" | "from" | "before" | "after" | "and" | "to");
    let next = sight.token(at + 1);
    let unit = next.is_some_and(|t| {
        let glued = !t.spaced && matches!(t.lower.as_ref(), "%" | "-" | "/" | "°")
            || is_glued(sight, at + 1, ".") && glued_number(sight, at + 2).is_some()
            || is_glued(sight, at + 1, ",") && glued_number(sight, at + 2).is_some();
        let noun = t.spaced && !t.capital && t.number.is_none() && !is_function_word(&t.lower);
        glued
            || (weak && noun)
            || (noun && (t.lower.ends_with('s') && t.lower.len() > 4 || t.lower == "people"))
    });
    let money = matches!(sight.before(at), "$" | "£" | "€");
    ((strong || weak) && !unit && !money)
        .then_some(Hit { end: at + 1, value: Some(Value::Year(number.value)) })
}

fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "or"
            | "when"
            | "after"
            | "before"
            | "as"
            | "with"
            | "to"
            | "by"
            | "for"
            | "on"
            | "at"
            | "in"
            | "from"
            | "because"
            | "he"
            | "she"
            | "it"
            | "they"
            | "the"
            | "a"
            | "an"
            | "was"
            | "were"
            | "is"
            | "has"
            | "had"
            | "that"
            | "which"
            | "who"
            | "while"
            | "until"
            | "under"
            | "over"
            | "despite"
            | "against"
            | "amid"
            | "following"
            | "through"
            | "his"
            | "her"
            | "its"
            | "their"
    )
}

fn small(number: Number) -> Option<i8> {
    i8::try_from(number.value).ok()
}
