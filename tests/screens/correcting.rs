//! Correcting names: seen at once in the text, the list and every other article; taken back.

use std::sync::Arc;

use copydesk::{
    analysis::EntityKind,
    corpus::{DocId, EntityKey},
    tags::Corrections,
};

use crate::desk::{Screen, desk, desk_at};

const DESK: &[(&str, &str)] = &[
    (
        "a.txt",
        "Envoy returns to Velmora\nDATELINE, April 12, 2026 - Ziyad Nakhala met reporters in Velmora on Sunday. Ziyad Nakhala said talks would go on. The crew of the night ferry was silent, said Oskar Lindqvar.\n",
    ),
    (
        "b.txt",
        "Talks go on\nApril 13, 2026 - Ziad Nakhaleh left the talks on Monday. Oskar Lindqvar stayed in the room. The NIGHT FERRY was late.\n",
    ),
    (
        "c.txt",
        "Third day\nApril 14, 2026 - Ziad Nakhaleh came back. Nobody else spoke with the reporters on Tuesday.\n",
    ),
];

fn entity(screen: &Screen, name: &str, kind: EntityKind) -> Vec<u32> {
    let articles = screen.app.desk.index.articles(&EntityKey::new(name, kind));
    articles.into_iter().map(|doc| doc.0).collect()
}

/// Puts the cursor of the open list on a name.
fn on<'a>(screen: &'a mut Screen, name: &str) -> &'a mut Screen {
    screen.press("Home");
    for _ in 0..30 {
        if screen.rows().iter().any(|row| row.starts_with('>') && row.contains(name)) {
            break;
        }
        screen.press("j");
    }
    assert!(screen.rows().iter().any(|row| row.starts_with('>') && row.contains(name)), "{name}");
    screen
}

/// What the texts in memory say and what the index says are the same.
fn check_index(screen: &Screen) {
    let desk = &screen.app.desk;
    for doc in desk.ids() {
        let Some(loaded) = desk.loaded(doc) else { continue };
        let names = loaded.analysis.entities.iter().filter(|e| e.kind.is_name());
        let mut shown: Vec<(EntityKey, usize)> =
            names.map(|e| (EntityKey::new(&e.name, e.kind), e.mentions.len())).collect();
        shown.sort();
        let of_doc = |entry: &copydesk::corpus::Entry| {
            entry.articles.iter().find(|(d, _)| *d == doc).map(|(_, n)| *n as usize)
        };
        let mut indexed: Vec<(EntityKey, usize)> =
            desk.index.iter().filter_map(|(k, e)| Some((k.clone(), of_doc(e)?))).collect();
        indexed.sort();
        assert_eq!(shown, indexed, "{doc:?}");
        assert_eq!(desk.digest(doc).map(|d| d.names), Some(shown.len()));
    }
}

#[test]
fn a_merge_is_seen_in_every_article_and_taken_back() {
    let mut screen = desk(DESK);
    screen.press("j e");
    on(&mut screen, "Ziad Nakhaleh").press("m /").type_text("ziy").press("Enter");
    assert!(
        screen.hint().contains("merged Ziad Nakhaleh into Ziyad Nakhala in all articles  saved"),
        "{}",
        screen.text()
    );
    assert_eq!(entity(&screen, "Ziyad Nakhala", EntityKind::Person), [0, 1, 2]);
    assert!(entity(&screen, "Ziad Nakhaleh", EntityKind::Person).is_empty());
    check_index(&screen);
    on(&mut screen, "Ziyad Nakhala").press("Enter");
    assert!(screen.hint().contains("3 articles"), "{}", screen.hint());
    screen.press("u");
    assert!(screen.hint().contains("undone: merged"), "{}", screen.hint());
    assert_eq!(entity(&screen, "Ziad Nakhaleh", EntityKind::Person), [1, 2]);
    check_index(&screen);
    screen.press("Ctrl-r");
    assert_eq!(entity(&screen, "Ziyad Nakhala", EntityKind::Person), [0, 1, 2]);
    assert_eq!(screen.disk.corrections, screen.app.tags.corrections);
}

