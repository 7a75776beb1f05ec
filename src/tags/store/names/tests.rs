//! The promises of the names file (long because each promise has its own cases).

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use proptest::prelude::*;

use super::super::{
    super::{
        Correction, Corrections, Decision, Edit, Fate, Marked, NameRef, PhraseRef, Record, Scope,
        Target, Watch,
    },
    Store, StoreError, names_path,
    testing::Desk,
};
use crate::{analysis::EntityKind, article::ArticleId, text::fold::fold};

const PERSON: EntityKind = EntityKind::Person;
const ORG: EntityKind = EntityKind::Organization;

const NAMES: &str = "entities.toml";

fn here() -> ArticleId {
    "b3:00000000000000000001".parse().unwrap()
}

fn of(found: &str) -> NameRef {
    NameRef { scope: Scope::Everywhere, name: fold(found), kind: None }
}

fn correct(of: NameRef, written: &str, fate: Fate) -> Edit {
    let after = Some(Correction { written: written.to_owned(), fate });
    Edit::Name { of, before: None, after }
}

fn merge(found: &str, into: &str, kind: EntityKind) -> Edit {
    correct(of(found), found, Fate::Becomes { name: into.to_owned(), kind })
}

fn hide(found: &str) -> Edit {
    correct(of(found), found, Fate::Hidden)
}

fn mark(phrase: &str, kind: EntityKind, scope: Scope) -> Edit {
    let of = PhraseRef { scope, phrase: fold(phrase) };
    Edit::Marked { of, before: None, after: Some(Marked { phrase: phrase.to_owned(), kind }) }
}

fn watch(target: Target, color: Option<&str>) -> Edit {
    let after = Some(Watch { target, color: color.map(str::to_owned) });
    Edit::Watch { before: None, after }
}

fn tagged(n: u64) -> Edit {
    let decision = Decision { star: true, ..Decision::default() };
    let record = Record { path: format!("{n}.txt"), title: String::new(), decision };
    Edit::Article { id: ArticleId::of(&n.to_string()), before: None, after: Some(record) }
}

fn back(edit: &Edit) -> Edit {
    match edit.inverse() {
        Edit::Name { of, .. } => Edit::Name { of, before: None, after: None },
        Edit::Marked { of, .. } => Edit::Marked { of, before: None, after: None },
        other => other,
    }
}

