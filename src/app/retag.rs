//! A tag under another name everywhere, and a tag taken from everywhere: from the palette, one step
//! each.

use super::{
    App, Completion, Mode, PromptKind,
    marks::{Confirm, Doubt, UNASKED},
};
use crate::{
    tags::{Edit, Record, TagDef, tag_name},
    text::counted,
};

/// What is to become of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Retag {
    /// Which tag is meant.
    Rename,
    /// The new name of this one.
    To(String),
    Remove,
}

impl Retag {
    pub(super) fn label(&self) -> String {
        match self {
            Self::Rename => "rename tag: ".to_owned(),
            Self::To(from) => format!("new name of #{from}: "),
            Self::Remove => "remove tag: ".to_owned(),
        }
    }
}

impl App {
    pub(super) fn ask_retag(&mut self, what: Retag) {
        if let Some(reason) = self.read_only.clone() {
            self.error(format!("read-only: {reason}"));
        } else if self.tags.names().is_empty() {
            self.note("there are no tags yet");
        } else {
            self.prompt(PromptKind::Retag(what), "");
        }
    }

    /// Every tag that begins so. A new name may be that of a tag there is.
    pub(super) fn tags_to_change(&self, what: &Retag, typed: &str) -> Vec<Completion> {
        let begins = typed.trim_start_matches('#');
        let from = typed.len() - begins.len();
        let names = self.tags_like(begins).into_iter().filter(|name| name != begins);
        let others = names.filter(|name| *what != Retag::To(name.clone()));
        others.map(|name| Completion { from, text: name.clone(), label: name }).collect()
    }

    pub(super) fn submit_retag(&mut self, what: Retag, text: &str) {
        let typed = text.trim();
        if let Retag::To(from) = what {
            return match tag_name(typed) {
                Some(to) => {
                    // A tag that differs in capitals only is the same, but for the one that gets them.
                    let same = to.to_lowercase() == from.to_lowercase();
                    let known = self.tags.known(&to).filter(|_| !same).map(str::to_owned);
                    let to = known.unwrap_or(to);
                    self.mode = Mode::Browse;
                    let other = typed.trim_start_matches('#') != to;
                    self.retag(from, Some(to), other);
                }
                None => self.refuse_prompt("type a name: letters, digits, hyphens".to_owned()),
            };
        }
        let Some(from) = self.tag_meant(typed) else {
            return self.refuse_prompt(format!("there is no tag `{typed}`; Tab lists them"));
        };
        if what == Retag::Remove {
            self.mode = Mode::Browse;
            self.retag(from, None, false);
        } else {
            let name = from.clone();
            self.prompt(PromptKind::Retag(Retag::To(from)), &name);
        }
    }

    /// The tag of that name. One written by hand may have blanks, or begin with `#`.
    fn tag_meant(&self, typed: &str) -> Option<String> {
        let names = self.tags.names();
        let name = [typed, typed.trim_start_matches('#')].into_iter().find(|n| names.contains(n));
        name.map(str::to_owned)
    }

    /// After asking, where it concerns many articles or makes one tag of two. `other`: the name is not
    /// quite what was typed.
    fn retag(&mut self, from: String, to: Option<String>, other: bool) {
        let has = |record: &&Record| record.decision.tags.contains(&from);
        let count = self.tags.records.values().filter(has).count();
        let merges = to.as_ref().is_some_and(|to| *to != from && self.tags.names().contains(&**to));
        if count <= UNASKED && !merges && !other {
            return self.retag_now(&from, to.as_deref());
        }
        let articles = counted(count, "article");
        let question = match &to {
            Some(to) if merges => {
                format!("#{to} is there already: make #{from} on {articles} part of it?")
            }
            Some(to) => format!("call #{from} #{to}, on {articles}?"),
            None => format!("take #{from} from {articles}?"),
        };
        self.mode = Mode::Confirm(Confirm { doubt: Doubt::Retag { from, to }, question });
    }

    pub(super) fn retag_now(&mut self, from: &str, to: Option<&str>) {
        let mut edits: Vec<Edit> = Vec::new();
        for (id, record) in &self.tags.records {
            let mut after = record.clone();
            if !after.decision.tags.remove(from) {
                continue;
            }
            after.decision.tags.extend(to.map(str::to_owned));
            after.decision.decided = Some(self.now);
            let after = Some(after).filter(|record| !record.decision.is_empty());
            edits.push(Edit::Article { id: *id, before: Some(record.clone()), after });
        }
        let articles = counted(edits.len(), "article");
        let def = |name: &str| self.tags.defs.iter().find(|def| def.name == name).cloned();
        if let Some(before) = def(from) {
            // A tag that is there keeps its slot; the other one goes into it.
            let new = to.filter(|to| def(to).is_none());
            let after = new.map(|to| TagDef { name: to.to_owned(), ..before.clone() });
            edits.push(Edit::Tag { before: Some(before), after });
        }
        let label = match to {
            Some(to) => format!("#{from} is #{to} now, on {articles}"),
            None => format!("#{from} is removed, from {articles}"),
        };
        if to == Some(from) {
            return self.note(format!("#{from} keeps its name"));
        }
        self.commit(&label, edits, None);
    }
}
