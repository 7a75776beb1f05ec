//! Keys, signals and hang-ups at random moments.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::{
    desk::Desk,
    moments::{ALL, Moment, OWN, desk, reach, start},
    report,
    screen::{ALTERNATE, Screen, show},
    times,
};

#[track_caller]
fn assert_restored(screen: &Screen, how: &str) {
    let view = screen.view();
    assert_eq!(screen.left_behind(), Vec::<String>::new(), "{how}\n{}", show(&view));
    assert!(view.modes.is_empty(), "{how}: left behind: {:?}", view.modes);
    assert!(!String::from_utf8_lossy(&screen.raw()).contains("panicked"), "{how}");
}

/// Brings the program to moments, one after another, and has `end` end it there.
fn tries(
    how: &str,
    controlling: bool,
    moments: &[Moment],
    end: impl Fn(&Desk, &mut Screen, Moment, &str),
) {
    let (begin, desk, count) = (Instant::now(), desk(), times(6));
    for seed in 0..count {
        let moment = moments[usize::try_from(seed).unwrap() % moments.len()];
        let what = format!("{how}, try {seed}, {moment:?}");
        // Each begins in the list, wherever the one before was ended.
        let _there_is_none_at_first = fs::remove_dir_all(desk.beside("state/copydesk/sessions"));
        let mut screen = start(&desk, controlling, &[]);
        reach(&mut screen, moment, seed);
        end(&desk, &mut screen, moment, &what);
    }
    report(how, count, begin);
}

#[test]
fn the_key_q() {
    tries(
        "q",
        true,
        &[Moment::Starting, Moment::Analysing, Moment::Saving],
        |_, screen, _, what| {
            // A key pressed before the screen is there may be lost with the line it stood on.
            for _ in 0..1000 {
                screen.press("q");
                if !screen.is_running() {
                    break;
                }
                crate::moments::pause(10_000);
            }
            assert!(screen.exit().success(), "{what}");
            assert_restored(screen, what);
        },
    );
}

fn ended_by(signal: &str, says: &str, moments: &[Moment]) {
    tries(&format!("SIG{signal}"), true, moments, |_, screen, _, what| {
        screen.signal(signal);
        let status = screen.exit();
        assert_eq!(status.signal(), Some(says), "{what}: {status:?}");
        assert_restored(screen, what);
    });
}

#[test]
fn terminate() {
    ended_by("TERM", "Terminated", &ALL);
}

#[test]
fn hang_up_by_a_signal() {
    ended_by("HUP", "Hangup", &ALL);
}

#[test]
fn interrupt() {
    ended_by("INT", "Interrupt", &OWN);
}

#[test]
fn quit() {
    ended_by("QUIT", "Quit", &OWN);
}

#[test]
fn stop_and_continue() {
    let moments = [Moment::Analysing, Moment::Prompt, Moment::Saving];
    tries("SIGTSTP and SIGCONT", true, &moments, |_, screen, moment, what| {
        screen.signal("TSTP");
        screen.wait_stopped();
        // What it has sent may not have been read yet.
        screen.wait_until("the screen given back", |view| view.modes.is_empty());
        assert_restored(screen, what);
        screen.signal("CONT");
        screen.wait_until("the screen again", |view| {
            view.modes.contains(&ALTERNATE) && view.has("Item 0")
        });
        assert!(!screen.is_cooked(), "{what}");
        if moment == Moment::Prompt {
            screen.wait_for("half a na");
            screen.press("Ctrl-c");
        }
        screen.quit();
        assert_restored(screen, what);
    });
}

