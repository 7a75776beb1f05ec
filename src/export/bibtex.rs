//! Entries for BibTeX and biblatex: an article each, every field as plain text.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io::{self, Write},
};

use super::{TaggedArticle, brief};

pub fn write(articles: &[TaggedArticle], out: &mut dyn Write) -> io::Result<()> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (n, article) in articles.iter().enumerate() {
        let mut key = key(article);
        let times = seen.entry(key.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times > 1 {
            let _infallible = write!(key, "-{times}");
        }
        if n > 0 {
            writeln!(out)?;
        }
        out.write_all(entry(&key, article).as_bytes())?;
    }
    Ok(())
}

/// Source and year to know it by, and enough of the article's identity that it stays the same and no
/// other has it. Copies of one text are numbered.
fn key(article: &TaggedArticle) -> String {
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).take(20).collect::<String>().to_lowercase()
    };
    let source = article.source.as_deref().map(letters).filter(|source| !source.is_empty());
    let source = source.unwrap_or_else(|| "article".to_owned());
    let year = article.own_date().map(|date| date.year().to_string()).unwrap_or_default();
    let id = article.id.to_string();
    let id: String = id.rsplit(':').next().unwrap_or_default().chars().take(10).collect();
    format!("{source}{year}-{id}")
}

fn entry(key: &str, article: &TaggedArticle) -> String {
    let url = article.url.as_deref().and_then(brief::target);
    let date = article.own_date();
    let tags: Vec<String> = article.decision.tags.iter().map(|tag| escape(tag)).collect();
    // Braces around the whole of a text keep its capitals, and `and` from parting it.
    let whole = |text: &str| format!("{{{}}}", escape(text));
    let fields = [
        ("title", Some(whole(&brief::headline(article)))),
        ("author", article.author.as_deref().map(authors)),
        ("organization", article.source.as_deref().map(whole)),
        ("date", date.map(|date| date.to_string())),
        // BibTeX itself knows no `date`.
        ("year", date.map(|date| date.year().to_string())),
        ("url", url.clone()),
        ("keywords", Some(tags.join(", "))),
        ("note", article.decision.note.as_deref().map(escape)),
        ("abstract", Some(escape(&article.summary.join(" ")))),
    ];
    let kind = if url.is_some() { "online" } else { "misc" };
    let mut entry = format!("@{kind}{{{key},\n");
    for (name, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty() && value != "{}") {
            let _infallible = writeln!(entry, "  {name} = {{{value}}},");
        }
    }
    entry + "}\n"
}

/// Names with `and` between them. One that is not plainly first and last name stays one word.
fn authors(text: &str) -> String {
    let line = brief::line(text).replace(" and ", ",").replace(" & ", ",");
    let names = line.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    let name = |name: &str| {
        let is_name = (2..=4).contains(&name.split(' ').count())
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\u{2019}'))
            && !name.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
        if is_name { name.to_owned() } else { format!("{{{}}}", escape(name)) }
    };
    names.map(name).collect::<Vec<_>>().join(" and ")
}

/// A text in one line, of which neither BibTeX nor TeX takes anything for its own. A brace is written by
/// its name: BibTeX counts braces even after a backslash.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in brief::line(text).chars() {
        match named(c) {
            Some(name) => escaped.extend(["\\", name, "{}"]),
            None if matches!(c, '%' | '#' | '$' | '&' | '_') => escaped.extend(['\\', c]),
            None if c == '"' => escaped.push_str("{\"}"),
            None => escaped.push(c),
        }
    }
    escaped
}

