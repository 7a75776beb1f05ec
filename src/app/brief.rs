//! What the side pane says of the article shown: the summary, about what the reader is looking for,
//! and who, where and when. Made once for each article and each interest, not for each frame.

use super::{App, Asked, Filter, Front, Layout, Loaded, Looked, Spot};
use crate::{
    analysis::{
        actors::Actors,
        summary::{self, LONGEST, Length, Pick, Sought},
    },
    corpus::{DocId, EntityKey},
    text::{fold, phrases::Phrases},
};

/// Words by which a summary grows and shrinks where it is measured in words.
const STEP: usize = 20;
const MOST_WORDS: usize = 400;
/// A search must have so many letters before the summary follows it.
const FEWEST_LETTERS: usize = 3;

/// How the summary is shown.
#[derive(Debug)]
pub struct SummaryLook {
    pub length: Length,
    /// Whether each sentence says why it is there.
    pub reasons: bool,
    /// The sentence (its place in the summary) that is shown with its neighbours.
    pub context: Option<usize>,
}

impl SummaryLook {
    pub(super) fn new(length: Length) -> Self {
        Self { length, reasons: false, context: None }
    }
}

/// What was made of one article.
#[derive(Debug, Default)]
pub struct Brief {
    of: Option<(DocId, Vec<Interest>)>,
    /// What the summary is about, where the reader is looking for something that it can be about.
    pub about: Option<String>,
    ranked: Vec<Pick>,
    pub actors: Actors,
}

/// What the reader is looking for.
#[derive(Debug, Clone, PartialEq)]
enum Interest {
    Words(String),
    Query(Asked),
    Name { key: EntityKey, name: String },
}

impl Brief {
    /// Has it made again: the article, its names or the watch list have changed.
    pub(super) fn forget(&mut self) {
        self.of = None;
    }
}

impl App {
    /// The sentences of the summary, in the order of the text.
    pub fn picks(&self) -> Vec<Pick> {
        summary::cut(&self.brief.ranked, self.summary.length)
    }

    /// The best `room` of the summary's sentences, each with its place in the whole summary: what is
    /// shown where there are not rows enough for all.
    pub fn best_picks(&self, room: usize) -> Vec<(usize, Pick)> {
        let best = summary::cut(&self.brief.ranked, Length::Sentences(room));
        let all = self.picks().into_iter().enumerate();
        all.filter(|(_, pick)| best.contains(pick)).collect()
    }

    pub(super) fn settle_brief(&mut self) {
        let Some((doc, loaded)) = self.selected().zip(self.loaded().cloned()) else {
            self.brief = Brief::default();
            self.summary.context = None;
            return;
        };
        let interests = self.interests();
        if self.brief.of.as_ref().is_some_and(|(of, old)| *of == doc && *old == interests) {
            return;
        }
        if self.brief.of.as_ref().is_none_or(|(of, _)| *of != doc) {
            self.summary.context = None;
        }
        let (text, analysis) = (loaded.article.text.as_str(), &loaded.analysis);
        let asked = interests.iter().find_map(|interest| {
            let ranked = summary::about(text, analysis, &self.sought(interest, doc, &loaded))?;
            Some((interest.label().to_owned(), ranked))
        });
        let (about, ranked) = match asked.or_else(|| self.about_watched(doc, &loaded)) {
            Some((about, ranked)) => (Some(about), ranked),
            None => (None, analysis.ranked.clone()),
        };
        let actors = Actors::of(text, analysis);
        self.brief = Brief { of: Some((doc, interests)), about, ranked, actors };
    }

    /// What is looked for, the newest first: the search, then the views from the last one back.
    fn interests(&self) -> Vec<Interest> {
        let enough = |text: &str| {
            let letters = fold::fold(text).chars().filter(|c| c.is_alphanumeric()).count();
            letters >= if text.is_ascii() { FEWEST_LETTERS } else { 2 }
        };
        let search = match &self.looked {
            Looked::Words(words) => Some(Interest::Words(words.clone())).filter(|_| enough(words)),
            Looked::Nothing | Looked::Query(_) => None,
        };
        let of_view = |view: &super::View| match &view.filter {
            Filter::Query(asked) => enough(&asked.text).then(|| Interest::Query(asked.clone())),
            Filter::Entity { key, name } => {
                Some(Interest::Name { key: key.clone(), name: name.clone() })
            }
            Filter::Tag(tag) => Some(Interest::Words(tag.clone())),
            Filter::All | Filter::Source(_) | Filter::Day(_) => None,
        };
        search.into_iter().chain(self.views.iter().rev().filter_map(of_view)).collect()
    }

