//! Reads the paths (`std::fs::File`) that Rust code names, use trees taken apart.

/// The code of a file without its tests: up to the first item for tests only. They stand last, and
/// may use what the code may not.
pub fn without_tests(text: &str) -> &str {
    let end = text.find("\n#[cfg(test)]\nmod ").or_else(|| text.find("\n#[cfg(test)]\n#[path"));
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// Every path of at least two parts in `code`, each part of a use tree for itself.
pub fn paths(code: &str) -> Vec<String> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = path(&tokens, at, "", &mut found).max(at + 1);
    }
    found.retain(|path| path.contains("::"));
    found
}

/// Reads one path or use tree from `at` on; returns where it ends.
fn path(tokens: &[String], mut at: usize, prefix: &str, found: &mut Vec<String>) -> usize {
    let mut name = prefix.to_owned();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") if !prefix.is_empty() || name != prefix => {
                return group(tokens, at, &name, found);
            }
            Some(word) if is_word(word) || word == "*" && !name.is_empty() => {
                name = if name.is_empty() { word.to_owned() } else { format!("{name}::{word}") };
                at += 1;
            }
            _ => break,
        }
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
        if tokens.get(at).is_some_and(|token| token == "<") {
            break;
        }
    }
    if name != prefix {
        found.push(name);
    }
    at
}

/// Reads `{a, b::{c}}` from its brace on.
fn group(tokens: &[String], mut at: usize, prefix: &str, found: &mut Vec<String>) -> usize {
    at += 1;
    while at < tokens.len() && tokens[at] != "}" {
        at = path(tokens, at, prefix, found).max(at + 1);
        if tokens.get(at).is_some_and(|token| token == "as") {
            at += 2;
        }
        if tokens.get(at).is_some_and(|token| token == ",") {
            at += 1;
        }
    }
    at + 1
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single marks; comments, strings and characters are left out.
fn tokens(code: &str) -> Vec<String> {
    let chars: Vec<char> = code.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let literal = literal(rest);
        if literal > 0 {
            at += literal;
        } else if rest.starts_with(&[':', ':']) {
            tokens.push("::".to_owned());
            at += 2;
        } else if rest[0].is_alphanumeric() || rest[0] == '_' {
            let word: String =
                rest.iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
            at += word.chars().count();
            tokens.push(word);
        } else {
            if !rest[0].is_whitespace() {
                tokens.push(rest[0].to_string());
            }
            at += 1;
        }
    }
    tokens
}

/// The length of the comment, string or character that starts here, or 0.
fn literal(rest: &[char]) -> usize {
    match rest {
        ['/', '/', ..] => rest.iter().take_while(|c| **c != '\n').count(),
        ['/', '*', ..] => block_comment(rest),
        ['"', ..] | ['b' | 'c', '"', ..] => string(rest),
        ['r', '"' | '#', ..] | ['b', 'r', '"' | '#', ..] => raw_string(rest),
        ['\'', '\\', ..] => 3 + rest.iter().skip(3).take_while(|c| **c != '\'').count(),
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match rest.get(at..at + 2) {
            Some(['/', '*']) => depth += 1,
            Some(['*', '/']) => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char]) -> usize {
    let mut at = 1 + rest.iter().position(|c| *c == '"').unwrap_or(0);
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// `r"…"`, `r#"…"#`; 0 for a raw identifier.
fn raw_string(rest: &[char]) -> usize {
    let start = rest.iter().position(|c| matches!(c, '"' | '#')).unwrap_or(0);
    let hashes = rest.iter().skip(start).take_while(|c| **c == '#').count();
    if rest.get(start + hashes) != Some(&'"') {
        return 0;
    }
    let mut end = vec!['"'];
    end.extend(std::iter::repeat_n('#', hashes));
    let inside = &rest[start + hashes + 1..];
    let len = inside.windows(end.len()).position(|window| window == end).unwrap_or(inside.len());
    start + hashes + 1 + len + end.len()
}

#[test]
fn paths_are_read_from_use_trees_and_code() {
    for (code, expected) in [
        ("use std::fs;", &["std::fs"][..]),
        ("use std::{fs, io::{self, Read}};", &["std::fs", "std::io::self", "std::io::Read"]),
        ("use crate::{text::TextRange as T, tags};", &["crate::text::TextRange", "crate::tags"]),
        ("pub use super::super::ui::*;", &["super::super::ui::*"]),
        ("fn f() -> std::io::Result<()> { a::b::<c::D>() }", &["std::io::Result", "a::b", "c::D"]),
        ("let x = m::T { a: b::c, d };", &["m::T", "b::c"]),
        ("if x { std::env::var(\"a\") }", &["std::env::var"]),
        (
            "// std::fs\n/* std::io /* */ std::io */ \"std::fs\" r#\"\"std::fs\"# 'a' '\\'' '\"' b\"x\"",
            &[],
        ),
        ("impl<'a> Foo<'a> for x::Y {}", &["x::Y"]),
    ] {
        assert_eq!(paths(code), expected, "{code}");
    }
}

#[test]
fn tests_are_left_out() {
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\nb\n}"), "a");
    assert_eq!(
        without_tests("a\n#[cfg(test)]\nfn only() {}\nb"),
        "a\n#[cfg(test)]\nfn only() {}\nb"
    );
}
