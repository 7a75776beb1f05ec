//! Texts, names, tags and errors that attack the terminal: of all that is written to it only our own sequences act,
//! and nothing hides.

use std::{
    ffi::{OsStr, OsString},
    fmt::Write as _,
    fs::{self, File},
    io::Write,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

use crate::{
    desk::Desk,
    screen::{Screen, View},
};

/// What strangers would like a terminal to do, and writing that only looks like it.
const PAYLOADS: &[&[u8]] = &[
    b"\x1b[31mred\x1b[8mhidden",
    b"\x1b[2J\x1b[H\x1b[10;1Hover the screen",
    b"\x1b[3;5r\x1b[4l\x1b[?6h",
    b"\x1b[?1049l\x1b[?25l\x1b[?1000h\x1b[?2004l",
    b"\x1b[6n\x1b[c\x1b[>q\x1b[?u\x1b[18t",
    b"\x1b]0;a title\x07\x1b]2;another\x1b\\",
    b"\x1b]52;c;cm0gLXJm\x07",
    b"\x1b]8;;http://other.example\x1b\\words\x1b]8;;\x1b\\",
    b"\x1b]4;1;#000000\x07\x1b]10;?\x07",
    b"\x1bPq#0;2;0;0;0\x1b\\\x1b_Gi=1;AAAA\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\",
    b"\x1bc\x1b#8\x1b(0\x1b7\x1b8\x1bM\x1b=\x1b>",
    b"\x1b",
    b"\x1b[",
    b"\x1b]never ended",
    "\u{9b}31m\u{9d}0;title\u{9c}\u{90}\u{98}\u{8d}".as_bytes(),
    b"\x9b31m\x9d0;raw\x9c",
    b"bell\x07back\x08\x08\x08space\x0eshift\x0fdel\x7fnul\x00vt\x0bff\x0c",
    b"over\rwritten",
    "\u{85}next\u{2028}line\u{2029}".as_bytes(),
    "txt.\u{202e}gnp.exe\u{202c} \u{2066}in\u{2069} \u{200f}\u{200e}\u{61c}".as_bytes(),
    "in\u{200b}vis\u{2060}ible\u{feff} \u{ad}\u{180e}\u{3164}\u{ffa0}".as_bytes(),
    "tags \u{e0041}\u{e0042}\u{e0043}\u{e007f}\u{e0001}".as_bytes(),
    "bytes in selectors \u{fe01}\u{e0100}\u{e0101}\u{e01ef}".as_bytes(),
    "joiners a\u{200d}b\u{200c}c".as_bytes(),
    "\u{fff9}notes\u{fffa}be\u{fffb} \u{fffe} \u{13430}\u{1d173}".as_bytes(),
    b"\xc0\x9b\xe0\x80\x9b\xf0\x80\x80\x9b\xed\xa0\x80\xff\xfe cut \xe2\x80",
    "marks z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}"
        .as_bytes(),
    "honest می\u{200c}خواهم 👨\u{200d}👩\u{200d}👧 क्\u{200d}ष שָׁלוֹם".as_bytes(),
];

/// Takes out what the program itself says to a terminal.
fn without_ours(raw: &str) -> String {
    let ours = regex::Regex::new(
        r"(?x) \x1b\[[0-9;:]*m | \x1b\[[0-9;]*H | \x1b\[[0-9]*[CXKSJ] | \x1b\[[0-9;]*r | \x1bM
            | \x1b\[\?(?:7|1049|2004|25|2026|1000|1006)[hl] | \x1b\[[<>][0-9]*u | \r?\n",
    );
    ours.unwrap().replace_all(raw, "").into_owned()
}

/// Whether a character draws nothing, by the ranges of Unicode's `Default_Ignorable_Code_Point` and of its
/// format characters.
fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1343f}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[track_caller]
fn assert_harmless(raw: &[u8], what: &str) {
    let text = without_ours(std::str::from_utf8(raw).unwrap());
    let mut before = [' '; 2];
    let mut flag = false;
    let mut chars = text.chars().peekable();
    let mut around = String::new();
    while let Some(c) = chars.next() {
        // Joiners and selectors have a work to do beside letters that join, emoji and keycaps.
        let joins = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}')
            && before.iter().any(|c| *c >= '\u{600}' && !hides(*c));
        let keycap = c == '\u{fe0f}' && chars.peek() == Some(&'\u{20e3}');
        // So have the letters of a flag behind a black flag, as long as they last.
        flag = c == '🏴' || flag && ('\u{e0020}'..='\u{e007f}').contains(&c);
        assert!(!c.is_control(), "{what}: {c:?} after {around:?}");
        assert!(!hides(c) || joins || keycap || flag, "{what}: {c:?} after {around:?}");
        before = [before[1], c];
        around.push(c);
        if around.chars().count() > 40 {
            around.remove(0);
        }
    }
}

/// A desk of payloads: in the text, in what the head says, in the name of the file, in tags and notes.
fn desk() -> Desk {
    let desk = Desk::empty();
    let mut tags = "[[tag]]\nname = \"a\\u001b[2J\\u202eb\"\nslot = 1\n".to_owned();
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let shown = String::from_utf8_lossy(payload);
        let yaml = serde_json::to_string(&shown.replace('\u{fffe}', "")).unwrap();
        let mut text =
            format!("---\ntitle: {yaml}\nsource: {yaml}\nauthor: {yaml}\n---\n\n").into_bytes();
        text.extend(format!("Minister BEFORE{number} met ").bytes());
        text.extend(*payload);
        text.extend(
            format!(" delegates.\n\nIn Geneva {shown} Mr {shown} Smith said AFTER{number}.\n")
                .bytes(),
        );
        let mut name = format!("{number:02} ").into_bytes();
        name.extend(payload.iter().filter(|byte| !matches!(byte, 0 | b'/')).take(60));
        name.extend(b".md");
        write(&desk.folder(), &name, &text);
        let id = format!("b3:{number:020x}");
        let yaml = toml::Value::from(shown.as_ref()).to_string();
        let words = format!("title = {yaml}\ntags = [{yaml}]\nnote = {yaml}");
        writeln!(tags, "[[article]]\nid = \"{id}\"\n{words}\nstate = \"done\"").unwrap();
    }
    write(&desk.folder(), b"unreadable \x1b[2J.pdf", b"no");
    write(&desk.beside(""), b"attack.toml", tags.as_bytes());
    desk
}

