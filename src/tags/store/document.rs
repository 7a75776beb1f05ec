//! The tags file as text in pieces, so that one decision touches one piece and the rest stays, byte for
//! byte, as the reader left it.
//!
//! The pieces are the head (everything that is no `[[article]]`), one piece for each article, and what
//! stands below the last one.

use std::{collections::BTreeMap, ops::Range};

use toml_edit::{ArrayOfTables, Document as Parsed, DocumentMut, Item, RawString, Table, value};

use super::{
    super::{
        Edit, Record, TagDef, Tags,
        merge::{conflicts, merge},
    },
    again::{self, Places},
    error::Fault,
    file::Contents,
    frame::{FORMAT, Refusal, check_format, check_whole, tables},
    news::News,
    older, section,
};
use crate::article::ArticleId;

const FIRST_LINE: &str =
    "# Tags of copydesk. Edit as you like; the last line shows that nothing is cut off.";
const LAST_LINE: &str = "# end of tags";

#[derive(Debug, Default)]
pub(super) struct Document {
    head: String,
    sections: BTreeMap<ArticleId, Section>,
    tail: String,
    tags: Tags,
    older: Option<i64>,
    /// Of the text that it was read from or has become.
    pub places: Places,
}

/// The text about one article: one piece, or several where the file names it more than once.
#[derive(Debug, Default)]
struct Section {
    path: String,
    raw: Vec<String>,
    /// What the pieces say, an empty decision included.
    record: Record,
}

impl Document {
    fn add(&mut self, id: ArticleId, record: Record, raw: String) {
        let known = self.sections.remove(&id);
        let section = match known {
            None => Section { path: record.path.clone(), raw: vec![raw], record },
            Some(mut section) => {
                section.raw.push(raw);
                section.record = section::together(&section.record, &record);
                section
            }
        };
        self.keep(id, section);
    }

    /// Adds an article that is not there yet; `None` where it is.
    pub fn add_only(&mut self, id: ArticleId, record: Record, raw: String) -> Option<()> {
        if self.sections.contains_key(&id) {
            return None;
        }
        self.add(id, record, raw);
        Some(())
    }

    /// Forgets an article that is there once; `None` where it is there more often.
    pub fn forget_only(&mut self, id: ArticleId) -> Option<()> {
        self.tags.records.remove(&id);
        self.sections.remove(&id).filter(|section| section.raw.len() == 1).map(drop)
    }

    fn keep(&mut self, id: ArticleId, section: Section) {
        if section.record.decision.is_empty() {
            self.tags.records.remove(&id);
        } else {
            self.tags.records.insert(id, section.record.clone());
        }
        self.sections.insert(id, section);
    }

    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// Says where others have decided otherwise.
    fn decide(
        &mut self,
        id: ArticleId,
        before: Option<&Record>,
        after: Option<&Record>,
    ) -> Vec<News> {
        let kept = |record: Option<&Record>| record.cloned().map(section::as_kept);
        let (before, after) = (kept(before), kept(after));
        let section = self.sections.remove(&id);
        let disk = section.as_ref().map(|section| &section.record);
        let record = merge(before.as_ref(), after.as_ref(), disk);
        let news = conflicts(before.as_ref(), after.as_ref(), disk);
        let section = section.unwrap_or_default();
        let raw = section.raw.into_iter().reduce(|a, b| section::fold(&a, &b));
        let bare = record.decision.is_empty();
        let raw = match raw {
            // "Only decided articles are stored", but never at the price of the reader's comments.
            Some(raw) if bare && !section::has_own(&raw) => None,
            None if bare => None,
            Some(raw) => Some(section::rewrite(&raw, id, &record)),
            None => Some(section::format(id, &record)),
        };
        match raw {
            Some(raw) => {
                self.keep(id, Section { path: record.path.clone(), raw: vec![raw], record });
            }
            None => {
                self.tags.records.remove(&id);
            }
        }
        news
    }

