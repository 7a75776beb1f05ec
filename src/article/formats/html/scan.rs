//! Splits a page into tags and text, without building a tree: linear in time, flat in memory.

use std::borrow::Cow;

use memchr::memmem;

/// A piece of a page. Text and attribute values are as written, references not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'a> {
    Text(&'a str),
    /// Lower-case name, and what stands between it and `>`.
    Start(Cow<'a, str>, &'a str),
    End(Cow<'a, str>),
    /// An element whose content is not the page's text (`script`, `svg`) or not markup (`title`).
    Raw(Cow<'a, str>, &'a str, &'a str),
}

/// Elements taken in one piece with all that is in them.
const RAW: [&str; 19] = [
    "script", "style", "title", "textarea", "select", "iframe", "noembed", "noframes", "noscript",
    "xmp", "template", "svg", "math", "canvas", "object", "audio", "video", "datalist", "button",
];

/// Most attributes of one tag that are looked at.
const ATTRIBUTES: usize = 48;

/// The tags and texts of a page, in order.
pub struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// Ends that were looked for in vain: they are not looked for again.
    endless: Vec<&'static str>,
}

pub fn tokens(page: &str) -> Tokens<'_> {
    Tokens { page, at: 0, endless: Vec::new() }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.page.get(self.at..).filter(|rest| !rest.is_empty())?;
            if !begins_markup(rest.as_bytes()) {
                let bytes = rest.as_bytes();
                let end = memchr::memchr_iter(b'<', bytes)
                    .find(|at| bytes.get(*at..).is_some_and(begins_markup))
                    .unwrap_or(rest.len());
                self.at += end;
                return Some(Token::Text(rest.get(..end)?));
            }
            if let Some(token) = self.markup(rest) {
                return Some(token);
            }
        }
    }
}

/// Whether a tag, a comment or a declaration starts here.
fn begins_markup(bytes: &[u8]) -> bool {
    match bytes {
        [b'<', b'/', next, ..] => next.is_ascii_alphabetic(),
        [b'<', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
        _ => false,
    }
}

impl<'a> Tokens<'a> {
    /// Reads the markup that `rest` starts with; `None` for what is passed over.
    fn markup(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let bytes = rest.as_bytes();
        if bytes.starts_with(b"<!--") {
            let inner = rest.get(2..)?;
            let end = self.find(inner, "-->").map(|end| end + 2 + 3);
            self.at += end.unwrap_or(4);
            return None;
        }
        if matches!(bytes.get(1), Some(b'!' | b'?')) {
            self.at += memchr::memchr(b'>', bytes).map_or(2, |end| end + 1);
            return None;
        }
        let is_end = bytes.get(1) == Some(&b'/');
        let inner = rest.get(1 + usize::from(is_end)..)?;
        let name_len = inner
            .bytes()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<'))
            .unwrap_or(inner.len());
        let name = inner.get(..name_len)?;
        let name = if name.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        let after = inner.get(name_len..)?;
        let end = tag_end(after);
        let attributes = after.get(..end)?;
        self.at += rest.len() - after.len() + (end + 1).min(after.len());
        if is_end {
            return Some(Token::End(name));
        }
        if let Some(raw) = RAW.iter().find(|raw| **raw == name) {
            let body = self.page.get(self.at..)?;
            if let Some(len) = self.find_end(body, raw) {
                self.at += len;
                return Some(Token::Raw(name, attributes, body.get(..len)?));
            }
            if matches!(*raw, "script" | "style") {
                self.at = self.page.len();
            }
        }
        Some(Token::Start(name, attributes))
    }

    fn find(&mut self, text: &str, end: &'static str) -> Option<usize> {
        if self.endless.contains(&end) {
            return None;
        }
        let found = memmem::find(text.as_bytes(), end.as_bytes());
        if found.is_none() {
            self.endless.push(end);
        }
        found
    }

    /// Where `</name` stands in `text`, in any case.
    fn find_end(&mut self, text: &str, name: &'static str) -> Option<usize> {
        if self.endless.contains(&name) {
            return None;
        }
        let bytes = text.as_bytes();
        let is_end = |at: &usize| {
            let after = bytes.get(at + 2..).unwrap_or_default();
            let this = after.get(..name.len()).unwrap_or_default();
            let next = after.get(name.len());
            this.eq_ignore_ascii_case(name.as_bytes())
                && next.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        };
        let found = memmem::find_iter(bytes, b"</").find(is_end);
        if found.is_none() {
            self.endless.push(name);
        }
        found
    }
}

/// Where the `>` stands that ends a tag: not one within a quoted value.
fn tag_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'>', b'=', rest)) {
        at += step;
        if bytes.get(at) == Some(&b'>') {
            return at;
        }
        at += 1;
        let value = bytes.get(at..).unwrap_or_default();
        let space = value.len() - value.trim_ascii_start().len();
        if let Some(quote @ (b'"' | b'\'')) = value.get(space) {
            let inner = value.get(space + 1..).unwrap_or_default();
            match memchr::memchr(*quote, inner) {
                Some(end) => at += space + 1 + end + 1,
                // An open quote does not swallow the page.
                None => break,
            }
        }
    }
    memchr::memchr(b'>', bytes).unwrap_or(bytes.len())
}

