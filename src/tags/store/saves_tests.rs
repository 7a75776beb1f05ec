//! What a save does beside saving: conflicts told, backups, older formats, writers who know no lock.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{
    super::{Correction, Decision, Edit, Fate, NameRef, Record, Scope, State, TagDef},
    News, Place, Store, StoreError, backups,
    stamp::Stamp,
    testing::Desk,
    write,
};
use crate::{analysis::EntityKind, article::ArticleId};

const TAGS: &str = "tags.toml";

fn id() -> ArticleId {
    ArticleId::of("the article")
}

fn record(state: State, note: Option<&str>) -> Record {
    let note = note.map(str::to_owned);
    let decision = Decision { state, note, ..Decision::default() };
    Record { path: "a.txt".to_owned(), title: "Port strike".to_owned(), decision }
}

fn edit(before: Option<&Record>, after: Option<&Record>) -> Edit {
    Edit::Article { id: id(), before: before.cloned(), after: after.cloned() }
}

/// What is kept, and what is said, when one changed `base` to `ours` and another to `theirs` before.
fn both(
    base: Option<&Record>,
    ours: Option<&Record>,
    theirs: Option<&Record>,
) -> (Decision, Vec<News>) {
    let desk = Desk::new(TAGS);
    desk.save(&[edit(None, base)]);
    let (mut here, _) = desk.open();
    desk.save(&[edit(base, theirs)]);
    let edits = [edit(base, ours)];
    let tags = here.save(&edits).unwrap();
    let news = here.settle();
    // A save of which the end was not seen is made again, and does not meet itself.
    assert_eq!(here.save(&edits).unwrap(), tags);
    let again = here.settle();
    assert!(again.iter().all(|told| matches!(told, News::NoteTaken { .. })), "{again:?}");
    (tags.decision(id()).cloned().unwrap_or_default(), news)
}

#[test]
fn another_state_elsewhere_is_told() {
    let [new, done, dropped] =
        [State::New, State::Done, State::Dropped].map(|state| record(state, None));
    let (kept, news) = both(None, Some(&dropped), Some(&done));
    assert_eq!(kept.state, State::Dropped);
    let [told] = news.as_slice() else { panic!("{news:?}") };
    assert_eq!(told.to_string(), "also set to done elsewhere, now dropped: \"Port strike\"");
    assert_eq!(both(None, Some(&done), Some(&done)).1, []);
    assert_eq!(both(Some(&new), Some(&done), Some(&new)).1, []);
    let noted = record(State::New, Some("a note"));
    let (kept, news) = both(None, Some(&done), Some(&noted));
    assert_eq!((kept.state, kept.note.as_deref()), (State::Done, Some("a note")));
    assert_eq!(news, []);
}

#[test]
fn of_two_notes_both_texts_are_kept_and_that_is_told() {
    let noted = |text: &str| record(State::New, Some(text));
    let title = || "Port strike".to_owned();
    let told = || vec![News::Note { title: title() }];
    let taken = || vec![News::NoteTaken { title: title() }];
    let table = [
        (None, Some("ours"), Some("theirs"), "ours | theirs", told()),
        (Some("old"), Some("ours"), Some("theirs"), "ours | theirs", told()),
        (Some("old"), Some("ours"), Some("old | theirs"), "ours | theirs", told()),
        (Some("old"), Some("same"), Some("same"), "same", vec![]),
        (Some("old"), Some("ours"), Some("ours | theirs"), "ours | theirs", vec![]),
        (Some("old"), Some("ours"), Some("old"), "ours", vec![]),
        (Some("old"), None, Some("theirs"), "theirs", taken()),
        (Some("old"), Some("ours"), None, "ours", taken()),
        (Some("old"), None, Some("old"), "", vec![]),
    ];
    for (base, ours, theirs, kept, news) in table {
        let [base, ours, theirs] = [base, ours, theirs].map(|note| note.map(noted));
        let found = both(base.as_ref(), ours.as_ref(), theirs.as_ref());
        assert_eq!((found.0.note.unwrap_or_default().as_str(), found.1), (kept, news));
    }
}

#[test]
fn steps_saved_together_and_again_do_not_meet_themselves() {
    let desk = Desk::new(TAGS);
    let [first, second] = ["first", "second"].map(|note| record(State::Done, Some(note)));
    let last = record(State::Dropped, Some("second"));
    let edits = [
        edit(None, Some(&first)),
        edit(Some(&first), Some(&second)),
        edit(Some(&second), Some(&last)),
    ];
    let (mut store, _) = desk.open();
    for _ in 0..2 {
        let tags = store.save(&edits).unwrap();
        assert_eq!(tags.decision(id()), Some(&last.decision));
        assert_eq!(store.settle(), []);
    }
}

