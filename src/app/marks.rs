//! Marking articles in the list; what is then decided is decided of all that are marked.

use super::{App, Front, Mode, decide::Change};
use crate::{
    corpus::{DocId, DocSet},
    tags::State,
    text::counted,
};

/// Articles that may be changed at once without being asked.
pub(super) const UNASKED: usize = 10;

/// The articles marked.
#[derive(Debug, Default)]
pub struct Marks {
    pub docs: DocSet,
    /// The article marked last: a range begins there.
    last: Option<DocId>,
}

/// A change of many articles that waits for a yes.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    pub(super) doubt: Doubt,
    pub question: String,
}

/// What is done after a yes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Doubt {
    Change { docs: Vec<DocId>, change: Change },
    Retag { from: String, to: Option<String> },
}

impl App {
    /// The marked articles of the list, in its order; none while the text is in front, where one
    /// acts on what one reads.
    pub fn marked(&self) -> Vec<DocId> {
        if self.marks.docs.is_empty() || self.front == Front::Text {
            return Vec::new();
        }
        self.view().shown.iter().copied().filter(|doc| self.marks.docs.contains(*doc)).collect()
    }

    /// What an action is about: the marked articles, else the selected one.
    pub(super) fn targets(&self) -> Vec<DocId> {
        let marked = self.marked();
        if marked.is_empty() { self.selected().into_iter().collect() } else { marked }
    }

    /// Marks the selected article or takes the mark away, and goes down.
    pub(super) fn mark(&mut self) {
        let Some(doc) = self.selected() else { return self.note("there is no article here") };
        if self.marks.docs.contains(doc) {
            self.marks.docs.remove(doc);
            self.marks.last = None;
        } else {
            self.marks.docs.insert(doc);
            self.marks.last = Some(doc);
        }
        self.down();
        self.say_marked();
    }

    /// Marks all from the article marked last to the selected one.
    pub(super) fn mark_range(&mut self) {
        let Some(doc) = self.selected() else { return self.note("there is no article here") };
        let view = self.view();
        let from = self.marks.last.and_then(|last| view.shown.iter().position(|d| *d == last));
        let from = from.unwrap_or(view.at);
        let range = from.min(view.at)..=from.max(view.at);
        let docs: Vec<DocId> = view.shown.get(range).unwrap_or_default().to_vec();
        for doc in docs {
            self.marks.docs.insert(doc);
        }
        self.marks.last = Some(doc);
        self.say_marked();
    }

    /// Marks all articles shown; where all are, none.
    pub(super) fn mark_all(&mut self) {
        let shown: DocSet = self.view().shown.iter().copied().collect();
        if self.marked().len() == shown.len() {
            self.marks.docs.take_out(&shown);
        } else {
            self.marks.docs.add(&shown);
        }
        self.marks.last = None;
        self.say_marked();
    }

    fn say_marked(&mut self) {
        let count = self.marked().len();
        self.note(match count {
            0 => "nothing is marked".to_owned(),
            1 => "1 marked: keys now act on it".to_owned(),
            _ => format!("{count} marked: keys now act on them"),
        });
    }

    /// Takes all marks away; says whether there were any here.
    pub(super) fn drop_marks(&mut self) -> bool {
        let any = !self.marked().is_empty();
        if any {
            self.marks = Marks::default();
            self.note("nothing is marked any more");
        }
        any
    }

    /// Carries a change out, of many articles after asking.
    pub(super) fn change(&mut self, change: Change) {
        let docs = self.targets();
        if docs.len() <= UNASKED || self.run.agreed {
            return self.change_docs(&docs, &change);
        }
        let articles = counted(docs.len(), "article");
        let question = match &change {
            Change::State(State::New) => format!("make {articles} new?"),
            Change::State(State::Done) => format!("mark {articles} as done?"),
            Change::State(State::Dropped) => format!("drop {articles}?"),
            Change::State(State::Later) => format!("put off {articles}?"),
            Change::Star(true) => format!("star {articles}?"),
            Change::Star(false) => format!("unstar {articles}?"),
            Change::Note(Some(_)) => format!("write this note on {articles}?"),
            Change::Note(None) => format!("take the notes from {articles}?"),
            Change::Tags { .. } => format!("{} on {articles}?", self.label_of(&change, &docs)),
        };
        self.mode = Mode::Confirm(Confirm { doubt: Doubt::Change { docs, change }, question });
    }

    pub(super) fn confirm_key(&mut self, yes: bool) {
        let Mode::Confirm(confirm) = std::mem::replace(&mut self.mode, Mode::Browse) else {
            return;
        };
        match confirm.doubt {
            _ if !yes => self.note("nothing was changed"),
            Doubt::Change { docs, change } => self.change_docs(&docs, &change),
            Doubt::Retag { from, to } => self.retag_now(&from, to.as_deref()),
        }
    }
}
