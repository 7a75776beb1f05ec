//! Markdown to plain text and blocks: what a reader sees, without the marks.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Parsed, frontmatter, html, text};
use crate::article::{BlockKind, blocks::Builder};

/// Longest text that is read as Markdown; a longer one is read as plain text.
const LONGEST: usize = 1 << 20;

/// Reads a decoded Markdown file.
pub fn parse(source: &str) -> Parsed {
    let (front, body) = frontmatter::split(source);
    let mut parsed = if body.len() > LONGEST {
        text::parse(body.to_owned())
    } else {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut reader = Reader::default();
        for event in Parser::new_ext(body, options) {
            reader.take(event);
        }
        reader.flush();
        Parsed {
            text: reader.out.text,
            blocks: reader.out.blocks,
            links: reader.out.links,
            ..Parsed::default()
        }
    };
    parsed.meta = front.meta;
    parsed.problems.extend(front.problem);
    parsed
}

#[derive(Debug, Default)]
struct Reader {
    out: Builder,
    /// The element being read.
    element: String,
    heading: bool,
    code: bool,
    /// Open list items.
    items: usize,
    /// The block of HTML being read.
    html: Option<String>,
    /// The address of the link being read, and where its words begin in the element.
    link: Option<(String, usize)>,
    /// The text that stands for an image.
    caption: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.words().push_str(&text),
            Event::SoftBreak => self.words().push(' '),
            Event::HardBreak | Event::Rule => self.flush(),
            Event::Html(html) => self.html.get_or_insert_default().push_str(&html),
            Event::InlineHtml(html) => self.markup(&html),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn words(&mut self) -> &mut String {
        self.caption.as_mut().unwrap_or(&mut self.element)
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = *level <= HeadingLevel::H6;
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::Link { dest_url, .. } => {
                self.link = Some((dest_url.to_string(), self.element.len()));
            }
            Tag::Image { .. } => self.caption = Some(String::new()),
            Tag::TableCell if !self.element.trim().is_empty() => self.element.push_str(" | "),
            tag if is_inline(tag) => {}
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => {
                let caption = self.caption.take().unwrap_or_default();
                // An image amid words has no line of its own: its text would cut a sentence.
                if self.element.trim().is_empty() {
                    self.out.push(Some(BlockKind::Caption), &caption);
                }
            }
            TagEnd::Link => {
                if let Some((address, start)) = self.link.take() {
                    self.out.link(&address, self.element.get(start..).unwrap_or_default());
                }
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::TableCell => {}
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = false;
            }
            TagEnd::HtmlBlock => {
                let laid = html::fragment(&self.html.take().unwrap_or_default());
                for link in &laid.links {
                    self.out.link(&link.address, &link.words);
                }
                for block in &laid.blocks {
                    self.out.push_lines(block.kind, block.range.of(&laid.text));
                }
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.code = false;
            }
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::MetadataBlock(_) => self.flush(),
        }
    }

    /// Words between tags stay, tags go; `<br>` and the like break the line.
    fn markup(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once('<') {
            self.words().push_str(before);
            let Some((tag, after)) = tag.split_once('>') else { return };
            let name = tag.trim_start_matches('/');
            if ["br", "p", "div", "hr", "li"].iter().any(|block| {
                name.get(..block.len()).is_some_and(|start| start.eq_ignore_ascii_case(block))
                    && !name.as_bytes().get(block.len()).is_some_and(u8::is_ascii_alphanumeric)
            }) {
                self.flush();
            }
            rest = after;
        }
        self.words().push_str(rest);
    }

    fn flush(&mut self) {
        let element = std::mem::take(&mut self.element);
        if self.code {
            self.out.push_lines(None, &element);
            return;
        }
        let kind = match (self.heading, self.items) {
            (true, _) => Some(BlockKind::Heading),
            (false, 0) => None,
            (false, _) => Some(BlockKind::ListItem),
        };
        self.out.push(kind, &element);
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::TableCell
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    type Part<'a> = (Option<BlockKind>, &'a str);

    fn read(source: &str) -> Vec<(Option<BlockKind>, String)> {
        let parsed = parse(source);
        parsed.blocks.iter().map(|b| (b.kind, b.range.of(&parsed.text).to_owned())).collect()
    }

    #[test]
    fn each_element_is_a_block_of_its_kind() {
        use BlockKind::{Caption, Heading, ListItem};
        let cases: &[(&str, &[Part<'_>])] = &[
            (
                "# A *head*\n\nOne\ntwo [three](http://x).\n",
                &[(Some(Heading), "A head"), (None, "One two three.")],
            ),
            (
                "Under\n===\n\n- one\n- two\n  - deep\n",
                &[
                    (Some(Heading), "Under"),
                    (Some(ListItem), "one"),
                    (Some(ListItem), "two"),
                    (Some(ListItem), "deep"),
                ],
            ),
            ("> Quoted\n> words\n\nAfter", &[(None, "Quoted words"), (None, "After")]),
            (
                "![The quay](q.jpg)\n\nA ![dot](d.png) inside",
                &[(Some(Caption), "The quay"), (None, "A inside")],
            ),
            ("```\nlet a;\n  b\n```\n", &[(None, "let a;\n  b")]),
            ("one  \ntwo", &[(None, "one"), (None, "two")]),
            ("a<br>b <b>c</b>\n\n<div>\nd\n</div>\n", &[(None, "a"), (None, "b c"), (None, "d")]),
            ("<script>\nx()\n</script>\n\na", &[(None, "a")]),
            ("<div\n class=x><h2>a</h2>b\n</div>\n", &[(Some(Heading), "a"), (None, "b")]),
            ("|a|b|\n|-|-|\n|c|d|\n", &[(None, "a | b"), (None, "c | d")]),
            ("x &amp; &#27;y", &[(None, "x & \u{1b}y")]),
        ];
        for (source, expected) in cases {
            let expected: Vec<_> =
                expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(kind, text)| (kind, crate::text::clean::article(&text).into_owned()))
                .collect();
            assert_eq!(read(source), expected, "{source}");
        }
    }

    #[test]
    fn deep_nesting_is_read_in_a_moment() {
        for mark in ["> ", "- ", "[", "*a_", "`a ", "<a ", "![", "1. "] {
            let text = format!("{}word", mark.repeat(20_000));
            assert!(parse(&text).text.contains("word"), "{mark}");
        }
    }
}
