//! Themes: what each part of the screen looks like, by meaning, never by place.

use std::path::{Path, PathBuf};

use ratatui::style::{Color, Modifier, Style};
use toml::{Spanned, de::DeValue};

use super::{
    fault::{self, ConfigError, Faults, describe, in_quotes, suggest},
    paths,
};
use crate::analysis::EntityKind;

/// Styles by meaning. Kinds of names differ without colour too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Everything else lies on it: its background, if any, is that of the whole screen.
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
    /// Something of the watch list: above all else.
    pub watched: Style,
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

/// The themes that come with the program.
pub const NAMES: &[&str] = &["terminal", "light", "dark", "high-contrast", "blue-orange", "mono"];

fn embedded(name: &str) -> Option<&'static str> {
    Some(match name {
        "terminal" => include_str!("../../config/themes/terminal.toml"),
        "light" => include_str!("../../config/themes/light.toml"),
        "dark" => include_str!("../../config/themes/dark.toml"),
        "high-contrast" => include_str!("../../config/themes/high-contrast.toml"),
        "blue-orange" => include_str!("../../config/themes/blue-orange.toml"),
        "mono" => include_str!("../../config/themes/mono.toml"),
        _ => return None,
    })
}

type Part = (&'static str, fn(&mut Theme) -> &mut Style);

/// The parts of a theme by their names in its file.
const PARTS: &[Part] = &[
    ("text", |theme| &mut theme.text),
    ("dim", |theme| &mut theme.dim),
    ("title", |theme| &mut theme.title),
    ("heading", |theme| &mut theme.heading),
    ("selected", |theme| &mut theme.selected),
    ("decided", |theme| &mut theme.decided),
    ("tag", |theme| &mut theme.tag),
    ("key", |theme| &mut theme.key),
    ("hit", |theme| &mut theme.hit),
    ("current", |theme| &mut theme.current),
    ("watched", |theme| &mut theme.watched),
    ("summary", |theme| &mut theme.summary),
    ("error", |theme| &mut theme.error),
    ("saved", |theme| &mut theme.saved),
];

/// The kinds of names, dates and addresses, which must differ in attributes.
const KINDS: &[Part] = &[
    ("person", |theme| &mut theme.person),
    ("organization", |theme| &mut theme.organization),
    ("place", |theme| &mut theme.place),
    ("other_name", |theme| &mut theme.other_name),
    ("date", |theme| &mut theme.date),
    ("address", |theme| &mut theme.address),
];

fn parts() -> impl Iterator<Item = &'static Part> {
    PARTS.iter().chain(KINDS)
}

const ATTRIBUTES: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed", Modifier::CROSSED_OUT),
];

/// Attributes by which kinds differ. A kind takes away those it does not have, so that a name in a
/// bold heading still looks like its kind.
const OF_KINDS: Modifier =
    Modifier::BOLD.union(Modifier::DIM).union(Modifier::ITALIC).union(Modifier::UNDERLINED);

impl Theme {
    /// The theme of that name: one that comes with the program, else the file
    /// `themes/NAME.toml` in the config folder.
    pub fn load(name: &str) -> Result<Self, Vec<ConfigError>> {
        let folder = paths::config_dir().map(|dir| dir.join("themes"));
        Self::load_from(name, folder.as_deref())
    }

    /// As [`Theme::load`], with the folder of the reader's own themes. Parts that a file leaves out
    /// are those of `terminal`.
    pub fn load_from(name: &str, folder: Option<&Path>) -> Result<Self, Vec<ConfigError>> {
        let terminal = embedded("terminal").unwrap_or_default();
        let base = Self::parse(Path::new("terminal.toml"), terminal, Self::default())?;
        if name == "terminal" {
            return Ok(base);
        }
        if let Some(text) = embedded(name) {
            return Self::parse(&file_name(name), text, Self::default());
        }
        let unknown = || {
            let message = format!("unknown theme {}{}", in_quotes(name), suggest(name, NAMES));
            vec![fault::of_whole(Path::new("theme"), message)]
        };
        let path = folder.filter(|_| is_simple(name)).map(|folder| folder.join(file_name(name)));
        let path = path.ok_or_else(unknown)?;
        let text = fault::read(&path).map_err(|fault| vec![fault])?.ok_or_else(unknown)?;
        Self::parse(&path, &text, base)
    }

    /// Reads a theme's file over `base`; all faults at once.
    fn parse(path: &Path, text: &str, base: Self) -> Result<Self, Vec<ConfigError>> {
        let mut theme = base;
        let mut faults = Faults::new(path, text);
        for (key, value) in faults.parse().get_ref() {
            let Some((_, part)) = parts().find(|(name, _)| *name == key.get_ref().as_ref()) else {
                let names: Vec<&str> = parts().map(|(name, _)| *name).collect();
                let (name, hint) = (in_quotes(key.get_ref()), suggest(key.get_ref(), &names));
                faults.at(&key.span(), format!("unknown part {name}{hint}"));
                continue;
            };
            *part(&mut theme) = style(&mut faults, value);
        }
        for (_, kind) in KINDS {
            let style = kind(&mut theme);
            style.sub_modifier = OF_KINDS.difference(style.add_modifier);
        }
        // What lies over a name must look the same on each kind of them.
        for mark in [&mut theme.watched, &mut theme.hit, &mut theme.current] {
            mark.sub_modifier = OF_KINDS.difference(mark.add_modifier);
        }
        let faults = faults.finish();
        if faults.is_empty() { Ok(theme) } else { Err(faults) }
    }

