//! What is learned of a source, and what never is.

use super::*;
use crate::{analysis::analyse, article::formats};

const NOUNS: [&str; 12] = [
    "ferry", "bridge", "mill", "harbour", "museum", "market", "library", "chapel", "tower",
    "garden", "station", "school",
];

/// An article about a thing of its own, with `last` under it.
fn text(n: usize, last: &str) -> String {
    let noun = NOUNS[n % NOUNS.len()];
    format!(
        "The {noun} of quarter {n} will be closed\n\nThe old {noun} of quarter {n} will be closed for \
         {n} weeks, the council said.\n\nVisitors of the {noun} are asked to use another one in the \
         meantime, number {n} of the list.\n\nIts keeper, who has looked after the {noun} for {n} years, \
         will be paid all the same.\n\n{last}\n"
    )
}

fn articles(texts: &[String]) -> Vec<Article> {
    let path = |n: usize| format!("courier/{n}.txt");
    let parse = |(n, text): (usize, &String)| {
        formats::parse(path(n).as_ref(), crate::article::Format::Text, text.as_bytes(), None)
    };
    texts.iter().enumerate().map(parse).collect()
}

fn learned_from(articles: &[Article]) -> Learned {
    let mut habits = Habits::default();
    for (n, article) in (0..).zip(articles) {
        habits.insert(DocId(n), Traces::of(article, &analyse(article).blocks));
    }
    habits.learn()
}

/// The lines that are folded in the first article.
fn folded(texts: &[String]) -> Vec<String> {
    let articles = articles(texts);
    let learned = learned_from(&articles);
    let article = &articles[0];
    let blocks = analyse(article).blocks;
    let lines = learned.blocks(article, &blocks);
    lines.iter().map(|at| blocks[*at].range.of(&article.text).to_owned()).collect()
}

const LINE: &str = "Our readers in the hills get the Courier by the evening bus on most days.";

fn with(line: &str, count: usize) -> Vec<String> {
    (0..count).map(|n| text(n, line)).collect()
}

#[test]
fn a_line_under_many_articles_of_a_source_is_folded_and_never_in_the_summary() {
    assert_eq!(folded(&with(LINE, 4)), [LINE]);
    let articles = articles(&with(LINE, 5));
    let learned = learned_from(&articles);
    let alone = analyse(&articles[0]);
    let mut judged = alone.clone();
    learned.fold(&articles[0], &mut judged);
    let says = |analysis: &Analysis| {
        let line = |pick: &crate::analysis::summary::Pick| {
            analysis.sentences[pick.sentence as usize].range.of(&articles[0].text).to_owned()
        };
        analysis.summary(10).iter().any(|pick| line(pick) == LINE)
    };
    assert!(says(&alone) && !says(&judged));
    let words = u32::try_from(LINE.split(' ').count()).unwrap();
    assert_eq!(judged.words + words, alone.words);
    assert!(judged.blocks.iter().any(|block| block.kind == BlockKind::Boilerplate));
}

#[test]
fn a_few_articles_or_a_small_share_are_too_few() {
    assert!(folded(&with(LINE, 3)).is_empty());
    let background = "The council has its seat in the old hall at the market of the town.";
    assert_eq!(folded(&with(background, 4)), [background]);
    let mut texts = with(background, 4);
    texts.extend(
        (4..90).map(|n| text(n, &format!("The council meets again on day {n} of the month."))),
    );
    assert!(folded(&texts).is_empty());
    texts.extend((90..110).map(|n| text(n, background)));
    assert_eq!(folded(&texts), [background]);
    // What speaks to the reader is no background: a smaller share will do.
    let others = texts.split_off(4);
    let mut texts = with(LINE, 4);
    texts.extend(others);
    assert_eq!(folded(&texts), [LINE]);
}

#[test]
fn other_sources_do_not_count() {
    let texts = with(LINE, 5);
    let parse = |n: usize| {
        let path = format!("paper{n}/a.txt");
        formats::parse(path.as_ref(), crate::article::Format::Text, texts[n].as_bytes(), None)
    };
    let articles: Vec<Article> = (0..5).map(parse).collect();
    assert!(learned_from(&articles).is_empty());
}

#[test]
fn the_lead_a_quotation_a_long_line_and_the_middle_are_content() {
    let quoted = "He said that the matter was \u{201c}closed for good\u{201d} and would stay so.";
    assert!(folded(&with(quoted, 6)).is_empty());
    let long = "The council has talked of it for years and ".repeat(5) + "goes on talking.";
    assert!(folded(&with(&long, 6)).is_empty());
    let lead: Vec<String> = with("x", 6).iter().map(|t| format!("{LINE}\n\n{t}")).collect();
    assert!(!folded(&lead).contains(&LINE.to_owned()));
    let middle = |n: usize| {
        let rest: Vec<String> = (0..6)
            .map(|m| format!("Line {m} of article {n} says what the others do not."))
            .collect();
        text(n, &format!("{LINE}\n\n{}", rest.join("\n\n")))
    };
    assert!(folded(&(0..6).map(middle).collect::<Vec<_>>()).is_empty());
}

#[test]
fn copies_of_one_story_teach_nothing() {
    let story = text(1, "The keeper of the bridge will go to the lake in the meantime.");
    let copies: Vec<String> = (0..8).map(|n| format!("Paper number {n}\n\n{story}")).collect();
    assert!(folded(&copies).is_empty());
    // A copy beside others counts once.
    let mut texts = with(LINE, 3);
    texts.extend([texts[0].clone(), texts[1].clone(), texts[2].clone()]);
    assert!(folded(&texts).is_empty());
}

#[test]
fn the_order_of_reading_does_not_matter() {
    let articles = articles(&with(LINE, 7));
    let traces: Vec<Traces> =
        articles.iter().map(|article| Traces::of(article, &analyse(article).blocks)).collect();
    let learn = |order: &[usize]| {
        let mut habits = Habits::default();
        for (doc, at) in (0..).zip(order) {
            habits.insert(DocId(doc), traces[*at].clone());
        }
        habits.learn()
    };
    let forward = learn(&[0, 1, 2, 3, 4, 5, 6]);
    assert!(!forward.is_empty());
    assert_eq!(forward, learn(&[6, 2, 4, 0, 5, 3, 1]));
}
