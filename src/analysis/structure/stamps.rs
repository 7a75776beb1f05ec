//! Knows lines that say only when: dates in any language, times above entries of a live blog.

use super::{
    calendar,
    listed::List,
    names,
    signs::{Sign, is_ended},
};

/// Characters of a date as it is written in Chinese, Japanese and Korean.
const EAST_ASIAN: &str =
    "年月日時时分秒頃曜火水木金土午前後上下星期一二三四五六년월일시분초오전후입력수정등록승인화목";

/// Whether a line is a date, a time, or the head of a dispatch alone.
pub fn is_stamp_line(sign: &Sign<'_>) -> bool {
    let Sign { line, lower, words, .. } = *sign;
    let stamped = sign.opening.words.has(List::Stamp)
        && (lower.contains(|c: char| c.is_numeric()) || lower.contains([':', '：']))
        && words <= 18
        && (!is_ended(line) || lower.contains(':'));
    stamped
        || calendar::is_stamp(lower)
        || names::is_dateline(line)
        || is_east_asian(lower)
        || is_elapsed(lower)
        || is_hour(lower)
        || is_dated(line, lower)
        || is_place_and_date(line, lower)
}

/// `2019年3月4日 14時12分`, `입력 2018.04.14. 07:00`
fn is_east_asian(line: &str) -> bool {
    if line.is_ascii() {
        return false;
    }
    let fits = |c: char| {
        c.is_numeric()
            || c.is_whitespace()
            || c.is_ascii_punctuation()
            || matches!(c, '（' | '）' | '：' | '・' | '/' | '｜')
            || EAST_ASIAN.contains(c)
    };
    // `… 来源：海岸日报`
    let line = ["来源", "來源", "作者", "文章"]
        .iter()
        .find_map(|s| line.split_once(s))
        .map_or(line, |(d, _)| d);
    line.len() < 120
        && line.contains(char::is_numeric)
        && line.contains(|c| !char::is_ascii(&c) && EAST_ASIAN.contains(c))
        && line.chars().all(fits)
}

/// `10 p.m.`, `4:14 p.m. ET`
fn is_hour(lower: &str) -> bool {
    if lower.len() > 16 {
        return false;
    }
    let bare: String = lower.chars().filter(|c| !matches!(c, '.' | ':' | ' ')).collect();
    let digits = bare.chars().take_while(char::is_ascii_digit).count();
    let unit: String = bare.chars().skip(digits).collect();
    (1..=4).contains(&digits)
        && ["am", "pm"].iter().any(|half| {
            unit.strip_prefix(half).is_some_and(|zone| {
                zone.len() <= 4 && !zone.contains(|c: char| !c.is_ascii_lowercase())
            })
        })
}

/// `12 min`, `34m ago`, `2 years ago`, `90+3'`
fn is_elapsed(lower: &str) -> bool {
    let digits = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = lower.len() - digits.len();
    let unit = digits.trim_start_matches(|c: char| c == '+' || c.is_ascii_digit()).trim();
    let ago = unit.strip_suffix(" ago").is_some_and(|unit| {
        unit.split_whitespace().count() == 1 && unit.chars().all(char::is_alphabetic)
    });
    (1..=3).contains(&count)
        && (ago || matches!(unit, "min" | "mins" | "minutes" | "'" | "’" | "m ago" | "h ago"))
}

