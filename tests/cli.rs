//! The command line as a process: every command and exit status (long because there are many).

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

const STRIKE: &str = "Port strike enters third day\n\nVELMORA, 13 April 2031 (Lake Courier) - \
Dockers in the port of Velmora stopped all cranes on Sunday. Their speaker Idra Solm said that \
talks would go on. The harbour board under Tomas Werrik offered no more money.\n\n\"We are not \
tired,\" Solm said. The Dockers' League has called a march for Tuesday.\n";
const FLOOD: &str = "---\ntitle: River leaves its bed\ndate: 2031-04-10\nsource: Hill Post\nurl: \
https://hillpost.example/flood\n---\n\nThe river Ansa flooded the lower town of Karsk on Thursday. \
Mayor Lena Ostrow asked the army for boats. Nobody was hurt.\n";
const SHORT: &str = "Notice\n\nThe market of Karsk is closed on Monday because of the flood.\n";

/// A home and a desk of three articles, removed at the end.
struct World {
    root: TempDir,
}

impl World {
    fn new() -> Self {
        let world = Self { root: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir_all(world.path("home")).expect("home");
        for (name, text) in
            [("2031/strike.txt", STRIKE), ("2031/flood.md", FLOOD), ("notice.txt", SHORT)]
        {
            world.write(&format!("desk/{name}"), text);
        }
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        let mut file = fs::File::create(path).expect("a file");
        file.write_all(text.as_bytes()).expect("written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    /// The program, with a home of its own and nothing from ours, in the world's folder.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(args).current_dir(self.root.path()).env_clear();
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env(name, self.path("home").join(name));
        }
        command.env("HOME", self.path("home")).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&self.command(args).output().expect("runs"))
    }

    fn pipe(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut stdin = child.stdin.take().expect("piped");
        let input = input.to_owned();
        let feeder = std::thread::spawn(move || {
            let _closed_early = stdin.write_all(input.as_bytes());
        });
        let output = child.wait_with_output().expect("ends");
        feeder.join().expect("fed");
        Ran::of(&output)
    }
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().expect("no signal"),
            out: String::from_utf8(output.stdout.clone()).expect("UTF-8"),
            err: String::from_utf8(output.stderr.clone()).expect("UTF-8"),
        }
    }

    /// Checks the exit status and gives standard output.
    #[track_caller]
    fn is(self, code: i32) -> String {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self.out
    }

    /// Checks that it failed with `code` and that standard error says all of `parts`.
    #[track_caller]
    fn says(self, code: i32, parts: &[&str]) -> String {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in: {}", self.err);
        }
        self.out
    }
}

fn json(lines: &str) -> Vec<serde_json::Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

// Help and what needs no desk.

#[test]
fn help_and_version_go_to_standard_output() {
    let world = World::new();
    let help = world.run(&["--help"]).is(0);
    for part in ["Usage: copydesk", "export", "Exit status", "copydesk demo"] {
        assert!(help.contains(part), "{help}");
    }
    for absent in ["stories", "import", "diff"] {
        assert!(!help.contains(absent), "{absent} does not exist yet");
    }
    assert!(world.run(&["--version"]).is(0).starts_with("copydesk "));
    for command in ["demo", "annotate", "list", "show", "tag", "entities", "export", "check"] {
        assert!(world.run(&[command, "--help"]).is(0).contains("Usage:"), "{command}");
    }
}

#[test]
fn wrong_use_is_told_on_standard_error() {
    let world = World::new();
    for (args, part) in [
        (&["list"][..], "DESK"),
        (&["list", "desk", "--colums"], "--colums"),
        (&["list", "desk", "--format", "xml"], "xml"),
        (&["list", "desk", "--sort", "size"], "no such order"),
        (&["list", "desk", "-0", "--format", "csv"], "-0"),
        (&["export", "desk"], "which format"),
        (&["export", "desk", "-f", "xml"], "xml"),
        (&["export", "desk", "-f", "md", "--bom"], "--bom"),
        (&["annotate"], "INPUT"),
        (&["annotate", "-", "desk"], "cannot be mixed"),
        (&["annotate", "--sentences", "0", "desk"], "0"),
        (&["show", "desk"], "which article"),
        (&["tag", "desk", "notice.txt"], "no tag"),
        (&["tag", "desk", "+a"], "no article"),
        (&["tag", "desk", "+a", "-a", "notice.txt"], "both put and taken"),
        (&["tag", "desk", "+a", "notice.txt", "-q", "is:new"], "two ways"),
        (&["tag", "desk", "+a", "--colour", "notice.txt"], "--colour"),
        (&["man", "exprot"], "copydesk man export"),
        (&["exprot", "desk"], "copydesk export"),
        (&["list", "nowhere"], "nowhere"),
        (&["annotate", "nowhere"], "nowhere"),
    ] {
        let ran = world.run(args);
        assert_eq!(ran.out, "", "{args:?}");
        ran.says(2, &["error: ", part]);
    }
}

