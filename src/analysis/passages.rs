//! The languages of passages that are not in the article's own: a post, a quotation, a paragraph.

use super::{Block, language};
use crate::{article::BlockKind, text::TextRange};

/// Letters that a passage must have.
const FEW: usize = 24;
/// Bytes of a passage that are looked at.
const LOOKED_AT: usize = 600;
/// Passages that are looked at closely; the rest of a long text in many languages tells no more.
const MOST: usize = 24;
/// Words without which hardly an English sentence is written.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "is", "that", "it", "for", "was", "on", "with", "be",
    "as", "he", "i", "you", "we", "at", "by", "from", "this", "not", "are", "have", "has",
];

/// ISO 639-1 codes of languages other than `main`, in the order of the text, each once.
pub fn foreign(text: &str, blocks: &[Block], main: Option<&str>) -> Vec<&'static str> {
    // `en-GB` is English.
    let Some(main) = main.map(|code| code.split(['-', '_']).next().unwrap_or(code)) else {
        return Vec::new();
    };
    let whole = script(blocks, text);
    let mut found: Vec<&'static str> = Vec::new();
    let mut looked = 0;
    for block in blocks {
        if looked >= MOST {
            break;
        }
        let passage = crate::text::head(block.range.of(text), LOOKED_AT);
        if !is_suspect(passage, block.kind, main, whole) {
            continue;
        }
        looked += 1;
        let code = language::of_passage(passage);
        if let Some(code) = code.filter(|code| *code != main && !found.contains(code)) {
            found.push(code);
        }
    }
    found
}

/// The script of the paragraphs' start.
fn script(blocks: &[Block], text: &str) -> Option<whatlang::Script> {
    let own = |b: &&Block| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let range = blocks.iter().find(own).map_or_else(|| TextRange::new(0, 0), |b| b.range);
    whatlang::detect_script(crate::text::head(range.of(text), LOOKED_AT))
}

/// Whether a passage is worth the work: in another script, or without the words of the article's
/// language.
fn is_suspect(passage: &str, kind: BlockKind, main: &str, whole: Option<whatlang::Script>) -> bool {
    let letters = passage.chars().filter(|c| c.is_alphabetic()).take(FEW).count();
    if letters < FEW / 2 || matches!(kind, BlockKind::Byline | BlockKind::Dateline) {
        return false;
    }
    if !passage.is_ascii() && whatlang::detect_script(passage) != whole {
        return true;
    }
    let prose = matches!(kind, BlockKind::Paragraph | BlockKind::PullQuote | BlockKind::Embed);
    let words = || passage.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphabetic()));
    letters >= FEW
        && prose
        && main == "en"
        && words().count() >= 8
        && !words().any(|word| ENGLISH.iter().any(|e| word.eq_ignore_ascii_case(e)))
}

#[cfg(test)]
mod tests {
    use crate::{analysis::analyse, article::formats};

    fn foreign_in(text: &str) -> Vec<&'static str> {
        analyse(&formats::from_record(text, None, None)).foreign
    }

    const ENGLISH_TEXT: &str = "The ferry from Port Ells sank on Monday with nine people on board, and the \
        coast guard searched for its captain all night.";

    #[test]
    fn passages_in_another_language_are_told() {
        let arabic = format!(
            "{ENGLISH_TEXT}\nغرقت العبارة القديمة قرب المنارة يوم الاثنين وكان على متنها تسعة أشخاص"
        );
        assert_eq!(foreign_in(&arabic), ["ar"]);
        let french = format!(
            "{ENGLISH_TEXT}\n«Nous avons cherché le capitaine pendant toute la nuit, mais nous ne \
             l'avons pas trouvé», dit la garde.\nThe owner of the old ferry said that it had been repaired \
             in the spring of this year. He was sure that nobody had been at fault, and he asked for a \
             report by the end of the month. The mayor of the town promised to look into the matter."
        );
        assert_eq!(foreign_in(&french), ["fr"]);
    }

    #[test]
    fn an_article_in_one_language_has_none() {
        assert!(foreign_in(ENGLISH_TEXT).is_empty());
        assert!(foreign_in("").is_empty());
        // Names, a list, an exclamation.
        let names = format!(
            "{ENGLISH_TEXT}\nOrla Venn, Ivo Quill, Tam Orrin, Anna Berger, Tomas Berger, Marta Lindqvist\n\
             Łódź, Kraków, Gdańsk, Wrocław\nPort Ells!"
        );
        assert!(foreign_in(&names).is_empty(), "{:?}", foreign_in(&names));
    }
}
