//! What is looked out for: which articles have it, where it stands in the text shown, walking from
//! one article to the next. The looking itself is done by workers.

use std::{collections::HashSet, sync::Arc};

use super::{App, Effect};
use crate::{
    config::Action,
    corpus::DocId,
    tags::{Corrections, Target, Watch},
    watch::{Hit, Seen, Watcher},
};

/// Changes of the list that are shown before the workers have made it ready.
const AT_ONCE: usize = 64;

/// What is known of the watch list.
#[derive(Debug, Default)]
pub struct Watching {
    /// Of the settings.
    fixed: Arc<[Watch]>,
    /// Of the newest question to the workers; answers to older ones are dropped.
    generation: u64,
    asked: Option<Arc<Corrections>>,
    /// The newest list that was made ready, and what has changed since.
    watcher: Arc<Watcher>,
    fresh: Watcher,
    gone: HashSet<Target>,
    /// By article.
    seen: Vec<Option<Box<Seen>>>,
    hits: Vec<Hit>,
    /// The article that `hits` are of, while the list is the same.
    hits_of: Option<DocId>,
}

impl Watching {
    pub(super) fn new(fixed: &Arc<[Watch]>) -> Self {
        Self { fixed: Arc::clone(fixed), ..Self::default() }
    }

    /// What an article has of the list.
    pub fn seen(&self, doc: DocId) -> Option<&Seen> {
        self.seen.get(doc.0 as usize)?.as_deref().filter(|seen| !seen.watches.is_empty())
    }

    /// Where the text shown has something of the list: in order, none over another.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Whether there is anything on the list.
    fn is_empty(&self) -> bool {
        self.fixed.is_empty() && self.asked.as_ref().is_none_or(|asked| asked.watches.is_empty())
    }

    /// Takes what an article has; nothing is kept of one without.
    fn take(&mut self, doc: DocId, seen: Seen) {
        let at = doc.0 as usize;
        if seen.is_empty() && at >= self.seen.len() {
            return;
        }
        if at >= self.seen.len() {
            self.seen.resize_with(at + 1, || None);
        }
        if let Some(place) = self.seen.get_mut(at) {
            *place = (!seen.is_empty()).then(|| Box::new(seen));
        }
    }

    /// Takes note of other corrections; says whether the workers must look again.
    fn changes(&mut self, corrections: &Arc<Corrections>) -> bool {
        self.hits_of = None;
        let Some(old) = self.asked.replace(Arc::clone(corrections)) else {
            return !(self.is_empty() && corrections.marked.is_empty());
        };
        let (removed, added) = difference(&old.watches, &corrections.watches);
        if removed.len() + added.len() <= AT_ONCE {
            for watch in removed {
                self.gone.insert(watch.target.clone());
            }
            for watch in added {
                self.gone.remove(&watch.target);
            }
            let fresh = self.fresh.watches().iter().map(|watch| Watch::clone(watch));
            let fresh: Vec<Watch> = fresh
                .filter(|watch| !self.gone.contains(&watch.target))
                .chain(added.iter().cloned())
                .collect();
            self.fresh = Watcher::new(&fresh);
        }
        let same = removed.is_empty() && added.is_empty();
        !(same && old.marked == corrections.marked && old.names == corrections.names)
    }
}

/// What stands in one list only, the places apart at which both begin and end alike.
fn difference<'a>(old: &'a [Watch], new: &'a [Watch]) -> (&'a [Watch], &'a [Watch]) {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (old.get(start..).unwrap_or(&[]), new.get(start..).unwrap_or(&[]));
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let cut = |list: &'a [Watch]| list.get(..list.len() - end).unwrap_or(&[]);
    (cut(old), cut(new))
}

impl App {
    /// Has the workers look again where the list, or what it depends on, has changed; finds the
    /// places in the text shown.
    pub(super) fn settle_watch(&mut self) {
        let corrections = &self.tags.corrections;
        let known = self.watching.asked.as_ref().is_some_and(|old| Arc::ptr_eq(old, corrections));
        if !known && self.watching.changes(corrections) {
            self.watching.generation += 1;
            self.effects.push(Effect::Watch {
                generation: self.watching.generation,
                fixed: Arc::clone(&self.watching.fixed),
                corrections: Arc::clone(corrections),
            });
        }
        let doc = self.selected().filter(|doc| self.desk.loaded(*doc).is_some());
        if self.watching.hits_of != doc {
            self.watching.hits = self.watched_places();
            self.watching.hits_of = doc;
            self.brief.forget();
        }
    }

