//! Dates in figures alone: `2023-04-13`, `13/04/2023`, `20230413`, `2023年4月13日`.

use jiff::civil::Date;

use super::{Hit, Sight, order::Order, tokens::Number, value::Value};

/// The date in figures that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    iso(sight, at)
        .or_else(|| east_asian(sight, at))
        .or_else(|| slashed(sight, at))
        .or_else(|| compact(sight, at))
}

/// `2023-04-13`, `2023/04/13`, `2023.04.13`, with or without a time after it.
fn iso(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let year = sight.number(at).filter(|n| n.digits == 4)?;
    let mark = ["-", "/", "."].into_iter().find(|m| sight.is_glued(at + 1, m))?;
    let month = sight.glued_number(at + 2)?;
    let day = sight.is_glued(at + 3, mark).then(|| sight.glued_number(at + 4)).flatten()?;
    let day = Date::new(year.value, small(month)?, small(day)?).ok()?;
    Some(Hit::new(time_after(sight, at + 5), Value::Day(day)))
}

/// The end of `T10:00:00.000+02:00` where there is one.
fn time_after(sight: &Sight<'_>, at: usize) -> usize {
    if !sight.is_glued(at, "t") || sight.glued_number(at + 1).is_none() {
        return at;
    }
    let mut end = at + 2;
    loop {
        if sight.is_glued(end, "z") {
            return end + 1;
        }
        let mark = [":", ".", "+", "-"].into_iter().any(|m| sight.is_glued(end, m));
        if !mark || sight.glued_number(end + 1).is_none() {
            return end;
        }
        end += 2;
    }
}

/// `2023年4月13日`, `2023년 4월 13일`
fn east_asian(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let year = sight.number(at).filter(|n| n.digits == 4)?;
    let month =
        matches!(sight.word(at + 1), "年" | "년").then(|| sight.number(at + 2)).flatten()?;
    let month = small(month).filter(|m| (1..=12).contains(m))?;
    if !matches!(sight.word(at + 3), "月" | "월") {
        return None;
    }
    let of_day = |at: usize| sight.word(at) == "日" || sight.word(at).starts_with('일');
    match sight.number(at + 4).filter(|_| of_day(at + 5)) {
        Some(day) => {
            let day = Date::new(year.value, month, small(day)?).ok()?;
            Some(Hit::new(at + 6, Value::Day(day)))
        }
        None => Some(Hit::new(at + 4, Value::Month(year.value, month))),
    }
}

/// The parts of `13/04/2023` and the like, in the order they stand in.
pub struct Figures {
    end: usize,
    pub first: i8,
    pub second: i8,
    year: i16,
    dotted: bool,
}

/// `13/04/2023`, `13.04.2023`, `13-04-2023`, `13/04/23`.
pub fn figures(sight: &Sight<'_>, at: usize) -> Option<Figures> {
    let first = sight.number(at).filter(|n| n.digits <= 2)?;
    let mark = ["/", ".", "-"].into_iter().find(|m| sight.is_glued(at + 1, m))?;
    let second = sight.glued_number(at + 2).filter(|n| n.digits <= 2)?;
    let year = sight.is_glued(at + 3, mark).then(|| sight.glued_number(at + 4)).flatten()?;
    let continues = sight.is_glued(at + 5, mark) && sight.glued_number(at + 6).is_some();
    let follows = at > 1 && sight.is_glued(at - 1, mark) && sight.glued_number(at).is_some();
    if continues || follows || !(year.digits == 4 || (year.digits == 2 && mark == "/")) {
        return None;
    }
    let year = match (year.digits, year.value) {
        (4, year) => year,
        (_, year) if year >= 70 => 1900 + year,
        (_, year) => 2000 + year,
    };
    let (first, second) = (small(first)?, small(second)?);
    Some(Figures { end: at + 5, first, second, year, dotted: mark == "." })
}

/// Dates in figures, day first or month first: with slashes or hyphens one of two where nothing in
/// the article settles which.
fn slashed(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let found = figures(sight, at)?;
    let day_first = Date::new(found.year, found.second, found.first).ok();
    let month_first = Date::new(found.year, found.first, found.second).ok();
    let value = match (day_first, month_first) {
        (None, None) => return None,
        (Some(day), None) | (None, Some(day)) => Value::Day(day),
        (Some(day), Some(other)) => match sight.context.order {
            _ if found.dotted || day == other => Value::Day(day),
            Order::DayFirst => Value::Day(day),
            Order::MonthFirst => Value::Day(other),
            Order::Unknown => one_of(sight, day, other),
        },
    };
    Some(Hit::new(found.end, value))
}

/// The one that is the article's own day; else both.
fn one_of(sight: &Sight<'_>, day: Date, other: Date) -> Value {
    match sight.context.today {
        Some(today) if today == day || today == other => Value::Day(today),
        _ => Value::Either(day.min(other), day.max(other)),
    }
}

/// `20230413`, of the years that news is made of.
fn compact(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let digits = sight.word(at);
    let alone = at == 0
        || sight.token(at).is_none_or(|t| t.spaced)
        || matches!(sight.before(at), "(" | "[" | "\"" | "“");
    let ended = sight.token(at + 1).is_none_or(|t| {
        t.spaced
            || (matches!(t.lower.as_ref(), "." | "," | ")" | "]" | ";" | ":")
                && sight.glued_number(at + 2).is_none())
    });
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) || !alone || !ended {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    let year = i16::try_from(number / 10_000).ok().filter(|y| (1900..2100).contains(y))?;
    let part = |n: u32| i8::try_from(n % 100).ok();
    let day = Date::new(year, part(number / 100)?, part(number)?).ok()?;
    Some(Hit::new(at + 1, Value::Day(day)))
}

pub fn small(number: Number) -> Option<i8> {
    i8::try_from(number.value).ok()
}
