//! Says what is wrong in a config file, where, and what was probably meant.

use std::{
    fmt,
    fs::{File, OpenOptions},
    io::{self, Read},
    ops::Range,
    path::Path,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::text::{Clean, TextRange, clean, width};

/// The largest config or theme file that is read.
const LARGEST: u64 = 1 << 20;

/// Syntax faults told of one file; after so many the rest is noise.
const MOST_SYNTAX_FAULTS: usize = 10;

/// Columns of a stranger's text inside a message.
const QUOTED: usize = 40;

/// One fault of a config file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    pub path: String,
    /// From 1; 0 where the fault is of the whole file.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub message: Clean,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}:{}: {}", self.path, self.column, self.message),
        }
    }
}

impl std::error::Error for ConfigError {}

/// Reads a file of settings; nothing where there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, ConfigError> {
    read_open(path, File::open(path), LARGEST)
}

/// Reads a file that settings name, of at most `largest` bytes; nothing where there is none. Unlike the
/// settings themselves (`/dev/null` is a way to have none), it must be a regular file: a pipe would be
/// waited for without end.
pub(super) fn read_named(path: &Path, largest: u64) -> Result<Option<String>, ConfigError> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    let file = options.open(path);
    // Asked of the open file: the name may lead elsewhere by now.
    match file.as_ref().ok().and_then(|file| file.metadata().ok()) {
        Some(of) if of.is_dir() => Err(of_whole(path, "is a folder".to_owned())),
        Some(of) if !of.is_file() => {
            Err(of_whole(path, "is a pipe or a device, not a file".to_owned()))
        }
        _ => read_open(path, file, largest),
    }
}

pub(super) fn of_whole(path: &Path, message: String) -> ConfigError {
    ConfigError { path: shown(path), line: 0, column: 0, message: Clean::line(message) }
}

fn read_open(
    path: &Path,
    file: io::Result<File>,
    largest: u64,
) -> Result<Option<String>, ConfigError> {
    let unreadable = |error: &io::Error| of_whole(path, format!("cannot be read: {error}"));
    let file = match file {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
    };
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > largest {
        return Err(of_whole(path, format!("is larger than {} MiB", largest >> 20)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let good = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default());
            let (line, column) = place(&good, valid);
            let message = Clean::from("is not UTF-8 from here on");
            Err(ConfigError { path: shown(path), line, column, message })
        }
    }
}

/// The faults of one file as they are found.
pub(super) struct Faults<'a> {
    path: String,
    text: &'a str,
    found: Vec<(usize, String)>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(path: &Path, text: &'a str) -> Self {
        Self { path: shown(path), text, found: Vec::new() }
    }

    /// Parses the text; what is broken is a fault, what is whole is returned.
    pub(super) fn parse(&mut self) -> Spanned<DeTable<'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors.iter().take(MOST_SYNTAX_FAULTS) {
            let at = error.span().map_or(0, |span| span.start);
            self.add(at, format!("not TOML: {}", quoted(error.message())));
        }
        table
    }

    pub(super) fn add(&mut self, at: usize, message: String) {
        self.found.push((at, message));
    }

    pub(super) fn at(&mut self, span: &Range<usize>, message: String) {
        self.add(span.start, message);
    }

    /// The line that something stands on, from 1.
    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        place(self.text, span.start).0
    }

    /// All faults in the order of the file, one for each place.
    pub(super) fn finish(mut self) -> Vec<ConfigError> {
        self.found.sort_by_key(|(at, _)| *at);
        self.found.dedup_by_key(|(at, _)| *at);
        let locate = |(at, message)| {
            let (line, column) = place(self.text, at);
            ConfigError { path: self.path.clone(), line, column, message: Clean::line(message) }
        };
        self.found.into_iter().map(locate).collect()
    }
}

/// `"` around a stranger's text, cleaned and cut.
pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", width::truncate(text, QUOTED))
}

/// What a value is, for a message: its kind, or itself where it is short.
pub(super) fn describe(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => in_quotes(text),
        DeValue::Integer(number) => width::truncate(&number.to_string(), QUOTED).into_owned(),
        DeValue::Float(number) => width::truncate(&number.to_string(), QUOTED).into_owned(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// ` (did you mean "near"?)`, or the whole list where nothing is near.
pub(super) fn suggest(wrong: &str, right: &[&str]) -> String {
    match nearest(wrong, right) {
        Some(near) => format!(" (did you mean \"{near}\"?)"),
        None => format!(" (there are: {})", right.join(", ")),
    }
}

/// The nearest of `right`, where it is near enough to be meant: an edit for every three letters,
/// and one more.
pub(super) fn nearest<'a>(wrong: &str, right: &[&'a str]) -> Option<&'a str> {
    if wrong.len() > 64 {
        return None;
    }
    let wrong = wrong.to_lowercase();
    let near = right.iter().map(|name| (edits(&wrong, name), *name)).min_by_key(|(n, _)| *n);
    near.filter(|(n, name)| *n <= 1 + name.len().min(wrong.len()) / 3).map(|(_, name)| name)
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let swapped = i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x;
            let swap = if swapped { rows[i - 1][j - 1] + 1 } else { usize::MAX };
            let replace = rows[i][j] + usize::from(x != y);
            row.push(replace.min(rows[i][j + 1] + 1).min(row[j] + 1).min(swap));
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

fn quoted(message: &str) -> String {
    width::truncate(message.lines().next().unwrap_or_default(), 3 * QUOTED).into_owned()
}

fn shown(path: &Path) -> String {
    clean::line(&path.to_string_lossy()).into_owned()
}

/// Line and column in characters of a byte, both from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let before = TextRange::new(0, at).of(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        for (wrong, expected) in [
            ("colums", Some("columns")),
            ("Columns", Some("columns")),
            ("witdh", Some("width")),
            ("bidy", Some("bidi")),
            ("zebra", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, &["columns", "width", "bidi"]), expected, "{wrong}");
        }
        assert_eq!(suggest("zebra", &["a", "b"]), " (there are: a, b)");
    }

    #[test]
    fn places_are_lines_and_characters() {
        for (text, at, expected) in
            [("", 0, (1, 1)), ("a\nb = é x", 8, (2, 6)), ("é", 1, (1, 1)), ("a\n", 9, (2, 1))]
        {
            assert_eq!(place(text, at), expected, "{text:?} at {at}");
        }
    }
}
