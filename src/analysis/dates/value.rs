//! The value of a date expression.

use std::fmt;

use jiff::{ToSpan, civil::Date};

/// A day, a month, a year, or the days from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Day(Date),
    Month(i16, i8),
    Year(i16),
    Span(Date, Date),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Span(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

/// Days away from `from`, not past the ends of the calendar.
pub fn days_from(from: Date, days: i64) -> Date {
    from.saturating_add(days.days())
}

/// Months away from `from`, not past the ends of the calendar.
pub fn months_from(from: Date, months: i64) -> Date {
    from.saturating_add(months.months())
}
