//! Another program that summarises the same articles: how long it takes.

use std::{
    ffi::OsString,
    fs::File,
    io::{BufWriter, Write},
    process::{Command, Stdio},
    time::Instant,
};

use super::Result;

/// Each time is the best of so many runs.
const RUNS: usize = 3;

/// A program with its arguments, run without a shell. It reads JSON lines (`id`, `text`).
pub struct Peer {
    program: OsString,
    arguments: Vec<OsString>,
}

impl Peer {
    /// From the words of a command; `None` where there are none.
    pub fn new(words: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut words = words.into_iter();
        Some(Self { program: words.next()?, arguments: words.collect() })
    }

    pub fn name(&self) -> String {
        let words = std::iter::once(&self.program).chain(&self.arguments);
        words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    /// Seconds for all texts, without those that it takes to start.
    pub fn seconds(&self, texts: &[&str]) -> Result<f64> {
        let best = |texts: &[&str]| -> Result<f64> {
            let mut best = f64::INFINITY;
            for _ in 0..RUNS {
                best = best.min(self.run(texts)?);
            }
            Ok(best)
        };
        Ok(best(texts)? - best(&[])?)
    }

    fn run(&self, texts: &[&str]) -> Result<f64> {
        let start = Instant::now();
        let status = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(input(texts)?)
            .stdout(Stdio::null())
            .status()
            .map_err(|error| format!("{} does not run: {error}", self.name()))?;
        if !status.success() {
            return Err(format!("{} failed: {status}", self.name()).into());
        }
        Ok(start.elapsed().as_secs_f64())
    }
}

fn input(texts: &[&str]) -> Result<File> {
    let file = tempfile::NamedTempFile::new()?;
    let mut lines = BufWriter::new(&file);
    for (id, text) in texts.iter().enumerate() {
        writeln!(lines, "{}", serde_json::json!({ "id": id.to_string(), "text": text }))?;
    }
    lines.flush()?;
    drop(lines);
    Ok(file.reopen()?)
}