    fn define(&mut self, before: Option<&TagDef>, after: Option<&TagDef>) {
        let Some(name) = before.or(after).map(|def| def.name.clone()) else { return };
        let after = after.map(|def| TagDef { slot: self.free_slot(def, &name), ..def.clone() });
        if let Some(head) = define(&self.head, &name, after.as_ref()) {
            self.head = head;
        }
        self.tags.apply(&Edit::Tag { before: before.cloned(), after });
    }

    /// The slot a tag asks for; where another program has given that away meanwhile, the lowest free.
    fn free_slot(&self, def: &TagDef, name: &str) -> Option<u8> {
        let wanted = def.slot?;
        let others: Vec<_> =
            self.tags.defs.iter().filter(|d| d.name != name).filter_map(|d| d.slot).collect();
        let lowest = (1..=9).find(|slot| !others.contains(slot));
        if others.contains(&wanted) { lowest } else { Some(wanted) }
    }
}

impl Contents for Document {
    const WHAT: &'static str = "tags file";
    const KIND: &'static str = "tags";

    fn parse(text: &str) -> Result<Self, Refusal> {
        let whole = text.len();
        // All of them: the parser skips one that follows ours, and would find it in the middle later.
        let text = text.trim_start_matches('\u{feff}');
        let bom = whole - text.len();
        let parsed = Parsed::parse(text).map_err(|e| Fault::at(e.span(), e.message()))?;
        check_format(parsed.as_table())?;
        check_whole(text, FIRST_LINE, LAST_LINE)?;
        let articles = tables(parsed.as_table(), "article")?;
        let records: Vec<_> =
            articles.into_iter().flatten().map(section::read).collect::<Result<_, _>>()?;
        let mut pieces = Pieces::split(text, &parsed);
        let mut document = Self {
            head: with_format(pieces.head, parsed.as_table()),
            tail: pieces.tail,
            older: older::format_of(parsed.as_table()),
            ..Self::default()
        };
        document.tags.defs = defs(parsed.as_table())?;
        for (place, ((id, record), raw)) in
            (0..).zip(records.into_iter().zip(pieces.articles.drain(..)))
        {
            if let Some(start) = pieces.starts.get::<usize>(place) {
                document.places.push(*start + bom, id);
            }
            document.add(id, record, raw);
        }
        Ok(document)
    }

    fn read_again(self, old: &str, new: &str) -> Option<Self> {
        again::read_again(self, old, new)
    }

    fn apply(&mut self, edits: &[&Edit]) -> Vec<News> {
        let mut news = Vec::new();
        self.older = None;
        for (id, before, after) in of_articles(edits) {
            news.extend(self.decide(id, before, after));
        }
        for edit in edits {
            match edit {
                Edit::Tag { before, after } => self.define(before.as_ref(), after.as_ref()),
                // Articles are done; the others belong to the file beside it.
                Edit::Article { .. }
                | Edit::Name { .. }
                | Edit::Marked { .. }
                | Edit::Watch { .. } => {}
            }
        }
        news
    }

    fn count(&self) -> usize {
        self.tags.records.len()
    }

    fn older(&self) -> Option<i64> {
        self.older
    }

    /// The file's text: articles by path, then by id.
    fn render(&mut self) -> String {
        let mut sections: Vec<_> = self.sections.iter().collect();
        sections.sort_by(|(a, x), (b, y)| (&x.path, a).cmp(&(&y.path, b)));
        let mut text = format!("{FIRST_LINE}\n");
        text.push_str(if self.head.is_empty() { "format = 1\n" } else { &self.head });
        let mut places = Places::default();
        for (id, section) in sections {
            for piece in &section.raw {
                places.push(text.len(), *id);
                text.push_str(piece);
            }
        }
        self.places = places;
        text.push_str(if self.tail.is_empty() { "\n" } else { &self.tail });
        text.push_str(LAST_LINE);
        text.push('\n');
        text
    }
}

/// A record before and after.
type Change<'e> = (ArticleId, Option<&'e Record>, Option<&'e Record>);

