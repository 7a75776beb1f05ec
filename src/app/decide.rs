//! Decisions on the selected article or the marked ones: tags, state, star, note.

use std::collections::BTreeSet;

use super::{App, Marks, Message, Mode, Prompt, PromptKind, desk::DocState, event::Trouble};
use crate::{
    article::ArticleId,
    config::{Action, settings::Advance},
    corpus::DocId,
    tags::{Decision, Edit, Record, State, TagDef, merge},
    text::counted,
};

/// What becomes of the decision on an article.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    Tags {
        plus: Vec<String>,
        minus: Vec<String>,
        /// The slot that the new tag gets.
        slot: Option<u8>,
    },
    State(State),
    Star(bool),
    Note(Option<String>),
}

impl App {
    /// What is decided of the selected article so far.
    pub fn decision(&self) -> Option<&Decision> {
        self.tags.decision(self.desk.article_id(self.selected()?)?)
    }

    /// What is decided of any article of the list.
    pub fn decision_of(&self, doc: DocId) -> Option<&Decision> {
        self.tags.decision(self.desk.article_id(doc)?)
    }

    /// Whether what is marked, or else selected, can be decided on; says why where it cannot.
    pub(super) fn can_decide(&mut self) -> bool {
        if let Some(reason) = self.read_only.clone() {
            self.error(format!("read-only: {reason}"));
            return false;
        }
        if !self.marked().is_empty() {
            return true;
        }
        match self.selected().and_then(|doc| self.desk.get(doc)).map(|doc| &doc.state) {
            Some(DocState::Ready(_)) => true,
            Some(DocState::Failed(why)) => {
                let text = format!("this file cannot be read ({why}), so it cannot be tagged");
                self.error(text);
                false
            }
            Some(DocState::Waiting) | None => {
                self.say_nothing_here();
                false
            }
        }
    }

    /// Says why there is nothing to do something with.
    pub(super) fn say_nothing_here(&mut self) {
        match self.selected().and_then(|doc| self.desk.get(doc)).map(|doc| &doc.state) {
            Some(DocState::Failed(why)) => {
                let text = format!("this file cannot be read: {why}");
                self.note(text);
            }
            Some(DocState::Waiting | DocState::Ready(_)) => {
                self.note("this article is still being read");
            }
            None => self.note("there is no article here"),
        }
    }

    /// Carries a change out on these articles as one step of history; those not read are left out.
    pub(super) fn change_docs(&mut self, docs: &[DocId], change: &Change) {
        let marked = !self.marked().is_empty();
        let label = self.label_of(change, docs);
        let mut edits = self.new_tags(change);
        let (mut seen, mut at) = (BTreeSet::new(), None);
        for doc in docs {
            let Some(id) = self.desk.article_id(*doc).filter(|id| seen.insert(*id)) else {
                continue;
            };
            at = at.or(Some(id));
            edits.extend(self.edit_of(*doc, id, |decision| self.apply(change, decision)));
        }
        let left_out = docs.iter().filter(|doc| self.desk.article_id(**doc).is_none()).count();
        let read = docs.len() - left_out;
        let many = match change {
            _ if docs.len() == 1 => String::new(),
            Change::State(_) => format!(": {}", counted(read, "article")),
            _ => format!(" on {}", counted(read, "article")),
        };
        let unread = if left_out == 0 { String::new() } else { format!(" ({left_out} not read)") };
        let goes_on = self.goes_on(change);
        let new = self.decision().map_or(State::New, |d| d.state) == State::New;
        if goes_on && !edits.is_empty() {
            self.pace.take(self.now, *change != Change::State(State::Later));
        }
        if !edits.is_empty() || !goes_on || new {
            self.commit(&format!("{label}{many}{unread}"), edits, at);
        }
        if marked && matches!(change, Change::State(_)) {
            self.marks = Marks::default();
        }
        if goes_on && (!marked || self.is_decided()) {
            self.go_on();
        }
    }

    /// Whether a change decides an article, so that the next one comes.
    fn goes_on(&self, change: &Change) -> bool {
        match change {
            Change::State(_) => true,
            Change::Tags { plus, .. } => {
                !plus.is_empty() && self.config.triage.advance == Advance::OnTag
            }
            Change::Star(_) | Change::Note(_) => false,
        }
    }

