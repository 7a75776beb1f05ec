//! Lines that look like a person's name, a by-line or the head of a dispatch, judged by capitals.

use super::phrases::BY_WORDS;
use crate::text::TextRange;

/// Small words inside names and titles of office.
const SMALL: &[&str] = &[
    "and", "&", "for", "in", "at", "of", "the", "de", "van", "von", "der", "den", "al", "bin",
    "ben", "ibn", "el", "la", "le", "du", "da", "dos", "di", "y", "und", "et", "e", "i", "à", "|",
    "-", "–", "—", "/", "with", "avec", "con", "mit", "com", "from", "to", "special",
];

const BY: &[&str] =
    &["by", "von", "por", "par", "di", "door", "av", "przez", "автор:", "بقلم", "מאת"];

const ROLES: &[&str] = &[
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "writer",
    "editor",
    "columnist",
    "service",
    "staff",
];

/// Capitalised words that no person's name holds.
const NO_NAMES: &[&str] = &[
    "special",
    "report",
    "analysis",
    "opinion",
    "exclusive",
    "review",
    "feature",
    "interview",
    "news",
    "summary",
    "the",
    "what",
    "why",
    "how",
    "who",
    "when",
    "where",
    "is",
    "are",
    "a",
    "an",
    "new",
    "key",
    "points",
    "background",
    "latest",
    "live",
    "video",
    "watch",
    "quick",
    "guide",
    "in",
    "on",
    "at",
    "of",
    "to",
    "for",
    "no",
    "our",
    "my",
    "your",
    "this",
    "more",
    "related",
];

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
    // `By Orla Venn | Photographs by T. Marsh`
    let rest = rest.split_once(" | ").map_or(rest, |(name, _)| name);
    // `By Orla Venn - 2018-09-16`
    let rest = match rest.rsplit_once([' ', '|']) {
        Some((name, date)) if date.contains(|c: char| c.is_ascii_digit()) => {
            name.trim_end_matches([' ', '-', '–', '|', '·', ','])
        }
        _ => rest,
    };
    let words = rest.split_whitespace().count();
    let short = words <= 14 && (mark == "by" || words <= 6);
    let ended = line.ends_with(['?', '!', '"', '”']) || (line.ends_with('.') && words > 4);
    (short && !ended && are_makers(rest)).then_some(rest)
}

/// Names, maybe with an office in small letters after a comma: `Orla Venn, science editor`.
fn are_makers(text: &str) -> bool {
    let in_office = text.split_once(',').is_some_and(|(names, office)| {
        let last = office.split_whitespace().next_back().unwrap_or("").to_lowercase();
        are_names(names)
            && office.split_whitespace().count() <= 4
            && (ROLES.contains(&last.as_str()) || last == "aunt")
    });
    are_names(text) || in_office
}

/// `Story by Orla Venn`, `EXCLUSIVE by ORLA VENN`, `answered by orla_v`
pub fn has_by(line: &str) -> bool {
    let Some((before, after)) = line.split_once(" by ") else { return false };
    let before = before.to_lowercase();
    let maker = after.split([';', '|']).next().unwrap_or("").trim();
    BY_WORDS.contains(&before.as_str())
        && (are_makers(maker)
            || maker.split_whitespace().count() == 1
            || maker.split_once(" on ").is_some_and(|(name, _)| are_names(name)))
}

/// A person's name alone, or several, or with a place: `Orla Venn`, `Orla Venn and T. Marsh in
/// Ells`. Scripts without capitals are judged by length alone.
pub fn is_person(line: &str) -> bool {
    // `Orla Venn (with AFP)`
    let line = match line.split_once(" (") {
        Some((name, rest)) if rest.ends_with(')') && rest.split_whitespace().count() <= 3 => name,
        _ => line,
    };
    let (names, place) = [" in ", " for ", " For ", ", de ", ", aus "]
        .iter()
        .find_map(|of| line.split_once(of))
        .unwrap_or((line, ""));
    let is_name = |name: &str| {
        let cased = name.contains(|c: char| c.is_lowercase() || c.is_uppercase());
        let words = name.split_whitespace().count();
        let word = |w: &str| {
            w.chars().all(|c| {
                c.is_alphabetic() || is_sign(c) || matches!(c, '-' | '\'' | '’' | '.' | '‑')
            }) && (!cased || w.starts_with(char::is_uppercase) || PARTICLES.contains(&w))
                && !NO_NAMES.contains(&w.to_lowercase().as_str())
        };
        (2..=if cased { 4 } else { 3 }).contains(&words)
            && name.chars().count() <= 40
            && (words < 3 || !cased || name.contains(char::is_lowercase))
            && !name.ends_with('.')
            && name.split_whitespace().all(word)
    };
    let mut several = names.split(" and ").flat_map(|n| n.split(" & ")).flat_map(|n| n.split(", "));
    names.split_whitespace().count() <= 8
        && several.all(is_name)
        && place.split_whitespace().count() <= 4
        && are_names(place)
}

