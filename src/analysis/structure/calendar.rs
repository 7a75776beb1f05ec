//! Lines that are nothing but a date or a time.

const WORDS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
    "januar",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "février",
    "mars",
    "avril",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];

const FILLERS: &[&str] = &[
    "at",
    "on",
    "the",
    "of",
    "de",
    "am",
    "pm",
    "a.m",
    "p.m",
    "est",
    "edt",
    "et",
    "pst",
    "pdt",
    "gmt",
    "bst",
    "utc",
    "cet",
    "cest",
    "ist",
    "uhr",
    "st",
    "nd",
    "rd",
    "th",
    "ago",
    "hours",
    "hour",
    "minutes",
    "minute",
    "mins",
    "days",
    "day",
    "today",
    "yesterday",
    "in",
];

/// Whether a line (lower case) holds nothing but a date, a time or both.
pub fn is_stamp(line: &str) -> bool {
    if line.len() > 80 {
        return false;
    }
    let mut named = 0;
    let mut clocks = 0;
    let mut long_numbers = 0;
    for token in tokens(line) {
        let digits = token.bytes().filter(u8::is_ascii_digit).count();
        if WORDS.contains(&token) {
            named += 1;
        } else if digits > 0 && is_number(token) {
            clocks += usize::from(is_clock(token));
            long_numbers += usize::from(digits >= 8 || (digits == 4 && !token.contains(':')));
        } else if !FILLERS.contains(&token) && token.contains(char::is_alphanumeric) {
            return false;
        }
    }
    let counted = line.bytes().any(|b| b.is_ascii_digit());
    (named > 0 && (counted || named == tokens(line).count()))
        || clocks > 0
        || (long_numbers > 0 && line.contains(['-', '/', '.']))
        || (counted && line.ends_with(" ago"))
}

fn tokens(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '•' | '·' | '،'))
        .map(|t| t.trim_matches(|c: char| matches!(c, '.' | ':' | '-' | '–' | '—')))
        .filter(|t| !t.is_empty())
}

/// Digits with marks of dates and times and the endings of ordinals and half days.
fn is_number(token: &str) -> bool {
    let rest = token.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = token.strip_prefix(rest).unwrap_or("");
    matches!(ending, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h" | "z")
        && rest.chars().all(|c| c.is_numeric() || matches!(c, ':' | '.' | '-' | '/'))
}

fn is_clock(token: &str) -> bool {
    token.contains(':') || token.ends_with("am") || token.ends_with("pm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_dates_and_times_alone() {
        for line in [
            "april 13, 2023",
            "13 april 2023 at 14:05 gmt",
            "2023-04-13",
            "13/04/2023",
            "10:32",
            "10.32am",
            "3 hours ago",
            "thursday 13th of april",
            "13. märz 2023",
            "monday",
            "13 أبريل 2023",
        ] {
            assert!(is_stamp(line), "{line}");
        }
        for line in
            ["2003", "march on the port", "may", "3 hours late", "won 3:1 today in ells", ""]
        {
            assert_eq!(is_stamp(line), line == "may", "{line}");
        }
    }
}
