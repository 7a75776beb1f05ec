//! Marking: keys act on all that is marked, at once, as one step.

use std::fmt::Write as _;

use crate::desk::{Screen, desk};

/// Articles `00.txt` to `24.txt`.
fn many() -> Screen {
    let mut texts: Vec<(String, String)> = Vec::new();
    for n in 0..25 {
        let mut text = format!("Title of number {n}\n");
        let _ =
            writeln!(text, "The council of Velmora met for the {n}th time. Nothing was decided.");
        texts.push((format!("{n:02}.txt"), text));
    }
    let articles: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    desk(&articles)
}

fn tagged(screen: &Screen, tag: &str) -> usize {
    screen.disk.records.values().filter(|record| record.decision.tags.contains(tag)).count()
}

#[test]
fn a_tag_is_put_on_all_that_is_marked_and_undone_at_once() {
    let mut screen = many();
    screen.press("v j v");
    assert!(screen.shows("2 marked"), "{}", screen.text());
    assert!(screen.rows()[1].starts_with('v') && !screen.rows()[2].starts_with('v'));
    screen.press("1").type_text("iran").press("Enter");
    assert!(screen.hint().contains("+iran on 2 articles  saved"), "{}", screen.hint());
    assert_eq!(
        (screen.tags_of("00.txt"), screen.tags_of("01.txt").len()),
        (vec!["iran".into()], 0)
    );
    assert_eq!(tagged(&screen, "iran"), 2);
    // Put on some only, it is put on all; put on all, it is taken off all.
    screen.press("Esc g g v v 1");
    assert_eq!(tagged(&screen, "iran"), 3, "{}", screen.text());
    screen.press("1");
    assert_eq!(tagged(&screen, "iran"), 1, "{}", screen.text());
    screen.press("u");
    assert!(screen.hint().contains("undone: -iran on 2 articles"), "{}", screen.hint());
    assert_eq!(tagged(&screen, "iran"), 3);
    screen.press("u u");
    assert_eq!(tagged(&screen, "iran"), 0);
    screen.press("Ctrl-r");
    assert_eq!(tagged(&screen, "iran"), 2);
}

#[test]
fn a_range_is_marked_from_the_mark_before() {
    let mut screen = many();
    screen.press("j v 4 Esc j j j V");
    assert!(screen.shows("5 marked"), "{}", screen.text());
    screen.press("*");
    let starred = screen.disk.records.values().filter(|r| r.decision.star).count();
    assert_eq!(starred, 5);
    screen.press("*");
    assert!(screen.disk.records.is_empty());
    screen.press("Esc");
    assert!(!screen.shows("5 marked"));
    assert!(screen.hint().contains("nothing is marked any more"), "{}", screen.hint());
}

#[test]
fn more_than_ten_are_asked_for_once_and_are_one_step() {
    let mut screen = many();
    screen.press("A x");
    assert!(screen.hint().contains("drop 25 articles?"), "{}", screen.hint());
    screen.press("n");
    assert!(screen.disk.records.is_empty() && screen.hint().contains("nothing was changed"));
    screen.press("x y");
    assert_eq!(screen.disk.records.len(), 25);
    assert!(!screen.shows("marked"), "{}", screen.text());
    screen.press("u");
    assert!(screen.disk.records.is_empty());
}

#[test]
fn marks_are_asked_for_by_a_query_and_do_not_count_in_the_text() {
    let mut screen = many();
    screen.press("j j v j v /").type_text("is:marked").press("Enter");
    assert!(screen.shows("/2  2 marked"), "{}", screen.text());
    screen.press("G Enter").press("1").type_text("read").press("Enter");
    assert_eq!(tagged(&screen, "read"), 1, "in the text one acts on what one reads");
    screen.press("h A");
    assert!(screen.hint().contains("nothing is marked"), "all of them were: {}", screen.hint());
}

#[test]
fn what_is_marked_but_not_shown_is_left_alone() {
    let mut screen = many();
    screen.press("v /").type_text("\"number 7\"").press("Enter");
    assert_eq!(screen.selected(), "07.txt");
    screen.press("x");
    assert_eq!((screen.state_of("00.txt"), screen.state_of("07.txt")), ("new", "dropped"));
}
