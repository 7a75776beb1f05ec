//! The sections of the settings: what each holds.

use super::choices::{Advance, Bidi, Layout, Symbols};
use crate::analysis::summary::Length;

#[derive(Debug, Clone, PartialEq)]
pub struct TextSettings {
    /// Widest text in columns, 20 to 200.
    pub width: u16,
    pub bidi: Bidi,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SummarySettings {
    /// Sentences, 1 to 10.
    pub sentences: usize,
    /// Words, as near as whole sentences come; 0: so many sentences.
    pub words: usize,
}

impl SummarySettings {
    pub fn length(&self) -> Length {
        if self.words > 0 { Length::Words(self.words) } else { Length::Sentences(self.sentences) }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct TriageSettings {
    pub advance: Advance,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LookSettings {
    /// Name of a theme.
    pub theme: String,
    pub layout: Layout,
    pub symbols: Symbols,
    /// Whether the mouse is ours.
    pub mouse: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenSettings {
    /// The program that opens links, with arguments; empty: the system's.
    pub program: String,
}
