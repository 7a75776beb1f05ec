//! Applies the reader's corrections to what was found in an article, without analysing it again.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{Corrections, Fate, Marked, Scope};
use crate::{
    analysis::{Entity, EntityKind, Mention},
    article::ArticleId,
    text::{TextRange, fold::fold, phrases::Phrases},
};

/// Steps of one chain that are followed (A becomes B, B becomes C).
const LONGEST_CHAIN: usize = 64;

/// Corrections made ready for use; made anew when they change.
#[derive(Debug, Clone, Default)]
pub struct Corrector {
    corrections: Arc<Corrections>,
    /// By folded name.
    fates: HashMap<String, BTreeMap<(Scope, Option<EntityKind>), Fate>>,
    phrases: Phrases,
    /// As numbered in `phrases`.
    marked: Vec<(Scope, Marked)>,
}

/// The names of an article.
pub type Names = (Vec<Mention>, Vec<Entity>);

impl Corrector {
    pub fn new(corrections: Arc<Corrections>) -> Self {
        let mut fates: HashMap<_, BTreeMap<_, _>> = HashMap::new();
        for (of, correction) in &corrections.names {
            let rules = fates.entry(fold(&of.name)).or_default();
            rules.insert((of.scope, of.kind), correction.fate.clone());
        }
        let marked: Vec<_> =
            corrections.marked.iter().map(|(of, marked)| (of.scope, marked.clone())).collect();
        let phrases = Phrases::new(marked.iter().map(|(_, m)| m.phrase.as_str()));
        Self { corrections, fates, phrases, marked }
    }

    pub fn corrections(&self) -> &Arc<Corrections> {
        &self.corrections
    }

