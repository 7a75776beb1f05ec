//! The other name: which one a name is merged into, or what it is renamed to.

use std::cmp::Reverse;

use super::{App, EntityPick, Input, Mode, PickRow, Stage};
use crate::{
    config::{Key, key::Code},
    corpus::{EntityKey, Entry},
    text::fold,
};

/// Names of the desk that are offered at a time.
const OFFERED: usize = 100;

impl App {
    /// Asks which name of this article, or of the desk, another is merged into.
    pub(super) fn ask_into(&mut self, source: &PickRow) {
        let Mode::Entities(pick) = &mut self.mode else { return };
        let others = |row: &PickRow| row.key != source.key && !row.hidden;
        let source = Box::new(source.clone());
        pick.rows.retain(others);
        pick.at = 0;
        pick.stage = Stage::Into(source.clone());
        if pick.rows.is_empty() {
            self.ask_find(source);
        }
    }

    fn ask_find(&mut self, source: Box<PickRow>) {
        if let Mode::Entities(pick) = &mut self.mode {
            pick.stage = Stage::Find { source, input: Input::default() };
        }
        self.pick_changed();
    }

    pub(super) fn ask_rename(&mut self, source: &PickRow) {
        if let Mode::Entities(pick) = &mut self.mode {
            let (source, input) = (Box::new(source.clone()), Input::new(&source.name));
            pick.stage = Stage::Rename { source, input };
        }
    }

    pub(super) fn target_key(&mut self, key: Key, source: Box<PickRow>) {
        let Mode::Entities(pick) = &mut self.mode else { return };
        if pick.moved_by_letter(key) {
            return;
        }
        match (key.code, key.ctrl) {
            (Code::Enter, _) => self.merge_into_row(&source),
            (Code::Char('.'), false) => pick.here = !pick.here,
            (Code::Char('/'), false) => self.ask_find(source),
            (Code::Char(letter), false) => match self.row_of_letter(letter) {
                Some(row) => {
                    self.back_to_names(&source.key);
                    self.merge(&source, &row.key, &row.name);
                }
                None => self.note(format!("no name has the letter {letter}; / finds others")),
            },
            _ => self.back_to_names(&source.key),
        }
    }

    pub(super) fn find_key(&mut self, key: Key, source: &PickRow) {
        let Mode::Entities(pick) = &mut self.mode else { return };
        match (key.code, key.ctrl) {
            (Code::Enter, _) => self.merge_into_row(source),
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) => self.back_to_names(&source.key),
            _ if pick.moved(key) => {}
            _ => {
                if let Some(input) = pick.input_mut() {
                    input.press(key);
                }
                self.pick_changed();
            }
        }
    }

    fn merge_into_row(&mut self, source: &PickRow) {
        let Mode::Entities(pick) = &self.mode else { return };
        match pick.row().cloned() {
            Some(row) => {
                self.back_to_names(&source.key);
                self.merge(source, &row.key, &row.name);
            }
            None => self.note("no such name in the desk; r renames"),
        }
    }

    pub(super) fn rename_key(&mut self, key: Key, source: &PickRow) {
        let Mode::Entities(pick) = &mut self.mode else { return };
        let Some(input) = pick.input_mut() else { return };
        match (key.code, key.ctrl) {
            (Code::Enter, _) => {
                let name = input.text().split_whitespace().collect::<Vec<_>>().join(" ");
                self.back_to_names(&source.key);
                self.rename(source, &name);
            }
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) => self.back_to_names(&source.key),
            _ => {
                input.press(key);
            }
        }
    }

    fn back_to_names(&mut self, focus: &EntityKey) {
        if let Mode::Entities(pick) = &mut self.mode {
            pick.stage = Stage::Names;
            self.refresh_pick(Some(focus));
        }
    }

    /// After each change of what is typed: the names of the desk that have a word beginning so, those
    /// in the most articles first.
    pub(super) fn pick_changed(&mut self) {
        let Mode::Entities(EntityPick { stage: Stage::Find { source, input }, .. }) = &self.mode
        else {
            return;
        };
        let typed = fold::fold(input.text().trim());
        let fits = |key: &EntityKey| {
            let ends = |c: char| c.is_alphanumeric();
            key.name
                .match_indices(&*typed)
                .any(|(at, _)| !key.name.get(..at).is_some_and(|before| before.ends_with(ends)))
        };
        let mut names: Vec<_> =
            self.desk.index.iter().filter(|(key, _)| **key != source.key && fits(key)).collect();
        let order =
            |(key, entry): &(&EntityKey, &Entry)| (Reverse(entry.articles.len()), (*key).clone());
        if names.len() > OFFERED {
            names.select_nth_unstable_by_key(OFFERED, |(_, entry)| Reverse(entry.articles.len()));
            names.truncate(OFFERED);
        }
        names.sort_by_cached_key(order);
        let rows: Vec<PickRow> =
            names.into_iter().map(|(key, entry)| self.row(&entry.name, key.kind, 0)).collect();
        if let Mode::Entities(pick) = &mut self.mode {
            (pick.rows, pick.at) = (rows, 0);
        }
    }
}
