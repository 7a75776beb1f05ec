//! Ends of sentences that no stop marks: in mails, posts and lists of links that run on in one
//! paragraph.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::marks::is_stop;

/// Words before the name of who writes.
const CLOSINGS: &[&str] =
    &["regards,", "sincerely,", "thanks,", "cheers,", "wishes,", "greetings,"];
/// What may stand before those.
const WARMLY: &[&str] = &["best", "kind", "kindest", "warm", "warmest", "many", "with", "yours"];
/// Heads of a mail, before an address.
const HEADS: &[&str] = &["email:", "e-mail:", "from:", "reply-to:"];
/// A line of so many equal marks parts what is above from what is below.
const RULE: usize = 5;

/// Where sentences begin that nothing else tells, in order.
pub fn starts(text: &str) -> Vec<usize> {
    if !may_have_some(text) {
        return Vec::new();
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let at = |token: &str| token.as_ptr().addr() - text.as_ptr().addr();
    let token = |place: Option<usize>| place.and_then(|p| tokens.get(p)).copied();
    let headed = token(Some(0)).is_some_and(|t| HEADS.contains(&t.to_lowercase().as_str()));
    let mut starts: Vec<usize> = Vec::new();
    for (place, here) in tokens.iter().enumerate().skip(1) {
        let before = Before {
            last: token(place.checked_sub(1)).unwrap_or(""),
            second: token(place.checked_sub(2)).unwrap_or(""),
            third: token(place.checked_sub(3)).unwrap_or(""),
        };
        let opens = || here.starts_with(|c: char| c.is_uppercase() || c == '"') || is_link(here);
        let first = headed && starts.is_empty() && is_address(before.last);
        let stamp = is_day(here)
            && token(Some(place + 1)).is_some_and(is_clock)
            && before.last.starts_with(|c: char| c.is_uppercase() || c == '<')
            && !before.last.ends_with([':', ',']);
        if first
            || stamp
            || before.is_stamp()
            || is_rule(before.last)
            || (is_link(here) && (is_link(before.last) || before.last.ends_with(is_stop)))
            || ((before.is_closing() || is_face(before.last)) && opens())
        {
            starts.push(at(here));
        }
    }
    starts
}

/// The words before a place.
struct Before<'a> {
    last: &'a str,
    second: &'a str,
    third: &'a str,
}

impl Before<'_> {
    /// `04/12/2023 09:14 AM`
    fn is_stamp(&self) -> bool {
        matches!(self.last, "AM" | "PM") && is_clock(self.second) && is_day(self.third)
    }

    /// `Kind regards,` behind the end of a sentence.
    fn is_closing(&self) -> bool {
        let ended = |word: &str| word.is_empty() || word.ends_with(is_stop) || word.ends_with('>');
        self.last.ends_with(',')
            && CLOSINGS.contains(&self.last.to_lowercase().as_str())
            && (ended(self.second)
                || WARMLY.contains(&self.second.to_lowercase().as_str()) && ended(self.third))
    }
}

/// Marks of mails and posts, one of which must be there.
const MARKS: &[&str] = &[
    ":/", "www.", " AM", " PM", "@", ":)", "-)", ";)", ":P", "s, ", "y, ", "__", "---", "==", "**",
    "##",
];
/// Without one of these and of [`CLOSINGS`] nothing begins anywhere.
const NEEDED: &[&str] =
    &["@", "/", ":", ";", "=", "www.", "-----", "_____", "*****", "#####", "~~~~~"];

/// Two quick looks before a close one.
fn may_have_some(text: &str) -> bool {
    static MARKED: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(MARKS, false));
    static NEEDED_TOO: LazyLock<AhoCorasick> =
        LazyLock::new(|| any_of(&[NEEDED, CLOSINGS].concat(), true));
    MARKED.is_match(text) && NEEDED_TOO.is_match(text)
}

fn any_of(marks: &[&str], whatever_case: bool) -> AhoCorasick {
    // Of this kind the crate looks with wide registers.
    let kind = MatchKind::LeftmostFirst;
    let mut builder = AhoCorasick::builder();
    let marks = builder.match_kind(kind).ascii_case_insensitive(whatever_case).build(marks);
    marks.expect("a few marks fit")
}

fn is_link(word: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| word.starts_with(start))
}

fn is_address(word: &str) -> bool {
    word.trim_matches(['<', '>']).split_once('@').is_some_and(|(_, host)| host.contains('.'))
        && !word.ends_with([',', ';'])
}

/// `04/12/2023`
fn is_day(word: &str) -> bool {
    let numbers = |part: &str| (1..=4).contains(&part.len()) && is_number(part);
    word.len() >= 6
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.split('/').count() == 3
        && word.split('/').all(numbers)
}

/// `9:14`, `09:14:27`
fn is_clock(word: &str) -> bool {
    word.len() <= 8
        && matches!(word.split(':').count(), 2 | 3)
        && word.split(':').all(|part| matches!(part.len(), 1 | 2) && is_number(part))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `=====`
fn is_rule(word: &str) -> bool {
    let mut marks = word.chars();
    let first = marks.next().unwrap_or(' ');
    matches!(first, '=' | '_' | '*' | '-' | '#' | '~')
        && marks.by_ref().take(RULE - 1).filter(|c| *c == first).count() == RULE - 1
        && marks.all(|c| c == first)
}

/// `:-)`
fn is_face(word: &str) -> bool {
    let word = word.trim_end_matches(is_stop);
    let mut marks = word.chars();
    matches!(marks.next(), Some(':' | ';' | '='))
        && matches!(word.len(), 2 | 3)
        && matches!(marks.next_back(), Some(')' | '(' | 'P' | 'D' | '/'))
        && matches!(marks.next(), None | Some('-' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextRange;

    #[test]
    fn sentences_begin_where_mails_and_posts_begin_them() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "Orla Venn 04/12/2023 09:14 AM Will the port be open",
                &["04/12/2023 09:14 AM Will the port be open", "Will the port be open"],
            ),
            (
                "It is open. http://ells.example/a http://ells.example/b",
                &["http://ells.example/a http://ells.example/b", "http://ells.example/b"],
            ),
            ("We wait. Kind regards, Orla Venn", &["Orla Venn"]),
            ("We send our regards, Orla said.", &[]),
            ("Email: \"Venn\" <venn@ells.example> where is the ferry", &["where is the ferry"]),
            ("See you there :-) Orla is ill", &["Orla is ill"]),
            ("===== The port closes.", &["The port closes."]),
            ("The ferry of 04/12/2023 left at 09:14: nobody was on board.", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> =
                starts(text).into_iter().map(|s| TextRange::new(s, text.len()).of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
