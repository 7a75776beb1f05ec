//! Kills a writer at random moments: no acknowledged decision is lost, no file is torn, no litter stays.

use std::{
    collections::BTreeSet,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    chance,
    desk::Desk,
    report, times,
    writer::{Way, Writer, missing, names},
};

const PER_RUN: u64 = 1_000;

/// Kills writers, one after another; how many kills came within a save, and what was lost.
fn kills(way: Way, kills: u64) -> (BTreeSet<u64>, u64, Vec<u64>) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("tags.toml");
    let (mut acknowledged, mut lost) = (BTreeSet::new(), BTreeSet::new());
    let mut interrupted = 0;
    for kill in 0..kills {
        let writer = Writer::start(&file, way, kill * PER_RUN, PER_RUN);
        let acks = usize::try_from(1 + kill % 3).unwrap();
        let delay = Duration::from_micros(kill * 7919 % 4_000);
        acknowledged.extend(writer.kill_after(acks, delay));
        interrupted += u64::from(names(folder.path()).len() > 1);
        lost.extend(missing(&file, &acknowledged));
        if way == Way::Ours {
            assert_eq!(lost, BTreeSet::new(), "after kill {kill}");
            assert_eq!(names(folder.path()), ["tags.toml".to_owned()].into(), "after kill {kill}");
        }
    }
    (acknowledged, interrupted, lost.into_iter().collect())
}

#[test]
fn no_acknowledged_decision_is_lost_when_the_writer_is_killed() {
    let begin = Instant::now();
    let count = times(120, 2_000);
    let (acknowledged, interrupted, lost) = kills(Way::Ours, count);
    let (acknowledged, lost) = (acknowledged.len(), lost.len());
    report(
        &format!("{count} kills ({interrupted} within a save): {lost} of {acknowledged} lost"),
        begin,
    );
    assert!(interrupted > 0, "no kill came in the middle of a save: the test tries nothing");
}

#[test]
fn a_writer_in_place_is_caught_losing() {
    let (acknowledged, _, lost) = kills(Way::InPlace, 40);
    println!("control: {} of {} lost", lost.len(), acknowledged.len());
    assert!(!lost.is_empty(), "the check cannot see a loss");
}

#[test]
fn no_tag_is_lost_that_the_command_line_has_told_of() {
    let begin = Instant::now();
    let count = times(15, 2_000);
    let desk = Desk::with_articles(&[("a.txt", "A quiet day\n\nNothing happened.\n")]);
    let whole = {
        let begin = Instant::now();
        desk.run(&["tag", "DESK", "+first", "a.txt"]).fails_with(0, &[]);
        begin.elapsed()
    };
    let mut told = BTreeSet::from(["first".to_owned()]);
    let mut cut = 0;
    for kill in 0..count {
        let tag = format!("t{kill}");
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["tag".as_ref(), desk.folder().as_os_str()])
            .args([&format!("+{tag}"), "a.txt"])
            .env_clear()
            .envs(desk.environment())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let most = u64::try_from(whole.as_micros()).unwrap() * 5 / 4;
        std::thread::sleep(Duration::from_micros(most / 2 + chance(kill, most / 2)));
        let _ended_before = child.kill();
        let output = child.wait_with_output().unwrap();
        if output.status.success() || !output.stdout.is_empty() {
            told.insert(tag);
        }
        cut += u64::from(!output.status.success());
        let tagged = desk.tagged();
        let kept: BTreeSet<_> = tagged["A quiet day"].tags.iter().cloned().collect();
        let lost: Vec<_> = told.difference(&kept).collect();
        assert!(lost.is_empty(), "after kill {kill}: {lost:?}");
    }
    report(
        &format!("{count} kills of `tag` ({cut} before its end): 0 of {} lost", told.len()),
        begin,
    );
    assert!(cut > 0 && told.len() > 1, "the kills come too late or too early to try anything");
}
