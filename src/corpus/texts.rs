//! The folded texts of all articles read so far, for searching their bodies in a frame.

use super::DocId;

/// Folded texts by article, shared by the workers.
#[derive(Debug, Default)]
pub struct Texts {
    folded: std::sync::RwLock<std::collections::BTreeMap<DocId, Box<str>>>,
}

impl Texts {
    /// Takes the text (and title) of an article.
    pub fn insert(&self, doc: DocId, title: &str, text: &str) {
        let folded =
            format!("{}\n{}", crate::text::fold::fold(title), crate::text::fold::fold(text));
        if let Ok(mut all) = self.folded.write() {
            all.insert(doc, folded.into_boxed_str());
        }
    }

    /// The articles that hold `needle`, folded on both sides, in order.
    pub fn search(&self, needle: &str) -> Vec<DocId> {
        let needle = crate::text::fold::fold(needle);
        let finder = memchr::memmem::Finder::new(needle.as_bytes());
        self.folded.read().map_or_else(
            |_poisoned| Vec::new(),
            |all| {
                all.iter()
                    .filter(|(_, text)| finder.find(text.as_bytes()).is_some())
                    .map(|(doc, _)| *doc)
                    .collect()
            },
        )
    }
}
