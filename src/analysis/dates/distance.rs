//! Dates at a counted distance: `the past two weeks`, `two days ago`, `the following day`.

use jiff::civil::Date;

use super::{
    Hit, Sight,
    calendar::{self, Count},
    value::{Value, days_from, months_from},
};

/// The expression that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    counted(sight, at).or_else(|| ago(sight, at)).or_else(|| neighbour(sight, at))
}

/// `the past two weeks`, `the last 24 hours`, `the next few days`, `in the last year`
fn counted(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let start = at + usize::from(sight.word(at) == "the");
    let word = sight.word(start);
    let back = matches!(word, "past" | "last" | "previous" | "preceding");
    let forward = matches!(word, "next" | "coming" | "following");
    let counts = sight.number(start + 1).is_some();
    if !back && !(forward && (start > at || counts)) {
        return None;
    }
    let spell = start > at
        && matches!(sight.before(at), "in" | "over" | "during" | "within" | "for")
        && matches!(word, "last" | "next" | "coming");
    let (count, unit) = match number(sight, start + 1) {
        Some((count, unit)) => (count, unit),
        // `the past week` is one; `the last week` is a week of something.
        None if word == "past" && start > at || spell => (Count::Exact(1), start + 1),
        None => return None,
    };
    let end = unit_at(sight, unit)?;
    if sight.is_glued(end, "-") || sight.word(end) == "of" {
        return None;
    }
    // `the previous two weeks` are those before another time.
    let from = if matches!(word, "previous" | "preceding" | "following") {
        sight.anchor
    } else {
        sight.today()
    };
    let value = from.zip(count.exact()).and_then(|(from, count)| {
        let other = step(from, if back { -count } else { count }, sight.word(unit))?;
        Some(if back { Value::Span(other, from) } else { Value::Span(from, other) })
    });
    Some(Hit { end, value })
}

/// `two weeks ago`, `a year ago`, `a year and a half ago`, `three days' time`, `two days later`
fn ago(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let half = sight.word(at) == "half" && matches!(sight.word(at + 1), "a" | "an");
    let (count, unit) = if half { (Count::Vague, at + 2) } else { number(sight, at)? };
    let mut end = unit_at(sight, unit)?;
    let more =
        sight.word(end) == "and" && sight.word(end + 1) == "a" && sight.word(end + 2) == "half";
    end += if more { 3 } else { 0 };
    let time = usize::from(matches!(sight.word(end), "'" | "’"));
    let time = time + usize::from(sight.is_glued(end + time, "s"));
    let (end, back, from) = match sight.word(end + time) {
        "ago" => (end + time + 1, true, sight.today()),
        "from" if sight.word(end + 1) == "now" => (end + 2, false, sight.today()),
        "time" if time > 0 => (end + time + 1, false, sight.today()),
        "later" | "afterwards" if sight.anchor.is_some() => (end + 1, false, sight.anchor),
        "earlier" | "before" if sight.anchor.is_some() => (end + 1, true, sight.anchor),
        _ => return None,
    };
    let unit = sight.word(unit);
    let count = count.exact().filter(|_| !more);
    let value = from.zip(count).and_then(|(from, count)| {
        let then = step(from, if back { -count } else { count }, unit)?;
        Some(match unit.strip_suffix('s').unwrap_or(unit) {
            "month" => Value::Month(then.year(), then.month()),
            "year" | "decade" | "century" | "centurie" => Value::Year(then.year()),
            _ => Value::Day(then),
        })
    });
    Some(Hit { end, value })
}

/// `the following day`, `the next day`, `the day before`: of the day named last.
fn neighbour(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    if sight.word(at) != "the" {
        return None;
    }
    let part = matches!(sight.word(at + 2), "day" | "morning" | "evening" | "night" | "afternoon");
    let (end, by) = match (sight.word(at + 1), sight.word(at + 2)) {
        ("following" | "next", _) if part => (at + 3, 1),
        ("previous" | "preceding", _) if part => (at + 3, -1),
        ("day", "after") => (at + 3, 1),
        ("day", "before") => (at + 3, -1),
        _ => return None,
    };
    // `the day before the vote`
    let stands = end < at + 3
        || matches!(sight.word(at + 1), "following" | "next" | "previous" | "preceding")
        || matches!(sight.word(end), "" | "." | "," | "and" | ";" | ")");
    let day = sight.anchor?;
    stands.then(|| Hit::new(end, Value::Day(days_from(day, by))))
}

/// A count in digits or words, and the token after it.
fn number(sight: &Sight<'_>, at: usize) -> Option<(Count, usize)> {
    let token = sight.token(at)?;
    if let Some(number) = token.number {
        // The last figures of `10,000` or `1.5` are no count, nor is a long one in days.
        let part = !token.spaced && at > 0 && !matches!(sight.before(at), "(" | "\"" | "“" | "-");
        return (!part).then_some((Count::Exact(number.value), at + 1));
    }
    let first = calendar::count(&token.lower)?;
    let next = sight.word(at + 1);
    let dash = usize::from(sight.is_glued(at + 1, "-"));
    match (first, calendar::count(sight.word(at + 1 + dash))) {
        // `a few`, `a couple of`
        (Count::Exact(1), Some(Count::Vague)) => {
            Some((Count::Vague, at + 2 + usize::from(sight.word(at + 2) == "of")))
        }
        (Count::Exact(1), _) if matches!(next, "hundred" | "dozen") => {
            Some((Count::Exact(if next == "dozen" { 12 } else { 100 }), at + 2))
        }
        (Count::Exact(tens @ 20..=90), Some(Count::Exact(ones @ 1..=9))) => {
            Some((Count::Exact(tens + ones), at + 2 + dash))
        }
        _ => Some((first, at + 1)),
    }
}

/// The token after a unit of time.
fn unit_at(sight: &Sight<'_>, at: usize) -> Option<usize> {
    let unit = sight.word(at);
    let known = matches!(
        unit.strip_suffix('s').unwrap_or(unit),
        "hour"
            | "day"
            | "night"
            | "week"
            | "weekend"
            | "fortnight"
            | "month"
            | "year"
            | "decade"
            | "century"
            | "centurie"
    );
    known.then_some(at + 1)
}

fn step(today: Date, count: i16, unit: &str) -> Option<Date> {
    let count = i64::from(count);
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "hour" => days_from(today, if count < 0 { (count - 23) / 24 } else { (count + 23) / 24 }),
        "day" | "night" => days_from(today, count),
        "week" | "weekend" => days_from(today, count * 7),
        "fortnight" => days_from(today, count * 14),
        "month" => months_from(today, count),
        "year" => months_from(today, count * 12),
        "decade" => months_from(today, count * 120),
        "century" | "centurie" => months_from(today, count * 1200),
        _ => return None,
    })
}
