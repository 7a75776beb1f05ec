//! Writes a page again in a small, well-formed subset of HTML, so that no parser after it meets a
//! surprise: every tag is closed, nesting and size are bounded, scripts and pictures are gone.
//!
//! Captions, posts and by-lines are marked in the text itself, by characters that no text holds
//! ([`super::marks`]): the extractor keeps text and drops most tags.

use std::fmt::Write as _;

use super::{
    marks::{MARK_END, Mark, is_mark, mark},
    scan::{self, Token},
};
use crate::article::BlockKind;

/// Deepest nesting.
const DEEPEST: usize = 120;
/// Most elements.
const MOST: usize = 30_000;
/// Most elements, each counted as often as elements are around it: what extraction costs.
const HEAVIEST: usize = 500_000;
/// Longest page, without its scripts.
const LONGEST: usize = 2 << 20;
/// Longest text of one attribute.
const ATTRIBUTE: usize = 2048;

/// The page, made safe; `None` where it is nested deeper or has more to it than any page of news.
pub fn tame(page: &str) -> Option<String> {
    let mut tamer = Tamer::default();
    for token in scan::tokens(page) {
        match token {
            Token::Text(text) => tamer.text(text),
            Token::Start(name, attributes) => tamer.start(&name, attributes)?,
            Token::End(name) => tamer.end(&name),
            Token::Raw(name, attributes, body) => tamer.raw(&name, attributes, body),
        }
        if tamer.out.len() > LONGEST {
            return None;
        }
    }
    tamer.close_to(0);
    Some(tamer.out)
}

/// Tags that are left out; their text stays.
const DROPPED: [&str; 49] = [
    "b",
    "i",
    "em",
    "strong",
    "u",
    "s",
    "strike",
    "big",
    "small",
    "tt",
    "font",
    "nobr",
    "mark",
    "abbr",
    "cite",
    "q",
    "sub",
    "sup",
    "bdi",
    "bdo",
    "img",
    "picture",
    "source",
    "input",
    "wbr",
    "frame",
    "frameset",
    "plaintext",
    "applet",
    "marquee",
    "listing",
    "option",
    "optgroup",
    "keygen",
    "image",
    "param",
    "base",
    "embed",
    "track",
    "area",
    "map",
    "col",
    "colgroup",
    "center",
    "acronym",
    "var",
    "samp",
    "kbd",
    "basefont",
];

/// Elements that end an open paragraph.
const ENDS_PARAGRAPH: [&str; 38] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "ul",
    "ol",
    "dl",
    "li",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "address",
    "details",
    "summary",
    "hr",
    "menu",
    "hgroup",
    "search",
];

/// What an element ends where it starts, and what shields it: (started, ended, shields).
const ENDS: [(&[&str], &[&str], &[&str]); 5] = [
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["td", "th"], &["td", "th", "caption"], &["table"]),
    (&["tr"], &["tr", "td", "th", "caption"], &["table"]),
    (&["thead", "tbody", "tfoot"], &["thead", "tbody", "tfoot", "caption"], &["table"]),
];

const KEPT: [&str; 20] = [
    "id",
    "class",
    "itemprop",
    "itemtype",
    "role",
    "style",
    "href",
    "rel",
    "lang",
    "datetime",
    "property",
    "name",
    "content",
    "aria-hidden",
    "aria-label",
    "data-component",
    "data-testid",
    "data-section",
    "data-role",
    "colspan",
];

#[derive(Debug, Default)]
struct Tamer {
    out: String,
    open: Vec<Open>,
    written: usize,
    /// The sum of the depths of what is written.
    weight: usize,
    title_seen: bool,
}

#[derive(Debug)]
struct Open {
    name: String,
    /// The mark of the text in it, its own or that of an element around it.
    mark: Option<Mark>,
    /// The name it was written with.
    written: String,
}

