//! `ArticleId`: the identity of an article is its normalised text, so that tags survive renames.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// First 10 bytes of the BLAKE3 hash of the normalised text. Written `b3:` and 20 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ArticleId([u8; 10]);

/// Bytes that are hashed at a time.
const PIECE: usize = 4096;

impl ArticleId {
    /// The identity of a text. Differences in white space, line ends, Unicode byte order marks and
    /// soft hyphens do not count.
    pub fn of(text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        // Hashed by the piece: by the character it takes ten times as long.
        let mut piece = String::with_capacity(PIECE + 8);
        let mut pending = false;
        let mut any = false;
        for c in text.chars() {
            if matches!(c, '\u{feff}' | '\u{ad}') {
                continue;
            }
            if c.is_whitespace() {
                pending = any;
                continue;
            }
            if pending {
                piece.push(' ');
                pending = false;
            }
            any = true;
            piece.push(c);
            if piece.len() >= PIECE {
                hasher.update(piece.as_bytes());
                piece.clear();
            }
        }
        hasher.update(piece.as_bytes());
        let mut id = [0; 10];
        id.copy_from_slice(&hasher.finalize().as_bytes()[..10]);
        Self(id)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("b3:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<ArticleId> for String {
    fn from(id: ArticleId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for ArticleId {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not `b3:` and 20 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an article id is `b3:` and 20 hex digits")]
pub struct BadId;

impl FromStr for ArticleId {
    type Err = BadId;

    fn from_str(s: &str) -> Result<Self, BadId> {
        let hex = s.strip_prefix("b3:").filter(|h| h.len() == 20 && h.is_ascii()).ok_or(BadId)?;
        let mut id = [0; 10];
        for (byte, pair) in id.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(pair).map_err(|_e| BadId)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_e| BadId)?;
        }
        Ok(Self(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_of_a_text_never_changes() {
        // Tags files hold these: a new value here would lose every decision made so far.
        let cases = [
            ("", "b3:af1349b9f5f9a1a6a040"),
            ("Port strike\n\nDay three.", "b3:f45a7db701ee3b382e88"),
        ];
        for (text, id) in cases {
            assert_eq!(ArticleId::of(text).to_string(), id);
            assert_eq!(id.parse(), Ok(ArticleId::of(text)));
        }
    }

    #[test]
    fn white_space_and_soft_hyphens_do_not_count() {
        let long = "word ".repeat(5000);
        let same = long.replace(' ', " \r\n\u{ad}\t");
        assert_eq!(ArticleId::of(&long), ArticleId::of(&format!("\u{feff} {same}")));
        assert_ne!(ArticleId::of("a b"), ArticleId::of("ab"));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for bad in
            ["", "b3:", "b3:zz", "6acc005265ace5a8e1f0", "b3:6acc005265ace5a8e1f", "b3:éééééééééé"]
        {
            assert_eq!(bad.parse::<ArticleId>(), Err(BadId), "{bad}");
        }
    }
}
