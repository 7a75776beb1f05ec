//! The command line: arguments, subcommands, exit codes, error printing.

mod annotate;
mod args;
mod check;
mod color;
mod config;
pub mod demo;
mod desk;
mod entities;
mod export;
mod failure;
mod keys;
mod list;
mod named;
mod open;
mod out;
mod records;
mod shell;
mod show;
mod tag;
mod taken;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use self::{
    args::{Cli, Command},
    failure::{Failure, Outcome, code},
    out::{Console, complain},
};

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    crate::runtime::tame(complain);
    let cli = match Cli::of_process() {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(usage(&error)),
    };
    let done = dispatch(cli).unwrap_or_else(|failure| failure.report());
    ExitCode::from(done)
}

fn dispatch(cli: Cli) -> Outcome {
    let Some(command) = cli.command else { return open::screen(cli.screen) };
    if let Command::Demo(args) = command {
        return open::demo(args);
    }
    let mut console = Console::new();
    let code = run_command(command, &mut console)?;
    console.flush()?;
    Ok(code)
}

fn run_command(command: Command, console: &mut Console) -> Outcome {
    match command {
        Command::Demo(args) => open::demo(args),
        Command::Annotate(args) => annotate::run(&args, console),
        Command::List(args) => list::run(&args, console),
        Command::Show(args) => show::run(&args, console),
        Command::Tag(args) => tag::run(&args, console),
        Command::Entities(args) => entities::run(&args, console),
        Command::Export(args) => export::run(&args, console),
        Command::Check(args) => check::run(&args, console),
        Command::Config(command) => config::run(&command, console),
        Command::Keys(args) => keys::run(&args, console),
        Command::Completions(args) => shell::completions(&args, console),
        Command::Man(args) => shell::man(&args, console),
    }
}

/// Prints help to standard output and everything else, cleaned, to standard error.
fn usage(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    if error.use_stderr() {
        complain(&text);
        return code::USE;
    }
    match print(&text) {
        Ok(()) => code::DONE,
        Err(error) => Failure::from(error).report(),
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut console = Console::new();
    console.write_all(text.as_bytes())?;
    console.flush()
}
