//! Tests of themes: readable, told apart without colour, their files checked.

use super::*;

fn theme(name: &str) -> Theme {
    Theme::load_from(name, None).expect(name)
}

fn styles(theme: &Theme) -> Vec<(&'static str, Style)> {
    let mut theme = theme.clone();
    parts().map(|(name, part)| (*name, *part(&mut theme))).collect()
}

fn faults(text: &str) -> Vec<String> {
    let parsed = Theme::parse(Path::new("t.toml"), text, Theme::default());
    parsed.expect_err(text).iter().map(ToString::to_string).collect()
}

/// Relative luminance (WCAG 2.2) of a true colour.
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(r, g, b) = colour else { panic!("{colour} is no true colour") };
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_shipped_theme_is_whole() {
    for name in NAMES {
        let text = embedded(name).expect(name);
        for (part, _) in parts() {
            assert!(text.contains(&format!("\n{part} = {{")), "{name} lacks {part}");
        }
        theme(name);
    }
}

#[test]
fn true_colours_have_contrast_enough_on_their_background() {
    for (name, least) in
        [("light", 4.5), ("dark", 4.5), ("blue-orange", 4.5), ("high-contrast", 7.0)]
    {
        let theme = theme(name);
        let page = theme.text.bg.expect("a stated background");
        for (part, style) in styles(&theme) {
            let fg = style.fg.expect(part);
            let found = contrast(fg, style.bg.unwrap_or(page));
            assert!(found >= least, "{part} in {name}: {found:.2}");
            assert!(!style.add_modifier.contains(Modifier::DIM), "{part} in {name} is dimmed");
        }
    }
}

#[test]
fn the_default_theme_leaves_the_terminal_its_colours() {
    for (part, style) in styles(&theme("terminal")) {
        assert_eq!(style.bg, None, "{part}");
        let own = style.fg.is_none_or(|fg| !matches!(fg, Color::Rgb(..) | Color::Indexed(_)));
        assert!(own, "{part}");
    }
    assert!(styles(&theme("mono")).iter().all(|(_, style)| style.fg.or(style.bg).is_none()));
}

#[test]
fn kinds_differ_without_colour() {
    for name in NAMES {
        assert!(theme(name).kinds_differ(), "{name}");
        let mut bare = theme(name).without_colour();
        assert!(bare.kinds_differ(), "{name}");
        for (part, style) in styles(&bare) {
            assert!(style.fg.is_none() && style.bg.is_none(), "{part} in {name}");
        }
        for style in [bare.selected, bare.hit, bare.current, bare.error] {
            assert!(!style.add_modifier.is_empty(), "{name}");
            assert_ne!(style.add_modifier, bare.watched.add_modifier, "{name}");
        }
        assert_ne!(bare.current.add_modifier, bare.hit.add_modifier, "{name}");
        for (_, kind) in KINDS {
            assert_ne!(kind(&mut bare.clone()).add_modifier, bare.watched.add_modifier, "{name}");
        }
    }
    let coloured = "person = { fg = \"red\" }\norganization = { fg = \"blue\" }\n";
    let own = Theme::parse(Path::new("t.toml"), coloured, Theme::default()).expect("whole");
    assert!(own.without_colour().kinds_differ());
}

#[test]
fn the_hit_one_is_on_differs_from_the_others_on_every_kind_of_name() {
    for name in NAMES {
        for theme in [theme(name), theme(name).without_colour()] {
            for (part, kind) in KINDS {
                let name = theme.text.patch(*kind(&mut theme.clone())).patch(theme.hit);
                let looks = |style: Style| (style.fg, style.bg, style.add_modifier);
                assert_ne!(looks(name), looks(name.patch(theme.current)), "{part}");
            }
        }
    }
}

#[test]
fn a_name_in_a_heading_still_looks_like_its_kind() {
    let theme = theme("terminal");
    let patched = theme.heading.patch(theme.person);
    assert_eq!(patched.add_modifier, theme.person.add_modifier);
}

#[test]
fn a_watch_has_its_own_colour_where_there_are_any() {
    let theme = theme("terminal");
    for (color, expected) in [
        (None, Some(Color::Red)),
        (Some("green"), Some(Color::Green)),
        (Some("#102030"), Some(Color::Rgb(16, 32, 48))),
        (Some("33"), Some(Color::Indexed(33))),
        (Some("no colour"), Some(Color::Red)),
    ] {
        assert_eq!(theme.watch(color).fg, expected);
    }
    assert_eq!(theme.without_colour().watch(Some("green")).fg, None);
}

#[test]
fn faults_of_a_theme_are_told_all_at_once() {
    for (text, expected) in [
        (
            "persn = { bold = true }",
            "t.toml:1:1: unknown part \"persn\" (did you mean \"person\"?)",
        ),
        (
            "person = { fg = \"cyna\" }",
            "t.toml:1:17: must be a colour: a name, \"#rrggbb\" or 0 to 255, not \"cyna\" (did you mean \"cyan\"?)",
        ),
        ("tag = { bold = 1 }", "t.toml:1:16: must be true or false, not 1"),
        (
            "tag = { bald = true }",
            "t.toml:1:9: unknown attribute \"bald\" (did you mean \"bold\"?)",
        ),
        ("tag = 5", "t.toml:1:7: must be like { fg = \"cyan\", bold = true }, not 5"),
    ] {
        assert_eq!(faults(text), [expected], "{text}");
    }
    assert_eq!(faults("a = 1\nb = 2\ntag = { fg = 300 }\n").len(), 3);
}

#[test]
fn an_own_theme_stands_on_the_default_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    std::io::Write::write_all(
        &mut std::fs::File::create(&file).expect("a file"),
        b"person = { fg = 33, underline = true }\n",
    )
    .expect("written");
    let mine = Theme::load_from("mine", Some(folder.path())).expect("whole");
    assert_eq!(mine.person.fg, Some(Color::Indexed(33)));
    assert_eq!(mine.heading, theme("terminal").heading);
    for name in ["other", "../mine", ""] {
        assert!(Theme::load_from(name, Some(folder.path())).is_err(), "{name}");
        assert!(!exists(name, Some(folder.path())), "{name}");
    }
    assert!(exists("mine", Some(folder.path())) && exists("mono", None));
}
