//! Whole articles: which sentences are chosen, best first.

use super::{Pick, Sought, about};
use crate::{
    analysis::{Analysis, analyse},
    article::formats,
};

fn analysis(text: &str) -> Analysis {
    analyse(&formats::from_record(text, None, None))
}

/// The starts of the `count` best sentences, in the order of the text.
fn chosen(text: &str, count: usize) -> Vec<String> {
    let analysis = analysis(text);
    let sentence =
        |pick: Pick| analysis.sentences[pick.sentence as usize].range.of(text).to_owned();
    analysis.summary(count).into_iter().map(sentence).collect()
}

fn assert_chosen(text: &str, count: usize, starts: &[&str]) {
    let chosen = chosen(text, count);
    assert_eq!(chosen.len(), starts.len(), "{chosen:?}");
    for (sentence, start) in chosen.iter().zip(starts) {
        assert!(sentence.starts_with(start), "{chosen:?} for {start}");
    }
}

const ARTICLE: &str = "\
    A delegation of the Marsh Island League came to Port Ells on Monday at the mayor's invitation.\n\
    The delegation was led by its chairman, Tam Orrin, and was to meet officials of the town. \
    It additionally met the island's envoy to the mainland, Ivo Quill.\n\
    According to a note by the league, \"the delegation will speak about the latest news of the \
    fishery and about ways to keep the harbour open for the boats of the island.\"\n\
    \"The delegation will speak about the latest news of the fishery and about ways to keep the \
    harbour open for the boats of the island.\"\n\
    Marsh Island League\n\
    Orrin will speak at the Herring Day in Port Ells on Friday, according to the Quay Herald.\n\
    \"We are in great need and feel that the town is on our side,\" he said.\n\
    Rival skippers vow to block the port\n\
    The visit comes as skippers of the North Reef called Free Nets showed a film vowing to block \
    the Ells Canal.\n\
    قوارب الشمال تنشر فيديو جديدا قرب الميناء pic.twitter.com/AbCdEf\n\
    — شبكة الميناء (@ellsport) April 13, 2023\n\
    The police of Port Ells said nothing.";

#[test]
fn the_lead_stays_and_a_weak_sentence_gives_way_to_news_under_a_heading() {
    assert_chosen(ARTICLE, 1, &["A delegation"]);
    assert_chosen(ARTICLE, 2, &["A delegation", "The delegation was led"]);
    assert_chosen(ARTICLE, 3, &["A delegation", "The delegation was led", "The visit comes"]);
    let four = ["A delegation", "The delegation was led", "Orrin will speak", "The visit comes"];
    assert_chosen(ARTICLE, 4, &four);
}

#[test]
fn nothing_but_paragraphs_is_chosen() {
    let text = "Ferry sinks off Port Ells\nBy Orla Venn\nA ferry sank off Port Ells on Monday.\n\
        Photo: Quay Herald\nRead more: The port that never sleeps\n- nine people were on board it";
    assert_chosen(text, 10, &["A ferry sank"]);
    assert_chosen("", 3, &[]);
}

#[test]
fn a_sentence_is_not_said_twice() {
    let text = "A ferry sank off Port Ells on Monday. Nobody on board the ferry was hurt. \
        A ferry sank off Port Ells on Monday, the old Quay Herald said.";
    assert_chosen(text, 10, &["A ferry sank", "Nobody on board"]);
    let short_first = "An old ferry sank off Port Ells on Monday. \
        PORT ELLS (AP) - An old ferry sank off Port Ells on Monday with nine on board.";
    assert_chosen(short_first, 10, &["PORT ELLS (AP)"]);
}

#[test]
fn shorter_summaries_are_part_of_longer_ones() {
    let ranked = analysis(ARTICLE).ranked;
    let mut distinct: Vec<u32> = ranked.iter().map(|pick| pick.sentence).collect();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), ranked.len());
    assert!(ranked.len() > 5);
}

/// The sentences of a summary about every place of `word`, with their reasons.
fn about_word(text: &str, word: &str, count: usize) -> Option<Vec<(String, String)>> {
    let analysis = analysis(text);
    let sought: Vec<Sought> = crate::text::fold::find_all(text, word)
        .into_iter()
        .map(|range| Sought { range, named: false })
        .collect();
    let picks = super::cut(&about(text, &analysis, &sought)?, count.into());
    let told = |pick: Pick| {
        let line = analysis.sentences[pick.sentence as usize].range.of(text);
        (line.split_whitespace().take(3).collect::<Vec<_>>().join(" "), pick.reason.label(text))
    };
    Some(picks.into_iter().map(told).collect())
}

