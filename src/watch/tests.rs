//! What a list finds in an invented article, and that what is seen and what is marked agree.

use super::*;
use crate::{
    analysis::EntityKind,
    tags::{Correction, Fate, NameRef, PhraseRef},
    text::TextRange,
};

const TEXT: &str = "Hassan Orlu met the Harbour League. Orlu spoke of drones; \
    the UAV-7 and two UAVs came. In 在北京市 it rained. HARBOUR dues rose.";

fn id() -> ArticleId {
    ArticleId::of(TEXT)
}

fn watch(kind: fn(String) -> Target, text: &str) -> Watch {
    Watch { target: kind(text.to_owned()), color: None }
}

fn seen(watcher: &Watcher) -> Vec<&str> {
    // Leaked by the test: the list outlives what it is asked.
    let seen: &'static Seen = Box::leak(Box::new(watcher.look(id(), "Port news", TEXT)));
    seen.watches.iter().map(|watch| watch.target.text()).collect()
}

fn hits(watcher: &Watcher, names: &[(&str, &[usize])]) -> Vec<(&'static str, String)> {
    let mut mentions = Vec::new();
    let mut entities = Vec::new();
    for (name, places) in names {
        let first = mentions.len();
        for place in *places {
            let rest = TEXT.get(*place..).unwrap();
            let len = name.len().min(rest.find(|c: char| !c.is_alphabetic() && c != ' ').unwrap());
            let len = if rest.starts_with(name) { len } else { rest.find(' ').unwrap() };
            mentions.push(Mention {
                range: TextRange::new(*place, place + len),
                kind: EntityKind::Person,
                entity: u32::try_from(entities.len()).unwrap(),
                norm: None,
            });
        }
        let mentions = (first..mentions.len()).map(|m| u32::try_from(m).unwrap()).collect();
        entities.push(Entity { name: (*name).to_owned(), kind: EntityKind::Person, mentions });
    }
    let hits = watcher.hits(id(), TEXT, &mentions, &entities);
    hits.iter().map(|hit| (hit.range.of(TEXT), hit.watch.target.text().to_owned())).collect()
}

#[test]
fn a_list_finds_names_phrases_and_expressions_in_its_order() {
    for (list, expected) in [
        (vec![watch(Target::Regex, "UAV-\\d"), watch(Target::Phrase, "harbour league")], 2),
        (vec![watch(Target::Phrase, "harbour leagues"), watch(Target::Regex, "uav")], 0),
        (vec![watch(Target::Regex, "(?i)uav"), watch(Target::Regex, "^In")], 1),
        (vec![watch(Target::Name, "orlu"), watch(Target::Phrase, "北京")], 2),
        (vec![watch(Target::Phrase, "port NEWS"), watch(Target::Phrase, "news hassan")], 1),
        (vec![watch(Target::Regex, "news$")], 1),
    ] {
        let watcher = Watcher::new(&list);
        let all: Vec<&str> = list.iter().map(|watch| watch.target.text()).collect();
        let expected: Vec<&str> = match expected {
            0 => vec![],
            1 => vec![all[0]],
            _ => all,
        };
        assert_eq!(seen(&watcher), expected);
    }
}

#[test]
fn what_is_marked_is_the_longest_and_the_reason_its_own() {
    let watcher = Watcher::new(&[
        watch(Target::Phrase, "Harbour"),
        watch(Target::Phrase, "Harbour League"),
        watch(Target::Regex, "UAVs?"),
    ]);
    let expected = [
        ("Harbour League", "Harbour League"),
        ("UAV", "UAVs?"),
        ("UAVs", "UAVs?"),
        ("HARBOUR", "Harbour"),
    ];
    assert_eq!(hits(&watcher, &[]), expected.map(|(text, why)| (text, why.to_owned())));
    assert_eq!(seen(&watcher), ["Harbour", "Harbour League", "UAVs?"]);
}

#[test]
fn a_watched_name_is_marked_wherever_its_entity_is_mentioned() {
    let second = TEXT.rfind("Orlu").unwrap();
    let watcher = Watcher::new(&[watch(Target::Name, "Hassan Orlu")]);
    let found = hits(&watcher, &[("Hassan Orlu", &[0, second])]);
    let places: Vec<&str> = found.iter().map(|(text, _)| *text).collect();
    assert_eq!(places, ["Hassan Orlu", "Orlu"]);
    let phrase = Watcher::new(&[watch(Target::Phrase, "Hassan Orlu")]);
    assert_eq!(hits(&phrase, &[("Hassan Orlu", &[0, second])]).len(), 1);
}

