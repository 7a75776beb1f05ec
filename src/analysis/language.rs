//! The language of a text or a part of it.

/// ISO 639-1 code of the language of `text`, where it can be told.
pub fn detect(text: &str) -> Option<&'static str> {
    let _ = text;
    None
}
