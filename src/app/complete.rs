//! What completes the word before the cursor: tags in their prompt, the words of the query language
//! and the names, tags and sources of the desk in a query.

use super::{App, Mode, Prompt, PromptKind};
use crate::{
    query::{self, Flag, Group, SortKey},
    text::fold,
};

/// One completion: what replaces the input from byte `from` to the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub from: usize,
    pub text: String,
    /// As it is offered.
    pub label: String,
}

/// Most that are offered.
const MOST: usize = 12;
/// Letters of a bare word before fields are offered for it.
const LETTERS: usize = 2;

impl App {
    /// Finds what completes the prompt, after each change of it.
    pub(super) fn complete(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        let completions = match prompt.kind {
            PromptKind::Tags => self.tag_words(prompt),
            PromptKind::SlotName(_) => {
                let typed = prompt.input.before_cursor();
                let names = self.tags_like(typed).into_iter();
                names.map(|name| completion(0, name.clone(), name)).collect()
            }
            PromptKind::Query { .. } => self.query_words(prompt.input.before_cursor()),
            PromptKind::Retag(ref what) => self.tags_to_change(what, prompt.input.before_cursor()),
            PromptKind::Pipe => self.last_commands(prompt.input.text()),
            PromptKind::SearchText { .. } | PromptKind::Note | PromptKind::ExportFile(_) => {
                Vec::new()
            }
        };
        if let Mode::Prompt(prompt) = &mut self.mode {
            prompt.completions = completions;
        }
    }

    /// `+iran`: a tag that is not on the article yet; `-iran`: one that is.
    fn tag_words(&self, prompt: &Prompt) -> Vec<Completion> {
        let before = prompt.input.before_cursor();
        let word = before.rsplit([' ', ',']).next().unwrap_or_default();
        let (minus, word) = match word.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, word.strip_prefix('+').unwrap_or(word)),
        };
        let from = before.len() - word.len();
        let on_article = self.decision().map(|d| d.tags.clone()).unwrap_or_default();
        let names = self.tags_like(word);
        let fits = |name: &String| on_article.contains(name) == minus;
        names
            .into_iter()
            .filter(fits)
            .map(|name| completion(from, format!("{name} "), name))
            .collect()
    }

    /// Every tag that begins so.
    pub(super) fn tags_like(&self, typed: &str) -> Vec<String> {
        let typed = typed.to_lowercase();
        let names = self.tags.names().into_iter();
        names.filter(|name| name.to_lowercase().starts_with(&typed)).map(str::to_owned).collect()
    }

    fn query_words(&self, before: &str) -> Vec<Completion> {
        let (start, in_quotes) = last_word(before);
        let word = before.get(start..).unwrap_or_default();
        let (start, word) = match word.strip_prefix('-') {
            Some(rest) => (start + 1, rest),
            None => (start, word),
        };
        let (key, value) = match (word.chars().next(), word.split_once(':')) {
            (Some(sign @ ('#' | '@')), _) => (sign.to_string(), word.get(1..).unwrap_or_default()),
            (_, Some((field, value))) => (format!("{}:", field.to_lowercase()), value),
            // `or` is more often the word that joins than the beginning of `org:`.
            _ if in_quotes || word.chars().count() < LETTERS || word == "or" => return Vec::new(),
            _ => {
                let typed = word.to_lowercase();
                let fields = query::fields().filter(|field| field.starts_with(&typed));
                let whole =
                    |field: &str| completion(start, format!("{field}:"), format!("{field}:"));
                return fields.map(whole).collect();
            }
        };
        let typed = fold::words(value.trim_start_matches('"'));
        let values = self.values(&key, &typed);
        let whole = |value: String| {
            let quoted = if value.contains([' ', '(', ')', '|', '"']) {
                format!("\"{}\"", value.replace('"', ""))
            } else {
                value.clone()
            };
            completion(start, format!("{key}{quoted} "), value)
        };
        values.into_iter().take(MOST).map(whole).collect()
    }

    /// What can stand after a field and begins so, or has a word that does.
    fn values(&self, key: &str, typed: &str) -> Vec<String> {
        let begins = |name: &str| {
            let name = fold::words(name);
            name.starts_with(typed) || name.split(' ').any(|word| word.starts_with(typed))
        };
        let of = |names: Vec<&'static str>| -> Vec<String> {
            names.into_iter().filter(|name| begins(name)).map(str::to_owned).collect()
        };
        match key {
            "#" | "tag:" => {
                let names = self.tags.names().into_iter().filter(|name| begins(name));
                names.map(str::to_owned).collect()
            }
            "is:" => of(Flag::ALL.iter().map(|flag| flag.name()).collect()),
            "sort:" => of(SortKey::ALL.iter().map(|key| key.name()).collect()),
            "source:" => self.sources(begins),
            "@" => self.names_like(Group::Any, typed),
            _ => match key.strip_suffix(':').and_then(Group::of_name) {
                Some(group) => self.names_like(group, typed),
                None => Vec::new(),
            },
        }
    }

    /// Sources, those of the most articles first.
    fn sources(&self, begins: impl Fn(&str) -> bool) -> Vec<String> {
        let mut counts = std::collections::BTreeMap::<&str, usize>::new();
        for doc in self.desk.ids() {
            if let Some(digest) = self.desk.digest(doc).filter(|d| !d.source.is_empty()) {
                *counts.entry(&digest.source).or_default() += 1;
            }
        }
        let mut sources: Vec<(&str, usize)> =
            counts.into_iter().filter(|(source, _)| begins(source)).collect();
        sources.sort_by_key(|(source, count)| (std::cmp::Reverse(*count), *source));
        sources.into_iter().map(|(source, _)| source.to_owned()).collect()
    }

    /// Names with a word that begins so, those in the most articles first.
    fn names_like(&self, group: Group, typed: &str) -> Vec<String> {
        if typed.is_empty() {
            return Vec::new();
        }
        let begins = |name: &str| {
            let mut at = name.match_indices(typed).map(|(at, _)| at);
            at.any(|at| name.get(..at).is_some_and(|b| !b.ends_with(char::is_alphanumeric)))
        };
        let names = self.desk.index.iter();
        let mut names: Vec<_> =
            names.filter(|(key, _)| group.holds(key.kind) && begins(&key.name)).collect();
        names.sort_by_key(|(key, entry)| (std::cmp::Reverse(entry.articles.len()), *key));
        let mut shown: Vec<String> = Vec::new();
        for (_, entry) in names {
            if !shown.contains(&entry.name) {
                shown.push(entry.name.clone());
            }
            if shown.len() == MOST {
                break;
            }
        }
        shown
    }
}

/// Whether the last word of what is typed so far may become a field.
pub(super) fn begins_a_field(before: &str) -> bool {
    let (start, in_quotes) = last_word(before);
    let word = before.get(start..).unwrap_or_default().trim_start_matches('-').to_lowercase();
    !in_quotes && !word.is_empty() && query::fields().any(|field| field.starts_with(&word))
}

fn completion(from: usize, text: String, label: String) -> Completion {
    Completion { from, text, label }
}

/// Where the last word of a query begins, and whether it is in quotation marks that are open.
fn last_word(before: &str) -> (usize, bool) {
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in before.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            '\\' => escaped = quoted,
            ' ' | '(' | ')' | '|' if !quoted => start = at + 1,
            _ => {}
        }
    }
    (start, quoted)
}
