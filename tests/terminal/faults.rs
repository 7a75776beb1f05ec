//! A panic of any thread: the terminal given back or still in use, nothing lost that was decided, and a
//! report without a word of an article. Asked for by `COPYDESK_FAULT`, which only debug builds know.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, time::Instant};

use crate::{
    chance,
    desk::Desk,
    moments::{Moment, desk, reach, start},
    report,
    screen::{Screen, show},
    times,
};

/// What a panic may say: the library quotes the text that was cut at a wrong place.
const SAID: &str = "byte index 3 is not a char boundary; it is inside 'ö' (bytes 2..4) of `Geheim\u{1b}[31m öffnet`";

/// The reports there are.
fn reports(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.beside("state/copydesk/crashes");
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut reports: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    reports.sort();
    reports
}

/// Whether the report is what it should be, is named at the end, and nothing of the text is anywhere.
#[track_caller]
fn assert_reported(desk: &Desk, screen: &Screen, thread: &str, what: &str) {
    let found = reports(desk);
    let path =
        found.last().unwrap_or_else(|| panic!("{what}: no report\n{}", show(&screen.view())));
    let text = fs::read_to_string(path).unwrap();
    for part in [
        &format!("copydesk {}", env!("CARGO_PKG_VERSION")),
        "system: linux",
        "terminal: 80x24, TERM xterm-256color",
        &format!("thread: {thread}\n"),
        "place: src/runtime/fault.rs:",
        "message: byte index 3 is not a char boundary; it is inside […]\n",
        "last actions: ",
        "calls:\n",
    ] {
        assert!(text.contains(part), "{what}: no {part:?} in\n{text}");
    }
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    let sent = String::from_utf8_lossy(&screen.raw()).into_owned();
    for secret in ["Geheim", "öffnet"] {
        assert!(!text.contains(secret) && !sent.contains(secret), "{what}: {secret} got out");
    }
    for private in ["morning", "Lopez", "calm", "000.txt", &*desk.folder().to_string_lossy()] {
        assert!(!text.contains(private), "{what}: {private:?} in\n{text}");
    }
    let said: String = screen.view().rows.concat();
    let name = path.file_name().unwrap().to_string_lossy();
    assert!(said.contains(&*name), "{what}: the report is not named\n{}", show(&screen.view()));
}

/// Tries a fault at a place, after it was passed so often; `go_on` is what the reader does then.
fn tries(
    place: &str,
    thread: &str,
    passes: impl Fn(u64) -> u64,
    go_on: impl Fn(&mut Screen, u64, &str),
) {
    if !cfg!(debug_assertions) {
        return println!(
            "panic in {place}: left out, since a release build cannot be asked for one"
        );
    }
    let (begin, desk, count) = (Instant::now(), desk(), times(4));
    for seed in 0..count {
        let what = format!("panic in {place}, try {seed}");
        let fault = format!("{place} {} {SAID}", passes(seed));
        let mut screen = start(&desk, true, &[("COPYDESK_FAULT", &fault)]);
        go_on(&mut screen, seed, &what);
        assert_eq!(screen.left_behind(), Vec::<String>::new(), "{what}");
        assert_reported(&desk, &screen, thread, &what);
    }
    assert!(reports(&desk).len() <= 10);
    report(&format!("panic in {place}"), count, begin);
}

/// Presses keys until the program has ended, as one that must: 101, and it says why.
fn ends(screen: &mut Screen, what: &str) {
    let given_back =
        |screen: &Screen| String::from_utf8_lossy(&screen.raw()).contains("\x1b[?1049l");
    for _ in 0..1000 {
        if !screen.is_running() || given_back(screen) {
            break;
        }
        screen.press("j");
        crate::moments::pause(5_000);
    }
    let status = screen.exit();
    assert_eq!(status.exit_code(), 101, "{what}: {status:?}");
    let view = screen.view();
    // Keys that came too late stand before it, and it may go on in the next row.
    let said = view.rows.concat();
    assert!(said.contains("error: this is a fault of copydesk"), "{what}\n{}", show(&view));
}

#[test]
fn the_main_thread() {
    tries("main", "main", |seed| chance(seed, 80), |screen, _, what| ends(screen, what));
}

#[test]
fn the_main_thread_while_it_draws() {
    tries("drawing", "main", |seed| chance(seed, 20), |screen, _, what| ends(screen, what));
}

#[test]
fn the_thread_that_reads_keys() {
    tries("input", "input", |seed| chance(seed, 10), |screen, _, what| ends(screen, what));
}

/// Quits in peace.
fn quits(screen: &mut Screen) {
    screen.press("Q");
    let status = screen.exit();
    assert!(status.success(), "{status:?}\n{}", show(&screen.view()));
}

#[test]
fn a_thread_that_reads_articles() {
    tries(
        "reading",
        "worker",
        |seed| chance(seed, 60),
        |screen, seed, _| {
            // Another moment may need the very article that cannot be read.
            screen.wait_until("the list", |view| view.selected().contains("00"));
            wait_for_report(screen);
            crate::moments::pause(chance(seed, 50_000));
            quits(screen);
        },
    );
}

/// Until the screen tells of a report.
fn wait_for_report(screen: &Screen) {
    while !String::from_utf8_lossy(&screen.raw()).contains("fault of the program") {
        screen.view();
        crate::moments::pause(2_000);
    }
}

#[test]
fn the_thread_that_searches() {
    tries(
        "search",
        "search",
        |_| 0,
        |screen, seed, _| {
            reach(screen, Moment::Analysing, seed);
            screen.press("/");
            screen.type_text("harbour");
            wait_for_report(screen);
            screen.press("Ctrl-c");
            quits(screen);
        },
    );
}

#[test]
fn the_thread_that_saves() {
    tries(
        "saver",
        "saver",
        |_| 0,
        |screen, seed, _| {
            reach(screen, Moment::Saving, seed);
            screen.wait_for("by a fault of the program");
            screen.press("S");
            screen.wait_until("all of it saved", |view| !view.title_line().contains("unsaved"));
            quits(screen);
        },
    );
}

#[test]
fn what_was_decided_is_saved_all_the_same() {
    if !cfg!(debug_assertions) {
        return;
    }
    for passes in [0, 1] {
        let desk = desk();
        // In the moment in which the second decision should be handed to the thread that saves.
        let fault = format!("saving {passes} {SAID}");
        let mut screen = start(&desk, true, &[("COPYDESK_FAULT", &fault)]);
        reach(&mut screen, Moment::Analysing, 0);
        screen.press("1");
        if passes == 1 {
            screen.wait_saved("+calm");
            screen.press("* j *");
        }
        let status = screen.exit();
        assert_eq!(status.exit_code(), 101, "{status:?}\n{}", show(&screen.view()));
        assert!(screen.view().rows.concat().contains("everything is saved"));
        let tagged = desk.tagged();
        let first = &tagged["Item 000 of the morning list"];
        assert_eq!((first.tags.as_slice(), first.star), (&["calm".to_owned()][..], passes == 1));
    }
}

#[test]
fn decisions_that_cannot_be_saved_any_more_are_counted() {
    if !cfg!(debug_assertions) {
        return;
    }
    let desk = desk();
    let fault = format!("saving 0 {SAID}");
    let mut screen = start(&desk, true, &[("COPYDESK_FAULT", &fault)]);
    reach(&mut screen, Moment::Analysing, 0);
    desk.write("tags.toml", "format = 1\nbroken");
    screen.press("1");
    assert_eq!(screen.exit().exit_code(), 101);
    assert!(screen.view().rows.concat().contains("1 change not saved"), "{}", show(&screen.view()));
}