    fn watched_places(&self) -> Vec<Hit> {
        let Some(loaded) = self.loaded() else { return Vec::new() };
        let Watching { watcher, fresh, gone, .. } = &self.watching;
        let (article, analysis) = (&loaded.article, &loaded.analysis);
        let find = |watcher: &Watcher| {
            if watcher.is_empty() {
                return Vec::new();
            }
            watcher.hits(article.id, &article.text, &analysis.mentions, &analysis.entities)
        };
        let mut hits = find(watcher);
        hits.retain(|hit| !gone.contains(&hit.watch.target));
        let new = find(fresh);
        if !new.is_empty() {
            hits.retain(|hit| !new.iter().any(|new| new.range.intersects(hit.range)));
            hits.extend(new);
            hits.sort_by_key(|hit| hit.range);
        }
        hits
    }

    /// Takes a list that was made ready.
    pub(super) fn watches(&mut self, generation: u64, watcher: Arc<Watcher>) {
        if generation != self.watching.generation {
            return;
        }
        if let Some(fault) = watcher.faults().first()
            && watcher.faults() != self.watching.watcher.faults()
        {
            self.error(format!("watch list: {} {}", fault.target.text(), fault.message));
        }
        self.watching.watcher = watcher;
        self.watching.fresh = Watcher::default();
        self.watching.gone = HashSet::new();
        self.watching.hits_of = None;
    }

    /// Takes what articles have of the list.
    pub(super) fn watched(&mut self, generation: u64, docs: Vec<(DocId, Seen)>) {
        if generation != self.watching.generation {
            return;
        }
        // Texts in memory know their marked phrases by themselves.
        let marked = (docs.iter())
            .filter(|(doc, seen)| !seen.marked.is_empty() && self.desk.loaded(*doc).is_none())
            .map(|(doc, seen)| (*doc, seen.marked.clone()))
            .collect();
        self.desk.take_phrases(marked);
        for (doc, seen) in docs {
            if self.selected() == Some(doc) {
                self.brief.forget();
            }
            self.watching.take(doc, seen);
        }
    }

    /// The next or previous article of the list on the screen that has something looked out for.
    pub(super) fn walk_watched(&mut self, forward: bool) {
        let view = self.view();
        let has =
            |at: &usize| view.shown.get(*at).is_some_and(|doc| self.watching.seen(*doc).is_some());
        let next = if forward {
            (view.at + 1..view.shown.len()).find(has)
        } else {
            (0..view.at).rev().find(has)
        };
        let Some(doc) = next.and_then(|at| view.shown.get(at).copied()) else {
            return self.note(if self.watching.is_empty() {
                let key = self.key_for(Action::Entities);
                format!(
                    "nothing is watched: {key} and w watch a name, [[watch]] in config.toml a list"
                )
            } else if self.desk.is_reading() {
                "no more watched articles yet".to_owned()
            } else {
                "no more watched articles".to_owned()
            });
        };
        self.select(doc);
        let watches = self.watching.seen(doc).map_or(&[][..], |seen| &seen.watches);
        let names: Vec<&str> = watches.iter().take(8).map(|watch| watch.target.text()).collect();
        let more = watches.len().saturating_sub(names.len());
        let more = if more > 0 { format!(" +{more}") } else { String::new() };
        let names = format!("watched: {}{more}", names.join(", "));
        self.note(names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_in_a_list_is_found_between_what_stayed() {
        let list = |names: &str| -> Vec<Watch> {
            let watch = |c: char| Watch { target: Target::Name(c.into()), color: None };
            names.chars().map(watch).collect()
        };
        for (old, new, removed, added) in [
            ("", "", "", ""),
            ("abc", "abcd", "", "d"),
            ("abc", "ac", "b", ""),
            ("aaa", "aa", "a", ""),
            ("abc", "axc", "b", "x"),
            ("ab", "ba", "ab", "ba"),
        ] {
            let (old, new) = (list(old), list(new));
            assert_eq!(difference(&old, &new), (&*list(removed), &*list(added)));
        }
    }
}