/// A desk with a folder for backups.
struct Kept {
    desk: Desk,
    state: TempDir,
}

impl Kept {
    fn new() -> Self {
        Self { desk: Desk::new(TAGS), state: TempDir::new().unwrap() }
    }

    fn folder(&self) -> PathBuf {
        self.state.path().join("backups/desk")
    }

    fn open(&self) -> Store {
        Store::open_at(&Place::named(&self.desk.file()), Some(self.folder())).unwrap().0
    }

    fn save(&self, edits: &[Edit]) {
        let mut store = self.open();
        store.save(edits).unwrap();
        assert_eq!(store.settle(), []);
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).into_iter().flatten();
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A copy as an earlier day would have left it.
    fn put(&self, day: &str, text: &str) {
        fs::create_dir_all(self.folder()).unwrap();
        self.desk.write_to_any(&self.folder().join(format!("{day}.tags.toml")), text);
    }
}

fn done() -> Edit {
    edit(None, Some(&record(State::Done, None)))
}

fn starred() -> Edit {
    let mut star = record(State::Done, None);
    star.decision.star = true;
    edit(Some(&record(State::Done, None)), Some(&star))
}

#[test]
fn the_first_save_of_a_day_keeps_what_was_there_before() {
    let kept = Kept::new();
    kept.save(&[done()]);
    assert!(kept.names().is_empty(), "there was nothing to keep");
    let before = kept.desk.text();
    kept.save(&[starred()]);
    kept.save(&[edit(None, Some(&record(State::Done, Some("a note"))))]);
    let names = kept.names();
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(fs::read_to_string(kept.folder().join(&names[0])).unwrap(), before);
    let (tags, of_names) = backups(&kept.folder());
    assert_eq!((tags.len(), tags[0].count, of_names.len()), (1, 1, 0));
}

#[test]
fn the_names_file_has_backups_of_its_own() {
    let kept = Kept::new();
    let names = kept.desk.folder().join("entities.toml");
    kept.desk.write_to(&names, "[[hide]]\nname = \"Read More\"\n");
    let watch = super::super::Watch {
        target: super::super::Target::Name("Port Ansel".to_owned()),
        color: None,
    };
    let mut store = kept.open();
    store.save(&[Edit::Watch { before: None, after: Some(watch) }]).unwrap();
    store.settle();
    let (tags, of_names) = backups(&kept.folder());
    assert_eq!((tags.len(), of_names.len(), of_names[0].count), (0, 1, 1));
}

#[test]
fn a_week_of_days_is_kept() {
    let kept = Kept::new();
    kept.save(&[done()]);
    for day in 1..=9 {
        kept.put(&format!("2020-01-0{day}"), "format = 1\n");
    }
    kept.desk.write_to_any(&kept.folder().join("mine.txt"), "mine");
    kept.save(&[starred()]);
    let names = kept.names();
    assert_eq!(names.iter().filter(|name| name.ends_with(".tags.toml")).count(), 7, "{names:?}");
    assert_eq!(names[0], "2020-01-04.tags.toml");
    assert!(names.contains(&"mine.txt".to_owned()), "{names:?}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_backups() {
    use std::os::unix::fs::PermissionsExt;
    let kept = Kept::new();
    kept.save(&[done()]);
    kept.save(&[starred()]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&kept.folder()), 0o700);
    assert_eq!(mode(&kept.folder().join(&kept.names()[0])), 0o600);
}

#[test]
fn a_backup_that_cannot_be_made_is_told_once_and_stops_nothing() {
    let kept = Kept::new();
    kept.save(&[done()]);
    kept.desk.write_to_any(&kept.state.path().join("backups"), "a file where the folder belongs");
    let mut store = kept.open();
    let tags = store.save(&[starred()]).unwrap();
    assert!(tags.decision(id()).unwrap().star);
    let news = store.settle();
    assert!(matches!(news.as_slice(), [News::NoBackup { .. }]), "{news:?}");
    store.save(&[edit(None, Some(&record(State::Later, None)))]).unwrap();
    assert!(!matches!(store.settle().as_slice(), [News::NoBackup { .. }]));
}

