//! Reads the labelled articles: eight columns for the kind, the rest of the line as it stands.
//!
//! `=== text tune name` begins an article: how it is laid out (`text`: a line each; `airy`: an
//! empty line between any two; `mail`: hard-wrapped; `html`; `md`), whether rules may be mended
//! with it (`tune`) or not (`hold`). A line without a kind goes on with the one above it; in pages
//! and Markdown it is markup without text of its own.

use std::{fs, path::Path};

use copydesk::article::BlockKind;

/// One labelled article.
pub struct Item {
    pub file: String,
    pub name: String,
    pub part: Part,
    pub layout: Layout,
    pub source: String,
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Tune,
    Hold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Lines,
    Airy,
    Mail,
    Html,
    Markdown,
}

impl Layout {
    fn is_markup(self) -> bool {
        matches!(self, Self::Html | Self::Markdown)
    }
}

/// One part of an article as the editor sees it.
pub struct Piece {
    pub kind: BlockKind,
    pub text: String,
}

/// The editor's kinds, finer than the product's, and what the product calls them.
const KINDS: [(&str, BlockKind); 18] = [
    ("head", BlockKind::Heading),
    ("sub", BlockKind::Heading),
    ("p", BlockKind::Paragraph),
    ("pull", BlockKind::PullQuote),
    ("pullby", BlockKind::QuoteAttribution),
    ("post", BlockKind::Embed),
    ("postby", BlockKind::EmbedAttribution),
    ("by", BlockKind::Byline),
    ("date", BlockKind::Dateline),
    // The time above an entry of a live blog.
    ("stamp", BlockKind::Dateline),
    ("cap", BlockKind::Caption),
    ("li", BlockKind::ListItem),
    // A row of a table.
    ("row", BlockKind::ListItem),
    // A link to another story.
    ("rel", BlockKind::Boilerplate),
    ("corr", BlockKind::Boilerplate),
    // The author's biography.
    ("bio", BlockKind::Boilerplate),
    ("copy", BlockKind::Boilerplate),
    // Sharing, newsletters, cookies, slugs, contacts, section names, signatures.
    ("junk", BlockKind::Boilerplate),
];

/// All labelled articles, by file and place.
pub fn read() -> Vec<Item> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/structure/set");
    let entries = fs::read_dir(folder).expect("the folder of the set");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let mut items = Vec::new();
    for path in paths {
        let file = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a file of the set is UTF-8");
        items.extend(text.split("\n=== ").skip(1).map(|article| item(&file, article)));
    }
    items
}

fn item(file: &str, article: &str) -> Item {
    let (head, body) = article.split_once('\n').expect("an article has lines");
    let mut words = head.splitn(3, ' ');
    let layout = match words.next() {
        Some("text") => Layout::Lines,
        Some("airy") => Layout::Airy,
        Some("mail") => Layout::Mail,
        Some("html") => Layout::Html,
        Some("md") => Layout::Markdown,
        _ => panic!("{file}: {head}"),
    };
    let part = match words.next() {
        Some("tune") => Part::Tune,
        Some("hold") => Part::Hold,
        _ => panic!("{file}: {head}"),
    };
    let name = words.next().unwrap_or_else(|| panic!("{file}: {head}")).to_owned();
    let mut item =
        Item { file: file.to_owned(), name, part, layout, source: String::new(), pieces: vec![] };
    for line in body.lines().filter(|line| !line.is_empty()) {
        item.add(line);
    }
    item
}

impl Item {
    fn add(&mut self, line: &str) {
        let (label, text) = line.split_at(8);
        let label = label.trim();
        if label.is_empty() {
            let goes_on = self.pieces.last_mut().filter(|_| !self.layout.is_markup());
            if let Some(piece) = goes_on {
                piece.text.push_str(text);
            }
        } else {
            let kind = KINDS.iter().find(|(name, _)| *name == label);
            let kind = kind.unwrap_or_else(|| panic!("{}: no kind {label}", self.name)).1;
            if is_set_apart(self.layout, self.pieces.last(), kind) {
                self.source.push('\n');
            }
            let text = if self.layout.is_markup() { seen(text) } else { text.to_owned() };
            self.pieces.push(Piece { kind, text });
        }
        self.source.push_str(text);
        self.source.push('\n');
    }
}

/// Whether an empty line stands before a piece.
fn is_set_apart(layout: Layout, above: Option<&Piece>, kind: BlockKind) -> bool {
    let is_paragraph = |kind| kind == BlockKind::Paragraph;
    above.is_some_and(|above| match layout {
        Layout::Lines | Layout::Html => false,
        Layout::Airy => true,
        Layout::Mail => is_paragraph(kind) || is_paragraph(above.kind),
        Layout::Markdown => kind != BlockKind::ListItem || above.kind != BlockKind::ListItem,
    })
}

/// The words of a line of HTML or Markdown, without tags, entities and addresses of links.
fn seen(line: &str) -> String {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let mut text = String::new();
    let mut hidden = None;
    let mut last = ' ';
    for c in line.replace("&mdash;", "—").chars() {
        match (hidden, c) {
            (None, '<') => hidden = Some('>'),
            (None, '(') if last == ']' => hidden = Some(')'),
            (Some(end), c) if c == end => hidden = None,
            (None, c) => text.push(c),
            (Some(_), _) => {}
        }
        last = c;
    }
    text
}

/// Letters and digits alone: what stays the same whatever the layout.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
