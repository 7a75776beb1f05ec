//! Correcting names by keyboard: merged, hidden, renamed, of another kind, watched; kept, exported,
//! taken back.

use std::fs;

use crate::{
    desk::Desk,
    screen::{Screen, View},
};

const ARTICLES: &[(&str, &str)] = &[
    (
        "a-envoy.txt",
        "Envoy returns to Velmora\n\nZiyad Nakhala met reporters on Sunday. Ziyad Nakhala said that talks would go on. Oskar Lindqvar was silent.\n",
    ),
    (
        "b-talks.txt",
        "Talks go on\n\nZiad Nakhaleh left the talks on Monday. Oskar Lindqvar stayed in the room. Petra Quell wrote it down.\n",
    ),
];

const COMMENT: &str = "# kept by hand: ask Petra about the spellings";

fn open(desk: &Desk) -> Screen {
    let screen = desk.open();
    screen.wait_until("both articles are read", |view| {
        view.has("Envoy returns") && view.has("who  ") && !view.title_line().contains("reading")
    });
    screen
}

/// The rows of the open list of names.
fn names(view: &View) -> &[String] {
    let heading = |row: &String| row.starts_with("── ") && row.contains(" desk ");
    let from = view.rows.iter().position(heading).map_or(view.rows.len(), |at| at + 1);
    &view.rows[from..]
}

fn on(name: &str) -> impl Fn(&View) -> bool {
    move |view| names(view).iter().any(|row| row.starts_with("> ") && row.contains(name))
}

/// Moves the cursor of the open list of names to one of them.
fn choose(screen: &mut Screen, name: &str) {
    let view = screen.wait_until(&format!("{name} in the list"), |view| {
        on("")(view) && names(view).iter().any(|row| row.contains(name))
    });
    let place =
        |wish: &dyn Fn(&str) -> bool| names(&view).iter().position(|row| wish(row)).unwrap();
    let (from, to) = (place(&|row| row.starts_with("> ")), place(&|row| row.contains(name)));
    for _ in 0..from.abs_diff(to) {
        screen.press(if from < to { "j" } else { "k" });
    }
    screen.wait_until(&format!("the cursor on {name}"), on(name));
}

fn corrections(desk: &Desk) -> String {
    fs::read_to_string(desk.folder().join("entities.toml")).unwrap_or_default()
}

/// The value of a column of the export, by article.
fn exported(desk: &Desk, column: &str) -> Vec<String> {
    let out = desk.run(&["export", "DESK", "-q", "", "-f", "csv"]);
    assert_eq!(out.code(), Some(0), "{}", out.err());
    let text = out.out();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let at = table.headers().unwrap().iter().position(|name| name == column).unwrap();
    table.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

fn correct_all(screen: &mut Screen) {
    screen.select("Talks go on");
    screen.press("e");
    choose(screen, "Ziad Nakhaleh");
    screen.press("m /");
    screen.type_text("ziy");
    screen.wait_until("the other spelling", on("Ziyad Nakhala"));
    screen.press("Enter");
    screen.wait_saved("merged Ziad Nakhaleh into Ziyad Nakhala in all articles");
    screen.press("r Ctrl-u");
    screen.type_text("Ziyad al-Nakhala\n");
    screen.wait_saved("renamed Ziyad Nakhala to Ziyad al-Nakhala");
    choose(screen, "Petra Quell");
    screen.press("d");
    screen.wait_saved("hid Petra Quell");
    choose(screen, "Oskar Lindqvar");
    screen.press("O");
    screen.wait_saved("Oskar Lindqvar is an organization");
    screen.press("w");
    screen.wait_saved("watching Oskar Lindqvar");
}

#[test]
fn corrections_are_kept_exported_and_taken_back() {
    let desk = Desk::with_articles(ARTICLES);
    desk.write("entities.toml", format!("{COMMENT}\n\n[[hide]]\nname = \"Sunday Times\"\n"));
    let mut screen = open(&desk);
    correct_all(&mut screen);
    screen.press("e");
    screen.quit();
    let text = corrections(&desk);
    assert!(text.contains(COMMENT) && text.contains("Sunday Times"), "{text}");
    assert!(!desk.tags_file().exists(), "no article was decided on");

    let mut again = open(&desk);
    again.select("Talks go on");
    again.wait_for("Ziyad al-Nakhala");
    again.press("e");
    choose(&mut again, "Oskar Lindqvar");
    again.wait_until("its kind and the watch", |view| {
        view.rows.iter().any(|row| row.contains("Oskar Lindqvar") && row.contains("organization w"))
    });
    choose(&mut again, "Ziyad al-Nakhala");
    again.press("Enter");
    again.wait_for("2 articles: person:\"Ziyad al-Nakhala\"");
    again.quit();

    assert_eq!(exported(&desk, "persons"), ["Ziyad al-Nakhala", "Ziyad al-Nakhala"]);
    assert_eq!(exported(&desk, "organizations"), ["Oskar Lindqvar", "Oskar Lindqvar"]);
}

#[test]
fn each_correction_is_taken_back_by_one_key() {
    let desk = Desk::with_articles(ARTICLES);
    desk.write("entities.toml", format!("{COMMENT}\n"));
    let mut screen = open(&desk);
    correct_all(&mut screen);
    for label in ["watching", "Oskar Lindqvar is an", "hid Petra", "renamed Ziyad", "merged Ziad"] {
        screen.press("u");
        screen.wait_saved(&format!("undone: {label}"));
    }
    screen.wait_until("the names as they were found", |view| {
        view.has("Ziad Nakhaleh") && view.has("Petra Quell") && !view.has("organization")
    });
    screen.press("e");
    screen.quit();
    let text = corrections(&desk);
    assert!(text.contains(COMMENT), "{text}");
    assert!(!text.contains("Nakhala") && !text.contains("[["), "{text}");
}

#[test]
fn what_was_corrected_in_an_earlier_run_is_shown_as_found_by_one_key() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = open(&desk);
    correct_all(&mut screen);
    screen.press("e");
    screen.quit();
    let mut again = open(&desk);
    again.select("Talks go on");
    again.press("e");
    for name in ["Petra Quell", "Ziyad al-Nakhala", "Oskar Lindqvar"] {
        choose(&mut again, name);
        again.press("x");
        again.wait_saved(&format!("{name} as found"));
    }
    choose(&mut again, "Oskar Lindqvar");
    again.press("w");
    again.wait_saved("no longer watching");
    again.press("e");
    again.quit();
    assert!(!corrections(&desk).contains("[["), "{}", corrections(&desk));
}

#[test]
fn a_phrase_marked_in_the_text_is_a_name_in_the_next_run() {
    let desk = Desk::with_articles(&[
        (
            "a.txt",
            "Night at sea\n\nThe crew of the night ferry slept. Nobody saw the night ferry leave.\n",
        ),
        (
            "b.txt",
            "Morning\n\nThe Night Ferry was late by an hour. People waited for it in the rain.\n",
        ),
    ]);
    let mut screen = desk.open();
    screen.wait_for("Night at sea");
    screen.select("Night at sea");
    screen.press("Enter /");
    screen.type_text("night\n");
    screen.press("n v W F");
    screen.wait_saved("as a facility in all articles");
    screen.quit();
    let mut again = desk.open();
    again.wait_for("Night at sea");
    again.press("h");
    again.select("Morning");
    again.press("e");
    again.wait_until("the name in the other article", |view| {
        view.rows
            .iter()
            .any(|row| row.to_lowercase().contains("night ferry") && row.contains("facility"))
    });
    again.press("e");
    again.quit();
}
