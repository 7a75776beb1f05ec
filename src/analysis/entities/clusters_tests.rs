//! Which names of an article become one entity, and what it is called and is.

use super::*;
use EntityKind::{Event, Facility, Group, Organization as Org, Person, Place, Product};

#[path = "clusters_pairs.rs"]
mod pairs;

/// An article that holds `names`, one after the other.
fn article_of(names: &[(&str, EntityKind)]) -> (String, Vec<Found>) {
    let mut text = String::new();
    let mut mentions = Vec::new();
    for (name, kind) in names {
        let start = text.len();
        text.push_str(name);
        let range = TextRange::new(start, text.len());
        mentions.push(Found { range, kind: *kind, norm: None });
        text.push_str("; ");
    }
    (text, mentions)
}

/// The names of each entity of an article that holds `names`.
fn entities_of(names: &[(&str, EntityKind)]) -> Vec<Vec<String>> {
    let (text, mentions) = article_of(names);
    let (chosen, entities) = super::entities(&text, &mentions);
    assert_eq!(chosen.len(), mentions.len());
    (entities.iter())
        .map(|e| {
            e.mentions.iter().map(|m| mentions[*m as usize].range.of(&text).to_owned()).collect()
        })
        .collect()
}

fn merged(a: &str, b: &str, kind: EntityKind) -> bool {
    let there = entities_of(&[(a, kind), (b, kind)]).len();
    let back = entities_of(&[(b, kind), (a, kind)]).len();
    assert_eq!(there, back, "{a} and {b} depend on their order");
    there == 1
}

