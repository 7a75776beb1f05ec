//! `copydesk entities`: every name of a desk, how often and since when the articles have it.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    io::{self, Write},
};

use jiff::civil::Date;
use serde::Serialize;

use super::{
    args::{EntitiesArgs, TableFormat},
    desk::{self, Desk},
    failure::Outcome,
    out::Console,
};
use crate::{
    analysis::{Analysis, Entity, EntityKind},
    article::Article,
    corpus::{DocId, EntityIndex, EntityKey},
    export::csv::{guard, io_error, table},
    query::Query,
    text::{alphabets, clean, width},
};

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    kind: EntityKind,
    articles: usize,
    mentions: u64,
    first: Option<String>,
    last: Option<String>,
    /// Whether it was never named before the newest day.
    new: bool,
    /// Other ways it is written, the commonest first.
    spellings: Vec<String>,
}

pub fn run(args: &EntitiesArgs, console: &mut Console) -> Outcome {
    let query = args.query.query.as_deref().map_or(Ok(Query::default()), desk::query)?;
    let mut desk = Desk::open(&args.desk)?;
    let found =
        desk.select(&query, |_, article, analysis| Found::new(article, analysis, args.kind));
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

/// What the index needs of an article.
struct Found {
    /// Its names.
    analysis: Analysis,
    /// As each mention of each name is written.
    written: Vec<Vec<String>>,
    /// Not merely the file's.
    date: Option<Date>,
}

impl Found {
    fn new(article: &Article, analysis: &Analysis, kind: Option<EntityKind>) -> Self {
        let wanted =
            |entity: &&Entity| entity.kind.is_name() && kind.is_none_or(|kind| kind == entity.kind);
        let entities: Vec<Entity> = analysis.entities.iter().filter(wanted).cloned().collect();
        let written = |mention: &u32| {
            let text = analysis.mentions.get(*mention as usize)?.range.of(&article.text);
            Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let written =
            entities.iter().map(|e| e.mentions.iter().filter_map(written).collect()).collect();
        let date = analysis.own_date();
        Self { analysis: Analysis { entities, ..Analysis::default() }, written, date }
    }
}

/// Names in at least `min` articles, those in most articles first.
fn rows(found: &[Found], min: usize) -> Vec<Row> {
    let mut index = EntityIndex::default();
    let mut spellings: HashMap<EntityKey, BTreeMap<&str, u64>> = HashMap::new();
    for (doc, found) in (0..).zip(found) {
        index.insert(DocId(doc), &found.analysis);
        for (entity, written) in found.analysis.entities.iter().zip(&found.written) {
            let counts = spellings.entry(EntityKey::new(&entity.name, entity.kind)).or_default();
            for spelling in written {
                *counts.entry(spelling).or_default() += 1;
            }
        }
    }
    let newest = found.iter().filter_map(|found| found.date).max();
    let date = |doc: DocId| found.get(doc.0 as usize).and_then(|found| found.date);
    let mut rows: Vec<Row> = (index.iter())
        .filter(|(_, entry)| entry.articles.len() >= min)
        .map(|(key, entry)| {
            let dates = || entry.articles.iter().filter_map(|(doc, _)| date(*doc));
            let (first, last) = (dates().min(), dates().max());
            Row {
                name: entry.name.clone(),
                kind: key.kind,
                articles: entry.articles.len(),
                mentions: entry.articles.iter().map(|(_, mentions)| u64::from(*mentions)).sum(),
                first: first.map(|date| date.to_string()),
                last: last.map(|date| date.to_string()),
                new: first.is_some() && first == newest,
                spellings: others(&entry.name, spellings.get(key)),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        (b.articles, b.mentions)
            .cmp(&(a.articles, a.mentions))
            .then_with(|| (&a.name, a.kind).cmp(&(&b.name, b.kind)))
    });
    rows
}

/// The ways a name is written in but for its own, the commonest first, then by their letters.
fn others(name: &str, counts: Option<&BTreeMap<&str, u64>>) -> Vec<String> {
    let mut others: Vec<_> =
        counts.into_iter().flatten().filter(|(spelling, _)| **spelling != name).collect();
    others.sort_by_key(|(_, count)| Reverse(**count));
    others.into_iter().map(|(spelling, _)| (*spelling).to_owned()).collect()
}

/// Columns from which both dates have room.
const WIDE: usize = 100;

fn write_table(rows: &[Row], console: &mut Console) -> io::Result<()> {
    let columns = console.columns();
    let both = columns.is_none_or(|columns| columns >= WIDE);
    let others = if both { 66 } else { 54 };
    let widest = columns.map_or(60, |columns| columns.saturating_sub(others).max(20));
    for row in rows {
        let name = width::fit(&clean::line(&row.name), widest);
        let date = |date: &Option<String>| format!("  {:<10}", date.as_deref().unwrap_or_default());
        let first = if both { date(&row.first) } else { String::new() };
        let mixed = alphabets::are_mixed(&row.name);
        let name = if mixed { format!("{} ({})", name.trim_end(), alphabets::MIXED) } else { name };
        writeln!(
            console,
            "{:>5} articles {:>6}x  {:<12}{first}{}  {:<3} {}",
            row.articles,
            row.mentions,
            row.kind.name(),
            date(&row.last),
            if row.new { "new" } else { "" },
            name.trim_end()
        )?;
    }
    Ok(())
}

fn write_csv(rows: &[Row], console: &mut Console) -> io::Result<()> {
    let mut out = table(console);
    let head = ["name", "kind", "articles", "mentions", "first", "last", "new", "spellings"];
    out.write_record(head).map_err(io_error)?;
    for row in rows {
        let cells = [
            guard(&row.name).into_owned(),
            row.kind.name().to_owned(),
            row.articles.to_string(),
            row.mentions.to_string(),
            row.first.clone().unwrap_or_default(),
            row.last.clone().unwrap_or_default(),
            row.new.to_string(),
            guard(&row.spellings.join(" | ")).into_owned(),
        ];
        out.write_record(cells).map_err(io_error)?;
    }
    out.flush()
}
