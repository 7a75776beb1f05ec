//! What a brief says, whatever it is written in: sections by tag, headlines, addresses.

use std::{collections::BTreeSet, fmt::Write as _};

use url::{Position, Url};

use super::TaggedArticle;
use crate::text::{clean, host::WebAddress};

/// Articles under one heading.
pub struct Section<'a> {
    /// `None` for those without a tag.
    pub tag: Option<&'a str>,
    pub articles: Vec<&'a TaggedArticle>,
}

impl Section<'_> {
    pub fn heading(&self) -> String {
        self.tag.map_or_else(|| "Without a tag".to_owned(), line)
    }
}

/// A section for each tag, by name, and one for what has none.
pub fn sections(articles: &[TaggedArticle]) -> Vec<Section<'_>> {
    let tags: BTreeSet<&str> =
        articles.iter().flat_map(|a| a.decision.tags.iter().map(String::as_str)).collect();
    let of = |tag: Option<&str>| {
        let has = |a: &&TaggedArticle| {
            tag.map_or(a.decision.tags.is_empty(), |tag| a.decision.tags.contains(tag))
        };
        articles.iter().filter(has).collect::<Vec<_>>()
    };
    let tagged = tags.into_iter().map(|tag| Section { tag: Some(tag), articles: of(Some(tag)) });
    let rest = Section { tag: None, articles: of(None) };
    tagged.chain(Some(rest).filter(|rest| !rest.articles.is_empty())).collect()
}

/// The title, else the path.
pub fn headline(article: &TaggedArticle) -> String {
    line(if article.title.trim().is_empty() { &article.path } else { &article.title })
}

/// A text in one line, in which nothing hides.
pub fn line(text: &str) -> String {
    clean::line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address of the web as a link may have it: nothing but ASCII, and nothing that ends a link in any
/// format. `None` for all other addresses, and for what is none.
pub fn target(address: &str) -> Option<String> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let url = Url::parse(address).ok().filter(Url::has_host)?;
    let before_path = url[..Position::BeforePath].len();
    let mut target = String::with_capacity(url.as_str().len());
    for (at, c) in url.as_str().char_indices() {
        let ends = match c {
            '(' | ')' | '<' | '>' | '"' | '\'' | '\\' | '`' | '{' | '}' | '|' | '^' => true,
            // Around the host they are its own.
            '[' | ']' => at >= before_path,
            _ => c.is_whitespace() || c.is_control(),
        };
        if ends {
            let _infallible = write!(target, "%{:02X}", u32::from(c));
        } else {
            target.push(c);
        }
    }
    target.is_ascii().then_some(target)
}

/// The host behind an address, where the address as it is written may hide it.
pub fn true_host(target: &str, written: &str) -> Option<String> {
    let host = Url::parse(target).ok()?.host_str()?.to_owned();
    let written = WebAddress::parse(written).ok();
    let plain = written.is_some_and(|web| {
        let same = web.host.of(&web.text).eq_ignore_ascii_case(&host);
        same && !web.disguised && !host.contains("xn--")
    });
    (!plain).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for (url, expected) in [
            ("https://a.example/b c", Some("https://a.example/b%20c")),
            ("HTTP://a.example/)[x](y", Some("http://a.example/%29%5Bx%5D%28y")),
            (
                "https://a.example/?q={x}'\"<b>|^`",
                Some("https://a.example/?q=%7Bx%7D%27%22%3Cb%3E%7C%5E%60"),
            ),
            ("https://[2001:db8::1]:80/[x]", Some("https://[2001:db8::1]:80/%5Bx%5D")),
            ("https://bücher.example/ü", Some("https://xn--bcher-kva.example/%C3%BC")),
            ("https://a.example/\u{202e}gpj", Some("https://a.example/%E2%80%AEgpj")),
            ("https://a.example/a\u{ad}\u{e0041}", Some("https://a.example/a%C2%AD%F3%A0%81%81")),
            ("https://a.example\\@b.example/", Some("https://a.example/@b.example/")),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("http:a.example", None),
            ("//a.example", None),
            ("https://", None),
            ("https://a b.example", None),
        ] {
            assert_eq!(target(url).as_deref(), expected, "{url:?}");
        }
    }

    #[test]
    fn the_host_is_told_where_an_address_may_hide_it() {
        for (url, expected) in [
            ("https://a.example/b", None),
            ("https://A.example:80/b", None),
            ("https://bank.example@evil.example/", Some("evil.example")),
            ("https://b\u{430}nk.example/", Some("xn--bnk-6cd.example")),
            ("https://a.example\\@b.example/", Some("a.example")),
        ] {
            let target = target(url).expect(url);
            assert_eq!(true_host(&target, url).as_deref(), expected, "{url}");
        }
    }
}
