//! `[[watch]]` in the config file: what to look out for in every desk.

use std::{path::Path, sync::Arc};

use toml::{Spanned, de::DeValue};

use super::{
    fault::{self, Faults, describe, in_quotes, suggest},
    theme,
};
use crate::{
    tags::{Target, Watch},
    watch::fault_of,
};

/// The watch list of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WatchSettings {
    /// As written, files unread.
    written: Vec<Written>,
    /// All of it, with the lines of the files. Shared: there may be tens of thousands.
    pub all: Arc<[Watch]>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    key: &'static str,
    value: String,
    color: Option<String>,
}

/// What one `[[watch]]` has exactly one of.
const KINDS: &[&str] = &["name", "phrase", "regex", "file"];
const COLOR: &str = "color";

/// Largest file of phrases.
const LARGEST_FILE: u64 = 16 << 20;

/// What stands in the default file about it.
const ABOUT: &str = "\n\
    # What to look out for in every desk: marked in texts above all else, shown in the list with the\n\
    # reason, found by is:watched. Any number of [[watch]], each with one of name, phrase, regex\n\
    # (case counts unless it begins with (?i)) or file (one phrase a line, # begins a comment;\n\
    # beside this file), and perhaps a color, as in a theme.\n\
    #\n\
    # [[watch]]\n\
    # name = \"Ada Lovelace\"\n\
    # color = \"red\"\n\
    #\n\
    # [[watch]]\n\
    # file = \"watch.txt\"\n";

