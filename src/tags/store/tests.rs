//! The promises of the tags file (long because each promise has its own cases).

use std::{collections::BTreeSet, fs, sync::Arc};

use proptest::prelude::*;
use tempfile::TempDir;

use super::{
    super::{Correction, Decision, Edit, Fate, NameRef, Record, Scope, State, TagDef, Tags},
    Place, Store, StoreError, locate,
    testing::Desk,
};
use crate::article::ArticleId;

const TAGS: &str = "tags.toml";

fn id(n: u64) -> ArticleId {
    ArticleId::of(&format!("article {n}"))
}

fn record(path: &str, tags: &[&str]) -> Record {
    let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
    Record {
        path: path.to_owned(),
        title: format!("Title of {path}"),
        decision: Decision { tags, ..Decision::default() },
    }
}

fn edit(n: u64, before: Option<Record>, after: Option<Record>) -> Edit {
    Edit::Article { id: id(n), before, after }
}

fn tagged(n: u64, tags: &[&str]) -> Edit {
    edit(n, None, Some(record(&format!("{n}.txt"), tags)))
}

fn name_hidden() -> Edit {
    let of = NameRef { scope: Scope::Everywhere, name: "read more".to_owned(), kind: None };
    let after = Some(Correction { written: "Read More".to_owned(), fate: Fate::Hidden });
    Edit::Name { of, before: None, after }
}

fn tags_of(tags: &Tags, n: u64) -> Vec<&str> {
    tags.decision(id(n)).map_or(Vec::new(), |d| d.tags.iter().map(String::as_str).collect())
}

#[test]
fn a_missing_file_has_no_tags_and_is_not_made_by_opening_it() {
    let desk = Desk::new(TAGS);
    assert_eq!(desk.tags(), Tags::default());
    assert!(desk.files().is_empty());
}

#[test]
fn a_saved_file_reads_as_the_contract_shows_it() {
    let desk = Desk::new(TAGS);
    let mut full = record("b/delegation.txt", &["militia", "iran"]);
    full.title = "Delegation \"visits\"\u{1b}[2J".to_owned();
    full.decision.state = State::Done;
    full.decision.star = true;
    full.decision.note = Some("check\nthe date".to_owned());
    full.decision.decided = Some("2026-11-22T14:21:07.9Z".parse().unwrap());
    desk.save(&[
        Edit::Tag { before: None, after: Some(TagDef { name: "iran".to_owned(), slot: Some(1) }) },
        edit(1, None, Some(full)),
        edit(2, None, Some(record("a.txt", &["x"]))),
    ]);
    let expected = format!(
        r#"# Tags of copydesk. Edit as you like; the last line shows that nothing is cut off.
format = 1

[[tag]]
name = "iran"
slot = 1

[[article]]
id = "{}"
path = "a.txt"
title = "Title of a.txt"
tags = ["x"]

[[article]]
id = "{}"
path = "b/delegation.txt"
title = "Delegation \"visits\"\u001B[2J"
tags = ["iran", "militia"]
state = "done"
star = true
note = "check\nthe date"
decided = 2026-11-22T14:21:07Z

# end of tags
"#,
        id(2),
        id(1)
    );
    assert_eq!(desk.text(), expected);
    assert_eq!(desk.files(), BTreeSet::from(["tags.toml".to_owned()]));
}

#[test]
fn one_decision_changes_only_its_own_lines() {
    let desk = Desk::new(TAGS);
    desk.save(&[tagged(1, &["a"]), tagged(3, &["b"]), tagged(2, &["c"])]);
    let before = desk.text();
    desk.save(&[edit(2, Some(record("2.txt", &["c"])), Some(record("2.txt", &["c", "d"])))]);
    let after = desk.text();
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!((changed, before.lines().count()), (1, after.lines().count()));
}

/// A file that a reader has been at: comments, own keys, own tables, own order and spelling.
const TENDED: &str = r#"# my desk
format = 1 # do not touch
owner = "the night shift"

[[tag]] # first slot
name = 'iran'
colour = "red"
slot = 1

# the important one
[[article]]
priority = 5
title = 'A title' # as printed
id = "b3:00000000000000000000"
tags = [
  "iran", # sure
  "port",
]

[article.links]
see = "https://example.org"

[settings]
mine = true

# and this one
[[article]]
id = "b3:00000000000000000001"
state = "done"
# below
"#;

