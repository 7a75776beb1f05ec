//! Deciding: tags, states, notes, stars; undo and redo; what is said to be saved.

use crate::desk::{Screen, desk, unread};

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

#[test]
fn one_key_tags_and_one_key_goes_on() {
    let mut screen = desk(THREE);
    screen.press("1").type_text("iran").press("Enter");
    assert_eq!(screen.tags_of("a.txt"), ["iran"]);
    assert!(screen.hint().contains("+iran  saved"), "{}", screen.hint());
    screen.press("Space");
    assert_eq!((screen.state_of("a.txt"), screen.selected().as_str()), ("done", "b.txt"));
    screen.press("1 Space");
    assert_eq!(screen.tags_of("b.txt"), ["iran"]);
    assert_eq!(screen.selected(), "c.txt");
}

#[test]
fn a_second_press_removes_the_tag() {
    let mut screen = desk(THREE);
    screen.press("2").type_text("ports").press("Enter");
    screen.press("2");
    assert!(screen.tags_of("a.txt").is_empty());
    assert!(screen.hint().contains("-ports  saved"), "{}", screen.hint());
    assert_eq!(screen.disk.slot(2), Some("ports"));
}

#[test]
fn the_tag_bar_marks_what_is_on_the_article() {
    let mut screen = desk(THREE);
    screen.press("1").type_text("iran").press("Enter");
    assert!(screen.shows("1 iran*"), "{}", screen.text());
    screen.press("j");
    assert!(screen.shows("1 iran ") && !screen.shows("iran*"));
}

#[test]
fn the_prompt_puts_and_takes_several_tags_and_completes() {
    let mut screen = desk(THREE);
    screen.press("t").type_text("+harbour strike").press("Enter");
    assert_eq!(screen.tags_of("a.txt"), ["harbour", "strike"]);
    screen.press("j t").type_text("ha").press("Tab").type_text("dam").press("Enter");
    assert_eq!(screen.tags_of("b.txt"), ["dam", "harbour"]);
    screen.press("0").type_text("-har").press("Tab Enter");
    assert_eq!(screen.tags_of("b.txt"), ["dam"]);
}

#[test]
fn escape_leaves_a_prompt_without_a_trace() {
    let mut screen = desk(THREE);
    screen.press("1").type_text("oops").press("Esc").press("a").type_text("no").press("Esc");
    assert!(screen.disk.records.is_empty() && screen.disk.defs.is_empty());
}

#[test]
fn nothing_is_said_to_be_saved_before_it_is() {
    let mut screen = desk(THREE).with_a_slow_disk();
    screen.press("x");
    assert!(screen.hint().contains("dropped  unsaved"), "{}", screen.hint());
    assert!(screen.rows()[0].contains("unsaved 1"), "{}", screen.rows()[0]);
    screen.press("x");
    assert_eq!(screen.saves.len(), 1, "one save at a time");
    screen.answer_saves();
    assert!(screen.hint().contains("dropped  unsaved"), "the second is still under way");
    screen.answer_saves();
    assert!(screen.hint().contains("dropped  saved"));
    assert!(!screen.rows()[0].contains("unsaved"));
}

#[test]
fn quitting_waits_for_the_last_save() {
    use copydesk::app::Effect;
    let mut screen = desk(THREE).with_a_slow_disk();
    screen.press("x Q");
    assert!(!screen.effects.contains(&Effect::Quit));
    screen.answer_saves();
    assert!(screen.effects.contains(&Effect::Quit));
}

#[test]
fn a_save_that_fails_keeps_everything_and_says_why() {
    use copydesk::app::{Effect, Event, Trouble};
    let mut screen = desk(THREE).with_a_slow_disk();
    screen.press("x Q");
    let (generation, _) = screen.saves.pop().expect("a save");
    let trouble = Trouble { message: "Tags not saved: disk full.".into(), hint: "Press S.".into() };
    screen.happen(Event::Saved { generation, outcome: Err(trouble) });
    assert!(!screen.effects.contains(&Effect::Quit));
    assert!(screen.hint().contains("disk full"), "{}", screen.hint());
    assert!(screen.rows()[0].contains("unsaved 1"));
    screen.press("j");
    assert!(screen.hint().contains("disk full.  S save again"), "{}", screen.hint());
    screen.press("S");
    screen.answer_saves();
    assert_eq!(screen.state_of("a.txt"), "dropped");
}

