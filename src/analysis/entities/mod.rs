//! Names in running text: a linear tagger with embedded weights, then clusters of one article.

mod agreement;
mod bodies;
pub mod bytes;
mod candidates;
mod clusters;
mod countries;
pub mod features;
mod forms;
pub mod hash;
pub mod heads;
pub mod labels;
pub mod lexicon;
mod lists;
mod looks;
pub mod memory;
mod mentions;
pub mod model;
pub mod net;
mod nodes;
mod persons;
pub mod tagger;
pub mod tokens;
pub mod words;

use super::{Block, Entity, Mention, Sentence, dates};

/// The mentions of all blocks and the entities they mean. Names come from the tagger, dates from
/// [`super::dates`], money and addresses from [`super::rules`]; the longer of two that overlap
/// stays.
pub fn find(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    context: dates::Context,
) -> (Vec<Mention>, Vec<Entity>) {
    let found = mentions::find(text, blocks, sentences, context);
    let (chosen, entities) = clusters::entities(text, &found);
    let mentions = (found.into_iter().zip(chosen))
        .map(|(m, entity)| Mention { range: m.range, kind: m.kind, entity, norm: m.norm })
        .collect();
    (mentions, entities)
}

#[cfg(test)]
mod tests;
