//! Moving: through the list, through the text, from pane to pane.

use super::{App, Front, Layout, Page, Spot, desk::DocState, page::PageKey};
use crate::{
    article::ArticleId,
    config::{Action, Pane, settings::Bidi},
    corpus::DocId,
    tags::State,
    text::{Clean, TextRange},
};

/// Rows of the last page that stay in sight when paging.
const OVERLAP: usize = 2;

/// What should be at the top of the text, as long as the reader does not move it.
#[derive(Debug)]
pub(super) struct Held {
    doc: DocId,
    /// The row that is at the top.
    shown: usize,
    /// The row that should be.
    row: usize,
    byte: usize,
}

impl Held {
    fn holds(&self, doc: DocId, top: usize) -> bool {
        self.doc == doc && self.shown == top
    }
}

impl App {
    pub(super) fn down(&mut self) {
        match self.pane() {
            Pane::List => self.move_by(1),
            Pane::Text => self.scroll_by(1),
        }
    }

    pub(super) fn up(&mut self) {
        match self.pane() {
            Pane::List => self.move_by(-1),
            Pane::Text => self.scroll_by(-1),
        }
    }

    pub(super) fn next_article(&mut self) {
        match self.pane() {
            Pane::List => self.scroll_by(1),
            Pane::Text => self.move_by(1),
        }
    }

    pub(super) fn previous_article(&mut self) {
        match self.pane() {
            Pane::List => self.scroll_by(-1),
            Pane::Text => self.move_by(-1),
        }
    }

    pub(super) fn first(&mut self) {
        match self.pane() {
            Pane::List => self.select_at(0),
            Pane::Text => (self.top, self.line) = (0, 0),
        }
    }

    pub(super) fn last(&mut self) {
        match self.pane() {
            Pane::List => self.select_at(usize::MAX),
            Pane::Text => {
                self.top = self.last_top();
                self.line = self.page.as_ref().map_or(0, |page| page.rows.len().saturating_sub(1));
            }
        }
    }

    /// Moves by `1/part` of a page; `direction` is 1 or -1.
    pub(super) fn page_by(&mut self, direction: isize, part: usize) {
        let rows = match self.pane() {
            Pane::List => self.list_rows(),
            Pane::Text => self.text_rows(),
        };
        let rows = if part == 1 { rows.saturating_sub(OVERLAP) } else { rows / part };
        let by = direction * isize::try_from(rows.max(1)).unwrap_or(1);
        match self.pane() {
            Pane::List => self.move_by(by),
            Pane::Text => self.scroll_by(by),
        }
    }

    fn move_by(&mut self, by: isize) {
        self.select_at(self.view().at.saturating_add_signed(by));
    }

    fn select_at(&mut self, at: usize) {
        self.remember_place();
        self.view_mut().select_at(at);
        self.spot = Spot::Nothing;
    }

    pub(super) fn select(&mut self, doc: DocId) {
        self.remember_place();
        self.view_mut().select(doc);
        self.spot = Spot::Nothing;
    }

    pub(super) fn list_rows(&self) -> usize {
        self.panes().and_then(|p| p.list).map_or(1, |r| r.height as usize)
    }

    pub(super) fn text_rows(&self) -> usize {
        self.panes().and_then(|p| p.text).map_or(1, |r| r.height as usize)
    }