#[test]
fn a_saved_file_reads_as_the_contract_shows_it() {
    let desk = Desk::new(NAMES);
    let this = Scope::Article(here());
    let as_org = NameRef { kind: Some(ORG), ..of("Nakhala") };
    let here_only = NameRef { scope: this, ..of("Lind") };
    let saved = desk
        .save(&[
            merge("Ziad Nakhaleh", "Ziyad al-Nakhala", PERSON),
            hide("Storm"),
            watch(Target::Name("Nasrallah".to_owned()), Some("red")),
            merge("Nakhaleh", "Ziyad al-Nakhala", PERSON),
            correct(as_org, "Nakhala", Fate::Becomes { name: "Nakhala".to_owned(), kind: PERSON }),
            correct(here_only, "Lind", Fate::Hidden),
            mark("Port \"Authority\"\u{1b}", ORG, this),
            watch(Target::Regex("UAVs?".to_owned()), None),
            watch(Target::Phrase("drone launch".to_owned()), None),
        ])
        .corrections;
    let expected = r#"# Names of copydesk. Edit as you like; the last line shows that nothing is cut off.
format = 1

[[merge]]
into = "Ziyad al-Nakhala"
kind = "person"
names = ["Ziad Nakhaleh", "Nakhaleh"]

[[merge]]
into = "Nakhala"
kind = "person"
names = ["Nakhala"]
from = "organization"

[[hide]]
name = "Storm"

[[hide]]
name = "Lind"
article = "b3:00000000000000000001"

[[watch]]
name = "Nasrallah"
color = "red"

[[watch]]
regex = "UAVs?"

[[watch]]
phrase = "drone launch"

[[name]]
phrase = "Port \"Authority\"\u001B"
kind = "organization"
article = "b3:00000000000000000001"

# end of names
"#;
    assert_eq!(desk.text(), expected);
    assert_eq!(desk.corrections(), saved);
    assert_eq!((saved.names.len(), saved.marked.len(), saved.watches.len()), (5, 1, 3));
    let files: BTreeSet<_> =
        fs::read_dir(desk.folder()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(files, BTreeSet::from(["entities.toml".into()]), "no tags file for nothing");
}

#[test]
fn the_names_file_stands_beside_the_tags_file() {
    for (tags, names) in [
        ("desk/tags.toml", "desk/entities.toml"),
        ("desk/mine.toml", "desk/mine.entities.toml"),
        ("mine", "mine.entities.toml"),
        ("a.b", "a.b.entities.toml"),
    ] {
        assert_eq!(names_path(Path::new(tags)), Path::new(names));
    }
}

/// A file that a reader has been at: comments, own keys, own tables, own order and spelling.
const TENDED: &str = r#"# my names

[[watch]] # since May
phrase = 'drone' # any
why = "ask Lena"

# one man
[[merge]]
names = [
  "Ziad", # wire
  "Nakhaleh",
]
into = "Ziyad al-Nakhala"
kind = "person"

[merge.links]
see = "https://example.org/#a"

# weather
[[hide]]
name = "Storm #1"
[[hide]]
name = "Rain #1"

[settings]
mine = true
# below
"#;

#[test]
fn comments_and_unknown_keys_survive_every_change() {
    let desk = Desk::with(NAMES, TENDED);
    let before = desk.corrections();
    let edits = [
        merge("Nakhala", "Ziyad al-Nakhala", PERSON),
        back(&merge("Ziad", "", PERSON)),
        hide("Fog"),
        back(&hide("Storm #1")),
        back(&hide("Rain #1")),
        back(&watch(Target::Phrase("drone".to_owned()), None)),
        mark("Port", ORG, Scope::Everywhere),
    ];
    let saved = desk.save(&edits).corrections;
    assert_eq!(desk.corrections(), saved);
    assert_eq!(saved.watches, []);
    assert_eq!(
        saved.names.keys().map(|of| of.name.as_str()).collect::<Vec<_>>(),
        ["fog", "nakhala", "nakhaleh"]
    );
    let text = desk.text();
    for kept in [
        "# my names\n",
        "[[watch]] # since May\nphrase = 'drone' # any\nwhy = \"ask Lena\"\noff = true\n",
        "# one man\n[[merge]]\nnames = [",
        "# wire\n",
        "into = \"Ziyad al-Nakhala\"\nkind = \"person\"\n\n[merge.links]\nsee = \"https://example.org/#a\"\n",
        "# weather\n[[hide]]\nname = \"Storm #1\"\noff = true\n",
        "[settings]\nmine = true\n",
        "# below\n",
    ] {
        assert!(text.contains(kept), "{kept}\nnot in\n{text}");
    }
    assert!(!text.contains("Rain"), "{text}");
    let again = [
        merge("Ziad", "Ziyad al-Nakhala", PERSON),
        hide("Storm #1"),
        hide("Rain #1"),
        watch(Target::Phrase("drone".to_owned()), None),
        back(&merge("Nakhala", "", PERSON)),
        back(&hide("Fog")),
        back(&mark("Port", ORG, Scope::Everywhere)),
    ];
    assert_eq!(desk.save(&again).corrections, before);
    let text = desk.text();
    assert!(text.contains("[[watch]] # since May\nphrase = 'drone' # any\nwhy = \"ask Lena\"\n"));
    assert!(text.contains("# weather\n[[hide]]\nname = \"Storm #1\"\n\n[[hide]]"), "{text}");
    assert!(!text.contains("off ="), "{text}");
}

#[test]
fn a_merge_without_names_goes_unless_it_is_the_readers() {
    let table = "[[merge]]\ninto = \"B\"\nkind = \"person\"\nnames = [\"A\"]\n";
    for (text, stays) in [
        (table.to_owned(), false),
        (table.replace("\"A\"", "\"A\", \"#\""), true),
        (format!("# mine\n{table}"), true),
        (format!("{table}since = 2031\n"), true),
        (table.replace("[\"A\"]", "[\n  \"A\", # sure\n]"), true),
    ] {
        let desk = Desk::with(NAMES, &text);
        desk.save(&[back(&merge("a", "", PERSON))]);
        assert_eq!(desk.text().contains("[[merge]]"), stays, "{}", desk.text());
        assert!(!desk.corrections().names.contains_key(&of("A")));
    }
}

#[test]
fn a_name_has_one_correction_whatever_it_was_before() {
    let desk = Desk::with(
        NAMES,
        "[[merge]]\ninto = \"X\"\nkind = \"person\"\nnames = [\"lind\", \"Solm\"]\n[[hide]]\nname = \"LIND\"\n[[hide]]\nname = \"Lind\"\n",
    );
    assert_eq!(desk.corrections().names[&of("Lind")].fate, Fate::Hidden);
    for edit in [merge("Lind", "Y", ORG), merge("Lind", "X", PERSON), hide("Lind")] {
        let saved = desk.save(std::slice::from_ref(&edit)).corrections;
        let Edit::Name { after, .. } = &edit else { unreachable!() };
        assert_eq!(saved.names.get(&of("Lind")), after.as_ref(), "{}", desk.text());
        assert_eq!(desk.text().to_lowercase().matches("\"lind\"").count(), 1, "{}", desk.text());
        assert_eq!(desk.corrections(), saved);
    }
    assert!(!desk.save(&[back(&hide("Lind"))]).corrections.names.contains_key(&of("Lind")));
    assert!(desk.corrections().names.contains_key(&of("Solm")));
}

#[test]
fn two_running_programs_keep_the_corrections_of_both() {
    let desk = Desk::new(NAMES);
    let (mut ours, _) = desk.open();
    let (mut theirs, _) = desk.open();
    theirs.save(&[merge("A", "C", PERSON), hide("D"), tagged(1)]).unwrap();
    let tags = ours.save(&[merge("B", "C", PERSON), hide("E"), tagged(2)]).unwrap();
    assert_eq!((tags.corrections.names.len(), tags.records.len()), (4, 2));
    assert!(desk.text().contains("names = [\"A\", \"B\"]"), "{}", desk.text());
    let tags = ours.save(&[back(&hide("D"))]).unwrap();
    assert_eq!(theirs.save(&[tagged(3)]).unwrap().corrections, tags.corrections);
}

#[test]
fn saves_from_many_threads_all_arrive() {
    let desk = Desk::new(NAMES);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let file = desk.tags_file();
            scope.spawn(move || {
                let (mut store, _) = Store::open(&file).unwrap();
                for n in 0..6 {
                    let edits = [hide(&format!("Name {writer} {n}")), tagged(writer * 100 + n)];
                    store.save(&edits).unwrap();
                }
            });
        }
    });
    let (_, tags) = desk.open();
    assert_eq!((tags.corrections.names.len(), tags.records.len()), (24, 24));
}

