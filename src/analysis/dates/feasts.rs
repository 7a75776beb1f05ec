//! Feasts and holidays whose day is known: `Christmas Day 2021`, `New Year's Eve`, `Easter Monday`.

use jiff::civil::{Date, Weekday};

use super::{
    Hit, Sight, tense,
    value::{Value, days_from},
};

/// How a feast falls in a year.
#[derive(Clone, Copy)]
enum Feast {
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i64),
    /// The nth such weekday of a month (the last: -1), and days after it.
    Nth(i8, Weekday, i8, i64),
}

use Feast::{Easter, Fixed, Nth};

/// Words (without apostrophes), the feast, and whether they mean it without a word beside them.
const FEASTS: &[(&[&str], Feast, bool)] = &[
    (&["christmas", "day"], Fixed(12, 25), true),
    (&["christmas", "eve"], Fixed(12, 24), true),
    (&["christmas"], Fixed(12, 25), false),
    (&["boxing", "day"], Fixed(12, 26), true),
    (&["new", "year", "s", "eve"], Fixed(12, 31), true),
    (&["new", "years", "eve"], Fixed(12, 31), true),
    (&["new", "year", "s", "day"], Fixed(1, 1), true),
    (&["new", "years", "day"], Fixed(1, 1), true),
    (&["new", "year", "s"], Fixed(1, 1), false),
    (&["new", "year"], Fixed(1, 1), false),
    (&["epiphany"], Fixed(1, 6), false),
    (&["burns", "night"], Fixed(1, 25), true),
    (&["australia", "day"], Fixed(1, 26), true),
    (&["holocaust", "memorial", "day"], Fixed(1, 27), true),
    (&["martin", "luther", "king", "day"], Nth(1, Weekday::Monday, 3, 0), true),
    (&["groundhog", "day"], Fixed(2, 2), true),
    (&["valentine", "s", "day"], Fixed(2, 14), true),
    (&["valentines", "day"], Fixed(2, 14), true),
    (&["presidents", "day"], Nth(2, Weekday::Monday, 3, 0), true),
    (&["st", "david", "s", "day"], Fixed(3, 1), true),
    (&["international", "women", "s", "day"], Fixed(3, 8), true),
    (&["st", "patrick", "s", "day"], Fixed(3, 17), true),
    (&["april", "fool", "s", "day"], Fixed(4, 1), true),
    (&["april", "fools", "day"], Fixed(4, 1), true),
    (&["earth", "day"], Fixed(4, 22), true),
    (&["st", "george", "s", "day"], Fixed(4, 23), true),
    (&["anzac", "day"], Fixed(4, 25), true),
    (&["shrove", "tuesday"], Easter(-47), true),
    (&["ash", "wednesday"], Easter(-46), true),
    (&["palm", "sunday"], Easter(-7), true),
    (&["maundy", "thursday"], Easter(-3), true),
    (&["good", "friday"], Easter(-2), true),
    (&["easter", "saturday"], Easter(-1), true),
    (&["easter", "sunday"], Easter(0), true),
    (&["easter", "monday"], Easter(1), true),
    (&["easter", "day"], Easter(0), true),
    (&["easter"], Easter(0), false),
    (&["ascension", "day"], Easter(39), true),
    (&["whit", "sunday"], Easter(49), true),
    (&["whit", "monday"], Easter(50), true),
    (&["pentecost"], Easter(49), false),
    (&["may", "day"], Fixed(5, 1), true),
    (&["cinco", "de", "mayo"], Fixed(5, 5), true),
    (&["memorial", "day"], Nth(5, Weekday::Monday, -1, 0), true),
    (&["juneteenth"], Fixed(6, 19), false),
    (&["canada", "day"], Fixed(7, 1), true),
    (&["fourth", "of", "july"], Fixed(7, 4), true),
    (&["bastille", "day"], Fixed(7, 14), true),
    (&["labor", "day"], Nth(9, Weekday::Monday, 1, 0), true),
    (&["columbus", "day"], Nth(10, Weekday::Monday, 2, 0), true),
    (&["halloween"], Fixed(10, 31), false),
    (&["hallowe", "en"], Fixed(10, 31), false),
    (&["all", "saints", "day"], Fixed(11, 1), true),
    (&["guy", "fawkes", "night"], Fixed(11, 5), true),
    (&["bonfire", "night"], Fixed(11, 5), true),
    (&["armistice", "day"], Fixed(11, 11), true),
    (&["veterans", "day"], Fixed(11, 11), true),
    (&["thanksgiving", "day"], Nth(11, Weekday::Thursday, 4, 0), true),
    (&["thanksgiving"], Nth(11, Weekday::Thursday, 4, 0), false),
    (&["black", "friday"], Nth(11, Weekday::Thursday, 4, 1), true),
    (&["cyber", "monday"], Nth(11, Weekday::Thursday, 4, 4), true),
    (&["st", "andrew", "s", "day"], Fixed(11, 30), true),
    (&["world", "aids", "day"], Fixed(12, 1), true),
];

