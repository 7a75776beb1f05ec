//! The settings: every one a documented field, its default in `config/default.toml`.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeString, DeValue},
};

use super::{
    bindings::{self, KeySettings},
    fault::{self, Faults, describe, in_quotes, nearest, suggest},
    preset::Preset,
    theme,
    views::ViewSettings,
    watch::WatchSettings,
};
pub use super::{
    choices::{Advance, Bidi, Layout, Symbols},
    fault::ConfigError,
};
use crate::{analysis::summary::Length, text::argv};

/// All settings of a run, defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub text: TextSettings,
    pub summary: SummarySettings,
    pub triage: TriageSettings,
    pub look: LookSettings,
    pub keys: KeySettings,
    pub open: OpenSettings,
    pub watch: WatchSettings,
    pub views: ViewSettings,
}

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

impl Default for Config {
    fn default() -> Self {
        Self {
            text: TextSettings { width: 74, bidi: Bidi::Auto },
            summary: SummarySettings { sentences: 3, words: 0 },
            triage: TriageSettings { advance: Advance::OnSpace },
            look: LookSettings {
                theme: "terminal".to_owned(),
                layout: Layout::Auto,
                symbols: Symbols::Auto,
                mouse: false,
            },
            keys: KeySettings::default(),
            open: OpenSettings::default(),
            watch: WatchSettings::default(),
            views: ViewSettings::default(),
        }
    }
}

/// One row of the table of settings: the check of the file, the default file and `config show` come
/// from it.
pub struct Setting {
    pub section: &'static str,
    pub key: &'static str,
    pub takes: Takes,
    /// What it does; lines of the comment in the default file.
    pub doc: &'static [&'static str],
    get: fn(&Config) -> Value,
    set: fn(&mut Config, &Value) -> Option<()>,
}

/// What a setting can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A whole number, from and to.
    Number(u16, u16),
    Choice(&'static [&'static str]),
    /// The name of a theme.
    Theme,
    /// True or false.
    Flag,
    /// A program with its arguments, as one types them.
    Command,
}

enum Value {
    Number(u16),
    Text(String),
    Flag(bool),
}

impl Value {
    fn number(&self) -> Option<u16> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) | Self::Flag(_) => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Number(_) | Self::Flag(_) => None,
            Self::Text(text) => Some(text),
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Number(_) | Self::Text(_) => None,
        }
    }
}

