//! A note in the reader's own editor, started without a shell.

use std::{
    io::{Read, Seek, Write},
    process::Command,
};

use crate::app::Trouble;

/// Lets the reader edit a note; `None` where it was left as it was.
pub(super) fn edit(note: &str) -> Result<Option<String>, Trouble> {
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok());
    let editor = editor.filter(|e| !e.trim().is_empty()).unwrap_or_else(|| "vi".to_owned());
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
    let edited = edited.trim().to_owned();
    Ok((edited != note.trim()).then_some(edited))
}
