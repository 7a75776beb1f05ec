//! The sentences that a summary may hold, with what is compared of each.

use std::collections::HashSet;

use super::wording::{Leaning, Wording};
use crate::{
    analysis::{
        Block, EntityKind, Mention, Sentence, structure,
        words::{hash, hash_all, words},
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
/// Words in a row that are counted as said again.
const RUN: usize = 4;
/// With fewer different words, a text cannot tell its own sentences from strange ones.
const ENOUGH_WORDS: usize = 80;
/// Longer ones do not fit a summary.
const MOST_WORDS: usize = 150;

/// A sentence that may be chosen.
#[derive(Clone)]
pub struct Candidate {
    /// Its index among all sentences.
    pub sentence: u32,
    /// Whether it is known to be no noise.
    pub judged: bool,
    /// Its place among the candidates.
    pub place: usize,
    /// Hashes of its words, in order.
    pub words: Vec<u64>,
    /// The same, sorted, each once.
    pub distinct: Vec<u64>,
    /// Of its runs of words, those that another candidate has too, sorted.
    runs: Vec<u64>,
    /// Hashes of the names and numbers in it, each once.
    pub names: Vec<u64>,
    /// Whether it is the first under a sub-heading.
    pub opens_section: bool,
    pub wording: Wording,
}

impl Candidate {
    /// Whether it can be understood after `chosen`. What opens the text leans on nothing.
    pub fn stands(&self, chosen: &[Self]) -> bool {
        let after = self.place == 0 || chosen.iter().any(|c| c.place + 1 == self.place);
        match self.wording.leaning {
            Leaning::Nothing => true,
            Leaning::Before => after,
            Leaning::Word(word) => {
                let told = |c: &Self| c.place < self.place && c.has(word);
                after || chosen.iter().any(told)
            }
        }
    }

    fn has(&self, word: u64) -> bool {
        self.distinct.binary_search(&word).is_ok()
    }

    /// Whether one sentence holds the other, or most of the shorter one's words.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let (short, long) =
            if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        short.words.is_empty()
            || long.words.windows(short.words.len()).any(|w| w == short.words.as_slice())
            || (short.distinct.len() > 5 && short.shared(long) * 5 >= short.distinct.len() * 4)
    }

    /// Words that `other` has too.
    fn shared(&self, other: &Self) -> usize {
        self.distinct.iter().filter(|w| other.has(**w)).count()
    }

    /// Whether much of it stands word for word in `chosen`: a run of eight words, or a fifth.
    pub fn repeats(&self, chosen: &[Self]) -> bool {
        if self.runs.is_empty() {
            return false;
        }
        let said = |run: &&u64| chosen.iter().any(|c| c.runs.binary_search(run).is_ok());
        let again = self.runs.iter().filter(said).count();
        again > RUN || (again > 1 && again * 5 > self.words.len())
    }
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
    let mut after_by = false;
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
        // Some copy writes `By.` and the name as two sentences.
        let signed = std::mem::replace(&mut after_by, is_lone_by(line));
        let judged = found.len() < JUDGED;
        if !paragraph || signed || (judged && structure::is_noise(line)) {
            continue;
        }
        let hashes: Vec<u64> = words(line).take(MOST_WORDS + 1).map(hash).collect();
        if hashes.len() < FEWEST_WORDS || hashes.len() > MOST_WORDS || hashes == title {
            continue;
        }
        found.push(Candidate {
            sentence: index,
            judged,
            place: found.len(),
            names: names(text, line, &inside),
            distinct: distinct(&hashes),
            runs: distinct(&hashes.windows(RUN).map(hash_all).collect::<Vec<u64>>()),
            words: hashes,
            opens_section: first_of_block && sections.contains(&sentence.block),
            wording: Wording::of(line),
        });
    }
    leave_out_strangers(&mut found);
    let (_, again) = shared(found.iter().map(|c| &c.runs));
    for candidate in &mut found {
        candidate.runs.retain(|run| again.binary_search(run).is_ok());
    }
    found
}

/// How many different values the lists hold, and, sorted, those that stand in more than one.
fn shared<'a>(lists: impl Iterator<Item = &'a Vec<u64>>) -> (usize, Vec<u64>) {
    let mut all: Vec<u64> = lists.flatten().copied().collect();
    all.sort_unstable();
    let groups = all.chunk_by(|a, b| a == b);
    let shared = groups.clone().filter_map(|g| g.first().copied().filter(|_| g.len() > 1));
    (groups.count(), shared.collect())
}

/// Leaves out sentences that share hardly a word with the rest of a longer text: lines of another
/// language, cut in from elsewhere.
fn leave_out_strangers(found: &mut Vec<Candidate>) {
    let (count, shared) = shared(found.iter().map(|c| &c.distinct));
    if count < ENOUGH_WORDS {
        return;
    }
    found.retain(|c| {
        let known = c.distinct.iter().filter(|w| shared.binary_search(w).is_ok()).count();
        known * 8 >= c.distinct.len()
    });
    for (place, candidate) in found.iter_mut().enumerate() {
        candidate.place = place;
    }
}

fn is_lone_by(line: &str) -> bool {
    line.trim_end_matches(['.', ' ']).eq_ignore_ascii_case("by")
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
    if line.bytes().any(|b| b.is_ascii_digit()) {
        keys.extend(words(line).find(|w| w.contains(|c: char| c.is_ascii_digit())).map(hash));
    }
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
        let capital = word.contains(char::is_uppercase);
        if capital && word.chars().filter(|c| c.is_alphabetic()).count() > 1 {
            if run.is_empty() {
                run_start = at;
            }
            run.push(word);
        }
        if !capital || word.ends_with([',', '.', ';', ':', '"', '”']) {
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
