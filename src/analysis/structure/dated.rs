//! The date of an article, and what it was taken from: its own field, its dateline, by-line or
//! stamp, the name of its file, a post in it, its text; else the file.

use jiff::{ToSpan, civil::Date};

use crate::{
    analysis::{
        Block,
        dates::{self, MonthDay, Order},
    },
    article::{Article, BlockKind, Found, Origin},
    text::TextRange,
};

/// What an article's date was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    pub place: Place,
    pub year: Year,
    /// Whether it can say which day `Wednesday` was.
    pub sure: bool,
}

/// Where a date stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Field(Origin),
    Dateline,
    Byline,
    FileName,
    Post,
    Text,
    /// A day that the text says is to come.
    Announced,
    FileDate,
}

/// Where its year stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    Beside,
    Text,
    FileDate,
}

impl Basis {
    /// Whether the article says that it is of that day. A day that its text mentions may be one long
    /// past.
    pub fn is_own(self) -> bool {
        !matches!(self.place, Place::Text | Place::Announced | Place::FileDate)
    }

    /// A word or two for the side pane; nothing where the article itself states its date.
    pub fn label(self) -> Option<String> {
        let place = match self.place {
            Place::Field(_) => return None,
            Place::Dateline => "dateline",
            Place::Byline => "by-line",
            Place::FileName => "file name",
            Place::Post => "post",
            Place::Text | Place::Announced => "text",
            Place::FileDate => "file date",
        };
        Some(match self.year {
            Year::Beside => place.to_owned(),
            Year::Text => format!("{place}, year: text"),
            Year::FileDate => format!("{place}, year: file date"),
        })
    }

    /// The reasoning in full.
    pub fn reason(self) -> String {
        let place = match self.place {
            Place::Field(origin) => return format!("from the {}", origin.label()),
            Place::Dateline => "from the dateline",
            Place::Byline => "from the by-line",
            Place::FileName => "from the file name",
            Place::Post => "from the latest post in the text",
            Place::Text => "the latest past day in the text",
            Place::Announced => "the first day in the text, announced there: not the article's own",
            Place::FileDate => "only the file's date: not the article's own",
        };
        match self.year {
            Year::Beside => place.to_owned(),
            Year::Text => format!("{place}, with the year of a date in the text"),
            Year::FileDate if self.sure => format!("{place}, with the year of the file's date"),
            Year::FileDate => {
                format!("{place}, with the year of the file's date, which may be another")
            }
        }
    }
}

/// A date from a dateline without its year is taken for that of a file so many days younger.
const FRESH: i32 = 60;

/// The date of an article and its basis; `head` is the head of a dispatch.
pub fn date(
    article: &Article,
    blocks: &[Block],
    head: Option<TextRange>,
    order: Order,
) -> Option<(Found<Date>, Basis)> {
    let text = article.text.as_str();
    let stated = |found: &Found<Date>| {
        let basis = Basis { place: Place::Field(found.origin), year: Year::Beside, sure: true };
        (found.clone(), basis)
    };
    let heads = heads(blocks, head);
    let marked = || {
        let whole = heads.iter().find_map(|(place, range)| {
            let (day, _) = *dates::whole_days(text, *range, order).first()?;
            Some((day, Basis { place: *place, year: Year::Beside, sure: true }))
        });
        whole.or_else(|| without_year(article, blocks, &heads, order))
    };
    let from_text = || marked().or_else(|| of_text(article, blocks, order));
    let found = |origin| move |(value, basis)| (Found { value, origin }, basis);
    (article.meta.date.as_ref().map(stated))
        .or_else(|| marked().map(found(Origin::Text)))
        .or_else(|| {
            Some((
                Found { value: of_name(article)?, origin: Origin::FileName },
                plain(Place::FileName),
            ))
        })
        .or_else(|| from_text().map(found(Origin::Text)))
        .or_else(|| {
            let basis = Basis { sure: false, ..plain(Place::FileDate) };
            Some((Found { value: article.modified?, origin: Origin::FileSystem }, basis))
        })
}

fn plain(place: Place) -> Basis {
    Basis { place, year: Year::Beside, sure: true }
}

