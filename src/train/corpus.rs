//! Reads token-labelled corpora and makes examples of them: running text, our own words, and for
//! each word the set of labels that the corpus allows.

use std::{
    collections::{HashMap, HashSet},
    io,
    path::Path,
};

use copydesk::{
    analysis::entities::{
        features::Features,
        labels::{KINDS, beginning, inside},
        lexicon::Lexicon,
        words::{Document, Quick, Words},
    },
    text::TextRange,
};

use crate::{
    glue,
    kinds::{Kinds, Scheme},
    random::Random,
};

/// A document as running text; of each sentence, its tokens.
pub struct Text {
    pub text: String,
    pub sentences: Vec<Vec<Token>>,
}

pub struct Token {
    pub range: TextRange,
    /// As in the file: `O`, `B-PER`, …
    pub tag: String,
}

/// Reads `SET.conll` under `folder`. A file that is one document is loose sentences: each becomes a
/// document.
pub fn read(folder: &Path, set: &str) -> io::Result<Vec<Text>> {
    let path = folder.join(format!("{set}.conll"));
    let file = std::fs::read_to_string(&path)
        .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
    let mut documents: Vec<Vec<Vec<(&str, &str)>>> = Vec::new();
    let mut sentence = Vec::new();
    for line in file.lines().chain(std::iter::once("")) {
        if let Some((token, tag)) = line.split_once('\t') {
            sentence.push((token, tag));
            continue;
        }
        if !sentence.is_empty() {
            if documents.is_empty() {
                documents.push(Vec::new());
            }
            if let Some(document) = documents.last_mut() {
                document.push(std::mem::take(&mut sentence));
            }
        }
        if line.starts_with("# doc ") {
            documents.push(Vec::new());
        }
    }
    if documents.len() == 1 {
        documents = documents.into_iter().flatten().map(|s| vec![s]).collect();
    }
    documents.retain(|d| !d.is_empty());
    let keeps = glue::keeps_hyphens(documents.iter().flatten().flatten().map(|t| t.0));
    Ok(documents.iter().map(|d| natural(d, keeps)).collect())
}

fn natural(document: &[Vec<(&str, &str)>], keeps_hyphens: bool) -> Text {
    let mut text = String::new();
    let mut sentences = Vec::new();
    for tokens in document {
        let raw: Vec<&str> = tokens.iter().map(|t| t.0).collect();
        let (words, spaces) = glue::glue(&raw, keeps_hyphens);
        if !text.is_empty() {
            text.push(' ');
        }
        let mut sentence = Vec::new();
        for ((word, space), (_, tag)) in words.iter().zip(spaces).zip(tokens) {
            if space {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            sentence
                .push(Token { range: TextRange::new(start, text.len()), tag: (*tag).to_owned() });
        }
        sentences.push(sentence);
    }
    Text { text, sentences }
}

/// A name in a sentence: tokens `start..end`, tag without `B-`.
pub struct Gold<'a> {
    pub start: usize,
    pub end: usize,
    pub tag: &'a str,
}

/// The names of a sentence of a corpus.
pub fn golds(sentence: &[Token]) -> Vec<Gold<'_>> {
    let mut found: Vec<Gold> = Vec::new();
    for (at, token) in sentence.iter().enumerate() {
        let Some((mark, tag)) = token.tag.split_once('-') else { continue };
        match found.last_mut() {
            Some(last) if mark == "I" && last.end == at && last.tag == tag => last.end += 1,
            _ => found.push(Gold { start: at, end: at + 1, tag }),
        }
    }
    found
}

/// A set of labels.
pub type Allowed = u32;

pub const ANY: Allowed = (1 << (2 * KINDS.len() + 1)) - 1;

fn beginnings(kinds: Kinds) -> Allowed {
    (0u8..8).filter(|k| kinds >> k & 1 == 1).map(|k| 1 << beginning(k)).sum()
}

fn insides(kinds: Kinds) -> Allowed {
    (0u8..8).filter(|k| kinds >> k & 1 == 1).map(|k| 1 << inside(k)).sum()
}

/// Everything that is trained on, in flat lists.
#[derive(Default)]
pub struct Examples {
    /// Numbers of features, word after word.
    pub ids: Vec<u32>,
    /// Where each word's features end.
    pub ends: Vec<usize>,
    pub allowed: Vec<Allowed>,
    /// Ranges of words.
    pub sentences: Vec<(usize, usize)>,
    /// The hash of each numbered feature.
    pub keys: Vec<u32>,
    pub features: usize,
}

