//! Any bytes, in any format, are an article whose blocks hold.

use proptest::prelude::*;

use super::*;

fn check(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        let part = block.range.of(&article.text);
        assert!(!part.is_empty() && part.trim() == part, "{part:?}");
        let between = article.text.get(end..block.range.start());
        assert!(between.is_some_and(|s| s.trim().is_empty()), "{between:?}");
        end = block.range.end();
    }
    assert!(article.text.get(end..).is_some_and(|rest| rest.trim().is_empty()));
}

fn every_format(bytes: &[u8]) {
    for format in [Format::Text, Format::Markdown, Format::Html] {
        check(&parse(Path::new("a"), format, bytes, None));
    }
}

/// Pieces of markup that parsers trip over, put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,6}",
        "\\PC{0,4}",
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div class='byline'>",
            "</div>",
            "<a href=x>",
            "</a>",
            "<table><tr><td>",
            "</table>",
            "<li>",
            "<ul>",
            "</ul>",
            "<h2>",
            "</h2>",
            "<figcaption>",
            "<blockquote class=\"twitter-tweet\">",
            "<!--",
            "-->",
            "<script type=application/ld+json>",
            "</script>",
            "<title>",
            "</title>",
            "&amp;",
            "&#27;",
            "&",
            "<br>",
            "<pre>",
            "</pre>",
            "\u{fdd1}",
            "---\n",
            "+++\n",
            "title: x\n",
            "a: [b, {c: d}]\n",
            "# ",
            "> ",
            "- ",
            "```\n",
            "![a](b)",
            "|a|b|\n|-|-|\n",
            "\n",
            "\r\n",
            "\t",
            "\u{1b}[31m",
            "&nbsp;",
            "قال",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_an_article(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        every_format(&bytes);
    }

    #[test]
    fn any_markup_is_an_article(text in pieces()) {
        every_format(text.as_bytes());
    }

    #[test]
    fn front_matter_of_any_kind_is_survived(inner in pieces()) {
        every_format(format!("---\n{inner}\n---\nBody").as_bytes());
        every_format(format!("+++\n{inner}\n+++\nBody").as_bytes());
    }
}

#[test]
fn a_plain_text_is_kept_to_the_byte() {
    let text = "\n A title \n\n  Body,\u{a0}two  spaces.\u{200d}\n\n";
    let article = from_record(text, Some(" A\ntitle "), None);
    assert_eq!(article.text, text);
    assert_eq!(
        article.meta.title.map(|t| (t.value, t.origin)),
        Some(("A title".into(), Origin::Record))
    );
    assert_eq!(article.blocks.len(), 2);
}

#[test]
fn the_ending_tells_the_format_in_any_case() {
    assert_eq!(Format::of(Path::new("a/B.TXT")), Some(Format::Text));
    assert_eq!(Format::of(Path::new("x.Markdown")), Some(Format::Markdown));
    assert_eq!(Format::of(Path::new("x.html")), Some(Format::Html));
    for other in ["x.pdf", "txt", ".txt", "x", "x.txt.gz"] {
        assert_eq!(Format::of(Path::new(other)), None, "{other}");
    }
}

/// The text, the number of parts and what is said of an article of these bytes.
fn of_bytes(format: Format, bytes: &[u8]) -> (usize, usize, Vec<String>) {
    let article = parse(Path::new("a"), format, bytes, None);
    let said = article.diagnostics.into_iter().map(|said| said.message.to_string()).collect();
    (article.text.len(), article.blocks.len(), said)
}

#[test]
fn of_a_huge_text_the_beginning_is_kept_and_it_is_told() {
    let line = "é".repeat(500) + "\n";
    let (bytes, _, said) = of_bytes(Format::Text, line.repeat(6000).as_bytes());
    assert!(bytes <= LONGEST && bytes + line.len() > LONGEST, "{bytes}");
    assert_eq!(said, ["only the first 4 MiB of 6 are shown"]);
    let (bytes, parts, said) = of_bytes(Format::Text, "é".repeat(LONGEST).as_bytes());
    assert_eq!((bytes, parts, said.len()), (LONGEST, 1, 1));
    let (bytes, _, said) = of_bytes(Format::Text, "e".repeat(LONGEST).as_bytes());
    assert_eq!((bytes, said.len()), (LONGEST, 0));
}

#[test]
fn of_very_many_parts_the_first_are_kept_and_it_is_told() {
    for (format, part, between) in [
        (Format::Text, "a b", 1),
        (Format::Markdown, "> > a b\n", 2),
        (Format::Html, "<p>a b</p>", 2),
    ] {
        let source = format!("{part}\n").repeat(BLOCKS + 50);
        let (bytes, parts, said) = of_bytes(format, source.as_bytes());
        assert_eq!(
            (parts, said.as_slice()),
            (BLOCKS, &["only the first 20000 parts are shown".to_owned()][..])
        );
        assert_eq!(bytes, BLOCKS * (3 + between) - between, "{format:?}");
        let few = format!("{part}\n").repeat(BLOCKS / 2);
        assert_eq!(of_bytes(format, few.as_bytes()).2, Vec::<String>::new());
    }
}
