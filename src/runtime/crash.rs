//! Reports of faults in the state directory, for whoever is to mend them. They hold no text of articles, no
//! name of a file or a tag.

use std::{
    fmt::Write as _,
    fs::{self, DirBuilder, OpenOptions},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use ratatui::layout::Size;

use super::panics::Fault;
use crate::{app::App, config::paths, text::clean};

/// Reports that are kept, the newest.
const KEPT: usize = 10;

/// Bytes of a report.
const LARGEST: usize = 16 << 10;

/// Letters of a variable of the environment.
const WORD: usize = 60;

/// What was going on when a fault came.
#[derive(Debug)]
pub(super) struct Scene {
    size: Size,
    terminal: String,
    lately: Vec<&'static str>,
    articles: usize,
    unsaved: usize,
}

impl Scene {
    pub fn of(app: &App) -> Self {
        Self {
            size: app.size,
            terminal: std::env::var("TERM").unwrap_or_else(|_| "not set".to_owned()),
            lately: app.lately().collect(),
            articles: app.desk.docs.len(),
            unsaved: app.saving.unsaved(),
        }
    }
}

/// Writes the report of a fault; where it is, if that could be done.
pub(super) fn report(fault: &Fault, scene: &Scene) -> Option<PathBuf> {
    let folder = paths::state_dir()?.join("crashes");
    write(&folder, &text(fault, scene)).ok()
}

fn text(fault: &Fault, Scene { size, terminal, lately, articles, unsaved }: &Scene) -> String {
    let terminal: String = clean::line(terminal).chars().take(WORD).collect();
    let mut text = format!(
        "A fault of copydesk {} on {}.\n\
        There is no text of articles in here, no name of a file or a tag. What the program quoted is\n\
        left out: […]\n\n\
        system: {}\nterminal: {}x{}, TERM {terminal}\narticles: {articles}, unsaved changes: {unsaved}\n\
        thread: {}\nplace: {}\nmessage: {}\nlast actions: {}\n",
        env!("CARGO_PKG_VERSION"),
        Timestamp::now(),
        system(),
        size.width,
        size.height,
        fault.thread,
        fault.place,
        fault.message,
        lately.join(", "),
    );
    if fault.calls.is_empty() {
        text.push_str("calls: not known, as this program was built without their names\n");
    }
    for (number, call) in fault.calls.iter().enumerate() {
        let before = if number == 0 { "calls:\n" } else { "" };
        let _infallible = writeln!(text, "{before}  {}", clean::line(call));
    }
    if text.len() > LARGEST {
        let end = (0..=LARGEST).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
    }
    text
}

fn system() -> String {
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let kernel: String = clean::line(kernel.trim()).chars().take(WORD).collect();
    format!("{} {} {kernel}", std::env::consts::OS, std::env::consts::ARCH).trim_end().to_owned()
}

/// Writes a report under a name of its own, readable by the reader only, and removes the oldest.
fn write(folder: &Path, text: &str) -> io::Result<PathBuf> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    // To the microsecond: the names must sort by age.
    let now = Timestamp::now();
    let now = format!("{}.{:06}", now.strftime("%Y-%m-%dT%H-%M-%S"), now.subsec_microsecond());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for number in 0..100 {
        let path = folder.join(format!("{now}.{number:02}.txt"));
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                forget_oldest(folder);
                return Ok(path);
            }
            Err(taken) if taken.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn forget_oldest(folder: &Path) {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut reports: Vec<PathBuf> =
        names.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    reports.sort();
    let old = reports.len().saturating_sub(KEPT);
    for path in reports.iter().take(old) {
        let _tried_again_next_time = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_short_private_and_one_of_the_last_ten() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("state/crashes");
        let fault = Fault {
            thread: "main".to_owned(),
            place: "src/ui/mod.rs:1:1".to_owned(),
            message: "no such row […]".to_owned(),
            calls: vec!["copydesk::ui::é".repeat(40); 100],
        };
        let scene = Scene {
            size: Size { width: 80, height: 24 },
            terminal: "\u{1b}[2Jxterm".repeat(99),
            lately: vec!["down", "tag-1"],
            articles: 12,
            unsaved: 1,
        };
        let text = text(&fault, &scene);
        assert!(text.len() <= LARGEST && text.contains("last actions: down, tag-1\n"), "{text}");
        assert!(!text.contains('\u{1b}') && text.contains("terminal: 80x24, TERM ␛[2Jxterm"));
        let mut paths: Vec<PathBuf> =
            (0..15).map(|n| write(&folder, &format!("{n} {text}")).unwrap()).collect();
        let kept = fs::read_dir(&folder).unwrap().count();
        assert_eq!(kept, KEPT);
        let last = paths.pop().unwrap();
        assert!(fs::read_to_string(&last).unwrap().starts_with("14 "));
        assert!(!paths[0].exists());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&last), mode(&folder)), (0o600, 0o700));
        }
    }
}
