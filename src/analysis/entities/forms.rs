//! Names as they are compared: without titles, possessives, articles, marks and case.

use super::tokens::{is_apostrophe, is_hyphen};
use crate::{analysis::EntityKind, text::fold};

/// A name in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Folded; hyphens kept inside, but for the Arabic article, which is left out.
    pub words: Vec<String>,
    /// `jr`, `sr`, `iii`: tells father from son.
    pub generation: Option<String>,
    /// The letters of a name written as `ABC` or `A.B.C.`, folded.
    pub acronym: Option<String>,
    /// The first letters of the words, and those of the words with a capital only.
    pub initials: [String; 2],
}

impl Form {
    pub fn new(name: &str, kind: EntityKind) -> Self {
        let written = bare(name);
        let mut words: Vec<String> = written.split_whitespace().map(word).collect();
        words.retain(|w| !w.is_empty());
        if words.len() > 1 && words.first().is_some_and(|w| w == "the") {
            words.remove(0);
        }
        let mut generation = None;
        if kind == EntityKind::Person {
            while words.len() > 1 && words.first().is_some_and(|w| TITLES.contains(&w.as_str())) {
                words.remove(0);
            }
            if words.len() > 1 {
                generation = words.pop_if(|w| GENERATIONS.contains(&w.as_str()));
            }
        } else {
            while words.len() > 1 && words.last().is_some_and(|w| COMPANY.contains(&w.as_str())) {
                words.pop();
            }
        }
        Self { acronym: acronym(written), initials: initials(written), words, generation }
    }

    /// Equal for names that are the same but for the way they are written.
    pub fn key(&self) -> String {
        let mut key: String =
            self.words.iter().flat_map(|w| w.chars()).filter(|c| !is_hyphen(*c)).collect();
        if let Some(generation) = &self.generation {
            key.push(' ');
            key.push_str(generation);
        }
        key
    }

    pub fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    pub fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }
}

/// A name without a possessive.
pub fn bare(name: &str) -> &str {
    let name = name.trim();
    let ends = ["'s", "’s", "'S", "’S", "'", "’"];
    ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).trim_end()
}

fn word(written: &str) -> String {
    let mut folded: String = fold::fold(written)
        .chars()
        .filter(|c| c.is_alphanumeric() || is_hyphen(*c) || *c == '&')
        .map(|c| if is_hyphen(c) { '-' } else { c })
        .collect();
    let article =
        folded.split_once('-').filter(|(a, rest)| ARTICLES.contains(a) && !rest.is_empty());
    if let Some((_, rest)) = article {
        folded = rest.to_owned();
    }
    folded.trim_matches('-').to_owned()
}

/// The letters of `ABC` or `A.B.C.`; two to seven.
fn acronym(written: &str) -> Option<String> {
    let letters: String = written.chars().filter(|c| !matches!(c, '.' | '-')).collect();
    let count = letters.chars().count();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let plain = letters.chars().all(char::is_alphanumeric);
    // One small letter is let through: `PfD`.
    (plain && (2..=7).contains(&count) && capitals >= 2 && capitals + 1 >= count)
        .then(|| letters.to_lowercase())
}

fn initials(written: &str) -> [String; 2] {
    let words = || written.split(|c: char| c.is_whitespace() || is_hyphen(c));
    let first = |word: &str| word.chars().find(|c| !is_apostrophe(*c));
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    [
        words().filter_map(first).map(lower).collect(),
        words().filter_map(first).filter(|c| c.is_uppercase()).map(lower).collect(),
    ]
}

/// The Arabic article before a hyphen.
const ARTICLES: &[&str] =
    &["al", "el", "ul", "ar", "as", "ash", "at", "ad", "adh", "an", "az", "ur", "ed", "es", "ez"];

const GENERATIONS: &[&str] = &["jr", "junior", "sr", "senior", "ii", "iii", "iv"];

/// Words before a person's name that are not of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "minister",
    "premier",
    "chancellor",
    "senator",
    "sen",
    "rep",
    "representative",
    "congressman",
    "congresswoman",
    "governor",
    "gov",
    "mayor",
    "judge",
    "justice",
    "general",
    "gen",
    "colonel",
    "col",
    "major",
    "maj",
    "captain",
    "capt",
    "lieutenant",
    "lt",
    "sergeant",
    "sgt",
    "admiral",
    "adm",
    "commander",
    "marshal",
    "brigadier",
    "king",
    "queen",
    "prince",
    "princess",
    "emperor",
    "sultan",
    "emir",
    "sheikh",
    "shaikh",
    "sheik",
    "imam",
    "ayatollah",
    "mullah",
    "mufti",
    "rabbi",
    "pope",
    "cardinal",
    "archbishop",
    "bishop",
    "father",
    "fr",
    "rev",
    "reverend",
    "pastor",
    "saint",
    "ambassador",
    "secretary",
    "spokesman",
    "spokeswoman",
    "director",
    "chairman",
    "chief",
    "coach",
    "prime",
    "vice",
    "deputy",
    "former",
    "sayyid",
    "sayed",
    "haji",
    "hajj",
    "hon",
    "herr",
    "frau",
    "madame",
    "monsieur",
    "don",
    "dona",
    "señor",
    "señora",
    "shri",
    "smt",
];

/// Legal forms at the end of a company's name.
const COMPANY: &[&str] = &[
    "inc",
    "corp",
    "corporation",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "co",
    "company",
    "ag",
    "sa",
    "gmbh",
    "nv",
    "bv",
    "spa",
    "oyj",
    "ab",
    "as",
    "kk",
    "bhd",
    "pte",
    "pty",
    "holdings",
    "group",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_what_is_not_of_them() {
        use EntityKind::{Organization, Person};
        for (name, kind, words) in [
            ("the Orlo Corp.", Organization, vec!["orlo"]),
            ("Dr. Ada Quill", Person, vec!["ada", "quill"]),
            ("al-Mendari's", Person, vec!["mendari"]),
            ("Jean-Luc Moran Jr.", Person, vec!["jean-luc", "moran"]),
            ("O’Hara", Person, vec!["ohara"]),
            ("President", Person, vec!["president"]),
        ] {
            assert_eq!(Form::new(name, kind).words, words, "{name}");
        }
    }

    #[test]
    fn acronyms_are_short_and_in_capitals() {
        for (name, expected) in [
            ("U.N.", Some("un")),
            ("VDF", Some("vdf")),
            ("PfD", Some("pfd")),
            ("Velia", None),
            ("ORSKANIAN", None),
            ("A", None),
        ] {
            assert_eq!(acronym(name).as_deref(), expected, "{name}");
        }
    }
}
