//! Decisions on the selected article: tags, state, star, note; and taking them back.

use super::{App, Message, Mode, Prompt, PromptKind, desk::DocState, event::Trouble};
use crate::{
    article::ArticleId,
    config::settings::Advance,
    corpus::DocId,
    tags::{Decision, Edit, Record, State, Step, TagDef},
};

impl App {
    /// What is decided of the selected article so far.
    pub fn decision(&self) -> Option<&Decision> {
        self.tags.decision(self.desk.article_id(self.selected()?)?)
    }

    /// What is decided of any article of the list.
    pub fn decision_of(&self, doc: DocId) -> Option<&Decision> {
        self.tags.decision(self.desk.article_id(doc)?)
    }

    /// Whether the selected article can be decided on; says why where it cannot.
    pub(super) fn can_decide(&mut self) -> bool {
        if let Some(reason) = self.read_only.clone() {
            self.error(format!("read-only: {reason}"));
            return false;
        }
        match self.selected().and_then(|doc| self.desk.get(doc)).map(|doc| &doc.state) {
            Some(DocState::Ready(_)) => true,
            Some(DocState::Failed(why)) => {
                let text = format!("this file cannot be read ({why}), so it cannot be tagged");
                self.error(text);
                false
            }
            Some(DocState::Waiting) | None => {
                self.note("there is no article here");
                false
            }
        }
    }

    /// Changes the decision of the selected article as one step of history.
    fn decide(&mut self, label: &str, extra: Vec<Edit>, change: impl FnOnce(&mut Decision)) {
        let Some((id, edit)) = self.edit_of_selected(change) else { return };
        let mut edits = extra;
        edits.extend(edit);
        self.commit(label, edits, Some(id));
    }

    /// The edit that `change` makes of the selected article; none where it changes nothing.
    fn edit_of_selected(
        &self,
        change: impl FnOnce(&mut Decision),
    ) -> Option<(ArticleId, Option<Edit>)> {
        let doc = self.selected()?;
        let id = self.desk.article_id(doc)?;
        let before = self.tags.records.get(&id).cloned();
        let entry = self.desk.get(doc)?;
        let mut record = before.clone().unwrap_or_default();
        change(&mut record.decision);
        if before.as_ref().map(|b| &b.decision) == Some(&record.decision) {
            return Some((id, None));
        }
        record.path.clone_from(&entry.record_path);
        entry.title().clone_into(&mut record.title);
        record.decision.decided = Some(self.now);
        let after: Option<Record> = (!record.decision.is_empty()).then_some(record);
        if before == after {
            return Some((id, None));
        }
        Some((id, Some(Edit::Article { id, before, after })))
    }

    pub(super) fn commit(&mut self, label: &str, edits: Vec<Edit>, at: Option<ArticleId>) {
        if edits.is_empty() {
            self.note(format!("{label}: nothing to change"));
            return;
        }
        let generation = self.edit(&edits);
        self.history.push(Step { label: label.to_owned(), edits, at });
        self.message = Some(Message::Decision { label: label.to_owned(), generation });
    }

    /// Toggles the tag in a slot; an empty slot asks for its name.
    pub(super) fn press_slot(&mut self, slot: u8) {
        if !self.can_decide() {
            return;
        }
        match self.tags.slot(slot).map(str::to_owned) {
            Some(tag) => self.toggle_tag(&tag),
            None => self.mode = Mode::Prompt(Prompt::new(PromptKind::SlotName(slot), "")),
        }
    }

    fn toggle_tag(&mut self, tag: &str) {
        let tag = [tag.to_owned()];
        if self.decision().is_some_and(|d| d.tags.contains(&tag[0])) {
            self.change_tags(&[], &tag, Vec::new());
        } else {
            self.change_tags(&tag, &[], Vec::new());
        }
    }

    /// Makes a tag, puts it into a slot and on the article.
    pub(super) fn name_slot(&mut self, slot: u8, tag: &str) {
        let before = self.tags.defs.iter().find(|def| def.name == tag).cloned();
        let after = Some(TagDef { name: tag.to_owned(), slot: Some(slot) });
        self.change_tags(&[tag.to_owned()], &[], vec![Edit::Tag { before, after }]);
    }

