//! The sentences that a summary may hold, with what is compared of each.

use std::collections::HashSet;

use super::wording;
use crate::{
    analysis::{
        Block, EntityKind, Mention, Sentence, structure,
        words::{hash, words},
    },
    article::BlockKind,
    text::TextRange,
};

/// Sentences looked at; later ones are too far from the lead to be chosen.
const MOST: usize = 120;
/// Sentences at the start whose kind is judged at once, so that noise takes no place; the others
/// are judged when they are about to be chosen.
const JUDGED: usize = 8;
/// Shorter sentences say too little.
const FEWEST_WORDS: usize = 4;
/// Longer ones do not fit a summary.
const MOST_WORDS: usize = 150;

/// A sentence that may be chosen.
#[derive(Clone)]
pub struct Candidate {
    /// Its index among all sentences.
    pub sentence: u32,
    /// Its place among the candidates.
    pub place: u32,
    /// Hashes of its words, in order.
    pub words: Vec<u64>,
    /// The same, sorted, each once.
    pub distinct: Vec<u64>,
    /// Hashes of the names and numbers in it, each once.
    pub names: Vec<u64>,
    /// Whether it is the first under a sub-heading.
    pub opens_section: bool,
    /// Whether it needs the sentence before it.
    pub dangling: bool,
    /// What speaks against it, from 0 up.
    pub weakness: f64,
}

/// The candidates, in the order of the text.
pub fn candidates(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    mentions: &[Mention],
    title: Option<&str>,
) -> Vec<Candidate> {
    let sections = section_openers(blocks);
    let title: Vec<u64> = words(title.unwrap_or("")).map(hash).collect();
    let mut found: Vec<Candidate> = Vec::new();
    let mut last_block = None;
    let mut mentions = mentions.iter().peekable();
    for (index, sentence) in (0_u32..).zip(sentences) {
        if found.len() >= MOST {
            break;
        }
        let first_of_block = last_block != Some(sentence.block);
        last_block = Some(sentence.block);
        let inside = mentions_inside(&mut mentions, sentence.range);
        let paragraph =
            blocks.get(sentence.block as usize).is_some_and(|b| b.kind == BlockKind::Paragraph);
        let line = sentence.range.of(text);
        if !paragraph || (found.len() < JUDGED && structure::is_noise(line)) {
            continue;
        }
        let hashes: Vec<u64> = words(line).take(MOST_WORDS + 1).map(hash).collect();
        if hashes.len() < FEWEST_WORDS || hashes.len() > MOST_WORDS || hashes == title {
            continue;
        }
        found.push(Candidate {
            sentence: index,
            place: u32::try_from(found.len()).unwrap_or(u32::MAX),
            names: names(text, line, &inside),
            distinct: distinct(&hashes),
            words: hashes,
            opens_section: first_of_block && sections.contains(&sentence.block),
            dangling: wording::is_dangling(line),
            weakness: wording::weakness(line),
        });
    }
    found
}

fn distinct(hashes: &[u64]) -> Vec<u64> {
    let mut distinct = hashes.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

/// Paragraphs right under a heading that is not the title.
fn section_openers(blocks: &[Block]) -> HashSet<u32> {
    let mut after_text = false;
    let mut under_heading = false;
    let mut openers = HashSet::new();
    for (at, block) in (0_u32..).zip(blocks) {
        match block.kind {
            BlockKind::Heading => under_heading = after_text,
            BlockKind::Paragraph => {
                if under_heading {
                    openers.insert(at);
                }
                after_text = true;
                under_heading = false;
            }
            BlockKind::PullQuote
            | BlockKind::QuoteAttribution
            | BlockKind::Embed
            | BlockKind::EmbedAttribution
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Caption
            | BlockKind::ListItem
            | BlockKind::Boilerplate => {}
        }
    }
    openers
}

fn mentions_inside<'a>(
    mentions: &mut std::iter::Peekable<std::slice::Iter<'a, Mention>>,
    sentence: TextRange,
) -> Vec<&'a Mention> {
    while mentions.next_if(|m| m.range.start() < sentence.start()).is_some() {}
    let mut inside = Vec::new();
    while let Some(mention) = mentions.next_if(|m| m.range.end() <= sentence.end()) {
        inside.push(mention);
    }
    inside
}

/// What a sentence names: its mentions, else its capitalised words; and whether it has a number.
fn names(text: &str, line: &str, mentions: &[&Mention]) -> Vec<u64> {
    let names = mentions.iter().filter(|m| m.kind.is_name() || m.kind == EntityKind::Money);
    let mut keys: Vec<u64> = names.map(|m| key(m.range.of(text))).collect();
    if keys.is_empty() {
        keys = capitalised(line);
    }
    keys.extend(words(line).find(|w| w.contains(|c: char| c.is_ascii_digit())).map(hash));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Runs of capitalised words, but for a lone one at the start.
fn capitalised(line: &str) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut run_start = 0;
    let mut close = |run: &mut Vec<&str>, start: usize| {
        if let Some(last) = run.last().filter(|_| start > 0 || run.len() > 1) {
            keys.push(key(last));
        }
        run.clear();
    };
    for (at, word) in line.split_whitespace().enumerate() {
        if word.contains(char::is_uppercase)
            && word.chars().filter(|c| c.is_alphabetic()).count() > 1
        {
            if run.is_empty() {
                run_start = at;
            }
            run.push(word);
        }
        if !word.contains(char::is_uppercase) || word.ends_with([',', '.', ';', ':', '"', '”']) {
            close(&mut run, run_start);
        }
    }
    close(&mut run, run_start);
    keys
}

/// The start of a name's last word: `Ells` and `Ellsian`, `Venn` and `Orla Venn` are one.
pub(super) fn key(name: &str) -> u64 {
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    let last = words(name).filter(|w| w.chars().nth(1).is_some()).last().unwrap_or(name);
    let end = last.char_indices().nth(4).map_or(last.len(), |(at, _)| at);
    hash(TextRange::new(0, end).of(last))
}
