//! The orders that articles can be listed in.

use std::{cmp::Ordering, fmt};

use jiff::civil::Date;

use crate::text::fold::fold;

/// What articles are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortKey {
    Date,
    Source,
    Title,
    Entities,
    Words,
    Path,
}

impl SortKey {
    pub const ALL: [Self; 6] =
        [Self::Date, Self::Source, Self::Title, Self::Entities, Self::Words, Self::Path];

    /// The name in a query and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Source => "source",
            Self::Title => "title",
            Self::Entities => "entities",
            Self::Words => "words",
            Self::Path => "path",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }
}

/// An order: ascending by `key`, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    pub key: SortKey,
    pub reverse: bool,
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.reverse { "-" } else { "" }, self.key.name())
    }
}

/// What an article is sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortFields {
    /// Place in the listing, which is the order of paths.
    pub place: usize,
    pub date: Option<Date>,
    pub words: u32,
    pub entities: usize,
    source: Option<String>,
    title: Option<String>,
}

impl SortFields {
    /// Folds the texts once, so that comparing is cheap.
    pub fn new(
        place: usize,
        date: Option<Date>,
        words: u32,
        entities: usize,
        source: Option<&str>,
        title: Option<&str>,
    ) -> Self {
        let folded = |text: Option<&str>| text.map(fold).filter(|text| !text.trim().is_empty());
        Self { place, date, words, entities, source: folded(source), title: folded(title) }
    }
}

impl Sort {
    /// Reads `date` or `-date`.
    pub fn of_name(name: &str) -> Option<Self> {
        let (reverse, name) = name.strip_prefix('-').map_or((false, name), |rest| (true, rest));
        Some(Self { key: SortKey::of_name(name)?, reverse })
    }

    /// Articles without the value come last either way; ties stay in the order of the listing.
    pub fn compare(self, a: &SortFields, b: &SortFields) -> Ordering {
        let order = match self.key {
            SortKey::Date => self.known_first(a.date.as_ref(), b.date.as_ref()),
            SortKey::Source => self.known_first(a.source.as_ref(), b.source.as_ref()),
            SortKey::Title => self.known_first(a.title.as_ref(), b.title.as_ref()),
            SortKey::Entities => self.turned(a.entities.cmp(&b.entities)),
            SortKey::Words => self.turned(a.words.cmp(&b.words)),
            SortKey::Path => self.turned(a.place.cmp(&b.place)),
        };
        order.then(a.place.cmp(&b.place))
    }

    fn turned(self, order: Ordering) -> Ordering {
        if self.reverse { order.reverse() } else { order }
    }

    fn known_first<T: Ord>(self, a: Option<&T>, b: Option<&T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => self.turned(a.cmp(b)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(place: usize, date: Option<&str>, title: &str) -> SortFields {
        SortFields::new(place, date.and_then(|d| d.parse().ok()), 1, 0, None, Some(title))
    }

    #[test]
    fn what_is_not_known_comes_last_both_ways_and_ties_keep_their_order() {
        let mut rows = [
            fields(0, None, "b"),
            fields(1, Some("2023-04-02"), "A"),
            fields(2, Some("2023-04-01"), ""),
            fields(3, Some("2023-04-02"), "c"),
        ];
        for (sort, expected) in [
            ("date", [2, 1, 3, 0]),
            ("-date", [1, 3, 2, 0]),
            ("title", [1, 0, 3, 2]),
            ("-title", [3, 0, 1, 2]),
            ("path", [0, 1, 2, 3]),
            ("-path", [3, 2, 1, 0]),
            ("words", [0, 1, 2, 3]),
        ] {
            let sort = Sort::of_name(sort).expect(sort);
            rows.sort_by(|a, b| sort.compare(a, b));
            assert_eq!(rows.each_ref().map(|row| row.place), expected, "{sort}");
        }
        assert_eq!(Sort::of_name("size"), None);
    }
}
