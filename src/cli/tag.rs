//! `copydesk tag`: puts tags on articles and takes them off, as the screen would.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Read, Write},
    path::Path,
};

use jiff::Timestamp;

use super::{
    args::TagArgs,
    desk::{self, Desk},
    failure::{Failure, Outcome, code},
    out::{Console, complain},
    taken::TAKEN,
};
use crate::{
    article::ArticleId,
    config::paths,
    corpus::FileEntry,
    export::slashed,
    query::Query,
    tags::{Edit, Happened, Record, Step, journal, tag_name},
    text::clean,
};

pub fn run(args: &TagArgs, console: &mut Console) -> Outcome {
    let (wish, articles) = words(args)?;
    let query = args.query.query.as_deref().map(desk::query).transpose()?;
    let mut desk = match query {
        Some(_) => Desk::open(&args.desk)?,
        None => Desk::open_for_tags(&args.desk)?,
    };
    let found = match query {
        Some(query) => by_query(&mut desk, &query),
        None => by_name(&mut desk, articles),
    };
    let status = desk.status(found.len());
    let now = Timestamp::now();
    let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let mut edits = Vec::new();
    let mut report = Vec::new();
    for (id, at) in &found {
        if let Some((edit, done)) = wish.edit(&desk, *id, at, now) {
            let (path, title) = (clean::line(&at.path), clean::line(&at.title));
            report.push((at.path.as_str(), format!("{done}  {path}  {title}")));
            edits.push(edit);
        }
    }
    report.sort();
    let (changed, same) = (edits.len(), found.len() - edits.len());
    if !args.dry_run && !edits.is_empty() {
        desk.store.save(&edits)?;
        for news in desk.store.take_news() {
            complain(&news.to_string());
        }
        remember(args, &desk.folder, &wish, edits, found.keys().next().copied());
    }
    // After saving: a reader of these lines who goes away must not cost a tag.
    report.iter().try_for_each(|(_, line)| writeln!(console, "{line}"))?;
    if args.dry_run {
        complain(&format!("{changed} would change, {same} already so; nothing is saved"));
        return Ok(status);
    }
    if !found.is_empty() {
        complain(&format!("{changed} changed, {same} already so"));
    }
    Ok(status)
}

/// Makes it a step that `u` takes back on the screen. That the tags are saved is what counts: a history
/// that cannot be written is no fault.
fn remember(
    args: &TagArgs,
    folder: &Path,
    wish: &Changes,
    edits: Vec<Edit>,
    at: Option<ArticleId>,
) {
    let Some(state) = paths::state_dir() else { return };
    let file = journal::file(&state, &journal::desk(folder, args.desk.files.tags.as_deref()));
    let label = match edits.len() {
        1 => wish.label(),
        n => format!("{} on {n} articles", wish.label()),
    };
    let now = Timestamp::now();
    let number = journal::load(&file).next_number(now);
    let step = Step { number, label, edits, at, when: Some(now) };
    let _ = journal::append(&file, &[Happened::Done(step)]);
}

/// Tags to put and to take.
struct Changes {
    put: BTreeSet<String>,
    take: BTreeSet<String>,
}

impl Changes {
    /// `+harbour -work`, as the screen says it.
    fn label(&self) -> String {
        let put = self.put.iter().map(|tag| format!("+{tag}"));
        let words: Vec<String> = put.chain(self.take.iter().map(|tag| format!("-{tag}"))).collect();
        words.join(" ")
    }

    /// The edit of one article and what it does, unless it changes nothing.
    fn edit(
        &self,
        desk: &Desk,
        id: ArticleId,
        named: &Record,
        now: Timestamp,
    ) -> Option<(Edit, String)> {
        let before = desk.tags.records.get(&id).cloned();
        let mut after = Record {
            path: named.path.clone(),
            title: named.title.clone(),
            ..before.clone().unwrap_or_default()
        };
        let tags = &mut after.decision.tags;
        let mut done: Vec<String> = Vec::new();
        done.extend(
            self.put.iter().filter(|tag| tags.insert((*tag).clone())).map(|tag| format!("+{tag}")),
        );
        done.extend(self.take.iter().filter(|tag| tags.remove(*tag)).map(|tag| format!("-{tag}")));
        if done.is_empty() {
            return None;
        }
        after.decision.decided = Some(now);
        let after = Some(after).filter(|record| !record.decision.is_empty());
        Some((Edit::Article { id, before, after }, done.join(" ")))
    }
}

