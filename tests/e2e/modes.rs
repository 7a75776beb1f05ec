//! What a program has switched on in its terminal.

/// The modes that are on after these bytes.
pub fn on(sent: &str) -> Vec<String> {
    let mut on = Vec::new();
    for sequence in sent.split("\x1b[").skip(1) {
        let Some((what, _)) = sequence.split_once(|c: char| c.is_ascii_alphabetic()) else {
            continue;
        };
        let how = sequence.as_bytes()[what.len()];
        let keyboard = |mode: &String| mode.starts_with("keyboard");
        match (what.split_at_checked(1), how) {
            // Only the cursor is on in a terminal that nobody has changed.
            (Some(("?", "25")), b'h' | b'l') | (Some(("?", _)), b'h') | (Some((">", _)), b'u') => {
                on.retain(|other| other != what || how == b'u');
                if (what == "?25") == (how == b'l') {
                    on.push(if how == b'u' { format!("keyboard {what}") } else { what.to_owned() });
                }
            }
            (Some(("?", _)), b'l') => on.retain(|other| other != what),
            (Some(("<", _)), b'u') => {
                let last = on.iter().rposition(keyboard);
                last.map(|at| on.remove(at));
            }
            _ => {}
        }
    }
    on
}
