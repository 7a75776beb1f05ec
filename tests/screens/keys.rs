//! Keys of the reader's own, several actions on one, presets; the box of a prefix, the palette, the help.

use copydesk::app::{Effect, Event, Front};

use crate::desk::{Screen, configured, configured_unread, desk, desk_at};

const THREE: &[(&str, &str)] = &[
    (
        "a.txt",
        "Harbour strike enters third day\nDockers in Porto Verano stopped work on Monday. Talks failed.\n",
    ),
    (
        "b.txt",
        "Minister visits the dam\nMinister Oskar Lindqvar saw the dam near Velmora on Tuesday. Repairs go on.\n",
    ),
    (
        "c.txt",
        "Rain delays the fair\nThe spring fair in Velmora was put off by a week. Rain is expected.\n",
    ),
];

/// A desk of three with one more key.
fn with_key(keys: &str, run: &str) -> Screen {
    configured(80, 24, THREE, &format!("[[key]]\nkeys = \"{keys}\"\nrun = {run}\n"))
}

fn check(name: &str, screen: &Screen) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, screen.snapshot());
    });
}

#[test]
fn several_actions_on_one_key_are_one_step() {
    let mut screen = with_key("g n", "[\"tag-1\", \"next\"]");
    let empty = screen.disk.clone();
    screen.press("g n").type_text("port").press("Enter");
    assert_eq!(
        (screen.tags_of("a.txt"), screen.state_of("a.txt")),
        (vec!["port".to_owned()], "done")
    );
    assert_eq!(screen.selected(), "b.txt");
    assert!(screen.hint().contains("done  saved"), "{}", screen.hint());
    screen.press("g n");
    assert!(screen.hint().contains("+port, done  saved"), "{}", screen.hint());
    let full = screen.disk.clone();
    screen.press("u");
    assert_eq!((screen.tags_of("b.txt"), screen.state_of("b.txt")), (Vec::new(), "new"));
    assert_eq!(screen.selected(), "b.txt");
    screen.press("u");
    assert_eq!(screen.disk, empty);
    screen.press("Ctrl-r Ctrl-r");
    assert_eq!(screen.disk, full);
}

#[test]
fn a_question_that_is_left_leaves_the_rest_undone() {
    for answer in ["Esc", "Ctrl-c", "Enter", "Backspace"] {
        let mut screen = with_key("m", "[\"tag-1\", \"next\"]");
        screen.press("m").press(answer);
        assert!(screen.disk.records.is_empty(), "{answer}");
        assert_eq!(screen.selected(), "a.txt", "{answer}");
        screen.press("x");
        assert_eq!(screen.state_of("a.txt"), "dropped", "{answer}: keys work as before");
    }
}

#[test]
fn where_one_action_waits_for_an_article_the_rest_waits_with_it() {
    let text = "[[key]]\nkeys = \"m\"\nrun = [\"down\", \"star\", \"next\"]\n";
    let mut screen = configured_unread(80, 24, THREE, text);
    screen.press("m x");
    assert_eq!(screen.selected(), "b.txt", "moving needs no article");
    assert!(screen.disk.records.is_empty());
    screen.read(0);
    assert!(screen.disk.records.is_empty());
    screen.read(1);
    assert_eq!(screen.state_of("b.txt"), "done");
    assert_eq!(screen.state_of("c.txt"), "new", "the key pressed after waits for the next article");
    screen.read(2);
    assert_eq!(screen.state_of("c.txt"), "dropped");
}

#[test]
fn escape_gives_up_what_waits() {
    let text = "[[key]]\nkeys = \"m\"\nrun = [\"star\", \"next\"]\n";
    let mut screen = configured_unread(80, 24, THREE, text);
    screen.press("m x Esc");
    for at in 0..3 {
        screen.read(at);
    }
    assert!(screen.disk.records.is_empty());
    screen.press("m");
    assert_eq!(screen.state_of("a.txt"), "done");
}

