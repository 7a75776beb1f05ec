//! All state of a run and the one function that changes it. No I/O, no threads, no drawing.

mod act;
mod arrivals;
mod brief;
mod choose;
mod complete;
mod copying;
mod correct;
mod corrected;
mod decide;
pub mod desk;
pub mod event;
mod export;
mod find;
mod given;
mod help;
mod input;
mod keys;
mod learned;
mod links;
mod mark;
mod marks;
mod moving;
mod pace;
pub mod page;
mod palette;
pub mod panes;
mod past;
mod pick;
mod piping;
mod pointing;
mod prompt;
mod reading;
mod recall;
mod restart;
mod retag;
mod saved;
mod saving;
mod settling;
pub mod view;
mod views;
pub mod watch;

use std::{
    collections::{HashMap, HashSet, VecDeque},
    path::PathBuf,
    sync::Arc,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use ratatui::layout::Size;

pub use self::{
    brief::{Brief, SummaryLook},
    complete::Completion,
    copying::Part,
    desk::Desk,
    event::{Arrival, Ask, Effect, Event, Loaded, News, Trouble},
    export::{BEFORE_FORMATS, ExportBox, Scope},
    find::Looked,
    help::{HelpRow, HelpView},
    input::Input,
    links::{Link, LinkBox, MARGIN as LINK_MARGIN},
    mark::Marking,
    marks::{Confirm, Marks},
    pace::Pace,
    page::{Page, PageRow},
    palette::{Palette, PaletteRow},
    panes::{Front, Layout, Panes, panes},
    past::{PastRow, PastView},
    pick::{EntityPick, KINDS, PickRow, Stage},
    pointing::Target,
    prompt::{Prompt, PromptKind},
    recall::Recall,
    restart::{Start, Step},
    retag::Retag,
    saved::ViewBox,
    saving::Saving,
    view::{Asked, Filter, View},
    watch::Watching,
};
use crate::{
    analysis::EntityKind,
    config::{Config, Key, Keymap, Pane, Theme, settings::Bidi},
    corpus::DocId,
    tags::{Corrector, History, Tags},
    text::{Clean, TextRange},
};

/// What a run starts with.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Setup {
    /// The desk as the title line names it.
    pub name: Clean,
    pub size: Size,
    pub config: Config,
    pub theme: Theme,
    pub tags: Tags,
    /// Why nothing can be saved, where that is so.
    pub read_only: Option<Clean>,
    /// Whether the tags are not in the folder itself, because it cannot be written.
    pub elsewhere: bool,
    /// Something the reader should know at once (tags are kept elsewhere, …).
    pub notice: Option<Clean>,
    /// The desk's folder, for paths that are copied.
    pub folder: PathBuf,
    /// What `~` is in the name of a file.
    pub home: Option<PathBuf>,
    /// Where exports go.
    pub export_folder: PathBuf,
    /// Whether the terminal itself turns right-to-left text round.
    pub terminal_reorders: bool,
    /// For screen readers: one pane, no rules, the real cursor on what is selected.
    pub plain: bool,
    /// Whether the steps of earlier runs will come ([`Event::Remembered`]).
    pub remembers: bool,
    pub start: Start,
}

/// What has the keyboard.
#[derive(Debug, Clone, PartialEq)]
pub enum Mode {
    Browse,
    Prompt(Prompt),
    Entities(EntityPick),
    Help(HelpView),
    Export(ExportBox),
    Views(ViewBox),
    Past(PastView),
    Palette(Palette),
    Links(LinkBox),
    /// A phrase of the text is being selected.
    Mark(Marking),
    /// A change of many articles waits for a yes.
    Confirm(Confirm),
}

/// What the hint line says for a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Note(Clean),
    Error(Clean),
    /// A decision, shown with `unsaved` until this generation is on disk, then with `saved`.
    Decision {
        label: String,
        generation: u64,
    },
}

