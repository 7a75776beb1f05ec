//! The `annotate` object: everything found in one article, offsets in Unicode code points.

use serde::Serialize;

use crate::{
    analysis::{Analysis, EntityKind, summary::Length},
    article::{Article, BlockKind},
    text::TextRange,
};

#[derive(Debug, Serialize)]
struct Object<'a> {
    id: &'a str,
    path: Option<String>,
    title: Option<&'a str>,
    date: Option<String>,
    language: Option<&'a str>,
    text: &'a str,
    blocks: Vec<Block>,
    sentences: Vec<Sentence>,
    mentions: Vec<Mention<'a>>,
    entities: Vec<Entity<'a>>,
    summary: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<String>>,
}

/// What can be chosen about the summary of an `annotate` object.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub length: Length,
    /// Whether each sentence comes with its reason.
    pub reasons: bool,
}

#[derive(Debug, Serialize)]
struct Block {
    kind: BlockKind,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Sentence {
    start: usize,
    end: usize,
    block: u32,
}

#[derive(Debug, Serialize)]
struct Mention<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: EntityKind,
    entity: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    norm: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Entity<'a> {
    id: usize,
    name: &'a str,
    kind: EntityKind,
    mentions: &'a [u32],
}

/// One line of JSON, without the line feed. `id` is the article's own, or the caller's.
pub fn annotate(
    id: &str,
    article: &Article,
    analysis: &Analysis,
    wanted: Wanted,
) -> serde_json::Result<String> {
    let text = article.text.as_str();
    let points = CodePoints::of(text);
    let span = |range: TextRange| (points.at(range.start()), points.at(range.end()));
    let meta = &analysis.meta;
    let picks = analysis.summary(wanted.length);
    serde_json::to_string(&Object {
        id,
        path: article.path.as_deref().map(super::slashed),
        title: meta.title.as_ref().map(|t| t.value.as_str()),
        date: meta.date.as_ref().map(|d| d.value.to_string()),
        language: meta.language.as_ref().map(|l| l.value.as_str()),
        text,
        blocks: (analysis.blocks.iter())
            .map(|block| {
                let (start, end) = span(block.range);
                Block { kind: block.kind, start, end }
            })
            .collect(),
        sentences: (analysis.sentences.iter())
            .map(|sentence| {
                let (start, end) = span(sentence.range);
                Sentence { start, end, block: sentence.block }
            })
            .collect(),
        mentions: (analysis.mentions.iter())
            .map(|mention| {
                let (start, end) = span(mention.range);
                Mention {
                    start,
                    end,
                    text: mention.range.of(text),
                    kind: mention.kind,
                    entity: mention.entity,
                    norm: mention.norm.as_deref(),
                }
            })
            .collect(),
        entities: (analysis.entities.iter().enumerate())
            .map(|(id, entity)| Entity {
                id,
                name: &entity.name,
                kind: entity.kind,
                mentions: &entity.mentions,
            })
            .collect(),
        summary: picks.iter().map(|pick| pick.sentence).collect(),
        reasons: (wanted.reasons)
            .then(|| picks.iter().map(|pick| pick.reason.label(text)).collect()),
    })
}

/// Byte offsets to code points, with a mark every [`STRIDE`] bytes.
struct CodePoints<'a> {
    text: &'a str,
    /// Code points before the character that holds or follows byte `n * STRIDE`.
    marks: Vec<usize>,
}

const STRIDE: usize = 128;

impl<'a> CodePoints<'a> {
    fn of(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                marks.push(seen);
            }
            seen += usize::from(byte & 0xc0 != 0x80);
        }
        marks.push(seen);
        Self { text, marks }
    }

    fn at(&self, byte: usize) -> usize {
        let mark = byte / STRIDE;
        let before = self.marks.get(mark).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(mark * STRIDE..byte).unwrap_or_default();
        before + rest.iter().filter(|b| **b & 0xc0 != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let text = "aé€𝄞".repeat(100);
        let points = CodePoints::of(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), point);
        }
        assert_eq!(points.at(text.len()), 400);
    }
}