#[test]
fn a_broken_file_names_the_newest_whole_backup_as_the_remedy() {
    let kept = Kept::new();
    kept.put("2026-03-01", "format = 1\n[[tag]]\nname = \"older\"\n");
    kept.put("2026-03-02", "format = 1\n[[tag]]\nname = \"newest\"\n");
    kept.put("2026-03-03", "# Tags of copydesk. Edit as you like; the last line shows that nothing is cut off.\nformat = 1\n");
    kept.put("2026-03-04", "");
    kept.desk.write("[[article");
    let fault = Store::open_at(&Place::named(&kept.desk.file()), Some(kept.folder())).unwrap_err();
    assert!(fault.hint().contains("2026-03-02.tags.toml, over it"), "{}", fault.hint());
    assert!(kept.desk.fault().hint().contains("move the file away"));
    fs::copy(kept.folder().join("2026-03-02.tags.toml"), kept.desk.file()).unwrap();
    assert_eq!(kept.desk.tags().defs[0].name, "newest");
}

#[test]
fn a_file_of_an_older_format_is_migrated_and_kept() {
    let text = "# mine\nformat = 0 # as it was\nowner = \"me\"\n\n[[tag]]\nname = \"a\"\n";
    for tested in [TAGS, "entities.toml"] {
        let desk = Desk::with(tested, text);
        let kept = format!("{tested}.format-0");
        let (mut store, _) = desk.open();
        assert_eq!(desk.files().len(), 1, "opening changes nothing");
        let watch = super::super::Watch {
            target: super::super::Target::Name("Port Ansel".to_owned()),
            color: None,
        };
        let edit =
            if tested == TAGS { done() } else { Edit::Watch { before: None, after: Some(watch) } };
        store.save(&[edit]).unwrap();
        let news = store.settle();
        assert!(news[0].to_string().contains(&kept), "{news:?}");
        assert_eq!(fs::read_to_string(desk.folder().join(&kept)).unwrap(), text);
        let now = desk.text();
        assert!(now.contains("# mine\nformat = 1 # as it was\nowner = \"me\"\n"), "{now}");
        let (mut store, _) = desk.open();
        let def = TagDef { name: "b".to_owned(), slot: None };
        store.save(&[Edit::Tag { before: None, after: Some(def) }]).unwrap();
        assert_eq!(store.settle(), []);
        let files = desk.files();
        assert_eq!(files.iter().filter(|name| name.contains("format-0")).count(), 1, "{files:?}");
    }
}

#[test]
fn two_files_of_an_older_format_are_both_kept() {
    let desk = Desk::with(TAGS, "format = 0\n");
    desk.save(&[done()]);
    desk.write("format = 0\n# another\n");
    desk.save(&[starred()]);
    let kept = |name: &str| fs::read_to_string(desk.folder().join(name)).unwrap();
    assert_eq!(kept("tags.toml.format-0"), "format = 0\n");
    assert_eq!(kept("tags.toml.format-0-2"), "format = 0\n# another\n");
}

#[test]
fn a_file_written_by_hand_without_a_number_simply_works() {
    let desk = Desk::with(TAGS, "[[tag]]\nname = \"a\"\n# mine\n");
    let (mut store, tags) = desk.open();
    assert_eq!(tags.defs.len(), 1);
    store.save(&[done()]).unwrap();
    assert_eq!(store.settle(), []);
    assert!(desk.text().contains("format = 1\n[[tag]]\nname = \"a\"\n"), "{}", desk.text());
    assert!(desk.text().contains("# mine\n"));
    assert_eq!(desk.files().len(), 1);
}

#[test]
fn a_file_cut_off_in_its_first_line_is_noticed() {
    let desk = Desk::new(TAGS);
    desk.save(&[done()]);
    let first = desk.text().lines().next().unwrap().to_owned();
    for cut in 3..=first.len() {
        desk.write(first.split_at(cut).0);
        assert!(matches!(desk.fault(), StoreError::Malformed { .. }), "cut at {cut}");
    }
}

#[test]
fn a_change_between_reading_and_replacing_is_seen_and_stays() {
    let desk = Desk::with(TAGS, "read");
    let read = Stamp::at(&desk.file()).unwrap();
    // In place, and by putting another file under the name.
    desk.write("theirs");
    assert_eq!(write::replace_read(&desk.file(), "ours", read).unwrap(), None);
    assert_eq!(desk.text(), "theirs");
    let other = desk.folder().join("other");
    desk.write_to(&other, "again");
    let read = Stamp::at(&desk.file()).unwrap();
    fs::rename(&other, desk.file()).unwrap();
    assert_eq!(write::replace_read(&desk.file(), "ours", read).unwrap(), None);
    assert_eq!(desk.text(), "again");
    // Made, and gone, meanwhile.
    assert_eq!(write::replace_read(&desk.file(), "ours", None).unwrap(), None);
    assert_eq!(desk.text(), "again");
    let read = Stamp::at(&desk.file()).unwrap();
    fs::remove_file(desk.file()).unwrap();
    assert_eq!(write::replace_read(&desk.file(), "ours", read).unwrap(), None);
    assert!(desk.files().is_empty(), "{:?}", desk.files());
    let placed = write::replace_read(&desk.file(), "ours", None).unwrap();
    assert_eq!((desk.text().as_str(), placed), ("ours", Stamp::at(&desk.file()).unwrap()));
}

