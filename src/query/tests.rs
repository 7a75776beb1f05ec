//! What queries mean, how they fail, and that a query written out is the same query.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::{
    analysis::EntityKind,
    tags::{Decision, State},
    text::TextRange,
};

const TODAY: Date = date(2026, 11, 22);

fn parse(text: &str) -> Query {
    Query::parse(text, TODAY).unwrap_or_else(|error| panic!("{text}: {error} ({})", error.hint))
}

/// Asks a query of one invented article.
fn holds(query: &str) -> bool {
    let entity = |name: &str, kind| Entity { name: name.to_owned(), kind, mentions: Vec::new() };
    let decision = Decision {
        tags: BTreeSet::from(["Harbour".to_owned(), "port-strike".to_owned()]),
        state: State::Done,
        star: true,
        note: Some("check the date".to_owned()),
        decided: None,
    };
    parse(query).matches(&Subject {
        path: "2031/velmora/strike.txt",
        title: "Port strike enters third day",
        text: "Dockers in Velmora\nstopped all cranes. The UAVs of Tirana stayed away (a|b).",
        source: Some("Lake Courier"),
        author: None,
        url: Some("https://courier.example/strike"),
        language: Some("en-GB"),
        date: Some(date(2026, 4, 13)),
        words: 412,
        entities: &[
            entity("Idra Solm", EntityKind::Person),
            entity("Dockers' League", EntityKind::Organization),
            entity("Tirana", EntityKind::Place),
            entity("Quay Seven", EntityKind::Facility),
            Entity { mentions: vec![0], ..entity("Republic of Velmora", EntityKind::Place) },
        ],
        mentions: &[Mention {
            // `UAVs`, as if that were another way to write it.
            range: TextRange::new(43, 47),
            kind: EntityKind::Place,
            entity: 4,
            norm: None,
        }],
        decision: Some(&decision),
        watched: true,
        marked: false,
    })
}

#[test]
fn a_query_means_what_it_says() {
    for (query, expected) in [
        ("", true),
        ("dockers", true),
        ("DOCKERS cranes", true),
        ("dockers zebras", false),
        ("dockers or zebras", true),
        ("zebras | dockers", true),
        ("dockers and not zebras", true),
        ("-dockers", false),
        ("--dockers", true),
        ("not (zebras or lions)", true),
        ("(zebras or dockers) cranes", true),
        ("zebras dockers or cranes", true),
        ("zebras (dockers or cranes)", false),
        ("\"velmora stopped all\"", true),
        ("\"velmora all\"", false),
        ("\"(a|b)\"", true),
        ("/UAVs?/", true),
        ("/Uavs?/", false),
        ("/uavs?/", true),
        ("/^stopped/", true),
        ("/\\bdock\\b/", false),
        ("/\\S{30}/", false),
        ("#harbour", true),
        ("tag:port-strike", true),
        ("#port", false),
        ("#/^port/", true),
        ("@solm", true),
        ("@\"idra solm\"", true),
        ("@iran", false),
        ("@tiran", false),
        ("person:tirana", false),
        ("place:tirana", true),
        ("place:quay", true),
        ("place:republic", true),
        ("place:uavs", true),
        ("person:uavs", false),
        ("org:league", true),
        ("entity:solm", true),
        ("is:done is:star is:tagged is:noted", true),
        ("is:new or is:dropped or is:later", false),
        ("is:watched", true),
        ("is:marked", false),
        ("-is:watched or is:watched is:new", false),
        ("title:strike", true),
        ("title:cranes", false),
        ("text:cranes", true),
        ("text:strike", false),
        ("source:courier", true),
        ("author:solm", false),
        ("url:courier.example", true),
        ("path:velmora/", true),
        ("note:date", true),
        ("lang:en", true),
        ("lang:e", false),
        ("TITLE:strike AND NOT text:strike", true),
        ("date:2026", true),
        ("date:2026-04", true),
        ("date:2026-04-12", false),
        ("date:2026-04-10..2026-04-13", true),
        ("date:..2026-04-12", false),
        ("date:>2026-04-13", false),
        ("date:>=2026-04-13", true),
        ("date:<2026-04", false),
        ("newer:2026-04-12", true),
        ("newer:2026-04-13", false),
        ("older:2026-04-14", true),
        ("newer:2d", false),
        ("newer:1y", true),
        ("older:2d", true),
        ("words:>300", true),
        ("words:<412", false),
        ("words:412", true),
        ("words:400..500", true),
        ("words:..100", false),
        ("dockers sort:-date", true),
    ] {
        assert_eq!(holds(query), expected, "{query}");
    }
}

