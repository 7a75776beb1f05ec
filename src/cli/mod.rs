//! The command line: arguments, subcommands, exit codes, error printing.

pub mod demo;

use std::{
    io::{BufRead, Write},
    path::PathBuf,
    process::ExitCode,
};

use crate::{analysis, article, corpus, export};

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut sentences = 3;
    let mut inputs = Vec::new();
    let mut rest = args.iter().skip(1);
    while let Some(arg) = rest.next() {
        if arg == "--sentences" {
            sentences = rest.next().and_then(|n| n.parse().ok()).unwrap_or(3);
        } else {
            inputs.push(arg.clone());
        }
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut put = |id: &str, article: &article::Article| {
        let analysis = analysis::analyse(article);
        if let Ok(line) = export::annotate(id, article, &analysis, sentences) {
            let _ = writeln!(out, "{line}");
        }
    };
    if inputs == ["-"] {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let Ok(value) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
            let field = |name: &str| value.get(name).and_then(serde_json::Value::as_str);
            let date = field("date").and_then(|d| d.parse().ok());
            let article =
                article::formats::from_record(field("text").unwrap_or(""), field("title"), date);
            put(field("id").unwrap_or(""), &article);
        }
    } else {
        let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
        let Ok(listing) = corpus::walk(&inputs) else { return ExitCode::from(2) };
        for entry in &listing.files {
            if let Ok(article) = corpus::read(entry) {
                put(&article.id.to_string(), &article);
            }
        }
    }
    ExitCode::SUCCESS
}