/// The attributes of a tag: lower-case name and value as written.
pub fn attributes(tag: &str) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let name_end = rest
            .bytes()
            .skip(1)
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'/'))
            .map_or(rest.len(), |at| at + 1);
        // The first byte may begin a longer character.
        let name_end = (name_end..=rest.len()).find(|at| rest.is_char_boundary(*at))?;
        let (name, after) = rest.split_at_checked(name_end)?;
        let value_part = after.trim_ascii_start();
        let Some(value) = value_part.strip_prefix('=') else {
            rest = after;
            return Some((lower(name), ""));
        };
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = quote.and_then(|quote| value.get(1..)?.split_once(quote));
        let (value, after) = inner.unwrap_or_else(|| {
            let end = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
            value.split_at_checked(end).unwrap_or((value, ""))
        });
        rest = after;
        Some((lower(name), value))
    })
    .take(ATTRIBUTES)
}

/// The value of one attribute, as written.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).find(|(n, _)| n == name).map(|(_, value)| value)
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(page: &str) -> Vec<String> {
        tokens(page)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Start(name, attrs) => format!("<{name}{attrs}>"),
                Token::End(name) => format!("</{name}>"),
                Token::Raw(name, attrs, body) => format!("[{name}{attrs}:{body}]"),
            })
            .collect()
    }

    #[test]
    fn tags_texts_and_raw_elements_are_told_apart() {
        let cases: &[(&str, &[&str])] = &[
            ("a<P CLASS=x>b</P>c", &["a", "<p CLASS=x>", "b", "</p>", "c"]),
            ("1 < 2 <3 <", &["1 < 2 <3 <"]),
            ("<!doctype html><!-- <p> --><br/>", &["<br/>"]),
            ("<a title='x>y' href=\"/\">z", &["<a title='x>y' href=\"/\">", "z"]),
            ("<a title='x>y", &["<a title='x>", "y"]),
            (
                "<script>if (a<b) {'</p>'}</SCRIPT >x",
                &["[script:if (a<b) {'</p>'}]", "</script>", "x"],
            ),
            ("<svg>no end", &["<svg>", "no end"]),
            ("<!-- no end <p>x", &[" no end ", "<p>", "x"]),
            ("<script>no end", &["<script>"]),
        ];
        for (page, expected) in cases {
            assert_eq!(shape(page), *expected, "{page}");
        }
    }

    #[test]
    fn attributes_are_read_in_every_spelling() {
        let tag = " A=1 b = \"two 2\" c='>' d e=é/ é=x";
        let all: Vec<_> = attributes(tag).map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(all, ["a=1", "b=two 2", "c=>", "d=", "e=é/", "é=x"]);
        assert_eq!(attribute(" x=1 y='2'", "y"), Some("2"));
    }

    #[test]
    fn marks_without_an_end_take_linear_time() {
        for mark in ["<!--", "<svg>", "<script", "<a b=\"", "<a b='", "</", "<?", "<title>", "<a "]
        {
            let page = mark.repeat(200_000);
            assert!(tokens(&page).count() <= 400_000, "{mark}");
        }
    }
}