fn write(folder: &Path, name: &[u8], text: &[u8]) {
    // Some file systems take no such names; what they take is tried.
    if let Ok(mut file) = File::create(folder.join(OsStr::from_bytes(name))) {
        file.write_all(text).unwrap();
    }
}

/// Goes through everything that the reader shows.
fn walk(screen: &mut Screen) {
    let view = screen.wait_until("the list", |view| view.last_lines().contains("? help"));
    let place = view.title_line().split_whitespace().find_map(|word| word.strip_prefix("1/"));
    let count: usize = place.unwrap().parse().unwrap();
    for number in 1..=count {
        let here = |view: &View| view.title_line().contains(&format!(" {number}/"));
        screen.wait_until(&format!("article {number}"), here);
        // Row and pane say why.
        let unreadable =
            |view: &View| view.selected().contains(".txt: ") && view.has("cannot be read");
        screen.press("e");
        let names = screen.wait_until("names", |view| {
            unreadable(view) || [" names: ", "no names in"].iter().any(|text| view.has(text))
        });
        if names.has(" names: ") {
            screen.press("Esc");
            screen.wait_until("no names", |view| !view.has(" names: "));
        }
        if !unreadable(&names) {
            screen.press("Enter G h");
            screen.wait_until("the list", here);
        }
        screen.press("j");
    }
    screen.press("*");
    let is_list = |view: &View| view.last_lines().contains("1-9 tag");
    for key in ["?", "U", "f", "E"] {
        screen.wait_until("the list", is_list);
        screen.press(key);
        screen.wait_until(key, |view| !is_list(view));
        screen.press("Esc");
    }
    screen.wait_until("the list", is_list);
    for prompt in ["/", "\\", "t", "a"] {
        screen.press(prompt);
        screen.type_text("\u{1b}[200~tag:\u{1b}[31m\u{202e}(\u{9b}2J\"\u{7}\u{1b}[201~");
        screen.wait_for("tag:");
        screen.press("Enter");
        if matches!(prompt, "/" | "\\") {
            // What is no query keeps its prompt.
            screen.press("Esc");
        }
        // What was done may leave room for no other hint.
        screen.wait_until("no prompt", |view| view.last_lines().contains("? help"));
    }
    screen.press("g g");
    screen.wait_until("the first article", |view| view.title_line().contains(" 1/"));
}