/// What a process has used of the processor, in hundredths of a second.
fn used(id: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

/// Closes the terminal: the program must end, and not look for it at full speed until then.
fn gone(screen: &mut Screen, what: &str) -> Duration {
    let id = screen.id();
    let (begin, before) = (screen.hang_up(), used(id));
    let mut after = before;
    while screen.is_running() {
        after = used(id).or(after);
        assert!(begin.elapsed() < Duration::from_secs(20), "{what}: it goes on running");
        crate::moments::pause(2_000);
    }
    let spent = after.zip(before).map_or(0, |(after, before)| after.saturating_sub(before));
    assert!(spent < 100, "{what}: {spent} hundredths of a second of the processor");
    let (took, status) = (begin.elapsed(), screen.status());
    let ended_well = status.success() || status.signal() == Some("Hangup");
    assert!(ended_well, "{what}: {status:?}");
    took
}

fn hang_ups(how: &str, controlling: bool) {
    let slowest = std::sync::Mutex::new(Duration::ZERO);
    tries(how, controlling, &ALL, |desk, screen, _, what| {
        let took = gone(screen, what);
        assert!(!desk.beside("state/copydesk/crashes").exists(), "{what}: a fault was noted");
        let mut slowest = slowest.lock().unwrap();
        *slowest = took.max(*slowest);
    });
    println!("{how}: gone after {:?} at the latest", slowest.into_inner().unwrap());
}

#[test]
fn a_window_that_is_closed() {
    hang_ups("closed terminal", true);
}

#[test]
fn a_window_that_is_closed_without_a_signal() {
    hang_ups("closed terminal, no SIGHUP", false);
}

#[test]
fn a_window_that_is_closed_while_a_program_has_asked_for_a_key() {
    let desk = desk();
    let mut screen = start(&desk, false, &[]);
    reach(&mut screen, Moment::Analysing, 0);
    screen.press("|");
    screen.wait_for("send to program:");
    screen.type_text("true\n");
    screen.wait_for("press a key");
    gone(&mut screen, "asked for a key");
}

#[test]
fn a_program_that_reads_nothing_and_ends_for_nobody_does_not_keep_it() {
    let desk = desk();
    desk.write(
        "000.txt",
        format!("Item 000 is long\n\n{}", "Nothing of it is read. ".repeat(9000)),
    );
    let deaf = desk.beside("bin/deaf");
    desk.write_program(
        "deaf",
        "trap '' TERM HUP INT\nfor i in 1 2 3 4 5 6 7 8 9; do sleep 1; done",
    );
    let mut screen = start(&desk, true, &[]);
    reach(&mut screen, Moment::Analysing, 0);
    screen.press("g g |");
    screen.wait_for("send to program:");
    screen.type_text(&format!("{}\n", deaf.display()));
    screen.wait_until("the screen left", |view| !view.modes.contains(&ALTERNATE));
    screen.signal("TERM");
    let status = screen.status();
    assert_eq!(status.signal(), Some("Terminated"), "{status:?}");
    assert_restored(&screen, "deaf");
}

/// One that is killed leaves the terminal as it needed it.
#[test]
fn a_program_that_leaves_the_terminal_in_disorder() {
    let desk = desk();
    let mess = "stty raw -echo -isig < /dev/tty; printf '\\033[?1000h\\033[?1003h\\033[?1006h\\033[?1004h' > /dev/tty; kill -9 $$";
    desk.write_program("dies", mess);
    let dies = desk.beside("bin/dies");
    let mut screen = start(&desk, true, &[("EDITOR", dies.to_str().unwrap())]);
    screen.wait_until("the list", |view| view.selected().contains("Item "));
    screen.press("a Ctrl-e");
    screen.wait_for("signal: 9");
    screen.press("Esc");
    screen.wait_until("no prompt", |view| !view.has("note:"));
    screen.press("|");
    screen.wait_for("send to program:");
    screen.type_text(&format!("{}\n", dies.display()));
    screen.wait_for("press a key");
    screen.press("Enter");
    screen.wait_for("Nothing here was changed");
    screen.signal("TERM");
    assert_eq!(screen.exit().signal(), Some("Terminated"));
    assert_restored(&screen, "a program in disorder");
}
