//! Tests of the reader's own keys: what is bound, and what is said of what is unclear.

use std::path::Path;

use super::*;
use crate::config::{Config, key::Meaning};

fn parse(text: &str) -> Result<Config, Vec<String>> {
    Config::parse(Path::new("config.toml"), text)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// `[[key]]`s of (keys, what to run and where).
fn keys(all: &[(&str, &str)]) -> String {
    let each = |(keys, run): &(&str, &str)| format!("[[key]]\nkeys = \"{keys}\"\n{run}\n");
    all.iter().map(each).collect::<Vec<_>>().concat()
}

fn map(text: &str) -> Keymap {
    Keymap::new(&parse(text).expect("whole").keys)
}

fn means(map: &Keymap, pane: Pane, pressed: &str) -> String {
    match map.meaning(pane, &sequence(pressed).expect("keys")) {
        Meaning::Run(run) => names(run),
        Meaning::Prefix(follow) => format!("{} follow", follow.len()),
        Meaning::Nothing => "nothing".to_owned(),
    }
}

#[test]
fn own_keys_are_put_over_the_preset() {
    let text = keys(&[
        ("g n", "run = [\"tag-1\", \"next\"]"),
        ("X", "run = \"drop\"\nin = \"list\""),
        ("x", "run = \"none\""),
        (",", "run = []\nin = \"list\""),
        ("m", "run = \"later\"\nin = \"text\""),
    ]);
    let map = map(&text);
    for (pane, pressed, expected) in [
        (Pane::List, "g n", "tag-1, next"),
        (Pane::Text, "g n", "tag-1, next"),
        (Pane::List, "g g", "first"),
        (Pane::List, "X", "drop"),
        (Pane::Text, "X", "nothing"),
        (Pane::List, "x", "nothing"),
        (Pane::Text, "x", "nothing"),
        (Pane::List, ", d", "nothing"),
        (Pane::List, ",", "nothing"),
        (Pane::List, "m", "nothing"),
        (Pane::Text, "m", "later"),
    ] {
        assert_eq!(means(&map, pane, pressed), expected, "{pressed} in {pane:?}");
    }
    assert_eq!(
        map.key_of(Pane::Text, Action::Later).as_deref(),
        Some("m"),
        "the reader's own first"
    );
    assert_eq!(map.keys_of(Pane::Text, Action::Later), ["m", "p"]);
}

#[test]
fn what_is_written_is_what_is_read() {
    let text = format!(
        "[keys]\npreset = \"arrows\"\n{}",
        keys(&[
            ("Ctrl-x s", "run = [\"tag-1\", \"next\"]\nin = \"text\""),
            ("j", "run = \"down\""),
            ("Delete", "run = \"none\""),
        ])
    );
    let config = parse(&text).expect("whole");
    assert_eq!((config.keys.preset, config.keys.own.len()), (Preset::Arrows, 3));
    let again = parse(&config.to_toml()).expect("whole");
    assert_eq!(again.keys.own, config.keys.own);
    assert_eq!(again.keys.preset, config.keys.preset);
}

#[test]
fn a_preset_is_a_setting() {
    let arrows = map("[keys]\npreset = \"arrows\"");
    assert_eq!(means(&arrows, Pane::List, "j"), "nothing");
    assert_eq!(means(&arrows, Pane::Text, "Tab"), "next-mention");
    let prodigy = map("[keys]\npreset = \"prodigy\"");
    for (key, action) in [("a", "accept"), ("x", "drop"), ("Space", "later"), ("Backspace", "undo")]
    {
        assert_eq!(means(&prodigy, Pane::List, key), action);
    }
    assert_eq!(
        parse("[keys]\npreset = \"vi\""),
        Err(vec![
            "config.toml:2:10: \"preset\" in [keys] must be one of vim, arrows, prodigy, not \"vi\" (did you mean \"vim\"?)".to_owned()
        ])
    );
}

#[test]
fn a_fault_of_a_key_names_its_place_and_what_was_meant() {
    let both = "\nrun = \"star\"";
    for (text, expected) in [
        (
            "[[key]]\nkeys = \"gn\"\nrun = \"star\"",
            "config.toml:2:8: \"gn\" is no key (did you mean \"g n\"?)",
        ),
        (
            "[[key]]\nkeys = \"Ctrl-x Spcae\"\nrun = \"star\"",
            "config.toml:2:8: \"Spcae\" is no key (did you mean \"Space\"?)",
        ),
        (
            "[[key]]\nkeys = \"\"\nrun = \"star\"",
            "config.toml:2:8: \"\" is no key (examples: x, Ctrl-d, Space, PageDown, g g)",
        ),
        (
            "[[key]]\nkeys = \"m\"\nrun = \"tag-10\"",
            "config.toml:3:7: there is no action \"tag-10\" (did you mean \"tag-1\"?)",
        ),
        (
            "[[key]]\nkeys = \"m\"\nrun = [\"star\", \"frobnicate\"]",
            "config.toml:3:16: there is no action \"frobnicate\" (`copydesk keys` lists all)",
        ),
        (
            "[[key]]\nkeys = \"m\"\nrun = 5",
            "config.toml:3:7: \"run\" in [[key]] must be the name of an action, or a list of them, not 5",
        ),
        (
            "[[key]]\nkeys = \"m\"\nrun = [\"star\", 5]",
            "config.toml:3:16: an action is a name, not 5",
        ),
        (
            "[[key]]\nkeys = \"m\"\nrun = \"star\"\nin = \"lits\"",
            "config.toml:4:6: \"in\" in [[key]] must be \"list\" or \"text\", not \"lits\" (did you mean \"list\"?)",
        ),
        (
            "[[key]]\nkeys = \"m\"\nrnu = \"star\"\nrun = \"star\"",
            "config.toml:3:1: unknown key \"rnu\" in [[key]] (did you mean \"run\"?)",
        ),
        ("[[key]]\nrun = \"star\"", "config.toml:1:1: a [[key]] needs keys (keys = …)"),
        ("[[key]]\nkeys = \"m\"", "config.toml:1:1: a [[key]] needs something to run (run = …)"),
        (
            "[[key]]\nkeys = [\"m\"]\nrun = \"star\"",
            "config.toml:2:8: \"keys\" in [[key]] must be a text, not a list",
        ),
        ("[key]\nkeys = \"m\"", "config.toml:1:1: keys are written [[key]], not a table"),
        (
            &format!("[[key]]\nkeys = \"m\"{both}\n[[key]]\n  keys = \"m\"\nrun = \"drop\""),
            "config.toml:5:10: \"m\" is bound twice, first on line 2: keep one, or say in which pane each holds",
        ),
        (
            &format!(
                "[[key]]\nkeys = \"m\"{both}\nin = \"text\"\n[[key]]\nkeys = \"m\"\nrun = \"none\""
            ),
            "config.toml:6:8: \"m\" is bound twice in the text, first on line 2: keep one, or say in which pane each holds",
        ),
        (
            &format!("[[key]]\nkeys = \"m n\"{both}\n[[key]]\nkeys = \"m\"\nrun = \"drop\""),
            "config.toml:2:8: \"m n\" can never be reached: \"m\" is bound on line 5 and acts at once; choose other keys for one of them",
        ),
        (
            &format!("[[key]]\nkeys = \"m \\u202E\"{both}\n[[key]]\nkeys = \"m\"\nrun = \"drop\""),
            "config.toml:2:8: \"m ▯\" can never be reached: \"m\" is bound on line 5 and acts at once; choose other keys for one of them",
        ),
        (
            &format!("[[key]]\nkeys = \"p z\"{both}\nin = \"list\""),
            "config.toml:2:8: \"p z\" can never be reached in the list: \"p\" is later and acts at once; choose other keys, or unbind it first (keys = \"p\", run = \"none\")",
        ),
    ] {
        assert_eq!(parse(text), Err(vec![expected.to_owned()]), "{text}");
    }
}

#[test]
fn keys_of_different_panes_or_that_were_freed_are_no_fault() {
    for text in [
        keys(&[("m", "run = \"star\"\nin = \"list\""), ("m", "run = \"drop\"\nin = \"text\"")]),
        keys(&[("p", "run = \"none\""), ("p z", "run = \"later\"")]),
        keys(&[("p z", "run = \"later\"\nin = \"list\""), ("p", "run = []\nin = \"list\"")]),
        keys(&[("g", "run = \"none\""), ("g g", "run = \"first\"")]),
        keys(&[("v z", "run = \"star\"\nin = \"text\""), ("v", "run = \"none\"\nin = \"text\"")]),
    ] {
        assert!(parse(&text).is_ok(), "{text}: {:?}", parse(&text));
    }
}

#[test]
fn what_is_probably_not_meant_is_a_warning_with_its_place() {
    for (text, expected) in [
        (
            keys(&[("x", "run = \"star\"")]),
            "config.toml:2:8: \"x\" leaves drop without a key (: still finds it)",
        ),
        (
            keys(&[("g", "run = \"first\"")]),
            "config.toml:2:8: \"g\" acts at once and hides g d, g e, g g, g s, g t; leaves same-source, same-entity, same-day and same-tag without a key (: still finds them)",
        ),
        (
            keys(&[("M", "run = \"none\"")]),
            "config.toml:2:8: \"M\" is not bound: there is nothing to unbind",
        ),
        (
            keys(&[("Ctrl-i", "run = \"star\"")]),
            "config.toml:2:8: \"Ctrl-i\" may never arrive: Ctrl-i is sent by most terminals as Tab",
        ),
        (
            keys(&[(":", "run = \"star\""), ("Ctrl-p", "run = \"none\"")]),
            "config.toml:2:8: \":\" leaves palette without a key\nconfig.toml:5:8: \"Ctrl-p\" leaves palette without a key",
        ),
    ] {
        let config = parse(&text).expect("whole");
        let told: Vec<String> = config.keys.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(told.join("\n"), expected, "{text}");
    }
    for text in [
        keys(&[("x", "run = [\"drop\", \"star\"]")]),
        keys(&[("x", "run = \"none\""), ("X", "run = \"drop\"")]),
        keys(&[("J", "run = \"none\"\nin = \"list\"")]),
    ] {
        assert_eq!(parse(&text).expect("whole").keys.warnings, [], "{text}");
    }
}

#[test]
fn hostile_keys_never_reach_a_message_as_they_are() {
    for text in ["\\u001b[31m", "\\u202e", "\\u0007 x", "a\\u0000b"] {
        let text = keys(&[(text, "run = \"\\u001b]0;x\\u0007\"")]);
        for fault in parse(&text).expect_err("faults") {
            assert!(!fault.contains(|c: char| c.is_control() || c == '\u{202e}'), "{fault:?}");
        }
    }
}
