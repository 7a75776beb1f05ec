//! Undo and redo without limit: every step is a list of edits and what the reader calls it.

use super::Edit;
use crate::article::ArticleId;

/// One thing the reader did, however many articles it touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// As the hint line says it: `+iran`.
    pub label: String,
    pub edits: Vec<Edit>,
    /// Where the cursor belongs.
    pub at: Option<ArticleId>,
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

    /// The last step, to be taken back (apply the inverse of its edits, last first).
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
}
