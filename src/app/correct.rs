//! Correcting names: what the reader says of a name that is shown becomes edits of every name that
//! was found behind it.

use std::collections::BTreeMap;

use super::{App, Mode, PickRow, pick::kind_of};
use crate::{
    analysis::EntityKind,
    article::ArticleId,
    corpus::EntityKey,
    tags::{Correction, Edit, Fate, Marked, NameRef, PhraseRef, Scope, Target, Watch},
    text::fold,
};

/// Names as found (folded, with the kind that a correction is for), and how they are written.
type Behind = BTreeMap<(String, Option<EntityKind>), String>;

impl App {
    /// Corrects the name of a row as a letter says; false where the letter means nothing.
    pub(super) fn correct_by(&mut self, letter: char, row: Option<&PickRow>) -> bool {
        let Some(row) = row else { return false };
        if !matches!(letter, 'm' | 'r' | 'd' | 'x' | 'w') && kind_of(letter).is_none() {
            return false;
        }
        if !self.can_decide() {
            return true;
        }
        match (letter, kind_of(letter)) {
            ('x', _) => self.as_found(row),
            ('d', _) if row.hidden => self.as_found(row),
            _ if row.hidden => self.note(format!("{} is hidden; x shows it as found", row.name)),
            ('m', _) => self.ask_into(row),
            ('r', _) => self.ask_rename(row),
            ('d', _) => self.hide(row),
            ('w', _) => self.watch(row),
            (_, Some(kind)) => self.set_kind(&row.key, &row.name, kind),
            (_, None) => {}
        }
        true
    }

    /// Whether corrections hold in this article only.
    fn here(&self) -> bool {
        match &self.mode {
            Mode::Entities(pick) => pick.here,
            Mode::Mark(marking) => marking.here,
            Mode::Browse
            | Mode::Prompt(_)
            | Mode::Help(_)
            | Mode::Export(_)
            | Mode::Views(_)
            | Mode::Past(_)
            | Mode::Palette(_)
            | Mode::Links(_)
            | Mode::Confirm(_) => false,
        }
    }