#[test]
fn an_age_counts_from_the_day_given() {
    let on = |query: &str, day: Date| {
        parse(query).matches(&Subject { date: Some(day), ..Subject::unread("", None) })
    };
    assert!(on("newer:2d", date(2026, 11, 20)) && !on("newer:2d", date(2026, 11, 19)));
    assert!(on("older:2d", date(2026, 11, 19)) && !on("older:2d", date(2026, 11, 20)));
    assert!(on("newer:1m", date(2026, 10, 22)) && !on("newer:1m", date(2026, 10, 21)));
    assert!(on("date:today", TODAY) && !on("date:yesterday", TODAY));
    assert!(on("is:new", TODAY));
}

#[test]
fn days_are_meant_as_one_says_them() {
    // A Sunday.
    assert_eq!(TODAY, date(2026, 11, 22));
    for (spoken, plain) in [
        ("date:today", "date:2026-11-22"),
        ("date:Yesterday", "date:2026-11-21"),
        ("date:sunday", "date:2026-11-22"),
        ("date:last-sunday", "date:2026-11-15"),
        ("date:monday", "date:2026-11-16"),
        ("date:\"last monday\"", "date:2026-11-16"),
        ("date:this-week", "date:2026-11-16..2026-11-22"),
        ("date:\"last week\"", "date:2026-11-09..2026-11-15"),
        ("date:this-month", "date:2026-11"),
        ("date:last_month", "date:2026-10"),
        ("date:this-year", "date:2026"),
        ("date:last-year", "date:2025"),
        ("date:april", "date:2026-04"),
        ("date:november", "date:2026-11"),
        ("date:december", "date:2025-12"),
        ("date:monday..today", "date:2026-11-16..2026-11-22"),
        ("date:>last-week", "date:>2026-11-15"),
        ("date:<=april", "date:<=2026-04"),
        ("newer:last-week", "newer:2026-11-15"),
        ("older:monday", "older:2026-11-16"),
        ("newer:\"2 days\"", "newer:2d"),
        ("newer:3-weeks", "newer:3w"),
        ("older:\"a month\"", "older:1m"),
        ("older:\"1 year\"", "older:1y"),
    ] {
        assert_eq!(parse(spoken), parse(plain), "{spoken}");
    }
}

