//! Date expressions and their values, on Thursday 13 April 2023.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

mod table;

/// What is found in a text of that day: `expression=value`, apart by `; `.
fn found_on(today: Option<Date>, text: &str) -> String {
    let context = Context { today, order: Order::Unknown };
    let found = Finder::new(text, context).find(TextRange::new(0, text.len()));
    let shown =
        |d: FoundDate| format!("{}={}", d.range.of(text), d.norm.unwrap_or_else(|| "?".to_owned()));
    found.into_iter().map(shown).collect::<Vec<_>>().join("; ")
}

/// Text, and what is found in it: `expression=value`, apart by `; `.
const CASES: &[(&str, &str)] = &[
    ("They came on Wednesday.", "Wednesday=2023-04-12"),
    ("They will come on Friday.", "Friday=2023-04-14"),
    ("She is set to speak on Friday.", "Friday=2023-04-14"),
    ("He spoke on Friday.", "Friday=2023-04-07"),
    ("They met on Thursday.", "Thursday=2023-04-13"),
    ("They met last Thursday.", "last Thursday=2023-04-06"),
    ("They meet next Thursday.", "next Thursday=2023-04-20"),
    ("It rained this Monday.", "this Monday=2023-04-10"),
    ("Last week it rained.", "Last week=2023-04-03/2023-04-09"),
    ("Next month it opens.", "Next month=2023-05"),
    ("It opened this year.", "this year=2023"),
    ("fired in the past two weeks after", "the past two weeks=2023-03-30/2023-04-13"),
    ("in the last 24 hours", "the last 24 hours=2023-04-12/2023-04-13"),
    ("in the next three days", "the next three days=2023-04-13/2023-04-16"),
    ("over the past few months", "the past few months=?"),
    ("over the past year", "the past year=2022-04-13/2023-04-13"),
    ("Two weeks ago it broke.", "Two weeks ago=2023-03-30"),
    ("a year ago", "a year ago=2022"),
    ("three months ago", "three months ago=2023-01"),
    (
        "yesterday, today and tomorrow",
        "yesterday=2023-04-12; today=2023-04-13; tomorrow=2023-04-14",
    ),
    ("(@port) April 13, 2023", "April 13, 2023=2023-04-13"),
    ("Friday, July 21, 2017", "Friday, July 21, 2017=2017-07-21"),
    ("on Sat, 5 Feb 2005 it", "Sat, 5 Feb 2005=2005-02-05"),
    ("on 13 April 2023.", "13 April 2023=2023-04-13"),
    ("the 3rd of May 2021", "3rd of May 2021=2021-05-03"),
    ("on April 3 and May 5th", "April 3=2023-04-03; May 5th=2023-05-05"),
    ("on 27 December", "27 December=2022-12-27"),
    ("on Jan. 5 it", "Jan. 5=2023-01-05"),
    ("from April 12-14, 2021", "April 12-14, 2021=2021-04-12/2021-04-14"),
    ("in April 2021", "April 2021=2021-04"),
    ("in Sept. 2021", "Sept. 2021=2021-09"),
    ("in May it", "May=2022-05"),
    ("will open in May", "May=2023-05"),
    ("since March", "March=2023-03"),
    ("It may open. May I? They march on. March 5,000 miles", ""),
    ("13/04/2023", "13/04/2023=2023-04-13"),
    ("04/13/2023", "04/13/2023=2023-04-13"),
    ("03/04/2023", "03/04/2023=2023-03-04|2023-04-03"),
    ("04/04/2023", "04/04/2023=2023-04-04"),
    ("03.04.2023", "03.04.2023=2023-04-03"),
    ("version 1.2.3.4 of 1.2", ""),
    ("2023-04-13T10:00", "2023-04-13T10:00=2023-04-13"),
    ("2023-02-30", ""),
    ("in 2003, since 1999", "2003=2003; 1999=1999"),
    ("in 2003 people, of 2000 soldiers", ""),
    ("some 2003 tons for $2003", ""),
    ("in the 1990s", "1990s=1990-01-01/1999-12-31"),
    ("2023年4月13日に", "2023年4月13日=2023-04-13"),
    ("am 13. März 2021", "13. März 2021=2021-03-13"),
    ("el 13 de abril de 2021", "13 de abril de 2021=2021-04-13"),
    ("13 апреля 2021 года", "13 апреля 2021=2021-04-13"),
    ("في 13 أبريل 2021", "13 أبريل 2021=2021-04-13"),
    ("the Sun sat on Mon Repos", ""),
];

