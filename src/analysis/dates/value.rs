//! The value of a date expression.

use std::fmt;

use jiff::{ToSpan, civil::Date};

/// A day, a month, a year, the days from one to another, or one of two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Day(Date),
    Month(i16, i8),
    Year(i16),
    Span(Date, Date),
    /// Which of the two cannot be told; the earlier first.
    Either(Date, Date),
}

/// A third of a month, year, decade or century; weeks overlap a little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Early,
    Mid,
    Late,
}

impl Value {
    /// The days from the first of one year to the last of another.
    pub fn years(from: i16, to: i16) -> Self {
        Self::Span(Self::Year(from).first(), Self::Year(to).last())
    }

    pub fn first(self) -> Date {
        match self {
            Self::Day(day) | Self::Span(day, _) | Self::Either(day, _) => day,
            Self::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MAX),
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MAX),
        }
    }

    pub fn last(self) -> Date {
        match self {
            Self::Day(day) | Self::Span(_, day) | Self::Either(_, day) => day,
            Self::Month(..) => self.first().last_of_month(),
            Self::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
        }
    }

    /// `early`, `mid` or `late` in it; a day stays whole.
    pub fn part(self, part: Part) -> Self {
        match self {
            Self::Day(_) | Self::Either(..) => self,
            Self::Month(..) => {
                let from = self.first();
                match part {
                    Part::Early => Self::Span(from, days_from(from, 9)),
                    Part::Mid => Self::Span(days_from(from, 10), days_from(from, 19)),
                    Part::Late => Self::Span(days_from(from, 20), self.last()),
                }
            }
            Self::Year(_) => {
                let from = self.first();
                let month = |n| days_from(months_from(from, n), -1);
                match part {
                    Part::Early => Self::Span(from, month(4)),
                    Part::Mid => Self::Span(months_from(from, 4), month(8)),
                    Part::Late => Self::Span(months_from(from, 8), self.last()),
                }
            }
            Self::Span(from, to) => part_of_span(from, to, part),
        }
    }
}

fn part_of_span(from: Date, to: Date, part: Part) -> Value {
    let years = to.year() - from.year() + 1;
    if years >= 10 {
        let (third, first) = (years / 3, from.year());
        let late = to.year() - third + 1;
        let mid = first + years - 2 * third;
        return match part {
            Part::Early => Value::years(first, mid - 1),
            Part::Mid => Value::years(mid, late - 1),
            Part::Late => Value::years(late, to.year()),
        };
    }
    let days = from.duration_until(to).as_hours() / 24;
    let third = days / 3;
    match part {
        Part::Early => Value::Span(from, days_from(from, third)),
        Part::Mid => Value::Span(days_from(from, third), days_from(to, -third)),
        Part::Late => Value::Span(days_from(to, -third), to),
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Span(from, to) => write!(f, "{from}/{to}"),
            Self::Either(one, other) => write!(f, "{one}|{other}"),
        }
    }
}

/// More than from the first date of the calendar to the last; the calendar's own limit lies above, and
/// beyond it is a panic (`9999 centuries ago`).
const FARTHEST_DAYS: i64 = 7_300_000;
const FARTHEST_MONTHS: i64 = 239_900;

/// Days away from `from`, not past the ends of the calendar.
pub fn days_from(from: Date, days: i64) -> Date {
    from.saturating_add(days.clamp(-FARTHEST_DAYS, FARTHEST_DAYS).days())
}

/// Months away from `from`, not past the ends of the calendar.
pub fn months_from(from: Date, months: i64) -> Date {
    from.saturating_add(months.clamp(-FARTHEST_MONTHS, FARTHEST_MONTHS).months())
}
