//! The summary pane: reasons, what the reader is looking for, length, a sentence among its neighbours.

use copydesk::{
    analysis::summary::Length,
    tags::{Target, Watch},
};

use crate::desk::{Screen, desk, desk_at, watching};

const DESK: &[(&str, &str)] = &[
    (
        "bridge.txt",
        "Old bridge of Velmora closed\nThe old bridge of Velmora was closed to all traffic on Monday \
         morning. Engineers had found a long crack in its second pillar. Nobody can say how long the \
         repairs will take. The town has asked for a second opinion on the pillar.\n\
         Shops on the island expect to lose half of their customers by the end of the week. It was \
         about a kiosk that people talked most. Oskar Lindqvar, who owns the kiosk beside the bridge, \
         has sold nothing since Monday. The mayor promised that a ferry would cross every ten minutes.\n",
    ),
    (
        "fair.txt",
        "Rain delays the fair\nThe spring fair in Velmora was put off by a week because of the rain. \
         The kiosk of the fair has been taken down again.\n",
    ),
];

fn check(name: &str, screen: &Screen) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, screen.snapshot());
    });
}

#[test]
fn a_key_shows_why_each_sentence_is_in_the_summary() {
    let mut screen = desk(DESK);
    assert!(!screen.shows("(lead)"));
    screen.press("r");
    assert!(screen.shows("(lead)"), "{}", screen.text());
    screen.press("+ +");
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 50)] {
        screen.resize(width, height);
        check(&format!("reasons-{width}x{height}"), &screen);
    }
    screen.press("r");
    assert!(!screen.shows("(lead)"));
}

#[test]
fn the_reasons_are_those_of_the_analysis_and_none_is_cut_away() {
    for width in [34, 60, 80, 120, 200] {
        let mut screen = desk_at(width, 26, DESK);
        screen.press("r");
        if width < 60 {
            screen.press("Tab");
        }
        let reasons: Vec<String> = {
            let loaded = screen.app.loaded().expect("read");
            let picks = loaded.analysis.summary(3);
            picks.iter().map(|pick| pick.reason.label(&loaded.article.text)).collect()
        };
        let shown = screen.text();
        for reason in reasons {
            assert!(shown.contains(&format!("({reason})")), "{width}: {reason}\n{shown}");
        }
    }
}

#[test]
fn the_summary_follows_a_search_and_goes_back_with_it() {
    let mut screen = desk(DESK);
    assert!(screen.shows("1 The old bridge of Velmora") && !screen.shows("for:"));
    screen.press("/").type_text("kiosk");
    assert!(screen.shows("for: kiosk"), "{}", screen.text());
    screen.press("Enter r");
    assert_eq!(screen.selected(), "bridge.txt");
    assert!(screen.shows("Oskar Lindqvar, who owns") && screen.shows("(says kiosk)"));
    // That sentence leans on another one.
    assert!(!screen.shows("It was about a kiosk"), "{}", screen.text());
    check("about-search-80x24", &screen);
    screen.press("Enter");
    check("about-search-text-80x24", &screen);
    screen.press("h j");
    assert!(screen.shows("for: kiosk") && screen.selected() == "fair.txt");
    screen.press("h");
    assert!(!screen.shows("for:"), "{}", screen.text());
}

#[test]
fn a_search_that_no_sentence_has_leaves_the_summary_alone() {
    let mut screen = desk(DESK);
    let before = screen.app.picks();
    screen.press("/").type_text("closed").press("Enter");
    assert!(screen.shows("for: closed"));
    screen.press("h /").type_text("bri");
    assert!(screen.shows("for: bri"));
    screen.press("Esc /").type_text("br");
    assert!(!screen.shows("for:"), "two letters are too few\n{}", screen.text());
    screen.press("Esc");
    assert_eq!(screen.app.picks(), before);
    // Only the title has it.
    screen.press("/").type_text("\"delays the\"").press("Enter");
    assert_eq!(screen.selected(), "fair.txt");
    assert!(!screen.shows("for:"), "{}", screen.text());
}

#[test]
fn the_summary_follows_a_name_a_tag_and_the_watch_list() {
    let mut screen = desk(DESK);
    screen.press("1").type_text("ferry").press("Enter g t");
    assert!(screen.shows("for: ferry") && screen.shows("a ferry would cross"), "{}", screen.text());
    screen.press("h");
    assert!(!screen.shows("for:"));
    let watch = Watch { target: Target::Phrase("second pillar".to_owned()), color: None };
    let screen = watching(80, 24, DESK, &[watch]);
    assert!(screen.shows("for: second pillar"), "{}", screen.text());
    let first = screen.app.brief.about.clone();
    assert_eq!(first.as_deref(), Some("second pillar"));
}

#[test]
fn a_sentence_is_shown_among_its_neighbours_and_the_next_with_the_same_key() {
    let mut screen = desk(DESK);
    screen.press("c");
    assert_eq!(screen.app.summary.context, Some(0));
    assert!(screen.shows("1 The old bridge") && screen.shows("Engineers had found a long"));
    screen.press("c");
    check("context-80x24", &screen);
    screen.press("c c");
    assert_eq!(screen.app.summary.context, None);
    // While walking it goes along, and is closed by the same key.
    screen.press("s s c");
    assert_eq!(screen.app.summary.context, Some(1));
    check("context-walking-80x24", &screen);
    screen.press("s");
    assert_eq!(screen.app.summary.context, Some(2));
    screen.press("c");
    assert_eq!(screen.app.summary.context, None);
    // Another article begins anew.
    screen.press("h c j");
    assert_eq!(screen.app.summary.context, None);
    let mut small = desk_at(40, 14, DESK);
    small.press("s c");
    assert!(small.shows("Engineers had found"), "{}", small.text());
}

#[test]
fn a_summary_measured_in_words_grows_and_shrinks_by_words() {
    let mut screen = desk(DESK);
    screen.app.summary.length = Length::Words(20);
    screen.press("+");
    assert!(screen.hint().contains("summary: 40 words"), "{}", screen.hint());
    let words: u32 = screen.app.picks().iter().map(|pick| pick.words).sum();
    assert!(words.abs_diff(40) < 14, "{words}");
    screen.press("- - -");
    assert_eq!(screen.app.summary.length, Length::Words(20));
}

#[test]
fn where_rows_are_few_the_best_sentences_are_shown_under_their_numbers() {
    let mut screen = desk_at(80, 16, DESK);
    screen.press("+ + + + + /").type_text("kiosk").press("Enter");
    let count = screen.app.picks().len();
    let shown =
        screen.rows().iter().filter(|row| row.starts_with(|c: char| c.is_ascii_digit())).count();
    assert!(shown < count, "{}", screen.text());
    assert!(screen.shows("Oskar Lindqvar, who owns the kiosk"), "{}", screen.text());
}
