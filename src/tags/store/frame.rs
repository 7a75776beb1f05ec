//! What our files have in common: the number of their format, a first and a last line of ours, lists
//! of tables.
//!
//! The first line of a file we wrote announces its last line: a file cut off between two tables still
//! parses, but has lost that line.

use toml_edit::{ArrayOfTables, Table};

use super::error::Fault;

/// The format this program writes.
pub(super) const FORMAT: i64 = 1;

/// What keeps a text from being a file of ours.
#[derive(Debug)]
pub(super) enum Refusal {
    Fault(Fault),
    Newer(i64),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

pub(super) fn has_line(text: &str, line: &str) -> bool {
    text.lines().any(|l| l.trim_end() == line)
}

pub(super) fn check_format(root: &Table) -> Result<(), Refusal> {
    let Some(item) = root.get("format") else { return Ok(()) };
    match item.as_integer() {
        Some(0..=FORMAT) => Ok(()),
        Some(found) if found > FORMAT => Err(Refusal::Newer(found)),
        _ => Err(Fault::at(item.span(), format!("format is {FORMAT}")).into()),
    }
}

/// Whether the last line is there where the first line announces it.
pub(super) fn check_whole(text: &str, first: &str, last: &str) -> Result<(), Refusal> {
    // Cut off in the first line itself, nothing says so but that line.
    let in_first = !text.is_empty() && first.starts_with(text);
    if !in_first && (!has_line(text, first) || has_line(text, last)) {
        return Ok(());
    }
    let message = format!(
        "the file is cut off: its last line, \"{last}\", is missing (if nothing else is, add it)"
    );
    Err(Fault { at: text.len(), message }.into())
}

/// The tables of `[[key]]`.
pub(super) fn tables<'t>(root: &'t Table, key: &str) -> Result<Option<&'t ArrayOfTables>, Fault> {
    let Some(item) = root.get(key) else { return Ok(None) };
    let wrong = || {
        // A table's own place is its header, a value's the value.
        Fault::at(item.span(), format!("write each {key} under a line [[{key}]]"))
    };
    item.as_array_of_tables().map(Some).ok_or_else(wrong)
}
