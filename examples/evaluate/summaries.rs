//! Summaries of three sentences beside the lead, `LexRank` and the best that sentences can reach.

use std::{collections::HashSet, io::Write, path::Path};

use copydesk::text::TextRange;
use serde_json::Value;

use super::{
    Result, analysed, files, heading,
    interval::{bootstrap, mean},
    lexrank, lines,
    rouge::{self, Rouge},
    stem, text_of, texts_of,
};

const SENTENCES: usize = 3;

/// One article with what is measured of its summary.
struct Row {
    ours: Rouge,
    lead: Rouge,
    lexrank: f64,
    oracle: f64,
    noise: bool,
    repeat: bool,
    repeated: f64,
}

pub fn table(folder: &Path, out: &mut impl Write) -> Result<()> {
    heading(out, "How much of a reference is in three sentences? (ROUGE, F1 of stems)")?;
    writeln!(
        out,
        "| set | n | R1 [95 %] | R2 | lead-3 R1 | LexRank R1 | oracle R1 | R1 less lead-3 [95 %] | \
         noise % | repeat % | repeated 4-grams % |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    for file in files(folder, ".jsonl") {
        let articles = lines(&file)?;
        row(&stem(&file), &articles, |a| text_of(a, "text").to_owned(), out)?;
        if articles.iter().any(|a| !noise_of(a).is_empty()) {
            row(&format!("{}, clean", stem(&file)), &articles, without_noise, out)?;
        }
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "numbers of articles")]
fn row(
    name: &str,
    articles: &[Value],
    text: impl Fn(&Value) -> String,
    out: &mut impl Write,
) -> Result<()> {
    let rows: Vec<Row> = articles.iter().map(|a| measure(a, &text(a))).collect();
    let all = |value: fn(&Row) -> f64| rows.iter().map(value).collect::<Vec<f64>>();
    let share = |fault: fn(&Row) -> bool| {
        100.0 * rows.iter().filter(|r| fault(r)).count() as f64 / rows.len().max(1) as f64
    };
    let (ours, gain) = (all(|r| r.ours.one), all(|r| r.ours.one - r.lead.one));
    let (low, high) = bootstrap(&ours);
    let (less, more) = bootstrap(&gain);
    writeln!(
        out,
        "| {name} | {} | {:.2} [{low:.2}, {high:.2}] | {:.2} | {:.2} | {:.2} | {:.2} | \
         {:+.2} [{less:+.2}, {more:+.2}] | {:.1} | {:.1} | {:.2} |",
        rows.len(),
        mean(&ours),
        mean(&all(|r| r.ours.two)),
        mean(&all(|r| r.lead.one)),
        mean(&all(|r| r.lexrank)),
        mean(&all(|r| r.oracle)),
        mean(&gain),
        share(|r| r.noise),
        share(|r| r.repeat),
        mean(&all(|r| r.repeated)),
    )?;
    Ok(())
}

fn measure(article: &Value, text: &str) -> Row {
    let mut references = texts_of(article, "references");
    if references.is_empty() {
        references.push(text_of(article, "reference"));
    }
    let (read, analysis) = analysed(text);
    let of = |range: TextRange| range.of(&read.text);
    let chosen = analysis.summary(SENTENCES);
    let picked: Vec<&str> = (chosen.iter())
        .filter_map(|pick| analysis.sentences.get(pick.sentence as usize))
        .map(|s| of(s.range))
        .collect();
    let all: Vec<&str> = analysis.sentences.iter().map(|s| of(s.range)).collect();
    let noise: HashSet<&str> = noise_of(article).into_iter().collect();
    let touches = |sentence: &&str| {
        read.text.lines().any(|line| {
            let from = line.as_ptr().addr();
            let inside = (from..from + line.len().max(1)).contains(&sentence.as_ptr().addr());
            inside && noise.contains(line.trim())
        })
    };
    let joined = picked.join(" ");
    let ranked: Vec<&str> =
        lexrank::best(&all, SENTENCES).into_iter().filter_map(|at| all.get(at).copied()).collect();
    Row {
        ours: rouge::score(&joined, &references),
        lead: rouge::score(&texts_of(article, "lead3").join(" "), &references),
        lexrank: rouge::score(&ranked.join(" "), &references).one,
        oracle: oracle(&all, &references),
        noise: picked.iter().any(touches),
        repeat: repeats(&picked),
        repeated: rouge::repeated(&joined),
    }
}

fn noise_of(article: &Value) -> Vec<&str> {
    texts_of(article, "noise").into_iter().map(str::trim).collect()
}

fn without_noise(article: &Value) -> String {
    let noise: HashSet<&str> = noise_of(article).into_iter().collect();
    let kept: Vec<&str> =
        text_of(article, "text").lines().filter(|line| !noise.contains(line.trim())).collect();
    kept.join("\n")
}

/// The best that sentences reach when each is chosen with the reference in sight.
fn oracle(sentences: &[&str], references: &[&str]) -> f64 {
    let (mut best, mut joined) = (0.0, String::new());
    for _ in 0..SENTENCES {
        let longer = sentences.iter().map(|s| format!("{joined} {s}"));
        let scored = longer.map(|text| (rouge::score(&text, references).one, text));
        let Some((score, text)) = scored.max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
        if score <= best {
            break;
        }
        (best, joined) = (score, text);
    }
    best
}

/// Whether the words of one sentence, four or more, stand in another.
fn repeats(sentences: &[&str]) -> bool {
    let bare = |sentence: &&str| {
        let lower = sentence.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        (words.len(), format!(" {} ", words.join(" ")))
    };
    let bare: Vec<(usize, String)> = sentences.iter().map(bare).collect();
    bare.iter().enumerate().any(|(at, (words, text))| {
        *words >= 4
            && bare.iter().enumerate().any(|(n, (_, o))| n != at && o.contains(text.as_str()))
    })
}
