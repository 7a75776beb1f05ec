//! Prompts of one line: tags with completion, a slot's name, a note, a search, a file.

use super::{App, Effect, ExportBox, Front, Input, Mode, Spot};
use crate::{
    config::{Key, key::Code},
    tags::tag_name,
};

#[derive(Debug, Clone, PartialEq)]
pub enum PromptKind {
    /// The name of the tag for an empty slot.
    SlotName(u8),
    /// `+a -b c`
    Tags,
    Note,
    /// Search in the list's articles.
    Search,
    /// Search in the text shown; the row it began at.
    SearchText {
        top: usize,
    },
    /// The file of an export.
    ExportFile(ExportBox),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    pub kind: PromptKind,
    pub input: Input,
    /// Why what was typed was not taken.
    pub error: Option<String>,
}

impl Prompt {
    pub fn new(kind: PromptKind, text: &str) -> Self {
        Self { kind, input: Input::new(text), error: None }
    }

    pub fn label(&self) -> String {
        match &self.kind {
            PromptKind::SlotName(slot) => format!("name of tag {slot}: "),
            PromptKind::Tags => "tags (+a -b): ".to_owned(),
            PromptKind::Note => "note: ".to_owned(),
            PromptKind::Search | PromptKind::SearchText { .. } => "/".to_owned(),
            PromptKind::ExportFile(_) => "write to: ".to_owned(),
        }
    }
}

impl App {
    pub(super) fn ask_tags(&mut self) {
        if self.can_decide() {
            self.mode = Mode::Prompt(Prompt::new(PromptKind::Tags, ""));
        }
    }

    pub(super) fn ask_search(&mut self) {
        let kind = if self.front == Front::Text {
            PromptKind::SearchText { top: self.top }
        } else {
            self.start_search();
            PromptKind::Search
        };
        self.mode = Mode::Prompt(Prompt::new(kind, ""));
    }

    /// Tags that complete the word before the cursor, most fitting first.
    pub fn completions(&self) -> Vec<String> {
        let Mode::Prompt(prompt) = &self.mode else { return Vec::new() };
        if !matches!(prompt.kind, PromptKind::Tags | PromptKind::SlotName(_)) {
            return Vec::new();
        }
        let (minus, word) = last_word(prompt);
        let word = word.to_lowercase();
        let on_article = self.decision().map(|d| d.tags.clone()).unwrap_or_default();
        let mut names: Vec<String> = (self.tags.names().into_iter())
            .filter(|name| name.to_lowercase().starts_with(&word))
            .filter(|name| on_article.contains(*name) == minus)
            .map(str::to_owned)
            .collect();
        if minus && names.is_empty() {
            names =
                on_article.into_iter().filter(|n| n.to_lowercase().starts_with(&word)).collect();
        }
        names
    }

