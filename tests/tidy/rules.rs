//! The rules of the house, as tables and one function from a file to its faults.

use crate::lexer::{paths, without_tests};

/// One folder of `src/`, and what it may import.
pub struct Layer {
    pub name: &'static str,
    may_import: &'static [&'static str],
}

const fn layer(name: &'static str, may_import: &'static [&'static str]) -> Layer {
    Layer { name, may_import }
}

/// Bottom up; ARCHITECTURE.md says why each arrow is there.
pub const LAYERS: &[Layer] = &[
    layer("text", &[]),
    layer("article", &["text"]),
    layer("analysis", &["text", "article"]),
    layer("corpus", &["text", "article", "analysis"]),
    layer("tags", &["text", "article", "analysis"]),
    layer("watch", &["text", "article", "analysis", "tags"]),
    layer("query", &["text", "article", "analysis", "corpus", "tags"]),
    layer("export", &["text", "article", "analysis", "corpus", "tags", "query"]),
    layer("config", &["text", "analysis", "tags", "watch", "query"]),
    layer(
        "app",
        &["text", "article", "analysis", "corpus", "tags", "watch", "query", "export", "config"],
    ),
    layer(
        "ui",
        &[
            "text", "article", "analysis", "corpus", "tags", "watch", "query", "export", "config",
            "app",
        ],
    ),
    layer(
        "runtime",
        &[
            "text", "article", "analysis", "corpus", "tags", "watch", "query", "export", "config",
            "app", "ui",
        ],
    ),
    layer(
        "cli",
        &[
            "text", "article", "analysis", "corpus", "tags", "watch", "query", "export", "config",
            "app", "ui", "runtime",
        ],
    ),
];

/// A path that may be named in some places only.
struct Ban {
    path: &'static str,
    kind: Where,
    reason: &'static str,
}

enum Where {
    /// Not under these.
    NotIn(&'static [&'static str]),
    /// Only under these.
    OnlyIn(&'static [&'static str]),
}
use Where::{NotIn, OnlyIn};

const PURE: Where =
    NotIn(&["src/text/", "src/article/", "src/analysis/", "src/watch/", "src/query/"]);
const NO_WORLD: Where = NotIn(&[
    "src/text/",
    "src/article/",
    "src/analysis/",
    "src/watch/",
    "src/query/",
    "src/app/",
    "src/ui/",
]);

const BANS: &[Ban] = &[
    Ban { path: "std::fs", kind: NO_WORLD, reason: "the world is touched in runtime" },
    Ban { path: "std::io", kind: NO_WORLD, reason: "the world is touched in runtime" },
    Ban { path: "std::env", kind: NO_WORLD, reason: "the world is touched in runtime" },
    Ban { path: "std::process", kind: NO_WORLD, reason: "the world is touched in runtime" },
    Ban { path: "std::thread", kind: NO_WORLD, reason: "threads are runtime's" },
    Ban { path: "std::time", kind: PURE, reason: "same text, same analysis: no clock" },
    Ban { path: "jiff::Timestamp::now", kind: PURE, reason: "same text, same analysis: no clock" },
    Ban { path: "jiff::Zoned::now", kind: PURE, reason: "same text, same analysis: no clock" },
    Ban { path: "std::net", kind: OnlyIn(&[]), reason: "the program never uses the network" },
    Ban { path: "directories", kind: OnlyIn(&["src/config/paths.rs"]), reason: "paths has it" },
    Ban { path: "crossterm", kind: OnlyIn(&["src/runtime/"]), reason: "the terminal is runtime's" },
    Ban {
        path: "ratatui::crossterm",
        kind: OnlyIn(&["src/runtime/"]),
        reason: "the terminal is runtime's",
    },
    Ban {
        path: "crate::corpus::read",
        kind: NotIn(&["src/app/", "src/ui/"]),
        reason: "reading is an effect",
    },
    Ban {
        path: "crate::corpus::walk",
        kind: NotIn(&["src/app/", "src/ui/"]),
        reason: "reading is an effect",
    },
    Ban {
        path: "crate::tags::store",
        kind: NotIn(&["src/app/", "src/ui/"]),
        reason: "saving is an effect",
    },
    Ban {
        path: "ratatui",
        kind: NotIn(&[
            "src/text/",
            "src/article/",
            "src/analysis/",
            "src/corpus/",
            "src/tags/",
            "src/watch/",
            "src/query/",
            "src/export/",
        ]),
        reason: "what is known does not depend on how it is drawn",
    },
];

