//! The folder while one reads: files come, change, move and go; the reader is not disturbed.

use std::fs;

use crate::{desk::Desk, screen::View};

const ARTICLES: &[(&str, &str)] = &[
    ("b.txt", "Bridge opens early\n\nThe bridge was opened on Monday. Traffic was light.\n"),
    ("d.txt", "Drones over the port\n\nA drone was seen above the port at night.\n"),
    ("f.txt", "Ferry strike goes on\n\nThe ferry crews stay ashore.\n"),
];

#[test]
fn a_new_file_joins_the_list_and_the_selection_stays() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = desk.open();
    screen.select("Drones");
    desk.write("a.txt", "Arrival in the morning\n\nA ship came in at dawn.\n");
    desk.write(".hidden.txt", "Hidden words\n\nNobody sees them.\n");
    desk.write("notes.pdf", "no article");
    desk.write("e/g/h.txt", "Deep in a new folder\n\nIt lies two folders down.\n");
    screen.wait_until("two new", |view| view.title_line().contains("2 new"));
    let view = screen.wait_for("Deep in a new folder");
    assert!(view.selected().contains("Drones"), "{:?}", view.rows);
    assert!(view.title_line().contains("/5") && !view.has("Hidden"), "{:?}", view.rows);
    screen.press("g g");
    let view = screen.wait_until("one looked at", |view| {
        view.title_line().contains("1 new") && view.selected().contains("Arrival")
    });
    assert!(view.rows.iter().any(|row| row.starts_with('+') && row.contains("Deep")));
    screen.press("/");
    screen.type_text("dawn\n");
    screen.wait_until("found", |view| view.has("Arrival") && !view.has("Bridge"));
    screen.quit();
}

#[test]
fn a_changed_file_is_announced_and_read_when_it_is_left_or_asked_for() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = desk.open();
    screen.select("Bridge");
    screen.press("x");
    screen.wait_saved("drop");
    screen.select("Drones");
    // Another file than the one that is read changes at once; an editor puts a new one in its place.
    let new = desk.folder().join(".b.txt.swp");
    desk.write(".b.txt.swp", "Bridge closed again\n\nThe bridge was closed on Friday.\n");
    fs::rename(&new, desk.folder().join("b.txt")).unwrap();
    let view = screen.wait_for("Bridge closed again");
    assert!(!view.has("Bridge opens early") && view.title_line().contains("1 new"));
    assert!(view.rows.iter().any(|row| row.starts_with('!') && row.contains("closed again")));
    screen.wait_for("dropped stays with the one before");
    // What is being read stays until the reader wants the other.
    screen.press("Enter");
    desk.write("d.txt", "Drones were kites\n\nThe drones over the port were kites.\n");
    let view = screen.wait_for("file changed, R reads it");
    assert!(view.has("A drone was seen above the port") && !view.has("kites"));
    screen.press("R");
    screen.wait_until("the new text", |view| view.has("were kites.") && view.has("changed"));
    screen.press("h");
    screen.wait_until("the new title", |view| view.selected().contains("Drones were kites"));
    // The same text written again is no news.
    desk.write("f.txt", ARTICLES[2].1);
    desk.write("z.txt", "Zebra last\n\nIt came after all.\n");
    let view = screen.wait_for("Zebra last");
    assert!(!view.has("file changed"), "{:?}", view.rows);
    screen.quit();
    let states: Vec<String> = desk.tagged().into_values().map(|article| article.state).collect();
    assert_eq!(states, ["dropped"], "the decision on the old text is kept");
}

#[test]
fn a_file_that_moves_keeps_its_decisions_and_one_that_goes_stays_in_sight() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = desk.open();
    screen.select("Ferry");
    screen.press("x");
    screen.wait_saved("drop");
    screen.select("Ferry");
    let at = |name: &str| desk.folder().join(name);
    fs::create_dir(at("old")).unwrap();
    fs::rename(at("f.txt"), at("old/a.txt")).unwrap();
    fs::remove_file(at("d.txt")).unwrap();
    let gone =
        |view: &View| view.rows.iter().any(|row| row.starts_with('?') && row.contains("Dro"));
    let view = screen.wait_until("the drones gone", gone);
    assert!(view.selected().contains("Ferry") && view.selected().contains('x'), "{:?}", view.rows);
    assert!(!view.title_line().contains("new"), "{:?}", view.rows);
    screen.press("R");
    let view = screen.wait_until("two left", |view| view.title_line().contains("/2"));
    assert!(view.selected().contains("Ferry") && !view.has("Drones"), "{:?}", view.rows);
    // A whole folder goes by another name.
    fs::rename(at("old"), at("older")).unwrap();
    desk.write("older/new.txt", "New beside it\n\nIt came into the folder.\n");
    screen.wait_until("it beside the ferry", |view| {
        let there = view.has("New beside it") && view.title_line().contains("/3");
        there && view.selected().contains("Ferry")
    });
    screen.quit();
}

#[test]
fn thousands_of_files_at_once_are_all_taken() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = desk.open();
    screen.select("Drones");
    for n in 0..2000 {
        desk.write(&format!("c/{n:04}.txt"), format!("Item {n}\n\nShip {n} came.\n"));
    }
    screen.wait_until("all of them", |view| {
        let title = view.title_line();
        title.contains("/2003") && title.contains("2000 new") && !title.contains("reading")
    });
    assert!(screen.view().selected().contains("Drones"));
    fs::remove_dir_all(desk.folder().join("c")).unwrap();
    screen.press("k");
    screen.wait_until("they are gone", |view| {
        view.selected().starts_with('>') && {
            view.rows.iter().filter(|row| row.starts_with('?')).count() > 3
                || view.title_line().contains("/3")
        }
    });
    screen.press("R");
    screen.wait_until("only the first", |view| view.title_line().contains("/3"));
    screen.quit();
}

#[test]
fn a_tags_file_that_is_edited_by_hand_is_taken_over() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = desk.open();
    screen.select("Bridge");
    screen.press("x");
    screen.wait_saved("drop");
    let text = fs::read_to_string(desk.tags_file()).unwrap();
    desk.write("tags.toml", text.replace("dropped", "later"));
    screen.wait_for("tags were changed outside");
    screen.wait_until("put off", |view| {
        view.rows.iter().any(|row| row.contains("Bridge") && row.get(1..2) == Some("p"))
    });
    desk.write("tags.toml", "format = 1\n[[article");
    screen.wait_for("not taken over");
    desk.write("tags.toml", text);
    screen.wait_for("the tags file is in order again");
    screen.select("Bridge");
    screen.press("*");
    screen.wait_saved("star");
    screen.quit();
    assert_eq!(desk.tagged()["Bridge opens early"].state, "dropped");
}

#[test]
fn where_it_is_not_wanted_nothing_is_noticed() {
    let desk = Desk::with_articles(ARTICLES);
    let folder = desk.folder();
    let mut screen = desk.start(&["--no-watch".as_ref(), folder.as_os_str()], (80, 24), &[]);
    screen.wait_for("Bridge");
    desk.write("a.txt", "Arrival in the morning\n\nA ship came in at dawn.\n");
    screen.select("Drones");
    screen.press("R");
    screen.wait_for("3 articles");
    assert!(!screen.view().has("Arrival"));
    screen.quit();
}
