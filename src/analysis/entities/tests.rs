//! Names from whole articles, with the weights that are built in. The articles are invented.

use proptest::prelude::*;

use super::*;
use crate::{analysis::EntityKind, article::BlockKind, text::TextRange};

/// Each line a block, each block one sentence, or as many as have a full stop and a line feed.
fn read(text: &str) -> (Vec<Mention>, Vec<Entity>, Vec<TextRange>) {
    let mut at = 0;
    let (mut blocks, mut sentences) = (Vec::new(), Vec::new());
    for line in text.split('\n') {
        let range = TextRange::new(at, at + line.len()).trimmed(text);
        at += line.len() + 1;
        if !range.is_empty() {
            let block = u32::try_from(blocks.len()).unwrap();
            blocks.push(Block { range, kind: BlockKind::Paragraph });
            sentences.push(Sentence { range, block });
        }
    }
    let (mentions, entities) = find(text, &blocks, &sentences, dates::Context::default());
    (mentions, entities, sentences.iter().map(|s| s.range).collect())
}

/// Names with their kinds and their entities' names, in order.
fn names(text: &str) -> Vec<(String, &'static str, String)> {
    let (mentions, entities, _) = read(text);
    (mentions.iter())
        .filter(|m| m.kind.is_name())
        .map(|m| {
            let entity = &entities[m.entity as usize];
            (m.range.of(text).to_owned(), m.kind.name(), entity.name.clone())
        })
        .collect()
}

const ARTICLE: &str = "\
A delegation of the Free Orskian Army visited Damascus on Tuesday.
The delegation was led by its secretary-general, Tarik al-Mendari, who met Egyptian President Omar Dallal in the capital.
Mendari is to speak at a rally in Lebanon on Friday, said a spokesman for the Ministry of Justice.
During the visit, al-Mendari said that \"France stands with the people,\" according to the newspaper Al-Safir.
أعلنت الحركة عن نشر مقطع فيديو جديد في العاصمة
";

#[test]
fn an_article_gives_its_names() {
    let found = names(ARTICLE);
    for (name, kind, entity) in [
        ("Damascus", "place", "Damascus"),
        ("Tarik al-Mendari", "person", "Tarik al-Mendari"),
        ("Mendari", "person", "Tarik al-Mendari"),
        ("al-Mendari", "person", "Tarik al-Mendari"),
        ("Omar Dallal", "person", "Omar Dallal"),
        ("Egyptian", "group", "Egyptian"),
        ("Ministry of Justice", "organization", "Ministry of Justice"),
        ("Lebanon", "place", "Lebanon"),
        ("France", "place", "France"),
        ("Al-Safir", "organization", "Al-Safir"),
    ] {
        let expected = (name.to_owned(), kind, entity.to_owned());
        assert!(found.contains(&expected), "{expected:?} is not among {found:#?}");
    }
}

#[test]
fn a_script_the_tagger_does_not_know_is_left_alone() {
    for text in [
        "أعلنت الحركة عن نشر مقطع فيديو جديد في العاصمة دمشق",
        "Жители Москвы вышли на улицы",
        "東京で会議が開かれた",
    ] {
        assert_eq!(names(text), [], "{text}");
    }
}

#[test]
fn the_stop_of_a_shortened_word_behind_a_name_is_not_of_the_name() {
    let found =
        names("Shares of Orlo Steel Ltd. fell, and Quill Motors Inc. of New York closed a plant.");
    let named: Vec<&str> = found.iter().map(|name| name.0.as_str()).collect();
    assert_eq!(named, ["Orlo Steel Ltd", "Quill Motors Inc", "New York"]);
}

#[test]
fn a_possessive_and_an_article_are_not_of_the_name() {
    let found = names(
        "Poland's government thanked the United Nations, and the United Nations’ envoy in Geneva agreed.",
    );
    let words: Vec<&str> = found.iter().map(|n| n.0.as_str()).collect();
    assert_eq!(words, ["Poland", "United Nations", "United Nations", "Geneva"]);
}

#[test]
fn an_adjective_that_is_part_of_a_body_is_of_its_name_and_a_title_is_not() {
    let found = names("Leaders of the Egyptian Islamic Jihad met President Omar Dallal in Cairo.");
    let written: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(written, ["Egyptian Islamic Jihad", "Omar Dallal", "Cairo"]);
}

#[test]
fn boilerplate_has_no_mentions() {
    let text = "Read more: Angela Merkel visits Paris";
    let range = TextRange::new(0, text.len());
    let of_kind = |kind| {
        find(
            text,
            &[Block { range, kind }],
            &[Sentence { range, block: 0 }],
            dates::Context::default(),
        )
        .0
        .len()
    };
    assert_eq!(of_kind(BlockKind::Boilerplate), 0);
    assert!(of_kind(BlockKind::Heading) > 0);
}

#[test]
fn a_text_without_end_or_sense_is_read_to_its_end() {
    for text in [
        "A. ".repeat(40_000),
        "Ada Quill ".repeat(20_000),
        "e\u{301}".repeat(100_000),
        "(".repeat(100_000),
        "x-".repeat(50_000),
        "'s'".repeat(50_000),
    ] {
        let (mentions, entities, _) = read(&text);
        assert!(mentions.len() >= entities.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mentions_are_in_order_apart_and_inside_sentences(
        text in "(?s)([A-Z][a-z]{1,6}|[a-z]{1,5}|al-[A-Z][a-z]+|U\\.S\\.|[.,'’()\"-]|é|م|[ \n]| ){0,60}"
    ) {
        let (mentions, entities, sentences) = read(&text);
        for pair in mentions.windows(2) {
            prop_assert!(pair[0].range.end() <= pair[1].range.start());
        }
        for (at, mention) in mentions.iter().enumerate() {
            prop_assert!(!mention.range.of(&text).is_empty());
            prop_assert!(sentences.iter().any(|s| s.contains(mention.range)));
            let entity = &entities[mention.entity as usize];
            prop_assert!(entity.mentions.contains(&u32::try_from(at).unwrap()));
            prop_assert!(!entity.name.is_empty());
        }
        let total: usize = entities.iter().map(|e| e.mentions.len()).sum();
        prop_assert_eq!(total, mentions.len());
    }
}

#[test]
fn the_embedded_weights_are_whole() {
    let tagged = names("Barack Obama met Angela Merkel in Berlin.");
    let kinds: Vec<&str> = tagged.iter().map(|n| n.1).collect();
    assert_eq!(
        kinds,
        [EntityKind::Person.name(), EntityKind::Person.name(), EntityKind::Place.name()]
    );
}
