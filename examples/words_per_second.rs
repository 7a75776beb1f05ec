//! Says how many words a second the name tagger does by itself, and the whole analysis.
//!
//! `cargo run --release --example words_per_second -- FILE…`; without files it reads the sample
//! desk. Seconds are of the processor where the system tells them.

use std::{
    io::Write,
    path::{Path, PathBuf},
    time::Instant,
};

use copydesk::{
    analysis::{self, Block, entities::tagger::Tagger, sentences, structure},
    article::{Article, BlockKind, formats},
    text::TextRange,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Each figure is the best of some rounds, each at least so many seconds long.
const ROUNDS: usize = 5;
const ROUND: f64 = 0.4;

fn main() -> Result<()> {
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        files = text_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/demo"))?;
    }
    let mut articles = Vec::new();
    for file in &files {
        let bytes = std::fs::read(file)?;
        articles.push(formats::parse(file, formats::Format::Text, &bytes, None));
    }
    let mut out = std::io::stdout().lock();
    let words: usize = articles.iter().map(|a| count(&a.text)).sum();
    writeln!(out, "{} articles, {words} words", articles.len())?;

    let start = now();
    drop(Tagger::embedded());
    writeln!(out, "loading {:.1} ms", (now() - start) * 1e3)?;

    let sentences: Vec<Vec<TextRange>> = articles.iter().map(sentences_of).collect();
    let rate = best(words, || {
        let mut tagger = Tagger::embedded();
        for (article, sentences) in articles.iter().zip(&sentences) {
            tagger.names(&article.text, sentences);
        }
    });
    writeln!(out, "tagger alone {rate:.0} words/s")?;
    let rate = best(words, || {
        for article in &articles {
            analysis::analyse(article);
        }
    });
    writeln!(out, "whole analysis {rate:.0} words/s")?;
    Ok(())
}

fn text_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|e| e == "txt") {
            found.push(path);
        }
    }
    Ok(found)
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count()
}

fn sentences_of(article: &Article) -> Vec<TextRange> {
    let blocks: Vec<Block> = structure::blocks(article);
    let all = sentences::of_blocks(&article.text, &blocks);
    let told =
        |block: u32| blocks.get(block as usize).is_some_and(|b| b.kind != BlockKind::Boilerplate);
    all.iter().filter(|s| told(s.block)).map(|s| s.range).collect()
}

/// Words a second of the best round.
fn best(words: usize, mut once: impl FnMut()) -> f64 {
    let words = f64::from(u32::try_from(words).unwrap_or(u32::MAX));
    let round = || {
        let (start, mut times) = (now(), 0.0);
        loop {
            once();
            times += 1.0;
            let spent = now() - start;
            if spent >= ROUND {
                return words * times / spent;
            }
        }
    };
    std::iter::repeat_with(round).take(ROUNDS).fold(0.0, f64::max)
}

/// Seconds that this thread has run; where the system does not say, those that have passed.
fn now() -> f64 {
    thread_local! {
        static START: Instant = Instant::now();
    }
    let ran = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = ran.and_then(|s| s.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.with(|s| s.elapsed().as_secs_f64()), |n| n / 1e9)
}