/// Of a crate, only what starts with one of these, in that folder.
const ONLY: &[(&str, &str, &[&str])] = &[
    ("src/app/", "ratatui", &["ratatui::layout"]),
    ("src/config/", "ratatui", &["ratatui::style"]),
];

/// Lines of a file without a reason on its first line.
const LONGEST: usize = 450;

/// The words in a first line that give such a reason.
const REASON: &str = "long because";

/// Everything in the file at `path` (from the root, with `/`) that breaks a rule.
pub fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = lines(path, text);
    let is_test = path.starts_with("tests/") || path.ends_with("tests.rs");
    if path.starts_with("src/") && !is_test {
        for name in paths(without_tests(text)) {
            let name = resolved(path, &name);
            faults.extend(imports(path, &name).map(|reason| format!("{path}: {name}: {reason}")));
        }
    }
    faults.dedup();
    faults
}

fn lines(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let first = text.lines().next().unwrap_or_default();
    if first.strip_prefix("//! ").is_none_or(|purpose| purpose.trim().is_empty()) {
        faults.push(format!("{path}:1: does not open with a line `//! ` that says why it exists"));
    }
    let count = text.lines().count();
    if count > LONGEST && !first.contains(REASON) {
        faults
            .push(format!("{path}: {count} lines; split it, or say `{REASON}` on its first line"));
    }
    // Written apart so that this file keeps its own rules.
    let words =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!"), concat!("#[ig", "nore")];
    let allow = concat!("all", "ow(");
    for (at, line) in text.lines().enumerate() {
        let mut add = |what: &str| faults.push(format!("{path}:{}: {what}", at + 1));
        if let Some(word) = words.iter().find(|word| line.contains(**word)) {
            add(&format!("has {word}; do it or file an issue"));
        }
        let attribute = line.trim_start();
        if attribute.starts_with("#[") || attribute.starts_with("#![") {
            let ends = line.trim_end().ends_with(']');
            if attribute.contains(allow) && ends && !line.contains("reason = ") {
                add("allows without a reason; use #[expect(…, reason = \"…\")]");
            }
        }
    }
    faults
}

/// `path` from the crate's root, where it starts with `super`, `self` or the crate's name.
fn resolved(file: &str, path: &str) -> String {
    let mut module: Vec<&str> = file
        .trim_start_matches("src/")
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib" | "main"))
        .collect();
    let mut parts = path.split("::").peekable();
    match parts.peek() {
        Some(&("super" | "self")) => {
            while let Some(part) = parts.next_if(|part| matches!(*part, "super" | "self")) {
                if part == "super" {
                    module.pop();
                }
            }
            ["crate"].into_iter().chain(module).chain(parts).collect::<Vec<_>>().join("::")
        }
        Some(&"copydesk") => path.replacen("copydesk", "crate", 1),
        _ => path.to_owned(),
    }
}

