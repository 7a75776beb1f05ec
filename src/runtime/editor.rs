//! A note in the reader's own editor, started without a shell.

use std::{
    io::{Read, Seek, Write},
    process::Command,
};

use super::child;
use crate::{app::Trouble, text::argv};

/// Lets the reader edit a note; returns it as it was left.
pub(super) fn edit(note: &str) -> Result<String, Trouble> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| Some((name, set(name)?)));
    let (variable, editor) = named.unwrap_or_else(|| ("EDITOR", "vi".to_owned()));
    let trouble = |cause: &dyn std::fmt::Display| {
        let message = format!("The note was not changed: {editor}: {cause}.");
        Trouble::new(message, format!("Set {variable} to your editor."))
    };
    let words = argv::split(&editor).map_err(|why| trouble(&why))?;
    let Some((program, arguments)) = words.split_first() else { return Err(trouble(&"no name")) };
    let mut file = tempfile::Builder::new()
        .prefix("copydesk-note-")
        .suffix(".txt")
        .tempfile()
        .map_err(|e| trouble(&e))?;
    file.write_all(note.as_bytes()).map_err(|e| trouble(&e))?;
    let mut command = Command::new(program);
    let running = command.args(arguments).arg(file.path()).spawn().map_err(|e| trouble(&e))?;
    let status = child::wait(running).map_err(|e| trouble(&e))?;
    if !status.success() {
        return Err(trouble(&status));
    }
    // Editors replace files: what counts is what stands under the name now.
    let mut edited = String::new();
    std::fs::File::open(file.path())
        .and_then(|mut f| f.rewind().and_then(|()| f.read_to_string(&mut edited)))
        .map_err(|e| trouble(&e))?;
    Ok(edited.trim().to_owned())
}
