//! Dates that name their month: `April 13, 2023`, `3-5 June`, `in May`.

use jiff::civil::{Date, Weekday};

use super::{
    Hit, Sight, calendar,
    numeric::{self, small},
    tense,
    value::{Value, months_from},
};

/// A day of a month that lacks its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    pub month: i8,
    pub day: i8,
    pub weekday: Option<Weekday>,
}

/// A day of a month as it is written.
#[derive(Clone, Copy)]
struct DayMonth {
    end: usize,
    day: i8,
    /// The last day of a range in the same month (`April 12-14`).
    last: Option<i8>,
    month: i8,
    day_first: bool,
}

/// The date that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    after_weekday(sight, at)
        .or_else(|| days(sight, at, None))
        .or_else(|| month_year(sight, at))
        .or_else(|| month_only(sight, at, false))
}

/// Month, day and whether the day stands first.
pub fn day_and_month(sight: &Sight<'_>, at: usize) -> Option<(i8, i8, bool)> {
    let found = day_month(sight, at)?;
    Some((found.month, found.day, found.day_first))
}

pub fn without_year(sight: &Sight<'_>, at: usize) -> Option<MonthDay> {
    let (weekday, next) = match weekday_before(sight, at) {
        Some((weekday, next)) => (Some(weekday), next),
        None => (None, at),
    };
    let found = day_month(sight, next).filter(|f| year_after(sight, f.end).is_none())?;
    Some(MonthDay { month: found.month, day: found.day, weekday })
}

/// The day of the week before a date, and where the date stands.
fn weekday_before(sight: &Sight<'_>, at: usize) -> Option<(Weekday, usize)> {
    let token = sight.token(at).filter(|t| t.capital)?;
    let weekday =
        calendar::weekday(&token.lower).or_else(|| calendar::short_weekday(&token.lower))?;
    let mut next = at + 1;
    while matches!(sight.word(next), "," | "." | "the") && next < at + 4 {
        next += 1;
    }
    Some((weekday, next))
}

/// `Friday, July 21, 2017`, `Sat 5 Feb`
fn after_weekday(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let (weekday, next) = weekday_before(sight, at)?;
    numeric::at(sight, next).or_else(|| days(sight, next, Some(weekday)))
}

/// A day with its month's name, with or without the year, or the days from one to another.
fn days(sight: &Sight<'_>, at: usize, weekday: Option<Weekday>) -> Option<Hit> {
    let Some(found) = day_month(sight, at) else { return days_before_month(sight, at) };
    let year = year_after(sight, found.end);
    let end = year.map_or(found.end, |(end, _)| end);
    let second = joiner(sight, at, end)
        .and_then(|next| day_month(sight, next))
        .filter(|other| found.last.is_none() && other.last.is_none());
    if let Some(other) = second {
        return Some(from_to(sight, at, (found, year.map(|(_, y)| y)), other));
    }
    let day = match year {
        // A day that its month does not have is no date.
        Some((_, year)) => Some(Date::new(year, found.month, found.day).ok()?),
        None => attacks(sight, at, found).or_else(|| nearest(sight, at, found, weekday)),
    };
    let last = found.last.and_then(|last| Date::new(day?.year(), found.month, last).ok());
    let value = match (day, last) {
        (Some(day), Some(last)) if last > day => Some(Value::Span(day, last)),
        (day, _) => day.map(Value::Day),
    };
    Some(Hit { end, value })
}

/// `April 3 to May 5, 2021`
fn from_to(
    sight: &Sight<'_>,
    at: usize,
    (first, year): (DayMonth, Option<i16>),
    second: DayMonth,
) -> Hit {
    let after = year_after(sight, second.end);
    let end = after.map_or(second.end, |(end, _)| end);
    let wraps = (second.month, second.day) < (first.month, first.day);
    let last_year = after.map(|(_, y)| y).or_else(|| year.map(|y| y + i16::from(wraps)));
    let last = match last_year {
        Some(year) => Date::new(year, second.month, second.day).ok(),
        None => nearest(sight, at, second, None),
    };
    let value = last.and_then(|last| {
        let year = year.unwrap_or(last.year() - i16::from(wraps));
        let first = Date::new(year, first.month, first.day).ok()?;
        (first <= last).then_some(Value::Span(first, last))
    });
    Hit { end, value }
}