    /// What becomes of a name that was found in an article, in the end: hidden, or its name and kind
    /// now. `None`: it stays. What is neither corrected nor a name stays.
    ///
    /// Chains are followed. Names that become each other in a circle all become the first of them
    /// (by their letters, then kind), so that they are one.
    pub fn fate(&self, article: ArticleId, name: &str, kind: EntityKind) -> Option<&Fate> {
        if self.fates.is_empty() || !kind.is_name() {
            return None;
        }
        let mut at = (fold(name), kind);
        let mut fate = self.step(article, &at)?;
        let mut passed = Vec::new();
        while let Fate::Becomes { name, kind } = fate
            && passed.len() < LONGEST_CHAIN
        {
            let next = (fold(name), *kind);
            passed.push((at, fate));
            if let Some(first) = passed.iter().position(|(known, _)| *known == next) {
                let circle = passed.into_iter().skip(first);
                let targets = circle.filter_map(|(_, fate)| Some((target(fate)?, fate)));
                return targets.min_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, fate)| fate);
            }
            let Some(further) = self.step(article, &next) else { return Some(fate) };
            (at, fate) = (next, further);
        }
        Some(fate)
    }

    /// The name and kind of a found name after all corrections; `None`: it is no name.
    pub fn name_of<'a>(
        &'a self,
        article: ArticleId,
        name: &'a str,
        kind: EntityKind,
    ) -> Option<(&'a str, EntityKind)> {
        match self.fate(article, name, kind) {
            None => Some((name, kind)),
            Some(Fate::Hidden) => None,
            Some(Fate::Becomes { name, kind }) => Some((name, *kind)),
        }
    }

    /// What one correction says of a folded name.
    fn step(&self, article: ArticleId, (name, kind): &(String, EntityKind)) -> Option<&Fate> {
        let rules = self.fates.get(name)?;
        [Scope::Article(article), Scope::Everywhere].into_iter().find_map(|scope| {
            [Some(*kind), None].into_iter().find_map(|kind| rules.get(&(scope, kind)))
        })
    }

    /// The names of an article as corrected, from those found in it; `None` where they are right.
    ///
    /// Entities that become the same name (folded) and kind are one; its spelling is the reader's,
    /// else the first found. Every whole-word occurrence of a marked phrase is a mention of that
    /// name and kind, and takes the place of the found mentions that it covers or cuts, with two
    /// exceptions: one that lies inside a longer found mention leaves that alone, unless the phrase
    /// was marked for this article and the mention is of a name; and one that was found already, as
    /// the same kind, stays with the entity it was found of.
    pub fn correct(
        &self,
        article: ArticleId,
        text: &str,
        mentions: &[Mention],
        entities: &[Entity],
    ) -> Option<Names> {
        let hits = self.hits(article, text);
        if self.fates.is_empty() && hits.is_empty() {
            return None;
        }
        let mut known: Vec<Option<Known>> =
            entities.iter().map(|entity| self.found(article, entity)).collect();
        if hits.is_empty()
            && known.iter().all(|k| k.as_ref().is_some_and(|k| k.from == Whose::Found))
        {
            return None;
        }
        let mut pieces = pieces(mentions, &known);
        mark(&mut pieces, hits, &mut known);
        let names = assemble(&pieces, &known);
        (names.0 != mentions || names.1 != entities).then_some(names)
    }

    /// What a found entity is; `None`: no name.
    fn found<'a>(&'a self, article: ArticleId, entity: &'a Entity) -> Option<Known<'a>> {
        let (name, kind) = self.name_of(article, &entity.name, entity.kind)?;
        let same = name == entity.name && kind == entity.kind;
        Some(Known { name, kind, from: if same { Whose::Found } else { Whose::Reader } })
    }

    /// Where marked phrases stand in an article and what they are.
    fn hits<'a>(&'a self, article: ArticleId, text: &str) -> Vec<Hit<'a>> {
        if self.phrases.is_empty() {
            return Vec::new();
        }
        let hit = |(range, number): (TextRange, u32)| {
            let (scope, marked) = self.marked.get(number as usize)?;
            let here = match scope {
                Scope::Everywhere => false,
                Scope::Article(id) if *id == article => true,
                Scope::Article(_) => return None,
            };
            // A blank line ends a paragraph, and with it every name.
            if has_blank_line(range.of(text)) {
                return None;
            }
            self.known_of(article, marked, here).map(|known| Hit { range, here, known })
        };
        self.phrases.find(text).into_iter().filter_map(hit).collect()
    }

    /// What a marked phrase is. One marked for this article stands against hiding it everywhere.
    fn known_of<'a>(
        &'a self,
        article: ArticleId,
        marked: &'a Marked,
        here: bool,
    ) -> Option<Known<'a>> {
        let as_marked = Known { name: &marked.phrase, kind: marked.kind, from: Whose::Marked };
        match self.name_of(article, &marked.phrase, marked.kind) {
            Some((name, kind)) if name == marked.phrase && kind == marked.kind => Some(as_marked),
            Some((name, kind)) => Some(Known { name, kind, from: Whose::Reader }),
            None if here && !self.is_hidden_in(article, marked) => Some(as_marked),
            None => None,
        }
    }

    fn is_hidden_in(&self, article: ArticleId, marked: &Marked) -> bool {
        let rules = self.fates.get(&fold(&marked.phrase));
        let hides = |kind| {
            let rule = rules.and_then(|rules| rules.get(&(Scope::Article(article), kind)));
            rule == Some(&Fate::Hidden)
        };
        hides(Some(marked.kind)) || hides(None)
    }
}

/// Name (folded) and kind that a fate leads to.
fn target(fate: &Fate) -> Option<(String, EntityKind)> {
    match fate {
        Fate::Hidden => None,
        Fate::Becomes { name, kind } => Some((fold(name), *kind)),
    }
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.split('\n');
    let _around = (lines.next(), lines.next_back());
    lines.any(|line| line.trim().is_empty())
}

/// Whose spelling a name has: of one entity, the first of these is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Reader,
    Found,
    Marked,
}

/// What an entity is now.
#[derive(Debug, Clone, Copy)]
struct Known<'a> {
    name: &'a str,
    kind: EntityKind,
    from: Whose,
}

/// An occurrence of a marked phrase.
struct Hit<'a> {
    range: TextRange,
    /// Whether it was marked for this article.
    here: bool,
    known: Known<'a>,
}

/// A mention to be; `of` is a place in the list of what is known.
struct Piece<'a> {
    range: TextRange,
    kind: EntityKind,
    of: usize,
    norm: Option<&'a String>,
}

