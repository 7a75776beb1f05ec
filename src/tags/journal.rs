//! What was done, kept from run to run, so that it can be taken back later: one line of JSON for each
//! step, undo and redo, in the state directory. Nothing here is a decision: a file that is missing costs
//! undo across runs and nothing else, and a line that is broken costs that line.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Read, Write},
    path::{Component, Path, PathBuf},
};

use super::{
    Happened, History,
    store::{desk_name, replace},
};

/// Bytes above which the oldest steps are forgotten, down to half of it.
const LARGEST: u64 = 16 << 20;

/// What the history and the place of a desk are kept under: its folder, or, where the reader has named
/// another tags file, a path that nothing has on the disk.
pub fn desk(folder: &Path, tags: Option<&Path>) -> PathBuf {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = whole(folder);
    let Some(tags) = tags else { return folder };
    let parent = tags.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = whole(parent.unwrap_or(Path::new(".")));
    let name = tags.file_name().unwrap_or_default();
    if parent == folder && name == "tags.toml" {
        return folder;
    }
    let parts = parent.components().filter(|part| matches!(part, Component::Normal(_)));
    folder.join("\u{1}").join(parts.collect::<PathBuf>()).join(name)
}

/// The journal of a desk; its folder need not exist.
pub fn file(state_dir: &Path, desk: &Path) -> PathBuf {
    state_dir.join("history").join(desk_name(desk) + ".jsonl")
}

/// What the journal says; empty after any fault.
pub fn load(file: &Path) -> History {
    let mut history = History::default();
    let Ok(open) = regular(OpenOptions::new().read(true), file) else { return history };
    // More than that is not ours; a file without line ends must not fill the memory.
    let mut lines = BufReader::new(open.take(2 * LARGEST));
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        if let Ok(happened) = serde_json::from_slice::<Happened>(&line) {
            history.replay(happened);
        }
        line.clear();
    }
    history
}

/// Adds what happened at the end, as one write, so that two copies of the program do not tear each
/// other's lines.
pub fn append(file: &Path, happened: &[Happened]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut lines = Vec::new();
    for one in happened {
        serde_json::to_writer(&mut lines, one)?;
        lines.push(b'\n');
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // It holds notes, as the tags file does, but nobody asks for it in a shared folder.
        options.mode(0o600);
    }
    let mut open = regular(&mut options, file)?;
    // A line that a kill has cut off must not take the next one with it.
    if ends_torn(file)? {
        lines.insert(0, b'\n');
    }
    open.write_all(&lines)?;
    if open.metadata()?.len() > LARGEST { shorten(file) } else { Ok(()) }
}

/// Opens a file, unless something else has its name: a pipe would have us wait for ever.
fn regular(options: &mut OpenOptions, file: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK);
    }
    let open = options.open(file)?;
    let is_file = open.metadata()?.is_file();
    is_file.then_some(open).ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

fn ends_torn(file: &Path) -> io::Result<bool> {
    use std::io::{Seek, SeekFrom};
    let mut open = File::open(file)?;
    if open.metadata()?.len() == 0 {
        return Ok(false);
    }
    open.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    open.read_exact(&mut last)?;
    Ok(last != [b'\n'])
}

/// Keeps the newer half.
fn shorten(file: &Path) -> io::Result<()> {
    // Bytes that are no text are in a broken line, which costs that line.
    let text = String::from_utf8_lossy(&fs::read(file)?).into_owned();
    let middle = text.len().saturating_sub(usize::try_from(LARGEST / 2).unwrap_or(0));
    let later = text.match_indices('\n').map(|(at, _)| at + 1).find(|at| *at > middle);
    replace(file, later.and_then(|from| text.get(from..)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::{Edit, Step, TagDef};

    fn step(number: u64) -> Step {
        let after = Some(TagDef { name: format!("tag-{number}"), slot: None });
        let edits = vec![Edit::Tag { before: None, after }];
        Step { number, label: format!("+tag-{number} \u{1b}"), edits, at: None, when: None }
    }

    #[test]
    fn what_was_done_and_undone_is_there_again() {
        let state = tempfile::TempDir::new().unwrap();
        let file = file(state.path(), Path::new("/no/such/desk"));
        assert!(!load(&file).can_undo());
        append(&file, &[Happened::Done(step(1)), Happened::Done(step(2))]).unwrap();
        append(&file, &[Happened::Done(step(3)), Happened::Undone(3), Happened::Undone(2)])
            .unwrap();
        append(&file, &[Happened::Redone(2)]).unwrap();
        let history = load(&file);
        assert_eq!(history.done(), [step(1), step(2)]);
        assert_eq!(history.undone(), [step(3)]);
    }

    #[test]
    fn broken_and_torn_lines_cost_themselves_only() {
        let state = tempfile::TempDir::new().unwrap();
        let file = state.path().join("x.jsonl");
        append(&file, &[Happened::Done(step(1))]).unwrap();
        let mut open = OpenOptions::new().append(true).open(&file).unwrap();
        open.write_all(b"\xff{\n{\"Done\":{}}\n{\"Future\":1}\n{\"Done\":{\"numb").unwrap();
        append(&file, &[Happened::Done(step(2)), Happened::Undone(77)]).unwrap();
        assert_eq!(load(&file).done(), [step(1), step(2)]);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_its_place_is_not_waited_for() {
        let state = tempfile::TempDir::new().unwrap();
        let file = state.path().join("x.jsonl");
        assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
        assert!(append(&file, &[Happened::Done(step(1))]).is_err());
        assert!(!load(&file).can_undo());
    }

    #[test]
    fn a_journal_full_of_what_is_no_text_is_shortened_all_the_same() {
        let state = tempfile::TempDir::new().unwrap();
        let file = state.path().join("x.jsonl");
        let size = usize::try_from(LARGEST).unwrap();
        File::create(&file).unwrap().write_all(&vec![0xff; size]).unwrap();
        append(&file, &[Happened::Done(step(1)), Happened::Done(step(2))]).unwrap();
        append(&file, &[Happened::Done(step(3))]).unwrap();
        assert!(fs::metadata(&file).unwrap().len() < LARGEST);
        assert_eq!(load(&file).done().last(), Some(&step(3)));
    }

    #[test]
    fn a_journal_that_grows_too_large_keeps_the_newest() {
        let state = tempfile::TempDir::new().unwrap();
        let file = state.path().join("x.jsonl");
        let long = |number| Step { label: "x".repeat(1 << 20), ..step(number) };
        for number in 0..20 {
            append(&file, &[Happened::Done(long(number))]).unwrap();
        }
        assert!(fs::metadata(&file).unwrap().len() <= LARGEST);
        let history = load(&file);
        assert!((7..20).contains(&history.done().len()));
        assert_eq!(history.done().last(), Some(&long(19)));
    }
}
