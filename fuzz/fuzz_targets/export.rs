//! Exports read back as what was written, whatever stands in an article's fields.
#![no_main]

use std::{cell::RefCell, collections::BTreeSet};

use copydesk::{
    article::ArticleId,
    export::{FIELDS, Format, Options, TaggedArticle, Value, csv as table, write_with},
    tags::{Decision, State, tag_name},
    text::clean,
};
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    states::{Rawtext, Rcdata},
};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use pulldown_cmark::{Event, HeadingLevel, Options as Extensions, Parser, Tag, TagEnd};

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let article = article(*first, &text);
    let articles = [article];
    csv_reads_back(&articles, first & 1 != 0);
    jsonl_reads_back(&articles);
    paths_read_back(&articles);
    brief_reads_back(&articles);
    page_reads_back(&articles);
    entries_read_back(&articles);
});

/// Fields from the lines of a text, in the order of the struct; of the rest each is a name.
fn article(first: u8, text: &str) -> TaggedArticle {
    let mut parts = text.split('\u{1e}').map(str::to_owned);
    let mut next = || parts.next();
    let name = |name: String| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    let path = next().unwrap_or_default();
    let title = next().unwrap_or_default();
    let (source, url, note) = (next(), next(), next().filter(|note| !note.is_empty()));
    let author = source.as_ref().map(|source| source.chars().rev().collect());
    let tags: BTreeSet<String> =
        next().iter().flat_map(|all| all.split('\u{1f}').filter_map(tag_name)).collect();
    let summary = next().iter().flat_map(|all| all.split('\u{1f}')).map(str::to_owned).collect();
    let persons: Vec<String> = parts.filter_map(name).collect();
    let state = State::ALL[usize::from(first >> 6)];
    TaggedArticle {
        id: ArticleId::of(text),
        path,
        title,
        date: (first & 2 != 0).then(|| date(2031, 4, 13)),
        guessed_date: first & 4 != 0,
        source,
        author,
        url,
        language: (first & 8 != 0).then(|| "en".to_owned()),
        words: u32::from(first),
        decision: Decision { tags, state, star: first & 16 != 0, note, decided: None },
        organizations: persons.iter().rev().cloned().collect(),
        places: persons.iter().take(1).cloned().collect(),
        persons,
        summary,
    }
}

fn written(format: Format, options: Options, articles: &[TaggedArticle]) -> String {
    let mut out = Vec::new();
    write_with(format, options, articles, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("exports are UTF-8")
}

fn csv_reads_back(articles: &[TaggedArticle], bom: bool) {
    let text = written(Format::Csv, Options { bom, nul: false }, articles);
    let text = if bom { text.strip_prefix('\u{feff}').expect("the mark") } else { &text };
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), articles.len());
    for (article, row) in articles.iter().zip(&rows) {
        assert_eq!(row.len(), FIELDS.len());
        for ((name, value), read) in FIELDS.iter().zip(row) {
            assert!(!could_run(read), "{name}: {read:?}");
            let read = table::unguard(read);
            match value(article) {
                Value::Text(text) => assert_eq!(read, text.unwrap_or_default(), "{name}"),
                Value::Number(number) => assert_eq!(read, number.to_string(), "{name}"),
                Value::Flag(flag) => assert_eq!(read, flag.to_string(), "{name}"),
                Value::List(names) => assert_eq!(table::split(read), names, "{name}"),
                Value::Prose(sentences) => assert_eq!(read, sentences.join(" "), "{name}"),
            }
        }
    }
}

/// Whether a spreadsheet may take a cell for a formula.
fn could_run(cell: &str) -> bool {
    let bare = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r'])
}

fn jsonl_reads_back(articles: &[TaggedArticle]) {
    let text = written(Format::Jsonl, Options::default(), articles);
    assert_eq!(text.matches('\n').count(), articles.len());
    for (article, line) in articles.iter().zip(text.lines()) {
        assert!(!line.contains('\u{1b}'));
        let object: serde_json::Value = serde_json::from_str(line).expect("an object");
        for (name, value) in FIELDS {
            let value = serde_json::to_value(value(article)).expect("a value");
            assert_eq!(object[name], value, "{name}");
        }
    }
}

fn paths_read_back(articles: &[TaggedArticle]) {
    let text = written(Format::Paths, Options { bom: false, nul: true }, articles);
    let paths: String = articles.iter().map(|article| format!("{}\0", article.path)).collect();
    assert_eq!(text, paths);
}

/// Headings show what they say; no markup comes in from a field.
fn brief_reads_back(articles: &[TaggedArticle]) {
    let text = written(Format::Markdown, Options::default(), articles);
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    let mut headings = Vec::new();
    let mut inside = false;
    let plain = Extensions::all() - Extensions::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(&text, plain) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1 | HeadingLevel::H2, id, ..
            }) => {
                assert!(id.is_none());
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H3, id: None, .. }) => {
                inside = true;
                headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let lower = dest_url.to_ascii_lowercase();
                assert!(inside && (lower.starts_with("http://") || lower.starts_with("https://")));
            }
            Event::Text(part) if inside => {
                headings.iter_mut().next_back().expect("one").push_str(&part)
            }
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_))
            | Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak => {}
            other => panic!("{other:?} in {text:?}"),
        }
    }
    assert_eq!(headings, headlines(&articles[0]), "{text:?}");
}