#[test]
fn a_query_that_is_none_is_marked_where_it_is_wrong() {
    let world = World::new();
    for args in
        [["list", "desk", "-q", "strike titel:x"], ["export", "desk", "-fcsv", "-qa titel:x"]]
    {
        world.run(&args).says(2, &["no field `titel:`", "^\n", "hint: did you mean `title:`?"]);
    }
    world.run(&["list", "desk", "-q", "is:marked"]).says(2, &["while reading", "is:tagged"]);
    world.run(&["list", "desk", "-q", "is:copy"]).says(2, &["yet"]);
}

#[test]
fn without_a_folder_usage_is_shown_unless_articles_are_here() {
    let world = World::new();
    let mut command = world.command(&[]);
    command.current_dir(world.path("home"));
    let ran = Ran::of(&command.output().expect("runs"));
    ran.says(2, &["holds no articles", "Usage: copydesk", "copydesk demo"]);
}

#[test]
fn the_screen_needs_a_terminal() {
    let world = World::new();
    for args in [&["desk"][..], &["demo"], &["./desk", "--read-only"]] {
        let out = world.run(args).says(2, &["terminal", "copydesk list"]);
        assert_eq!(out, "", "{args:?}");
    }
}

#[test]
fn the_keys_come_from_the_table() {
    let world = World::new();
    let table = world.run(&["keys"]).is(0);
    assert!(table.contains("next-mention") && table.contains("what it does"));
    let rows = world.run(&["keys", "--format", "md"]).is(0);
    assert!(rows.lines().skip(2).all(|row| row.starts_with("| ") && row.ends_with(" |")));
    assert_eq!(rows.lines().count(), copydesk::config::action::ACTIONS.len() + 2);
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let readme = readme.expect("README.md");
    assert!(readme.contains(&rows), "README.md needs this table:\n{rows}");
}

#[test]
fn completions_and_the_manual_come_from_the_arguments() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(world.run(&["completions", shell]).is(0).contains("annotate"), "{shell}");
    }
    world.run(&["completions", "tcsh"]).says(2, &["tcsh"]);
    assert!(world.run(&["man"]).is(0).contains(".TH copydesk"));
    assert!(world.run(&["man", "export"]).is(0).contains("force"));
}

#[test]
fn the_config_is_found_made_and_shown() {
    let world = World::new();
    let path = world.run(&["config", "path"]).is(0);
    assert!(path.trim_end().ends_with("config.toml"));
    world.run(&["config", "init"]).says(0, &["config.toml"]);
    assert!(Path::new(path.trim_end()).is_file());
    world.run(&["config", "init"]).says(5, &["already", "--force"]);
    world.run(&["config", "init", "--force"]).is(0);
    assert!(world.run(&["config", "show"]).is(0).contains("width = 74"));
    world.run(&["list", "desk", "--config", "none.toml"]).says(3, &["none.toml"]);
}