/// `3-5 June`, `3 to 5 June`, `between 3 and 7 May`
fn days_before_month(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let (end, first) = day_at(sight, at)?;
    let found = day_month(sight, joiner(sight, at, end)?).filter(|f| f.day_first)?;
    let year = year_after(sight, found.end);
    let last = match year {
        Some((_, year)) => Some(Date::new(year, found.month, found.day).ok()?),
        None => nearest(sight, at, found, None),
    };
    if first >= found.day {
        return None;
    }
    let value = last.and_then(|last| {
        Some(Value::Span(Date::new(last.year(), last.month(), first).ok()?, last))
    });
    Some(Hit { end: year.map_or(found.end, |(end, _)| end), value })
}

/// The token after `-` or `to`, or after `and` where `between` stands before.
pub fn joiner(sight: &Sight<'_>, start: usize, at: usize) -> Option<usize> {
    let joins = match sight.word(at) {
        "-" | "–" | "—" | "to" | "until" | "till" | "through" => true,
        "and" => {
            matches!(sight.before(start), "between")
                || (sight.before(start) == "the" && sight.back(start, 2) == "between")
        }
        _ => false,
    };
    joins.then_some(at + 1)
}

/// The day nearest to the article's, as the sentence says and the day of the week allows.
fn nearest(
    sight: &Sight<'_>,
    at: usize,
    found: DayMonth,
    weekday: Option<Weekday>,
) -> Option<Date> {
    let today = sight.today()?;
    let day = |year| Date::new(year, found.month, found.day).ok();
    let named = |year| day(year).filter(|d| weekday.is_none_or(|w| d.weekday() == w));
    let tense = tense::at(sight, at, found.end - 1);
    match weekday {
        Some(_) => tense::fitting(today, None, named).or_else(|| tense::fitting(today, tense, day)),
        None => tense::fitting(today, tense, day),
    }
}

/// `the September 11 attacks` are of 2001, whatever the article's year.
fn attacks(sight: &Sight<'_>, at: usize, found: DayMonth) -> Option<Date> {
    let named = matches!(
        sight.word(found.end),
        "attack" | "attacks" | "terror" | "terrorist" | "hijackers" | "atrocities" | "suicide"
    );
    let known = named || matches!(sight.before(at), "the" | "post" | "pre");
    ((found.month, found.day) == (9, 11) && known).then(|| Date::new(2001, 9, 11).ok()).flatten()
}

fn day_month(sight: &Sight<'_>, at: usize) -> Option<DayMonth> {
    month_then_day(sight, at).or_else(|| day_then_month(sight, at))
}

/// `April 13`, `Apr. 13th`, `April 12-14`, `April 12 to 14`, `April the 12th`
fn month_then_day(sight: &Sight<'_>, at: usize) -> Option<DayMonth> {
    let month = month_at(sight, at)?;
    let next = at + 1 + usize::from(is_short(sight.word(at)) && sight.is_glued(at + 1, "."));
    let next = next + usize::from(sight.word(next) == "the");
    let (end, day) = day_at(sight, next)?;
    let range = joiner(sight, at, end).and_then(|next| {
        let (after, last) = day_at(sight, next)?;
        let dash = matches!(sight.word(end), "-" | "–");
        // `April 3 to 5 people`, `April 3 to 5 May`
        let open = sight.token(after).is_some_and(|t| {
            t.spaced
                && !t.lower.is_empty()
                && !calendar::is_function_word(&t.lower)
                && t.number.is_none_or(|n| n.digits != 4)
        });
        (last > day && (dash || !open) && calendar::month(sight.word(after)).is_none())
            .then_some((after, last))
    });
    let (end, last) = range.map_or((end, None), |(end, last)| (end, Some(last)));
    // `March 13:30` is a time, `May 5,000` and `May 5.5` are sums.
    let more = sight.is_glued(end, ":") || sight.is_glued(end, "%");
    let sum = (sight.is_glued(end, ",") || sight.is_glued(end, "."))
        && sight.glued_number(end + 1).is_some();
    (!more && !sum).then_some(DayMonth { end, day, last, month, day_first: false })
}

