//! Who, where and when: the names and dates of an article by their weight in it, not by order.

use super::{Analysis, Block, Entity, EntityKind, Mention, structure};
use crate::{
    article::{BlockKind, Found},
    text::{Clean, TextRange, fold},
};

/// What the title adds to a name that is in it, counted in mentions.
const TITLE: f64 = 3.0;
/// What the first sentence adds.
const LEAD: f64 = 1.5;
/// Sentences after which a mention's place adds half of what it does at the start.
const HALF_LIFE: f64 = 5.0;
/// What is left of the weight of who only wrote or sent the article.
const SENDER: f64 = 0.15;

/// The entities of an article (indices), the weightiest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actors {
    /// People, bodies and groups, groups after the others.
    pub who: Vec<u32>,
    pub places: Vec<u32>,
    /// The article's own day first.
    pub dates: Vec<u32>,
}

impl Actors {
    pub fn of(text: &str, analysis: &Analysis) -> Self {
        let weights = weights(text, analysis);
        let order = |kinds: &[EntityKind]| by_weight(analysis, &weights, kinds);
        let mut who = order(&[EntityKind::Person, EntityKind::Organization]);
        who.extend(order(&[EntityKind::Group]));
        Self {
            who,
            places: order(&[EntityKind::Place, EntityKind::Facility]),
            dates: order(&[EntityKind::Date]),
        }
    }
}

/// The entities of these kinds (indices), the weightiest first, of equals the one named first.
pub fn by_weight(analysis: &Analysis, weights: &[f64], kinds: &[EntityKind]) -> Vec<u32> {
    let weight = |at: u32| weights.get(at as usize).copied().unwrap_or_default();
    let mut found: Vec<u32> = (0..)
        .zip(&analysis.entities)
        .filter(|(_, entity)| kinds.contains(&entity.kind))
        .map(|(at, _)| at)
        .collect();
    found.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)));
    found
}

/// The weight of each entity: its mentions, more for early ones, for the title and for the lead;
/// less or nothing for those in repeats, posts, by-lines and boilerplate.
pub fn weights(text: &str, analysis: &Analysis) -> Vec<f64> {
    let lead = lead(analysis);
    let places = places(analysis);
    let of = |mention: &Mention| {
        let Some((share, place)) = place_of(&analysis.blocks, &places, mention.range) else {
            return 0.0;
        };
        let early = 1.0 + (-place / HALF_LIFE * std::f64::consts::LN_2).exp();
        let lead = if lead.is_some_and(|lead| lead.contains(mention.range)) { LEAD } else { 0.0 };
        share * (early + lead)
    };
    let title = analysis.meta.title.as_ref().map(|title| fold::words(&title.value));
    let all = analysis.entities.iter().map(|entity| {
        let mentions = mentions(analysis, entity);
        let weight: f64 = mentions.clone().map(of).sum();
        let named = mentions.map(|m| m.range.of(text)).chain([entity.name.as_str()]);
        let in_title = title.as_ref().is_some_and(|title| stands_in(title, named));
        let weight = if in_title { weight + TITLE } else { weight };
        match entity.kind {
            EntityKind::Date => weight * of_date(analysis, entity),
            _ if sent(analysis, entity) => weight * SENDER,
            _ => weight,
        }
    });
    all.collect()
}

fn mentions<'a>(
    analysis: &'a Analysis,
    entity: &'a Entity,
) -> impl Iterator<Item = &'a Mention> + Clone {
    entity.mentions.iter().filter_map(|at| analysis.mentions.get(*at as usize))
}

/// The first sentence of the first paragraph.
fn lead(analysis: &Analysis) -> Option<TextRange> {
    let kind = |block: u32| analysis.blocks.get(block as usize).map(|b| b.kind);
    let first = analysis.sentences.iter().find(|s| kind(s.block) == Some(BlockKind::Paragraph))?;
    Some(first.range)
}

/// Of each block, the sentences of the text proper before it.
fn places(analysis: &Analysis) -> Vec<f64> {
    let mut counts = vec![0_u32; analysis.blocks.len()];
    for sentence in &analysis.sentences {
        if let Some(count) = counts.get_mut(sentence.block as usize) {
            *count += 1;
        }
    }
    let mut before = 0;
    let own = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let place = |(block, count): (&Block, u32)| {
        let place = f64::from(before);
        before += if own(block) { count } else { 0 };
        place
    };
    analysis.blocks.iter().zip(counts).map(place).collect()
}

/// What a mention counts by the kind of its block, and its place; nothing where it is in none.
fn place_of(blocks: &[Block], places: &[f64], mention: TextRange) -> Option<(f64, f64)> {
    let at = blocks.partition_point(|block| block.range.end() < mention.end());
    let block = blocks.get(at).filter(|block| block.range.contains(mention))?;
    let share = match block.kind {
        BlockKind::Paragraph | BlockKind::Heading => 1.0,
        BlockKind::ListItem => 0.6,
        BlockKind::Caption | BlockKind::Embed => 0.3,
        BlockKind::PullQuote
        | BlockKind::QuoteAttribution
        | BlockKind::EmbedAttribution
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Boilerplate => 0.0,
    };
    Some((share, places.get(at).copied().unwrap_or_default()))
}

