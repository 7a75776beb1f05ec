//! No text breaks the query language; a query written out is the same query, and can be asked.
#![no_main]

use std::{path::Path, sync::LazyLock};

use copydesk::{
    analysis::{Analysis, analyse},
    article::{Article, Format, parse},
    query::{Guess, Query, Subject},
    tags::{Decision, State},
    text::TextRange,
};
use jiff::civil::{Date, date};
use libfuzzer_sys::fuzz_target;

const TODAY: Date = date(2031, 4, 20);
const PATH: &str = "velmora/strike.md";
const ARTICLE: &[u8] = "---\ntitle: Port strike enters third day\ndate: 2031-04-13\n\
    source: Lake Courier\nurl: https://courier.example/strike\n---\n\nDockers in Velmora stopped all cranes on \
    Monday, Idra Solm of the Harbour Union said.\n\nالسلام عليكم — «Straße» (a|b) ﬁn 日本語.\n"
    .as_bytes();

/// An article that every query is asked of, and what is decided of it.
static ASKED: LazyLock<(Article, Analysis, Decision)> = LazyLock::new(|| {
    let article = parse(Path::new(PATH), Format::Markdown, ARTICLE, None);
    let analysis = analyse(&article);
    let tags = ["Harbour".to_owned(), "port-strike".to_owned()].into();
    let note = Some("check the date".to_owned());
    let decision = Decision { tags, state: State::Done, star: true, note, decided: None };
    (article, analysis, decision)
});

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    match Query::parse(&text, TODAY) {
        Ok(query) => {
            assert_eq!(Query::parse(&query.to_string(), TODAY).as_ref(), Ok(&query), "{query}");
            ask(&query);
        }
        Err(error) => {
            assert!(text.is_char_boundary(error.at) && !error.hint.is_empty());
            if let Some((kept, query)) = Query::parse_begun(&text, &error, TODAY) {
                assert!(text.starts_with(kept));
                ask(&query);
            }
        }
    }
    if let Ok(query) = Query::parse_typed(&text, TODAY) {
        ask(&query);
    }
    ask(&Query::phrase(&text));
});

fn ask(query: &Query) {
    let (article, analysis, decision) = &*ASKED;
    let subject = Subject::new(PATH, article, analysis, Some(decision));
    let matches = query.matches(&subject);
    match query.guess(PATH, article, Some(decision)) {
        Guess::Yes => assert!(matches, "{query} was said to match"),
        Guess::No => assert!(!matches, "{query} was said not to match"),
        Guess::Perhaps => {}
    }
    let inside = |hits: Vec<TextRange>, text: &str| {
        hits.into_iter().all(|hit| text.get(hit.start()..hit.end()).is_some())
    };
    assert!(inside(query.hits(&subject), &article.text));
    assert!(inside(query.hits_in_title(subject.title), subject.title));
    query.sought(&subject);
    query.needed_word();
}
