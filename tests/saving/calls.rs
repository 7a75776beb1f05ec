//! Every system call of a save as its last, and every one failing: the old file whole or the new one
//! whole, what was acknowledged there, and the truth told.

use std::{ffi::OsStr, fs, path::Path, time::Instant};

use copydesk::tags::store::Store;

use crate::{
    desk::Desk,
    report, times,
    trace::{self, Call, Traced},
};

const ERRORS: [&str; 5] = ["ENOSPC", "EIO", "EINTR", "EDQUOT", "EROFS"];

const PROGRAM: &str = env!("CARGO_BIN_EXE_copydesk");

/// A desk with one decision in its tags file.
struct Tried {
    desk: Desk,
    old: String,
}

impl Tried {
    fn new() -> Self {
        let desk = Desk::with_articles(&[("a.txt", "A quiet day\n\nNothing happened.\n")]);
        desk.run(&["tag", "DESK", "+old", "a.txt"]).fails_with(0, &[]);
        let old = fs::read_to_string(desk.tags_file()).unwrap();
        Self { desk, old }
    }

    /// Everything as it was, what an earlier try left included.
    fn restore(&self) {
        let folder = self.desk.folder();
        for name in self.desk.names().iter().filter(|name| *name != "a.txt") {
            fs::remove_file(folder.join(name)).unwrap();
        }
        self.desk.write("tags.toml", &self.old);
        let _none = fs::remove_dir_all(self.desk.beside("state/copydesk"));
    }

    fn tag(&self, inject: Option<&str>) -> Traced {
        self.restore();
        let folder = self.desk.folder();
        let arguments: [&OsStr; 4] =
            ["tag".as_ref(), folder.as_os_str(), "+new".as_ref(), "a.txt".as_ref()];
        trace::run(&self.desk, inject, Path::new(PROGRAM), &arguments)
    }

    /// The calls of a save that goes well.
    fn calls(&self) -> Vec<Call> {
        let traced = self.tag(None);
        assert!(traced.output.status.success(), "{}", traced.err());
        let is_lock = |line: &str| line.starts_with("openat") && line.contains(".tags.toml.lock");
        let calls = traced.calls_from(is_lock);
        let made = |name: &str| calls.iter().filter(|call| call.name.starts_with(name)).count();
        // The tags file, its folder, and the backup.
        assert!(made("fsync") >= 3 && made("rename") >= 1, "{calls:#?}");
        calls
    }

    /// What is wrong after a try of which `acknowledged` says whether it was called done.
    fn fault(&self, acknowledged: bool) -> Option<String> {
        let text = fs::read_to_string(self.desk.tags_file()).unwrap_or_default();
        if text == self.old {
            return acknowledged.then(|| "acknowledged, and not there".to_owned());
        }
        let Ok((_, tags)) = Store::open(&self.desk.tags_file()) else {
            return Some(format!("neither the old file nor a new one: {text:?}"));
        };
        let kept = tags.records.values().next().map(|record| &record.decision.tags);
        let whole = kept.is_some_and(|tags| tags.contains("old") && tags.contains("new"));
        let ends = text.ends_with("# end of tags\n");
        (!whole || !ends).then(|| format!("neither the old file nor the new one: {text:?}"))
    }

    /// What is left after the next start.
    fn litter(&self) -> Vec<String> {
        self.desk.run(&["list", "DESK"]).fails_with(0, &[]);
        let mut names = self.desk.names();
        names.retain(|name| name != "a.txt" && name != "tags.toml");
        names
    }
}

#[test]
fn a_kill_at_any_call_of_a_save_loses_nothing() {
    if !trace::is_possible() {
        return;
    }
    let begin = Instant::now();
    let tried = Tried::new();
    let calls = tried.calls();
    let mut saved = 0;
    for call in &calls {
        let inject = format!("{}:signal=KILL:when={}", call.name, call.ordinal);
        let traced = tried.tag(Some(&inject));
        assert!(traced.is_killed(), "not killed at {}", call.shown);
        let told = !traced.output.stdout.is_empty();
        let fault = tried.fault(told);
        assert_eq!(fault, None, "killed at {}", call.shown);
        saved += u64::from(fs::read_to_string(tried.desk.tags_file()).unwrap() != tried.old);
        assert_eq!(tried.litter(), Vec::<String>::new(), "killed at {}", call.shown);
    }
    let count = calls.len();
    report(&format!("a kill at each of {count} calls: {saved} times the new file"), begin);
    assert!(saved > 0 && saved < count as u64, "no kill came within the save");
}