/// The found mentions, those of hidden names left out.
fn pieces<'a>(mentions: &'a [Mention], known: &[Option<Known>]) -> Vec<Piece<'a>> {
    let piece = |mention: &'a Mention| {
        let of = mention.entity as usize;
        let now = known.get(of)?.as_ref()?;
        let kind = if now.from == Whose::Reader { now.kind } else { mention.kind };
        Some(Piece { range: mention.range, kind, of, norm: mention.norm.as_ref() })
    };
    mentions.iter().filter_map(piece).collect()
}

/// Puts marked phrases among the found mentions; what they are comes at the end of `known`.
fn mark<'a>(pieces: &mut Vec<Piece>, mut hits: Vec<Hit<'a>>, known: &mut Vec<Option<Known<'a>>>) {
    hits.retain(|hit| {
        let touched = touched(pieces, hit.range);
        let around = |piece: &Piece| piece.range != hit.range && piece.range.contains(hit.range);
        !touched.iter().any(|piece| around(piece) && !(hit.here && piece.kind.is_name()))
    });
    // Those of this article first, then from left to right, the longest first.
    hits.sort_by_key(|hit| (!hit.here, hit.range.start(), Reverse(hit.range.end())));
    let mut taken: BTreeMap<usize, (TextRange, Option<Known>)> = BTreeMap::new();
    for hit in hits {
        let before = taken.range(..hit.range.end()).next_back();
        if before.is_some_and(|(_, (range, _))| range.intersects(hit.range)) {
            continue;
        }
        let same = |piece: &Piece| piece.range == hit.range && piece.kind == hit.known.kind;
        let stays = touched(pieces, hit.range).iter().any(same);
        taken.insert(hit.range.start(), (hit.range, (!stays).then_some(hit.known)));
    }
    pieces.retain(|piece| {
        let before = taken.range(..piece.range.end()).next_back();
        before.is_none_or(|(_, (range, marked))| {
            marked.is_none() && *range == piece.range || !range.intersects(piece.range)
        })
    });
    for (range, marked) in taken.into_values() {
        let Some(marked) = marked else { continue };
        pieces.push(Piece { range, kind: marked.kind, of: known.len(), norm: None });
        known.push(Some(marked));
    }
    pieces.sort_by_key(|piece| piece.range);
}

/// The pieces that a range covers or cuts.
fn touched<'p, 'a>(pieces: &'p [Piece<'a>], range: TextRange) -> &'p [Piece<'a>] {
    let from = pieces.partition_point(|piece| piece.range.end() <= range.start());
    let to = pieces.partition_point(|piece| piece.range.start() < range.end());
    pieces.get(from..to).unwrap_or_default()
}

/// Mentions and entities, those of one name and kind together, in the order of the text.
fn assemble(pieces: &[Piece], known: &[Option<Known>]) -> Names {
    let mut mentions: Vec<Mention> = Vec::with_capacity(pieces.len());
    let mut entities: Vec<(Entity, Whose)> = Vec::new();
    let mut by_name: HashMap<(String, EntityKind), usize> = HashMap::new();
    let mut chosen: Vec<Option<usize>> = vec![None; known.len()];
    for piece in pieces {
        let Some(now) = known.get(piece.of).and_then(Option::as_ref) else { continue };
        let fresh = || {
            let next = entities.len();
            if now.kind.is_name() {
                *by_name.entry((fold(now.name), now.kind)).or_insert(next)
            } else {
                next
            }
        };
        let at = chosen.get(piece.of).copied().flatten().unwrap_or_else(fresh);
        chosen[piece.of] = Some(at);
        if at == entities.len() {
            let entity = Entity { name: now.name.to_owned(), kind: now.kind, mentions: Vec::new() };
            entities.push((entity, now.from));
        }
        let (entity, from) = &mut entities[at];
        if now.from < *from {
            now.name.clone_into(&mut entity.name);
            *from = now.from;
        }
        entity.mentions.push(index(mentions.len()));
        let norm = piece.norm.cloned();
        mentions.push(Mention { range: piece.range, kind: piece.kind, entity: index(at), norm });
    }
    (mentions, entities.into_iter().map(|(entity, _)| entity).collect())
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
