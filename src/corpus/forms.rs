//! How articles write their names beside the names themselves: `US` for `United States`.

use std::{collections::HashMap, sync::Arc};

use super::DocId;
use crate::{
    analysis::{Analysis, EntityKind},
    text::fold,
};

/// One way to write a name, and who writes it so.
#[derive(Debug)]
pub struct Form {
    pub written: Arc<str>,
    /// By [`fold::words`].
    pub folded: String,
    articles: Vec<(DocId, u32)>,
}

/// Every form that is not the name itself, once.
#[derive(Debug, Default)]
pub struct Forms {
    all: Vec<Form>,
    numbers: HashMap<Arc<str>, u32>,
    /// The names as they were found, by number.
    owners: Vec<(String, EntityKind)>,
    owner_numbers: HashMap<(String, EntityKind), u32>,
}

impl Forms {
    /// Takes the forms in an analysed article, before anything is corrected. An article is taken
    /// once.
    pub fn insert(&mut self, doc: DocId, text: &str, analysis: &Analysis) {
        for entity in analysis.entities.iter().filter(|entity| entity.kind.is_name()) {
            let written = entity.mentions.iter().filter_map(|at| {
                let written = analysis.mentions.get(*at as usize)?.range.of(text);
                (written != entity.name).then_some(written)
            });
            for written in written {
                let owner = self.owner(&entity.name, entity.kind);
                let form = self.form(written);
                let articles = &mut self.all[form as usize].articles;
                // An article's mentions come together.
                if !articles.iter().rev().take_while(|(d, _)| *d == doc).any(|(_, o)| *o == owner) {
                    articles.push((doc, owner));
                }
            }
        }
    }

    fn owner(&mut self, name: &str, kind: EntityKind) -> u32 {
        let next = number(self.owners.len());
        *self.owner_numbers.entry((name.to_owned(), kind)).or_insert_with_key(|owner| {
            self.owners.push(owner.clone());
            next
        })
    }

    fn form(&mut self, written: &str) -> u32 {
        if let Some(number) = self.numbers.get(written) {
            return *number;
        }
        let next = number(self.all.len());
        let written: Arc<str> = written.into();
        let folded = fold::words(&written);
        self.all.push(Form { written: Arc::clone(&written), folded, articles: Vec::new() });
        self.numbers.insert(written, next);
        next
    }

    /// The articles that write a name in a way that `is_meant`, with the name as it was found.
    pub fn find<'a>(
        &'a self,
        is_meant: impl Fn(&Form) -> bool + 'a,
    ) -> impl Iterator<Item = (DocId, &'a str, EntityKind)> + 'a {
        let forms = self.all.iter().filter(move |form| is_meant(form));
        forms.flat_map(|form| &form.articles).filter_map(|(doc, owner)| {
            let (name, kind) = self.owners.get(*owner as usize)?;
            Some((*doc, name.as_str(), *kind))
        })
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