fn named(c: char) -> Option<&'static str> {
    Some(match c {
        '\\' => "textbackslash",
        '{' => "textbraceleft",
        '}' => "textbraceright",
        '~' => "textasciitilde",
        '^' => "textasciicircum",
        '<' => "textless",
        '>' => "textgreater",
        '|' => "textbar",
        '`' => "textasciigrave",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export::sample::{hostile_articles, sample};

    fn written(articles: &[TaggedArticle]) -> String {
        let mut out = Vec::new();
        write(articles, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// An entry as a strict reader takes it: type, key, fields.
    type Entry = (String, String, Vec<(String, String)>);

    /// Reads entries as BibTeX does, whose braces count after a backslash too; anything else fails.
    fn read(text: &str) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut rest = text;
        while !rest.trim().is_empty() {
            let (kind, after) =
                rest.trim_start().strip_prefix('@').unwrap().split_once('{').unwrap();
            let (key, mut after) = after.split_once(",\n").unwrap();
            assert!(key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{key}");
            let mut fields = Vec::new();
            while let Some(field) = after.strip_prefix("  ") {
                let (name, value) = field.split_once(" = {").unwrap();
                let (value, rest) = value.split_at(closing(value));
                fields.push((name.to_owned(), value.to_owned()));
                after = rest.strip_prefix("},\n").unwrap();
            }
            rest = after.strip_prefix("}\n").unwrap();
            entries.push((kind.to_owned(), key.to_owned(), fields));
        }
        entries
    }

    fn closing(value: &str) -> usize {
        let mut depth = 0;
        for (at, c) in value.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => return at,
                '}' => depth -= 1,
                _ => {}
            }
        }
        panic!("no end of {value}");
    }

    /// What TeX would set; fails on a command or a mark that is not ours.
    fn shown(value: &str) -> String {
        let mut out = String::new();
        let mut rest = value.chars();
        while let Some(c) = rest.next() {
            match c {
                '\\' => match rest
                    .as_str()
                    .split_once("{}")
                    .filter(|(name, _)| name.starts_with("text"))
                {
                    Some((name, after)) => {
                        out.push((' '..='~').find(|c| named(*c) == Some(name)).expect(name));
                        rest = after.chars();
                    }
                    None => out.extend(
                        rest.next().filter(|c| "%#$&_".contains(*c)).or_else(|| panic!("{value}")),
                    ),
                },
                '{' | '}' => {}
                _ => {
                    assert!(!"%#$&_~^".contains(c), "{c} in {value}");
                    out.push(c);
                }
            }
        }
        out
    }

    #[test]
    fn an_entry_has_what_one_cites() {
        let mut other = sample("50% of {a} & \\b_c~^#$");
        (other.url, other.author) = (Some("ftp://a.example".to_owned()), None);
        let expected = r#"@online{lakecourier2031-KEY,
  title = {{Port strike}},
  author = {Idra Solm and Tomas Werrik},
  organization = {{Lake Courier}},
  date = {2031-04-13},
  year = {2031},
  url = {https://courier.example/a?b=%281%29&copy;=2},
  keywords = {harbour, strike},
  note = {check the date =of the video},
  abstract = {Dockers stopped all cranes. Talks go on; {"}soon{"}, they say.},
}

@misc{lakecourier2031-OTHER,
  title = {{50\% of \textbraceleft{}a\textbraceright{} \& \textbackslash{}b\_c\textasciitilde{}\textasciicircum{}\#\$}},
"#;
        let id = |article: &TaggedArticle| {
            article.id.to_string().chars().skip(3).take(10).collect::<String>()
        };
        let articles = [sample("Port strike"), other];
        let expected =
            expected.replace("KEY", &id(&articles[0])).replace("OTHER", &id(&articles[1]));
        let text = written(&articles);
        assert!(text.starts_with(&expected), "{text}");
    }

    #[test]
    fn copies_of_one_text_have_keys_of_their_own() {
        let entries = read(&written(&[sample("a"), sample("a"), sample("b")]));
        let keys: Vec<&str> = entries.iter().map(|(_, key, _)| key.as_str()).collect();
        assert_eq!(keys[1], format!("{}-2", keys[0]));
        assert_ne!(keys[2], keys[0]);
    }

    #[test]
    fn authors_are_parted_and_odd_ones_kept_whole() {
        for (text, expected) in [
            ("Idra Solm", "Idra Solm"),
            (
                "Idra Solm, Tomas Werrik and Lena Ostrow",
                "Idra Solm and Tomas Werrik and Lena Ostrow",
            ),
            ("Idra Solm; Reuter", "Idra Solm and {Reuter}"),
            ("others", "{others}"),
            ("Desk #3 of the paper", r"{Desk \#3 of the paper}"),
            ("", ""),
        ] {
            assert_eq!(authors(text), expected);
        }
    }

    proptest! {
        #[test]
        fn entries_read_back(articles in hostile_articles()) {
            let entries = read(&written(&articles));
            prop_assert_eq!(entries.len(), articles.len());
            let mut keys: Vec<&String> = entries.iter().map(|(_, key, _)| key).collect();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), articles.len());
            for (article, (_, _, fields)) in articles.iter().zip(&entries) {
                let field = |name| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
                let plain = |name| field(name).map(shown).unwrap_or_default();
                prop_assert_eq!(plain("title"), brief::headline(article));
                prop_assert_eq!(plain("organization"), brief::line(article.source.as_deref().unwrap_or("")));
                prop_assert_eq!(plain("note"), brief::line(article.decision.note.as_deref().unwrap_or("")));
                prop_assert_eq!(plain("abstract"), brief::line(&article.summary.join(" ")));
                shown(field("author").unwrap_or(""));
                let url = field("url").unwrap_or("https://");
                let plain = !url.contains(['{', '}', '\\', ' ', '"']);
                prop_assert!(url.starts_with("http") && plain, "{}", url);
            }
        }
    }
}