#[test]
fn each_sentence_has_the_reason_that_decided() {
    let analysis = analysis(ARTICLE);
    let reasons: Vec<String> =
        analysis.summary(5).iter().map(|pick| pick.reason.label(ARTICLE)).collect();
    assert_eq!(reasons[..2], ["lead", "lead"]);
    assert_eq!(reasons[2..4], ["names Quay Herald", "names Free Nets"], "{reasons:?}");
    let sections = "The ferry sank off the port on Monday. The owner said that nobody was hurt by it. \
        The harbour is closed until the end of this week.\nHow it went down\nThe old ferry had been \
        leaking at the bow since the morning. Some said that its pumps were not working either. \
        Others said that the pumps were working very well.";
    let analysis = self::analysis(&sections.replace('\n', "\n\n"));
    let four = analysis.summary(4);
    assert_eq!(four.last().map(|pick| pick.reason), Some(super::Reason::Section));
    // Nothing can take the place of the quotation, which is no lead for that.
    let quoted = "The Mira sank on Monday off Port Ells with nine people on board. \
        \"We saw it go down and could do nothing for the people on board of it.\"";
    let reasons: Vec<String> =
        self::analysis(quoted).summary(2).iter().map(|pick| pick.reason.label(quoted)).collect();
    assert_eq!(reasons, ["lead", "next in text"]);
    let analysis = self::analysis(ARTICLE);
    // The pane's reasons are those of the shorter summary, too.
    for count in 1..5 {
        for pick in analysis.summary(count) {
            assert!(analysis.summary(5).contains(&pick));
        }
    }
}

#[test]
fn a_summary_about_something_begins_with_it_and_never_takes_a_repeat_or_a_half() {
    let about = |word, count| about_word(ARTICLE, word, count);
    let told = about("canal", 1).unwrap();
    assert_eq!(told, [("The visit comes".to_owned(), "says Canal".to_owned())]);
    let told = about("canal", 3).unwrap();
    assert!(told.iter().any(|(line, why)| line == "A delegation of" && why == "lead"), "{told:?}");
    // The quotation that is said twice, of which one half stands by itself, is not taken.
    let fishery = about("fishery", 10).unwrap_or_default();
    assert!(fishery.iter().filter(|(line, _)| line.contains("delegation will")).count() <= 1);
    // Only in a heading, in a post, or nowhere: no summary about it.
    assert_eq!(about("vow to block the port", 3), None);
    assert_eq!(about("الميناء", 3), None);
    assert_eq!(about("airport", 3), None);
    // Only where it leans on another sentence.
    let leaning =
        "The ferry from Port Ells sank on Monday at noon. It was on its way to the lighthouse.";
    assert_eq!(about_word(leaning, "lighthouse", 3), None);
    let asking =
        "The ferry from Port Ells sank on Monday at noon. Who will mend the lighthouse there?";
    assert_eq!(about_word(asking, "lighthouse", 3), None);
}

#[test]
fn what_leans_on_a_sentence_that_gave_way_goes_with_it() {
    let text = "Could anyone have saved the old ferry from Port Ells? It was built for a lake. \
        The Mira sank on Monday off Port Ells with nine people on board. \
        Skipper Orla Venn and her crew were taken to the harbour by the pilot boat. \
        The Free Nets, a league of skippers, want the harbour closed until Friday.";
    assert_chosen(text, 3, &["The Mira sank", "Skipper Orla Venn", "The Free Nets"]);
}

#[test]
fn a_short_sentence_or_a_question_behind_a_statement_stays_in_the_lead() {
    let text = "The Mira sank on Monday off Port Ells with nine people on board. \
        Nobody in the port saw the accident. Who will pay the skippers of Port Ells for their nets? \
        Orla Venn, the mayor, will speak to the Marsh Island League on Friday.";
    assert_chosen(text, 3, &["The Mira sank", "Nobody in the port", "Who will pay"]);
}

#[test]
fn a_quotation_without_its_speaker_or_its_end_gives_way() {
    let text = "The Mira sank on Monday off Port Ells with nine people on board. \
        \"We saw the ferry go down and could do nothing for the people on board of it.\" \
        Mayor Orla Venn said: \"The port is open for all boats. It will not close again.\" \
        The Marsh Island League has asked the harbour court for 4,000 crowns.";
    assert_chosen(text, 2, &["The Mira sank", "The Marsh Island League"]);
}

#[test]
fn a_sentence_that_mostly_repeats_gives_way() {
    let text = "A gang of three men poured oil on a boat that lay at the quay of Port Ells on Monday. \
        Three men poured oil on a boat that lay at the quay while its skipper slept. \
        Police in Port Ells have asked the owner, Tam Orrin, for pictures of the quay.";
    assert_chosen(text, 2, &["A gang of three men", "Police in Port Ells"]);
}

#[test]
fn a_line_of_another_language_is_no_sentence_of_the_article() {
    let foreign = "Neue Fischbrötchen gibt es jeden Morgen frisch beim Hafenwirt.";
    let text = ARTICLE.replacen("The delegation was led", &format!("{foreign}\nIt was led"), 1);
    assert!(chosen(&text, 10).iter().all(|s| s != foreign));
    let signed = format!("By.\nOrla Venn and Quay Herald Reporters.\n{ARTICLE}");
    assert!(chosen(&signed, 10).iter().all(|s| !s.starts_with("Orla Venn and")));
}