#[test]
fn a_merged_name_moves_as_a_whole() {
    let mut screen = desk(DESK);
    screen.press("j e");
    on(&mut screen, "Ziad Nakhaleh").press("m /").type_text("ziy").press("Enter");
    on(&mut screen, "Ziyad Nakhala").press("r Ctrl-u").type_text("Ziyad al-Nakhala").press("Enter");
    assert_eq!(entity(&screen, "Ziyad al-Nakhala", EntityKind::Person), [0, 1, 2]);
    on(&mut screen, "Ziyad al-Nakhala").press("G");
    assert_eq!(entity(&screen, "Ziyad al-Nakhala", EntityKind::Group), [0, 1, 2]);
    check_index(&screen);
    on(&mut screen, "Ziyad al-Nakhala").press("x");
    assert_eq!(entity(&screen, "Ziad Nakhaleh", EntityKind::Person), [1, 2]);
    assert_eq!(entity(&screen, "Ziyad Nakhala", EntityKind::Person), [0]);
    assert!(screen.disk.corrections.names.is_empty(), "{:?}", screen.disk.corrections);
    check_index(&screen);
}

#[test]
fn a_hidden_name_is_gone_and_can_be_shown_again() {
    let mut screen = desk(DESK);
    screen.press("e");
    on(&mut screen, "Oskar Lindqvar").press("d");
    assert!(screen.hint().contains("hid Oskar Lindqvar in all articles  saved"));
    assert!(entity(&screen, "Oskar Lindqvar", EntityKind::Person).is_empty());
    check_index(&screen);
    assert!(screen.shows("hidden"), "{}", screen.text());
    on(&mut screen, "Oskar Lindqvar").press("x");
    assert_eq!(entity(&screen, "Oskar Lindqvar", EntityKind::Person), [0, 1]);
    assert!(screen.disk.corrections.names.is_empty());
    screen.press("u");
    assert!(entity(&screen, "Oskar Lindqvar", EntityKind::Person).is_empty());
}

#[test]
fn a_correction_in_this_article_leaves_the_others() {
    let mut screen = desk(DESK);
    screen.press("e");
    on(&mut screen, "Oskar Lindqvar").press(". O");
    assert!(screen.hint().contains("is an organization in this article  saved"));
    assert_eq!(entity(&screen, "Oskar Lindqvar", EntityKind::Organization), [0]);
    assert_eq!(entity(&screen, "Oskar Lindqvar", EntityKind::Person), [1]);
    check_index(&screen);
    on(&mut screen, "Oskar Lindqvar").press(". P");
    assert_eq!(entity(&screen, "Oskar Lindqvar", EntityKind::Person), [0, 1]);
    assert!(screen.disk.corrections.names.is_empty(), "{:?}", screen.disk.corrections);
    check_index(&screen);
}

#[test]
fn a_view_goes_with_its_name_and_back() {
    let mut screen = desk(DESK);
    screen.press("j e");
    on(&mut screen, "Ziad Nakhaleh").press("Enter j e");
    assert_eq!(screen.selected(), "c.txt");
    on(&mut screen, "Ziad Nakhaleh").press("r Ctrl-u").type_text("Z. Nakhala").press("Enter Esc");
    assert!(screen.rows()[0].contains("person:\"Z. Nakhala\""), "{}", screen.rows()[0]);
    assert!(screen.rows()[0].contains("2/2"), "{}", screen.rows()[0]);
    assert_eq!(screen.selected(), "c.txt");
    screen.press("u");
    assert!(screen.rows()[0].contains("person:\"Ziad Nakhaleh\""), "{}", screen.rows()[0]);
    assert!(screen.rows()[0].contains("2/2"), "{}", screen.rows()[0]);
}

