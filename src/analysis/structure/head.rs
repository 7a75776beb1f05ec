//! The top of an article: its title, and the names of those who wrote it.

use super::{
    Line,
    line::{HEADING, WIDE_HEADING},
    names, signs,
};
use crate::article::BlockKind;

/// A title at the top of a text has at most so many words.
const TITLE: usize = 25;
/// How a title may end other than in a word.
const ENDS_OF_TITLES: &[&str] = &["?", "!", "？", "！", "؟", "...", "…"];
/// Lines below a title among which a longer one must be.
const BELOW: usize = 5;

/// Names of a section, which stand above a title.
const SECTIONS: &[&str] = &[
    "opinion",
    "news",
    "sport",
    "sports",
    "world",
    "politics",
    "business",
    "analysis",
    "culture",
    "technology",
    "science",
    "health",
    "local",
    "local news",
    "comment",
    "video",
    "exclusive",
];
/// What a page calls a story told in another way.
const TOLD: &[&str] = &["watch", "video", "listen", "gallery", "podcast", "in pictures", "live"];

/// A section's name above the title; a title that says how its story is told.
fn mark_kicker(lines: &mut [Line<'_>]) {
    let titled = lines.get(1).is_some_and(Line::is_unended);
    let is_section = |l: &&mut Line<'_>| {
        titled && l.is_unended() && SECTIONS.contains(&l.text.to_lowercase().as_str())
    };
    if let Some(first) = lines.first_mut().filter(is_section) {
        first.become_kind(BlockKind::Boilerplate);
    }
    let text = lines.iter().position(Line::is_text).unwrap_or(0);
    let above = lines.get_mut(..text).unwrap_or_default();
    if above.iter().any(|l| l.leftover || l.kind == BlockKind::Heading) {
        return;
    }
    let told = |l: &&mut Line<'_>| {
        let label = l.text.split_once(": ").map(|(label, _)| label.to_lowercase());
        l.kind == BlockKind::Boilerplate
            && l.words >= 4
            && label.is_some_and(|label| TOLD.contains(&label.as_str()))
    };
    if let Some(title) = above.iter_mut().find(told) {
        title.become_kind(BlockKind::Heading);
    }
}