    fn apply(&self, change: &Change, decision: &mut Decision) {
        match change {
            Change::Tags { plus, minus, .. } => {
                decision.tags.extend(plus.iter().cloned());
                decision.tags.retain(|tag| !minus.contains(tag));
                if self.goes_on(change) {
                    decision.state = State::Done;
                }
            }
            Change::State(state) => decision.state = *state,
            Change::Star(star) => decision.star = *star,
            Change::Note(note) => decision.note.clone_from(note),
        }
    }

    /// As the hint line says it. What is there already, or is not there, is not said to be put or
    /// taken.
    pub(super) fn label_of(&self, change: &Change, docs: &[DocId]) -> String {
        match change {
            Change::Tags { plus, minus, slot } => {
                let has = |tag: &String, doc: &DocId| {
                    self.decision_of(*doc).is_some_and(|d| d.tags.contains(tag))
                };
                let on_all = |tag: &String| docs.iter().all(|doc| has(tag, doc));
                let on_any = |tag: &String| docs.iter().any(|doc| has(tag, doc));
                let put = plus.iter().filter(|tag| !on_all(tag)).map(|tag| format!("+{tag}"));
                let taken = minus.iter().filter(|tag| on_any(tag)).map(|tag| format!("-{tag}"));
                let mut label: Vec<String> = put.chain(taken).collect();
                if label.is_empty() {
                    label.extend(plus.iter().chain(minus).cloned());
                }
                label
                    .extend(slot.zip(plus.first()).and_then(|(slot, tag)| self.move_of(tag, slot)));
                let new = self.tags.new_defs(plus).into_iter().filter(|_| slot.is_none());
                let got: Vec<String> =
                    new.filter_map(|def| def.slot).map(|s| s.to_string()).collect();
                match got.as_slice() {
                    [] => {}
                    [one] => label.push(format!("(slot {one})")),
                    several => label.push(format!("(slots {})", several.join(" "))),
                }
                label.join(" ")
            }
            Change::State(state) => state.name().to_owned(),
            Change::Star(star) => if *star { "star" } else { "unstar" }.to_owned(),
            Change::Note(note) => if note.is_some() { "note" } else { "no note" }.to_owned(),
        }
    }

    /// What becomes of the slots where a tag that has one already gets another.
    fn move_of(&self, tag: &str, slot: u8) -> Option<String> {
        let before = self.tags.defs.iter().find(|def| def.name == tag)?.slot?;
        (before != slot).then(|| format!("(moved from slot {before} to {slot})"))
    }

    /// The edits that make the tags of a change known, first of all.
    fn new_tags(&self, change: &Change) -> Vec<Edit> {
        let Change::Tags { plus, slot, .. } = change else { return Vec::new() };
        let known = |name: &str| self.tags.defs.iter().find(|def| def.name == name).cloned();
        let new = self.tags.new_defs(plus);
        let first_free = |name: &str| new.iter().find(|def| def.name == name)?.slot;
        let mut edits: Vec<Edit> = Vec::new();
        for name in plus {
            let before = known(name);
            if slot.is_some() || before.is_none() {
                let after =
                    Some(TagDef { name: name.clone(), slot: slot.or_else(|| first_free(name)) });
                edits.push(Edit::Tag { before, after });
            }
        }
        edits
    }

    /// The edit that `change` makes of an article; none where it changes nothing.
    fn edit_of(
        &self,
        doc: DocId,
        id: ArticleId,
        change: impl FnOnce(&mut Decision),
    ) -> Option<Edit> {
        let before = self.tags.records.get(&id).cloned();
        let entry = self.desk.get(doc)?;
        let mut record = before.clone().unwrap_or_default();
        change(&mut record.decision);
        if before.as_ref().map(|b| &b.decision) == Some(&record.decision) {
            return None;
        }
        record.path.clone_from(&entry.record_path);
        entry.title().clone_into(&mut record.title);
        record.decision.decided = Some(self.now);
        let after: Option<Record> = (!record.decision.is_empty()).then_some(record);
        (before != after).then_some(Edit::Article { id, before, after })
    }

    pub(super) fn commit(&mut self, label: &str, edits: Vec<Edit>, at: Option<ArticleId>) {
        if edits.is_empty() {
            self.note(format!("{label}: nothing to change"));
            return;
        }
        let generation = self.edit(&edits);
        let label = self.record(label, edits, at);
        self.message = Some(Message::Decision { label, generation });
    }

    /// Puts the tag of slot 1 where it is not yet, done, and on: the tag is never taken.
    pub(super) fn accept(&mut self) {
        let tag = self.tags.slot(1).map(str::to_owned);
        let has = |doc: &DocId, tag: &String| {
            self.decision_of(*doc).is_some_and(|d| d.tags.contains(tag))
        };
        let targets = self.targets();
        let all = tag.is_some_and(|tag| targets.iter().all(|doc| has(doc, &tag)));
        self.start(if all { &[Action::Done] } else { &[Action::Tag1, Action::Done] });
    }

