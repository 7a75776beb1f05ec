//! Where in one text something of the list stands.

use std::{cmp::Reverse, sync::Arc};

use super::{LONGEST, list::List, renamed::Renamed};
use crate::{
    analysis::{Entity, Mention},
    article::ArticleId,
    tags::Watch,
    text::{TextRange, fold::Folded, head},
};

/// Places of one expression that are marked in one text.
const MOST_PLACES: usize = 20_000;

/// A place of something looked out for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub range: TextRange,
    pub watch: Arc<Watch>,
}

pub(super) fn hits(
    list: &List,
    renamed: &Renamed,
    article: ArticleId,
    text: &str,
    (mentions, entities): (&[Mention], &[Entity]),
) -> Vec<Hit> {
    let mut kept = Kept::default();
    let folded = Folded::of(text);
    list.words.each(&folded.text, |start, end, at| {
        if let Some(watch) = list.of_words.get(at as usize) {
            kept.take(folded.range(start, end), *watch);
        }
    });
    renamed.each(article, &folded.text, |start, end, watch| {
        kept.take(folded.range(start, end), watch);
    });
    for entity in entities.iter().filter(|entity| entity.kind.is_name()) {
        if let Some(watch) = list.name_in(&entity.name) {
            let places = entity.mentions.iter().filter_map(|m| mentions.get(*m as usize));
            places.for_each(|mention| kept.take(mention.range, watch));
        }
    }
    let looked_at = head(text, LONGEST);
    for (watch, regex) in &list.regexes {
        for found in regex.find_iter(looked_at).take(MOST_PLACES) {
            kept.take(TextRange::from(found.range()), *watch);
        }
    }
    kept.finish(list)
}

/// Places as they come: of those that begin together only the longest, so that no list makes them
/// many more than the text has bytes.
#[derive(Default)]
struct Kept(std::collections::BTreeMap<usize, (usize, u32)>);

impl Kept {
    fn take(&mut self, range: TextRange, watch: u32) {
        if range.is_empty() {
            return;
        }
        let better = |(end, number): (usize, u32)| (end, Reverse(number));
        let new = (range.end(), watch);
        let old = self.0.entry(range.start()).or_insert(new);
        if better(new) > better(*old) {
            *old = new;
        }
    }

    fn finish(self, list: &List) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (start, (end, watch)) in self.0 {
            let free = hits.last().is_none_or(|last| last.range.end() <= start);
            if let Some(watch) = list.watches.get(watch as usize).filter(|_| free) {
                hits.push(Hit { range: TextRange::new(start, end), watch: Arc::clone(watch) });
            }
        }
        hits
    }
}