/// What the cursor is on in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spot {
    #[default]
    Nothing,
    /// A mention, by its index.
    Mention(usize),
    /// A sentence of the summary, by its place in it.
    Source(usize),
    /// A hit of the search, by its index.
    Hit(usize),
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct App {
    pub name: Clean,
    pub size: Size,
    pub plain: bool,
    pub config: Config,
    pub keymap: Keymap,
    pub theme: Theme,
    pub desk: Desk,
    pub tags: Tags,
    pub read_only: Option<Clean>,
    pub elsewhere: bool,
    /// Whether the tags file was changed so that it could not be read.
    tags_fault: bool,
    pub saving: Saving,
    pub mode: Mode,
    pub message: Option<Message>,
    /// Keys of a sequence that is not complete.
    pub pressed: Vec<Key>,
    pub front: Front,
    pub layout: Layout,
    pub bidi: Bidi,
    pub summary: SummaryLook,
    pub brief: Brief,
    pub page: Option<Page>,
    /// First row of the page that is shown.
    pub top: usize,
    /// The row of the page that is read, where the real cursor shows it.
    pub line: usize,
    pub unfolded: bool,
    pub spot: Spot,
    pub marks: Marks,
    /// What is searched for, and where it stands in the text shown.
    pub looked: Looked,
    pub hits: Vec<TextRange>,
    pub watching: Watching,
    /// Articles of the current view that are done or dropped.
    pub decided: usize,
    pub pace: Pace,
    /// Mentions that the reader was on, by where they begin.
    pub visited: HashSet<(DocId, usize)>,
    /// The kind that a marked phrase gets unless another is said: the last one.
    marked_kind: EntityKind,
    pub recall: Recall,
    /// Never empty; the last is the current one.
    views: Vec<View>,
    history: History,
    memory: past::Memory,
    now: Timestamp,
    terminal_reorders: bool,
    folder: PathBuf,
    home: Option<PathBuf>,
    export_folder: PathBuf,
    start: Start,
    /// Articles of which the file has another text or another name now, with those that it is now.
    replaced: Vec<(DocId, DocId)>,
    /// Keys that wait for the selected article to be read.
    waiting: VecDeque<Key>,
    /// Actions of the key pressed last that are still to be run.
    run: keys::Run,
    /// What the palette ran, the last first.
    recent: Vec<palette::Wish>,
    /// What was asked of the workers last.
    asked: Vec<DocId>,
    search: find::Searching,
    /// Whether the first (or else the last) hit of the article is wanted once it is read.
    wanted_hit: Option<bool>,
    /// Where the reader was in each text, as a byte offset.
    places: HashMap<DocId, usize>,
    held: Option<moving::Held>,
    effects: Vec<Effect>,
}

impl App {
    pub fn new(setup: Setup) -> Self {
        let layout = Layout::of_name(setup.config.look.layout.name()).unwrap_or_default();
        let mut desk = Desk::default();
        desk.corrector = Corrector::new(Arc::clone(&setup.tags.corrections));
        Self {
            name: setup.name,
            size: setup.size,
            plain: setup.plain,
            keymap: Keymap::new(&setup.config.keys),
            theme: setup.theme,
            desk,
            tags: setup.tags,
            read_only: setup.read_only,
            elsewhere: setup.elsewhere,
            tags_fault: false,
            saving: Saving::default(),
            mode: Mode::Browse,
            message: setup
                .notice
                .or_else(|| setup.config.keys.notice().map(Clean::line))
                .map(Message::Error),
            pressed: Vec::new(),
            front: Front::List,
            layout: setup.start.layout.unwrap_or(layout),
            bidi: setup.start.bidi.unwrap_or(setup.config.text.bidi),
            summary: SummaryLook::new(setup.start.length(setup.config.summary.length())),
            brief: Brief::default(),
            page: None,
            top: 0,
            line: 0,
            unfolded: false,
            spot: Spot::Nothing,
            marks: Marks::default(),
            looked: Looked::Nothing,
            hits: Vec::new(),
            watching: Watching::new(&setup.config.watch.all),
            decided: 0,
            pace: Pace::default(),
            visited: HashSet::new(),
            marked_kind: EntityKind::Person,
            recall: setup.start.recall.clone(),
            views: vec![View::new(Filter::All, view::BY_PATH)],
            history: History::default(),
            memory: past::Memory::new(setup.remembers),
            now: Timestamp::UNIX_EPOCH,
            terminal_reorders: setup.terminal_reorders,
            folder: setup.folder,
            home: setup.home,
            export_folder: setup.export_folder,
            start: setup.start,
            replaced: Vec::new(),
            waiting: VecDeque::new(),
            run: keys::Run::default(),
            recent: Vec::new(),
            asked: Vec::new(),
            search: find::Searching::default(),
            wanted_hit: None,
            places: HashMap::new(),
            held: None,
            effects: Vec::new(),
            config: setup.config,
        }
    }

