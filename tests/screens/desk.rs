//! The grammar of the screen tests: a desk of invented articles, keys, what is on the screen (long because all of them share it).

use std::{fmt::Write as _, path::PathBuf, sync::Arc};

use copydesk::{
    analysis,
    app::{App, Arrival, Ask, Effect, Event, Loaded, News, Setup, Start},
    article::{Diagnostic, Format, formats},
    config::{Config, Key, Keymap, Theme, key},
    corpus::{DocId, Facts, FileEntry, Listing, Texts},
    query::answer::Answerer,
    tags::{Corrections, Edit, Happened, Tags, Watch, store::Store},
    ui,
    watch::Watcher,
};
use jiff::Timestamp;
use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::Buffer,
    layout::{Position, Size},
    style::{Color, Modifier, Style},
};

/// A run in memory: no files, no threads; saves are answered when the test says so.
pub struct Screen {
    pub app: App,
    articles: Vec<(String, String)>,
    texts: Texts,
    facts: Facts,
    /// Searches that wait for an answer.
    searches: Vec<(u64, Box<Ask>)>,
    searches_at_once: bool,
    texts_read: std::collections::BTreeSet<usize>,
    /// What a saved tags file would hold.
    pub disk: Tags,
    /// A real tags file in place of that.
    pub store: Option<Store>,
    /// What is remembered for later runs.
    pub journal: Vec<Happened>,
    /// Saves that wait for an answer.
    pub saves: Vec<(u64, Vec<Edit>)>,
    pub effects: Vec<Effect>,
    saves_at_once: bool,
    /// The newest watch list asked for, and the last that was made ready.
    asked: Option<(u64, Arc<[Watch]>, Arc<Corrections>)>,
    watcher: (u64, Arc<Watcher>),
    watches_at_once: bool,
    size: Size,
    now: Timestamp,
}

/// A desk with these articles (path, text), all read, at 80x24.
pub fn desk(articles: &[(&str, &str)]) -> Screen {
    desk_at(80, 24, articles)
}

/// A desk with a real tags file, as it is there.
pub fn stored(articles: &[(&str, &str)], file: &std::path::Path) -> Screen {
    let (store, tags) = Store::open(file).expect("a tags file");
    let mut screen = with_tags(80, 24, articles, "terminal", tags);
    screen.store = Some(store);
    for at in 0..articles.len() {
        screen.read(at);
    }
    screen
}

/// A desk as it is for screen readers.
pub fn plain(articles: &[(&str, &str)]) -> Screen {
    let mut screen = unread(80, 24, articles, "terminal");
    screen.app.plain = true;
    for at in 0..articles.len() {
        screen.read(at);
    }
    screen
}

pub fn desk_at(width: u16, height: u16, articles: &[(&str, &str)]) -> Screen {
    themed(width, height, articles, "terminal")
}

pub fn themed(width: u16, height: u16, articles: &[(&str, &str)], theme: &str) -> Screen {
    let mut screen = unread(width, height, articles, theme);
    for at in 0..articles.len() {
        screen.read(at);
    }
    screen
}

/// A desk with a watch list.
pub fn watching(width: u16, height: u16, articles: &[(&str, &str)], watches: &[Watch]) -> Screen {
    let mut tags = Tags::default();
    Arc::make_mut(&mut tags.corrections).watches = watches.to_vec();
    let mut screen = with_tags(width, height, articles, "terminal", tags);
    for at in 0..articles.len() {
        screen.read(at);
    }
    screen
}

/// A desk with settings, as a config file has them.
pub fn configured(width: u16, height: u16, articles: &[(&str, &str)], settings: &str) -> Screen {
    let mut screen = configured_unread(width, height, articles, settings);
    for at in 0..articles.len() {
        screen.read(at);
    }
    screen
}

/// The same before anything is read.
pub fn configured_unread(
    width: u16,
    height: u16,
    articles: &[(&str, &str)],
    settings: &str,
) -> Screen {
    let mut screen = unread(width, height, articles, "terminal");
    let config = Config::parse("config.toml".as_ref(), settings).expect("settings");
    screen.app.keymap = Keymap::new(&config.keys);
    screen.app.config = config;
    screen
}

/// A desk before anything is read.
pub fn unread(width: u16, height: u16, articles: &[(&str, &str)], theme: &str) -> Screen {
    with_tags(width, height, articles, theme, Tags::default())
}

