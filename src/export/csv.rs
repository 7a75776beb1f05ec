//! A table by RFC 4180, whose cells no spreadsheet takes for a formula.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{
    TaggedArticle,
    record::{FIELDS, Value},
};
use crate::text::invisible::{BRAILLE_BLANK, is_invisible};

pub fn write(articles: &[TaggedArticle], bom: bool, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut table = table(out);
    table.write_record(FIELDS.iter().map(|(name, _)| *name)).map_err(io_error)?;
    for article in articles {
        let cells = FIELDS.iter().map(|(_, value)| cell(&value(article)));
        table.write_record(cells.map(|cell| guard(&cell).into_owned())).map_err(io_error)?;
    }
    table.flush()
}

/// A writer of rows: commas, quotation marks where needed, CR LF.
pub fn table<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// The cause of a failed write, as it was.
pub fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.clone().unwrap_or_default(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(names) => join(names),
        Value::Prose(sentences) => sentences.join(" "),
    }
}

/// Names with `; ` between them; `;` and `\` in a name get a `\`.
fn join(names: &[&str]) -> String {
    let escaped = names.iter().map(|name| name.replace('\\', "\\\\").replace(';', "\\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

/// The names of a cell written with `join`.
pub fn split(cell: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        let kept = match c {
            '\\' => chars.next(),
            ';' => {
                names.push(String::new());
                None
            }
            other => Some(other),
        };
        if let (Some(c), Some(name)) = (kept, names.last_mut()) {
            name.push(c);
        }
    }
    for name in names.iter_mut().skip(1) {
        if let Some(rest) = name.strip_prefix(' ') {
            *name = rest.to_owned();
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// A cell that a spreadsheet could run gets a leading `'`; so does one that already looks guarded,
/// so that [`unguard`] gives every cell back.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if could_run(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Takes the `'` of [`guard`] off.
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| could_run(rest)).unwrap_or(cell)
}

/// Whether the first character that is neither hidden nor a quotation mark starts a formula, in narrow or
/// full-width form, or a TAB or CR comes before it.
fn could_run(cell: &str) -> bool {
    for c in cell.chars() {
        match c {
            '\t' | '\r' => return true,
            '\'' | '"' | '\u{2018}'..='\u{201f}' | '\u{ff02}' | '\u{ff07}' => {}
            _ if c.is_whitespace() || c.is_control() || is_invisible(c) || c == BRAILLE_BLANK => {}
            _ => return starts_formula(c),
        }
    }
    false
}

fn starts_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+'
            | '-'
            | '@'
            | '\u{ff1d}'
            | '\u{ff0b}'
            | '\u{ff0d}'
            | '\u{ff20}'
            | '\u{fe66}'
            | '\u{fe62}'
            | '\u{fe63}'
            | '\u{fe6b}'
            | '\u{2212}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export::sample::{hostile_articles, sample};

    #[test]
    fn cells_that_could_run_are_guarded() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("＝1", "'＝1"),
            ("  =1", "'  =1"),
            ("\u{200b}\u{202e}=1", "'\u{200b}\u{202e}=1"),
            ("\u{feff}\n@x", "'\u{feff}\n@x"),
            ("'=1", "''=1"),
            ("\"=1\"", "'\"=1\""),
            ("“＠x”", "'“＠x”"),
            ("\u{2062}\u{e0020}+1", "'\u{2062}\u{e0020}+1"),
            ("-5 degrees", "'-5 degrees"),
            ("minus -5", "minus -5"),
            ("- a list", "'- a list"),
            ("'tis so", "'tis so"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(guard(cell), expected, "{cell:?}");
            assert_eq!(unguard(expected), cell, "{cell:?}");
        }
    }

    #[test]
    fn every_cell_reads_back_as_it_was() {
        let articles = [sample("Port \"strike\", day 3"), sample("=cmd|' /C calc'!A0")];
        let mut out = Vec::new();
        write(&articles, true, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        assert!(text.starts_with("id,path,title,") && text.ends_with("\r\n"));
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        for (article, row) in articles.iter().zip(&rows) {
            for ((name, value), read) in FIELDS.iter().zip(row) {
                let value = value(article);
                assert_eq!(unguard(read), cell(&value), "{name}");
                if let Value::List(names) = value {
                    assert_eq!(split(unguard(read)), names, "{name}");
                }
            }
        }
        assert_eq!(rows[1].get(2), Some("'=cmd|' /C calc'!A0"));
    }

    proptest! {
        #[test]
        fn guarding_loses_nothing(cell in "['\"=+@＝ \t\u{200b}a-]{0,8}") {
            let guarded = guard(&cell);
            prop_assert_eq!(unguard(&guarded), cell.as_str());
            prop_assert!(!could_run(&guarded) || guarded.starts_with('\''));
        }

        #[test]
        fn hostile_articles_read_back(articles in hostile_articles()) {
            let mut out = Vec::new();
            write(&articles, false, &mut out).unwrap();
            let mut rows = csv::Reader::from_reader(out.as_slice());
            let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
            prop_assert_eq!(rows.len(), articles.len());
            for (article, row) in articles.iter().zip(&rows) {
                for ((name, value), read) in FIELDS.iter().zip(row) {
                    prop_assert!(!could_run(read) || read.starts_with('\''), "{}: {:?}", name, read);
                    prop_assert_eq!(unguard(read), cell(&value(article)), "{}", name);
                }
            }
        }

        #[test]
        fn lists_of_names_read_back(names in prop::collection::vec("[a; \\\\]{0,5}x", 0..4)) {
            let borrowed: Vec<&str> = names.iter().map(String::as_str).collect();
            let trimmed: Vec<String> = names.clone();
            prop_assert_eq!(split(&join(&borrowed)), trimmed);
        }
    }
}