/// Why the file may not name `name`.
fn imports(file: &str, name: &str) -> Option<&'static str> {
    let is_under = |folders: &[&str]| folders.iter().any(|folder| file.starts_with(folder));
    let named = |path: &str| name == path || name.starts_with(&format!("{path}::"));
    for ban in BANS.iter().filter(|ban| named(ban.path)) {
        let broken = match ban.kind {
            NotIn(folders) => is_under(folders),
            OnlyIn(folders) => !is_under(folders),
        };
        if broken {
            return Some(ban.reason);
        }
    }
    let narrow = |(folder, of, only): &(&str, &str, &[&str])| {
        file.starts_with(folder) && named(of) && !only.iter().any(|path| named(path))
    };
    if ONLY.iter().any(narrow) {
        return Some("only a part of that crate is for this layer");
    }
    let target = name.strip_prefix("crate::")?.split("::").next()?;
    let target = LAYERS.iter().find(|layer| layer.name == target)?;
    let home = file.strip_prefix("src/")?.split('/').next()?;
    let home = LAYERS.iter().find(|layer| layer.name == home)?;
    let allowed = home.name == target.name || home.may_import.contains(&target.name);
    (!allowed).then_some("the layer may not import that one (see the table in tests/tidy)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_can_fail() {
        let long = "//! Purpose.\n".to_owned() + &"fn a() {}\n".repeat(LONGEST);
        for (path, text, part) in [
            ("src/text/a.rs", "use std::mem;\n", "does not open with"),
            ("src/text/a.rs", "//! \n", "does not open with"),
            ("tests/a.rs", "", "does not open with"),
            ("src/text/a.rs", long.as_str(), "lines; split it"),
            ("src/text/a.rs", concat!("//! P.\n// TO", "DO: later\n"), ":2: has"),
            ("src/text/a.rs", concat!("//! P.\n    #[ig", "nore]\n"), ":2: has"),
            ("src/text/a.rs", concat!("//! P.\n#[all", "ow(dead_code)]\n"), ":2: allows"),
            ("src/text/a.rs", "//! P.\nuse crate::article::Article;\n", "crate::article::Article"),
            ("src/text/a.rs", "//! P.\nuse super::super::ui::x;\n", "crate::ui::x"),
            ("src/text/mod.rs", "//! P.\nuse super::ui::x;\n", "crate::ui::x"),
            ("src/app/a.rs", "//! P.\nfn f() { crate::ui::view() }\n", "crate::ui::view"),
            ("src/tags/a.rs", "//! P.\nuse crate::{text::X, corpus::Y};\n", "crate::corpus::Y"),
            ("src/config/a.rs", "//! P.\nuse crate::app::App;\n", "crate::app::App"),
            ("src/analysis/a.rs", "//! P.\nuse std::{fmt, fs::File};\n", "std::fs::File"),
            ("src/article/a/b.rs", "//! P.\nlet t = std::time::Instant::now();\n", "std::time"),
            ("src/analysis/a.rs", "//! P.\nuse std::thread;\n", "std::thread"),
            ("src/article/a.rs", "//! P.\nuse std::io::Read;\n", "std::io::Read"),
            ("src/app/a.rs", "//! P.\nuse std::fs;\n", "std::fs"),
            (
                "src/app/a.rs",
                "//! P.\nuse crate::corpus::{Doc, read::file};\n",
                "corpus::read::file",
            ),
            (
                "src/app/a.rs",
                "//! P.\nuse ratatui::{layout::Rect, style::Style};\n",
                "ratatui::style",
            ),
            ("src/ui/a.rs", "//! P.\nuse crossterm::event;\n", "crossterm::event"),
            ("src/ui/a.rs", "//! P.\nuse ratatui::crossterm::event;\n", "crossterm::event"),
            ("src/tags/a.rs", "//! P.\nuse ratatui::text::Span;\n", "ratatui::text::Span"),
            ("src/cli/a.rs", "//! P.\nuse directories::ProjectDirs;\n", "directories::ProjectDirs"),
            ("src/cli/a.rs", "//! P.\nuse std::net::TcpStream;\n", "std::net::TcpStream"),
        ] {
            let found = faults(path, text);
            assert!(found.len() == 1 && found[0].contains(part), "{path}: {text}: {found:?}");
        }
    }

    #[test]
    fn what_is_allowed_is_no_fault() {
        let long = format!("//! A table, {REASON} it is one.\n{}", "fn a() {}\n".repeat(LONGEST));
        for (path, text) in [
            ("src/text/a.rs", long.as_str()),
            ("src/ui/a.rs", "//! P.\nuse crate::{app::App, text::{Glyph, width}};\n"),
            ("src/text/a.rs", "//! P.\nuse super::{TextRange, glyph::each};\n"),
            (
                "src/text/a.rs",
                "//! P.\n// std::fs, crate::ui\n#[cfg(test)]\nmod tests {\n use std::fs;\n}\n",
            ),
            (
                "src/runtime/a.rs",
                "//! P.\nuse std::{fs, io, thread, time::Instant};\nuse crossterm::event;\n",
            ),
            (
                "src/config/paths.rs",
                "//! P.\nuse directories::ProjectDirs;\nuse std::path::PathBuf;\n",
            ),
            ("src/app/a.rs", "//! P.\nuse ratatui::layout::Rect;\nuse crate::corpus::DocId;\n"),
            (
                "src/text/a.rs",
                concat!("//! P.\n#[all", "ow(dead_code, reason = \"…\")]\nfn a() {}\n"),
            ),
            ("src/config/settings_tests.rs", "//! P.\nuse std::fs;\n"),
        ] {
            assert_eq!(faults(path, text), Vec::<String>::new(), "{path}: {text}");
        }
    }
}