const PARTICLES: &[&str] =
    &["de", "van", "von", "der", "den", "al", "bin", "ibn", "el", "la", "da", "di", "du", "le"];

/// Vowel signs and joiners inside words of Indic scripts.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// A name that no language has: `orla_v`, `marsh77`.
pub fn is_coded(line: &str) -> bool {
    let line = line.split_once(" (").filter(|_| line.ends_with(')')).map_or(line, |(name, _)| name);
    is_handle(line)
        && line.starts_with(|c: char| c.is_alphabetic())
        && (line.contains('_') || line.ends_with(|c: char| c.is_ascii_digit()))
}

/// The name of somebody who writes in a forum: one word that is no word of a language.
pub fn is_handle(line: &str) -> bool {
    let mut capitals = line.chars().skip(1).filter(|c| c.is_uppercase());
    let single = !line.contains(char::is_whitespace) && line.chars().count() >= 3;
    let marked = line.contains('_') || line.contains(|c: char| c.is_numeric());
    let small = line.starts_with(char::is_lowercase);
    let humped = capitals.next().is_some() && line.contains(char::is_lowercase);
    single
        && line.contains(char::is_alphabetic)
        && !line.contains([':', '/', '.', '@'])
        && (marked || small || humped)
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

/// The name of an agency and nothing else.
pub fn is_agency(line: &str) -> bool {
    AGENCIES.iter().any(|a| line.eq_ignore_ascii_case(a))
}

/// `Ells Herald Reporter`, `Science correspondent`
pub fn ends_in_role(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or("");
    let words = line.split_whitespace().count();
    let capital = last.starts_with(char::is_uppercase);
    let role = ROLES.contains(&last.to_lowercase().as_str());
    let rest = line.strip_suffix(last).unwrap_or("");
    let plain = |w: &str| !SMALL.contains(&w) && !NO_NAMES.contains(&w.to_lowercase().as_str());
    role && words >= 2
        && are_names(rest)
        && (capital || words <= 3 && rest.split_whitespace().all(plain))
}

/// Whether a line could be who said or wrote what stands above it: a name, maybe with an office
/// after a comma.
pub fn is_attribution(line: &str) -> bool {
    let bare = line.trim_start_matches(['—', '–', '-', '―', ' ']);
    let words = bare.split_whitespace().count();
    let name = bare.split_once([',', '(']).map_or(bare, |(name, _)| name);
    let dashed = bare.len() < line.len();
    (1..=14).contains(&words)
        && !super::signs::is_ended(bare)
        && (are_names(name) || (dashed && words <= 10))
        && name.split_whitespace().count() <= 8
}

/// A line that is the head of a dispatch and nothing else: `PORT ELLS, April 13 (AP) -`.
pub fn is_dateline(line: &str) -> bool {
    let line = line.trim_end_matches(".-");
    // Nothing may follow the head but what parts it from the text.
    if !line.ends_with(|c: char| c.is_whitespace() || matches!(c, ')' | '-' | '–' | '—' | ':'))
    {
        return false;
    }
    let closed = line.ends_with(')') && line.split_whitespace().count() <= 8;
    let Some(head) = dispatch_head(line).or_else(|| bracketed_place(line, closed)) else {
        return false;
    };
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

/// `Ells, 7 may (EFE)` and nothing else
fn bracketed_place(line: &str, closed: bool) -> Option<DispatchHead<'_>> {
    let (place, agency) = line.strip_suffix(')').filter(|_| closed)?.split_once('(')?;
    let known = AGENCIES.iter().any(|a| agency.eq_ignore_ascii_case(a));
    let dated = place.split_once(',').is_some_and(|(_, date)| date.contains(char::is_numeric));
    (known && dated).then_some(DispatchHead { head: place, agency: Some(agency), rest: "" })
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
