//! Keys of the reader's own, the palette and the box of a prefix in the real program; what is said of
//! a config that is wrong; keyboards that tell more keys apart.

use crate::{desk::Desk, screen::Screen};

const ARTICLES: &[(&str, &str)] = &[
    ("a.txt", "Harbour talks resume\n\nThe dock workers met on Monday.\n"),
    ("b.txt", "Quarry closes\n\nNobody was hurt on Tuesday.\n"),
    ("c.txt", "Budget passes\n\nThe council voted on Wednesday.\n"),
];

fn open(desk: &Desk) -> Screen {
    let screen = desk.open();
    screen.wait_for("Harbour talks");
    screen
}

#[test]
fn a_rebinding_and_a_key_with_two_actions_work() {
    let desk = Desk::with_articles(ARTICLES);
    desk.write_config(
        "[[key]]\nkeys = \"g n\"\nrun = [\"tag-1\", \"next\"]\n\n[[key]]\nkeys = \"D\"\nrun = \"drop\"\n\n\
         [[key]]\nkeys = \"x\"\nrun = \"none\"\n",
    );
    let mut screen = open(&desk);
    screen.wait_for("D drop");
    screen.press("g n");
    screen.wait_for("name of tag 1");
    screen.type_text("port\n");
    screen.wait_until("the next article", |view| view.selected().contains("Quarry"));
    screen.press("x");
    screen.wait_for("x is not bound");
    screen.press("D");
    screen.wait_until("dropped and saved", |view| view.says_saved("dropped"));
    screen.quit();
    let tagged = desk.tagged();
    let first = &tagged["Harbour talks resume"];
    assert_eq!((first.tags.clone(), first.state.as_str()), (vec!["port".to_owned()], "done"));
    assert_eq!(tagged["Quarry closes"].state, "dropped");
    assert!(!tagged.contains_key("Budget passes"), "{tagged:?}");
    let keys = desk.run(&["keys"]).out();
    let line = |name: &str| keys.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    assert!(line("tag-1, next").contains("g n") && line("drop ").contains(" D "), "{keys}");
    assert!(!line("drop ").contains(" x "), "{keys}");
}

#[test]
fn the_palette_and_the_box_of_a_prefix_are_shown() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = open(&desk);
    screen.press("g");
    screen.wait_for("articles of the same source");
    screen.press("Esc");
    screen.wait_until("the box gone", |view| !view.has("articles of the same source"));
    screen.press(":");
    screen.wait_for("palette");
    screen.type_text("star");
    screen.wait_for("> star");
    screen.press("Enter");
    screen.wait_until("starred", |view| view.says_saved("star"));
    screen.quit();
    assert!(desk.tagged()["Harbour talks resume"].star);
}

#[test]
fn unclear_keys_are_reported_with_their_place() {
    let desk = Desk::with_articles(ARTICLES);
    desk.write_config(
        "[[key]]\nkeys = \"m\"\nrun = \"dorp\"\n\n[[key]]\nkeys = \"gn\"\nrun = \"star\"\n\n\
         [[key]]\nkeys = \"p z\"\nrun = \"star\"\n",
    );
    let words = [
        "config.toml:3:7: there is no action \"dorp\" (did you mean \"drop\"?)",
        "config.toml:6:8: \"gn\" is no key (did you mean \"g n\"?)",
        "config.toml:10:8: \"p z\" can never be reached",
    ];
    desk.run(&["check"]).fails_with(3, &words);
    desk.run(&["keys"]).fails_with(3, &words);
    let mut screen = desk.open();
    assert_eq!(screen.exit().exit_code(), 3);
    assert!(screen.view().has("config.toml:3:7"));
}

#[test]
fn keys_that_take_an_action_its_last_key_are_a_warning_only() {
    let desk = Desk::with_articles(ARTICLES);
    desk.write_config("[[key]]\nkeys = \"x\"\nrun = \"star\"\n");
    let checked = desk.run(&["check"]);
    assert_eq!(checked.code(), Some(0), "{}", checked.err());
    assert!(checked.err().contains("config.toml:2:8: \"x\" leaves drop without a key"));
    assert!(checked.out().contains("works, with 1 warning"), "{}", checked.out());
    let mut screen = desk.open();
    screen.wait_for("leaves drop without a key");
    screen.press("x");
    screen.wait_until("starred", |view| view.says_saved("star"));
    screen.quit();
}

const ASKED: &[u8] = b"\x1b[>1u";
const GIVEN_BACK: &[u8] = b"\x1b[<1u";
const LEFT: &[u8] = b"\x1b[?1049l";

fn places(raw: &[u8], what: &[u8]) -> Vec<usize> {
    raw.windows(what.len()).enumerate().filter(|(_, w)| *w == what).map(|(at, _)| at).collect()
}

/// Whether the keyboard was given back as often as asked for, and before the screen was left.
#[track_caller]
fn assert_given_back(screen: &Screen, times: usize, how: &str) {
    let raw = screen.raw();
    let (asked, back, left) = (places(&raw, ASKED), places(&raw, GIVEN_BACK), places(&raw, LEFT));
    assert_eq!((asked.len(), back.len()), (times, times), "{how}");
    assert!(back.last() < left.last(), "{how}: each screen has its own");
}

#[test]
fn a_modern_keyboard_is_given_back_however_the_program_ends() {
    for keys in ["Q", "Ctrl-c"] {
        let mut screen = open(&Desk::with_articles(ARTICLES));
        screen.press(keys);
        screen.exit();
        assert_given_back(&screen, 1, keys);
    }
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let mut screen = open(&Desk::with_articles(ARTICLES));
        screen.signal(signal);
        screen.exit();
        assert_given_back(&screen, 1, signal);
    }
}

#[test]
fn a_modern_keyboard_is_given_back_while_the_program_is_stopped() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = open(&desk);
    screen.press("Ctrl-z");
    screen.wait_until("the shell's screen", |view| view.modes.is_empty());
    assert_given_back(&screen, 1, "stopped");
    screen.wait_stopped();
    screen.signal("CONT");
    screen.wait_for("Harbour talks");
    screen.quit();
    assert_given_back(&screen, 2, "ended");
}

#[test]
fn keys_of_a_modern_keyboard_are_understood() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = open(&desk);
    screen.press("*");
    screen.wait_until("starred", |view| view.says_saved("star"));
    screen.press("u");
    screen.wait_until("undone", |view| view.says_saved("undone"));
    // Ctrl-r, a prompt left with Esc, Ctrl-c.
    screen.type_text("\x1b[114;5u");
    screen.wait_until("done again", |view| view.says_saved("redone"));
    screen.type_text("anever\x1b[27u");
    screen.wait_until("the prompt gone", |view| !view.has("never"));
    screen.type_text("\x1b[99;5u");
    assert!(screen.exit().success());
    assert_eq!(desk.tagged()["Harbour talks resume"].note, "");
}
