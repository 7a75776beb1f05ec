//! The short forms of the names of bodies, places and events, and what letters stand for.

use super::{
    countries,
    forms::Form,
    lists::{COMMON_PLURALS, LEFT_OUT, NICKNAMES},
};
use crate::analysis::EntityKind;

/// A key by which a name may be called for short, and what it then must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    pub key: String,
    /// What both must be; elsewhere it is enough that they share a kind.
    pub kind: Option<EntityKind>,
}

/// Short forms that a name can have; `known` tells words that are nations or places here.
pub fn shorts(form: &Form, known: impl Fn(&str) -> bool) -> Vec<Short> {
    let words = form.words.as_slice();
    let body = Some(EntityKind::Organization);
    let mut found = Vec::new();
    let mut put = |words: &[String], kind| {
        let key = words.concat().replace('-', "");
        found.push(Short { key, kind });
    };
    if let [first, rest @ ..] = words {
        if rest.len() > 1 && known(first) {
            put(rest, None);
        }
        if !rest.is_empty() && is_year(first) {
            put(rest, None);
        }
    }
    if let [first, second, rest @ ..] = words
        && rest.len() > 1
        && countries::is_national(&format!("{first}{second}"))
    {
        put(rest, None);
    }
    if let [rest @ .., last] = words
        && !rest.is_empty()
    {
        if is_year(last) {
            put(rest, None);
        }
        if LEFT_OUT.contains(last.as_str()) {
            put(rest, body);
            if last == "party" {
                put(&[rest.concat(), "s".to_owned()], body);
            }
        }
        if is_nickname(last) && words.len() < 4 {
            put(std::slice::from_ref(last), body);
        }
    }
    if let [town, country] = words
        && countries::canonical(country).is_some_and(|(_, kind)| kind == EntityKind::Place)
    {
        put(std::slice::from_ref(town), Some(EntityKind::Place));
    }
    if let Some(at) = words.iter().rposition(|w| w == "of")
        && at > 1
        && let Some(rest) = words.get(at + 1..)
        && known(&rest.strip_prefix(&["the".to_owned()]).unwrap_or(rest).concat())
    {
        put(words.get(..at).unwrap_or_default(), None);
    }
    if let Some(before) = form.place.and_then(|n| words.get(..n)) {
        put(before, None);
    }
    found
}

/// `Cubs`, `Rovers`: the last word of a club's name by which alone it is called.
fn is_nickname(last: &str) -> bool {
    let plural = last.len() > 3 && last.ends_with('s') && !last.ends_with("ss");
    NICKNAMES.contains(last) || (plural && !COMMON_PLURALS.contains(last))
}

fn is_year(word: &str) -> bool {
    let digits = word.strip_suffix('s').unwrap_or(word);
    digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.starts_with(['1', '2'])
}

/// Whether letters can stand for a name: its initials, or most of them the beginning of a word, in
/// order, from the first on.
pub fn abbreviates(letters: &str, full: &Form) -> bool {
    if full.words.len() < 2 {
        return false;
    }
    if full.initials.iter().any(|i| i == letters) {
        return true;
    }
    let Some(initials) = full.initials.first() else { return false };
    let mut rest = initials.chars();
    let found = letters.chars().filter(|c| rest.any(|i| i == *c)).count();
    found * 3 >= letters.chars().count() * 2 && letters.chars().next() == initials.chars().next()
}

/// Whether letters share at least half of theirs with the initials of a name: its acronym in
/// another language, in another order.
pub fn resembles(letters: &str, full: &Form) -> bool {
    let mut initials: Vec<char> =
        full.initials.iter().max_by_key(|i| i.len()).map_or_else(Vec::new, |i| i.chars().collect());
    let shared = letters.chars().filter(|c| {
        let at = initials.iter().position(|i| i == c);
        at.map(|at| initials.swap_remove(at)).is_some()
    });
    full.words.len() > 2 && shared.count() * 2 >= letters.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_those_that_news_uses() {
        let known = |word: &str| ["orskian", "velia"].contains(&word);
        for (name, kind, expected) in [
            ("Orskian Free Militia", EntityKind::Organization, vec!["freemilitia"]),
            ("Supreme Court of Velia", EntityKind::Organization, vec!["supremecourt"]),
            ("Bank of Velia", EntityKind::Organization, vec![]),
            ("2022 Harvest Games", EntityKind::Event, vec!["harvestgames"]),
            ("Orsk Rovers", EntityKind::Organization, vec!["orsk", "rovers"]),
            ("Orsk Airlines", EntityKind::Organization, vec![]),
            ("Dockers Party", EntityKind::Organization, vec!["dockers", "dockerss"]),
            ("Port Quill, Velia", EntityKind::Place, vec!["portquill"]),
            ("Orskian Guard", EntityKind::Organization, vec![]),
        ] {
            let keys: Vec<String> =
                shorts(&Form::new(name, kind), known).into_iter().map(|s| s.key).collect();
            assert_eq!(keys, expected, "{name}");
        }
    }

    #[test]
    fn letters_stand_for_names() {
        let full = |name| Form::new(name, EntityKind::Organization);
        assert!(abbreviates("vdf", &full("Velian Dockers' Front")));
        assert!(!abbreviates("vxy", &full("Velian Dockers' Front")));
        assert!(resembles("fdv", &full("Velian Dockers' Front")));
        assert!(!resembles("bbc", &full("Velian Dockers' Front")));
    }
}