#[test]
fn comments_and_unknown_keys_survive_a_save() {
    let desk = Desk::with(TAGS, TENDED);
    let zero = "b3:00000000000000000000".parse().unwrap();
    let before = desk.tags().records[&zero].clone();
    let mut after = before.clone();
    after.decision.tags.remove("port");
    after.decision.tags.insert("drone".to_owned());
    after.decision.star = true;
    let tags = desk.save(&[
        Edit::Article { id: zero, before: Some(before), after: Some(after.clone()) },
        tagged(7, &["new"]),
        Edit::Tag { before: None, after: Some(TagDef { name: "port".to_owned(), slot: Some(2) }) },
    ]);
    assert_eq!(tags.records[&zero], after);
    assert_eq!(tags_of(&tags, 7), ["new"]);
    let text = desk.text();
    for kept in [
        "# my desk\nformat = 1 # do not touch\nowner = \"the night shift\"\n\n[[tag]] # first slot\nname = 'iran'\ncolour = \"red\"\nslot = 1\n",
        "# the important one\n[[article]]\npriority = 5\ntitle = 'A title' # as printed\n",
        "\"iran\", # sure\n",
        "[article.links]\nsee = \"https://example.org\"\n",
        "[settings]\nmine = true\n",
        "# and this one\n[[article]]\nid = \"b3:00000000000000000001\"\nstate = \"done\"\n",
        "# below\n",
    ] {
        assert!(text.contains(kept), "{kept}\nnot in\n{text}");
    }
    assert_eq!(desk.tags(), tags);
}

#[test]
fn our_first_line_is_there_once_whatever_stands_below_it() {
    for head in ["a.b = 1\nformat = 1\n", "[x]\n", "\n\n# mine\na.b.c = 2\n\n[x.y]\n", "'#' = 1\n"]
    {
        let desk = Desk::new(TAGS);
        desk.write(head);
        desk.save(&[tagged(1, &["a"])]);
        desk.save(&[tagged(2, &["b"])]);
        let text = desk.text();
        assert_eq!(text.matches("# Tags of copydesk").count(), 1, "{text}");
        assert!(text.starts_with("# Tags of copydesk") && desk.tags().records.len() == 2, "{text}");
    }
}

#[test]
fn an_article_with_a_comment_keeps_it_when_nothing_is_decided_any_more() {
    let desk = Desk::with(TAGS, TENDED);
    let one: ArticleId = "b3:00000000000000000001".parse().unwrap();
    let before = desk.tags().records[&one].clone();
    let undo = Edit::Article { id: one, before: Some(before), after: None };
    let tags = desk.save(std::slice::from_ref(&undo));
    assert!(!tags.records.contains_key(&one));
    assert!(
        desk.text().contains("# and this one\n[[article]]\nid = \"b3:00000000000000000001\"\n")
    );
    assert_eq!(desk.save(&[undo.inverse()]).records[&one].decision.state, State::Done);
}

#[test]
fn two_writers_of_one_article_keep_what_each_changed() {
    let base = record("1.txt", &["old", "iran"]);
    let desk = Desk::new(TAGS);
    let (mut ours, _) = desk.open();
    let (mut theirs, _) = desk.open();
    ours.save(&[edit(1, None, Some(base.clone()))]).unwrap();
    let mut a = base.clone();
    a.decision.tags = ["iran".to_owned(), "ours".to_owned()].into();
    a.decision.note = Some("our note".to_owned());
    let mut b = base.clone();
    b.decision.tags.insert("theirs".to_owned());
    b.decision.star = true;
    b.decision.note = Some("their note".to_owned());
    theirs.save(&[edit(1, Some(base.clone()), Some(b))]).unwrap();
    let tags = ours.save(&[edit(1, Some(base), Some(a))]).unwrap();
    assert_eq!(tags_of(&tags, 1), ["iran", "ours", "theirs"]);
    let decision = tags.decision(id(1)).unwrap();
    assert!(decision.star);
    assert_eq!(decision.note.as_deref(), Some("our note | their note"));
    assert_eq!(theirs.save(&[]).unwrap(), tags);
}