#[test]
fn errors_say_where_and_what_to_do() {
    for (query, at, message, hint) in [
        ("(a", 0, "this `(` is not closed", ")"),
        ("a)", 1, "no `(`", "quote"),
        ("a or", 4, "`or` has nothing after it", "\"or\""),
        ("/google/ (", 10, "there is nothing in this `(`", "`)`"),
        ("(a or )", 6, "`or` has nothing after it", "\"or\""),
        ("or a", 0, "`or` has nothing before it", "quote"),
        ("and a", 0, "`and` has nothing before it", "quote"),
        ("a and", 5, "`and` has nothing after it", "\"and\""),
        ("a and or b", 6, "`and` has nothing after it", "quote"),
        ("not", 3, "`not` has nothing after it", "quote"),
        ("()", 1, "nothing before this `)`", "quote"),
        ("a -", 2, "`-` has nothing after it", "-is:dropped"),
        ("a \"b", 2, "phrase that starts here is not closed", "\\\""),
        ("a /b", 2, "expression that starts here is not closed", "/"),
        ("//", 0, "the expression is empty", "/"),
        ("/(/", 0, "unclosed group", "quotation"),
        ("# a", 1, "`#` has no name", "#name"),
        ("é titel:x", 3, "no field `titel:`", "`title:`"),
        ("http://x", 0, "no field `http:`", "quotation marks"),
        ("title: x", 6, "`title:` has no value", "space"),
        ("is:nwe", 3, "no state `nwe`", "is:new"),
        ("is:copy", 3, "cannot be asked for yet", "later version"),
        ("story:x", 0, "cannot be asked for yet", "later version"),
        ("date:2023-13", 5, "no date", "2023-04-13"),
        ("date:..", 5, "holds nothing", "smaller end"),
        ("date:2024..2023", 5, "holds nothing", "smaller end"),
        ("date:\"x\"", 5, "no date", "last-week"),
        ("date:/x/", 5, "no phrase", "without"),
        ("date:next-week", 5, "no date", "last-week"),
        ("date:week", 5, "no date", "last-week"),
        ("newer:\"two days\"", 6, "no date", "newer:2d"),
        ("words:\"300\"", 6, "no phrase", "without"),
        ("newer:soon", 6, "no date", "newer:2d"),
        ("newer:>2023", 6, "no date", "newer:2d"),
        ("newer:99999999d", 6, "too long ago", "smaller"),
        ("newer:99999999999d", 6, "too long ago", "smaller"),
        ("words:many", 6, "no number", "words:>300"),
        ("words:<0", 6, "no number", "words:>300"),
        ("words:>4294967295", 6, "no number", "words:>300"),
        ("sort:size", 0, "no such order", "date"),
        ("sort:date sort:title", 10, "twice", "one"),
        ("(a sort:date)", 3, "parentheses", "end"),
        ("-sort:date", 1, "refused", "sort:-date"),
        ("sort:date or a", 10, "`or` has nothing before it", "quote"),
        ("a or sort:date", 14, "`or` has nothing after it", "quote"),
    ] {
        let error = Query::parse(query, TODAY).expect_err(query);
        assert_eq!(error.at, at, "{query}: {error}");
        assert!(error.message.contains(message), "{query}: {error}");
        assert!(error.hint.contains(hint), "{query}: {}", error.hint);
    }
}

#[test]
fn what_is_open_while_one_types_is_taken_as_closed() {
    for (typed, meant) in [
        ("\"port str", "\"port str\""),
        ("(a or b", "(a or b)"),
        ("(a or (b \"c", "a or (b \"c\")"),
        ("/UAVs?", "/UAVs?/"),
        ("a", "a"),
    ] {
        assert_eq!(Query::parse_typed(typed, TODAY), Query::parse(meant, TODAY), "{typed}");
    }
    for typed in ["titel:x", "a or", "is:", "/(", ")", "date:x (a"] {
        assert!(Query::parse_typed(typed, TODAY).is_err(), "{typed}");
    }
}

#[test]
fn a_query_that_breaks_off_means_what_stands_before() {
    for (typed, kept) in [
        ("port is:", Some("port")),
        ("port is:nwe", Some("port")),
        ("port or", Some("port")),
        ("port and not", Some("port")),
        ("(port or -date:", Some("(port")),
        ("(is:", Some("")),
        ("source:", Some("")),
        ("port )", Some("port")),
        ("is:nwe port", None),
        ("date:x (a", None),
        ("é is:é", Some("é")),
    ] {
        let error = Query::parse_typed(typed, TODAY).expect_err(typed);
        let begun = Query::parse_begun(typed, &error, TODAY);
        assert_eq!(begun.as_ref().map(|(kept, _)| *kept), kept, "{typed}");
    }
}

#[test]
fn the_order_is_kept_beside_the_conditions() {
    assert_eq!(parse("sort:-date a").sort, Sort::of_name("-date"));
    assert_eq!(parse("a or b sort:title").sort, Sort::of_name("title"));
    assert_eq!(parse("sort:words").node, Node::All);
}

