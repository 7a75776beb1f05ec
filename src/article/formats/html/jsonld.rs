//! JSON-LD: what a page says of its article in `<script type="application/ld+json">`.

use serde_json::{Map, Value};

/// Largest script that is read, in bytes.
const LARGEST: usize = 1 << 20;
/// Most objects that are looked at in one script.
const OBJECTS: usize = 2000;
/// Deepest object that is looked for.
const DEEPEST: usize = 8;

/// The fields of the page's article. Strings as they stand there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct JsonLd {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// The whole text, where the page gives it.
    pub body: Option<String>,
}

/// Reads the scripts of a page; the most article-like object wins, the first of equals.
pub fn read<'a>(scripts: impl IntoIterator<Item = &'a str>) -> Option<JsonLd> {
    let mut best: Option<(u8, JsonLd)> = None;
    let mut published = None;
    for script in scripts {
        let Some(value) = parse(script) else { continue };
        let mut left = OBJECTS;
        visit(&value, 0, &mut left, &mut |object| {
            let rank = rank(object);
            if rank > 0 && published.is_none() {
                published = string(object, &["datePublished"]);
            }
            if rank > best.as_ref().map_or(0, |(rank, _)| *rank) {
                best = Some((rank, article(object)));
            }
        });
    }
    let (_, mut found) = best?;
    found.published = found.published.or(published);
    Some(found)
}

/// A script's value. Line breaks within strings are common and meant.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script = script.strip_prefix("//<![CDATA[").unwrap_or(script).trim();
    let script = script.strip_suffix("-->").unwrap_or(script);
    let script = script.strip_suffix("//]]>").unwrap_or(script).trim().trim_end_matches(';');
    if script.len() > LARGEST {
        return None;
    }
    serde_json::from_str(script)
        .or_else(|_broken| serde_json::from_str(&script.replace(char::is_control, " ")))
        .ok()
}

fn visit(
    value: &Value,
    depth: usize,
    left: &mut usize,
    look: &mut impl FnMut(&Map<String, Value>),
) {
    if depth > DEEPEST || *left == 0 {
        return;
    }
    *left -= 1;
    match value {
        Value::Array(all) => all.iter().for_each(|value| visit(value, depth + 1, left, look)),
        Value::Object(object) => {
            look(object);
            let inner = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"];
            for value in inner.iter().filter_map(|key| object.get(*key)) {
                visit(value, depth + 1, left, look);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// How surely an object is the page's article; 0 for what is none.
fn rank(object: &Map<String, Value>) -> u8 {
    let kinds = strings(object.get("@type"));
    let of = |kind: &String| {
        let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or("");
        match kind {
            kind if kind.ends_with("NewsArticle") || kind == "LiveBlogPosting" => 5,
            kind if kind.ends_with("Article") || kind == "Report" => 4,
            "BlogPosting" | "SocialMediaPosting" => 3,
            "WebPage" | "ItemPage" | "ClaimReview" | "Review" => 1,
            _ => 0,
        }
    };
    let rank = kinds.iter().map(of).max().unwrap_or(0);
    // An article without a headline is a reference to one.
    if rank > 1 && string(object, &["headline", "name"]).is_none() { 1 } else { rank }
}

fn article(object: &Map<String, Value>) -> JsonLd {
    JsonLd {
        headline: string(object, &["headline", "name"]),
        published: string(object, &["datePublished", "dateCreated", "uploadDate"]),
        modified: string(object, &["dateModified"]),
        publisher: strings(object.get("publisher")).into_iter().next(),
        authors: strings(object.get("author").or_else(|| object.get("creator"))),
        url: string(object, &["url", "mainEntityOfPage", "@id"]),
        language: string(object, &["inLanguage"]),
        body: string(object, &["articleBody"]),
    }
}

fn string(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| strings(object.get(*key)).into_iter().next())
}

/// A string, the name or address of an object, or those of a list of them.
fn strings(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => ["name", "@id", "url", "@value"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str())
            .map(str::to_owned),
        Value::Array(list) => list.first().and_then(Value::as_str).map(str::to_owned),
        Value::Null | Value::Bool(_) => None,
    };
    let all = match value {
        Some(Value::Array(all)) => all.iter().take(16).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    };
    all.into_iter().filter(|text: &String| !text.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        let article = r#"{"@type": ["NewsArticle"], "headline": "Strike, day
            three", "datePublished": "2023-04-13", "publisher": {"@type": "Organization", "name":
            "The Gull"}, "author": [{"name": "Ada Lind"}, "Bo Berg"],
            "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/3"}}"#;
        let expected = JsonLd {
            headline: Some("Strike, day             three".to_owned()),
            published: Some("2023-04-13".to_owned()),
            publisher: Some("The Gull".to_owned()),
            authors: vec!["Ada Lind".to_owned(), "Bo Berg".to_owned()],
            url: Some("https://example.org/3".to_owned()),
            ..JsonLd::default()
        };
        let page = r#"{"@type": "WebPage", "name": "The Gull: Strike"}"#;
        for script in [
            article.to_owned(),
            format!("[{page}, {article}]"),
            format!(r#"{{"@context": "x", "@graph": [{page}, {article}]}}"#),
            format!("<!-- {article}; -->"),
        ] {
            let mut found = read([page, "broken {", script.as_str()]).unwrap_or_default();
            found.headline = found.headline.map(|h| h.replace('\n', ""));
            assert_eq!(found, expected, "{script}");
        }
    }

    #[test]
    fn another_object_may_tell_the_date() {
        let page = r#"[{"@type": "WebPage", "name": "Is it so?"},
            {"@type": "ClaimReview", "datePublished": "2023-04-13"}]"#;
        let found = read([page]).unwrap_or_default();
        assert_eq!(found.headline.as_deref(), Some("Is it so?"));
        assert_eq!(found.published.as_deref(), Some("2023-04-13"));
    }

    #[test]
    fn deep_and_wide_data_end() {
        assert_eq!(read([format!("{}1", "[".repeat(100_000)).as_str()]), None);
        let wide = format!("[{}1]", r#"{"@type": "Person"},"#.repeat(20_000));
        assert_eq!(read([wide.as_str()]), None);
    }
}
