//! Measures the search for watched phrases: how long 40,000 take to be made ready, and MB/s.
//!
//! `cargo run --release --example phrases_bench [FOLDER]`; without a folder on invented text.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::{fmt::Write, path::Path, time::Instant};

use copydesk::text::{fold, phrases::Phrases};

/// A small generator (xorshift), so that every run measures the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn word(&mut self) -> String {
        let syllables =
            ["ka", "ro", "mi", "ten", "sha", "lu", "ver", "no", "di", "pa", "gor", "el"];
        (0..2 + self.below(3))
            .filter_map(|_| syllables.get(usize::try_from(self.below(12)).unwrap_or(0)))
            .copied()
            .collect()
    }
}

fn main() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let words: Vec<String> = (0..30_000).map(|_| dice.word()).collect();
    let text = std::env::args().nth(1).map_or_else(
        || {
            let mut text = String::new();
            while text.len() < 8 << 20 {
                let at = usize::try_from(dice.below(30_000)).unwrap_or(0);
                let _ = write!(text, "{} ", words[at]);
            }
            text
        },
        |folder| read(Path::new(&folder)),
    );
    let phrases: Vec<String> =
        (0..40_000).map(|_| format!("{} {}", dice.word(), dice.word())).collect();
    let start = Instant::now();
    let all = Phrases::new(phrases.iter().map(String::as_str));
    println!("40,000 phrases made ready in {:.0?}", start.elapsed());
    let folded = fold::fold(&text);
    let (mut found, start) = (0_u32, Instant::now());
    all.each(&folded, |_, _, _| found += 1);
    tell("folded text", folded.len(), start, found);
    let start = Instant::now();
    let found = u32::try_from(all.find(&text).len()).unwrap_or(u32::MAX);
    tell("with folding and places", text.len(), start, found);
    let one = Phrases::new(["no such words"]);
    let (mut found, start) = (0_u32, Instant::now());
    one.each(&folded, |_, _, _| found += 1);
    tell("one phrase, folded text", folded.len(), start, found);
}

fn tell(what: &str, bytes: usize, start: Instant, found: u32) {
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6;
    println!("{what}: {:.0} MB/s ({megabytes:.1} MB, {found} places)", megabytes / seconds);
}

/// All texts of a folder.
fn read(folder: &Path) -> String {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.collect::<Vec<_>>().join("\n")
}
