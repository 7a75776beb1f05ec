//! Draws the picture in README.md: the real program, on the sample desk, in a real terminal.
//!
//! `cargo build --release && cargo run --release --example picture -- docs/screen.svg`
//!
//! After the file's name there may be a size (`120x40`) and keys, one argument for each, as they
//! are written in the help: `j`, `Enter`, `Ctrl-d`. Other arguments are typed as they are.

mod session;
mod svg;

use std::{fs::File, io::Write, num::NonZeroU16};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Columns and rows of the picture in the README.
const SIZE: &str = "120x40";

/// What is pressed for it: two tags made, three articles decided, a star, and an article with
/// names, a pull quote and a post selected.
const KEYS: &[&str] = &[
    "1", "strait", "Enter", "j", "2", "strike", "Enter", "Space", "1", "*", "Space", "g", "g", "j",
    "j", "j", "j", "2",
];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1).peekable();
    let out = arguments.next().ok_or("name the file to write: docs/screen.svg")?;
    let size = arguments.next_if(|argument| size_of(argument).is_some());
    let size = size_of(size.as_deref().unwrap_or(SIZE)).ok_or("no size")?;
    let given: Vec<String> = arguments.collect();
    let keys: Vec<&str> =
        if given.is_empty() { KEYS.to_vec() } else { given.iter().map(String::as_str).collect() };
    let screen = session::screen_after(size, &keys)?;
    File::create(&out)?.write_all(svg::picture(&screen).as_bytes())?;
    Ok(())
}

fn size_of(text: &str) -> Option<(NonZeroU16, NonZeroU16)> {
    let (columns, rows) = text.split_once('x')?;
    Some((columns.parse().ok()?, rows.parse().ok()?))
}
