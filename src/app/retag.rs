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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retag {
    /// `old new`
    Rename,
    Remove,
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

    /// Every tag, until one is typed.
    pub(super) fn tags_to_change(&self, what: Retag, typed: &str) -> Vec<Completion> {
        let end = if what == Retag::Rename { " " } else { "" };
        let names = self.tags_like(typed).into_iter().filter(|name| name != typed);
        names
            .map(|name| Completion { from: 0, text: format!("{name}{end}"), label: name })
            .collect()
    }

    pub(super) fn submit_retag(&mut self, what: Retag, text: &str) {
        match self.understood(what, text) {
            Ok((from, to)) => {
                self.mode = Mode::Browse;
                self.retag(from, to);
            }
            Err(why) => {
                if let Mode::Prompt(prompt) = &mut self.mode {
                    prompt.error = Some(why);
                }
            }
        }
    }

    /// The tag meant and its new name. A tag written by hand may have blanks in it.
    fn understood(&self, what: Retag, text: &str) -> Result<(String, Option<String>), String> {
        let text = text.trim().trim_start_matches('#');
        let after = |name: &str| {
            let rest = text.strip_prefix(name)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| rest.to_owned())
        };
        let known = self.tags.names().into_iter().filter_map(|name| Some((name, after(name)?)));
        let (from, rest) = known.max_by_key(|(name, _)| name.len()).ok_or_else(|| {
            format!("there is no tag `{}`; Tab lists them", text.split(' ').next().unwrap_or(text))
        })?;
        match (what, tag_name(&rest)) {
            (Retag::Remove, None) => Ok((from.to_owned(), None)),
            (Retag::Remove, Some(_)) => Err("one tag at a time".to_owned()),
            (Retag::Rename, Some(to)) => Ok((from.to_owned(), Some(to))),
            (Retag::Rename, None) => Err(format!("type the new name after `{from}`")),
        }
    }

    /// Of many articles after asking.
    fn retag(&mut self, from: String, to: Option<String>) {
        let has = |record: &&Record| record.decision.tags.contains(&from);
        let count = self.tags.records.values().filter(has).count();
        if count <= UNASKED {
            return self.retag_now(&from, to.as_deref());
        }
        let articles = counted(count, "article");
        let question = match &to {
            Some(to) => format!("call #{from} #{to} on {articles}?"),
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
        if to != Some(from) {
            self.commit(&label, edits, None);
        }
    }
}
