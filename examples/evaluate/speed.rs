//! How fast sentences are split, and how long an article's parts, sentences and summary take.

use std::{hint::black_box, io::Write, path::Path, time::Instant};

use copydesk::{
    analysis::{sentences, structure, summary},
    article::{Article, formats},
    text::TextRange,
};

use super::{Result, files, heading, lexrank, lines, peer::Peer, text_of};

/// Each figure is the best of some rounds.
const ROUNDS: usize = 5;
/// Words of the article that times are told for.
const WORDS: f64 = 400.0;

#[expect(clippy::cast_precision_loss, reason = "lengths of texts")]
pub fn table(folder: &Path, peer: Option<&Peer>, out: &mut impl Write) -> Result<()> {
    let mut articles = Vec::new();
    for file in files(folder, ".jsonl") {
        let read = lines(&file)?;
        articles.extend(read.iter().map(|a| formats::from_record(text_of(a, "text"), None, None)));
    }
    if articles.is_empty() {
        return Ok(());
    }
    heading(out, "How fast is it? (one thread)")?;
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let words: usize = articles.iter().map(|a| a.text.split_whitespace().count()).sum();
    let splitting = best(&articles, |article| {
        for line in article.text.split('\n') {
            black_box(sentences::split(line, TextRange::new(0, line.len())));
        }
    });
    let summing = best(&articles, |article| {
        let blocks = structure::blocks(article);
        let sentences = sentences::of_blocks(&article.text, &blocks);
        black_box(summary::rank(&article.text, &blocks, &sentences, &[], &article.meta));
    });
    let ranking = best(&articles, |article| {
        let split = sentences::split(&article.text, TextRange::new(0, article.text.len()));
        let texts: Vec<&str> = split.into_iter().map(|r| r.of(&article.text)).collect();
        black_box(lexrank::best(&texts, 3));
    });
    let each = |seconds: f64| 1000.0 * seconds * WORDS / words as f64;
    writeln!(
        out,
        "| what | |\n|---|---|\n| sentences | {:.0} MB/s |\n\
         | structure, sentences, summary of {WORDS} words | {:.2} ms |\n\
         | LexRank of the same | {:.2} ms |",
        bytes as f64 / 1e6 / splitting,
        each(summing),
        each(ranking)
    )?;
    if let Some(peer) = peer {
        let texts: Vec<&str> = articles.iter().map(|a| a.text.as_str()).collect();
        let seconds = peer.seconds(&texts)?;
        writeln!(
            out,
            "| `{}` of the same, without its start | {:.2} ms, {:.0} times as long |",
            peer.name(),
            each(seconds),
            seconds / summing
        )?;
    }
    Ok(())
}

/// Seconds for all articles.
fn best(articles: &[Article], mut once: impl FnMut(&Article)) -> f64 {
    let mut round = || {
        let start = Instant::now();
        articles.iter().for_each(&mut once);
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min)
}
