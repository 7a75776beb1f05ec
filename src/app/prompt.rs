//! Prompts of one line: tags with completion, a slot's name, a note, a search, a file.

use super::{
    App, Completion, Effect, ExportBox, Front, Input, Looked, Message, Mode, Retag, Spot,
    recall::Recalling,
};
use crate::{
    config::{Key, key::Code},
    tags::tag_name,
    text::counted,
};

#[derive(Debug, Clone, PartialEq)]
pub enum PromptKind {
    /// The name of the tag for an empty slot.
    SlotName(u8),
    /// `+a -b c`
    Tags,
    Note,
    /// A query, answered as it is typed: over all articles, or over those shown.
    Query {
        narrows: bool,
    },
    /// Search in the text shown; the row it began at.
    SearchText {
        top: usize,
    },
    /// The file of an export.
    ExportFile(ExportBox),
    /// A program to send articles to.
    Pipe,
    /// A tag to be renamed or removed.
    Retag(Retag),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    pub kind: PromptKind,
    pub input: Input,
    /// Why what was typed was not taken.
    pub error: Option<String>,
    /// The byte of the input that the error is about.
    pub error_at: Option<usize>,
    /// What completes the word before the cursor, the likeliest first.
    pub completions: Vec<Completion>,
    /// While one goes through them.
    pub choosing: Option<Choosing>,
    /// What stood there at first.
    pub began: String,
    /// While one goes through what was typed before.
    pub recalling: Option<Recalling>,
}

/// Going through completions: one after the other takes the place of what was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Choosing {
    typed: Input,
    all: Vec<Completion>,
    /// The one that stands in the input.
    pub at: usize,
}

impl Choosing {
    fn step(&mut self, back: bool) {
        let count = self.all.len().max(1);
        self.at = if back { self.at + count - 1 } else { self.at + 1 } % count;
    }
}

impl Prompt {
    pub fn new(kind: PromptKind, text: &str) -> Self {
        Self {
            kind,
            input: Input::new(text),
            began: text.to_owned(),
            error: None,
            error_at: None,
            completions: Vec::new(),
            choosing: None,
            recalling: None,
        }
    }

    pub fn label(&self) -> String {
        match &self.kind {
            PromptKind::SlotName(slot) => format!("name of tag {slot}: "),
            PromptKind::Tags => "tags (+a -b): ".to_owned(),
            PromptKind::Note => "note: ".to_owned(),
            PromptKind::Query { narrows: true } => "\\".to_owned(),
            PromptKind::Query { .. } | PromptKind::SearchText { .. } => "/".to_owned(),
            PromptKind::ExportFile(_) => "write to: ".to_owned(),
            PromptKind::Retag(what) => what.label(),
            PromptKind::Pipe => "send to program: ".to_owned(),
        }
    }
}

impl App {
    /// Whether a query is being typed.
    pub(super) fn is_asking(&self) -> bool {
        matches!(&self.mode, Mode::Prompt(p) if matches!(p.kind, PromptKind::Query { .. }))
    }

    /// Opens a prompt with what is known to complete it.
    pub(super) fn prompt(&mut self, kind: PromptKind, text: &str) {
        self.mode = Mode::Prompt(Prompt::new(kind, text));
        self.complete();
    }

    pub(super) fn ask_tags(&mut self) {
        if self.can_decide() {
            self.prompt(PromptKind::Tags, "");
        }
    }

    pub(super) fn ask_search(&mut self) {
        if self.front == Front::Text {
            self.prompt(PromptKind::SearchText { top: self.top }, "");
        } else {
            self.ask_query(false);
        }
    }

