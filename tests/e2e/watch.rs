//! The watch list: given in the settings and beside the desk, shown, walked, asked for.

use crate::desk::Desk;

const ARTICLES: &[(&str, &str)] = &[
    ("a.txt", "Bridge opens early\n\nThe bridge was opened on Monday. Traffic was light.\n"),
    ("b.txt", "Ferry strike goes on\n\nThe ferry crews stay ashore, said Ilse Marnow.\n"),
    ("c.txt", "Rain again\n\nIt rained all week. The lake is full.\n"),
    ("d.txt", "Drone over the port\n\nA UAV-12 was seen above the port at night.\n"),
    ("e.txt", "Old mill sold\n\nThe mill was sold to a FERRY CREWS club.\n"),
];

fn desk() -> Desk {
    let desk = Desk::with_articles(ARTICLES);
    desk.write("../config/copydesk/watch.txt", "# unions\nferry crews\n\nno such words\n");
    desk.write_config(
        "[[watch]]\nfile = \"watch.txt\"\n[[watch]]\nregex = 'UAV-\\d+'\ncolor = \"red\"\n",
    );
    desk
}

#[test]
fn watched_articles_are_shown_walked_and_asked_for() {
    let desk = desk();
    let mut screen = desk.open();
    screen.wait_for("w ferry crews");
    screen.wait_for("w UAV-");
    screen.select("Bridge");
    for title in ["Ferry", "Drone", "Old mill"] {
        screen.press("]");
        screen.wait_until(title, |view| view.selected().contains(title));
    }
    screen.press("]");
    screen.wait_for("no more watched articles");
    screen.quit();

    let listed = desk.run(&["list", "DESK", "-q", "is:watched", "--format", "paths"]);
    let names: Vec<String> =
        listed.out().lines().filter_map(|line| Some(line.rsplit('/').next()?.to_owned())).collect();
    assert_eq!(names, ["b.txt", "d.txt", "e.txt"], "{}", listed.err());
    let table = desk.run(&["list", "DESK", "-q", "is:watched UAV"]).out();
    assert!(table.contains("w UAV-\\d+") && table.lines().count() == 1, "{table}");
}

#[test]
fn a_fault_of_the_list_is_told_before_anything_opens() {
    let desk = desk();
    desk.write_config("[[watch]]\nregex = \"(\"\n[[watch]]\nfile = \"none.txt\"\n");
    desk.run(&["list", "DESK"]).fails_with(3, &["config.toml:2:9", "config.toml:4:8", "none.txt"]);
}