    /// The theme without its colours, for `NO_COLOR`: attributes stay, and what colour alone told
    /// gets those of `mono`.
    #[must_use]
    pub fn without_colour(mut self) -> Self {
        let mono = embedded("mono").unwrap_or_default();
        let mut mono = Self::parse(&file_name("mono"), mono, Self::default()).unwrap_or_default();
        for (_, part) in parts() {
            let style = part(&mut self);
            *style = if style.add_modifier.is_empty() {
                *part(&mut mono)
            } else {
                Style { fg: None, bg: None, ..*style }
            };
        }
        if !self.kinds_differ() {
            for (_, kind) in KINDS {
                *kind(&mut self) = *kind(&mut mono);
            }
        }
        self
    }

    /// Whether no two kinds have the same attributes.
    fn kinds_differ(&mut self) -> bool {
        let looks: Vec<Modifier> = KINDS.iter().map(|(_, kind)| kind(self).add_modifier).collect();
        looks.iter().enumerate().all(|(at, look)| !looks.iter().skip(at + 1).any(|o| o == look))
    }

    /// A place of something watched, in a colour of its own where it has one and the theme has any.
    pub fn watch(&self, color: Option<&str>) -> Style {
        let own = color.filter(|_| self.watched.fg.is_some()).and_then(colour_of);
        own.map_or(self.watched, |own| self.watched.fg(own))
    }

    /// The same beside a title: words of their own need no ground.
    pub fn watch_reason(&self, color: Option<&str>) -> Style {
        let style = self.watch(color);
        let ground = Modifier::REVERSED.union(Modifier::UNDERLINED);
        Style { add_modifier: style.add_modifier.difference(ground), ..style }
    }

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

/// The folder of the reader's own themes, for a config file.
pub fn folder_beside(config: &Path) -> Option<PathBuf> {
    config.parent().map(|folder| folder.join("themes"))
}

/// Whether there is a theme of that name, here or in the reader's folder.
pub fn exists(name: &str, folder: Option<&Path>) -> bool {
    NAMES.contains(&name)
        || is_simple(name) && folder.is_some_and(|folder| folder.join(file_name(name)).is_file())
}

/// Whether a name is that of a file in the folder itself.
fn is_simple(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

fn file_name(name: &str) -> PathBuf {
    PathBuf::from(format!("{name}.toml"))
}

fn style(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Style {
    let mut style = Style::new();
    let DeValue::Table(table) = value.get_ref() else {
        let what = describe(value.get_ref());
        faults.at(
            &value.span(),
            format!("must be like {{ fg = \"cyan\", bold = true }}, not {what}"),
        );
        return style;
    };
    for (key, value) in table {
        let attribute = ATTRIBUTES.iter().find(|(name, _)| *name == key.get_ref().as_ref());
        match (key.get_ref().as_ref(), attribute) {
            ("fg", _) => style.fg = colour(faults, value),
            ("bg", _) => style.bg = colour(faults, value),
            (_, Some((_, modifier))) => match value.get_ref() {
                DeValue::Boolean(true) => style.add_modifier |= *modifier,
                DeValue::Boolean(false) => {}
                other => faults
                    .at(&value.span(), format!("must be true or false, not {}", describe(other))),
            },
            (name, None) => {
                let names =
                    ["fg", "bg"].into_iter().chain(ATTRIBUTES.iter().map(|(name, _)| *name));
                let hint = suggest(name, &names.collect::<Vec<_>>());
                faults.at(&key.span(), format!("unknown attribute {}{hint}", in_quotes(name)));
            }
        }
    }
    style
}

/// Names of the terminal's own colours, as files have them; `reset` is that of plain text.
const COLOURS: &[&str] = &[
    "reset",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "darkgray",
    "lightred",
    "lightgreen",
    "lightyellow",
    "lightblue",
    "lightmagenta",
    "lightcyan",
    "white",
];

/// A colour by its name, `#rrggbb`, or its number in the terminal.
fn colour_of(text: &str) -> Option<Color> {
    if COLOURS.contains(&text) || text.starts_with('#') {
        return text.parse().ok();
    }
    text.parse().ok().map(Color::Indexed)
}

pub(super) fn colour(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Option<Color> {
    let colour = match value.get_ref() {
        DeValue::String(text) if text.parse::<u8>().is_err() => colour_of(text),
        DeValue::Integer(number) => {
            u8::from_str_radix(number.as_str(), number.radix()).ok().map(Color::Indexed)
        }
        _ => None,
    };
    if colour.is_none() {
        let near = match value.get_ref() {
            DeValue::String(text) => suggest(text, COLOURS),
            _ => String::new(),
        };
        let must = "must be a colour: a name, \"#rrggbb\" or 0 to 255";
        faults.at(&value.span(), format!("{must}, not {}{near}", describe(value.get_ref())));
    }
    colour
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
