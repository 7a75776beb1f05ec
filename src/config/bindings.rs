//! `[[key]]` in the config file: the reader's own keys, put over those of a preset, and what is
//! unclear about them.

use std::ops::Range;

use toml::{Spanned, de::DeValue};

use super::{
    action::{ACTIONS, Action, Pane},
    fault::{ConfigError, Faults, describe, in_quotes, nearest, suggest},
    key::{Bound, Key, Keymap, names, preset_bindings, sequence, written},
    preset::Preset,
};

/// The keys of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeySettings {
    pub preset: Preset,
    pub own: Vec<Binding>,
    /// What works, but is perhaps not what was meant.
    pub warnings: Vec<ConfigError>,
}

/// One `[[key]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub keys: Vec<Key>,
    /// One after another; none: the keys do nothing.
    pub run: Vec<Action>,
    /// Both where none is said.
    pub pane: Option<Pane>,
}

impl Binding {
    pub fn is_in(&self, pane: Pane) -> bool {
        self.pane.is_none_or(|own| own == pane)
    }
}

/// A binding with the place of its keys in the file.
pub(super) type Placed = (Binding, Range<usize>);

/// What a `[[key]]` has.
const KEYS: &[&str] = &["keys", "run", "in"];
const NONE: &str = "none";

/// What stands in the default file about it.
const ABOUT: &str = "\n\
    # Keys of your own, over those of the preset. Any number of [[key]], each with keys (a sequence has\n\
    # spaces between: \"g n\"), what to run (an action, or several, one after another; [] or \"none\"\n\
    # unbinds) and perhaps in = \"list\" or in = \"text\". `copydesk keys` prints the names of the actions\n\
    # and what is bound; `copydesk check` says what is unclear.\n\
    #\n\
    # [[key]]\n\
    # keys = \"g n\"\n\
    # run = [\"tag-1\", \"next\"]\n\
    #\n\
    # [[key]]\n\
    # keys = \"x\"\n\
    # run = \"none\"\n\
    # in = \"text\"\n";

impl KeySettings {
    /// Takes the reader's own keys, once the preset is known, and looks for what is unclear.
    pub(super) fn take(
        &mut self,
        placed: &[Placed],
        faults: &mut Faults<'_>,
        warnings: &mut Faults<'_>,
    ) {
        self.own = placed.iter().map(|(binding, _)| binding.clone()).collect();
        clashes(placed, faults);
        unreachable_behind(self.preset, placed, faults);
        self.warn(placed, warnings);
    }

    /// The first warning, for the reader's start.
    pub fn notice(&self) -> Option<String> {
        let (first, more) = self.warnings.split_first()?;
        Some(match more.len() {
            0 => first.to_string(),
            count => format!("{first} (and {count} more: copydesk check)"),
        })
    }

    /// As they stand in a config file, with what they are for.
    pub(super) fn to_toml(&self) -> String {
        let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut out = ABOUT.to_owned();
        for own in &self.own {
            let run: Vec<String> = own.run.iter().map(|action| text(action.entry().name)).collect();
            out.extend(["\n[[key]]\nkeys = ", &text(&written(&own.keys)), "\nrun = "]);
            match run.as_slice() {
                [one] => out.push_str(one),
                several => out.extend(["[", &several.join(", "), "]"]),
            }
            if let Some(pane) = own.pane {
                out.extend(["\nin = ", &text(pane.name())]);
            }
            out.push('\n');
        }
        out
    }

    /// Warns of keys that terminals send otherwise, and of what the reader's own keys take away.
    fn warn(&self, placed: &[Placed], warnings: &mut Faults<'_>) {
        let map = Keymap::new(self);
        let preset = preset_bindings(self.preset);
        for (own, at) in placed {
            let taken: Vec<&Bound> = preset.iter().filter(|bound| takes(own, bound)).collect();
            let told = [sent_as(own), in_vain(own, &taken), hidden(own, &taken)];
            let mut told: Vec<String> = told.into_iter().flatten().collect();
            told.extend(left_without(&map, &taken));
            if !told.is_empty() {
                let keys = in_quotes(&written(&own.keys));
                warnings.at(at, format!("{keys} {}", told.join("; ")));
            }
        }
    }
}