impl WatchSettings {
    /// Reads `[[watch]]`; `path` is the config file, beside which other files are sought.
    pub(super) fn read(path: &Path, faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Self {
        let mut settings = Self::default();
        let DeValue::Array(items) = value.get_ref() else {
            let what = describe(value.get_ref());
            faults.at(&value.span(), format!("a watch list is written [[watch]], not {what}"));
            return settings;
        };
        let mut all = Vec::new();
        for item in items {
            if let Some(written) = read_one(faults, item) {
                all.extend(written.watches(path, faults, item));
                settings.written.push(written);
            }
        }
        settings.all = all.into();
        settings
    }

    /// As it stands in a config file, with what it is for.
    pub(super) fn to_toml(&self) -> String {
        let mut out = ABOUT.to_owned();
        let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
        for written in &self.written {
            out.extend(["\n[[watch]]\n", written.key, " = ", &text(&written.value), "\n"]);
            if let Some(color) = &written.color {
                out.extend([COLOR, " = ", &text(color), "\n"]);
            }
        }
        out
    }
}

impl Written {
    fn watches(
        &self,
        config: &Path,
        faults: &mut Faults<'_>,
        item: &Spanned<DeValue<'_>>,
    ) -> Vec<Watch> {
        let watch = |target| Watch { target, color: self.color.clone() };
        let value = self.value.clone();
        match self.key {
            "name" => vec![watch(Target::Name(value))],
            "phrase" => vec![watch(Target::Phrase(value))],
            "regex" => vec![watch(Target::Regex(value))],
            _ => match phrases(config, &value) {
                Ok(phrases) => phrases.into_iter().map(|p| watch(Target::Phrase(p))).collect(),
                Err(why) => {
                    let message = format!(
                        "the file {} of [[watch]] {why} (it should be a text file, one phrase a line)",
                        in_quotes(&value)
                    );
                    faults.at(&place_of(item, "file"), message);
                    Vec::new()
                }
            },
        }
    }
}

/// The lines of a file that are phrases.
fn phrases(config: &Path, name: &str) -> Result<Vec<String>, String> {
    let path = config.parent().unwrap_or(Path::new("")).join(name);
    let text = fault::read_named(&path, LARGEST_FILE).map_err(|fault| match fault.line {
        0 => fault.message.to_string(),
        line => format!("{} (line {line})", fault.message),
    })?;
    let text = text.ok_or("is not there")?;
    let lines = text.strip_prefix('\u{feff}').unwrap_or(&text).lines().map(str::trim);
    Ok(lines.filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect())
}

fn read_one(faults: &mut Faults<'_>, item: &Spanned<DeValue<'_>>) -> Option<Written> {
    let DeValue::Table(table) = item.get_ref() else {
        let what = describe(item.get_ref());
        faults.at(&item.span(), format!("a [[watch]] must be a table, not {what}"));
        return None;
    };
    let mut color = None;
    let mut found: Option<(&'static str, String)> = None;
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if name == COLOR {
            if theme::colour(faults, value).is_some() {
                color = text_of(value.get_ref());
            }
            continue;
        }
        let Some(kind) = KINDS.iter().find(|kind| **kind == name) else {
            let all: Vec<&str> = KINDS.iter().copied().chain([COLOR]).collect();
            let (name, hint) = (in_quotes(name), suggest(name, &all));
            faults.at(&key.span(), format!("unknown key {name} in [[watch]]{hint}"));
            continue;
        };
        match (value_of(kind, value.get_ref()), &found) {
            (Err(wrong), _) => faults.at(&value.span(), format!("\"{kind}\" in [[watch]] {wrong}")),
            (Ok(_), Some((other, _))) => {
                let message = format!("a [[watch]] has \"{other}\" or \"{kind}\", not both");
                faults.at(&key.span(), message);
            }
            (Ok(value), None) => found = Some((kind, value)),
        }
    }
    if !table.iter().any(|(key, _)| KINDS.contains(&key.get_ref().as_ref())) {
        faults.at(&item.span(), format!("a [[watch]] needs one of {}", KINDS.join(", ")));
    }
    found.map(|(key, value)| Written { key, value, color })
}

fn value_of(kind: &str, value: &DeValue<'_>) -> Result<String, String> {
    let DeValue::String(text) = value else {
        return Err(format!("must be a text, not {}", describe(value)));
    };
    if text.trim().is_empty() {
        return Err("holds nothing to look for".to_owned());
    }
    match fault_of(text).filter(|_| kind == "regex") {
        Some(why) => Err(why),
        None => Ok(text.to_string()),
    }
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Where a value of a table stands.
fn place_of(item: &Spanned<DeValue<'_>>, key: &str) -> std::ops::Range<usize> {
    let DeValue::Table(table) = item.get_ref() else { return item.span() };
    let found = table.iter().find(|(name, _)| name.get_ref().as_ref() == key);
    found.map_or_else(|| item.span(), |(_, value)| value.span())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::config::Config;

    fn parse(text: &str) -> Result<Config, Vec<String>> {
        Config::parse(Path::new("config.toml"), text)
            .map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_watch_list_is_read_and_written() {
        let text = "[[watch]]\nname = \"Ada Lind\"\n[[watch]]\nphrase = \"port strike\"\n\
            color = \"red\"\n[[watch]]\nregex = '(?i)UAVs?'\ncolor = \"#ff8800\"\n";
        let config = parse(text).expect("whole");
        let watch = |target, color: Option<&str>| Watch { target, color: color.map(str::to_owned) };
        assert_eq!(
            *config.watch.all,
            [
                watch(Target::Name("Ada Lind".to_owned()), None),
                watch(Target::Phrase("port strike".to_owned()), Some("red")),
                watch(Target::Regex("(?i)UAVs?".to_owned()), Some("#ff8800")),
            ]
        );
        assert_eq!(parse(&config.to_toml()), Ok(config));
    }

    #[test]
    fn a_file_holds_one_phrase_a_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let lines = "\u{feff}# people\nAda Lind\n\n  Idra Solm \r\n#x\n";
        let mut file = std::fs::File::create(folder.path().join("watch.txt")).expect("a file");
        file.write_all(lines.as_bytes()).expect("written");
        let path = folder.path().join("config.toml");
        let config = Config::parse(&path, "[[watch]]\nfile = \"watch.txt\"\n").expect("whole");
        let all: Vec<&str> = config.watch.all.iter().map(|watch| watch.target.text()).collect();
        assert_eq!(all, ["Ada Lind", "Idra Solm"]);
        assert_eq!(Config::parse(&path, &config.to_toml()), Ok(config));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_a_device_or_a_folder_is_refused_and_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        rustix::fs::mkfifoat(rustix::fs::CWD, folder.path().join("pipe"), 0o600.into())
            .expect("a pipe");
        std::fs::create_dir(folder.path().join("folder")).expect("a folder");
        for (name, what) in [
            ("pipe", "is a pipe or a device, not a file"),
            ("/dev/zero", "is a pipe or a device, not a file"),
            ("folder", "is a folder"),
        ] {
            let text = format!("[[watch]]\nfile = \"{name}\"\n");
            let faults = Config::parse(&path, &text).expect_err(name);
            let expected = format!(
                "{}:2:8: the file \"{name}\" of [[watch]] {what} (it should be a text file, one phrase a line)",
                path.display()
            );
            assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn a_fault_of_the_list_names_its_place_and_what_was_meant() {
        for (text, expected) in [
            (
                "[[watch]]\nnmae = \"x\"\nname = \"y\"",
                "config.toml:2:1: unknown key \"nmae\" in [[watch]] (did you mean \"name\"?)",
            ),
            (
                "[[watch]]\ncolor = \"red\"",
                "config.toml:1:1: a [[watch]] needs one of name, phrase, regex, file",
            ),
            (
                "[[watch]]\nname = \"x\"\nregex = \"y\"",
                "config.toml:3:1: a [[watch]] has \"name\" or \"regex\", not both",
            ),
            ("[[watch]]\nname = 5", "config.toml:2:8: \"name\" in [[watch]] must be a text, not 5"),
            (
                "[[watch]]\nphrase = \" \"",
                "config.toml:2:10: \"phrase\" in [[watch]] holds nothing to look for",
            ),
            (
                "[[watch]]\nregex = \"a(\"",
                "config.toml:2:9: \"regex\" in [[watch]] is no expression: unclosed group",
            ),
            (
                "[[watch]]\nfile = \"no-such.txt\"",
                "config.toml:2:8: the file \"no-such.txt\" of [[watch]] is not there (it should be a text file, one phrase a line)",
            ),
            (
                "[watch]\nname = \"x\"",
                "config.toml:1:1: a watch list is written [[watch]], not a table",
            ),
            (
                "[[watch]]\nname = \"x\"\ncolor = \"rde\"",
                "config.toml:3:9: must be a colour: a name, \"#rrggbb\" or 0 to 255, not \"rde\" (did you mean \"red\"?)",
            ),
        ] {
            assert_eq!(parse(text), Err(vec![expected.to_owned()]), "{text}");
        }
    }
}
