//! Finding: search in list and text, names and all their articles, the summary's places.

use crate::desk::desk;

const FOUR: &[(&str, &str)] = &[
    (
        "a.txt",
        "Harbour strike enters third day\nDockers in Porto Verano stopped work on Monday, said Oskar Lindqvar, the union leader. Lindqvar will meet the owners in Velmora. Talks had failed before. The port of Porto Verano handles half of the country's grain.\n",
    ),
    (
        "b.txt",
        "Minister visits the dam\nThe minister, Ilsa Brandtner, saw the dam near Velmora on Tuesday. Repairs go on until the autumn.\n",
    ),
    (
        "c.txt",
        "Rain delays the fair\nThe spring fair in Velmora was put off by a week. Rain is expected.\n",
    ),
    (
        "d.txt",
        "Café owners protest\nOwners of small cafés said that the new levy was too high. Oskar Lindqvar promised help.\n",
    ),
];

#[test]
fn search_narrows_the_list_as_one_types_and_escape_gives_it_back() {
    let mut screen = desk(FOUR);
    screen.press("j /").type_text("velm");
    assert!(screen.shows("1/3") || screen.shows("2/3"), "{}", screen.rows()[0]);
    screen.type_text("ora zebra");
    assert!(screen.shows("0/0"), "{}", screen.rows()[0]);
    screen.press("Esc");
    assert!(screen.shows("2/4"), "{}", screen.rows()[0]);
    assert_eq!(screen.selected(), "b.txt");
}

#[test]
fn search_goes_on_from_the_article_one_was_at() {
    let mut screen = desk(FOUR);
    screen.press("j /").type_text("lindqvar");
    assert_eq!(screen.selected(), "d.txt");
    screen.press("Enter k");
    assert_eq!(screen.selected(), "a.txt");
}

#[test]
fn search_ignores_case_and_accents() {
    let mut screen = desk(FOUR);
    screen.press("/").type_text("CAFE").press("Enter");
    assert_eq!(screen.selected(), "d.txt");
    assert!(screen.shows("1/1"));
    screen.press("h");
    assert!(screen.shows("/4"));
}

#[test]
fn n_goes_through_the_hits_and_on_into_the_next_article() {
    let mut screen = desk(FOUR);
    screen.press("/").type_text("lindqvar").press("Enter Enter n");
    assert!(screen.hint().contains("hit 1 of 2"), "{}", screen.hint());
    screen.press("n");
    assert!(screen.hint().contains("hit 2 of 2"));
    screen.press("n");
    assert_eq!(screen.selected(), "d.txt");
    screen.press("N");
    assert_eq!(screen.selected(), "a.txt");
}

#[test]
fn words_that_stand_together_are_one_stop() {
    let text = "Harbour news\nThe drone\nattack came late. A drone was seen, and an attack feared.\nDrone, drone, they said.\n";
    let mut screen = desk(&[("a.txt", text)]);
    screen.press("/").type_text("drone attack").press("Enter Enter n");
    assert!(screen.hint().contains("hit 1 of 5"), "{}", screen.hint());
    let article = screen.app.loaded().expect("read").article.text.clone();
    let hits: Vec<&str> = screen.app.hits.iter().map(|hit| hit.of(&article)).collect();
    assert_eq!(hits, ["drone\nattack", "drone", "attack", "Drone", "drone"]);
    screen.press("n n");
    assert!(screen.hint().contains("hit 3 of 5"), "{}", screen.hint());
}

#[test]
fn search_in_the_text_finds_from_where_one_is() {
    let mut screen = desk(FOUR);
    screen.press("Enter /").type_text("porto").press("Enter");
    assert!(screen.hint().contains("2 hits"), "{}", screen.hint());
    screen.press("n");
    assert!(screen.hint().contains("hit 2 of 2"), "{}", screen.hint());
    screen.press("/").type_text("nowhere").press("Enter");
    assert!(screen.hint().contains("not in this text"));
}

