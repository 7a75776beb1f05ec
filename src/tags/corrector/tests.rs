//! The promises of corrections, on made-up names and on any (long because each promise is a table).

use proptest::prelude::*;

use super::*;
use crate::tags::{Correction, NameRef, PhraseRef};

const PERSON: EntityKind = EntityKind::Person;
const ORG: EntityKind = EntityKind::Organization;
const PLACE: EntityKind = EntityKind::Place;
const GROUP: EntityKind = EntityKind::Group;
const DATE: EntityKind = EntityKind::Date;
const URL: EntityKind = EntityKind::Url;
const EVENT: EntityKind = EntityKind::Event;

fn here() -> ArticleId {
    ArticleId::of("here")
}

fn elsewhere() -> ArticleId {
    ArticleId::of("elsewhere")
}

/// Corrections under construction.
#[derive(Debug, Default)]
struct Say(Corrections);

impl Say {
    fn fate(
        mut self,
        scope: Scope,
        found: &str,
        kind: impl Into<Option<EntityKind>>,
        fate: Fate,
    ) -> Self {
        let of = NameRef { scope, name: fold(found), kind: kind.into() };
        self.0.names.insert(of, Correction { written: found.to_owned(), fate });
        self
    }

    fn becomes(self, found: &str, name: &str, kind: EntityKind) -> Self {
        let fate = Fate::Becomes { name: name.to_owned(), kind };
        self.fate(Scope::Everywhere, found, None, fate)
    }

    fn hide(self, found: &str) -> Self {
        self.fate(Scope::Everywhere, found, None, Fate::Hidden)
    }

    fn mark(mut self, scope: Scope, phrase: &str, kind: EntityKind) -> Self {
        let of = PhraseRef { scope, phrase: fold(phrase) };
        self.0.marked.insert(of, Marked { phrase: phrase.to_owned(), kind });
        self
    }

    fn everywhere(self, phrase: &str, kind: EntityKind) -> Self {
        self.mark(Scope::Everywhere, phrase, kind)
    }

    fn ready(self) -> Corrector {
        Corrector::new(Arc::new(self.0))
    }
}

fn say() -> Say {
    Say::default()
}

/// The names found in a text: what is written, in order of the text, its kind, and whose name it is.
type Found<'a> = &'a [(&'a str, EntityKind, &'a str)];

fn found(text: &str, names: Found) -> Names {
    let (mut mentions, mut entities) = (Vec::new(), Vec::<Entity>::new());
    let mut from = 0;
    for (written, kind, name) in names {
        let start = from + text.get(from..).unwrap().find(written).unwrap();
        from = start + written.len();
        let known = entities.iter().position(|e| e.name == *name && e.kind == *kind);
        let at = known.unwrap_or_else(|| {
            let kind = *kind;
            entities.push(Entity { name: (*name).to_owned(), kind, mentions: Vec::new() });
            entities.len() - 1
        });
        entities[at].mentions.push(index(mentions.len()));
        let range = TextRange::new(start, from);
        mentions.push(Mention { range, kind: *kind, entity: index(at), norm: None });
    }
    (mentions, entities)
}

/// `name/kind: mentions` of each entity.
fn told(text: &str, (mentions, entities): &Names) -> Vec<String> {
    let written = |n: &u32| mentions[*n as usize].range.of(text);
    let line = |e: &Entity| {
        let mentions: Vec<&str> = e.mentions.iter().map(written).collect();
        format!("{}/{}: {}", e.name, e.kind.name(), mentions.join(", "))
    };
    entities.iter().map(line).collect()
}

#[track_caller]
fn corrected(say: Say, text: &str, names: Found) -> Vec<String> {
    let (mentions, entities) = found(text, names);
    let after = say.ready().correct(here(), text, &mentions, &entities);
    let after = after.unwrap_or((mentions, entities));
    assert_sound(text, &after);
    told(text, &after)
}

#[track_caller]
fn assert_sound(text: &str, (mentions, entities): &Names) {
    assert!(mentions.windows(2).all(|w| w[0].range.end() <= w[1].range.start()), "{mentions:?}");
    assert!(mentions.iter().all(|m| !m.range.of(text).is_empty()), "{mentions:?}");
    let mut seen: Vec<Vec<u32>> = vec![Vec::new(); entities.len()];
    for (n, mention) in (0..).zip(mentions) {
        seen[mention.entity as usize].push(n);
    }
    assert!(entities.iter().map(|e| &e.mentions).eq(&seen), "{entities:?} {seen:?}");
    assert!(seen.iter().all(|mentions| !mentions.is_empty()));
    assert!(seen.windows(2).all(|w| w[0][0] < w[1][0]), "{seen:?}");
}

