//! The next run lands where the last one ended: the same screen, row for row.

use crate::{desk::Desk, screen::View};

fn desk() -> Desk {
    let desk = Desk::empty();
    for n in 0..40 {
        let paragraph = |p: u32| format!("Paragraph {p} of report {n} on boats.\n\n");
        let long: String = (0..60).map(paragraph).collect();
        let date = 1 + n % 28;
        let text =
            format!("---\ndate: 2026-03-{date:02}\n---\n# Report {n} of the harbour\n\n{long}");
        desk.write(&format!("{n:02}.md"), text);
    }
    desk.write("x.md", "# No ships at all\n\nNothing came in.\n");
    desk
}

fn is_read(view: &View) -> bool {
    !view.title_line().contains("reading") && view.rows.iter().any(|row| row.contains("Report"))
}

/// Quits and starts again: the screen must be the same.
#[track_caller]
fn same_after(keys: &[&str], typed: &str, size: (u16, u16)) {
    let desk = desk();
    let mut screen = desk.open_at(size.0, size.1);
    screen.wait_until("all read", is_read);
    for key in keys {
        if *key == "type" {
            screen.type_text(typed);
            screen.wait_until("an answer", |view| view.title_line().contains("/40"));
        } else {
            screen.press(key);
        }
    }
    // Its answer says that all keys before it were taken.
    let says = |view: &View| view.last_lines().contains(" left, ");
    screen.press("Ctrl-g");
    screen.wait_until("where one is", says);
    // A key that changes nothing takes the last message away.
    screen.press("Ctrl-l");
    let quiet = |view: &View| view.last_lines().contains("1-9 ") && is_read(view) && !says(view);
    let mut before = screen.wait_until("quiet", quiet).rows;
    for _ in 0..20 {
        // Longer than the text beside the list waits for a key to rest.
        std::thread::sleep(std::time::Duration::from_millis(150));
        let now = screen.view().rows;
        if now == before {
            break;
        }
        before = now;
    }
    screen.quit();
    let mut again = desk.open_at(size.0, size.1);
    again.wait_until("the same screen", |view| view.rows == before);
    again.quit();
}

#[test]
fn in_the_list_sorted() {
    same_after(&["j", ",", "d", "Ctrl-d", "Ctrl-d", "k"], "", (80, 24));
}

#[test]
fn in_a_text_that_a_query_found_scrolled_and_unfolded() {
    let keys = ["/", "type", ",", "t", "j", "j", "Enter", "PageDown", "PageDown", "j", "z"];
    same_after(&keys, "boats\n", (80, 24));
    same_after(&keys, "boats\n", (160, 50));
}

#[test]
fn back_leads_through_the_views_of_the_last_run() {
    let desk = desk();
    let mut screen = desk.open();
    screen.wait_until("all read", is_read);
    screen.press("/");
    screen.type_text("boats\n");
    screen.wait_until("found", |view| view.title_line().contains("/40"));
    screen.press("\\");
    screen.type_text("date:2026-03-02\n");
    screen.wait_until("narrowed", |view| view.title_line().contains("/2"));
    screen.quit();
    let mut again = desk.open();
    again.wait_until("narrowed", |view| view.title_line().contains("/2") && is_read(view));
    again.press("h");
    again.wait_until("the query", |view| view.title_line().contains("/40"));
    again.press("h");
    again.wait_until("all", |view| view.title_line().contains("/41"));
    again.quit();
}

#[test]
fn another_tags_file_has_its_own_history_and_place() {
    let desk = desk();
    let with = |tags: &str| {
        let folder = desk.folder();
        let arguments = [folder.as_os_str(), "--tags".as_ref(), tags.as_ref()];
        desk.start(&arguments, (80, 24), &[])
    };
    let mut screen = with("one.toml");
    screen.wait_until("all read", is_read);
    screen.press("*");
    screen.wait_saved("star");
    screen.press("j");
    screen.quit();
    let mut screen = with("two.toml");
    let view = screen.wait_until("all read", is_read);
    assert!(view.rows[1].starts_with('>'), "{:?}", view.rows);
    screen.press("x");
    screen.wait_saved("drop");
    screen.quit();
    let mut screen = with("one.toml");
    let view = screen.wait_until("all read", is_read);
    assert!(view.rows[2].starts_with('>'), "{:?}", view.rows);
    screen.press("u");
    screen.wait_for("undone: star");
    screen.press("u");
    screen.wait_for("nothing to undo");
    screen.quit();
}

#[test]
fn what_the_shell_has_tagged_is_undone_on_the_screen() {
    let desk = desk();
    let outcome = desk.run(&["tag", "DESK", "+port", "-q", "title:harbour"]);
    assert_eq!(outcome.code(), Some(0));
    let mut screen = desk.open();
    screen.wait_until("all read", is_read);
    screen.press("u");
    screen.wait_for("undone: +port on 40 articles");
    screen.wait_saved("undone: +port on 40 articles");
    screen.quit();
    assert!(desk.tagged().is_empty());
}

#[test]
fn what_was_searched_for_comes_back_in_the_next_run() {
    let desk = desk();
    let mut screen = desk.open();
    screen.wait_until("all read", is_read);
    screen.press("/");
    screen.type_text("Paragraph is:new");
    screen.press("Enter");
    screen.wait_for("40 articles: Paragraph is:new");
    screen.quit();
    let mut again = desk.open();
    again.wait_until("all read", is_read);
    again.press("/");
    again.wait_for("Enter search");
    again.press("Up");
    again.wait_until("what was typed", |view| view.last_lines().contains("/Paragraph is:new"));
    again.press("Esc");
    again.quit();
}
