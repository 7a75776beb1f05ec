//! Moving: selection by article, paging, folding, resizing without losing the place.

use crate::desk::{desk, desk_at, unread};

/// `count` articles with a title, in files whose natural order is not the alphabet's.
fn many(count: usize) -> Vec<(String, String)> {
    (1..=count)
        .map(|n| (format!("{n:03}.txt"), format!("Report number {n}\nThe town of Velmora counted {n} boats on Monday. The harbour was calm.\n")))
        .collect()
}

fn borrowed(articles: &[(String, String)]) -> Vec<(&str, &str)> {
    articles.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn long() -> String {
    let paragraph = |n: usize| {
        format!(
            "Paragraph number {n} tells of ship {n}, which came into the harbour of Velmora with a \
             load of timber, salt and wool and left it empty before the evening tide.\n"
        )
    };
    "A long report on the harbour\n".to_owned() + &(1..=80).map(paragraph).collect::<String>()
}

#[test]
fn the_list_shows_names_before_anything_is_read() {
    let screen =
        unread(80, 24, &[("one.txt", "One\nText."), ("two.txt", "Two\nText.")], "terminal");
    assert!(screen.shows("one.txt") && screen.shows("two.txt"), "{}", screen.text());
    assert!(screen.rows()[0].contains("reading 0/2"), "{}", screen.rows()[0]);
}

#[test]
fn the_selected_article_is_asked_for_first_then_its_neighbours() {
    use copydesk::{app::Effect, corpus::DocId};
    let mut screen =
        unread(80, 24, &[("a.txt", "A."), ("b.txt", "B."), ("c.txt", "C.")], "terminal");
    screen.press("j");
    let loads: Vec<_> = screen
        .effects
        .iter()
        .filter_map(|e| if let Effect::Load(docs) = e { Some(docs.clone()) } else { None })
        .collect();
    assert_eq!(loads, [vec![DocId(0), DocId(1)], vec![DocId(1), DocId(2), DocId(0)]]);
}

#[test]
fn moving_keeps_the_selected_row_in_sight() {
    let articles = many(100);
    let mut screen = desk(&borrowed(&articles));
    for keys in ["G", "g g", "Ctrl-d Ctrl-d", "PageDown", "End", "Up", "Home", "j j j"] {
        screen.press(keys);
        assert!(!screen.selected_row().is_empty(), "{keys}: {}", screen.text());
    }
    assert_eq!(screen.selected(), "004.txt");
}

#[test]
fn sorting_keeps_the_selected_article() {
    let articles = many(30);
    let mut screen = desk(&borrowed(&articles));
    screen.press("G , t");
    assert_eq!(screen.selected(), "030.txt");
    screen.press(", p");
    assert!(screen.rows()[0].contains("30/30"), "{}", screen.rows()[0]);
}

#[test]
fn space_pages_through_the_text_and_goes_on_at_its_end() {
    let text = long();
    let mut screen = desk(&[("a.txt", &text), ("b.txt", "B\nShort text.")]);
    screen.press("Enter");
    let mut pages = 0;
    while screen.selected() == "a.txt" {
        screen.press("Space");
        pages += 1;
        assert!(pages < 60, "{}", screen.text());
    }
    assert!(pages > 10, "{pages}");
    assert_eq!(screen.state_of("a.txt"), "done");
    assert!(screen.shows("Short text."));
}

#[test]
fn a_resize_keeps_the_sentence_at_the_top() {
    let text = long();
    let mut screen = desk_at(80, 24, &[("a.txt", &text)]);
    screen.press("Enter Space Space Space");
    let top = |screen: &crate::desk::Screen| {
        let page = screen.app.page.as_ref().expect("a page");
        let offset = page.offset_of(screen.app.top);
        text.get(..offset).expect("a boundary").matches("Paragraph").count()
    };
    let before = top(&screen);
    for (width, height) in [(60, 20), (200, 50), (45, 15), (120, 40), (80, 24)] {
        screen.resize(width, height);
        let now = top(&screen);
        assert!(now.abs_diff(before) <= 1, "{width}x{height}: {before} -> {now}");
    }
}

#[test]
fn the_place_in_a_text_is_kept_while_one_is_elsewhere() {
    let text = long();
    let mut screen = desk(&[("a.txt", &text), ("b.txt", "B\nShort text.")]);
    screen.press("Enter Space Space");
    let top = screen.app.top;
    screen.press("J K");
    assert_eq!((screen.selected().as_str(), screen.app.top), ("a.txt", top));
}

#[test]
fn a_repeated_quote_is_folded_and_one_key_shows_it() {
    let text = "Talks in Velmora\nThe owners said they were ready, and \"the talks will be held in the old customs house as soon as the mediator has come back\", a letter said.\n\"The talks will be held in the old customs house as soon as the mediator has come back.\"\nHarbour Owners' League\nThe union agreed. Work begins on Monday.\n";
    let mut screen = desk_at(80, 30, &[("a.txt", text)]);
    screen.press("Enter");
    assert!(screen.shows("[+] repeated quote, 2 lines"), "{}", screen.text());
    screen.press("z");
    assert!(!screen.shows("[+]") && screen.shows("Harbour Owners' League"), "{}", screen.text());
}

#[test]
fn small_screens_do_not_panic_and_say_what_they_need() {
    let mut screen = desk(&[("a.txt", "A\nShort text.")]);
    for (width, height) in [(1, 1), (2, 2), (29, 8), (30, 7), (0, 0)] {
        screen.resize(width, height);
        let _ = screen.buffer();
        screen.press("Enter j x u h");
    }
    screen.resize(29, 7);
    assert!(screen.shows("needs 30x8, has 29x7"), "{}", screen.text());
    screen.resize(30, 8);
    assert!(screen.shows(">"), "{}", screen.text());
}

#[test]
fn tab_turns_the_panes_of_a_small_screen() {
    let mut screen = desk_at(
        40,
        12,
        &[("a.txt", "Title of it\nThe first sentence is here. The second one too.")],
    );
    assert!(screen.shows("> ") || screen.shows(">"));
    screen.press("Tab");
    assert!(screen.shows("1 The first"), "{}", screen.text());
    screen.press("Tab");
    assert!(screen.shows("The first sentence"), "{}", screen.text());
    screen.press("Tab");
    assert!(!screen.selected_row().is_empty());
}

#[test]
fn the_place_comes_back_after_a_detour_over_other_sizes() {
    let text = long();
    let mut screen = desk_at(120, 40, &[("a.txt", &text)]);
    screen.press("Enter G k k k");
    let before = screen.text();
    screen.resize(200, 50).resize(60, 20).resize(120, 60).resize(120, 40);
    assert_eq!(screen.text(), before);
    screen.resize(200, 50).press("k k").resize(120, 40);
    assert_ne!(screen.text(), before, "what the reader moves is where the reader wants it");
}
