//! Finding: a query answered as it is typed, a search in the text, walking hits, mentions and the
//! summary's sentences.

use std::sync::Arc;

use super::{
    App, Ask, Asked, Effect, Filter, Front, Mode, Prompt, PromptKind, Spot,
    complete::begins_a_field,
};
use crate::{
    config::{Action, Pane},
    corpus::{DocSet, EntityKey},
    query::Query,
    text::{TextRange, fold},
};

/// What is searched for, and marked where it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Looked {
    #[default]
    Nothing,
    /// In the text shown.
    Words(String),
    Query(Asked),
}

impl Looked {
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Words(words) => words.is_empty(),
            Self::Query(asked) => asked.text.is_empty(),
        }
    }

    pub fn in_title(&self, title: &str) -> Vec<TextRange> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Words(words) => fold::find_all(title, words),
            Self::Query(asked) => asked.query.hits_in_title(title),
        }
    }
}

/// What becomes of the answer to a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The view shows these.
    Show,
    /// It shows these too; what is shown besides has left the filter.
    Join,
    /// It tells which of those shown have left the filter.
    Check,
    /// The next one of these is read.
    Next { forward: bool },
}

/// The question that is out. Answers to older ones are dropped.
#[derive(Debug, Default)]
pub(super) struct Searching {
    generation: u64,
    purpose: Option<Purpose>,
    /// Whether an answer that would have emptied the list is kept from it while one types.
    held: bool,
}

impl Searching {
    pub fn is_idle(&self) -> bool {
        matches!(self.purpose, None | Some(Purpose::Check))
    }

    /// What becomes of the answer that is waited for.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose.filter(|purpose| *purpose == Purpose::Show)
    }

    /// Nobody waits for the answer any more.
    pub fn forget(&mut self) {
        self.purpose = None;
    }
}

impl App {
    /// `/` in the list: a query over all articles; `\`: over those shown.
    pub(super) fn ask_query(&mut self, narrows: bool) {
        self.push_view(Filter::Query(Asked { narrows, ..Asked::default() }));
        self.search.forget();
        self.mode = Mode::Prompt(Prompt::new(PromptKind::Query { narrows }, ""));
        self.prompt_changed();
    }

    /// Understands what is typed so far. What is not whole yet leaves the list as it is without it.
    pub(super) fn query_typed(&mut self, text: &str) {
        match Query::parse_typed(text, self.today()) {
            Ok(query) => self.show_query(text, query),
            Err(error) => {
                if let Some((text, query)) = Query::parse_begun(text, &error, self.today()) {
                    self.show_query(text, query);
                }
                if let Mode::Prompt(prompt) = &mut self.mode {
                    prompt.error = Some(format!("{}; {}", error.message, error.hint));
                    prompt.error_at = Some(error.at);
                }
            }
        }
    }

    fn show_query(&mut self, text: &str, query: Query) {
        let Filter::Query(asked) = &mut self.view_mut().filter else { return };
        if !text.is_empty() && asked.text == text && *asked.query == query {
            return;
        }
        text.clone_into(&mut asked.text);
        asked.query = query.into();
        self.looked = Looked::Query(asked.clone());
        self.sort_of_query();
        self.refresh_hits();
        self.ask(Purpose::Show);
    }

    /// Whether the word being typed may become a field: `sour` is in few texts, and `source:` is
    /// meant.
    fn begins_a_field(&self) -> bool {
        let Mode::Prompt(prompt) = &self.mode else { return false };
        self.is_asking() && begins_a_field(prompt.input.before_cursor())
    }

    /// When the query is whole: what was kept from the list, since it might have become a field, is
    /// shown.
    pub(super) fn query_entered(&mut self) {
        if self.search.held {
            self.ask(Purpose::Show);
        } else if self.search.is_idle() {
            self.say_count();
        }
    }

    /// Asks the workers what the query of the current view means.
    pub(super) fn ask(&mut self, purpose: Purpose) {
        let Filter::Query(asked) = &self.view().filter else { return };
        let query = Arc::clone(&asked.query);
        let before = self.views.iter().rev().nth(1).filter(|_| asked.narrows);
        let within =
            before.map_or_else(|| self.desk.all(), |view| view.shown.iter().copied().collect());
        self.send(query, within, purpose);
    }

    fn send(&mut self, query: Arc<Query>, within: DocSet, purpose: Purpose) {
        let given = self.given(&query);
        self.search.generation += 1;
        self.search.held = false;
        self.search.purpose = Some(purpose);
        let generation = self.search.generation;
        let ask = Box::new(Ask { query, within, given });
        self.effects.push(Effect::Search { generation, ask });
    }

    /// Takes an answer. What is there already is shown, where that is what was asked; all else waits
    /// for the whole.
    pub(super) fn found(&mut self, generation: u64, docs: &DocSet, whole: bool) {
        if generation != self.search.generation {
            return;
        }
        let Some(purpose) = self.search.purpose else { return };
        if !whole && (purpose != Purpose::Show || docs.is_empty()) {
            return;
        }
        if whole {
            self.search.purpose = None;
        }
        if let Purpose::Next { forward } = purpose {
            return self.go_to_found(docs, forward);
        }
        if whole && docs.is_empty() && self.begins_a_field() {
            self.search.held = true;
            return;
        }
        let typing = self.is_asking();
        // The search began at the article selected before it, and looks on from there.
        let began = self.views.iter().rev().nth(1).and_then(|view| view.selected);
        let Self { views, desk, .. } = self;
        let Some(view) = views.last_mut() else { return };
        match purpose {
            Purpose::Show => {
                if typing {
                    view.selected = began;
                }
                view.show_only(desk, docs.iter().collect());
            }
            Purpose::Join | Purpose::Check | Purpose::Next { .. } => {
                let mut shown: DocSet = view.shown.iter().copied().collect();
                view.stale = shown.clone();
                view.stale.take_out(docs);
                if purpose == Purpose::Join {
                    shown.add(docs);
                    view.show_around(desk, shown.iter().collect());
                }
            }
        }
        self.count_decided();
        let resumed = self.start.is_under_way() && !self.start.way.is_empty();
        // More may come of what a run begins with: the title line counts.
        let begins = self.desk.is_reading() && !self.start.moved;
        if whole && purpose == Purpose::Show && !typing && !resumed && !begins {
            self.say_count();
        }
    }

