//! The mouse: what is pointed at does what the key for it would, and the wheel scrolls what is under
//! it. Where things are on the screen, `ui` says.

use ratatui::layout::Position;

use super::{App, Front, Mode, Spot, Stage};
use crate::{
    analysis::EntityKind,
    config::{Action, Key, key::Code},
    corpus::EntityKey,
    text::TextRange,
};

/// What is at a place of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A row of the list, from the first that is shown.
    ListRow(usize),
    /// A slot of the tag bar.
    Slot(u8),
    /// A tag without a slot.
    Tag(String),
    /// The prompt for other tags.
    OtherTags,
    /// A byte of the text.
    Text(usize),
    /// What stands for folded parts of the text.
    Folded,
    /// The text pane, where it has no text.
    TextPane,
    /// A sentence of the summary, by its place in it.
    Sentence(usize),
    /// A name beside the text, by its index.
    Entity(usize),
    /// A row of the box in front, from the first of all its rows.
    BoxRow(usize),
    /// The box in front, where nothing can be chosen.
    Box,
    /// Behind the box in front.
    BehindBox,
}

/// Rows that the wheel moves by.
const ROWS: isize = 3;

impl App {
    pub(super) fn pointed(&mut self, target: &Target) {
        self.message = None;
        self.start.moved = true;
        self.pressed.clear();
        if !matches!(target, Target::ListRow(_)) {
            self.view_mut().away = false;
        }
        match (&self.mode, target) {
            (Mode::Browse, _) => self.point(target),
            (Mode::Mark(marking), Target::Text(at)) => self.mark_word_at(*at, marking.here),
            (Mode::Prompt(_), Target::ListRow(row)) if self.is_asking() => {
                self.select_row(*row);
            }
            (Mode::Prompt(_) | Mode::Confirm(_) | Mode::Mark(_), _) => {}
            (_, Target::BehindBox) => self.mode = Mode::Browse,
            (_, Target::BoxRow(row)) => self.point_in_box(*row),
            _ => {}
        }
    }

    fn point(&mut self, target: &Target) {
        match target {
            Target::ListRow(row) => self.point_at_row(*row),
            Target::Slot(_) | Target::Tag(_) | Target::OtherTags if self.must_wait() => {
                self.note("this article is still being read");
            }
            Target::Slot(slot) => self.press_slot(*slot),
            Target::Tag(tag) if self.can_decide() => {
                self.change_tags(Vec::new(), vec![tag.clone()]);
            }
            Target::OtherTags => self.act(Action::Tag),
            Target::Text(at) => self.point_in_text(*at),
            Target::Folded => {
                self.front = Front::Text;
                self.fold();
            }
            Target::TextPane => self.front = Front::Text,
            Target::Sentence(place) => self.go_to_source(*place),
            Target::Entity(index) => self.pivot_on_entity(*index),
            Target::Tag(_) | Target::BoxRow(_) | Target::Box | Target::BehindBox => {}
        }
    }

    /// Selects; what is selected already is opened.
    fn point_at_row(&mut self, row: usize) {
        let Some(doc) = self.view().shown.get(self.view().top + row).copied() else { return };
        if self.selected() != Some(doc) {
            self.front = Front::List;
            self.select_row(row);
        } else if self.front != Front::Text {
            self.front = Front::Text;
            // Where it was seen, it stays seen.
            self.view_mut().away = false;
        }
    }

    fn select_row(&mut self, row: usize) {
        if let Some(doc) = self.view().shown.get(self.view().top + row).copied() {
            self.select(doc);
        }
    }

    /// Goes to the name there; where the cursor is on it already, all articles with it are shown.
    fn point_in_text(&mut self, at: usize) {
        let was = (self.front == Front::Text).then_some(self.spot);
        self.front = Front::Text;
        let Some(loaded) = self.loaded().cloned() else { return };
        let mentions = &loaded.analysis.mentions;
        let index = mentions.iter().position(|mention| mention.range.contains_offset(at));
        let Some((index, mention)) = index.and_then(|i| Some((i, mentions.get(i)?))) else {
            self.spot = Spot::Nothing;
            return;
        };
        match mention.kind {
            EntityKind::Url | EntityKind::Email | EntityKind::Handle => {
                self.spot = Spot::Mention(index);
                self.ask_links();
            }
            EntityKind::Date | EntityKind::Money => self.spot = Spot::Nothing,
            _ if was == Some(Spot::Mention(index)) => self.pivot_on_mention(index),
            _ => self.go_to_mention(index),
        }
    }

    fn pivot_on_entity(&mut self, index: usize) {
        let Some(loaded) = self.loaded().cloned() else { return };
        if let Some(entity) = loaded.analysis.entities.get(index).filter(|e| e.kind.is_name()) {
            self.pivot(EntityKey::new(&entity.name, entity.kind), entity.name.clone());
        }
    }

    /// Puts the cursor of the box on a row; on the row that has it, does what Enter does.
    fn point_in_box(&mut self, row: usize) {
        let steps = self.past().len();
        let at = match &mut self.mode {
            // While a new name is typed there is nothing to choose.
            Mode::Entities(pick) if matches!(pick.stage, Stage::Rename { .. }) => return,
            Mode::Entities(pick) if row < pick.rows.len() => &mut pick.at,
            Mode::Views(views) if row < views.rows.len() => &mut views.at,
            Mode::Links(links) if row < links.rows.len() => &mut links.at,
            Mode::Past(past) if row < steps => &mut past.at,
            Mode::Export(_) => return self.export_row(row),
            _ => return,
        };
        if *at == row {
            self.key(Key::plain(Code::Enter));
        } else {
            *at = row;
        }
    }

    /// Scrolls the box in front, else the pane that is there; the keyboard stays where it is.
    pub(super) fn wheel(&mut self, position: Position, down: bool) {
        let by = if down { ROWS } else { -ROWS };
        let step =
            |at: usize, rows: usize| at.saturating_add_signed(by).min(rows.saturating_sub(1));
        let steps = self.past().len();
        match &mut self.mode {
            Mode::Entities(pick) => pick.at = step(pick.at, pick.rows.len()),
            Mode::Views(views) => views.at = step(views.at, views.rows.len()),
            Mode::Links(links) => links.at = step(links.at, links.rows.len()),
            Mode::Past(past) => past.at = step(past.at, steps),
            Mode::Palette(palette) => palette.at = step(palette.at, palette.rows.len()),
            Mode::Help(_) => self.scroll_help(by),
            Mode::Export(_) => {}
            Mode::Browse | Mode::Prompt(_) | Mode::Mark(_) | Mode::Confirm(_) => {
                let Some(panes) = self.panes() else { return };
                if panes.list.is_some_and(|list| list.contains(position)) {
                    self.scroll_list(by);
                } else if panes.text.is_some_and(|text| text.contains(position)) {
                    self.scroll_by(by);
                }
            }
        }
    }

    /// Moves the window of the list; the selected article may leave it until a key is pressed.
    fn scroll_list(&mut self, by: isize) {
        let rows = self.list_rows();
        let view = self.view_mut();
        let last = view.shown.len().saturating_sub(rows);
        view.top = view.top.saturating_add_signed(by).min(last);
        view.away = true;
    }

    /// Where the word of the text is that a byte belongs to.
    fn mark_word_at(&mut self, at: usize, here: bool) {
        let word = self.words().into_iter().find(|word: &TextRange| word.contains_offset(at));
        if let Some(word) = word {
            self.select_phrase(word, here);
        }
    }
}
