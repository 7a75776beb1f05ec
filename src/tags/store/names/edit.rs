//! Changes one correction in a names file and leaves all else as the reader wrote it.
//!
//! A table that has become idle goes, unless the reader wrote comments or keys of their own into it:
//! then it stays, with an empty list or switched off.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::{
    super::{
        super::{Correction, Edit, Fate, Marked, NameRef, PhraseRef, Scope, Target, Watch},
        section::{hashes, put, quoted},
    },
    read,
};
use crate::{analysis::EntityKind, text::fold::fold};

const MERGE: List =
    List { name: "merge", keys: &["into", "kind", "names", "from", "article", "off"] };
const HIDE: List = List { name: "hide", keys: &["name", "kind", "article", "off"] };
const NAME: List = List { name: "name", keys: &["phrase", "kind", "article", "off"] };
const WATCH: List = List { name: "watch", keys: &["name", "phrase", "regex", "color", "off"] };

/// A list of tables and the keys we know in it, in the order of the file.
struct List {
    name: &'static str,
    keys: &'static [&'static str],
}

/// Carries out an edit, whatever the file says of its subject now.
pub(super) fn apply(document: &mut DocumentMut, edit: &Edit) {
    match edit {
        Edit::Name { of, after, .. } => name(document, of, after.as_ref()),
        Edit::Marked { of, after, .. } => marked(document, of, after.as_ref()),
        Edit::Watch { before, after } => watch(document, before.as_ref(), after.as_ref()),
        Edit::Article { .. } | Edit::Tag { .. } => {}
    }
}

fn name(document: &mut DocumentMut, of: &NameRef, after: Option<&Correction>) {
    if fold(&of.name).trim().is_empty() || of.kind.is_some_and(|kind| !kind.is_name()) {
        return;
    }
    let written = after.map_or("", |after| as_written(&after.written, &of.name));
    match after.map(|after| &after.fate) {
        Some(Fate::Becomes { name, kind }) if kind.is_name() && !fold(name).trim().is_empty() => {
            unhide(document, of);
            unmerge(document, of, Some((name, *kind)));
            merge(document, of, (name, *kind), written);
        }
        Some(Fate::Hidden) => {
            unmerge(document, of, None);
            HIDE.keep(
                document,
                |table| is_hide(table, of),
                |table| {
                    text(table, "name", Some(written));
                    text(table, "kind", of.kind.map(EntityKind::name));
                    scope(table, of.scope);
                },
            );
        }
        Some(Fate::Becomes { .. }) | None => {
            unhide(document, of);
            unmerge(document, of, None);
        }
    }
}

fn marked(document: &mut DocumentMut, of: &PhraseRef, after: Option<&Marked>) {
    let is = |table: &Table| is_text(table, "phrase", &of.phrase) && is_scope(table, of.scope);
    match after {
        Some(Marked { phrase, kind }) if kind.is_name() => {
            let phrase = as_written(phrase, &of.phrase);
            if fold(phrase).trim().is_empty() {
                return;
            }
            NAME.keep(document, is, |table| {
                text(table, "phrase", Some(phrase));
                text(table, "kind", Some(kind.name()));
                scope(table, of.scope);
            });
        }
        Some(_) | None => NAME.remove(document, is),
    }
}

fn watch(document: &mut DocumentMut, before: Option<&Watch>, after: Option<&Watch>) {
    let Some(old) = before.or(after).map(|watch| &watch.target) else { return };
    let is = |table: &Table| read::target(table).is_ok_and(|target| target == *old);
    let Some(Watch { target, color }) = after else { return WATCH.remove(document, is) };
    let (key, words) = match target {
        Target::Name(words) => ("name", words),
        Target::Phrase(words) => ("phrase", words),
        Target::Regex(words) => ("regex", words),
    };
    if words.is_empty() {
        return;
    }
    WATCH.keep(document, is, |table| {
        for other in ["name", "phrase", "regex"] {
            text(table, other, (other == key).then_some(words));
        }
        text(table, "color", color.as_deref().filter(|color| !color.is_empty()));
    });
}

impl List {
    fn tables<'d>(&self, document: &'d mut DocumentMut) -> Option<&'d mut ArrayOfTables> {
        document.get_mut(self.name)?.as_array_of_tables_mut()
    }

    /// Makes the one table that `is` meant say what `fill` writes, or adds one; of several, the
    /// first that is on stays.
    fn keep(
        &self,
        document: &mut DocumentMut,
        is: impl Fn(&Table) -> bool,
        fill: impl FnOnce(&mut Table),
    ) {
        let place = self.tables(document).and_then(|tables| {
            let first = |on: bool| tables.iter().position(|t| is(t) && is_off(t) != on);
            first(true).or_else(|| first(false))
        });
        match (place, self.tables(document)) {
            (Some(place), Some(tables)) => {
                if let Some(table) = tables.get_mut(place) {
                    table.remove("off");
                    fill(table);
                }
            }
            _ => self.add(document, fill),
        }
        let mut kept = false;
        self.remove(document, |table| is(table) && std::mem::replace(&mut kept, true));
    }

    fn add(&self, document: &mut DocumentMut, fill: impl FnOnce(&mut Table)) {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        fill(&mut table);
        let list = document
            .entry(self.name)
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
            .as_array_of_tables_mut();
        if let Some(list) = list {
            list.push(table);
        }
    }

    /// Takes away the tables that are meant, or switches them off.
    fn remove(&self, document: &mut DocumentMut, mut is: impl FnMut(&Table) -> bool) {
        let Some(tables) = self.tables(document) else { return };
        let meant: Vec<usize> =
            (0..).zip(tables.iter()).filter(|(_, t)| !is_off(t) && is(t)).map(|(n, _)| n).collect();
        for place in meant.into_iter().rev() {
            match tables.get_mut(place) {
                Some(table) if self.has_own(table) => {
                    table.insert("off", value(true));
                }
                _ => drop(tables.remove(place)),
            }
        }
    }

    /// Whether the reader wrote something into a table: a comment or a key of their own.
    fn has_own(&self, table: &Table) -> bool {
        if table.iter().any(|(key, _)| !self.keys.contains(&key)) {
            return true;
        }
        let mut list = ArrayOfTables::new();
        list.push(table.clone());
        let mut alone = DocumentMut::new();
        alone.insert(self.name, Item::ArrayOfTables(list));
        let in_values: usize = table.iter().map(|(_, item)| hashes(item)).sum();
        alone.to_string().matches('#').count() > in_values
    }
}