#[test]
fn what_follows_a_note_waits_for_the_editor() {
    let mut screen = with_key("m", "[\"note\", \"next\"]");
    screen.press("m").type_text("half").press("Ctrl-e");
    assert_eq!(screen.selected(), "a.txt");
    let Some(Effect::EditNote { article, note }) = screen.effects.pop() else {
        panic!("no editor")
    };
    screen.happen(Event::Edited { article, draft: note, outcome: Ok("whole".into()) });
    let record = screen.disk.records.values().next().expect("a record");
    assert_eq!(record.decision.note.as_deref(), Some("whole"));
    assert_eq!((screen.state_of("a.txt"), screen.selected().as_str()), ("done", "b.txt"));
}

#[test]
fn many_marked_articles_are_asked_about_once_for_a_key() {
    let articles: Vec<(String, String)> = (0..12)
        .map(|n| (format!("{n:02}.txt"), format!("Story {n}\nNothing happened on day {n}.\n")))
        .collect();
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let text = "[[key]]\nkeys = \"m\"\nrun = [\"star\", \"drop\"]\n";
    let mut screen = configured(80, 24, &articles, text);
    screen.press("A m n");
    assert!(screen.disk.records.is_empty());
    screen.press("m");
    assert!(screen.hint().contains("star 12 articles?"), "{}", screen.hint());
    screen.press("y");
    assert_eq!(screen.disk.records.len(), 12);
    assert!(screen.disk.records.values().all(|r| r.decision.star));
    assert_eq!(screen.state_of("11.txt"), "dropped");
    screen.press("u");
    assert!(screen.disk.records.is_empty(), "one key, one step");
    screen.press("A x");
    assert!(screen.hint().contains("drop 12 articles?"), "the yes was for that key only");
}

#[test]
fn an_undo_on_a_key_with_others_takes_back_what_they_did() {
    let mut screen = with_key("m", "[\"star\", \"undo\"]");
    screen.press("m");
    assert!(screen.disk.records.is_empty());
    assert!(screen.hint().contains("undone: star"), "{}", screen.hint());
}

#[test]
fn everything_on_the_screen_reads_the_live_keys() {
    let text = "[[key]]\nkeys = \"D\"\nrun = \"drop\"\n[[key]]\nkeys = \"x\"\nrun = \"none\"\n\
        [[key]]\nkeys = \"F2\"\nrun = \"tag-1\"\n[[key]]\nkeys = \"1\"\nrun = \"none\"\n\
        [[key]]\nkeys = \"g n\"\nrun = [\"tag-1\", \"next\"]\n[[key]]\nkeys = \"F9\"\nrun = \"help\"\n";
    let mut screen = configured(120, 30, THREE, text);
    assert!(screen.hint().contains("D drop") && screen.hint().contains("F9 help"));
    assert!(screen.hint().contains("F2 tag"), "{}", screen.hint());
    screen.press("F2").type_text("port").press("Enter");
    assert!(screen.shows("F2 port*"), "{}", screen.text());
    screen.press("x");
    assert!(screen.hint().contains("x is not bound; F9 lists all keys"), "{}", screen.hint());
    screen.press("F9").type_text("drop the");
    assert!(screen.shows(" D  "), "{}", screen.text());
    screen.press("Ctrl-u").type_text("g n");
    assert!(screen.shows("tag, then next"), "{}", screen.text());
    screen.press("Esc :").type_text("drop");
    let row = screen.rows().into_iter().find(|row| row.starts_with("> drop")).unwrap_or_default();
    assert_eq!(row.split_whitespace().nth(2), Some("D"), "{row}");
    screen.press("Ctrl-u").type_text("next-men");
    assert!(screen.shows("> next-mention  ] (text)"), "{}", screen.text());
}

