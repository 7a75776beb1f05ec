//! What the words of a sentence say of its use on its own.

use crate::analysis::words::is_unspaced;

/// Words that lean on what was said before.
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "him",
    "them", "its", "such", "both",
];

const CONNECTIVES: &[&str] = &[
    "but",
    "and",
    "so",
    "yet",
    "or",
    "nor",
    "still",
    "however",
    "then",
    "thus",
    "instead",
    "nevertheless",
    "nonetheless",
    "therefore",
    "otherwise",
    "meanwhile",
    "similarly",
    "likewise",
];

/// Words that add to what was said before.
const ADDITIONS: &[&str] = &["additionally", "furthermore", "moreover", "besides", "incidentally"];

/// Whether a sentence needs the one before it to be understood.
pub fn is_dangling(sentence: &str) -> bool {
    let first = first_word(sentence);
    PRONOUNS.contains(&first.as_str()) || CONNECTIVES.contains(&first.as_str())
}

/// What speaks against a sentence, from 0 up.
pub fn weakness(sentence: &str) -> f64 {
    let trimmed = sentence.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
    let quoted = quoted_share(sentence);
    let mut against = 0.0;
    let mut when = |fault: bool, weight: f64| {
        if fault {
            against += weight;
        }
    };
    when(starts_quoted(sentence), 0.1);
    when(quoted > 0.5, 0.55);
    when(is_half_quotation(sentence), 0.25);
    when(trimmed.ends_with(['?', '？', '؟']), 0.6);
    when(adds(sentence), 0.6);
    when(!is_ended(trimmed), 0.3);
    let wide = sentence.chars().filter(|c| is_unspaced(*c)).count();
    let words = sentence.split_whitespace().count() + wide / 2;
    when(words < 7, 0.6);
    when(words > 60, 0.2);
    against
}

fn first_word(sentence: &str) -> String {
    let word = sentence.split_whitespace().next().unwrap_or("");
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn starts_quoted(sentence: &str) -> bool {
    sentence.starts_with(['"', '“', '‘', '\'', '«', '„', '「'])
}

fn is_ended(sentence: &str) -> bool {
    sentence
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '॥', '։', '።', '။', '។'])
        || sentence.chars().next_back().is_some_and(is_unspaced)
}

/// `X additionally met …`: one of the first words only adds.
fn adds(sentence: &str) -> bool {
    sentence.split_whitespace().take(6).any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        ADDITIONS.contains(&bare.as_str())
    })
}

/// Whether a quotation begins before the sentence or goes on after it.
pub fn is_half_quotation(sentence: &str) -> bool {
    let count = |mark: char| sentence.chars().filter(|c| *c == mark).count();
    count('"') % 2 == 1 || count('“') != count('”') || count('«') != count('»')
}

/// The share of characters inside quotation marks.
fn quoted_share(sentence: &str) -> f32 {
    let (mut inside, mut quoted, mut all) = (false, 0_u16, 0_u16);
    for c in sentence.chars().take(2000) {
        match c {
            '"' => inside = !inside,
            '“' | '«' => inside = true,
            '”' | '»' => inside = false,
            _ => {
                all += 1;
                quoted += u16::from(inside);
            }
        }
    }
    f32::from(quoted) / f32::from(all.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_statements_have_no_weakness() {
        let plain = "The ferry from Port Ells sank on Monday with nine people on board.";
        assert!(weakness(plain) <= 0.0);
        for weak in [
            "\"The ferry was old and nobody looked after it,\" she said.",
            "Could the ferry from Port Ells have been saved on Monday?",
            "The owner additionally met the mayor of Port Ells on Monday.",
            "The mayor said \"It was old and nobody looked after it.",
            "It sank.",
            "The ferry from Port Ells with nine people on board on Monday",
        ] {
            assert!(weakness(weak) > 0.0, "{weak}");
        }
    }

    #[test]
    fn pronouns_lean_on_the_sentence_before() {
        assert!(is_dangling("He left the port."));
        assert!(is_dangling("However, the port is open."));
        assert!(!is_dangling("The port is open."));
    }
}
