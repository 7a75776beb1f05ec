//! Opening a desk on the screen: everything checked first, then the first frame, then the work.

use std::{
    io::{self, IsTerminal, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::{Duration, SystemTime},
};

use super::{
    End, Faults, Loop, Message, OpenError,
    arrivals::Watched,
    effects::Workers,
    ending,
    haste::Haste,
    input, panics, resume,
    saver::{Saver, Target},
    signals,
    terminal::{self, Screen},
    watching::Wish,
};
use crate::{
    app::{App, Effect, Event, Setup, Start},
    config::{Config, Theme, paths, settings::Symbols},
    corpus::{self, CorpusError, Listing},
    tags::{
        Tags, journal,
        session::Session,
        store::{self, Place, Store, StoreError},
    },
    text::{Clean, clean},
};

/// What to open, and how.
#[derive(Debug)]
pub struct Options {
    pub inputs: Vec<PathBuf>,
    /// The view to begin with.
    pub query: Option<String>,
    /// Another tags file than the folder's.
    pub tags: Option<PathBuf>,
    pub config: Config,
    /// Another theme than the config's.
    pub theme: Option<String>,
    /// For screen readers.
    pub plain: bool,
    pub read_only: bool,
    /// Whether files that come, go and change are noticed.
    pub watch: bool,
    /// A scratch folder to be removed at the end.
    pub keep: Option<tempfile::TempDir>,
}

/// How long the first frame waits for the names of the files.
const PATIENCE: Duration = Duration::from_millis(60);

/// Opens the desk on the screen and stays until the reader leaves it. Returns where faults were reported
/// that did not end it.
pub fn open(options: Options) -> Result<Vec<PathBuf>, OpenError> {
    check_inputs(&options.inputs)?;
    check_terminal()?;
    let (messages, receiver) = mpsc::channel();
    let listed = SystemTime::now();
    let listings = list(&options.inputs);
    let folder = corpus::walk::desk_folder(&options.inputs);
    // Another tags file is another reader's desk: it has its own history, backups and place.
    let desk = journal::desk(&folder, options.tags.as_deref());
    let (tags, target, read_only, notice, elsewhere) = open_tags(&options, &folder, &desk);
    let own = target.files();
    let watched = options.watch.then(|| Watched { inputs: options.inputs.clone(), own, listed });
    let journal = paths::state_dir().map(|dir| journal::file(&dir, &desk));
    let saver = Saver::start(target, journal.clone(), messages.clone());
    let mut workers = Workers::new(messages.clone(), saver, watched);
    let starter = workers.starter();
    let first = first_listing(&listings)?;
    let state = paths::state_dir().map(|dir| Session::file(&dir, &desk));
    let session = state.as_deref().map(Session::load).unwrap_or_default();
    let mut app = App::new(Setup {
        name: desk_name(&folder),
        size: terminal::size()?,
        theme: theme(&options)?,
        config: options.config.clone(),
        tags,
        read_only,
        elsewhere,
        notice,
        folder: folder.canonicalize().unwrap_or_else(|_| folder.clone()),
        home: paths::home_dir(),
        export_folder: std::env::current_dir().unwrap_or_default(),
        terminal_reorders: terminal::reorders(),
        plain: options.plain,
        remembers: journal.is_some(),
        start: Start { query: options.query.clone(), ..resume::start(session) },
    });
    let begin: Box<dyn FnOnce()> = if let Some(listing) = first {
        let files = listing.clone();
        for effect in app.update(Event::Listed(listing), jiff::Timestamp::now()) {
            match effect {
                Effect::Load(docs) => workers.load(docs),
                Effect::Search { generation, ask } => workers.search(generation, ask),
                Effect::Watch { generation, fixed, corrections } => {
                    workers.watch(Wish { generation, fixed, corrections });
                }
                _ => {}
            }
        }
        Box::new(move || starter(&files))
    } else {
        let messages = messages.clone();
        Box::new(move || forward_listing(listings, starter, messages))
    };
    let begin = with_history(journal, messages.clone(), begin);
    let (end, app, faults) = run(app, workers, state.clone(), &messages, &receiver, begin)?;
    resume::keep(&app, state.as_deref());
    drop(options.keep);
    if let End::Signal(signal) = end {
        if let Some(unsaved) = unsaved(&app) {
            // Nobody is left to print it.
            let _ = writeln!(io::stderr(), "copydesk: {unsaved}");
        }
        signals::die_of(signal);
    }
    if let (End::Fault, Some(told)) = (end, faults.fatal) {
        let (changes, report) = (app.saving.unsaved(), faults.reports.into_iter().next());
        return Err(OpenError::Fault { told, changes, report });
    }
    if let Some(unsaved) = unsaved(&app) {
        return Err(unsaved);
    }
    if !app.desk.is_reading() && app.desk.failed == app.desk.docs.len() {
        return Err(OpenError::NothingReadable);
    }
    Ok(faults.reports)
}

fn unsaved(app: &App) -> Option<OpenError> {
    let changes = app.saving.unsaved();
    let cause = app.saving.trouble.as_ref().filter(|_| changes > 0)?.message.clone();
    Some(OpenError::Unsaved { changes, cause })
}

/// Also reads the steps of earlier runs, which nobody waits for.
fn with_history(
    journal: Option<PathBuf>,
    messages: Sender<Message>,
    begin: Box<dyn FnOnce()>,
) -> Box<dyn FnOnce()> {
    Box::new(move || {
        begin();
        if let Some(file) = journal {
            thread::spawn(move || {
                let _ = messages.send(Message::Event(Event::Remembered(journal::load(&file))));
            });
        }
    })
}

fn check_inputs(inputs: &[PathBuf]) -> Result<(), OpenError> {
    match inputs.iter().find(|input| !input.exists()) {
        Some(missing) => {
            let path = clean::line(&missing.to_string_lossy()).into_owned();
            Err(CorpusError::Missing { path }.into())
        }
        None => Ok(()),
    }
}

fn check_terminal() -> Result<(), OpenError> {
    if !std::io::stdout().is_terminal() {
        return Err(OpenError::NoTerminal("standard output"));
    }
    if !std::io::stdin().is_terminal() {
        return Err(OpenError::NoTerminal("standard input"));
    }
    if std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        return Err(OpenError::DumbTerminal);
    }
    Ok(())
}

