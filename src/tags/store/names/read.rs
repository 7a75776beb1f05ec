//! What the tables of a names file say.

use std::collections::HashSet;

use toml_edit::{Item, Table};

use super::super::{
    super::{Correction, Corrections, Fate, Marked, NameRef, PhraseRef, Scope, Target, Watch},
    error::Fault,
    frame,
    section::string,
};
use crate::{analysis::EntityKind, article::ArticleId, text::fold::fold};

/// What the tables say, and every fault in them; a faulty table says nothing.
pub(super) fn corrections(root: &Table) -> (Corrections, Vec<Fault>) {
    let mut said = Corrections::default();
    let mut faults = Vec::new();
    let mut targets = HashSet::new();
    let mut read =
        |list: &str, take: &mut dyn FnMut(&Table) -> Result<(), Fault>| match frame::tables(
            root, list,
        ) {
            Ok(tables) => {
                faults.extend(tables.into_iter().flatten().filter_map(|table| take(table).err()));
            }
            Err(fault) => faults.push(fault),
        };
    read("merge", &mut |table| merge(table).map(|merged| said.names.extend(merged)));
    read("hide", &mut |table| hide(table).map(|hidden| said.names.extend(hidden)));
    read("name", &mut |table| marked(table).map(|marked| said.marked.extend(marked)));
    read("watch", &mut |table| {
        let watch = watch(table)?;
        said.watches.extend(watch.filter(|watch| targets.insert(watch.target.clone())));
        Ok(())
    });
    (said, faults)
}

/// Expressions to watch for that are none.
pub(super) fn bad_expressions(root: &Table) -> Vec<Fault> {
    let tables = frame::tables(root, "watch").ok().flatten();
    let bad = |table: &Table| {
        let item = table.get("regex")?;
        let cause = regex::Regex::new(item.as_str()?).err()?;
        let said = cause.to_string();
        // The last line says what; those above show where.
        let last = said.lines().last().unwrap_or_default().trim();
        let what = last.strip_prefix("error: ").unwrap_or(last);
        Some(Fault::at(item.span(), format!("this expression cannot be used: {what}")))
    };
    tables.into_iter().flatten().filter_map(bad).collect()
}

fn merge(table: &Table) -> Result<Vec<(NameRef, Correction)>, Fault> {
    let into = needed(table, "merge", "into")?;
    let kind = kind(table, "kind")?.ok_or_else(|| no(table, "merge", "kind"))?;
    let (found_as, scope, off) = (self::kind(table, "from")?, scope(table)?, is_off(table)?);
    let item = table.get("names").ok_or_else(|| no(table, "merge", "names"))?;
    let wrong = |span| Fault::at(span, "names is a list of texts: [\"A. Lind\", \"Lind\"]");
    let list = item.as_array().ok_or_else(|| wrong(item.span()))?;
    let mut merged = Vec::new();
    for value in list {
        let written = value.as_str().ok_or_else(|| wrong(value.span()))?;
        let name = fold(written);
        if !off && !name.trim().is_empty() {
            let fate = Fate::Becomes { name: into.to_owned(), kind };
            let of = NameRef { scope, name, kind: found_as };
            merged.push((of, Correction { written: written.to_owned(), fate }));
        }
    }
    Ok(merged)
}

fn hide(table: &Table) -> Result<Option<(NameRef, Correction)>, Fault> {
    let written = needed(table, "hide", "name")?;
    let of = NameRef { scope: scope(table)?, name: fold(written), kind: kind(table, "kind")? };
    let correction = Correction { written: written.to_owned(), fate: Fate::Hidden };
    Ok((!is_off(table)?).then_some((of, correction)))
}

fn marked(table: &Table) -> Result<Option<(PhraseRef, Marked)>, Fault> {
    let phrase = needed(table, "name", "phrase")?;
    let kind = kind(table, "kind")?.ok_or_else(|| no(table, "name", "kind"))?;
    let of = PhraseRef { scope: scope(table)?, phrase: fold(phrase) };
    let marked = Marked { phrase: phrase.to_owned(), kind };
    Ok((!is_off(table)?).then_some((of, marked)))
}

fn watch(table: &Table) -> Result<Option<Watch>, Fault> {
    let color = string(table, "color")?.filter(|color| !color.is_empty()).map(str::to_owned);
    let off = is_off(table)?;
    let target = target(table)?;
    Ok((!off).then_some(Watch { target, color }))
}

/// What a `[[watch]]` looks out for.
pub(super) fn target(table: &Table) -> Result<Target, Fault> {
    type Make = fn(String) -> Target;
    let makers: [(&str, Make); 3] =
        [("name", Target::Name), ("phrase", Target::Phrase), ("regex", Target::Regex)];
    let mut target = None;
    for (key, make) in makers {
        let Some(text) = string(table, key)? else { continue };
        let span = table.get(key).and_then(Item::span);
        if target.is_some() {
            let message = "a watch has one of name, phrase and regex; write a second [[watch]]";
            return Err(Fault::at(span, message));
        }
        if text.is_empty() {
            return Err(Fault::at(span, format!("this {key} is empty")));
        }
        target = Some(make(text.to_owned()));
    }
    target.ok_or_else(|| Fault::at(table.span(), "this watch has no name, phrase or regex"))
}

fn no(table: &Table, list: &str, key: &str) -> Fault {
    Fault::at(table.span(), format!("this {list} has no {key}"))
}

/// A text that must be there and have a letter.
fn needed<'t>(table: &'t Table, list: &str, key: &str) -> Result<&'t str, Fault> {
    let text = string(table, key)?.ok_or_else(|| no(table, list, key))?;
    let span = || table.get(key).and_then(Item::span);
    (!fold(text).trim().is_empty())
        .then_some(text)
        .ok_or_else(|| Fault::at(span(), format!("this {key} is empty")))
}

fn kind(table: &Table, key: &str) -> Result<Option<EntityKind>, Fault> {
    let Some(name) = string(table, key)? else { return Ok(None) };
    let known = || EntityKind::ALL.into_iter().filter(|kind| kind.is_name());
    let found = known().find(|kind| kind.name() == name);
    found.map(Some).ok_or_else(|| {
        let known: Vec<_> = known().map(EntityKind::name).collect();
        let message = format!("{key} is one of {}; not \"{name}\"", known.join(", "));
        Fault::at(table.get(key).and_then(Item::span), message)
    })
}

fn scope(table: &Table) -> Result<Scope, Fault> {
    let Some(id) = string(table, "article")? else { return Ok(Scope::Everywhere) };
    let span = || table.get("article").and_then(Item::span);
    let id = id.parse::<ArticleId>().map_err(|bad| Fault::at(span(), bad.to_string()))?;
    Ok(Scope::Article(id))
}

/// Whether a table is kept for its comments only.
fn is_off(table: &Table) -> Result<bool, Fault> {
    let Some(item) = table.get("off") else { return Ok(false) };
    item.as_bool().ok_or_else(|| Fault::at(item.span(), "off is true or false"))
}