    /// Toggles the tag in a slot; an empty slot asks for its name.
    pub(super) fn press_slot(&mut self, slot: u8) {
        if !self.can_decide() {
            return;
        }
        match self.tags.slot(slot).map(str::to_owned) {
            Some(tag) => self.toggle_tag(&tag),
            None => self.prompt(PromptKind::SlotName(slot), ""),
        }
    }

    /// Puts a tag on; where all of the articles have it, takes it off.
    fn toggle_tag(&mut self, tag: &str) {
        let has = |doc: &DocId| self.decision_of(*doc).is_some_and(|d| d.tags.contains(tag));
        let all = self.targets().iter().all(has);
        let tag = vec![tag.to_owned()];
        let (plus, minus) = if all { (Vec::new(), tag) } else { (tag, Vec::new()) };
        self.change_tags(plus, minus);
    }

    /// Makes a tag, puts it into a slot and on the article.
    pub(super) fn name_slot(&mut self, slot: u8, tag: &str) {
        self.change(Change::Tags {
            plus: vec![tag.to_owned()],
            minus: Vec::new(),
            slot: Some(slot),
        });
    }

    pub(super) fn change_tags(&mut self, plus: Vec<String>, minus: Vec<String>) {
        self.change(Change::Tags { plus, minus, slot: None });
    }

    /// Gives the article a state and goes on.
    pub(super) fn decide_state(&mut self, state: State) {
        if self.can_decide() {
            self.change(Change::State(state));
        }
    }

    /// Done, and on to the next undecided one; a file that cannot be read is passed over.
    pub(super) fn done_and_on(&mut self) {
        let failed = self
            .selected()
            .and_then(|doc| self.desk.get(doc))
            .is_some_and(|doc| matches!(doc.state, DocState::Failed(_)));
        let alone = self.marked().is_empty();
        // A dropped article stays dropped: Space only goes on from it.
        let dropped = self.decision().is_some_and(|d| d.state == State::Dropped);
        if alone && (failed || dropped) || self.read_only.is_some() {
            self.go_on();
        } else {
            self.decide_state(State::Done);
        }
    }

    pub(super) fn star(&mut self) {
        if self.can_decide() {
            let starred = |doc: &DocId| self.decision_of(*doc).is_some_and(|d| d.star);
            let all = self.targets().iter().all(starred);
            self.change(Change::Star(!all));
        }
    }

    /// Sets the note. What another copy has made of it since it `began` to be typed stays.
    pub(super) fn set_note(&mut self, note: &str, began: &str) {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (typed, began) = (some(note), some(began));
        let there = self.decision().and_then(|d| d.note.clone());
        let changed = there.as_ref().map(|note| note.replace('\n', " ")) != began;
        if changed && self.marked().is_empty() {
            let both = merge::note(began.as_deref(), typed.as_deref(), there.as_deref());
            return self.change(Change::Note(both));
        }
        self.change(Change::Note(typed));
    }

    /// Takes a note from the editor; where that failed, the draft is back in the prompt.
    pub(super) fn edited(
        &mut self,
        article: ArticleId,
        draft: &str,
        outcome: Result<String, Trouble>,
    ) {
        if self.selected().and_then(|doc| self.desk.article_id(doc)) != Some(article) {
            return;
        }
        let began = self.decision().and_then(|d| d.note.clone()).unwrap_or_default();
        let began = began.replace('\n', " ");
        match outcome {
            Ok(note) => self.set_note(&note, &began),
            Err(trouble) => {
                self.error(format!("{} {}", trouble.message, trouble.hint));
                let mut prompt = Prompt::new(PromptKind::Note, draft);
                prompt.error = Some(trouble.message.to_string());
                prompt.began = began;
                self.mode = Mode::Prompt(prompt);
            }
        }
    }

    /// Counts the decided articles of the current view.
    pub(super) fn count_decided(&mut self) {
        let shown = &self.view().shown;
        let is_decided = |doc: &&DocId| {
            let state = self.decision_of(**doc).map_or(State::New, |d| d.state);
            matches!(state, State::Done | State::Dropped)
        };
        // Decisions are few against the articles of a large desk, or all of them are in memory.
        self.decided =
            if self.tags.records.is_empty() { 0 } else { shown.iter().filter(is_decided).count() };
    }
}
