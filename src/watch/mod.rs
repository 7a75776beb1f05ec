//! Finds what the reader looks out for: names, phrases, regular expressions, tens of thousands of
//! them. Knows nothing of files or the screen; same list, same text, same hits.

mod hits;
mod list;
mod renamed;

use std::{collections::BTreeSet, sync::Arc};

pub use self::{
    hits::Hit,
    list::{Fault, fault_of},
};
use self::{list::List, renamed::Renamed};
use crate::{
    analysis::{Entity, Mention},
    article::ArticleId,
    tags::{Corrections, Scope, Target, Watch},
    text::{fold, head, phrases::Phrases},
};

/// Most bytes of an article that are looked at, as in the search.
pub const LONGEST: usize = 1 << 20;

/// A list of things to look out for, made ready for use, and the phrases that the reader marked.
#[derive(Debug, Clone, Default)]
pub struct Watcher {
    list: Arc<List>,
    renamed: Renamed,
    marked: Phrases,
    corrections: Arc<Corrections>,
}

/// What one article has of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// Each once, in the order of the list.
    pub watches: Vec<Arc<Watch>>,
    /// The marked phrases (folded) that hold in the article, and how often each is in its text.
    pub marked: Vec<(String, u32)>,
}

impl Seen {
    pub fn is_empty(&self) -> bool {
        self.watches.is_empty() && self.marked.is_empty()
    }

    /// `Nasrallah`, ` +2`: the first, and how many more.
    pub fn reason(&self) -> Option<(&Watch, String)> {
        let more = match self.watches.len() {
            1 => String::new(),
            n => format!(" +{}", n.saturating_sub(1)),
        };
        Some((self.watches.first()?, more))
    }
}

impl Watcher {
    /// Makes a list ready. What cannot be used is left out and told by [`Watcher::faults`].
    pub fn new(watches: &[Watch]) -> Self {
        Self { list: Arc::new(List::new(watches)), ..Self::default() }
    }

    /// The list of the settings with that of a desk and what the reader has corrected there. Takes
    /// over from `before` what is the same.
    pub fn for_desk(
        fixed: &[Watch],
        corrections: &Arc<Corrections>,
        before: Option<&Self>,
    ) -> Self {
        let same =
            before.filter(|before| before.list.is_of(corrections.watches.iter().chain(fixed)));
        let list = same.map_or_else(
            || {
                let all: Vec<Watch> = corrections.watches.iter().chain(fixed).cloned().collect();
                Arc::new(List::new(&all))
            },
            |before| Arc::clone(&before.list),
        );
        Self {
            renamed: Renamed::new(&list, corrections),
            marked: Phrases::new(corrections.marked.values().map(|m| m.phrase.as_str())),
            corrections: Arc::clone(corrections),
            list,
        }
    }

    /// What cannot be used, in the order of the list.
    pub fn faults(&self) -> &[Fault] {
        &self.list.faults
    }

    /// The list, without what is in it twice.
    pub fn watches(&self) -> &[Arc<Watch>] {
        &self.list.watches
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.list.watches.is_empty() && self.marked.is_empty()
    }

    /// Whether texts must be read as they are written, because expressions are looked for.
    pub fn has_regexes(&self) -> bool {
        !self.list.regexes.is_empty()
    }

    /// Whether both look for the same expressions.
    pub fn has_regexes_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.list, &other.list) || self.list.has_regexes_of(&other.list)
    }

    /// What an article has of the list, by its title and text.
    pub fn look(&self, article: ArticleId, title: &str, text: &str) -> Seen {
        self.look_with(article, title, text, &self.regexes_in(title, text))
    }

    /// As [`Watcher::look`], with the expressions found there before.
    pub fn look_with(
        &self,
        article: ArticleId,
        title: &str,
        text: &str,
        regexes: &[usize],
    ) -> Seen {
        let mut folded = fold::fold(title);
        folded.push('\n');
        folded.push_str(&fold::fold(head(text, LONGEST)));
        self.look_folded(article, &folded, regexes)
    }

    /// Which expressions a text has, for [`Watcher::look_folded`]; the same for every list with the
    /// same expressions.
    pub fn regexes_in(&self, title: &str, text: &str) -> Vec<usize> {
        let text = head(text, LONGEST);
        self.list.regexes_in(&[title, text])
    }

    /// As [`Watcher::look`], of title and text folded with a line feed between, and the expressions
    /// found there before.
    pub fn look_folded(&self, article: ArticleId, folded: &str, regexes: &[usize]) -> Seen {
        let regexes = regexes.iter().filter_map(|at| self.list.regexes.get(*at));
        let mut found: BTreeSet<u32> = regexes.map(|(watch, _)| *watch).collect();
        self.list.words.each(folded, |_, _, number| {
            found.extend(self.list.of_words.get(number as usize));
        });
        self.renamed.each(article, folded, |_, _, watch| {
            found.insert(watch);
        });
        let watches = found.iter().filter_map(|n| self.list.watches.get(*n as usize)).cloned();
        Seen { watches: watches.collect(), marked: self.marked_in(article, folded) }
    }

    fn marked_in(&self, article: ArticleId, folded: &str) -> Vec<(String, u32)> {
        if self.marked.is_empty() {
            return Vec::new();
        }
        let mut counts: Vec<u32> = vec![0; self.corrections.marked.len()];
        self.marked.each(folded, |_, _, number| {
            if let Some(count) = counts.get_mut(number as usize) {
                *count = count.saturating_add(1);
            }
        });
        let holds = |scope| scope == Scope::Everywhere || scope == Scope::Article(article);
        let mut marked: Vec<(String, u32)> = (self.corrections.marked.keys().zip(counts))
            .filter(|(of, count)| *count > 0 && holds(of.scope))
            .map(|(of, count)| (of.phrase.clone(), count))
            .collect();
        // One may hold for the article and everywhere.
        marked.sort_unstable();
        marked.dedup();
        marked
    }

    /// Where a text has what is looked out for: in order, none over another, the first and longest
    /// kept. Mentions and entities are those the reader sees.
    pub fn hits(
        &self,
        article: ArticleId,
        text: &str,
        mentions: &[Mention],
        entities: &[Entity],
    ) -> Vec<Hit> {
        hits::hits(&self.list, &self.renamed, article, text, (mentions, entities))
    }
}

impl Target {
    /// What is looked out for, as the reader wrote it.
    pub fn text(&self) -> &str {
        match self {
            Self::Name(text) | Self::Phrase(text) | Self::Regex(text) => text,
        }
    }
}

#[cfg(test)]
mod tests;
