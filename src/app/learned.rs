//! What the whole desk tells of its articles: lines that a source puts under many of them are folded
//! in the article shown, and not counted as its words.

use std::sync::Arc;

use super::{App, Desk, desk::DocState};
use crate::corpus::{DocId, Learned};

impl App {
    /// Judges the article shown by the newest that was learned.
    pub(super) fn settle_learned(&mut self) {
        let Some(doc) = self.selected() else { return };
        if self.desk.judge(doc) {
            self.brief.forget();
            self.lay_out_again(doc);
        }
    }
}

impl Desk {
    /// Takes what was learned; of two answers that which more articles are behind.
    pub(super) fn learned(&mut self, learned: Arc<Learned>, aside: &[(DocId, u32)]) {
        if learned.articles < self.learned.articles {
            return;
        }
        for doc in self.aside.drain(..) {
            set_words(&mut self.docs, doc, 0);
        }
        for (doc, words) in aside {
            set_words(&mut self.docs, *doc, *words);
        }
        self.aside.extend(aside.iter().map(|(doc, _)| *doc));
        self.learned = learned;
    }

    /// Judges an article by what was learned; says whether that changed it.
    fn judge(&mut self, doc: DocId) -> bool {
        let learned = Arc::clone(&self.learned);
        match self.loaded.get_mut(&doc) {
            Some(loaded) if !loaded.is_judged_by(&learned) => Arc::make_mut(loaded).judge(&learned),
            Some(_) | None => false,
        }
    }
}

fn set_words(docs: &mut [super::desk::Doc], doc: DocId, aside: u32) {
    if let Some(DocState::Ready(digest)) = docs.get_mut(doc.0 as usize).map(|doc| &mut doc.state) {
        digest.words = digest.all_words.saturating_sub(aside);
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::Loaded;
    use crate::{
        analysis::analyse,
        article::{Article, BlockKind, Format, formats},
        corpus::{DocId, Habits, Traces},
    };

    const LINE: &str =
        "The Courier has been printed on the coast since the first ferry went there.";

    fn article(n: u32, last: &str) -> Article {
        let text = format!(
            "Bridge {n} over the river will be closed\n\nThe old bridge {n} will be closed for {n} \
             weeks, the council of quarter {n} said.\n\nDrivers are asked to take bridge {} until \
             then.\n\n{last}\n",
            n + 1
        );
        let path = format!("courier/{n}.txt");
        formats::parse(path.as_ref(), Format::Text, text.as_bytes(), None)
    }

    #[test]
    fn a_line_that_is_unlearned_is_shown_and_counted_again() {
        let mut habits = Habits::default();
        let mut read = |n: u32, last: &str| {
            let article = article(n, last);
            let blocks = analyse(&article).blocks;
            habits.insert(DocId(n), Traces::of(&article, &blocks));
            habits.learn()
        };
        let learned = (0..6).map(|n| read(n, LINE)).last().unwrap();
        let shown = article(0, LINE);
        let alone = analyse(&shown);
        let mut loaded = Loaded::new(shown, alone.clone());
        let folded = |loaded: &Loaded| {
            let mut blocks = loaded.analysis.blocks.iter();
            blocks.any(|b| {
                b.kind == BlockKind::Boilerplate && b.range.of(&loaded.article.text) == LINE
            })
        };
        assert!(loaded.judge(&learned) && folded(&loaded));
        assert!(!loaded.judge(&learned) && folded(&loaded), "nothing new was learned");
        assert!(loaded.analysis.words < alone.words);

        // Most articles of the source turn out to have no such line.
        let others = (6..90).map(|n| read(n, &format!("Bridge {n} is {n} years old."))).last();
        let learned = others.unwrap();
        assert!(!loaded.is_judged_by(&learned));
        assert!(loaded.judge(&learned) && !folded(&loaded));
        assert_eq!(loaded.analysis.blocks, alone.blocks);
        assert_eq!(loaded.analysis.ranked, alone.ranked);
        assert_eq!(loaded.analysis.words, alone.words);
    }
}
