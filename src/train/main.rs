//! Trains the name tagger and writes its embedded weights (CONTRIBUTING.md, "Training").
//!
//! `copydesk-train DATA` writes the three files beside the tagger, or to the folder after `--out`;
//! `--free` leaves out the sets that are not freely licensed; `--check` trains nothing and measures
//! what is built in; `--cross` measures by cross-validation over the documents of the news sets.

mod check;
mod corpus;
mod crf;
mod glue;
mod kinds;
mod lexica;
mod net;
mod pack;
mod random;

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use copydesk::analysis::entities::{lexicon::Lexicon, model::Model, net::Net, tagger::Tagger};
use corpus::Text;
use kinds::Scheme;

/// A set that is trained on.
struct Set {
    name: &'static str,
    scheme: Scheme,
    /// Its licence allows everybody everything but hiding where it is from.
    free: bool,
}

const fn set(name: &'static str, scheme: Scheme, free: bool) -> Set {
    Set { name, scheme, free }
}

const SETS: &[Set] = &[
    set("worldwide/train", Scheme::Worldwide, false),
    set("conll03/train", Scheme::Conll, false),
    set("wikigold/train", Scheme::Conll, true),
    set("crossner-politics/train", Scheme::Crossner, true),
    set("wnut17/train", Scheme::Wnut, true),
    set("btc/train", Scheme::Core, true),
    set("btc/train2", Scheme::Core, true),
    set("btc/train3", Scheme::Core, true),
    set("btc/train4", Scheme::Core, true),
];

/// Sets whose documents are held out in turn by `--cross`.
const NEWS: &[&str] = &["worldwide/train", "conll03/train"];
const FOLDS: usize = 5;

/// Sets that are only measured on.
const HELD_OUT: &[&str] = &["worldwide/dev", "conll03/dev", "ewt/dev", "pud-wiki/all"];

/// What is asked for on the command line.
struct Options {
    data: PathBuf,
    out: PathBuf,
    free: bool,
    check: bool,
    cross: bool,
}

impl Options {
    fn read(mut args: impl Iterator<Item = OsString>) -> Option<Self> {
        let mut options = Self {
            data: PathBuf::from(args.next()?),
            out: Path::new(env!("CARGO_MANIFEST_DIR")).join("src/analysis/entities"),
            free: false,
            check: false,
            cross: false,
        };
        while let Some(arg) = args.next() {
            match arg.to_str()? {
                "--out" => options.out = PathBuf::from(args.next()?),
                "--free" => options.free = true,
                "--check" => options.check = true,
                "--cross" => options.cross = true,
                _ => return None,
            }
        }
        Some(options)
    }
}

fn main() -> ExitCode {
    let Some(options) = Options::read(std::env::args_os().skip(1)) else {
        say("usage: copydesk-train DATA [--check | --cross] [--free] [--out FOLDER]");
        return ExitCode::from(2);
    };
    let done = if options.check {
        check::measure(&options.data, HELD_OUT, &mut Tagger::embedded())
    } else if options.cross {
        cross(&options)
    } else {
        train(&options)
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn train(options: &Options) -> io::Result<()> {
    let lexicon = lexica::pack(&options.data.join("lexica"))?;
    write(&options.out.join("lexicon.bin"), &lexicon)?;
    let lexicon = Lexicon::parse(&lexicon);
    let (model, net) = fit(&sets(options)?, &lexicon)?;
    write(&options.out.join("model.bin"), &model)?;
    write(&options.out.join("net.bin"), &net)?;
    let (model, net) = (Model::parse(&model), Net::parse(&net));
    check::measure(&options.data, HELD_OUT, &mut Tagger::new(&model, &net, &lexicon))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::File::create(path)?.write_all(bytes)
}

/// The texts of the sets to train on.
fn sets(options: &Options) -> io::Result<Vec<(Vec<Text>, Scheme)>> {
    let used = SETS.iter().filter(|set| set.free || !options.free);
    used.map(|set| Ok((corpus::read(&options.data.join("ner"), set.name)?, set.scheme))).collect()
}

/// A packed model and a packed net, trained side by side.
fn fit(sets: &[(Vec<Text>, Scheme)], lexicon: &Lexicon) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let start = Instant::now();
    let examples = corpus::examples(sets, lexicon);
    let (words, features) = (examples.words(), examples.features);
    say(&format!("{:.0?} {words} words, {features} features", start.elapsed()));
    let progress = |what: &str, line: &str| say(&format!("{:.0?} {what}, {line}", start.elapsed()));
    let (weights, net) = std::thread::scope(|scope| {
        let linear =
            scope.spawn(|| crf::train(&examples, &mut |line| progress("linear model", line)));
        let net = net::train(sets, lexicon, &mut |line| progress("net", line));
        (linear.join(), net)
    });
    let Ok(mut weights) = weights else { return Err(io::Error::other("no linear model")) };
    // One chain decides by both scores: its transitions are the sum, and are packed with the first.
    let both = weights.transitions.iter_mut().flatten();
    for (sum, own) in both.zip(net.weights.transitions().iter().flatten()) {
        *sum += own * SHARE;
    }
    let (model, net) = (pack::model(&examples, &weights), net::pack::net(&net, SHARE));
    say(&format!("{:.0?} model {} bytes, net {} bytes", start.elapsed(), model.len(), net.len()));
    Ok((model, net))
}

/// Trains as often as there are folds, each time without every so-many-th document of the news sets,
/// and measures on those.
fn cross(options: &Options) -> io::Result<()> {
    let lexicon = Lexicon::parse(&lexica::pack(&options.data.join("lexica"))?);
    let mut found: Vec<Vec<check::Counts>> = NEWS.iter().map(|_| Vec::new()).collect();
    for fold in 0..FOLDS {
        let mut sets = sets(options)?;
        let mut held = Vec::new();
        for name in NEWS {
            let mut all = corpus::read(&options.data.join("ner"), name)?.into_iter().enumerate();
            let (out, rest): (Vec<_>, Vec<_>) = all.by_ref().partition(|t| t.0 % FOLDS == fold);
            held.push(out.into_iter().map(|t| t.1).collect::<Vec<Text>>());
            // Those that are not free are only measured on.
            let mut used = SETS.iter().filter(|set| set.free || !options.free);
            if let Some(at) = used.position(|set| set.name == *name) {
                sets[at].0 = rest.into_iter().map(|t| t.1).collect();
            }
        }
        let (model, net) = fit(&sets, &lexicon)?;
        let (model, net) = (Model::parse(&model), Net::parse(&net));
        let mut tagger = Tagger::new(&model, &net, &lexicon);
        for (found, texts) in found.iter_mut().zip(&held) {
            found.extend(check::counts(texts, &mut tagger));
        }
    }
    for (name, found) in NEWS.iter().zip(&found) {
        check::report(name, found);
    }
    Ok(())
}

/// What the net's scores count beside the linear model's.
const SHARE: f32 = 1.0;

/// Tells the developer on standard error.
fn say(line: &str) {
    // Nobody can be told when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}
