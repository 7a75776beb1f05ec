//! `ArticleId`: the identity of an article is its normalised text, so that tags survive renames.

use std::{fmt, str::FromStr};

/// First 10 bytes of the BLAKE3 hash of the normalised text. Written `b3:` and 20 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId([u8; 10]);

impl ArticleId {
    /// The identity of a text. Differences in white space, line ends, Unicode byte order marks and
    /// soft hyphens do not count.
    pub fn of(text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut pending = false;
        let mut any = false;
        let mut buffer = [0; 4];
        for c in text.chars() {
            if matches!(c, '\u{feff}' | '\u{ad}') {
                continue;
            }
            if c.is_whitespace() {
                pending = any;
                continue;
            }
            if pending {
                hasher.update(b" ");
                pending = false;
            }
            any = true;
            hasher.update(c.encode_utf8(&mut buffer).as_bytes());
        }
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
