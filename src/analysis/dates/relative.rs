//! Dates that count from the article's own: `Wednesday`, `last week`, `the past two weeks`.

use jiff::civil::{Date, Weekday};

use super::{
    Hit, Sight, calendar,
    named::joiner,
    tense::{self, Tense},
    value::{Value, days_from, months_from},
};

/// The relative date that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    day(sight, at).or_else(|| weekend(sight, at)).or_else(|| shifted_unit(sight, at))
}

/// A day by its name or by `today` and the like, with the part of the day after it.
pub fn day(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    day_word(sight, at).or_else(|| weekday(sight, at)).map(|hit| {
        let end = hit.end + usize::from(is_part_of_day(sight.word(hit.end)));
        Hit { end, ..hit }
    })
}

fn is_part_of_day(word: &str) -> bool {
    matches!(
        word,
        "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "lunchtime"
            | "midnight"
            | "noon"
            | "midday"
    )
}

/// `yesterday`, `tonight`, `this morning`, `last night`, `the day before yesterday`
fn day_word(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let next = sight.word(at + 1);
    let (end, days) = match sight.word(at) {
        "today" if is_name_of_something(sight, at) => return None,
        "today" | "tonight" => (at + 1, 0),
        "yesterday" => (at + 1, -1),
        "tomorrow" => (at + 1, 1),
        "this" if sight.is_capital(at + 1) => return None,
        "this" if matches!(next, "morning" | "afternoon" | "evening" | "lunchtime") => (at + 2, 0),
        "last" if matches!(next, "night" | "evening") => (at + 2, -1),
        "the" if next == "day" => match (sight.word(at + 2), sight.word(at + 3)) {
            ("before", "yesterday") => (at + 4, -2),
            ("after", "tomorrow") => (at + 4, 2),
            _ => return None,
        },
        _ => return None,
    };
    Some(Hit { end, value: sight.today().map(|t| Value::Day(days_from(t, days))) })
}

/// `USA Today`, `the Today programme`
fn is_name_of_something(sight: &Sight<'_>, at: usize) -> bool {
    sight.is_capital(at)
        && (matches!(
            sight.before(at),
            "usa" | "asia" | "russia" | "psychology" | "day" | "told" | "bbc"
        ) || matches!(sight.word(at + 1), "programme" | "program" | "show" | "fm"))
}

/// `Wednesday`, `last Wednesday`, `Friday week`, `Tuesday last week`, `Monday to Friday`
fn weekday(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let the = usize::from(sight.word(at) == "the");
    let shift = sight.word(at + the);
    let named = if the == 1 {
        matches!(shift, "previous" | "following" | "preceding")
    } else {
        matches!(shift, "last" | "next" | "this" | "past" | "coming" | "previous" | "following")
    };
    if the == 1 && !named {
        return None;
    }
    let name = at + the + usize::from(named);
    let weekday =
        sight.token(name).filter(|t| t.capital).and_then(|t| calendar::weekday(&t.lower))?;
    if is_name(sight, name) || matches!(sight.before(at), "every" | "each" | "any" | "a" | "one") {
        return None;
    }
    if let Some(hit) = of_week(sight, name, weekday).filter(|_| !named) {
        return Some(hit);
    }
    let first = sight.today().map(|today| value(sight, (at, name), today, weekday));
    if let Some((end, last)) = second_weekday(sight, at, name + 1) {
        let span = first.and_then(|first| match first {
            Value::Day(first) => Some(Value::Span(first, tense::coming_weekday(first, last))),
            _ => None,
        });
        return Some(Hit { end, value: span });
    }
    Some(Hit { end: name + 1, value: first })
}

/// The day of that name that is meant by the expression from `at` to `name`.
fn value(sight: &Sight<'_>, (at, name): (usize, usize), today: Date, weekday: Weekday) -> Value {
    let coming = |from| tense::coming_weekday(from, weekday);
    let last = |from| tense::last_weekday(from, weekday);
    let shift = if name > at { sight.before(name) } else { "" };
    let near = sight.anchor.unwrap_or(today);
    Value::Day(match shift {
        "last" | "past" => {
            let day = last(days_from(today, -1));
            // `last Monday`, said on a Thursday, is three or ten days ago.
            if shift == "last" && day >= monday(today) {
                return Value::Either(days_from(day, -7), day);
            }
            day
        }
        "next" => {
            let day = coming(days_from(today, 1));
            // `next Friday`, said on a Thursday, is tomorrow or in eight days.
            if monday(day) == monday(today) {
                return Value::Either(day, days_from(day, 7));
            }
            day
        }
        "previous" | "preceding" => last(days_from(near, -1)),
        "following" => coming(days_from(near, 1)),
        "coming" => coming(today),
        "this" => match tense::at(sight, at, name) {
            Some(Tense::Past) => last(today),
            Some(Tense::Future) => coming(today),
            None => days_from(monday(today), i64::from(weekday.since(Weekday::Monday))),
        },
        _ if tense::at(sight, at, name) == Some(Tense::Future) => coming(today),
        _ => last(today),
    })
}

