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
