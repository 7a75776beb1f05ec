//! Other programs: the editor, what articles are sent to, what opens links. All started without a
//! shell, and none of them brings the reader down.

use std::fs;

use crate::{
    desk::Desk,
    screen::{ALTERNATE, Screen},
};

const FERRY: &str = "---\ntitle: Ferry gets a second engine\nsource: Coast Wire\ndate: 2026-04-11\nurl: \
    https://coast.example/ferry?a=1&b=$(touch%20pwned)\n---\nThe ferry will be faster from autumn. See \
    https://shipyard.example/engines;touch;pwned too.\n";

fn desk() -> Desk {
    Desk::with_articles(&[("a.md", FERRY), ("b.txt", "Quarry closes\n\nNobody was hurt there.\n")])
}

fn open(desk: &Desk, environment: &[(&str, &str)]) -> Screen {
    let path = std::env::join_paths(
        std::iter::once(desk.beside("bin"))
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    )
    .unwrap();
    let mut all = vec![("PATH", path.to_str().unwrap())];
    all.extend(environment);
    let screen = desk.start(&[desk.folder().as_os_str()], (100, 30), &all);
    screen.wait_for("Quarry closes");
    screen
}

/// Waits until a file beside the desk has something in it.
fn written(screen: &Screen, desk: &Desk, name: &str) -> String {
    let read = || fs::read_to_string(desk.beside(name)).unwrap_or_default();
    let start = std::time::Instant::now();
    while read().is_empty() && start.elapsed().as_secs() < 20 {
        screen.view();
        std::thread::yield_now();
    }
    read()
}

#[test]
fn what_is_copied_reaches_the_terminal() {
    let desk = desk();
    let mut screen = open(&desk, &[]);
    screen.press("j y y");
    screen.wait_for("copied the title, 13 characters");
    assert_eq!(screen.clipboard().as_deref(), Some("Quarry closes"));
    screen.press("y p");
    screen.wait_for("copied the path");
    let copied = screen.clipboard().unwrap_or_default();
    assert!(copied.starts_with('/') && copied.ends_with("/desk/b.txt"), "{copied}");
    screen.press("A y t");
    screen.wait_for("copied the 2 texts");
    let copied = screen.clipboard().unwrap_or_default();
    assert!(
        copied.starts_with("The ferry will be faster")
            && copied.ends_with("Nobody was hurt there.")
    );
    screen.quit();
}

#[test]
fn a_link_is_one_argument_of_the_opener() {
    let desk = desk();
    desk.write_program("xdg-open", "printf '%s|' $# \"$@\" > opened.tmp; mv opened.tmp opened");
    let mut screen = open(&desk, &[]);
    screen.press("o");
    screen.wait_for("shipyard.example/engines;touch;pwned");
    assert!(!desk.beside("opened").exists(), "nothing is opened before it is asked for");
    screen.press("a");
    screen.wait_for("opening https://coast.example/ferry");
    let opened = written(&screen, &desk, "opened");
    assert_eq!(opened, "1|https://coast.example/ferry?a=1&b=%24(touch%20pwned)|");
    assert!(!desk.beside("pwned").exists() && !desk.folder().join("pwned").exists());
    screen.quit();
}

#[test]
fn an_opener_that_fails_or_is_missing_is_reported() {
    let desk = desk();
    desk.write_program("xdg-open", "echo noise; echo noise >&2; exit 3");
    let mut screen = open(&desk, &[]);
    screen.press("o Enter");
    let view = screen.wait_for("Not opened: xdg-open: exit status: 3.");
    assert!(!view.has("noise"));
    screen.quit();

    desk.write_config("[open]\nprogram = \"no-such-browser --new-tab\"\n");
    let mut screen = open(&desk, &[]);
    screen.press("o Enter");
    screen.wait_for("Not opened: no-such-browser: No such file");
    screen.quit();
}

#[test]
fn an_article_is_sent_to_a_program_and_its_output_is_seen() {
    let desk = desk();
    let mut screen = open(&desk, &[]);
    screen.press("|");
    screen.wait_for("send to program:");
    screen.type_text("tr a-z A-Z\n");
    let view = screen.wait_for("[tr: done] press a key");
    assert!(!view.modes.contains(&ALTERNATE));
    assert!(view.has("FERRY GETS A SECOND ENGINE") && view.has("COAST WIRE  2026-04-11"));
    assert!(view.has("THE FERRY WILL BE FASTER"));
    screen.press("x");
    screen.wait_until("the reader again", |view| {
        view.modes.contains(&ALTERNATE) && view.has("tr: done") && view.has("Quarry closes")
    });
    screen.press("A |");
    screen.type_text("tee all.txt\n");
    screen.wait_for("[tee: done] press a key");
    let sent = fs::read_to_string(desk.beside("all.txt")).unwrap();
    let parts: Vec<&str> = sent.split("\n\u{c}\n").collect();
    assert!(
        parts.len() == 2 && parts[0].starts_with("Ferry gets") && parts[1].starts_with("Quarry")
    );
    screen.press("Space");
    // What asked for the key says so, too.
    screen.wait_until("the reader again", |view| {
        view.modes.contains(&ALTERNATE) && view.has("tee: done")
    });
    screen.quit();
    assert!(desk.tagged().is_empty(), "the keys that went back to the reader decided nothing");
}