/// A whole date with at most a few words around it: `Stand: 04.03.2019, 14:12 Uhr`,
/// `1 жовтня 2019, 08:00`. The month is whatever stands between a day and a year.
fn is_dated(line: &str, lower: &str) -> bool {
    if lower.len() > 160 || is_ended(line.trim_end_matches("a.m.").trim_end_matches("p.m.")) {
        return false;
    }
    let tokens: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '،' | '(' | ')'))
        .map(|t| t.trim_matches(|c: char| matches!(c, '.' | '-' | '–' | '—')))
        .filter(|t| !t.is_empty() && !matches!(*t, "de" | "del" | "di"))
        .collect();
    let word = |t: &str| !t.contains(char::is_numeric);
    let long = tokens.iter().any(|t| is_numeric_date(t));
    let spelt = tokens
        .windows(3)
        .any(|w| matches!(w, [day, month, year] if is_day(day) && word(month) && is_year(year)));
    let american = tokens.windows(3).any(|w| {
        matches!(w, [month, day, year] if word(month) && month.len() >= 3 && is_day(day) && is_year(year))
    });
    let clock = tokens.iter().any(|t| is_clock(t));
    let reading = if lower.contains(" min read") { 2 } else { 0 };
    let labels = tokens.iter().filter(|t| word(t) && t.ends_with([':', '：'])).count();
    let others = tokens.iter().filter(|t| word(t)).count().saturating_sub(labels + reading);
    let month = usize::from(spelt || american);
    let least = if clock { 4 } else { 1 };
    let told = clock && ["updated", "published", "posted"].iter().any(|s| lower.contains(s));
    (long || month > 0) && told && tokens.len() <= 16
        || (long || month > 0) && tokens.len() <= 14 && others <= month + least && labels <= 3
}

/// `Karsk, 9 August 2021`
fn is_place_and_date(line: &str, lower: &str) -> bool {
    let Some((place, _)) = line.split_once(',') else { return false };
    let Some((_, date)) = lower.split_once(',') else { return false };
    place.split_whitespace().count() <= 3
        && place.starts_with(char::is_uppercase)
        && names::are_names(place)
        && !place.contains(|c: char| c.is_numeric())
        && date.contains(|c: char| c.is_numeric())
        && calendar::is_stamp(date.trim())
        && date.split_whitespace().count() >= 2
}

fn digits(token: &str) -> usize {
    token.chars().take_while(|c| c.is_numeric()).count()
}

fn is_day(token: &str) -> bool {
    let number = digits(token);
    let rest = token.chars().skip(number).count();
    (1..=2).contains(&number) && rest <= 2
}

fn is_year(token: &str) -> bool {
    let starts = ["19", "20", "13", "14", "۱۳", "۱۴", "२०", "১৯", "২০", "१९", "٢٠", "١٩"];
    token.chars().count() == 4
        && token.chars().all(char::is_numeric)
        && starts.iter().any(|s| token.starts_with(s))
}

/// `04.03.2019`, `2019-03-04`
fn is_numeric_date(token: &str) -> bool {
    let mut parts = token.split(['.', '-', '/']);
    let lengths = [parts.next(), parts.next(), parts.next()].map(|part| {
        part.filter(|p| p.chars().all(char::is_numeric)).map_or(0, |p| p.chars().count())
    });
    parts.next().is_none() && matches!(lengths, [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2])
}

fn is_clock(token: &str) -> bool {
    let number = digits(token);
    let rest: String = token.chars().skip(number).collect();
    (1..=2).contains(&number) && rest.strip_prefix([':', '.', 'h']).is_some_and(|r| digits(r) == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_alone_is_a_stamp_in_any_language() {
        let stamps = [
            "2019年3月4日 14時12分",
            "2019년 10월 1일",
            "오전 8:00",
            "119 min",
            "34m ago",
            "2 years ago",
            "1 жовтня 2019, 08:00",
            "۹ مهر ۱۳۹۸ - ۰۸:۰۰",
            "12 settembre 2019",
            "Senin, 4 Maret 2019 | 15:20 WIB",
            "Stand: 04.03.2019, 14:12 Uhr",
            "Mar 3, 2022 · 9 min read",
            "Ells, 9 August 2021",
        ];
        for line in stamps {
            assert!(is_stamp_line(&Sign::new(line, &line.to_lowercase(), 4)), "{line}");
        }
        let others = [
            "Attack of 12 May 2019",
            "12 men built the wall",
            "1974. The pier burns down.",
            "90 years ago today the wall fell",
            "第一年",
            "7: 8: nine",
            "The storm of 4 March 2019 in pictures",
        ];
        for line in others {
            assert!(!is_stamp_line(&Sign::new(line, &line.to_lowercase(), 4)), "{line}");
        }
    }
}
