//! The watch list on the screen: reasons in the list, marks in the text, the way between articles.

use copydesk::tags::{Edit, Target, Watch};
use insta::assert_snapshot;

use crate::desk::{Screen, desk, watching};

const NEWS: &[(&str, &str)] = &[
    (
        "a.txt",
        "Harbour strike enters third day\nDockers in Porto Verano stopped work on Monday. Talks failed.\n",
    ),
    (
        "b.txt",
        "Minister visits the dam\nMinister Oskar Lindqvar saw the dam near Velmora on Tuesday. Lindqvar praised the repairs, and UAV-7 filmed them.\n",
    ),
    ("c.txt", "Rain delays the fair\nThe spring fair was put off by a week. Rain is expected.\n"),
    (
        "d.txt",
        "A long report on what the dockers of Porto Verano have been promised so far by everyone\nThe DOCKERS wait.\n",
    ),
];

fn watch(target: Target, color: Option<&str>) -> Watch {
    Watch { target, color: color.map(str::to_owned) }
}

fn list() -> Vec<Watch> {
    vec![
        watch(Target::Name("Oskar Lindqvar".to_owned()), None),
        watch(Target::Phrase("dockers".to_owned()), Some("green")),
        watch(Target::Regex("UAV-\\d".to_owned()), None),
    ]
}

fn add(screen: &mut Screen, name: &str) -> Edit {
    let after = Some(watch(Target::Name(name.to_owned()), None));
    let edit = Edit::Watch { before: None, after };
    screen.apply(&edit);
    edit
}

#[test]
fn the_list_gives_the_reason_and_the_text_shows_the_place() {
    let mut screen = watching(80, 24, NEWS, &list());
    screen.press("j");
    assert_snapshot!("watched-80x24", screen.snapshot());
    assert!(screen.selected_row().contains("w Oskar Lindqvar +1"), "{}", screen.text());
    assert!(screen.shows("watch Oskar Lindqvar · UAV-"), "{}", screen.text());
}

#[test]
fn brackets_in_the_list_go_from_one_watched_article_to_the_next() {
    let mut screen = watching(80, 24, NEWS, &list());
    screen.press("]");
    assert_eq!(screen.selected(), "b.txt");
    assert!(screen.hint().contains("watched: Oskar Lindqvar, UAV-"), "{}", screen.hint());
    screen.press("]");
    assert_eq!(screen.selected(), "d.txt");
    screen.press("]");
    assert_eq!(screen.selected(), "d.txt");
    assert!(screen.hint().contains("no more watched articles"), "{}", screen.hint());
    screen.press("[ [");
    assert_eq!(screen.selected(), "a.txt");
    let mut none = desk(NEWS);
    none.press("]");
    assert!(none.hint().contains("nothing is watched"), "{}", none.hint());
}

#[test]
fn a_title_keeps_its_columns_and_a_mark_stands_for_the_reason() {
    for width in 40..200 {
        let screen = watching(width, 24, NEWS, &list());
        let rows = screen.rows();
        let row = rows.iter().find(|row| row.contains("A long")).expect("the last article");
        assert!(row.contains("A long report on wh"), "{width}: {row}");
        let marked = row.contains(" w d") || row.chars().nth(4) == Some('w');
        assert!(marked, "{width}: {row}");
    }
    let narrow = watching(40, 20, NEWS, &list());
    assert!(narrow.rows()[2].starts_with("    w"), "{}", narrow.text());
}

#[test]
fn a_name_just_watched_is_marked_at_once_and_undone_at_once() {
    let mut screen = watching(80, 24, NEWS, &[]);
    let style_of = |screen: &Screen| screen.style_of("Porto Verano stopped");
    let before = style_of(&screen);
    screen.hold_watches();
    let edit = add(&mut screen, "Porto Verano");
    assert_ne!(style_of(&screen), before);
    screen.apply(&edit.inverse());
    assert_eq!(style_of(&screen), before);
    screen.apply(&edit);
    screen.answer_watches();
    assert_ne!(style_of(&screen), before);
    assert!(screen.selected_row().contains("w Porto Verano"), "{}", screen.text());
}
