//! Names as they are compared: without titles, possessives, articles, marks and case.

use super::{
    countries,
    lists::{COMPANY, GENERATIONS, TITLES, TURNED},
    tokens::{is_apostrophe, is_hyphen},
};
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
    /// Letters that can stand for the name: the first of all words, of those with a capital, and
    /// these with the acronyms among the words in full; what it says in brackets itself.
    pub initials: Vec<String>,
    /// The last word has an Arabic article before it.
    pub article: bool,
    /// Of `Kigali, Rwanda`: how many of the words are before the comma.
    pub place: Option<usize>,
}

impl Form {
    pub fn new(name: &str, kind: EntityKind) -> Self {
        let (written, said) = without_bracket(bare(name));
        let mut form = Self::of_words(written);
        if kind == EntityKind::Person {
            form.trim_person();
        } else {
            form.trim_body();
            let stem = without_legal_form(written);
            form.acronym = acronym(stem);
            form.initials = initials(written);
            form.initials.extend((stem != written).then(|| initials(stem)).into_iter().flatten());
            form.initials.extend(said.and_then(acronym));
            if form.acronym.is_some() && form.words.len() == 1 {
                form.words.clone_from(&form.acronym.iter().cloned().collect());
            }
            if kind == EntityKind::Place {
                let before = written.split_once(',').map(|(b, _)| Self::of_words(b).words.len());
                form.place = before.filter(|n| *n > 0 && *n < form.words.len());
            }
        }
        form
    }

    fn of_words(written: &str) -> Self {
        let mut form = Self::default();
        let parts =
            written.split(|c: char| c.is_whitespace() || c == '/').filter(|w| !w.is_empty());
        for part in parts {
            let (word, article) = word(part);
            if !word.is_empty() {
                form.words.push(word);
                form.article = article;
            }
        }
        if form.words.len() > 1 && form.words.first().is_some_and(|w| w == "the") {
            form.words.remove(0);
        }
        form
    }

    fn trim_person(&mut self) {
        let words = &mut self.words;
        while words.len() > 1 && words.first().is_some_and(|w| TITLES.contains(w.as_str())) {
            words.remove(0);
        }
        if words.len() > 1 {
            self.generation = words.pop_if(|w| GENERATIONS.contains(w.as_str()));
        }
        if let [.., before, _] = words.as_slice() {
            self.article |= stands_as_article(before);
        }
        // `Hassan Al Tawil` is `Hassan al-Tawil`; the first word may be a given name (`Al Moran`).
        let mut at = 0;
        let last = words.len().saturating_sub(1);
        words.retain(|w| {
            at += 1;
            at == 1 || at > last || !stands_as_article(w)
        });
    }

    fn trim_body(&mut self) {
        let words = &mut self.words;
        while words.len() > 1 && words.last().is_some_and(|w| COMPANY.contains(w.as_str())) {
            words.pop();
        }
        self.turn();
    }

