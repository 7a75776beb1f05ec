//! The main text of web pages: F1 of runs of four words.

use std::{collections::HashMap, io::Write, path::Path, process::Command};

use copydesk::{
    analysis::analyse,
    article::{BlockKind, Format, formats},
};
use serde_json::Value;

use super::{Result, files, heading, interval::mean, stem, text_of};

const RUN: usize = 4;

pub fn table(folder: &Path, out: &mut impl Write) -> Result<()> {
    let truth = folder.join("truth.json");
    if !truth.is_file() {
        return Ok(());
    }
    heading(out, "How much of a page is the article's own text?")?;
    let truth: Value = serde_json::from_str(&std::fs::read_to_string(truth)?)?;
    let (mut precision, mut recall) = (Vec::new(), Vec::new());
    for file in files(&folder.join("pages"), ".html.gz") {
        let Some(wanted) = truth.get(stem(&file)) else { continue };
        let page = Command::new("gzip").arg("-dc").arg(&file).output()?.stdout;
        let (found, wanted) = (runs(&main_text(&page)), runs(text_of(wanted, "body")));
        let sum = |runs: &HashMap<String, u32>| f64::from(runs.values().sum::<u32>());
        let common: u32 = found.iter().map(|(r, n)| *n.min(wanted.get(r).unwrap_or(&0))).sum();
        let share = |of: &HashMap<String, u32>| 100.0 * f64::from(common) / sum(of);
        precision.extend((!found.is_empty()).then(|| share(&found)));
        recall.extend((!wanted.is_empty()).then(|| share(&wanted)));
    }
    let (p, r) = (mean(&precision), mean(&recall));
    writeln!(
        out,
        "| pages | F1 | precision | recall |\n|---|---|---|---|\n| {} | {:.1} | {p:.1} | {r:.1} |",
        recall.len(),
        2.0 * p * r / (p + r).max(1e-9)
    )?;
    Ok(())
}

fn main_text(page: &[u8]) -> String {
    let article = formats::parse(Path::new("page.html"), Format::Html, page, None);
    let analysis = analyse(&article);
    let title = analysis.meta.title.as_ref().map_or("", |t| t.value.as_str()).trim();
    let kept = |kind| match kind {
        BlockKind::Paragraph
        | BlockKind::Heading
        | BlockKind::ListItem
        | BlockKind::PullQuote
        | BlockKind::QuoteAttribution => true,
        BlockKind::Embed
        | BlockKind::EmbedAttribution
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Caption
        | BlockKind::Boilerplate => false,
    };
    let blocks = (analysis.blocks.iter())
        .filter(|b| kept(b.kind))
        .map(|b| (b.kind, b.range.of(&article.text)))
        .filter(|(kind, text)| *kind != BlockKind::Heading || text.trim() != title);
    blocks.map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

fn runs(text: &str) -> HashMap<String, u32> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
        .collect();
    let mut counts = HashMap::new();
    for run in words.windows(RUN.min(words.len()).max(1)) {
        *counts.entry(run.join(" ")).or_default() += 1;
    }
    counts
}
