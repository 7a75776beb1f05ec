//! Ends of sentences: F1 inside the paragraphs of treebanks, and cases that must be split exactly.

use std::{collections::BTreeSet, io::Write, path::Path};

use serde_json::Value;

use super::{Result, analysed, files, heading, lines, stem, text_of, texts_of};

pub fn table(folder: &Path, out: &mut impl Write) -> Result<()> {
    heading(out, "Where do sentences end?")?;
    writeln!(out, "| set | F1 inside paragraphs | precision | recall |\n|---|---|---|---|")?;
    for file in files(folder, ".jsonl") {
        let mut tally = Tally::default();
        for document in &lines(&file)? {
            tally.judge(document);
        }
        let (precision, recall) = (tally.share(tally.found), tally.share(tally.wanted));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        writeln!(out, "| {} | {f1:.1} | {precision:.1} | {recall:.1} |", stem(&file))?;
    }
    let cases = folder.join("golden-rules.json");
    if cases.is_file() {
        let groups: Value = serde_json::from_str(&std::fs::read_to_string(cases)?)?;
        writeln!(out, "\n| cases | split exactly | of |\n|---|---|---|")?;
        for (language, parts) in groups.as_object().into_iter().flatten() {
            let all =
                parts.as_object().into_iter().flatten().filter_map(|(_, cases)| cases.as_array());
            let cases: Vec<&Value> = all.flatten().filter(|c| is_plain(c)).collect();
            let (texts, rules): (Vec<&Value>, Vec<&Value>) = cases
                .into_iter()
                .partition(|c| text_of(c, "name").starts_with("correctly segments"));
            for (what, cases) in [("rules", rules), ("texts", texts)] {
                let right = cases.iter().filter(|c| is_right(c)).count();
                if !cases.is_empty() {
                    writeln!(out, "| {language}, {what} | {right} | {} |", cases.len())?;
                }
            }
        }
    }
    Ok(())
}

/// Whether a case wants no more than splitting.
fn is_plain(case: &Value) -> bool {
    let asks = text_of(case, "opt");
    !asks.contains("clean")
        && !asks.contains("doc_type")
        && tight(&texts_of(case, "expected").concat()) == tight(text_of(case, "text"))
}

fn is_right(case: &Value) -> bool {
    let (article, analysis) = analysed(text_of(case, "text"));
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found: Vec<String> =
        analysis.sentences.iter().map(|s| spaced(s.range.of(&article.text))).collect();
    let wanted: Vec<String> = texts_of(case, "expected").into_iter().map(spaced).collect();
    found == wanted
}

fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

#[derive(Default)]
struct Tally {
    right: u32,
    found: u32,
    wanted: u32,
}

impl Tally {
    fn share(&self, of: u32) -> f64 {
        100.0 * f64::from(self.right) / f64::from(of.max(1))
    }

    /// Boundaries are compared by the characters before them that are no spaces.
    fn judge(&mut self, document: &Value) {
        let paragraphs: Vec<&Value> = (document.get("paras").and_then(Value::as_array))
            .into_iter()
            .flatten()
            .filter(|p| !text_of(p, "text").trim().is_empty())
            .collect();
        let text: Vec<&str> = paragraphs.iter().map(|p| text_of(p, "text")).collect();
        let (article, analysis) = analysed(&text.join("\n"));
        let before = |end: usize| letters(article.text.get(..end).unwrap_or_default());
        let mut found = BTreeSet::new();
        for sentence in &analysis.sentences {
            found.insert(before(sentence.range.start()));
            found.insert(before(sentence.range.end()));
        }
        let mut start = 0;
        for paragraph in paragraphs {
            let end = start + letters(text_of(paragraph, "text"));
            let mut at = start;
            let mut wanted = BTreeSet::new();
            for sentence in texts_of(paragraph, "sents") {
                at += letters(sentence);
                wanted.insert(at);
            }
            wanted.remove(&end);
            let here: BTreeSet<usize> = found.range(start + 1..end).copied().collect();
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            self.right += count(wanted.intersection(&here).count());
            self.found += count(here.len());
            self.wanted += count(wanted.len());
            start = end;
        }
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
