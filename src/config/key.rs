//! Keys and key sequences, as they are written in the config, the help and the tests.

use std::{fmt, str::FromStr};

use super::{
    action::{ACTIONS, Action, Pane},
    bindings::KeySettings,
    fault::{in_quotes, nearest},
    preset::{self, Preset},
};

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

impl Key {
    /// The key that it arrives as from terminals that do not tell the two apart.
    pub fn twin(self) -> Option<Self> {
        let code = match (self.code, self.ctrl, self.alt) {
            (Code::Char('j' | 'm'), true, false) => Code::Enter,
            (Code::Char('i'), true, false) => Code::Tab,
            (Code::Char('['), true, false) => Code::Esc,
            _ => return None,
        };
        Some(Self::plain(code))
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

/// The text names no key; `hint` says what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{shown} is no key{hint}", shown = in_quotes(text))]
pub struct BadKey {
    pub text: String,
    pub hint: String,
}

impl BadKey {
    fn new(text: &str) -> Self {
        let hint = match meant(text) {
            Some(near) => format!(" (did you mean \"{near}\"?)"),
            None => " (examples: x, Ctrl-d, Space, PageDown, g g)".to_owned(),
        };
        Self { text: text.to_owned(), hint }
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        parse(text).ok_or_else(|| BadKey::new(text))
    }
}

fn parse(text: &str) -> Option<Key> {
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
    let mut chars = rest.chars();
    let code = match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_control() || c.is_whitespace() => return None,
        // Terminals do not tell Ctrl with a capital letter apart.
        (Some(c), None) if ctrl => Code::Char(c.to_ascii_lowercase()),
        (Some(c), None) => Code::Char(c),
        _ => match NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)) {
            Some((_, code)) => *code,
            None => Code::F(
                rest.strip_prefix('F')
                    .and_then(|n| n.parse().ok())
                    .filter(|n| (1..=24).contains(n))?,
            ),
        },
    };
    Some(Key { code, ctrl, alt })
}

/// Other programs' names of keys.
const ELSEWHERE: &[(&str, &str)] = &[
    ("escape", "Esc"),
    ("return", "Enter"),
    ("cr", "Enter"),
    ("bs", "Backspace"),
    ("del", "Delete"),
    ("ins", "Insert"),
    ("pgup", "PageUp"),
    ("pgdn", "PageDown"),
    ("pgdown", "PageDown"),
    ("spc", "Space"),
];

/// The key or the sequence that was probably meant.
fn meant(text: &str) -> Option<String> {
    if text.len() > 32 {
        return None;
    }
    let bare = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
    let parts: Vec<&str> = bare.split(['-', '+']).collect();
    let (last, modifiers) = parts.split_last()?;
    let mut key = String::new();
    for modifier in modifiers {
        key.push_str(match modifier.to_lowercase().as_str() {
            "c" | "ctrl" | "control" | "ctl" => "Ctrl-",
            "a" | "alt" | "m" | "meta" | "opt" | "option" => "Alt-",
            "s" | "shift" if last.chars().count() == 1 => "",
            "s" | "shift" => "Shift-",
            _ => return None,
        });
    }
    let shifted = modifiers.iter().any(|m| ["s", "shift"].contains(&m.to_lowercase().as_str()));
    let names: Vec<&str> = NAMED.iter().map(|(name, _)| *name).collect();
    let other = ELSEWHERE.iter().find(|(name, _)| last.eq_ignore_ascii_case(name));
    let function = last.strip_prefix('f').map(|n| format!("F{n}"));
    key.push_str(&match (last.chars().count(), other) {
        (1, _) if shifted => last.to_uppercase(),
        (1, _) => (*last).to_owned(),
        (_, Some((_, name))) => (*name).to_owned(),
        (2..=3, None) if key.is_empty() && nearest(last, &names).is_none() => {
            let letters: Vec<String> = last.chars().map(String::from).collect();
            let digits = last.contains(|c: char| c.is_ascii_digit());
            if digits { function? } else { letters.join(" ") }
        }
        _ => nearest(last, &names).unwrap_or(last).to_owned(),
    });
    (key != text && sequence_of(&key).is_some()).then_some(key)
}