/// How a fault was met.
#[derive(Default)]
struct Met {
    tries: u64,
    refused: u64,
}

impl Met {
    fn take(&mut self, tried: &Tried, call: &Call, error: &str, for_good: bool) {
        let on = if for_good { "+" } else { "" };
        let inject = format!("{}:error={error}:when={}{on}", call.name, call.ordinal);
        let traced = tried.tag(Some(&inject));
        let at = format!("{error}{on} at {}\n{}", call.shown, traced.err());
        assert!(traced.is_hit(), "nothing was injected: {at}");
        let code = traced.output.status.code();
        assert_eq!(tried.fault(code == Some(0)), None, "{at}");
        assert!(!traced.err().contains("panicked"), "{at}");
        let on_output = call.shown.starts_with("write(1,") || call.shown.starts_with("write(2,");
        match code {
            Some(0) => {}
            // Messages that cannot be written cannot be asked for.
            Some(3 | 5) if on_output => {}
            Some(3) => {
                let err = traced.err();
                assert!(err.contains("error: ") && err.contains("hint: "), "{at}");
                assert!(err.contains("tags.toml"), "{at}");
                self.refused += 1;
            }
            _ => panic!("status {code:?}: {at}"),
        }
        self.tries += 1;
    }
}

#[test]
fn a_fault_at_any_call_of_a_save_leaves_the_old_file_or_the_new_one() {
    if !trace::is_possible() {
        return;
    }
    let begin = Instant::now();
    let tried = Tried::new();
    let calls = tried.calls();
    let (mut met, wanted) = (Met::default(), times(calls.len() as u64, 1_000));
    let mut round = 0;
    while met.tries < wanted {
        for (place, call) in calls.iter().enumerate() {
            let error = ERRORS[(place + round) % ERRORS.len()];
            // From then on: but messages, signals that never cease and folders that cannot be closed are
            // no faults of a disk.
            let can_stay = !["write", "close"].contains(&call.name.as_str()) && error != "EINTR";
            met.take(&tried, call, error, can_stay && round >= ERRORS.len());
        }
        round += 1;
    }
    report(&format!("{} faults: {} saves refused, 0 lost", met.tries, met.refused), begin);
    assert!(met.refused > 0, "no fault was noticed");
}

/// Writes the new file over the old one in place, as `cp` does, with something injected. Whether the check
/// finds fault.
fn copied(tried: &Tried, new: &str, inject: Option<&str>) -> (Traced, bool) {
    tried.restore();
    tried.desk.write("new", new);
    let to = tried.desk.tags_file();
    let arguments: [&OsStr; 2] = ["new".as_ref(), to.as_os_str()];
    let traced = trace::run(&tried.desk, inject, Path::new("cp"), &arguments);
    let fault = tried.fault(traced.output.status.success());
    (traced, fault.is_some())
}

#[test]
fn a_writer_in_place_is_caught_by_the_same_checks() {
    if !trace::is_possible() {
        return;
    }
    let tried = Tried::new();
    tried.tag(None);
    let new = fs::read_to_string(tried.desk.tags_file()).unwrap();
    let (traced, fault) = copied(&tried, &new, None);
    assert!(!fault, "nothing was injected yet");
    let calls = traced.calls_from(|line| line.contains("tags.toml\", O_WRONLY"));
    let caught = |what: &str| {
        let inject = |call: &Call| format!("{}:{what}:when={}", call.name, call.ordinal);
        calls.iter().filter(|call| copied(&tried, &new, Some(&inject(call))).1).count()
    };
    let (killed, failed) = (caught("signal=KILL"), caught("error=ENOSPC"));
    println!("control: {killed} kills and {failed} faults of {} caught", calls.len());
    assert!(killed > 0 && failed > 0, "the checks cannot see a loss");
}

#[test]
fn an_injection_that_hits_nothing_is_noticed() {
    if trace::is_possible() {
        let tried = Tried::new();
        let traced = tried.tag(Some("fsync:error=EIO:when=1000"));
        assert!(!traced.is_hit() && !traced.is_killed());
        assert_eq!(tried.fault(traced.output.status.success()), None);
    }
}