/// Whether one of these names stands in a folded title as whole words.
fn stands_in<'a>(title: &str, names: impl Iterator<Item = &'a str>) -> bool {
    let title = format!(" {title} ");
    let mut names = names.map(fold::words).filter(|name| !name.is_empty());
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    names.any(|name| {
        title.match_indices(&name).any(|(at, _)| {
            let before = TextRange::new(0, at).of(&title).chars().next_back();
            let after = TextRange::new(at + name.len(), title.len()).of(&title).chars().next();
            is_edge(before) && is_edge(after)
        })
    })
}

/// Whether an entity is the article's author, its source, or an agency.
fn sent(analysis: &Analysis, entity: &Entity) -> bool {
    let meta = &analysis.meta;
    let name = fold::words(&entity.name);
    let is = |found: &Option<Found<Clean>>| {
        found.as_ref().is_some_and(|found| fold::words(&found.value) == name)
    };
    match entity.kind {
        EntityKind::Person => is(&meta.author),
        EntityKind::Organization => is(&meta.source) || structure::is_agency(&entity.name),
        _ => false,
    }
}

/// What a date counts: the article's own day above all, a day more than a month, a month more than
/// a year; one without a value little.
fn of_date(analysis: &Analysis, entity: &Entity) -> f64 {
    let Some(norm) = mentions(analysis, entity).find_map(|m| m.norm.as_deref()) else {
        return 0.1;
    };
    let own = analysis.meta.date.as_ref().map(|date| date.value.to_string());
    let dashes = norm.split(['/', '|']).next().map_or(0, |first| first.matches('-').count());
    match (own.is_some_and(|own| own == norm), dashes) {
        (true, _) => 100.0,
        (false, 2) => 1.0,
        (false, 1) => 0.7,
        (false, _) => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::analyse, article::formats};

    const ARTICLE: &str = "\
        New bridge opened in Trondheim\n\
        By Marta Lindqvist\n\
        TRONDHEIM (Reuters) - Mayor Ivo Quill opened the new bridge in Trondheim on Monday.\n\
        Tomas Berger of Oslo told Reuters that he had waited for it since 1998. \
        Berger lives in Oslo. His neighbour Anna Berger told Reuters that she had not. \
        Reuters could not find others.\n\
        Quill will open another on Friday, he told Reuters.";

    fn names(kinds: &[EntityKind]) -> Vec<String> {
        let article = formats::from_record(ARTICLE, None, jiff::civil::date(2031, 4, 14).into());
        let analysis = analyse(&article);
        let weights = weights(&article.text, &analysis);
        assert!(weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0));
        let order = by_weight(&analysis, &weights, kinds);
        order.iter().map(|at| analysis.entities[*at as usize].name.clone()).collect()
    }

    #[test]
    fn who_an_article_is_about_comes_before_who_wrote_or_sent_it() {
        let who = names(&[EntityKind::Person, EntityKind::Organization]);
        assert!(who[0].ends_with("Quill"), "{who:?}");
        let at = |name: &str| who.iter().position(|other| other.contains(name));
        for sender in ["Lindqvist", "Reuters"] {
            assert!(at(sender).is_none_or(|at| Some(at) > at_of_berger(&who)), "{who:?}");
        }
    }

    fn at_of_berger(who: &[String]) -> Option<usize> {
        who.iter().position(|other| other.contains("Berger"))
    }

    #[test]
    fn the_place_of_the_title_leads_and_the_articles_own_day() {
        assert_eq!(names(&[EntityKind::Place]).first().map(String::as_str), Some("Trondheim"));
        let article = formats::from_record(ARTICLE, None, jiff::civil::date(2031, 4, 14).into());
        let analysis = analyse(&article);
        let actors = Actors::of(&article.text, &analysis);
        let value = |at: &u32| {
            let entity = &analysis.entities[*at as usize];
            mentions(&analysis, entity).find_map(|m| m.norm.clone()).unwrap_or_default()
        };
        let dates: Vec<String> = actors.dates.iter().map(value).collect();
        assert_eq!(dates.first().map(String::as_str), Some("2031-04-14"), "{dates:?}");
        assert_eq!(dates.last().map(String::as_str), Some("1998"), "{dates:?}");
    }

    #[test]
    fn a_name_is_in_a_title_as_whole_words_only() {
        let title = fold::words("Oslo’s mayor meets Ivo Quill");
        assert!(stands_in(&title, ["Quill"].into_iter()));
        assert!(stands_in(&title, ["Oslo"].into_iter()));
        assert!(!stands_in(&title, ["Ivo Qui", "slo", ""].into_iter()));
    }
}
