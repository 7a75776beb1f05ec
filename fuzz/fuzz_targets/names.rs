//! A names file of any bytes is refused and left alone, or loads, saves and loads as the same; what two copies
//! of the program correct at once is all there.
#![no_main]

mod folder;

use std::{fs, sync::Arc};

use copydesk::{
    analysis::EntityKind,
    tags::{
        Correction, Corrections, Edit, Fate, Marked, NameRef, PhraseRef, Scope, Target, Watch,
        store::Store,
    },
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let file = folder::with("entities.toml", data);
    let tags = file.with_file_name("tags.toml");
    let (mut store, old) = Store::open(&tags).expect("there is no tags file");
    let old = old.corrections;
    if let Some(refused) = store.names_fault() {
        let said = format!("{refused} {}", refused.hint());
        assert!(!said.chars().any(char::is_control), "{said:?}");
        assert_eq!(fs::read(&file).expect("the file is there"), data);
        return;
    }
    let (mut other, also) = Store::open(&tags).expect("it was opened before");
    assert_eq!(old, also.corrections);

    let ours = [name(&old, "Read More", Fate::Hidden), phrase(&old), watch()];
    let becomes = Fate::Becomes { name: "Port \"Ansel\"".to_owned(), kind: EntityKind::Place };
    let theirs = [name(&old, "the Port", becomes)];
    store.save(&ours).expect("ours can be saved");
    let saved = other.save(&theirs).expect("theirs can be saved").corrections;

    let text = fs::read_to_string(&file).expect("the file is UTF-8");
    let (mut again, read) = Store::open(&tags).expect("what was saved can be read");
    assert!(again.names_fault().is_none(), "{:?}", again.names_fault());
    assert_eq!(read.corrections, saved);
    check(&old, &saved, ours.iter().chain(&theirs));

    // Saving what changes nothing changes nothing.
    let both: Vec<Edit> = ours.into_iter().chain(theirs).collect();
    again.save(&both).expect("it can be saved again");
    assert_eq!(fs::read_to_string(&file).expect("the file is UTF-8"), text);
});

fn name(old: &Corrections, written: &str, fate: Fate) -> Edit {
    let of = NameRef { scope: Scope::Everywhere, name: written.to_lowercase(), kind: None };
    let before = old.names.get(&of).cloned();
    Edit::Name { of, before, after: Some(Correction { written: written.to_owned(), fate }) }
}

fn phrase(old: &Corrections) -> Edit {
    let of = PhraseRef { scope: Scope::Everywhere, phrase: "blue fund".to_owned() };
    let before = old.marked.get(&of).cloned();
    let kind = EntityKind::Organization;
    Edit::Marked { of, before, after: Some(Marked { phrase: "Blue Fund".to_owned(), kind }) }
}

fn watch() -> Edit {
    let after = Watch { target: Target::Phrase("no comment".to_owned()), color: None };
    Edit::Watch { before: None, after: Some(after) }
}

/// All that was there and all that was decided, nothing else.
fn check<'e>(old: &Arc<Corrections>, read: &Corrections, edits: impl Iterator<Item = &'e Edit>) {
    let mut expected = Corrections::clone(old);
    edits.for_each(|edit| expected.apply(edit));
    let fates = |all: &Corrections| -> Vec<_> {
        all.names.iter().map(|(of, correction)| (of.clone(), correction.fate.clone())).collect()
    };
    assert_eq!(fates(read), fates(&expected));
    assert_eq!(read.marked, expected.marked);
    assert_eq!(read.watches, expected.watches);
}