#[test]
fn undoing_our_part_leaves_the_time_of_theirs() {
    let mut base = record("1.txt", &["theirs"]);
    base.decision.decided = jiff::Timestamp::from_second(1_800_000_000).ok();
    let desk = Desk::new(TAGS);
    let (mut theirs, _) = desk.open();
    let (mut ours, _) = desk.open();
    theirs.save(&[edit(1, None, Some(base.clone()))]).unwrap();
    let mut mine = record("1.txt", &["ours"]);
    mine.decision.decided = jiff::Timestamp::from_second(1_800_000_060).ok();
    let put = edit(1, None, Some(mine));
    ours.save(std::slice::from_ref(&put)).unwrap();
    let tags = ours.save(&[put.inverse()]).unwrap();
    assert_eq!(tags_of(&tags, 1), ["theirs"]);
    assert!(tags.decision(id(1)).unwrap().decided.is_some());
}

#[test]
fn a_slot_that_another_program_gave_away_is_not_taken_from_it() {
    let def = |name: &str| Edit::Tag {
        before: None,
        after: Some(TagDef { name: name.to_owned(), slot: Some(1) }),
    };
    let desk = Desk::new(TAGS);
    let (mut ours, _) = desk.open();
    desk.save(&[def("theirs")]);
    let tags = ours.save(&[def("ours")]).unwrap();
    assert_eq!((tags.slot(1), tags.slot(2)), (Some("theirs"), Some("ours")));
    assert_eq!(desk.tags(), tags);
}

#[test]
fn an_outside_edit_between_two_saves_is_kept() {
    let desk = Desk::new(TAGS);
    let (mut store, _) = desk.open();
    store.save(&[tagged(1, &["a"])]).unwrap();
    desk.write(desk.text().replace("tags = [\"a\"]", "tags = [\"a\", \"b\"] # by hand"));
    let tags = store.save(&[tagged(2, &["c"])]).unwrap();
    assert_eq!((tags_of(&tags, 1), tags_of(&tags, 2)), (vec!["a", "b"], vec!["c"]));
    assert!(desk.text().contains("# by hand"));
}

#[test]
fn a_file_that_vanished_or_was_emptied_under_us_comes_back_whole() {
    for accident in [None, Some("")] {
        let desk = Desk::new(TAGS);
        let (mut store, _) = desk.open();
        store.save(&[tagged(1, &["a"])]).unwrap();
        match accident {
            None => fs::remove_file(desk.file()).unwrap(),
            Some(text) => desk.write(text),
        }
        store.save(&[tagged(2, &["b"])]).unwrap();
        assert_eq!(desk.tags().records.len(), 2);
    }
}

#[test]
fn saving_the_same_edits_twice_changes_nothing_more() {
    let desk = Desk::new(TAGS);
    let mut noted = record("1.txt", &["a"]);
    noted.decision.note = Some("once".to_owned());
    let edits = [edit(1, None, Some(noted)), tagged(2, &["b"])];
    let once = desk.save(&edits);
    assert_eq!(desk.save(&edits), once);
}

#[test]
fn one_article_named_twice_is_read_as_one_and_written_as_one() {
    let one = "b3:00000000000000000001";
    let desk = Desk::with(
        TAGS,
        &format!(
            "[[article]]\nid = \"{one}\"\ntags = [\"a\"]\nnote = \"x\"\n\n# mine\n[[article]]\nid = \"{one}\"\nmood = 3\ntags = [\"b\"]\nstate = \"done\"\nnote = \"y\"\n"
        ),
    );
    let one = one.parse().unwrap();
    let before = desk.tags().records[&one].clone();
    assert_eq!(before.decision.note.as_deref(), Some("x | y"));
    let mut after = before.clone();
    after.decision.tags.insert("c".to_owned());
    let tags =
        desk.save(&[Edit::Article { id: one, before: Some(before), after: Some(after.clone()) }]);
    assert_eq!(tags.records[&one], after);
    assert_eq!(desk.tags(), tags);
    let text = desk.text();
    assert_eq!(text.matches("[[article]]").count(), 1, "{text}");
    assert!(text.contains("# mine") && text.contains("mood = 3"), "{text}");
}