    pub(super) fn prompt_key(&mut self, key: Key) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        if !matches!(key.code, Code::Tab | Code::BackTab) {
            prompt.choosing = None;
        }
        if !matches!(key.code, Code::Up | Code::Down) {
            prompt.recalling = None;
        }
        let asks = matches!(prompt.kind, PromptKind::Query { .. });
        match (key.code, key.ctrl) {
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) => self.cancel_prompt(),
            (Code::Enter, _) => self.submit_prompt(),
            (Code::Tab, _) => self.choose(false),
            (Code::BackTab, _) => self.choose(true),
            (Code::Char('e'), true) if prompt.kind == PromptKind::Note => {
                let note = prompt.input.text().to_owned();
                self.mode = Mode::Browse;
                if let Some(article) = self.selected().and_then(|d| self.desk.article_id(d)) {
                    self.effects.push(Effect::EditNote { article, note });
                }
            }
            (Code::Down | Code::Up, _) => self.recall(key.code == Code::Up),
            (Code::Char('n'), true) if asks => self.down(),
            (Code::Char('p'), true) if asks => self.up(),
            (Code::Backspace, _) if prompt.input.text().is_empty() => self.cancel_prompt(),
            _ => {
                prompt.input.press(key);
                self.prompt_changed();
            }
        }
    }

    /// Puts the next completion into the input, or the one before; the one completion there is, for
    /// good.
    fn choose(&mut self, back: bool) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        let choosing = if let Some(mut under_way) = prompt.choosing.take() {
            under_way.step(back);
            under_way
        } else {
            let (typed, all) = (prompt.input.clone(), prompt.completions.clone());
            let at = if back { all.len().saturating_sub(1) } else { 0 };
            Choosing { typed, all, at }
        };
        let Some(one) = choosing.all.get(choosing.at) else { return };
        prompt.input = choosing.typed.clone();
        prompt.input.complete(one.from, &one.text);
        self.prompt_changed();
        if let Mode::Prompt(prompt) = &mut self.mode
            && choosing.all.len() > 1
        {
            prompt.completions.clone_from(&choosing.all);
            prompt.choosing = Some(choosing);
        }
    }

    /// After each change of the input: searches go along as one types.
    pub(super) fn prompt_changed(&mut self) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        (prompt.error, prompt.error_at) = (None, None);
        let text = prompt.input.text().to_owned();
        match prompt.kind {
            PromptKind::Query { .. } => self.query_typed(&text),
            PromptKind::SearchText { top } => {
                self.looked = Looked::Words(text);
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
            | PromptKind::ExportFile(_)
            | PromptKind::Pipe
            | PromptKind::Retag(_) => {}
        }
        self.complete();
    }

    fn cancel_prompt(&mut self) {
        self.drop_run();
        let Mode::Prompt(prompt) = std::mem::replace(&mut self.mode, Mode::Browse) else { return };
        match prompt.kind {
            PromptKind::Query { .. } => self.pop_view(),
            PromptKind::SearchText { top } => {
                self.looked_for();
                self.top = top;
                self.spot = Spot::Nothing;
            }
            PromptKind::SlotName(_)
            | PromptKind::Tags
            | PromptKind::Note
            | PromptKind::ExportFile(_)
            | PromptKind::Pipe
            | PromptKind::Retag(_) => {}
        }
    }

    fn submit_prompt(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        let (kind, text) = (prompt.kind.clone(), prompt.input.text().to_owned());
        match kind {
            PromptKind::SlotName(slot) => match tag_name(&text) {
                Some(tag) => {
                    let tag = self.tags.known(&tag).map_or(tag.clone(), str::to_owned);
                    self.mode = Mode::Browse;
                    self.name_slot(slot, &tag);
                    self.say_written(&[(text, tag)]);
                }
                None => self.cancel_prompt(),
            },
            PromptKind::Tags => self.submit_tags(&text),
            PromptKind::Note => {
                self.recall.remember(&kind, &text);
                let began = prompt.began.clone();
                self.mode = Mode::Browse;
                self.set_note(&text, &began);
            }
            PromptKind::Query { .. } if text.trim().is_empty() => self.cancel_prompt(),
            // The list shows the last query that could be understood; what cannot be stays to be
            // put right.
            PromptKind::Query { .. } if prompt.error.is_some() => {}
            PromptKind::Query { .. } => {
                self.recall.remember(&kind, &text);
                self.mode = Mode::Browse;
                self.query_entered();
            }
            PromptKind::SearchText { .. } => {
                self.recall.remember(&kind, &text);
                self.mode = Mode::Browse;
                if self.hits.is_empty() && !text.is_empty() {
                    self.note(format!("{text} is not in this text"));
                } else {
                    self.note(counted(self.hits.len(), "hit"));
                }
            }
            PromptKind::ExportFile(ref what) => {
                self.recall.remember(&kind, &text);
                self.mode = Mode::Browse;
                self.export_to(what, &text);
            }
            PromptKind::Pipe => self.pipe(&text),
            PromptKind::Retag(what) => self.submit_retag(what, &text),
        }
    }

    /// Says where tags are not written as they were typed; the label has them as they are.
    fn say_written(&mut self, tags: &[(String, String)]) {
        let Some(Message::Decision { label, .. }) = &mut self.message else { return };
        let differs = |(typed, tag): &(String, String)| typed.trim().trim_start_matches('#') != tag;
        if tags.iter().any(|(typed, _)| typed.trim().contains(char::is_whitespace)) {
            label.push_str(" (a tag is one word)");
        } else if tags.iter().any(differs) {
            label.push_str(" (not as typed)");
        }
    }

    fn submit_tags(&mut self, text: &str) {
        let (mut plus, mut minus, mut written) = (Vec::new(), Vec::new(), Vec::new());
        for word in self.words_of_tags(text) {
            let (takes, typed) = match word.strip_prefix('-') {
                Some(name) => (true, name),
                None => (false, word.strip_prefix('+').unwrap_or(word)),
            };
            // A tag of the file may have blanks in it; one that differs in capitals only is that tag.
            let name = Some(typed.to_owned()).filter(|typed| self.tags.names().contains(&**typed));
            let name = name.or_else(|| tag_name(typed));
            let known = name.as_deref().and_then(|name| self.tags.known(name)).map(str::to_owned);
            let error = match &name {
                None => format!("`{word}` is no tag name"),
                Some(name) if takes && known.is_none() => {
                    format!("there is no tag `{name}` to take off")
                }
                Some(_) => String::new(),
            };
            let Some(name) = known.or(name).filter(|_| error.is_empty()) else {
                return self.refuse_prompt(error);
            };
            let list = if takes { &mut minus } else { &mut plus };
            if !list.contains(&name) {
                written.push((typed.to_owned(), name.clone()));
                list.push(name);
            }
        }
        self.recall.remember(&PromptKind::Tags, text);
        self.mode = Mode::Browse;
        if !plus.is_empty() || !minus.is_empty() {
            self.change_tags(plus, minus);
            self.say_written(&written);
        }
    }

    /// The words of a list of tags: all of it where that is a tag with blanks, as a hand may have written one.
    fn words_of_tags<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let whole = text.trim();
        let bare = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        if bare.contains(' ') && self.tags.names().contains(bare) {
            return vec![whole];
        }
        text.split([' ', ',']).filter(|word| !word.is_empty()).collect()
    }

    /// Says in the prompt why what was typed is not taken.
    pub(super) fn refuse_prompt(&mut self, why: String) {
        if let Mode::Prompt(prompt) = &mut self.mode {
            prompt.error = Some(why);
        }
    }
}
