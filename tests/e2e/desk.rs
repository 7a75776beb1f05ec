//! A folder of articles and a home for one test; runs the program on them.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

use crate::screen::Screen;

const PROGRAM: &str = env!("CARGO_BIN_EXE_copydesk");

pub struct Desk {
    root: TempDir,
}

impl Desk {
    pub fn empty() -> Self {
        let root = TempDir::new().unwrap();
        for folder in ["desk", "home", "config/copydesk", "data", "state", "cache"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        Self { root }
    }

    pub fn with_articles(articles: &[(&str, &str)]) -> Self {
        let desk = Self::empty();
        for (name, text) in articles {
            desk.write(name, text);
        }
        desk
    }

    /// A path beside the desk, such as `config/copydesk/config.toml`.
    pub fn beside(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub fn folder(&self) -> PathBuf {
        self.beside("desk")
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        write(&self.folder().join(name), text.as_ref());
    }

    pub fn write_config(&self, text: &str) {
        write(&self.beside("config/copydesk/config.toml"), text.as_bytes());
    }

    /// A program of a few lines, in `bin` beside the desk.
    pub fn write_program(&self, name: &str, lines: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = self.beside("bin").join(name);
        write(&path, format!("#!/bin/sh\n{lines}\n").as_bytes());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn tags_file(&self) -> PathBuf {
        self.folder().join("tags.toml")
    }

    /// The tags file by titles.
    pub fn tagged(&self) -> BTreeMap<String, Article> {
        let text = fs::read_to_string(self.tags_file()).unwrap_or_default();
        let file: TagsFile = toml::from_str(&text).unwrap();
        file.article.into_iter().map(|article| (article.title.clone(), article)).collect()
    }

    /// Names in the folder, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// What the program must not see of the tester's own home.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", self.beside("home")),
            ("XDG_CONFIG_HOME", self.beside("config")),
            ("XDG_DATA_HOME", self.beside("data")),
            ("XDG_STATE_HOME", self.beside("state")),
            ("XDG_CACHE_HOME", self.beside("cache")),
            ("LANG", PathBuf::from("C.UTF-8")),
            ("TERM", PathBuf::from("xterm-256color")),
            ("PATH", std::env::var_os("PATH").unwrap_or_default().into()),
        ]
    }

    /// Opens the desk in a terminal of 80 by 24.
    pub fn open(&self) -> Screen {
        self.open_at(80, 24)
    }

    pub fn open_at(&self, columns: u16, rows: u16) -> Screen {
        self.start(&[self.folder().as_os_str()], (columns, rows), &[])
    }

    pub fn start(
        &self,
        arguments: &[&OsStr],
        size: (u16, u16),
        environment: &[(&str, &str)],
    ) -> Screen {
        Screen::start(self.command(arguments, environment), size)
    }

    /// The program with its home, to be started in a terminal.
    pub fn command(
        &self,
        arguments: &[&OsStr],
        environment: &[(&str, &str)],
    ) -> portable_pty::CommandBuilder {
        let mut command = portable_pty::CommandBuilder::new(PROGRAM);
        command.env_clear();
        command.args(arguments);
        command.cwd(self.root.path());
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        command
    }

    /// Runs a command without a terminal; `DESK` stands for the folder.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let folder = self.folder();
        let arguments = arguments.iter().map(|&argument| {
            if argument == "DESK" { folder.as_os_str() } else { argument.as_ref() }
        });
        let output = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(self.root.path())
            .env_clear()
            .envs(self.environment())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Outcome(output)
    }
}

fn write(path: &Path, text: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().write_all(text).unwrap();
}

#[derive(serde::Deserialize)]
struct TagsFile {
    #[serde(default)]
    article: Vec<Article>,
}

#[derive(serde::Deserialize, Debug, Default, PartialEq)]
#[serde(default)]
pub struct Article {
    pub title: String,
    pub tags: Vec<String>,
    pub state: String,
    pub star: bool,
    pub note: String,
}

pub struct Outcome(Output);

impl Outcome {
    pub fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// The exit status, and every one of `words` somewhere in the messages.
    #[track_caller]
    pub fn fails_with(&self, code: i32, words: &[&str]) {
        let err = self.err();
        assert_eq!(self.code(), Some(code), "{err}\n{}", self.out());
        for word in words {
            assert!(err.to_lowercase().contains(&word.to_lowercase()), "no {word:?} in:\n{err}");
        }
        assert!(!err.contains("panicked"), "{err}");
        assert!(!err.chars().any(|c| c.is_control() && c != '\n'), "controls in {err:?}");
    }
}
