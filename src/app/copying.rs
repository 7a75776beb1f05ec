//! What goes to the clipboard, and what is said of it.

use std::sync::Arc;

use super::{App, Effect, Loaded, Mode, Spot, Trouble};
use crate::{
    analysis::{Analysis, summary::Length},
    article::Article,
    corpus::DocId,
    export::plain,
    text::{TextRange, clean},
};

/// Bytes that the clipboard takes at most: several terminals, and programs between, let no more than
/// 100,000 bytes of OSC 52 through, which is 74,994 of text.
pub const MOST_BYTES: usize = 74_994;

/// What of an article is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    TitleAndLink,
    Text,
    /// The summary, where nothing else is meant.
    Quotation,
    Link,
    Path,
}

impl Part {
    /// This part of an article; empty where it has none.
    pub fn of(
        self,
        article: &Article,
        analysis: &Analysis,
        length: Length,
        folded_too: bool,
    ) -> String {
        match self {
            Self::TitleAndLink => plain::title_and_link(analysis),
            Self::Text => plain::text(article, analysis, folded_too),
            Self::Quotation => {
                let places = plain::places(analysis, &analysis.summary(length));
                if places.is_empty() {
                    return String::new();
                }
                plain::quotation(article, analysis, &places)
            }
            Self::Link => {
                analysis.meta.url.as_ref().map_or_else(String::new, |url| url.value.to_string())
            }
            Self::Path => String::new(),
        }
    }

    /// Between those of several articles.
    fn between(self) -> &'static str {
        match self {
            Self::TitleAndLink | Self::Text | Self::Quotation => "\n\n",
            Self::Link | Self::Path => "\n",
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::TitleAndLink => "titles and links",
            Self::Text => "texts",
            Self::Quotation => "summaries with their sources",
            Self::Link => "links",
            Self::Path => "paths",
        }
    }
}

impl App {
    /// Copies a part of the selected article, or of all that are marked.
    pub(super) fn copy(&mut self, part: Part) {
        let docs = self.targets();
        if part == Part::Path {
            return self.copy_paths(&docs);
        }
        if docs.len() > 1 {
            self.note(format!("gathering the {} of {} articles…", part.plural(), docs.len()));
            let (length, folded_too) = (self.summary.length, self.unfolded);
            return self.effects.push(Effect::Gather { docs, part, length, folded_too });
        }
        let Some(loaded) = self.loaded().cloned() else {
            return self.say_nothing_here();
        };
        let (article, analysis) = (&loaded.article, &loaded.analysis);
        let what = match part {
            Part::Quotation => return self.copy_quotation(&loaded),
            Part::TitleAndLink if analysis.meta.url.is_some() => "title and link",
            Part::TitleAndLink => "title",
            Part::Link if analysis.meta.url.is_none() => {
                return self.note("this article states no address; o lists the links in its text");
            }
            Part::Link | Part::Path => "link",
            Part::Text if self.unfolded => "text",
            Part::Text if analysis.blocks.iter().any(|block| block.kind.is_folded()) => {
                "text without what is folded"
            }
            Part::Text => "text",
        };
        let text = part.of(article, analysis, self.summary.length, self.unfolded);
        self.copy_text(&text, what);
    }

    /// The phrase being marked, or the sentence that the cursor is in, else the summary, with where it
    /// stands.
    pub(super) fn copy_quotation(&mut self, loaded: &Arc<Loaded>) {
        let analysis = &loaded.analysis;
        let sentence = |spot: TextRange| {
            let mut all = analysis.sentences.iter();
            all.find(|sentence| sentence.range.contains_offset(spot.start())).map(|s| s.range)
        };
        let summary = plain::places(analysis, &self.picks());
        let (places, what) = match (&self.mode, self.spot) {
            (Mode::Mark(marking), _) => (vec![marking.range], "words marked, with their source"),
            (_, Spot::Nothing) => (summary, "summary with its source"),
            (..) => match self.spot_range().and_then(sentence) {
                Some(range) => (vec![range], "sentence with its source"),
                None => (summary, "summary with its source"),
            },
        };
        if places.is_empty() {
            return self.note(
                "this article has no summary; ] goes to a name, and y q copies its sentence",
            );
        }
        let text = plain::quotation(&loaded.article, analysis, &places);
        self.copy_text(&text, what);
    }

    fn copy_paths(&mut self, docs: &[DocId]) {
        let path = |doc: &DocId| self.desk.get(*doc).map(|doc| self.folder.join(&doc.record_path));
        let path =
            |doc: &DocId| path(doc).map(|path| clean::line(&path.to_string_lossy()).into_owned());
        let paths: Vec<String> = docs.iter().filter_map(path).collect();
        self.copy_all(Part::Path, "path", &paths);
    }

    /// The parts of several articles have come.
    pub(super) fn gathered(&mut self, part: Part, outcome: Result<Vec<String>, Trouble>) {
        match outcome {
            Ok(mut texts) => {
                texts.retain(|text| !text.is_empty());
                self.copy_all(part, part.plural(), &texts);
            }
            Err(trouble) => self.error(format!("{}: {}", trouble.message, trouble.hint)),
        }
    }

    fn copy_all(&mut self, part: Part, one: &str, texts: &[String]) {
        match texts {
            [] => self.note(format!("there are no {} to copy", part.plural())),
            [text] => self.copy_text(text, one),
            _ => {
                let what = format!("{} {}", texts.len(), part.plural());
                self.copy_text(&texts.join(part.between()), &what);
            }
        }
    }

    /// Offers a text to the clipboard; says what it was and how long it is.
    pub(super) fn copy_text(&mut self, text: &str, what: &str) {
        let text = clean::article(text);
        let bytes = text.len();
        if bytes > MOST_BYTES {
            return self.error(format!(
                "Not copied: the {what} has {bytes} bytes, and terminals take {MOST_BYTES}. | sends it \
                to a program, E writes it to a file."
            ));
        }
        let letters = text.chars().count();
        let plural = if letters == 1 { "" } else { "s" };
        self.note(format!("copied the {what}, {letters} character{plural}"));
        self.effects.push(Effect::Copy(text.into_owned()));
    }
}