#[test]
fn a_name_that_became_a_watched_one_is_watched_where_that_holds() {
    let becomes = |scope| {
        let of = NameRef { scope, name: "harbour league".to_owned(), kind: None };
        let fate = Fate::Becomes { name: "League of Ports".to_owned(), kind: EntityKind::Other };
        (of, Correction { written: "Harbour League".to_owned(), fate })
    };
    let list = vec![watch(Target::Name, "league of ports")];
    for (scope, expected) in [
        (Scope::Everywhere, 1),
        (Scope::Article(id()), 1),
        (Scope::Article(ArticleId::of("another")), 0),
    ] {
        let corrections = Arc::new(Corrections {
            names: [becomes(scope)].into(),
            watches: list.clone(),
            ..Corrections::default()
        });
        let watcher = Watcher::for_desk(&[], &corrections, None);
        assert_eq!((seen(&watcher).len(), hits(&watcher, &[]).len()), (expected, expected));
    }
}

#[test]
fn marked_phrases_are_counted_where_they_hold() {
    let mark = |scope, phrase: &str| {
        let of = PhraseRef { scope, phrase: fold::fold(phrase) };
        (of, crate::tags::Marked { phrase: phrase.to_owned(), kind: EntityKind::Other })
    };
    let marked = [
        mark(Scope::Everywhere, "Harbour"),
        mark(Scope::Article(id()), "harbour"),
        mark(Scope::Article(ArticleId::of("another")), "drones"),
        mark(Scope::Everywhere, "dues"),
    ];
    let corrections = Arc::new(Corrections { marked: marked.into(), ..Corrections::default() });
    let seen = Watcher::for_desk(&[], &corrections, None).look(id(), "", TEXT);
    assert_eq!(seen.marked, [("dues".to_owned(), 1), ("harbour".to_owned(), 2)]);
    assert!(seen.watches.is_empty());
}

#[test]
fn what_cannot_be_used_is_told_and_the_rest_is_used() {
    let watcher = Watcher::new(&[
        watch(Target::Regex, "a("),
        watch(Target::Phrase, " "),
        watch(Target::Regex, "\\w{5000}{500}"),
        watch(Target::Regex, ""),
        watch(Target::Phrase, "drones"),
        watch(Target::Phrase, "drones"),
        watch(Target::Name, "Drones"),
    ]);
    let faults: Vec<&str> = watcher.faults().iter().map(|fault| fault.message.as_str()).collect();
    assert!(matches!(faults[..], [a, _, c, _] if a.contains("unclosed") && c.contains("large")));
    assert_eq!(seen(&watcher), ["drones"], "once, by the first of the list");
}

#[test]
fn a_list_that_stays_is_taken_over() {
    let fixed = [watch(Target::Phrase, "drones"), watch(Target::Regex, "UAVs?")];
    let with = |watches: &[Watch]| {
        Arc::new(Corrections { watches: watches.to_vec(), ..Corrections::default() })
    };
    let first = Watcher::for_desk(&fixed, &with(&[watch(Target::Name, "Orlu")]), None);
    let same = Watcher::for_desk(&fixed, &with(&[watch(Target::Name, "Orlu")]), Some(&first));
    assert!(Arc::ptr_eq(&first.list, &same.list));
    let other = Watcher::for_desk(&fixed, &with(&[]), Some(&first));
    assert!(!Arc::ptr_eq(&first.list, &other.list) && first.has_regexes_of(&other));
    let found = first.regexes_in("", TEXT);
    let folded = format!("\n{}", fold::fold(TEXT));
    assert_eq!(other.look_folded(id(), &folded, &found), other.look(id(), "", TEXT));
    assert!(!first.has_regexes_of(&Watcher::new(&[])));
}

#[test]
fn no_text_makes_many_hits_of_a_list() {
    let watches: Vec<Watch> = (1..300)
        .map(|n| watch(Target::Phrase, &"a ".repeat(n)))
        .chain([watch(Target::Regex, "a?"), watch(Target::Regex, "(a a?)+")])
        .collect();
    let text = "a ".repeat(100_000);
    let found = Watcher::new(&watches).hits(id(), &text, &[], &[]);
    assert!(!found.is_empty() && found.len() <= text.len());
    assert!(found.windows(2).all(|two| two[0].range.end() <= two[1].range.start()));
}