#[test]
fn no_payload_acts_or_hides_in_the_reader() {
    for size in [(120, 40), (60, 20)] {
        let desk = desk();
        let tags = desk.beside("attack.toml");
        let folder = desk.folder();
        let arguments = [folder.as_os_str(), "--tags".as_ref(), tags.as_os_str()];
        let mut screen = desk.start(&arguments, size, &[]);
        walk(&mut screen);
        for number in 0..PAYLOADS.len() {
            screen.press("Enter");
            screen.wait_for(&format!("AFTER{number}"));
            screen.press("Esc j");
        }
        screen.quit();
        assert_harmless(&screen.raw(), &format!("{size:?}"));
    }
}

#[test]
fn no_payload_acts_or_hides_in_what_commands_print() {
    let desk = desk();
    let folder = desk.folder();
    let tags = desk.beside("attack.toml");
    let bad = "\u{1b}[31m\u{202e}(\u{9b}2J";
    for arguments in [
        &["list", "DESK"][..],
        &["list", "DESK", "--format", "csv"],
        &["list", "DESK", "--format", "jsonl"],
        &["list", "DESK", "--format", "paths", "-0"],
        &["entities", "DESK"],
        &["entities", "DESK", "--format", "csv"],
        &["entities", "DESK", "--format", "jsonl"],
        &["export", "DESK", "-q", "", "-f", "csv", "-o", "-"],
        &["export", "DESK", "-q", "", "-f", "jsonl", "-o", "-"],
        &["export", "DESK", "-q", "", "-f", "md", "-o", "-"],
        &["export", "DESK", "-q", "", "-f", "txt", "-o", "-"],
        &["list", "DESK", "-q", bad],
        &["list", bad],
        &["show", "DESK", bad],
        &["tag", "DESK", bad, "-q", "is:new", "--dry-run"],
        &["check", "DESK"],
        &["--theme", bad],
        &["diff", bad, "DESK"],
    ] {
        assert_harmless(&printed(&desk, arguments, &tags), &format!("{arguments:?}"));
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let shown = printed(&desk, &["show".as_ref(), folder.as_os_str(), path.as_os_str()], &tags);
        assert_harmless(&shown, &format!("{path:?}"));
        let words = ["tag", "DESK", "+seen", "--dry-run", "--"].map(OsStr::new);
        let words: Vec<&OsStr> = words.into_iter().chain([path.as_os_str()]).collect();
        assert_harmless(&printed(&desk, &words, &tags), &format!("tag {path:?}"));
        let text = String::from_utf8_lossy(&shown);
        assert!(text.contains("AFTER") || path.extension() == Some("pdf".as_ref()), "{text}");
    }
}