/// Of a key that terminals send as another.
fn sent_as(own: &Binding) -> Option<String> {
    let (key, other) = own.keys.iter().find_map(|key| Some((key, key.twin()?)))?;
    let (key, other) = (key.to_string(), other.to_string());
    // Enter pressed before the screen was there arrives so, and is taken for Enter always.
    let only = if key == "Ctrl-j" { "is always taken for" } else { "is sent by most terminals as" };
    (!own.run.is_empty()).then(|| format!("may never arrive: {key} {only} {other}"))
}

fn in_vain(own: &Binding, taken: &[&Bound]) -> Option<String> {
    let nothing = own.run.is_empty() && taken.is_empty();
    nothing.then(|| "is not bound: there is nothing to unbind".to_owned())
}

/// Of longer sequences of the preset that a key cuts off.
fn hidden(own: &Binding, taken: &[&Bound]) -> Option<String> {
    let longer = taken.iter().filter(|bound| bound.keys.len() > own.keys.len());
    let mut longer: Vec<String> = longer.map(|bound| written(&bound.keys)).collect();
    longer.sort();
    longer.dedup();
    let any = !longer.is_empty() && !own.run.is_empty();
    any.then(|| format!("acts at once and hides {}", longer.join(", ")))
}

/// Of actions that have lost their last key.
fn left_without(map: &Keymap, taken: &[&Bound]) -> Option<String> {
    let lost = taken.iter().flat_map(|bound| &bound.run).filter(|action| !map.reaches(**action));
    let mut names: Vec<&str> = lost.map(|action| action.entry().name).collect();
    names.dedup();
    let (final_one, more) = names.split_last()?;
    let (told, them) = match more {
        [] => (format!("leaves {final_one} without a key"), "it"),
        more => (format!("leaves {} and {final_one} without a key", more.join(", ")), "them"),
    };
    Some(match map.key_of(Pane::List, Action::Palette) {
        Some(key) => format!("{told} ({key} still finds {them})"),
        None => told,
    })
}

/// Whether a binding takes the place of one of the preset.
fn takes(own: &Binding, bound: &Bound) -> bool {
    own.is_in(bound.pane) && bound.keys.starts_with(&own.keys)
}

/// Where both bindings hold; nothing where none does.
fn panes_of_both(a: &Binding, b: &Binding) -> Option<&'static str> {
    match (a.is_in(Pane::List) && b.is_in(Pane::List), a.is_in(Pane::Text) && b.is_in(Pane::Text)) {
        (true, true) => Some(""),
        (true, false) => Some(" in the list"),
        (false, true) => Some(" in the text"),
        (false, false) => None,
    }
}

/// Faults of the reader's own keys among each other: bound twice, or hidden behind a shorter one.
fn clashes(placed: &[Placed], faults: &mut Faults<'_>) {
    for (n, (later, at)) in placed.iter().enumerate() {
        for (earlier, there) in placed.iter().take(n) {
            let Some(pane) = panes_of_both(earlier, later) else { continue };
            let line = faults.line(there);
            if earlier.keys == later.keys {
                let keys = in_quotes(&written(&later.keys));
                let other = format!("{keys} is bound twice{pane}, first on line {line}");
                faults.at(at, format!("{other}: keep one, or say in which pane each holds"));
            }
            if earlier.run.is_empty() || later.run.is_empty() {
                continue;
            }
            let (long, short, long_at, short_at) = if earlier.keys.len() < later.keys.len() {
                (later, earlier, at, there)
            } else {
                (earlier, later, there, at)
            };
            if long.keys != short.keys && long.keys.starts_with(&short.keys) {
                let (long, short) = (written(&long.keys), written(&short.keys));
                let line = faults.line(short_at);
                faults.at(long_at, format!(
                    "\"{long}\" can never be reached{pane}: \"{short}\" is bound on line {line} and acts at once; choose other keys for one of them"
                ));
            }
        }
    }
}

/// Faults of sequences that begin with a key of the preset that acts at once.
fn unreachable_behind(preset: Preset, placed: &[Placed], faults: &mut Faults<'_>) {
    for bound in preset_bindings(preset) {
        let freed = placed.iter().any(|(own, _)| takes(own, &bound));
        let begins = |own: &Binding| {
            own.is_in(bound.pane)
                && own.keys.len() > bound.keys.len()
                && own.keys.starts_with(&bound.keys)
                && !own.run.is_empty()
        };
        for (own, at) in placed.iter().filter(|(own, _)| !freed && begins(own)) {
            let (long, short) = (written(&own.keys), written(&bound.keys));
            let names = names(&bound.run);
            faults.at(at, format!(
                "\"{long}\" can never be reached in the {}: \"{short}\" is {names} and acts at once; choose other keys, or unbind it first (keys = \"{short}\", run = \"none\")",
                bound.pane.name()
            ));
        }
    }
}

