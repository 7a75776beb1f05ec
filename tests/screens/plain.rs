//! For screen readers: rows of words, the real cursor on what is selected, nothing else that moves.

use crate::desk::plain;

const THREE: &[(&str, &str)] = &[
    (
        "a.md",
        "---\ntitle: Harbour strike\nsource: Port Times\ndate: 2031-04-13\n---\n\nDockers stopped work on Monday. Talks failed again.\n\nThe owners said nothing.\n",
    ),
    ("b.txt", "Minister visits the dam\nMinister Oskar Lindqvar saw the dam. Repairs go on.\n"),
    ("c.txt", "Rain delays the fair\nThe spring fair was put off by a week. Rain is expected.\n"),
];

#[test]
fn moving_moves_the_cursor_and_nothing_else() {
    let mut screen = plain(THREE);
    let before = (screen.text(), screen.cursor());
    screen.press("j");
    assert_eq!(before.1, (0, 1));
    assert_eq!((screen.text(), screen.cursor()), (before.0, (0, 2)));
    assert!(!screen.shows("─") && !screen.shows("│"), "{}", screen.text());
}

#[test]
fn a_decision_changes_one_row_of_words() {
    let mut screen = plain(THREE);
    assert_eq!(screen.rows()[1], "Harbour strike, Port Times, 13 April 2031");
    let before = screen.rows();
    screen.press("1").type_text("port").press("Enter * x");
    let after = screen.rows();
    assert_eq!(
        after[1],
        "Harbour strike, Port Times, 13 April 2031, dropped, tagged port, starred"
    );
    assert_eq!(before[2..22], after[2..22]);
    assert_eq!(screen.cursor(), (0, 2));
}

#[test]
fn the_text_is_read_line_by_line() {
    let mut screen = plain(THREE);
    screen.press("Enter");
    let before = screen.text();
    assert_eq!(screen.cursor(), (0, 1));
    screen.press("j j");
    assert_eq!((screen.text(), screen.cursor()), (before, (0, 3)));
    screen.press("g g");
    assert_eq!(screen.cursor(), (0, 1));
}

#[test]
fn prompts_and_boxes_have_the_cursor() {
    let mut screen = plain(THREE);
    screen.press("/").type_text("dam");
    assert_eq!(screen.cursor(), (5, 23), "{}", screen.text());
    screen.press("Esc f j");
    let (_, row) = screen.cursor();
    assert!(screen.rows()[row as usize].starts_with('>'), "{}", screen.text());
    assert!(!screen.shows("─"), "{}", screen.text());
    screen.press("Esc Ctrl-g");
    assert!(screen.hint().contains("1 of 3, 3 left, 0 done"), "{}", screen.hint());
}

#[test]
fn the_box_of_names_has_no_rule() {
    let mut screen = plain(THREE);
    screen.press("e");
    assert!(screen.shows("names: edit all articles"), "{}", screen.text());
    assert!(!screen.text().contains("──"), "{}", screen.text());
}