#[test]
fn two_keys_from_the_list_to_all_articles_with_a_name() {
    let mut screen = desk(FOUR);
    screen.press("e");
    let row = screen
        .rows()
        .into_iter()
        .find(|row| row.contains("Oskar Lindqvar") && row.contains("person"));
    let row = row.expect("the name is listed with its kind");
    let letter = row.trim_start_matches(['>', ' ']).chars().next().expect("a letter");
    screen.type_text(&letter.to_string());
    assert!(screen.rows()[0].contains("person:\"Oskar Lindqvar\""), "{}", screen.rows()[0]);
    assert!(screen.shows("1/2"), "{}", screen.text());
    screen.press("h");
    assert!(screen.shows("1/4"));
}

#[test]
fn a_mention_in_the_text_leads_to_its_articles() {
    let mut screen = desk(FOUR);
    screen.press("j Enter ]");
    assert!(screen.hint().contains("Enter shows"), "{}", screen.hint());
    screen.press("Enter");
    assert_eq!(screen.app.depth(), 1);
    screen.press("Esc");
    assert_eq!(screen.app.depth(), 0);
    assert_eq!(screen.selected(), "b.txt");
}

#[test]
fn s_walks_the_summary_in_the_text() {
    let mut screen = desk(FOUR);
    screen.press("s");
    assert!(screen.hint().contains("sentence 1 of"), "{}", screen.hint());
    let range = screen.app.spot_range().expect("a place in the text");
    let loaded = screen.app.loaded().expect("read");
    assert!(range.of(&loaded.article.text).starts_with("Dockers in Porto Verano"));
    screen.press("s");
    assert!(screen.hint().contains("sentence 2 of"));
}

#[test]
fn the_summary_grows_and_shrinks() {
    let mut screen = desk(FOUR);
    screen.press("- -");
    assert!(screen.hint().contains("1 sentence"), "{}", screen.hint());
    assert!(!screen.shows("2 Lindqvar will meet"));
    screen.press("+");
    assert!(screen.shows("\n2 "), "{}", screen.text());
}

#[test]
fn help_lists_every_action_and_is_filtered_as_one_types() {
    let mut screen = desk(FOUR);
    screen.press("?");
    assert!(screen.shows("put or take the tag of slot 1"), "{}", screen.text());
    screen.type_text("redo");
    assert!(screen.shows("Ctrl-r") && !screen.shows("slot 1"));
    screen.press("Esc");
    assert!(!screen.shows("Ctrl-r"));
}

#[test]
fn a_prefix_key_shows_what_can_follow() {
    let mut screen = desk(FOUR);
    screen.press("g");
    assert!(screen.shows("s  articles of the same source") && screen.shows("g  first article"));
    screen.press("Esc");
    assert!(!screen.shows("articles of the same source"));
    screen.press(", t");
    assert!(screen.rows()[0].contains("sort:title"), "{}", screen.rows()[0]);
}

#[test]
fn the_ending_of_a_file_says_its_format_and_a_tilde_where_home_is() {
    use copydesk::{app::Effect, export::Format};
    for (typed, expected, kind) in [
        ("x.md", "/out/x.md", Format::Markdown),
        ("~/x.csv", "/home/reader/x.csv", Format::Csv),
        ("x.unknown", "/out/x.unknown", Format::Csv),
    ] {
        let mut screen = desk(FOUR);
        screen.press("E f c Ctrl-u").type_text(typed).press("Enter");
        let export = screen.effects.iter().find(|e| matches!(e, Effect::Export { .. }));
        let Some(Effect::Export { format, file, .. }) = export else { panic!("no export") };
        assert_eq!((file.to_str(), *format), (Some(expected), kind), "{typed}");
    }
}

#[test]
fn export_of_a_tag_takes_three_keys() {
    use copydesk::{app::Effect, corpus::DocId, export::Format};
    let mut screen = desk(FOUR);
    screen.press("j 1").type_text("dam").press("Enter E 1");
    assert!(screen.shows("tagged dam") && screen.shows("(1 article)"), "{}", screen.text());
    screen.press("c");
    let export = screen.effects.iter().find(|e| matches!(e, Effect::Export { .. }));
    let Some(Effect::Export { docs, format, file, .. }) = export else { panic!("no export") };
    assert_eq!((docs.as_slice(), *format), (&[DocId(1)][..], Format::Csv));
    assert_eq!(file, std::path::Path::new("/out/desk-dam.csv"));
}
