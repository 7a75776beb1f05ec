//! The parts of a mail in plain text: its header, what it quotes, its signature.

use super::{Line, line::runs, signs};
use crate::article::BlockKind;

/// Header fields, and what each tells.
const FIELDS: [(&str, BlockKind); 10] = [
    ("from:", BlockKind::Byline),
    ("subject:", BlockKind::Heading),
    ("date:", BlockKind::Dateline),
    ("sent:", BlockKind::Dateline),
    ("to:", BlockKind::Boilerplate),
    ("cc:", BlockKind::Boilerplate),
    ("reply-to:", BlockKind::Boilerplate),
    ("message-id:", BlockKind::Boilerplate),
    ("in-reply-to:", BlockKind::Boilerplate),
    ("organization:", BlockKind::Boilerplate),
];
/// Lines of a signature, at most.
const SIGNATURE: usize = 8;

pub fn mark(lines: &mut [Line<'_>]) {
    mark_header(lines);
    mark_quoted(lines);
    mark_signature(lines);
}

/// Two or more fields in a row, one of them the sender.
fn mark_header(lines: &mut [Line<'_>]) {
    let fields: Vec<Option<BlockKind>> = lines.iter().map(|l| field(l)).collect();
    let flags: Vec<bool> = fields.iter().map(Option::is_some).collect();
    for run in runs(&flags) {
        let sender = fields.get(run.clone()).is_some_and(|f| f.contains(&Some(BlockKind::Byline)));
        if run.len() < 2 || !sender {
            continue;
        }
        for at in run {
            if let (Some(line), Some(kind)) = (lines.get_mut(at), fields.get(at).copied().flatten())
            {
                line.become_kind(kind);
            }
        }
    }
}

fn field(line: &Line<'_>) -> Option<BlockKind> {
    let start = line.text.get(..line.text.len().min(16)).unwrap_or("").to_ascii_lowercase();
    let of = |(name, _): &&(&str, BlockKind)| start.starts_with(name);
    FIELDS.iter().find(of).filter(|_| line.plain && line.words <= 30).map(|(_, kind)| *kind)
}

/// Lines behind `>`, and above them who wrote those.
fn mark_quoted(lines: &mut [Line<'_>]) {
    let quoted: Vec<bool> = lines.iter().map(|l| l.plain && l.text.starts_with('>')).collect();
    for (at, line) in lines.iter_mut().enumerate() {
        if quoted.get(at) == Some(&true) {
            line.become_kind(BlockKind::Embed);
        } else if quoted.get(at + 1) == Some(&true)
            && line.words <= 20
            && line.text.ends_with([':', '：'])
        {
            line.become_kind(BlockKind::EmbedAttribution);
        }
    }
}

/// What stands below `--`, to the end.
fn mark_signature(lines: &mut [Line<'_>]) {
    let Some(at) = lines.iter().rposition(|l| matches!(l.text, "--" | "---" | "__")) else {
        return;
    };
    let below = lines.get(at + 1..).unwrap_or_default();
    let short = |l: &Line<'_>| l.words <= 10 && !signs::is_ended(l.text);
    if at > 0 && below.len() <= SIGNATURE && below.iter().all(short) {
        for line in lines.get_mut(at + 1..).into_iter().flatten().filter(|l| l.plain) {
            line.become_kind(BlockKind::Boilerplate);
        }
    }
}
