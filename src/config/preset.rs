//! The presets of keys: the table of actions is `vim`, the others are what differs from it.

use super::action::{Action, Entry, Pane};

/// A set of keys to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preset {
    #[default]
    Vim,
    /// For newcomers: moving takes no letters, and what other programs have on Ctrl is there.
    Arrows,
    /// The keys of the annotation tool Prodigy for the decisions.
    Prodigy,
}

impl Preset {
    pub const ALL: [Self; 3] = [Self::Vim, Self::Arrows, Self::Prodigy];

    /// The names in `config.toml`.
    pub const NAMES: &[&str] = &["vim", "arrows", "prodigy"];

    pub fn name(self) -> &'static str {
        match self {
            Self::Vim => "vim",
            Self::Arrows => "arrows",
            Self::Prodigy => "prodigy",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    fn changes(self) -> &'static [Change] {
        match self {
            Self::Vim => &[],
            Self::Arrows => ARROWS,
            Self::Prodigy => PRODIGY,
        }
    }
}

/// The keys of an action in a preset: all of them, in the list and in the text.
type Change = (Action, &'static [&'static str], &'static [&'static str]);

const ARROWS: &[Change] = &[
    (Action::Open, &["Enter", "Right"], &["Enter", "Right"]),
    (Action::Back, &["Esc", "Backspace", "Left"], &["Esc", "Backspace", "Left"]),
    (Action::Down, &["Down"], &["Down"]),
    (Action::Up, &["Up"], &["Up"]),
    (Action::NextArticle, &["Ctrl-Down"], &["Ctrl-Down"]),
    (Action::PreviousArticle, &["Ctrl-Up"], &["Ctrl-Up"]),
    (Action::First, &["Home"], &["Home"]),
    (Action::Last, &["End"], &["End"]),
    (Action::PageDown, &["PageDown"], &["PageDown"]),
    (Action::PageUp, &["PageUp"], &["PageUp"]),
    (Action::NextMention, &[], &["Tab", "]"]),
    (Action::PreviousMention, &[], &["Shift-Tab", "["]),
    (Action::OtherPane, &["Tab", "F6"], &["F6"]),
    (Action::Search, &["/", "Ctrl-f"], &["/", "Ctrl-f"]),
    (Action::NextHit, &["n", "F3"], &["n", "F3"]),
    (Action::Undo, &["u", "Ctrl-z"], &["u", "Ctrl-z"]),
    (Action::Redo, &["Ctrl-r", "Ctrl-y"], &["Ctrl-r", "Ctrl-y"]),
    (Action::Drop, &["x", "Delete"], &["x", "Delete"]),
    (Action::Mark, &["v", "Insert"], &[]),
    // Whoever presses Ctrl-z to undo must not find the program gone.
    (Action::Suspend, &[], &[]),
    (Action::QuitNow, &["Q", "Ctrl-q", "Ctrl-c"], &["Q", "Ctrl-q", "Ctrl-c"]),
];

const PRODIGY: &[Change] = &[
    (Action::Accept, &["a"], &["a"]),
    (Action::Later, &["Space", "p"], &["Space", "p"]),
    (Action::Undo, &["u", "Backspace", "Delete"], &["u", "Backspace", "Delete"]),
    (Action::Back, &["h", "Esc", "Left"], &["h", "Esc", "Left"]),
    (Action::Next, &["."], &["."]),
    (Action::Note, &["i"], &["i"]),
];

/// The keys of an action in a preset, each a sequence with spaces between.
pub fn keys(preset: Preset, entry: &Entry, pane: Pane) -> &'static [&'static str] {
    let changed = preset.changes().iter().find(|(action, ..)| *action == entry.action);
    match (changed, pane) {
        (Some((_, list, _)), Pane::List) => list,
        (Some((.., text)), Pane::Text) => text,
        (None, _) => entry.keys(pane),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Keymap, action::ACTIONS, bindings::KeySettings, key::Code};

    #[test]
    fn a_preset_leaves_only_these_actions_without_a_key() {
        for (preset, expected) in [
            (Preset::Vim, &["rename-tag", "remove-tag", "done", "accept"][..]),
            (Preset::Arrows, &["rename-tag", "remove-tag", "done", "accept", "suspend"]),
            (Preset::Prodigy, &["rename-tag", "remove-tag", "done"]),
        ] {
            let map = Keymap::new(&KeySettings { preset, ..KeySettings::default() });
            let without = ACTIONS.iter().filter(|entry| !map.reaches(entry.action));
            let without: Vec<&str> = without.map(|entry| entry.name).collect();
            assert_eq!(without, expected, "{preset:?}");
        }
    }

    #[test]
    fn moving_with_arrows_takes_no_letters() {
        let moving = [
            Action::Open,
            Action::Back,
            Action::Down,
            Action::Up,
            Action::NextArticle,
            Action::PreviousArticle,
            Action::First,
            Action::Last,
            Action::PageDown,
            Action::PageUp,
        ];
        for entry in ACTIONS.iter().filter(|entry| moving.contains(&entry.action)) {
            for pane in Pane::ALL {
                let keys = keys(Preset::Arrows, entry, pane);
                assert!(!keys.is_empty(), "{}", entry.name);
                for key in keys.iter().map(|key| key.parse::<crate::config::Key>().expect("a key"))
                {
                    assert!(!matches!(key.code, Code::Char(_)), "{}: {key}", entry.name);
                }
            }
        }
    }
}
