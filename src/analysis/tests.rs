//! What holds for the analysis of any text.

use proptest::prelude::*;

use super::*;
use crate::article::formats;

/// Pieces that make awkward articles.
const PIECES: &str = "(\n|\n\n| |\\.|,|\"|“|”|\\(|\\)|—|- |• |1\\. |2\\. |By Orla Venn|PORT ELLS \\(AP\\) - |\
    Photo: |Read more: |@ells|pic\\.twitter\\.com/a|April 13, 2023|on Friday|\\$5bn|The ferry sank\
    |Nobody was hurt on board the old ferry|“It will stay closed for a month”|غرقت العبارة قرب المنارة\
    |船は来ない。|é|\u{301}|👩‍🚒|Ш)";

fn check(article: &Article) -> Result<(), TestCaseError> {
    let text = article.text.as_str();
    let analysis = analyse(article);
    let mut last = 0;
    for block in &analysis.blocks {
        prop_assert!(block.range.start() >= last && block.range.end() <= text.len());
        prop_assert_eq!(block.range.trimmed(text), block.range);
        prop_assert!(!block.range.of(text).is_empty());
        last = block.range.end();
    }
    for pair in analysis.sentences.windows(2) {
        prop_assert!(pair[0].range.end() <= pair[1].range.start());
    }
    for sentence in &analysis.sentences {
        let block = analysis.blocks[sentence.block as usize];
        prop_assert!(block.range.contains(sentence.range));
        prop_assert!(!sentence.range.of(text).trim().is_empty());
    }
    for mention in &analysis.mentions {
        prop_assert!(analysis.sentences.iter().any(|s| s.range.contains(mention.range)));
    }
    let mut said = Vec::new();
    for pick in &analysis.ranked {
        let sentence = analysis.sentences[pick.sentence as usize];
        prop_assert!(!pick.reason.label(text).is_empty());
        let kind = analysis.blocks[sentence.block as usize].kind;
        prop_assert_eq!(kind, BlockKind::Paragraph);
        said.push(sentence.range.of(text).to_lowercase());
    }
    prop_assert!(said.len() <= summary::LONGEST);
    said.sort_unstable();
    said.dedup();
    prop_assert_eq!(said.len(), analysis.ranked.len());
    let title = analysis.meta.title.map(|t| t.value).unwrap_or_default();
    prop_assert!(!title.contains('\n') && title.chars().count() <= 201);
    Ok(())
}

proptest! {
    #[test]
    fn every_part_is_where_it_says(pieces in proptest::collection::vec(PIECES, 0..40)) {
        check(&formats::from_record(&pieces.concat(), None, None))?;
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,60}") {
        check(&formats::from_record(&text, None, None))?;
    }
}

#[test]
fn of_a_very_long_text_names_are_sought_at_its_beginning_and_all_is_shown() {
    let line = "The harbour of Porto Verano was closed again, said Oskar Lindqvar on Monday.\n\n";
    let long = line.repeat(LONGEST / line.len() + 200);
    let analysis = analyse(&formats::from_record(&long, None, None));
    let only = analysis.only.expect("not all");
    assert!(only <= LONGEST && only + line.len() > LONGEST, "{only}");
    let last = analysis.mentions.last().expect("names").range;
    assert!(last.end() <= only && last.end() + line.len() > only, "{last:?}");
    assert_eq!(analysis.blocks.last().map(|b| b.range.end()), Some(long.trim_end().len()));
    assert_eq!(analysis.ranked.iter().filter(|p| p.sentence > 10_000).count(), 0);

    let one_line = "The harbour of Porto Verano was closed again. ".repeat(LONGEST / 40);
    let analysis = analyse(&formats::from_record(&one_line, None, None));
    let only = analysis.only.expect("not all");
    assert!(only <= LONGEST && only + 50 > LONGEST, "{only}");
    assert!(analysis.mentions.len() > 10_000 && !analysis.ranked.is_empty());
    assert!(analysis.mentions.iter().all(|mention| mention.range.end() <= only));
    // Without an end of a sentence, to the end of a word.
    let no_end = "harbour ".repeat(LONGEST / 8) + "é and more of it";
    let only = analyse(&formats::from_record(&no_end, None, None)).only;
    assert_eq!(only, Some(LONGEST - 1));
    let short = analyse(&formats::from_record(line, None, None));
    assert_eq!(short.only, None);
}

#[test]
fn a_text_of_signs_is_looked_into_as_far_as_one_of_as_many_words() {
    for sign in ["> ", "*a ", ">"] {
        let text = sign.repeat(LONGEST / sign.len());
        let article = formats::from_record(&text, None, None);
        let only = analyse(&article).only.expect("cut");
        let seen = text.get(..only).unwrap();
        let signs = seen.matches(['>', '*', 'a']).count();
        assert!((MOST_TOKENS - 3..=MOST_TOKENS).contains(&signs), "{sign}: {signs}");
    }
    let words = "harbour town ".repeat(MOST_TOKENS / 4);
    assert_eq!(analyse(&formats::from_record(&words, None, None)).only, None);
}
