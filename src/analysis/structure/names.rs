//! Lines that look like a person's name, a by-line or the head of a dispatch, judged by capitals.

use crate::text::TextRange;

/// Small words inside names and titles of office.
const SMALL: &[&str] = &[
    "and", "&", "for", "in", "at", "of", "the", "de", "van", "von", "der", "den", "al", "bin",
    "ben", "ibn", "el", "la", "le", "du", "da", "dos", "di", "y", "und", "et", "e", "i", "à", "|",
    "-", "–", "—", "/", "with", "from", "to", "special",
];

const BY: &[&str] =
    &["by", "von", "por", "par", "di", "door", "av", "przez", "автор:", "بقلم", "מאת"];

const ROLES: &[&str] = &["reporter", "reporters", "correspondent", "correspondents"];

/// Agencies whose name stands in the head of a dispatch.
pub const AGENCIES: &[&str] = &[
    "Reuters",
    "AP",
    "AFP",
    "CNN",
    "UPI",
    "IANS",
    "PTI",
    "ANI",
    "Xinhua",
    "TASS",
    "Bloomberg",
    "BBC",
    "dpa",
    "EFE",
    "ANSA",
    "Kyodo",
    "Yonhap",
    "Anadolu",
    "WAFA",
    "IRNA",
    "SANA",
    "Petra",
    "Interfax",
    "Associated Press",
    "Agence France-Presse",
    "Press Association",
    "PA",
];

/// What stands after `By` in a by-line; `None` where the line is none.
pub fn after_by(line: &str) -> Option<&str> {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let mark = first.trim_end_matches([':', '.']).to_lowercase();
    if !BY.contains(&mark.as_str()) && !BY.contains(&first.to_lowercase().as_str()) {
        return None;
    }
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '|'));
    let words = rest.split_whitespace().count();
    let short = words <= 14 && (mark == "by" || words <= 6);
    let ended = line.ends_with(['?', '!', '"', '”']) || (line.ends_with('.') && words > 4);
    (short && !ended && are_names(rest)).then_some(rest)
}

/// Whether every word is capitalised, without case, or small.
pub fn are_names(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() && c != '&' && c != '|');
        let first = bare.chars().next();
        first.is_none_or(|c| !c.is_lowercase())
            || SMALL.contains(&bare.to_lowercase().as_str())
            || bare.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_uppercase))
            || bare.contains('@')
    })
}

/// `Ells Herald Reporter`
pub fn ends_in_role(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or("").to_lowercase();
    line.split_whitespace().nth(1).is_some() && ROLES.contains(&last.as_str()) && are_names(line)
}

/// Whether a line could be who said or wrote what stands above it: a name, maybe with an office
/// after a comma.
pub fn is_attribution(line: &str) -> bool {
    let bare = line.trim_start_matches(['—', '–', '-', '―', ' ']);
    let words = bare.split_whitespace().count();
    let name = bare.split_once([',', '(']).map_or(bare, |(name, _)| name);
    let dashed = bare.len() < line.len();
    (1..=14).contains(&words)
        && !bare.ends_with(['.', '!', '?', ':', ';', '"', '”'])
        && (are_names(name) || (dashed && words <= 10))
        && name.split_whitespace().count() <= 8
}

/// A line that is the head of a dispatch and nothing else: `PORT ELLS, April 13 (AP) -`.
pub fn is_dateline(line: &str) -> bool {
    let Some(head) = dispatch_head(line) else { return false };
    head.rest.is_empty()
}

/// The head of a dispatch: `PORT ELLS, April 13 (Reuters) - The ferry …`
#[derive(Debug, PartialEq, Eq)]
pub struct DispatchHead<'a> {
    /// All before the dash, with the place and maybe a date.
    pub head: &'a str,
    pub agency: Option<&'a str>,
    /// The text after it, trimmed.
    pub rest: &'a str,
}

/// Splits the head of a dispatch from the text that follows it.
pub fn dispatch_head(line: &str) -> Option<DispatchHead<'_>> {
    let window = line.char_indices().nth(90).map_or(line.len(), |(at, _)| at);
    let window = TextRange::new(0, window).of(line);
    bracketed_head(line, window).or_else(|| capital_head(line, window))
}

/// `(CNN) …`, `Ells (CNN) -- …`, `PORT ELLS, April 13 (Quay News) - …`
fn bracketed_head<'a>(line: &'a str, window: &'a str) -> Option<DispatchHead<'a>> {
    let open = window.find('(')?;
    let close = open + window.get(open..)?.find(')')?;
    let agency = TextRange::new(open + 1, close).of(line).trim();
    let place = TextRange::new(0, open).of(line).trim();
    let rest = TextRange::new(close + 1, line.len()).of(line).trim_start();
    let text = rest.trim_start_matches(['-', '–', '—', ' ', ':']);
    let dashed = text.len() < rest.len();
    let known = AGENCIES.iter().any(|a| agency.eq_ignore_ascii_case(a));
    let shouted = is_shouted(place);
    let fits = place.split_whitespace().count() <= 7 && are_names(place) && !place.ends_with('.');
    let names = agency.split_whitespace().count() <= 4 && are_names(agency);
    (fits && names && (known && (dashed || place.is_empty()) || shouted && dashed))
        .then_some(DispatchHead { head: place, agency: Some(agency), rest: text })
}

/// `PORT ELLS, April 13 - …`, `PORT ELLS — …`
fn capital_head<'a>(line: &'a str, window: &'a str) -> Option<DispatchHead<'a>> {
    let (at, dash) = [" - ", " – ", " — ", " -- "]
        .iter()
        .filter_map(|dash| window.find(dash).map(|at| (at, dash.len())))
        .min()?;
    let head = TextRange::new(0, at).of(line).trim();
    let place = head.split(',').next().unwrap_or("");
    let words = head.split_whitespace().count();
    (is_shouted(place) && words <= 7 && are_names(head)).then(|| DispatchHead {
        head,
        agency: None,
        rest: TextRange::new(at + dash, line.len()).of(line).trim(),
    })
}

fn is_shouted(place: &str) -> bool {
    let first = place.split(',').next().unwrap_or("");
    first.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && first.chars().all(|c| !c.is_lowercase() && !c.is_numeric())
        && first.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_dispatches_are_split_off() {
        let head = |head, agency, rest| Some(DispatchHead { head, agency, rest });
        let cases = [
            (
                "PORT ELLS (Reuters) - The ferry sank.",
                head("PORT ELLS", Some("Reuters"), "The ferry sank."),
            ),
            ("(CNN) A ferry sank.", head("", Some("CNN"), "A ferry sank.")),
            ("Ells, Marsh (CNN) -- It sank.", head("Ells, Marsh", Some("CNN"), "It sank.")),
            (
                "PORT ELLS, April 13 (Quay News) - It sank.",
                head("PORT ELLS, April 13", Some("Quay News"), "It sank."),
            ),
            ("PORT ELLS — The ferry sank.", head("PORT ELLS", None, "The ferry sank.")),
            ("The Ells Port Authority (EPA) - once rich - is poor.", None),
            ("The ferry - a small one - sank.", None),
        ];
        for (line, expected) in cases {
            assert_eq!(dispatch_head(line), expected, "{line}");
        }
    }

    #[test]
    fn attributions_are_names() {
        for line in ["Orla Venn", "— Orla Venn, mayor of Ells", "Marsh Island League", "- a diver"]
        {
            assert!(is_attribution(line), "{line}");
        }
        for line in ["Divers search the harbour", "The ferry sank.", "Orla Venn said:"] {
            assert!(!is_attribution(line), "{line}");
        }
    }
}