    /// Finds the hits of the search in the text shown.
    pub(super) fn refresh_hits(&mut self) {
        let shown = self.selected().zip(self.loaded());
        self.hits = match (&self.looked, shown) {
            (Looked::Nothing, _) | (_, None) => Vec::new(),
            (Looked::Words(words), Some((_, loaded))) => {
                fold::find_all(&loaded.article.text, words)
            }
            (Looked::Query(asked), Some((doc, loaded))) => {
                asked.query.hits(&self.subject(doc, loaded))
            }
        };
    }

    /// The next or previous hit: in the text, at its end on into the next article; in the list the
    /// next article.
    pub(super) fn walk_hits(&mut self, forward: bool) {
        if self.looked.is_nothing() {
            let key = self.key_for(Action::Search);
            let before = !self.recall.searches.is_empty() || !self.recall.words.is_empty();
            self.note(if before {
                format!("no search here; {key} and Up bring the last one back")
            } else {
                format!("nothing was searched for yet; {key} searches")
            });
            return;
        }
        if self.pane() == Pane::List {
            let before = self.selected();
            if forward {
                self.down();
            } else {
                self.up();
            }
            if before == self.selected() {
                self.note(if forward { "the last of them" } else { "the first of them" });
            }
            return;
        }
        let hits = self.hits.clone();
        match (self.step_from_here(&hits, forward), &self.looked) {
            (Some(index), _) => self.go_to_hit(index),
            (None, Looked::Words(words)) => {
                // Which of the articles shown has it, only a worker knows.
                let query = Query::phrase(words);
                let within = self.view().shown.iter().copied().collect();
                self.send(query.into(), within, Purpose::Next { forward });
            }
            (None, Looked::Query(_) | Looked::Nothing) => self.hit_of_next_article(forward),
        }
    }

    fn go_to_hit(&mut self, index: usize) {
        let Some(range) = self.hits.get(index).copied() else { return };
        self.spot = Spot::Hit(index);
        self.show_range(range);
        self.note(format!("hit {} of {}", index + 1, self.hits.len()));
    }

    fn hit_of_next_article(&mut self, forward: bool) {
        let before = self.selected();
        if forward {
            self.next_article();
        } else {
            self.previous_article();
        }
        if before == self.selected() {
            self.note(if self.hits.is_empty() { "no hit in this text" } else { "no more hits" });
            return;
        }
        self.wanted_hit = Some(forward);
        self.arrive_at_hit();
    }

    /// Goes to the hit that was wanted in an article, as soon as it is read; an article that has none
    /// in its text is passed over.
    pub(super) fn arrive_at_hit(&mut self) {
        let Some(forward) = self.wanted_hit else { return };
        if self.must_wait() || self.loaded().is_none() {
            return;
        }
        self.wanted_hit = None;
        self.settle_page(self.panes().and_then(|p| p.text));
        self.refresh_hits();
        if self.hits.is_empty() {
            self.hit_of_next_article(forward);
        } else {
            self.go_to_hit(if forward { 0 } else { self.hits.len() - 1 });
        }
    }

    /// Goes to the nearest article of the list that is among those found.
    fn go_to_found(&mut self, docs: &DocSet, forward: bool) {
        let view = self.view();
        let has = |at: &usize| view.shown.get(*at).is_some_and(|doc| docs.contains(*doc));
        let next = if forward {
            (view.at + 1..view.shown.len()).find(has)
        } else {
            (0..view.at).rev().find(has)
        };
        match next.and_then(|at| view.shown.get(at).copied()) {
            Some(doc) => {
                self.select(doc);
                self.wanted_hit = Some(forward);
                self.arrive_at_hit();
            }
            None => self.note("no more hits in the articles shown"),
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
        self.go_to_mention(places[step]);
    }

    /// Puts the cursor on a mention of a name, and says what it leads to.
    pub(super) fn go_to_mention(&mut self, index: usize) {
        let Some(loaded) = self.loaded().cloned() else { return };
        let Some(mention) = loaded.analysis.mentions.get(index) else { return };
        let Some(entity) = loaded.analysis.entities.get(mention.entity as usize) else { return };
        let key = EntityKey::new(&entity.name, entity.kind);
        let articles = self.desk.index.get(&key).map_or(1, |entry| entry.articles.len());
        let plural = if articles == 1 { "" } else { "s" };
        let open = self.key_for(Action::Open);
        self.note(format!(
            "{}, {}: {open} shows {articles} article{plural}",
            entity.name,
            entity.kind.name()
        ));
        self.spot = Spot::Mention(index);
        self.visited.extend(self.selected().map(|doc| (doc, mention.range.start())));
        self.show_range(mention.range);
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
        self.go_to_source(place);
    }

    /// Shows a sentence of the summary in the text.
    pub(super) fn go_to_source(&mut self, place: usize) {
        let count = self.picks().len();
        self.front = Front::Text;
        self.spot = Spot::Source(place);
        self.summary.context = self.summary.context.map(|_| place);
        if let Some(range) = self.spot_range() {
            self.show_range(range);
        }
        self.note(format!("sentence {} of {} of the summary", place + 1, count));
    }
}
