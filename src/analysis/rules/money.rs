//! Sums of money: `$2.6 million`, `US$5bn`, `300 euros`, `USD 40`.

use super::RuleMention;
use crate::{analysis::EntityKind, text::TextRange};

/// Signs before a number; longer ones first.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("U.S.$", "USD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("NT$", "TWD"),
    ("R$", "BRL"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₪", "ILS"),
    ("₺", "TRY"),
    ("₩", "KRW"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
];

/// Names after a number, in lower case.
const NAMES: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("pounds", "GBP"),
    ("sterling", "GBP"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rubles", "RUB"),
    ("roubles", "RUB"),
    ("rouble", "RUB"),
    ("rupees", "INR"),
    ("rupee", "INR"),
    ("shekels", "ILS"),
    ("shekel", "ILS"),
    ("francs", "CHF"),
    ("won", "KRW"),
    ("lira", "TRY"),
    ("rand", "ZAR"),
    ("pesos", "MXN"),
    ("riyals", "SAR"),
    ("dirhams", "AED"),
    ("dinars", ""),
    ("cents", ""),
    ("pence", ""),
    ("crowns", ""),
    ("rials", "IRR"),
    ("naira", "NGN"),
    ("hryvnia", "UAH"),
];

/// Codes before or after a number.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "RUB", "INR", "ILS", "CHF", "KRW", "TRY", "ZAR", "SAR",
    "AED", "AUD", "CAD", "NZD", "HKD", "SGD", "BRL", "MXN", "IRR", "NGN", "UAH", "SEK", "NOK",
    "DKK", "PLN",
];

const SMALL_NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// The sums in `text`, in order.
pub fn find(text: &str) -> Vec<RuleMention> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        let sum = sum_at(text, start);
        at = sum.as_ref().map_or_else(|| word_end(text, start), |s| s.range.end());
        found.extend(sum);
    }
    found
}

/// Where the next word or sign starts.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let skipped = rest.find(|c: char| c.is_alphanumeric() || is_sign(c))?;
    Some(at + skipped)
}

fn word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or(rest.len(), |(at, _)| at);
    start + end
}

fn is_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₪' | '₺' | '₩' | '₴' | '₦')
}

/// Whether a sum can begin with these characters; most words of a text cannot.
fn may_begin(rest: &str) -> bool {
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some(first), _) if first.is_ascii_digit() || is_sign(first) => true,
        (Some('R'), Some('s')) => true,
        (Some(first), Some(second)) if first.is_ascii_uppercase() => {
            second.is_ascii_uppercase() || matches!(second, '$' | '.') || spelt(rest).is_some()
        }
        (Some('o' | 't' | 'f' | 's' | 'e' | 'n'), _) => spelt(rest).is_some(),
        _ => false,
    }
}

fn sum_at(text: &str, start: usize) -> Option<RuleMention> {
    let rest = text.get(start..).filter(|rest| may_begin(rest))?;
    let (length, currency, value) = signed(rest).or_else(|| named(rest))?;
    let norm = value.filter(|_| !currency.is_empty()).map(|v| format!("{currency} {v}"));
    let range = TextRange::new(start, start + length);
    Some(RuleMention { range, kind: EntityKind::Money, norm })
}

type Sum = (usize, &'static str, Option<f64>);

/// `$5`, `US$5bn`, `USD 5 million`
fn signed(rest: &str) -> Option<Sum> {
    let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)).map(|(s, c)| (s.len(), *c));
    let code =
        || CODES.iter().find(|code| rest.starts_with(**code)).map(|code| (code.len(), *code));
    let (length, currency) = sign.or_else(code)?;
    let after = rest.get(length..)?;
    let gap = usize::from(after.starts_with([' ', '\u{a0}'])) * after.chars().next()?.len_utf8();
    let (digits, value) = number(after.get(gap..)?)?;
    let end = length + gap + digits;
    let (scaled, factor) = scale(rest.get(end..)?);
    Some((end + scaled, currency, value.map(|v| v * factor)))
}

/// `5 dollars`, `two million euros`, `40 USD`
fn named(rest: &str) -> Option<Sum> {
    let (end, value) = number(rest).or_else(|| spelt(rest))?;
    let (scaled, factor) = scale(rest.get(end..)?);
    let end = end + scaled;
    let gap = rest.get(end..)?;
    let word = gap.trim_start_matches([' ', '\u{a0}', '-']);
    let skipped = gap.len() - word.len();
    if skipped > 2 {
        return None;
    }
    let nation = ["US ", "U.S. ", "American ", "Canadian ", "Australian ", "Swiss ", "British "];
    let nation = nation.iter().find(|n| word.starts_with(**n)).map_or(0, |n| n.len());
    let name = word.get(nation..)?;
    let name_end = name.find(|c: char| !c.is_alphabetic()).unwrap_or(name.len());
    let name = name.get(..name_end)?;
    let lower = name.to_lowercase();
    let currency = NAMES.iter().find(|(n, _)| *n == lower).map(|(_, code)| *code);
    let code = || CODES.iter().copied().find(|code| *code == name);
    let verb = lower == "won" && scaled == 0;
    let currency = currency.filter(|_| !verb).or_else(code)?;
    Some((end + skipped + nation + name_end, currency, value.map(|v| v * factor)))
}

/// A number in digits with separators: its length, and its value if it can be told.
fn number(text: &str) -> Option<(usize, Option<f64>)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if !digit(0) {
        return None;
    }
    let mut end = 0;
    while digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1)) {
        end += 1;
        if end > 40 {
            return None;
        }
    }
    let plain: String = text.get(..end)?.chars().filter(|c| *c != ',').collect();
    Some((end, plain.parse().ok()))
}

fn spelt(text: &str) -> Option<(usize, Option<f64>)> {
    let end = text.bytes().take(6).position(|b| !b.is_ascii_alphabetic())?;
    let word = text.get(..end)?.to_ascii_lowercase();
    let value = SMALL_NUMBERS.iter().zip(1_u8..).find(|(name, _)| **name == word)?.1;
    Some((end, Some(f64::from(value))))
}

/// A scale after a number: its length with the space before it, and its factor.
fn scale(text: &str) -> (usize, f64) {
    let word = text.trim_start_matches([' ', '\u{a0}', '-']);
    let gap = text.len() - word.len();
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let name = TextRange::new(0, end).of(word);
    let factor = match name {
        "thousand" => 1e3,
        "million" | "millions" | "mn" | "mln" | "mio" => 1e6,
        "billion" | "billions" | "bn" | "bln" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "lakh" => 1e5,
        "crore" => 1e7,
        "k" | "K" if gap == 0 => 1e3,
        "m" | "M" if gap == 0 => 1e6,
        "b" | "B" if gap == 0 => 1e9,
        _ => return (0, 1.0),
    };
    if gap > 2 { (0, 1.0) } else { (gap + end, factor) }
}