#[test]
fn a_malformed_file_is_reported_with_its_place_and_left_alone() {
    let article = "[[article]]\nid = \"b3:00000000000000000000\"\n";
    let table: &[(&str, (usize, usize), &str)] = &[
        ("format = 1\n[[article]\n", (2, 11), ""),
        ("a = \"\u{1b}]52;c;x\u{7}\n", (1, 15), ""),
        ("format = \"x\"", (1, 10), "format is 1"),
        ("format = -1", (1, 10), "format is 1"),
        ("\n[[article]]\ntags = []\n", (2, 1), "no id"),
        ("[[article]]\nid = 5\n", (2, 6), "id is a text"),
        ("[[article]]\nid = \"b3:zz\"\n", (2, 6), "20 hex digits"),
        ("[[article]]\nid = \"b3:ß0000000000000000000\"\n", (2, 6), "20 hex digits"),
        (&format!("{article}tags = \"iran\""), (3, 8), "tags is a list"),
        (&format!("{article}tags = [\"a\", 1]"), (3, 14), "tags is a list"),
        (&format!("{article}state = \"dnoe\""), (3, 9), "new, done, dropped, later"),
        (&format!("{article}  star = \"yes\""), (3, 10), "true or false"),
        (&format!("{article}note = [1]"), (3, 8), "note is a text"),
        (&format!("{article}decided = 2026-11-22"), (3, 11), "a time such as"),
        (&format!("{article}star = true\nstar = true"), (4, 1), ""),
        ("article = [{ id = \"x\" }]", (1, 11), "[[article]]"),
        ("[article]\nid = \"x\"", (1, 1), "[[article]]"),
        ("tag = 1", (1, 7), "[[tag]]"),
        ("[[tag]]\nslot = 1", (1, 1), "no name"),
        ("[[tag]]\nname = \"é\"\nslot = 10", (3, 8), "1 to 9"),
    ];
    for (text, place, expected) in table {
        let desk = Desk::with(TAGS, text);
        let fault = desk.fault();
        let StoreError::Malformed { line, column, message, .. } = &fault else {
            panic!("{text}: {fault}")
        };
        assert_eq!((*line, *column), *place, "{text}: {message}");
        assert!(message.contains(expected), "{text}: {message}");
        assert!(message.len() < 900 && fault.hint().contains(&format!("line {line}")));
        assert_eq!(desk.text(), *text);
        assert_eq!(desk.files().len(), 1);
    }
}

#[test]
fn what_is_not_text_or_not_a_file_is_refused() {
    let desk = Desk::new(TAGS);
    desk.write(b"format = 1\na = \"\xff\"\n");
    assert!(desk.fault().to_string().ends_with("tags.toml:2:6: this is not UTF-8 text"));
    let desk = Desk::new(TAGS);
    fs::create_dir(desk.file()).unwrap();
    assert!(matches!(desk.fault(), StoreError::Io { .. }));
    let desk = Desk::with(TAGS, "format = 2\n");
    assert!(matches!(desk.fault(), StoreError::Newer { found: 2, known: 1, .. }));
}

#[test]
fn a_file_broken_while_open_is_not_overwritten() {
    let desk = Desk::new(TAGS);
    let (mut store, _) = desk.open();
    store.save(&[tagged(1, &["a"])]).unwrap();
    desk.write("[[article");
    assert!(store.save(&[tagged(2, &["b"])]).is_err());
    assert_eq!(desk.text(), "[[article");
    desk.write("");
    assert_eq!(store.save(&[tagged(2, &["b"])]).unwrap().records.len(), 2);
}

#[test]
fn a_file_cut_off_anywhere_is_noticed() {
    let desk = Desk::new(TAGS);
    let mut last = record("2.txt", &["b"]);
    last.decision.note = Some("# end of tags".to_owned());
    desk.save(&[tagged(1, &["a"]), edit(2, None, Some(last))]);
    let whole = desk.text();
    let first = whole.find('\n').unwrap() + 1;
    for cut in first..whole.len() - 1 {
        desk.write(whole.get(..cut).unwrap());
        assert!(matches!(desk.fault(), StoreError::Malformed { .. }), "cut at {cut}");
    }
}