/// Splits the words into tags and articles; reads the articles from standard input for `-`.
fn words(args: &TagArgs) -> Result<(Changes, Vec<String>), Failure> {
    let mut changes = Changes { put: BTreeSet::new(), take: BTreeSet::new() };
    let mut targets = Vec::new();
    let mut stdin = false;
    for word in &args.words {
        let word = word.to_string_lossy();
        let tag = |typed: &str| {
            tag_name(typed).ok_or_else(|| {
                let hint =
                    "write `+name` or `-name`; a file whose name starts so is written `./-name`";
                Failure::new(code::USE, format!("this is no tag: {word}"), hint)
            })
        };
        let taken = word.strip_prefix(TAKEN).or(word.strip_prefix('-'));
        match (word.as_ref(), taken, word.strip_prefix('+')) {
            ("-", ..) => stdin = true,
            (_, Some(typed), _) => drop(changes.take.insert(tag(typed)?)),
            (_, _, Some(typed)) => drop(changes.put.insert(tag(typed)?)),
            _ => targets.push(word.into_owned()),
        }
    }
    if changes.put.is_empty() && changes.take.is_empty() {
        let hint = "put one with `+name`, take one with `-name`";
        return Err(Failure::new(code::USE, "no tag is named", hint));
    }
    if let Some(tag) = changes.put.intersection(&changes.take).next() {
        let message = format!("`{tag}` is both put and taken");
        return Err(Failure::new(code::USE, message, "leave one of them out"));
    }
    let ways = usize::from(stdin)
        + usize::from(!targets.is_empty())
        + usize::from(args.query.query.is_some());
    if ways != 1 {
        let message =
            if ways == 0 { "no article is named" } else { "articles are named in two ways" };
        let hint = "name articles by id or path, or by `-q QUERY`, or `-` for standard input";
        return Err(Failure::new(code::USE, message, hint));
    }
    if stdin {
        targets = read_targets(io::stdin().lock())?;
    }
    Ok((changes, targets))
}

/// Ids or paths, one a line, or each ended by a NUL where there is one (`list -0`); of a line of
/// JSON its `id`.
fn read_targets(mut input: impl Read) -> Result<Vec<String>, Failure> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|cause| {
        Failure::new(code::INPUT, format!("standard input cannot be read: {cause}"), "")
    })?;
    // Of a name that is no UTF-8 as much as the list says of it.
    let text = String::from_utf8_lossy(&bytes);
    let end = if text.contains('\0') { '\0' } else { '\n' };
    let mut targets = Vec::new();
    for line in text.split(end) {
        let id = line.starts_with('{').then(|| {
            let object: serde_json::Value = serde_json::from_str(line).ok()?;
            object.get("id")?.as_str().map(str::to_owned)
        });
        let target = id.flatten().unwrap_or_else(|| line.trim_end_matches('\r').to_owned());
        if !target.is_empty() {
            targets.push(target);
        }
    }
    Ok(targets)
}

/// Articles by id, with the path and title to remember.
type Found = BTreeMap<ArticleId, Record>;

fn record(path: String, title: Option<&str>) -> Record {
    Record { path, title: title.unwrap_or_default().to_owned(), ..Record::default() }
}

fn by_query(desk: &mut Desk, query: &Query) -> Found {
    let found = desk.select(query, |_, article, analysis| {
        let title = analysis.meta.title.as_ref().map(|found| found.value.as_str());
        (article.id, record(desk::path_of(article), title))
    });
    first_of_each(found)
}

/// One record for each id; of copies the first path stands.
fn first_of_each(found: Vec<(ArticleId, Record)>) -> Found {
    found.into_iter().rev().collect()
}

/// Finds the articles named by id or path, and names those that are not there.
fn by_name(desk: &mut Desk, targets: Vec<String>) -> Found {
    let mut ids = BTreeSet::new();
    let mut paths = BTreeSet::new();
    for target in targets {
        match target.parse::<ArticleId>() {
            Ok(id) => drop(ids.insert(id)),
            Err(_) => drop(paths.insert(plain(&target).to_owned())),
        }
    }
    let mut missing: BTreeSet<String> = paths.clone();
    let names_of = |file: &FileEntry| {
        [slashed(&file.path), slashed(&file.full), file.full.display().to_string()]
    };
    if ids.is_empty() && !paths.is_empty() {
        desk.listing.files.retain(|file| names_of(file).iter().any(|name| is_named(&paths, name)));
    }
    let files = desk.listing.files.clone();
    let mut found = first_of_each(desk.gather(
        // Whether the path is named is known only with the file, below.
        |article| ids.contains(&article.id) || !paths.is_empty(),
        |place, article, analysis| {
            let names = files.get(place).map(names_of)?;
            let by_path = names.iter().any(|name| is_named(&paths, name));
            let title = analysis.meta.title.as_ref().map(|found| found.value.as_str());
            (by_path || ids.contains(&article.id))
                .then(|| (article.id, record(desk::path_of(article), title)))
        },
    ));
    for name in files.iter().flat_map(names_of) {
        missing.remove(plain(&name));
    }
    for id in ids {
        if found.contains_key(&id) {
            continue;
        }
        match desk.tags.records.get(&id) {
            Some(record) => drop(found.insert(id, record.clone())),
            None => drop(missing.insert(id.to_string())),
        }
    }
    desk.unread += missing.len();
    for name in missing {
        complain(&format!("no such article: {name}"));
    }
    found
}

fn plain(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

fn is_named(paths: &BTreeSet<String>, name: &str) -> bool {
    paths.contains(plain(name))
}
