//! `copydesk list`: the articles of a desk as a table, as records or as paths.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    args::{ListArgs, ListFormat, sort_keys},
    desk::{self, Desk},
    failure::{Failure, Outcome, code},
    out::Console,
};
use crate::{
    export::{self, Format, TaggedArticle},
    query::{Guess, Query, Sort, SortFields},
    tags::State,
    text::{Clean, clean, width},
};

/// An article that was selected.
pub struct Row {
    pub article: TaggedArticle,
    pub entities: usize,
    /// `w Nasrallah +2`, where the article has something of the watch list.
    pub reason: Option<String>,
    pub place: usize,
}

pub fn run(args: &ListArgs, console: &mut Console) -> Outcome {
    let query = args.query.query.as_deref().map_or(Ok(Query::default()), desk::query)?;
    let sort = args.sort.as_deref().map(sort).transpose()?.or(query.sort);
    let format = if args.nul { ListFormat::Paths } else { args.format };
    if args.nul && !matches!(args.format, ListFormat::Table | ListFormat::Paths) {
        return Err(Failure::new(code::USE, "`-0` is for paths", "add `--format paths`"));
    }
    let mut desk = Desk::open(&args.desk)?;
    if format == ListFormat::Paths
        && sort.is_none()
        && let Some(places) = places(&mut desk, &query)
    {
        let status = desk.status(places.len());
        let found = places.iter().filter_map(|place| desk.listing.files.get(*place));
        write_paths(found.map(|file| &file.full), args.nul, console)?;
        return Ok(status);
    }
    let rows = rows(&mut desk, &query, sort);
    let status = desk.status(rows.len());
    let paths = || rows.iter().filter_map(|row| desk.listing.files.get(row.place));
    match format {
        ListFormat::Table => table(&rows, console)?,
        ListFormat::Paths => write_paths(paths().map(|file| &file.full), args.nul, console)?,
        ListFormat::Jsonl => records(Format::Jsonl, rows, console)?,
        ListFormat::Csv => records(Format::Csv, rows, console)?,
    }
    Ok(status)
}

pub fn sort(name: &str) -> Result<Sort, Failure> {
    Sort::of_name(name).ok_or_else(|| {
        let hint = format!("sort by one of {}; `-date` turns it round", sort_keys());
        Failure::new(code::USE, format!("there is no such order: {name}"), hint)
    })
}

/// The places of the articles that a query means, where their texts alone tell which these are.
fn places(desk: &mut Desk, query: &Query) -> Option<Vec<usize>> {
    if !query.asks_texts() || !query.is_told_by_texts() {
        return None;
    }
    let (found, problems) = desk.sift(query, |_| ());
    let unsure = found.iter().any(|(_, guess, ())| *guess != Guess::Yes);
    if unsure {
        return None;
    }
    desk.name(&problems);
    Some(found.into_iter().map(|(place, ..)| place).collect())
}

/// The articles that a query means, in the order asked for.
pub fn rows(desk: &mut Desk, query: &Query, order: Option<Sort>) -> Vec<Row> {
    let length = desk.config.summary.length();
    let tags = desk.tags.clone();
    let watcher = desk.watcher();
    let mut rows = desk.select(query, |place, article, analysis| Row {
        article: TaggedArticle::new(article, analysis, tags.decision(article.id), length),
        entities: analysis.entities.iter().filter(|entity| entity.kind.is_name()).count(),
        reason: desk::look(&watcher, article, analysis)
            .reason()
            .map(|(watch, more)| format!("w {}{more}", watch.target.text())),
        place,
    });
    if let Some(order) = order {
        let fields = |row: &Row| {
            let a = &row.article;
            let (source, title) = (a.source.as_deref(), Some(a.title.as_str()));
            SortFields::new(row.place, a.date, a.words, row.entities, source, title)
        };
        let mut keyed: Vec<_> = rows.into_iter().map(|row| (fields(&row), row)).collect();
        keyed.sort_by(|(a, _), (b, _)| order.compare(a, b));
        rows = keyed.into_iter().map(|(_, row)| row).collect();
    }
    rows
}

fn records(format: Format, rows: Vec<Row>, console: &mut Console) -> io::Result<()> {
    let articles: Vec<TaggedArticle> = rows.into_iter().map(|row| row.article).collect();
    export::write(format, &articles, console)
}

fn write_paths<'a>(
    paths: impl Iterator<Item = &'a PathBuf>,
    nul: bool,
    console: &mut Console,
) -> io::Result<()> {
    for path in paths {
        if console.terminal {
            console.write_all(path.to_string_lossy().as_bytes())?;
        } else {
            write_path(path, console)?;
        }
        console.write_all(if nul { b"\0" } else { b"\n" })?;
    }
    Ok(())
}

/// The path as the system knows it, byte for byte.
#[cfg(unix)]
fn write_path(path: &Path, out: &mut impl Write) -> io::Result<()> {
    out.write_all(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()))
}

#[cfg(not(unix))]
fn write_path(path: &Path, out: &mut impl Write) -> io::Result<()> {
    out.write_all(path.to_string_lossy().as_bytes())
}

/// Columns of the date with its `?`, the source and the mark.
const DATE: usize = 11;
const SOURCE: usize = 12;
const MARK: usize = 2;
/// Columns of title and tags where there is no terminal to fit.
const UNFITTED: usize = 60;

fn table(rows: &[Row], console: &mut Console) -> io::Result<()> {
    let fixed = MARK + 1 + DATE + 1 + SOURCE + 2 + 5 + 2;
    let columns = console.columns();
    let title = columns.map_or(UNFITTED, |all| all.saturating_sub(fixed).max(20) * 3 / 5);
    let rest = columns.map(|all| all.saturating_sub(fixed + title + 2).max(12));
    for row in rows {
        let a = &row.article;
        let guess = if row.article.guessed_date { "?" } else { "" };
        let date = a.date.map(|date| format!("{date}{guess}")).unwrap_or_default();
        let tags = a.decision.tags.iter().map(|tag| format!("#{tag}"));
        let last: Vec<String> = (row.reason.iter().cloned())
            .chain(tags)
            .chain([Clean::path(&a.path).to_string()])
            .collect();
        let last = clean::line(&last.join(" ")).into_owned();
        let last = rest.map_or_else(|| last.clone(), |rest| width::truncate(&last, rest).into());
        writeln!(
            console,
            "{} {} {}  {}  {:>4}e  {last}",
            mark(a),
            width::fit(&date, DATE),
            width::fit(&clean::line(a.source.as_deref().unwrap_or_default()), SOURCE),
            width::fit(&clean::line(&a.title), title),
            row.entities,
        )?;
    }
    Ok(())
}

/// What was decided, in two columns.
fn mark(article: &TaggedArticle) -> String {
    let state = match article.decision.state {
        State::New => ' ',
        State::Done => '.',
        State::Dropped => 'x',
        State::Later => 'p',
    };
    format!("{state}{}", if article.decision.star { '*' } else { ' ' })
}
