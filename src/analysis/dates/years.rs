//! Years, decades, centuries, quarters and seasons: `in 2003`, `2019-20`, `the nineties`, `Q3 2024`.

use super::{
    Hit, Sight, calendar, named, tense,
    value::{Value, days_from, months_from},
};

/// The expression that starts at token `at`.
pub fn at(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    if sight.number(at).is_some() {
        return decade(sight, at)
            .or_else(|| century(sight, at))
            .or_else(|| quarter(sight, at))
            .or_else(|| years(sight, at))
            .or_else(|| year(sight, at, false));
    }
    match sight.word(at) {
        "'" | "’" => decade(sight, at),
        "spring" | "summer" | "autumn" | "winter" | "fall" | "last" | "this" | "next" => {
            season(sight, at)
        }
        "q" | "h" | "first" | "second" | "third" | "fourth" | "final" => {
            quarter(sight, at).or_else(|| months_of(sight, at)).or_else(|| century(sight, at))
        }
        word if word.ends_with("ies") => decade(sight, at),
        word if calendar::ordinal(word).is_some() => century(sight, at),
        _ => None,
    }
}

/// `1990s`, `1990's`; after `the`, with nobody's age before: `90s`, `'90s`, `nineties`.
fn decade(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let quote = usize::from(matches!(sight.word(at), "'" | "’"));
    let (end, from) = if let Some(number) = sight.number(at + quote) {
        let apostrophe = usize::from(matches!(sight.word(at + quote + 1), "'" | "’"));
        let end = at + quote + 1 + apostrophe;
        if number.value % 10 != 0 || !sight.is_glued(end, "s") {
            return None;
        }
        match number.digits {
            4 if (1500..=2100).contains(&number.value) && quote == 0 => {
                let length = if number.value % 100 == 0 && number.value < 2000 { 99 } else { 9 };
                return Some(Hit::new(end + 1, Value::years(number.value, number.value + length)));
            }
            2 if (20..=90).contains(&number.value) => (end + 1, 1900 + number.value),
            _ => return None,
        }
    } else {
        (at + 1, 1900 + calendar::tens(sight.word(at))?)
    };
    let part = usize::from(matches!(sight.before(at), "early" | "late" | "mid" | "-" | "swinging"));
    let part = part + usize::from(sight.before(at) == "-" && sight.back(at, 2) == "mid");
    // `the low 80s` are degrees, `his 80s` an age.
    (sight.back(at, 1 + part) == "the").then(|| Hit::new(end, Value::years(from, from + 9)))
}

/// `19th century`, `nineteenth-century`
fn century(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let (next, count) = match sight.number(at) {
        Some(number) if number.digits <= 2 => {
            let ordinal = ["st", "nd", "rd", "th"].into_iter().any(|e| sight.is_glued(at + 1, e));
            ordinal.then_some((at + 2, number.value))?
        }
        _ => (at + 1, calendar::ordinal(sight.word(at))?),
    };
    let next = next + usize::from(sight.is_glued(next, "-"));
    let fits = matches!(sight.word(next), "century" | "centuries") && (10..=22).contains(&count);
    fits.then(|| Hit::new(next + 1, Value::years(count * 100 - 99, count * 100)))
}

/// `Q3 2024`, `H1 2024`, `third quarter`, `first half of 2004`
fn quarter(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let (next, count, months) = if matches!(sight.word(at), "q" | "h") && sight.is_capital(at) {
        let months = if sight.word(at) == "q" { 3 } else { 6 };
        (at + 2, sight.glued_number(at + 1).filter(|n| n.digits == 1)?.value, months)
    } else {
        let (next, count) = match sight.number(at) {
            Some(n) if n.digits == 1 => (at + 2, n.value),
            Some(_) => return None,
            None => (
                at + 1,
                match sight.word(at) {
                    "first" => 1,
                    "second" => 2,
                    "third" => 3,
                    "fourth" | "final" => 4,
                    _ => return None,
                },
            ),
        };
        let next = next + usize::from(sight.is_glued(next, "-"));
        let months = match sight.word(next) {
            "quarter" => 3,
            "half" => 6,
            _ => return None,
        };
        let count = if count == 4 && months == 6 { 2 } else { count };
        (next + 1, count, months)
    };
    // `second quarter-final`
    if !(1..=12 / months).contains(&i64::from(count)) || sight.is_glued(next, "-") {
        return None;
    }
    let part = |year: i16| {
        let from = months_from(Value::Year(year).first(), months * (i64::from(count) - 1));
        Value::Span(from, days_from(months_from(from, months), -1))
    };
    if let Some((end, year)) = of_year(sight, next) {
        return Some(Hit { end, value: year.map(part) });
    }
    // Halves without their year are those of matches.
    let bare = months == 3 && !matches!(sight.before(at), "a" | "an");
    let value = sight.today().map(|today| {
        let year = today.year();
        let future = tense::at(sight, at, next - 1) == Some(tense::Tense::Future);
        let this = part(year);
        match (this.first() > today, this.last() < today) {
            (true, _) if !future => part(year - 1),
            (_, true) if future => part(year + 1),
            _ => this,
        }
    });
    bare.then_some(Hit { end: next, value })
}