#[test]
fn a_watch_is_put_and_taken_by_the_same_key() {
    let mut screen = desk(DESK);
    screen.press("e");
    on(&mut screen, "Oskar Lindqvar").press("w");
    assert!(screen.hint().contains("watching Oskar Lindqvar  saved"), "{}", screen.hint());
    assert_eq!(screen.disk.corrections.watches.len(), 1);
    screen.press("w");
    assert!(screen.disk.corrections.watches.is_empty());
    screen.press("u");
    assert_eq!(screen.disk.corrections.watches.len(), 1);
}

#[test]
fn a_marked_phrase_is_a_name_in_every_text_and_can_be_unmarked() {
    let mut screen = desk(DESK);
    screen.press("/").type_text("night").press("Enter");
    screen.press("Enter n v W G");
    assert!(
        screen.hint().contains("marked night ferry as a group in all articles  saved"),
        "{}",
        screen.text()
    );
    assert_eq!(entity(&screen, "night ferry", EntityKind::Group), [0, 1]);
    check_index(&screen);
    screen.press("Enter");
    assert!(screen.hint().contains("2 articles"), "{}", screen.hint());
    screen.press("e");
    on(&mut screen, "night ferry").press("d");
    assert!(screen.disk.corrections.marked.is_empty());
    check_index(&screen);
    screen.press("u");
    assert_eq!(entity(&screen, "night ferry", EntityKind::Group), [0, 1]);
}

#[test]
fn what_another_copy_corrects_is_seen_after_a_save() {
    let mut screen = desk(DESK).with_a_slow_disk();
    let mut other = desk(DESK);
    other.press("e");
    on(&mut other, "Oskar Lindqvar").press("d");
    screen.press("*");
    let corrections: Corrections = (*other.disk.corrections).clone();
    screen.disk.corrections = Arc::new(corrections);
    screen.answer_saves();
    assert!(entity(&screen, "Oskar Lindqvar", EntityKind::Person).is_empty());
    check_index(&screen);
}

#[test]
fn a_desk_that_is_opened_again_is_corrected_from_the_start() {
    let mut first = desk(DESK);
    first.press("e");
    on(&mut first, "Oskar Lindqvar").press("d");
    let mut again = crate::desk::unread(80, 24, DESK, "terminal");
    again.press("*");
    again.disk.corrections = Arc::clone(&first.disk.corrections);
    again.read(0);
    again.read(1);
    assert!(entity(&again, "Oskar Lindqvar", EntityKind::Person).is_empty());
    check_index(&again);
}

#[test]
fn the_list_says_what_is_possible_at_every_size() {
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 50)] {
        let mut screen = desk_at(width, height, DESK);
        screen.press("j e");
        on(&mut screen, "Ziad Nakhaleh").press("m /").type_text("ziy").press("Enter");
        on(&mut screen, "Oskar Lindqvar").press("w d");
        let name = format!("correcting-{width}x{height}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, screen.snapshot());
        });
        assert!(!screen.shows("1-9 make"), "{}", screen.text());
        assert_eq!(screen.app.selected(), Some(DocId(1)));
    }
}

#[test]
fn a_name_that_mixes_alphabets_is_marked() {
    // The last but one letter is Cyrillic.
    let text = "Envoy returns\nMr Oskar Lindqv\u{430}r met reporters in Velmora on Sunday. Mr Oskar Lindqv\u{430}r said talks would go on.\n";
    let mut screen = desk_at(120, 40, &[("a.txt", text)]);
    let marked = "Oskar Lindqv\u{430}r (mixed alphabets)";
    assert!(screen.rows().iter().any(|row| row.contains(marked)), "{:#?}", screen.rows());
    screen.press("e");
    let is_marked =
        |row: &String| row.contains("Lindqv\u{430}r") && row.contains("  mixed alphabets");
    assert!(screen.rows().iter().any(is_marked), "{:#?}", screen.rows());
}
