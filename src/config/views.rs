//! `[[view]]` in the config file: queries with a name, one key away.

use jiff::civil::date;
use toml::{Spanned, de::DeValue};

use super::fault::{Faults, describe, in_quotes, suggest};
use crate::query::Query;

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    pub name: String,
    pub query: String,
}

/// The views of the settings, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewSettings {
    pub own: Vec<SavedView>,
}

/// Views that everybody has, after the reader's own; one of the same name takes its place.
const ALWAYS: &[(&str, &str)] = &[
    ("undecided", "is:new or is:later"),
    ("later", "is:later"),
    ("starred", "is:star"),
    ("tagged", "is:tagged"),
    ("noted", "is:noted"),
    ("watched", "is:watched"),
    ("dropped", "is:dropped"),
    ("marked", "is:marked"),
];

/// What a `[[view]]` has.
const KEYS: &[&str] = &["name", "query"];

/// What stands in the default file about it.
const ABOUT: &str = "\n\
    # Views: queries with a name, chosen with f. Any number of [[view]], each with a name and a query\n\
    # (README.md, \"The query language\"). undecided, later, starred, tagged, noted, watched, dropped and\n\
    # marked are there already.\n\
    #\n\
    # [[view]]\n\
    # name = \"ports this week\"\n\
    # query = \"newer:7d (port or harbour) -is:dropped sort:-date\"\n";

impl ViewSettings {
    /// The reader's own, then those that everybody has.
    pub fn all(&self) -> Vec<SavedView> {
        let own = |name: &str| self.own.iter().any(|view| view.name == name);
        let always = ALWAYS.iter().filter(|(name, _)| !own(name));
        let always = always.map(|(name, query)| SavedView {
            name: (*name).to_owned(),
            query: (*query).to_owned(),
        });
        self.own.iter().cloned().chain(always).collect()
    }

    pub(super) fn read(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>) -> Self {
        let DeValue::Array(items) = value.get_ref() else {
            let what = describe(value.get_ref());
            faults.at(&value.span(), format!("views are written [[view]], not {what}"));
            return Self::default();
        };
        let mut own: Vec<SavedView> = Vec::new();
        for item in items {
            let Some(view) = read_one(faults, item) else { continue };
            if own.iter().any(|other| other.name == view.name) {
                let name = in_quotes(&view.name);
                faults.at(&item.span(), format!("there are two [[view]] with the name {name}"));
            }
            own.push(view);
        }
        Self { own }
    }

    /// As it stands in a config file, with what it is for.
    pub(super) fn to_toml(&self) -> String {
        let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut out = ABOUT.to_owned();
        for view in &self.own {
            out.extend(["\n[[view]]\nname = ", &text(&view.name)]);
            out.extend(["\nquery = ", &text(&view.query), "\n"]);
        }
        out
    }
}

fn read_one(faults: &mut Faults<'_>, item: &Spanned<DeValue<'_>>) -> Option<SavedView> {
    let DeValue::Table(table) = item.get_ref() else {
        let what = describe(item.get_ref());
        faults.at(&item.span(), format!("a [[view]] must be a table, not {what}"));
        return None;
    };
    let (mut name, mut query) = (None, None);
    for (key, value) in table {
        let field = key.get_ref().as_ref();
        if !KEYS.contains(&field) {
            let (shown, hint) = (in_quotes(field), suggest(field, KEYS));
            faults.at(&key.span(), format!("unknown key {shown} in [[view]]{hint}"));
            continue;
        }
        let DeValue::String(text) = value.get_ref() else {
            let what = describe(value.get_ref());
            faults.at(&value.span(), format!("\"{field}\" in [[view]] must be a text, not {what}"));
            continue;
        };
        if text.trim().is_empty() {
            faults.at(&value.span(), format!("\"{field}\" in [[view]] is empty"));
        } else if field == "name" {
            name = Some(text.trim().to_owned());
        } else {
            check_query(faults, value, text);
            query = Some(text.trim().to_owned());
        }
    }
    for key in KEYS.iter().filter(|key| !table.iter().any(|(k, _)| k.get_ref() == **key)) {
        faults.at(&item.span(), format!("a [[view]] needs a {key}"));
    }
    Some(SavedView { name: name?, query: query? })
}

fn check_query(faults: &mut Faults<'_>, value: &Spanned<DeValue<'_>>, query: &str) {
    // What day it is makes no query wrong.
    if let Err(error) = Query::parse(query, date(2000, 1, 1)) {
        let column = query.get(..error.at).map_or(0, |before| before.chars().count()) + 1;
        let message = format!(
            "the query of this [[view]] is wrong at its character {column}: {} ({})",
            error.message, error.hint
        );
        faults.at(&value.span(), message);
    }
}
