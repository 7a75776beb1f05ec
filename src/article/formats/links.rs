//! Makes the links of a markup whole: those that lead elsewhere than the web, or within the page, are
//! dropped.

use std::collections::HashSet;

use url::Url;

use crate::{article::Link, text::clean};

/// Each address once, with what is missing in it taken from the article's own.
pub fn whole(links: Vec<Link>, own: Option<&str>) -> Vec<Link> {
    let own = own.and_then(|own| Url::parse(own).ok());
    let mut seen = HashSet::new();
    let mut whole = Vec::with_capacity(links.len());
    for link in links {
        let Some(address) = address(&link.address, own.as_ref()) else { continue };
        if seen.insert(address.clone()) {
            whole.push(Link { address, ..link });
        }
    }
    whole
}

fn address(written: &str, own: Option<&Url>) -> Option<String> {
    let is_web = |text: &str| {
        let scheme = text.split_once("://").map(|(scheme, _)| scheme);
        scheme.is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"))
    };
    if written.starts_with('#') {
        return None;
    }
    // One that is whole stays as it is written: what is odd in it is told when it is shown.
    if is_web(written) {
        return Some(clean::line(written).into_owned());
    }
    if Url::parse(written).is_ok() {
        return None;
    }
    let joined = own?.join(written).ok().filter(|joined| is_web(joined.as_str()))?;
    Some(clean::line(joined.as_str()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_or_are_dropped() {
        let own = Some("https://coast.example/news/ferry.html?x=1");
        for (written, expected) in [
            ("https://a.example/b", Some("https://a.example/b")),
            ("HTTP://a.example", Some("HTTP://a.example")),
            ("https://p\u{430}ypal.example/", Some("https://p\u{430}ypal.example/")),
            ("/port", Some("https://coast.example/port")),
            ("tides.html", Some("https://coast.example/news/tides.html")),
            ("../up", Some("https://coast.example/up")),
            ("//other.example/c", Some("https://other.example/c")),
            ("#top", None),
            ("mailto:desk@coast.example", None),
            ("javascript:alert(1)", None),
            ("JavaScript://x%0aalert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
        ] {
            let link = || vec![Link { address: written.to_owned(), words: String::new(), at: 0 }];
            let found = whole(link(), own).pop().map(|link| link.address);
            assert_eq!(found.as_deref(), expected, "{written}");
            let alone = whole(link(), None).pop();
            assert_eq!(alone.is_some(), written.to_lowercase().starts_with("http"), "{written}");
        }
    }
}
