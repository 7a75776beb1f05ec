//! The brief: articles by tag, each with its headline, link, summary and note.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{self, Write},
};

use super::TaggedArticle;
use crate::text::{clean, counted};

pub fn write(articles: &[TaggedArticle], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Brief\n\n{}", counted(articles.len(), "article"))?;
    let tags: BTreeSet<&str> = articles.iter().flat_map(tags).collect();
    for tag in tags {
        let tagged = articles.iter().filter(|a| a.decision.tags.contains(tag));
        section(&escape(tag), tagged, out)?;
    }
    let rest: Vec<_> = articles.iter().filter(|a| a.decision.tags.is_empty()).collect();
    if rest.is_empty() { Ok(()) } else { section("Without a tag", rest.into_iter(), out) }
}

fn tags(article: &TaggedArticle) -> impl Iterator<Item = &str> {
    article.decision.tags.iter().map(String::as_str)
}

fn section<'a>(
    heading: &str,
    articles: impl Iterator<Item = &'a TaggedArticle>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "\n## {heading}")?;
    for article in articles {
        out.write_all(entry(article).as_bytes())?;
    }
    Ok(())
}

fn entry(article: &TaggedArticle) -> String {
    let headline = if article.title.trim().is_empty() { &article.path } else { &article.title };
    let headline = escape(headline);
    let mut entry = String::new();
    let _infallible = match article.url.as_deref().and_then(link) {
        Some(url) => write!(entry, "\n### [{headline}]({url})\n"),
        None => write!(entry, "\n### {headline}\n"),
    };
    let about = [
        article.own_date().map(|date| date.to_string()),
        article.source.as_deref().map(escape),
        article.decision.star.then(|| "★".to_owned()),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let sentences: Vec<String> = article.summary.iter().map(|s| escape(s)).collect();
    for paragraph in [about.join(" · "), sentences.join(" ")] {
        if !paragraph.is_empty() {
            let _infallible = write!(entry, "\n{paragraph}\n");
        }
    }
    if let Some(note) = &article.decision.note {
        entry.push('\n');
        for line in note.lines() {
            let _infallible = writeln!(entry, "> {}  ", escape(line));
        }
    }
    entry
}

/// A text as one line of Markdown that shows just these characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let clean = clean::line(text);
    let mut before_digits = true;
    for c in clean.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' | '$' | ':'
            | '!' | '{' | '}' | '^' => true,
            '+' | '-' | '=' => escaped.is_empty(),
            '.' | ')' => before_digits && !escaped.is_empty(),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        before_digits &= c.is_ascii_digit();
        escaped.push(c);
    }
    escaped
}

/// The target of a link, with what would end or change it encoded; web addresses only.
fn link(url: &str) -> Option<String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let mut target = String::with_capacity(url.len());
    let mut buffer = [0; 4];
    for (at, c) in url.char_indices() {
        let unsafe_here = c.is_whitespace()
            || c.is_control()
            || matches!(c, '(' | ')' | '<' | '>' | '"' | '\\' | '`' | '[' | ']' | '{' | '}' | '|')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
        if unsafe_here {
            for byte in c.encode_utf8(&mut buffer).bytes() {
                let _infallible = write!(target, "%{byte:02X}");
            }
        } else {
            if c == '&' && starts_entity(url.get(at + 1..).unwrap_or("")) {
                target.push('\\');
            }
            target.push(c);
        }
    }
    Some(target)
}

/// Whether these characters after an `&` make it a character reference.
fn starts_entity(rest: &str) -> bool {
    let name = rest.bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
    rest.as_bytes().get(name.count()) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;
    use crate::export::sample;

    fn brief(articles: &[TaggedArticle]) -> String {
        let mut out = Vec::new();
        write(articles, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_brief_is_grouped_by_tag() {
        let mut plain = sample("No tags here");
        plain.decision = crate::tags::Decision::default();
        plain.url = None;
        let brief = brief(&[sample("Port strike"), plain]);
        let expected = "# Brief

2 articles

## harbour

### [Port strike](https\u{3a}//courier.example/a?b=%281%29\\&copy;=2)

2031-04-13 · Lake Courier · ★

Dockers stopped all cranes. Talks go on; \"soon\", they say.

> check the date  
> \\=of the video  

## strike
";
        assert!(brief.starts_with(expected), "{brief}");
        let last = "## Without a tag\n\n### No tags here\n\n2031-04-13 · Lake Courier\n\nDockers";
        assert!(brief.contains(last), "{brief}");
    }

    #[test]
    fn only_web_addresses_become_links() {
        for (url, expected) in [
            ("https://a.example/b c", Some("https://a.example/b%20c")),
            ("HTTP://a.example/)[x](y", Some("HTTP://a.example/%29%5Bx%5D%28y")),
            ("javascript:alert(1)", None),
            ("//a.example", None),
        ] {
            assert_eq!(link(url).as_deref(), expected);
        }
    }

    /// The headline, as a reader of Markdown shows it, and how many links and other things it is
    /// made of.
    fn shown(title: &str) -> (String, usize) {
        let mut article = sample(title);
        article.url = None;
        let entry = entry(&article);
        let heading = entry.lines().nth(1).unwrap().to_owned() + "\n";
        let mut text = String::new();
        let mut others = 0;
        for event in Parser::new_ext(&heading, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(Tag::Heading { id: None, attrs, .. }) if attrs.is_empty() => {}
                Event::End(_) => {}
                _ => others += 1,
            }
        }
        (text, others)
    }

    proptest! {
        #[test]
        fn a_headline_shows_as_it_is_written(title in "[-a#*_`<>\\[\\]()!&;.1+=~|$:{}^\\\\ \"'/@]{0,16}z") {
            let wanted = title.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(shown(&title), (wanted, 0));
        }
    }
}
