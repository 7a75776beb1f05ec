//! The main job: open a folder, read, tag, take back, find, quit, go on, export.

use std::collections::BTreeSet;

use crate::{
    desk::{Article, Desk},
    screen::Screen,
};

/// Six short articles; two of them speak of Marta Lindqvist.
const ARTICLES: &[(&str, &str)] = &[
    (
        "a-harbour.txt",
        "Harbour talks resume in Velmora\n\nMarta Lindqvist met the dock workers on Monday. Marta Lindqvist said the port would open again within a week. The workers asked Marta Lindqvist for a promise in writing.\n",
    ),
    (
        "b-quarry.txt",
        "Quarry closes after rockfall\n\nThe quarry above the village was closed on Tuesday. Nobody was hurt when the wall came down. Work may begin again in spring.\n",
    ),
    (
        "c-budget.txt",
        "Budget passes by one vote\n\nThe council passed the budget late on Wednesday. Marta Lindqvist voted against it. The mayor called the vote a relief.\n",
    ),
    (
        "d-weather.txt",
        "Weather stays dry\n\nit will stay dry until the weekend. farmers hope for rain. the river is low.\n",
    ),
    (
        "e-museum.txt",
        "Museum finds lost map\n\nThe map was behind a cupboard. It shows the coast as it was three hundred years ago. Visitors can see it from June.\n",
    ),
    (
        "f-ferry.txt",
        "Ferry gets a second engine\n\nThe ferry will be faster from autumn. The second engine was built nearby. Tickets will cost the same.\n",
    ),
];

fn open(desk: &Desk) -> Screen {
    let screen = desk.open();
    screen.wait_for("Harbour talks resume");
    screen
}

/// Presses an empty slot and gives it a name.
fn name_slot(screen: &mut Screen, slot: &str, name: &str) {
    screen.press(slot);
    screen.wait_until("a question for the tag's name", |view| !view.says_saved("+"));
    screen.type_text(&format!("{name}\n"));
    screen.wait_saved(&format!("+{name}"));
}

fn article(title: &str, tags: &[&str]) -> Article {
    let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
    Article { title: title.to_owned(), tags, ..Article::default() }
}

#[test]
fn the_main_job_from_opening_to_the_tagged_list() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = open(&desk);

    screen.select("Harbour");
    name_slot(&mut screen, "1", "port");
    screen.wait_for("1 port*");
    screen.select("Quarry");
    name_slot(&mut screen, "2", "accident");
    screen.select("Budget");
    screen.press("1");
    screen.wait_saved("+port");

    screen.select("Museum");
    screen.press("t");
    screen.type_text("find culture\n");
    screen.wait_until("both tags saved", |view| view.says_saved("+"));

    screen.select("Weather");
    screen.press("x");
    screen.wait_until("dropped", |view| view.says_saved("drop"));
    wait_for_file(&screen, &desk, "the drop", |desk| {
        state_of(desk, "Weather stays dry") == "dropped"
    });
    screen.press("u");
    wait_for_file(&screen, &desk, "the drop undone", |desk| {
        !desk.tagged().contains_key("Weather stays dry")
    });
    screen.press("Ctrl-r");
    wait_for_file(&screen, &desk, "the drop redone", |desk| {
        state_of(desk, "Weather stays dry") == "dropped"
    });

    screen.select("Harbour");
    screen.press("a");
    screen.type_text("ask her office\n");
    wait_for_file(&screen, &desk, "the note", |desk| {
        desk.tagged()["Harbour talks resume in Velmora"].note == "ask her office"
    });
    screen.press("*");
    wait_for_file(&screen, &desk, "the star", |desk| {
        desk.tagged()["Harbour talks resume in Velmora"].star
    });

    screen.press("/");
    screen.type_text("cupboard\n");
    screen.wait_until("only the museum", |view| view.has("cupboard") && !view.has("Ferry"));
    screen.press("Esc");
    screen.wait_for("Ferry");

    screen.select("Harbour");
    screen.press("e");
    screen.press("Enter");
    screen.wait_until("only what speaks of her", |view| view.has("Budget") && !view.has("Ferry"));
    screen.press("Backspace");
    screen.wait_for("Ferry");

    screen.select("Quarry");
    screen.quit();
    check_file(&desk);

    let mut again = open(&desk);
    again.wait_until("the cursor where it was", |view| view.selected().contains("Quarry"));
    again.wait_for("2 accident*");
    again.select("Harbour");
    again.wait_for("1 port*");
    again.wait_for("ask her office");
    again.quit();
    check_export(&desk);
    assert_eq!(desk.names().last().map(String::as_str), Some("tags.toml"), "{:?}", desk.names());
    assert_eq!(desk.names().len(), ARTICLES.len() + 1, "{:?}", desk.names());
}

fn state_of(desk: &Desk, title: &str) -> String {
    desk.tagged().remove(title).map(|article| article.state).unwrap_or_default()
}

/// Waits until what is on disk is as wished.
#[track_caller]
fn wait_for_file(screen: &Screen, desk: &Desk, wish: &str, condition: impl Fn(&Desk) -> bool) {
    screen.wait_until(wish, |view| !view.title_line().contains("unsaved") && condition(desk));
}