#[test]
fn saving_the_same_edits_twice_changes_nothing_more() {
    let desk = Desk::with(NAMES, TENDED);
    let edits = [
        merge("Nakhala", "Ziyad al-Nakhala", PERSON),
        hide("Fog"),
        back(&hide("Storm #1")),
        watch(Target::Name("Lind".to_owned()), None),
        mark("Port", ORG, Scope::Article(here())),
    ];
    let once = desk.save(&edits).corrections;
    let text = desk.text();
    assert_eq!(desk.save(&edits).corrections, once);
    assert_eq!(desk.text(), text);
}

#[test]
fn a_malformed_file_is_reported_with_its_place_and_never_written() {
    let first =
        "# Names of copydesk. Edit as you like; the last line shows that nothing is cut off.\n";
    let table: &[(&str, (usize, usize), &str)] = &[
        ("format = 1\n[[merge]\n", (2, 9), ""),
        (&format!("{first}# end of names\nformat = \"x\""), (3, 10), "format is 1"),
        ("\n[[hide]]\nkind = \"person\"\n", (2, 1), "this hide has no name"),
        ("[[hide]]\nname = 5\n", (2, 8), "name is a text"),
        ("[[hide]]\nname = \" \"\n", (2, 8), "this name is empty"),
        ("[[hide]]\nname = \"x\"\nkind = \"date\"\n", (3, 8), "person, organization"),
        ("[[hide]]\nname = \"x\"\narticle = \"b3:1\"\n", (3, 11), "20 hex digits"),
        ("[[hide]]\nname = \"x\"\noff = 1\n", (3, 7), "true or false"),
        ("hide = [{ name = \"x\" }]", (1, 8), "[[hide]]"),
        ("[[merge]]\nkind = \"person\"\nnames = []\n", (1, 1), "this merge has no into"),
        ("[[merge]]\ninto = \"x\"\nnames = []\n", (1, 1), "this merge has no kind"),
        ("[[merge]]\ninto = \"x\"\nkind = \"person\"\n", (1, 1), "this merge has no names"),
        ("[[merge]]\ninto = \"x\"\nkind = \"Person\"\nnames = []\n", (3, 8), "not \"Person\""),
        ("[[merge]]\ninto = \"x\"\nkind = \"person\"\nnames = \"y\"\n", (4, 9), "a list of texts"),
        ("[[merge]]\ninto = \"x\"\nkind = \"person\"\nnames = [\"é\", 1]\n", (4, 15), "a list of"),
        ("[[name]]\nkind = \"person\"\n", (1, 1), "this name has no phrase"),
        ("[[name]]\nphrase = \"x\"\n", (1, 1), "this name has no kind"),
        ("[[watch]]\ncolor = \"red\"\n", (1, 1), "no name, phrase or regex"),
        ("[[watch]]\nname = \"x\"\nregex = \"y\"\n", (3, 9), "one of name, phrase and regex"),
        ("[[watch]]\nphrase = \"\"\n", (2, 10), "this phrase is empty"),
        ("[[watch]]\nphrase = \"x\"\n[[hide]]\n[[merge]]\n", (3, 1), "this hide has no name"),
    ];
    for (text, place, expected) in table {
        let desk = Desk::with(NAMES, text);
        let (mut store, tags) = desk.open();
        assert_eq!(*tags.corrections, Corrections::default());
        let Some(StoreError::Malformed { line, column, message, .. }) = store.names_fault() else {
            panic!("{text}: {:?}", store.names_fault())
        };
        assert_eq!((*line, *column), *place, "{text}: {message}");
        assert!(message.contains(expected), "{text}: {message}");
        let refused = store.save(&[hide("Storm")]).unwrap_err();
        assert!(refused.to_string().contains("entities.toml:"), "{refused}");
        assert!(refused.hint().contains("all else is saved"), "{}", refused.hint());
        assert_eq!(desk.text(), *text);
    }
}

