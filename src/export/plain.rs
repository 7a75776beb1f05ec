//! An article as plain text, for the clipboard and for other programs.

use crate::{
    analysis::{Analysis, summary::Pick},
    article::{Article, Found},
    text::{Clean, TextRange},
};

/// Stands on a line of its own between articles that go to a program together: a form feed, which no
/// article's text can hold.
pub const BETWEEN: &str = "\n\u{c}\n";

/// Title and address, each on its line.
pub fn title_and_link(analysis: &Analysis) -> String {
    let meta = &analysis.meta;
    let lines = [value(meta.title.as_ref()), value(meta.url.as_ref())];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The text without what is folded, or all of it; a blank line between its parts.
pub fn text(article: &Article, analysis: &Analysis, folded_too: bool) -> String {
    body(article, analysis, folded_too, None)
}

/// Title; source and date; address; a blank line; the text, without a first heading that is the
/// title again.
pub fn whole(article: &Article, analysis: &Analysis, folded_too: bool) -> String {
    let meta = &analysis.meta;
    let title = value(meta.title.as_ref());
    let date = analysis.own_date().map(|date| date.to_string());
    let about: Vec<String> =
        value(meta.source.as_ref()).map(str::to_owned).into_iter().chain(date).collect();
    let about = Some(about.join("  ")).filter(|about| !about.is_empty());
    let head: Vec<&str> =
        [title, about.as_deref(), value(meta.url.as_ref())].into_iter().flatten().collect();
    format!("{}\n\n{}\n", head.join("\n"), body(article, analysis, folded_too, title))
}

/// Sentences as a quotation, and under it where they stand.
pub fn quotation(article: &Article, analysis: &Analysis, sentences: &[TextRange]) -> String {
    let meta = &analysis.meta;
    let mut quoted = String::new();
    let mut before: Option<TextRange> = None;
    for range in sentences {
        if let Some(before) = before {
            let between = TextRange::new(before.end(), range.start()).of(&article.text);
            // What is left out is told.
            quoted.push_str(if between.trim().is_empty() { " " } else { " […] " });
        }
        quoted.push_str(&one_line(range.of(&article.text)));
        before = Some(*range);
    }
    let date = analysis.own_date().map(|date| date.to_string());
    let from: Vec<String> = [value(meta.title.as_ref()), value(meta.source.as_ref())]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .chain(date)
        .chain(value(meta.url.as_ref()).map(str::to_owned))
        .collect();
    format!("“{quoted}”\n— {}", from.join(", "))
}

/// Where the sentences of a summary stand, in the order of the text.
pub fn places(analysis: &Analysis, picks: &[Pick]) -> Vec<TextRange> {
    let sentence = |pick: &Pick| analysis.sentences.get(pick.sentence as usize);
    picks.iter().filter_map(sentence).map(|sentence| sentence.range).collect()
}

fn body(article: &Article, analysis: &Analysis, folded_too: bool, title: Option<&str>) -> String {
    let shown = analysis.blocks.iter().filter(|block| folded_too || !block.kind.is_folded());
    let mut parts: Vec<&str> = shown.map(|block| block.range.of(&article.text).trim()).collect();
    if title.is_some() && parts.first().map(|first| one_line(first)).as_deref() == title {
        parts.remove(0);
    }
    parts.join("\n\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn value(field: Option<&Found<Clean>>) -> Option<&str> {
    field.map(|found| found.value.as_str()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis,
        article::{Format, formats},
    };

    const TEXT: &str = "---\ntitle: Ferry gets a second engine\nsource: Coast Wire\ndate: 2026-04-11\n\
        url: https://coast.example/ferry\n---\n# Ferry gets a second engine\n\nThe ferry will be faster \
        from autumn. The second engine was built nearby.\n\nTickets will cost the same.\n";

    fn read() -> (Article, Analysis) {
        let article = formats::parse("a.md".as_ref(), Format::Markdown, TEXT.as_bytes(), None);
        let analysis = analysis::analyse(&article);
        (article, analysis)
    }

    #[test]
    fn a_program_gets_the_title_once_and_then_the_text() {
        let (article, analysis) = read();
        assert_eq!(
            whole(&article, &analysis, false),
            "Ferry gets a second engine\nCoast Wire  2026-04-11\nhttps://coast.example/ferry\n\nThe \
            ferry will be faster from autumn. The second engine was built nearby.\n\nTickets will \
            cost the same.\n"
        );
        assert_eq!(
            title_and_link(&analysis),
            "Ferry gets a second engine\nhttps://coast.example/ferry"
        );
    }

    #[test]
    fn a_quotation_tells_its_source_and_what_it_leaves_out() {
        let (article, analysis) = read();
        let at = |words: &str| {
            let start = article.text.find(words).expect(words);
            TextRange::new(start, start + words.len())
        };
        let from =
            "\n— Ferry gets a second engine, Coast Wire, 2026-04-11, https://coast.example/ferry";
        let (first, second) = (
            at("The ferry will be faster from autumn."),
            at("The second engine was built nearby."),
        );
        assert_eq!(
            quotation(&article, &analysis, &[first, second]),
            format!(
                "“The ferry will be faster from autumn. The second engine was built nearby.”{from}"
            )
        );
        let third = at("Tickets will cost the same.");
        assert_eq!(
            quotation(&article, &analysis, &[first, third]),
            format!(
                "“The ferry will be faster from autumn. […] Tickets will cost the same.”{from}"
            )
        );
    }
}