#[test]
fn what_a_killed_writer_left_is_swept_and_nothing_else() {
    let desk = Desk::with(TAGS, "format = 1\n");
    for name in [".tags.toml.a1B2c3.tmp", ".tags.toml.lock", ".other.toml.abc.tmp", "tags.toml.tmp"]
    {
        fs::File::create(desk.folder().join(name)).unwrap();
    }
    desk.open();
    let left: Vec<_> = desk.files().into_iter().collect();
    assert_eq!(left, [".other.toml.abc.tmp", "tags.toml", "tags.toml.tmp"]);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new(TAGS);
    let real = desk.folder().join("real.toml");
    symlink("real.toml", desk.file()).unwrap();
    desk.save(&[tagged(1, &["a"])]);
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    desk.save(&[tagged(2, &["b"])]);
    assert!(fs::symlink_metadata(desk.file()).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(desk.tags().records.len(), 2);
}

#[test]
fn a_write_protected_file_is_not_replaced() {
    let desk = Desk::with(TAGS, "format = 1\n");
    let mut permissions = fs::metadata(desk.file()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(desk.file(), permissions).unwrap();
    let (mut store, _) = desk.open();
    assert!(!store.is_writable());
    let refused = store.save(&[tagged(1, &["a"])]).unwrap_err();
    assert!(refused.hint().contains("--tags"), "{}", refused.hint());
    assert_eq!(desk.text(), "format = 1\n");
}

#[test]
fn a_desk_that_cannot_be_written_gets_a_file_in_the_data_directory() {
    let data = TempDir::new().unwrap();
    let desk = Desk::new(TAGS);
    assert_eq!(locate(desk.folder(), data.path()), Place::named(&desk.file()));
    assert!(desk.files().is_empty());
    let gone = desk.folder().join("gone");
    let place = locate(&gone, data.path());
    assert!(place.elsewhere && place.path.starts_with(data.path()), "{place:?}");
    assert_ne!(place.path, locate(&desk.folder().join("lost"), data.path()).path);
    Store::open_at(&place, None).unwrap().0.save(&[tagged(1, &["a"])]).unwrap();
}

#[test]
fn a_file_in_the_data_directory_begins_with_what_the_folder_says() {
    let data = TempDir::new().unwrap();
    let desk = Desk::new(TAGS);
    desk.save(&[tagged(1, &["theirs"]), name_hidden()]);
    let text = desk.text();
    let mut protected = fs::metadata(desk.file()).unwrap().permissions();
    protected.set_readonly(true);
    fs::set_permissions(desk.file(), protected).unwrap();

    let place = locate(desk.folder(), data.path());
    let (mut store, tags) = Store::open_at(&place, None).unwrap();
    assert_eq!((tags_of(&tags, 1), tags.corrections.names.len()), (vec!["theirs"], 1));
    assert!(!place.path.exists());
    store.save(&[tagged(2, &["ours"])]).unwrap();
    let (_, tags) = Store::open_at(&locate(desk.folder(), data.path()), None).unwrap();
    assert_eq!((tags_of(&tags, 1), tags_of(&tags, 2)), (vec!["theirs"], vec!["ours"]));
    assert_eq!(tags.corrections.names.len(), 1);
    assert_eq!(desk.text(), text);

    // Where it can be written again, what was decided meanwhile comes home.
    let mut open = fs::metadata(desk.file()).unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "in a folder of this test's own")]
    open.set_readonly(false);
    fs::set_permissions(desk.file(), open).unwrap();
    desk.save(&[tagged(2, &["here"])]);
    let place = locate(desk.folder(), data.path());
    let (mut store, before) = Store::open_at(&place, None).unwrap();
    assert_eq!(tags_of(&before, 2), ["here"]);
    let tags = store.take_over(&place).unwrap().unwrap();
    assert_eq!((tags_of(&tags, 1), tags_of(&tags, 2)), (vec!["theirs"], vec!["here", "ours"]));
    assert_eq!(desk.tags(), tags);
    let place = locate(desk.folder(), data.path());
    assert_eq!((place.left.as_ref(), store.take_over(&place).unwrap()), (None, None));
}

#[test]
fn saves_from_many_threads_all_arrive() {
    let desk = Desk::new(TAGS);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let file = desk.file();
            scope.spawn(move || {
                let (mut store, _) = Store::open(&file).unwrap();
                for n in 0..10 {
                    store.save(&[tagged(writer * 100 + n, &["a"])]).unwrap();
                }
            });
        }
    });
    assert_eq!(desk.tags().records.len(), 40);
    assert_eq!(desk.files().len(), 1);
}

#[test]
fn hostile_depth_and_length_do_not_bring_it_down() {
    let deep = format!("[{}]\n", vec!["a"; 20_000].join("."));
    let arrays = format!("a = {}\n", "[".repeat(200_000));
    let long = format!("a = \"{}\n", "\u{301}".repeat(1_000_000));
    for text in [deep, arrays, long] {
        if let Err(fault) = Store::open(&Desk::with(TAGS, &text).file()) {
            assert!(fault.to_string().len() < 2_000);
        }
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z/. ]{0,12}",
        1 => proptest::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter),
        1 => Just("# end of tags\n\"\"\"'''\\ \u{202e}\u{9b}[[article]]\r\n".to_owned()),
    ]
}

