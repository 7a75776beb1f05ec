//! Whole articles, line by line: the kind of each.

use super::*;
use crate::article::formats;

/// The kinds of the lines of `text`, as their names.
fn kinds(text: &str) -> Vec<&'static str> {
    let article = formats::from_record(text, None, None);
    blocks(&article).iter().map(|b| b.kind.name()).collect()
}

#[test]
fn a_page_as_it_is_copied() {
    let text = "Ferry sinks off Port Ells\n\
        By Orla Venn\n\
        PUBLISHED: 14:11 EST, 25 October 2013\n\
        A ferry sank off Port Ells on Monday with nine people on board, the coast guard said.\n\
        The mayor said \"the port will stay closed until every ship has been looked at\" on Monday.\n\
        \"The port will stay closed until every ship has been looked at.\"\n\
        Orla Marsh\n\
        Owner blames the storm\n\
        The owner said the storm had come without warning.\n\
        غرقت العبارة القديمة قرب المنارة pic.twitter.com/AbCdEf\n\
        — قناة الميناء (@ellsport) April 13, 2023\n\
        Read more: The port that never sleeps\n\
        \"We heard nothing,\" he said.\n\
        (Reporting by Orla Venn; editing by Tam Marsh)";
    assert_eq!(
        kinds(text),
        [
            "heading",
            "byline",
            "dateline",
            "paragraph",
            "paragraph",
            "pull_quote",
            "quote_attribution",
            "heading",
            "paragraph",
            "embed",
            "embed_attribution",
            "boilerplate",
            "paragraph",
            "byline",
        ]
    );
}

#[test]
fn a_quotation_may_be_pulled_out_above_its_source() {
    let text = "The harbour of Port Ells will stay closed.\n\
        \"It will stay closed for at least a month\"\n\
        Tam Marsh, harbour master\n\
        Tam Marsh said: \"It will stay closed for at least a month, I fear.\"";
    assert_eq!(kinds(text), ["paragraph", "pull_quote", "quote_attribution", "paragraph"]);
}

#[test]
fn the_head_of_a_dispatch_stays_with_its_paragraph() {
    let text = "PORT ELLS (Reuters) - A ferry sank on Monday.\nNobody was hurt, police said.";
    assert_eq!(kinds(text), ["paragraph", "paragraph"]);
}

#[test]
fn a_lead_that_is_said_again_stays_the_lead() {
    let text = "A ferry sank off Port Ells on Monday.\nNobody was hurt, the police said.\n\
        A ferry sank off Port Ells on Monday. Nine people were on board, among them the mayor.";
    assert_eq!(kinds(text), ["paragraph"; 3]);
}

#[test]
fn lists_are_lists() {
    let text = "The plan has three parts:\n1. Close the port\n2. Mend the quay\n3. Open again\n\
        - buy a new ferry\n• sell the old one\nIt was agreed on Monday.";
    let item = "list_item";
    assert_eq!(kinds(text), ["paragraph", item, item, item, item, item, "paragraph"]);
}

#[test]
fn a_passage_in_another_script_is_no_post() {
    let line = "غرقت العبارة القديمة قرب المنارة يوم الاثنين.";
    let english = "A ferry sank off Port Ells on Monday with nine people on board, they said. ";
    let long = english.repeat(6);
    assert_eq!(kinds(&format!("{long}\n{line}\n{long} Again.")).get(1), Some(&"embed"));
    let passage = format!(
        "{long}
{line}
خفر السواحل بحث طوال الليل.
ولم يصب أحد من الركاب بأذى."
    );
    assert_eq!(kinds(&passage), ["paragraph"; 4]);
}

#[test]
fn a_lone_line_is_text() {
    assert_eq!(kinds("Ferry sinks off Port Ells"), ["paragraph"]);
    assert_eq!(kinds("Ferry sinks\nNine saved"), ["heading", "paragraph"]);
    assert_eq!(kinds(""), Vec::<&str>::new());
}

#[test]
fn metadata_comes_from_the_text() {
    let text = "By Orla Venn, AFP\nPORT ELLS, April 13, 2023 (AFP) - A ferry sank off the port on \
        Monday. It was old.";
    let article = formats::from_record(text, None, None);
    let found = meta(&article, &blocks(&article)).meta;
    let named = title(&article, &blocks(&article), &[]);
    assert_eq!(named.unwrap().value, "A ferry sank off the port on Monday");
    assert_eq!(found.author.unwrap().value, "Orla Venn");
    assert_eq!(found.source.unwrap().value, "AFP");
    assert_eq!(found.date.unwrap().value, jiff::civil::date(2023, 4, 13));
}
