//! A note in the reader's own editor, started without a shell.

use std::{
    io::{Read, Seek, Write},
    process::Command,
};

use crate::app::Trouble;

/// Lets the reader edit a note; returns it as it was left.
pub(super) fn edit(note: &str) -> Result<String, Trouble> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(set).unwrap_or_else(|| "vi".to_owned());
    let trouble = |cause: &dyn std::fmt::Display| Trouble {
        message: format!("The note was not changed: {editor}: {cause}."),
        hint: "Set EDITOR to your editor.".to_owned(),
    };
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let mut file = tempfile::Builder::new()
        .prefix("copydesk-note-")
        .suffix(".txt")
        .tempfile()
        .map_err(|e| trouble(&e))?;
    file.write_all(note.as_bytes()).map_err(|e| trouble(&e))?;
    let status =
        Command::new(program).args(words).arg(file.path()).status().map_err(|e| trouble(&e))?;
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
