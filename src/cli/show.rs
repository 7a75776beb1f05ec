//! `copydesk show`: one article as linear text, with its summary and its names.

use std::io::{self, Write};

use super::{
    args::{ShowArgs, When},
    color,
    desk::{self, Desk},
    failure::{Failure, Outcome, code},
    out::Console,
};
use crate::{
    analysis::{
        Analysis, EntityKind, actors,
        summary::{self, Length, Pick, Sought},
    },
    article::{Article, BlockKind},
    config::Theme,
    export::{TaggedArticle, slashed},
    query::Subject,
    text::{TextRange, alphabets, clean, fold, wrap},
};

pub fn run(args: &ShowArgs, console: &mut Console) -> Outcome {
    let mut desk = Desk::open(&args.desk)?;
    let found = find(&mut desk, args)?;
    let Some((article, analysis)) = found else {
        return Ok(desk.status(0));
    };
    let length = length(args, &desk);
    let decision = desk.tags.decision(article.id);
    let tagged = TaggedArticle::new(&article, &analysis, decision, length);
    let (about, ranked) = match interest(args, &desk, &article, &analysis)? {
        Some((what, ranked)) => (Some(what), ranked),
        None => (None, analysis.ranked.clone()),
    };
    let theme = colored(args.color, console.terminal).then(|| Theme::load(&desk.config.look.theme));
    let theme = theme.transpose()?;
    let columns = console.columns().unwrap_or(usize::MAX);
    let page = Page {
        article: &article,
        analysis: &analysis,
        tagged: &tagged,
        picks: summary::cut(&ranked, length),
        about,
        reasons: args.reasons,
        columns: usize::from(args.width).min(columns).max(20),
        theme,
    };
    console.trust()?;
    page.write(console)?;
    Ok(code::DONE)
}

fn length(args: &ShowArgs, desk: &Desk) -> Length {
    match (args.sentences, args.words) {
        (Some(sentences), _) => Length::Sentences(usize::from(sentences)),
        (None, Some(words)) => Length::Words(usize::from(words)),
        (None, None) => desk.config.summary.length(),
    }
}

/// What the summary is to be about, and the ranking for it: what is asked for, else the watch list.
fn interest(
    args: &ShowArgs,
    desk: &Desk,
    article: &Article,
    analysis: &Analysis,
) -> Result<Option<(String, Vec<Pick>)>, Failure> {
    let text = article.text.as_str();
    let about = |what: &str, sought: &[Sought]| {
        Some((what.to_owned(), summary::about(text, analysis, sought)?))
    };
    if let Some(word) = &args.about {
        let places = fold::find_all(text, word).into_iter();
        let sought: Vec<Sought> = places.map(|at| Sought::at(at, &analysis.mentions)).collect();
        return Ok(about(word, &sought));
    }
    let query = args.query.as_deref().map(desk::query).transpose()?;
    if let (Some(query), Some(typed)) = (&query, &args.query) {
        let path = desk::path_of(article);
        let decision = desk.tags.decision(article.id);
        let found = about(typed, &query.sought(&Subject::new(&path, article, analysis, decision)));
        if found.is_some() || !query.seeks_watched() {
            return Ok(found);
        }
    }
    let watcher = desk.watcher();
    let seen = desk::look(&watcher, article, analysis);
    let Some((watch, more)) = seen.reason() else { return Ok(None) };
    let hits = watcher.hits(article.id, text, &analysis.mentions, &analysis.entities);
    let sought: Vec<Sought> =
        hits.iter().map(|hit| Sought::at(hit.range, &analysis.mentions)).collect();
    Ok(about(&format!("{}{more}", watch.target.text()), &sought))
}

fn colored(when: When, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => !set("NO_COLOR") && (set("CLICOLOR_FORCE") || (terminal && !dumb)),
    }
}

/// The article that is named by path, by id or by the start of an id.
fn find(desk: &mut Desk, args: &ShowArgs) -> Result<Option<(Article, Analysis)>, Failure> {
    let Some(name) = args.article.as_deref() else {
        if args.desk.desk.is_dir() {
            let hint = "name it by its path or id; `copydesk list DESK` lists them";
            return Err(Failure::new(code::USE, "which article?", hint));
        }
        return Ok(desk.gather(|_| true, whole).pop());
    };
    let typed = name;
    let name = &*name.to_string_lossy();
    let wanted = name.strip_prefix("./").unwrap_or(name);
    let files = &mut desk.listing.files;
    let is_named = |file: &crate::corpus::FileEntry| {
        slashed(&file.path) == wanted
            || file.path.as_os_str() == typed
            || file.full.as_os_str() == typed
    };
    if files.iter().any(is_named) {
        // What the article's source puts under others is learned from all of these.
        desk.learn_for(is_named);
        desk.listing.files.retain(is_named);
        return Ok(desk.gather(|_| true, whole).pop());
    }
    if !name.starts_with("b3:") || name.len() < 7 {
        return Err(none(name));
    }
    let mut found = desk.gather(|article| article.id.to_string().starts_with(name), whole);
    let ids: std::collections::BTreeSet<_> = found.iter().map(|(article, _)| article.id).collect();
    if ids.len() > 1 {
        let message = format!("{} articles have an id that starts with {name}", ids.len());
        return Err(Failure::new(code::USE, message, "write more of the id"));
    }
    found.truncate(1);
    found.pop().map(Some).ok_or_else(|| none(name))
}

#[expect(clippy::unnecessary_wraps, reason = "the shape that gathering asks for")]
fn whole(_place: usize, article: &Article, analysis: &Analysis) -> Option<(Article, Analysis)> {
    Some((article.clone(), analysis.clone()))
}

