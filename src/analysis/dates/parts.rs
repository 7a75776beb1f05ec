//! Parts of a time: `early March`, `mid-June`, `the end of 2021`, `earlier this month`.

use super::{
    Hit, Sight, named, relative,
    value::{Part, Value},
    years,
};

/// The expression that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    match sight.word(at) {
        "early" => modified(sight, at, Part::Early),
        "late" => modified(sight, at, Part::Late),
        "mid" => modified(sight, at, Part::Mid),
        "earlier" | "later" => so_far(sight, at),
        "the" => edge(sight, at + 1),
        "start" | "beginning" | "middle" | "end" if sight.before(at) != "the" => edge(sight, at),
        _ => None,
    }
}

/// `early March`, `late on Tuesday`, `mid-2004`, `early in the 1990s`
fn modified(sight: &Sight<'_>, at: usize, part: Part) -> Option<Hit> {
    let mut next = at + 1 + usize::from(part == Part::Mid && sight.is_glued(at + 1, "-"));
    if part != Part::Mid {
        next += usize::from(matches!(sight.word(next), "in" | "on"));
    }
    next += usize::from(next > at + 1 && sight.word(next) == "the");
    let hit = inner(sight, next)
        .or_else(|| (part != Part::Mid).then(|| relative::day(sight, next)).flatten())?;
    Some(Hit { end: hit.end, value: hit.value.map(|v| v.part(part)) })
}

/// `the end of 2021`, `the start of next month`, `the middle of the week`
fn edge(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let part = match sight.word(at) {
        "start" | "beginning" => Part::Early,
        "middle" => Part::Mid,
        "end" => Part::Late,
        _ => return None,
    };
    if sight.word(at + 1) != "of" {
        return None;
    }
    let next = at + 2;
    let hit = inner(sight, next)
        .or_else(|| relative::running_unit(sight, next))
        .or_else(|| (sight.word(next) == "the").then(|| inner(sight, next + 1)).flatten())?;
    // `the end of the 2004 season` is not that of 2004.
    let compound = sight.word(next) == "the"
        && matches!(hit.value, Some(Value::Year(_)))
        && sight.number(next + 1).is_some();
    let noun = matches!(
        sight.word(hit.end),
        "season" | "campaign" | "deadline" | "world" | "championship" | "tournament" | "tour"
    );
    (!compound && !noun).then_some(Hit { end: hit.end, value: hit.value.map(|v| v.part(part)) })
}

/// A month, year, decade, century, quarter, or a week, month or year counted from now.
fn inner(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let year = || {
        let hit = years::at(sight, at);
        hit.or_else(|| years::year(sight, at, true))
    };
    let month = || {
        let hit = named::at(sight, at).filter(|h| !matches!(h.value, Some(Value::Day(_))));
        hit.or_else(|| named::month_only(sight, at, true))
    };
    relative::shifted_unit(sight, at).or_else(month).or_else(year)
}

/// `earlier this month` up to today, `later this year` from today; `earlier on Tuesday` is the day.
fn so_far(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let next = at + 1 + usize::from(matches!(sight.word(at + 1), "on" | "in"));
    let hit = relative::shifted_unit(sight, next)
        .or_else(|| relative::day(sight, next))
        .or_else(|| named::month_only(sight, next, true))?;
    let value = hit.value.zip(sight.today()).map(|(value, today)| {
        let holds = value.first() <= today && today <= value.last();
        match value {
            Value::Day(_) | Value::Either(..) => value,
            _ if !holds => value,
            _ if sight.word(at) == "earlier" => Value::Span(value.first(), today),
            _ => Value::Span(today, value.last()),
        }
    });
    Some(Hit { end: hit.end, value })
}