    /// Takes one event and says what is to be done. `now` is the time of the event.
    pub fn update(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Pointed(target) => self.pointed(&target),
            Event::Wheel { position, down } => self.wheel(position, down),
            Event::Resize(size) => self.size = size,
            Event::Listed(listing) => self.listed(listing),
            Event::Changed(news) => self.folder_changed(&news),
            Event::Unwatched(why) => self.unwatched(&why),
            Event::Read { doc, outcome } => self.was_read(doc, outcome),
            Event::Found { generation, docs, whole } => self.found(generation, &docs, whole),
            Event::Watches { generation, watcher } => self.watches(generation, watcher),
            Event::Seen { generation, docs } => self.watched(generation, docs),
            Event::Learned { learned, aside } => {
                self.desk.learned(learned, &aside);
            }
            Event::Remembered(earlier) => self.remembered(earlier),
            Event::Saved { generation, outcome } => self.saved(generation, outcome),
            Event::SavedWith(news) => self.error(news.join("; ")),
            Event::SaveAgain => self.save_pending(),
            Event::TagsOpened { tags, elsewhere } => self.tags_opened(tags, elsewhere),
            Event::TagsLost(trouble) => self.tags_lost(trouble),
            Event::TagsChanged(outcome) => self.tags_changed(outcome),
            Event::Exported(outcome) => {
                self.exported(outcome.is_ok());
                self.message = Some(match outcome {
                    Ok(done) => Message::Note(done),
                    Err(trouble) => {
                        let text = format!("{}: {}", trouble.message, trouble.hint);
                        Message::Error(Clean::line(text))
                    }
                });
            }
            Event::Edited { article, draft, outcome } => {
                self.edited(article, &draft, outcome);
                self.run_on();
            }
            Event::Gathered { part, outcome } => self.gathered(part, outcome),
            Event::LinkFailed(trouble) => self.link_failed(&trouble),
            Event::Piped(outcome) => self.piped(outcome),
            Event::Panicked(what) => self.message = Some(Message::Error(what)),
            Event::Terminate => {
                self.end_run();
                self.terminate();
            }
        }
        self.settle();
        std::mem::take(&mut self.effects)
    }

    pub fn view(&self) -> &View {
        self.views.last().expect("the first view is never popped")
    }

    fn view_mut(&mut self) -> &mut View {
        self.views.last_mut().expect("the first view is never popped")
    }

    /// Steps that `back` can take.
    pub fn depth(&self) -> usize {
        self.views.len() - 1
    }

    /// The filters that led to the current view, the first view apart.
    pub fn way(&self) -> impl Iterator<Item = &Filter> {
        self.views.iter().skip(1).map(|view| &view.filter)
    }

    pub fn selected(&self) -> Option<DocId> {
        self.view().selected
    }

    /// The day it is, in UTC: `newer:2d` counts from it.
    fn today(&self) -> Date {
        self.now.to_zoned(TimeZone::UTC).date()
    }

    /// The year of the newest article read so far: dates of that year are shown without it.
    pub fn year(&self) -> i16 {
        self.desk.year
    }

    /// The selected article's text and analysis, where they are in memory.
    pub fn loaded(&self) -> Option<&Arc<Loaded>> {
        self.desk.loaded(self.selected()?)
    }

    /// Which keys hold: those of the list or those of the text.
    pub fn pane(&self) -> Pane {
        match self.front {
            Front::Text => Pane::Text,
            Front::List | Front::Side => Pane::List,
        }
    }

    pub fn panes(&self) -> Option<Panes> {
        let layout = if self.plain { Layout::Single } else { self.layout };
        panes(self.size, layout, self.front, self.config.text.width)
    }

    /// Whether we turn right-to-left text round.
    pub fn reorders(&self) -> bool {
        match self.bidi {
            Bidi::Auto => !self.terminal_reorders,
            Bidi::App => true,
            Bidi::Terminal | Bidi::Off => false,
        }
    }

    /// Whether right-to-left paragraphs are set against the right edge.
    pub fn aligns_right(&self) -> bool {
        self.bidi != Bidi::Off
    }

    /// Where the current spot of the text is.
    pub fn spot_range(&self) -> Option<TextRange> {
        if let Mode::Mark(marking) = &self.mode {
            return Some(marking.range);
        }
        let loaded = self.loaded()?;
        let analysis = &loaded.analysis;
        match self.spot {
            Spot::Nothing => None,
            Spot::Mention(index) => analysis.mentions.get(index).map(|m| m.range),
            Spot::Source(place) => {
                let sentence = self.picks().get(place)?.sentence;
                analysis.sentences.get(sentence as usize).map(|s| s.range)
            }
            Spot::Hit(index) => self.hits.get(index).copied(),
        }
    }

    fn note(&mut self, text: impl AsRef<str>) {
        self.message = Some(Message::Note(Clean::line(text)));
    }

    fn error(&mut self, text: impl AsRef<str>) {
        self.message = Some(Message::Error(Clean::line(text)));
    }
}
