//! Completions and manual pages, from the same definition as the arguments.

use std::io::Write;

use clap::CommandFactory;

use super::{
    args::{Cli, CompletionsArgs, ManArgs},
    failure::{Failure, Outcome, code},
    out::Console,
};
use crate::query::near::nearest;

pub fn completions(args: &CompletionsArgs, console: &mut Console) -> Outcome {
    // The generator panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "copydesk", &mut script);
    console.write_all(&script)?;
    Ok(code::DONE)
}

pub fn man(args: &ManArgs, console: &mut Console) -> Outcome {
    let mut cli = Cli::command();
    cli.build();
    let page = match &args.command {
        None => cli,
        Some(name) => command(&cli, name)?,
    };
    clap_mangen::Man::new(page).render(console)?;
    Ok(code::DONE)
}

fn command(cli: &clap::Command, name: &str) -> Result<clap::Command, Failure> {
    if let Some(command) = cli.find_subcommand(name) {
        return Ok(command.clone());
    }
    let names: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let hint = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `copydesk man {near}`?"),
        None => format!("commands are {}", names.join(", ")),
    };
    Err(Failure::new(code::USE, format!("there is no command {name}"), hint))
}