impl Tamer {
    fn text(&mut self, text: &str) {
        let mark = self.open.last().and_then(|open| open.mark).map(|(mark, _)| mark);
        let has_words = !text.trim().is_empty();
        self.out.extend(mark.filter(|_| has_words));
        for part in text.split_inclusive(|c| c == '<' || is_mark(c)) {
            let (kept, last) = match part.char_indices().next_back() {
                Some((at, c)) if c == '<' || is_mark(c) => (part.get(..at).unwrap_or(""), Some(c)),
                _ => (part, None),
            };
            self.out.push_str(kept);
            match last {
                Some('<') => self.out.push_str("&lt;"),
                Some(_) => self.out.push(char::REPLACEMENT_CHARACTER),
                None => {}
            }
        }
        self.out.extend(mark.filter(|_| has_words).map(|_| MARK_END));
    }

    /// Writes a start tag; `None` where the page is too much.
    fn start(&mut self, name: &str, attributes: &str) -> Option<()> {
        let is_name = name.len() <= 32
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_name || DROPPED.contains(&name) || matches!(name, "html" | "head" | "body") {
            if name == "html" {
                self.write_tag(name, attributes);
            }
            return Some(());
        }
        self.end_implied(name);
        self.weight += self.open.len();
        let is_too_much =
            self.open.len() >= DEEPEST || self.written >= MOST || self.weight > HEAVIEST;
        if is_too_much {
            return None;
        }
        // A link in a link is the parser's hardest case, and means nothing.
        if name == "a" && self.open.iter().any(|open| open.name == "a") {
            return Some(());
        }
        if matches!(name, "br" | "hr" | "meta" | "link") {
            self.write_tag(name, attributes);
            return Some(());
        }
        let around = self.open.last().and_then(|open| open.mark);
        let own = mark(name, attributes);
        // The extractor throws captions away by their names; they come back by their marks.
        let is_kept = around.or(own).is_some_and(|(_, kind)| kind == BlockKind::Caption);
        let is_picture = matches!(name, "figure" | "figcaption");
        let attributes = if is_kept || is_picture { "" } else { attributes };
        let written = if is_picture { "div" } else { name }.to_owned();
        self.write_tag(&written, attributes);
        let mark = around.or(own);
        self.open.push(Open { name: name.to_owned(), written, mark });
        Some(())
    }

    fn write_tag(&mut self, name: &str, attributes: &str) {
        self.written += 1;
        self.out.push('<');
        self.out.push_str(name);
        let mut seen = Vec::new();
        for (key, value) in scan::attributes(attributes) {
            let Some(key) = KEPT.iter().find(|kept| **kept == key) else { continue };
            if seen.contains(key) {
                continue;
            }
            seen.push(key);
            let end = (0..=value.len().min(ATTRIBUTE)).rev().find(|at| value.is_char_boundary(*at));
            let value = value.get(..end.unwrap_or(0)).unwrap_or("");
            let _ = write!(self.out, " {key}=\"{}\"", value.replace('"', "&quot;"));
        }
        self.out.push('>');
    }

