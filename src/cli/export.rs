//! `copydesk export`: decided articles, or those asked for, in a format that others read.

use std::{collections::BTreeSet, io, path::Path};

use super::{
    args::ExportArgs,
    desk::{self, Desk},
    failure::{Failure, Outcome, code},
    list,
    out::{Console, complain},
};
use crate::{
    export::{self, Format, Options, TaggedArticle},
    query::{Flag, Needle, Node, Pattern, Query, Term},
    tags::store,
    text::fold::fold,
};

pub fn run(args: &ExportArgs, console: &mut Console) -> Outcome {
    let format = format(args)?;
    let query = query(args)?;
    let mut desk = Desk::open(&args.desk)?;
    let rows = list::rows(&mut desk, &query, query.sort);
    let articles: Vec<TaggedArticle> = rows.into_iter().map(|row| row.article).collect();
    if args.query.query.is_none() && args.tag.is_empty() && !args.all {
        warn_of_lost(&desk, &articles);
    }
    let status = desk.status(articles.len());
    if articles.is_empty() && args.output != Path::new("-") {
        return Ok(status);
    }
    let options = Options { bom: args.bom, nul: args.nul };
    spare_own_files(&desk, &args.output)?;
    if args.output == Path::new("-") {
        export::write_with(format, options, &articles, console)?;
    } else {
        export::write_file(&args.output, args.force, |out| {
            export::write_with(format, options, &articles, out)
        })?;
        let count = articles.len();
        complain(&format!("{count} exported to {}", args.output.display()));
    }
    Ok(status)
}

/// Not even `--force` puts an export in the place of the decisions or articles it was made of.
fn spare_own_files(desk: &Desk, output: &Path) -> Result<(), Failure> {
    // One that is not there yet is known by its folder.
    let place = |path: &Path| {
        path.canonicalize().or_else(|_| {
            let folder = path.parent().filter(|folder| *folder != Path::new(""));
            let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
            Ok::<_, io::Error>(folder.unwrap_or(Path::new(".")).canonicalize()?.join(name))
        })
    };
    let Ok(there) = place(output) else { return Ok(()) };
    let same = |own: &Path| place(own).is_ok_and(|own| own == there);
    let beside = desk.folder.join("tags.toml");
    let own = [desk.store.path(), &beside].map(|tags| [tags.to_owned(), store::names_path(tags)]);
    let what = if own.iter().flatten().any(|own| same(own)) {
        "is for your decisions"
    } else if desk.listing.files.iter().any(|file| same(&file.full)) {
        "is an article of the desk"
    } else {
        return Ok(());
    };
    let message = format!("{} {what}", output.display());
    Err(Failure::new(code::OUTPUT, message, "choose another name"))
}

fn format(args: &ExportArgs) -> Result<Format, Failure> {
    let ending = args.output.extension().and_then(|ending| ending.to_str());
    let format = args.format.or_else(|| Format::of_ending(ending?));
    let Some(format) = format else {
        let names = Format::ALL.map(Format::name).join(", ");
        return Err(Failure::new(
            code::USE,
            "which format?",
            format!("add `-f FORMAT`, one of {names}"),
        ));
    };
    if args.bom && format != Format::Csv {
        return Err(Failure::new(code::USE, "`--bom` is for csv", "leave it out"));
    }
    if args.nul && format != Format::Paths {
        return Err(Failure::new(code::USE, "`-0` is for txt", "leave it out, or add `-f txt`"));
    }
    Ok(format)
}

/// What is exported: the query, one of the tags, everything; else what has a decision.
fn query(args: &ExportArgs) -> Result<Query, Failure> {
    if let Some(text) = &args.query.query {
        return desk::query(text);
    }
    let tag = |tag: &String| {
        let typed = tag.trim_start_matches('#').to_owned();
        let folded = fold(&typed);
        Node::Term(Term::Tag(Pattern::Text(Needle { typed, folded })))
    };
    let node = if args.all {
        Node::All
    } else if args.tag.is_empty() {
        let flag = |flag: Flag| Node::Term(Term::Is(flag));
        let states = [Flag::Done, Flag::Dropped, Flag::Later].map(flag);
        let others = [Flag::Tagged, Flag::Star, Flag::Noted].map(flag);
        Node::or(states.into_iter().chain(others).collect())
    } else {
        Node::or(args.tag.iter().map(tag).collect())
    };
    Ok(Query { node, sort: None })
}

/// Says how many decided articles are not in the folder any more.
fn warn_of_lost(desk: &Desk, articles: &[TaggedArticle]) {
    let found: BTreeSet<_> = articles.iter().map(|article| article.id).collect();
    let lost = desk.tags.records.keys().filter(|id| !found.contains(id)).count();
    if lost > 0 {
        let articles = if lost == 1 { "article is" } else { "articles are" };
        complain(&format!(
            "{lost} decided {articles} not in the folder and not exported; `copydesk check` names them"
        ));
    }
}