    pub(super) fn change_tags(&mut self, plus: &[String], minus: &[String], mut extra: Vec<Edit>) {
        let known: Vec<&str> = self.tags.defs.iter().map(|def| def.name.as_str()).collect();
        let named = |name: &str| {
            extra
                .iter()
                .any(|e| matches!(e, Edit::Tag { after: Some(def), .. } if def.name == name))
        };
        let new: Vec<Edit> = plus
            .iter()
            .filter(|name| !known.contains(&name.as_str()) && !named(name))
            .map(|name| TagDef { name: name.clone(), slot: None })
            .map(|def| Edit::Tag { before: None, after: Some(def) })
            .collect();
        extra.extend(new);
        // What is there already, or is not there, is not said to be put or taken.
        let on = |tag: &&String| self.decision().is_some_and(|d| d.tags.contains(*tag));
        let put = plus.iter().filter(|tag| !on(tag)).map(|tag| format!("+{tag}"));
        let taken = minus.iter().filter(on).map(|tag| format!("-{tag}"));
        let mut label: Vec<String> = put.chain(taken).collect();
        if label.is_empty() {
            label.extend(plus.iter().chain(minus).cloned());
        }
        let advances = !plus.is_empty() && self.config.triage.advance == Advance::OnTag;
        self.decide(&label.join(" "), extra, |decision| {
            decision.tags.extend(plus.iter().cloned());
            decision.tags.retain(|tag| !minus.contains(tag));
            if advances {
                decision.state = State::Done;
            }
        });
        if advances {
            self.go_on();
        }
    }

    /// Gives the article a state and goes on.
    pub(super) fn decide_state(&mut self, state: State) {
        if !self.can_decide() {
            return;
        }
        if self.decision().map_or(State::New, |d| d.state) != state {
            self.decide(state.name(), Vec::new(), |decision| decision.state = state);
        }
        self.go_on();
    }

    /// Done, and on to the next undecided one; a file that cannot be read is passed over.
    pub(super) fn done_and_on(&mut self) {
        let failed = self
            .selected()
            .and_then(|doc| self.desk.get(doc))
            .is_some_and(|doc| matches!(doc.state, DocState::Failed(_)));
        if failed || self.read_only.is_some() {
            self.go_on();
        } else {
            let decided = self.decision().is_some_and(|d| d.state == State::Dropped);
            // A dropped article stays dropped: Space only goes on from it.
            if decided { self.go_on() } else { self.decide_state(State::Done) }
        }
    }

    pub(super) fn star(&mut self) {
        if self.can_decide() {
            let star = !self.decision().is_some_and(|d| d.star);
            let label = if star { "star" } else { "unstar" };
            self.decide(label, Vec::new(), |decision| decision.star = star);
        }
    }

    pub(super) fn set_note(&mut self, note: &str) {
        let note = Some(note.trim().to_owned()).filter(|n| !n.is_empty());
        let label = if note.is_some() { "note" } else { "no note" };
        self.decide(label, Vec::new(), |decision| decision.note = note);
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
        match outcome {
            Ok(note) => self.set_note(&note),
            Err(trouble) => {
                self.error(format!("{} {}", trouble.message, trouble.hint));
                let mut prompt = Prompt::new(PromptKind::Note, draft);
                prompt.error = Some(trouble.message);
                self.mode = Mode::Prompt(prompt);
            }
        }
    }

    pub(super) fn undo(&mut self) {
        let Some(step) = self.history.undo().cloned() else {
            self.note("nothing to undo");
            return;
        };
        let edits: Vec<Edit> = step.edits.iter().rev().map(Edit::inverse).collect();
        self.replay_step(&format!("undone: {}", step.label), &edits, step.at);
    }

    pub(super) fn redo(&mut self) {
        let Some(step) = self.history.redo().cloned() else {
            self.note("nothing to redo");
            return;
        };
        self.replay_step(&format!("redone: {}", step.label), &step.edits, step.at);
    }

    fn replay_step(&mut self, label: &str, edits: &[Edit], at: Option<ArticleId>) {
        let generation = self.edit(edits);
        self.message = Some(Message::Decision { label: label.to_owned(), generation });
        if let Some(id) = at {
            self.go_to_article(id);
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
