//! Metadata as strangers write it, made one clean line, a web address, a language or a date.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Found, Origin};
use crate::text::{Clean, clean};

/// Longest title, in characters.
pub const TITLE: usize = 300;
/// Longest name of a source or of authors, in characters.
pub const NAME: usize = 120;
/// Longest address; longer ones are not kept.
const URL: usize = 2048;

/// A value with its origin.
pub fn found<T>(value: Option<T>, origin: Origin) -> Option<Found<T>> {
    value.map(|value| Found { value, origin })
}

/// One clean line of at most `max` characters, cut with `…`; `None` where nothing is left.
pub fn line(text: &str, max: usize) -> Option<Clean> {
    // Only so much is looked at: a title may be a whole file.
    let start: String = text.trim_start().chars().take(max.saturating_mul(4)).collect();
    let cleaned = clean::line(&start);
    let mut out = String::new();
    for word in cleaned.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if let Some((cut, _)) = out.char_indices().nth(max) {
        out.truncate(cut);
        out.truncate(out.trim_end().len());
        out.push('…');
    }
    (!out.is_empty()).then(|| Clean::line(out))
}

/// Names of authors, joined by commas; addresses are no names.
pub fn names<'a>(all: impl IntoIterator<Item = &'a str>) -> Option<Clean> {
    let mut out: Vec<String> = Vec::new();
    for name in all.into_iter().take(8).filter_map(|name| line(name, NAME)) {
        let name = name.trim_start_matches("By ").trim_start_matches("by ").trim().to_owned();
        let is_address = name.contains("://") || name.starts_with("www.");
        if !name.is_empty() && !is_address && !out.contains(&name) {
            out.push(name);
        }
    }
    line(&out.join(", "), NAME)
}

/// An absolute `http` or `https` address.
pub fn url(text: &str) -> Option<Clean> {
    let text = text.trim();
    let fits = text.len() <= URL && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    (fits && is_web && has_host).then(|| Clean::line(text))
}

/// The host of an address, without `www.`.
pub fn host(url: &str) -> Option<Clean> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    line(host.strip_prefix("www.").unwrap_or(&host), NAME)
}

/// The ISO 639-1 code of `en`, `en-GB`, `en_US.UTF-8`.
pub fn language(text: &str) -> Option<Clean> {
    let code = text.trim().split(['-', '_', '.']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| Clean::line(code))
}

/// The day of a date in ISO 8601, RFC 2822 and the usual English forms, as written there (it is
/// not moved to another time zone). Years before 1500 or after 2200 are taken for mistakes.
pub fn date(text: &str) -> Option<Date> {
    let text: String = text.trim().chars().take(64).collect();
    numeric(&text).or_else(|| worded(&text)).or_else(|| stamp(&text))
}

/// The day in the path of an address: `/2023/04/13/`.
pub fn date_in_path(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    parts.windows(3).find_map(|three| match three {
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => {
            day(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
        }
        _ => None,
    })
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    (1500..=2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// `2023-04-13…`, `2023/4/13`, `2023年4月13日`, `20230413…`, `13.04.2023`, and `4/13/2023` where
/// only one order is possible.
fn numeric(text: &str) -> Option<Date> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    let first = numbers.next().filter(|n| !n.is_empty())?;
    if first.len() == 8 {
        let number: u32 = first.parse().ok()?;
        let part = |n: u32| i8::try_from(n).ok();
        return day(
            i16::try_from(number / 10_000).ok()?,
            part(number / 100 % 100)?,
            part(number % 100)?,
        );
    }
    let (second, third) = (numbers.next()?, numbers.next()?);
    let separator = text.chars().nth(first.len())?;
    if !matches!(separator, '-' | '/' | '.' | '年' | '년') || second.len() > 2 {
        return None;
    }
    if first.len() == 4 && third.len() <= 2 {
        return day(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    }
    if first.len() > 2 || third.len() != 4 {
        return None;
    }
    let (a, b, year): (i8, i8, i16) =
        (first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    match separator {
        '.' => day(year, b, a),
        _ if a > 12 => day(year, b, a),
        _ if b > 12 || a == b => day(year, a, b),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
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
];

/// `April 13, 2023`, `13th of Apr. 2023`, `Thu, 13 Apr 2023 10:00:00 +0000`.
fn worded(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && *w != "of")
        .collect();
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| Some((at, month(word)?)))?;
    let year = words.iter().find(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()))?;
    let ordinal = |word: &&str| -> Option<i8> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let suffix = word.strip_prefix(digits)?;
        (digits.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th"))
            .then(|| digits.parse().ok())
            .flatten()
    };
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let number = words.get(at + 1).and_then(ordinal).or_else(|| before.and_then(ordinal))?;
    day(year.parse().ok()?, month, number)
}

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|m| (word.len() >= 3 && m.starts_with(word)) || word == "sept");
    let at = if word == "sept" { Some(8) } else { at };
    at.and_then(|at| i8::try_from(at + 1).ok())
}

/// Seconds or milliseconds since 1970.
fn stamp(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_files_use() {
        let cases = [
            ("2023-04-13", "2023-04-13"),
            (" 2023-04-13T23:59:00-08:00", "2023-04-13"),
            ("2023/4/3 10:00", "2023-04-03"),
            ("20230413T101500Z", "2023-04-13"),
            ("2023年4月13日", "2023-04-13"),
            ("13.04.2023", "2023-04-13"),
            ("4/13/2023", "2023-04-13"),
            ("25/12/2023 08:00", "2023-12-25"),
            ("April 13, 2023", "2023-04-13"),
            ("13 April 2023", "2023-04-13"),
            ("10:30 Apr. 13th, 2023", "2023-04-13"),
            ("Thursday the 13th of Sept 2023", "2023-09-13"),
            ("Thu, 13 Apr 2023 10:00:00 +0000", "2023-04-13"),
            ("Thu Apr 13 10:00:00 2023", "2023-04-13"),
            ("1681344000", "2023-04-13"),
            ("1681344000000", "2023-04-13"),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "yesterday", "3/4/2023", "2023-13-40", "0001-01-01", "May", "12:30", "2023"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_is_one_line_and_short() {
        assert_eq!(line("  A\n title\t\u{a0}here ", 300).as_deref(), Some("A title here"));
        assert_eq!(line(" \n ", 300), None);
        assert_eq!(line(&"word ".repeat(100_000), 7).as_deref(), Some("word wo…"));
    }

    #[test]
    fn addresses_are_web_addresses_only() {
        assert_eq!(
            url(" https://example.org/a?b#c ").as_deref(),
            Some("https://example.org/a?b#c")
        );
        for bad in ["javascript:alert(1)", "file:///etc", "/a", "https://a b", "http://", "data:x"]
        {
            assert_eq!(url(bad), None, "{bad}");
        }
        assert_eq!(host("https://u@WWW.Example.org:80/x").as_deref(), Some("example.org"));
        let path = "https://example.org/2023/04/13/strike";
        assert_eq!(date_in_path(path), date("2023-04-13"));
        assert_eq!(date_in_path("https://example.org/2023/04/strike"), None);
    }

    #[test]
    fn names_are_joined_and_addresses_left_out() {
        let all = ["By Ada Lind", "https://example.org/ada", "Ada Lind", "Bo Berg"];
        assert_eq!(names(all).as_deref(), Some("Ada Lind, Bo Berg"));
        assert_eq!(language("en_GB.UTF-8").as_deref(), Some("en"));
        assert_eq!(language("english"), None);
    }
}
