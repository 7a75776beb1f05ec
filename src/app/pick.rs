//! The list of names in front of the screen: going to all articles with one, correcting them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;

use super::{App, Input, Mode, desk::Digest};
use crate::{
    analysis::EntityKind,
    config::{Action, Key, Pane, key::Code},
    corpus::{DocId, EntityKey},
    tags::Target,
    text::fold,
};

/// A name, as the list of names shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickRow {
    pub letter: Option<char>,
    pub key: EntityKey,
    pub name: String,
    /// Mentions in this article, and articles of the desk that have it.
    pub mentions: usize,
    pub articles: usize,
    /// Of the first and the last of these articles.
    pub dates: Option<(Date, Date)>,
    pub watched: bool,
    /// How it was found in this article, where that is written otherwise.
    pub was: Vec<String>,
    /// The reader has said that it is no name; `key` and `name` are those found.
    pub hidden: bool,
}

/// What the keys do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    Names,
    /// Choosing the name of this article that another is merged into.
    Into(Box<PickRow>),
    /// The same, from all names of the desk.
    Find {
        source: Box<PickRow>,
        input: Input,
    },
    Rename {
        source: Box<PickRow>,
        input: Input,
    },
}

/// The names of an article, the most mentioned first, the hidden ones at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityPick {
    pub rows: Vec<PickRow>,
    pub at: usize,
    pub stage: Stage,
    /// Whether corrections hold in this article only.
    pub here: bool,
}

/// Letters that choose a name at once: those that mean nothing else in the list.
const LETTERS: &str = "asfghlyiotcvbnzpq1234567890";

/// Letters that say of what kind a name is.
pub const KINDS: &[(char, EntityKind)] = &[
    ('P', EntityKind::Person),
    ('O', EntityKind::Organization),
    ('L', EntityKind::Place),
    ('F', EntityKind::Facility),
    ('G', EntityKind::Group),
    ('E', EntityKind::Event),
    ('R', EntityKind::Product),
];

pub(super) fn kind_of(letter: char) -> Option<EntityKind> {
    KINDS.iter().find(|(l, _)| *l == letter).map(|(_, kind)| *kind)
}

impl EntityPick {
    pub fn row(&self) -> Option<&PickRow> {
        self.rows.get(self.at)
    }

    /// What is being typed, with its question.
    pub fn input(&self) -> Option<(String, &Input)> {
        match &self.stage {
            Stage::Names | Stage::Into(_) => None,
            Stage::Find { source, input } => Some((format!("merge {} into: ", source.name), input)),
            Stage::Rename { input, .. } => Some(("rename to: ".to_owned(), input)),
        }
    }

    pub(super) fn input_mut(&mut self) -> Option<&mut Input> {
        match &mut self.stage {
            Stage::Names | Stage::Into(_) => None,
            Stage::Find { input, .. } | Stage::Rename { input, .. } => Some(input),
        }
    }

    /// Takes a key that moves; false where it is none.
    pub(super) fn moved(&mut self, key: Key) -> bool {
        let last = self.rows.len().saturating_sub(1);
        self.at = match (key.code, key.ctrl) {
            (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => (self.at + 1).min(last),
            (Code::Up | Code::BackTab, _) | (Code::Char('p'), true) => self.at.saturating_sub(1),
            (Code::PageDown, _) => (self.at + 10).min(last),
            (Code::PageUp, _) => self.at.saturating_sub(10),
            _ => return false,
        };
        true
    }

    /// The same where nothing is typed.
    pub(super) fn moved_by_letter(&mut self, key: Key) -> bool {
        let last = self.rows.len().saturating_sub(1);
        self.at = match (key.code, key.ctrl) {
            (Code::Char('j'), false) => (self.at + 1).min(last),
            (Code::Char('k'), false) => self.at.saturating_sub(1),
            (Code::Char('d'), true) => (self.at + 10).min(last),
            (Code::Char('u'), true) => self.at.saturating_sub(10),
            (Code::Home, _) => 0,
            (Code::End, _) => last,
            _ => return self.moved(key),
        };
        true
    }
}

impl App {
    pub(super) fn pick_entity(&mut self) {
        if self.loaded().is_none() {
            return self.say_nothing_here();
        }
        let rows = self.name_rows();
        if rows.is_empty() {
            let key = self.key_in(Pane::Text, Action::MarkName);
            self.note(format!("no names in this article; {key} in the text marks one"));
        } else {
            let pick = EntityPick { rows, at: 0, stage: Stage::Names, here: false };
            self.mode = Mode::Entities(pick);
        }
    }

    /// Shows the names as they are now, with the cursor on the same one or on another.
    pub(super) fn refresh_pick(&mut self, focus: Option<&EntityKey>) {
        let Mode::Entities(pick) = &self.mode else { return };
        if pick.stage != Stage::Names {
            return;
        }
        let (before, at) = (pick.row().map(|row| row.key.clone()), pick.at);
        let rows = self.name_rows();
        let place = |key: &EntityKey| rows.iter().position(|row| row.key == *key && !row.hidden);
        let there = focus.and_then(place).or_else(|| before.as_ref().and_then(place));
        let at = there.unwrap_or(at).min(rows.len().saturating_sub(1));
        if rows.is_empty() {
            self.mode = Mode::Browse;
        } else if let Mode::Entities(pick) = &mut self.mode {
            (pick.rows, pick.at) = (rows, at);
        }
    }