/// What a command writes to a terminal.
fn printed<S: AsRef<OsStr>>(desk: &Desk, arguments: &[S], tags: &Path) -> Vec<u8> {
    let folder = desk.folder();
    let mut all: Vec<OsString> = arguments.iter().map(|a| a.as_ref().to_owned()).collect();
    for argument in &mut all {
        if argument == "DESK" {
            *argument = folder.clone().into_os_string();
        }
    }
    if all.iter().any(|a| *a == folder) && all[0] != "diff" {
        all.extend(["--tags".into(), tags.into()]);
    }
    let all: Vec<&OsStr> = all.iter().map(OsString::as_os_str).collect();
    let mut screen = desk.start(&all, (100, 40), &[]);
    screen.exit();
    screen.raw()
}

#[test]
fn no_case_of_the_corpus_acts_or_hides() {
    let shared = std::env::var_os("COPYDESK_SHARED").map_or("../shared".into(), PathBuf::from);
    let corpus = shared.join("data/hostile");
    if !corpus.is_dir() {
        eprintln!("skipped: no hostile corpus at {}", corpus.display());
        return;
    }
    let desk = Desk::empty();
    let mut files = Vec::new();
    for family in fs::read_dir(corpus.join("articles")).unwrap() {
        for file in fs::read_dir(family.unwrap().path()).unwrap() {
            files.push(file.unwrap().path());
        }
    }
    files.sort();
    for file in &files {
        fs::copy(file, desk.folder().join(file.file_name().unwrap())).unwrap();
    }
    for name in fs::read_to_string(corpus.join("filenames.tsv")).unwrap().lines().skip(1) {
        let name = bytes_of(name.split('\t').next().unwrap());
        write(&desk.folder(), &name, b"A file with a name.\n\nMinister met delegates in Geneva.\n");
    }
    let mut screen = desk.open_at(120, 40);
    walk(&mut screen);
    screen.quit();
    assert_harmless(&screen.raw(), "the corpus in the reader");
    let tags = desk.tags_file();
    for arguments in [&["list", "DESK"][..], &["entities", "DESK", "--format", "jsonl"]] {
        assert_harmless(&printed(&desk, arguments, &tags), &format!("{arguments:?}"));
    }
    let folder = desk.folder();
    for file in &files {
        let name = folder.join(file.file_name().unwrap());
        let shown = printed(&desk, &["show".as_ref(), name.as_os_str()], &tags);
        assert_harmless(&shown, &format!("{file:?}"));
        let source = fs::read(file).unwrap();
        let case = file.file_name().unwrap().to_string_lossy();
        let case = case.split('_').next().unwrap();
        for mark in [format!("AFTER-{case}"), format!("LASTLINE-{case}")] {
            // A word may be cut where a row ends.
            let there = |bytes: &[u8]| {
                let text = without_ours(&String::from_utf8_lossy(bytes));
                text.split_whitespace().collect::<String>().contains(&mark)
            };
            assert!(
                there(&shown) || !there(&source),
                "{mark} is lost\n{}",
                String::from_utf8_lossy(&shown)
            );
        }
    }
    for file in fs::read_dir(corpus.join("toml")).unwrap() {
        let path = file.unwrap().path();
        for option in ["--tags", "--config"] {
            let article = folder.join(files[0].file_name().unwrap());
            let list: [&OsStr; 4] =
                ["list".as_ref(), article.as_os_str(), option.as_ref(), path.as_os_str()];
            let mut screen = desk.start(&list, (100, 40), &[]);
            screen.exit();
            assert_harmless(&screen.raw(), &format!("{option} {path:?}"));
            assert!(!String::from_utf8_lossy(&screen.raw()).contains("panicked"), "{path:?}");
        }
    }
}

/// The bytes of a literal such as `b'a\x1b'`.
fn bytes_of(literal: &str) -> Vec<u8> {
    let inner = literal.get(2..literal.len().saturating_sub(1)).unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = inner.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'\\', [b'x', a, b, after @ ..]) => {
                let digits = [*a, *b];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
                rest = after;
            }
            (b'\\', [letter, after @ ..]) => {
                bytes.push(match letter {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    other => *other,
                });
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    bytes
}