/// `Friday week`, `Tuesday last week`, `Monday of next week`
fn of_week(sight: &Sight<'_>, name: usize, weekday: Weekday) -> Option<Hit> {
    let next = name + 1 + usize::from(sight.word(name + 1) == "of");
    let by = match sight.word(next) {
        "week" if next == name + 1 && !sight.is_glued(next + 1, "-") => {
            let day = |today| Value::Day(days_from(tense::coming_weekday(today, weekday), 7));
            return Some(Hit { end: next + 1, value: sight.today().map(day) });
        }
        "last" => -7,
        "this" => 0,
        "next" => 7,
        _ => return None,
    };
    let day = |today| {
        let from_monday = i64::from(weekday.since(Weekday::Monday));
        Value::Day(days_from(monday(today), by + from_monday))
    };
    let week = sight.word(next + 1) == "week" && !sight.is_glued(next + 2, "-");
    week.then(|| Hit { end: next + 2, value: sight.today().map(day) })
}

/// The other end of `Monday to Friday`.
fn second_weekday(sight: &Sight<'_>, start: usize, at: usize) -> Option<(usize, Weekday)> {
    let next = joiner(sight, start, at)?;
    let known = matches!(sight.before(start), "from" | "between")
        || sight.is_glued(at, "-")
        || sight.is_glued(at, "–");
    let token = sight.token(next).filter(|t| t.capital && known)?;
    Some((next + 1, calendar::weekday(&token.lower)?))
}

/// `Sunday Times`, `Sheffield Wednesday`, `Bloody Sunday`, `Friday night's`
fn is_name(sight: &Sight<'_>, name: usize) -> bool {
    let next = sight.is_capital(name + 1)
        && matches!(
            sight.word(name + 1),
            "times"
                | "telegraph"
                | "mail"
                | "mirror"
                | "express"
                | "herald"
                | "people"
                | "post"
                | "independent"
                | "business"
                | "tribune"
                | "world"
                | "sport"
                | "night"
                | "league"
                | "show"
                | "star"
                | "life"
                | "worship"
                | "mercury"
                | "argus"
                | "sun"
        );
    let before = match sight.before(name) {
        "sheffield" | "bloody" | "black" | "good" | "super" | "ruby" | "freaky" | "blue"
        | "man" => true,
        "on" => {
            matches!(sight.back(name, 2), "mail" | "independent" | "scotland" | "wales")
                && name > 1
                && sight.is_capital(name - 2)
        }
        _ => false,
    };
    let habit = matches!(
        sight.word(name + 1),
        "nights" | "mornings" | "evenings" | "afternoons" | "lunchtimes" | "best"
    );
    next || habit || (before && (sight.before(name) == "on" || sight.is_capital(name - 1)))
}

/// `the weekend`, `at the weekend`
fn weekend(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let lone =
        sight.word(at) == "the" && sight.word(at + 1) == "weekend" && !sight.is_glued(at + 2, "-");
    let value = sight.today().map(|today| {
        let this = days_from(monday(today), 5);
        let future = tense::at(sight, at, at + 1) == Some(Tense::Future);
        let from = if future || this <= today { this } else { days_from(this, -7) };
        Value::Span(from, days_from(from, 1))
    });
    lone.then_some(Hit { end: at + 2, value })
}

/// `last week`, `this month`, `next year`, `last weekend`
pub fn shifted_unit(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let by = match sight.word(at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    unit(sight, at + 1, by)
}

/// `the week`, `the year`, the one that runs; for `the end of the year`.
pub fn running_unit(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    (sight.word(at) == "the").then(|| unit(sight, at + 1, 0)).flatten()
}

/// The unit of time at token `at`, so many away from the one that runs.
fn unit(sight: &Sight<'_>, at: usize, by: i64) -> Option<Hit> {
    let of = |today: Date| {
        let week = days_from(monday(today), 7 * by);
        let month = months_from(today, by);
        let year = |n: i64| months_from(today, 12 * n).year();
        Some(match sight.word(at) {
            "week" => Value::Span(week, days_from(week, 6)),
            "weekend" => Value::Span(days_from(week, 5), days_from(week, 6)),
            "month" => Value::Month(month.year(), month.month()),
            "year" => Value::Year(year(by)),
            "quarter" => {
                let from = months_from(today, 3 * by - i64::from((today.month() - 1) % 3));
                let from = Value::Month(from.year(), from.month()).first();
                Value::Span(from, days_from(months_from(from, 3), -1))
            }
            "decade" => {
                let from = year(10 * by);
                let from = from - from.rem_euclid(10);
                Value::years(from, from.saturating_add(9).min(9999))
            }
            "century" => {
                let from = year(100 * by) - 1;
                let from = from - from.rem_euclid(100) + 1;
                Value::years(from, from.saturating_add(99).min(9999))
            }
            _ => return None,
        })
    };
    let named = matches!(
        sight.word(at),
        "week" | "weekend" | "month" | "year" | "quarter" | "decade" | "century"
    );
    // "This year's" is one; "this week" in "this week-long" is none.
    let compound = sight.is_glued(at + 1, "-");
    (named && !compound).then(|| Hit { end: at + 1, value: sight.today().and_then(of) })
}

fn monday(today: Date) -> Date {
    tense::last_weekday(today, Weekday::Monday)
}