/// Where an article says when it was written.
fn heads(blocks: &[Block], head: Option<TextRange>) -> Vec<(Place, TextRange)> {
    let of = |kind: BlockKind, place: Place| {
        blocks.iter().filter(move |b| b.kind == kind).map(move |b| (place, b.range))
    };
    of(BlockKind::Dateline, Place::Dateline)
        .chain(of(BlockKind::Byline, Place::Byline))
        .chain(head.map(|range| (Place::Dateline, range)))
        .collect()
}

/// A dateline such as `April 14`, with the year of another date in the text, else of the file.
fn without_year(
    article: &Article,
    blocks: &[Block],
    heads: &[(Place, TextRange)],
    order: Order,
) -> Option<(Date, Basis)> {
    let text = article.text.as_str();
    let (place, day) = heads
        .iter()
        .find_map(|(place, range)| Some((*place, dates::day_without_year(text, *range)?)))?;
    let shown = || blocks.iter().filter(|b| b.kind != BlockKind::Boilerplate);
    let whole = shown().flat_map(|b| dates::whole_days(text, b.range, order)).map(|(d, _)| d).max();
    let basis = |year, sure| Basis { place, year, sure };
    if let Some(near) = whole {
        return Some((nearest(day, near)?, basis(Year::Text, true)));
    }
    let file = article.modified.and_then(|file| Some((file, up_to(day, file)?)));
    let named = shown().filter_map(|b| dates::latest_year(text, b.range)).max();
    match (file, named) {
        (_, Some(year)) if file.is_none_or(|(_, date)| date.year() >= year) => {
            // Last year's numbers are named more often than this year's: where the day of the week
            // or a fresh file speaks for the year after, it is that.
            let known = file.filter(|(file, date)| day.weekday.is_some() || is_fresh(*date, *file));
            let written = known.map(|(_, date)| date).or_else(|| on(day, year))?;
            Some((written, basis(if known.is_some() { Year::FileDate } else { Year::Text }, true)))
        }
        (Some((file, date)), _) => {
            let sure = day.weekday.is_some_and(|w| date.weekday() == w) || is_fresh(date, file);
            Some((date, basis(Year::FileDate, sure)))
        }
        (None, _) => None,
    }
}

fn is_fresh(date: Date, file: Date) -> bool {
    date.checked_add(FRESH.days()).is_ok_and(|end| end >= file)
}

fn on(day: MonthDay, year: i16) -> Option<Date> {
    Date::new(year, day.month, day.day).ok()
}

/// The last such day up to `end`; of those on the right day of the week where one is named.
fn up_to(day: MonthDay, end: Date) -> Option<Date> {
    let end = end.saturating_add(1.day());
    let past =
        || (0..=11).filter_map(|n| on(day, end.year().checked_sub(n)?)).filter(|d| *d <= end);
    let fits = |d: &Date| day.weekday.is_none_or(|w| d.weekday() == w);
    past().find(fits).or_else(|| past().next())
}

/// Such a day of the year that brings it nearest to `other`.
fn nearest(day: MonthDay, other: Date) -> Option<Date> {
    let years = (-1..=1).filter_map(|n| on(day, other.year().checked_add(n)?));
    years.min_by_key(|d| other.duration_until(*d).unsigned_abs())
}

/// `2023-04-13-title.md`, `20230413.txt`, `2023/04/13/title.txt`
fn of_name(article: &Article) -> Option<Date> {
    let path = article.path.as_deref()?.to_string_lossy().replace('_', " ").replace('\\', "/");
    let named = dates::whole_days(&path, TextRange::new(0, path.len()), Order::Unknown);
    named.into_iter().map(|(day, _)| day).rfind(|day| (1500..=2200).contains(&day.year()))
}