/// What the headline of an article must say, in each section that it stands in.
fn headlines(article: &TaggedArticle) -> Vec<String> {
    let times = article.decision.tags.len().max(1);
    vec![headline(article); times]
}

fn headline(article: &TaggedArticle) -> String {
    let title = if article.title.trim().is_empty() { &article.path } else { &article.title };
    one_line(title)
}

fn one_line(text: &str) -> String {
    clean::line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The elements of a page, with their attributes, and the texts of its headlines.
#[derive(Default)]
struct Page {
    open: Vec<String>,
    elements: Vec<(String, Vec<(String, String)>)>,
    headlines: Vec<String>,
}

#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                assert_eq!(page.open.pop().as_deref(), Some(&*tag.name));
            }
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                let attributes =
                    tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
                page.elements.push((name.clone(), attributes.collect()));
                if name == "h3" {
                    page.headlines.push(String::new());
                }
                if name != "meta" {
                    page.open.push(name.clone());
                }
                return match name.as_str() {
                    "title" => TokenSinkResult::RawData(Rcdata),
                    "style" => TokenSinkResult::RawData(Rawtext),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CharacterTokens(text) if page.open.iter().any(|name| name == "h3") => {
                page.headlines.iter_mut().next_back().expect("one").push_str(&text);
            }
            Token::CharacterTokens(_) | Token::DoctypeToken(_) | Token::EOFToken => {}
            other => panic!("{other:?}"),
        }
        TokenSinkResult::Continue
    }
}

/// The page has our elements alone, however its fields want to be read.
fn page_reads_back(articles: &[TaggedArticle]) {
    let text = written(Format::Html, Options::default(), articles);
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    let options = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Sink::default(), options);
    let queue = BufferQueue::default();
    queue.push_back(text.as_str().into());
    let _whole = tokenizer.feed(&queue);
    tokenizer.end();
    let page = tokenizer.sink.0.into_inner();
    assert!(page.open.is_empty());
    for (name, attributes) in &page.elements {
        for (attribute, value) in attributes {
            match (name.as_str(), attribute.as_str()) {
                ("a", "href") => {
                    let ours = ["http://", "https://", "#s"].iter().any(|s| value.starts_with(s));
                    assert!(ours, "{value:?}");
                }
                ("html" | "article", "lang")
                | ("meta", "charset" | "http-equiv" | "name" | "content")
                | ("section", "id")
                | ("h2" | "h3" | "p" | "a" | "span", "dir")
                | ("p", "class")
                | ("a", "rel") => {}
                _ => panic!("<{name} {attribute}={value:?}>"),
            }
        }
        let known = "html head meta title style body h1 p nav ul li a section h2 article h3 time \
            span blockquote";
        assert!(known.split(' ').any(|known| known == name), "<{name}>");
    }
    assert_eq!(page.headlines, headlines(&articles[0]), "{text:?}");
}

/// Of each article one entry, which ends where it should for a reader that counts braces.
fn entries_read_back(articles: &[TaggedArticle]) {
    let text = written(Format::Bibtex, Options::default(), articles);
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    let (_, rest) = text.strip_prefix('@').and_then(|t| t.split_once(",\n")).expect("a key");
    let mut rest = rest;
    while let Some((field, after)) = rest.strip_prefix("  ").and_then(|r| r.split_once(" = {")) {
        let mut depth = 0;
        let end = after.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth < 0
        });
        let (value, after) = after.split_at(end.expect("an end"));
        if field == "title" {
            assert_eq!(plain(value), headline(&articles[0]), "{text:?}");
        } else if field != "url" {
            plain(value);
        }
        rest = after.strip_prefix("},\n").expect("the next field");
    }
    assert_eq!(rest, "}\n", "{text:?}");
}

/// What TeX would set of a value; nothing in it may be a command but those for one character.
fn plain(value: &str) -> String {
    let names = [
        ('\\', "textbackslash"),
        ('{', "textbraceleft"),
        ('}', "textbraceright"),
        ('~', "textasciitilde"),
        ('^', "textasciicircum"),
        ('<', "textless"),
        ('>', "textgreater"),
        ('|', "textbar"),
        ('`', "textasciigrave"),
    ];
    let mut out = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                let named = rest.as_str().split_once("{}").and_then(|(name, after)| {
                    names.iter().find(|(_, known)| *known == name).map(|(c, _)| (*c, after))
                });
                if let Some((c, after)) = named {
                    out.push(c);
                    rest = after.chars();
                } else {
                    let escaped = rest.next().filter(|c| "%#$&_".contains(*c));
                    out.push(escaped.expect("an escaped mark"));
                }
            }
            '{' | '}' => {}
            _ => {
                assert!(!"%#$&_~^".contains(c), "{value:?}");
                out.push(c);
            }
        }
    }
    out
}