fn name(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Every setting, in the order of the default file.
pub const SETTINGS: &[Setting] = &[
    Setting {
        section: "text",
        key: "width",
        takes: Takes::Number(20, 200),
        doc: &["The widest text, in columns. Lines of 60 to 80 read best."],
        get: |config| Value::Number(config.text.width),
        set: |config, value| value.number().map(|n| config.text.width = n),
    },
    Setting {
        section: "text",
        key: "bidi",
        takes: Takes::Choice(Bidi::NAMES),
        doc: &[
            "Who puts right-to-left text (Arabic, Hebrew, Persian) into its order on the screen:",
            "copydesk except in terminals known to do it (auto), copydesk (app), the terminal, or",
            "nobody (off).",
        ],
        get: |config| name(config.text.bidi.name()),
        set: |config, value| Bidi::of_name(value.text()?).map(|it| config.text.bidi = it),
    },
    Setting {
        section: "summary",
        key: "sentences",
        takes: Takes::Number(1, 10),
        doc: &["Sentences in a summary; + and - change it while reading."],
        get: |config| Value::Number(u16::try_from(config.summary.sentences).unwrap_or(u16::MAX)),
        set: |config, value| value.number().map(|n| config.summary.sentences = usize::from(n)),
    },
    Setting {
        section: "summary",
        key: "words",
        takes: Takes::Number(0, 400),
        doc: &[
            "Words in a summary, as near as whole sentences come (80 is a short paragraph);",
            "0: as many sentences as said above.",
        ],
        get: |config| Value::Number(u16::try_from(config.summary.words).unwrap_or(u16::MAX)),
        set: |config, value| value.number().map(|n| config.summary.words = usize::from(n)),
    },
    Setting {
        section: "triage",
        key: "advance",
        takes: Takes::Choice(Advance::NAMES),
        doc: &[
            "What goes on to the next undecided article: Space alone (on-space), or a tag, too, which",
            "then decides the article (on-tag).",
        ],
        get: |config| name(config.triage.advance.name()),
        set: |config, value| Advance::of_name(value.text()?).map(|it| config.triage.advance = it),
    },
    Setting {
        section: "look",
        key: "theme",
        takes: Takes::Theme,
        doc: &[
            "terminal (its own 16 colours), light, dark, high-contrast, blue-orange (colour-blind",
            "safe), mono, or NAME for the file themes/NAME.toml beside config.toml.",
        ],
        get: |config| name(&config.look.theme),
        set: |config, value| value.text().map(|it| it.clone_into(&mut config.look.theme)),
    },
    Setting {
        section: "look",
        key: "layout",
        takes: Takes::Choice(Layout::NAMES),
        doc: &["How the screen is divided: by its size (auto), or always so. w changes it."],
        get: |config| name(config.look.layout.name()),
        set: |config, value| Layout::of_name(value.text()?).map(|it| config.look.layout = it),
    },
    Setting {
        section: "look",
        key: "symbols",
        takes: Takes::Choice(Symbols::NAMES),
        doc: &[
            "What the terminal can show: by the locale (auto: ASCII where LC_ALL, LC_CTYPE or LANG",
            "names another encoding than UTF-8), all (unicode), or ASCII only.",
        ],
        get: |config| name(config.look.symbols.name()),
        set: |config, value| Symbols::of_name(value.text()?).map(|it| config.look.symbols = it),
    },
    Setting {
        section: "look",
        key: "mouse",
        takes: Takes::Flag,
        doc: &[
            "Whether clicks and the wheel are copydesk's. Most terminals then mark text of the screen",
            "only with Shift held.",
        ],
        get: |config| Value::Flag(config.look.mouse),
        set: |config, value| value.flag().map(|it| config.look.mouse = it),
    },
    Setting {
        section: "open",
        key: "program",
        takes: Takes::Command,
        doc: &[
            "The program that opens links (o), such as \"firefox --private-window\"; the address comes",
            "last. Empty: what the system opens them with.",
        ],
        get: |config| name(&config.open.program),
        set: |config, value| value.text().map(|it| it.clone_into(&mut config.open.program)),
    },
    Setting {
        section: "keys",
        key: "preset",
        takes: Takes::Choice(Preset::NAMES),
        doc: &[
            "The keys to begin with: vim (j and k move, as in the README), arrows (moving takes no",
            "letters; Ctrl-z undoes, Ctrl-f searches, Tab goes to the next name) or prodigy (a puts the",
            "tag of slot 1 and goes on, x drops, Space puts off, Backspace undoes).",
        ],
        get: |config| name(config.keys.preset.name()),
        set: |config, value| Preset::of_name(value.text()?).map(|it| config.keys.preset = it),
    },
];

/// The sections that are lists of tables.
const KEY: &str = "key";
const VIEW: &str = "view";
const WATCH: &str = "watch";

/// Sections that are planned, and how each is written.
const NOT_YET: &[(&str, &str)] =
    &[("start", "[start]"), ("list", "[list]"), ("copy", "[copy]"), ("export", "[export]")];

impl Config {
    /// Reads `path` over the defaults; a missing file is an empty one. All faults at once, in the
    /// order of the file.
    pub fn load(path: Option<&Path>) -> Result<Self, Vec<ConfigError>> {
        let Some(path) = path else { return Ok(Self::default()) };
        let text = fault::read(path).map_err(|fault| vec![fault])?.unwrap_or_default();
        Self::parse(path, &text)
    }

    /// Reads the text of a config file; `path` is named in faults, and themes are sought beside it.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Vec<ConfigError>> {
        let mut config = Self::default();
        let mut faults = Faults::new(path, text);
        let themes = theme::folder_beside(path);
        let mut own_keys = Vec::new();
        for (key, value) in faults.parse().get_ref() {
            if key.get_ref() == WATCH {
                config.watch = WatchSettings::read(path, &mut faults, value);
                continue;
            }
            if key.get_ref() == KEY {
                own_keys = bindings::read(&mut faults, value);
                continue;
            }
            if key.get_ref() == VIEW {
                config.views = ViewSettings::read(&mut faults, value);
                continue;
            }
            read_section(&mut config, &mut faults, themes.as_deref(), key, value);
        }
        let mut warnings = Faults::new(path, text);
        config.keys.take(&own_keys, &mut faults, &mut warnings);
        config.keys.warnings = warnings.finish();
        let faults = faults.finish();
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    /// The file with every setting at its default.
    pub fn default_text() -> &'static str {
        include_str!("../../config/default.toml")
    }

    /// These settings as a file, with what each is for.
    pub fn to_toml(&self) -> String {
        let mut out = "# Settings of copydesk, each with its default. Keep the lines you change; \
            a missing line,\n# or a missing file, is the default. `copydesk config path` says \
            where it belongs.\n"
            .to_owned();
        let mut section = "";
        for setting in SETTINGS {
            if setting.section != section {
                section = setting.section;
                out.extend(["\n[", section, "]\n"]);
            }
            for line in setting.doc {
                out.extend(["# ", line, "\n"]);
            }
            out.extend(["# ", &setting.takes.to_string(), "\n"]);
            let value = match (setting.get)(self) {
                Value::Number(number) => toml::Value::Integer(number.into()),
                Value::Text(text) => toml::Value::String(text),
                Value::Flag(flag) => toml::Value::Boolean(flag),
            };
            out.extend([setting.key, " = ", &value.to_string(), "\n"]);
        }
        out.push_str(&self.keys.to_toml());
        out.push_str(&self.views.to_toml());
        out.push_str(&self.watch.to_toml());
        out
    }
}