fn check_file(desk: &Desk) {
    let expected = [
        Article { state: "dropped".to_owned(), ..article("Weather stays dry", &[]) },
        Article {
            star: true,
            note: "ask her office".to_owned(),
            ..article("Harbour talks resume in Velmora", &["port"])
        },
        article("Quarry closes after rockfall", &["accident"]),
        article("Budget passes by one vote", &["port"]),
        article("Museum finds lost map", &["culture", "find"]),
    ];
    let tagged = desk.tagged();
    assert_eq!(tagged.len(), expected.len(), "{tagged:?}");
    for article in expected {
        assert_eq!(tagged[&article.title], article);
    }
}

fn check_export(desk: &Desk) {
    let exported = desk.run(&["export", "DESK", "-f", "csv"]);
    assert_eq!(exported.code(), Some(0), "{}", exported.err());
    let out = exported.out();
    let mut table = csv::Reader::from_reader(out.as_bytes());
    let names = table.headers().unwrap().clone();
    let column = |name: &str| names.iter().position(|n| n == name).unwrap();
    let (title, tags) = (column("title"), column("tags"));
    let rows: BTreeSet<(String, String)> = table
        .records()
        .map(|row| row.map(|row| (row[title].to_owned(), row[tags].to_owned())).unwrap())
        .collect();
    let decided: BTreeSet<_> = desk.tagged().into_keys().collect();
    assert_eq!(rows.iter().map(|row| row.0.clone()).collect::<BTreeSet<_>>(), decided, "{out}");
    for (title, tags) in &rows {
        let exported: BTreeSet<_> =
            tags.split([' ', ',', ';', '|']).filter(|t| !t.is_empty()).collect();
        let kept = &desk.tagged()[title].tags;
        assert_eq!(exported, kept.iter().map(String::as_str).collect(), "{out}");
    }
}

#[test]
fn a_second_press_removes_the_tag() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = open(&desk);
    screen.select("Ferry");
    name_slot(&mut screen, "1", "sea");
    screen.press("1");
    screen.wait_saved("-sea");
    screen.quit();
    assert!(desk.tagged().is_empty(), "{:?}", desk.tagged());
}

#[test]
fn a_cancelled_prompt_changes_nothing() {
    let desk = Desk::with_articles(ARTICLES);
    let mut screen = open(&desk);
    for key in ["1", "t", "a"] {
        screen.press(key);
        screen.type_text("never");
        screen.wait_for("never");
        screen.press("Esc");
        screen.wait_until("the prompt gone", |view| !view.has("never"));
    }
    screen.quit();
    assert!(desk.tagged().is_empty(), "{:?}", desk.tagged());
}

#[test]
fn two_programs_on_one_desk_keep_each_others_tags() {
    let desk = Desk::with_articles(ARTICLES);
    let (mut one, mut two) = (open(&desk), open(&desk));
    one.select("Quarry");
    name_slot(&mut one, "1", "mine");
    two.select("Ferry");
    name_slot(&mut two, "1", "yours");
    one.select("Museum");
    one.press("1");
    one.wait_saved("+mine");
    one.quit();
    two.quit();
    let tagged = desk.tagged();
    let titles: Vec<_> = tagged.values().flat_map(|article| &article.tags).collect();
    assert_eq!(tagged.len(), 3, "{tagged:?}");
    assert_eq!(titles.iter().filter(|tag| tag.as_str() == "mine").count(), 2, "{tagged:?}");
}

#[test]
fn a_state_that_was_also_set_elsewhere_is_told() {
    let desk = Desk::with_articles(ARTICLES);
    let folder = desk.folder();
    let start = || {
        // Without looking: as where the other one saves in the same moment.
        let arguments = [folder.as_os_str(), "--no-watch".as_ref()];
        let screen = desk.start(&arguments, (120, 24), &[]);
        screen.wait_for("Harbour talks resume");
        screen
    };
    let (mut one, mut two) = (start(), start());
    one.select("Quarry");
    two.select("Quarry");
    two.press("Space");
    two.wait_saved("done");
    one.press("x");
    one.wait_for("also set to done elsewhere, now dropped: \"Quarry closes after rockfall\"");
    one.quit();
    two.quit();
    assert_eq!(state_of(&desk, "Quarry closes after rockfall"), "dropped");
}

#[test]
fn a_step_is_taken_back_in_a_later_run() {
    let desk = Desk::with_articles(ARTICLES);
    let mut first = open(&desk);
    first.select("Quarry");
    name_slot(&mut first, "1", "mine");
    first.select("Museum");
    first.press("x");
    first.wait_saved("dropped");
    first.quit();
    let mut second = open(&desk);
    second.press("g g");
    second.press("u");
    second.wait_saved("undone: dropped");
    second.wait_until("the cursor there", |view| view.selected().contains("Museum"));
    second.press("u");
    second.wait_saved("undone: +mine");
    second.kill();
    assert!(desk.tagged().is_empty(), "{:?}", desk.tagged());
    let mut third = open(&desk);
    third.press("U");
    third.wait_for("steps, the newest first");
    third.press("Esc");
    third.wait_until("the list closed", |view| !view.has("steps, the newest"));
    third.press("Ctrl-r");
    third.wait_saved("redone: +mine");
    third.quit();
    assert_eq!(desk.tagged()["Quarry closes after rockfall"].tags, ["mine"]);
}