/// What becomes of each article, edits that follow from each other taken as one: given again after a
/// save of which the end was not seen, they must not meet what they themselves have written.
fn of_articles<'e>(edits: &[&'e Edit]) -> Vec<Change<'e>> {
    let mut changes: Vec<Change> = Vec::new();
    let mut last: BTreeMap<ArticleId, usize> = BTreeMap::new();
    for edit in edits {
        let Edit::Article { id, before, after } = edit else { continue };
        let (before, after) = (before.as_ref(), after.as_ref());
        match last.get(id).and_then(|place| changes.get_mut(*place)) {
            Some(change) if change.2 == before => change.2 = after,
            _ => {
                last.insert(*id, changes.len());
                changes.push((*id, before, after));
            }
        }
    }
    changes
}

/// The head with the number of this format.
fn with_format(head: String, root: &Table) -> String {
    match root.get("format").and_then(Item::as_integer) {
        None => format!("format = {FORMAT}\n{head}"),
        Some(FORMAT) => head,
        Some(_) => {
            let Ok(mut document) = head.parse::<DocumentMut>() else { return head };
            older::renumber(&mut document);
            document.to_string()
        }
    }
}

fn defs(root: &Table) -> Result<Vec<TagDef>, Fault> {
    let mut defs: Vec<TagDef> = Vec::new();
    for table in tables(root, "tag")?.into_iter().flatten() {
        let name = section::string(table, "name")?.filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| Fault::at(table.span(), "this tag has no name"))?;
        let slot = match table.get("slot") {
            None => None,
            Some(item) => Some(
                item.as_integer()
                    .and_then(|n| u8::try_from(n).ok())
                    .filter(|n| (1..=9).contains(n))
                    .ok_or_else(|| Fault::at(item.span(), "slot is a number from 1 to 9"))?,
            ),
        };
        if !defs.iter().any(|def| def.name == name) {
            let taken = defs.iter().any(|def| slot.is_some() && def.slot == slot);
            defs.push(TagDef { name: name.to_owned(), slot: slot.filter(|_| !taken) });
        }
    }
    Ok(defs)
}

