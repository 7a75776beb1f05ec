//! Keys and key sequences, as they are written in the config, the help and the tests.

use std::{fmt, str::FromStr};

use super::action::{ACTIONS, Action, Pane};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Backspace,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Delete,
    Insert,
    F(u8),
}

/// A key as pressed; Shift is in the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
}

impl Key {
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false }
    }
}

const NAMED: &[(&str, Code)] = &[
    ("Space", Code::Char(' ')),
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Backspace", Code::Backspace),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
    ("Home", Code::Home),
    ("End", Code::End),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match (NAMED.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::F(n)) => write!(f, "F{n}"),
            (None, other) => write!(f, "{other:?}"),
        }
    }
}

/// The text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key (examples: `x`, `Ctrl-d`, `Space`, `PageDown`, `g g`)")]
pub struct BadKey(pub String);

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let mut rest = text;
        let (mut ctrl, mut alt) = (false, false);
        while let Some((prefix, tail)) = rest.split_once('-').filter(|(_, tail)| !tail.is_empty()) {
            match prefix {
                "Ctrl" | "C" => ctrl = true,
                "Alt" | "A" => alt = true,
                _ => break,
            }
            rest = tail;
        }
        let bad = || BadKey(text.to_owned());
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            _ => match NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)) {
                Some((_, code)) => *code,
                None => Code::F(
                    rest.strip_prefix('F')
                        .and_then(|n| n.parse().ok())
                        .filter(|n| (1..=24).contains(n))
                        .ok_or_else(bad)?,
                ),
            },
        };
        Ok(Self { code, ctrl, alt })
    }
}

/// Parses a sequence of keys with spaces between: `g g`.
pub fn sequence(text: &str) -> Result<Vec<Key>, BadKey> {
    let keys: Vec<Key> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err(BadKey(text.to_owned())) } else { Ok(keys) }
}

/// What the keys pressed so far mean in a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    Action(Action),
    /// A prefix; these keys can follow.
    Prefix(Vec<(Key, Action)>),
    Nothing,
}

/// Key sequences bound to actions, by pane.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<(Pane, Vec<Key>, Action)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = Vec::new();
        for entry in ACTIONS {
            for pane in [Pane::List, Pane::Text] {
                for keys in entry.keys(pane) {
                    if let Ok(keys) = sequence(keys) {
                        bindings.push((pane, keys, entry.action));
                    }
                }
            }
        }
        Self { bindings }
    }
}

impl Keymap {
    pub fn meaning(&self, pane: Pane, pressed: &[Key]) -> Meaning {
        let mut follow = Vec::new();
        for (_, keys, action) in self.bindings.iter().filter(|(at, ..)| *at == pane) {
            if keys == pressed {
                return Meaning::Action(*action);
            }
            if let Some([next, ..]) = keys.strip_prefix(pressed) {
                follow.push((*next, *action));
            }
        }
        if follow.is_empty() { Meaning::Nothing } else { Meaning::Prefix(follow) }
    }

    /// The first key sequence bound to an action, as it is written.
    pub fn key_of(&self, pane: Pane, action: Action) -> Option<String> {
        self.keys_of(pane, action).into_iter().next()
    }

    /// All key sequences bound to an action, as they are written.
    pub fn keys_of(&self, pane: Pane, action: Action) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|(at, _, bound)| *at == pane && *bound == action)
            .map(|(_, keys, _)| keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_key_is_a_key_and_means_one_thing() {
        for pane in [Pane::List, Pane::Text] {
            let mut seen = std::collections::BTreeSet::new();
            for entry in ACTIONS {
                for keys in entry.keys(pane) {
                    assert!(sequence(keys).is_ok(), "{keys}");
                    assert!(seen.insert(keys), "{keys} is bound twice in {pane:?}");
                }
            }
        }
    }

    #[test]
    fn no_key_is_both_an_action_and_a_prefix() {
        let map = Keymap::default();
        for (pane, keys, _) in &map.bindings {
            for (other, longer, _) in &map.bindings {
                assert!(pane != other || keys == longer || !longer.starts_with(keys));
            }
        }
    }

    #[test]
    fn keys_are_written_as_they_are_read() {
        for text in ["x", "Ctrl-d", "Space", "PageDown", "-", "Ctrl--", "F12", "Alt-x", "G"] {
            assert_eq!(text.parse::<Key>().expect(text).to_string(), text);
        }
        assert!("Ctrl-".parse::<Key>().is_err() && "nope".parse::<Key>().is_err());
    }
}
