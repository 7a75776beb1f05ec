//! The brief: articles by tag, each with its headline, link, summary and note.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{TaggedArticle, brief};
use crate::text::counted;

pub fn write(articles: &[TaggedArticle], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Brief\n\n{}", counted(articles.len(), "article"))?;
    for section in brief::sections(articles) {
        writeln!(out, "\n## {}", escape(&section.heading()))?;
        for article in section.articles {
            out.write_all(entry(article).as_bytes())?;
        }
    }
    Ok(())
}

fn entry(article: &TaggedArticle) -> String {
    let headline = escape(&brief::headline(article));
    let link = article.url.as_deref().and_then(brief::target);
    let mut entry = String::new();
    let _infallible = match &link {
        Some(target) => write!(entry, "\n### [{headline}]({})\n", escape_target(target)),
        None => write!(entry, "\n### {headline}\n"),
    };
    let about = [
        article.own_date().map(|date| date.to_string()),
        article.source.as_deref().map(escape),
        article.url.as_deref().filter(|_| link.is_none()).map(escape),
        article.decision.star.then(|| "★".to_owned()),
    ];
    let about: Vec<String> = about.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let sentences: Vec<String> = article.summary.iter().map(|s| escape(s)).collect();
    for paragraph in [about.join(" · "), sentences.join(" ")] {
        if !paragraph.trim().is_empty() {
            let _infallible = write!(entry, "\n{}\n", paragraph.trim());
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
    let mut before_digits = true;
    for c in brief::line(text).chars() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' | '$' | ':'
            | '!' | '{' | '}' | '^' | '@' => true,
            '+' | '-' | '=' => escaped.is_empty(),
            ')' => before_digits && !escaped.is_empty(),
            '.' => (before_digits && !escaped.is_empty()) || ends_in_www(&escaped),
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

/// Some readers of Markdown make a link of what begins with `www.`.
fn ends_in_www(text: &str) -> bool {
    text.len() >= 3 && text.bytes().rev().take(3).all(|b| b.eq_ignore_ascii_case(&b'w'))
}

/// A link's target in which no character reference is read.
fn escape_target(target: &str) -> String {
    let mut escaped = String::with_capacity(target.len());
    for (at, c) in target.char_indices() {
        if c == '&' && starts_entity(target.get(at + 1..).unwrap_or("")) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Whether these characters after an `&` make it a character reference.
fn starts_entity(rest: &str) -> bool {
    let name = rest.bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
    rest.as_bytes().get(name.count()) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::export::sample::{hostile_articles, sample};

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
    fn nothing_of_a_text_is_markup() {
        for (text, expected) in [
            ("<img src=x onerror=y>", r"\<img src=x onerror=y\>"),
            ("[x](javascript:y)", r"\[x\](javascript\:y)"),
            ("a|b", r"a\|b"),
            ("```", r"\`\`\`"),
            ("# a", r"\# a"),
            ("12. a", r"12\. a"),
            ("12) a", r"12\) a"),
            ("---", r"\---"),
            ("===", r"\==="),
            ("https://a.example www.b.example", r"https\://a.example www\.b.example"),
            ("a@b.example", r"a\@b.example"),
            ("a\u{202e}b\u{200b}c\u{1b}[m\nd", "a▯b▯c␛\\[m d"),
        ] {
            assert_eq!(escape(text), expected);
        }
        let mut article = sample("a");
        article.url = Some("javascript:alert(1)".to_owned());
        let entry = entry(&article);
        let address = " · javascript\\:alert(1) · ";
        assert!(entry.starts_with("\n### a\n") && entry.contains(address), "{entry}");
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

    /// The headlines of a whole brief, as shown, where no field has made anything of its own.
    fn headlines(brief: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut inside = false;
        let all = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(brief, all) {
            match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H3, id: None, .. }) => {
                    inside = true;
                    found.push(String::new());
                }
                Event::End(TagEnd::Heading(_)) => inside = false,
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let web = ["http://", "https://"].iter().any(|s| dest_url.starts_with(s));
                    assert!(inside && web, "{brief}");
                }
                Event::Text(text) => {
                    found
                        .iter_mut()
                        .next_back()
                        .filter(|_| inside)
                        .into_iter()
                        .for_each(|h| h.push_str(&text));
                }
                Event::Start(
                    Tag::Heading { id: None, .. } | Tag::Paragraph | Tag::BlockQuote(None),
                )
                | Event::End(_)
                | Event::SoftBreak
                | Event::HardBreak => {}
                other => panic!("{other:?} in {brief}"),
            }
        }
        found
    }

    proptest! {
        #[test]
        fn a_headline_shows_as_it_is_written(title in "[-a#*_`<>\\[\\]()!&;.1+=~|$:{}^\\\\ \"'/@]{0,16}z") {
            let wanted = title.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(shown(&title), (wanted, 0));
        }

        #[test]
        fn no_field_makes_markup(articles in hostile_articles()) {
            let brief = brief(&articles);
            let sections = super::brief::sections(&articles);
            let wanted: Vec<String> = sections
                .iter()
                .flat_map(|section| section.articles.iter().map(|a| super::brief::headline(a)))
                .collect();
            prop_assert_eq!(headlines(&brief), wanted);
        }
    }
}