#[test]
fn a_save_that_failed_is_tried_again_without_saying_so_again() {
    use copydesk::app::{Event, Trouble};
    let mut screen = desk(THREE).with_a_slow_disk();
    let fail = |screen: &mut crate::desk::Screen| {
        let (generation, _) = screen.saves.pop().expect("a save");
        let message = "Tags not saved: disk full.".to_owned();
        let trouble = Trouble::new(message, "Free space.");
        screen.happen(Event::Saved { generation, outcome: Err(trouble) });
    };
    screen.press("x");
    fail(&mut screen);
    screen.press("j");
    assert!(!screen.hint().contains("Free space"), "{}", screen.hint());
    screen.happen(Event::SaveAgain);
    fail(&mut screen);
    assert!(!screen.hint().contains("Free space"), "{}", screen.hint());
    assert!(screen.rows()[0].contains("unsaved 1"));
    assert!(screen.hint().contains("disk full"), "{}", screen.hint());
    screen.press("S");
    fail(&mut screen);
    assert!(screen.hint().contains("Free space"), "{}", screen.hint());
    screen.happen(Event::SaveAgain);
    screen.answer_saves();
    assert_eq!(screen.state_of("a.txt"), "dropped");
    assert!(!screen.rows()[0].contains("unsaved"));
    screen.happen(Event::SaveAgain);
    assert!(screen.saves.is_empty());
}

#[test]
fn undo_and_redo_go_all_the_way_and_back() {
    let mut screen = desk(THREE);
    let empty = screen.disk.clone();
    screen
        .press("1")
        .type_text("iran")
        .press("Enter Space x * a")
        .type_text("check")
        .press("Enter");
    let full = screen.disk.clone();
    screen.press("u");
    assert!(screen.hint().contains("undone: note"), "{}", screen.hint());
    assert_eq!(screen.selected(), "c.txt");
    screen.press("u u u u u");
    assert_eq!(screen.disk, empty);
    assert_eq!(screen.selected(), "a.txt");
    screen.press("u");
    assert!(screen.hint().contains("nothing to undo"));
    screen.press("Ctrl-r Ctrl-r Ctrl-r Ctrl-r Ctrl-r");
    assert_eq!(screen.disk, full);
}

#[test]
fn later_comes_back_at_the_end_of_the_queue() {
    let mut screen = desk(THREE);
    screen.press("p");
    assert_eq!(screen.selected(), "b.txt");
    screen.press("Space Space");
    assert_eq!(screen.selected(), "a.txt");
    screen.press("Space");
    assert!(screen.rows()[0].contains("100%"), "{}", screen.rows()[0]);
}

#[test]
fn a_note_and_a_star_are_kept_and_shown() {
    let mut screen = desk(THREE);
    screen.press("a").type_text("check the date").press("Enter *");
    let record = screen.disk.records.values().next().expect("a record");
    assert_eq!(record.decision.note.as_deref(), Some("check the date"));
    assert!(record.decision.star);
    assert!(screen.shows("check the date") && screen.selected_row().contains('*'));
}

#[test]
fn keys_pressed_before_the_article_is_read_wait_for_it() {
    let mut screen = unread(80, 24, THREE, "terminal");
    screen.press("x").press("1").type_text("iran").press("Enter");
    assert!(screen.disk.records.is_empty());
    screen.read(0);
    assert_eq!(screen.state_of("a.txt"), "dropped");
    screen.read(1);
    assert_eq!(screen.tags_of("b.txt"), ["iran"]);
}

#[test]
fn a_file_that_cannot_be_read_is_a_row_that_says_why_and_takes_no_tag() {
    let mut screen = unread(100, 24, THREE, "terminal");
    screen.fail(0, "permission denied");
    screen.read(1);
    assert!(screen.selected_row().contains("permission denied"), "{}", screen.text());
    screen.press("1");
    assert!(screen.hint().contains("cannot be tagged"), "{}", screen.hint());
    screen.press("Space");
    assert_eq!(screen.selected(), "b.txt");
}

