//! Terminals of any size, and what is none.

use std::{
    ffi::OsStr,
    fs,
    process::{Command, Stdio},
};

use crate::{
    chance,
    desk::Desk,
    moments::{desk, pause},
    screen::Screen,
    times,
};

/// Most memory that the program has had, in MiB.
fn most_memory(screen: &Screen) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", screen.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() >> 10
}

/// Brings it back to an ordinary size and sees that it is all there.
fn recovers(screen: &mut Screen) {
    screen.resize(80, 24);
    screen.wait_until("the list again", |view| {
        view.has("Item 0") && !view.last_lines().trim().is_empty()
    });
    for _ in 0..1000 {
        screen.press("Q");
        if !screen.is_running() {
            break;
        }
        pause(10_000);
    }
    assert!(screen.exit().success());
    assert_eq!(screen.left_behind(), Vec::<String>::new());
    assert!(!String::from_utf8_lossy(&screen.raw()).contains("fault of"));
}

#[test]
fn a_terminal_without_a_size_or_of_a_million_cells_is_a_terminal() {
    let desk = desk();
    for (columns, rows) in [(0, 0), (0, 24), (80, 0), (1, 1), (1000, 1000)] {
        let mut screen = desk.open_at(columns, rows);
        screen.press("j j");
        pause(50_000);
        for (columns, rows) in [(1000, 1000), (1, 1), (0, 0), (80, 24), (columns, rows)] {
            screen.resize(columns, rows);
            screen.press("j k");
            pause(20_000);
        }
        let most = most_memory(&screen);
        assert!(most < 400, "{columns}x{rows}: {most} MiB");
        recovers(&mut screen);
    }
}

#[test]
fn a_storm_of_sizes_passes() {
    let desk = desk();
    let mut screen = desk.open();
    for seed in 0..times(10) * 30 {
        let side = |seed, most| u16::try_from(chance(seed, most)).unwrap();
        screen.resize(side(seed * 2, 220), side(seed * 2 + 1, 70));
        if seed % 7 == 0 {
            screen.press(["j", "Enter", "Esc", "Tab", "e", "Esc"][side(seed, 6) as usize]);
        }
    }
    screen.press("Esc Esc Esc");
    recovers(&mut screen);
}

#[test]
fn a_terminal_that_does_not_say_what_it_is_is_used() {
    let desk = desk();
    let mut command = desk.command(&[desk.folder().as_os_str()], &[]);
    command.env_remove("TERM");
    let mut screen = Screen::start(command, (80, 24));
    screen.wait_for("Item 000");
    screen.quit();
    assert_eq!(screen.left_behind(), Vec::<String>::new());
}

/// Starts the program in a terminal with one end of it elsewhere.
fn redirected(desk: &Desk, how: &str) -> Screen {
    let mut command = portable_pty::CommandBuilder::new("sh");
    command.env_clear();
    for (name, value) in desk.environment() {
        command.env(name, value);
    }
    let script = format!("exec \"$0\" \"$1\" {how}");
    let program = env!("CARGO_BIN_EXE_copydesk");
    command.args(["-c".as_ref(), script.as_ref(), OsStr::new(program), desk.folder().as_os_str()]);
    Screen::start(command, (80, 24))
}

#[test]
fn what_is_no_terminal_is_named_and_gets_no_escapes() {
    let desk = desk();
    let file = desk.beside("out");
    for (how, named) in [
        (format!("> '{}'", file.display()), "standard output"),
        ("< /dev/null".to_owned(), "standard input"),
        ("< /dev/zero".to_owned(), "standard input"),
    ] {
        let mut screen = redirected(&desk, &how);
        assert_eq!(screen.exit().exit_code(), 2, "{how}");
        let view = screen.view();
        assert!(view.has("this needs a terminal") && view.has(named), "{how}: {:?}", view.rows);
        assert!(!screen.raw().contains(&0x1b), "{how}");
    }
    assert_eq!(fs::read(&file).unwrap(), b"");
    // With its messages elsewhere it can do its work all the same.
    let mut screen = redirected(&desk, "2> /dev/null");
    screen.wait_for("Item 000");
    screen.quit();
    let closed = Command::new("sh")
        .args(["-c", "exec \"$0\" \"$1\" <&- >&-", env!("CARGO_BIN_EXE_copydesk")])
        .arg(desk.folder())
        .envs(desk.environment())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(closed.status.code(), Some(2), "{}", String::from_utf8_lossy(&closed.stderr));
}
