//! Tags as a list: the slot of a new one, another name for one, none of one any more.

use crate::desk::{Screen, desk};

const TWO: &[(&str, &str)] = &[
    ("a.txt", "Harbour strike enters third day\nDockers in Porto Verano stopped work.\n"),
    ("b.txt", "Minister visits the dam\nThe minister saw the dam near Velmora.\n"),
];

fn many() -> Screen {
    let texts: Vec<(String, String)> = (0..12)
        .map(|n| (format!("{n:02}.txt"), format!("Report {n}\nNothing new in Velmora {n}.\n")))
        .collect();
    let articles: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    desk(&articles)
}

fn slots(screen: &Screen) -> Vec<(String, Option<u8>)> {
    screen.disk.defs.iter().map(|def| (def.name.clone(), def.slot)).collect()
}

#[test]
fn a_new_tag_gets_the_first_free_slot_and_undo_takes_it_back() {
    let mut screen = desk(TWO);
    screen.press("2").type_text("ports").press("Enter t").type_text("rain +dam").press("Enter");
    assert!(screen.hint().contains("+rain +dam (slots 1 3)  saved"), "{}", screen.hint());
    let all = [("ports", Some(2)), ("rain", Some(1)), ("dam", Some(3))];
    assert_eq!(slots(&screen), all.map(|(name, slot)| (name.to_owned(), slot)));
    screen.press("j 3");
    assert_eq!(screen.tags_of("b.txt"), ["dam"]);
    screen.press("u u");
    assert_eq!(slots(&screen), [("ports".to_owned(), Some(2))]);
    // A tag that is known already keeps what it has.
    screen.press("t").type_text("ports").press("Enter");
    assert!(!screen.hint().contains("slot"), "{}", screen.hint());
}

#[test]
fn the_tenth_tag_has_no_slot() {
    let mut screen = desk(TWO);
    screen.press("t").type_text("a b c d e f g h i j").press("Enter");
    assert_eq!(slots(&screen).last(), Some(&("j".to_owned(), None)));
}

#[test]
fn a_tag_is_renamed_everywhere_in_one_step() {
    let mut screen = many();
    screen.press("1").type_text("prots").press("Enter j 1 j t").type_text("dam").press("Enter");
    screen.press(":").type_text("rename-tag").press("Enter").type_text("pro").press("Tab");
    screen.press("Enter");
    assert!(screen.hint().contains("new name of #prots: prots"), "{}", screen.hint());
    screen.press("Ctrl-u").type_text("ports").press("Enter");
    assert!(
        screen.hint().contains("#prots is #ports now, on 2 articles  saved"),
        "{}",
        screen.hint()
    );
    assert_eq!(screen.tags_of("00.txt"), ["ports"]);
    assert_eq!(screen.tags_of("01.txt"), ["ports"]);
    assert_eq!(slots(&screen)[0], ("ports".to_owned(), Some(1)));
    screen.press("u");
    assert_eq!(screen.tags_of("00.txt"), ["prots"]);
    assert_eq!(screen.tags_of("02.txt"), ["dam"]);
    assert_eq!(slots(&screen)[0], ("prots".to_owned(), Some(1)));
    // Into another one, after asking.
    screen.press("Ctrl-r :").type_text("rename-tag").press("Enter");
    screen.type_text("#ports").press("Enter Ctrl-u").type_text("dam").press("Enter");
    let question = "#dam is there already: make #ports on 2 articles part of it?";
    assert!(screen.hint().contains(question), "{}", screen.hint());
    assert_eq!(screen.tags_of("00.txt"), ["ports"]);
    screen.press("y");
    assert_eq!(screen.tags_of("00.txt"), ["dam"]);
    assert_eq!(screen.tags_of("02.txt"), ["dam"]);
    assert_eq!(slots(&screen), [("dam".to_owned(), Some(2))]);
    screen.press("u");
    assert_eq!(screen.tags_of("00.txt"), ["ports"]);
    assert_eq!(screen.tags_of("02.txt"), ["dam"]);
}