/// `13 April`, `13th of April`, `13. April`, `13 de abril`, `13-Apr`
fn day_then_month(sight: &Sight<'_>, at: usize) -> Option<DayMonth> {
    let (mut end, day) = day_at(sight, at)?;
    let glued = sight.is_glued(end, ".") || sight.is_glued(end, "-");
    if glued || matches!(sight.word(end), "of" | "de") {
        end += 1;
    }
    let month = month_at(sight, end)?;
    let end = end + 1 + usize::from(is_short(sight.word(end)) && sight.is_glued(end + 1, "."));
    // The stop of `14 Apr.` at the end of a sentence is not the date's; that of `14 Apr. 2023` is.
    let stop = sight.word(end - 1) == "." && year_after(sight, end).is_none();
    let end = end - usize::from(stop && sight.token(end).is_none());
    Some(DayMonth { end, day, last: None, month, day_first: true })
}

pub fn is_short(month: &str) -> bool {
    month.is_ascii() && month.len() <= 4 && !matches!(month, "may" | "june" | "july" | "mai")
}

/// `April 2023`, `April, 2023`, `avril de 2023`, `May last year`, `January to March 2004`
fn month_year(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let month = month_at(sight, at)?;
    let next = at + 1 + usize::from(is_short(sight.word(at)) && sight.is_glued(at + 1, "."));
    if let Some((end, year)) = year_after(sight, next) {
        return Some(Hit::new(end, Value::Month(year, month)));
    }
    if is_short(sight.word(at)) {
        return None;
    }
    let joined = joiner(sight, at, next).or_else(|| {
        let range = matches!(sight.before(at), "between" | "from" | "in" | "during");
        (range && sight.word(next) == "and").then_some(next + 1)
    });
    let second = joined.filter(|_| sight.is_capital(at)).and_then(|other| {
        let last = month_at(sight, other).filter(|_| sight.is_capital(other))?;
        // `April to May 5` is a day's.
        (day_at(sight, other + 1).is_none()).then_some((other, last))
    });
    if let Some((other, last)) = second {
        let (end, year) = match year_after(sight, other + 1) {
            Some((end, year)) => (end, Some(year)),
            None => (other + 1, closest_year(sight, at, last)),
        };
        let value = year.map(|year| {
            let first = Value::Month(year - i16::from(month > last), month).first();
            Value::Span(first, Value::Month(year, last).last())
        });
        return Some(Hit { end, value });
    }
    let (end, by) = shifted_year(sight, next)?;
    let year = sight.today().map(|today| months_from(today, by * 12).year());
    Some(Hit { end, value: year.map(|year| Value::Month(year, month)) })
}

