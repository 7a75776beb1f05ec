//! What can be wrong at the start: each a clear message and its exit status.

use std::{ffi::OsStr, fs};

use crate::desk::Desk;

fn one_article() -> Desk {
    Desk::with_articles(&[("a.txt", "A quiet day\n\nNothing happened.\n")])
}

#[test]
fn a_missing_folder_is_named() {
    let desk = Desk::empty();
    desk.run(&["list", "/no/such/folder"]).fails_with(2, &["/no/such/folder"]);
    let mut screen = desk.start(&[OsStr::new("/no/such/folder")], (80, 24), &[]);
    assert_eq!(screen.exit().exit_code(), 2);
    assert!(screen.view().has("/no/such/folder"));
    assert!(screen.view().modes.is_empty());
}

#[test]
fn an_empty_folder_is_said_to_be_empty() {
    let desk = Desk::empty();
    desk.run(&["list", "DESK"]).fails_with(1, &["no article"]);
    let mut screen = desk.open();
    screen.wait_until("no articles", |view| {
        view.rows.iter().any(|row| row.to_lowercase().contains("no article"))
    });
    screen.press("Q");
    assert!(screen.exit().exit_code() <= 1);
}

#[test]
fn a_folder_without_a_readable_article_names_what_is_there() {
    let desk = Desk::empty();
    desk.write("photo.jpg", b"\xff\xd8\xff\xe0 not text");
    desk.run(&["list", "DESK"]).fails_with(1, &["no article", "jpg"]);
}

#[test]
fn without_a_terminal_the_screen_is_not_started() {
    let desk = one_article();
    let outcome = desk.run(&["DESK"]);
    outcome.fails_with(2, &["terminal"]);
    assert_eq!(outcome.out(), "", "an escape would go into the pipe");
}

#[test]
fn a_dumb_terminal_is_refused_in_plain_words() {
    let desk = one_article();
    let folder = desk.folder();
    let mut screen = desk.start(&[folder.as_os_str()], (80, 24), &[("TERM", "dumb")]);
    assert_eq!(screen.exit().exit_code(), 2);
    assert!(screen.view().has("dumb"));
    assert!(!screen.raw().contains(&0x1b), "a dumb terminal knows no escapes");
}

#[test]
fn a_broken_config_is_reported_with_its_place() {
    let desk = one_article();
    desk.write_config("[summary]\nsentencs = 3\n\n[text]\nwidth = \"wide\"\n");
    let outcome = desk.run(&["list", "DESK"]);
    outcome.fails_with(
        3,
        &["config.toml:2:1", "sentencs", "did you mean \"sentences\"", "config.toml:5:"],
    );
    let mut screen = desk.open();
    assert_eq!(screen.exit().exit_code(), 3);
    assert!(screen.view().has("config.toml:2:1"));
}

const BROKEN: &str = "format = 1\n\n[[article]\nid = \"\u{1b}]0;x\u{7}\"\n";

#[test]
fn a_broken_tags_file_stops_commands_and_is_left_alone() {
    let desk = one_article();
    desk.write("tags.toml", BROKEN);
    for arguments in
        [&["list", "DESK"][..], &["tag", "DESK", "+x", "a.txt"], &["export", "DESK", "-f", "csv"]]
    {
        desk.run(arguments).fails_with(3, &["tags.toml:3:"]);
    }
    assert_eq!(fs::read_to_string(desk.tags_file()).unwrap(), BROKEN);
}

