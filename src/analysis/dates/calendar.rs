//! Names of months, days and numbers.

use jiff::civil::Weekday;

const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "januar",
        "jänner",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "января",
        "يناير",
        "ינואר",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "febrero",
        "febbraio",
        "fevereiro",
        "февраля",
        "فبراير",
        "פברואר",
    ],
    &["march", "mar", "märz", "mars", "marzo", "março", "марта", "مارس", "מרץ"],
    &["april", "apr", "avril", "abril", "aprile", "апреля", "أبريل", "ابريل", "إبريل", "אפריל"],
    &["may", "mai", "mayo", "maggio", "maio", "мая", "مايو", "מאי"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "junho", "июня", "يونيو", "יוני"],
    &["july", "jul", "juli", "juillet", "julio", "luglio", "julho", "июля", "يوليو", "יולי"],
    &["august", "aug", "août", "agosto", "августа", "أغسطس", "אוגוסט"],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "settembre",
        "setembro",
        "сентября",
        "سبتمبر",
        "ספטמבר",
    ],
    &[
        "october",
        "oct",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "октября",
        "أكتوبر",
        "اكتوبر",
        "אוקטובר",
    ],
    &["november", "nov", "novembre", "noviembre", "novembro", "ноября", "نوفمبر", "נובמבר"],
    &[
        "december",
        "dec",
        "dezember",
        "décembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "декабря",
        "ديسمبر",
        "דצמבר",
    ],
];

/// The number of a month by its name in lower case.
pub fn month(name: &str) -> Option<i8> {
    if name.len() < 3 {
        return None;
    }
    MONTHS.iter().zip(1..).find(|(names, _)| names.contains(&name)).map(|(_, number)| number)
}

/// A day of the week by its full English name in lower case.
pub fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// A shortened day of the week; a word of its own elsewhere (`sun`, `sat`), so only beside a date.
pub fn short_weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "mon" => Weekday::Monday,
        "tue" | "tues" => Weekday::Tuesday,
        "wed" | "weds" => Weekday::Wednesday,
        "thu" | "thur" | "thurs" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// How many, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exact(i16),
    /// `few`, `several`
    Vague,
}

impl Count {
    pub fn exact(self) -> Option<i16> {
        match self {
            Self::Exact(count) => Some(count),
            Self::Vague => None,
        }
    }
}

/// A small number in words.
pub fn count(name: &str) -> Option<Count> {
    Some(Count::Exact(match name {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "couple" | "few" | "several" | "many" | "some" => return Some(Count::Vague),
        _ => return None,
    }))
}

/// `nineties` as 90.
pub fn tens(name: &str) -> Option<i16> {
    Some(match name {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}

/// The number of a century in words.
pub fn ordinal(name: &str) -> Option<i16> {
    Some(match name {
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        _ => return None,
    })
}

/// A word after which a number before it does not count something.
pub fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "or"
            | "when"
            | "after"
            | "before"
            | "as"
            | "with"
            | "to"
            | "by"
            | "for"
            | "on"
            | "at"
            | "in"
            | "from"
            | "because"
            | "he"
            | "she"
            | "it"
            | "they"
            | "the"
            | "a"
            | "an"
            | "was"
            | "were"
            | "is"
            | "has"
            | "had"
            | "that"
            | "which"
            | "who"
            | "while"
            | "until"
            | "under"
            | "over"
            | "despite"
            | "against"
            | "amid"
            | "following"
            | "through"
            | "his"
            | "her"
            | "its"
            | "their"
            | "would"
            | "will"
            | "we"
            | "this"
            | "where"
            | "if"
            | "than"
            | "said"
            | "could"
            | "are"
            | "have"
            | "there"
            | "since"
            | "so"
            | "due"
    )
}