fn unhide(document: &mut DocumentMut, of: &NameRef) {
    HIDE.remove(document, |table| is_hide(table, of));
}

/// Takes a name out of every merge but the one into `into`.
fn unmerge(document: &mut DocumentMut, of: &NameRef, into: Option<(&str, EntityKind)>) {
    let stays = |table: &Table| into.is_some_and(|into| is_merge(table, of, into));
    let Some(tables) = MERGE.tables(document) else { return };
    let mut emptied = Vec::new();
    for (place, table) in tables.iter_mut().enumerate() {
        if !is_of(table, of) || is_off(table) || stays(table) {
            continue;
        }
        let names = names(table);
        let left: Vec<&str> =
            names.iter().map(String::as_str).filter(|name| fold(name) != of.name).collect();
        if left.len() == names.len() {
            continue;
        }
        put(table, "names", Some(&literal(&left)));
        if left.is_empty() && !MERGE.has_own(table) {
            emptied.push(place);
        }
    }
    for place in emptied.into_iter().rev() {
        tables.remove(place);
    }
}

/// Puts a name into the first merge into `into`, or a new one.
fn merge(document: &mut DocumentMut, of: &NameRef, into: (&str, EntityKind), written: &str) {
    let mut done = false;
    for table in MERGE.tables(document).into_iter().flat_map(ArrayOfTables::iter_mut) {
        if !is_merge(table, of, into) || is_off(table) {
            continue;
        }
        let old = names(table);
        let mut new: Vec<&str> = Vec::new();
        for name in &old {
            if fold(name) != of.name {
                new.push(name);
            } else if !done && name == written {
                new.push(name);
                done = true;
            }
        }
        if !done {
            new.push(written);
            done = true;
        }
        if !new.iter().eq(&old) {
            put(table, "names", Some(&literal(&new)));
        }
    }
    if !done {
        MERGE.add(document, |table| {
            text(table, "into", Some(into.0));
            text(table, "kind", Some(into.1.name()));
            put(table, "names", Some(&literal(&[written])));
            text(table, "from", of.kind.map(EntityKind::name));
            scope(table, of.scope);
        });
    }
}

fn is_off(table: &Table) -> bool {
    table.get("off").and_then(Item::as_bool) == Some(true)
}

fn is_hide(table: &Table, of: &NameRef) -> bool {
    is_text(table, "name", &of.name) && is_kind(table, "kind", of.kind) && is_scope(table, of.scope)
}

/// Whether a merge is of names that were found as this one and where this one was.
fn is_of(table: &Table, of: &NameRef) -> bool {
    is_kind(table, "from", of.kind) && is_scope(table, of.scope)
}

fn is_merge(table: &Table, of: &NameRef, (name, kind): (&str, EntityKind)) -> bool {
    is_of(table, of) && str_of(table, "into") == Some(name) && is_kind(table, "kind", Some(kind))
}

fn str_of<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Item::as_str)
}

fn is_text(table: &Table, key: &str, folded: &str) -> bool {
    str_of(table, key).is_some_and(|text| fold(text) == folded)
}

fn is_kind(table: &Table, key: &str, kind: Option<EntityKind>) -> bool {
    str_of(table, key) == kind.map(EntityKind::name)
}

fn is_scope(table: &Table, scope: Scope) -> bool {
    let article = str_of(table, "article").and_then(|id| id.parse().ok());
    article == of_article(scope)
}

fn of_article(scope: Scope) -> Option<crate::article::ArticleId> {
    match scope {
        Scope::Everywhere => None,
        Scope::Article(id) => Some(id),
    }
}

fn names(table: &Table) -> Vec<String> {
    let list = table.get("names").and_then(Item::as_array);
    list.into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// As the reader wrote it, where that is the name that is meant.
fn as_written<'w>(written: &'w str, folded: &'w str) -> &'w str {
    if fold(written) == folded { written } else { folded }
}

fn literal(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    format!("[{}]", names.join(", "))
}

/// Sets a text where it differs.
fn text(table: &mut Table, key: &str, words: Option<&str>) {
    if str_of(table, key) != words {
        put(table, key, words.map(quoted).as_deref());
    }
}

fn scope(table: &mut Table, scope: Scope) {
    text(table, "article", of_article(scope).map(|id| id.to_string()).as_deref());
}