    /// Where a text has what is looked for.
    fn sought(&self, interest: &Interest, doc: DocId, loaded: &Loaded) -> Vec<Sought> {
        let (text, analysis) = (loaded.article.text.as_str(), &loaded.analysis);
        match interest {
            Interest::Words(words) => {
                let spaced = words.replace(['-', '_'], " ");
                let as_words = Phrases::new([spaced.as_str()]).find(text).into_iter();
                let places = fold::find_all(text, words).into_iter();
                places
                    .chain(as_words.map(|(range, _)| range))
                    .map(|range| Sought::at(range, &analysis.mentions))
                    .collect()
            }
            Interest::Query(asked) => asked.query.sought(&self.subject(doc, loaded)),
            Interest::Name { key, .. } => {
                let is_it = |at: u32| {
                    let entity = analysis.entities.get(at as usize);
                    entity.is_some_and(|e| EntityKey::new(&e.name, e.kind) == *key)
                };
                let mentions = analysis.mentions.iter().filter(|m| is_it(m.entity));
                mentions.map(|m| Sought { range: m.range, named: true }).collect()
            }
        }
    }

    fn about_watched(&self, doc: DocId, loaded: &Loaded) -> Option<(String, Vec<Pick>)> {
        let mentions = &loaded.analysis.mentions;
        let hits = self.watching.hits().iter();
        let sought: Vec<Sought> = hits.map(|hit| Sought::at(hit.range, mentions)).collect();
        let ranked = summary::about(&loaded.article.text, &loaded.analysis, &sought)?;
        let (watch, more) = self.watching.seen(doc)?.reason()?;
        Some((format!("{}{more}", watch.target.text()), ranked))
    }

    /// One sentence, or some words, more or less.
    pub(super) fn lengthen(&mut self, more: bool) {
        let step = |now: usize, by: usize, least: usize, most: usize| {
            let next = if more { now.saturating_add(by) } else { now.saturating_sub(by) };
            next.clamp(least, most)
        };
        self.summary.length = match self.summary.length {
            Length::Sentences(now) => Length::Sentences(step(now, 1, 1, LONGEST)),
            Length::Words(now) => Length::Words(step(now, STEP, STEP, MOST_WORDS)),
        };
        self.note(format!("summary: {}", self.summary.length));
    }

    pub(super) fn toggle_reasons(&mut self) {
        self.summary.reasons = !self.summary.reasons;
        self.note(if self.summary.reasons {
            "each sentence with why it is in the summary"
        } else {
            "the summary without reasons"
        });
    }

    /// Shows a sentence of the summary with the sentences before and after it: the one that is being
    /// walked, else the first, then the next; after the last the summary again.
    pub(super) fn toggle_context(&mut self) {
        let count = self.picks().len();
        if count == 0 {
            self.note("this article has no summary");
            return;
        }
        let next = match (self.spot, self.summary.context) {
            (Spot::Source(place), at) => (at != Some(place)).then_some(place),
            (_, None) => Some(0),
            (_, Some(at)) => Some(at + 1).filter(|next| *next < count),
        };
        self.summary.context = next;
        match next {
            Some(at) => {
                if self.layout.on(self.size) == Layout::Single {
                    self.front = Front::Side;
                }
                self.note(format!("sentence {} of {count}, with its neighbours", at + 1));
            }
            None => self.note("the summary"),
        }
    }
}

impl Interest {
    fn label(&self) -> &str {
        match self {
            Self::Words(words) => words,
            Self::Query(asked) => asked.name.as_ref().unwrap_or(&asked.text),
            Self::Name { name, .. } => name,
        }
    }
}
