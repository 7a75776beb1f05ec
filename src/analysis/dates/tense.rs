//! Which of several days is meant: the one before or the one to come.

use jiff::civil::{Date, Weekday};

use super::{Sight, value::days_from};

/// Words of a sentence looked at on either side of an expression.
const WINDOW: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
}

/// What the words around the expression from `from` to `to` (inclusive) speak of: the preposition
/// before it, else the nearest verb before it (after it, where it opens a clause).
pub fn at(sight: &Sight<'_>, from: usize, to: usize) -> Option<Tense> {
    if let Some(tense) = preposition(sight, from, to) {
        return Some(tense);
    }
    let is_end = |i: &usize| matches!(sight.word(*i), "." | "!" | "?" | ";");
    let mut left = (from.saturating_sub(WINDOW)..from).rev().take_while(|i| !is_end(i));
    let mut right = (to + 1..to + 1 + WINDOW).take_while(|i| *i < sight.tokens.len() && !is_end(i));
    let skip =
        1 + usize::from(matches!(sight.before(from), "on" | "in" | "the" | "late" | "early"));
    let opens = matches!(sight.back(from, skip), "" | "," | "." | "\"" | "“" | "-" | "–")
        || matches!(sight.back(from, skip), "and" | "but") && skip > 1;
    if opens {
        right.find_map(|i| cue(sight, i)).or_else(|| left.find_map(|i| cue(sight, i)))
    } else {
        left.find_map(|i| cue(sight, i)).or_else(|| right.find_map(|i| cue(sight, i)))
    }
}

/// `since Friday`, `until Friday`, `for Saturday's match`
fn preposition(sight: &Sight<'_>, from: usize, to: usize) -> Option<Tense> {
    let the = usize::from(sight.before(from) == "the");
    let word = sight.back(from, 1 + the);
    let after = sight.after_possessive(to + 1);
    let event = || {
        matches!(
            sight.word(after),
            "match"
                | "game"
                | "clash"
                | "encounter"
                | "tie"
                | "trip"
                | "visit"
                | "meeting"
                | "test"
                | "summit"
                | "election"
                | "elections"
                | "vote"
                | "final"
                | "opener"
                | "qualifier"
                | "deadline"
                | "semi"
                | "showdown"
                | "fixture"
                | "six"
        )
    };
    match word {
        "since" | "following" => Some(Tense::Past),
        "until" | "till" | "by" => Some(Tense::Future),
        "of" if sight.back(from, 2 + the) == "ahead" => Some(Tense::Future),
        "for" | "before" if after > to + 1 && event() => Some(Tense::Future),
        _ => None,
    }
}

/// What one word tells.
fn cue(sight: &Sight<'_>, at: usize) -> Option<Tense> {
    let word = sight.word(at);
    let (before, next) = (sight.before(at), sight.word(at + 1));
    match word {
        "will" | "shall" | "ll" | "upcoming" | "tomorrow" => Some(Tense::Future),
        "would" | "could" | "should" | "might" | "must" | "can" => {
            Some(if next == "have" { Tense::Past } else { Tense::Future })
        }
        "may" => (!sight.is_capital(at)).then_some(Tense::Future),
        "to" => (next == "be" || is_intent(before)).then_some(Tense::Future),
        "due" | "scheduled" | "slated" | "planned" | "expected" => {
            let waits = matches!(before, "is" | "are" | "was" | "were" | "be")
                && matches!(next, "on" | "in" | "for" | "to" | "by" | "at" | "this" | "next");
            waits.then_some(Tense::Future)
        }
        "is" | "are" => (next.len() > 4 && next.ends_with("ing")).then_some(Tense::Future),
        _ if is_past(word) => (!is_passive_future(sight, at)).then_some(Tense::Past),
        _ if is_timetable(word) => {
            let negated = matches!(before, "not" | "t" | "did" | "didn" | "would");
            let verb = !matches!(
                before,
                "the"
                    | "a"
                    | "an"
                    | "his"
                    | "her"
                    | "its"
                    | "their"
                    | "this"
                    | "s"
                    | "first"
                    | "of"
                    | "in"
                    | "at"
                    | "opening"
                    | "from"
                    | "for"
                    | "to"
                    | "on"
                    | "final"
                    | "second"
            );
            if negated { None } else { verb.then_some(Tense::Future) }
        }
        _ => None,
    }
}