/// `last year`, `of this year`: the token after, and how many years away.
fn shifted_year(sight: &Sight<'_>, at: usize) -> Option<(usize, i64)> {
    let at = at + usize::from(sight.word(at) == "of");
    let by = match sight.word(at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    (sight.word(at + 1) == "year").then_some((at + 2, by))
}

fn month_at(sight: &Sight<'_>, at: usize) -> Option<i8> {
    let token = sight.token(at)?;
    if !token.capital && matches!(token.lower.as_ref(), "may" | "march" | "mar" | "mars" | "sept") {
        return None;
    }
    calendar::month(&token.lower)
}

/// A day of a month, with its ordinal ending; also where the next token is.
fn day_at(sight: &Sight<'_>, at: usize) -> Option<(usize, i8)> {
    let number = sight.number(at).filter(|n| n.digits <= 2 && (1..=31).contains(&n.value))?;
    let glued = sight.token(at).is_some_and(|t| !t.spaced);
    if at > 0 && glued && matches!(sight.before(at), "." | "," | "$" | "£" | "€" | ":" | "/") {
        return None;
    }
    let ordinal = sight.token(at + 1).is_some_and(|t| {
        !t.spaced && matches!(t.lower.as_ref(), "st" | "nd" | "rd" | "th" | "er" | "º")
    });
    Some((at + 1 + usize::from(ordinal), small(number)?))
}

/// A year right after, maybe behind a comma or `de`, or `last year`.
fn year_after(sight: &Sight<'_>, at: usize) -> Option<(usize, i16)> {
    let skip = usize::from(matches!(sight.word(at), "," | "de" | "of" | "del" | "-"));
    let year =
        sight.number(at + skip).filter(|n| n.digits == 4 && (1000..=2199).contains(&n.value));
    let Some(year) = year else {
        let (end, by) = shifted_year(sight, at)?;
        return Some((end, months_from(sight.today()?, by * 12).year()));
    };
    let end = at + skip + 1;
    let sum = sight.is_glued(end, ",") && sight.glued_number(end + 1).is_some();
    (!sum).then_some((end, year.value))
}

/// What stands before a month alone.
fn makes_month(word: &str) -> bool {
    matches!(
        word,
        "in" | "since"
            | "until"
            | "till"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "last"
            | "next"
            | "this"
            | "im"
            | "earlier"
            | "later"
    )
}

/// A month alone, after a word that makes it one: `in May`, `last May`; names that mean nothing
/// else also without (`the February figures`). `sure`: what stands before made it one.
pub fn month_only(sight: &Sight<'_>, at: usize, sure: bool) -> Option<Hit> {
    let month = month_at(sight, at).filter(|_| !is_short(sight.word(at)))?;
    let token = sight.token(at)?;
    let before = sight.before(at);
    let weak = matches!(before, "of" | "from" | "by" | "before" | "after" | "-" | "to");
    let fits =
        sure || makes_month(before)
            || match sight.word(at) {
                "march" => weak && before != "-" && before != "to",
                "may" | "mars" | "mai" => false,
                "april" | "june" | "august" => !is_given_name(sight, at),
                "january" | "february" | "july" | "september" | "october" | "november"
                | "december" => true,
                _ => weak,
            };
    let compound = sight.is_capital(at + 1) && matches!(sight.word(at + 1), "revolution" | "club")
        || before == "black";
    if !fits || compound || (!token.capital && token.lower.is_ascii()) {
        return None;
    }
    let year = closest_year(sight, at, month);
    Some(Hit { end: at + 1, value: year.map(|year| Value::Month(year, month)) })
}

/// `April Smith`, `June said`; names stand where no preposition does.
fn is_given_name(sight: &Sight<'_>, at: usize) -> bool {
    let weak = matches!(sight.before(at), "of" | "from" | "by" | "before" | "after" | "to");
    let named = sight.is_capital(at + 1) && sight.token(at + 1).is_some_and(|t| t.spaced)
        || (at > 0 && sight.is_capital(at - 1) && !weak);
    let verb =
        matches!(sight.word(at + 1), "said" | "says" | "was" | "is" | "has" | "had" | "told");
    named || verb || at == 0
}

/// The year of a month alone.
fn closest_year(sight: &Sight<'_>, at: usize, month: i8) -> Option<i16> {
    let today = sight.today()?;
    let year = today.year();
    Some(match sight.before(at) {
        "next" => year + i16::from(month <= today.month()),
        "last" => year - i16::from(month >= today.month()),
        "this" => year,
        _ if tense::at(sight, at, at) == Some(tense::Tense::Future) => {
            year + i16::from(month < today.month())
        }
        _ => year - i16::from(month > today.month()),
    })
}