    pub(super) fn prompt_key(&mut self, key: Key) {
        let completions = self.completions();
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        match (key.code, key.ctrl) {
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) => self.cancel_prompt(),
            (Code::Enter, _) => self.submit_prompt(),
            (Code::Tab, _) => {
                if let Some(name) = completions.first() {
                    let from = prompt.input.before_cursor().len() - last_word(prompt).1.len();
                    let more = if prompt.kind == PromptKind::Tags { " " } else { "" };
                    prompt.input.complete(from, &format!("{name}{more}"));
                }
            }
            (Code::Char('e'), true) if prompt.kind == PromptKind::Note => {
                let note = prompt.input.text().to_owned();
                self.mode = Mode::Browse;
                if let Some(article) = self.selected().and_then(|d| self.desk.article_id(d)) {
                    self.effects.push(Effect::EditNote { article, note });
                }
            }
            (Code::Down, _) if prompt.kind == PromptKind::Search => self.down(),
            (Code::Up, _) if prompt.kind == PromptKind::Search => self.up(),
            (Code::Backspace, _) if prompt.input.text().is_empty() => self.cancel_prompt(),
            _ => {
                prompt.input.press(key);
                self.prompt_changed();
            }
        }
    }

    /// After each change of the input: searches go along as one types.
    pub(super) fn prompt_changed(&mut self) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        prompt.error = None;
        let text = prompt.input.text().to_owned();
        match prompt.kind {
            PromptKind::Search => self.search(&text),
            PromptKind::SearchText { top } => {
                self.needle = text;
                self.refresh_hits();
                self.top = top;
                self.spot = Spot::Nothing;
                if !self.hits.is_empty() {
                    self.walk_hits(true);
                    self.message = None;
                }
            }
            PromptKind::SlotName(_)
            | PromptKind::Tags
            | PromptKind::Note
            | PromptKind::ExportFile(_) => {}
        }
    }

    fn cancel_prompt(&mut self) {
        let Mode::Prompt(prompt) = std::mem::replace(&mut self.mode, Mode::Browse) else { return };
        match prompt.kind {
            PromptKind::Search => {
                self.search_generation += 1;
                self.needle.clear();
                self.back();
            }
            PromptKind::SearchText { top } => {
                self.needle.clear();
                self.refresh_hits();
                self.top = top;
                self.spot = Spot::Nothing;
            }
            PromptKind::SlotName(_)
            | PromptKind::Tags
            | PromptKind::Note
            | PromptKind::ExportFile(_) => {}
        }
    }

    fn submit_prompt(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        let (kind, text) = (prompt.kind.clone(), prompt.input.text().to_owned());
        match kind {
            PromptKind::SlotName(slot) => match tag_name(&text) {
                Some(tag) => {
                    self.mode = Mode::Browse;
                    self.name_slot(slot, &tag);
                }
                None => self.cancel_prompt(),
            },
            PromptKind::Tags => self.submit_tags(&text),
            PromptKind::Note => {
                self.mode = Mode::Browse;
                self.set_note(&text);
            }
            PromptKind::Search if text.is_empty() => self.cancel_prompt(),
            PromptKind::Search => {
                self.mode = Mode::Browse;
                let count = self.view().shown.len();
                let plural = if count == 1 { "" } else { "s" };
                self.note(format!("{count} article{plural} with {text}"));
            }
            PromptKind::SearchText { .. } => {
                self.mode = Mode::Browse;
                if self.hits.is_empty() && !text.is_empty() {
                    self.note(format!("{text} is not in this text"));
                } else {
                    self.note(format!("{} hits", self.hits.len()));
                }
            }
            PromptKind::ExportFile(what) => {
                self.mode = Mode::Browse;
                self.export_to(&what, &text);
            }
        }
    }

    fn submit_tags(&mut self, text: &str) {
        let (mut plus, mut minus) = (Vec::new(), Vec::new());
        for word in text.split([' ', ',']).filter(|w| !w.is_empty()) {
            let (list, name) = match word.strip_prefix('-') {
                Some(name) => (&mut minus, name),
                None => (&mut plus, word.strip_prefix('+').unwrap_or(word)),
            };
            let Some(name) = tag_name(name) else {
                if let Mode::Prompt(prompt) = &mut self.mode {
                    prompt.error = Some(format!("`{word}` is no tag name"));
                }
                return;
            };
            if !list.contains(&name) {
                list.push(name);
            }
        }
        self.mode = Mode::Browse;
        if !plus.is_empty() || !minus.is_empty() {
            self.change_tags(&plus, &minus, Vec::new());
        }
    }
}

/// The word before the cursor, without its sign, and whether that is a minus.
fn last_word(prompt: &Prompt) -> (bool, &str) {
    if prompt.kind != PromptKind::Tags {
        return (false, prompt.input.before_cursor());
    }
    let before = prompt.input.before_cursor();
    let word = before.rsplit([' ', ',']).next().unwrap_or_default();
    match word.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, word.strip_prefix('+').unwrap_or(word)),
    }
}
