//! However the program ends, the terminal is as it was.

use crate::{
    desk::Desk,
    screen::{ALTERNATE, Screen, show},
};

fn opened() -> (Desk, Screen) {
    let desk = Desk::with_articles(&[("a.txt", "A quiet day\n\nNothing happened.\n")]);
    let screen = desk.open();
    screen.wait_for("A quiet day");
    assert!(screen.view().modes.contains(&ALTERNATE) && !screen.is_cooked());
    (desk, screen)
}

#[track_caller]
fn assert_restored(screen: &Screen, how: &str) {
    let view = screen.view();
    assert!(view.modes.is_empty(), "{how}: left behind: {:?}", view.modes);
    assert!(screen.is_cooked(), "{how}: the terminal is still raw");
    assert_eq!(screen.left_behind(), Vec::<String>::new(), "{how}");
    assert!(!view.has("panicked"), "{how}\n{}", show(&view));
}

#[test]
fn quitting_restores_the_terminal() {
    for keys in ["Q", "q", "Ctrl-c"] {
        let (_desk, mut screen) = opened();
        screen.press(keys);
        assert!(screen.exit().success(), "{keys}");
        assert_restored(&screen, keys);
    }
}

#[test]
fn signals_restore_the_terminal_and_end_the_program_truly() {
    for (name, says) in
        [("TERM", "Terminated"), ("HUP", "Hangup"), ("INT", "Interrupt"), ("QUIT", "Quit")]
    {
        let (_desk, mut screen) = opened();
        screen.signal(name);
        let status = screen.exit();
        assert_eq!(status.signal(), Some(says), "{name}: {status:?}");
        assert_restored(&screen, name);
    }
}

#[test]
fn a_signal_loses_no_tag() {
    let (desk, mut screen) = opened();
    screen.press("1");
    screen.type_text("calm\n");
    screen.wait_saved("+calm");
    screen.press("*");
    screen.signal("TERM");
    screen.exit();
    assert_eq!(desk.tagged()["A quiet day"].tags, ["calm"]);
}

#[test]
fn a_closed_window_ends_the_program() {
    let (_desk, mut screen) = opened();
    screen.hang_up();
    screen.exit();
}
