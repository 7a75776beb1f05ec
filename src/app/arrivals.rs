//! The folder changes while one reads: what comes joins the list, what is read stays as it is until
//! one leaves it. Neither the selection nor the text moves.

use super::{App, Message, News, Trouble, View, desk::DocState};
use crate::{
    corpus::DocId,
    tags::{Decision, State, Tags},
};

impl App {
    pub(super) fn folder_changed(&mut self, news: &News) {
        let mut came = Vec::new();
        for one in &news.came {
            self.desk.append(&one.file);
            match one.instead_of {
                Some(old) => self.replaces(old, one.doc),
                None => came.push(one.doc),
            }
        }
        for doc in &news.gone {
            self.desk.gone.insert(*doc);
            self.desk.fresh.remove(*doc);
            self.desk.retire(*doc);
        }
        self.desk.others.clone_from(&news.others);
        self.desk.set_order(&news.order, &self.replaced);
        self.desk.fresh.add(&came.iter().copied().collect());
        let Self { views, desk, .. } = self;
        for (depth, view) in views.iter_mut().enumerate() {
            for doc in news.gone.iter().filter(|doc| view.shown.contains(doc)) {
                view.stale.insert(*doc);
            }
            let mut docs = view.shown.clone();
            if depth == 0 {
                docs.extend(&came);
            }
            view.show_around(desk, docs);
        }
        self.count_decided();
        self.say_gone(&news.gone);
    }

    /// Another article takes the place of one when that is not looked at any more.
    fn replaces(&mut self, old: DocId, new: DocId) {
        self.desk.over.insert(new);
        // One that was never shown is passed over.
        let first = self.replaced.iter_mut().find(|(_, last)| *last == old);
        match first {
            Some(pair) => {
                pair.1 = new;
                self.desk.fresh.remove(old);
                self.desk.over.insert(old);
                self.desk.forget(old);
            }
            None => self.replaced.push((old, new)),
        }
    }

    /// What the file of this article says now, once that is read, though this is still shown.
    pub fn newer(&self, doc: DocId) -> Option<DocId> {
        let pair = self.replaced.iter().find(|(old, new)| *old == doc && self.is_known(*new));
        pair.map(|(_, new)| *new)
    }

    fn say_gone(&mut self, gone: &[DocId]) {
        if self.message.is_none() && self.selected().is_some_and(|doc| gone.contains(&doc)) {
            self.note("this file is no longer there");
        }
    }

    pub(super) fn unwatched(&mut self, why: &str) {
        if self.message.is_none() {
            self.note(format!("files that come are not noticed here: {why}"));
        }
    }