/// Runs the main loop to its end, and the last save with it.
fn run(
    app: App,
    workers: Workers,
    session: Option<PathBuf>,
    messages: &Sender<Message>,
    receiver: &Receiver<Message>,
    begin: Box<dyn FnOnce()>,
) -> Result<(End, App, Faults), OpenError> {
    panics::watch(messages.clone());
    signals::listen(messages.clone())?;
    let ascii = match app.config.look.symbols {
        Symbols::Auto => terminal::lacks_unicode(),
        Symbols::Unicode => false,
        Symbols::Ascii => true,
    };
    terminal::use_mouse(app.config.look.mouse);
    let screen = Screen::open(ascii)?;
    let (answered, answers) = mpsc::channel();
    let begin = || {
        input::start(messages.clone(), answers);
        signals::watch_terminal(messages.clone());
        begin();
    };
    let mut main = Loop {
        app,
        screen,
        workers,
        session,
        answered,
        signal: None,
        hung_up: false,
        quit: false,
        ahead: None,
        draw_by: None,
        haste: Haste::default(),
        input_waits: false,
        held: Vec::new(),
        faults: Faults::default(),
    };
    let ended = catch_unwind(AssertUnwindSafe(|| main.run(receiver, begin)));
    if !matches!(ended, Ok(Ok(_))) {
        main.save_rest();
    }
    let Ok(ended) = ended else { return Err(main.crashed(receiver)) };
    let end = ended.or_else(ending::of_error)?;
    // The screen goes back first, so that the reader has the shell while the last save ends.
    let Loop { app, screen, workers, faults, .. } = main;
    drop(screen);
    drop(workers);
    Ok((end, app, faults))
}

