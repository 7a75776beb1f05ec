//! The colon in Arabic script, which ends the label of a line as a stop does.

use crate::text::TextRange;

/// Bytes of a label, at most: longer ones are sentences that go on.
const LABEL: usize = 120;

/// Beginnings of verbs of saying, without `and`: after those a colon opens what is said.
const SAYING: &[&str] = &[
    "قال",
    "يقول",
    "تقول",
    "أضاف",
    "اضاف",
    "تابع",
    "صرح",
    "أكد",
    "اكد",
    "أوضح",
    "اوضح",
    "كتب",
    "ذكر",
    "أعلن",
    "اعلن",
    "ختم",
    "سأل",
    "رد",
    "گفت",
    "افزود",
    "نوشت",
    "تأکید",
    "کہا",
];

/// Whether the colon at `at` ends a label, in a sentence that began at `start`.
pub fn label_ends(text: &str, start: usize, at: usize) -> bool {
    let label = TextRange::new(start, at).of(text);
    let after = text.get(at + 1..).unwrap_or_default();
    let rest = after.trim_start();
    let arabic = |c: char| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}');
    let spoken = |word: &str| {
        let bare = word.strip_prefix('و').unwrap_or(word);
        SAYING.iter().any(|s| word.starts_with(s) || bare.starts_with(s))
    };
    label.len() <= LABEL
        && rest.len() < after.len()
        && label.ends_with(arabic)
        && rest.starts_with(arabic)
        && !label.split_whitespace().any(spoken)
}