/// The head with the definition of the tag `name` made, changed or (`None`) removed.
fn define(head: &str, name: &str, def: Option<&TagDef>) -> Option<String> {
    let mut document = head.parse::<DocumentMut>().ok()?;
    let list = document
        .entry("tag")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()?;
    let place = list.iter().position(|t| t.get("name").and_then(Item::as_str) == Some(name));
    match (place, def) {
        (Some(at), Some(def)) => fill(list.get_mut(at)?, def),
        (Some(at), None) => {
            list.remove(at);
        }
        (None, Some(def)) => {
            let mut table = Table::new();
            fill(&mut table, def);
            list.push(table);
        }
        (None, None) => {}
    }
    let text = document.to_string();
    Some(if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" })
}

fn fill(table: &mut Table, def: &TagDef) {
    if table.get("name").and_then(Item::as_str) != Some(&def.name) {
        table["name"] = section::quoted(&def.name).parse().map_or(Item::None, Item::Value);
    }
    match def.slot.map(i64::from) {
        None => {
            table.remove("slot");
        }
        Some(slot) if table.get("slot").and_then(Item::as_integer) == Some(slot) => {}
        Some(slot) => table["slot"] = value(slot),
    }
}

/// A parsed text cut where tables begin, without the first and last line, which are ours to write.
pub(super) struct Pieces {
    pub head: String,
    pub articles: Vec<String>,
    pub tail: String,
    /// Where each article begins; none where something else stands between them.
    pub starts: Vec<usize>,
}

impl Pieces {
    pub fn split(text: &str, parsed: &Parsed<&str>) -> Self {
        let mut cuts = Cuts::default();
        cuts.root(parsed.as_table());
        cuts.starts.sort_unstable();
        let count = cuts.starts.iter().filter_map(|(_, owner)| *owner).max().map_or(0, |n| n + 1);
        let end = parsed.trailing().span().map_or(text.len(), |span| span.start);
        cuts.comments.push(end..text.len());
        // What stands above a dotted key is told of by no table.
        cuts.comments.push(0..first_comments(text));
        let ours = cuts.our_lines(text);
        let starts = std::iter::once((0, None)).chain(cuts.starts.iter().copied());
        let ends = cuts.starts.iter().map(|(start, _)| *start).chain([end]);
        let (mut head, mut articles) = (String::new(), vec![String::new(); count]);
        for ((start, owner), end) in starts.zip(ends) {
            let into = owner.and_then(|place| articles.get_mut(place)).unwrap_or(&mut head);
            copy(text, start..end, &ours, into);
        }
        let mut tail = String::new();
        copy(text, end..text.len(), &ours, &mut tail);
        Self { head, articles, tail, starts: cuts.of_articles(count) }
    }
}

/// Where the comments at the beginning of a text end.
fn first_comments(text: &str) -> usize {
    let is_comment = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    text.split_inclusive('\n').take_while(is_comment).map(str::len).sum()
}

/// Copies a range of the text without the lines that are ours; ends with a line end.
fn copy(text: &str, range: Range<usize>, ours: &[Range<usize>], into: &mut String) {
    let first = ours.partition_point(|line| line.start < range.start);
    let mut from = range.start;
    for line in ours.iter().skip(first).take_while(|line| line.start < range.end) {
        into.push_str(text.get(from..line.start).unwrap_or_default());
        from = line.end;
    }
    into.push_str(text.get(from..range.end).unwrap_or_default());
    if !into.is_empty() && !into.ends_with('\n') {
        into.push('\n');
    }
}

#[derive(Default)]
struct Cuts {
    /// Where tables begin, the comments above included, and which article they belong to.
    starts: Vec<(usize, Option<usize>)>,
    /// Where comments stand between tables.
    comments: Vec<Range<usize>>,
}

impl Cuts {
    fn root(&mut self, root: &Table) {
        for (name, item) in root {
            let above = root.key(name).and_then(|key| key.leaf_decor().prefix()?.span());
            self.comments.extend(above);
            match item.as_array_of_tables().filter(|_| name == "article") {
                None => self.item(item, None),
                Some(articles) => articles
                    .iter()
                    .enumerate()
                    .for_each(|(place, table)| self.table(table, Some(place))),
            }
        }
    }

    /// Where each of `count` articles begins, if from the first on there are only articles, one after
    /// another.
    fn of_articles(&self, count: usize) -> Vec<usize> {
        let mut starts = Vec::new();
        for (start, owner) in &self.starts {
            match owner {
                Some(place) if *place == starts.len() => starts.push(*start),
                Some(place) if place + 1 == starts.len() => {}
                None if starts.is_empty() => {}
                Some(_) | None => return Vec::new(),
            }
        }
        if starts.len() == count { starts } else { Vec::new() }
    }

    fn item(&mut self, item: &Item, owner: Option<usize>) {
        match item {
            Item::Table(table) => self.table(table, owner),
            Item::ArrayOfTables(list) => list.iter().for_each(|table| self.table(table, owner)),
            Item::Value(_) | Item::None => {}
        }
    }

    fn table(&mut self, table: &Table, owner: Option<usize>) {
        let own_header = !table.is_implicit() && !table.is_dotted();
        if let (true, Some(header)) = (own_header, table.span()) {
            let above = table.decor().prefix().and_then(RawString::span).filter(|s| !s.is_empty());
            self.starts.push((above.as_ref().map_or(header.start, |s| s.start), owner));
            self.comments.extend(above);
        }
        table.iter().for_each(|(_, item)| self.item(item, owner));
    }

    /// The places of our first and last line among the comments, in order.
    fn our_lines(&self, text: &str) -> Vec<Range<usize>> {
        let mut ours = Vec::new();
        for range in &self.comments {
            let mut start = range.start;
            for line in text.get(range.clone()).unwrap_or_default().split_inclusive('\n') {
                if matches!(line.trim_end(), FIRST_LINE | LAST_LINE) {
                    ours.push(start..start + line.len());
                }
                start += line.len();
            }
        }
        ours.sort_by_key(|line| line.start);
        ours.dedup();
        ours
    }
}