fn none(name: &str) -> Failure {
    let hint = "`copydesk list DESK` lists the paths, `--format jsonl` the ids";
    Failure::new(code::NOTHING, format!("no such article: {name}"), hint)
}

struct Page<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    tagged: &'a TaggedArticle,
    picks: Vec<Pick>,
    /// What the summary is about, where the reader asked for something.
    about: Option<String>,
    reasons: bool,
    columns: usize,
    /// How names are marked; `None`: not at all.
    theme: Option<Theme>,
}

impl Page<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        self.summary(out)?;
        self.names(out)?;
        self.text(out)
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let t = self.tagged;
        self.paragraph(out, if t.title.is_empty() { &t.path } else { &t.title })?;
        let words = format!("{} words", t.words);
        let basis = self.analysis.dated.filter(|basis| basis.label().is_some());
        let reason = basis.map(|basis| format!(" ({})", basis.reason())).unwrap_or_default();
        let date = t.date.map(|date| format!("{date}{reason}"));
        let about = [t.source.clone(), date, Some(words), self.analysis.languages()];
        self.paragraph(out, &about.into_iter().flatten().collect::<Vec<_>>().join("  "))?;
        for line in [Some(t.path.as_str()), t.url.as_deref()].into_iter().flatten() {
            writeln!(out, "{}", clean::line(line))?;
        }
        writeln!(out, "{}", t.id)?;
        let tags: Vec<String> = t.decision.tags.iter().map(|tag| format!("#{tag}")).collect();
        let state = t.decision.state.name().to_owned();
        let star = t.decision.star.then(|| "star".to_owned());
        let decided: Vec<String> = [state].into_iter().chain(star).chain(tags).collect();
        self.paragraph(out, &decided.join(" "))?;
        t.decision.note.iter().try_for_each(|note| self.paragraph(out, &format!("note: {note}")))
    }

    fn summary(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.picks.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        let about = self.about.as_ref().map(|about| format!(" for: {about}"));
        self.paragraph(out, &format!("Summary{}", about.unwrap_or_default()))?;
        let text = &self.article.text;
        for (number, pick) in (1..).zip(&self.picks) {
            let Some(sentence) = self.analysis.sentences.get(pick.sentence as usize) else {
                continue;
            };
            let words: Vec<&str> = sentence.range.of(text).split_whitespace().collect();
            let reason = format!(" ({})", pick.reason.label(text));
            let reason = if self.reasons { reason.as_str() } else { "" };
            self.paragraph(out, &format!("{number}. {}{reason}", words.join(" ")))?;
        }
        Ok(())
    }

    fn names(&self, out: &mut dyn Write) -> io::Result<()> {
        use EntityKind::{
            Date, Event, Facility, Group, Organization, Other, Person, Place, Product,
        };
        let rows: [(&str, &[EntityKind]); 6] = [
            ("People", &[Person]),
            ("Organizations", &[Organization]),
            ("Places", &[Place, Facility]),
            ("Groups", &[Group]),
            ("Other names", &[Event, Product, Other]),
            ("Dates", &[Date]),
        ];
        let weights = actors::weights(&self.article.text, self.analysis);
        let mut before = "\n";
        for (label, kinds) in rows {
            let ours = actors::by_weight(self.analysis, &weights, kinds);
            let names: Vec<String> = (ours.into_iter())
                .filter_map(|at| self.analysis.entities.get(at as usize))
                .map(|e| {
                    let mixed = alphabets::are_mixed(&e.name);
                    let mixed =
                        if mixed { format!(" ({})", alphabets::MIXED) } else { String::new() };
                    format!("{}{mixed} {}", e.name, e.mentions.len())
                })
                .collect();
            if !names.is_empty() {
                out.write_all(before.as_bytes())?;
                self.paragraph(out, &format!("{label}: {}", names.join(" · ")))?;
                before = "";
            }
        }
        Ok(())
    }

    /// The blocks, with blank lines between; what is no part of the text proper says what it is.
    fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\nText")?;
        for block in &self.analysis.blocks {
            if block.kind != BlockKind::ListItem {
                writeln!(out)?;
            }
            if block.kind.is_folded() || block.kind == BlockKind::Caption {
                writeln!(out, "[{}]", block.kind.name().replace('_', " "))?;
            }
            for row in wrap::wrap(&self.article.text, block.range, self.columns) {
                self.row(out, row)?;
            }
        }
        Ok(())
    }

    /// One row of the text, its mentions marked.
    fn row(&self, out: &mut dyn Write, row: TextRange) -> io::Result<()> {
        let text = &self.article.text;
        let mentions = &self.analysis.mentions;
        let first = mentions.partition_point(|mention| mention.range.end() <= row.start());
        let mut at = row.start();
        let here = mentions.iter().skip(first).take_while(|m| m.range.start() < row.end());
        for (mention, theme) in here.filter_map(|mention| Some((mention, self.theme.as_ref()?))) {
            let range = mention.range;
            let start = range.start().max(at);
            let end = range.end().min(row.end());
            let (before, named) = (TextRange::new(at, start), TextRange::new(start, end));
            let (before, named) = (clean::line(before.of(text)), clean::line(named.of(text)));
            let style = color::start(theme.kind(mention.kind));
            write!(out, "{before}{style}{named}{}", color::END)?;
            at = end;
        }
        writeln!(out, "{}", clean::line(TextRange::new(at, row.end()).of(text)))
    }

    fn paragraph(&self, out: &mut dyn Write, text: &str) -> io::Result<()> {
        let text = clean::line(text);
        for row in wrap::wrap(&text, TextRange::new(0, text.len()), self.columns) {
            writeln!(out, "{}", row.of(&text))?;
        }
        Ok(())
    }
}
