//! The program in a terminal, brought to a moment in which it may be ended.

use std::{fmt::Write, thread, time::Duration};

use crate::{
    chance,
    desk::Desk,
    screen::{ALTERNATE, Screen},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Starting,
    Analysing,
    Prompt,
    Saving,
    /// Another program has the terminal.
    Program,
    Editor,
}

pub const OWN: [Moment; 4] = [Moment::Starting, Moment::Analysing, Moment::Prompt, Moment::Saving];
pub const ALL: [Moment; 6] = [
    Moment::Starting,
    Moment::Analysing,
    Moment::Prompt,
    Moment::Saving,
    Moment::Program,
    Moment::Editor,
];

/// Enough articles that the program is at work for a while.
pub fn desk() -> Desk {
    let desk = Desk::empty();
    for n in 0..80 {
        let mut text = format!("Item {n:03} of the morning list\n\n");
        for line in 0..40 {
            write!(text, "Ana Lopez of Harbour Works told line {line} of item {n:03}. ").unwrap();
        }
        desk.write(&format!("{n:03}.txt"), text);
    }
    desk.write("tags.toml", "format = 1\n\n[[tag]]\nname = \"calm\"\nslot = 1\n");
    desk.write_program("waits", "exec sleep 600");
    desk
}

/// Starts the program, with a controlling terminal or without, which then tells it of nothing.
pub fn start(desk: &Desk, controlling: bool, environment: &[(&str, &str)]) -> Screen {
    let waits = desk.beside("bin/waits");
    let mut all = vec![("EDITOR", waits.to_str().unwrap())];
    all.extend(environment);
    let mut command = desk.command(&[desk.folder().as_os_str()], &all);
    command.set_controlling_tty(controlling);
    Screen::start(command, (80, 24))
}

/// Brings the program to the moment.
pub fn reach(screen: &mut Screen, moment: Moment, seed: u64) {
    if moment == Moment::Starting {
        return pause(chance(seed, 150_000));
    }
    screen.wait_until("the list", |view| view.selected().contains("Item "));
    match moment {
        Moment::Starting | Moment::Analysing => pause(chance(seed, 100_000)),
        Moment::Prompt => {
            screen.press("t");
            screen.type_text("half a na");
            screen.wait_for("half a na");
        }
        Moment::Saving => {
            screen.press("1");
            pause(chance(seed, 20_000));
        }
        Moment::Program => {
            screen.press("|");
            screen.wait_for("send to program:");
            screen.type_text("sleep 600\n");
            left(screen);
        }
        Moment::Editor => {
            screen.press("a Ctrl-e");
            left(screen);
        }
    }
}

fn left(screen: &Screen) {
    screen.wait_until("the screen left", |view| !view.modes.contains(&ALTERNATE));
}

/// Not waiting for anything: the moment is what is tried.
pub fn pause(microseconds: u64) {
    thread::sleep(Duration::from_micros(microseconds));
}
