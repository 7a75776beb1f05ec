//! Finds lines whose words stand in another line too: a quotation pulled out, before or after its
//! source.
//!
//! Each line is looked for by its first words; work is bounded by a few comparisons a line, so that
//! a text of one word a million times ends in linear time.

use std::collections::HashMap;

use crate::analysis::words::{hash, hash_all, words};

/// Words by which a line is looked for in others.
const SHINGLE: usize = 4;
/// Comparisons of one line with others, at most.
const TRIES: u8 = 12;
/// Lines that begin with the same words and are looked for, at most.
const ALIKE: usize = 6;

/// A line as it is compared.
pub struct Candidate<'a> {
    pub text: &'a str,
    /// Whether it may be a repeat.
    pub needle: bool,
    /// Whether others may repeat it.
    pub source: bool,
}

/// For each candidate, whether its words stand in another that stays. Of two equal lines the one
/// in quotation marks is the repeat, else the later; a line in quotation marks that others make up
/// is a repeat of them.
pub fn repeated(candidates: &[Candidate<'_>]) -> Vec<bool> {
    let hashed: Vec<Vec<u64>> =
        candidates.iter().map(|c| words(c.text).map(hash).collect()).collect();
    let mut repeat = vec![false; candidates.len()];
    let needles = equal_lines(candidates, &hashed, &mut repeat);
    let by_start = index(candidates, &hashed, &needles, &repeat);
    let mut tries = vec![TRIES; candidates.len()];
    for (source, line) in hashed.iter().enumerate() {
        let Some(candidate) = candidates.get(source).filter(|c| c.source) else { continue };
        let mut held = Vec::new();
        for (at, shingle) in line.windows(SHINGLE).enumerate() {
            for &needle in by_start.get(&hash_all(shingle)).into_iter().flatten() {
                if needle == source || repeat.get(needle) != Some(&false) {
                    continue;
                }
                let Some(left) = tries.get_mut(needle).filter(|t| **t > 0) else { continue };
                *left -= 1;
                let words = hashed.get(needle).map_or(&[][..], Vec::as_slice);
                let shorter = words.len() < line.len();
                if shorter && line.get(at..at + words.len()) == Some(words) {
                    held.push((needle, words.len()));
                }
            }
        }
        let plain = |(needle, _): &&(usize, usize)| {
            candidates.get(*needle).is_some_and(|c| !is_quoted(c.text))
        };
        let covered: usize = held.iter().filter(plain).map(|(_, words)| words).sum();
        if candidate.needle && is_quoted(candidate.text) && covered * 10 >= line.len() * 6 {
            repeat[source] = true;
        } else {
            for (needle, _) in held {
                repeat[needle] = true;
            }
        }
    }
    repeat
}

/// A quotation that does not end like a sentence.
fn is_pulled(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '“', '»', '’', '」', '\'']);
    is_quoted(line) && !bare.ends_with(['.', '!', '?', ','])
}

/// Marks all but one of equal lines; returns the one of each that stays.
fn equal_lines(
    candidates: &[Candidate<'_>],
    hashed: &[Vec<u64>],
    repeat: &mut [bool],
) -> Vec<usize> {
    let mut kept: HashMap<u64, usize> = HashMap::new();
    let mut order = Vec::new();
    for (at, line) in hashed.iter().enumerate() {
        let Some(here) = candidates.get(at).filter(|_| line.len() >= SHINGLE - 1) else { continue };
        let first = *kept.entry(hash_all(line)).or_insert(at);
        let Some(earlier) = candidates.get(first).filter(|_| first != at) else {
            order.push(at);
            continue;
        };
        // Three words are too few, but for a quotation pulled out.
        if line.len() < SHINGLE && is_pulled(earlier.text) == is_pulled(here.text) {
            continue;
        }
        let first_is_pulled_out = is_quoted(earlier.text) && !is_quoted(here.text);
        if here.needle && earlier.source && !first_is_pulled_out {
            repeat[at] = true;
        } else if earlier.needle && here.source {
            repeat[first] = true;
            kept.insert(hash_all(line), at);
            order.push(at);
        } else if !earlier.needle && !earlier.source {
            order.push(at);
        }
    }
    order
}

/// The lines to look for, by the hash of their first words.
fn index(
    candidates: &[Candidate<'_>],
    hashed: &[Vec<u64>],
    needles: &[usize],
    repeat: &[bool],
) -> HashMap<u64, Vec<usize>> {
    let mut by_start: HashMap<u64, Vec<usize>> = HashMap::new();
    for &at in needles {
        let (Some(candidate), Some(line)) = (candidates.get(at), hashed.get(at)) else { continue };
        let least = if is_quoted(candidate.text) { SHINGLE } else { SHINGLE + 2 };
        if !candidate.needle || repeat.get(at) == Some(&true) || line.len() < least {
            continue;
        }
        let Some(start) = line.get(..SHINGLE) else { continue };
        let alike = by_start.entry(hash_all(start)).or_default();
        if alike.len() < ALIKE {
            alike.push(at);
        }
    }
    by_start
}

/// Whether a line is a quotation from its first to its last mark.
pub fn is_quoted(line: &str) -> bool {
    line.starts_with(['"', '“', '„', '«', '‘', '「', '\'']) && {
        let end = line.trim_end_matches(['.', ',']);
        end.ends_with(['"', '”', '“', '»', '’', '」', '\''])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(lines: &[&str]) -> Vec<bool> {
        let all: Vec<Candidate<'_>> =
            lines.iter().map(|text| Candidate { text, needle: true, source: true }).collect();
        repeated(&all)
    }

    #[test]
    fn a_line_within_another_is_a_repeat() {
        let long = "The mayor said \"the port will open on time and stay open\" on Monday.";
        let quote = "\"The port will open on time and stay open\"";
        assert_eq!(marks(&[long, quote]), [false, true]);
        assert_eq!(marks(&[quote, long]), [true, false]);
        assert_eq!(marks(&[quote, "Else.", quote.trim_matches('"')]), [true, false, false]);
        assert_eq!(marks(&[long, "Else.", long, long]), [false, false, true, true]);
        assert_eq!(marks(&["He said so.", "He said so."]), [false, false]);
        assert_eq!(marks(&["The port will open.", long]), [false, false]);
        let lead = "The old port of Ells will open on time.";
        let pair = "\"The old port of Ells will open on time. It is deep.\"";
        assert_eq!(marks(&[lead, "It is deep.", pair]), [false, false, true]);
    }

    #[test]
    fn a_hostile_text_costs_a_few_looks_a_line() {
        let line = "a ".repeat(4000);
        let lines: Vec<String> = (0..200).map(|n| format!("{line}{n}")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert!(marks(&lines).iter().all(|m| !m));
    }
}
