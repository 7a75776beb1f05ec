//! Themes: what each part of the screen looks like, by meaning, never by place.

use ratatui::style::Style;

use crate::analysis::EntityKind;

/// Styles by meaning. Kinds of names differ without colour too.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    pub text: Style,
    /// Less important: rules, counts, folded marks.
    pub dim: Style,
    pub title: Style,
    pub heading: Style,
    /// The selected row of the list.
    pub selected: Style,
    /// Rows of articles already decided.
    pub decided: Style,
    pub tag: Style,
    pub key: Style,
    pub hit: Style,
    /// The mention or the sentence that the cursor is on.
    pub current: Style,
    /// A summary's sentence in the text.
    pub summary: Style,
    pub error: Style,
    pub saved: Style,
    pub person: Style,
    pub organization: Style,
    pub place: Style,
    pub other_name: Style,
    pub date: Style,
    pub address: Style,
}

impl Theme {
    pub fn kind(&self, kind: EntityKind) -> Style {
        match kind {
            EntityKind::Person => self.person,
            EntityKind::Organization => self.organization,
            EntityKind::Place | EntityKind::Facility => self.place,
            EntityKind::Group | EntityKind::Event | EntityKind::Product | EntityKind::Other => {
                self.other_name
            }
            EntityKind::Date | EntityKind::Money => self.date,
            EntityKind::Url | EntityKind::Handle | EntityKind::Email => self.address,
        }
    }
}
