//! Several writers at once, and an editor among them: nobody's words are overwritten.

use std::{
    collections::BTreeSet,
    fs::{self, File, Metadata, OpenOptions},
    io::Write,
    os::unix::fs::MetadataExt,
    path::Path,
    time::Instant,
};

use copydesk::{article::ArticleId, tags::store::Store};
use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::{
    report, times,
    writer::{Way, Writer, missing, names},
};

const WRITERS: u64 = 8;

/// Writers at once; what they acknowledged in all, and what of it is not there.
fn together(way: Way, each: u64) -> (BTreeSet<u64>, Vec<u64>) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("tags.toml");
    let writers: Vec<_> =
        (0..WRITERS).map(|n| Writer::start(&file, way, n * 100_000, each)).collect();
    let acknowledged: BTreeSet<u64> = writers.into_iter().flat_map(Writer::finish).collect();
    let lost = missing(&file, &acknowledged);
    if way == Way::Ours {
        assert_eq!(names(folder.path()), ["tags.toml".to_owned()].into());
    }
    (acknowledged, lost)
}

#[test]
fn the_decisions_of_eight_instances_are_all_there() {
    let begin = Instant::now();
    let each = times(25, 500);
    let (acknowledged, lost) = together(Way::Ours, each);
    report(
        &format!("{WRITERS} instances, {} decisions: {} lost", acknowledged.len(), lost.len()),
        begin,
    );
    assert_eq!(lost, Vec::<u64>::new());
    assert_eq!(acknowledged.len() as u64, WRITERS * each);
}

#[test]
fn instances_that_do_not_merge_are_caught_losing() {
    let (acknowledged, lost) = together(Way::Alone, 25);
    println!("control: {} of {} lost", lost.len(), acknowledged.len());
    assert!(!lost.is_empty(), "the check cannot see a loss");
}

fn looks(meta: &Metadata) -> (u64, u64, i64, i64) {
    (meta.ino(), meta.len(), meta.mtime(), meta.mtime_nsec())
}

/// Rewrites the file as an editor does that looks whether it has changed since it was read.
fn rewrite(file: &Path, change: &dyn Fn(&str) -> String) {
    let temporary = file.with_file_name("from-the-editor");
    loop {
        let read = looks(&fs::metadata(file).unwrap());
        let text = change(&fs::read_to_string(file).unwrap());
        File::create(&temporary).unwrap().write_all(text.as_bytes()).unwrap();
        let swap = || renameat_with(CWD, &temporary, CWD, file, RenameFlags::EXCHANGE).unwrap();
        swap();
        if looks(&fs::metadata(&temporary).unwrap()) == read {
            fs::remove_file(&temporary).unwrap();
            return;
        }
        swap();
    }
}

/// One edit of four kinds: an article, a comment, a tag, an article added at the end in place. What to
/// look for afterwards.
fn edit(file: &Path, n: u64) -> String {
    let id = ArticleId::of(&format!("by hand {n}"));
    let article = format!("\n[[article]]\nid = \"{id}\"\nnote = \"by hand {n}\"\n");
    match n % 4 {
        0 => {
            rewrite(file, &|text| format!("{text}{article}"));
            format!("by hand {n}\"")
        }
        1 => {
            let comment = format!("# remark {n};\n");
            rewrite(file, &|text| {
                text.replacen("\n[[article]]\n", &format!("\n{comment}[[article]]\n"), 1)
            });
            comment
        }
        2 => {
            let tag = format!("[[tag]]\nname = \"tag {n}\"\n");
            rewrite(file, &|text| text.replacen("format = 1\n", &format!("format = 1\n{tag}"), 1));
            format!("name = \"tag {n}\"")
        }
        _ => {
            let mut open = OpenOptions::new().append(true).open(file).unwrap();
            open.write_all(article.as_bytes()).unwrap();
            format!("by hand {n}\"")
        }
    }
}

/// Edits beside writers; how many of their decisions there are, what of them is lost, what of the editor.
fn beside(way: Way, edits: u64) -> (usize, Vec<u64>, Vec<String>) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("tags.toml");
    Writer::start(&file, Way::Ours, 999_999, 1).finish();
    let mut writers: Vec<_> =
        (0..2).map(|n| Writer::start(&file, way, n * 100_000, 100_000)).collect();
    let mut acknowledged: BTreeSet<u64> = BTreeSet::new();
    let mut written = Vec::new();
    for n in 0..edits {
        // Each edit between decisions of both.
        for writer in &mut writers {
            acknowledged.extend(writer.acknowledged(1));
        }
        written.push(edit(&file, n));
    }
    for writer in writers {
        acknowledged.extend(writer.kill_after(1, std::time::Duration::ZERO));
    }
    let lost = missing(&file, &acknowledged);
    if way == Way::Ours {
        assert!(Store::open(&file).is_ok());
    }
    let text = fs::read_to_string(&file).unwrap();
    written.retain(|words| !text.contains(words));
    (acknowledged.len(), lost, written)
}

#[test]
fn edits_from_outside_and_decisions_are_both_kept() {
    let begin = Instant::now();
    let edits = times(20, 200);
    let (decisions, lost, overwritten) = beside(Way::Ours, edits);
    let (no, gone) = (lost.len(), overwritten.len());
    report(
        &format!("{edits} edits, {gone} lost; {decisions} decisions beside them, {no} lost"),
        begin,
    );
    assert_eq!((lost, overwritten), (Vec::new(), Vec::new()));
    assert!(decisions as u64 > edits, "the writers did nothing");
}

#[test]
fn a_writer_that_does_not_read_again_is_caught_overwriting() {
    let (_, _, overwritten) = beside(Way::Alone, 12);
    println!("control: {} of 12 edits lost", overwritten.len());
    assert!(!overwritten.is_empty(), "the check cannot see a loss");
}
