//! One arm for each action; what it does stands in the file named by its subject.

use super::{App, HelpView, Mode, Part, PromptKind, Retag};
use crate::{
    app::{Effect, Filter, Spot},
    config::{Action, Pane},
    corpus::EntityKey,
    query::SortKey,
    tags::State,
};

/// Whether an action means nothing before the selected article is read.
pub(super) fn needs_article(action: Action) -> bool {
    action.slot().is_some()
        || matches!(
            action,
            Action::Tag
                | Action::Next
                | Action::Done
                | Action::Accept
                | Action::Drop
                | Action::Later
                | Action::Star
                | Action::Note
                | Action::Entities
                | Action::MarkName
                | Action::Source
                | Action::Context
                | Action::NextMention
                | Action::PreviousMention
                | Action::SameSource
                | Action::SameDay
                | Action::SameTag
                | Action::SameEntity
                | Action::Mark
                | Action::MarkRange
                | Action::Copy
                | Action::CopyText
                | Action::CopyQuote
                | Action::CopyLink
                | Action::Links
                | Action::Pipe
        )
}

impl App {
    pub(super) fn act(&mut self, action: Action) {
        match action {
            Action::Tag1
            | Action::Tag2
            | Action::Tag3
            | Action::Tag4
            | Action::Tag5
            | Action::Tag6
            | Action::Tag7
            | Action::Tag8
            | Action::Tag9 => self.press_slot(action.slot().unwrap_or(1)),
            Action::Tag => self.ask_tags(),
            Action::Next => self.next(),
            Action::RenameTag => self.ask_retag(Retag::Rename),
            Action::RemoveTag => self.ask_retag(Retag::Remove),
            Action::Done => self.done_and_on(),
            Action::Accept => self.accept(),
            Action::Drop => self.decide_state(State::Dropped),
            Action::Later => self.decide_state(State::Later),
            Action::Star => self.star(),
            Action::Note => self.ask_note(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Past => self.show_past(),
            Action::Open => self.open(),
            Action::Back => self.back(),
            Action::Down => self.down(),
            Action::Up => self.up(),
            Action::NextArticle => self.next_article(),
            Action::PreviousArticle => self.previous_article(),
            Action::First => self.first(),
            Action::Last => self.last(),
            Action::HalfDown => self.page_by(1, 2),
            Action::HalfUp => self.page_by(-1, 2),
            Action::PageDown => self.page_by(1, 1),
            Action::PageUp => self.page_by(-1, 1),
            Action::NextMention => self.walk_mentions(true),
            Action::PreviousMention => self.walk_mentions(false),
            Action::NextWatched => self.walk_watched(true),
            Action::PreviousWatched => self.walk_watched(false),
            Action::Entities => self.pick_entity(),
            Action::MarkName => self.start_marking(),
            Action::Source => self.walk_sources(),
            Action::Longer => self.lengthen(true),
            Action::Shorter => self.lengthen(false),
            Action::Reasons => self.toggle_reasons(),
            Action::Context => self.toggle_context(),
            Action::Fold => self.fold(),
            Action::Search => self.ask_search(),
            Action::Narrow => self.ask_query(true),
            Action::PickView => self.pick_view(),
            Action::RunAgain => self.run_again(),
            Action::Mark => self.mark(),
            Action::MarkRange => self.mark_range(),
            Action::MarkAll => self.mark_all(),
            Action::NextHit => self.walk_hits(true),
            Action::PreviousHit => self.walk_hits(false),
            Action::SameSource => self.same_source(),
            Action::SameDay => self.same_day(),
            Action::SameTag => self.same_tag(),
            Action::SameEntity => self.same_entity(),
            Action::SortDate => self.sort_by(SortKey::Date),
            Action::SortSource => self.sort_by(SortKey::Source),
            Action::SortTitle => self.sort_by(SortKey::Title),
            Action::SortEntities => self.sort_by(SortKey::Entities),
            Action::SortWords => self.sort_by(SortKey::Words),
            Action::SortPath => self.sort_by(SortKey::Path),
            Action::Export => self.ask_export(),
            Action::Copy => self.copy(Part::TitleAndLink),
            Action::CopyText => self.copy(Part::Text),
            Action::CopyQuote => self.copy(Part::Quotation),
            Action::CopyLink => self.copy(Part::Link),
            Action::CopyPath => self.copy(Part::Path),
            Action::Links => self.ask_links(),
            Action::Pipe => self.ask_pipe(),
            Action::OtherPane => self.other_pane(),
            Action::Layout => self.next_layout(),
            Action::Bidi => self.next_bidi(),
            Action::Status => self.say_where(),
            Action::Retry => self.retry(),
            Action::Redraw => self.effects.push(Effect::Redraw),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Palette => self.open_palette(),
            Action::Help => self.mode = Mode::Help(HelpView::default()),
            Action::Quit => self.back_or_quit(),
            Action::QuitNow => self.quit(),
        }
    }

    fn say_where(&mut self) {
        let view = self.view();
        let (all, at) = (view.shown.len(), view.at + 1);
        let left = all.saturating_sub(self.decided);
        let mut parts = vec![format!("{} of {all}", at.min(all)), format!("{left} left")];
        parts.push(format!("{} done", self.decided));
        let marked = self.marks.docs.len();
        parts.extend((marked > 0).then(|| format!("{marked} marked")));
        if let (Pane::Text, Some(page)) = (self.pane(), &self.page) {
            let row = self.top + self.text_rows();
            let percent = (row.min(page.rows.len()) * 100).checked_div(page.rows.len());
            parts.push(format!("{}% of the text", percent.unwrap_or(100)));
        }
        self.note(parts.join(", "));
    }

    fn same_source(&mut self) {
        let digest = self.selected().and_then(|doc| self.desk.digest(doc));
        match digest.map(|d| d.source.clone()).filter(|s| !s.is_empty()) {
            Some(source) => self.push_view(Filter::Source(source.to_string())),
            None => self.note("this article names no source"),
        }
    }

    fn same_day(&mut self) {
        match self.selected().and_then(|doc| self.desk.digest(doc)).and_then(|d| d.date) {
            Some(date) => self.push_view(Filter::Day(date)),
            None => self.note("this article has no date"),
        }
    }

    fn same_tag(&mut self) {
        let tag = self.decision().and_then(|d| d.tags.first().cloned());
        match tag {
            Some(tag) => self.push_view(Filter::Tag(tag)),
            None => self.note("this article has no tag"),
        }
    }

    /// Articles with the name under the cursor, else with who or where this one is about.
    fn same_entity(&mut self) {
        if let (Pane::Text, Spot::Mention(index)) = (self.pane(), self.spot) {
            return self.pivot_on_mention(index);
        }
        let main = self.brief.actors.who.first().or(self.brief.actors.places.first()).copied();
        let entity = self.loaded().zip(main).and_then(|(loaded, at)| {
            let entity = loaded.analysis.entities.get(at as usize)?;
            Some((EntityKey::new(&entity.name, entity.kind), entity.name.clone()))
        });
        match entity {
            Some((key, name)) => self.pivot(key, name),
            None => self.note("no names in this article"),
        }
    }

    fn ask_note(&mut self) {
        if self.can_decide() {
            let note = self.decision().and_then(|d| d.note.clone()).unwrap_or_default();
            let line = note.replace('\n', " ");
            self.prompt(PromptKind::Note, &line);
        }
    }

    fn back_or_quit(&mut self) {
        if self.front != crate::app::Front::List || self.depth() > 0 {
            self.back();
        } else {
            self.quit();
        }
    }
}
