//! `copydesk keys`: what is bound, with the reader's own keys, for people.

use std::io::{self, Write};

use super::{
    args::{KeysArgs, KeysFormat},
    desk,
    failure::{Outcome, code},
    out::{Console, complain},
};
use crate::config::{Keymap, Pane, action::ACTIONS, key::names};

pub fn run(args: &KeysArgs, console: &mut Console) -> Outcome {
    let config = desk::config(args.config.config.as_deref())?;
    for warning in &config.keys.warnings {
        complain(&warning.to_string());
    }
    let lines = lines(&Keymap::new(&config.keys));
    match args.format {
        KeysFormat::Table => table(&lines, console)?,
        KeysFormat::Md => markdown(&lines, console)?,
    }
    Ok(code::DONE)
}

/// An action, or several on one key, with the keys in each pane.
struct Line {
    name: String,
    list: Vec<String>,
    text: Vec<String>,
    help: String,
}

/// Every action, then what runs several.
fn lines(map: &Keymap) -> Vec<Line> {
    let single = ACTIONS.iter().map(|entry| Line {
        name: entry.name.to_owned(),
        list: map.keys_of(Pane::List, entry.action),
        text: map.keys_of(Pane::Text, entry.action),
        help: entry.help.to_owned(),
    });
    let several = map.several().into_iter().map(|(run, [list, text])| {
        let help = "one after another".to_owned();
        Line { name: names(run), list, text, help }
    });
    single.chain(several).collect()
}

fn table(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    let wide = |of: &dyn Fn(&Line) -> usize| lines.iter().map(of).max().unwrap_or(0);
    let keys = |keys: &[String]| keys.join("  ");
    let name = wide(&|line| line.name.len());
    let list = wide(&|line| keys(&line.list).len()).max("list".len());
    let text = wide(&|line| keys(&line.text).len()).max("text".len());
    writeln!(out, "{:name$}  {:list$}  {:text$}  what it does", "action", "list", "text")?;
    for line in lines {
        let (in_list, in_text) = (keys(&line.list), keys(&line.text));
        writeln!(out, "{:name$}  {in_list:list$}  {in_text:text$}  {}", line.name, line.help)?;
    }
    Ok(())
}

fn markdown(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| in the list | in the text | action | what it does |\n|---|---|---|---|")?;
    for line in lines {
        let cell = |keys: &[String]| {
            let keys = keys.iter().map(|keys| format!("`{}`", keys.replace('|', "\\|")));
            let keys = keys.collect::<Vec<_>>().join(" ");
            if keys.is_empty() { "–".to_owned() } else { keys }
        };
        let (list, text) = (cell(&line.list), cell(&line.text));
        let help = line.help.replace('|', "\\|");
        writeln!(out, "| {list} | {text} | `{}` | {help} |", line.name)?;
    }
    Ok(())
}
