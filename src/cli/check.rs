//! `copydesk check`: are the config, the tags and the names sound, are the articles all there?

use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use super::{
    args::{CheckArgs, DeskArgs},
    desk::{self, Desk, others_in},
    failure::{Outcome, code},
    out::{Console, complain},
};
use crate::{
    article::{Article, ArticleId},
    config::Config,
    corpus,
    tags::store::{self, Backup},
    text::{Clean, clean},
};

pub fn run(args: &CheckArgs, console: &mut Console) -> Outcome {
    let mut status = code::DONE;
    match desk::config(args.files.config.as_deref()) {
        Ok(config) => warnings(&config, console)?,
        Err(failure) => {
            status = failure.report();
            writeln!(console, "config   cannot be used")?;
        }
    }
    let Some(folder) = &args.desk else { return Ok(status) };
    if status != code::DONE {
        return Ok(status);
    }
    let args = DeskArgs {
        desk: folder.clone(),
        files: super::args::FileArgs {
            tags: args.files.tags.clone(),
            config: args.files.config.clone(),
        },
    };
    let mut desk = match Desk::open_for_tags(&args) {
        Ok(desk) => desk,
        Err(failure) => {
            let (tags, _) = kept(&args);
            backups(&tags, console)?;
            return Err(failure);
        }
    };
    let path = desk.store.path().display().to_string();
    let decided = desk.tags.records.len();
    writeln!(console, "tags     fine: {decided} decided, in {}", clean::line(&path))?;
    if decided == 0 {
        // Emptied by accident, a file is as sound as one that is new.
        backups(&kept(&args).0, console)?;
    }
    let names_are_sound = names(&desk, console)?;
    if desk.store.names_fault().is_some() {
        backups(&kept(&args).1, console)?;
    }
    let places = places(&mut desk);
    report(&desk, &places, console)?;
    let read: usize = places.values().map(Vec::len).sum();
    Ok(match (names_are_sound, desk.unread) {
        (false, _) => code::FILES,
        (true, 1..) => code::INPUT,
        (true, 0) => desk.status(read),
    })
}

/// The whole copies of the tags file and of the names file, the newest first.
fn kept(args: &DeskArgs) -> (Vec<Backup>, Vec<Backup>) {
    let folder = corpus::walk::desk_folder(std::slice::from_ref(&args.desk));
    desk::backups(&folder, &args.files).map(|folder| store::backups(&folder)).unwrap_or_default()
}

fn backups(copies: &[Backup], out: &mut Console) -> io::Result<()> {
    copies.iter().try_for_each(|copy| {
        let path = copy.path.display().to_string();
        writeln!(out, "backup   {}: {} kept, in {}", copy.day, copy.count, clean::line(&path))
    })
}

/// Says whether the config is as it was meant.
fn warnings(config: &Config, out: &mut Console) -> io::Result<()> {
    let warnings = &config.keys.warnings;
    for warning in warnings {
        complain(&warning.to_string());
    }
    match warnings.len() {
        0 => writeln!(out, "config   fine"),
        1 => writeln!(out, "config   works, with 1 warning"),
        count => writeln!(out, "config   works, with {count} warnings"),
    }
}

/// Says what the names file holds, and everything that is wrong with it.
fn names(desk: &Desk, out: &mut Console) -> io::Result<bool> {
    let faults = desk.store.names_faults();
    let count =
        if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) };
    if let Some(fault) = desk.store.names_fault() {
        writeln!(out, "names    cannot be used: {count}")?;
        for fault in &faults {
            complain(&fault.to_string());
        }
        complain(&fault.hint());
        return Ok(false);
    }
    let said = &desk.tags.corrections;
    let path = desk.store.names_path();
    let place = if path.exists() {
        format!(", in {}", clean::line(&path.display().to_string()))
    } else {
        String::new()
    };
    let sound = if faults.is_empty() { "fine" } else { &count };
    let (corrected, watched) = (said.names.len() + said.marked.len(), said.watches.len());
    writeln!(out, "names    {sound}: {corrected} corrected, {watched} watched{place}")?;
    for fault in &faults {
        complain(&fault.to_string());
    }
    Ok(faults.is_empty())
}

/// Where each text stands. Reads every article and analyses none.
fn places(desk: &mut Desk) -> BTreeMap<ArticleId, Vec<String>> {
    let places: Mutex<BTreeMap<ArticleId, Vec<String>>> = Mutex::default();
    let note = |article: &Article| {
        let mut places = places.lock().unwrap_or_else(PoisonError::into_inner);
        places.entry(article.id).or_default().push(desk::path_of(article));
        false
    };
    let _none_is_analysed: Vec<()> = desk.gather(note, |_, _, _| None);
    let mut places = places.into_inner().unwrap_or_else(PoisonError::into_inner);
    for paths in places.values_mut() {
        paths.sort();
    }
    places
}

fn report(
    desk: &Desk,
    places: &BTreeMap<ArticleId, Vec<String>>,
    out: &mut Console,
) -> io::Result<()> {
    let read: usize = places.values().map(Vec::len).sum();
    writeln!(out, "articles {read} read, {} unreadable", desk.unread)?;
    if !desk.listing.others.is_empty() {
        writeln!(out, "others   {}", others_in(&desk.listing))?;
    }
    for paths in places.values().filter(|paths| paths.len() > 1) {
        writeln!(out, "same     {}", Clean::path(paths.join(" = ")))?;
    }
    for (id, record) in &desk.tags.records {
        let path = Clean::path(&record.path);
        match places.get(id) {
            None => writeln!(out, "lost     {id}  {path}  {}", clean::line(&record.title))?,
            Some(paths) if !paths.contains(&record.path) => {
                writeln!(out, "moved    {path} -> {}", Clean::path(paths.join(" = ")))?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}
