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
pub fn is_short_weekday(name: &str) -> bool {
    matches!(
        name,
        "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
    )
}

/// A small number in words, or `a`, `few`, `several` (no value: `None` inside).
pub fn count(name: &str) -> Option<Option<i16>> {
    Some(Some(match name {
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
        "couple" | "few" | "several" | "many" | "some" => return Some(None),
        _ => return None,
    }))
}