const TEXT: &str = "Ziad Nakhala met Lind on Monday. Nakhala left Karsk for the Port of Karsk.";
const NAMES: Found = &[
    ("Ziad Nakhala", PERSON, "Ziad Nakhala"),
    ("Lind", ORG, "Lind"),
    ("Monday", DATE, "Monday"),
    ("Nakhala", PERSON, "Nakhala"),
    ("Karsk", PLACE, "Karsk"),
    ("Port of Karsk", ORG, "Port of Karsk"),
];

const ZIAD: &str = "Ziad Nakhala/person: Ziad Nakhala";
const LIND: &str = "Lind/organization: Lind";
const MONDAY: &str = "Monday/date: Monday";
const NAKHALA: &str = "Nakhala/person: Nakhala";
const KARSK: &str = "Karsk/place: Karsk";
const PORT: &str = "Port of Karsk/organization: Port of Karsk";
const BOTH: &str = "Ziyad al-Nakhala/person: Ziad Nakhala, Nakhala";

#[test]
fn a_found_name_becomes_what_the_reader_says() {
    let ziyad = "Ziyad al-Nakhala";
    let table: Vec<(&str, Say, [&str; 6])> = vec![
        ("nothing said", say(), [ZIAD, LIND, MONDAY, NAKHALA, KARSK, PORT]),
        (
            "of another",
            say().becomes("Someone", "Lind", PERSON),
            [ZIAD, LIND, MONDAY, NAKHALA, KARSK, PORT],
        ),
        ("hidden", say().hide("nakhala"), [ZIAD, LIND, MONDAY, KARSK, PORT, ""]),
        (
            "merged under a new name",
            say().becomes("Ziad Nakhala", ziyad, PERSON).becomes("Nakhala", ziyad, PERSON),
            [BOTH, LIND, MONDAY, KARSK, PORT, ""],
        ),
        (
            "merged into one that was found, spelled as the reader does",
            say().becomes("Nakhala", "ZIAD NAKHALA", PERSON),
            ["ZIAD NAKHALA/person: Ziad Nakhala, Nakhala", LIND, MONDAY, KARSK, PORT, ""],
        ),
        (
            "of another kind",
            say().becomes("Lind", "Lind", PERSON),
            [ZIAD, "Lind/person: Lind", MONDAY, NAKHALA, KARSK, PORT],
        ),
        (
            "the same name of another kind is another",
            say().becomes("Lind", "Nakhala", GROUP),
            [ZIAD, "Nakhala/group: Lind", MONDAY, NAKHALA, KARSK, PORT],
        ),
        (
            "a chain",
            say().becomes("Ziad Nakhala", "Nakhala", PERSON).becomes("Nakhala", ziyad, PERSON),
            [BOTH, LIND, MONDAY, KARSK, PORT, ""],
        ),
        (
            "a chain to nothing",
            say().becomes("Ziad Nakhala", "Nakhala", PERSON).hide("Nakhala"),
            [LIND, MONDAY, KARSK, PORT, "", ""],
        ),
        (
            "a circle",
            say().becomes("Lind", "Karsk", PLACE).becomes("Karsk", "Lind", PLACE),
            [ZIAD, "Karsk/place: Lind, Karsk", MONDAY, NAKHALA, PORT, ""],
        ),
        (
            "dates are not corrected",
            say().hide("Monday"),
            [ZIAD, LIND, MONDAY, NAKHALA, KARSK, PORT],
        ),
    ];
    for (what, say, expected) in table {
        let expected: Vec<_> = expected.into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(corrected(say, TEXT, NAMES), expected, "{what}");
    }
}

#[test]
fn the_nearest_correction_counts() {
    let to = |name: &str| Fate::Becomes { name: name.to_owned(), kind: PERSON };
    let all = Scope::Everywhere;
    let this = Scope::Article(here());
    let other = Scope::Article(elsewhere());
    for (say, expected) in [
        (say().fate(all, "Lind", None, to("A")).fate(this, "Lind", None, to("B")), Some("B")),
        (say().fate(all, "Lind", ORG, to("A")).fate(all, "Lind", None, to("B")), Some("A")),
        (say().fate(all, "Lind", ORG, to("A")).fate(this, "Lind", None, to("B")), Some("B")),
        (say().fate(this, "Lind", ORG, to("A")).fate(this, "Lind", None, to("B")), Some("A")),
        (say().fate(all, "Lind", PERSON, to("A")), Some("Lind")),
        (say().fate(other, "Lind", None, Fate::Hidden), Some("Lind")),
        (say().fate(this, "Lind", None, to("Lind")).fate(all, "Lind", None, to("A")), Some("Lind")),
        (say().fate(all, "Lind", None, Fate::Hidden), None),
    ] {
        let corrector = say.ready();
        let name = corrector.name_of(here(), "Lind", ORG).map(|(name, _)| name);
        assert_eq!(name, expected, "{:?}", corrector.corrections());
    }
}

