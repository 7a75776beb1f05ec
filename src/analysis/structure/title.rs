//! A title for an article that states none: its heading, else its first sentence cut at a clause,
//! else the file's name.

use super::meta::{first_paragraph, from_text};
use crate::{
    analysis::{Block, Mention, sentences},
    article::{Article, BlockKind, Found, Origin},
    text::{Clean, TextRange, clean},
};

/// A title made of a sentence is cut at a clause before so many characters.
const CLAUSE: usize = 110;
/// No title is longer.
pub(super) const LONGEST_TITLE: usize = 200;

pub fn title(article: &Article, blocks: &[Block], mentions: &[Mention]) -> Option<Found<Clean>> {
    let text = article.text.as_str();
    if let Some(heading) = leading_heading(blocks) {
        return from_text(one_line(heading.of(text), LONGEST_TITLE));
    }
    if let Some(lead) = lead(text, blocks) {
        let first = mentions.partition_point(|m| m.range.start() < lead.start());
        let inside = mentions.iter().skip(first).take_while(|m| lead.contains(m.range));
        let names: Vec<String> = inside.map(|m| flat(m.range.of(text))).collect();
        return from_text(clause(lead.of(text), &names));
    }
    let stem = article.path.as_deref()?.file_stem()?.to_string_lossy().replace(['_', '-'], " ");
    let value = one_line(&stem, LONGEST_TITLE);
    (!value.is_empty()).then(|| Found { value: Clean::line(value), origin: Origin::FileName })
}

/// A heading before any paragraph.
fn leading_heading(blocks: &[Block]) -> Option<TextRange> {
    let first = blocks.iter().find(|b| {
        matches!(b.kind, BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem)
    })?;
    (first.kind == BlockKind::Heading).then_some(first.range)
}

/// The first sentence of the first paragraph, without the head of a dispatch.
fn lead(text: &str, blocks: &[Block]) -> Option<TextRange> {
    let (paragraph, range) = first_paragraph(text, blocks)?;
    let start = super::without_dispatch_head(paragraph);
    let range = TextRange::new(range.end() - start.len(), range.end());
    let capped = range.of(text).char_indices().nth(2000).map_or(range.len(), |(at, _)| at);
    let range = TextRange::new(range.start(), range.start() + capped);
    sentences::split(text, range).first().copied()
}

/// A sentence cut before a clause that could be left out, with an ellipsis where it is cut; never
/// inside a name or a quotation.
fn clause(sentence: &str, names: &[String]) -> String {
    let line = one_line(sentence, LONGEST_TITLE * 4);
    let line = line.trim_end_matches(['.', '。', '।', '۔']);
    if line.chars().count() <= CLAUSE {
        return line.to_owned();
    }
    let limit = line.char_indices().nth(CLAUSE).map_or(line.len(), |(at, _)| at);
    let least = limit / 3;
    let window = TextRange::new(0, limit).of(line);
    let taken: Vec<TextRange> = (names.iter())
        .filter(|name| !name.is_empty())
        .flat_map(|name| line.match_indices(name.as_str()))
        .map(|(at, name)| TextRange::new(at, at + name.len()))
        .collect();
    let in_name = |at: usize| taken.iter().find(|name| name.start() < at && at < name.end());
    let cut = |marks: &[&str]| {
        let places = marks.iter().flat_map(|mark| window.match_indices(mark)).map(|(at, _)| at);
        places.filter(|at| *at > least && in_name(*at).is_none() && !quotes(line, *at)).max()
    };
    let strong = cut(&["; ", ": ", " – ", " — ", " - ", ", ", "，", "、", "، ", "؛ "]);
    let joined =
        cut(&[" who ", " which ", " after ", " while ", " when ", " amid ", " because ", " as "]);
    let weak = cut(&[" at ", " in ", " on ", " for ", " with ", " during ", " over ", " to "]);
    let word = || window.rfind(' ').filter(|at| *at > least).unwrap_or(limit);
    let at = strong.or(joined).or(weak).or_else(|| cut(&[" "])).unwrap_or_else(word);
    let at = in_name(at).map(|name| name.start()).filter(|at| *at > least).unwrap_or(at);
    ellipsis(TextRange::new(0, at).of(line))
}

/// Whether a quotation is open before `at`.
fn quotes(line: &str, at: usize) -> bool {
    let before = TextRange::new(0, at).of(line);
    let count = |mark: char| before.matches(mark).count();
    count('"') % 2 == 1 || count('“') > count('”') || count('«') > count('»')
}

/// One cleaned line of at most `longest` characters.
pub(super) fn one_line(text: &str, longest: usize) -> String {
    shorten(&clean::line(&flat(text)), longest)
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(line: &str, longest: usize) -> String {
    let Some((limit, _)) = line.char_indices().nth(longest) else { return line.to_owned() };
    let head = TextRange::new(0, limit).of(line);
    let word = head.rfind(' ').filter(|at| *at > limit / 2);
    ellipsis(word.map_or(head, |at| TextRange::new(0, at).of(head)))
}

fn ellipsis(cut: &str) -> String {
    format!("{}…", cut.trim_end_matches([',', ' ', ';', ':', '–', '—', '-', '،', '，', '、']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_lead_is_cut_at_a_clause_and_says_so() {
        let cases = [
            ("The ferry sank.", "The ferry sank"),
            (
                "The old ferry between Port Ells and the outer islands sank on Monday, the coast \
                 guard said after a night of searching in high waves.",
                "The old ferry between Port Ells and the outer islands sank on Monday…",
            ),
            (
                "The old ferry between Port Ells and the outer islands of the Marsh archipelago \
                 sank near the lighthouse on Monday at noon while the crew was at lunch.",
                "The old ferry between Port Ells and the outer islands of the Marsh archipelago \
                 sank near the lighthouse…",
            ),
            (
                "The ferry between Port Ells and the islands \"will sail again, as it always has, \
                 whatever the weather and whoever it is that steers it\", its owner said.",
                "The ferry between Port Ells and the islands…",
            ),
        ];
        for (sentence, expected) in cases {
            assert_eq!(clause(sentence, &[]), expected);
        }
    }

    #[test]
    fn a_title_is_never_cut_inside_a_name() {
        let sentence = "The mayor of the town and all its seven aldermen went to the new Museum of \
            Boats in Old Harbours for Children on foot";
        assert!(clause(sentence, &[]).ends_with("Museum of Boats in Old Harbours…"));
        let name = "Museum of Boats in Old Harbours for Children".to_owned();
        assert_eq!(
            clause(sentence, &[name]),
            "The mayor of the town and all its seven aldermen went…"
        );
    }
}