fn sequence_of(text: &str) -> Option<Vec<Key>> {
    text.split_whitespace().map(parse).collect()
}

/// Parses a sequence of keys with spaces between: `g g`.
pub fn sequence(text: &str) -> Result<Vec<Key>, BadKey> {
    let keys: Vec<Key> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err(BadKey::new(text)) } else { Ok(keys) }
}

/// A sequence as it is written: `g g`.
pub fn written(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What the keys pressed so far mean in a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// These actions, one after another.
    Run(&'a [Action]),
    /// A prefix; this can follow.
    Prefix(Vec<Follow>),
    Nothing,
}

/// A key that can follow a prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    pub key: Key,
    /// What it does; of a prefix, what its sequences do.
    pub run: Vec<Action>,
    /// Whether more keys follow.
    pub prefix: bool,
}

/// A key sequence bound to actions in a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    pub pane: Pane,
    pub keys: Vec<Key>,
    pub run: Vec<Action>,
}

/// Key sequences bound to actions, by pane; the reader's own first.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&KeySettings::default())
    }
}

impl Keymap {
    pub fn new(settings: &KeySettings) -> Self {
        let of = |pane: Pane| settings.own.iter().filter(move |own| own.is_in(pane));
        let mut bindings = Vec::new();
        for pane in Pane::ALL {
            for own in of(pane).filter(|own| !own.run.is_empty()) {
                bindings.push(Bound { pane, keys: own.keys.clone(), run: own.run.clone() });
            }
        }
        for bound in preset_bindings(settings.preset) {
            if !of(bound.pane).any(|own| bound.keys.starts_with(&own.keys)) {
                bindings.push(bound);
            }
        }
        Self { bindings }
    }

    pub fn bindings(&self) -> &[Bound] {
        &self.bindings
    }

    pub fn meaning(&self, pane: Pane, pressed: &[Key]) -> Meaning<'_> {
        let mut follow: Vec<Follow> = Vec::new();
        for bound in self.bindings.iter().filter(|bound| bound.pane == pane) {
            if bound.keys == pressed {
                return Meaning::Run(&bound.run);
            }
            let Some([key, more @ ..]) = bound.keys.strip_prefix(pressed) else { continue };
            match follow.iter_mut().find(|known| known.key == *key) {
                Some(known) => known.run.extend(&bound.run),
                None => follow.push(Follow {
                    key: *key,
                    run: bound.run.clone(),
                    prefix: !more.is_empty(),
                }),
            }
        }
        if follow.is_empty() { Meaning::Nothing } else { Meaning::Prefix(follow) }
    }

    /// The first key sequence bound to an action alone, as it is written.
    pub fn key_of(&self, pane: Pane, action: Action) -> Option<String> {
        self.keys_of(pane, action).into_iter().next()
    }

    /// All key sequences bound to an action alone, as they are written.
    pub fn keys_of(&self, pane: Pane, action: Action) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|bound| bound.pane == pane && bound.run == [action])
            .map(|bound| written(&bound.keys))
            .collect()
    }

    /// What runs several actions, with its keys in each pane.
    pub fn several(&self) -> Vec<(&[Action], [Vec<String>; 2])> {
        let mut all: Vec<(&[Action], [Vec<String>; 2])> = Vec::new();
        for bound in self.bindings.iter().filter(|bound| bound.run.len() > 1) {
            let known = all.iter().position(|(run, _)| *run == bound.run);
            let at = known.unwrap_or_else(|| {
                all.push((&bound.run, [Vec::new(), Vec::new()]));
                all.len() - 1
            });
            if let Some((_, [list, text])) = all.get_mut(at) {
                let keys = if bound.pane == Pane::List { list } else { text };
                keys.push(written(&bound.keys));
            }
        }
        all
    }

    /// Whether any key in any pane runs an action, alone or among others.
    pub fn reaches(&self, action: Action) -> bool {
        self.bindings.iter().any(|bound| bound.run.contains(&action))
    }
}

