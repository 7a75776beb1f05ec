//! The export box: what (all that is shown, or a slot's tag), in which format, into which file.

use std::path::{Path, PathBuf};

use super::{App, Effect, Mode, Prompt, PromptKind, view::put_in_order};
use crate::{
    config::{Key, key::Code},
    corpus::DocId,
    export::Format,
};

/// Rows of the box above those of the formats.
pub const BEFORE_FORMATS: usize = 3;

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The articles of the current view, in its order.
    Shown,
    /// All articles of the desk with this tag, in the order of the view.
    Tag(String),
}

/// An export being put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportBox {
    pub scope: Scope,
    /// Articles that it would write.
    pub count: usize,
    /// Set when the file is asked for.
    pub format: Option<Format>,
    /// Whether the next format letter asks for the file.
    pub ask_file: bool,
}

impl App {
    pub(super) fn ask_export(&mut self) {
        let count = self.view().shown.len();
        self.mode =
            Mode::Export(ExportBox { scope: Scope::Shown, count, format: None, ask_file: false });
    }

    pub(super) fn export_key(&mut self, key: Key) {
        let Mode::Export(mut what) = self.mode.clone() else { return };
        match (key.code, key.ctrl) {
            (Code::Char(digit @ '1'..='9'), false) => {
                let slot = digit.to_digit(10).and_then(|d| u8::try_from(d).ok()).unwrap_or(1);
                match self.tags.slot(slot).map(str::to_owned) {
                    Some(tag) => what.scope = Scope::Tag(tag),
                    None => self.note(format!("slot {slot} is empty")),
                }
            }
            (Code::Char('0'), false) => what.scope = Scope::Shown,
            (Code::Char('f'), false) => what.ask_file = !what.ask_file,
            (Code::Char(letter), false) => {
                if let Some(format) = Format::ALL.into_iter().find(|f| f.name().starts_with(letter))
                {
                    self.choose_format(what, format);
                } else {
                    self.note(format!("no format begins with {letter}; Esc closes"));
                }
                return;
            }
            _ => {
                self.mode = Mode::Browse;
                return;
            }
        }
        what.count = self.docs_in(&what.scope).len();
        self.mode = Mode::Export(what);
    }

    /// Chooses the format in a row of the box.
    pub(super) fn export_row(&mut self, row: usize) {
        let format = row.checked_sub(BEFORE_FORMATS).and_then(|at| Format::ALL.get(at).copied());
        let Mode::Export(what) = &self.mode else { return };
        if let Some(format) = format {
            self.choose_format(what.clone(), format);
        }
    }

    fn choose_format(&mut self, mut what: ExportBox, format: Format) {
        what.format = Some(format);
        let file = self.default_file(&what.scope, format);
        if what.ask_file {
            let text = file.to_string_lossy().into_owned();
            self.mode = Mode::Prompt(Prompt::new(PromptKind::ExportFile(what), &text));
        } else {
            self.mode = Mode::Browse;
            self.export(&what.scope, format, file, true);
        }
    }

    /// Writes to the file typed; relative names are in the export folder.
    pub(super) fn export_to(&mut self, what: &ExportBox, typed: &str) {
        let Some(chosen) = what.format else { return };
        if typed.trim().is_empty() {
            self.note("nothing exported");
            return;
        }
        let typed = Path::new(typed.trim());
        let at_home = typed.strip_prefix("~").ok().zip(self.home.as_ref());
        let file = match at_home {
            Some((rest, home)) => home.join(rest),
            None => self.export_folder.join(typed),
        };
        // The ending says what is meant, as on the command line.
        let ending = file.extension().and_then(std::ffi::OsStr::to_str);
        let format = ending.and_then(Format::of_ending).unwrap_or(chosen);
        self.export(&what.scope, format, file, false);
    }

    fn export(&mut self, scope: &Scope, format: Format, file: PathBuf, numbered: bool) {
        let docs = self.docs_in(scope);
        if docs.is_empty() {
            self.note("nothing to export");
            return;
        }
        self.note(format!("exporting {} articles…", docs.len()));
        let length = self.summary.length;
        self.saving.exports.begin();
        self.effects.push(Effect::Export { docs, format, file, length, numbered });
    }

    fn docs_in(&self, scope: &Scope) -> Vec<DocId> {
        match scope {
            Scope::Shown => self.view().shown.clone(),
            Scope::Tag(tag) => {
                let has =
                    |doc: &DocId| self.decision_of(*doc).is_some_and(|d| d.tags.contains(tag));
                let mut docs: Vec<DocId> = self.desk.ids().filter(has).collect();
                put_in_order(self.view().sort, &self.desk, &mut docs);
                docs
            }
        }
    }

    /// The file that an export goes to unless another is typed; an existing one is never
    /// overwritten.
    pub fn default_file(&self, scope: &Scope, format: Format) -> PathBuf {
        let what = match scope {
            Scope::Shown => self.view().filter.label(),
            Scope::Tag(tag) => tag.clone(),
        };
        let words: Vec<String> = format!("{} {what}", self.name)
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        let name: String = words.join("-").chars().take(80).collect();
        self.export_folder.join(format!("{name}.{}", format.ending()))
    }
}
