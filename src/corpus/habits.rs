//! Lines that a source puts under many of its articles: learned from all articles of the desk, and
//! folded like other boilerplate. What is learned depends on the set of articles, not on their order.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::DocId;
use crate::{
    analysis::{Analysis, Block, Mention, set_aside, structure},
    article::{Article, BlockKind},
    text::fold,
};

/// A line must stand in so many articles that are not copies of each other.
const FEWEST: usize = 4;
/// And, where it speaks to the reader or of who wrote, in one of so many of its source's articles;
const NOTICE_SHARE: usize = 100;
/// where it could be the background of a story, in one of so many.
const SHARE: usize = 5;
/// Articles that are compared with each other for one line; what holds of so many holds of more.
const COMPARED: usize = 40;
/// Lines at the start and at the end of an article that can be learned.
const HEAD: usize = 3;
const TAIL: usize = 5;
/// Longer lines are content, wherever they stand.
const MOST_WORDS: usize = 40;
/// Lines at each end by which copies of an article are known.
const KEPT: usize = 12;

/// Words of lines that speak to the reader, or of who wrote the article.
const NOTICES: &[&str] = &[
    "our",
    "us",
    "your",
    "you",
    "newsletter",
    "subscribe",
    "subscription",
    "follow",
    "copyright",
    "rights",
    "contributed",
    "reporting",
    "editing",
    "correspondent",
    "columnist",
    "commentator",
    "contributor",
    "reporter",
    "freelance",
    "podcast",
    "email",
    "e-mail",
    "facebook",
    "twitter",
];

/// A line: a hash of its words, and in the last 16 bits how many they are, the first of these set
/// where it is a notice by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Line(u64);

const NOTICE: u64 = 1 << 15;

impl Line {
    fn of(text: &str) -> Option<Self> {
        let folded = fold::words(text);
        let words = folded.split(' ').filter(|w| w.contains(char::is_alphanumeric)).count();
        let words = u64::try_from(words).unwrap_or(NOTICE).min(NOTICE - 1);
        let notice = if is_notice(text, &folded) { NOTICE } else { 0 };
        (words > 0).then(|| Self((hash(&folded) << 16) | notice | words))
    }

    fn words(self) -> u32 {
        u32::try_from(self.0 & (NOTICE - 1)).unwrap_or_default()
    }

    fn is_notice(self) -> bool {
        self.0 & NOTICE != 0
    }
}

fn is_notice(line: &str, folded: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    folded.split(' ').any(|word| {
        NOTICES.contains(&bare(word).as_str()) || word.contains(['@', '©']) || word.contains("www.")
    }) || structure::is_noise(line)
}

fn hash(text: &str) -> u64 {
    let bytes = blake3::hash(text.as_bytes());
    let first = bytes.as_bytes().iter().take(8);
    first.fold(0, |hash, byte| (hash << 8) | u64::from(*byte))
}

/// What is remembered of one article while the desk is read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Traces {
    source: u64,
    /// Lines of the text proper, sorted.
    lines: Vec<Line>,
    /// Those that can be learned.
    ends: Vec<Line>,
}

impl Traces {
    pub fn of(article: &Article, blocks: &[Block]) -> Self {
        let own: Vec<Option<Line>> =
            own(blocks).map(|(_, block)| Line::of(block.range.of(&article.text))).collect();
        let after = own.len().saturating_sub(KEPT).max(KEPT);
        let kept = own.iter().take(KEPT).chain(own.iter().skip(after));
        let mut lines: Vec<Line> = kept.copied().flatten().collect();
        lines.sort_unstable();
        lines.dedup();
        let mut ends: Vec<Line> = ends(article, blocks).map(|(_, line)| line).collect();
        ends.sort_unstable();
        ends.dedup();
        Self { source: source(article), lines, ends }
    }

    fn words(&self) -> u32 {
        self.lines.iter().map(|line| line.words()).sum()
    }

    /// Whether two articles share half of the text of the shorter one.
    fn is_copy_of(&self, other: &Self) -> bool {
        let shared = self.lines.iter().filter(|line| other.lines.binary_search(line).is_ok());
        let shared: u32 = shared.map(|line| line.words()).sum();
        shared * 2 >= self.words().min(other.words())
    }
}

/// Who an article is from: the source it states, else the host of its address, else its folder. What
/// one article is judged by depends on those of the same source.
pub fn source(article: &Article) -> u64 {
    let meta = &article.meta;
    let host = |url: &str| {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or(rest).to_owned()
    };
    let stated = meta.source.as_ref().map(|source| source.value.to_string());
    let name = stated.or_else(|| meta.url.as_ref().map(|url| host(&url.value)));
    let folder = || {
        let folder = article.path.as_deref().and_then(std::path::Path::parent);
        folder.map(|folder| format!("/{}", folder.to_string_lossy())).unwrap_or_default()
    };
    hash(&name.map_or_else(folder, |name| fold::words(&name)))
}