impl Examples {
    pub fn words(&self) -> usize {
        self.ends.len()
    }

    pub fn of(&self, word: usize) -> &[u32] {
        let start = word.checked_sub(1).and_then(|w| self.ends.get(w)).copied().unwrap_or(0);
        let end = self.ends.get(word).copied().unwrap_or(start);
        self.ids.get(start..end).unwrap_or_default()
    }

    /// Numbers the features that occur at least `least` times and drops the others.
    fn number(&mut self, least: u32) {
        let mut counts: HashMap<u32, u32, Quick> = HashMap::default();
        for key in &self.ids {
            *counts.entry(*key).or_default() += 1;
        }
        let mut keys: Vec<u32> = counts
            .iter()
            .filter(|(key, n)| **n >= least && **key != 0)
            .map(|(key, _)| *key)
            .collect();
        keys.sort_unstable();
        let numbers: HashMap<u32, u32, Quick> = keys.iter().copied().zip(0..).collect();
        let mut kept = Vec::with_capacity(self.ids.len());
        let mut start = 0;
        for end in &mut self.ends {
            let keys = self.ids.get(start..*end).unwrap_or_default();
            kept.extend(keys.iter().filter_map(|key| numbers.get(key)));
            start = *end;
            *end = kept.len();
        }
        self.ids = kept;
        self.features = keys.len();
        self.keys = keys;
    }
}

/// A feature that occurs once or twice teaches nothing of use elsewhere.
const LEAST: u32 = 3;

/// Share of documents, in percent, that are cut into pieces of three sentences, so that the tagger
/// also learns from short texts; and of sentence ends that are not told, as a splitter misses some.
pub const CHOPPED: usize = 40;
const UNSPLIT: usize = 12;

pub fn examples(sets: &[(Vec<Text>, Scheme)], lexicon: &Lexicon) -> Examples {
    let groups = groups(sets);
    let mut random = Random::new(0x5eed_0001);
    let mut examples = Examples::default();
    for (texts, scheme) in sets {
        for text in texts {
            let size = if random.percent(CHOPPED) { 3 } else { usize::MAX };
            for part in text.sentences.chunks(size) {
                let parts = joined(part, &mut random);
                add(&text.text, &parts, *scheme, &groups, lexicon, &mut examples);
            }
        }
    }
    examples.number(LEAST);
    examples
}

/// Sentences as they are shown: some run on into the next.
pub fn joined<'a>(sentences: &'a [Vec<Token>], random: &mut Random) -> Vec<Vec<&'a Vec<Token>>> {
    let mut parts: Vec<Vec<&Vec<Token>>> = Vec::new();
    for sentence in sentences {
        match parts.last_mut() {
            Some(last) if random.percent(UNSPLIT) => last.push(sentence),
            _ => parts.push(vec![sentence]),
        }
    }
    parts
}

/// Names of nations and the like, lower case, by the corpus that tells them from the rest.
pub fn groups(sets: &[(Vec<Text>, Scheme)]) -> HashSet<String> {
    let worldwide = sets.iter().filter(|s| s.1 == Scheme::Worldwide).flat_map(|s| &s.0);
    let mut found = HashSet::new();
    for text in worldwide {
        for sentence in &text.sentences {
            for gold in golds(sentence).iter().filter(|g| g.tag == "NORP") {
                found.insert(written(text.text.as_str(), sentence, gold).join(" ").to_lowercase());
            }
        }
    }
    found
}

fn written<'a>(text: &'a str, sentence: &[Token], gold: &Gold) -> Vec<&'a str> {
    let tokens = sentence.get(gold.start..gold.end).unwrap_or_default();
    tokens.iter().map(|t| t.range.of(text)).collect()
}

fn add(
    text: &str,
    parts: &[Vec<&Vec<Token>>],
    scheme: Scheme,
    groups: &HashSet<String>,
    lexicon: &Lexicon,
    examples: &mut Examples,
) {
    let (document, allowed) = labelled(text, parts, scheme, groups, lexicon);
    for (number, (sentence, allowed)) in document.sentences.iter().zip(allowed).enumerate() {
        let from = examples.words();
        let collector = Features::new(&document, number, sentence);
        for at in 0..sentence.words.len() {
            collector.all(at, &mut examples.ids);
            examples.ends.push(examples.ids.len());
        }
        examples.allowed.extend(allowed);
        examples.sentences.push((from, examples.words()));
    }
}

