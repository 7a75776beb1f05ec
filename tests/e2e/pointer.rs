//! The mouse in a real terminal: taken only where it is wanted, and always given back.

use crate::{
    desk::Desk,
    screen::{Screen, show},
};

const MOUSE: &str = "mouse";

fn desk(mouse: bool) -> Desk {
    let desk = Desk::empty();
    for n in 10..60 {
        let text = format!("Item number {n}\n\nMarta Lindqvist saw item {n} on Monday.\n");
        desk.write(&format!("{n}.txt"), text);
    }
    if mouse {
        desk.write_config("[look]\nmouse = true\n");
    }
    desk
}

fn open(mouse: bool) -> (Desk, Screen) {
    let desk = desk(mouse);
    let screen = desk.open();
    screen.wait_for("Item number 12");
    (desk, screen)
}

#[test]
fn without_the_setting_no_byte_is_about_the_mouse() {
    let (_desk, mut screen) = open(false);
    screen.press("j");
    screen.wait_until("the second item", |view| view.selected().contains("11"));
    screen.quit();
    let raw = screen.raw();
    let sent = String::from_utf8_lossy(&raw);
    for mode in ["1000", "1002", "1003", "1006", "1015"] {
        assert!(!sent.contains(&format!("?{mode}")), "{mode} in {sent:?}");
    }
}

#[test]
fn presses_and_the_wheel_do_what_keys_do() {
    let (desk, mut screen) = open(true);
    assert!(screen.view().modes.contains(&MOUSE));
    screen.click_on("Item number 14");
    screen.wait_until("item 14 selected", |view| view.selected().contains("Item number 14"));
    screen.wheel_down(5, 3);
    screen.wait_until("the list moved by three", |view| {
        view.rows[1].contains("Item number 13") && view.selected().contains("Item number 14")
    });
    screen.press("1");
    screen.type_text("port\n");
    screen.wait_saved("+port");
    screen.click_on("1 port*");
    screen.wait_saved("-port");
    screen.click_on("1 port");
    screen.wait_saved("+port");
    screen.press("Enter");
    screen.wait_for("saw item 14");
    screen.quit();
    assert_eq!(desk.tagged()["Item number 14"].tags, ["port"]);
    let modes = screen.view().modes;
    assert!(modes.is_empty(), "left behind: {modes:?}");
}

#[test]
fn the_mouse_is_given_back_at_every_end() {
    for signal in ["TERM", "HUP", "INT"] {
        let (_desk, mut screen) = open(true);
        screen.signal(signal);
        screen.exit();
        let view = screen.view();
        assert!(view.modes.is_empty(), "{signal}: {:?}\n{}", view.modes, show(&view));
    }
}

#[test]
fn the_mouse_is_given_back_while_an_editor_runs() {
    let desk = desk(true);
    desk.write_program(
        "editor",
        "stty -a > /dev/null; echo editing; read line; echo \"$line\" > \"$1\"",
    );
    let editor = desk.beside("bin/editor");
    let environment = [("EDITOR", editor.to_str().unwrap())];
    let mut screen = desk.start(&[desk.folder().as_os_str()], (80, 24), &environment);
    screen.wait_for("Item number 12");
    screen.press("a Ctrl-e");
    let view = screen.wait_for("editing");
    assert!(view.modes.is_empty() && screen.is_cooked(), "{:?}", view.modes);
    screen.type_text("from the editor\n");
    screen.wait_until("the note, and the mouse again", |view| {
        view.has("from the editor") && view.modes.contains(&MOUSE)
    });
    screen.quit();
    assert_eq!(desk.tagged()["Item number 10"].note, "from the editor");
}
