//! The box of saved views: a letter opens one.

use super::{App, Asked, Filter, Mode};
use crate::{
    config::{Key, SavedView, key::Code},
    query::Query,
};

/// The views with the letters that open them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewBox {
    pub rows: Vec<(Option<char>, SavedView)>,
    pub at: usize,
}

impl ViewBox {
    /// Each view gets the first letter of its name that is free, else any that is.
    fn new(views: Vec<SavedView>) -> Self {
        let mut taken: Vec<char> = vec!['j', 'k'];
        let rows = views
            .into_iter()
            .map(|view| {
                let of_name = view.name.chars().map(|c| c.to_ascii_lowercase());
                let letter =
                    of_name.chain('a'..='z').find(|c| c.is_ascii_lowercase() && !taken.contains(c));
                taken.extend(letter);
                (letter, view)
            })
            .collect();
        Self { rows, at: 0 }
    }
}

impl App {
    pub(super) fn pick_view(&mut self) {
        self.mode = Mode::Views(ViewBox::new(self.config.views.all()));
    }

    pub(super) fn views_key(&mut self, key: Key) {
        let Mode::Views(views) = &mut self.mode else { return };
        let last = views.rows.len().saturating_sub(1);
        let chosen = match (key.code, key.ctrl) {
            (Code::Down | Code::Char('j'), false) => {
                views.at = (views.at + 1).min(last);
                return;
            }
            (Code::Up | Code::Char('k'), false) => {
                views.at = views.at.saturating_sub(1);
                return;
            }
            (Code::Enter, _) => views.rows.get(views.at).cloned(),
            (Code::Char(typed), false) => {
                views.rows.iter().find(|(letter, _)| *letter == Some(typed)).cloned()
            }
            _ => None,
        };
        self.mode = Mode::Browse;
        match (chosen, key.code) {
            (Some((_, view)), _) => self.open_view(&view),
            (None, Code::Char(typed)) => self.note(format!("no view has the letter {typed}")),
            (None, _) => {}
        }
    }

    /// Opens a saved view.
    pub fn open_view(&mut self, view: &SavedView) {
        self.open_query(&view.query, Some(view.name.clone()));
    }

    /// Opens the articles that a query means, as a view of its own.
    pub fn open_query(&mut self, text: &str, name: Option<String>) {
        match Query::parse(text, self.today()) {
            Ok(query) => {
                let (text, query) = (text.to_owned(), query.into());
                self.push_view(Filter::Query(Asked { text, query, narrows: false, name }));
            }
            Err(error) => self.error(format!("{text}: {}; {}", error.message, error.hint)),
        }
    }
}