    fn last_top(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.rows.len().saturating_sub(self.text_rows()))
    }

    pub(super) fn scroll_by(&mut self, by: isize) {
        if self.plain {
            return self.read_line(by);
        }
        self.top = self.top.saturating_add_signed(by).min(self.last_top());
    }

    /// Moves the cursor from row to row, and the text by whole windows.
    fn read_line(&mut self, by: isize) {
        let last = self.page.as_ref().map_or(0, |page| page.rows.len().saturating_sub(1));
        self.line = self.line.saturating_add_signed(by).min(last);
        let rows = self.text_rows().max(1);
        if self.line < self.top || self.line >= self.top + rows {
            self.top = (self.line / rows * rows).min(self.last_top());
        }
    }

    /// Space: a page down in the text; at its end, and in the list, done and on.
    pub(super) fn next(&mut self) {
        if self.pane() == Pane::Text && self.top < self.last_top() {
            self.page_by(1, 1);
        } else {
            self.done_and_on();
        }
    }

    /// Goes to the next undecided article: a new one further down, else from the top, else one that
    /// was put off.
    pub(super) fn go_on(&mut self) {
        match self.next_in(State::New).or_else(|| self.next_in(State::Later)) {
            Some(at) => self.select_at(at),
            None if self.is_decided() => {
                self.message.get_or_insert(super::Message::Note(Clean::line("all decided")));
            }
            None => {}
        }
    }

    /// The place of the next readable article in a state, from the selected one on and round.
    fn next_in(&self, state: State) -> Option<usize> {
        let view = self.view();
        (view.at + 1..view.shown.len()).chain(0..view.at).find(|at| {
            view.shown.get(*at).is_some_and(|doc| {
                let failed =
                    self.desk.get(*doc).is_some_and(|d| matches!(d.state, DocState::Failed(_)));
                !failed && self.decision_of(*doc).map_or(State::New, |d| d.state) == state
            })
        })
    }

    pub(super) fn is_decided(&self) -> bool {
        matches!(self.decision().map(|d| d.state), Some(State::Done | State::Dropped))
    }

    /// Shows an article, in this view or in the nearest one that holds it.
    /// False where none of them does.
    pub(super) fn go_to_article(&mut self, id: ArticleId) -> bool {
        let docs = self.desk.docs_of(id).to_vec();
        if self.selected().is_some_and(|doc| docs.contains(&doc)) {
            return true;
        }
        for depth in (0..self.views.len()).rev() {
            let shown = &self.views[depth].shown;
            if let Some(doc) = docs.iter().copied().find(|doc| shown.contains(doc)) {
                self.views.truncate(depth + 1);
                self.select(doc);
                self.count_decided();
                return true;
            }
        }
        false
    }

    pub(super) fn open(&mut self) {
        match self.pane() {
            Pane::List if self.selected().is_some() => self.front = Front::Text,
            Pane::List => self.note("there is no article here"),
            Pane::Text => match self.spot {
                Spot::Mention(index) => self.pivot_on_mention(index),
                Spot::Nothing | Spot::Source(_) | Spot::Hit(_) => {
                    let (next, open) =
                        (self.key_for(Action::NextMention), self.key_for(Action::Open));
                    self.note(format!(
                        "{next} goes to a name, {open} then shows all articles with it"
                    ));
                }
            },
        }
    }

    pub(super) fn other_pane(&mut self) {
        self.front = match (self.front, self.layout.on(self.size)) {
            (Front::List, Layout::Single) => Front::Side,
            (Front::List | Front::Side, _) => Front::Text,
            (Front::Text, _) => Front::List,
        };
    }

    pub(super) fn next_layout(&mut self) {
        let all = Layout::ALL;
        let at = all.iter().position(|l| *l == self.layout).unwrap_or(0);
        self.layout = all[(at + 1) % all.len()];
        let shown = self.layout.on(self.size);
        let fits = self.layout == Layout::Auto || shown == self.layout;
        let text = if fits { String::new() } else { format!(" (does not fit: {})", shown.name()) };
        self.note(format!("layout: {}{text}", self.layout.name()));
    }

    pub(super) fn next_bidi(&mut self) {
        self.bidi = match self.bidi {
            Bidi::Auto => Bidi::App,
            Bidi::App => Bidi::Terminal,
            Bidi::Terminal => Bidi::Off,
            Bidi::Off => Bidi::Auto,
        };
        let text = match self.bidi {
            Bidi::Auto if self.terminal_reorders => "auto (this terminal turns it round itself)",
            Bidi::Auto => "auto (turned round by copydesk)",
            Bidi::App => "app (turned round by copydesk)",
            Bidi::Terminal => "terminal (left to the terminal)",
            Bidi::Off => "off (logical order)",
        };
        self.note(format!("right-to-left text: {text}"));
    }

    pub(super) fn fold(&mut self) {
        self.unfolded = !self.unfolded;
        self.note(if self.unfolded {
            "everything is shown"
        } else {
            "repeats and posts are folded"
        });
    }

    pub(super) fn remember_place(&mut self) {
        if let Some(page) = &self.page {
            let doc = page.key.doc;
            let held = self.held.as_ref().filter(|held| held.holds(doc, self.top));
            let byte = held.map_or_else(|| page.offset_of(self.top), |held| held.byte);
            self.places.insert(doc, byte);
        }
    }

    /// Lays the page out anew where the article, the width or the folding has changed, and keeps
    /// the sentence at the top.
    pub(super) fn settle_page(&mut self, area: Option<ratatui::layout::Rect>) {
        let Some(area) = area else { return };
        let Some(doc) = self.selected() else {
            self.page = None;
            return;
        };
        let width = area.width.saturating_sub(super::panes::MARGIN + 1).min(self.config.text.width);
        let key = PageKey { doc, columns: (width as usize).max(8), unfolded: self.unfolded };
        if self.page.as_ref().is_none_or(|page| page.key != key) {
            self.remember_place();
            self.page = self.desk.loaded(doc).map(|loaded| Page::lay_out(key, loaded));
            let place = self.places.get(&doc).copied().filter(|place| *place > 0);
            self.top = match (&self.page, place) {
                (Some(page), Some(place)) => {
                    page.row_of(place).saturating_sub(self.rows_above_start(doc))
                }
                _ => 0,
            };
            self.line = self.top;
            self.held = None;
            self.hold(doc, place);
            self.refresh_hits();
            return;
        }
        if let Some(held) = self.held.take_if(|held| held.holds(doc, self.top)) {
            self.top = held.row;
            self.hold(doc, Some(held.byte));
        } else {
            self.hold(doc, None);
        }
    }

    /// Keeps the top within the text. Where that moves it, or the text was laid out anew, the place
    /// that should be there is not forgotten: it comes back with the room for it.
    fn hold(&mut self, doc: DocId, place: Option<usize>) {
        let row = self.top;
        self.top = row.min(self.last_top());
        let byte = place.or_else(|| {
            self.page.as_ref().filter(|_| self.top < row).map(|page| page.offset_of(row))
        });
        self.held = byte.map(|byte| Held { doc, shown: self.top, row, byte });
    }

    /// Has the page laid out anew where it shows this article, the sentence at the top kept.
    pub(super) fn lay_out_again(&mut self, doc: DocId) {
        if self.page.as_ref().is_some_and(|page| page.key.doc == doc) {
            self.remember_place();
            self.page = None;
        }
    }

    /// Scrolls so that a range of the text is in sight, a third down from the top.
    pub(super) fn show_range(&mut self, range: TextRange) {
        self.settle_page(self.panes().and_then(|p| p.text));
        let Some(page) = &self.page else { return };
        let rows = self.text_rows();
        let (first, last) =
            (page.row_of(range.start()), page.row_of(range.end().saturating_sub(1)));
        self.line = first;
        if first < self.top || last >= self.top + rows {
            self.top = first.saturating_sub(rows / 3).min(self.last_top());
        }
    }

    /// The selected article and its neighbours, where they are not in memory.
    pub(super) fn wanted(&self) -> Vec<DocId> {
        let view = self.view();
        let near = [Some(view.at), view.at.checked_add(1), view.at.checked_sub(1)];
        let near = near.into_iter().flatten().filter_map(|at| view.shown.get(at).copied());
        let awaited = self.awaited_start();
        awaited
            .into_iter()
            .chain(near.filter(|doc| Some(*doc) != awaited))
            .filter(|doc| self.desk.loaded(*doc).is_none())
            .filter(|doc| {
                !matches!(self.desk.get(*doc).map(|d| &d.state), Some(DocState::Failed(_)))
            })
            .collect()
    }
}
