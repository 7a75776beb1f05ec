//! What a page says of itself: JSON-LD, meta elements, its canonical address.

use super::{
    entities,
    jsonld::{self, JsonLd},
    scan::{self, Token},
    tame::is_json_ld,
};
use crate::{
    article::{Found, Meta, Origin, fields},
    text::Clean,
};

/// Most `meta` elements that are kept.
const METAS: usize = 400;

/// The statements of a page, as written but for character references.
#[derive(Debug, Default)]
pub struct Head {
    /// Lower-case name or property, and content.
    metas: Vec<(String, String)>,
    title: Option<String>,
    /// Text of the first `h1`.
    h1: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    /// `datetime` of the `time` elements, those of publication first.
    times: Vec<String>,
    json_ld: Option<JsonLd>,
}

impl Head {
    pub fn read(page: &str) -> Self {
        let mut head = Self::default();
        let mut scripts = Vec::new();
        let mut h1: Option<String> = None;
        for token in scan::tokens(page) {
            match token {
                Token::Raw(name, attributes, body) if name == "script" => {
                    if is_json_ld(attributes) && scripts.len() < 16 {
                        scripts.push(body);
                    }
                }
                Token::Raw(name, _, body) if name == "title" && head.title.is_none() => {
                    head.title = Some(entities::decode(body).into_owned());
                }
                Token::Text(text) => {
                    if let Some(h1) = h1.as_mut().filter(|h1| h1.len() < 1000) {
                        h1.push_str(&entities::decode(text));
                    }
                }
                Token::Start(name, _) if name == "h1" && head.h1.is_none() => {
                    h1 = Some(String::new());
                }
                Token::Start(name, attributes) => head.start(&name, attributes),
                Token::End(name) if name == "h1" => {
                    head.h1 = head.h1.or(h1.take().filter(|h1| !h1.trim().is_empty()));
                }
                Token::End(_) | Token::Raw(..) => {}
            }
        }
        head.json_ld = jsonld::read(scripts);
        head
    }

    fn start(&mut self, name: &str, attributes: &str) {
        let get = |key| scan::attribute(attributes, key).map(|v| entities::decode(v).into_owned());
        match name {
            "html" => {
                self.language = self.language.take().or_else(|| get("lang")).or(get("xml:lang"));
            }
            "link" if self.canonical.is_none() => {
                if get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
                    self.canonical = get("href");
                }
            }
            "time" => {
                if let Some(time) = get("datetime").filter(|_| self.times.len() < 50) {
                    let is_first = get("pubdate").is_some()
                        || get("itemprop").is_some_and(|i| i == "datePublished");
                    let at = if is_first { 0 } else { self.times.len() };
                    self.times.insert(at, time);
                }
            }
            _ => {
                let key = get("property").or_else(|| get("name")).or_else(|| get("itemprop"));
                let key = key.or_else(|| get("http-equiv").filter(|_| name == "meta"));
                let content = get("content").or_else(|| get("datetime"));
                if let (Some(key), Some(content)) = (key, content)
                    && self.metas.len() < METAS
                    && !content.trim().is_empty()
                {
                    self.metas.push((key.trim().to_lowercase(), content));
                }
            }
        }
    }

    /// The first meta element of these names, in the order of the names.
    fn meta(&self, names: &[&str]) -> Option<&str> {
        let find = |name: &&str| self.metas.iter().find(|(key, _)| key == name);
        names.iter().find_map(find).map(|(_, content)| content.as_str())
    }

    /// The text of the article as the page's data give it.
    pub fn body(&self) -> Option<&str> {
        self.json_ld.as_ref()?.body.as_deref()
    }

    /// The page's metadata, each field by its most trusted source.
    pub fn into_meta(self) -> Meta {
        let ld = self.json_ld.as_ref();
        let site = self.meta(&["og:site_name", "application-name", "dc.publisher", "publisher"]);
        let url = self.url();
        let source = (ld.and_then(|d| d.publisher.as_deref()))
            .filter(|name| !name.contains("://"))
            .and_then(|name| from_data(Some(name), |name| fields::line(name, fields::NAME)))
            .or_else(|| from_html(site, |name| fields::line(name, fields::NAME)))
            .or_else(|| {
                let host = url.as_ref().and_then(|url| fields::host(&url.value));
                fields::found(host, Origin::Html)
            });
        let authors = ld.map(|d| d.authors.as_slice()).unwrap_or_default();
        let authors = fields::names(authors.iter().map(String::as_str));
        let author =
            ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"];
        let author = fields::found(authors, Origin::JsonLd)
            .or_else(|| from_html(self.meta(&author), |name| fields::names([name])));
        let language = self
            .language
            .as_deref()
            .or_else(|| self.meta(&["og:locale", "content-language", "language"]));
        let language = from_html(language, fields::language)
            .or_else(|| from_data(ld.and_then(|d| d.language.as_deref()), fields::language));
        let title =
            self.title(source.as_ref().map_or("", |s| s.value.as_str()), site.unwrap_or(""));
        let date = self.date(url.as_ref().map_or("", |url| url.value.as_str()));
        Meta { title, date, source, author, url, language }
    }

    fn url(&self) -> Option<Found<Clean>> {
        from_html(self.canonical.as_deref(), fields::url)
            .or_else(|| from_html(self.meta(&["og:url", "twitter:url"]), fields::url))
            .or_else(|| from_data(self.json_ld.as_ref()?.url.as_deref(), fields::url))
    }

    /// The headline, without the site's name behind it; a cut one only where there is no other.
    fn title(&self, source: &str, site: &str) -> Option<Found<Clean>> {
        let clean = |title: &str| {
            let title = fields::line(&entities::decode(title), fields::TITLE)?;
            Some(Clean::line(without_site(&title, &[source, site])))
        };
        // A first heading that the window's title does not repeat is the site's name.
        let window = self.title.as_deref().map(plain);
        let is_told = |h1: &&str| window.as_ref().is_none_or(|title| title.contains(&plain(h1)));
        let whole = |title: &&str| {
            let title = title.trim_end();
            !title.ends_with("...") && !title.ends_with('…')
        };
        let headline = self.json_ld.as_ref().and_then(|d| d.headline.as_deref());
        let meta = self.meta(&["og:title", "twitter:title", "dc.title", "headline"]);
        from_data(headline.filter(whole), clean)
            .or_else(|| from_html(meta.filter(whole), clean))
            .or_else(|| from_html(self.h1.as_deref().filter(is_told), clean))
            .or_else(|| from_data(headline, clean))
            .or_else(|| from_html(self.title.as_deref(), clean))
    }

    fn date(&self, url: &str) -> Option<Found<jiff::civil::Date>> {
        const PUBLISHED: [&str; 24] = [
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "article.published",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "published_time",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "dcterms.date",
            "cxenseparse:recs:publishtime",
            "article_date_original",
            "originalpublicationdate",
            "date",
            "created",
            "datecreated",
            "displaydate",
            "article:published",
        ];
        const MODIFIED: [&str; 6] = [
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "last-modified",
            "lastmod",
            "dcterms.modified",
        ];
        let data = self.json_ld.as_ref();
        let published = || self.metas_of(&PUBLISHED).find_map(fields::date);
        let modified = || self.metas_of(&MODIFIED).find_map(fields::date);
        from_data(data.and_then(|d| d.published.as_deref()), fields::date)
            .or_else(|| fields::found(published(), Origin::Html))
            .or_else(|| fields::found(fields::date_in_path(url), Origin::Html))
            .or_else(|| {
                fields::found(self.times.iter().find_map(|t| fields::date(t)), Origin::Html)
            })
            .or_else(|| from_data(data.and_then(|d| d.modified.as_deref()), fields::date))
            .or_else(|| fields::found(modified(), Origin::Html))
    }

    fn metas_of<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().filter_map(|name| self.meta(&[name]))
    }
}

