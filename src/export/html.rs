//! The brief as one page for a browser. Nothing in it runs or is fetched, and no field makes markup.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    TaggedArticle,
    brief::{self, Section},
};
use crate::text::counted;

const STYLE: &str = include_str!("brief.css");

/// The only style that the page's policy lets apply; a test says what it must be.
const STYLE_HASH: &str = "OAodSCilQBg3Ei7O4g6v2rBs9KgR9Q3tQszV5FHczcw=";

pub fn write(articles: &[TaggedArticle], out: &mut dyn Write) -> io::Result<()> {
    let sections = brief::sections(articles);
    out.write_all(head().as_bytes())?;
    writeln!(out, "<h1>Brief</h1>\n<p>{}</p>", counted(articles.len(), "article"))?;
    out.write_all(contents(&sections).as_bytes())?;
    for (section, number) in sections.iter().zip(1..) {
        let heading = escape(&section.heading());
        writeln!(out, "<section id=\"s{number}\">\n<h2 dir=\"auto\">{heading}</h2>")?;
        for article in &section.articles {
            out.write_all(entry(article).as_bytes())?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn head() -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
        style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
        <meta name=\"referrer\" content=\"no-referrer\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n\
        <title>Brief</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
}

/// The sections, to go to; nothing where there is only one.
fn contents(sections: &[Section<'_>]) -> String {
    let mut out = String::new();
    if sections.len() < 2 {
        return out;
    }
    out.push_str("<nav>\n<ul>\n");
    for (section, number) in sections.iter().zip(1..) {
        let (heading, count) = (escape(&section.heading()), section.articles.len());
        let link = format!("<a href=\"#s{number}\" dir=\"auto\">{heading}</a>");
        let _infallible = writeln!(out, "<li>{link} {count}</li>");
    }
    out.push_str("</ul>\n</nav>\n");
    out
}

fn entry(article: &TaggedArticle) -> String {
    let target = article.url.as_deref().and_then(brief::target);
    let language = article.language.as_deref().filter(|code| is_language(code));
    let mut out = language
        .map_or_else(|| "<article>\n".to_owned(), |code| format!("<article lang=\"{code}\">\n"));
    let headline = escape(&brief::headline(article));
    let headline = match &target {
        Some(target) => {
            let rel = "noopener noreferrer nofollow";
            format!("<a href=\"{}\" rel=\"{rel}\">{headline}</a>", escape(target))
        }
        None => headline,
    };
    let _infallible = writeln!(out, "<h3 dir=\"auto\">{headline}</h3>");
    out.push_str(&about(article));
    out.push_str(&address(article, target.as_deref()));
    out.push_str(&paragraph(&article.summary.join(" ")));
    if let Some(note) = &article.decision.note {
        out.push_str("<blockquote>\n");
        out.extend(note.lines().map(paragraph));
        out.push_str("</blockquote>\n");
    }
    out + "</article>\n"
}

/// Date, source and star.
fn about(article: &TaggedArticle) -> String {
    let source = article.source.as_deref().map(brief::line).filter(|source| !source.is_empty());
    let parts = [
        article.own_date().map(|date| format!("<time>{date}</time>")),
        source.map(|source| format!("<span dir=\"auto\">{}</span>", escape(&source))),
        article.decision.star.then(|| "★".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("<p class=\"about\">{}</p>\n", parts.join(" · "))
}

/// The address as text, with the host that a link goes to where the address may hide it.
fn address(article: &TaggedArticle, target: Option<&str>) -> String {
    let Some(written) = article.url.as_deref() else { return String::new() };
    let shown = escape(&brief::line(written));
    if shown.is_empty() {
        return String::new();
    }
    let host = target.and_then(|target| brief::true_host(target, written));
    let host = host.map(|host| format!(" (host: {})", escape(&host))).unwrap_or_default();
    format!("<p class=\"address\" dir=\"ltr\">{shown}{host}</p>\n")
}

fn paragraph(text: &str) -> String {
    match brief::line(text) {
        line if line.is_empty() => line,
        line => format!("<p dir=\"auto\">{}</p>\n", escape(&line)),
    }
}

/// Whether a text can stand where a code like `en` or `pt-BR` does.
fn is_language(code: &str) -> bool {
    (2..=12).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A text as text, in an element and in a quoted attribute alike.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