/// A document as the tagger sees it, and the labels that its corpus allows each word.
pub fn labelled(
    text: &str,
    parts: &[Vec<&Vec<Token>>],
    scheme: Scheme,
    groups: &HashSet<String>,
    lexicon: &Lexicon,
) -> (Document, Vec<Vec<Allowed>>) {
    let ranges: Vec<TextRange> = (parts.iter())
        .filter_map(|part| {
            let first = part.first()?.first()?;
            let last = part.last()?.last()?;
            Some(TextRange::new(first.range.start(), last.range.end()))
        })
        .collect();
    let document = Document::new(text, &ranges, lexicon);
    let allowed = (document.sentences.iter().zip(parts))
        .map(|(sentence, part)| {
            let tokens: Vec<&Token> = part.iter().copied().flatten().collect();
            let hidden = 1 | beginnings(scheme.hidden()) | insides(scheme.hidden());
            let mut allowed = vec![hidden; sentence.words.len()];
            free_half_words(text, sentence, &tokens, &mut allowed);
            for tokens in part {
                for gold in golds(tokens) {
                    let kinds = scheme.kinds(gold.tag, &written(text, tokens, &gold), groups);
                    put(text, sentence, tokens, &gold, kinds, &mut allowed);
                }
            }
            allowed
        })
        .collect();
    (document, allowed)
}

/// A corpus that labels whole tokens says nothing of the parts of `Orsk-backed`; handles are
/// persons in one corpus only.
fn free_half_words(text: &str, sentence: &Words, tokens: &[&Token], allowed: &mut [Allowed]) {
    let mut tokens = tokens.iter().peekable();
    for (word, allowed) in sentence.words.iter().zip(allowed) {
        while tokens.peek().is_some_and(|t| t.range.end() <= word.range.start()) {
            tokens.next();
        }
        let Some(token) = tokens.peek() else { break };
        let half = token.range.contains(word.range) && token.range.len() > word.range.len();
        let address = token.range.of(text).starts_with(['@', '#']);
        if half && word.alphanumeric && !address {
            *allowed = ANY;
        }
    }
}

/// Persons, organizations, places.
const CORE: Kinds = 0b111;

/// Labels the words of a name.
fn put(
    text: &str,
    sentence: &Words,
    tokens: &[Token],
    gold: &Gold,
    kinds: Kinds,
    allowed: &mut [Allowed],
) {
    let (Some(first), Some(last)) = (tokens.get(gold.start), tokens.get(gold.end - 1)) else {
        return;
    };
    let range = TextRange::new(first.range.start(), last.range.end());
    let mut start = sentence.words.partition_point(|w| w.range.end() <= range.start());
    let mut end = sentence.words.partition_point(|w| w.range.start() < range.end());
    let is_handle = first.range.of(text).starts_with('@');
    if kinds == 0 || is_handle {
        for slot in allowed.iter_mut().take(end).skip(start).filter(|_| is_handle) {
            *slot = ANY;
        }
        return;
    }
    let cut = |at: usize| sentence.words.get(at).is_some_and(|w| !range.contains(w.range));
    if start >= end || cut(start) || cut(end - 1) {
        for slot in allowed.iter_mut().take(end).skip(start) {
            *slot = ANY;
        }
        return;
    }
    // Adjectives in a compound (`Orsk-born`) are labelled whole; which part is the name is unsaid.
    let compound = gold.end - gold.start == 1 && end - start > 1 && kinds & CORE == 0;
    let word = |at: usize| sentence.words.get(at).map_or("", |w| w.range.of(text));
    while end - start > 1 && (is_article(word(start)) || word(start) == "#") {
        start += 1;
    }
    while end - start > 1 && matches!(word(end - 1), "'s" | "’s" | "'" | "’") {
        end -= 1;
    }
    for (n, slot) in allowed.iter_mut().take(end).skip(start).enumerate() {
        *slot = match n {
            _ if compound => ANY,
            0 => beginnings(kinds),
            _ => insides(kinds),
        };
    }
}

pub fn is_article(word: &str) -> bool {
    ["the", "a", "an"].iter().any(|a| word.eq_ignore_ascii_case(a))
}
