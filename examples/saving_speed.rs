//! Measures how long a decision takes to the disk, in a desk of many decided articles.
//!
//! `cargo run --release --example saving_speed -- [ARTICLES] [FOLDER]`: 20,000 and a temporary folder
//! unless others are named. The folder should be on the disk that is meant.

use std::{
    io::Write,
    path::PathBuf,
    time::{Duration, Instant},
};

use copydesk::{
    article::ArticleId,
    tags::{
        Decision, Edit, Record, State, Tags,
        store::{Place, Store},
    },
};

/// Decisions measured of each kind.
const DECISIONS: usize = 60;

/// What a decision may take.
const LIMIT: Duration = Duration::from_millis(100);

fn record(n: usize) -> Record {
    let tags = ["strike", "port", "militia", "vote"].iter().take(1 + n % 3);
    let decision = Decision {
        tags: tags.map(|&tag| tag.to_owned()).collect(),
        state: State::ALL[n % 4],
        note: n.is_multiple_of(10).then(|| format!("ask number {n} for its figures")),
        decided: jiff::Timestamp::from_second(1_790_000_000 + i64::try_from(n).unwrap_or(0)).ok(),
        ..Decision::default()
    };
    let path = format!("wire/2026-04/{:05}.txt", n * 7919 % 100_000);
    Record { path, title: format!("Dockers of quay {n} stopped work on the first shift"), decision }
}

fn edit(n: usize, before: Option<&Record>, after: &Record) -> Edit {
    let id = ArticleId::of(&format!("article {n}"));
    Edit::Article { id, before: before.cloned(), after: Some(after.clone()) }
}

fn starred(n: usize) -> Edit {
    let before = record(n);
    let mut after = before.clone();
    after.decision.star = true;
    edit(n, Some(&before), &after)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(20_000), |count| count.parse())?;
    let scratch = match arguments.next() {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let file = scratch.path().join("tags.toml");
    let state = scratch.path().join("state");
    let all: Vec<Edit> = (0..count).map(|n| edit(n, None, &record(n))).collect();
    Store::open(&file)?.0.save(&all)?;
    let bytes = std::fs::metadata(&file)?.len();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{count} decided articles, {:.1} MB", count_of_millions(bytes))?;

    let begin = Instant::now();
    let (mut ours, _) = open(&file, &state)?;
    writeln!(out, "opening                          {:6.1} ms", millis(begin.elapsed()))?;
    let begin = Instant::now();
    ours.save(&[starred(count / 2)])?;
    writeln!(out, "the first of a day               {:6.1} ms", millis(begin.elapsed()))?;
    let begin = Instant::now();
    let _news = ours.settle();
    writeln!(out, "its backup, after the answer     {:6.1} ms", millis(begin.elapsed()))?;

    let alone = measure(|n| ours.save(&[starred(n % count)]))?;
    tell(&mut out, "one after another", &alone)?;
    let (mut theirs, _) = open(&file, &state)?;
    let with_another = measure(|n| {
        theirs.save(&[starred((n * 31 + 7) % count)])?;
        ours.save(&[starred((n * 17 + 3) % count)])
    })?;
    tell(&mut out, "two copies in turn, both saves", &with_another)?;
    let slow = alone.iter().filter(|time| **time > LIMIT).count();
    writeln!(out, "{slow} of {DECISIONS} took longer than {} ms", LIMIT.as_millis())?;
    Ok(())
}

fn open(
    file: &std::path::Path,
    state: &std::path::Path,
) -> Result<(Store, Tags), Box<dyn std::error::Error>> {
    Ok(Store::open_at(&Place::named(file), Some(PathBuf::from(state)))?)
}

fn measure<E>(mut save: impl FnMut(usize) -> Result<Tags, E>) -> Result<Vec<Duration>, E> {
    let mut times = Vec::new();
    for n in 0..DECISIONS {
        let begin = Instant::now();
        let _tags = save(n * 101)?;
        times.push(begin.elapsed());
    }
    times.sort();
    Ok(times)
}

fn tell(out: &mut impl Write, what: &str, times: &[Duration]) -> std::io::Result<()> {
    let at = |share: usize| times.get((times.len() - 1) * share / 100).copied().unwrap_or_default();
    writeln!(
        out,
        "{what:33}{:6.1} ms, 95 of 100 within {:.1}, all within {:.1}",
        millis(at(50)),
        millis(at(95)),
        millis(at(100))
    )
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
fn count_of_millions(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