fn desk_name(folder: &Path) -> Clean {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Clean::line(format!("{name}/"))
}

/// The theme asked for; without its colours where the reader wants none.
fn theme(options: &Options) -> Result<Theme, OpenError> {
    // The input library must not judge by itself: its way without colours loses bold as well.
    ratatui::crossterm::style::force_color_output(true);
    let name = options.theme.as_deref().unwrap_or(&options.config.look.theme);
    let theme = Theme::load(name).map_err(OpenError::Theme)?;
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Ok(if no_colour { theme.without_colour() } else { theme })
}

/// The tags, where they are saved, why they are not, what the reader should know of it, and whether
/// they are kept outside the folder.
type Opened = (Tags, Target, Option<Clean>, Option<Clean>, bool);

fn open_tags(options: &Options, folder: &Path, desk: &Path) -> Opened {
    let place = Place::of(folder, options.tags.as_deref(), paths::data_dir().as_deref());
    let backups = paths::state_dir().map(|dir| store::backup_folder(&dir, desk));
    match Store::open_at(&place, backups.clone()) {
        Ok((mut store, mut tags)) => {
            let as_found = store.names_fault().map(names_notice);
            if options.read_only {
                return (tags, Target::Nowhere, Some(Clean::line("as asked")), as_found, false);
            }
            let told = place.notice().into_iter().chain(store.begin(&place, &mut tags)).next();
            let notice = as_found.or(told.map(Clean::line));
            (tags, Target::Store(Box::new(store)), None, notice, place.elsewhere)
        }
        Err(error) => {
            let reason = Clean::line(error.to_string());
            let text = Clean::line(format!("read-only: {reason}. {}", error.hint()));
            let target = if options.read_only {
                Target::Nowhere
            } else {
                Target::Waiting { place, backups }
            };
            (Tags::default(), target, Some(reason), Some(text), true)
        }
    }
}

/// What a reader should know whose names file cannot be used.
fn names_notice(fault: &StoreError) -> Clean {
    let text = format!("names are as found, uncorrected: {fault}. {}", fault.hint());
    Clean::line(text)
}

/// Lists the folder on a thread of its own.
fn list(inputs: &[PathBuf]) -> Receiver<Result<Listing, CorpusError>> {
    let (sender, listings) = mpsc::channel();
    let inputs = inputs.to_vec();
    thread::spawn(move || sender.send(corpus::walk(&inputs)));
    listings
}

/// The listing, where it is there in time for the first frame.
fn first_listing(
    listings: &Receiver<Result<Listing, CorpusError>>,
) -> Result<Option<Listing>, OpenError> {
    let Ok(listing) = listings.recv_timeout(PATIENCE) else { return Ok(None) };
    let listing = listing?;
    if listing.files.is_empty() && listing.problems.is_empty() {
        let others: usize = listing.others.values().sum();
        let others =
            if others > 0 { format!(" ({others} files of other kinds)") } else { String::new() };
        return Err(OpenError::Empty { folder: "this folder".to_owned(), others });
    }
    Ok(Some(listing))
}

/// Hands a listing that came late to the main loop.
fn forward_listing(
    listings: Receiver<Result<Listing, CorpusError>>,
    starter: impl FnOnce(&Listing) + Send + 'static,
    messages: Sender<Message>,
) {
    thread::spawn(move || {
        let event = match listings.recv() {
            Ok(Ok(listing)) => {
                // What is read or comes later is about what was listed.
                let _ = messages.send(Message::Event(Event::Listed(listing.clone())));
                return starter(&listing);
            }
            Ok(Err(error)) => Event::Panicked(Clean::line(error.to_string())),
            Err(_) => Event::Panicked(Clean::line("the folder could not be listed")),
        };
        let _ = messages.send(Message::Event(event));
    });
}
