//! Pairs of names that must, and that must not, become one entity.

use super::*;
use EntityKind::{Event, Facility, Group, Organization as Org, Person, Place};

/// The names of each entity of an article that holds `names`, one after the other.
fn entities_of(names: &[(&str, EntityKind)]) -> Vec<Vec<String>> {
    let mut text = String::new();
    let mut mentions = Vec::new();
    for (name, kind) in names {
        let start = text.len();
        text.push_str(name);
        let range = TextRange::new(start, text.len());
        mentions.push(Found { range, kind: *kind, norm: None });
        text.push_str("; ");
    }
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
    for (a, b, kind) in [
        ("Tarik al-Mendari", "al-Mendari", Person),
        ("Tarik al-Mendari", "Mendari", Person),
        ("al-Mendari", "Mendari", Person),
        ("Tarik al-Mendari", "Al-Mendari", Person),
        ("Tarik El-Mendari", "Mendari", Person),
        ("Ada Quill", "Quill", Person),
        ("Ada Quill", "Ms. Quill", Person),
        ("Ada Quill", "President Quill", Person),
        ("Ada Quill", "Prime Minister Ada Quill", Person),
        ("Ada Quill", "Quill's", Person),
        ("Ada Quill", "Ada", Person),
        ("Ada Quill", "ADA QUILL", Person),
        ("Ada M. Quill", "Ada Quill", Person),
        ("Ada Marie Quill", "A. Quill", Person),
        ("Ada Marie Quill", "Ada M. Quill", Person),
        ("J. K. Moran", "Moran", Person),
        ("John Moran Jr.", "John Moran", Person),
        ("Jean-Luc Bessard", "Bessard", Person),
        ("Hassan Karim Al Tawil", "Hassan Al Tawil", Person),
        ("Hassan Karim Al Tawil", "Al Tawil", Person),
        ("Inés Robledo Paz", "Inés Robledo", Person),
        ("Pak Do-yun", "Pak", Person),
        ("Lunga Mthembele", "Mthembele’s", Person),
        ("Abdul Rauf Shirzad", "Rauf Shirzad", Person),
        ("Sheikh Omar Dallal", "Dallal", Person),
        ("Orlo Corp.", "Orlo", Org),
        ("Orlo Holdings", "Orlo Ltd", Org),
        ("the Velian Dockers Union", "Velian Dockers Union", Org),
        ("Velian Dockers Union", "VDU", Org),
        ("Front for the Liberation of Orsk", "FLO", Org),
        ("Ministry of Public Works", "M.P.W.", Org),
        ("Orskian Free Militia", "Free Militia", Org),
        ("Al-Safir", "al-Safir", Org),
        ("Union of Velia", "UoV", Place),
        ("U.V.", "UV", Place),
        ("ORSK", "Orsk", Place),
        ("al-Rawda Mosque", "Rawda Mosque", Facility),
        ("Orskian", "Orskians", Group),
        ("the Harvest Games", "Harvest Games", Event),
    ] {
        assert!(merged(a, b, kind), "{a} is {b}");
    }
}

#[test]
fn names_of_two_stay_two_entities() {
    for (a, b, kind) in [
        ("Katibat Saraya al-Rawda", "Saraya", Org),
        ("Harakat Saraya al-Rawda", "Saraya al-Rawda Council", Org),
        ("Free Militia", "Free Press", Org),
        ("Bank of Velia", "Bank", Org),
        ("Velia University", "University of Velia", Org),
        ("National Party", "National People's Party", Org),
        ("People's Front", "Popular Front", Org),
        ("Front of Orsk", "Front of Velia", Org),
        ("Velian Dockers Union", "VDF", Org),
        ("Orlo Corp.", "Orlando Corp.", Org),
        ("Orlo Bank", "Orlo Airlines", Org),
        ("Orlo", "Orlo Airlines", Org),
        ("Eastern Command", "North Eastern Command", Org),
        ("Orsk", "Orskian", Group),
        ("Orskian", "Orsk", Place),
        ("North Orsk", "South Orsk", Place),
        ("Orsk", "North Orsk", Place),
        ("Orsk City", "Orsk", Place),
        ("Orsk Strip", "Orsk", Place),
        ("Port Velia", "Velia", Place),
        ("Velia Airport", "Velia Stadium", Facility),
        ("al-Rawda Mosque", "al-Nur Mosque", Facility),
        ("Ada Quill", "Peter Quill", Person),
        ("Ada Quill", "P. Quill", Person),
        ("Ada Quill", "Ada Moran", Person),
        ("John Moran Jr.", "John Moran Sr.", Person),
        ("John Moran II", "John Moran III", Person),
        ("Tarik al-Mendari", "Tarik al-Safadi", Person),
        ("Ada Quill", "Quillon", Person),
        ("Ada Quill", "Quilla", Person),
        ("Smith-Orlo", "Ada Smith", Person),
        ("Ada Quill", "the Quills", Person),
        ("Pak Do-yun", "Pak Ji-ho", Person),
        ("Hassan Karim", "Karim Hassan", Person),
        ("Ada M. Quill", "Ada B. Quill", Person),
        ("Harvest Games", "Winter Games", Event),
        ("Harvest Day", "Harvest Games", Event),
    ] {
        assert!(!merged(a, b, kind), "{a} is not {b}");
    }
}

#[test]
fn a_short_name_of_two_is_neither() {
    for names in [
        [("Ada Quill", Person), ("Peter Quill", Person), ("Quill", Person)],
        [("Pak Do-yun", Person), ("Pak Ji-ho", Person), ("Pak", Person)],
        [("Velian Dockers Union", Org), ("Velian Doctors Union", Org), ("VDU", Org)],
        [("Orskian Free Militia", Org), ("Velian Free Militia", Org), ("Free Militia", Org)],
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
