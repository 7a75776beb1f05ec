//! Front matter: the YAML or TOML between two lines of dashes or pluses at the start of a file.
//!
//! YAML is read event by event and only two levels deep: an alias is passed over and never
//! expanded, so no front matter is larger inside than it is outside.

use yaml_rust2::parser::{Event, Parser};

use crate::article::{Meta, Origin, fields};

/// Longest front matter in bytes; a longer one is text.
const LONGEST: usize = 64 * 1024;
/// Deepest nesting of lists and tables that is read through.
const DEEPEST: usize = 32;
/// Values kept of one list.
const VALUES: usize = 32;

/// A key, in lower case, and its values: one, or those of a list.
type Fields = Vec<(String, Vec<String>)>;

/// What stands before the body.
#[derive(Debug, Default)]
pub struct FrontMatter {
    pub meta: Meta,
    /// Why it could not be read, or not all of it.
    pub problem: Option<String>,
}

/// The front matter of a file and its body. Where nothing of the front matter can be understood it
/// stays in the body, so that no line is lost.
pub fn split(text: &str) -> (FrontMatter, &str) {
    let Some((fence, inner, body)) = cut(text) else { return (FrontMatter::default(), text) };
    let read = if fence == "+++" { toml(inner) } else { yaml(inner) };
    match read {
        Ok(fields) => (FrontMatter { meta: meta(&fields), problem: None }, body),
        Err(reason) => {
            let meta = meta(&by_line(inner));
            let body = if meta == Meta::default() { text } else { body };
            let reason = fields::line(&reason, 160).unwrap_or_default();
            (
                FrontMatter {
                    meta,
                    problem: Some(format!("front matter not understood: {reason}")),
                },
                body,
            )
        }
    }
}

/// The fence, what stands between the fences, and what follows them.
fn cut(text: &str) -> Option<(&'static str, &str, &str)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let fence = ["---", "+++"].into_iter().find(|fence| first.trim_end() == *fence)?;
    let mut end = first.len();
    for line in lines {
        let is_end = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if is_end {
            return Some((fence, text.get(first.len()..end)?, text.get(end + line.len()..)?));
        }
        end += line.len();
        if end > LONGEST {
            return None;
        }
    }
    None
}

fn toml(text: &str) -> Result<Fields, String> {
    let table: toml::Table = toml::from_str(text).map_err(|e| e.message().to_owned())?;
    let scalar = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Table(table) => table.get("name")?.as_str().map(str::to_owned),
        toml::Value::Float(_) | toml::Value::Boolean(_) | toml::Value::Array(_) => None,
    };
    let values = |value: &toml::Value| match value {
        toml::Value::Array(all) => all.iter().take(VALUES).filter_map(scalar).collect(),
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Table(_) => scalar(value).into_iter().collect(),
    };
    Ok(table.iter().map(|(key, value)| (key.to_lowercase(), values(value))).collect())
}

fn yaml(text: &str) -> Result<Fields, String> {
    let mut reader = Yaml::default();
    let mut parser = Parser::new_from_str(text);
    loop {
        let (event, _) = parser.next_token().map_err(|e| e.to_string())?;
        if matches!(event, Event::DocumentEnd | Event::StreamEnd) {
            return Ok(reader.fields);
        }
        reader.take(event)?;
    }
}

/// Gathers the scalars below each key of the top table.
#[derive(Debug, Default)]
struct Yaml {
    fields: Fields,
    /// Open tables and lists, the outermost first.
    open: Vec<Open>,
}

#[derive(Debug)]
enum Open {
    List,
    /// The key whose value comes next.
    Table(Option<String>),
}

impl Yaml {
    fn take(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::MappingStart(..) => self.enter(Open::Table(None))?,
            Event::SequenceStart(..) => self.enter(Open::List)?,
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                self.value_done();
            }
            Event::Scalar(text, ..) => self.scalar(text)?,
            Event::Alias(_) => self.scalar(String::new())?,
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn enter(&mut self, open: Open) -> Result<(), String> {
        if self.open.len() >= DEEPEST {
            return Err("nested too deep".to_owned());
        }
        // A table or list as a key: its value has no name.
        if let Some(Open::Table(key @ None)) = self.open.last_mut() {
            *key = Some(String::new());
        }
        self.open.push(open);
        Ok(())
    }

    fn scalar(&mut self, text: String) -> Result<(), String> {
        if let Some(Open::Table(key @ None)) = self.open.last_mut() {
            let name = text.to_lowercase();
            *key = Some(name.clone());
            if self.open.len() == 1 {
                self.fields.push((name, Vec::new()));
            }
            return Ok(());
        }
        let is_kept = match self.open.as_slice() {
            [] => return Err("it is not a list of keys and values".to_owned()),
            [Open::Table(_)] | [Open::Table(_), Open::List] => true,
            [Open::Table(_), .., Open::Table(Some(key))] => key == "name",
            _ => false,
        };
        if let Some((_, values)) = self.fields.last_mut()
            && is_kept
            && values.len() < VALUES
        {
            values.push(text);
        }
        self.value_done();
        Ok(())
    }

    fn value_done(&mut self) {
        if let Some(Open::Table(key)) = self.open.last_mut() {
            *key = None;
        }
    }
}