#[test]
fn queries_of_decisions_alone_read_no_articles() {
    for (query, expected) in
        [("", false), ("#a -is:done note:x path:y", false), ("#a b", true), ("not date:2023", true)]
    {
        assert_eq!(parse(query).reads_articles(), expected, "{query}");
    }
    let watched = parse("#a or not (is:new is:watched)");
    assert!(watched.reads_articles() && watched.asks_watched());
    assert!(!parse("watched is:star").asks_watched());
}

#[test]
fn deep_and_long_queries_end() {
    let deep = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(Query::parse(&deep, TODAY).is_err());
    let refused = format!("{}a", "-".repeat(100_001));
    assert_eq!(parse(&refused).to_string(), "-a");
    let shallow = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    assert_eq!(parse(&shallow).to_string(), "a");
    assert!(matches!(parse(&"a or b ".repeat(20_000)).node, Node::Or(all) if all.len() == 20_001));
    assert!(Query::parse("/\\w{1000}{1000}/", TODAY).is_err());
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}",
        "[-#@/:\"\\\\()| a-zé.<>]{1,8}",
        Just("or".to_owned()),
        Just("Not".to_owned()),
        Just("title:x".to_owned()),
        Just("العراق".to_owned()),
    ]
    .prop_filter("holds something", |text| !value::plain(text).is_empty())
}

fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![
        4 => text().prop_map(|typed| {
            let folded = value::plain(&typed);
            Pattern::Text(Needle { typed, folded })
        }),
        1 => prop_oneof![Just("UAVs?"), Just("a\\/b"), Just("[(] \\\\"), Just("x|y z")].prop_map(
            |source| match parse(&format!("/{source}/")).node {
                Node::Term(Term::Bare(pattern)) => pattern,
                other => panic!("{other:?}"),
            }
        ),
    ]
}

fn term() -> impl Strategy<Value = Term> {
    let one_of = |terms: &'static [&'static str]| {
        prop::sample::select(terms).prop_map(|text| match parse(text).node {
            Node::Term(term) => term,
            other => panic!("{other:?}"),
        })
    };
    prop_oneof![
        pattern().prop_map(Term::Bare),
        (prop::sample::select(Field::ALL), pattern()).prop_map(|(f, p)| Term::Field(f, p)),
        (prop::sample::select(Group::ALL), pattern()).prop_map(|(g, p)| Term::Entity(g, p)),
        pattern().prop_map(Term::Tag),
        prop::sample::select(Flag::ALL).prop_map(Term::Is),
        one_of(&["date:2023", "date:>2023-04", "date:..2023-04-01", "newer:2d", "older:12m"]),
        one_of(&["words:>300", "words:<5", "words:7", "words:1..2"]),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    term().prop_map(Node::Term).prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::and),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::or),
            inner.prop_map(Node::not),
        ]
    })
}

proptest! {
    #[test]
    fn a_query_written_out_is_the_same_query(node in node(), key in 0..7_usize, reverse: bool) {
        let sort = SortKey::ALL.get(key).map(|key| Sort { key: *key, reverse });
        let query = Query { node, sort };
        let text = query.to_string();
        prop_assert_eq!(Query::parse(&text, TODAY), Ok(query), "{}", text);
    }

    #[test]
    fn no_text_breaks_the_parser(text in "[-#@/:\"\\\\()| a-zA-Zéا.<>=0-9\n]{0,30}|\\PC{0,20}") {
        match Query::parse(&text, TODAY) {
            Ok(query) => prop_assert_eq!(Query::parse(&query.to_string(), TODAY), Ok(query)),
            Err(error) => {
                prop_assert!(text.is_char_boundary(error.at) && !error.hint.is_empty());
            }
        }
    }

    #[test]
    fn no_field_value_breaks_the_parser(
        field in prop::sample::select(&["date", "newer", "older", "words", "sort", "is"][..]),
        value in "[-.<>=0-9a-z]{0,14}",
    ) {
        let text = format!("{field}:{value}");
        if let Ok(query) = Query::parse(&text, TODAY) {
            prop_assert_eq!(Query::parse(&query.to_string(), TODAY), Ok(query), "{}", text);
        }
    }
}