    pub(super) fn scope_words(here: bool) -> &'static str {
        if here { "in this article" } else { "in all articles" }
    }

    pub(super) fn merge(&mut self, source: &PickRow, into: &EntityKey, name: &str) {
        let fate = Fate::Becomes { name: name.to_owned(), kind: into.kind };
        let label = format!("merged {} into {name}", source.name);
        self.give_fate(&source.key, Some(&fate), &label, into);
    }

    pub(super) fn rename(&mut self, source: &PickRow, name: &str) {
        if name.is_empty() || name == source.name {
            self.note("the name stays as it is");
            return;
        }
        let fate = Fate::Becomes { name: name.to_owned(), kind: source.key.kind };
        let label = format!("renamed {} to {name}", source.name);
        let to = EntityKey::new(name, source.key.kind);
        self.give_fate(&source.key, Some(&fate), &label, &to);
    }

    pub(super) fn set_kind(&mut self, key: &EntityKey, name: &str, kind: EntityKind) {
        let label = format!("{name} is {}", a_kind(kind));
        if key.kind == kind {
            self.note(format!("{label} already"));
            return;
        }
        let fate = Fate::Becomes { name: name.to_owned(), kind };
        let to = EntityKey { name: key.name.clone(), kind };
        self.give_fate(key, Some(&fate), &label, &to);
    }

    fn give_fate(&mut self, key: &EntityKey, fate: Option<&Fate>, label: &str, to: &EntityKey) {
        let Some(article) = self.article() else { return };
        let here = self.here();
        let edits = self.fates(&self.behind(key, here), fate, here, article);
        self.commit_correction(label, edits, Some(to));
    }

    /// One step of history for edits that hold as the list says.
    fn commit_correction(&mut self, label: &str, edits: Vec<Edit>, focus: Option<&EntityKey>) {
        let label = format!("{label} {}", Self::scope_words(self.here()));
        self.commit(&label, edits, self.article());
        self.refresh_pick(focus);
    }

    /// A name that the reader marked is marked no longer; what was found goes.
    fn hide(&mut self, row: &PickRow) {
        let Some(article) = self.article() else { return };
        let here = self.here();
        let mut unmarked = self.unmark(&row.key, here);
        if unmarked.is_empty() {
            let edits =
                self.fates(&self.behind(&row.key, here), Some(&Fate::Hidden), here, article);
            self.commit_correction(&format!("hid {}", row.name), edits, None);
            return;
        }
        // What had become of a marked phrase goes with the mark.
        let marks = unmarked.iter().filter_map(|edit| match edit {
            Edit::Marked { of, before: Some(mark), .. } => {
                Some((self.reference(&of.phrase, mark.kind), mark.phrase.clone()))
            }
            _ => None,
        });
        let became = self.fates(&marks.collect(), None, here, article);
        unmarked.extend(became);
        self.commit_correction(&format!("unmarked {}", row.name), unmarked, None);
    }

    fn as_found(&mut self, row: &PickRow) {
        let Some(article) = self.article() else { return };
        let here = self.here();
        let behind = if row.hidden {
            let written = row.name.clone();
            Behind::from([(self.reference(&row.key.name, row.key.kind), written)])
        } else {
            self.behind(&row.key, here)
        };
        let edits = self.fates(&behind, None, here, article);
        if edits.is_empty() {
            self.note(format!("{} is as it was found", row.name));
        } else {
            self.commit_correction(&format!("{} as found", row.name), edits, Some(&row.key));
        }
    }

    fn watch(&mut self, row: &PickRow) {
        let is_this = |watch: &&Watch| matches!(&watch.target, Target::Name(name) if fold::fold(name) == row.key.name);
        let before = self.tags.corrections.watches.iter().find(is_this).cloned();
        let (verb, after) = if before.is_some() {
            ("no longer watching", None)
        } else {
            ("watching", Some(Watch { target: Target::Name(row.name.clone()), color: None }))
        };
        let label = format!("{verb} {}", row.name);
        self.commit(&label, vec![Edit::Watch { before, after }], self.article());
        self.refresh_pick(Some(&row.key));
    }

    fn article(&self) -> Option<ArticleId> {
        self.desk.article_id(self.selected()?)
    }

    /// The names found behind one that is shown: those of this article, and unless only these are
    /// meant all that go by it anywhere.
    fn behind(&self, key: &EntityKey, here: bool) -> Behind {
        let mut behind = Behind::new();
        let Some(loaded) = self.loaded() else { return behind };
        let article = loaded.article.id;
        let shown = |name: &str, kind: EntityKind| {
            let now = self.desk.corrector.name_of(article, name, kind);
            now.is_some_and(|(name, kind)| EntityKey::new(name, kind) == *key)
        };
        let found = loaded.found().iter().filter(|e| e.kind.is_name());
        let found = found.map(|e| (e.name.as_str(), e.kind));
        let marked = self.marked_here(article).map(|(_, mark)| (mark.phrase.as_str(), mark.kind));
        for (name, kind) in found.chain(marked).filter(|(name, kind)| shown(name, *kind)) {
            let of = self.reference(&fold::fold(name), kind);
            behind.entry(of).or_insert_with(|| name.to_owned());
        }
        if !here {
            self.add_all_behind(key, &mut behind);
        }
        behind
    }

    fn add_all_behind(&self, key: &EntityKey, behind: &mut Behind) {
        let names = &self.tags.corrections.names;
        let mut targets = vec![key.clone()];
        let mut next = 0;
        while let Some(target) = targets.get(next).cloned() {
            next += 1;
            for (of, correction) in names.iter().filter(|(of, _)| of.scope == Scope::Everywhere) {
                let Fate::Becomes { name, kind } = &correction.fate else { continue };
                let leads = *kind == target.kind && fold::fold(name) == target.name;
                let known = behind.contains_key(&(of.name.clone(), of.kind));
                if leads && !known {
                    behind.insert((of.name.clone(), of.kind), correction.written.clone());
                }
                if let Some(kind) = of.kind.filter(|_| leads) {
                    let from = EntityKey { name: of.name.clone(), kind };
                    if !targets.contains(&from) {
                        targets.push(from);
                    }
                }
            }
        }
        let of = self.reference(&key.name, key.kind);
        let untouched = names.get(&everywhere(&of)).is_none();
        if untouched && !self.desk.index.found_in_articles(key).is_empty() {
            let written = self.desk.index.get(key).map_or(&key.name, |entry| &entry.name);
            behind.entry(of).or_insert_with(|| written.clone());
        }
    }

    /// The correction for everywhere that holds for a found name, or the one to be made.
    fn reference(&self, name: &str, kind: EntityKind) -> (String, Option<EntityKind>) {
        let of = |kind| NameRef { scope: Scope::Everywhere, name: name.to_owned(), kind };
        let names = &self.tags.corrections.names;
        let any = !names.contains_key(&of(Some(kind))) && names.contains_key(&of(None));
        (name.to_owned(), (!any).then_some(kind))
    }

    /// The edits after which found names have a fate (none: as found). One for everywhere takes back
    /// what held in this article alone.
    fn fates(
        &self,
        behind: &Behind,
        fate: Option<&Fate>,
        here: bool,
        article: ArticleId,
    ) -> Vec<Edit> {
        let names = &self.tags.corrections.names;
        let mut edits = Vec::new();
        let mut set = |of: NameRef, after: Option<Correction>| {
            let before = names.get(&of).cloned();
            let same = before.as_ref().map(|b| &b.fate) == after.as_ref().map(|a| &a.fate);
            if !same {
                edits.push(Edit::Name { of, before, after });
            }
        };
        for ((name, kind), written) in behind {
            let itself = |fate: &Fate| matches!(fate, Fate::Becomes { name, kind: k } if name == written && Some(*k) == *kind);
            let fate = fate.filter(|fate| !itself(fate)).cloned();
            let everywhere = everywhere(&(name.clone(), *kind));
            let local = |kind| NameRef { scope: Scope::Article(article), name: name.clone(), kind };
            let correction = |fate| Correction { written: written.clone(), fate };
            if !here {
                set(everywhere, fate.map(correction));
                set(local(*kind), None);
                if kind.is_some() {
                    set(local(None), None);
                }
                continue;
            }
            let stays = kind.filter(|_| names.contains_key(&everywhere));
            let as_found = stays.map(|kind| Fate::Becomes { name: written.clone(), kind });
            set(local(*kind), fate.or(as_found).map(correction));
        }
        edits
    }

    /// The phrases that are marked for this article or for all, and stand in it.
    fn marked_here(&self, article: ArticleId) -> impl Iterator<Item = (&PhraseRef, &Marked)> {
        let phrases = self.selected().and_then(|doc| self.desk.marked.get(&doc));
        let stands =
            move |of: &PhraseRef| phrases.is_some_and(|p| p.iter().any(|p| p.0 == of.phrase));
        let holds = move |scope| [Scope::Everywhere, Scope::Article(article)].contains(&scope);
        let marked = self.tags.corrections.marked.iter();
        marked.filter(move |(of, _)| holds(of.scope) && stands(of))
    }

    /// The edits that take the marks away which are shown as this name.
    fn unmark(&self, key: &EntityKey, here: bool) -> Vec<Edit> {
        let Some(article) = self.article() else { return Vec::new() };
        let shown = |mark: &Marked| {
            let now = self.desk.corrector.name_of(article, &mark.phrase, mark.kind);
            now.is_some_and(|(name, kind)| EntityKey::new(name, kind) == *key)
        };
        self.marked_here(article)
            .filter(|(of, mark)| shown(mark) && (!here || of.scope != Scope::Everywhere))
            .map(|(of, mark)| Edit::Marked {
                of: of.clone(),
                before: Some(mark.clone()),
                after: None,
            })
            .collect()
    }

    /// Marks a phrase of the text as a name; one that is a name already becomes one of that kind.
    pub(super) fn mark_phrase(&mut self, phrase: &str, kind: EntityKind) {
        let Some(article) = self.article() else { return };
        let here = self.here();
        let scope = if here { Scope::Article(article) } else { Scope::Everywhere };
        let of = PhraseRef { scope, phrase: fold::fold(phrase) };
        let before = self.tags.corrections.marked.get(&of).cloned();
        let mut edits = self.found_again(&of.phrase, here, article);
        let after = Some(Marked { phrase: phrase.to_owned(), kind });
        if before != after {
            edits.push(Edit::Marked { of, before, after });
        }
        self.commit_correction(&format!("marked {phrase} as {}", a_kind(kind)), edits, None);
    }

    /// The edits that show a name again which was hidden.
    fn found_again(&self, phrase: &str, here: bool, article: ArticleId) -> Vec<Edit> {
        let mut behind = Behind::new();
        for (of, correction) in &self.tags.corrections.names {
            let holds = of.scope == Scope::Everywhere || of.scope == Scope::Article(article);
            if holds && of.name == phrase && correction.fate == Fate::Hidden {
                behind.insert((of.name.clone(), of.kind), correction.written.clone());
            }
        }
        self.fates(&behind, None, here, article)
    }
}

fn everywhere((name, kind): &(String, Option<EntityKind>)) -> NameRef {
    NameRef { scope: Scope::Everywhere, name: name.clone(), kind: *kind }
}

/// `an organization`
pub(super) fn a_kind(kind: EntityKind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}
