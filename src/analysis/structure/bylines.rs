//! Knows by-lines and credits by their words.

use super::{
    listed::List,
    names,
    signs::{Sign, is_ended},
};

/// Whether a line says who made the article.
pub fn is_byline(sign: &Sign<'_>) -> bool {
    let Sign { line, lower, words, .. } = *sign;
    let credit = sign.opening.words.has(List::Byline)
        && words <= 40
        && (lower.contains("by") || !is_ended(line));
    let helped = words <= 30
        && (lower.contains("contributed to this")
            || words <= 12 && lower.contains(" contributed reporting"));
    let short = words <= 12 && !is_ended(line);
    let by = names::after_by(line).is_some() || short && names::has_by(line);
    let role = short && words <= 6 && names::ends_in_role(line);
    let labelled = short
        && sign.inner.labels.has(List::BylineLabel)
        && line.split_once([':', '：']).is_some_and(|(_, n)| names::are_names(n));
    let wires = short
        && words <= 5
        && lower.starts_with("with ")
        && (lower.ends_with(" wires") || lower.ends_with(" reports"));
    credit
        || helped
        || by
        || role
        || labelled
        || wires
        || is_of_agency(line, words)
        || is_korean(line, words)
        || is_initialled(line, words)
}

/// `Reuters`, `Reuters, Karsk,`
fn is_of_agency(line: &str, words: usize) -> bool {
    let first = line.split([',', ' ']).next().unwrap_or("");
    words <= 4
        && names::AGENCIES.contains(&first)
        && (words == 1 || line.ends_with(',') || names::is_agency(line))
}

/// A name and `reporter`.
fn is_korean(line: &str, words: usize) -> bool {
    let mut after = line.split_whitespace().skip(1).take(3);
    words <= 5
        && after.any(|w| matches!(w.trim_end_matches([']', ')']), "기자" | "특파원"))
        && !line.contains('=')
}

/// `ab/cd/ef`, `(Norwire/AB)`
fn is_initialled(line: &str, words: usize) -> bool {
    let inner = line.trim_matches(['(', ')']);
    let short =
        |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let small = !inner.contains(char::is_uppercase) && inner.split('/').all(short);
    let signed = inner.len() < line.len() && inner.rsplit('/').next().is_some_and(short);
    // `M.T.`, `dpa abc yy n1 def`
    let dotted = (4..=9).contains(&line.len())
        && line.ends_with('.')
        && line.bytes().enumerate().all(|(at, b)| match at % 2 {
            0 => b.is_ascii_uppercase(),
            _ => b == b'.',
        });
    let code =
        |w: &str| w.len() <= 4 && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let coded = (2..=7).contains(&words)
        && line.split_whitespace().next().is_some_and(|first| names::AGENCIES.contains(&first))
        && line.split_whitespace().skip(1).all(code);
    line.len() <= 20 && inner.contains('/') && (small || signed && words <= 3) || dotted || coded
}