#[test]
fn a_new_name_that_is_not_what_was_typed_is_asked_about() {
    let mut screen = desk(TWO);
    screen.press("1").type_text("ports").press("Enter :").type_text("rename-tag").press("Enter");
    screen.type_text("nosuch").press("Enter");
    assert!(screen.hint().contains("there is no tag `nosuch`"), "{}", screen.hint());
    screen
        .press("Ctrl-u")
        .type_text("ports")
        .press("Enter Ctrl-u")
        .type_text("new one ,")
        .press("Enter");
    assert!(screen.hint().contains("call #ports #new-one, on 1 article?"), "{}", screen.hint());
    screen.press("Esc");
    assert_eq!(screen.tags_of("a.txt"), ["ports"]);
    screen
        .press(":")
        .type_text("rename-tag")
        .press("Enter")
        .type_text("ports")
        .press("Enter Enter");
    assert!(screen.hint().contains("#ports keeps its name"), "{}", screen.hint());
}

#[test]
fn a_tag_that_is_nowhere_cannot_be_taken_off() {
    let mut screen = desk(TWO);
    screen.press("t").type_text("-bazaar").press("Enter");
    assert!(screen.hint().contains("there is no tag `bazaar` to take off"), "{}", screen.hint());
    screen.press("Ctrl-u").type_text("++bazaar").press("Enter");
    assert!(screen.hint().contains("+bazaar (slot 1) (not as typed)"), "{}", screen.hint());
}

#[test]
fn a_tag_is_removed_from_many_articles_after_asking() {
    let mut screen = many();
    screen.press("A 1").type_text("ports").press("Enter");
    assert!(screen.hint().contains("+ports on 12 articles?"), "{}", screen.hint());
    screen.press("y :").type_text("remove-tag").press("Enter").type_text("nosuch").press("Enter");
    assert!(screen.hint().contains("there is no tag `nosuch`"), "{}", screen.hint());
    screen.press("Ctrl-u").type_text("ports").press("Enter");
    assert!(screen.hint().contains("take #ports from 12 articles?"), "{}", screen.hint());
    screen.press("Esc");
    assert_eq!(screen.disk.records.len(), 12);
    screen.press(":").type_text("remove-tag").press("Enter").type_text("ports").press("Enter y");
    assert!(screen.disk.records.is_empty() && slots(&screen).is_empty(), "{}", screen.text());
    screen.press("u");
    assert_eq!(screen.disk.records.len(), 12);
    assert_eq!(slots(&screen), [("ports".to_owned(), Some(1))]);
    screen.press("Ctrl-r");
    assert!(screen.disk.records.is_empty() && slots(&screen).is_empty());
}

#[test]
fn blanks_in_the_name_of_a_tag_are_told() {
    let mut screen = desk(TWO);
    screen.press("1").type_text("port strike").press("Enter");
    assert!(screen.hint().contains("+port-strike (a tag is one word"), "{}", screen.hint());
}

#[test]
fn a_name_in_other_capitals_is_the_tag_that_is_there() {
    let mut screen = desk(TWO);
    screen.press("1").type_text("Ports").press("Enter j t").type_text("+ports").press("Enter");
    assert!(screen.hint().contains("+Ports (not as typed)"), "{}", screen.hint());
    assert_eq!(screen.tags_of("b.txt"), ["Ports"]);
    assert_eq!(slots(&screen), [("Ports".to_owned(), Some(1))]);
    screen.press("t").type_text("-PORTS").press("Enter");
    assert_eq!(screen.tags_of("b.txt"), Vec::<&str>::new());
    // Only renaming gives it others.
    screen
        .press(":")
        .type_text("rename-tag")
        .press("Enter")
        .type_text("Ports")
        .press("Enter Ctrl-u");
    screen.type_text("ports").press("Enter");
    assert_eq!(screen.tags_of("a.txt"), ["ports"]);
}

#[test]
fn a_tag_with_blanks_that_a_hand_has_written_can_be_taken_off() {
    let mut screen = desk(TWO);
    screen.press("1").type_text("x").press("Enter");
    let id = *screen.disk.records.keys().next().expect("one");
    let mut tags = screen.disk.clone();
    let record = tags.records.get_mut(&id).expect("it");
    record.decision.tags = ["two words".to_owned()].into();
    screen.disk = tags.clone();
    screen.happen(copydesk::app::Event::TagsChanged(Ok(Box::new(tags))));
    screen.press("t").type_text("-two words").press("Enter");
    assert!(screen.hint().contains("-two words"), "{}", screen.hint());
    assert_eq!(screen.tags_of("a.txt"), Vec::<&str>::new());
}