#[test]
fn long_chains_and_circles_end() {
    let name = |n: usize| format!("Name {n}");
    let mut chain = say();
    for n in 0..10_000 {
        chain = chain.becomes(&name(n), &name(n + 1), PERSON);
    }
    assert!(chain.ready().fate(here(), "Name 0", PERSON).is_some());
    let circle = (0..20).fold(say(), |say, n| say.becomes(&name(n), &name((n + 1) % 20), PERSON));
    let circle = circle.becomes("Outside", "Name 7", PERSON).ready();
    for found in ["Name 0", "Name 13", "Outside"] {
        assert_eq!(circle.name_of(here(), found, PERSON), Some(("Name 0", PERSON)), "{found}");
    }
}

#[test]
fn a_marked_phrase_is_a_name_wherever_it_stands_alone() {
    let text =
        "The port\nauthority sued. PORT AUTHORITY of Karsk; airport authority. Port\n\nAuthority";
    let found = [("Karsk", PLACE, "Karsk")];
    assert_eq!(
        corrected(say().everywhere("Port Authority", ORG), text, &found),
        ["Port Authority/organization: port\nauthority, PORT AUTHORITY", KARSK]
    );
    assert_eq!(
        corrected(say().mark(Scope::Article(elsewhere()), "sued", ORG), text, &found),
        [KARSK]
    );
    assert_eq!(
        corrected(say().mark(Scope::Article(here()), "Sued", EVENT), text, &found),
        ["Sued/event: sued", KARSK]
    );
}

#[test]
fn a_marked_phrase_takes_the_place_of_what_it_covers_or_cuts() {
    let this = Scope::Article(here());
    let table: Vec<(&str, Say, &str, Found, &[&str])> = vec![
        (
            "covers several, a date too",
            say().everywhere("April 6 Movement", ORG),
            "The April 6 Movement",
            &[("April 6", DATE, "April 6"), ("Movement", ORG, "Movement")],
            &["April 6 Movement/organization: April 6 Movement"],
        ),
        (
            "cuts one",
            say().everywhere("Times Square", PLACE),
            "New York Times Square",
            &[("New York Times", ORG, "New York Times")],
            &["Times Square/place: Times Square"],
        ),
        (
            "inside a longer name",
            say().everywhere("Karsk", PLACE),
            "Bank of Karsk in Karsk",
            &[("Bank of Karsk", ORG, "Bank of Karsk")],
            &["Bank of Karsk/organization: Bank of Karsk", KARSK],
        ),
        (
            "inside a longer name, for this article",
            say().mark(this, "Karsk", PLACE),
            "Bank of Karsk",
            &[("Bank of Karsk", ORG, "Bank of Karsk")],
            &[KARSK],
        ),
        (
            "inside a longer name that is hidden",
            say().everywhere("Karsk", PLACE).hide("Bank of Karsk"),
            "Bank of Karsk",
            &[("Bank of Karsk", ORG, "Bank of Karsk")],
            &[KARSK],
        ),
        (
            "inside an address",
            say().mark(this, "karsk", PLACE),
            "https://karsk.example",
            &[("https://karsk.example", URL, "https://karsk.example")],
            &["https://karsk.example/url: https://karsk.example"],
        ),
        (
            "found already, as the same kind",
            say().everywhere("Solm", PERSON),
            "Idra Solm; Solm",
            &[("Idra Solm", PERSON, "Idra Solm"), ("Solm", PERSON, "Idra Solm")],
            &["Idra Solm/person: Idra Solm, Solm"],
        ),
        (
            "found already, as another kind",
            say().everywhere("Solm", ORG),
            "Idra Solm; Solm",
            &[("Idra Solm", PERSON, "Idra Solm"), ("Solm", PERSON, "Idra Solm")],
            &["Idra Solm/person: Idra Solm", "Solm/organization: Solm"],
        ),
        (
            "joins the entity of its name",
            say().everywhere("SOLM", PERSON),
            "Solm and solm",
            &[("Solm", PERSON, "Solm")],
            &["Solm/person: Solm, solm"],
        ),
        (
            "merged like a found name",
            say().everywhere("the Boss", PERSON).becomes("the boss", "Idra Solm", PERSON),
            "Idra Solm, the boss",
            &[("Idra Solm", PERSON, "Idra Solm")],
            &["Idra Solm/person: Idra Solm, the boss"],
        ),
        ("hidden again", say().everywhere("boss", PERSON).hide("Boss"), "the boss", &[], &[]),
        (
            "hidden everywhere, marked here",
            say().mark(this, "boss", PERSON).hide("Boss"),
            "the boss",
            &[],
            &["boss/person: boss"],
        ),
        (
            "marks that overlap: this article's, then the longest",
            say().everywhere("Lower Karsk Port", ORG).everywhere("Lower Karsk", PLACE).mark(
                this,
                "Karsk Port Gate",
                PLACE,
            ),
            "Lower Karsk Port; Lower Karsk Port Gate",
            &[],
            &[
                "Lower Karsk Port/organization: Lower Karsk Port",
                "Karsk Port Gate/place: Karsk Port Gate",
            ],
        ),
    ];
    for (what, say, text, names, expected) in table {
        assert_eq!(corrected(say, text, names), *expected, "{what}");
    }
}

