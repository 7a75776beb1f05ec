//! Trains the name tagger and writes its embedded weights (CONTRIBUTING.md, "Training").
//!
//! `copydesk-train DATA` writes the two files beside the tagger; `copydesk-train DATA --check`
//! trains nothing and measures what is built in.

mod check;
mod corpus;
mod crf;
mod glue;
mod kinds;
mod lexica;
mod pack;
mod random;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use copydesk::analysis::entities::{lexicon::Lexicon, model::Model};

/// Sets that are trained on, with what each annotates.
const SETS: &[(&str, kinds::Scheme)] = &[
    ("worldwide/train", kinds::Scheme::Worldwide),
    ("conll03/train", kinds::Scheme::Conll),
    ("wikigold/train", kinds::Scheme::Conll),
    ("crossner-politics/train", kinds::Scheme::Crossner),
    ("wnut17/train", kinds::Scheme::Wnut),
    ("btc/train", kinds::Scheme::Core),
    ("btc/train2", kinds::Scheme::Core),
    ("btc/train3", kinds::Scheme::Core),
    ("btc/train4", kinds::Scheme::Core),
];

/// Sets that are only measured on.
const HELD_OUT: &[&str] = &["worldwide/dev", "conll03/dev", "ewt/dev", "pud-wiki/all"];

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let Some(data) = args.next().map(PathBuf::from) else {
        say("usage: copydesk-train DATA [--check]");
        return ExitCode::from(2);
    };
    let checking = args.next().is_some_and(|a| a == "--check");
    let done = if checking { check_embedded(&data) } else { train(&data) };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn check_embedded(data: &Path) -> std::io::Result<()> {
    check::measure(data, HELD_OUT, Model::embedded(), Lexicon::embedded())
}

fn train(data: &Path) -> std::io::Result<()> {
    let start = Instant::now();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/analysis/entities");
    let lexicon = lexica::pack(&data.join("lexica"))?;
    std::fs::File::create(home.join("lexicon.bin"))?.write_all(&lexicon)?;
    let lexicon = Lexicon::parse(&lexicon);
    let mut sets = Vec::new();
    for (name, scheme) in SETS {
        sets.push((corpus::read(&data.join("ner"), name)?, *scheme));
    }
    let examples = corpus::examples(&sets, &lexicon);
    say(&format!(
        "{:.0?} {} words, {} features",
        start.elapsed(),
        examples.words(),
        examples.features
    ));
    let weights =
        crf::train(&examples, &mut |line| say(&format!("{:.0?} {line}", start.elapsed())));
    let model = pack::model(&examples, &weights);
    std::fs::File::create(home.join("model.bin"))?.write_all(&model)?;
    say(&format!("{:.0?} model {} bytes", start.elapsed(), model.len()));
    check::measure(data, HELD_OUT, &Model::parse(&model), &lexicon)
}

/// Tells the developer on standard error.
fn say(line: &str) {
    // Nobody can be told when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}