fn any_decision() -> impl Strategy<Value = Decision> {
    let tags =
        proptest::collection::btree_set(any_text().prop_filter("empty", |t| !t.is_empty()), 0..4);
    let note = proptest::option::of(any_text().prop_filter("empty", |t| !t.is_empty()));
    let decided = proptest::option::of(-60_000_000_000_i64..250_000_000_000);
    (tags, 0..4_usize, any::<bool>(), note, decided).prop_map(|(tags, state, star, note, at)| {
        let decided = at.and_then(|second| jiff::Timestamp::from_second(second).ok());
        Decision { tags, state: State::ALL[state], star, note, decided }
    })
}

fn any_tags() -> impl Strategy<Value = Tags> {
    let record = (any_text(), any_text(), any_decision())
        .prop_map(|(path, title, decision)| Record { path, title, decision });
    let records = proptest::collection::btree_map(0..50_u64, record, 0..8);
    let names = proptest::collection::btree_set("[a-zé#\" ]{1,6}", 0..6);
    (records, names, any::<bool>()).prop_map(|(records, names, slots)| Tags {
        corrections: Arc::default(),
        defs: (1..).zip(names).map(|(n, name)| TagDef { name, slot: slots.then_some(n) }).collect(),
        records: records
            .into_iter()
            .filter(|(_, record)| !record.decision.is_empty())
            .map(|(n, record)| (id(n), record))
            .collect(),
    })
}

/// The edits that make `to` of `from`.
fn edits(from: &Tags, to: &Tags) -> Vec<Edit> {
    let ids: BTreeSet<_> = from.records.keys().chain(to.records.keys()).collect();
    let articles = ids.into_iter().map(|id| Edit::Article {
        id: *id,
        before: from.records.get(id).cloned(),
        after: to.records.get(id).cloned(),
    });
    let gone = from.defs.iter().map(|def| Edit::Tag { before: Some(def.clone()), after: None });
    let made = to.defs.iter().map(|def| Edit::Tag { before: None, after: Some(def.clone()) });
    gone.chain(made).chain(articles).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_saved_is_read_again(tags in any_tags()) {
        let desk = Desk::new(TAGS);
        prop_assert_eq!(&desk.save(&edits(&Tags::default(), &tags)), &tags);
        prop_assert_eq!(desk.tags(), tags);
    }

    #[test]
    fn edits_taken_back_leave_what_was_there(from in any_tags(), to in any_tags()) {
        let desk = Desk::new(TAGS);
        desk.save(&edits(&Tags::default(), &from));
        let start = fs::read_to_string(desk.file()).unwrap_or_default();
        let there = edits(&from, &to);
        prop_assert_eq!(&desk.save(&there), &to);
        let back: Vec<_> = there.iter().rev().map(Edit::inverse).collect();
        let articles: Vec<_> = back.into_iter().filter(|e| matches!(e, Edit::Article { .. })).collect();
        prop_assert_eq!(&desk.save(&articles).records, &from.records);
        if from.defs.is_empty() && to.defs.is_empty() && !start.is_empty() {
            prop_assert_eq!(desk.text(), start);
        }
    }

    #[test]
    fn no_text_brings_it_down(text in any_text(), tended in any::<bool>(), at in 0..600_usize) {
        let text = if tended {
            let mut text = TENDED.to_owned();
            text.insert_str(at.min(text.len()), &"\n[[article]]\nx = '''".repeat(at % 2));
            text
        } else {
            text
        };
        let desk = Desk::with(TAGS, &text);
        if let Ok((mut store, before)) = Store::open(&desk.file()) {
            let saved = store.save(&[tagged(3, &["new"])]).unwrap();
            prop_assert_eq!(saved.records.len(), before.records.len() + 1);
            prop_assert_eq!(desk.tags(), saved);
        } else {
            prop_assert_eq!(desk.text(), text);
        }
    }
}

#[test]
fn several_byte_order_marks_are_none() {
    let desk = Desk::with(TAGS, "\u{feff}\u{feff}# mine\r\n");
    let (mut one, _) = desk.open();
    let (mut other, _) = desk.open();
    one.save(&[tagged(1, &["first"])]).unwrap();
    let tags = other.save(&[tagged(2, &["second"])]).unwrap();
    assert_eq!(desk.tags(), tags);
    assert!(desk.text().contains("# mine\r\n") && !desk.text().contains('\u{feff}'));
}
