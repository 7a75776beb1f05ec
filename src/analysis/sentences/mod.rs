//! Splits blocks into sentences by rule: every full stop is judged by the words on both sides.
//!
//! Linear in the text: each decision looks at a bounded window. A sentence inside a quotation ends
//! there (`"We saw it. We ran."` is two); the summary sees to it that no half quotation is shown.

mod arabic;
mod forms;
mod lists;
mod look;
mod mail;
mod marks;
mod stops;
mod words;

pub use lists::is_bullet;

use super::{Block, Sentence};
use crate::{article::BlockKind, text::TextRange};

/// The sentences of all blocks, in order. A heading is one sentence.
pub fn of_blocks(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut all = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let block_index = u32::try_from(index).unwrap_or(u32::MAX);
        let ranges = match block.kind {
            BlockKind::Heading
            | BlockKind::QuoteAttribution
            | BlockKind::EmbedAttribution
            | BlockKind::Byline
            | BlockKind::Dateline => whole(text, block.range),
            BlockKind::Paragraph
            | BlockKind::PullQuote
            | BlockKind::Embed
            | BlockKind::Caption
            | BlockKind::ListItem
            | BlockKind::Boilerplate => split(text, block.range),
        };
        all.extend(ranges.into_iter().map(|range| Sentence { range, block: block_index }));
    }
    all
}

fn whole(text: &str, range: TextRange) -> Vec<TextRange> {
    Some(range.trimmed(text)).filter(|r| !r.is_empty()).into_iter().collect()
}

/// The sentences of one paragraph, in order, trimmed, none empty.
pub fn split(text: &str, paragraph: TextRange) -> Vec<TextRange> {
    let inner = paragraph.of(text);
    let mut ends = stops::ends(inner);
    ends.push(inner.len());
    let mut start = 0;
    let mut sentences = Vec::new();
    for end in ends {
        let range = TextRange::new(start, end).shifted(paragraph.start()).trimmed(text);
        if !range.is_empty() {
            sentences.push(range);
        }
        start = end;
    }
    sentences
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn splits(text: &str) -> Vec<&str> {
        let whole = TextRange::new(0, text.len());
        split(text, whole).into_iter().map(|r| r.of(text)).collect()
    }

    /// Each line: a text with `|` where a sentence ends.
    const CASES: &[&str] = &[
        "The ferry sank.| Nobody was hurt.",
        "Is it over?| No!| It is not.",
        "Dr. Orla Venn met Mr. Tamsin at St. Brack's church on Monday.",
        "He left the U.S.| The minister stayed.",
        "U.S. forces left Port Ells at 5 p.m. on Friday.",
        "The talks ended at 6 p.m.| They go on today.",
        "The talks ended at 6 p.m.| Officials of both ports left at 7 p.m. GMT.",
        "«Is it over? – asked the mayor. – It is».",
        "Quill & Co. sold 3.5 million tons to Marsh Inc. in May.",
        "The harbour cost $4.2 billion.| It opened in No. 10 Quay Street.",
        "She said: \"It is over.\"| Then she left.",
        "\"Is it over?\" she asked.| \"Yes!\" he said.",
        "The bill (It was passed in May.) is law.",
        "Wait ... there is more.| \u{201c}Really?\u{201d}| Yes\u{2026}| Maybe.",
        "J. K. Orrin and P. Q. Vale won.| The prize is small.",
        "On Jan. 5 the mayor resigned.| Gov. Ames did not.",
        "The word was \u{642}\u{627}\u{644} \u{645}\u{627}\u{630}\u{61f}| \u{646}\u{639}\u{645}.",
        "\u{6e2f}\u{306f}\u{9589}\u{9396}\u{3002}|\u{8239}\u{306f}\u{6765}\u{306a}\u{3044}\u{3002}",
        "\u{300c}\u{6765}\u{306a}\u{3044}\u{3002}\u{300d}\u{3068}\u{8a00}\u{3063}\u{305f}\u{3002}|\u{7d42}\u{308f}\u{308a}\u{3002}",
        "\u{092f}\u{0939} \u{0939}\u{0948}\u{0964}| \u{0935}\u{0939} \u{0939}\u{0948}\u{0964}",
        "1. Close the port| 2. Open the road| 3. Wait",
        "The port closed.|The road opened.",
        "Write to o.venn@ells.example.| She answers.",
        "Am 12. Juni kam das Schiff.| Es ging z. B. nach Ells.",
        "As many as . . . well, ten came.",
        "They left.[3]| The rest stayed.",
        "Leave the port! she yelled.| Why? asked Orla.",
        "so we went to the port.| it was closed.| why is that?",
        "The old port is closed.| why do they do that?",
        "Is the port open?| there is nobody.| Ask Orla?",
        "Are there boats?|thanks for them.| We left before noon..|Then it rained.",
        "See http://ells.example/?a=b&c for more of it.",
        "\u{635}\u{62d}\u{641} \u{627}\u{644}\u{64a}\u{648}\u{645}:| \u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621} \u{645}\u{63a}\u{644}\u{642}.",
        "\u{648}\u{642}\u{627}\u{644} \u{627}\u{644}\u{639}\u{645}\u{62f}\u{629}: \u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621} \u{645}\u{63a}\u{644}\u{642}.",
    ];

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for case in CASES {
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            assert_eq!(splits(&case.replace('|', "")), expected, "{case}");
        }
    }

    #[test]
    fn a_range_inside_a_text_is_split_at_its_own_places() {
        let text = "\u{e9}\u{e9}. One here. Two there. Rest.";
        let ranges = split(text, TextRange::new(6, text.len() - 6));
        let found: Vec<&str> = ranges.iter().map(|r| r.of(text)).collect();
        assert_eq!(found, ["One here.", "Two there."]);
    }

    proptest! {
        #[test]
        fn sentences_cover_all_words_in_order(text in "[a-zA-Z.!?()\"' \u{e9}\u{3002}\u{300c}\u{300d}\u{64a}1-9]{0,80}") {
            let mut last = 0;
            let mut kept = String::new();
            for range in split(&text, TextRange::new(0, text.len())) {
                prop_assert!(range.start() >= last && !range.is_empty());
                prop_assert_eq!(range.trimmed(&text), range);
                last = range.end();
                kept.push_str(range.of(&text));
            }
            let squeeze = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&kept), squeeze(&text));
        }
    }
}
