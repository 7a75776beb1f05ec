//! The fields of an exported article: the one list behind every format that has columns or keys.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::TaggedArticle;

/// One value of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value<'a> {
    Text(Option<String>),
    Number(u32),
    Flag(bool),
    /// Names, in order.
    List(Vec<&'a str>),
    /// Sentences, in order.
    Prose(&'a [String]),
}

/// Name and value of a field.
pub type Field = (&'static str, fn(&TaggedArticle) -> Value<'_>);

fn text(value: impl Into<String>) -> Value<'static> {
    Value::Text(Some(value.into()))
}

fn list(names: &[String]) -> Value<'_> {
    Value::List(names.iter().map(String::as_str).collect())
}

/// Every field, in the order of the columns.
pub const FIELDS: &[Field] = &[
    ("id", |a| text(a.id.to_string())),
    ("path", |a| text(a.path.as_str())),
    ("title", |a| text(a.title.as_str())),
    ("date", |a| Value::Text(a.own_date().map(|date| date.to_string()))),
    ("source", |a| Value::Text(a.source.clone())),
    ("url", |a| Value::Text(a.url.clone())),
    ("language", |a| Value::Text(a.language.clone())),
    ("words", |a| Value::Number(a.words)),
    ("tags", |a| Value::List(a.decision.tags.iter().map(String::as_str).collect())),
    ("state", |a| text(a.decision.state.name())),
    ("star", |a| Value::Flag(a.decision.star)),
    ("note", |a| Value::Text(a.decision.note.clone())),
    ("persons", |a| list(&a.persons)),
    ("organizations", |a| list(&a.organizations)),
    ("places", |a| list(&a.places)),
    ("summary", |a| Value::Prose(&a.summary)),
    ("decided", |a| Value::Text(a.decision.decided.map(|time| time.to_string()))),
];

/// An article as an object with every field.
pub struct Object<'a>(pub &'a TaggedArticle);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(FIELDS.len()))?;
        for (name, value) in FIELDS {
            map.serialize_entry(name, &value(self.0))?;
        }
        map.end()
    }
}
