//! A tags file of any bytes is refused and left alone, or loads, saves and loads as the same; what two
//! copies of the program decide at once is all there.
#![no_main]

mod folder;

use std::fs;

use copydesk::{
    article::ArticleId,
    tags::{Decision, Edit, Record, State, TagDef, Tags, store::Store},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let file = folder::with("tags.toml", data);
    let (mut store, old) = match Store::open(&file) {
        Ok(opened) => opened,
        Err(refused) => {
            let said = format!("{refused} {}", refused.hint());
            assert!(!said.chars().any(char::is_control), "{said:?}");
            assert_eq!(fs::read(&file).expect("the file is there"), data);
            return;
        }
    };
    let (mut other, also) = Store::open(&file).expect("it was opened before");
    assert_eq!(old, also);

    let known = old.records.keys().next().copied();
    let new = ArticleId::of("an article of ours");
    let edits = [edit(&old, new, "ours"), definition()];
    store.save(&edits).expect("ours can be saved");
    let mut theirs = vec![edit(&old, ArticleId::of("an article of theirs"), "theirs")];
    theirs.extend(known.map(|id| edit(&old, id, "theirs")));
    let saved = other.save(&theirs).expect("theirs can be saved");

    let text = fs::read_to_string(&file).expect("the file is UTF-8");
    let (mut again, read) = Store::open(&file).expect("what was saved can be read");
    assert_eq!(read, saved);
    check(&old, &read, &edits[..1], &theirs);

    // Saving what changes nothing changes nothing; taking all back leaves what was there.
    again.save(&[edit(&read, new, "ours")]).expect("it can be saved again");
    assert_eq!(fs::read_to_string(&file).expect("the file is UTF-8"), text);
    let back: Vec<Edit> = edits.iter().chain(&theirs).map(Edit::inverse).collect();
    let last = again.save(&back).expect("all can be taken back");
    assert_eq!(last.records, old.records);
});

/// A decision over what is there already.
fn edit(tags: &Tags, id: ArticleId, tag: &str) -> Edit {
    let before = tags.records.get(&id).cloned();
    let mut after = before.clone().unwrap_or_else(|| Record {
        path: "2031/\u{202e}\"strike\".txt".to_owned(),
        title: "Port strike\n\u{1b}[31m\\ '''".to_owned(),
        decision: Decision { state: State::Later, ..Decision::default() },
    });
    after.decision.tags.insert(tag.to_owned());
    Edit::Article { id, before, after: Some(after) }
}

fn definition() -> Edit {
    let def = TagDef { name: "ours".to_owned(), slot: Some(3) };
    Edit::Tag { before: None, after: Some(def) }
}

/// All that was there and all that was decided, nothing else.
fn check(old: &Tags, read: &Tags, ours: &[Edit], theirs: &[Edit]) {
    let mut expected = old.clone();
    ours.iter().chain(theirs).for_each(|edit| expected.apply(edit));
    assert_eq!(read.records, expected.records);
    let kept = |def: &TagDef| def.name == "ours" || read.defs.contains(def);
    assert!(old.defs.iter().all(kept) && read.defs.iter().any(|def| def.name == "ours"));
}
