//! Invented articles, honest and hostile, for the tests of every format.

use proptest::prelude::*;

use super::TaggedArticle;
use crate::{
    article::ArticleId,
    tags::{Decision, State, tag_name},
};

pub fn sample(title: &str) -> TaggedArticle {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    TaggedArticle {
        id: ArticleId::of(title),
        path: "2031/strike.txt".to_owned(),
        title: title.to_owned(),
        date: Some(jiff::civil::date(2031, 4, 13)),
        guessed_date: false,
        source: Some("Lake Courier".to_owned()),
        author: Some("Idra Solm and Tomas Werrik".to_owned()),
        url: Some("https://courier.example/a?b=(1)&copy;=2".to_owned()),
        language: Some("en".to_owned()),
        words: 412,
        decision: Decision {
            tags: ["harbour".to_owned(), "strike".to_owned()].into(),
            state: State::Done,
            star: true,
            note: Some("check the date\n=of the video".to_owned()),
            decided: "2031-04-14T08:00:00Z".parse().ok(),
        },
        persons: list(&["Idra Solm", "King; Queen \\ Co"]),
        organizations: list(&[]),
        places: list(&["Velmora"]),
        summary: list(&["Dockers stopped all cranes.", "Talks go on; \"soon\", they say."]),
    }
}

/// Pieces that mean something to one format or another.
const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "</title>",
    "</style>",
    "<img src=x onerror=alert(1)>",
    "<!--",
    "-->",
    "]]>",
    "\" onclick=\"x",
    "'",
    "\"",
    "&lt;",
    "&#60;",
    "&",
    "<b>",
    "\\",
    "{",
    "}",
    "}}",
    "\\}",
    "%",
    "#",
    "$",
    "_",
    "~",
    "^",
    "@online{x,",
    "\\input{/etc/passwd}",
    "\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{2028}",
    "=1+1",
    "＝1",
    "+",
    "-",
    ",",
    ";",
    "|",
    "`",
    "```",
    "*",
    "[x](y)",
    "![",
    "1. ",
    "# ",
    "> ",
    "---",
    "https://a.example",
    "javascript:alert(1)",
    "www.a.example",
    "a@b.example",
    " and ",
    "العربية",
    "日本",
    "é",
    " ",
    "word",
    "x",
];

/// A text that wants to be more than text.
pub fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Articles with such texts in every field.
pub fn hostile_articles() -> impl Strategy<Value = Vec<TaggedArticle>> {
    let texts = prop::collection::vec(hostile(), 8);
    let address = prop::sample::select(
        &["", "https://a.example/", "https://", "javascript:", "HTTP://u@"][..],
    );
    let one = (texts, address, any::<bool>()).prop_map(|(texts, address, dated)| {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        let mut article = sample(&next());
        article.path = next();
        article.source = Some(next());
        article.author = Some(next());
        article.url = Some(format!("{address}{}", next()));
        article.guessed_date = dated;
        article.decision.note = Some(next());
        article.decision.tags = tag_name(&next()).into_iter().collect();
        article.summary = vec![next()];
        article
    });
    prop::collection::vec(one, 0..4)
}
