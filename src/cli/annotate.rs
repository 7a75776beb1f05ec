//! `copydesk annotate`: everything found in each article, as JSON lines in the order of the input.

use std::{
    io::{self, BufRead, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{
    args::AnnotateArgs,
    desk::{self, name_problem, no_articles},
    failure::{Failure, Outcome, code},
    out::{Console, complain},
    records::{Lines, annotate_line},
};
use crate::{
    analysis::{analyse, summary::Length},
    article::Diagnostic,
    corpus::{self, FileEntry},
    export::{self, FAULT, Step, Wanted, in_order},
};

pub fn run(args: &AnnotateArgs, console: &mut Console) -> Outcome {
    let wanted = Wanted {
        length: args.words.map_or(Length::Sentences(usize::from(args.sentences)), |words| {
            Length::Words(usize::from(words))
        }),
        reasons: args.reasons,
    };
    let stdin = Path::new("-");
    if args.inputs.iter().any(|input| input == stdin) {
        if args.inputs.len() > 1 {
            let message = "`-` cannot be mixed with files";
            return Err(Failure::new(code::USE, message, "annotate them in two runs"));
        }
        return lines(io::BufReader::new(io::stdin()), wanted, console);
    }
    files(&args.inputs, wanted, console)
}

fn files(inputs: &[PathBuf], wanted: Wanted, console: &mut Console) -> Outcome {
    let listing = corpus::walk(inputs)?;
    listing.problems.iter().for_each(name_problem);
    if listing.files.is_empty() && listing.problems.is_empty() {
        let folder = corpus::walk::desk_folder(inputs);
        complain(&no_articles(&folder, &listing));
        return Ok(code::NOTHING);
    }
    let mut unread = listing.problems.len();
    let learned = export::learn(&listing.files, desk::threads(), None);
    let work = |file: &FileEntry| {
        let article = corpus::read(file)?;
        let id = article.id.to_string();
        let mut analysis = analyse(&article);
        learned.fold(&article, &mut analysis);
        export::annotate(&id, &article, &analysis, wanted)
            .map_err(|cause| Diagnostic::new(&file.path, cause.to_string()))
    };
    let mut paths = listing.files.iter().map(|file| &file.path);
    in_order(listing.files.iter(), desk::threads(), work, |step| {
        let Step::Result(result) = step else { return Ok(ControlFlow::Continue(())) };
        let path = paths.next().cloned().unwrap_or_default();
        let fault = || Diagnostic::new(path, FAULT);
        match result.unwrap_or_else(|| Err(fault())) {
            Ok(line) => writeln!(console, "{line}")?,
            Err(problem) => {
                unread += 1;
                name_problem(&problem);
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(if unread > 0 { code::INPUT } else { code::DONE })
}

/// Answers each line; what is ready is written out whenever no more is.
fn lines(input: impl BufRead + Send, wanted: Wanted, console: &mut Console) -> Outcome {
    let mut bad = 0_usize;
    let work = |line| annotate_line(line, wanted);
    let mut number = 0_usize;
    in_order(Lines::new(input), desk::threads(), work, |step| {
        let Step::Result(result) = step else {
            console.flush()?;
            return Ok(ControlFlow::Continue(()));
        };
        number += 1;
        match result.unwrap_or_else(|| Err(FAULT.to_owned())) {
            Ok(Some(line)) => writeln!(console, "{line}")?,
            Ok(None) => {}
            Err(message) => {
                bad += 1;
                complain(&format!("unreadable: line {number}: {message}"));
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(if bad > 0 { code::INPUT } else { code::DONE })
}
