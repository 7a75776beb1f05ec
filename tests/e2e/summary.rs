//! The summary in the terminal and on the command line: the same sentences for the same reasons.

use crate::desk::Desk;

const ARTICLES: &[(&str, &str)] = &[(
    "mill.txt",
    "Old mill sold\n\nThe old mill beside the lake was sold to a club on Monday. The town had wanted \
     to keep it for a museum of boats. The club wants to dance there from the spring of next year. \
     The roof of the mill has been leaking for as long as anyone remembers. The neighbours fear for \
     the storks on the chimney of the mill.\n",
)];

#[test]
fn reasons_interest_and_neighbours_are_those_that_show_prints() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = desk.open();
    screen.wait_for("1 The old mill");
    screen.press("r");
    screen.wait_for("(lead)");
    screen.press("c");
    screen.wait_for("with its neighbours");
    screen.press("c");
    screen.press("c");
    screen.press("c");
    screen.press("/");
    screen.type_text("storks");
    screen.wait_for("for: storks");
    screen.press("Enter");
    screen.wait_for("(says storks)");
    screen.quit();

    let plain = desk.run(&["show", "DESK", "mill.txt", "--reasons"]).out();
    assert!(plain.contains("\nSummary\n1. The old mill") && plain.contains("(lead)"), "{plain}");
    for about in [["--about", "storks"], ["-q", "storks -dragons"]] {
        let shown = desk.run(&["show", "DESK", "mill.txt", "--reasons", about[0], about[1]]).out();
        assert!(shown.contains("Summary for: storks"), "{shown}");
        let words: Vec<&str> = shown.split_whitespace().collect();
        assert!(words.join(" ").contains("(says storks)"), "{shown}");
    }
    let absent = desk.run(&["show", "DESK", "mill.txt", "--reasons", "--about", "dragons"]).out();
    assert_eq!(absent, plain);
    let annotated = desk.run(&["annotate", "--reasons", "DESK"]).out();
    assert!(annotated.contains("\"reasons\":[\"lead\",\"lead\",\"lead\"]"), "{annotated}");
}

#[test]
fn a_target_of_words_holds_in_the_settings_and_on_the_command_line() {
    let desk = Desk::with_articles(ARTICLES);
    let sentences = |text: &str| {
        text.lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()) && l.contains(". "))
            .count()
    };
    let count =
        |words: &str| sentences(&desk.run(&["show", "DESK", "mill.txt", "--words", words]).out());
    assert_eq!((count("10"), count("26"), count("400")), (1, 2, 5));
    desk.run(&["show", "DESK", "mill.txt", "--words", "10", "--sentences", "2"])
        .fails_with(2, &["--words"]);
    let annotated = desk.run(&["annotate", "--words", "26", "DESK"]).out();
    assert!(annotated.contains("\"summary\":[1,2]"), "{annotated}");
    desk.write_config("[summary]\nwords = 26\n");
    let mut screen = desk.open();
    let view = screen.wait_for("2 The town had wanted");
    assert!(!view.has("3 The club"));
    screen.press("+");
    screen.wait_for("3 The club");
    screen.quit();
    // The length is taken up where it was left.
    let mut screen = desk.open();
    screen.wait_for("3 The club");
    screen.quit();
}

/// Articles of one paper, each with the same line at its end.
fn courier() -> Vec<(String, String)> {
    let nouns = ["ferry", "bridge", "mill", "harbour", "museum", "market"];
    let article = |noun: &&str| {
        let text = format!(
            "Town to close its {noun}\n\nThe old {noun} will be closed from Monday, the council said. \
             Its keeper was not told.\n\nVisitors of the {noun} are asked to go elsewhere.\n\nOur \
             readers in the hills get the Courier by the evening bus.\n"
        );
        (format!("{noun}.txt"), text)
    };
    nouns.iter().map(article).collect()
}

#[test]
fn a_line_that_a_source_writes_under_all_its_articles_is_folded_everywhere() {
    let articles = courier();
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let desk = Desk::with_articles(&articles);
    let mut screen = desk.open_at(120, 40);
    // Also in the article that was read first.
    screen.wait_for("[+] not the article's own, 1 line: Our readers");
    screen.press("+");
    screen.press("+");
    screen.wait_for("summary: 5 sentences");
    let view = screen.wait_for("3 Visitors of the");
    assert!(!view.has("4 Our readers"), "{}", crate::screen::show(&view));
    assert!(view.has("30 words"), "{}", crate::screen::show(&view));
    screen.quit();

    let shown = desk.run(&["show", "DESK", "mill.txt", "--sentences", "9"]).out();
    assert!(shown.contains("[boilerplate]\nOur readers") && !shown.contains("4. Our"), "{shown}");
    let listed = desk.run(&["list", "DESK", "--format", "jsonl"]).out();
    assert_eq!(listed.matches("\"words\":30,").count(), 6, "{listed}");
    let annotated = desk.run(&["annotate", "DESK"]).out();
    assert_eq!(annotated.matches("\"kind\":\"boilerplate\"").count(), 6, "{annotated}");
    let exported = desk.run(&["export", "DESK", "--all", "-f", "jsonl"]).out();
    assert!(!exported.contains("Our readers"), "{exported}");
    // By itself an article does not tell.
    let alone = desk.beside("desk/mill.txt");
    let alone = desk.run(&["annotate", &alone.to_string_lossy()]).out();
    assert!(!alone.contains("boilerplate"), "{alone}");
}