#[test]
fn a_note_survives_an_editor_that_fails() {
    use copydesk::app::{Effect, Event, Trouble};
    let mut screen = desk(THREE);
    screen.press("a").type_text("half a thought").press("Ctrl-e");
    let Some(Effect::EditNote { article, note }) = screen.effects.pop() else {
        panic!("no editor")
    };
    let trouble = Trouble { message: "vi: not found.".into(), hint: "Set EDITOR.".into() };
    screen.happen(Event::Edited { article, draft: note, outcome: Err(trouble) });
    assert!(screen.hint().contains("half a thought"), "{}", screen.hint());
    screen.happen(Event::Edited { article, draft: String::new(), outcome: Ok("whole".into()) });
    let record = screen.disk.records.values().next().expect("a record");
    assert_eq!(record.decision.note.as_deref(), Some("whole"));
}

#[test]
fn an_error_too_long_for_its_line_is_shown_in_full() {
    use copydesk::app::{Event, Trouble};
    let mut screen = desk(THREE);
    let message = format!("Tags not saved: {}", "a very long path/".repeat(8));
    let hint = "Free space and press S.".to_owned();
    screen.happen(Event::Exported(Err(Trouble::new(message, hint))));
    assert!(screen.shows("press S."), "{}", screen.text());
    screen.press("Ctrl-l");
    assert!(screen.shows("press S."), "it is only drawn again: {}", screen.text());
    screen.press("j");
    assert!(!screen.shows("press S."));
}

#[test]
fn the_prompt_says_only_what_it_changed() {
    let mut screen = desk(THREE);
    screen.press("j t").type_text("fair").press("Enter k t").type_text("+dam -fair").press("Enter");
    assert!(screen.hint().contains("+dam (slot 2)  saved"), "{}", screen.hint());
}

#[test]
fn a_tag_that_gets_another_slot_says_so() {
    let mut screen = desk(THREE);
    screen.press("1").type_text("ports").press("Enter 2").type_text("ports").press("Enter");
    assert!(screen.hint().contains("ports (moved from slot 1 to 2)"), "{}", screen.hint());
    assert_eq!((screen.disk.slot(1), screen.disk.slot(2)), (None, Some("ports")));
}

#[test]
fn leaving_waits_for_an_export_and_the_second_time_does_not() {
    let written = || copydesk::app::Event::Exported(Ok("3 articles in desk.csv".into()));
    let ends = |screen: &Screen| screen.effects.contains(&copydesk::app::Effect::Quit);
    let mut screen = desk(THREE);
    screen.press("E c Q");
    assert!(screen.hint().contains("still exporting") && !ends(&screen), "{}", screen.hint());
    screen.happen(written());
    assert!(ends(&screen));

    let mut screen = desk(THREE);
    screen.press("E c Q Q");
    assert!(ends(&screen));

    let mut screen = desk(THREE);
    screen.press("E c Q");
    let trouble =
        copydesk::app::Trouble { message: "not written".into(), hint: "free space".into() };
    screen.happen(copydesk::app::Event::Exported(Err(trouble)));
    assert!(screen.hint().contains("not written") && !ends(&screen), "{}", screen.hint());
}

#[test]
fn all_slots_are_in_sight_on_a_narrow_screen() {
    let mut screen = crate::desk::desk_at(60, 20, THREE);
    for (slot, name) in
        (1..=9).zip(["politics", "economy", "sports", "obituary", "crime", "ports"].iter().cycle())
    {
        screen.press(&slot.to_string()).type_text(&format!("{name}{slot}")).press("Enter");
    }
    let row = &screen.rows()[18];
    for slot in 1..=9 {
        assert!(row.contains(&format!(" {slot} ")), "{slot}: {row}");
    }
    assert_eq!(row.matches('*').count(), 9, "{row}");
}

#[test]
fn copies_are_counted_as_the_rows_they_are() {
    let copies = [("a.txt", THREE[0].1), ("b.txt", THREE[0].1), ("c.txt", THREE[2].1)];
    let mut screen = desk(&copies);
    screen.press("A *");
    assert!(screen.hint().contains("star on 3 articles"), "{}", screen.hint());
}

#[test]
fn what_cannot_be_done_with_a_file_that_cannot_be_read_says_why() {
    let mut screen = unread(80, 24, THREE, "terminal");
    screen.fail(0, "no permission");
    for keys in ["o", "e", "y q"] {
        screen.press(keys);
        let said = "this file cannot be read: no permission";
        assert!(screen.hint().contains(said), "{keys}: {}", screen.hint());
    }
}
