//! Measures sentences, summaries and the main text of pages against references, beside simpler ways.
//!
//! `cargo run --release --example evaluate -- FOLDER`: FOLDER holds `summary/`, `sentences/` and
//! `html/` as CONTRIBUTING.md says. One table for each question; what is not there is left out.
//! `--peer PROGRAM ARGUMENT…` at the end times another summariser on the same articles.

mod boundaries;
mod interval;
mod lexrank;
mod pages;
mod peer;
mod porter;
mod rouge;
mod speed;
mod summaries;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use copydesk::{
    analysis::{Analysis, analyse},
    article::{Article, formats},
};
use serde_json::Value;

use self::peer::Peer;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut words = std::env::args_os().skip(1);
    let folder = words.next().map(PathBuf::from);
    let folder = folder.ok_or("name the folder with the measuring data")?;
    let peer = match words.next() {
        None => None,
        Some(option) if option == "--peer" => Some(Peer::new(words).ok_or("--peer PROGRAM …")?),
        Some(other) => return Err(format!("{}: only --peer may follow", other.display()).into()),
    };
    let mut out = std::io::stdout().lock();
    summaries::table(&folder.join("summary"), &mut out)?;
    boundaries::table(&folder.join("sentences"), &mut out)?;
    pages::table(&folder.join("html"), &mut out)?;
    speed::table(&folder.join("summary"), peer.as_ref(), &mut out)?;
    Ok(())
}

/// The objects of a file of JSON lines; none where the file is not there.
fn lines(file: &Path) -> Result<Vec<Value>> {
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(file)?;
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| Ok(serde_json::from_str(l)?)).collect()
}

/// The files of a folder with this ending, by name.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| p.to_string_lossy().ends_with(ending)).collect();
    found.sort();
    found
}

fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn texts_of<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn analysed(text: &str) -> (Article, Analysis) {
    let article = formats::from_record(text, None, None);
    let analysis = analyse(&article);
    (article, analysis)
}

fn heading(out: &mut impl Write, question: &str) -> std::io::Result<()> {
    writeln!(out, "\n## {question}\n")
}