#[test]
fn an_output_that_cannot_be_written_is_status_5() {
    let world = World::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let ran = world.command(&["keys"]).stdout(full).output().expect("runs");
    Ran::of(&ran).says(5, &["error: the output cannot be written"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let world = World::new();
    for args in [&["keys"][..], &["man"], &["completions", "bash"], &["list", "desk"]] {
        let mut child = world
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        drop(child.stdout.take());
        let ran = Ran::of(&child.wait_with_output().expect("ends"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
}

// JSON lines.

#[test]
fn annotate_answers_each_line_and_names_the_bad_ones() {
    let world = World::new();
    let input = "{\"id\":\"a\",\"text\":\"One day.\"}\n{\"id\":1,\"text\":\"Two days.\"}\n\nnonsense\n{\"id\":\"c\",\"text\":\"\"}\n{\"id\":\"d\"}\n";
    let ran = world.pipe(&["annotate", "-"], input);
    assert!(ran.err.contains("line 4") && ran.err.contains("line 6"), "{}", ran.err);
    let objects = json(&ran.is(4));
    let ids: Vec<&str> = objects.iter().map(|o| o["id"].as_str().expect("a string")).collect();
    assert_eq!(ids, ["a", "1", "c"]);
    assert_eq!(objects[1]["text"], "Two days.");
    for key in ["path", "title", "date", "language"] {
        assert!(objects[0].get(key).is_some(), "{key}");
    }
    for key in ["blocks", "sentences", "mentions", "entities", "summary"] {
        assert!(objects[0][key].is_array(), "{key}");
    }
    assert_eq!(world.pipe(&["annotate", "-"], "").is(0), "");
}

#[test]
fn annotate_answers_before_the_input_ends() {
    let world = World::new();
    let mut child = world
        .command(&["annotate", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    let mut answers = BufReader::new(child.stdout.take().expect("piped")).lines();
    for id in ["one", "two"] {
        writeln!(stdin, "{{\"id\":\"{id}\",\"text\":\"Karsk.\"}}").expect("written");
        stdin.flush().expect("flushed");
        let answer = answers.next().expect("an answer").expect("read");
        assert!(answer.contains(&format!("\"id\":\"{id}\"")), "{answer}");
    }
    drop(stdin);
    assert!(child.wait().expect("ends").success());
}

#[test]
fn many_lines_come_back_in_order_twice_the_same() {
    let world = World::new();
    let line = |n| format!("{{\"id\":\"{n}\",\"text\":\"Day {n} in Karsk.\"}}\n");
    let input = (0..3000).map(line).collect::<Vec<_>>().concat();
    let first = world.pipe(&["annotate", "-"], &input).is(0);
    assert_eq!(first, world.pipe(&["annotate", "-"], &input).is(0));
    for (n, object) in json(&first).iter().enumerate() {
        assert_eq!(object["id"], n.to_string());
    }
}

// A desk. These read real files, names and tags.

#[test]
fn annotate_gives_an_object_for_each_file() {
    let world = World::new();
    let objects = json(&world.run(&["annotate", "desk"]).is(0));
    assert_eq!(objects.len(), 3);
    let strike = objects.iter().find(|o| o["path"] == "2031/strike.txt").expect("the strike");
    assert_eq!(strike["text"], STRIKE);
    assert!(strike["id"].as_str().expect("an id").starts_with("b3:"));
    assert_eq!(strike["summary"].as_array().expect("a list").len(), 3);
    let one = json(&world.run(&["annotate", "--sentences", "1", "desk/2031/strike.txt"]).is(0));
    assert_eq!(one[0]["summary"].as_array().expect("a list").len(), 1);
    let again = world.run(&["annotate", "desk"]).is(0);
    assert_eq!(json(&again), objects);
}

#[test]
fn list_selects_sorts_and_formats() {
    let world = World::new();
    let ids = |args: &[&str]| -> Vec<String> {
        let mut all = vec!["list", "desk", "--format", "paths"];
        all.extend(args);
        world.run(&all).is(0).lines().map(str::to_owned).collect()
    };
    assert_eq!(ids(&[]), ["desk/2031/flood.md", "desk/2031/strike.txt", "desk/notice.txt"]);
    assert_eq!(ids(&["-q", "flood sort:-path"]), ["desk/notice.txt", "desk/2031/flood.md"]);
    assert_eq!(ids(&["-q", "-flood"]), ["desk/2031/strike.txt"]);
    assert_eq!(ids(&["-q", "title:strike or \"market of karsk\""]).len(), 2);
    assert_eq!(ids(&["-q", "date:2031-04-10"]), ["desk/2031/flood.md"]);
    assert_eq!(ids(&["-q", "source:\"hill post\""]), ["desk/2031/flood.md"]);
    assert_eq!(ids(&["--sort", "-path"])[0], "desk/notice.txt");
    let nul = world.run(&["list", "desk", "-0", "-q", "path:notice"]).is(0);
    assert_eq!(nul, "desk/notice.txt\0");
    let table = world.run(&["list", "desk"]).is(0);
    assert!(table.contains("2031-04-10") && table.contains("River leaves its bed"), "{table}");
    let objects = json(&world.run(&["list", "desk", "--format", "jsonl"]).is(0));
    assert_eq!(objects[0]["title"], "River leaves its bed");
    assert_eq!(objects[0]["state"], "new");
    let csv = world.run(&["list", "desk", "--format", "csv"]).is(0);
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), 3);
    world.run(&["list", "desk", "-q", "zebra"]).says(1, &["nothing matched"]);
}

#[cfg(unix)]
#[test]
fn odd_file_names_go_through_whole() {
    use std::os::unix::ffi::OsStrExt;
    let world = World::new();
    let name: &[u8] = b"a\nb \x1b[31m.txt";
    let path = world.path("odd").join(std::ffi::OsStr::from_bytes(name));
    fs::create_dir_all(world.path("odd")).expect("a folder");
    fs::copy(world.path("desk/notice.txt"), path).expect("copied");
    let out = world.command(&["list", "odd", "-0"]).output().expect("runs").stdout;
    assert_eq!(out, [b"odd/", name, b"\0"].concat());
    let table = world.run(&["list", "odd"]).is(0);
    assert!(table.lines().count() == 1 && !table.contains('\u{1b}'), "{table:?}");
}

#[test]
fn a_folder_without_articles_says_what_it_holds() {
    let world = World::new();
    world.write("empty/picture.png", "no picture");
    for command in ["list", "annotate"] {
        world.run(&[command, "empty"]).says(1, &["no articles", "png 1"]);
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named_and_the_rest_is_done() {
    let world = World::new();
    // A folder with the name of an article would be walked into; a socket is never an article.
    let _socket =
        std::os::unix::net::UnixListener::bind(world.path("desk/odd.txt")).expect("bound");
    fs::set_permissions(
        world.path("desk/notice.txt"),
        std::os::unix::fs::PermissionsExt::from_mode(0o000),
    )
    .expect("closed");
    if fs::File::open(world.path("desk/notice.txt")).is_ok() {
        return; // The superuser can read everything.
    }
    let ran = world.run(&["annotate", "desk"]);
    assert!(ran.err.contains("notice.txt"), "{}", ran.err);
    assert_eq!(json(&ran.is(4)).len(), 2);
    world.run(&["list", "desk"]).says(4, &["notice.txt"]);
}

#[test]
fn show_prints_text_summary_and_names() {
    let world = World::new();
    let shown = world.run(&["show", "desk", "2031/strike.txt", "--width", "60"]).is(0);
    for part in ["Port strike enters third day", "Summary\n1. ", "2031/strike.txt", "\nText\n"] {
        assert!(shown.contains(part), "{shown}");
    }
    assert!(!shown.contains('\u{1b}') && shown.lines().all(|line| line.chars().count() <= 60));
    let colored = world.run(&["show", "desk", "2031/strike.txt", "--color", "always"]).is(0);
    assert!(colored.contains("\u{1b}["), "{colored}");
    let id = json(&world.run(&["list", "desk", "--format", "jsonl", "-q", "path:strike"]).is(0));
    let id = id[0]["id"].as_str().expect("an id");
    assert_eq!(world.run(&["show", "desk", id, "--width", "60"]).is(0), shown);
    assert_eq!(
        world.run(&["show", "desk", id.get(..9).expect("hex"), "--width", "60"]).is(0),
        shown
    );
    let alone = world.run(&["show", "desk/2031/strike.txt", "--sentences", "1"]).is(0);
    assert!(alone.contains("1. ") && !alone.contains("\n2. "), "{alone}");
    world.run(&["show", "desk", "none.txt"]).says(1, &["no such article"]);
    world.run(&["show", "desk", "b3:00000000000000000000"]).says(1, &["no such article"]);
}

#[test]
fn tags_are_put_taken_and_exported() {
    let world = World::new();
    let said = world.run(&["tag", "desk", "+harbour", "+work", "2031/strike.txt"]).is(0);
    assert!(said.starts_with("+harbour +work  2031/strike.txt"), "{said}");
    let file = world.read("desk/tags.toml");
    assert!(file.contains("harbour") && file.contains("2031/strike.txt"), "{file}");
    assert!(!file.contains("state = \"done\""), "tagging decides nothing: {file}");
    world.run(&["tag", "desk", "+water", "-work", "-q", "flood or strike"]).says(0, &["3 changed"]);
    world.run(&["tag", "desk", "+water", "-q", "flood"]).says(0, &["0 changed, 2 already so"]);
    let csv = world.run(&["export", "desk", "-f", "csv"]).is(0);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let tags: Vec<(String, String)> =
        rows.records().map(Result::unwrap).map(|r| (r[1].to_owned(), r[8].to_owned())).collect();
    let row = |path: &str, tags: &str| (path.to_owned(), tags.to_owned());
    assert_eq!(
        tags,
        [
            row("2031/flood.md", "water"),
            row("2031/strike.txt", "harbour; water"),
            row("notice.txt", "water"),
        ]
    );
    world.run(&["tag", "desk", "-water", "notice.txt"]).is(0);
    let jsonl = world.run(&["export", "desk", "-f", "jsonl"]).is(0);
    assert_eq!(json(&jsonl).len(), 2, "an article with nothing decided has no record");
    let tagged = world.run(&["export", "desk", "-f", "txt", "--tag", "harbour"]).is(0);
    assert_eq!(tagged, "2031/strike.txt\n");
    assert_eq!(world.run(&["export", "desk", "-f", "txt", "--all"]).is(0).lines().count(), 3);
    let asked = world.run(&["export", "desk", "-f", "txt", "-0", "-q", "#water -#harbour"]).is(0);
    assert_eq!(asked, "2031/flood.md\0");
    let brief = world.run(&["export", "desk", "-f", "md"]).is(0);
    assert!(brief.contains("## harbour") && brief.contains("hillpost.example"), "{brief}");
    world.run(&["export", "desk", "-f", "csv", "--tag", "none"]).says(1, &["nothing matched"]);
    let page = world.run(&["export", "desk", "-f", "html"]).is(0);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("hillpost.example"), "{page}");
    let ran = world.run(&["export", "desk", "-o", "cited.bib"]);
    ran.says(0, &["2 exported to cited.bib"]);
    assert!(world.read("cited.bib").starts_with("@online{hillpost2031-"));
    let ran = world.run(&["export", "desk", "-o", "no/such.csv"]);
    ran.says(5, &["error: no/such.csv cannot be written: No such file", "make the folder first"]);
}

#[test]
fn a_new_tag_takes_the_first_free_slot_and_says_so() {
    let world = World::new();
    let ran = world.run(&["tag", "desk", "+b", "+a", "notice.txt", "--dry-run"]);
    ran.says(0, &["new tag b: would be in slot 1", "new tag a: would be in slot 2"]);
    let ran = world.run(&["tag", "desk", "+b", "+a", "notice.txt"]);
    ran.says(0, &["new tag b: in slot 1", "new tag a: in slot 2", "1 changed"]);
    let file = world.read("desk/tags.toml");
    assert!(file.contains("name = \"b\"\nslot = 1") && file.contains("slot = 2"), "{file}");
    let again = world.run(&["tag", "desk", "+b", "+c", "2031/strike.txt"]);
    assert!(
        !again.err.contains("new tag b") && again.err.contains("new tag c: in slot 3"),
        "{}",
        again.err
    );
    let many: Vec<String> = (4..=10).map(|n| format!("+t{n}")).collect();
    let args: Vec<&str> =
        ["tag", "desk", "notice.txt"].into_iter().chain(many.iter().map(String::as_str)).collect();
    world.run(&args).says(0, &["new tag t9: in slot 9", "new tag t10: no slot is free"]);
    let none = world.run(&["tag", "desk", "+unused", "gone.txt"]);
    assert!(!none.err.contains("new tag"), "{}", none.err);
}

#[test]
fn a_tag_that_is_kept_otherwise_than_typed_is_told() {
    let world = World::new();
    let long = format!("+{}", "x".repeat(70));
    for (typed, kept) in [
        ("++a", "`+a` becomes the tag a:"),
        ("+port strike", "`port strike` becomes the tag port-strike:"),
        ("+a,b#c", "`a,b#c` becomes the tag abc:"),
        ("+a\u{1b}[31m", "`a␛[31m` becomes the tag a[31m:"),
        (long.as_str(), "becomes the tag xxx"),
        ("-old tag", "`old tag` becomes the tag old-tag:"),
    ] {
        world.run(&["tag", "desk", typed, "notice.txt"]).says(0, &[kept, "at most 60 characters"]);
    }
    let plain = world.run(&["tag", "desk", "+plain", "notice.txt"]);
    assert!(!plain.err.contains("becomes"), "{}", plain.err);
    for nothing in ["+", "++", "+,", "-#"] {
        let ran = world.run(&["tag", "desk", nothing, "notice.txt"]);
        ran.says(2, &["this is no tag", "write `+name` or `-name`"]);
    }
}

#[test]
fn a_path_is_understood_from_the_desk_from_here_and_from_the_root() {
    let world = World::new();
    let absolute = world.path("desk/2031/strike.txt").display().to_string();
    for path in [
        "2031/strike.txt",
        "./2031//strike.txt",
        "2031/../2031/strike.txt",
        "desk/2031/strike.txt",
        "desk//2031/strike.txt",
        "home/../desk/2031/./strike.txt",
        absolute.as_str(),
    ] {
        world.run(&["tag", "desk", "+on", path]).says(0, &["1 changed"]);
        world.run(&["tag", "desk", "-on", path]).says(0, &["1 changed"]);
    }
    let inside = world
        .command(&["tag", "..", "+on", "strike.txt"])
        .current_dir(world.path("desk/2031"))
        .output();
    Ran::of(&inside.expect("runs")).says(0, &["1 changed"]);
    for path in ["strike.txt", "../strike.txt", "/etc/passwd", "desk/../gone.txt", "", "."] {
        world.run(&["tag", "desk", "+on", path]).says(4, &["no such article"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_names_an_article_of_the_desk_and_nothing_else() {
    use std::os::unix::fs::symlink;
    let world = World::new();
    world.write("outside/secret.txt", STRIKE);
    symlink(world.path("desk"), world.path("same")).expect("a link");
    symlink(world.path("outside"), world.path("desk/out")).expect("a link");
    for path in ["same/notice.txt", "same/2031/../notice.txt"] {
        world.run(&["tag", "desk", "+on", path]).says(0, &["1 changed"]);
        world.run(&["tag", "desk", "-on", path]).says(0, &["1 changed"]);
    }
    world.run(&["tag", "same", "+on", "desk/notice.txt"]).says(0, &["1 changed"]);
    for path in ["out/secret.txt", "desk/out/secret.txt", "outside/secret.txt"] {
        world.run(&["tag", "desk", "+on", path]).says(4, &["no such article"]);
    }
}

#[test]
fn tagging_reads_ids_and_paths_from_standard_input() {
    let world = World::new();
    let listed = world.run(&["list", "desk", "--format", "jsonl", "-q", "flood"]).is(0);
    world.pipe(&["tag", "desk", "+water", "-"], &listed).says(0, &["2 changed"]);
    let paths = world.run(&["list", "desk", "--format", "paths"]).is(0);
    world.pipe(&["tag", "desk", "+all", "-"], &paths).says(0, &["3 changed"]);
    let id = json(&listed)[0]["id"].as_str().expect("an id").to_owned();
    world.run(&["tag", "desk", "-all", &id]).says(0, &["1 changed"]);
    let ran = world.run(&["tag", "desk", "+b", "notice.txt", "gone.txt"]);
    ran.says(4, &["no such article: gone.txt", "1 changed"]);
    let nul = world.run(&["list", "desk", "--format", "paths", "-0"]).is(0);
    assert!(nul.contains('\0'), "{nul:?}");
    world.pipe(&["tag", "desk", "+nul", "-"], &nul).says(0, &["3 changed"]);
    let nothing = world.pipe(&["tag", "desk", "+none", "-"], "");
    nothing.says(1, &["nothing matched"]);
}

#[test]
fn a_dry_run_saves_nothing() {
    let world = World::new();
    let ran = world.run(&["tag", "desk", "+water", "-q", "flood", "--dry-run"]);
    let said = ran.says(0, &["2 would change", "nothing is saved"]);
    assert_eq!(said.lines().count(), 2);
    assert!(!world.path("desk/tags.toml").exists());
}

#[test]
fn the_tags_file_can_be_elsewhere() {
    let world = World::new();
    world.run(&["tag", "desk", "+water", "notice.txt", "--tags", "mine.toml"]).is(0);
    assert!(world.read("mine.toml").contains("water") && !world.path("desk/tags.toml").exists());
    let args = ["export", "desk", "-f", "txt", "--tags", "mine.toml"];
    assert_eq!(world.run(&args).is(0), "notice.txt\n");
}

#[test]
fn entities_are_counted_over_the_desk() {
    let world = World::new();
    let objects = json(&world.run(&["entities", "desk", "--format", "jsonl"]).is(0));
    let karsk = objects.iter().find(|o| o["name"] == "Karsk").expect("Karsk");
    assert_eq!(karsk["articles"], 2, "{karsk}");
    let often = json(&world.run(&["entities", "desk", "--min", "2", "--format", "jsonl"]).is(0));
    assert!(often.iter().all(|o| o["articles"].as_u64() >= Some(2)) && !often.is_empty());
    let people = world.run(&["entities", "desk", "--kind", "person", "--format", "csv"]).is(0);
    assert!(people.starts_with("name,kind,articles,mentions,first,last,new,"), "{people}");
    assert!(people.lines().skip(1).all(|row| row.contains(",person,")), "{people}");
    let few = world.run(&["entities", "desk", "-q", "strike", "--format", "jsonl"]).is(0);
    assert!(!few.contains("Ostrow") && few.contains("Solm"), "{few}");
    assert!(world.run(&["entities", "desk"]).is(0).contains("Velmora"));
    world.run(&["entities", "desk", "--min", "9"]).says(1, &["nothing matched"]);
}

#[test]
fn an_export_is_never_written_over_a_file_unasked() {
    let world = World::new();
    let export = |more: &[&str]| {
        let mut args = vec!["export", "desk", "--all", "-o", "out.csv"];
        args.extend(more);
        world.run(&args)
    };
    export(&[]).says(0, &["3 exported to out.csv"]);
    let first = world.read("out.csv");
    export(&["--bom"]).says(5, &["out.csv is there already", "--force"]);
    assert_eq!(world.read("out.csv"), first);
    export(&["--bom", "--force"]).is(0);
    assert!(world.read("out.csv").starts_with("\u{feff}id,path,title,date,source,url,language"));
    world.run(&["export", "desk", "--all", "-fmd", "-o", "no/where.md"]).says(5, &["no/where.md"]);
}

#[test]
fn broken_config_and_tags_files_are_status_3() {
    let world = World::new();
    world.write("bad.toml", "[text]\nwidth = \"wide\"\n");
    world.run(&["list", "desk", "--config", "bad.toml"]).says(3, &["error: ", "bad.toml:2"]);
    world.run(&["check", "--config", "bad.toml"]).says(3, &["bad.toml:2"]);
    world.write("desk/tags.toml", "format = 1\n[[article]\n");
    for args in [&["list", "desk"][..], &["tag", "desk", "+a", "notice.txt"], &["check", "desk"]] {
        world.run(args).says(3, &["error: ", "tags.toml:2"]);
    }
    assert_eq!(world.read("desk/tags.toml"), "format = 1\n[[article]\n");
}

#[test]
fn check_tells_moved_and_lost_articles() {
    let world = World::new();
    world.run(&["tag", "desk", "+a", "-q", "path:txt"]).is(0);
    fs::rename(world.path("desk/notice.txt"), world.path("desk/market.txt")).expect("moved");
    fs::remove_file(world.path("desk/2031/strike.txt")).expect("removed");
    world.write("desk/picture.png", "no picture");
    let said = world.run(&["check", "desk"]).is(0);
    for part in ["2 decided", "2 read", "png 1", "notice.txt -> market.txt", "lost", "strike.txt"] {
        assert!(said.contains(part), "no {part:?} in {said}");
    }
    let ran = world.run(&["export", "desk", "-f", "txt"]);
    assert_eq!(ran.says(0, &["1 decided article is not in the folder"]), "market.txt\n");
}

#[test]
fn no_control_byte_of_an_article_reaches_a_message() {
    let world = World::new();
    for args in [&["list", "x\u{1b}[31my"][..], &["list", "desk", "-q", "a\u{1b}]0;x titel:x"]] {
        let ran = world.run(args);
        assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
        ran.is(2);
    }
}

#[test]
fn a_date_that_is_only_the_files_is_not_exported() {
    let world = World::new();
    let csv = world.run(&["export", "desk", "--all", "-f", "csv"]).is(0);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let at = rows.headers().unwrap().iter().position(|name| name == "date").unwrap();
    let dates: Vec<(String, String)> =
        rows.records().map(Result::unwrap).map(|r| (r[1].to_owned(), r[at].to_owned())).collect();
    let date_of = |path: &str| dates.iter().find(|(p, _)| p == path).map(|(_, d)| d.as_str());
    assert_eq!(date_of("notice.txt"), Some(""), "{csv}");
    assert!(date_of("2031/strike.txt").is_some_and(|date| date.len() == 10), "{csv}");
    let shown = world.run(&["list", "desk"]).is(0);
    assert!(shown.lines().any(|line| line.contains('?')), "{shown}");
}