/// `key: value` lines, for front matter that is nearly YAML (`title: Strike: day three`).
fn by_line(text: &str) -> Fields {
    let pair = |line: &str| {
        let (key, value) = line.split_once(':').or_else(|| line.split_once('='))?;
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        Some((key.trim().to_lowercase(), vec![value]))
    };
    text.lines().filter_map(pair).collect()
}

/// The fields that are known, by the names that site generators and note programs give them.
fn meta(fields: &Fields) -> Meta {
    let of = |names: &[&str]| -> &[String] {
        let named = |name: &&str| fields.iter().find(|(key, v)| key == name && !v.is_empty());
        names.iter().find_map(named).map_or(&[], |(_, values)| values)
    };
    let first = |names: &[&str]| of(names).first().map_or("", String::as_str);
    let source = first(&["source", "site", "publisher", "publication", "outlet", "site_name"]);
    let url = first(&["url", "link", "canonical", "canonical_url", "permalink", "source_url"]);
    let (url, source_url) = (fields::url(url), fields::url(source));
    let source = match &source_url {
        Some(url) => fields::host(url),
        None => fields::line(source, fields::NAME),
    };
    let date =
        ["date", "published", "pubdate", "publish_date", "published_at", "created", "datetime"];
    let authors = of(&["author", "authors", "byline", "creator"]).iter().map(String::as_str);
    let origin = Origin::FrontMatter;
    Meta {
        title: fields::found(fields::line(first(&["title", "headline"]), fields::TITLE), origin),
        date: fields::found(fields::date(first(&date)), origin),
        source: fields::found(source, origin),
        author: fields::found(fields::names(authors), origin),
        url: fields::found(url.or(source_url), origin),
        language: fields::found(fields::language(first(&["lang", "language", "locale"])), origin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Found, text::Clean};

    /// Title, date, source, author, url, language.
    fn told(text: &str) -> [String; 6] {
        let (front, _) = split(text);
        let meta = front.meta;
        let text =
            |found: Option<Found<Clean>>| found.map_or(String::new(), |f| f.value.to_string());
        let date = meta.date.map_or(String::new(), |f| f.value.to_string());
        [
            text(meta.title),
            date,
            text(meta.source),
            text(meta.author),
            text(meta.url),
            text(meta.language),
        ]
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let expected = [
            "Strike: day 3",
            "2023-04-13",
            "The Gull",
            "Ada Lind, Bo Berg",
            "https://example.org/3",
            "en",
        ];
        let yaml = "---\ntitle: \"Strike: day 3\"\ndate: 2023-04-13T10:00:00Z\nSource: The Gull\nauthors: [Ada Lind, Bo Berg]\nurl: https://example.org/3\nlang: en-GB\ntags:\n  - a\n---\nBody\n";
        let nested = "---\nheadline: 'Strike: day 3'\npublished: April 13, 2023\npublisher: {name: The Gull, url: x}\nauthor:\n  - name: Ada Lind\n    mail: a\n  - name: Bo Berg\nlink: https://example.org/3\nlanguage: en\n...\nBody\n";
        let toml = "+++\ntitle = \"Strike: day 3\"\ndate = 2023-04-13\nsite = \"The Gull\"\nauthors = [\"Ada Lind\", {name = \"Bo Berg\"}]\nurl = \"https://example.org/3\"\nlang = \"en\"\n+++\nBody\n";
        for text in [yaml, nested, toml] {
            assert_eq!(told(text), expected, "{text}");
            let (front, body) = split(text);
            assert_eq!((front.problem, body), (None, "Body\n"));
        }
    }

    #[test]
    fn a_source_that_is_an_address_gives_both() {
        let [_, _, source, _, url, _] = told("---\nsource: https://www.example.org/a\n---\n");
        assert_eq!([source.as_str(), url.as_str()], ["example.org", "https://www.example.org/a"]);
    }

    #[test]
    fn broken_front_matter_is_reported_and_no_line_is_lost() {
        let text = "---\ntitle: Strike: day three\ndate: 2023-04-13\n---\nBody\n";
        let (front, body) = split(text);
        assert_eq!(body, "Body\n");
        assert_eq!(told(text)[..2], ["Strike: day three", "2023-04-13"]);
        assert!(front.problem.is_some_and(|p| p.starts_with("front matter not understood")));
        for text in ["---\n[unclosed: {\n---\nBody\n", "---\njust a line\n---\nBody\n"] {
            let (front, body) = split(text);
            assert!(front.problem.is_some(), "{text}");
            assert_eq!(body, text);
        }
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        for text in ["---\nno end\n", "--- \n", "text\n---\na: b\n---\n", "", "----\n---\n"] {
            let (front, body) = split(text);
            assert_eq!((front.meta, front.problem, body), (Meta::default(), None, text));
        }
    }

    #[test]
    fn aliases_are_not_expanded_and_depth_ends() {
        let mut bomb = "---\na0: &a0 [x, x]\n".to_owned();
        for n in 1..40 {
            let list = format!("*a{}, ", n - 1).repeat(9);
            bomb.extend(["a", &n.to_string(), ": &a", &n.to_string(), " [", &list, "]\n"]);
        }
        bomb.push_str("title: Still here\n---\n");
        assert_eq!(told(&bomb)[0], "Still here");
        let deep = format!("---\ntitle: {}\n---\nBody", "[".repeat(20_000));
        assert!(split(&deep).0.problem.is_some());
    }
}