#[test]
fn with_a_broken_tags_file_the_desk_opens_read_only() {
    let desk = one_article();
    desk.write("tags.toml", BROKEN);
    let mut screen = desk.open();
    screen.wait_for("A quiet day");
    screen.wait_for("tags.toml:3:");
    screen.wait_for("read-only");
    screen.press("*");
    screen.press("x");
    screen.wait_for("read-only");
    screen.press("Q");
    screen.exit();
    assert_eq!(fs::read_to_string(desk.tags_file()).unwrap(), BROKEN);
    assert_eq!(desk.names(), ["a.txt", "tags.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_broken_tags_file_that_is_mended_lets_the_reader_decide() {
    let desk = one_article();
    desk.write("tags.toml", BROKEN);
    let mut screen = desk.open();
    screen.wait_for("tags.toml:3:");
    screen.wait_until("the folder is watched", |view| !view.has("reading"));
    desk.write("tags.toml", "format = 1\n\n[[tag]]\nname = \"strike\"\nslot = 1\n");
    // Where nobody tells of the change, S looks.
    screen.press("S");
    screen.wait_for("in order again");
    screen.press("1");
    screen.wait_until("saved", |view| view.says_saved("strike"));
    screen.press("Q");
    screen.exit();
    assert_eq!(desk.tagged()["A quiet day"].tags, ["strike"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_tags_file_that_another_program_removes_is_written_again() {
    let desk = one_article();
    let mut screen = desk.open();
    screen.wait_for("A quiet day");
    screen.press("*");
    screen.wait_until("saved", |view| view.says_saved("star"));
    let text = fs::read_to_string(desk.tags_file()).unwrap();
    screen.wait_until("all is read", |view| !view.has("reading"));
    fs::remove_file(desk.tags_file()).unwrap();
    screen.wait_for("written again");
    assert_eq!(fs::read_to_string(desk.tags_file()).unwrap(), text);
    screen.press("q");
    screen.exit();
}

#[cfg(target_os = "linux")]
#[test]
fn decisions_that_are_on_no_disk_any_more_are_not_left_silently() {
    let desk = one_article();
    let beside = desk.beside("kept");
    fs::create_dir(&beside).unwrap();
    let file = beside.join("mine.toml");
    let folder = desk.folder();
    let arguments = [folder.as_os_str(), OsStr::new("--tags"), file.as_os_str()];
    let mut screen = desk.start(&arguments, (120, 24), &[]);
    screen.wait_for("A quiet day");
    screen.press("*");
    screen.wait_until("saved", |view| view.says_saved("star"));
    screen.wait_until("all is read", |view| !view.has("reading"));
    fs::remove_dir_all(&beside).unwrap();
    screen.wait_for("not on disk");
    screen.press("q");
    screen.wait_for("Quitting again loses all decisions");
    fs::create_dir(&beside).unwrap();
    screen.press("S");
    screen.wait_for("written again");
    screen.press("q");
    assert_eq!(screen.exit().exit_code(), 0);
    assert!(fs::read_to_string(&file).unwrap().contains("star = true"));
}

/// A desk with a tags file and a copy of it of the day before, as the program has made it.
fn with_a_backup() -> (Desk, std::path::PathBuf) {
    let desk = one_article();
    for tag in ["+first", "+second"] {
        assert_eq!(desk.run(&["tag", "DESK", tag, "a.txt"]).code(), Some(0));
    }
    let folder = fs::read_dir(desk.beside("state/copydesk/backups")).unwrap().next().unwrap();
    let made = fs::read_dir(folder.unwrap().path()).unwrap().next().unwrap().unwrap().path();
    let copy = made.with_file_name("2026-03-01.tags.toml");
    fs::rename(made, &copy).unwrap();
    (desk, copy)
}

#[test]
fn a_broken_tags_file_is_mended_by_the_backup_that_the_message_names() {
    let (desk, copy) = with_a_backup();
    desk.write("tags.toml", BROKEN);
    let copy_shown = copy.display().to_string();
    desk.run(&["list", "DESK"]).fails_with(3, &["hint:", &copy_shown]);
    let check = desk.run(&["check", "DESK"]);
    check.fails_with(3, &["tags.toml:3:", &copy_shown]);
    assert!(check.out().contains("backup   2026-03-01: 1 kept, in "), "{}", check.out());
    let mut screen = desk.open_at(200, 24);
    screen.wait_for("copy the last whole one");
    screen.press("Q");
    screen.exit();
    fs::copy(copy, desk.tags_file()).unwrap();
    assert_eq!(desk.tagged()["A quiet day"].tags, ["first"]);
    assert_eq!(desk.run(&["tag", "DESK", "+third", "a.txt"]).code(), Some(0));
}

#[test]
fn the_backups_of_a_desk_whose_tags_file_was_emptied_are_named() {
    let (desk, _) = with_a_backup();
    desk.write("tags.toml", "");
    let check = desk.run(&["check", "DESK"]);
    assert_eq!(check.code(), Some(0), "{}", check.err());
    let told = "the newest copy, of 2026-03-01, has 1 decided";
    assert!(check.err().contains(told), "{}", check.err());
    let mut screen = desk.open_at(200, 24);
    screen.wait_for(told);
    screen.quit();
    assert!(check.out().contains("backup   2026-03-01: 1 kept, in "), "{}", check.out());
    assert_eq!(desk.run(&["tag", "DESK", "+a", "a.txt"]).code(), Some(0));
    assert!(!desk.run(&["check", "DESK"]).out().contains("backup"));
}

#[test]
fn a_tags_file_of_an_older_version_is_migrated_and_kept() {
    let desk = one_article();
    desk.write("tags.toml", "format = 0 # old\n");
    let outcome = desk.run(&["tag", "DESK", "+x", "a.txt"]);
    assert_eq!(outcome.code(), Some(0), "{}", outcome.err());
    assert!(outcome.err().contains("tags.toml.format-0"), "{}", outcome.err());
    let read = |name: &str| fs::read_to_string(desk.folder().join(name)).unwrap();
    assert_eq!(read("tags.toml.format-0"), "format = 0 # old\n");
    assert!(read("tags.toml").contains("format = 1 # old\n"));
}

#[test]
fn an_export_never_takes_the_place_of_the_decisions_or_of_an_article() {
    let desk = one_article();
    assert_eq!(desk.run(&["tag", "DESK", "+x", "a.txt"]).code(), Some(0));
    let article = desk.folder().join("a.txt");
    let names = desk.folder().join("entities.toml");
    for (file, is) in [(desk.tags_file(), "decisions"), (names, "decisions"), (article, "article")]
    {
        let before = fs::read_to_string(&file).ok();
        let name = file.display().to_string();
        let outcome = desk.run(&["export", "DESK", "-f", "csv", "--force", "-o", &name]);
        outcome.fails_with(5, &[&name, is]);
        assert_eq!(fs::read_to_string(&file).ok(), before);
    }
}

#[test]
fn a_tags_file_of_a_newer_version_is_refused() {
    let desk = one_article();
    desk.write("tags.toml", "format = 99\n");
    desk.run(&["list", "DESK"]).fails_with(3, &["newer", "99"]);
}

#[test]
fn a_tags_file_that_cannot_be_one_is_refused() {
    let desk = one_article();
    fs::create_dir(desk.tags_file()).unwrap();
    desk.run(&["tag", "DESK", "+x", "a.txt"]).fails_with(3, &["tags.toml"]);
}

#[test]
fn tags_of_a_folder_that_cannot_be_written_go_to_the_data_directory() {
    let desk = one_article();
    let mut permissions = fs::metadata(desk.folder()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(desk.folder(), permissions.clone()).unwrap();
    // Permissions do not stop a superuser; there is nothing to see then.
    if tempfile::NamedTempFile::new_in(desk.folder()).is_err() {
        let mut screen = desk.open();
        screen.wait_for("A quiet day");
        screen.press("*");
        screen.wait_until("the star saved", |view| view.says_saved("star"));
        screen.quit();
        assert_eq!(desk.names(), ["a.txt"]);
        assert_eq!(fs::read_dir(desk.beside("data/copydesk/desks")).unwrap().count(), 1);
    }
    #[expect(clippy::permissions_set_readonly_false, reason = "its own temporary folder")]
    permissions.set_readonly(false);
    fs::set_permissions(desk.folder(), permissions).unwrap();
}

#[test]
fn an_export_never_overwrites_and_says_where_it_cannot_write() {
    let desk = one_article();
    assert_eq!(desk.run(&["tag", "DESK", "+x", "a.txt"]).code(), Some(0));
    desk.write("out.csv", "mine");
    let there = desk.folder().join("out.csv");
    let gone = desk.folder().join("no/such/folder/out.csv");
    for file in [&there, &gone] {
        let outcome = desk.run(&["export", "DESK", "-f", "csv", "-o", file.to_str().unwrap()]);
        outcome.fails_with(5, &["out.csv"]);
    }
    assert_eq!(fs::read_to_string(there).unwrap(), "mine");
}

#[test]
fn wrong_use_is_told_from_nothing_found() {
    let desk = one_article();
    desk.run(&["list", "DESK", "--format", "pigeon"]).fails_with(2, &["pigeon"]);
    desk.run(&["export", "DESK", "-f", "pigeon"]).fails_with(2, &["pigeon"]);
    assert_eq!(
        desk.run(&["export", "DESK", "--tag", "nobody-has-it", "-f", "csv"]).code(),
        Some(1)
    );
}

#[test]
fn a_terminal_without_unicode_gets_ascii_only() {
    let desk = Desk::with_articles(&[
        ("a.txt", "Café strike — day three\n\nDockers “walked out” in Ørsund… العربية 漢字 too.\n"),
        ("é.txt", "Other\n\nNothing.\n"),
    ]);
    let folder = desk.folder();
    let mut screen = desk.start(&[folder.as_os_str()], (80, 24), &[("LC_ALL", "C")]);
    screen.wait_for("Cafe strike - day three");
    screen.wait_for("\"walked out\"");
    screen.press("Enter");
    screen.press("?");
    screen.wait_for("keys:");
    screen.press("Esc");
    screen.wait_until("the help closed", |view| !view.has("keys:"));
    screen.quit();
    let raw = screen.raw();
    assert!(raw.is_ascii(), "{:?}", String::from_utf8_lossy(&raw));
}

#[test]
fn what_is_not_saved_is_named_when_a_signal_ends_the_reader() {
    let desk = one_article();
    let mut screen = desk.open();
    screen.wait_for("A quiet day");
    // Nothing can take the place of a folder.
    fs::create_dir(desk.tags_file()).unwrap();
    screen.press("*");
    screen.wait_for("unsaved");
    screen.wait_for("not saved");
    screen.signal("TERM");
    assert_eq!(screen.exit().signal(), Some("Terminated"));
    let said = String::from_utf8_lossy(&screen.raw()).into_owned();
    let (_, after) = said.rsplit_once("\u{1b}[?1049l").unwrap();
    assert!(after.contains("copydesk: 1 change not saved"), "{after}");
}