/// Reads every `[[key]]`, with the place of its keys.
pub(super) fn read(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Vec<Placed> {
    let DeValue::Array(items) = value.get_ref() else {
        let what = describe(value.get_ref());
        faults.at(&value.span(), format!("keys are written [[key]], not {what}"));
        return Vec::new();
    };
    items.iter().filter_map(|item| read_one(faults, item)).collect()
}

fn read_one(faults: &mut Faults<'_>, item: &Spanned<DeValue<'_>>) -> Option<Placed> {
    let DeValue::Table(table) = item.get_ref() else {
        let what = describe(item.get_ref());
        faults.at(&item.span(), format!("a [[key]] must be a table, not {what}"));
        return None;
    };
    let (mut keys, mut run, mut pane) = (None, None, Some(None));
    for (field, value) in table {
        match field.get_ref().as_ref() {
            "keys" => keys = read_keys(faults, value).map(|keys| (keys, value.span())),
            "run" => run = read_run(faults, value),
            "in" => pane = read_pane(faults, value).map(Some),
            other => {
                let (shown, hint) = (in_quotes(other), suggest(other, KEYS));
                faults.at(&field.span(), format!("unknown key {shown} in [[key]]{hint}"));
            }
        }
    }
    let has = |name: &str| table.iter().any(|(field, _)| field.get_ref() == name);
    for (name, what) in [("keys", "keys"), ("run", "something to run")] {
        if !has(name) {
            faults.at(&item.span(), format!("a [[key]] needs {what} ({name} = …)"));
        }
    }
    let (keys, at) = keys?;
    Some((Binding { keys, run: run?, pane: pane? }, at))
}

fn read_keys(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Option<Vec<Key>> {
    let DeValue::String(text) = value.get_ref() else {
        let what = describe(value.get_ref());
        faults.at(&value.span(), format!("\"keys\" in [[key]] must be a text, not {what}"));
        return None;
    };
    match sequence(text) {
        Ok(keys) => Some(keys),
        Err(error) => {
            faults.at(&value.span(), error.to_string());
            None
        }
    }
}

fn read_run(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Option<Vec<Action>> {
    match value.get_ref() {
        DeValue::String(text) if text == NONE => Some(Vec::new()),
        DeValue::String(_) => Some(vec![read_action(faults, value)?]),
        DeValue::Array(items) => {
            let all: Vec<Option<Action>> =
                items.iter().map(|item| read_action(faults, item)).collect();
            all.into_iter().collect()
        }
        other => {
            let what = describe(other);
            let wanted = "must be the name of an action, or a list of them";
            faults.at(&value.span(), format!("\"run\" in [[key]] {wanted}, not {what}"));
            None
        }
    }
}

fn read_action(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Option<Action> {
    let DeValue::String(name) = value.get_ref() else {
        let what = describe(value.get_ref());
        faults.at(&value.span(), format!("an action is a name, not {what}"));
        return None;
    };
    let action = Action::of_name(name);
    if action.is_none() {
        let names: Vec<&str> = ACTIONS.iter().map(|entry| entry.name).collect();
        let hint = match nearest(name, &names) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "`copydesk keys` lists all".to_owned(),
        };
        faults.at(&value.span(), format!("there is no action {} ({hint})", in_quotes(name)));
    }
    action
}

fn read_pane(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Option<Pane> {
    let names = Pane::ALL.map(Pane::name);
    let found = match value.get_ref() {
        DeValue::String(text) => Pane::ALL.into_iter().find(|pane| pane.name() == text),
        _ => None,
    };
    if found.is_none() {
        let what = describe(value.get_ref());
        let near = match value.get_ref() {
            DeValue::String(text) => nearest(text, &names),
            _ => None,
        };
        let hint = near.map_or_else(String::new, |near| format!(" (did you mean \"{near}\"?)"));
        let wanted = "must be \"list\" or \"text\"";
        faults.at(&value.span(), format!("\"in\" in [[key]] {wanted}, not {what}{hint}"));
    }
    found
}

#[cfg(test)]
#[path = "bindings_tests.rs"]
mod tests;