#[test]
fn a_broken_names_file_does_not_keep_tags_from_being_saved() {
    let desk = Desk::with(NAMES, "[[hide]]\n");
    let (mut store, _) = desk.open();
    assert_eq!(store.save(&[tagged(1)]).unwrap().records.len(), 1);
    let refused = store.save(&[tagged(2), hide("Storm")]).unwrap_err();
    assert!(matches!(refused, StoreError::Names(_)), "{refused}");
    assert_eq!(desk.open().1.records.len(), 2, "the tags are saved all the same");
    desk.write("[[hide]]\nname = \"Fog\"\n");
    let tags = store.save(&[tagged(2), hide("Storm")]).unwrap();
    assert_eq!((tags.records.len(), tags.corrections.names.len()), (2, 2));
    assert!(store.names_fault().is_none());
}

#[test]
fn a_file_broken_while_open_leaves_the_corrections_known_before() {
    let desk = Desk::with(NAMES, "[[hide]]\nname = \"Fog\"\n");
    let (mut store, _) = desk.open();
    desk.write("[[hide]]\n");
    assert_eq!(store.save(&[tagged(1)]).unwrap().corrections.names.len(), 1);
    assert!(store.names_fault().is_some());
    assert_eq!(desk.text(), "[[hide]]\n");
}

