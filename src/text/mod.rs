//! Text as the terminal and the reader need it: ranges, cleaning, columns, wrapping, direction,
//! folding for comparison. No I/O, no knowledge of articles.

pub mod alphabets;
pub mod argv;
pub mod ascii;
pub mod bidi;
pub mod clean;
mod edges;
pub mod fold;
pub mod glyph;
pub mod host;
pub mod invisible;
pub mod phrases;
pub mod range;
pub mod width;
pub mod wrap;

pub use clean::Clean;
pub use glyph::{Glyph, glyphs};
pub use range::{TextRange, head};

/// `1 article`, `3 articles`: a word that makes its plural with an `s`.
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
