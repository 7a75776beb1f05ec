//! Dates that count from the article's own: `Wednesday`, `last week`, `the past two weeks`.

use jiff::civil::{Date, Weekday};

use super::{
    Hit, Sight, calendar, tense,
    value::{Value, days_from, months_from},
};

/// The relative date that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    day_word(sight, at)
        .or_else(|| weekday(sight, at))
        .or_else(|| shifted_unit(sight, at))
        .or_else(|| counted(sight, at))
        .or_else(|| ago(sight, at))
}

/// `yesterday`, `today`, `tonight`, `tomorrow`
fn day_word(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let days = match sight.word(at) {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    Some(Hit { end: at + 1, value: sight.today.map(|t| Value::Day(days_from(t, days))) })
}

/// `Wednesday`, `last Wednesday`, `next Friday`, `this Friday`
fn weekday(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let shift = sight.word(at);
    let shifted = matches!(shift, "last" | "next" | "this" | "past" | "coming");
    let name = at + usize::from(shifted);
    let token = sight.token(name).filter(|t| t.capital)?;
    let weekday = calendar::weekday(&token.lower)?;
    let value = sight.today.map(|today| {
        Value::Day(match shift {
            "last" | "past" => tense::last_weekday(days_from(today, -1), weekday),
            "next" => tense::coming_weekday(days_from(today, 1), weekday),
            "coming" => tense::coming_weekday(today, weekday),
            "this" => days_from(monday(today), i64::from(weekday.since(Weekday::Monday))),
            _ if tense::is_future(sight, name) => tense::coming_weekday(today, weekday),
            _ => tense::last_weekday(today, weekday),
        })
    });
    Some(Hit { end: name + 1, value })
}

/// `last week`, `this month`, `next year`, `last weekend`
fn shifted_unit(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let by = match sight.word(at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    let of = |today: Date| {
        let week = days_from(monday(today), 7 * by);
        let month = months_from(today, by);
        Some(match sight.word(at + 1) {
            "week" => Value::Span(week, days_from(week, 6)),
            "weekend" => Value::Span(days_from(week, 5), days_from(week, 6)),
            "month" => Value::Month(month.year(), month.month()),
            "year" => Value::Year(months_from(today, 12 * by).year()),
            _ => return None,
        })
    };
    let named = matches!(sight.word(at + 1), "week" | "weekend" | "month" | "year");
    // "This year's" is one; "this week" in "this week-long" is none.
    let compound = sight.token(at + 2).is_some_and(|t| !t.spaced && t.lower == "-");
    (named && !compound).then(|| Hit { end: at + 2, value: sight.today.and_then(of) })
}

/// `the past two weeks`, `the last 24 hours`, `the next few days`
fn counted(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let start = at + usize::from(sight.word(at) == "the");
    let forward = match sight.word(start) {
        "past" | "last" | "previous" | "preceding" => false,
        "next" | "coming" | "following" => start > at || number(sight, start + 1).is_some(),
        _ => return None,
    };
    let back = matches!(sight.word(start), "past" | "last" | "previous" | "preceding");
    if !forward && !back {
        return None;
    }
    let (count, unit) = match number(sight, start + 1) {
        Some(count) => (count, start + 2),
        // `the past week` is one; `the last week` is a week of something.
        None if sight.word(start) == "past" => (Some(1), start + 1),
        None => return None,
    };
    let end = unit_at(sight, unit)?;
    let value = sight.today.zip(count).and_then(|(today, count)| {
        let other = step(today, if forward { count } else { -count }, sight.word(unit))?;
        Some(if forward { Value::Span(today, other) } else { Value::Span(other, today) })
    });
    Some(Hit { end, value })
}

/// `two weeks ago`, `a year ago`, `10 days earlier`
fn ago(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let count = number(sight, at)?;
    let unit = at + 1;
    let end = unit_at(sight, unit).filter(|end| sight.word(*end) == "ago")? + 1;
    let value = sight.today.zip(count).and_then(|(today, count)| {
        let then = step(today, -count, sight.word(unit))?;
        Some(match sight.word(unit) {
            "month" | "months" => Value::Month(then.year(), then.month()),
            "year" | "years" | "decade" | "decades" => Value::Year(then.year()),
            _ => Value::Day(then),
        })
    });
    Some(Hit { end, value })
}

/// A count in digits or words; the inner `None` is an unknown one (`few`).
fn number(sight: &Sight<'_>, at: usize) -> Option<Option<i16>> {
    let token = sight.token(at)?;
    token.number.map_or_else(|| calendar::count(&token.lower), |n| Some(Some(n.value)))
}

/// The token after a unit of time.
fn unit_at(sight: &Sight<'_>, at: usize) -> Option<usize> {
    let unit = sight.word(at);
    let known = matches!(
        unit.strip_suffix('s').unwrap_or(unit),
        "hour" | "day" | "night" | "week" | "weekend" | "month" | "year" | "decade"
    );
    known.then_some(at + 1)
}

fn step(today: Date, count: i16, unit: &str) -> Option<Date> {
    let count = i64::from(count);
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "hour" => days_from(today, if count < 0 { (count - 23) / 24 } else { (count + 23) / 24 }),
        "day" | "night" => days_from(today, count),
        "week" | "weekend" => days_from(today, count * 7),
        "month" => months_from(today, count),
        "year" => months_from(today, count * 12),
        "decade" => months_from(today, count * 120),
        _ => return None,
    })
}

fn monday(today: Date) -> Date {
    tense::last_weekday(today, Weekday::Monday)
}
