//! Tells where others have corrected a name otherwise than we do.

use std::collections::BTreeMap;

use super::{
    super::super::{Correction, Corrections, Edit, Fate, Marked, NameRef, PhraseRef},
    News,
};
use crate::analysis::EntityKind;

/// Before the first and after the last edit of one name: edits are given again after a save that failed.
type Change<'e, T> = (Option<&'e T>, Option<&'e T>);

/// What the reader should know of edits that go over what the file says.
pub(super) fn of(edits: &[&Edit], file: &Corrections) -> Vec<News> {
    let mut names: BTreeMap<&NameRef, Change<'_, Correction>> = BTreeMap::new();
    let mut phrases: BTreeMap<&PhraseRef, Change<'_, Marked>> = BTreeMap::new();
    for edit in edits {
        match edit {
            Edit::Name { of, before, after } => {
                names.entry(of).or_insert((before.as_ref(), None)).1 = after.as_ref();
            }
            Edit::Marked { of, before, after } => {
                phrases.entry(of).or_insert((before.as_ref(), None)).1 = after.as_ref();
            }
            Edit::Article { .. } | Edit::Tag { .. } | Edit::Watch { .. } => {}
        }
    }
    let of_names = names.into_iter().filter_map(|(of, (before, ours))| {
        let name = ours.or(before).map_or(&of.name, |known| &known.written);
        conflict(name, [before, ours, file.names.get(of)].map(corrected))
    });
    let of_phrases = phrases.into_iter().filter_map(|(of, (before, ours))| {
        let name = ours.or(before).map_or(&of.phrase, |known| &known.phrase);
        conflict(name, [before, ours, file.marked.get(of)].map(marked))
    });
    of_names.chain(of_phrases).collect()
}

fn conflict(name: &str, [before, ours, theirs]: [String; 3]) -> Option<News> {
    let otherwise = before != ours && theirs != before && theirs != ours;
    otherwise.then(|| News::Name { name: name.to_owned(), ours, theirs })
}

fn corrected(correction: Option<&Correction>) -> String {
    match correction.map(|correction| &correction.fate) {
        None => "as found".to_owned(),
        Some(Fate::Hidden) => "hidden".to_owned(),
        Some(Fate::Becomes { name, kind }) => format!("{name} ({})", kind.name()),
    }
}

fn marked(marked: Option<&Marked>) -> String {
    marked.map(|marked| marked.kind).map_or("no name", EntityKind::name).to_owned()
}
