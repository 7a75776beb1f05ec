//! Steps taken back and done again, in this run and the next, byte for byte.

use std::fs;

use copydesk::{
    app::Event,
    tags::{Happened, History, State},
};

use crate::desk::{Screen, desk, stored};

const FOUR: &[(&str, &str)] = &[
    (
        "a.txt",
        "Harbour strike enters third day\nDockers in Porto Verano stopped work, said Oskar Lindqvar. Talks failed.\n",
    ),
    (
        "b.txt",
        "Minister visits the dam\nThe minister, Ilsa Brandtner, saw the dam near Velmora. Repairs go on.\n",
    ),
    (
        "c.txt",
        "Rain delays the fair\nThe spring fair in Velmora was put off by a week. Rain is expected.\n",
    ),
    (
        "copy.txt",
        "Rain delays the fair\nThe spring fair in Velmora was put off by a week. Rain is expected.\n",
    ),
];

/// A later run: the same desk, and what was remembered.
fn later(screen: &Screen) -> Screen {
    let mut next = desk(FOUR);
    next.app.tags = screen.disk.clone();
    next.disk = screen.disk.clone();
    let mut earlier = History::default();
    screen.journal.iter().cloned().for_each(|happened| earlier.replay(happened));
    next.happen(Event::Remembered(earlier));
    next
}

#[test]
fn a_step_of_an_earlier_run_is_taken_back_and_done_again() {
    let mut first = desk(FOUR);
    first.press("1").type_text("iran").press("Enter j x");
    let mut second = later(&first);
    second.press("G u");
    assert!(second.hint().contains("undone: dropped  saved"), "{}", second.hint());
    assert_eq!((second.state_of("b.txt"), second.selected().as_str()), ("new", "b.txt"));
    second.press("u");
    assert!(second.tags_of("a.txt").is_empty() && second.disk.defs.is_empty());
    second.press("u");
    assert!(second.hint().contains("nothing to undo"), "{}", second.hint());
    second.press("Ctrl-r");
    assert_eq!(second.tags_of("a.txt"), ["iran"]);
    assert_eq!(
        second.journal,
        [
            Happened::Undone(number(&first, 1)),
            Happened::Undone(number(&first, 0)),
            Happened::Redone(number(&first, 0)),
        ]
    );
}

