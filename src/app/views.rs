//! The way through the views: each filter is a step, back goes to the one before as it was left.

use super::{
    App, Filter, Front, Looked, Spot, View,
    desk::Desk,
    find::Purpose,
    view::{BY_PATH, sort_again},
};
use crate::{
    corpus::{DocId, EntityKey},
    query::{Sort, SortKey},
    tags::Tags,
};

impl App {
    /// Opens a view that shows what the filter holds, keeping the selected article where it can. What
    /// a query means comes later; until then the articles stay that were shown.
    pub(super) fn push_view(&mut self, filter: Filter) {
        self.remember_place();
        let reading = self.front == Front::Text;
        self.view_mut().reading = reading;
        let before = self.view();
        let mut view = View::new(filter, before.sort);
        view.selected = before.selected;
        match &view.filter {
            Filter::Query(asked) => {
                view.sort = asked.query.sort.unwrap_or(before.sort);
                view.shown.clone_from(&before.shown);
                (view.at, view.top) = (before.at, before.top);
            }
            filter => {
                let docs = filtered(&self.desk, &self.tags, filter);
                view.show(&self.desk, docs);
            }
        }
        self.views.push(view);
        self.front = Front::List;
        self.spot = Spot::Nothing;
        self.looked_for();
        self.count_decided();
        if matches!(self.view().filter, Filter::Query(_)) {
            self.ask(Purpose::Show);
        } else {
            self.say_count();
        }
    }

    pub(super) fn say_count(&mut self) {
        let count = self.view().shown.len();
        let plural = if count == 1 { "" } else { "s" };
        let label = self.view().filter.label();
        let of = if label.is_empty() { String::new() } else { format!(": {label}") };
        self.note(format!("{count} article{plural}{of}"));
    }

    pub(super) fn pivot(&mut self, key: EntityKey, name: String) {
        self.push_view(Filter::Entity { key, name });
    }

    pub(super) fn back(&mut self) {
        if self.front != Front::List {
            self.front = Front::List;
            self.spot = Spot::Nothing;
        } else if self.drop_marks() {
        } else if self.depth() > 0 {
            self.pop_view();
        } else {
            self.note("this is the first view");
        }
    }

    pub(super) fn pop_view(&mut self) {
        self.remember_place();
        self.search.forget();
        self.views.pop();
        self.spot = Spot::Nothing;
        self.front = if self.view().reading { Front::Text } else { Front::List };
        self.looked_for();
        self.count_decided();
        self.check_filter();
    }

    /// What is searched for is what the view shown asks for.
    pub(super) fn looked_for(&mut self) {
        self.looked = match &self.view().filter {
            Filter::Query(asked) => Looked::Query(asked.clone()),
            _ => Looked::Nothing,
        };
        self.refresh_hits();
    }

    /// Runs the filter again: what has left it goes, what has come to it comes.
    pub(super) fn run_again(&mut self) {
        if self.read_again() {
            return;
        }
        if matches!(self.view().filter, Filter::Query(_)) {
            self.ask(Purpose::Show);
            return;
        }
        let docs = filtered(&self.desk, &self.tags, &self.view().filter);
        let Self { views, desk, .. } = self;
        if let Some(view) = views.last_mut() {
            view.show_only(desk, docs);
        }
        self.count_decided();
        self.say_count();
    }

    /// After decisions: shows which articles have left the filter. They stay where they are.
    pub(super) fn check_filter(&mut self) {
        let filter = &self.view().filter;
        if !filter.asks_decisions() {
            return;
        }
        if matches!(filter, Filter::Query(_)) {
            if self.search.is_idle() {
                self.ask(Purpose::Check);
            }
            return;
        }
        let Self { views, desk, tags, .. } = self;
        if let Some(view) = views.last_mut() {
            let left = |doc: &DocId| view.filter.holds(desk, tags, *doc) == Some(false);
            view.stale = view.shown.iter().copied().filter(left).collect();
        }
    }

    pub(super) fn sort_by(&mut self, key: SortKey) {
        let sort = sort_again(self.view().sort, key);
        self.sort(sort);
        let way = if sort.reverse { ", largest first" } else { "" };
        self.note(format!("sorted by {}{way}", key.name()));
    }

    fn sort(&mut self, sort: Sort) {
        let Self { views, desk, .. } = self;
        if let Some(view) = views.last_mut() {
            view.sort(desk, sort);
        }
    }

    /// Lets an article that has just been read join the views that it belongs to. A view that showed
    /// it by its path, as nothing else was known, lets it go.
    pub(super) fn joins_views(&mut self, doc: DocId) {
        if self.desk.over.contains(doc) {
            return;
        }
        let mut changed = false;
        for at in 1..self.views.len() {
            let there = |view: &View| view.shown.contains(&doc);
            let (before, view) = (&self.views[at - 1], &self.views[at]);
            let (holds, shown) = (self.holds(view, before, doc), there(view));
            if holds == shown {
                continue;
            }
            changed = true;
            let Self { views, desk, .. } = self;
            let view = &mut views[at];
            if !holds && view.selected == Some(doc) {
                view.stale.insert(doc);
                continue;
            }
            let mut docs = std::mem::take(&mut view.shown);
            docs.retain(|other| *other != doc);
            docs.extend(holds.then_some(doc));
            view.show_around(desk, docs);
        }
        // The rows of a large desk are counted once, when all are read.
        if changed || self.decision_of(doc).is_some() {
            self.count_decided();
        }
    }

    pub(super) fn holds(&self, view: &View, before: &View, doc: DocId) -> bool {
        match (&view.filter, self.desk.loaded(doc)) {
            (Filter::Query(asked), Some(loaded)) => {
                (!asked.narrows || before.shown.contains(&doc))
                    && asked.query.matches(&self.subject(doc, loaded))
            }
            (filter, _) => filter.holds(&self.desk, &self.tags, doc) == Some(true),
        }
    }

    /// When all is read, orders that depend on what was read are put right once.
    pub(super) fn all_read(&mut self) {
        let Self { views, desk, .. } = self;
        for view in views.iter_mut().filter(|view| view.sort.key != SortKey::Path) {
            let docs = view.shown.clone();
            view.show_around(desk, docs);
        }
        if matches!(self.view().filter, Filter::Query(_)) {
            // Whoever waits for the list gets the whole of it.
            self.ask(self.search.purpose().unwrap_or(Purpose::Join));
        }
        self.count_decided();
        if self.desk.docs.is_empty() || self.desk.failed == self.desk.docs.len() {
            self.error("no article here could be read");
        }
    }

    /// The order of the current view, back to that of the folder where nothing else is said.
    pub(super) fn sort_of_query(&mut self) {
        let before = self.views.iter().rev().nth(1).map_or(BY_PATH, |view| view.sort);
        if let Filter::Query(asked) = &self.view().filter {
            let sort = asked.query.sort.unwrap_or(before);
            self.view_mut().sort = sort;
        }
    }
}

/// The articles that a filter holds, in no order.
fn filtered(desk: &Desk, tags: &Tags, filter: &Filter) -> Vec<DocId> {
    if let Filter::Entity { key, .. } = filter {
        let mut docs = desk.index.articles(key);
        docs.retain(|doc| !desk.over.contains(*doc));
        return docs;
    }
    desk.ids().filter(|doc| filter.holds(desk, tags, *doc) == Some(true)).collect()
}