#[test]
fn the_help_is_scrolled_to_its_end() {
    let mut screen = desk(THREE);
    screen.press("?");
    assert!(!screen.shows("quit-now"));
    for _ in 0..12 {
        screen.press("PageDown");
    }
    assert!(screen.shows("quit-now"), "{}", screen.text());
}

#[test]
fn a_prefix_shows_at_once_what_can_follow() {
    for (width, height) in [(60, 20), (80, 24)] {
        let mut screen = desk_at(width, height, THREE);
        screen.press("g");
        check(&format!("prefix-{width}x{height}"), &screen);
    }
    let mut screen = desk(THREE);
    screen.press(",");
    for part in ["d  sort by date", "e  sort by number of names", "p  sort by path"] {
        assert!(screen.shows(part), "{part}: {}", screen.text());
    }
    screen.press("Esc");
    assert!(!screen.shows("sort by"));
    screen.press(", d");
    assert!(screen.hint().contains("sorted by date") && !screen.shows("sort by"));
}

#[test]
fn what_can_follow_is_shown_whole_on_the_smallest_screen() {
    let mut screen = desk_at(30, 8, THREE);
    screen.press(",");
    for key in
        ["d  by date", "s  by source", "t  by title", "e  by names", "w  by words", "p  by path"]
    {
        assert!(screen.shows(key), "{key}: {}", screen.text());
    }
}

#[test]
fn a_key_that_cannot_follow_says_what_can() {
    let mut screen = desk(THREE);
    screen.press("g x");
    let hint = screen.hint();
    assert!(
        hint.contains("g x is not bound; after g: ")
            && hint.contains(" g ")
            && hint.contains(" s "),
        "{hint}"
    );
    screen.press("j");
    assert_eq!(screen.selected(), "b.txt", "the sequence is over");
}

#[test]
fn whatever_is_bound_there_is_a_way_out() {
    let text = "[[key]]\nkeys = \"Ctrl-c\"\nrun = \"none\"\n";
    let mut screen = configured(80, 24, THREE, text);
    screen.press("Ctrl-c");
    assert!(screen.effects.contains(&Effect::Quit));
}

#[test]
fn the_palette_runs_what_is_named() {
    let mut screen = desk(THREE);
    screen.press(":").type_text("drop").press("Enter");
    assert_eq!(screen.state_of("a.txt"), "dropped");
    screen.press("Ctrl-p").type_text("undo").press("Enter");
    assert_eq!(screen.state_of("a.txt"), "new");
    screen.press("1").type_text("port").press("Enter").press("j 1");
    screen.press(":").type_text("#po");
    assert!(screen.shows("2 articles with this tag"), "{}", screen.text());
    screen.press("Enter");
    assert!(screen.rows()[0].contains("#port"), "{}", screen.rows()[0]);
    screen.press("h :").type_text("view tagged").press("Enter");
    assert!(screen.rows()[0].contains("tagged"), "{}", screen.rows()[0]);
    screen.press("h Enter :").type_text("nxt ment").press("Enter");
    assert_eq!(screen.app.front, Front::Text);
    assert!(!screen.hint().is_empty());
}

#[test]
fn the_palette_begins_with_what_was_used_last() {
    let mut screen = desk(THREE);
    let first = |screen: &Screen| {
        screen.rows().into_iter().rfind(|row| row.starts_with("> ")).unwrap_or_default()
    };
    screen.press(":");
    assert!(first(&screen).contains("tag-1"), "{}", screen.text());
    screen.press("Esc :").type_text("layout").press("Enter :");
    assert!(first(&screen).contains("layout"), "{}", screen.text());
    screen.press("Down Up Esc");
    assert!(!screen.shows("palette"));
    screen.press(":").type_text("no such thing").press("Enter");
    assert!(screen.hint().contains("nothing is called no such thing"), "{}", screen.hint());
}

