//! What the words of a sentence say of its use on its own.

use super::quotation;
use crate::analysis::words::{count_spaced, count_unspaced, hash, is_unspaced};

/// Fewer words say little.
const SHORT: usize = 7;

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

const AUXILIARIES: &[&str] =
    &["is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may"];

/// Labels of news, not of pictures.
const ANNOUNCING: &[&str] =
    &["breaking", "exclusive", "update", "updated", "analysis", "opinion", "report", "revealed"];

/// What a sentence needs so that it can be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaning {
    Nothing,
    /// The sentence right before it.
    Before,
    /// An earlier sentence that has this word (its hash): `The visit also …`.
    Word(u64),
}

/// What the words of a sentence say of its use.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    pub leaning: Leaning,
    pub question: bool,
    /// Whether it is a quotation, a part of one, an addition or a caption, which even in the lead
    /// give way to news.
    pub gives_way: bool,
    /// What speaks against it, from 0 up.
    pub weakness: f64,
}

impl Wording {
    pub fn of(sentence: &str) -> Self {
        let trimmed = sentence.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
        let quoted = quotation::share(sentence);
        let half = quotation::is_half(sentence);
        let question = trimmed.ends_with(['?', '？', '؟']);
        let (adds, caption) = (adds(sentence), is_caption(sentence));
        let leaning = leaning(sentence);
        let mut weakness = 0.0;
        let mut when = |fault: bool, weight: f64| {
            if fault {
                weakness += weight;
            }
        };
        when(quotation::opens(sentence), 0.1);
        when(quoted > 0.5, 0.55);
        when(half, 0.4);
        when(question, 0.6);
        when(adds, 0.6);
        when(caption, 0.4);
        when(!is_ended(trimmed), 0.3);
        let words = count_spaced(sentence) + count_unspaced(sentence) / 2;
        when(words < SHORT, 0.6);
        when(words > 60, 0.2);
        let short = words < SHORT && leaning != Leaning::Nothing;
        let gives_way = quoted > 0.8 || half || adds || caption || short;
        Self { leaning, question, gives_way, weakness }
    }
}

fn leaning(sentence: &str) -> Leaning {
    let mut words = sentence.split_whitespace().map(bare);
    let first = words.next().unwrap_or_default();
    if PRONOUNS.contains(&first.as_str()) || CONNECTIVES.contains(&first.as_str()) {
        return Leaning::Before;
    }
    if !matches!(first.as_str(), "the" | "that") {
        return Leaning::Nothing;
    }
    let mut subject = first;
    for word in words.take(4) {
        if word == "also" {
            return Leaning::Word(hash(&subject));
        }
        if !AUXILIARIES.contains(&word.as_str()) {
            subject = word;
        }
    }
    Leaning::Nothing
}

fn bare(word: &str) -> String {
    without_marks(word).to_lowercase()
}

fn without_marks(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_ended(sentence: &str) -> bool {
    sentence
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '॥', '։', '።', '။', '។'])
        || sentence.chars().next_back().is_some_and(is_unspaced)
}

/// `X additionally met …`: one of the first words only adds.
fn adds(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace().take(6).map(without_marks);
    words.any(|word| ADDITIONS.iter().any(|a| word.eq_ignore_ascii_case(a)))
}

/// `Vindicated: Orla Venn at the port on Monday`: some papers print captions in the running text,
/// with a word or a name and a colon before. Places in capitals open dispatches.
fn is_caption(sentence: &str) -> bool {
    let Some((label, rest)) = sentence.split_once(": ") else { return false };
    let words = label.split_whitespace().count();
    let mut letters = label.chars().filter(|c| c.is_alphabetic());
    letters.clone().next().is_some_and(char::is_uppercase)
        && letters.any(char::is_lowercase)
        && words <= 3
        && !ANNOUNCING.contains(&bare(label).as_str())
        && rest.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_statements_have_no_weakness() {
        let plain = "The ferry from Port Ells sank on Monday with nine people on board.";
        let wording = Wording::of(plain);
        assert!(wording.weakness <= 0.0 && !wording.gives_way);
        for weak in [
            "\"The ferry was old and nobody looked after it,\" she said.",
            "Could the ferry from Port Ells have been saved on Monday?",
            "The owner additionally met the mayor of Port Ells on Monday.",
            "The mayor said \"It was old and nobody looked after it.",
            "It sank.",
            "Vindicated: Orla Venn on the quay of Port Ells on Monday morning.",
            "The ferry from Port Ells with nine people on board on Monday",
        ] {
            assert!(Wording::of(weak).weakness > 0.0, "{weak}");
        }
    }

    #[test]
    fn a_place_or_a_notice_before_a_colon_is_no_caption() {
        assert!(is_caption("Last wave: The crew of the ferry leaves Port Ells on Monday."));
        assert!(!is_caption("PORT ELLS: The crew of the ferry left on Monday."));
        assert!(!is_caption("Exclusive: The crew of the ferry left on Monday."));
        assert!(!is_caption("The mayor said on Monday: The port is open."));
    }

    #[test]
    fn some_sentences_lean_on_others() {
        assert_eq!(leaning("He left the port."), Leaning::Before);
        assert_eq!(leaning("However, the port is open."), Leaning::Before);
        assert_eq!(leaning("The visit also comes after a storm."), Leaning::Word(hash("visit")));
        assert_eq!(leaning("The port is open."), Leaning::Nothing);
    }
}
