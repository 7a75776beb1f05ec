//! Answers queries, also before all texts were read.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::Sender,
    },
    thread,
    time::{Duration, Instant},
};

use super::{Message, fault, latest::Latest, panics, reading::Reading};
use crate::{
    app::{Ask, Event},
    corpus::{self, DocId, DocSet, Peek},
    query::answer::Answerer,
};

/// After so long a search says what it has found in the texts that can be searched by then; and then
/// less often.
const FIRST_STEP: Duration = Duration::from_millis(16);
const LONGEST_STEP: Duration = Duration::from_millis(200);

/// A search of texts that cannot be searched yet: those that may have the word it needs are made
/// ready.
struct Hunt {
    peek: Option<Peek>,
    next: AtomicUsize,
}

/// The cores as long as a search needs them.
struct Cores<'a>(&'a Reading);

impl<'a> Cores<'a> {
    fn of(reading: &'a Reading) -> Self {
        reading.hunting.store(true, Ordering::Relaxed);
        Self(reading)
    }
}

impl Drop for Cores<'_> {
    fn drop(&mut self) {
        self.0.hunting.store(false, Ordering::Relaxed);
    }
}

/// Answers queries, the newest only.
pub(super) fn answer_searches(
    reading: Arc<Reading>,
    wanted: Arc<Latest<(u64, Box<Ask>)>>,
    messages: Sender<Message>,
) {
    panics::start("search", move || {
        loop {
            let (generation, ask) = wanted.take();
            fault::strike("search");
            let stop = || wanted.is_set();
            let mut files = FIRST_STEP;
            let peek = ask.query.needed_word().and_then(Peek::new);
            let hunt = Hunt { peek, next: AtomicUsize::new(0) };
            let _cores = Cores::of(&reading);
            loop {
                let gone_through = hunt.next.load(Ordering::Relaxed) >= reading.first;
                let whole = gone_through || reading.is_scanned();
                let docs = reading.answer(&ask, &stop);
                let event = Event::Found { generation, docs, whole };
                if messages.send(Message::Event(event)).is_err() {
                    return;
                }
                if whole || stop() {
                    break;
                }
                reading.hunt(&hunt, files, &stop);
                files = (files * 2).min(LONGEST_STEP);
            }
        }
    });
}

impl Reading {
    fn answer(&self, ask: &Ask, stop: &dyn Fn() -> bool) -> DocSet {
        let read = |doc| Some(corpus::read(&self.file(doc)?).ok()?.text);
        let answerer = Answerer {
            texts: &self.texts,
            facts: &self.facts,
            given: &ask.given,
            read: &read,
            stop,
        };
        answerer.answer(&ask.query, &ask.within)
    }

    /// Whether every text there was at the start can be searched.
    fn is_scanned(&self) -> bool {
        self.scanned.load(Ordering::Acquire) >= self.first
    }

    /// Goes on with a hunt on all cores, until it is over, nobody waits any more, or it is time to say
    /// what was found so far.
    fn hunt(&self, hunt: &Hunt, time: Duration, stop: &(dyn Fn() -> bool + Sync)) {
        let began = Instant::now();
        let go_on = || {
            while began.elapsed() < time && !stop() {
                let at = hunt.next.fetch_add(1, Ordering::Relaxed);
                let doc = DocId(u32::try_from(at).unwrap_or(u32::MAX));
                let Some(place) = self.place(doc).filter(|_| at < self.first) else { return };
                let file = place.file.as_ref().filter(|_| !place.scanned.load(Ordering::Relaxed));
                let lacks = |peek: &Peek| file.is_some_and(|file| peek.lacks(file));
                if !hunt.peek.as_ref().is_some_and(lacks) {
                    self.scan_place(doc, &place);
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(8) {
                scope.spawn(go_on);
            }
        });
    }
}
