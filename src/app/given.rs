//! What a query asks that only the app knows: decisions, corrected names, the watch list, marks.

use super::{App, Loaded};
use crate::{
    corpus::{DocId, DocSet},
    query::{Flag, Query, Subject, Term, answer},
};

impl App {
    /// The articles that meet each condition which [`Query::given`] names.
    pub(super) fn given(&self, query: &Query) -> Vec<(Term, DocSet)> {
        query.given().into_iter().map(|term| (term.clone(), self.meeting(term))).collect()
    }

    fn meeting(&self, term: &Term) -> DocSet {
        let all = || self.desk.ids();
        match term {
            Term::Is(Flag::Marked) => self.marks.docs.clone(),
            Term::Is(Flag::Watched) => {
                all().filter(|doc| self.watching.seen(*doc).is_some()).collect()
            }
            Term::Words(span) => {
                let digest = |doc: &DocId| self.desk.digest(*doc);
                all().filter(|doc| digest(doc).is_some_and(|d| span.holds(&d.words))).collect()
            }
            Term::Entity(group, pattern) => {
                let desk = &self.desk;
                answer::of_entity((*group, pattern), &desk.index, &desk.forms, |doc, name, kind| {
                    let (_, kind) = desk.corrector.name_of(desk.article_id(doc)?, name, kind)?;
                    Some(kind)
                })
            }
            Term::Bare(_) | Term::Field(..) | Term::Tag(_) | Term::Is(_) | Term::Date(_) => {
                self.decided_so(term)
            }
        }
    }

    /// Most articles are not decided: they are one case.
    fn decided_so(&self, term: &Term) -> DocSet {
        let new = term.is_decided(None);
        let mut met = if new { DocSet::first(self.desk.docs.len()) } else { DocSet::default() };
        for (id, record) in &self.tags.records {
            let meets = term.is_decided(Some(&record.decision));
            for doc in self.desk.docs_of(*id) {
                if meets { met.insert(*doc) } else { met.remove(*doc) }
            }
        }
        met
    }

    /// What a query looks at in an article that is in memory.
    pub(super) fn subject<'a>(&'a self, doc: DocId, loaded: &'a Loaded) -> Subject<'a> {
        let path = self.desk.get(doc).map_or("", |entry| entry.record_path.as_str());
        let decision = self.tags.decision(loaded.article.id);
        Subject {
            watched: self.watching.seen(doc).is_some(),
            marked: self.marks.docs.contains(doc),
            ..Subject::new(path, &loaded.article, &loaded.analysis, decision)
        }
    }
}
