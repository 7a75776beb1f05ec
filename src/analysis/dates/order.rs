//! Whether an article writes 3 April as `03/04` or as `04/03`.

use jiff::civil::Date;

use super::{Context, Sight, named, numeric::figures, tokens::tokens};
use crate::text::TextRange;

/// How the figures of a date follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    DayFirst,
    MonthFirst,
    #[default]
    Unknown,
}

/// Ends of host names in countries that write the month first.
const MONTH_FIRST: &[&str] = &["us", "gov", "mil", "ph"];
/// Sources that do.
const MONTH_FIRST_NAMES: &[&str] = &[
    "ap",
    "associated press",
    "the associated press",
    "cnn",
    "npr",
    "upi",
    "fox news",
    "nbc news",
    "cbs news",
    "abc news",
    "bloomberg",
    "the new york times",
    "new york times",
    "usa today",
    "the washington post",
    "washington post",
    "the wall street journal",
    "los angeles times",
    "nytimes.com",
    "washingtonpost.com",
    "cnn.com",
    "npr.org",
    "apnews.com",
    "foxnews.com",
    "wsj.com",
    "latimes.com",
    "usatoday.com",
    "nbcnews.com",
    "cbsnews.com",
    "politico.com",
];
/// Sources that write the day first.
const DAY_FIRST_NAMES: &[&str] = &[
    "bbc",
    "bbc news",
    "bbc.com",
    "the guardian",
    "guardian",
    "theguardian.com",
    "al jazeera",
    "aljazeera.com",
    "afp",
    "agence france-presse",
    "dpa",
    "efe",
    "ansa",
    "pa",
    "press association",
    "the telegraph",
    "the independent",
    "financial times",
    "ft.com",
    "the economist",
    "economist.com",
    "the times of israel",
    "timesofisrael.com",
    "the jerusalem post",
    "jpost.com",
    "haaretz",
    "haaretz.com",
    "dw",
    "dw.com",
    "france 24",
    "france24.com",
    "sky news",
    "pti",
];

/// What the text of an article, its source, its address and its language tell.
pub fn order(
    text: &str,
    own: Option<Date>,
    language: Option<&str>,
    about: [Option<&str>; 2],
) -> Order {
    if !holds_figures(text) {
        return Order::Unknown;
    }
    let mut known = by_text(text, own);
    if known == Order::Unknown && language.is_some_and(|l| l != "en") {
        known = Order::DayFirst;
    }
    about.into_iter().flatten().fold(known, |known, name| match known {
        Order::Unknown => by_name(name),
        Order::DayFirst | Order::MonthFirst => known,
    })
}

/// Digits, `/` or `-`, digits, the same mark, digits.
fn holds_figures(text: &str) -> bool {
    text.as_bytes().windows(4).any(|w| match *w {
        [a, mark @ (b'/' | b'-'), b, c] => {
            a.is_ascii_digit() && b.is_ascii_digit() && (c == mark || c.is_ascii_digit())
        }
        _ => false,
    })
}

/// Other dates of the text: figures that can only be one way, or the same day in words; else a day
/// always before its month (`3 April`), which those who put the month first do not write.
fn by_text(text: &str, own: Option<Date>) -> Order {
    let tokens = tokens(text, TextRange::new(0, text.len()));
    let sight = Sight { tokens: &tokens, context: Context::default(), anchor: None };
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    let (mut written_so, mut written_other) = (0_usize, 0_usize);
    let mut open: Vec<(i8, i8)> = Vec::new();
    let mut worded: Vec<(i8, i8)> = own.iter().map(|d| (d.day(), d.month())).collect();
    for at in 0..tokens.len() {
        if let Some(found) = figures(&sight, at) {
            day_first += usize::from(found.first > 12 && found.second <= 12);
            month_first += usize::from(found.second > 12 && found.first <= 12);
            open.push((found.first, found.second));
        } else if let Some((month, day, before)) = named::day_and_month(&sight, at) {
            written_so += usize::from(before);
            written_other += usize::from(!before);
            worded.push((day, month));
        }
    }
    worded.sort_unstable();
    let is_worded = |day: i8, month: i8| worded.binary_search(&(day, month)).is_ok();
    for (first, second) in open.into_iter().filter(|(a, b)| a != b) {
        match (is_worded(first, second), is_worded(second, first)) {
            (true, false) => day_first += 1,
            (false, true) => month_first += 1,
            _ => {}
        }
    }
    match (day_first > 0, month_first > 0) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        (false, false) if written_so > 0 && written_other == 0 => Order::DayFirst,
        _ => Order::Unknown,
    }
}

/// The country of a host or a known source.
fn by_name(name: &str) -> Order {
    let lower = name.trim().to_lowercase();
    let host = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    if MONTH_FIRST_NAMES.contains(&host) {
        return Order::MonthFirst;
    }
    if DAY_FIRST_NAMES.contains(&host) {
        return Order::DayFirst;
    }
    let Some((_, end)) = host.rsplit_once('.') else { return Order::Unknown };
    if MONTH_FIRST.contains(&end) {
        Order::MonthFirst
    } else if end.len() == 2 && end.bytes().all(|b| b.is_ascii_lowercase()) && !is_global(end) {
        Order::DayFirst
    } else {
        Order::Unknown
    }
}

/// Two-letter ends that are used all over the world, or where the year or the month leads.
fn is_global(end: &str) -> bool {
    matches!(end, "tv" | "co" | "io" | "me" | "ai" | "fm" | "cc" | "eu" | "ca" | "cn" | "jp" | "kr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_figures_is_settled_by_what_is_known() {
        let date = |text: &str| text.parse::<Date>().ok();
        let cases = [
            ("on 03/04/2023", None, None, None, Order::Unknown),
            ("on 03/04/2023 and 25/04/2023", None, None, None, Order::DayFirst),
            ("on 03/04/2023 and 04/25/2023", None, None, None, Order::MonthFirst),
            ("on 25/04/2023 and 04/25/2023", None, None, None, Order::Unknown),
            ("on 03/04/2023, that is April 3", None, None, None, Order::DayFirst),
            ("on 03/04/2023, that is March 4", None, None, None, Order::MonthFirst),
            ("on 03/04/2023, not 9 May", None, None, None, Order::DayFirst),
            ("on 03/04/2023, not May 9", None, None, None, Order::Unknown),
            ("on 03/04/2023", date("2023-03-04"), None, None, Order::MonthFirst),
            ("on 03/04/2023", None, Some("fr"), None, Order::DayFirst),
            ("on 03/04/2023", None, Some("en"), Some("ells.co.uk"), Order::DayFirst),
            ("on 03/04/2023", None, Some("en"), Some("https://ells.gov/a"), Order::MonthFirst),
            ("on 03/04/2023", None, Some("en"), Some("AP"), Order::MonthFirst),
            ("on 03/04/2023", None, Some("en"), Some("ells.tv"), Order::Unknown),
            ("no figures", None, Some("fr"), Some("AP"), Order::Unknown),
        ];
        for (text, own, language, source, expected) in cases {
            assert_eq!(order(text, own, language, [source, None]), expected, "{text}");
        }
    }
}