/// `of 2004`, `2004`, `of last year`, `of the year`; the year where it is known.
fn of_year(sight: &Sight<'_>, at: usize) -> Option<(usize, Option<i16>)> {
    let of = usize::from(matches!(sight.word(at), "of" | "," | "in"));
    let at = at + of;
    if let Some(number) = sight.number(at).filter(|n| n.digits == 4) {
        return (1500..=2199).contains(&number.value).then_some((at + 1, Some(number.value)));
    }
    let by = match sight.word(at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        "the" if of > 0 => 0,
        _ => return None,
    };
    let year = sight.today().map(|today| months_from(today, by * 12).year());
    (sight.word(at + 1) == "year" && !sight.is_glued(at + 2, "-")).then_some((at + 2, year))
}

/// `first nine months of 2004`
fn months_of(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let number = sight.number(at + 1).map(|n| n.value);
    let count = i64::from(number.or_else(|| calendar::count(sight.word(at + 1))?.exact())?);
    if sight.word(at + 2) != "months" || !(1..=11).contains(&count) {
        return None;
    }
    let (end, year) = of_year(sight, at + 3)?;
    let value = year.and_then(|year| {
        let (first, last) = (Value::Year(year).first(), Value::Year(year).last());
        Some(match sight.word(at) {
            "first" => Value::Span(first, days_from(months_from(first, count), -1)),
            "final" => Value::Span(months_from(days_from(last, 1), -count), last),
            _ => return None,
        })
    });
    Some(Hit { end, value })
}

/// `summer 2022`, `the winter of 2004-05`, `last summer`; of the northern half of the earth.
fn season(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let shift = matches!(sight.word(at), "last" | "this" | "next");
    let name = at + usize::from(shift);
    let month = match sight.word(name) {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    };
    let days = |year: i16| {
        let from = Value::Month(year, month).first();
        Value::Span(from, days_from(months_from(from, 3), -1))
    };
    if !shift {
        let of = usize::from(sight.word(name + 1) == "of");
        let year = name + 1 + of;
        let number = sight.number(year).filter(|n| n.digits == 4)?;
        let end = years(sight, year).map_or(year + 1, |hit| hit.end);
        return (1500..=2199).contains(&number.value).then(|| Hit::new(end, days(number.value)));
    }
    let noun = matches!(sight.word(name + 1), "in" | "of" | "from" | "olympics" | "games" | "-")
        || sight.is_capital(name + 1) && sight.token(name + 1).is_some_and(|t| t.spaced);
    let value = sight.today().map(|today| {
        let mine = [-2, -1, 0, 1, 2].map(|n| days(months_from(today, n * 12).year()));
        let ended = |v: &&Value| v.last() < today;
        let to_come = |v: &&Value| v.first() > today;
        let current = |v: &&Value| v.last() >= today;
        let none = days(today.year());
        match sight.word(at) {
            "last" => mine.iter().rev().find(ended).copied().unwrap_or(none),
            "next" => mine.iter().find(to_come).copied().unwrap_or(none),
            _ if tense::at(sight, at, name) == Some(tense::Tense::Past) => {
                mine.iter().rev().find(|v| v.first() <= today).copied().unwrap_or(none)
            }
            _ => mine.iter().find(current).copied().unwrap_or(none),
        }
    });
    (!noun).then_some(Hit { end: name + 1, value })
}

/// `2019-20`, `2019/20`, `1999-2003`, `from 1999 to 2003`, `between 1999 and 2003`
pub fn years(sight: &Sight<'_>, at: usize) -> Option<Hit> {
    let from =
        sight.number(at).filter(|n| n.digits == 4 && (1500..=2100).contains(&n.value))?.value;
    let slash = sight.is_glued(at + 1, "/");
    let next = if slash { at + 2 } else { named::joiner(sight, at, at + 1)? };
    let dash = matches!(sight.word(at + 1), "-" | "–" | "/");
    let number = sight.number(next)?;
    let glued = dash && sight.glued_number(next).is_some();
    let more = ["-", "/", "%", ","].into_iter().any(|m| sight.is_glued(next + 1, m));
    let strong = matches!(
        sight.before(at),
        "in" | "from" | "between" | "during" | "of" | "the" | "(" | "since" | "for"
    );
    let to = match number.digits {
        4 => number.value,
        2 if glued => from - from % 100 + number.value,
        1 if glued && slash => from - from % 10 + number.value,
        _ => return None,
    };
    let to = if to <= from && to + 100 == from + 1 { to + 100 } else { to };
    let season = to == from + 1 && glued;
    let fits = to > from && to - from <= 300 && !more && !is_counted(sight, next);
    let sure = season
        || (strong && (!slash || number.digits == 4))
        || (dash && number.digits == 4 && from >= 1800);
    (fits && sure).then(|| Hit::new(next + 1, Value::years(from, to)))
}