#[test]
fn names_that_are_right_are_not_made_anew() {
    let (mentions, entities) = found(TEXT, NAMES);
    for say in [say(), say().hide("Nobody"), say().everywhere("Karsk", PLACE)] {
        let corrector = say.ready();
        assert_eq!(corrector.correct(here(), TEXT, &mentions, &entities), None);
    }
}

const KINDS: [EntityKind; 4] = [PERSON, ORG, PLACE, URL];

fn any_say() -> impl Strategy<Value = Say> {
    let word = || "[abc]{1,2}( [abc])?";
    let scope = || prop_oneof![Just(Scope::Everywhere), Just(Scope::Article(here()))];
    let fate = prop_oneof![
        1 => Just(Fate::Hidden),
        3 => (word(), 0..3_usize).prop_map(|(name, k)| Fate::Becomes { name, kind: KINDS[k] }),
    ];
    let kind = proptest::option::of(0..3_usize).prop_map(|kind| kind.map(|k| KINDS[k]));
    let names = proptest::collection::vec((scope(), word(), kind, fate), 0..6);
    let marks = proptest::collection::vec((scope(), word(), 0..3_usize), 0..4);
    (names, marks).prop_map(|(names, marks)| {
        let say = names
            .into_iter()
            .fold(say(), |say, (at, name, kind, fate)| say.fate(at, &name, kind, fate));
        marks.into_iter().fold(say, |say, (at, phrase, k)| say.mark(at, &phrase, KINDS[k]))
    })
}

/// A text and names found in it: runs of its words, of made-up kinds and entities.
fn any_found() -> impl Strategy<Value = (String, Names)> {
    let words = proptest::collection::vec(("[abcABC]{1,2}", 0..4_usize, 0..3_usize), 0..14);
    words.prop_map(|words| {
        let mut text = String::new();
        let mut names: Names = (Vec::new(), Vec::new());
        let mut places = BTreeMap::new();
        for (word, length, kind) in words {
            let start = text.len();
            text.push_str(&word);
            let kind = KINDS[if length == 3 { 3 } else { kind }];
            if length > 0 {
                let at = *places.entry((fold(&word), kind)).or_insert_with(|| {
                    names.1.push(Entity { name: word.clone(), kind, mentions: Vec::new() });
                    names.1.len() - 1
                });
                names.1[at].mentions.push(index(names.0.len()));
                if length == 2 {
                    text.push_str(" c");
                }
                let range = TextRange::new(start, text.len());
                names.0.push(Mention { range, kind, entity: index(at), norm: None });
            }
            text.push(' ');
        }
        (text, names)
    })
}

proptest! {
    #[test]
    fn whatever_is_said_the_names_are_sound((text, names) in any_found(), say in any_say()) {
        let corrector = say.ready();
        let after = corrector.correct(here(), &text, &names.0, &names.1);
        if let Some(after) = &after {
            prop_assert_ne!(after, &names);
        }
        let after = after.unwrap_or(names.clone());
        assert_sound(&text, &after);
        for entity in after.1.iter().filter(|entity| entity.kind.is_name()) {
            let same = after.1.iter().filter(|e| fold(&e.name) == fold(&entity.name) && e.kind == entity.kind);
            prop_assert_eq!(same.count(), 1);
        }
        let others = |names: &Names| -> Vec<TextRange> {
            names.0.iter().filter(|m| !m.kind.is_name()).map(|m| m.range).collect()
        };
        prop_assert!(others(&after).iter().all(|range| others(&names).contains(range)));
    }

    #[test]
    fn the_index_of_articles_says_what_the_article_says((text, names) in any_found(), say in any_say()) {
        let corrector = Say(Corrections { marked: BTreeMap::new(), ..say.0 }).ready();
        let after = corrector.correct(here(), &text, &names.0, &names.1);
        let after = after.unwrap_or(names.clone());
        let key = |name: &str, kind| (fold(name), kind);
        let shown: Vec<_> = after.1.iter().map(|e| key(&e.name, e.kind)).collect();
        for entity in &names.1 {
            let was = names.0[entity.mentions[0] as usize].range;
            let still = after.0.iter().any(|m| m.range == was);
            let now = corrector.name_of(here(), &entity.name, entity.kind);
            prop_assert_eq!(still, now.is_some());
            prop_assert!(now.is_none_or(|(name, kind)| shown.contains(&key(name, kind))));
        }
    }
}
