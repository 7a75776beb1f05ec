//! Kills a writer at random moments: no acknowledged decision is lost, no file is torn, no litter stays.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use copydesk::{
    article::ArticleId,
    tags::{Decision, Edit, Record, Tags, store::Store},
};

/// Set in the child, which is this test binary once more: the tags file to write to.
const FILE: &str = "COPYDESK_TEST_TAGS";
/// The number of its first decision.
const START: &str = "COPYDESK_TEST_START";

const KILLS: u64 = 200;
const PER_RUN: u64 = 1_000;

fn decision(n: u64) -> Edit {
    let record = Record {
        path: format!("{:04}.txt", n * 7919 % 10_000),
        title: format!("Title {n}"),
        decision: Decision { tags: [format!("t{n}")].into(), ..Decision::default() },
    };
    Edit::Article { id: ArticleId::of(&n.to_string()), before: None, after: Some(record) }
}

/// What the child does; nothing in an ordinary test run.
#[test]
fn writer() {
    let Ok(file) = std::env::var(FILE) else { return };
    let start: u64 = std::env::var(START).unwrap().parse().unwrap();
    let (mut store, _) = Store::open(Path::new(&file)).unwrap();
    for n in start..start + PER_RUN {
        store.save(&[decision(n)]).unwrap();
        writeln!(std::io::stdout(), "\nsaved {n}").unwrap();
    }
}

fn spawn(file: &Path, start: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer", "--nocapture"])
        .env(FILE, file)
        .env(START, start.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Runs a writer, kills it `delay` after its `acks`th acknowledgement; what it acknowledged in all.
fn run_and_kill(file: &Path, start: u64, acks: usize, delay: Duration) -> Vec<u64> {
    let mut child = spawn(file, start);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut saved = lines.filter_map(|line| line.strip_prefix("saved ")?.parse().ok());
    let mut acknowledged: Vec<u64> = saved.by_ref().take(acks).collect();
    // Not waiting for anything: the moment of the kill is what is tried.
    std::thread::sleep(delay);
    child.kill().unwrap();
    acknowledged.extend(saved);
    child.wait().unwrap();
    acknowledged
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn missing(tags: &Tags, acknowledged: &BTreeSet<u64>) -> Vec<u64> {
    let kept = |n: &u64| tags.decision(ArticleId::of(&n.to_string())).is_some();
    acknowledged.iter().copied().filter(|n| !kept(n)).collect()
}

#[test]
fn no_acknowledged_decision_is_lost_when_the_writer_is_killed() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("tags.toml");
    let mut acknowledged = BTreeSet::new();
    let mut interrupted = 0;
    for kill in 0..KILLS {
        let acks = usize::try_from(1 + kill % 3).unwrap();
        let delay = Duration::from_micros(kill * 7919 % 4_000);
        acknowledged.extend(run_and_kill(&file, kill * PER_RUN, acks, delay));
        interrupted += u64::from(names(folder.path()).len() > 1);
        let (_, tags) = Store::open(&file).unwrap();
        assert_eq!(missing(&tags, &acknowledged), Vec::<u64>::new(), "after kill {kill}");
        assert_eq!(names(folder.path()), ["tags.toml"], "after kill {kill}");
    }
    println!("{} acknowledged, {interrupted} of {KILLS} kills within a save", acknowledged.len());
    assert!(interrupted > 0, "no kill came in the middle of a save: the test tries nothing");
}