    /// What is looked at is new no more; articles that were left give way to newer ones.
    pub(super) fn settle_arrivals(&mut self) {
        if let Some(doc) = self.selected() {
            self.desk.fresh.remove(doc);
        }
        if self.replaced.is_empty() {
            return;
        }
        let selected = self.selected();
        let (ready, waiting): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.replaced).into_iter().partition(|(old, new)| {
                // What goes by another name only is shown at once.
                let same = self
                    .desk
                    .article_id(*old)
                    .is_some_and(|id| Some(id) == self.desk.article_id(*new));
                (Some(*old) != selected || same) && self.is_known(*new)
            });
        self.replaced = waiting;
        for (old, new) in ready {
            self.take_over(old, new);
        }
    }

    fn is_known(&self, doc: DocId) -> bool {
        self.desk.get(doc).is_some_and(|doc| doc.state != DocState::Waiting)
    }

    /// Shows what the selected file says now, where it has changed; says whether it had.
    pub(super) fn read_again(&mut self) -> bool {
        let Some(old) = self.selected() else { return false };
        let Some(new) = self.newer(old) else { return false };
        self.replaced.retain(|(other, _)| *other != old);
        self.take_over(old, new);
        true
    }

    /// Puts an article into the place of the one that its file was before.
    fn take_over(&mut self, old: DocId, new: DocId) {
        self.remember_place();
        if let Some(place) = self.places.remove(&old) {
            self.places.insert(new, place);
        }
        let changed = self.desk.article_id(old) != self.desk.article_id(new);
        let is_selected = self.selected() == Some(old);
        let fresh = self.desk.fresh.contains(old);
        self.desk.fresh.remove(old);
        if fresh {
            // It was written in two goes, and nobody has looked at it yet.
            self.desk.fresh.insert(new);
        } else if changed {
            self.desk.changed.insert(new);
            if !is_selected {
                self.desk.fresh.insert(new);
            }
            self.say_changed(old, new);
        }
        self.desk.over.remove(new);
        self.desk.retire(old);
        self.desk.forget(old);
        if self.marks.docs.contains(old) {
            self.marks.docs.remove(old);
            self.marks.docs.insert(new);
        }
        let holds: Vec<bool> = (0..self.views.len())
            .map(|at| at == 0 || self.holds(&self.views[at], &self.views[at - 1], new))
            .collect();
        let Self { views, desk, .. } = self;
        for (view, holds) in views.iter_mut().zip(holds) {
            put_in_place(view, old, new, holds);
            let docs = view.shown.clone();
            view.show_around(desk, docs);
        }
        self.brief.forget();
        self.spot = super::Spot::Nothing;
        self.count_decided();
    }

    /// What was decided of a text stays with it: the file has another one now.
    fn say_changed(&mut self, old: DocId, new: DocId) {
        let kept = self.decision_of(old).map(told).unwrap_or_default();
        let path = self.desk.get(new).map_or("", |doc| doc.path.as_str());
        if !kept.is_empty() {
            let text = format!("{path} has another text now; {kept} stays with the one before");
            self.note(text);
        } else if self.selected() == Some(old) {
            self.note("this is what the file says now");
        }
    }

    /// Begins to take decisions, now that they can be kept.
    pub(super) fn tags_opened(&mut self, tags: Box<Tags>, elsewhere: bool) {
        self.read_only = None;
        self.elsewhere = elsewhere;
        self.tags_fault = true;
        self.tags_changed(Ok(tags));
    }

    /// Takes over what others have written into the tags file and the names file.
    pub(super) fn tags_changed(&mut self, outcome: Result<Box<Tags>, Trouble>) {
        match outcome {
            Ok(tags) => {
                let mut tags = *tags;
                self.saving.apply_pending(&mut tags);
                self.saving.found();
                let mended = std::mem::take(&mut self.tags_fault);
                if mended {
                    self.note("the tags file is in order again: taken over");
                }
                if tags == self.tags {
                    return;
                }
                self.tags = tags;
                self.corrected();
                self.count_decided();
                self.check_filter();
                if !matches!(self.message, Some(Message::Error(_))) && !mended {
                    self.note("tags were changed outside: taken over");
                }
            }
            Err(trouble) => {
                self.tags_fault = true;
                self.error(format!("{} {}", trouble.message, trouble.hint));
            }
        }
    }
}

/// `done #strike #port`
fn told(decision: &Decision) -> String {
    let state = Some(decision.state).filter(|state| *state != State::New);
    let tags = decision.tags.iter().map(|tag| format!("#{tag}"));
    let mut words: Vec<String> =
        state.map(|s| s.name().to_owned()).into_iter().chain(tags).collect();
    words.extend(decision.star.then(|| "star".to_owned()));
    words.extend(decision.note.as_ref().map(|_| "note".to_owned()));
    words.join(" ")
}

fn put_in_place(view: &mut View, old: DocId, new: DocId, holds: bool) {
    let Some(at) = view.shown.iter().position(|doc| *doc == old) else { return };
    // It may have joined by itself when it was read.
    view.shown.retain(|doc| *doc != new);
    if let Some(place) = view.shown.iter_mut().find(|doc| **doc == old) {
        *place = new;
    }
    view.stale.remove(old);
    if !holds {
        view.stale.insert(new);
    }
    if view.selected == Some(old) {
        view.selected = Some(new);
    }
    view.at = at;
}
