//! `copydesk entities`: every name of a desk and the number of articles that have it.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    args::{EntitiesArgs, TableFormat},
    desk::{self, Desk},
    failure::Outcome,
    out::Console,
};
use crate::{
    analysis::{Analysis, Entity, EntityKind},
    corpus::{DocId, EntityIndex},
    export::csv::{guard, io_error, table},
    query::Query,
    text::{clean, width},
};

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    kind: EntityKind,
    articles: usize,
    mentions: u64,
}

pub fn run(args: &EntitiesArgs, console: &mut Console) -> Outcome {
    let query = args.query.query.as_deref().map_or(Ok(Query::default()), desk::query)?;
    let mut desk = Desk::open(&args.desk)?;
    let found = desk.select(&query, |_, _, analysis| names(analysis, args.kind));
    let rows = rows(&found, args.min);
    let status = desk.status(rows.len());
    match args.format {
        TableFormat::Table => write_table(&rows, console)?,
        TableFormat::Jsonl => {
            for row in &rows {
                serde_json::to_writer(&mut *console, row).map_err(io::Error::from)?;
                console.write_all(b"\n")?;
            }
        }
        TableFormat::Csv => write_csv(&rows, console)?,
    }
    Ok(status)
}

/// Keeps of an analysis what the index needs.
fn names(analysis: &Analysis, kind: Option<EntityKind>) -> Analysis {
    let wanted =
        |entity: &&Entity| entity.kind.is_name() && kind.is_none_or(|kind| kind == entity.kind);
    let entities = analysis.entities.iter().filter(wanted).cloned().collect();
    Analysis { entities, ..Analysis::default() }
}

/// Names in at least `min` articles, those in most articles first.
fn rows(found: &[Analysis], min: usize) -> Vec<Row> {
    let mut index = EntityIndex::default();
    for (doc, analysis) in (0..).zip(found) {
        index.insert(DocId(doc), analysis);
    }
    let mut rows: Vec<Row> = (index.iter())
        .filter(|(_, entry)| entry.articles.len() >= min)
        .map(|(key, entry)| Row {
            name: entry.name.clone(),
            kind: key.kind,
            articles: entry.articles.len(),
            mentions: entry.articles.iter().map(|(_, mentions)| u64::from(*mentions)).sum(),
        })
        .collect();
    rows.sort_by(|a, b| {
        (b.articles, b.mentions)
            .cmp(&(a.articles, a.mentions))
            .then_with(|| (&a.name, a.kind).cmp(&(&b.name, b.kind)))
    });
    rows
}

fn write_table(rows: &[Row], console: &mut Console) -> io::Result<()> {
    let widest = console.columns().map_or(60, |columns| columns.saturating_sub(36).max(20));
    for row in rows {
        let name = width::fit(&clean::line(&row.name), widest);
        let kind = row.kind.name();
        writeln!(
            console,
            "{:>6} articles {:>7}x  {kind:<12}  {}",
            row.articles,
            row.mentions,
            name.trim_end()
        )?;
    }
    Ok(())
}

fn write_csv(rows: &[Row], console: &mut Console) -> io::Result<()> {
    let mut out = table(console);
    out.write_record(["name", "kind", "articles", "mentions"]).map_err(io_error)?;
    for row in rows {
        let (articles, mentions) = (row.articles.to_string(), row.mentions.to_string());
        let cells = [guard(&row.name).into_owned(), row.kind.name().to_owned(), articles, mentions];
        out.write_record(cells).map_err(io_error)?;
    }
    out.flush()
}
