//! Somebody who knows nothing of the program: only what the screen says is pressed.

use std::fs;

use crate::{
    desk::Desk,
    screen::{Screen, View, show},
};

const ARTICLES: &[(&str, &str)] = &[
    (
        "a.txt",
        "Harbour talks resume\n\nMarta Lindqvist met the dock workers on Monday. The port will open.\n",
    ),
    (
        "b.txt",
        "Quarry closes\n\nThe quarry above the village was closed on Tuesday. Nobody was hurt.\n",
    ),
    (
        "c.txt",
        "Budget passes\n\nThe council passed the budget. Marta Lindqvist voted against it.\n",
    ),
];

/// The key that the hint line gives for something: the word before it.
fn key_for(view: &View, what: &str) -> Option<String> {
    let words: Vec<&str> = view.rows.last()?.split_whitespace().collect();
    let at = words.windows(2).position(|pair| pair[1] == what && is_key(pair[0]))?;
    words[at].split('-').next().map(str::to_owned).filter(|key| !key.is_empty())
}

fn is_key(word: &str) -> bool {
    word.chars().count() == 1 || ["Space", "Enter", "Esc", "Tab", "1-9"].contains(&word)
}

/// Presses what the hint line gives for something, and else looks it up in the help.
#[track_caller]
fn press_for(screen: &mut Screen, what: &str) {
    screen.wait_until("hints", |view| key_for(view, "help").is_some());
    // Nobody reads faster than this.
    std::thread::sleep(std::time::Duration::from_millis(200));
    let view = screen.view();
    if let Some(key) = key_for(&view, what) {
        return screen.press(&key);
    }
    let help = key_for(&view, "help").unwrap_or_else(|| panic!("no help on\n{}", show(&view)));
    screen.press(&help);
    screen.wait_for("keys:");
    screen.type_text(what);
    // The keys, what they do, and in the last column the name of it, where there is room.
    let about = |row: &String| row.contains(what) && !row.contains("keys:");
    let view = screen.wait_until(&format!("help about {what}"), |view| view.rows.iter().any(about));
    let named = view.rows.iter().find(|row| row.trim_end().ends_with(&format!(" {what}")));
    let row = named.or_else(|| view.rows.iter().find(|row| about(row))).unwrap();
    let key = row.split_whitespace().next().unwrap().to_owned();
    screen.press("Esc");
    screen.wait_until("the help closed", |view| !view.has("keys:"));
    screen.press(&key);
}

#[test]
fn what_the_screen_says_is_enough_to_open_tag_filter_undo_and_export() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = desk.open();
    screen.wait_until("all read", |view| view.has("Budget passes") && !view.has("reading"));

    press_for(&mut screen, "read");
    screen.wait_until("the text", |view| key_for(view, "back").is_some());
    press_for(&mut screen, "back");
    screen.wait_for("Quarry closes");

    press_for(&mut screen, "tag");
    screen.wait_for("name of tag 1");
    screen.type_text("port");
    screen.press("Enter");
    screen.wait_saved("+port");
    press_for(&mut screen, "next");
    screen.wait_until("the next article", |view| view.selected().contains("Quarry"));
    press_for(&mut screen, "drop");
    screen.wait_saved("dropped");
    press_for(&mut screen, "undo");
    screen.wait_saved("undone: dropped");

    press_for(&mut screen, "search");
    screen.type_text("lindqvist");
    screen.wait_until("two articles", |view| view.has("2/2") && !view.has("Quarry"));
    screen.press("Enter");
    press_for(&mut screen, "back");
    screen.wait_for("Quarry");

    press_for(&mut screen, "export");
    let view = screen.wait_for("csv");
    let line = view.rows.iter().find(|row| row.contains("port") && row.contains("shown")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    let tag = words[words.iter().position(|word| *word == "port").unwrap() - 1].to_owned();
    screen.press(&tag);
    let view = screen.wait_for("tagged port");
    let line = view.rows.iter().find(|row| row.contains("csv")).unwrap();
    let letter = line.split_whitespace().next().unwrap().to_owned();
    screen.press(&letter);
    screen.wait_for("1 articles in");
    let written = fs::read_to_string(desk.beside("desk-port.csv")).unwrap();
    assert!(written.contains("Harbour talks resume") && !written.contains("Budget"), "{written}");
    press_for(&mut screen, "quit");
    assert!(screen.exit().success());
}