/// The bindings of a preset, in the order of the table of actions.
pub fn preset_bindings(preset: Preset) -> Vec<Bound> {
    let mut bindings = Vec::new();
    for entry in ACTIONS {
        for pane in Pane::ALL {
            for keys in preset::keys(preset, entry, pane) {
                if let Ok(keys) = sequence(keys) {
                    bindings.push(Bound { pane, keys, run: vec![entry.action] });
                }
            }
        }
    }
    bindings
}

/// Several actions as they are written in a row: `tag-1, next`.
pub fn names(run: &[Action]) -> String {
    run.iter().map(|action| action.entry().name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_a_preset_is_a_key_and_means_one_thing() {
        for preset in Preset::ALL {
            for pane in Pane::ALL {
                let mut seen = std::collections::BTreeSet::new();
                for entry in ACTIONS {
                    for keys in preset::keys(preset, entry, pane) {
                        assert!(sequence(keys).is_ok(), "{keys}");
                        let clear = seen.insert(keys);
                        assert!(clear, "{keys} is bound twice in {pane:?} of {preset:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_key_of_a_preset_is_both_an_action_and_a_prefix() {
        for preset in Preset::ALL {
            let all = preset_bindings(preset);
            for a in &all {
                for b in &all {
                    let hides = b.keys.starts_with(&a.keys) && a.keys != b.keys;
                    assert!(a.pane != b.pane || !hides, "{preset:?}: {a:?} hides {b:?}");
                }
            }
        }
    }

    #[test]
    fn what_can_follow_a_prefix_is_told_once_for_each_key() {
        let keys = |text: &str| sequence(text).expect("keys");
        let bound = |text, action| Bound { pane: Pane::List, keys: keys(text), run: vec![action] };
        let map = Keymap {
            bindings: vec![
                bound("g g", Action::First),
                bound("g x a", Action::Star),
                bound("g x b", Action::Note),
            ],
        };
        let Meaning::Prefix(follow) = map.meaning(Pane::List, &keys("g")) else { panic!("none") };
        let told: Vec<_> = follow.iter().map(|f| (f.key, f.prefix, f.run.len())).collect();
        assert_eq!(told, [(Key::char('g'), false, 1), (Key::char('x'), true, 2)]);
        assert_eq!(map.meaning(Pane::List, &keys("g x b")), Meaning::Run(&[Action::Note]));
        assert_eq!(map.meaning(Pane::Text, &keys("g")), Meaning::Nothing);
    }

    #[test]
    fn keys_are_written_as_they_are_read() {
        for text in ["x", "Ctrl-d", "Space", "PageDown", "-", "Ctrl--", "F12", "Alt-x", "G"] {
            assert_eq!(text.parse::<Key>().expect(text).to_string(), text);
        }
        assert!("Ctrl-".parse::<Key>().is_err() && "nope".parse::<Key>().is_err());
    }

    #[test]
    fn a_wrong_key_is_told_with_the_key_that_was_meant() {
        for (text, expected) in [
            ("<C-x>", "\"<C-x>\" is no key (did you mean \"Ctrl-x\"?)"),
            ("ctrl+d", "\"ctrl+d\" is no key (did you mean \"Ctrl-d\"?)"),
            ("Shift-a", "\"Shift-a\" is no key (did you mean \"A\"?)"),
            ("gg", "\"gg\" is no key (did you mean \"g g\"?)"),
            ("pgdn", "\"pgdn\" is no key (did you mean \"PageDown\"?)"),
            ("Spcae", "\"Spcae\" is no key (did you mean \"Space\"?)"),
            ("f5", "\"f5\" is no key (did you mean \"F5\"?)"),
            ("F25", "\"F25\" is no key (examples: x, Ctrl-d, Space, PageDown, g g)"),
            ("zebra", "\"zebra\" is no key (examples: x, Ctrl-d, Space, PageDown, g g)"),
            ("Ctrl-", "\"Ctrl-\" is no key (examples: x, Ctrl-d, Space, PageDown, g g)"),
        ] {
            let error = text.parse::<Key>().expect_err(text);
            assert_eq!(error.to_string(), expected);
        }
        assert_eq!("Ctrl-R".parse::<Key>(), Ok(Key::ctrl('r')));
    }
}
