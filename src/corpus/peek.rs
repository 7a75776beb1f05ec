//! Tells of most files that a word is not in their text, from their bytes: nothing is parsed, and when
//! in doubt the word may be there.

use memchr::memmem;
use regex::bytes::{Regex, RegexBuilder};

use super::{FileEntry, read::contents};
use crate::{
    article::{Format, encoding},
    text::fold,
};

/// What these say in HTML ends a word.
const BETWEEN_WORDS: &[&str] = &[
    "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&apos;", "&#39;", "&#039;", "&#x27;", "&ldquo;",
    "&rdquo;", "&lsquo;", "&rsquo;", "&#8216;", "&#8217;", "&#8220;", "&#8221;", "&ndash;",
    "&mdash;", "&#8211;", "&#8212;", "&hellip;", "&#8230;", "&#160;", "&copy;", "&pound;",
    "&euro;",
];

/// What is no text shows it in its first bytes.
const HEAD: usize = 256;

/// A word of letters and digits of ASCII, in lower case, made ready to be sought in many files.
#[derive(Debug)]
pub struct Peek {
    any_case: Regex,
    folded: memmem::Finder<'static>,
}

impl Peek {
    /// `None` for what is no such word.
    pub fn new(word: &str) -> Option<Self> {
        let plain = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric());
        let any_case =
            RegexBuilder::new(word).unicode(false).case_insensitive(true).build().ok()?;
        plain.then(|| Self { any_case, folded: memmem::Finder::new(word).into_owned() })
    }

    /// Whether the text of a file surely has no such word.
    pub fn lacks(&self, file: &FileEntry) -> bool {
        contents(&file.full).is_ok_and(|(bytes, _)| self.bytes_lack(&bytes, file.format))
    }

    /// The same of what is in the file.
    pub(super) fn bytes_lack(&self, bytes: &[u8], format: Format) -> bool {
        if self.any_case.is_match(bytes) {
            return false;
        }
        // No text, another encoding than UTF-8, or none at all.
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        if memchr::memchr2(0, 0x1b, bytes).is_some() || encoding::not_text(head).is_some() {
            return false;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        if !text.is_ascii() && self.is_folded_in(text) {
            return false;
        }
        // Marks inside of a word.
        match format {
            Format::Text => true,
            Format::Markdown | Format::Html => bare(&fold::fold(text), format)
                .is_some_and(|bare| self.folded.find(bare.as_bytes()).is_none()),
        }
    }

    /// Whether the word is in a text by letters that only fold to its own. It is inside of what
    /// stands between two other characters of ASCII, and something there is not of ASCII.
    fn is_folded_in(&self, text: &str) -> bool {
        let outside = |b: &u8| b.is_ascii() && !b.is_ascii_alphanumeric();
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|b| !b.is_ascii()) {
            let bytes = rest.as_bytes();
            let start = bytes.iter().take(at).rposition(outside).map_or(0, |before| before + 1);
            let end = bytes.iter().skip(at).position(outside).map_or(rest.len(), |n| at + n);
            let odd = rest.get(start..end).unwrap_or(rest);
            if self.folded.find(fold::fold(odd).as_bytes()).is_some() {
                return true;
            }
            rest = rest.get(end..).unwrap_or_default();
        }
        false
    }
}

/// A folded text without its marks; `None` where they could stand for letters.
fn bare(folded: &str, format: Format) -> Option<String> {
    let mut bare = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(at) = rest.find(['&', '<', '*', '_', '`', '~', '[', ']', '\\']) {
        let (before, marked) = rest.split_at(at);
        bare.push_str(before);
        let taken = if marked.starts_with('&') {
            let known = BETWEEN_WORDS.iter().find(|known| marked.starts_with(**known));
            let plain = marked
                .get(1..)
                .is_none_or(|after| !after.starts_with(|c: char| c == '#' || c.is_alphanumeric()));
            bare.push(' ');
            known.map(|known| known.len()).or(plain.then_some(1))?
        } else if marked.starts_with('<') && format == Format::Html {
            marked.find('>').map_or(marked.len(), |end| end + 1)
        } else if marked.starts_with(']') {
            // The address of a link stands between its words and what follows.
            let link = marked.starts_with("](");
            if link { marked.find(')').map_or(1, |end| end + 1) } else { 1 }
        } else {
            1
        };
        rest = marked.get(taken..).unwrap_or_default();
    }
    bare.push_str(rest);
    Some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::formats;

    #[test]
    fn a_word_that_is_there_is_never_said_to_be_lacking() {
        let cases: &[(Format, &[u8])] = &[
            (Format::Text, b"The DOCKERS walked."),
            (Format::Text, "d\u{f3}ck\u{e9}rs".as_bytes()),
            (Format::Text, "dock\u{ad}ers".as_bytes()),
            (Format::Text, "\u{2013}dock\u{e9}rs".as_bytes()),
            (Format::Text, "an\u{e9} (dockers\u{301})".as_bytes()),
            (Format::Text, "\u{ff44}ockers".as_bytes()),
            (Format::Text, b"\xff\xfed\0o\0c\0k\0e\0r\0s\0 \0w\0a\0l\0k\0e\0d\0"),
            (Format::Text, b"dock\xe9rs dockers"),
            (Format::Markdown, b"The dock**ers** walked."),
            (Format::Markdown, b"The [dock](http://a.b/c)ers walked."),
            (Format::Markdown, b"do\\ckers, d&oacute;ckers"),
            (Format::Html, b"<p>The dock<b>ers</b> walked, all of them, to the gate.</p>"),
            (Format::Html, b"<p>The d&oacute;ckers walked, all of them, to the gate.</p>"),
            (Format::Html, b"<p>The &#100;ockers walked, all of them, to the gate.</p>"),
        ];
        let peek = Peek::new("dockers").unwrap();
        for (format, bytes) in cases {
            assert!(!peek.bytes_lack(bytes, *format), "{}", String::from_utf8_lossy(bytes));
            let article = formats::parse("a".as_ref(), *format, bytes, None);
            // Of a page so short nothing may be left.
            if *format != Format::Html && !bytes.contains(&0xe9) {
                assert!(fold::contains(&article.text, "dockers"), "{:?}", article.text);
            }
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_left_to_be_told_of() {
        let peek = Peek::new("dockers").unwrap();
        assert!(!peek.bytes_lack(b"%PDF-1.4 and so on", Format::Text));
        assert!(!peek.bytes_lack(&[1; 300], Format::Text));
        assert!(Peek::new("").is_none() && Peek::new("d.c").is_none());
    }

    #[test]
    fn most_words_are_seen_to_be_lacking() {
        for (format, text) in [
            (Format::Text, "The dock workers walked."),
            (Format::Text, "The dóck wörkers walked – “all” of them."),
            (Format::Markdown, "The *dock* workers walked & went."),
            (Format::Html, "<p>The dock&nbsp;workers&rsquo; gate <!-- dock -->ers</p>"),
        ] {
            let peek = Peek::new("dockers").unwrap();
            assert!(peek.bytes_lack(text.as_bytes(), format), "{text}");
        }
    }
}
