//! Finding: searching titles and texts, walking hits, mentions and the summary's sentences.

use super::{App, Effect, Filter, Front, Mode, Spot, View};
use crate::{
    config::Pane,
    corpus::{DocId, EntityKey},
    text::{TextRange, fold},
};

impl App {
    /// Starts a search view that the prompt then narrows with every key.
    pub(super) fn start_search(&mut self) {
        let mut view = View::new(Filter::Search(String::new()), self.view().sort);
        view.selected = self.selected();
        view.show(&self.desk, self.view().shown.clone());
        self.views.push(view);
    }

    /// Narrows the search view to `needle`; an empty one shows what was shown before.
    pub(super) fn search(&mut self, needle: &str) {
        needle.clone_into(&mut self.needle);
        self.search_generation += 1;
        self.view_mut().filter = Filter::Search(needle.to_owned());
        if needle.is_empty() {
            let before = self.views.iter().rev().nth(1).map(|v| v.shown.clone());
            let Self { views, desk, .. } = self;
            if let (Some(view), Some(docs)) = (views.last_mut(), before) {
                view.show(desk, docs);
            }
        } else {
            let generation = self.search_generation;
            self.effects.push(Effect::Search { generation, needle: needle.to_owned() });
        }
        self.refresh_hits();
    }

    /// Asks again what a search view shows, after more articles were read.
    pub(super) fn search_again(&mut self) {
        if let Filter::Search(needle) = &self.view().filter
            && !needle.is_empty()
        {
            let needle = needle.clone();
            self.search_generation += 1;
            let generation = self.search_generation;
            self.effects.push(Effect::Search { generation, needle });
        }
    }

    pub(super) fn found(&mut self, generation: u64, docs: &[DocId]) {
        if generation != self.search_generation {
            return;
        }
        let Filter::Search(needle) = &self.view().filter else { return };
        let needle = fold::fold(needle);
        // Names of files not read yet are searched too: they are all that the list shows of them.
        let by_path = self.desk.ids().filter(|doc| {
            self.desk
                .get(*doc)
                .is_some_and(|d| d.digest().is_none() && fold::fold(&d.path).contains(&needle))
        });
        let mut all: Vec<DocId> = docs.iter().copied().chain(by_path).collect();
        all.sort_unstable();
        all.dedup();
        // The search began at the article selected before it, and looks on from there.
        let began = self.views.iter().rev().nth(1).and_then(|view| view.selected);
        let Self { views, desk, .. } = self;
        if let Some(view) = views.last_mut() {
            if self.mode != Mode::Browse {
                view.selected = began;
            }
            view.show(desk, all);
        }
        self.count_decided();
    }

    /// Finds the hits of the search in the text shown.
    pub(super) fn refresh_hits(&mut self) {
        self.hits = match self.loaded() {
            Some(loaded) if !self.needle.is_empty() => {
                fold::find_all(&loaded.article.text, &self.needle)
            }
            _ => Vec::new(),
        };
    }

    /// The next or previous hit: in the text, at its end on into the next article; in the list the
    /// next article.
    pub(super) fn walk_hits(&mut self, forward: bool) {
        if self.needle.is_empty() {
            self.note("nothing was searched for yet; / searches");
            return;
        }
        if self.pane() == Pane::List {
            return if forward { self.down() } else { self.up() };
        }
        let hits = self.hits.clone();
        match self.step_from_here(&hits, forward) {
            Some(index) => {
                self.spot = Spot::Hit(index);
                self.show_range(hits[index]);
                self.note(format!("hit {} of {}", index + 1, hits.len()));
            }
            None => self.hits_of_next_article(forward),
        }
    }