fn number(screen: &Screen, at: usize) -> u64 {
    match &screen.journal[at] {
        Happened::Done(step) => step.number,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_another_hand_changed_since_stays() {
    let mut first = desk(FOUR);
    first.press("1").type_text("iran").press("Enter 2").type_text("ports").press("Enter");
    let record = first.disk.records.values_mut().next().expect("one");
    record.decision.note = Some("by hand".to_owned());
    record.decision.tags.remove("ports");
    let mut second = later(&first);
    second.press("u");
    assert!(second.hint().contains("ports"), "{}", second.hint());
    second.press("u");
    assert!(second.tags_of("a.txt").is_empty());
    let record = second.disk.records.values().next().expect("the note is kept");
    assert_eq!(record.decision.note.as_deref(), Some("by hand"));
}

#[test]
fn undo_pressed_before_the_earlier_steps_are_read_waits_for_them() {
    let mut first = desk(FOUR);
    first.press("x");
    let mut second = desk(FOUR);
    second.app = first.app;
    let mut third = later(&second);
    third.press("u");
    assert!(third.hint().contains("nothing to undo"), "{}", third.hint());
}

#[test]
fn the_list_of_steps_goes_back_and_forth() {
    let mut screen = desk(FOUR);
    screen.press("1").type_text("iran").press("Enter j * x U");
    assert!(screen.shows("steps, the newest first"), "{}", screen.text());
    let rows: Vec<String> = screen.rows();
    let row = |label: &str| rows.iter().position(|row| row.contains(label)).expect(label);
    assert!(row("dropped") < row("star") && row("star") < row("+iran"), "{}", screen.text());
    assert!(rows[row("dropped")].contains("Minister visits the dam"));
    screen.press("G Enter");
    assert_eq!(screen.state_of("b.txt"), "new");
    assert_eq!(screen.tags_of("a.txt"), ["iran"], "gone back to it, not before it");
    assert!(screen.hint().contains("undone: 2 steps"), "{}", screen.hint());
    screen.press("U g Enter");
    assert_eq!(screen.state_of("b.txt"), "dropped");
    screen.press("U Enter U Esc");
    assert_eq!(screen.state_of("b.txt"), "new");
}

/// Numbers that are the same in each run (Lehmer).
struct Dice(u64);

impl Dice {
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        of[usize::try_from(self.0).expect("small") % of.len()]
    }
}

const KEYS: &[&str] = &[
    "1",
    "2",
    "3",
    "x",
    "Space",
    "p",
    "*",
    "j",
    "k",
    "g g",
    "v",
    "V",
    "A 1 y",
    "A x y",
    "u",
    "u u",
    "Ctrl-r",
    "Esc",
    "t",
    "a",
    "e w Esc",
    "e d Esc",
    "e P Esc",
    "e r",
    "U j Enter",
];

fn act(screen: &mut Screen, dice: &mut Dice) {
    let keys = dice.one(KEYS);
    screen.press(keys);
    let hint = screen.hint();
    if hint.contains("name of tag") {
        screen.type_text(dice.one(&["iran", "ports", "größe"])).press("Enter");
    } else if hint.contains("tags (+a -b)") {
        screen.type_text(dice.one(&["new-one", "-iran iran", "a b c", "-ports"])).press("Enter");
    } else if hint.contains("note:") {
        screen.press("Ctrl-u").type_text(dice.one(&["check \"it\"", "ä 漢字", ""])).press("Enter");
    } else if hint.contains("rename to") {
        screen.press("Ctrl-u").type_text(dice.one(&["Jon Dulani", "Port"])).press("Enter");
    }
    screen.press("Esc");
}

/// A file with comments and keys of the reader's own.
const BY_HAND: &str = r#"# Tags of copydesk. Edit as you like; the last line shows that nothing is cut off.
# mine
format = 1

[[tag]]
name = "ports" # first
slot = 2

[[article]]
    id = "b3:00000000000000000001"
tags = ["ports"]
mine = 5
# a remark
# end of tags
"#;

#[test]
fn undoing_all_gives_the_first_file_back_and_redoing_all_the_last() {
    for (seed, before) in [(1, BY_HAND), (2, ""), (20_310_413, BY_HAND), (4, "")] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tags.toml");
        if !before.is_empty() {
            fs::File::create(&file)
                .and_then(|mut f| std::io::Write::write_all(&mut f, before.as_bytes()))
                .expect("written");
        }
        let mut screen = stored(FOUR, &file);
        let mut dice = Dice(seed);
        for _ in 0..250 {
            act(&mut screen, &mut dice);
        }
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        while !screen.hint().contains("nothing to redo") {
            screen.press("Ctrl-r");
        }
        // Sections of names come in the order in which they were made: after undo, another one.
        let names = || {
            let text = read("entities.toml");
            let mut sections: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
            sections.sort();
            sections
        };
        let last = (read("tags.toml"), names());
        let mut steps = 0;
        while !screen.hint().contains("nothing to undo") {
            screen.press("u");
            steps += 1;
        }
        assert!(steps > 50, "{steps} steps");
        let first = read("tags.toml");
        if before.is_empty() {
            assert!(!first.contains("[["), "{first}");
            assert!(!read("entities.toml").contains("[["), "{}", read("entities.toml"));
        } else {
            assert_eq!(first, before, "seed {seed}");
        }
        while !screen.hint().contains("nothing to redo") {
            screen.press("Ctrl-r");
        }
        assert_eq!((read("tags.toml"), names()), last, "seed {seed}");
    }
}

#[test]
fn what_another_copy_has_decided_since_is_not_taken_back() {
    let mut screen = desk(FOUR);
    screen.press("g g x");
    assert_eq!(screen.state_of("a.txt"), "dropped");
    // Another copy says done and puts a star on it.
    let mut theirs = screen.disk.clone();
    for record in theirs.records.values_mut() {
        record.decision.state = State::Done;
        record.decision.star = true;
    }
    screen.disk = theirs.clone();
    screen.happen(Event::TagsChanged(Ok(Box::new(theirs))));
    screen.press("u");
    assert!(screen.hint().contains("changed since then"), "{}", screen.hint());
    assert_eq!(screen.state_of("a.txt"), "done");
}

#[test]
fn a_note_that_another_copy_changes_meanwhile_keeps_both() {
    let mut screen = desk(FOUR);
    screen.press("g g a").type_text("base").press("Enter");
    screen.press("a").type_text(" ours");
    let mut theirs = screen.disk.clone();
    for record in theirs.records.values_mut() {
        record.decision.note = Some("base theirs".to_owned());
    }
    screen.disk = theirs.clone();
    screen.happen(Event::TagsChanged(Ok(Box::new(theirs))));
    screen.press("Enter");
    let notes: Vec<_> = screen.disk.records.values().map(|r| r.decision.note.clone()).collect();
    assert_eq!(notes, [Some("base ours | base theirs".to_owned())]);
}
