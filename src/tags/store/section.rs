//! One `[[article]]` of the tags file: text to record and back, leaving alone what the reader wrote.

use std::{collections::BTreeSet, fmt::Write};

use jiff::Timestamp;
use toml_edit::{Array, DocumentMut, Item, RawString, Table, Value};

use super::{
    super::{Decision, Record, State},
    error::Fault,
};
use crate::article::ArticleId;

/// The keys we know, in the order of the file.
const KEYS: [&str; 8] = ["id", "path", "title", "tags", "state", "star", "note", "decided"];

/// First year that RFC 3339 can write, in seconds; time stamps before it are not kept.
const YEAR_ZERO: i64 = -62_167_219_200;

/// Reads the keys of a section. Its places in faults are those of the parsed document.
pub(super) fn read(table: &Table) -> Result<(ArticleId, Record), Fault> {
    let id = string(table, "id")?
        .ok_or_else(|| Fault::at(table.span(), "this article has no id"))?
        .parse::<ArticleId>()
        .map_err(|bad| Fault::at(span(table, "id"), bad.to_string()))?;
    let decision = Decision {
        tags: tags(table)?,
        state: state(table)?,
        star: match table.get("star") {
            None => false,
            Some(item) => {
                item.as_bool().ok_or_else(|| Fault::at(item.span(), "star is true or false"))?
            }
        },
        note: string(table, "note")?.filter(|note| !note.is_empty()).map(str::to_owned),
        decided: decided(table)?,
    };
    let path = string(table, "path")?.unwrap_or_default().to_owned();
    let title = string(table, "title")?.unwrap_or_default().to_owned();
    Ok((id, Record { path, title, decision }))
}

pub(super) fn string<'t>(table: &'t Table, key: &str) -> Result<Option<&'t str>, Fault> {
    let Some(item) = table.get(key) else { return Ok(None) };
    let text = item.as_str();
    text.map(Some).ok_or_else(|| Fault::at(item.span(), format!("{key} is a text in quotes")))
}

fn span(table: &Table, key: &str) -> Option<std::ops::Range<usize>> {
    table.get(key).and_then(Item::span)
}

fn tags(table: &Table) -> Result<BTreeSet<String>, Fault> {
    let Some(item) = table.get("tags") else { return Ok(BTreeSet::new()) };
    let wrong = |span| Fault::at(span, "tags is a list of texts: [\"iran\", \"militia\"]");
    let list = item.as_array().ok_or_else(|| wrong(item.span()))?;
    let names = list.iter().map(|v| v.as_str().ok_or_else(|| wrong(v.span())).map(str::to_owned));
    names.filter(|name| !name.as_ref().is_ok_and(String::is_empty)).collect()
}

fn state(table: &Table) -> Result<State, Fault> {
    let Some(name) = string(table, "state")? else { return Ok(State::New) };
    State::of_name(name).ok_or_else(|| {
        let known = State::ALL.map(State::name).join(", ");
        Fault::at(span(table, "state"), format!("state is one of {known}; not \"{name}\""))
    })
}

fn decided(table: &Table) -> Result<Option<Timestamp>, Fault> {
    let Some(item) = table.get("decided") else { return Ok(None) };
    let wrong = || Fault::at(item.span(), "decided is a time such as 2026-11-22T14:21:07Z");
    let time = item.as_datetime().ok_or_else(wrong)?.to_string();
    time.parse::<Timestamp>().map(|time| Some(in_seconds(time))).map_err(|_e| wrong())
}

/// A time stamp as precise as the file keeps it.
pub(super) fn in_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// A record as the file will give it back.
pub(super) fn as_kept(mut record: Record) -> Record {
    let decision = &mut record.decision;
    decision.tags.remove("");
    decision.note = decision.note.take().filter(|note| !note.is_empty());
    decision.decided =
        decision.decided.filter(|time| time.as_second() >= YEAR_ZERO).map(in_seconds);
    record
}

/// The section of an article as we write it: an empty line, then only what differs from the default.
pub(super) fn format(id: ArticleId, record: &Record) -> String {
    let mut text = String::from("\n[[article]]\n");
    for key in KEYS {
        if let Some(value) = literal(id, record, key) {
            let _infallible = writeln!(text, "{key} = {value}");
        }
    }
    text
}

/// The value of a key as TOML; `None` where it is the default.
fn literal(id: ArticleId, record: &Record, key: &str) -> Option<String> {
    let decision = &record.decision;
    let text = |value: &str| (!value.is_empty()).then(|| quoted(value));
    match key {
        "id" => Some(quoted(&id.to_string())),
        "path" => text(&record.path),
        "title" => text(&record.title),
        "tags" => (!decision.tags.is_empty()).then(|| {
            let names: Vec<_> = decision.tags.iter().map(|name| quoted(name)).collect();
            format!("[{}]", names.join(", "))
        }),
        "state" => (decision.state != State::New).then(|| quoted(decision.state.name())),
        "star" => decision.star.then(|| "true".to_owned()),
        "note" => decision.note.as_deref().map(quoted),
        "decided" => decision.decided.map(|time| time.to_string()),
        _ => None,
    }
}

/// A TOML string on one line. Whatever could act on a terminal, hide or break the line is escaped, so
/// that the file can be looked at with any tool.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{2028}'
            | '\u{2029}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                escape(&mut out, c);
            }
            c if c.is_control() => escape(&mut out, c),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(out: &mut String, c: char) {
    let _infallible = write!(out, "\\u{:04X}", u32::from(c));
}