    fn hits_of_next_article(&mut self, forward: bool) {
        let searching = matches!(self.view().filter, Filter::Search(_));
        let before = self.selected();
        if searching {
            if forward { self.next_article() } else { self.previous_article() }
        }
        if before == self.selected() {
            self.note(if self.hits.is_empty() { "no hit in this text" } else { "no more hits" });
            return;
        }
        self.settle_page(self.panes().and_then(|p| p.text));
        self.refresh_hits();
        let hits = self.hits.clone();
        let index = if forward { 0 } else { hits.len().saturating_sub(1) };
        if let Some(range) = hits.get(index) {
            self.spot = Spot::Hit(index);
            self.show_range(*range);
        }
    }

    /// The range that follows (or precedes) the spot, or else the top of what is on the screen.
    fn step_from_here(&self, ranges: &[TextRange], forward: bool) -> Option<usize> {
        let on_screen = |range: TextRange| {
            let page = self.page.as_ref()?;
            let row = page.row_of(range.start());
            (self.top..self.top + self.text_rows()).contains(&row).then_some(range.start())
        };
        let here = self.spot_range().and_then(on_screen);
        if let Some(at) = here {
            return if forward {
                ranges.iter().position(|r| r.start() > at)
            } else {
                ranges.iter().rposition(|r| r.start() < at)
            };
        }
        let page = self.page.as_ref()?;
        let top = page.offset_of(self.top);
        if forward {
            ranges.iter().position(|r| r.start() >= top)
        } else {
            ranges.iter().rposition(|r| r.start() < top)
        }
    }

    /// The next or previous mention of a name that is not folded away.
    pub(super) fn walk_mentions(&mut self, forward: bool) {
        let Some(loaded) = self.loaded().cloned() else { return };
        let analysis = &loaded.analysis;
        let hidden: Vec<TextRange> = if self.unfolded {
            Vec::new()
        } else {
            analysis.blocks.iter().filter(|b| b.kind.is_folded()).map(|b| b.range).collect()
        };
        let places: Vec<usize> = (0..analysis.mentions.len())
            .filter(|i| analysis.mentions[*i].kind.is_name())
            .filter(|i| !hidden.iter().any(|h| h.contains(analysis.mentions[*i].range)))
            .collect();
        let ranges: Vec<TextRange> = places.iter().map(|i| analysis.mentions[*i].range).collect();
        let Some(step) = self.step_from_here(&ranges, forward) else {
            self.note(if ranges.is_empty() { "no names in this text" } else { "no more names" });
            return;
        };
        let index = places[step];
        let entity = &analysis.entities[analysis.mentions[index].entity as usize];
        let key = EntityKey::new(&entity.name, entity.kind);
        let articles = self.desk.index.get(&key).map_or(1, |entry| entry.articles.len());
        let plural = if articles == 1 { "" } else { "s" };
        self.note(format!(
            "{}, {}: Enter shows {articles} article{plural}",
            entity.name,
            entity.kind.name()
        ));
        self.spot = Spot::Mention(index);
        self.show_range(ranges[step]);
    }

    pub(super) fn pivot_on_mention(&mut self, index: usize) {
        let Some(loaded) = self.loaded().cloned() else { return };
        let Some(mention) = loaded.analysis.mentions.get(index) else { return };
        if let Some(entity) = loaded.analysis.entities.get(mention.entity as usize) {
            self.pivot(EntityKey::new(&entity.name, entity.kind), entity.name.clone());
        }
    }

    /// Shows the next sentence of the summary in the text, after the last the first again.
    pub(super) fn walk_sources(&mut self) {
        let summary = self.picks();
        if summary.is_empty() {
            self.note("this article has no summary");
            return;
        }
        let place = match self.spot {
            Spot::Source(place) if place + 1 < summary.len() => place + 1,
            _ => 0,
        };
        self.front = Front::Text;
        self.spot = Spot::Source(place);
        self.summary.context = self.summary.context.map(|_| place);
        if let Some(range) = self.spot_range() {
            self.show_range(range);
        }
        self.note(format!("sentence {} of {} of the summary", place + 1, summary.len()));
    }
}
