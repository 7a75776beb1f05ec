//! The program under strace: which calls a save makes, and what becomes of it when one of them fails or
//! is its last.

use std::{
    collections::HashMap,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::desk::Desk;

/// Calls that have nothing to do with files, or of which the number is not the same each time.
const NO_FILES: &[&str] = &[
    "brk",
    "clock_nanosleep",
    "clone3",
    "exit_group",
    "futex",
    "getrandom",
    "madvise",
    "mmap",
    "mprotect",
    "mremap",
    "munmap",
    "poll",
    "rt_sigaction",
    "rt_sigprocmask",
    "sched_getaffinity",
    "sched_yield",
    "sigaltstack",
    "restart_syscall",
];

/// A call of a program, as strace can point at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    /// The how-manieth of its name, from 1.
    pub ordinal: usize,
    /// As strace shows it.
    pub shown: String,
}

/// What a traced program left.
pub struct Traced {
    pub output: Output,
    pub log: String,
}

impl Traced {
    /// Whether what was to be injected was.
    pub fn is_hit(&self) -> bool {
        self.log.contains("(INJECTED)")
    }

    pub fn is_killed(&self) -> bool {
        self.log.contains("+++ killed by SIGKILL +++")
    }

    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// Calls on files from the last that matches on, without those that close a folder: the standard
    /// library takes their failing, which no system lets happen, for the end of the world.
    pub fn calls_from(&self, first: impl Fn(&str) -> bool) -> Vec<Call> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut calls = Vec::new();
        for line in self.log.lines() {
            let Some((name, _)) = line.split_once('(') else { continue };
            if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                continue;
            }
            let ordinal = seen.entry(name).or_default();
            *ordinal += 1;
            if first(line) {
                calls.clear();
            }
            calls.push(Call { name: name.to_owned(), ordinal: *ordinal, shown: line.to_owned() });
        }
        calls.retain(|call| !NO_FILES.contains(&call.name.as_str()));
        let closes_listed = |pair: &[Call]| {
            let listed =
                pair[0].shown.strip_prefix("getdents64(").and_then(|rest| rest.split_once(','));
            listed.is_some_and(|(file, _)| pair[1].shown.starts_with(&format!("close({file})")))
        };
        let closing: Vec<_> = calls
            .windows(2)
            .filter(|pair| closes_listed(pair))
            .map(|pair| pair[1].clone())
            .collect();
        calls.retain(|call| !closing.contains(call));
        calls
    }
}

/// Runs a program under strace, its first thread traced.
pub fn run(desk: &Desk, inject: Option<&str>, program: &Path, arguments: &[&OsStr]) -> Traced {
    let log: PathBuf = desk.beside("trace.log");
    let mut command = Command::new("strace");
    command.arg("-o").arg(&log);
    if let Some(inject) = inject {
        command.args(["-e", &format!("inject={inject}")]);
    }
    let output = command
        .arg(program)
        .args(arguments)
        .current_dir(desk.folder())
        .env_clear()
        .envs(desk.environment())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Traced { output, log: fs::read_to_string(log).unwrap_or_default() }
}

/// Whether strace is here and may trace; says so where not.
pub fn is_possible() -> bool {
    let mut command = Command::new("strace");
    command.args(["-o", "/dev/null", "true"]).stderr(Stdio::null());
    let possible = command.status().is_ok_and(|status| status.success());
    if !possible {
        println!("left out: strace is not here, or may not trace");
    }
    possible
}
