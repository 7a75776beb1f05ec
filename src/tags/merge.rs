//! Three-way merge of one article's record: what we changed goes over what others wrote meanwhile.

use std::collections::BTreeSet;

use super::{Decision, Record};

/// The record to keep when `before` became `after` here while the file says `disk`. No record counts
/// as one without a decision. Tags put or taken here are put or taken; of the rest, what was changed
/// here wins; of two new notes both stay.
pub(super) fn merge(
    before: Option<&Record>,
    after: Option<&Record>,
    disk: Option<&Record>,
) -> Record {
    let none = Record::default();
    let gone = after.is_none();
    let (before, after) = (before.unwrap_or(&none), after.unwrap_or(&none));
    let disk = disk.unwrap_or(&none);
    let mut merged = disk.clone();
    let (old, new) = (&before.decision, &after.decision);
    let put: BTreeSet<_> = new.tags.difference(&old.tags).cloned().collect();
    let taken: BTreeSet<_> = old.tags.difference(&new.tags).cloned().collect();
    let decision = &mut merged.decision;
    decision.tags.extend(put);
    decision.tags.retain(|tag| !taken.contains(tag));
    if old.state != new.state {
        decision.state = new.state;
    }
    if old.star != new.star {
        decision.star = new.star;
    }
    if old.note != new.note {
        decision.note = note(old.note.as_deref(), new.note.as_deref(), decision.note.as_deref());
    }
    let untouched = disk.decision.decided == old.decided;
    // Taking back what we decided first leaves the time of what others decided.
    let alone = Decision { decided: None, ..disk.decision.clone() }
        == Decision { decided: None, ..old.clone() };
    if (untouched || new.decided > decision.decided) && (alone || new.decided.is_some()) {
        decision.decided = new.decided;
    }
    // Taking a decision back says nothing of where its article is.
    if gone {
        return merged;
    }
    if before.path != after.path {
        merged.path.clone_from(&after.path);
    }
    if before.title != after.title {
        merged.title.clone_from(&after.title);
    }
    merged
}

fn note(before: Option<&str>, after: Option<&str>, disk: Option<&str>) -> Option<String> {
    match (after, disk) {
        (Some(ours), Some(theirs)) if disk != before && ours != theirs => {
            Some(format!("{ours} | {theirs}"))
        }
        _ => after.map(str::to_owned),
    }
}