/// The feast that starts at token `at`, with `last`, `this` or `next` before and a year after it.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let shift = matches!(sight.word(at), "last" | "this" | "next");
    let first = at + usize::from(shift);
    if !sight.is_capital(first) {
        return None;
    }
    let (mut end, feast, sure) = FEASTS.iter().find_map(|(words, feast, sure)| {
        (words.first() == Some(&sight.word(first))).then_some(())?;
        Some((phrase(sight, first, words)?, *feast, *sure))
    })?;
    // `Good Friday Agreement`
    let name = sight.is_capital(end) && sight.token(end).is_some_and(|t| t.spaced)
        || matches!(sight.before(first), "chinese" | "lunar" | "jewish" | "orthodox" | "iranian");
    let comma = usize::from(matches!(sight.word(end), "," | "in" | "of"));
    let number = sight.number(end + comma).filter(|n| n.digits == 4);
    let year = number.map(|n| n.value).filter(|y| (1500..=2199).contains(y));
    if (name && !sure) || is_name(sight, end) {
        return None;
    }
    if year.is_some() {
        end += comma + 1;
    } else if !sure && !shift && !is_time(sight, first) {
        return None;
    }
    let day = match year {
        Some(year) => feast.of(year),
        None => sight.today().and_then(|today| {
            let fit = |tense| tense::fitting(today, tense, |year| feast.of(year));
            match sight.word(at) {
                "last" => tense::fitting(days_from(today, -2), Some(tense::Tense::Past), |year| {
                    feast.of(year)
                }),
                "next" => tense::fitting(days_from(today, 1), Some(tense::Tense::Future), |year| {
                    feast.of(year)
                }),
                _ => fit(tense::at(sight, at, end - 1)).or_else(|| fit(None)),
            }
        }),
    };
    Some(Hit { end, value: day.map(Value::Day) })
}

/// `Good Friday Agreement`, `Christmas Day Massacre`: the name of something else.
fn is_name(sight: &Sight<'_>, end: usize) -> bool {
    matches!(
        sight.word(end),
        "agreement"
            | "accord"
            | "accords"
            | "peace"
            | "deal"
            | "massacre"
            | "parade"
            | "island"
            | "show"
            | "road"
            | "honours"
            | "rising"
            | "carol"
    )
}

/// A preposition of time before the name of a feast alone.
fn is_time(sight: &Sight<'_>, at: usize) -> bool {
    let the = usize::from(sight.before(at) == "the");
    matches!(
        sight.back(at, 1 + the),
        "at" | "over"
            | "before"
            | "after"
            | "by"
            | "since"
            | "until"
            | "till"
            | "during"
            | "on"
            | "around"
            | "in"
    )
}

/// The token after the words, apostrophes left out.
fn phrase(sight: &Sight<'_>, at: usize, words: &[&str]) -> Option<usize> {
    let mut next = at;
    for (n, word) in words.iter().enumerate() {
        if n > 0 && matches!(sight.word(next), "'" | "’" | ".") {
            next += 1;
        }
        if sight.word(next) != *word || (n > 0 && word.len() > 3 && !sight.is_capital(next)) {
            return None;
        }
        next += 1;
    }
    Some(next)
}

impl Feast {
    fn of(self, year: i16) -> Option<Date> {
        match self {
            Fixed(month, day) => Date::new(year, month, day).ok(),
            Easter(days) => Some(days_from(easter(year)?, days)),
            Nth(month, weekday, nth, days) => {
                let first = Date::new(year, month, 1).ok()?;
                Some(days_from(first.nth_weekday_of_month(nth, weekday).ok()?, days))
            }
        }
    }
}

/// Easter Sunday of the western churches, by the anonymous Gregorian rule.
fn easter(year: i16) -> Option<Date> {
    if !(1583..=4099).contains(&year) {
        return None;
    }
    let y = i32::from(year);
    let golden = y % 19;
    let (century, of_century) = (y / 100, y % 100);
    let epact =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let sum = epact + sunday - 7 * late + 114;
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_where_the_church_says() {
        for day in [
            date(1999, 4, 4),
            date(2000, 4, 23),
            date(2004, 4, 11),
            date(2005, 3, 27),
            date(2008, 3, 23),
            date(2011, 4, 24),
            date(2023, 4, 9),
            date(2038, 4, 25),
        ] {
            assert_eq!(easter(day.year()), Some(day));
        }
        assert_eq!(easter(0), None);
    }
}