fn with_tags(
    width: u16,
    height: u16,
    articles: &[(&str, &str)],
    theme: &str,
    tags: Tags,
) -> Screen {
    let size = Size { width, height };
    let app = App::new(Setup {
        name: "desk/".into(),
        folder: PathBuf::new(),
        home: Some(PathBuf::from("/home/reader")),
        size,
        config: Config::default(),
        theme: Theme::load(theme).expect("a shipped theme"),
        tags: tags.clone(),
        read_only: None,
        elsewhere: false,
        notice: None,
        export_folder: PathBuf::from("/out"),
        terminal_reorders: false,
        plain: false,
        remembers: false,
        start: Start::default(),
    });
    let articles: Vec<(String, String)> =
        articles.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let facts = Facts::of_paths(articles.iter().map(|(path, _)| path.clone()));
    let files = articles.iter().map(|(path, _)| FileEntry {
        path: PathBuf::from(path),
        full: PathBuf::from(path),
        format: Format::of(path.as_ref()).unwrap_or(Format::Text),
    });
    let listing = Listing { files: files.collect(), ..Listing::default() };
    let mut screen = Screen {
        app,
        articles,
        texts: Texts::default(),
        facts,
        searches: Vec::new(),
        searches_at_once: true,
        texts_read: std::collections::BTreeSet::new(),
        disk: tags,
        store: None,
        journal: Vec::new(),
        saves: Vec::new(),
        effects: Vec::new(),
        saves_at_once: true,
        asked: None,
        watcher: (0, Arc::default()),
        watches_at_once: true,
        size,
        now: "2026-11-22T14:21:07Z".parse().expect("a time stamp"),
    };
    screen.happen(Event::Listed(listing));
    screen
}

impl Screen {
    /// Lets saves wait until [`Screen::answer_saves`].
    pub fn with_a_slow_disk(mut self) -> Self {
        self.saves_at_once = false;
        self
    }