    fn name_rows(&self) -> Vec<PickRow> {
        let Some(loaded) = self.loaded() else { return Vec::new() };
        let article = loaded.article.id;
        let mut was: BTreeMap<EntityKey, Vec<String>> = BTreeMap::new();
        let mut hidden = Vec::new();
        let watched = self.watched_names();
        for entity in loaded.found().iter().filter(|e| e.kind.is_name()) {
            match self.desk.corrector.name_of(article, &entity.name, entity.kind) {
                Some((name, kind)) => {
                    let was = was.entry(EntityKey::new(name, kind)).or_default();
                    if entity.name != name && !was.contains(&entity.name) {
                        was.push(entity.name.clone());
                    }
                }
                None => hidden.push(self.row(&entity.name, entity.kind, entity.mentions.len())),
            }
        }
        let shown = loaded.analysis.entities.iter().filter(|e| e.kind.is_name());
        let mut rows: Vec<PickRow> =
            shown.map(|e| self.row(&e.name, e.kind, e.mentions.len())).collect();
        for row in &mut rows {
            row.was = was.remove(&row.key).unwrap_or_default();
            row.watched = watched.contains(&row.key.name);
            row.dates = self.dates_of(&row.key);
        }
        rows.sort_by_key(|row| Reverse(row.mentions));
        for (row, letter) in rows.iter_mut().zip(LETTERS.chars()) {
            row.letter = Some(letter);
        }
        rows.extend(hidden.into_iter().map(|row| {
            let articles = self.desk.index.found_in_articles(&row.key).len();
            PickRow { hidden: true, articles, ..row }
        }));
        rows
    }

    pub(super) fn row(&self, name: &str, kind: EntityKind, mentions: usize) -> PickRow {
        let key = EntityKey::new(name, kind);
        PickRow {
            letter: None,
            name: name.to_owned(),
            mentions,
            articles: self.desk.index.get(&key).map_or(1, |e| e.articles.len()),
            dates: None,
            watched: false,
            was: Vec::new(),
            hidden: false,
            key,
        }
    }

    fn dates_of(&self, key: &EntityKey) -> Option<(Date, Date)> {
        // The date of a file is that of its last copy.
        let stated = |digest: &Digest| digest.date.filter(|_| digest.own_date);
        let date = |(doc, _): &(DocId, u32)| self.desk.digest(*doc).and_then(stated);
        let dates = || self.desk.index.get(key).into_iter().flat_map(|e| &e.articles);
        Some((dates().filter_map(date).min()?, dates().filter_map(date).max()?))
    }

    /// Folded.
    fn watched_names(&self) -> BTreeSet<String> {
        let name = |target: &Target| match target {
            Target::Name(name) => Some(fold::fold(name)),
            Target::Phrase(_) | Target::Regex(_) => None,
        };
        self.tags.corrections.watches.iter().filter_map(|watch| name(&watch.target)).collect()
    }

    pub(super) fn entities_key(&mut self, key: Key) {
        let Mode::Entities(pick) = &mut self.mode else { return };
        match pick.stage.clone() {
            Stage::Names => self.names_key(key),
            Stage::Into(source) => self.target_key(key, source),
            Stage::Find { source, .. } => self.find_key(key, &source),
            Stage::Rename { source, .. } => self.rename_key(key, &source),
        }
    }

    fn names_key(&mut self, key: Key) {
        let Mode::Entities(pick) = &mut self.mode else { return };
        if pick.moved_by_letter(key) {
            return;
        }
        let row = pick.row().cloned();
        match (key.code, key.ctrl) {
            (Code::Enter | Code::Right, _) => self.pick(row),
            (Code::Esc | Code::Backspace | Code::Left | Code::Char('e'), false)
            | (Code::Char('c' | 'g'), true) => self.mode = Mode::Browse,
            (Code::Char('Q'), false) => {
                self.mode = Mode::Browse;
                self.quit();
            }
            (Code::Char('.'), false) => pick.here = !pick.here,
            (Code::Char('u'), false) => self.undo_in_pick(Self::undo),
            (Code::Char('r'), true) => self.undo_in_pick(Self::redo),
            (Code::Char(letter), false) if self.correct_by(letter, row.as_ref()) => {}
            (Code::Char(letter), false) => self.pick_letter(letter),
            _ => {}
        }
    }

    fn pick_letter(&mut self, letter: char) {
        match self.row_of_letter(letter) {
            Some(row) => self.pick(Some(row)),
            None => self.note(format!("no name has the letter {letter}; Esc closes")),
        }
    }

    pub(super) fn row_of_letter(&self, letter: char) -> Option<PickRow> {
        let Mode::Entities(pick) = &self.mode else { return None };
        pick.rows.iter().find(|row| row.letter == Some(letter)).cloned()
    }

    /// Takes a step back or forth; where that leads to another article, the list closes.
    fn undo_in_pick(&mut self, step: fn(&mut Self)) {
        let before = self.selected();
        step(self);
        if self.selected() == before {
            self.refresh_pick(None);
        } else {
            self.mode = Mode::Browse;
        }
    }

    fn pick(&mut self, row: Option<PickRow>) {
        match row {
            Some(row) if row.hidden => {
                self.note(format!("{} is hidden; x shows it as found", row.name));
            }
            Some(row) => {
                self.mode = Mode::Browse;
                self.pivot(row.key, row.name);
            }
            None => self.mode = Mode::Browse,
        }
    }
}