/// The first line that is the article's own is its title when it does not end like a sentence, or
/// is a short question above a longer line.
pub fn mark_title(lines: &mut [Line<'_>]) {
    mark_kicker(lines);
    let mut own = lines.iter().enumerate().filter(|(_, l)| l.leftover);
    let Some((at, first)) = own.next() else { return };
    let below: Vec<_> = own.take(BELOW).map(|(_, l)| l).collect();
    let above = below.iter().any(|l| l.text.len() > first.text.len())
        || below.iter().filter(|l| signs::is_ended(l.text)).count() > 1;
    if !first.plain || first.kind != BlockKind::Paragraph || !above {
        return;
    }
    let bare = first.text.trim_end_matches(['\'', '"', '’', '”', '」', '“', '»']);
    let asked = ENDS_OF_TITLES.iter().any(|e| bare.ends_with(e)) && first.words <= HEADING + 2;
    let unended = !signs::is_ended(first.text) && first.words <= TITLE;
    let wide = first.words < 3 && first.text.chars().take(WIDE_HEADING + 1).count() > WIDE_HEADING;
    let clipped = is_clipped(first.text)
        && lines.iter().skip(at + 1).take(2).any(|l| l.is_text() && l.words >= first.words * 3);
    let title = ((asked || unended) && !wide) || clipped;
    if let Some(first) = lines.get_mut(at).filter(|_| title) {
        first.kind = BlockKind::Heading;
    }
}

/// A few words between stops: `No ferry. No bread. No news.`
fn is_clipped(line: &str) -> bool {
    line.ends_with('.')
        && line.split_whitespace().take(10).count() < 10
        && line.split_inclusive(['.', '?', '!']).all(|s| s.split_whitespace().count() <= 3)
}

/// Names without a `by`: below the title, above a date, below a letter, and the office below a
/// by-line.
pub fn mark_bylines(lines: &mut [Line<'_>]) {
    let Some(title) = lines.iter().position(|l| l.kind == BlockKind::Heading) else { return };
    let text = lines.iter().position(Line::is_long).unwrap_or(lines.len());
    // From below: a name above a by-line is one.
    for at in (title + 1..lines.len()).rev() {
        let place = Place { above: lines.get(at - 1), below: lines.get(at + 1) };
        let top = at < text && at <= title + 3;
        let is_name = lines.get(at).is_some_and(|line| {
            let free = line.plain && line.leftover && line.words <= HEADING;
            free && (line.is_unended() && place.is_name(line, at == title + 1, top)
                || place.is_dated_name(line, at == title + 1))
        });
        if let Some(line) = lines.get_mut(at).filter(|_| is_name) {
            line.become_kind(BlockKind::Byline);
        }
    }
    for at in title + 1..lines.len() {
        let place = Place { above: lines.get(at - 1), below: lines.get(at + 1) };
        let is_office = lines.get(at).is_some_and(|line| place.is_office(line, at < text));
        if let Some(line) = lines.get_mut(at).filter(|_| is_office) {
            line.become_kind(BlockKind::Byline);
        }
    }
}

/// The neighbours of a line.
struct Place<'a> {
    above: Option<&'a Line<'a>>,
    below: Option<&'a Line<'a>>,
}

impl Place<'_> {
    fn is_above(&self, kind: BlockKind) -> bool {
        self.above.is_some_and(|l| l.kind == kind)
    }

    fn is_name(&self, line: &Line<'_>, first: bool, top: bool) -> bool {
        let settled = |l: &Line<'_>| !l.is_unended() && l.kind != BlockKind::ListItem;
        let near = self.below.is_some_and(settled) || self.is_above(BlockKind::Dateline);
        let cased = line.text.contains(char::is_uppercase);
        // In capitals above a by-line it is a second title.
        let title = !line.text.contains(char::is_lowercase)
            && cased
            && self.below.is_some_and(|l| l.kind == BlockKind::Byline);
        let named = top && near && !title && (cased || first) && names::is_person(line.text);
        let letter = self.is_above(BlockKind::ListItem)
            && self.above.is_some_and(|l| signs::is_ended(l.text))
            && !self.below.is_some_and(Line::is_text)
            && line.text.split_once(", ").is_some_and(|(name, _)| names::is_person(name));
        let last = line.text.split_whitespace().next_back().unwrap_or("").to_lowercase();
        let with_office = top
            && OFFICES.contains(&last.as_str())
            && line.text.split_once(", ").is_some_and(|(name, _)| names::is_person(name));
        // In a live blog: the author of an entry below its time.
        let of_entry = self.is_above(BlockKind::Dateline)
            && self.below.is_some_and(Line::is_text)
            && line.text.contains(" in ")
            && names::is_person(line.text);
        named || letter || with_office || of_entry
    }

    /// The office of whom the line above names.
    fn is_office(&self, line: &Line<'_>, top: bool) -> bool {
        let last = line.text.split_whitespace().next_back().unwrap_or("").to_lowercase();
        self.is_above(BlockKind::Byline)
            && line.is_unended()
            && line.words <= 6
            && (names::ends_in_role(line.text) || top && OFFICES.contains(&last.as_str()))
    }

    /// In a forum: a name above a date, or below the buttons of the post before.
    fn is_dated_name(&self, line: &Line<'_>, first: bool) -> bool {
        let dated = self.below.is_some_and(|l| l.kind == BlockKind::Dateline && is_of_day(l.text));
        let button = self.is_above(BlockKind::Boilerplate)
            && self.above.is_some_and(|l| l.text.contains('|') && l.words <= 7);
        let name = is_nickname(line.text)
            || line.is_unended() && (names::is_handle(line.text) || names::is_person(line.text));
        // `Ells - Orla Venn` below the title, where there are no capitals to tell.
        let uncased = first
            && line.is_unended()
            && (2..=5).contains(&line.words)
            && !line.text.contains(|c: char| c.is_uppercase() || c.is_numeric());
        let coded = line.is_unended()
            && names::is_coded(line.text)
            && self.below.is_some_and(Line::is_text);
        name && (dated || button) || uncased && dated || coded
    }
}

const OFFICES: &[&str] = &["correspondent", "editor", "writer", "reporter", "columnist"];

/// Not a time alone, which stands above an entry of a live blog.
fn is_of_day(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    digits > 4 || digits > 0 && (text.contains(" ago") || text.contains("20"))
}

/// `Orla`, `Orla V.`
fn is_nickname(line: &str) -> bool {
    let line = line.split_once(" (").filter(|_| line.ends_with(')')).map_or(line, |(name, _)| name);
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or("");
    let initial = words
        .next()
        .is_none_or(|w| w.len() <= 2 && w.ends_with('.') && w.starts_with(char::is_uppercase));
    first.starts_with(char::is_uppercase)
        && first.chars().all(char::is_alphabetic)
        && initial
        && words.next().is_none()
}