fn own(blocks: &[Block]) -> impl Iterator<Item = (usize, &Block)> {
    blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem))
}

/// The lines near the ends of an article that can be learned, with their blocks: never the lead, a
/// long line or one that quotes.
fn ends<'a>(article: &'a Article, blocks: &'a [Block]) -> impl Iterator<Item = (usize, Line)> + 'a {
    let count = own(blocks).count();
    let lead = own(blocks).find(|(_, block)| block.kind == BlockKind::Paragraph).map(|(at, _)| at);
    own(blocks).enumerate().filter_map(move |(place, (at, block))| {
        let near = place < HEAD || place + TAIL >= count;
        if !near || Some(at) == lead || lead.is_none() {
            return None;
        }
        let line = block.range.of(&article.text);
        let found = Line::of(line)?;
        let short = found.words() as usize <= MOST_WORDS;
        (short && !quotes(line)).then_some((at, found))
    })
}

fn quotes(line: &str) -> bool {
    line.contains(['"', '“', '”', '„', '«', '»', '‹', '›', '「', '『'])
}

/// Lines that were learned, by source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learned {
    /// Articles that it was learned from: a later one knows more.
    pub articles: usize,
    lines: HashMap<u64, HashSet<Line>>,
}

impl Learned {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The blocks of an article that are such lines; `blocks` as the article by itself tells them.
    pub fn blocks(&self, article: &Article, blocks: &[Block]) -> Vec<usize> {
        let Some(known) = self.lines.get(&source(article)).filter(|_| !self.lines.is_empty())
        else {
            return Vec::new();
        };
        ends(article, blocks).filter(|(_, line)| known.contains(line)).map(|(at, _)| at).collect()
    }

    /// Folds what was learned in an analysis that was just made.
    pub fn fold(&self, article: &Article, analysis: &mut Analysis) {
        let aside = self.blocks(article, &analysis.blocks);
        if !aside.is_empty() {
            let mentions: Vec<Mention> = analysis.mentions.clone();
            set_aside(article, analysis, &aside, &mentions);
        }
    }

    /// Words of an article that are in such lines.
    fn words_in(&self, traces: &Traces) -> u32 {
        let Some(known) = self.lines.get(&traces.source) else { return 0 };
        traces.ends.iter().filter(|line| known.contains(line)).map(|line| line.words()).sum()
    }
}

/// What is remembered of the articles read so far.
#[derive(Debug, Default)]
pub struct Habits {
    articles: BTreeMap<DocId, Traces>,
}

impl Habits {
    pub fn insert(&mut self, doc: DocId, traces: Traces) {
        self.articles.insert(doc, traces);
    }

    pub fn len(&self) -> usize {
        self.articles.len()
    }

    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The lines that stand in enough of a source's articles.
    pub fn learn(&self) -> Learned {
        let mut sources: HashMap<u64, Vec<&Traces>> = HashMap::new();
        for traces in self.articles.values() {
            sources.entry(traces.source).or_default().push(traces);
        }
        let mut lines = HashMap::new();
        for (source, mut articles) in sources {
            // Which of several copies counts must not depend on which was read first.
            articles.sort_unstable();
            let learned = habits_of(&articles);
            if !learned.is_empty() {
                lines.insert(source, learned);
            }
        }
        Learned { articles: self.articles.len(), lines }
    }

    /// Articles with such lines, and the words of these.
    pub fn words_aside(&self, learned: &Learned) -> Vec<(DocId, u32)> {
        let words = self.articles.iter().map(|(doc, traces)| (*doc, learned.words_in(traces)));
        words.filter(|(_, words)| *words > 0).collect()
    }
}

fn habits_of(articles: &[&Traces]) -> HashSet<Line> {
    let least = |line: Line| {
        let share = if line.is_notice() { NOTICE_SHARE } else { SHARE };
        articles.len().div_ceil(share).max(FEWEST)
    };
    let mut counts: HashMap<Line, usize> = HashMap::new();
    for line in articles.iter().flat_map(|traces| &traces.ends) {
        *counts.entry(*line).or_default() += 1;
    }
    let often =
        counts.into_iter().filter(|(line, count)| *count >= least(*line)).map(|(line, _)| line);
    often.filter(|line| stands_in_enough(*line, articles, least(*line).min(COMPARED))).collect()
}

/// Whether a line stands in so many articles of which none is a copy of another.
fn stands_in_enough(line: Line, articles: &[&Traces], least: usize) -> bool {
    let mut different: Vec<&Traces> = Vec::with_capacity(least);
    for traces in articles.iter().filter(|t| t.ends.binary_search(&line).is_ok()) {
        if !different.iter().any(|other| traces.is_copy_of(other)) {
            different.push(traces);
            if different.len() >= least {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests;
