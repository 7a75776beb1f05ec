//! Measures a model on labelled text it was not trained on, nearly as `ner_score.py` does: exact F1
//! of persons, organizations and places from running text.

use std::{collections::BTreeSet, io, path::Path, time::Instant};

use copydesk::{
    analysis::{
        Block, EntityKind,
        entities::{lexicon::Lexicon, memory::Memory, model::Model, tagger},
        sentences,
    },
    article::BlockKind,
    text::TextRange,
};

use crate::{
    corpus::{self, Text, Token, golds, is_article},
    say,
};

pub fn measure(data: &Path, sets: &[&str], model: &Model, lexicon: &Lexicon) -> io::Result<()> {
    let mut sum = 0.0;
    for set in sets {
        let texts = corpus::read(&data.join("ner"), set)?;
        let start = Instant::now();
        let mut memory = Memory::default();
        let (mut right, mut found, mut there, mut words) = ([0.0; 4], [0.0; 4], [0.0; 4], 0);
        for text in &texts {
            words += text.sentences.iter().map(Vec::len).sum::<usize>();
            let predicted = predicted(text, model, lexicon, &mut memory);
            let gold = gold(text);
            for kind in 0..4u8 {
                let of = |s: &BTreeSet<Place>| {
                    s.iter().filter(|p| kind == 3 || p.2 == kind).copied().collect::<BTreeSet<_>>()
                };
                let (p, g) = (of(&predicted), of(&gold));
                let at = usize::from(kind);
                right[at] += count(p.intersection(&g).count());
                found[at] += count(p.len());
                there[at] += count(g.len());
            }
        }
        let f1: [f64; 4] =
            std::array::from_fn(|k| 200.0 * right[k] / (found[k] + there[k]).max(1.0));
        let speed = count(words) / start.elapsed().as_secs_f64();
        say(&format!(
            "{set}: F1 {:.2} (P {:.1} R {:.1}) person {:.1} organization {:.1} place {:.1}; {speed:.0} tokens/s",
            f1[3],
            100.0 * right[3] / found[3].max(1.0),
            100.0 * right[3] / there[3].max(1.0),
            f1[0],
            f1[1],
            f1[2],
        ));
        sum += f1[3];
    }
    say(&format!("mean {:.2}", sum / count(sets.len())));
    Ok(())
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// First and last token of the document, and core kind.
type Place = (usize, usize, u8);

fn predicted(
    text: &Text,
    model: &Model,
    lexicon: &Lexicon,
    memory: &mut Memory,
) -> BTreeSet<Place> {
    let range = TextRange::new(0, text.text.len());
    let blocks = [Block { range, kind: BlockKind::Paragraph }];
    let sentences: Vec<TextRange> =
        sentences::of_blocks(&text.text, &blocks).iter().map(|s| s.range).collect();
    let tokens: Vec<&Token> = text.sentences.iter().flatten().collect();
    let mut places = BTreeSet::new();
    for name in tagger::names(&text.text, &sentences, model, lexicon, memory) {
        let kind = match name.kind {
            EntityKind::Person => 0,
            EntityKind::Organization => 1,
            EntityKind::Place | EntityKind::Facility => 2,
            _ => continue,
        };
        let start = tokens.partition_point(|t| t.range.end() <= name.range.start());
        let end = tokens.partition_point(|t| t.range.start() < name.range.end());
        let covered = tokens.get(start..end).unwrap_or_default();
        let inside = [covered.first(), covered.last()].into_iter().flatten().any(|t| {
            let over = [(t.range.start(), name.range.start()), (name.range.end(), t.range.end())];
            over.iter().any(|(a, b)| {
                TextRange::new(*a, *b).of(&text.text).chars().any(char::is_alphanumeric)
            })
        });
        if !(inside && covered.iter().all(|t| t.tag == "O")) {
            let (start, end) = trimmed(&text.text, &tokens, start, end);
            places.insert((start, end, kind));
        }
    }
    places
}

fn gold(text: &Text) -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    let tokens: Vec<&Token> = text.sentences.iter().flatten().collect();
    let mut base = 0;
    for sentence in &text.sentences {
        for gold in golds(sentence) {
            let kind = match gold.tag {
                "PER" | "Person" => 0,
                "ORG" | "Organization" => 1,
                "LOC" | "Location" | "Facility" => 2,
                _ => continue,
            };
            let (start, end) = trimmed(&text.text, &tokens, base + gold.start, base + gold.end);
            places.insert((start, end, kind));
        }
        base += sentence.len();
    }
    places
}

/// Without an article before and a possessive after.
fn trimmed(text: &str, tokens: &[&Token], mut start: usize, mut end: usize) -> (usize, usize) {
    let word = |at: usize| tokens.get(at).map_or("", |t: &&Token| t.range.of(text));
    while end - start > 1 && is_article(word(start)) {
        start += 1;
    }
    while end - start > 1 && matches!(word(end - 1), "'s" | "’s" | "'" | "’") {
        end -= 1;
    }
    if end - start > 2 && matches!(word(end - 1), "s" | "S") && matches!(word(end - 2), "'" | "’")
    {
        end -= 2;
    }
    (start, end)
}
