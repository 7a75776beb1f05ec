//! Huge and odd files: what is made of them is bounded, whatever they are. With `COPYDESK_LONG` the time and
//! the memory that each takes is measured, too.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use copydesk::{
    analysis,
    article::{Format, formats},
};

/// Bytes of the files in full, and in an ordinary run, which must be above the limits all the same.
const FULL: usize = (16 << 20) - (4 << 10);
const SHORT: usize = 5 << 20;

const MOST_BYTES: usize = 8 << 20;
const MOST_PARTS: usize = 20_000;

fn is_long() -> bool {
    std::env::var_os("COPYDESK_LONG").is_some()
}

/// A name and what is repeated until the file is full, between a beginning and an end.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("short-lines.txt", "", "a b\n", ""),
    ("shortest-lines.txt", "", "a\n", ""),
    ("one-line.txt", "", "The harbour of Port Ansel was closed by Ana Lopez today. ", ""),
    ("one-word.txt", "", "a", ""),
    ("marks.txt", "Title\n\na", "\u{301}", ""),
    (
        "many-marks.txt",
        "Title\n\n",
        "a\u{301}\u{302}\u{303}\u{301}\u{302}\u{303}\u{301}\u{302}\u{303}",
        "",
    ),
    ("overrides.txt", "", "\u{202e}\u{627}", ""),
    ("arabic.txt", "", "سلام على العالم. ", ""),
    ("chinese.txt", "", "港口今天关闭了。", ""),
    ("joiners.txt", "", "👩\u{200d}", ""),
    ("stops.txt", "", ". ", ""),
    ("marks-of-speech.txt", "", "\"", ""),
    ("names.txt", "", "Ana Lopez\n\n", ""),
    ("dates.txt", "", "1 May 2020 ", ""),
    ("addresses.txt", "", "http://x.example/a ", ""),
    ("mail.txt", "", "From: a\nTo: b\n", ""),
    ("quoted.txt", "", "> > > > > > > > > > > > > > > > > > > > a\n", ""),
    ("quoted.md", "", ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> a\n", ""),
    ("brackets.md", "", "[", ""),
    ("stars.md", "", "*a ", ""),
    ("links.md", "", "[a](http://x.example/) ", ""),
    ("definitions.md", "", "[a]: http://x.example/\n", ""),
    ("front-yaml.md", "---\ntitle: ", "[", "\n---\nText\n"),
    ("front-toml.md", "+++\na = ", "[", "\n+++\nText\n"),
    ("front-dots.md", "+++\n", "a.", "b = 1\n+++\nText\n"),
    ("deep.html", "<body>", "<div>", "text"),
    ("tables.html", "<body>", "<table><tr><td>", "text"),
    ("bold.html", "<body><p>", "<b>", "text"),
    ("links.html", "<body><p>", "<a href=\"http://x.example/\">", "text"),
    ("paragraphs.html", "<body>", "<p>word here</p>", ""),
    ("references.html", "<body><p>", "&amp;", ""),
    ("json.html", "<script type=\"application/ld+json\">", "[", "</script><p>Text here."),
];

fn filled((_, before, again, after): &Case, size: usize) -> String {
    let count = size.saturating_sub(before.len() + after.len()) / again.len();
    format!("{before}{}{after}", again.repeat(count))
}

#[test]
fn what_is_made_of_a_file_is_bounded() {
    for case in CASES {
        let name = Path::new(case.0);
        let format = Format::of(name).unwrap();
        let article = formats::parse(name, format, filled(case, SHORT).as_bytes(), None);
        let analysis = analysis::analyse(&article);
        assert!(
            article.text.len() <= MOST_BYTES && analysis.blocks.len() <= MOST_PARTS,
            "{name:?}"
        );
        let limit = analysis::LONGEST;
        assert!(analysis.mentions.iter().all(|mention| mention.range.end() <= limit), "{name:?}");
        assert!(article.links.len() <= 500, "{name:?}");
    }
}

#[test]
fn entities_that_are_made_of_entities_are_not_put_together() {
    let mut page = String::from("<!DOCTYPE x [<!ENTITY a0 \"lol\">");
    for n in 1..20 {
        let ten = format!("&a{};", n - 1).repeat(10);
        write!(page, "<!ENTITY a{n} \"{ten}\">").unwrap();
    }
    page.push_str("]><body><p>&a19;&a19;</p>");
    let article = formats::parse(Path::new("a.html"), Format::Html, page.as_bytes(), None);
    assert!(article.text.len() < page.len());
    let mut front = String::from("---\nb0: &b0 [x, x]\n");
    for n in 1..200 {
        writeln!(front, "b{n}: &b{n} [*b{0}, *b{0}]", n - 1).unwrap();
    }
    front.push_str("---\nText\n");
    let article = formats::parse(Path::new("a.md"), Format::Markdown, front.as_bytes(), None);
    assert!(article.text.len() <= front.len());
}

/// What reading a file and all that is in it takes: time, and the most memory in MiB.
fn measured(path: &Path) -> (Duration, u64) {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("annotate")
        .arg(path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        most = most.max(kib.unwrap_or(0) >> 10);
        std::thread::sleep(Duration::from_millis(2));
    }
    (begin.elapsed(), most)
}

#[test]
fn each_takes_little_time_and_memory() {
    if !is_long() {
        return println!("time and memory of large files: left out, as COPYDESK_LONG is not set");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut over = Vec::new();
    for case in CASES {
        let path = folder.path().join(case.0);
        File::create(&path).unwrap().write_all(filled(case, FULL).as_bytes()).unwrap();
        let (time, memory) = measured(&path);
        println!("{:20} {:5.2} s {memory:4} MiB", case.0, time.as_secs_f64());
        if time > Duration::from_secs(2) || memory >= 300 {
            over.push(case.0);
        }
        fs::remove_file(path).unwrap();
    }
    let sparse = folder.path().join("sparse.txt");
    File::create(&sparse).unwrap().set_len(1 << 30).unwrap();
    let (time, memory) = measured(&sparse);
    println!("1 GiB: {:.2} s {memory} MiB", time.as_secs_f64());
    assert!(memory < 300);
    println!("above 2 s or 300 MiB: {over:?}");
}