#[test]
fn names_of_one_are_one_entity() {
    let mut wrong = Vec::new();
    for (a, b, kind) in pairs::SAME {
        if !merged(a, b, *kind) {
            wrong.push(format!("{a} is {b}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_of_two_stay_two_entities() {
    let mut wrong = Vec::new();
    for (a, b, kind) in pairs::OTHERS {
        if merged(a, b, *kind) {
            wrong.push(format!("{a} is not {b}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_short_name_of_two_is_neither() {
    for names in [
        [("Ada Quill", Person), ("Peter Quill", Person), ("Quill", Person)],
        [("Pak Do-yun", Person), ("Pak Ji-ho", Person), ("Pak", Person)],
        [("Velian Dockers Union", Org), ("Velian Doctors Union", Org), ("VDU", Org)],
        [("Orskian Free Militia", Org), ("Velian Free Militia", Org), ("Free Militia", Org)],
        [("2022 Harvest Games", Event), ("2018 Harvest Games", Event), ("Harvest Games", Event)],
        [("Port Quill, Ohio", Place), ("Port Quill, Texas", Place), ("Port Quill", Place)],
        [("Orsk United", Org), ("Velia United", Org), ("United", Org)],
    ] {
        assert_eq!(entities_of(&names).len(), 3, "{names:?}");
    }
}

#[test]
fn kinds_part_a_person_from_a_place_of_the_same_name() {
    assert_eq!(entities_of(&[("Sharon", Person), ("Sharon", Place)]).len(), 2);
    assert_eq!(entities_of(&[("Saraya", Org), ("Saraya", Group)]).len(), 1);
}

#[test]
fn a_surname_is_of_the_one_it_was_used_of_before_another_bore_it() {
    let names =
        [("Ada Quill", Person), ("Quill", Person), ("Peter Quill", Person), ("Quill", Person)];
    assert_eq!(entities_of(&names), [vec!["Ada Quill", "Quill", "Quill"], vec!["Peter Quill"]]);
}

#[test]
fn one_name_of_two_kinds_is_of_the_kind_it_mostly_has() {
    for (names, entities) in [
        (vec![("Lukoran", Org), ("Lukoran", Org), ("Lukoran", Person)], 1),
        (vec![("Lukoran", Person), ("Lukoran", Person), ("Lukoran", Group)], 1),
        (vec![("Orlo Quint", Org), ("Orlo Quint", Person)], 1),
        (vec![("Ada Jordan", Person), ("Jordan", Person), ("Jordan", Place)], 2),
        (vec![("Orlo", Person), ("Orlo", Person), ("Orlo Ltd", Org)], 1),
        (vec![("Ada Quill", Person), ("Quill", Person), ("Quill Group", Org)], 2),
    ] {
        assert_eq!(entities_of(&names).len(), entities, "{names:?}");
    }
}

#[test]
fn an_entity_is_shown_by_a_name_that_other_articles_use_too() {
    for (names, expected) in [
        (vec![("US", Place), ("U.S.", Place)], "United States"),
        (vec![("U.N.", Org)], "United Nations"),
        (vec![("Tories", Org), ("Conservative Party", Org)], "Conservative Party"),
        (
            vec![("VDU", Org), ("VDU", Org), ("the Velian Dockers Union's", Org)],
            "Velian Dockers Union",
        ),
        (vec![("KIGALI", Place), ("Kigali, Rwanda", Place), ("Kigali", Place)], "Kigali"),
        (vec![("President Ada Quill", Person), ("Quill", Person)], "Ada Quill"),
        (vec![("Ada M. Quill", Person), ("Ada Quill", Person), ("Ada Quill", Person)], "Ada Quill"),
        (
            vec![("Al Tawil", Person), ("Al Tawil", Person), ("Noura Al-Tawil", Person)],
            "Noura Al-Tawil",
        ),
        (vec![("Menas II", Person), ("Menas", Person), ("Menas", Person)], "Menas II"),
        (vec![("ADA QUILL", Person)], "Ada Quill"),
        (vec![("Republic of Iraq", Org)], "Iraq"),
        (vec![("PNG", Place)], "Papua New Guinea"),
        (vec![("PNG", Product)], "PNG"),
    ] {
        let (text, mentions) = article_of(&names);
        let (_, entities) = super::entities(&text, &mentions);
        assert_eq!(entities[0].name, expected);
    }
}

#[test]
fn the_kind_of_a_full_name_counts_more() {
    let names =
        [("Orlo Docks", Facility), ("Docks", Facility), ("Orlo Docks", Org), ("Orlo Docks", Org)];
    let (text, mentions) = article_of(&names);
    assert_eq!(super::entities(&text, &mentions).1[0].kind, Org);
    assert_eq!(
        super::entities("Iraq", &[Found { range: TextRange::new(0, 4), kind: Org, norm: None }]).1
            [0]
        .kind,
        Place
    );
}

#[test]
fn the_best_full_name_stands_for_an_entity() {
    let text = "QUILL WINS. Quill’s win: the Ada Quill of old; Ms Quill.";
    let mentions: Vec<Found> = ["QUILL", "Quill’s", "Ada Quill", "Quill."]
        .iter()
        .filter_map(|name| {
            let start = text.find(name)?;
            let range = TextRange::new(start, start + name.trim_end_matches('.').len());
            Some(Found { range, kind: Person, norm: None })
        })
        .collect();
    let (_, entities) = super::entities(text, &mentions);
    let names: Vec<&str> = entities.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["Ada Quill"]);
}

#[test]
fn a_bracket_introduces_an_acronym_that_is_not_made_of_all_initials() {
    let text =
        "Popular Movement for Orsk (PMO) and Orsk Salvation Committee (Salco, OSCO) and OSCO";
    let names = ["Popular Movement for Orsk", "PMO", "Orsk Salvation Committee", "OSCO"];
    let mentions: Vec<Found> = (names.iter())
        .filter_map(|name| {
            let start = text.find(name)?;
            let range = TextRange::new(start, start + name.len());
            Some(Found { range, kind: Org, norm: None })
        })
        .collect();
    assert_eq!(super::entities(text, &mentions).1.len(), 3);
}

#[test]
fn dates_and_addresses_are_one_by_their_value() {
    let found = |start, end, norm: &str| Found {
        range: TextRange::new(start, end),
        kind: EntityKind::Date,
        norm: Some(norm.to_owned()),
    };
    let text = "Friday, 14 April, Monday";
    let (chosen, entities) = super::entities(
        text,
        &[found(0, 6, "2023-04-14"), found(8, 16, "2023-04-14"), found(18, 24, "2023-04-17")],
    );
    assert_eq!((chosen, entities.len()), (vec![0, 0, 1], 2));
}

#[test]
fn a_crowd_of_namesakes_is_done_in_time_and_stays_apart() {
    let names: Vec<String> = (0..3000).map(|n| format!("Ada{n} Quill")).collect();
    let given: Vec<(&str, EntityKind)> = names.iter().map(|n| (n.as_str(), Person)).collect();
    assert_eq!(entities_of(&given).len(), 3000);
}
