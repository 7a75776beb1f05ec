//! Three-way merge of one article's record: what we changed goes over what others wrote meanwhile.

use std::collections::BTreeSet;

use super::{Decision, Record, store::News};

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

/// Where others have decided otherwise than we, of what we have changed.
pub(super) fn conflicts(
    before: Option<&Record>,
    after: Option<&Record>,
    disk: Option<&Record>,
) -> Vec<News> {
    let none = Record::default();
    let (old, ours) = (before.unwrap_or(&none), after.unwrap_or(&none));
    let disk = disk.unwrap_or(&none);
    let named = [ours, disk, old]
        .into_iter()
        .find_map(|record| [&record.title, &record.path].into_iter().find(|name| !name.is_empty()));
    let title = || named.cloned().unwrap_or_default();
    let (old, ours, theirs) = (&old.decision, &ours.decision, &disk.decision);
    let mut news = Vec::new();
    if old.state != ours.state && theirs.state != old.state && theirs.state != ours.state {
        news.push(News::State { title: title(), ours: ours.state, theirs: theirs.state });
    }
    if old.note != ours.note && theirs.note != old.note && !has(theirs.note.as_deref(), ours) {
        let taken = ours.note.is_none() || theirs.note.is_none();
        let title = title();
        news.push(if taken { News::NoteTaken { title } } else { News::Note { title } });
    }
    news
}

/// Whether a note says already what a decision does.
fn has(note: Option<&str>, ours: &Decision) -> bool {
    match (note, ours.note.as_deref()) {
        (Some(note), Some(ours)) => parts(note).contains(&ours) || note == ours,
        (note, ours) => note == ours,
    }
}

/// What stands between two notes of one article.
const BETWEEN: &str = " | ";

fn parts(note: &str) -> Vec<&str> {
    note.split(BETWEEN).collect()
}

/// The note to keep of an article. Where others have changed it as well, both texts stay; what we changed takes the
/// place of what it was made of, where that still stands.
pub fn note(before: Option<&str>, after: Option<&str>, disk: Option<&str>) -> Option<String> {
    let (Some(theirs), true) = (disk, disk != before) else { return after.map(str::to_owned) };
    let Some(ours) = after else {
        let left: Vec<&str> =
            parts(theirs).into_iter().filter(|part| Some(*part) != before).collect();
        return Some(left.join(BETWEEN)).filter(|note| !note.is_empty());
    };
    if ours == theirs || parts(theirs).contains(&ours) {
        return Some(theirs.to_owned());
    }
    let mut parts = parts(theirs);
    match parts.iter().position(|part| Some(*part) == before) {
        Some(place) => parts.splice(place..=place, [ours]).for_each(drop),
        None => parts.insert(0, ours),
    }
    Some(parts.join(BETWEEN))
}
