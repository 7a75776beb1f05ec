//! The settings: every one a documented field, its default in `config/default.toml`.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeString, DeValue},
};

pub use super::{fault::ConfigError, takes::Takes};
use super::{
    fault::{self, Faults, describe, in_quotes, nearest, suggest},
    takes::{Value, name},
    theme,
    views::ViewSettings,
    watch::WatchSettings,
};
use crate::analysis::summary::Length;

/// All settings of a run, defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub text: TextSettings,
    pub summary: SummarySettings,
    pub triage: TriageSettings,
    pub look: LookSettings,
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
    /// Whether the mouse is ours.
    pub mouse: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenSettings {
    /// The program that opens links, with arguments; empty: the system's.
    pub program: String,
}

macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// The names in `config.toml`.
            pub const NAMES: &[&str] = &[$($text),*];

            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            pub fn of_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

choice! {
    /// Who turns right-to-left text round.
    Bidi {
        /// We do, except in terminals known to do it themselves.
        Auto = "auto",
        App = "app",
        Terminal = "terminal",
        /// Nobody.
        Off = "off",
    }
}

choice! {
    /// What decides an article and goes on to the next.
    Advance {
        OnSpace = "on-space",
        /// A tag does, too.
        OnTag = "on-tag",
    }
}

choice! {
    /// How the screen is divided at the start; `w` changes it.
    Layout {
        /// By the size of the screen.
        Auto = "auto",
        Wide = "wide",
        Medium = "medium",
        Stacked = "stacked",
        Single = "single",
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            text: TextSettings { width: 74, bidi: Bidi::Auto },
            summary: SummarySettings { sentences: 3, words: 0 },
            triage: TriageSettings { advance: Advance::OnSpace },
            look: LookSettings { theme: "terminal".to_owned(), layout: Layout::Auto, mouse: false },
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
];

/// The one section that is a list of tables.
const WATCH: &str = "watch";
const VIEW: &str = "view";

/// Sections that are planned, and how each is written.
const NOT_YET: &[(&str, &str)] = &[
    ("start", "[start]"),
    ("list", "[list]"),
    ("copy", "[copy]"),
    ("export", "[export]"),
    ("key", "[[key]]"),
];

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
        for (key, value) in faults.parse().get_ref() {
            if key.get_ref() == WATCH {
                config.watch = WatchSettings::read(path, &mut faults, value);
                continue;
            }
            if key.get_ref() == VIEW {
                config.views = ViewSettings::read(&mut faults, value);
                continue;
            }
            read_section(&mut config, &mut faults, themes.as_deref(), key, value);
        }
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
        out.push_str(&self.views.to_toml());
        out.push_str(&self.watch.to_toml());
        out
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
    sections.extend([VIEW, WATCH]);
    let hint = match nearest(name, &sections) {
        Some(near) => format!("did you mean [{near}]?"),
        None => format!("there are: {}", sections.join(", ")),
    };
    format!("unknown section {} ({hint})", in_quotes(name))
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
