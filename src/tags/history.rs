//! Undo and redo without limit: every step is a list of edits and what the reader calls it.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Decision, Edit, Record, Tags, merge::merge};
use crate::article::ArticleId;

/// One thing the reader did, however many articles it touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// No two steps of a desk have the same; later ones have larger ones.
    pub number: u64,
    /// As the hint line says it: `+iran`.
    pub label: String,
    pub edits: Vec<Edit>,
    /// Where the cursor belongs.
    pub at: Option<ArticleId>,
    #[serde(with = "seconds")]
    pub when: Option<Timestamp>,
}

/// What is remembered from run to run, in the order in which it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happened {
    Done(Step),
    /// The number of the step.
    Undone(u64),
    Redone(u64),
}

/// What was done and what was undone.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Records a step; what had been undone can no longer be redone.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }

    /// A number for a step of this time.
    pub fn next_number(&self, now: Timestamp) -> u64 {
        let now = u64::try_from(now.as_microsecond()).unwrap_or(0);
        let last = self.done.iter().chain(&self.undone).map(|step| step.number).max();
        last.map_or(now, |last| now.max(last + 1))
    }

    /// The last step, to be taken back.
    pub fn undo(&mut self) -> Option<&Step> {
        let step = self.done.pop()?;
        self.undone.push(step);
        self.undone.last()
    }

    /// The step undone last, to be done again.
    pub fn redo(&mut self) -> Option<&Step> {
        let step = self.undone.pop()?;
        self.done.push(step);
        self.done.last()
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The steps done, the last one last.
    pub fn done(&self) -> &[Step] {
        &self.done
    }

    /// The steps undone, the one to be redone next last.
    pub fn undone(&self) -> &[Step] {
        &self.undone
    }

    /// Takes what happened, in this run or another.
    pub fn replay(&mut self, happened: Happened) {
        match happened {
            Happened::Done(step) => self.push(step),
            // Two copies may have written between each other: the step is sought, not taken for
            // the last.
            Happened::Undone(number) => {
                if let Some(at) = self.done.iter().rposition(|step| step.number == number) {
                    let step = self.done.remove(at);
                    self.undone.push(step);
                }
            }
            Happened::Redone(number) => {
                if let Some(at) = self.undone.iter().rposition(|step| step.number == number) {
                    let step = self.undone.remove(at);
                    self.done.push(step);
                }
            }
        }
    }

    /// Puts the steps of earlier runs under those of this one.
    pub fn put_under(&mut self, earlier: Self) {
        let (done, undone) = (std::mem::take(&mut self.done), std::mem::take(&mut self.undone));
        // Whoever has done something since can no longer redo what was undone before.
        self.undone = if done.is_empty() && undone.is_empty() { earlier.undone } else { undone };
        self.done = earlier.done;
        self.done.extend(done);
    }
}

/// The edits that take a step back (`back`) or do it again, as things stand now: what has been changed
/// since by another hand stays. Empty where nothing is left to change.
pub fn edits_now(step: &Step, back: bool, tags: &Tags) -> Vec<Edit> {
    let mut edits: Vec<Edit> = if back {
        step.edits.iter().rev().map(Edit::inverse).collect()
    } else {
        step.edits.clone()
    };
    let touched: BTreeSet<ArticleId> = edits.iter().filter_map(article_of).collect();
    let there = |id: &ArticleId| Some((*id, tags.records.get(id)?.clone()));
    let mut now = Tags {
        records: touched.iter().filter_map(there).collect(),
        defs: tags.defs.clone(),
        corrections: Arc::clone(&tags.corrections),
    };
    let elsewhere = |name: &str| {
        let mut records = tags.records.iter().filter(|(id, _)| !touched.contains(id));
        records.any(|(_, record)| record.decision.tags.contains(name))
    };
    edits.retain_mut(|edit| {
        let here =
            |name: &str| now.records.values().any(|record| record.decision.tags.contains(name));
        let has = |name: &str| here(name) || elsewhere(name);
        // A tag that articles have is not forgotten with the step that made it.
        let in_use = matches!(edit, Edit::Tag { before: Some(def), after: None } if has(&def.name));
        let kept = !in_use && on_top(edit, &now);
        if kept {
            now.apply(edit);
        }
        kept
    });
    edits
}

fn article_of(edit: &Edit) -> Option<ArticleId> {
    match edit {
        Edit::Article { id, .. } => Some(*id),
        Edit::Tag { .. } | Edit::Name { .. } | Edit::Marked { .. } | Edit::Watch { .. } => None,
    }
}

/// What an edit makes of an article, less what another hand has set otherwise since.
fn leaving(
    before: Option<&Record>,
    after: Option<&Record>,
    there: Option<&Record>,
) -> Option<Record> {
    let (old, there) = (before.cloned().unwrap_or_default(), there.cloned().unwrap_or_default());
    // Taking a decision back says nothing of where its article is.
    let undecided = || Record { decision: Decision::default(), ..old.clone() };
    let mut ours = after.cloned().unwrap_or_else(undecided);
    if there.decision.state != old.decision.state {
        ours.decision.state = old.decision.state;
    }
    if there.decision.star != old.decision.star {
        ours.decision.star = old.decision.star;
    }
    let gone = after.is_none() && ours.decision.is_empty();
    (!gone).then_some(ours)
}

/// Makes an edit one of what is there now; false where it would change nothing.
fn on_top(edit: &mut Edit, now: &Tags) -> bool {
    match edit {
        Edit::Article { id, before, after } => {
            let there = now.records.get(id).cloned();
            if there != *before {
                let ours = leaving(before.as_ref(), after.as_ref(), there.as_ref());
                let merged = merge(before.as_ref(), ours.as_ref(), there.as_ref());
                *after = (!merged.decision.is_empty()).then_some(merged);
                before.clone_from(&there);
            }
            let decided = |record: &Option<Record>| record.as_ref().map(|r| r.decision.clone());
            decided(before) != decided(after) || before != after
        }
        Edit::Tag { before, after } => {
            let name = before.as_ref().or(after.as_ref()).map(|def| def.name.as_str());
            now.defs.iter().find(|def| Some(def.name.as_str()) == name) == before.as_ref()
        }
        Edit::Name { of, before, .. } => now.corrections.names.get(of) == before.as_ref(),
        Edit::Marked { of, before, .. } => now.corrections.marked.get(of) == before.as_ref(),
        Edit::Watch { before, after } => {
            let target = before.as_ref().or(after.as_ref()).map(|watch| &watch.target);
            let mut watches = now.corrections.watches.iter();
            watches.find(|watch| Some(&watch.target) == target) == before.as_ref()
        }
    }
}

/// Time stamps as whole seconds.
pub mod seconds {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "serde calls it so")]
    pub fn serialize<S: Serializer>(time: &Option<Timestamp>, to: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => to.serialize_some(&time.as_second()),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
        let seconds = Option::<i64>::deserialize(from)?;
        Ok(seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()))
    }
}