/// What `to` after it makes a plan.
fn is_intent(word: &str) -> bool {
    matches!(
        word,
        "set"
            | "due"
            | "expected"
            | "scheduled"
            | "slated"
            | "planned"
            | "plans"
            | "plan"
            | "poised"
            | "going"
            | "hopes"
            | "hope"
            | "hoping"
            | "wants"
            | "intends"
            | "is"
            | "are"
            | "about"
            | "likely"
            | "vowed"
            | "promised"
            | "preparing"
            | "prepares"
            | "ready"
            | "hoped"
    )
}

/// `be released`, `is scheduled`: what stands before tells.
fn is_passive_future(sight: &Sight<'_>, at: usize) -> bool {
    let plan = matches!(sight.word(at), "scheduled" | "expected" | "planned" | "slated" | "set");
    (1..=3).any(|by| sight.back(at, by) == "be") || plan && matches!(sight.before(at), "is" | "are")
}

fn is_past(word: &str) -> bool {
    let regular = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    regular
        || matches!(
            word,
            "said"
                | "told"
                | "was"
                | "were"
                | "had"
                | "did"
                | "came"
                | "took"
                | "held"
                | "made"
                | "met"
                | "found"
                | "won"
                | "lost"
                | "beat"
                | "went"
                | "gave"
                | "left"
                | "fell"
                | "rose"
                | "began"
                | "became"
                | "saw"
                | "shot"
                | "hit"
                | "died"
                | "fled"
                | "led"
                | "broke"
                | "struck"
                | "spoke"
                | "wrote"
                | "sent"
                | "ran"
                | "drew"
                | "flew"
                | "paid"
                | "sold"
                | "bought"
                | "sank"
                | "used"
                | "tied"
                | "has"
                | "have"
                | "got"
                | "grew"
                | "brought"
                | "thought"
                | "caught"
                | "felt"
                | "kept"
                | "knew"
                | "put"
                | "sat"
                | "stood"
                | "threw"
                | "withdrew"
                | "overcame"
                | "blew"
                | "quit"
                | "rained"
        )
}

/// Verbs that in the present tell a timetable: `England play Wales on Saturday`.
fn is_timetable(word: &str) -> bool {
    matches!(
        word,
        "play"
            | "plays"
            | "face"
            | "faces"
            | "meet"
            | "meets"
            | "host"
            | "hosts"
            | "begin"
            | "begins"
            | "start"
            | "starts"
            | "open"
            | "opens"
            | "kick"
            | "kicks"
            | "return"
            | "returns"
            | "travel"
            | "travels"
            | "resume"
            | "resumes"
            | "end"
            | "ends"
            | "visit"
            | "visits"
            | "arrive"
            | "arrives"
            | "tackle"
            | "takes"
            | "goes"
            | "votes"
            | "entertain"
            | "airs"
            | "launches"
    )
}

/// The last such weekday on or before `today`.
pub fn last_weekday(today: Date, weekday: Weekday) -> Date {
    days_from(today, -i64::from(today.weekday().since(weekday)))
}

/// The first such weekday on or after `today`.
pub fn coming_weekday(today: Date, weekday: Weekday) -> Date {
    days_from(today, i64::from(weekday.since(today.weekday())))
}

/// The day of each year that fits best: on or before `today` in the past, on or after it in the
/// future, else the nearest.
pub fn fitting(
    today: Date,
    tense: Option<Tense>,
    of_year: impl Fn(i16) -> Option<Date>,
) -> Option<Date> {
    // A day that is said to be past may be of the days after the article was first written.
    let late = days_from(today, 1);
    let fits = |d: &Date| match tense {
        Some(Tense::Past) => *d <= late,
        Some(Tense::Future) => *d >= today,
        None => true,
    };
    let distance = |d: &Date| today.duration_until(*d).unsigned_abs();
    let years = (-8..=8).filter_map(|n| today.year().checked_add(n));
    years.filter_map(of_year).filter(fits).min_by_key(distance)
}