#[test]
fn a_broken_tags_file_does_not_keep_names_from_being_saved() {
    let desk = Desk::new(NAMES);
    let (mut store, _) = desk.open();
    store.save(&[tagged(1)]).unwrap();
    desk.write_to(&desk.tags_file(), "[[article");
    let tags = store.save(&[hide("Storm")]).unwrap();
    assert_eq!((tags.records.len(), tags.corrections.names.len()), (1, 1));
    let refused = store.save(&[tagged(2), hide("Fog")]).unwrap_err();
    assert!(refused.to_string().contains("tags.toml:1:"), "{refused}");
    assert!(desk.text().contains("Fog"));
}

#[test]
fn an_edit_of_tags_leaves_the_names_file_alone() {
    let desk = Desk::new(NAMES);
    let names = "[[hide]]\nname='Fog'";
    desk.write(names);
    let (mut store, opened) = desk.open();
    let tags = store.save(&[tagged(1)]).unwrap();
    assert!(Arc::ptr_eq(&opened.corrections, &tags.corrections), "read anew for nothing");
    assert_eq!(desk.text(), names);
}

#[test]
fn a_file_cut_off_anywhere_is_noticed() {
    let desk = Desk::new(NAMES);
    desk.save(&[hide("# end of names"), merge("A", "B", PERSON)]);
    let whole = desk.text();
    let first = whole.find('\n').unwrap() + 1;
    for cut in first..whole.len() - 1 {
        desk.write(whole.get(..cut).unwrap());
        assert!(desk.open().0.names_fault().is_some(), "cut at {cut}");
    }
    // Below our last line somebody may add to the file.
    desk.write(format!("{whole}\n[[hide]]\nname = \"Fog\"\n"));
    desk.save(&[hide("Storm")]);
    let text = desk.text();
    assert!(text.ends_with("# end of names\n"), "{text}");
    assert_eq!(text.lines().filter(|line| *line == "# end of names").count(), 1, "{text}");
}

#[test]
fn a_newer_file_is_refused_and_what_is_no_file_too() {
    let desk = Desk::with(NAMES, "format = 2\n");
    let (store, _) = desk.open();
    assert!(matches!(store.names_fault(), Some(StoreError::Newer { found: 2, known: 1, .. })));
    let desk = Desk::new(NAMES);
    fs::create_dir(desk.file()).unwrap();
    assert!(matches!(desk.open().0.names_fault(), Some(StoreError::Io { .. })));
}

#[test]
fn check_is_told_of_every_fault() {
    let desk = Desk::with(
        NAMES,
        "[[hide]]\n[[watch]]\nregex = \"(\"\n[[name]]\nphrase = \"x\"\n[[watch]]\nregex = \"a+\"\n",
    );
    let (store, _) = desk.open();
    let faults: Vec<String> = store
        .names_faults()
        .iter()
        .map(|fault| fault.to_string().rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        faults,
        [
            "entities.toml:1:1: this hide has no name",
            "entities.toml:3:9: this expression cannot be used: unclosed group",
            "entities.toml:4:1: this name has no kind",
        ]
    );
}

