//! Opens the screen on what the arguments name.

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::{
    args::{Cli, DemoArgs, ScreenArgs},
    demo, desk,
    failure::{Failure, Outcome, code},
    out::complain,
};
use crate::{article::Format, query::near::nearest, runtime};

pub fn screen(args: ScreenArgs) -> Outcome {
    let config = desk::config(args.files.config.as_deref())?;
    let inputs = if args.inputs.is_empty() { vec![current_folder()?] } else { args.inputs };
    if let Some(failure) = inputs.iter().find_map(|input| mistyped_command(input)) {
        return Err(failure);
    }
    if let Some(text) = &args.query.query {
        desk::query(text)?;
    }
    let faults = runtime::open(runtime::Options {
        inputs,
        query: args.query.query,
        tags: args.files.tags,
        config,
        theme: args.theme,
        plain: args.plain.plain,
        read_only: args.read_only,
        watch: !args.no_watch,
        keep: None,
    })?;
    tell_of(&faults);
    Ok(code::DONE)
}

/// Says where faults were noted that did not end the program.
fn tell_of(faults: &[PathBuf]) {
    if !faults.is_empty() {
        complain(&runtime::noted(faults));
    }
}

pub fn demo(args: DemoArgs) -> Outcome {
    let config = desk::config(args.config.config.as_deref())?;
    let failed = |cause: std::io::Error| {
        let message = format!("the sample desk cannot be unpacked: {cause}");
        Failure::new(code::OUTPUT, message, "free space in the folder for temporary files")
    };
    let scratch = tempfile::Builder::new().prefix("copydesk-demo-").tempdir().map_err(failed)?;
    let folder = scratch.path().join("demo");
    demo::unpack(&folder).map_err(failed)?;
    let faults = runtime::open(runtime::Options {
        inputs: vec![folder],
        query: None,
        tags: None,
        config,
        theme: args.theme,
        plain: args.plain.plain,
        read_only: false,
        watch: true,
        keep: Some(scratch),
    })?;
    tell_of(&faults);
    Ok(code::DONE)
}

/// Files looked at before the current folder is taken for one without articles.
const LOOKED_AT: usize = 20_000;

/// The current folder, if articles are in it.
fn current_folder() -> Result<PathBuf, Failure> {
    let folder = PathBuf::from(".");
    let hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let found = walkdir::WalkDir::new(&folder)
        .into_iter()
        .filter_entry(|entry| !hidden(entry))
        .filter_map(Result::ok)
        .take(LOOKED_AT)
        .any(|entry| entry.file_type().is_file() && Format::of(entry.path()).is_some());
    if found {
        return Ok(folder);
    }
    let usage = Cli::command().render_usage().to_string();
    let message = format!("no folder is named, and the current one holds no articles\n{usage}");
    Err(Failure::new(
        code::USE,
        message,
        "`copydesk demo` opens a sample; `copydesk --help` tells all",
    ))
}

/// The failure to report where a "folder" that is not there looks like a command.
fn mistyped_command(input: &Path) -> Option<Failure> {
    let typed = input.to_str().filter(|typed| !typed.contains(['/', '\\', '.']))?;
    if input.exists() {
        return None;
    }
    let cli = Cli::command();
    let names: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest(typed, names)?;
    let message = format!("no such file or folder: {typed}");
    Some(Failure::new(code::USE, message, format!("did you mean `copydesk {near}`?")))
}
