//! Pulls the plug while the reader tags: what the screen called saved is in the file.

use std::{collections::BTreeSet, fmt::Write, time::Duration};

use crate::{desk::Desk, screen::Screen};

/// Kills of an ordinary run; `COPYDESK_KILLS` asks for more.
const KILLS: u64 = 25;
const ARTICLES: usize = 90;
const SLOTS: usize = 9;

/// A title and a tag.
type Tagging = (String, String);

fn kills() -> u64 {
    std::env::var("COPYDESK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS)
}

fn desk() -> Desk {
    let desk = Desk::empty();
    for n in 0..ARTICLES {
        let text =
            format!("Item {n:03} of the morning list\n\nThis is what item {n:03} says. No more.\n");
        desk.write(&format!("{n:03}.txt"), text);
    }
    let mut tags = String::from("format = 1\n");
    for slot in 1..=SLOTS {
        write!(tags, "\n[[tag]]\nname = \"tag{slot}\"\nslot = {slot}\n").unwrap();
    }
    desk.write("tags.toml", tags);
    desk
}

/// Tags some articles, each once the last is saved; then kills the program `delay` after one more.
/// What the screen called saved.
fn tag_and_kill(
    desk: &Desk,
    used: &mut BTreeSet<Tagging>,
    count: u64,
    delay: Duration,
) -> Vec<Tagging> {
    let mut screen = desk.open();
    screen.wait_until("the list", |view| view.selected().contains("Item "));
    let mut saved = Vec::new();
    for step in 0..=count {
        let (title, slot) = next_unused(&mut screen, used);
        screen.press(&slot.to_string());
        if step == count {
            // Not waiting for anything: the moment of the kill is what is tried.
            std::thread::sleep(delay);
            screen.kill();
        } else {
            screen.wait_saved(&format!("+tag{slot}"));
        }
        if screen.view().says_saved(&format!("+tag{slot}")) {
            saved.push((title, format!("tag{slot}")));
        }
    }
    saved
}

/// Moves on to an article that some slot has not been pressed for. No two steps in a row use the same
/// slot, so that a message cannot be taken for that of the step before.
fn next_unused(screen: &mut Screen, used: &mut BTreeSet<Tagging>) -> (String, usize) {
    loop {
        let row = screen.view().selected().to_owned();
        screen.press(if row.contains(&format!("Item {:03}", ARTICLES - 1)) { "g g" } else { "j" });
        let view = screen.wait_until("the next article", |view| {
            view.selected() != row && view.selected().contains("Item ")
        });
        let title = item(view.selected());
        let first = used.len() % SLOTS;
        let slots = (0..SLOTS).map(|n| (first + n) % SLOTS + 1);
        for slot in slots {
            if used.insert((title.clone(), format!("tag{slot}"))) {
                return (title, slot);
            }
        }
    }
}

/// `Item 017` of a row of the list.
fn item(row: &str) -> String {
    row.get(row.find("Item ").unwrap()..).unwrap().chars().take("Item 000".len()).collect()
}

fn kept(desk: &Desk) -> BTreeSet<Tagging> {
    let articles = desk.tagged().into_values();
    articles
        .flat_map(|article| {
            let title = item(&article.title);
            article.tags.into_iter().map(move |tag| (title.clone(), tag))
        })
        .collect()
}

#[test]
fn no_tag_is_lost_whose_saving_was_on_the_screen() {
    let desk = desk();
    let (mut used, mut saved) = (BTreeSet::new(), BTreeSet::new());
    for kill in 0..kills() {
        let delay = Duration::from_micros(kill * 7919 % 30_000);
        saved.extend(tag_and_kill(&desk, &mut used, 1 + kill % 3, delay));
        let kept = kept(&desk);
        let lost: Vec<_> = saved.difference(&kept).collect();
        assert!(lost.is_empty(), "after kill {kill}: {lost:?}");
    }
    let mut screen = desk.open();
    screen.wait_until("the list", |view| view.selected().contains("Item "));
    screen.quit();
    let names = desk.names();
    assert_eq!(names.len(), ARTICLES + 1, "litter: {names:?}");
    assert!(saved.is_subset(&kept(&desk)));
}