impl std::fmt::Display for Takes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(from, to) => write!(f, "a whole number from {from} to {to}"),
            Self::Choice(names) => write!(f, "one of {}", names.join(", ")),
            Self::Theme => f.write_str("the name of a theme"),
            Self::Flag => f.write_str("true or false"),
            Self::Command => f.write_str("a program with its arguments"),
        }
    }
}

type Key<'a> = Spanned<DeString<'a>>;

fn read_section(
    config: &mut Config,
    faults: &mut Faults<'_>,
    themes: Option<&Path>,
    section: &Key<'_>,
    value: &Spanned<DeValue<'_>>,
) {
    let known: Vec<&Setting> =
        SETTINGS.iter().filter(|setting| setting.section == section.get_ref().as_ref()).collect();
    if known.is_empty() {
        return faults.at(&section.span(), unknown_section(section.get_ref(), value.get_ref()));
    }
    let DeValue::Table(table) = value.get_ref() else {
        let what = describe(value.get_ref());
        return faults
            .at(&section.span(), format!("[{0}] must be a table, not {what}", section.get_ref()));
    };
    for (key, value) in table {
        let Some(setting) = known.iter().find(|it| it.key == key.get_ref().as_ref()) else {
            let names: Vec<&str> = known.iter().map(|setting| setting.key).collect();
            let (name, hint) = (in_quotes(key.get_ref()), suggest(key.get_ref(), &names));
            let section = section.get_ref();
            faults.at(&key.span(), format!("unknown key {name} in [{section}]{hint}"));
            continue;
        };
        match setting.takes.check(value.get_ref(), themes) {
            Ok(value) => (setting.set)(config, &value).unwrap_or_default(),
            Err(wrong) => {
                let name = format!("\"{}\" in [{}]", setting.key, setting.section);
                faults.at(&value.span(), format!("{name} must be {wrong}"));
            }
        }
    }
}

fn unknown_section(name: &str, value: &DeValue<'_>) -> String {
    if let Some((_, written)) = NOT_YET.iter().find(|(planned, _)| *planned == name) {
        return format!("{written} is not supported yet");
    }
    if !matches!(value, DeValue::Table(_) | DeValue::Array(_)) {
        let name_is = |setting: &&Setting| setting.key == name;
        let hint = SETTINGS.iter().find(name_is).map_or_else(String::new, |setting| {
            format!(" (did you mean \"{}\" in [{}]?)", setting.key, setting.section)
        });
        return format!("unknown key {} outside of a section{hint}", in_quotes(name));
    }
    let mut sections: Vec<&str> = SETTINGS.iter().map(|setting| setting.section).collect();
    sections.dedup();
    sections.extend([KEY, VIEW, WATCH]);
    let hint = match nearest(name, &sections) {
        Some(near) => format!("did you mean [{near}]?"),
        None => format!("there are: {}", sections.join(", ")),
    };
    format!("unknown section {} ({hint})", in_quotes(name))
}

impl Takes {
    /// The value, or what it must be.
    fn check(self, value: &DeValue<'_>, themes: Option<&Path>) -> Result<Value, String> {
        let wrong = |hint: &str| format!("{self}, not {}{hint}", describe(value));
        match (self, value) {
            (Self::Number(from, to), DeValue::Integer(number)) => {
                u16::from_str_radix(number.as_str(), number.radix())
                    .ok()
                    .filter(|n| (from..=to).contains(n))
                    .map(Value::Number)
                    .ok_or_else(|| wrong(""))
            }
            (Self::Choice(names), DeValue::String(text)) if names.contains(&text.as_ref()) => {
                Ok(name(text))
            }
            (Self::Choice(names), DeValue::String(text)) => {
                let near = nearest(text, names);
                let hint = near.map(|near| format!(" (did you mean \"{near}\"?)"));
                Err(wrong(&hint.unwrap_or_default()))
            }
            (Self::Theme, DeValue::String(text)) if theme::exists(text, themes) => Ok(name(text)),
            (Self::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
            (Self::Command, DeValue::String(text)) => match argv::split(text) {
                Ok(_) => Ok(name(text)),
                Err(why) => Err(format!("{self}: {why}")),
            },
            (Self::Theme, DeValue::String(text)) => Err(wrong(&suggest(text, theme::NAMES))),
            _ => Err(wrong("")),
        }
    }
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
