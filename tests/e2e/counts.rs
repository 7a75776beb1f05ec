//! The keys that a job takes, as the README counts them: each row of its table is pressed.

use std::fs;

use crate::{desk::Desk, screen::Screen};

const ARTICLES: &[(&str, &str)] = &[
    (
        "a.md",
        "---\ntitle: Harbour talks resume\nsource: Port Times\n---\n\nMarta Lindqvist met the dock workers on Monday. Marta Lindqvist said the port would open again. The workers asked Marta Lindqvist for a promise.\n",
    ),
    (
        "b.md",
        "---\ntitle: Quarry closes\nsource: Lake Courier\n---\n\nThe quarry above the village was closed on Tuesday. Nobody was hurt.\n",
    ),
    (
        "c.md",
        "---\ntitle: Budget passes\nsource: Port Times\n---\n\nThe council passed the budget. Marta Lindqvist voted against it.\n",
    ),
    (
        "d.md",
        "---\ntitle: Weather stays dry\nsource: Lake Courier\n---\n\nit will stay dry until the weekend. farmers hope for rain.\n",
    ),
];

/// What makes a job ready, and what must be so when its keys were pressed.
struct Job {
    name: &'static str,
    config: &'static str,
    before: fn(&mut Screen),
    after: fn(&Desk, &mut Screen),
}

const fn job(name: &'static str, before: fn(&mut Screen), after: fn(&Desk, &mut Screen)) -> Job {
    Job { name, config: "", before, after }
}

fn nothing(_: &mut Screen) {}

/// Two slots filled, nothing on any article, the cursor on the first.
fn slots(screen: &mut Screen) {
    for (slot, tag) in [("1", "port"), ("2", "work")] {
        screen.press(slot);
        screen.wait_for(&format!("name of tag {slot}"));
        screen.type_text(&format!("{tag}\n"));
        screen.wait_saved(&format!("+{tag}"));
        screen.press(slot);
        screen.wait_saved(&format!("-{tag}"));
    }
}

fn tagged(screen: &mut Screen) {
    slots(screen);
    screen.press("1");
    screen.wait_saved("+port");
}

fn tags(desk: &Desk, title: &str) -> Vec<String> {
    desk.tagged().remove(title).map(|article| article.tags).unwrap_or_default()
}

fn state(desk: &Desk, title: &str) -> String {
    desk.tagged().remove(title).map(|article| article.state).unwrap_or_default()
}

/// On the next article, with all on disk.
fn gone_on(screen: &Screen) {
    screen.wait_until("the next article", |view| {
        view.selected().contains("Quarry") && !view.title_line().contains("unsaved")
    });
}

const JOBS: &[Job] = &[
    job("tag an article and go on", slots, |desk, screen| {
        gone_on(screen);
        assert_eq!(tags(desk, "Harbour talks resume"), ["port"]);
        assert_eq!(state(desk, "Harbour talks resume"), "done");
    }),
    Job {
        name: "the same with `advance = \"on-tag\"`",
        config: "[triage]\nadvance = \"on-tag\"\n",
        before: |screen| {
            screen.select("Weather");
            screen.press("1");
            screen.type_text("port\n");
            screen.wait_saved("+port");
            screen.press("g g");
        },
        after: |desk, screen| {
            gone_on(screen);
            assert_eq!(tags(desk, "Harbour talks resume"), ["port"]);
            assert_eq!(state(desk, "Harbour talks resume"), "done");
        },
    },
    job("drop an article and go on", nothing, |desk, screen| {
        gone_on(screen);
        assert_eq!(state(desk, "Harbour talks resume"), "dropped");
    }),
    job("take the last step back", tagged, |desk, screen| {
        screen.wait_saved("undone: +port");
        assert!(tags(desk, "Harbour talks resume").is_empty());
    }),
    job("put two tags on an article and go on", slots, |desk, screen| {
        gone_on(screen);
        assert_eq!(tags(desk, "Harbour talks resume"), ["port", "work"]);
    }),
    job("from the list to all articles that name somebody", nothing, |_, screen| {
        screen.wait_until("her two articles", |view| {
            view.has("Harbour") && view.has("Budget") && !view.has("Quarry") && view.has("1/2")
        });
    }),
    job("export all that has a tag", tagged, |desk, screen| {
        screen.wait_for("1 articles in");
        let written = fs::read_to_string(desk.beside("desk-port.csv")).unwrap();
        assert!(
            written.contains("Harbour talks resume") && !written.contains("Quarry"),
            "{written}"
        );
    }),
    job("narrow to the source of an article", nothing, |_, screen| {
        screen.wait_until("one source", |view| view.has("Budget") && !view.has("Quarry"));
    }),
    job(
        "back to where one was",
        |screen| {
            screen.press("g s");
            screen.wait_until("one source", |view| !view.has("Quarry"));
        },
        |_, screen| {
            screen.wait_for("Quarry");
        },
    ),
    job("all that is not decided yet", nothing, |_, screen| {
        screen.wait_for("> undecided");
    }),
    job("drop all that is shown (above ten, one more: it asks)", nothing, |desk, screen| {
        screen.wait_saved("dropped: 4 articles");
        assert_eq!(desk.tagged().len(), 4);
    }),
];

/// The rows of the README's table: job, keys, count.
fn rows() -> Vec<(String, Vec<String>, usize)> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, rest) = readme.split_once("<!-- counts -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- /counts -->").unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [job, keys, count] = cells[..] else { panic!("{line}") };
        let keys = keys.split(' ').map(|key| key.trim_matches('`').to_owned()).collect();
        (job.to_owned(), keys, count.parse().unwrap())
    };
    table.lines().skip(2).map(row).collect()
}

#[test]
fn each_job_takes_the_keys_that_the_readme_counts() {
    let rows = rows();
    let (told, tested): (Vec<&str>, Vec<&str>) = (
        rows.iter().map(|(job, ..)| job.as_str()).collect(),
        JOBS.iter().map(|job| job.name).collect(),
    );
    assert_eq!(told, tested);
    for ((name, keys, count), job) in rows.iter().zip(JOBS) {
        assert_eq!(keys.len(), *count, "{name}");
        let desk = Desk::with_articles(ARTICLES);
        desk.write_config(job.config);
        let mut screen = desk.open();
        screen.wait_until("all read", |view| view.has("Weather stays dry") && !view.has("reading"));
        (job.before)(&mut screen);
        for key in keys {
            screen.press(key);
        }
        (job.after)(&desk, &mut screen);
        screen.quit();
    }
}
