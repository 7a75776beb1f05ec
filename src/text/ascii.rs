//! For terminals that know ASCII only: what stands nearest to a character.

use super::{fold, width};

/// `shown` (one grapheme) in ASCII, as wide as it is: letters without their accents, plain quotes and
/// dashes, a question mark for what has no likeness.
pub fn ascii(shown: &str) -> String {
    let columns = width::columns(shown);
    let like = match shown {
        "─" | "━" | "—" | "–" => "-".to_owned(),
        "│" | "┃" => "|".to_owned(),
        "…" => "~".to_owned(),
        "·" | "•" => "*".to_owned(),
        other => {
            let folded = fold::fold(other);
            if other.chars().any(char::is_uppercase) { folded.to_uppercase() } else { folded }
        }
    };
    let like = if like.is_ascii() && !like.is_empty() { like } else { "?".to_owned() };
    let cut: String = like.chars().take(columns).collect();
    format!("{cut:<columns$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_a_likeness_of_its_width() {
        for (shown, expected) in [
            ("é", "e"),
            ("É", "E"),
            ("ß", "s"),
            ("─", "-"),
            ("…", "~"),
            ("“", "\""),
            ("’", "'"),
            ("ا", "?"),
            ("漢", "? "),
            ("Ａ", "A "),
            ("e\u{301}", "e"),
            ("👩‍🚀", "? "),
        ] {
            assert_eq!(ascii(shown), expected, "{shown}");
        }
    }
}
