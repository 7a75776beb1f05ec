//! Bytes of any kind become an article and its analysis, in every input format, and hold together.
#![no_main]

use std::path::Path;

use copydesk::{
    analysis::{Analysis, analyse, summary},
    article::{Article, Format, formats::from_record, parse},
    text::TextRange,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let article = match first % 4 {
        0 => parse(Path::new("a/item.txt"), Format::Text, bytes, None),
        1 => parse(Path::new("a/item.md"), Format::Markdown, bytes, None),
        2 => parse(Path::new("a/item.html"), Format::Html, bytes, None),
        _ => from_record(&String::from_utf8_lossy(bytes), None, None),
    };
    let analysis = analyse(&article);
    check_article(&article);
    check_analysis(&article, &analysis);
    // Odd ones are asked twice: the answer may not depend on what was asked before.
    if first & 0x80 != 0 {
        assert_eq!(format!("{analysis:?}"), format!("{:?}", analyse(&article)));
    }
});

fn check_article(article: &Article) {
    assert!(is_clean(&article.text, true));
    let blank = |from, to| TextRange::new(from, to).of(&article.text).trim().is_empty();
    let mut at = 0;
    for block in &article.blocks {
        assert!(block.range.start() >= at && blank(at, block.range.start()));
        block.range.of(&article.text);
        at = block.range.end();
    }
    assert!(blank(at, article.text.len()));
    for link in &article.links {
        assert!(link.address.starts_with("http://") || link.address.starts_with("https://"));
        assert!(is_clean(&link.address, false) && is_clean(&link.words, false));
        assert!(link.at <= article.text.len());
    }
    assert!(article.diagnostics.iter().all(|said| is_clean(&said.message, false)));
}

fn check_analysis(article: &Article, analysis: &Analysis) {
    let text = article.text.as_str();
    let mut at = 0;
    for block in &analysis.blocks {
        assert!(block.range.start() >= at);
        block.range.of(text);
        at = block.range.end();
    }
    let mut at = 0;
    for sentence in &analysis.sentences {
        assert!(sentence.range.start() >= at && !sentence.range.of(text).trim().is_empty());
        assert!(analysis.blocks[sentence.block as usize].range.contains(sentence.range));
        at = sentence.range.end();
    }
    let mut at = 0;
    for (place, mention) in (0..).zip(&analysis.mentions) {
        assert!(mention.range.start() >= at && !mention.range.of(text).is_empty());
        let entity = &analysis.entities[mention.entity as usize];
        assert!(entity.mentions.contains(&place) && is_clean(&entity.name, false));
        at = mention.range.end();
    }
    assert!(analysis.ranked.len() <= summary::LONGEST);
    for pick in &analysis.ranked {
        analysis.sentences[pick.sentence as usize].range.of(text);
    }
    let meta = &analysis.meta;
    for field in [&meta.title, &meta.source, &meta.author, &meta.url, &meta.language] {
        assert!(field.as_ref().is_none_or(|found| is_clean(&found.value, false)));
    }
}

/// Whether nothing of it can act on a terminal.
fn is_clean(text: &str, lines: bool) -> bool {
    !text.chars().any(|c| c.is_control() && !(lines && c == '\n'))
}