fn from_html<T>(value: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<Found<T>> {
    fields::found(value.and_then(read), Origin::Html)
}

fn from_data<T>(value: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<Found<T>> {
    fields::found(value.and_then(read), Origin::JsonLd)
}

/// Letters and digits only, in lower case.
fn plain(text: &str) -> String {
    text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "")
}

/// `Strike ends | The Gull` without ` | The Gull`.
fn without_site<'a>(title: &'a str, sites: &[&str]) -> &'a str {
    for separator in [" | ", " - ", " – ", " — ", " :: ", " « ", " · "] {
        let Some((head, tail)) = title.rsplit_once(separator) else { continue };
        let same = |a: &str, b: &str| {
            let (a, b) = (plain(a), plain(b));
            !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a))
        };
        if !head.trim().is_empty() && sites.iter().any(|site| same(tail, site)) {
            return without_site(head.trim_end(), sites);
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: &str) -> [String; 6] {
        let meta = Head::read(page).into_meta();
        let text =
            |found: Option<Found<Clean>>| found.map_or(String::new(), |f| f.value.to_string());
        let date = meta.date.map_or(String::new(), |f| f.value.to_string());
        [
            text(meta.title),
            date,
            text(meta.source),
            text(meta.author),
            text(meta.url),
            text(meta.language),
        ]
    }

    #[test]
    fn every_page_says_it_in_its_own_way() {
        let data = r#"<html lang="en-GB"><title>x</title><link rel=canonical href="https://example.org/3">
            <script type="application/ld+json">{"@type":"NewsArticle","headline":"Strike &amp; day 3",
            "datePublished":"2023-04-13T10:00:00Z","publisher":{"name":"The Gull"},"author":{"name":"Ada Lind"}}</script>"#;
        let metas = r#"<html lang=en><meta property="og:title" content="Strike &amp; day 3 | The Gull">
            <meta property="og:site_name" content="The Gull"><meta name=author content="By Ada Lind">
            <meta property="article:published_time" content="2023-04-13"><meta property="og:url" content="https://example.org/3">"#;
        let elements = r#"<html lang=en><link rel=canonical href="https://example.org/3"><h1>Strike
            &amp; <i>day</i> 3</h1><meta itemprop=publisher content="The Gull"><meta name=byl content="By Ada Lind">
            <time datetime="2023-04-13T10:00">"#;
        for page in [data, metas, elements] {
            assert_eq!(
                told(page),
                [
                    "Strike & day 3",
                    "2023-04-13",
                    "The Gull",
                    "Ada Lind",
                    "https://example.org/3",
                    "en"
                ],
                "{page}"
            );
        }
    }

    #[test]
    fn the_address_is_the_last_resort() {
        let page = r#"<title>Strike - Example</title><link rel=canonical href="https://www.example.org/2023/04/13/strike">"#;
        let [title, date, source, ..] = told(page);
        assert_eq!([title.as_str(), &date, &source], ["Strike", "2023-04-13", "example.org"]);
        assert_eq!(told("<link rel=canonical href='javascript:x'>")[4], "");
        assert_eq!(told("<title>Strike</title><h1>The Gull</h1>")[0], "Strike");
    }
}