#[test]
fn expressions_have_their_values() {
    for (text, expected) in CASES {
        assert_eq!(found_on(Some(date(2023, 4, 13)), text), *expected, "{text}");
    }
}

#[test]
fn expressions_have_their_values_on_any_day() {
    for (day, rows) in table::ON {
        for (text, expected) in *rows {
            assert_eq!(found_on(day.parse().ok(), text), *expected, "{day}: {text}");
        }
    }
}

#[test]
fn figures_follow_the_order_of_the_article() {
    let text = "on 03/04/2023";
    let all = TextRange::new(0, text.len());
    let none = None;
    for (today, order, expected) in [
        (none, Order::DayFirst, "2023-04-03"),
        (none, Order::MonthFirst, "2023-03-04"),
        (none, Order::Unknown, "2023-03-04|2023-04-03"),
        (Some(date(2023, 4, 3)), Order::Unknown, "2023-04-03"),
        (Some(date(2023, 4, 4)), Order::Unknown, "2023-03-04|2023-04-03"),
    ] {
        let found = Finder::new(text, Context { today, order }).find(all);
        assert_eq!(found[0].norm.as_deref(), Some(expected));
    }
}

#[test]
fn a_day_that_follows_another_counts_from_it_in_the_next_sentence_too() {
    let text = "He fell on 3 May 2021. He died the next day.";
    let mut finder = Finder::new(text, Context::default());
    let norm = |found: Vec<FoundDate>| found.into_iter().next().and_then(|d| d.norm);
    assert_eq!(norm(finder.find(TextRange::new(0, 22))).as_deref(), Some("2021-05-03"));
    assert_eq!(norm(finder.find(TextRange::new(23, text.len()))).as_deref(), Some("2021-05-04"));
}

#[test]
fn without_a_day_of_its_own_a_text_has_only_absolute_values() {
    let text = "On Wednesday, April 3 and in May 2020";
    assert_eq!(found_on(None, text), "Wednesday, April 3=?; May 2020=2020-05");
}

#[test]
fn whole_days_have_day_month_and_year() {
    let text = "On Friday, in May 2020, on 4 June and on 5 July 2021. It will be on 6 July 2021.";
    let all = TextRange::new(0, text.len());
    let days = [(date(2021, 7, 5), false), (date(2021, 7, 6), true)];
    assert_eq!(whole_days(text, all, Order::Unknown), days);
    assert_eq!(whole_days(text, TextRange::new(0, 30), Order::Unknown), []);
}

#[test]
fn the_ends_of_the_calendar_are_no_end_of_the_program() {
    for today in [Date::MIN, Date::MAX, date(2024, 2, 29)] {
        for text in ["the past 9999 centuries", "99999 decades ago", "next 9999 century"] {
            let context = Context { today: Some(today), order: Order::Unknown };
            let found = Finder::new(text, context).find(TextRange::new(0, text.len()));
            assert!(found.len() <= 1, "{text}");
        }
    }
}

proptest! {
    #[test]
    fn dates_stand_in_order_inside_their_range(
        words in proptest::collection::vec(
            "(the|past|last|next|two|9999|0|99999|31|2|weeks|years|century|decades|ago|May|April|,|-|/|\\.|2023|Monday|th|of|\u{e9}\
             |early|mid|late|end|quarter|Q|3|half|s|nineties|Easter|Christmas|Day|and|between|to|from|summer|this|year|week|20230413)", 0..20),
        glue in proptest::bool::ANY,
        today in proptest::sample::select(vec![Date::MIN, Date::MAX, Date::ZERO, date(2024, 2, 29)]),
    ) {
        let text = words.join(if glue { "" } else { " " });
        let mut last = 0;
        let context = Context { today: Some(today), order: Order::Unknown };
        for found in Finder::new(&text, context).find(TextRange::new(0, text.len())) {
            prop_assert!(found.range.start() >= last && found.range.end() <= text.len());
            prop_assert!(!found.range.of(&text).is_empty());
            last = found.range.end();
        }
    }
}