#[test]
fn programs_that_fail_are_missing_or_do_not_read_are_reported() {
    let desk = desk();
    desk.write_program("fails", "cat > /dev/null; exit 7");
    let mut screen = open(&desk, &[]);
    for (command, said) in [
        ("fails", "fails: exit status: 7."),
        ("true", "true: done"),
        ("no-such-program", "no-such-program: No such file"),
    ] {
        screen.press("|");
        screen.wait_for("send to program:");
        screen.type_text(&format!("{command}\n"));
        if command != "no-such-program" {
            screen.wait_until("its end", |view| {
                view.has(&format!("[{command}: ")) && !view.modes.contains(&ALTERNATE)
            });
            screen.press("Enter");
        }
        screen.wait_until(said, |view| view.modes.contains(&ALTERNATE) && view.has(said));
    }
    screen.quit();
}

#[test]
fn an_interrupted_program_ends_alone() {
    let desk = desk();
    let mut screen = open(&desk, &[]);
    screen.press("|");
    screen.wait_for("send to program:");
    screen.type_text("sleep 600\n");
    screen.wait_until("the screen left", |view| !view.modes.contains(&ALTERNATE));
    // As an impatient reader does, more often than needed.
    while !screen.view().has("press a key") {
        screen.press("Ctrl-c");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    screen.press("Enter");
    screen.wait_until("the reader again", |view| {
        view.modes.contains(&ALTERNATE) && view.has("Quarry closes")
    });
    assert!(screen.is_running());
    screen.press("j");
    screen.wait_until("the next article", |view| view.selected().contains("Quarry"));
    screen.quit();
}

#[test]
fn an_editor_is_found_with_its_arguments_and_its_failure_keeps_the_draft() {
    let desk = desk();
    desk.write_program("my editor", "[ \"$1\" = -w ] && echo with arguments > \"$2\"");
    desk.write_program("broken", "exit 1");
    let quoted = format!("'{}' -w", desk.beside("bin/my editor").display());
    let mut screen = open(&desk, &[("VISUAL", &quoted), ("EDITOR", "broken")]);
    screen.press("a Ctrl-e");
    screen.wait_saved("note");
    screen.wait_for("with arguments");
    screen.quit();
    assert_eq!(desk.tagged()["Ferry gets a second engine"].note, "with arguments");

    for (editor, said) in
        [("broken", "broken: exit status: 1"), ("no-such-editor", "no-such-editor: No such file")]
    {
        let mut screen = open(&desk, &[("EDITOR", editor)]);
        screen.press("j a");
        screen.type_text("my draft");
        screen.press("Ctrl-e");
        let view = screen.wait_until(said, |view| view.has(said));
        assert!(view.last_lines().contains("my draft"), "{}", view.last_lines());
        screen.press("Ctrl-c");
        screen.quit();
    }
}

#[test]
fn what_the_terminal_answers_to_an_editor_decides_nothing() {
    let desk = desk();
    desk.write_program("editor", "echo from the editor > \"$1\"");
    let editor = desk.beside("bin/editor");
    let mut screen = open(&desk, &[("EDITOR", editor.to_str().unwrap())]);
    // To a question about the version, the background, the cursor and a name.
    let asked =
        "\x1b[>1;3401;0c\x1b]11;rgb:1111/1111/1111\x1b\\\x1bP1$r2 q\x1b\\\x1bP1+r544e=78\x1b\\";
    screen.owe(asked.as_bytes());
    screen.press("a Ctrl-e");
    screen.wait_saved("note");
    screen.press("j *");
    screen.wait_until("starred", |view| view.says_saved("star"));
    screen.quit();
    let tagged = desk.tagged();
    let ferry = &tagged["Ferry gets a second engine"];
    assert_eq!((ferry.note.as_str(), ferry.tags.len()), ("from the editor", 0));
    assert_eq!((ferry.state.as_str(), tagged["Quarry closes"].tags.len()), ("", 0));
}
