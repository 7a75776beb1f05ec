//! `copydesk config`: where the settings are, what they are, a first file.

use std::io::{self, Write};

use super::{
    args::{ConfigArg, ConfigCommand},
    desk,
    failure::{Failure, Outcome, code},
    out::{Console, complain},
};
use crate::{
    config::{Config, paths},
    export::write_file,
};

pub fn run(command: &ConfigCommand, console: &mut Console) -> Outcome {
    match command {
        ConfigCommand::Path => writeln!(console, "{}", own_path()?.display())?,
        ConfigCommand::Show(arg) => show(&desk::config(arg.config.as_deref())?, console)?,
        ConfigCommand::Init { config, force } => init(config, *force)?,
    }
    Ok(code::DONE)
}

fn own_path() -> Result<std::path::PathBuf, Failure> {
    paths::config_file().ok_or_else(|| {
        Failure::new(code::FILES, "no home directory is known", "name the file with `--config`")
    })
}

fn init(arg: &ConfigArg, force: bool) -> Result<(), Failure> {
    let path = arg.config.clone().map_or_else(own_path, Ok)?;
    if let Some(folder) = path.parent() {
        // Where this fails, so does the write, which says why.
        let _reported_below = std::fs::create_dir_all(folder);
    }
    write_file(&path, force, |out| out.write_all(Config::default_text().as_bytes()))?;
    complain(&format!("written: {}", path.display()));
    Ok(())
}

/// Every setting with its value, as a config file would have it.
fn show(config: &Config, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(config.to_toml().as_bytes())
}