    /// `Ministry of Health` is `Health Ministry`, `Iraqi government` is `Government of Iraq`.
    fn turn(&mut self) {
        let words = &mut self.words;
        let heads = |w: &String| TURNED.contains(w.as_str());
        let head = (words.windows(2)).take(2).position(|w| heads(&w[0]) && w[1] == "of");
        if let Some(at) = head.filter(|at| words.len() > at + 2) {
            let head = words.remove(at);
            words.remove(at);
            if words.len() > at + 1 && words[at] == "the" {
                words.remove(at);
            }
            words.push(head);
        } else if let [river, _] = words.as_slice()
            && ["river", "lake"].contains(&river.as_str())
        {
            words.rotate_left(1);
        }
        if !words.last().is_some_and(heads) {
            return;
        }
        if let [.., foreign, affairs, _] = words.as_slice()
            && foreign == "foreign"
            && affairs == "affairs"
        {
            words.remove(words.len() - 2);
        }
        if let [first, _, ..] = words.as_mut_slice()
            && let Some(country) = countries::country_of(first)
        {
            *first = country.chars().filter(|c| *c != ' ').flat_map(char::to_lowercase).collect();
        }
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

/// A name and what it says in brackets after it: `Velian Dockers' Front (VDF)`.
pub fn without_bracket(name: &str) -> (&str, Option<&str>) {
    (name.strip_suffix(')').and_then(|open| open.split_once(" (")))
        .filter(|(_, said)| acronym(said).is_some())
        .map_or((name, None), |(name, said)| (name.trim_end(), Some(said)))
}

/// `SP Group` is `SP`.
fn without_legal_form(name: &str) -> &str {
    let mut stem = name;
    while let Some((rest, last)) = stem.trim_end().rsplit_once(' ')
        && COMPANY.contains(word(last).0.as_str())
    {
        stem = rest.trim_end();
    }
    stem
}

/// A word as it is compared, and whether it had an article before it.
fn word(written: &str) -> (String, bool) {
    let mut folded: String = fold::fold(bare_word(written))
        .chars()
        .filter(|c| c.is_alphanumeric() || is_hyphen(*c) || *c == '&')
        .map(|c| if is_hyphen(c) { '-' } else { c })
        .collect();
    let article = folded.split_once('-').filter(|(a, rest)| is_article(a) && !rest.is_empty());
    let has = article.is_some();
    if let Some((_, rest)) = article {
        folded = rest.to_owned();
    }
    (folded.trim_matches('-').to_owned(), has)
}

/// `People's` and `Peoples'` are compared alike.
fn bare_word(written: &str) -> &str {
    written.trim_end_matches(|c: char| is_apostrophe(c) || matches!(c, ',' | '.'))
}

/// The letters of `ABC`, `A.B.C.`, `A&B` or `ABCs`; two to nine.
fn acronym(written: &str) -> Option<String> {
    let letters: String = written.chars().filter(|c| !matches!(c, '.' | '-' | ' ')).collect();
    if written.contains(' ') && !written.contains('.') {
        return None;
    }
    let letters = letters.strip_suffix('s').filter(|rest| all_capitals(rest)).unwrap_or(&letters);
    let count = letters.chars().count();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let plain = letters.chars().all(|c| c.is_alphanumeric() || c == '&');
    let most = if capitals == count { 9 } else { 7 };
    // One other character is let through: `PfD`, `A&B`, `G20`.
    (plain && (2..=most).contains(&count) && capitals >= 2 && capitals + 1 >= count)
        .then(|| letters.to_lowercase())
}

fn all_capitals(letters: &str) -> bool {
    letters.chars().count() > 1 && letters.chars().all(char::is_uppercase)
}

fn initials(written: &str) -> Vec<String> {
    let words = || {
        (written.split(|c: char| c.is_whitespace() || is_hyphen(c)))
            .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '&'))
    };
    let first = |word: &str| word.chars().next();
    let capital = |word: &&str| first(word).is_some_and(char::is_uppercase);
    let in_full = |word: &str| -> String {
        let short = all_capitals(word) && word.chars().count() < 5;
        word.chars().take(if short { 4 } else { 1 }).collect()
    };
    let mut all = vec![
        words().filter_map(first).collect::<String>().to_lowercase(),
        words().filter(capital).filter_map(first).collect::<String>().to_lowercase(),
        words().filter(capital).map(in_full).collect::<String>().to_lowercase(),
    ];
    all.dedup();
    all
}

fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// The Arabic article as a word of its own.
pub fn stands_as_article(word: &str) -> bool {
    ["al", "el", "ul"].contains(&word)
}

/// The Arabic article before a hyphen.
const ARTICLES: &[&str] = &[
    "al", "el", "ul", "ar", "as", "ash", "at", "ad", "adh", "an", "az", "ur", "ed", "es", "ez",
    "er",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_what_is_not_of_them() {
        use EntityKind::{Organization, Person, Place};
        for (name, kind, words) in [
            ("the Orlo Corp.", Organization, vec!["orlo"]),
            ("Dr. Ada Quill", Person, vec!["ada", "quill"]),
            ("al-Mendari's", Person, vec!["mendari"]),
            ("Hassan Al Tawil", Person, vec!["hassan", "tawil"]),
            ("Al Moran", Person, vec!["al", "moran"]),
            ("Jean-Luc Moran Jr.", Person, vec!["jean-luc", "moran"]),
            ("O’Hara", Person, vec!["ohara"]),
            ("President", Person, vec!["president"]),
            ("Ministry of the Interior", Organization, vec!["interior", "ministry"]),
            ("Ministry of Foreign Affairs", Organization, vec!["foreign", "ministry"]),
            ("the Iraqi government", Organization, vec!["iraq", "government"]),
            ("River Orsk", Place, vec!["orsk", "river"]),
            ("CSOs", Organization, vec!["cso"]),
            ("Harakat al-Fajr (HAF)", Organization, vec!["harakat", "fajr"]),
        ] {
            assert_eq!(Form::new(name, kind).words, words, "{name}");
        }
    }

    #[test]
    fn acronyms_are_short_and_in_capitals() {
        for (name, expected) in [
            ("U.N.", Some("un")),
            ("U. N.", Some("un")),
            ("VDF", Some("vdf")),
            ("VDFs", Some("vdf")),
            ("PfD", Some("pfd")),
            ("O&Q", Some("o&q")),
            ("Velia", None),
            ("ORSKANIANS", None),
            ("A B", None),
            ("A", None),
        ] {
            assert_eq!(acronym(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_name_tells_its_initials() {
        for (name, expected) in [
            ("Front for the Liberation of Orsk", vec!["fftloo", "flo"]),
            ("UV Independence Party", vec!["uip", "uvip"]),
            ("Quill & Orlo", vec!["q&o", "qo"]),
            ("Harakat Fajr al-Nujum", vec!["hfan", "hfn"]),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