/// The section `raw` changed so that it says `new`; the reader's comments, order and own keys stay.
pub(super) fn rewrite(raw: &str, id: ArticleId, new: &Record) -> String {
    let Ok(mut document) = raw.parse::<DocumentMut>() else { return format(id, new) };
    let Some(table) = table_mut(&mut document) else { return format(id, new) };
    let Ok((_, old)) = read(table) else { return format(id, new) };
    if raw == format(id, &old) {
        return format(id, new);
    }
    for key in KEYS {
        let value = literal(id, new, key);
        if value != literal(id, &old, key) {
            put(table, key, value.as_deref());
        }
    }
    document.to_string()
}

fn table_mut(document: &mut DocumentMut) -> Option<&mut Table> {
    document.get_mut("article")?.as_array_of_tables_mut()?.get_mut(0)
}

/// Sets a key to a TOML literal, leaving its comments alone; `None` removes it.
pub(super) fn put(table: &mut Table, key: &str, literal: Option<&str>) {
    let Some(new) = literal.and_then(|text| text.parse::<Value>().ok()) else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(Value::Array(there)) if new.is_array() => refill(there, new),
        Some(there) => {
            let decor = there.decor().clone();
            *there = new;
            *there.decor_mut() = decor;
        }
        None => {
            table.insert(key, Item::Value(new));
        }
    }
}

/// Makes a list hold what `new` holds without touching the elements that stay, or any comment: one
/// that stands behind a comma belongs, for the parser, to the element below it.
fn refill(there: &mut Array, new: Value) {
    let Value::Array(new) = new else { return };
    let names: Vec<_> = new.iter().filter_map(Value::as_str).collect();
    let mut above = String::new();
    let mut place = 0;
    while let Some(value) = there.get_mut(place) {
        let stays = value.as_str().is_some_and(|name| names.contains(&name));
        let prefix = value.decor().prefix().and_then(RawString::as_str).unwrap_or_default();
        let prefix = std::mem::take(&mut above) + prefix;
        if stays {
            value.decor_mut().set_prefix(prefix);
            place += 1;
        } else {
            above = if prefix.contains('#') { prefix } else { String::new() };
            there.remove(place);
        }
    }
    let known: BTreeSet<_> = there.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    for mut value in new.into_iter().filter(|v| v.as_str().is_some_and(|s| !known.contains(s))) {
        let lines = std::mem::take(&mut above);
        value.decor_mut().clear();
        let space = if there.is_empty() { "" } else { " " };
        value.decor_mut().set_prefix(if lines.is_empty() { space } else { &lines });
        there.push_formatted(value);
    }
    if !above.is_empty() {
        let trailing = above + there.trailing().as_str().unwrap_or_default();
        there.set_trailing(trailing);
    }
}

/// Whether the reader wrote something into the section that we must not throw away: a comment or a key
/// of their own.
pub(super) fn has_own(raw: &str) -> bool {
    let Ok(document) = raw.parse::<DocumentMut>() else { return true };
    let Some(table) =
        document.get("article").and_then(Item::as_array_of_tables).and_then(|a| a.get(0))
    else {
        return true;
    };
    let own_key = table.iter().any(|(key, _)| !KEYS.contains(&key));
    let in_values: usize = table.iter().map(|(_, item)| hashes(item)).sum();
    own_key || raw.matches('#').count() > in_values
}

/// How many `#` the text of a value has; any more in its section begin comments.
pub(super) fn hashes(item: &Item) -> usize {
    match item.as_array() {
        Some(list) => list.iter().filter_map(Value::as_str).map(|s| s.matches('#').count()).sum(),
        None => item.as_str().map_or(0, |s| s.matches('#').count()),
    }
}

/// Two sections of one article become one: the comments above the second and its own keys move into
/// the first.
pub(super) fn fold(first: &str, second: &str) -> String {
    let (Ok(mut into), Ok(from)) = (first.parse::<DocumentMut>(), second.parse::<DocumentMut>())
    else {
        return first.to_owned();
    };
    let Some(from) = from.get("article").and_then(Item::as_array_of_tables).and_then(|a| a.get(0))
    else {
        return first.to_owned();
    };
    let Some(table) = table_mut(&mut into) else { return first.to_owned() };
    for (key, item) in from {
        if !table.contains_key(key) {
            table.insert(key, item.clone());
        }
    }
    let above = from.decor().prefix().and_then(|p| p.as_str()).unwrap_or_default();
    let comments = if above.contains('#') { above } else { "" };
    format!("{comments}{into}")
}

/// What two sections of one article say together: all tags, the later state, every note.
pub(super) fn together(first: &Record, second: &Record) -> Record {
    let (old, new) = if second.decision.decided >= first.decision.decided {
        (first, second)
    } else {
        (second, first)
    };
    let mut record = new.clone();
    record.decision.tags.extend(old.decision.tags.iter().cloned());
    record.decision.star |= old.decision.star;
    if record.decision.state == State::New {
        record.decision.state = old.decision.state;
    }
    record.decision.note = match (&old.decision.note, record.decision.note) {
        (Some(a), Some(b)) if *a != b => Some(format!("{a} | {b}")),
        (a, b) => b.or_else(|| a.clone()),
    };
    if record.path.is_empty() {
        record.path.clone_from(&old.path);
    }
    if record.title.is_empty() {
        record.title.clone_from(&old.title);
    }
    record
}