#[test]
fn a_file_that_an_editor_is_writing_is_waited_for() {
    let desk = Desk::new(TAGS);
    let (mut store, _) = desk.open();
    store.save(&[done()]).unwrap();
    let whole = desk.text().replace("state = \"done\"", "state = \"done\"\nstar = true");
    desk.write(whole.split_at(whole.len() / 2).0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(60));
            desk.write(&whole);
        });
        let noted = record(State::Done, Some("ours"));
        store.save(&[edit(Some(&record(State::Done, None)), Some(&noted))]).unwrap();
    });
    let tags = desk.tags();
    let decision = tags.decision(id()).unwrap();
    assert!(decision.star && decision.note.as_deref() == Some("ours"), "{decision:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_link_in_the_place_of_the_lock_is_refused_at_once() {
    let desk = Desk::new(TAGS);
    let lock = desk.folder().join(".tags.toml.lock");
    let begin = Instant::now();
    assert!(Command::new("mkfifo").arg(&lock).status().unwrap().success());
    assert!(desk.open().0.save(&[done()]).is_err());
    fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink(desk.folder().join("elsewhere"), &lock).unwrap();
    assert!(desk.open().0.save(&[done()]).is_err());
    assert!(!desk.folder().join("elsewhere").exists());
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
}

#[cfg(target_os = "linux")]
#[test]
fn owner_and_group_stay() {
    use std::os::unix::fs::{MetadataExt, chown};
    let desk = Desk::with(TAGS, "format = 1\n");
    // Only a superuser can give a file away; there is nothing to see without.
    if chown(desk.file(), Some(12_345), Some(12_346)).is_ok() {
        desk.save(&[done()]);
        let meta = fs::metadata(desk.file()).unwrap();
        assert_eq!((meta.uid(), meta.gid()), (12_345, 12_346));
    }
}

#[test]
fn another_correction_of_a_name_elsewhere_is_told() {
    let of = NameRef { scope: Scope::Everywhere, name: "rennick".to_owned(), kind: None };
    let fate = |to: &Fate| Correction { written: "Rennick".to_owned(), fate: to.clone() };
    let edit = |before: Option<&Fate>, after: Option<&Fate>| {
        let (before, after) = (before.map(fate), after.map(fate));
        Edit::Name { of: of.clone(), before, after }
    };
    let (hidden, place) =
        (Fate::Hidden, Fate::Becomes { name: "Port Rennick".to_owned(), kind: EntityKind::Place });
    let desk = Desk::new("entities.toml");
    let (mut here, _) = desk.open();
    desk.save(&[edit(None, Some(&hidden))]);
    // Two steps that were never saved apart are one change.
    let ours = [edit(None, Some(&hidden)), edit(Some(&hidden), Some(&place))];
    here.save(&ours).unwrap();
    let news = here.settle();
    let [told] = news.as_slice() else { panic!("{news:?}") };
    assert_eq!(
        told.to_string(),
        "also set to hidden elsewhere, now Port Rennick (place): \"Rennick\""
    );
    // Given again after a save of which the end was not seen, they do not meet themselves.
    here.save(&ours).unwrap();
    desk.save(&[edit(Some(&place), Some(&hidden))]);
    here.save(&[edit(Some(&place), Some(&hidden))]).unwrap();
    assert_eq!(here.settle(), []);
    here.save(&[edit(Some(&place), None)]).unwrap();
    let told: Vec<_> = here.settle().iter().map(News::to_string).collect();
    assert_eq!(told, ["also set to hidden elsewhere, now as found: \"Rennick\""]);
}

#[test]
fn a_file_that_is_gone_is_written_again() {
    let spoilt: [fn(&Desk); 3] = [
        |desk| fs::remove_file(desk.file()).unwrap(),
        |desk| desk.write(""),
        |desk| desk.write(" \n"),
    ];
    for spoil in spoilt {
        let desk = Desk::new(TAGS);
        let (mut store, _) = desk.open();
        assert!(!store.is_lost(), "there was none");
        store.save(&[done()]).unwrap();
        store.settle();
        let text = desk.text();
        spoil(&desk);
        assert!(store.is_lost());
        store.save(&[]).unwrap();
        assert!(store.is_lost(), "looking writes nothing");
        store.restore().unwrap();
        assert_eq!(desk.text(), text);
        assert!(!store.is_lost());
        let news = store.settle();
        assert!(matches!(news.as_slice(), [News::Restored { .. }]), "{news:?}");
    }
}