    /// Ends what the start of `name` ends without saying so.
    fn end_implied(&mut self, name: &str) {
        let is = |open: &Open, names: &[&str]| names.contains(&open.name.as_str());
        for (_, ended, shields) in ENDS.iter().filter(|(started, ..)| started.contains(&name)) {
            let shield =
                self.open.iter().rposition(|open| is(open, shields)).map_or(0, |at| at + 1);
            let inner = self.open.get(shield..).unwrap_or_default();
            if let Some(at) = inner.iter().position(|open| is(open, ended)) {
                self.close_to(shield + at);
            }
        }
        if ENDS_PARAGRAPH.contains(&name) {
            let shields = ["table", "td", "th", "caption"];
            let shield =
                self.open.iter().rposition(|open| is(open, &shields)).map_or(0, |at| at + 1);
            let inner = self.open.get(shield..).unwrap_or_default();
            if let Some(at) = inner.iter().position(|open| open.name == "p") {
                self.close_to(shield + at);
            }
        }
        let headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
        if headings.contains(&name) && self.open.last().is_some_and(|open| is(open, &headings)) {
            self.close_to(self.open.len() - 1);
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            self.out.push_str("<br>");
            return;
        }
        let is_table_part =
            matches!(name, "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "caption");
        let found = self
            .open
            .iter()
            .rposition(|open| open.name == name || (!is_table_part && open.name == "table"));
        let Some(at) = found.filter(|at| self.open.get(*at).is_some_and(|o| o.name == name)) else {
            return;
        };
        if name == "a" {
            self.end_link(at);
        } else {
            self.close_to(at);
        }
    }

    /// Ends a link and leaves open the elements that were opened in it.
    fn end_link(&mut self, at: usize) {
        let inner: Vec<Open> = self.open.drain(at + 1..).collect();
        for open in inner.iter().rev() {
            let _ = write!(self.out, "</{}>", open.written);
        }
        self.close_to(at);
        self.written += inner.len();
        for open in inner {
            let _ = write!(self.out, "<{}>", open.written);
            self.open.push(open);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(open) = self.open.pop() {
                let _ = write!(self.out, "</{}>", open.written);
            }
        }
    }

    fn raw(&mut self, name: &str, attributes: &str, body: &str) {
        if name == "title" && !self.title_seen {
            self.title_seen = true;
            self.out.push_str("<title>");
            self.out.push_str(&body.replace('<', "&lt;"));
            self.out.push_str("</title>");
        }
        if name == "script" && is_json_ld(attributes) && body.len() < (1 << 20) {
            // Within its strings `<` may as well be written by number.
            self.out.push_str("<script type=\"application/ld+json\">");
            self.out.push_str(&body.replace('<', "\\u003c"));
            self.out.push_str("</script>");
        }
    }
}

/// Whether a script holds data on the page.
pub fn is_json_ld(attributes: &str) -> bool {
    scan::attribute(attributes, "type")
        .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_open_is_closed() {
        let cases = [
            ("<p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>"),
            (
                "<ul><li>a<li>b<ul><li>c</ul></ul>",
                "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
            ),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            ),
            ("<div><p>a</div>b</p>", "<div><p>a</p></div>b"),
            ("<a href=x>a<div>b</a>c</div>", "<a href=\"x\">a<div>b</div></a><div>c</div>"),
            ("<a>x<a>y</a>z", "<a>xy</a>z"),
            ("<div onclick=x class='a\"b'>1 < 2</div>", "<div class=\"a&quot;b\">1 &lt; 2</div>"),
            ("<script>x</script><style>y</style><svg><p>z</svg>w", "w"),
            ("<b>a</b> <o:p>b</o:p><br/>", "a b<br>"),
            ("<title>a<b</title><title>c</title>", "<title>a&lt;b</title>"),
            (
                "<figcaption>a <a>b</a></figcaption>c",
                "<div>\u{fdd1}a \u{fdd0}<a>\u{fdd1}b\u{fdd0}</a></div>c",
            ),
            ("a\u{fdd1}b", "a\u{fffd}b"),
        ];
        for (page, expected) in cases {
            assert_eq!(tame(page).as_deref(), Some(expected), "{page}");
        }
    }

    #[test]
    fn depth_number_and_length_are_bounded() {
        let nested = |depth| format!("{}a{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert!(tame(&nested(DEEPEST)).is_some());
        assert_eq!(tame(&nested(DEEPEST + 1)), None);
        assert!(tame(&"<p>a</p>".repeat(MOST)).is_some());
        assert_eq!(tame(&"<p>a</p>".repeat(MOST + 1)), None);
        assert_eq!(tame(&"a ".repeat(LONGEST)), None);
        assert!(tame(&nested(100).repeat(90)).is_some());
        assert_eq!(tame(&nested(100).repeat(110)), None);
    }
}
