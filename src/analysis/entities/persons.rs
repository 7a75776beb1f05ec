//! Whether two names can be of one person: parts, initials, short forms, other spellings.

use super::{
    forms::{Form, stands_as_article},
    lists::{BINDING, GIVEN},
};

/// How a name can be the short form of another; the first that finds somebody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The end of the name, or the same name with fewer or shorter words before the surname.
    Surname,
    /// The beginning.
    Given,
    /// A word inside: the first surname of two.
    Inside,
    /// Another spelling of the surname, or of the name.
    Spelling,
}

pub const WAYS: [Way; 4] = [Way::Surname, Way::Given, Way::Inside, Way::Spelling];

/// Whether `short` can be the person whose name is `full`.
pub fn is_fuller(way: Way, full: &Form, short: &Form) -> bool {
    if full == short || (short.generation.is_some() && full.generation != short.generation) {
        return false;
    }
    let long = full.words.as_slice();
    let few = match short.words.as_slice() {
        [article, rest @ ..]
            if stands_as_article(article) && full.article && long != short.words =>
        {
            rest
        }
        few => few,
    };
    match few {
        [] => false,
        [only] => is_part(way, full, only),
        _ => match way {
            Way::Surname => ends_alike(long, few),
            Way::Given => long.len() > few.len() && long.starts_with(few),
            Way::Inside => false,
            Way::Spelling => is_spelling(long, few),
        },
    }
}

/// Whether one word can stand for the whole name.
fn is_part(way: Way, full: &Form, only: &String) -> bool {
    let long = full.words.as_slice();
    let numbered = long.len() == 1 && full.generation.is_some();
    match (way, long) {
        (Way::Surname, [before, last]) if before == "ben" => last == only,
        (Way::Surname, [.., before, last]) => last == only && !BINDING.contains(before.as_str()),
        (Way::Surname, [name]) => numbered && name == only,
        (Way::Given, [first, _, ..]) => first == only && !BINDING.contains(first.as_str()),
        (Way::Inside, [_, inside @ .., last]) => {
            let parts = || last.split('-').filter(|_| last.contains('-'));
            let inner = inside.split_last().filter(|_| only.chars().count() > 3);
            inner.is_some_and(|(surname, _)| surname == only) || parts().any(|part| part == only)
        }
        (Way::Spelling, [_, .., last]) => is_respelled(last, only),
        _ => false,
    }
}

/// `Ada M. Quill`, `A. Quill`, `Marie Quill`.
fn ends_alike(long: &[String], few: &[String]) -> bool {
    if long.len() < few.len() {
        return false;
    }
    if long.len() > few.len() && long.ends_with(few) {
        return true;
    }
    let ([long_first, long_middle @ .., long_last], [first, middle @ .., last]) = (long, few)
    else {
        return false;
    };
    long_last == last && begins_like(first, long_first) && in_order(middle, long_middle)
}

/// The same but for one word that is spelled another way.
fn is_spelling(long: &[String], few: &[String]) -> bool {
    if long.len() != few.len() {
        return false;
    }
    let mut differing = long.iter().zip(few).filter(|(a, b)| a != b);
    let respelled = differing.next().is_some_and(|(a, b)| is_respelled(a, b));
    respelled && differing.next().is_none()
}

/// Equal, or one the initial or the short form of the other.
fn begins_like(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    a == b
        || (short.chars().count() == 1 && long.starts_with(short))
        || GIVEN.contains(&(short, long))
}

/// Whether all of `few` stand among `all`, in that order, perhaps as initials.
fn in_order(few: &[String], all: &[String]) -> bool {
    let mut rest = all.iter();
    few.iter().all(|word| rest.any(|other| begins_like(word, other)))
}

/// Whether two words are one name written by ear, or with two letters the wrong way round. Only
/// long words: `Zhang` is not `Zheng`.
fn is_respelled(a: &str, b: &str) -> bool {
    let longest = a.chars().count().max(b.chars().count());
    let letters = a.chars().chain(b.chars()).all(char::is_alphabetic);
    a != b && longest > 5 && letters && (sound(a) == sound(b) || is_swapped(a, b))
}

/// What is left of a folded word when spellings of the same sound are made one: `Nakhaleh` and
/// `Nakhala`, `Hussein` and `Husayn`, `Zelenskyy` and `Zelensky`.
pub fn sound(word: &str) -> String {
    let mut sound = String::with_capacity(word.len());
    let word = word.strip_suffix('h').filter(|w| w.ends_with(['a', 'e'])).unwrap_or(word);
    for c in word.chars() {
        let last = sound.chars().next_back();
        let c = match c {
            'e' => 'a',
            'y' | 'j' => 'i',
            'o' => 'u',
            'w' => 'v',
            'q' | 'c' => 'k',
            'h' if last.is_some_and(|l| !"aiuskt".contains(l)) => continue,
            '-' => continue,
            other => other,
        };
        if last != Some(c) {
            sound.push(c);
        }
    }
    sound
}

/// Two neighbouring letters changed places.
fn is_swapped(a: &str, b: &str) -> bool {
    let mut differing = a.chars().zip(b.chars()).enumerate().filter(|(_, (x, y))| x != y);
    let (Some((at, one)), Some((next, other))) = (differing.next(), differing.next()) else {
        return false;
    };
    let swapped = next == at + 1 && one == (other.1, other.0);
    swapped && at > 0 && differing.next().is_none() && a.len() == b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sound_are_told_from_other_names() {
        for (a, b) in [
            ("nakhala", "nakhaleh"),
            ("hussein", "hussain"),
            ("husayn", "hussein"),
            ("mohammed", "muhammad"),
            ("zelensky", "zelenskyy"),
            ("hofnung", "hoffnung"),
            ("chadha", "chada"),
            ("moraes", "moreas"),
        ] {
            assert!(is_respelled(a, b) && is_respelled(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("petrov", "petrova"),
            ("zhang", "zheng"),
            ("hassan", "hussein"),
            ("andersen", "anderson"),
            ("kaplan", "caplin"),
            ("rashid", "rasheed"),
            ("navalny", "navalnaya"),
            ("kirchner", "kerchnar"),
        ] {
            assert!(!is_respelled(a, b), "{a} {b}");
        }
    }
}
