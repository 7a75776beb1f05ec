//! A sentence of a summary with the reason why it is there, and how long a summary is.

use crate::{
    analysis::{Analysis, Sentence},
    article::BlockKind,
    text::{TextRange, clean, width},
};

/// Columns that a name or word in a reason takes at most.
const REASON_COLUMNS: usize = 20;

/// A sentence chosen for summaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// Its index among all sentences.
    pub sentence: u32,
    pub words: u32,
    pub reason: Reason,
}

/// What made a sentence be chosen. Ranges are those of the text that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is one of the first, and nothing makes it give way.
    Lead,
    /// It is the first under a sub-heading.
    Section,
    /// The first to name this person, body or group.
    Names(TextRange),
    /// The first to name this place, thing or number.
    New(TextRange),
    /// The reader is looking for this word.
    Says(TextRange),
    /// The next in the text.
    Next,
    /// What stands before it leans on other sentences, or says less.
    Plain,
}

impl Reason {
    /// In two or three words; `text` is the article's.
    pub fn label(self, text: &str) -> String {
        match self {
            Self::Lead => "lead".to_owned(),
            Self::Section => "opens section".to_owned(),
            Self::Names(range) => format!("names {}", short(range.of(text))),
            Self::New(range) => format!("new: {}", short(range.of(text))),
            Self::Says(range) => format!("says {}", short(range.of(text))),
            Self::Next => "next in text".to_owned(),
            Self::Plain => "stands alone".to_owned(),
        }
    }
}

/// The last words of a name that are not too long together.
fn short(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let of = |from: usize| words.get(from..).unwrap_or_default().join(" ");
    let first = (0..words.len()).find(|from| width::columns(&of(*from)) <= REASON_COLUMNS);
    let line = of(first.unwrap_or(words.len().saturating_sub(1)));
    width::truncate(&clean::line(&line), REASON_COLUMNS).into_owned()
}

/// How long a summary is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Sentences(usize),
    /// As near to so many words as whole sentences come.
    Words(usize),
}

impl From<usize> for Length {
    fn from(sentences: usize) -> Self {
        Self::Sentences(sentences)
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (count, unit) = match self {
            Self::Sentences(count) => (count, "sentence"),
            Self::Words(count) => (count, "word"),
        };
        write!(f, "{count} {unit}{}", if *count == 1 { "" } else { "s" })
    }
}

/// The best of `ranked` up to a length, in the order of the text.
pub fn cut(ranked: &[Pick], length: Length) -> Vec<Pick> {
    let count = match length {
        Length::Sentences(count) => count,
        Length::Words(target) => nearest(ranked, target),
    };
    let mut chosen: Vec<Pick> = ranked.iter().copied().take(count).collect();
    chosen.sort_unstable_by_key(|pick| pick.sentence);
    chosen
}

/// How many of the best come nearest to a number of words; at least one.
fn nearest(ranked: &[Pick], target: usize) -> usize {
    let mut words = 0;
    let mut best = (1, usize::MAX);
    for (count, pick) in (1..).zip(ranked) {
        words += pick.words as usize;
        if words.abs_diff(target) < best.1 {
            best = (count, words.abs_diff(target));
        }
    }
    best.0
}

/// The sentences before and after one in the text proper; what is folded away and the headings
/// above the text, which are shown as its title, are left out.
pub fn neighbours(analysis: &Analysis, sentence: u32) -> (Option<u32>, Option<u32>) {
    let is_text = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
    let first = analysis.blocks.iter().position(|block| is_text(block.kind));
    let proper = |(_, s): &(u32, &Sentence)| {
        let at = s.block as usize;
        let inside = first.is_some_and(|first| at > first);
        let block = analysis.blocks.get(at);
        block.is_some_and(|b| is_text(b.kind) || (b.kind == BlockKind::Heading && inside))
    };
    let at = sentence as usize;
    let all = (0..).zip(&analysis.sentences);
    let before = all.clone().take(at).filter(proper).last();
    let after = all.skip(at + 1).find(proper);
    (before.map(|(at, _)| at), after.map(|(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::analyse, article::formats};

    fn ranked(words: &[u32]) -> Vec<Pick> {
        (0..)
            .zip(words)
            .map(|(n, w)| Pick { sentence: 9 - n, words: *w, reason: Reason::Next })
            .collect()
    }

    #[test]
    fn a_target_of_words_is_met_as_nearly_as_whole_sentences_can() {
        let ranked = ranked(&[20, 30, 25, 4]);
        for (target, sentences) in
            [(1, 1), (20, 1), (34, 1), (36, 2), (62, 2), (63, 3), (77, 3), (78, 4), (500, 4)]
        {
            assert_eq!(cut(&ranked, Length::Words(target)).len(), sentences, "{target} words");
        }
        assert_eq!(cut(&[], Length::Words(50)), []);
        let order: Vec<u32> =
            cut(&ranked, Length::Sentences(3)).iter().map(|pick| pick.sentence).collect();
        assert_eq!(order, [7, 8, 9]);
    }

    #[test]
    fn a_long_name_is_told_by_its_end() {
        assert_eq!(short("Harakat Hezbollah al-Nujaba"), "Hezbollah al-Nujaba");
        assert_eq!(short("Tam\nOrrin"), "Tam Orrin");
        assert_eq!(short("Llanfairpwllgwyngyllgogery"), "Llanfairpwllgwyngyl…");
        assert_eq!(short(""), "");
    }

    #[test]
    fn neighbours_are_of_the_text_proper() {
        let text = "The ferry from Port Ells sank on Monday. Nobody on board was hurt by it.\n\
            Photo: Quay Herald\n\
            The coast guard searched all night for the captain of the old ferry.";
        let analysis = analyse(&formats::from_record(text, None, None));
        let line = |at: Option<u32>| {
            at.and_then(|at| analysis.sentences.get(at as usize)).map(|s| s.range.of(text))
        };
        let start = |at: Option<u32>| line(at).map(|line| line.split(' ').nth(1).unwrap_or(""));
        let second =
            (0..).zip(&analysis.sentences).find(|(_, s)| s.range.of(text).starts_with("Nobody"));
        let (before, after) = neighbours(&analysis, second.unwrap().0);
        assert_eq!((start(before), start(after)), (Some("ferry"), Some("coast")));
        let (before, _) = neighbours(&analysis, 0);
        assert_eq!(before, None);
    }

    #[test]
    fn the_title_above_the_text_is_no_neighbour() {
        let text = "Ferry sinks off Port Ells\n\n\
            The ferry from Port Ells sank on Monday. Nobody on board was hurt by it.\n";
        let analysis = analyse(&formats::from_record(text, None, None));
        assert_eq!(analysis.blocks[0].kind, BlockKind::Heading);
        let first = (0..).zip(&analysis.sentences).find(|(_, s)| s.block == 1).unwrap().0;
        assert_eq!(neighbours(&analysis, first), (None, Some(first + 1)));
    }
}