/// The latest post; else the latest day that has passed, if no later year has; else the first day.
fn of_text(article: &Article, blocks: &[Block], order: Order) -> Option<(Date, Basis)> {
    let text = article.text.as_str();
    let days = |kept: fn(BlockKind) -> bool| {
        blocks
            .iter()
            .filter(move |b| kept(b.kind))
            .flat_map(|b| dates::whole_days(text, b.range, order))
            .collect::<Vec<(Date, bool)>>()
    };
    let post =
        days(|kind| kind == BlockKind::EmbedAttribution).into_iter().map(|(day, _)| day).max();
    if let Some(day) = post {
        return Some((day, plain(Place::Post)));
    }
    let all = days(|kind| kind != BlockKind::Boilerplate);
    let not_after = article.modified.map(|file| file.saturating_add(1.day()));
    let is_past =
        |(day, future): &&(Date, bool)| !future && not_after.is_none_or(|end| *day <= end);
    let latest = all.iter().filter(is_past).map(|(day, _)| *day).max();
    let later = || {
        let ranges = blocks.iter().filter(|b| b.kind != BlockKind::Boilerplate);
        let year = ranges.filter_map(|b| dates::latest_year(text, b.range)).max()?;
        let file = article.modified.map_or(i16::MAX, Date::year);
        (year <= file).then_some(year)
    };
    match latest {
        Some(day) if later().is_none_or(|year| year <= day.year()) => {
            // Running text gives the year of what is long past: three of four such days were not
            // those of the article.
            Some((day, Basis { sure: false, ..plain(Place::Text) }))
        }
        Some(_) => None,
        None => {
            let (day, _) = *all.first()?;
            Some((day, Basis { sure: false, ..plain(Place::Announced) }))
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;
    use crate::{analysis::structure, article::formats};

    /// Text, path, day of the file, and `date (reason)`; without a reason where the record says it.
    const CASES: &[(&str, &str, Option<Date>, &str)] = &[
        (
            "Envoys met on Wednesday in Ells.\n\u{2014} Ana (@ana) April 13, 2023\nThey talked.",
            "a.txt",
            Some(day(2026, 11, 22)),
            "2023-04-13 from the latest post in the text, sure",
        ),
        (
            "PORT ELLS, April 14 (Reuters) - The ferry sank on Wednesday near the old harbour.",
            "a.txt",
            Some(day(2023, 4, 20)),
            "2023-04-14 from the dateline, with the year of the file's date, sure",
        ),
        (
            "PORT ELLS, April 14 (Reuters) - The ferry sank on Wednesday near the old harbour.",
            "a.txt",
            Some(day(2026, 3, 1)),
            "2025-04-14 from the dateline, with the year of the file's date, which may be another",
        ),
        (
            "PORT ELLS, April 14 (Reuters) - The ferry sank near the harbour where it sank on \
             May 2, 2021 as well.",
            "a.txt",
            Some(day(2026, 3, 1)),
            "2021-04-14 from the dateline, with the year of a date in the text, sure",
        ),
        (
            "PORT ELLS, April 14 (Reuters) - The ferry sank near the old harbour of the town.",
            "a.txt",
            None,
            "none",
        ),
        (
            "The ferry sank near the old harbour on Wednesday.",
            "news/2023-04-13-ferry.txt",
            Some(day(2026, 3, 1)),
            "2023-04-13 from the file name, sure",
        ),
        (
            "The ferry sank near the old harbour on 3 May 2021. It was raised on 5 May 2021. It \
             will sail on 1 June 2021.",
            "a.txt",
            Some(day(2026, 3, 1)),
            "2021-05-05 the latest past day in the text",
        ),
        (
            "The ferry, built on 3 May 1951, sank near the old harbour. It was painted in 2004.",
            "a.txt",
            Some(day(2005, 3, 1)),
            "2005-03-01 only the file's date: not the article's own",
        ),
        (
            "The ferry will sail from the old harbour on 1 June 2021.",
            "a.txt",
            None,
            "2021-06-01 the first day in the text, announced there: not the article's own",
        ),
        ("The ferry sank near the old harbour on Wednesday.", "a.txt", None, "none"),
    ];

    #[test]
    fn a_date_says_what_it_was_taken_from() {
        for (text, path, modified, expected) in CASES {
            let mut article = formats::from_record(text, None, None);
            article.path = Some(path.into());
            article.modified = *modified;
            let found = structure::meta(&article, &structure::blocks(&article));
            let shown = found.meta.date.zip(found.basis).map(|(date, basis)| {
                let sure = if basis.sure { ", sure" } else { "" };
                format!("{} {}{sure}", date.value, basis.reason())
            });
            assert_eq!(shown.as_deref().unwrap_or("none"), *expected, "{text}");
        }
    }
}
