//! Opening a desk on the screen: everything checked first, then the first frame, then the work.

use std::{
    io::IsTerminal,
    path::PathBuf,
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::Duration,
};

use super::{
    End, Loop, Message,
    effects::Workers,
    input,
    saver::Saver,
    signals,
    terminal::{self, Screen},
};
use crate::{
    app::{App, Event, Setup, Start},
    config::{Config, Theme},
    corpus::{self, CorpusError, Listing},
    tags::{Tags, store::Store},
    text::clean,
};

/// What to open, and how.
#[derive(Debug)]
pub struct Options {
    pub inputs: Vec<PathBuf>,
    /// Another tags file than the folder's.
    pub tags: Option<PathBuf>,
    pub config: Config,
    /// Another theme than the config's.
    pub theme: Option<String>,
    pub read_only: bool,
    /// A scratch folder to be removed at the end.
    pub keep: Option<tempfile::TempDir>,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    #[error("there are no articles in {folder}{others}")]
    Empty { folder: String, others: String },
    #[error("this needs a terminal, and {0} is none")]
    NoTerminal(&'static str),
    #[error("this terminal (TERM=dumb) cannot show a screen")]
    DumbTerminal,
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] std::io::Error),
    #[error("none of the articles could be read")]
    NothingReadable,
}

impl OpenError {
    /// The exit status of the program.
    pub fn code(&self) -> u8 {
        match self {
            Self::Empty { .. } => 1,
            Self::Corpus(_) | Self::NoTerminal(_) | Self::DumbTerminal | Self::Terminal(_) => 2,
            Self::NothingReadable => 4,
        }
    }

    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Corpus(error) => error.hint().to_owned(),
            Self::Empty { .. } => {
                "copydesk reads .txt, .md and .html files; try `copydesk demo`".to_owned()
            }
            Self::NoTerminal(_) | Self::DumbTerminal => {
                "use `copydesk list`, `show`, `tag` and `export` without one".to_owned()
            }
            Self::Terminal(_) | Self::NothingReadable => return None,
        })
    }
}

/// How long the first frame waits for the names of the files.
const PATIENCE: Duration = Duration::from_millis(60);

/// Opens the desk on the screen and stays until the reader leaves it.
pub fn open(options: Options) -> Result<(), OpenError> {
    check_terminal()?;
    let (messages, receiver) = mpsc::channel();
    let listings = list(&options.inputs);
    let (tags, store, read_only, notice) = open_tags(&options);
    let saver = Saver::start(store, messages.clone());
    let workers = Workers::new(messages.clone(), saver);
    let starter = workers.starter();
    let first = first_listing(&listings)?;
    let mut app = App::new(setup(&options, tags, read_only, notice)?);
    if let Some(listing) = first {
        starter(&listing);
        for effect in app.update(Event::Listed(listing), jiff::Timestamp::now()) {
            if let crate::app::Effect::Load(docs) = effect {
                workers.load(docs);
            }
        }
    } else {
        forward_listing(listings, starter, messages.clone());
    }
    let end = run(app, workers, &messages, &receiver)?;
    drop(options.keep);
    match end {
        (End::Signal(signal), _) => signals::die_of(signal),
        (_, true) => return Err(OpenError::NothingReadable),
        (End::Quit | End::HangUp, false) => {}
    }
    Ok(())
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

/// Runs the main loop; the second value says that nothing at all could be read.
fn run(
    app: App,
    workers: Workers,
    messages: &Sender<Message>,
    receiver: &Receiver<Message>,
) -> Result<(End, bool), OpenError> {
    restore_on_panic();
    signals::listen(messages.clone())?;
    let screen = Screen::open()?;
    let (answered, answers) = mpsc::channel();
    input::start(messages.clone(), answers);
    signals::watch_terminal(messages.clone());
    let mut main = Loop {
        app,
        screen,
        workers,
        answered,
        signal: None,
        hung_up: false,
        quit: false,
        draw_by: None,
    };
    let end = main.run(receiver)?;
    let desk = &main.app.desk;
    let nothing = !desk.is_reading() && desk.failed == desk.docs.len();
    // The screen goes back first, so that the reader has the shell while the last save ends.
    let Loop { screen, workers, .. } = main;
    drop(screen);
    drop(workers);
    Ok((end, nothing))
}

/// A panic of the main thread gives the terminal back before it says why; one of a worker becomes
/// an event where it is caught.
fn restore_on_panic() {
    let main = thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == main {
            let _ = terminal::restore();
            before(panic);
        }
    }));
}

fn setup(
    options: &Options,
    tags: Tags,
    read_only: Option<String>,
    notice: Option<String>,
) -> Result<Setup, OpenError> {
    let config = options.config.clone();
    let folder = corpus::walk::desk_folder(&options.inputs);
    let name = folder.canonicalize().unwrap_or(folder);
    let name = name.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok(Setup {
        name: clean::line(&format!("{name}/")).into_owned(),
        size: terminal::size()?,
        config,
        theme: Theme::default(),
        tags,
        read_only,
        notice,
        export_folder: std::env::current_dir().unwrap_or_default(),
        terminal_reorders: terminal::reorders(),
        start: Start::default(),
    })
}

type Opened = (Tags, Option<Store>, Option<String>, Option<String>);

fn open_tags(options: &Options) -> Opened {
    let folder = corpus::walk::desk_folder(&options.inputs);
    let path = options.tags.clone().unwrap_or_else(|| folder.join("tags.toml"));
    match Store::open(&path) {
        Ok((_, tags)) if options.read_only => (tags, None, Some("as asked".to_owned()), None),
        Ok((store, tags)) => (tags, Some(store), None, None),
        Err(error) => {
            let text = clean::line(&format!("{error} (read-only; {})", error.hint())).into_owned();
            (Tags::default(), None, Some(text.clone()), Some(text))
        }
    }
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
                starter(&listing);
                Event::Listed(listing)
            }
            Ok(Err(error)) => Event::Panicked(clean::line(&error.to_string()).into_owned()),
            Err(_) => Event::Panicked("the folder could not be listed".to_owned()),
        };
        let _ = messages.send(Message::Event(event));
    });
}