    pub fn happen(&mut self, event: Event) {
        let effects = self.app.update(event, self.now);
        for effect in effects {
            match effect {
                Effect::Save { generation, edits } => {
                    self.saves.push((generation, edits));
                    if self.saves_at_once {
                        self.answer_saves();
                    }
                }
                Effect::Remember(happened) => self.journal.extend(happened),
                Effect::Search { generation, ask } => {
                    self.searches.push((generation, ask));
                    if self.searches_at_once {
                        self.answer_searches();
                    }
                }
                Effect::Watch { generation, fixed, corrections } => {
                    self.asked = Some((generation, fixed, corrections));
                    if self.watches_at_once {
                        self.answer_watches();
                    }
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Lets time go by.
    pub fn wait_seconds(&mut self, seconds: i64) {
        self.now += jiff::SignedDuration::from_secs(seconds);
    }

    /// A file comes while one reads, or has another text (that of the article at a place).
    pub fn arrive(&mut self, path: &str, text: &str, instead_of: Option<usize>) {
        let number = |at: usize| DocId(u32::try_from(at).expect("few articles"));
        let doc = number(self.articles.len());
        self.articles.push((path.to_owned(), text.to_owned()));
        self.facts.append(path.to_owned());
        if let Some(old) = instead_of {
            self.articles[old].0.clear();
        }
        let mut order: Vec<(String, DocId)> = Vec::new();
        for (at, (path, _)) in self.articles.iter().enumerate().filter(|(_, (p, _))| !p.is_empty())
        {
            order.push((path.clone(), number(at)));
        }
        order.sort();
        let file = FileEntry { path: path.into(), full: path.into(), format: Format::Text };
        let came = vec![Arrival { doc, file, instead_of: instead_of.map(number) }];
        let order = order.into_iter().map(|(_, doc)| doc).collect();
        self.happen(Event::Changed(Box::new(News { came, order, ..News::default() })));
        self.read(doc.0 as usize);
    }

    pub fn answer_saves(&mut self) {
        for (generation, edits) in std::mem::take(&mut self.saves) {
            if let Some(store) = &mut self.store {
                self.disk = store.save(&edits).expect("saved");
            } else {
                for edit in &edits {
                    self.disk.apply(edit);
                }
            }
            let outcome = Ok(Box::new(self.disk.clone()));
            self.happen(Event::Saved { generation, outcome });
        }
    }

    /// Lets searches wait until [`Screen::answer_searches`].
    pub fn hold_searches(&mut self) {
        self.searches_at_once = false;
    }

    pub fn answer_searches(&mut self) {
        for (generation, ask) in std::mem::take(&mut self.searches) {
            let text = |doc: DocId| {
                let (path, text) = self.articles.get(doc.0 as usize)?;
                let format = Format::of(path.as_ref()).unwrap_or(Format::Text);
                Some(formats::parse(path.as_ref(), format, text.as_bytes(), None).text)
            };
            let answerer = Answerer {
                texts: &self.texts,
                facts: &self.facts,
                given: &ask.given,
                read: &text,
                stop: &|| false,
            };
            let docs = answerer.answer(&ask.query, &ask.within);
            self.happen(Event::Found { generation, docs, whole: true });
        }
    }

    /// Lets watch lists wait until [`Screen::answer_watches`].
    pub fn hold_watches(&mut self) {
        self.watches_at_once = false;
    }

    pub fn answer_watches(&mut self) {
        let Some((generation, fixed, corrections)) = self.asked.take() else { return };
        let before = Arc::clone(&self.watcher.1);
        let watcher = Arc::new(Watcher::for_desk(&fixed, &corrections, Some(&before)));
        self.watcher = (generation, Arc::clone(&watcher));
        self.happen(Event::Watches { generation, watcher });
        for at in 0..self.articles.len() {
            if self.texts_read.contains(&at) {
                self.look(at);
            }
        }
    }

    /// What a worker says of the article at a place.
    fn look(&mut self, at: usize) {
        let (generation, watcher) = self.watcher.clone();
        let doc = DocId(u32::try_from(at).expect("few articles"));
        let (path, text) = &self.articles[at];
        let format = Format::of(path.as_ref()).unwrap_or(Format::Text);
        let article = formats::parse(path.as_ref(), format, text.as_bytes(), None);
        let meta = analysis::analyse(&article).meta;
        let title = meta.title.map_or_else(String::new, |title| title.value.to_string());
        let docs = vec![(doc, watcher.look(article.id, &title, &article.text))];
        self.happen(Event::Seen { generation, docs });
    }

    /// Carries out an edit beside the keys, as another copy would.
    pub fn apply(&mut self, edit: &Edit) {
        self.app.tags.apply(edit);
        self.disk.apply(edit);
        self.happen(Event::Resize(self.size));
    }

    /// The style of the first cell of a text on the screen.
    pub fn style_of(&self, text: &str) -> Style {
        let buffer = self.buffer();
        let width = buffer.area.width as usize;
        let mut rows = buffer.content.chunks(width.max(1));
        let found = rows.find_map(|row| {
            let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            let at = line.find(text)?;
            Some(row[line.get(..at)?.chars().count()].style())
        });
        found.unwrap_or_else(|| panic!("no {text:?} in\n{}", self.text()))
    }

    /// Reads the article at a place of the desk.
    pub fn read(&mut self, at: usize) {
        let (path, text) = self.articles[at].clone();
        let path = PathBuf::from(path);
        let format = Format::of(&path).unwrap_or(Format::Text);
        let article = formats::parse(&path, format, text.as_bytes(), None);
        let analysis = analysis::analyse(&article);
        let doc = DocId(u32::try_from(at).expect("few articles"));
        let title = analysis.meta.title.as_ref().map_or("", |t| t.value.as_str()).to_owned();
        self.texts.insert(doc, &title, &article.text);
        self.facts.insert(doc, &analysis);
        self.texts_read.insert(at);
        self.look(at);
        self.happen(Event::Read { doc, outcome: Ok(Arc::new(Loaded::new(article, analysis))) });
    }

    pub fn fail(&mut self, at: usize, why: &str) {
        let doc = DocId(u32::try_from(at).expect("few articles"));
        let path = PathBuf::from(&self.articles[at].0);
        let outcome = Err(Diagnostic::new(path, why));
        self.happen(Event::Read { doc, outcome });
    }

    /// Presses keys, written with spaces between: `j Enter Ctrl-d`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in key::sequence(keys).expect("keys") {
            self.happen(Event::Key(key));
        }
        self
    }

    /// Types a text, letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.happen(Event::Key(Key::char(c)));
        }
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = Size { width, height };
        self.happen(Event::Resize(self.size));
        self
    }

    /// Where a text begins on the screen.
    pub fn position_of(&self, text: &str) -> Position {
        let buffer = self.buffer();
        let width = buffer.area.width as usize;
        for (y, row) in buffer.content.chunks(width.max(1)).enumerate() {
            let (mut line, mut columns, mut skip) = (String::new(), Vec::new(), 0);
            for (x, cell) in row.iter().enumerate() {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                columns.extend(std::iter::repeat_n(x, cell.symbol().len()));
                line.push_str(cell.symbol());
                skip = copydesk::text::width::columns(cell.symbol()).saturating_sub(1);
            }
            if let Some(at) = line.find(text) {
                let place = |n: usize| u16::try_from(n).expect("on the screen");
                return Position { x: place(columns[at]), y: place(y) };
            }
        }
        panic!("no {text:?} in\n{}", self.text());
    }

