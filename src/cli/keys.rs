//! `copydesk keys`: the table of actions, for people.

use std::io::{self, Write};

use super::{
    args::{KeysArgs, KeysFormat},
    failure::{Outcome, code},
    out::Console,
};
use crate::config::{
    Pane,
    action::{ACTIONS, Entry},
};

pub fn run(args: &KeysArgs, console: &mut Console) -> Outcome {
    match args.format {
        KeysFormat::Table => table(console)?,
        KeysFormat::Md => markdown(console)?,
    }
    Ok(code::DONE)
}

fn keys(entry: &Entry, pane: Pane) -> String {
    entry.keys(pane).join("  ")
}

fn table(out: &mut dyn Write) -> io::Result<()> {
    let wide = |column: &dyn Fn(&Entry) -> usize| ACTIONS.iter().map(column).max().unwrap_or(0);
    let name = wide(&|entry| entry.name.len());
    let list = wide(&|entry| keys(entry, Pane::List).len()).max("list".len());
    let text = wide(&|entry| keys(entry, Pane::Text).len()).max("text".len());
    writeln!(out, "{:name$}  {:list$}  {:text$}  what it does", "action", "list", "text")?;
    for entry in ACTIONS {
        let (in_list, in_text) = (keys(entry, Pane::List), keys(entry, Pane::Text));
        writeln!(out, "{:name$}  {in_list:list$}  {in_text:text$}  {}", entry.name, entry.help)?;
    }
    Ok(())
}

fn markdown(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| in the list | in the text | action | what it does |\n|---|---|---|---|")?;
    for entry in ACTIONS {
        let cell = |pane: Pane| {
            let keys =
                entry.keys(pane).iter().map(|keys| format!("`{}`", keys.replace('|', "\\|")));
            let keys = keys.collect::<Vec<_>>().join(" ");
            if keys.is_empty() { "–".to_owned() } else { keys }
        };
        let (list, text) = (cell(Pane::List), cell(Pane::Text));
        let help = entry.help.replace('|', "\\|");
        writeln!(out, "| {list} | {text} | `{}` | {help} |", entry.name)?;
    }
    Ok(())
}
