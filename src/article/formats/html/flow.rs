//! Lays out a page's elements as blocks of text, one after the other.

use super::{
    entities,
    marks::{MARKS, is_mark},
    scan::{self, Token},
};
use crate::article::{BlockKind, blocks::Builder};

/// What is laid out: the blocks, and of each how much of it is the text of links.
#[derive(Debug, Default)]
pub struct Layout {
    pub out: Builder,
    /// Per hundred, one for each block.
    pub links: Vec<usize>,
}

/// The text of a piece of HTML, in blocks.
pub fn lay_out(html: &str) -> Layout {
    let mut flow = Flow::default();
    for token in scan::tokens(html) {
        match token {
            Token::Text(text) => flow.text(&entities::decode(text)),
            Token::Start(name, attributes) if name == "a" => {
                flow.leave();
                let address = scan::attribute(attributes, "href");
                flow.link =
                    address.map(|href| (entities::decode(href).into_owned(), String::new()));
            }
            Token::Start(name, _) => flow.start(&name),
            Token::End(name) => flow.end(&name),
            Token::Raw(..) => {}
        }
    }
    flow.leave();
    flow.flush();
    flow.laid
}

#[derive(Debug, Default)]
struct Flow {
    laid: Layout,
    element: String,
    /// Bytes of words in the element, and of those within links.
    words: usize,
    linked: usize,
    /// The address of the link that is open, and its words so far.
    link: Option<(String, String)>,
    /// What the marks in the element's text say of it.
    marked: Option<BlockKind>,
    heading: bool,
    /// Open list items, and cells of the row.
    items: usize,
    cells: usize,
    preformatted: bool,
}

impl Flow {
    fn text(&mut self, text: &str) {
        let mut kind = None;
        for part in text.split_inclusive(is_mark) {
            let mark = part.chars().next_back().filter(|c| is_mark(*c));
            let words = part.strip_suffix(is_mark).unwrap_or(part);
            if !words.trim().is_empty() {
                if self.marked != kind && !self.element.trim().is_empty() {
                    self.flush();
                }
                self.marked = kind;
            }
            self.element.push_str(words);
            let count = words.trim().len();
            self.words += count;
            if let Some((_, link)) = &mut self.link {
                self.linked += count;
                link.push_str(words);
            }
            kind = mark.and_then(|mark| MARKS.iter().find(|(m, _)| *m == mark)).map(|(_, k)| *k);
        }
    }

    fn start(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = true;
            }
            "li" => {
                self.flush();
                self.items += 1;
            }
            "pre" => {
                self.flush();
                self.preformatted = true;
            }
            "tr" => {
                self.flush();
                self.cells = 0;
            }
            "td" | "th" => {
                if self.cells > 0 && !self.element.trim().is_empty() {
                    self.element.push_str(" | ");
                }
                self.cells += 1;
            }
            _ if is_inline(name) => {}
            // Paragraphs in a cell do not break its row.
            "p" | "div" | "br" if self.cells > 0 => self.element.push(' '),
            _ => self.flush(),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = false;
            }
            "li" => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            "pre" => {
                self.flush();
                self.preformatted = false;
            }
            "tr" | "table" => {
                self.flush();
                self.cells = 0;
            }
            "td" | "th" => {}
            "a" => self.leave(),
            _ if is_inline(name) => {}
            "p" | "div" if self.cells > 0 => self.element.push(' '),
            _ => self.flush(),
        }
    }

    fn leave(&mut self) {
        if let Some((address, words)) = self.link.take() {
            self.laid.out.link(&address, &words);
        }
    }

    fn flush(&mut self) {
        let element = std::mem::take(&mut self.element);
        let marked = self.marked.take();
        let links = std::mem::take(&mut self.linked) * 100 / std::mem::take(&mut self.words).max(1);
        if self.preformatted && marked.is_none() {
            self.laid.out.push_lines(None, &element);
            self.laid.links.resize(self.laid.out.blocks.len(), links);
            return;
        }
        let by_tag = match (self.heading, self.items) {
            (true, _) => Some(BlockKind::Heading),
            (false, 0) => None,
            (false, _) => Some(BlockKind::ListItem),
        };
        let is_attribution = marked == Some(BlockKind::Embed)
            && element.trim_start().starts_with(['—', '–'])
            && element.len() < 300;
        let marked = if is_attribution { Some(BlockKind::EmbedAttribution) } else { marked };
        self.laid.out.push(marked.or(by_tag), &element);
        self.laid.links.resize(self.laid.out.blocks.len(), links);
    }
}

/// Elements that do not break a line; unknown ones do.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    type Part<'a> = (Option<BlockKind>, &'a str);

    fn read(html: &str) -> Vec<(Option<BlockKind>, String)> {
        let out = lay_out(html).out;
        out.blocks.iter().map(|b| (b.kind, b.range.of(&out.text).to_owned())).collect()
    }

    #[test]
    fn elements_become_blocks_of_their_kind() {
        use BlockKind::{Caption, Embed, EmbedAttribution, Heading, ListItem};
        let cases: &[(&str, &[Part<'_>])] = &[
            (
                "<h2>A</h2><p>One <b>two</b>\n three</p>",
                &[(Some(Heading), "A"), (None, "One two three")],
            ),
            ("a<br>b", &[(None, "a"), (None, "b")]),
            ("<ul><li>a<li><p>b</p></ul>c", &[(Some(ListItem), "a"), (Some(ListItem), "b")]),
            ("<tr><td><p>a</p><td>b</tr><tr><td>c", &[(None, "a | b"), (None, "c")]),
            (
                "<p>\u{fdd1}The \u{fdd0}<a>\u{fdd1}quay\u{fdd0}</a>Words",
                &[(Some(Caption), "The quay"), (None, "Words")],
            ),
            (
                "<div><p>\u{fdd2}Post\u{fdd0}</p>\u{fdd2}— Ada (@ada)\u{fdd0}</div>",
                &[(Some(Embed), "Post"), (Some(EmbedAttribution), "— Ada (@ada)")],
            ),
            ("<pre>a\n  b</pre>", &[(None, "a\n  b")]),
            ("R&amp;D &#8211; x", &[(None, "R&D – x")]),
        ];
        for (html, expected) in cases {
            let mut expected: Vec<_> =
                expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            if html.contains("</ul>c") {
                // An item that is never ended goes on.
                expected.push((Some(ListItem), "c".to_owned()));
            }
            assert_eq!(read(html), expected, "{html}");
        }
    }
}