/// A year alone, where a word beside it makes it one: `in 2003`, `the 2004 election`; `sure`: what
/// stands before did.
pub fn year(sight: &Sight<'_>, at: usize, sure: bool) -> Option<Hit> {
    let number = sight.number(at).filter(|n| n.digits == 4 && (1000..=2199).contains(&n.value))?;
    let (before, value) = (sight.before(at), number.value);
    let hit = Hit::new(at + 1, Value::Year(value));
    let next = sight.token(at + 1);
    let unit = next.is_some_and(|t| {
        let more = sight.glued_number(at + 2).is_some();
        let glued = match t.lower.as_ref() {
            "%" | "°" | ":" => true,
            "-" => sight.token(at + 2).is_some_and(|t| !t.spaced),
            "/" | "." | "," => more,
            word => word.chars().next().is_some_and(char::is_alphabetic),
        };
        (glued && !t.spaced) || matches!(t.lower.as_ref(), "*" | "×" | "x")
    });
    let glued = at > 0 && sight.token(at).is_some_and(|t| !t.spaced);
    let money = matches!(before, "$" | "£" | "€" | "#" | "no")
        || glued && !matches!(before, "(" | "[" | "'" | "’" | "\"" | "“" | "‘" | "—" | "–" | "-");
    let hyphen = glued && before == "-" && sight.back(at, 2) != "mid";
    if unit || money || hyphen || is_clock(sight, at) {
        return None;
    }
    let strong = sure
        || matches!(
            before,
            "in" | "since"
                | "during"
                | "until"
                | "till"
                | "early"
                | "late"
                | "mid"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "fall"
                | "year"
                | "throughout"
                | "circa"
        );
    let noun = next.is_some_and(|t| {
        t.spaced && !t.capital && t.number.is_none() && !calendar::is_function_word(&t.lower)
    });
    let plural = noun && next.is_some_and(|t| t.lower.ends_with('s') && t.lower.len() > 4);
    let counted = is_counted(sight, at);
    let weak = matches!(
        before,
        "of" | "by" | "from" | "before" | "after" | "and" | "to" | "for" | "than" | "on" | "("
    );
    let modern = (1900..=2049).contains(&value);
    let of_a_thing = modern
        && value % 100 != 0
        && (matches!(
            before,
            "the" | "his" | "her" | "its" | "their" | "our" | "my" | "a" | "'" | "’" | "this"
        ) || before == "s" && matches!(sight.back(at, 2), "'" | "’"));
    let fits = (strong && !counted && !(plural && (value % 100 == 0 || !modern)))
        || ((1500..=2100).contains(&value) && weak && !noun)
        || (modern && value % 10 != 0 && weak && !counted && !plural)
        || ((of_a_thing || modern && value == 2000 && before == "the" && noun && !plural)
            && !counted);
    fits.then_some(hit)
}

/// `at 1900`, `1900 GMT`
fn is_clock(sight: &Sight<'_>, at: usize) -> bool {
    matches!(sight.word(at + 1), "gmt" | "bst" | "hours" | "est" | "edt" | "utc" | "local" | "hrs")
        || sight.before(at) == "at"
}

/// Whether the number counts what stands after it: `2004 people`.
fn is_counted(sight: &Sight<'_>, at: usize) -> bool {
    matches!(
        sight.word(at + 1),
        "people"
            | "troops"
            | "soldiers"
            | "jobs"
            | "workers"
            | "employees"
            | "men"
            | "women"
            | "children"
            | "miles"
            | "km"
            | "kilometres"
            | "kilometers"
            | "tonnes"
            | "tons"
            | "metres"
            | "meters"
            | "m"
            | "pages"
            | "words"
            | "copies"
            | "votes"
            | "seats"
            | "homes"
            | "families"
            | "students"
            | "pupils"
            | "fans"
            | "spectators"
            | "shares"
            | "dollars"
            | "euros"
            | "pounds"
            | "points"
            | "feet"
            | "acres"
            | "hectares"
            | "staff"
            | "victims"
            | "dead"
            | "deaths"
            | "barrels"
            | "million"
            | "billion"
            | "percent"
            | "years"
            | "days"
            | "kg"
            | "mph"
            | "units"
            | "cases"
            | "items"
            | "houses"
            | "civilians"
            | "police"
            | "officers"
            | "refugees"
            | "bc"
            | "bce"
            | "more"
            | "calories"
            | "kcal"
            | "volts"
    )
}