    /// Presses the mouse at a place.
    pub fn click(&mut self, x: u16, y: u16) -> &mut Self {
        if let Some(target) = ui::at(&self.app, Position { x, y }) {
            self.happen(Event::Pointed(target));
        }
        self
    }

    /// Presses the mouse on the first letter of a text.
    pub fn click_on(&mut self, text: &str) -> &mut Self {
        let Position { x, y } = self.position_of(text);
        self.click(x, y)
    }

    pub fn wheel(&mut self, position: Position, down: bool) -> &mut Self {
        self.happen(Event::Wheel { position, down });
        self
    }

    /// What was put on the clipboard last.
    pub fn copied(&self) -> &str {
        let copy = |effect: &Effect| matches!(effect, Effect::Copy(_));
        match self.effects.iter().rfind(|effect| copy(effect)) {
            Some(Effect::Copy(text)) => text,
            _ => "",
        }
    }

    pub fn buffer(&self) -> Buffer {
        let backend = TestBackend::new(self.size.width, self.size.height);
        let mut terminal = Terminal::new(backend).expect("a test backend");
        terminal.draw(|frame| ui::view(&self.app, frame)).expect("drawing in memory");
        terminal.backend().buffer().clone()
    }

    /// Where the real cursor is, if it is shown.
    pub fn cursor(&self) -> (u16, u16) {
        let backend = TestBackend::new(self.size.width, self.size.height);
        let mut terminal = Terminal::new(backend).expect("a test backend");
        terminal.draw(|frame| ui::view(&self.app, frame)).expect("drawing in memory");
        let at = terminal.get_cursor_position().expect("a cursor");
        (at.x, at.y)
    }

    /// The rows of the screen, without the spaces at their ends.
    pub fn rows(&self) -> Vec<String> {
        let buffer = self.buffer();
        let width = buffer.area.width as usize;
        buffer.content.chunks(width.max(1)).map(row_text).collect()
    }

    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    pub fn shows(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    pub fn hint(&self) -> String {
        self.rows().last().cloned().unwrap_or_default()
    }

    /// The row of the list that is selected.
    pub fn selected_row(&self) -> String {
        self.rows().into_iter().find(|row| row.starts_with('>')).unwrap_or_default()
    }

    /// Path of the selected article.
    pub fn selected(&self) -> String {
        let doc = self.app.selected().and_then(|doc| self.app.desk.get(doc));
        doc.map(|doc| doc.path.to_string()).unwrap_or_default()
    }

    /// Tags of the article at a path.
    pub fn tags_of(&self, path: &str) -> Vec<String> {
        let record = self.disk.records.values().find(|record| record.path == path);
        record.map(|r| r.decision.tags.iter().cloned().collect()).unwrap_or_default()
    }

    pub fn state_of(&self, path: &str) -> &'static str {
        let record = self.disk.records.values().find(|record| record.path == path);
        record.map_or("new", |r| r.decision.state.name())
    }

    /// The screen for a snapshot: its rows, then every run of cells that has a style.
    pub fn snapshot(&self) -> String {
        let buffer = self.buffer();
        let width = buffer.area.width as usize;
        let mut out = String::new();
        for row in buffer.content.chunks(width.max(1)) {
            let _ = writeln!(out, "|{}", row_text(row));
        }
        for (y, row) in buffer.content.chunks(width.max(1)).enumerate() {
            let mut x = 0;
            while x < row.len() {
                let style = row[x].style();
                let run = row[x..].iter().take_while(|cell| cell.style() == style).count();
                if let Some(name) = style_name(style) {
                    let _ = writeln!(out, "{y}:{x}+{run} {name}");
                }
                x += run;
            }
        }
        out
    }
}

fn row_text(row: &[ratatui::buffer::Cell]) -> String {
    let mut text = String::new();
    let mut skip = 0;
    for cell in row {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        text.push_str(cell.symbol());
        skip = copydesk::text::width::columns(cell.symbol()).saturating_sub(1);
    }
    text.trim_end().to_owned()
}

fn style_name(style: Style) -> Option<String> {
    let mut words = Vec::new();
    for (name, color) in [("fg", style.fg), ("bg", style.bg)] {
        if let Some(color) = color.filter(|color| *color != Color::Reset) {
            words.push(format!("{name}={color}"));
        }
    }
    if style.add_modifier != Modifier::empty() {
        words.push(format!("{:?}", style.add_modifier));
    }
    (!words.is_empty()).then(|| words.join(" "))
}
