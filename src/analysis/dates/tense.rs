//! Which of several days is meant: the one before or the one to come.

use jiff::civil::{Date, Weekday};

use super::{Sight, value::days_from};

/// Words of a sentence looked at on either side of an expression.
const WINDOW: usize = 24;

/// Whether the sentence around token `at` speaks of what is to come.
pub fn is_future(sight: &Sight<'_>, at: usize) -> bool {
    let ends = |i: &usize| matches!(sight.word(*i), "." | "!" | "?" | ";");
    let before = (at.saturating_sub(WINDOW)..at).rev().take_while(|i| !ends(i));
    let after = (at + 1..at + 1 + WINDOW).take_while(|i| *i < sight.tokens.len() && !ends(i));
    before.chain(after).any(|i| {
        let next = sight.word(i + 1);
        match sight.word(i) {
            "will" | "shall" | "ll" | "upcoming" => true,
            "set" | "due" | "expected" | "scheduled" | "slated" | "planned" | "plans"
            | "poised" | "going" | "hopes" | "wants" | "intends" | "is" | "are" => next == "to",
            _ => false,
        }
    })
}

/// The last such weekday on or before `today`.
pub fn last_weekday(today: Date, weekday: Weekday) -> Date {
    days_from(today, -i64::from(today.weekday().since(weekday)))
}

/// The first such weekday on or after `today`.
pub fn coming_weekday(today: Date, weekday: Weekday) -> Date {
    days_from(today, i64::from(weekday.since(today.weekday())))
}

/// The day of that name nearest to `today`.
pub fn nearest(today: Date, month: i8, day: i8) -> Option<Date> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let distance = |d: &Date| today.duration_until(*d).unsigned_abs();
    years.into_iter().filter_map(|y| Date::new(y, month, day).ok()).min_by_key(distance)
}
