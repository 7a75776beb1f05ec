//! The names file (`entities.toml`): the reader's corrections and watches, with their comments, order
//! and own keys.

mod conflicts;
mod edit;
mod read;

#[cfg(test)]
mod tests;

use std::{fs, path::Path, sync::Arc};

use toml_edit::{Document as Parsed, DocumentMut, Item, Table, value};

use super::{
    super::{Corrections, Edit},
    error::{Fault, StoreError},
    file::Contents,
    frame::{FORMAT, Refusal, check_format, check_whole, has_line},
    news::News,
    older,
};

const FIRST_LINE: &str =
    "# Names of copydesk. Edit as you like; the last line shows that nothing is cut off.";
const LAST_LINE: &str = "# end of names";

/// A names file as it stands and what it says.
#[derive(Debug, Default)]
pub(super) struct NamesFile {
    /// Without our first and last line.
    document: DocumentMut,
    corrections: Arc<Corrections>,
    older: Option<i64>,
}

impl NamesFile {
    pub fn corrections(&self) -> &Arc<Corrections> {
        &self.corrections
    }
}

impl Contents for NamesFile {
    const WHAT: &'static str = "file of names";
    const KIND: &'static str = "entities";

    fn parse(text: &str) -> Result<Self, Refusal> {
        let body = body(text);
        let shift = text.len() - body.len();
        let moved = |fault: Fault| Fault { at: fault.at + shift, ..fault };
        let parsed = Parsed::parse(body).map_err(|e| moved(Fault::at(e.span(), e.message())))?;
        check_format(parsed.as_table()).map_err(|refusal| match refusal {
            Refusal::Fault(fault) => Refusal::Fault(moved(fault)),
            Refusal::Newer(found) => Refusal::Newer(found),
        })?;
        check_whole(text, FIRST_LINE, LAST_LINE)?;
        let (corrections, faults) = read::corrections(parsed.as_table());
        if let Some(first) = faults.into_iter().min_by_key(|fault| fault.at) {
            return Err(moved(first).into());
        }
        let older = older::format_of(parsed.as_table());
        let mut document = parsed.into_mut();
        drop_last_line(&mut document);
        Ok(Self { document, corrections: Arc::new(corrections), older })
    }

    fn read_again(self, _old: &str, _new: &str) -> Option<Self> {
        None
    }

    fn apply(&mut self, edits: &[&Edit]) -> Vec<News> {
        if self.older.take().is_some() {
            older::renumber(&mut self.document);
        }
        if !self.document.contains_key("format") {
            put_format(&mut self.document);
        }
        let news = conflicts::of(edits, &self.corrections);
        for edit in edits {
            edit::apply(&mut self.document, edit);
        }
        self.corrections = Arc::new(read::corrections(self.document.as_table()).0);
        news
    }

    fn count(&self) -> usize {
        let said = &self.corrections;
        said.names.len() + said.marked.len() + said.watches.len()
    }

    fn older(&self) -> Option<i64> {
        self.older
    }

    fn render(&mut self) -> String {
        let mut text = self.document.to_string();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        if !has_line(&text, FIRST_LINE) {
            text.insert_str(0, &format!("{FIRST_LINE}\n"));
        }
        if self.document.trailing().as_str().unwrap_or_default().is_empty() {
            text.push('\n');
        }
        text + LAST_LINE + "\n"
    }
}

/// The text below our first line.
fn body(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    match text.split_once('\n') {
        Some((first, rest)) if first.trim_end() == FIRST_LINE => rest,
        _ => text,
    }
}

fn drop_last_line(document: &mut DocumentMut) {
    if let Some(trailing) = document.trailing().as_str().map(without_last_line) {
        document.set_trailing(trailing);
    }
    // Tables that somebody appended stand below it.
    for (_, item) in document.iter_mut() {
        let tables: Box<dyn Iterator<Item = &mut Table>> = match item {
            Item::ArrayOfTables(list) => Box::new(list.iter_mut()),
            Item::Table(table) => Box::new(std::iter::once(table)),
            Item::Value(_) | Item::None => continue,
        };
        for decor in tables.map(Table::decor_mut) {
            let above = decor.prefix().and_then(|above| above.as_str()).unwrap_or_default();
            if has_line(above, LAST_LINE) {
                let above = without_last_line(above);
                decor.set_prefix(above);
            }
        }
    }
}

fn without_last_line(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| line.trim_end() != LAST_LINE).collect()
}

/// The number of the format, below the comments of a file that has nothing else.
fn put_format(document: &mut DocumentMut) {
    let bare = document.is_empty();
    document.insert("format", value(FORMAT));
    if !bare {
        return;
    }
    let above = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing("");
    if let Some(mut key) = document.as_table_mut().key_mut("format") {
        key.leaf_decor_mut().set_prefix(above);
    }
}

/// All faults of a names file with their places, invalid expressions included. None where the file
/// cannot be read or parsed at all.
pub(super) fn faults(path: &Path) -> Vec<StoreError> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let body = body(&text);
    let Ok(parsed) = Parsed::parse(body) else { return Vec::new() };
    let shift = text.len() - body.len();
    let (_, mut faults) = read::corrections(parsed.as_table());
    faults.extend(read::bad_expressions(parsed.as_table()));
    faults.sort_by_key(|fault| fault.at);
    let located = |fault: Fault| Fault { at: fault.at + shift, ..fault }.locate(path, &text, None);
    faults.into_iter().map(located).collect()
}
