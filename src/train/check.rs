//! Measures a model on labelled text it was not trained on, nearly as `ner_score.py` does: exact
//! precision, recall and F1 by kind from running text, with bootstrap intervals over documents.

use std::{collections::BTreeSet, io, path::Path};

use copydesk::{
    analysis::{Block, EntityKind, entities::tagger::Tagger, sentences},
    article::BlockKind,
    text::TextRange,
};

use crate::{
    corpus::{self, Text, Token, golds, is_article},
    random::Random,
    say,
};

/// What is told of a set, in this order; the last is all of the first three.
const ROWS: [&str; 5] = ["person", "organization", "place", "group", "the first three"];
const GROUP: u8 = 3;

/// Of one document, for each of [`ROWS`]: names found and right, found, there.
pub type Counts = [[u32; 3]; ROWS.len()];

/// Samples of documents, drawn with replacement, that an interval of 95 % is taken from.
const SAMPLES: usize = 1000;

pub fn measure(data: &Path, sets: &[&str], tagger: &mut Tagger) -> io::Result<()> {
    let mut sum = 0.0;
    for set in sets {
        let texts = corpus::read(&data.join("ner"), set)?;
        sum += report(set, &counts(&texts, tagger));
    }
    say(&format!("mean {:.2}", sum / number(sets.len())));
    Ok(())
}

/// What a model finds in each document.
pub fn counts(texts: &[Text], tagger: &mut Tagger) -> Vec<Counts> {
    let of_text = |text| {
        let (predicted, gold) = (predicted(text, tagger), gold(text));
        let mut counts = Counts::default();
        for (row, counts) in counts.iter_mut().enumerate() {
            let counted = |place: &&Place| {
                let kind = usize::from(place.2);
                kind == row || row + 1 == ROWS.len() && place.2 < GROUP
            };
            let right = predicted.intersection(&gold).filter(counted).count();
            let found = predicted.iter().filter(counted).count();
            let there = gold.iter().filter(counted).count();
            *counts = [right, found, there].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        }
        counts
    };
    texts.iter().map(of_text).collect()
}

/// Tells the figures of a set; the F1 of its last row.
pub fn report(set: &str, documents: &[Counts]) -> f64 {
    let mut last = 0.0;
    for (row, name) in ROWS.iter().enumerate() {
        let of_row: Vec<[u32; 3]> = documents.iter().filter_map(|d| d.get(row)).copied().collect();
        let [right, found, there] = total(of_row.iter());
        // A kind that the set does not annotate.
        if there == 0.0 {
            continue;
        }
        let (low, high) = interval(&of_row);
        last = f1([right, found, there]);
        say(&format!(
            "{set}: {name}: F1 {last:.1} ({low:.1} to {high:.1}) P {:.1} R {:.1}",
            100.0 * right / found.max(1.0),
            100.0 * right / there,
        ));
    }
    last
}

fn total<'a>(documents: impl Iterator<Item = &'a [u32; 3]>) -> [f64; 3] {
    documents.fold([0.0; 3], |sums, counts| std::array::from_fn(|n| sums[n] + f64::from(counts[n])))
}

fn f1([right, found, there]: [f64; 3]) -> f64 {
    200.0 * right / (found + there).max(1.0)
}

/// The interval of 95 % of F1 over documents drawn at random; the same for the same documents.
fn interval(documents: &[[u32; 3]]) -> (f64, f64) {
    let mut random = Random::new(0x5eed_0003);
    let mut samples: Vec<f64> = (0..SAMPLES)
        .map(|_| {
            let mut draw = || documents.get(random.below(documents.len()));
            let drawn: Vec<&[u32; 3]> = (0..documents.len()).filter_map(|_| draw()).collect();
            f1(total(drawn.into_iter()))
        })
        .collect();
    samples.sort_unstable_by(f64::total_cmp);
    let at = |share: usize| samples.get(SAMPLES * share / 1000).copied().unwrap_or_default();
    (at(25), at(975))
}

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// First and last token of the document, and row.
type Place = (usize, usize, u8);

fn predicted(text: &Text, tagger: &mut Tagger) -> BTreeSet<Place> {
    let range = TextRange::new(0, text.text.len());
    let blocks = [Block { range, kind: BlockKind::Paragraph }];
    let sentences: Vec<TextRange> =
        sentences::of_blocks(&text.text, &blocks).iter().map(|s| s.range).collect();
    let tokens: Vec<&Token> = text.sentences.iter().flatten().collect();
    let mut places = BTreeSet::new();
    for name in tagger.names(&text.text, &sentences) {
        let kind = match name.kind {
            EntityKind::Person => 0,
            EntityKind::Organization => 1,
            EntityKind::Place | EntityKind::Facility => 2,
            EntityKind::Group => GROUP,
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
                "NORP" => GROUP,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_the_figure_and_is_the_same_each_time() {
        let documents: Vec<[u32; 3]> = (0..40).map(|n| [n % 7, 6, 6 + n % 3]).collect();
        let (low, high) = interval(&documents);
        let whole = f1(total(documents.iter()));
        assert!(low < whole && whole < high && high - low < 40.0, "{low} {whole} {high}");
        assert_eq!(interval(&documents), (low, high));
    }
}
