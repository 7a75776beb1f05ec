//! Where the reader was, so that the next run goes on there. Nothing here is a decision: a file that
//! is missing or broken is as good as none.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::store::{desk_name, replace};

/// Largest state file that is read.
const LARGEST: u64 = 1 << 20;

/// What the next run takes up again. Every field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The article under the cursor, as `ArticleId` writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Where it was: finds it before it is read, and when its text has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Whether the text was open.
    pub reading: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// Length of the summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<usize>,
    /// The same, where it is measured in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bidi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The byte of the text at the top of its pane, and the rows above the one with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scroll: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<usize>,
    /// Whether what is folded away was shown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unfolded: bool,
    /// The pane in front: `list`, `text` or `side`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub front: Option<String>,
    /// The row of the list's pane with the selected article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// What was typed into prompts, the last one last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub searched: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub searched_in_text: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tagged: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programs: Vec<String>,
    /// Where the article under the cursor of the first view was, if other views lead on from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The views that led to the one shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub view: Vec<Step>,
}

/// A view of the way, as a query.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    pub query: String,
    /// Whether only what the view before showed was asked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub narrows: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

impl Session {
    /// The state file of a desk; its folder need not exist.
    pub fn file(state_dir: &Path, desk: &Path) -> PathBuf {
        state_dir.join("sessions").join(desk_name(desk) + ".toml")
    }

    /// What the file says; the default after any fault.
    pub fn load(file: &Path) -> Self {
        let small = fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.len() <= LARGEST);
        let text = if small { fs::read_to_string(file).unwrap_or_default() } else { String::new() };
        toml::from_str(&text).unwrap_or_default()
    }

    /// Replaces the file, making its folder.
    pub fn save(&self, file: &Path) -> io::Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        replace(file, &toml::to_string(self).map_err(io::Error::other)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_taken_up_where_it_was_left() {
        let state = tempfile::TempDir::new().unwrap();
        let file = Session::file(state.path(), Path::new("/no/such/desk"));
        assert_eq!(Session::load(&file), Session::default());
        let session = Session {
            article: Some("b3:00000000000000000000".to_owned()),
            path: Some("a \"b\"/\u{1b}c.txt".to_owned()),
            reading: true,
            sentences: Some(5),
            scroll: Some(812),
            unfolded: true,
            searched: vec!["is:new \"a\tb\"".to_owned()],
            view: vec![Step { query: "\"a b\" #c".to_owned(), ..Step::default() }],
            ..Session::default()
        };
        session.save(&file).unwrap();
        assert_eq!(Session::load(&file), session);
        Session::default().save(&file).unwrap();
        assert_eq!(Session::load(&file), Session::default());
    }

    #[test]
    fn a_broken_state_file_is_as_good_as_none() {
        let state = tempfile::TempDir::new().unwrap();
        for text in ["", "reading = 5", "\u{0}", "unknown = 1\nreading = \"x\"", "sentences = -1"] {
            let file = state.path().join("x.toml");
            replace(&file, text).unwrap();
            assert_eq!(Session::load(&file), Session::default(), "{text}");
        }
    }
}