#[test]
fn an_action_of_the_palette_waits_for_its_article() {
    let mut screen = configured_unread(80, 24, THREE, "");
    screen.press(":").type_text("drop").press("Enter");
    assert!(screen.disk.records.is_empty());
    screen.read(0);
    assert_eq!(screen.state_of("a.txt"), "dropped");
}

#[test]
fn the_palette_at_two_sizes() {
    for (width, height) in [(60, 20), (80, 24)] {
        let mut screen = desk_at(width, height, THREE);
        screen.press("1").type_text("port").press("Enter :");
        check(&format!("palette-{width}x{height}"), &screen);
        screen.type_text("sort d");
        check(&format!("palette-typed-{width}x{height}"), &screen);
    }
    let mut screen = desk_at(30, 8, THREE);
    screen.press(":").type_text("undo");
    assert!(screen.shows("> undo"), "{}", screen.text());
}

#[test]
fn with_the_keys_of_prodigy_one_key_decides() {
    let mut screen = configured(80, 24, THREE, "[keys]\npreset = \"prodigy\"\n");
    assert!(screen.hint().contains("a accept"), "{}", screen.hint());
    screen.press("a").type_text("port").press("Enter");
    assert_eq!((screen.tags_of("a.txt").len(), screen.state_of("a.txt")), (1, "done"));
    screen.press("x Space");
    assert_eq!((screen.state_of("b.txt"), screen.state_of("c.txt")), ("dropped", "later"));
    screen.press("Up Up Up a");
    assert_eq!(screen.tags_of("a.txt"), ["port"], "accepting twice takes nothing away");
    screen.press("Backspace");
    assert_eq!(screen.state_of("c.txt"), "new");
    screen.press("Delete u");
    assert!(screen.disk.records.is_empty());
}

#[test]
fn accepting_with_tags_that_go_on_decides_one_article_only() {
    let text = "[keys]\npreset = \"prodigy\"\n[triage]\nadvance = \"on-tag\"\n";
    let mut screen = configured(80, 24, THREE, text);
    screen.press("a").type_text("port").press("Enter a");
    assert_eq!((screen.state_of("b.txt"), screen.tags_of("b.txt").len()), ("done", 1));
    assert_eq!((screen.state_of("c.txt"), screen.selected().as_str()), ("new", "c.txt"));
}

#[test]
fn next_behind_a_tag_that_goes_on_decides_no_other_article() {
    let text =
        "[[key]]\nkeys = \"m\"\nrun = [\"tag-1\", \"next\"]\n[triage]\nadvance = \"on-tag\"\n";
    let mut screen = configured(80, 24, THREE, text);
    screen.press("1").type_text("port").press("Enter m");
    assert_eq!((screen.state_of("a.txt"), screen.state_of("b.txt")), ("done", "done"));
    assert_eq!((screen.state_of("c.txt"), screen.selected().as_str()), ("new", "c.txt"));
}

#[test]
fn with_arrows_letters_do_not_move() {
    let mut screen = configured(80, 24, THREE, "[keys]\npreset = \"arrows\"\n");
    screen.press("j");
    assert_eq!(screen.selected(), "a.txt");
    assert!(screen.hint().contains("j is not bound"), "{}", screen.hint());
    screen.press("Down Right Tab");
    assert!(screen.hint().contains("Lindqvar"), "{}", screen.hint());
    screen.press("Left Delete Ctrl-z");
    assert!(screen.disk.records.is_empty());
    assert_eq!(screen.selected(), "b.txt");
}

#[test]
fn escape_and_a_key_that_come_as_one_are_two() {
    let mut screen = desk(THREE);
    screen.press("Enter Alt-j");
    assert_eq!(screen.selected(), "b.txt", "{}", screen.text());
    screen.press("/").type_text("dam").press("Alt-j");
    assert!(screen.selected() == "c.txt" && !screen.rows()[0].contains("dam"), "{}", screen.text());
    screen.press("Esc Esc Alt-k");
    assert_eq!(screen.selected(), "b.txt", "{}", screen.text());
}
