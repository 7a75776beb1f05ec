//! Where the last run ended, and where this one does.

use std::path::Path;

use crate::{
    analysis::summary::Length,
    app::{App, Front, Layout, Recall, Start, Step, view::BY_PATH},
    config::settings::Bidi,
    query::Sort,
    tags::session::{self, Session},
};

/// What a run begins with, as the last one left it.
pub(super) fn start(session: Session) -> Start {
    let sort = |name: Option<String>| name.as_deref().and_then(Sort::of_name);
    let step = |step: session::Step| Step {
        query: step.query,
        narrows: step.narrows,
        name: step.name,
        sort: sort(step.sort).unwrap_or(BY_PATH),
    };
    Start {
        article: session.article.as_deref().and_then(|id| id.parse().ok()),
        path: session.path,
        layout: session.layout.as_deref().and_then(Layout::of_name),
        front: session.front.as_deref().and_then(Front::of_name),
        bidi: session.bidi.as_deref().and_then(Bidi::of_name),
        sentences: session.sentences,
        words: session.words,
        unfolded: session.unfolded,
        place: session.scroll.map(|byte| (byte, session.above.unwrap_or(0))),
        row: session.row,
        recall: Recall {
            searches: session.searched,
            words: session.searched_in_text,
            tags: session.tagged,
            programs: session.programs,
            ..Recall::default()
        }
        .cleaned(),
        sort: sort(session.sort),
        first: session.first,
        way: session.view.into_iter().map(step).collect(),
        ..Start::default()
    }
}

/// Keeps where one is for the next run. Losing it is no reason to complain.
pub(super) fn keep(app: &App, file: Option<&Path>) {
    if let Some(file) = file.filter(|_| !app.is_as_it_was()) {
        let _ = session_of(app).save(file);
    }
}

/// What the next run takes up again.
fn session_of(app: &App) -> Session {
    let step = |step: Step| session::Step {
        query: step.query,
        narrows: step.narrows,
        name: step.name,
        sort: Some(step.sort.to_string()),
    };
    let doc = app.selected();
    let (sentences, words) = match app.summary.length {
        Length::Sentences(sentences) => (Some(sentences), None),
        Length::Words(words) => (None, Some(words)),
    };
    Session {
        article: doc.and_then(|doc| app.desk.article_id(doc)).map(|id| id.to_string()),
        path: doc.and_then(|doc| app.desk.get(doc)).map(|doc| doc.record_path.clone()),
        reading: app.front == Front::Text,
        layout: (app.layout != Layout::Auto).then(|| app.layout.name().to_owned()),
        sentences,
        words,
        bidi: (app.bidi != app.config.text.bidi).then(|| app.bidi.name().to_owned()),
        sort: app.first_sort().filter(|sort| *sort != BY_PATH).map(|sort| sort.to_string()),
        scroll: app.place_in_text().map(|(byte, _)| byte),
        above: app.place_in_text().map(|(_, above)| above).filter(|above| *above > 0),
        unfolded: app.unfolded,
        front: Some(app.front.name().to_owned()),
        row: Some(app.view().at.saturating_sub(app.view().top)),
        searched: app.recall.searches.clone(),
        searched_in_text: app.recall.words.clone(),
        tagged: app.recall.tags.clone(),
        programs: app.recall.programs.clone(),
        first: app.first_path(),
        view: app.steps().into_iter().map(step).collect(),
    }
}