#[test]
fn comments_of_a_file_that_has_nothing_else_stay_on_top() {
    let desk = Desk::with(NAMES, "# for the night shift\n");
    desk.save(&[hide("Storm")]);
    let text = desk.text();
    assert!(text.find("# for the night").unwrap() < text.find("[[hide]]").unwrap(), "{text}");
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c]{1,2}",
        2 => "[A-Cé]{1,2}",
        1 => proptest::collection::vec(any::<char>(), 1..5).prop_map(String::from_iter),
        1 => Just("# end of names\n\"\"\"'''\\ \u{202e}\u{9b}[[hide]]\r\n".to_owned()),
    ]
    .prop_filter("no letters", |name| !fold(name).trim().is_empty())
}

fn any_kind() -> impl Strategy<Value = EntityKind> {
    (0..8_usize).prop_map(|k| EntityKind::ALL[k])
}

fn any_scope() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::Everywhere), Just(Scope::Article(here()))]
}

fn any_target() -> impl Strategy<Value = Target> {
    (any_name(), 0..3).prop_map(|(name, which)| match which {
        0 => Target::Name(name),
        1 => Target::Phrase(name),
        _ => Target::Regex(name),
    })
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let fate = prop_oneof![
        Just(Fate::Hidden),
        (any_name(), any_kind()).prop_map(|(name, kind)| Fate::Becomes { name, kind }),
    ];
    let found = (any_scope(), any_name(), proptest::option::of(any_kind()));
    let name = (found, proptest::option::of(fate)).prop_map(|((scope, written, kind), fate)| {
        let of = NameRef { scope, name: fold(&written), kind };
        Edit::Name { of, before: None, after: fate.map(|fate| Correction { written, fate }) }
    });
    let mark = (any_scope(), any_name(), proptest::option::of(any_kind())).prop_map(
        |(scope, phrase, kind)| Edit::Marked {
            of: PhraseRef { scope, phrase: fold(&phrase) },
            before: None,
            after: kind.map(|kind| Marked { phrase, kind }),
        },
    );
    let watch = (any_target(), proptest::option::of("[a-z]{1,3}"), any::<bool>()).prop_map(
        |(target, color, gone)| {
            let watch = Some(Watch { target, color });
            if gone {
                Edit::Watch { before: watch, after: None }
            } else {
                Edit::Watch { before: None, after: watch }
            }
        },
    );
    prop_oneof![4 => name, 1 => mark, 1 => watch]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_file_says_what_the_edits_say(edits in proptest::collection::vec(any_edit(), 0..16)) {
        let mut expected = Corrections::default();
        for edit in &edits {
            expected.apply(edit);
        }
        let desk = Desk::new(NAMES);
        let (mut store, _) = desk.open();
        for some in edits.chunks(3) {
            store.save(some).unwrap();
        }
        prop_assert_eq!(&*store.save(&[]).unwrap().corrections, &expected);
        prop_assert_eq!(&*desk.corrections(), &expected);
    }

    #[test]
    fn no_text_brings_it_down(at in 0..700_usize, which in 0..5_usize, edit in any_edit()) {
        let wild = ["\n[[hide]]\nname = '''", "\"", "\n", "[[watch]]", "\u{0}"];
        let mut text = TENDED.to_owned();
        text.insert_str(at.min(text.len()), wild[which]);
        let desk = Desk::with(NAMES, &text);
        let (mut store, before) = desk.open();
        if store.names_fault().is_some() {
            prop_assert!(store.save(&[edit]).is_err());
            prop_assert_eq!(desk.text(), text);
        } else {
            let mut expected = (*before.corrections).clone();
            expected.apply(&edit);
            let mut saved = (*store.save(&[edit]).unwrap().corrections).clone();
            prop_assert_eq!(&*desk.corrections(), &saved);
            // A watch that was switched off comes back in its old place.
            for watches in [&mut saved.watches, &mut expected.watches] {
                watches.sort_by(|a, b| a.target.cmp(&b.target));
            }
            prop_assert_eq!(saved, expected);
        }
    }
}
