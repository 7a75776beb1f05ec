//! `copydesk tag`: puts tags on articles and takes them off, as the screen would.

use std::{
    io::{self, Write},
    path::Path,
};

use jiff::Timestamp;

use super::{
    args::TagArgs,
    desk::{self, Desk},
    failure::{Failure, Outcome, code},
    named::{by_name, by_query, read_targets},
    out::{Console, complain},
    taken::TAKEN,
};
use crate::{
    article::ArticleId,
    config::paths,
    tags::{Edit, Happened, Record, Step, TagDef, Tags, journal, tag_name},
    text::{Clean, clean},
};

pub fn run(args: &TagArgs, console: &mut Console) -> Outcome {
    let (mut wish, articles) = words(args)?;
    let asked = args.query.query.as_deref();
    if asked.is_some_and(|query| query.trim().is_empty()) {
        let hint = "to tag every article of the desk, write `-q 'words:>=0'`";
        return Err(Failure::new(code::USE, "the query is empty", hint));
    }
    let query = asked.map(desk::query).transpose()?;
    let mut desk = match query {
        Some(_) => Desk::open(&args.desk)?,
        None => Desk::open_for_tags(&args.desk)?,
    };
    wish.as_known(&desk.tags);
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
            let (path, title) = (Clean::path(&at.path), clean::line(&at.title));
            report.push((at.path.as_str(), format!("{done}  {path}  {title}")));
            edits.push(edit);
        }
    }
    report.sort();
    let (changed, same) = (edits.len(), found.len() - edits.len());
    if !edits.is_empty() {
        let at = found.keys().next().copied();
        carry_out(args, &mut desk, &wish, edits, at)?;
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

/// Saves the edits of articles, with the tags that they make new; a dry run says only what these would be.
fn carry_out(
    args: &TagArgs,
    desk: &mut Desk,
    wish: &Changes,
    articles: Vec<Edit>,
    at: Option<ArticleId>,
) -> Result<(), Failure> {
    let new = desk.tags.new_defs(&wish.put);
    if args.dry_run {
        say_slots(&new, None);
        return Ok(());
    }
    let label = wish.label(articles.len());
    let made = new.iter().map(|def| Edit::Tag { before: None, after: Some(def.clone()) });
    let edits: Vec<Edit> = made.chain(articles).collect();
    let saved = desk.store.save(&edits)?;
    for news in desk.store.settle() {
        complain(&news.to_string());
    }
    say_slots(&new, Some(&saved));
    remember(args, &desk.folder, label, edits, at);
    Ok(())
}

/// Makes it a step that `u` takes back on the screen. That the tags are saved is what counts: a history
/// that cannot be written is no fault.
fn remember(args: &TagArgs, folder: &Path, label: String, edits: Vec<Edit>, at: Option<ArticleId>) {
    let Some(state) = paths::state_dir() else { return };
    let file = journal::file(&state, &journal::desk(folder, args.desk.files.tags.as_deref()));
    let now = Timestamp::now();
    let number = journal::load(&file).next_number(now);
    let step = Step { number, label, edits, at, when: Some(now) };
    let _ = journal::append(&file, &[Happened::Done(step)]);
}

/// Says which slots new tags are in: those of the saved file, where another copy of the program may have
/// given one away meanwhile.
fn say_slots(new: &[TagDef], saved: Option<&Tags>) {
    for def in new {
        let kept = saved.and_then(|tags| tags.defs.iter().find(|kept| kept.name == def.name));
        let (name, would) = (&def.name, if saved.is_some() { "" } else { "would be " });
        match kept.unwrap_or(def).slot {
            Some(slot) => complain(&format!("new tag {name}: {would}in slot {slot}")),
            None => complain(&format!("new tag {name}: no slot is free")),
        }
    }
}

/// Tags to put and to take, in the order given.
struct Changes {
    put: Vec<String>,
    take: Vec<String>,
}

impl Changes {
    /// Takes names that differ from a known tag in capitals only for that tag, and says so, or that there is
    /// no such tag to take.
    fn as_known(&mut self, tags: &Tags) {
        let takes = self.take.len();
        for (at, name) in self.take.iter_mut().chain(&mut self.put).enumerate() {
            match tags.known(name) {
                Some(known) if known == name => {}
                Some(known) => {
                    complain(&format!("`{name}` is the tag {known}"));
                    known.clone_into(name);
                }
                None if at < takes => complain(&format!("there is no tag {name} to take")),
                None => {}
            }
        }
    }

    /// `+harbour -work on 3 articles`, as the screen says it.
    fn label(&self, articles: usize) -> String {
        let put = self.put.iter().map(|tag| format!("+{tag}"));
        let words: Vec<String> = put.chain(self.take.iter().map(|tag| format!("-{tag}"))).collect();
        match articles {
            1 => words.join(" "),
            n => format!("{} on {n} articles", words.join(" ")),
        }
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
    let mut changes = Changes { put: Vec::new(), take: Vec::new() };
    let mut targets = Vec::new();
    let mut stdin = false;
    for word in &args.words {
        let word = word.to_string_lossy();
        let taken = word.strip_prefix(TAKEN).or(word.strip_prefix('-'));
        match (word.as_ref(), taken, word.strip_prefix('+')) {
            ("-", ..) => stdin = true,
            (_, Some(typed), _) => add(&mut changes.take, &word, typed)?,
            (_, _, Some(typed)) => add(&mut changes.put, &word, typed)?,
            _ => targets.push(word.into_owned()),
        }
    }
    if changes.put.is_empty() && changes.take.is_empty() {
        let hint = "put one with `+name`, take one with `-name`";
        return Err(Failure::new(code::USE, "no tag is named", hint));
    }
    if let Some(tag) = changes.put.iter().find(|tag| changes.take.contains(tag)) {
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

/// Adds a tag as it is kept, and says where that is not what was typed.
fn add(tags: &mut Vec<String>, word: &str, typed: &str) -> Result<(), Failure> {
    let Some(name) = tag_name(typed).filter(|_| !typed.starts_with('-')) else {
        let hint = "write `+name` or `-name`; a file whose name starts so is written `./-name`";
        return Err(Failure::new(code::USE, format!("this is no tag: {word}"), hint));
    };
    if name != typed {
        complain(&format!(
            "`{typed}` becomes the tag {name}: one word of at most 60 characters, without # , \" and controls"
        ));
    }
    if !tags.contains(&name) {
        tags.push(name);
    }
    Ok(())
}
