//! A process that decides again and again and says what is saved: this test binary once more, as we
//! save or in one of the ways that lose.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs::{self, File},
    io::{BufRead, BufReader, Lines, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use copydesk::{
    article::ArticleId,
    tags::{Decision, Edit, Record, store::Store},
};

/// The tags file to write to; set in the child.
const FILE: &str = "COPYDESK_TEST_TAGS";
/// The number of its first decision, and how many.
const START: &str = "COPYDESK_TEST_START";
const COUNT: &str = "COPYDESK_TEST_COUNT";
const WAY: &str = "COPYDESK_TEST_WAY";

/// How a child saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Ours,
    /// Truncates the file and writes it: a kill between leaves nothing.
    InPlace,
    /// Replaces the file, but has nothing written to the disk: a power cut takes it.
    Unsynced,
    /// Replaces the file by what it knows itself: others are overwritten.
    Alone,
}

impl Way {
    const ALL: [Self; 4] = [Self::Ours, Self::InPlace, Self::Unsynced, Self::Alone];

    fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::InPlace => "in-place",
            Self::Unsynced => "unsynced",
            Self::Alone => "alone",
        }
    }
}

fn id(n: u64) -> ArticleId {
    ArticleId::of(&n.to_string())
}

fn decision(n: u64) -> Edit {
    let record = Record {
        path: format!("{:04}.txt", n * 7919 % 10_000),
        title: format!("Title {n}"),
        decision: Decision { tags: [format!("t{n}")].into(), ..Decision::default() },
    };
    Edit::Article { id: id(n), before: None, after: Some(record) }
}

/// What the child does; nothing in an ordinary test run.
#[test]
fn writer() {
    let Ok(file) = std::env::var(FILE) else { return };
    let number = |name| std::env::var(name).unwrap().parse::<u64>().unwrap();
    let (file, start) = (Path::new(&file), number(START));
    let name = std::env::var(WAY).unwrap();
    let way = Way::ALL.into_iter().find(|way| way.name() == name).unwrap();
    let mut save: Box<dyn FnMut(u64)> = match way {
        Way::Ours => ours(file),
        Way::InPlace | Way::Unsynced | Way::Alone => losing(file, way),
    };
    for n in start..start + number(COUNT) {
        save(n);
        writeln!(std::io::stdout(), "\nsaved {n}").unwrap();
    }
}

fn ours(file: &Path) -> Box<dyn FnMut(u64)> {
    let (mut store, _) = Store::open(file).unwrap();
    Box::new(move |n| {
        // As the reader does: kept in memory, and tried again.
        let saved = (0..20).any(|_| store.save(&[decision(n)]).is_ok());
        assert!(saved, "{:?}", store.save(&[decision(n)]).err());
    })
}

fn losing(file: &Path, way: Way) -> Box<dyn FnMut(u64)> {
    let file = file.to_owned();
    let mut text = fs::read_to_string(&file).unwrap_or_default();
    let temporary = file.with_extension(format!("{}.tmp", std::process::id()));
    Box::new(move |n| {
        writeln!(text, "[[article]]\nid = \"{}\"\ntags = [\"t{n}\"]", id(n)).unwrap();
        let to = if way == Way::InPlace { &file } else { &temporary };
        File::create(to).unwrap().write_all(text.as_bytes()).unwrap();
        if way != Way::InPlace {
            fs::rename(&temporary, &file).unwrap();
        }
    })
}

/// A child at work.
pub struct Writer {
    pub child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Writer {
    pub fn start(file: &Path, way: Way, start: u64, count: u64) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writer::writer", "--nocapture"])
            .env(FILE, file)
            .env(START, start.to_string())
            .env(COUNT, count.to_string())
            .env(WAY, way.name())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// Waits for some acknowledgements; fewer where it ends before.
    pub fn acknowledged(&mut self, count: usize) -> Vec<u64> {
        let lines = self.lines.by_ref().map_while(Result::ok);
        lines.filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).take(count).collect()
    }

    /// Kills it after a while; what it has acknowledged until then.
    pub fn kill_after(mut self, acknowledged: usize, delay: Duration) -> Vec<u64> {
        let mut all = self.acknowledged(acknowledged);
        // Not waiting for anything: the moment of the kill is what is tried.
        std::thread::sleep(delay);
        self.child.kill().unwrap();
        all.extend(self.acknowledged(usize::MAX));
        self.child.wait().unwrap();
        all
    }

    /// Waits for its end; what it has acknowledged.
    pub fn finish(mut self) -> Vec<u64> {
        let all = self.acknowledged(usize::MAX);
        self.child.wait().unwrap();
        all
    }
}

/// Which of these decisions the file does not have; all where it cannot be read.
pub fn missing<'n>(file: &Path, acknowledged: impl IntoIterator<Item = &'n u64>) -> Vec<u64> {
    let tags = Store::open(file).map(|(_, tags)| tags).unwrap_or_default();
    let kept = |n: &u64| {
        let tag = format!("t{n}");
        tags.decision(id(*n)).is_some_and(|decision| decision.tags.contains(&tag))
    };
    acknowledged.into_iter().copied().filter(|n| !kept(n)).collect()
}

/// The names in a folder.
pub fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
