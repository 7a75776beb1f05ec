//! Web addresses, handles and e-mail addresses.

use super::RuleMention;
use crate::{analysis::EntityKind, text::TextRange};

/// Heads of web addresses that may stand without `http`.
const BARE: &[&str] =
    &["www.", "pic.twitter.com/", "pic.x.com/", "t.co/", "bit.ly/", "youtu.be/", "t.me/"];

/// The addresses in `text`, in order.
pub fn find(text: &str) -> Vec<RuleMention> {
    let mut found = Vec::new();
    for chunk in text.split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '，' | '。')
    }) {
        if !chunk.contains(['@', '/', '.']) {
            continue;
        }
        let at = chunk.as_ptr().addr() - text.as_ptr().addr();
        let mention = url(chunk).or_else(|| email(chunk)).or_else(|| handle(chunk));
        if let Some((range, kind, norm)) = mention {
            found.push(RuleMention { range: range.shifted(at), kind, norm: Some(norm) });
        }
    }
    found
}

type Address = (TextRange, EntityKind, String);

fn url(chunk: &str) -> Option<Address> {
    let lower = chunk.to_ascii_lowercase();
    let starts = ["http://", "https://"].iter().chain(BARE);
    let start = starts.filter_map(|s| lower.find(s)).min()?;
    let before = chunk.get(..start)?.chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || c == '@') {
        return None;
    }
    let end = start + trimmed(chunk.get(start..)?).len();
    let range = TextRange::new(start, end);
    let rest = range.of(chunk);
    let host = rest.split_once("://").map_or(rest, |(_, host)| host);
    host.contains('.').then(|| (range, EntityKind::Url, rest.to_owned()))
}

/// An address without the marks of the sentence that follow it; a closing bracket stays when the
/// address opened it.
fn trimmed(address: &str) -> &str {
    let mut end = address.len();
    let mut open = address.bytes().filter(|b| *b == b'(').count();
    let mut closed = address.bytes().filter(|b| *b == b')').count();
    while let Some(last) = address.get(..end).and_then(|a| a.chars().next_back()) {
        match last {
            ')' if closed > open => closed -= 1,
            '(' => open = open.saturating_sub(1),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '}' | '*' | '…' | '،' | '؟' =>
                {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    TextRange::new(0, end).of(address)
}

fn email(chunk: &str) -> Option<Address> {
    let at = chunk.find('@')?;
    let local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
    let host = |b: &u8| b.is_ascii_alphanumeric() || b".-".contains(b);
    let bytes = chunk.as_bytes();
    let before = bytes.iter().take(at).rev().take_while(|b| local(b)).count();
    let after = bytes.iter().skip(at + 1).take_while(|b| host(b)).count();
    let range = TextRange::new(at - before, at + 1 + after);
    let address = range.of(chunk).trim_end_matches(['.', '-']);
    let (_, domain) = address.split_once('@')?;
    let top = domain.rsplit_once('.')?.1;
    let good = before > 0 && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    let range = TextRange::new(range.start(), range.start() + address.len());
    good.then(|| (range, EntityKind::Email, address.to_lowercase()))
}

fn handle(chunk: &str) -> Option<Address> {
    let at = chunk.find('@')?;
    let before = chunk.get(..at)?.chars().next_back();
    let name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let length = chunk.bytes().skip(at + 1).take_while(name).count();
    let free = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '@' | '.' | '/'));
    let next = chunk.as_bytes().get(at + 1 + length);
    let range = TextRange::new(at, at + 1 + length);
    let good = free && (2..=40).contains(&length) && next != Some(&b'@');
    good.then(|| (range, EntityKind::Handle, range.of(chunk).to_lowercase()))
}
