//! Reads and analyses many articles at once, and hands the results on in the order of the input.

use std::{
    collections::{BTreeMap, HashSet},
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use crate::{
    analysis::{self, Analysis},
    article::{Article, Diagnostic},
    corpus::{self, DocId, FileEntry, Habits, Learned, Peek, Traces, habits},
};

/// Said of an input on which the program itself failed.
pub const FAULT: &str = "copydesk failed on this one (a fault of the program; please report it)";

/// Results that wait for their turn.
struct Queue<R> {
    /// `None`: the work on it panicked.
    ready: BTreeMap<usize, Option<R>>,
    taken: usize,
    /// Number of pieces in all, once the source has ended.
    total: Option<usize>,
    stopped: bool,
}

/// What the caller is given.
pub enum Step<R> {
    /// The next result; `None` where the work on it panicked.
    Result(Option<R>),
    /// The next result is not ready: a good time to flush.
    Idle,
}

struct Shared<S, R> {
    source: Mutex<(S, usize)>,
    queue: Mutex<Queue<R>>,
    changed: Condvar,
    window: usize,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` over a source (asked by one thread at a time; it may block) on `threads` threads and gives `take` the results in order, never
/// holding more than a few for each thread. Stops when `take` breaks or fails.
pub fn in_order<S: Iterator<Item: Send> + Send, R: Send>(
    source: S,
    threads: usize,
    work: impl Fn(S::Item) -> R + Sync,
    mut take: impl FnMut(Step<R>) -> io::Result<ControlFlow<()>>,
) -> io::Result<()> {
    let threads = threads.max(1);
    let queue = Queue { ready: BTreeMap::new(), taken: 0, total: None, stopped: false };
    let shared = Shared {
        source: Mutex::new((source, 0)),
        queue: Mutex::new(queue),
        changed: Condvar::new(),
        window: threads * 8,
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| produce(&shared, &work));
        }
        let result = consume(&shared, &mut take);
        locked(&shared.queue).stopped = true;
        shared.changed.notify_all();
        result
    })
}

fn produce<S: Iterator, R>(shared: &Shared<S, R>, work: &impl Fn(S::Item) -> R) {
    loop {
        let mut source = locked(&shared.source);
        let place = source.1;
        {
            let mut queue = locked(&shared.queue);
            while place >= queue.taken + shared.window && !queue.stopped {
                queue = shared.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
            if queue.stopped || queue.total.is_some() {
                return;
            }
        }
        let Some(item) = source.0.next() else {
            locked(&shared.queue).total = Some(place);
            shared.changed.notify_all();
            return;
        };
        source.1 += 1;
        drop(source);
        let result = catch_unwind(AssertUnwindSafe(|| work(item))).ok();
        locked(&shared.queue).ready.insert(place, result);
        shared.changed.notify_all();
    }
}

fn consume<S, R>(
    shared: &Shared<S, R>,
    take: &mut impl FnMut(Step<R>) -> io::Result<ControlFlow<()>>,
) -> io::Result<()> {
    loop {
        let mut idle = false;
        let result = loop {
            let mut queue = locked(&shared.queue);
            let place = queue.taken;
            if let Some(result) = queue.ready.remove(&place) {
                queue.taken += 1;
                break result;
            }
            if queue.total == Some(place) {
                return Ok(());
            }
            if idle {
                drop(shared.changed.wait(queue).unwrap_or_else(PoisonError::into_inner));
            } else {
                idle = true;
                drop(queue);
                if take(Step::Idle)?.is_break() {
                    return Ok(());
                }
            }
        };
        shared.changed.notify_all();
        if take(Step::Result(result))?.is_break() {
            return Ok(());
        }
    }
}

/// Reads files on `threads` threads for what their sources put under many articles; where only
/// articles of some sources are to be judged, the others are left out. A fault of a file is for those
/// to name who read it again.
#[expect(clippy::implicit_hasher, reason = "nobody has another one")]
pub fn learn(files: &[FileEntry], threads: usize, only: Option<&HashSet<u64>>) -> Learned {
    let mut habits = Habits::default();
    let work = |file: &FileEntry| {
        let article = corpus::read(file).ok()?;
        if only.is_some_and(|only| !only.contains(&habits::source(&article))) {
            return None;
        }
        Some(Traces::of(&article, &analysis::structure::blocks(&article)))
    };
    let mut docs = (0..).map(DocId);
    // Only `take` can fail, and this one does not.
    let _infallible = in_order(files.iter(), threads, work, |step| {
        if let Step::Result(result) = step
            && let (Some(doc), Some(Some(traces))) = (docs.next(), result)
        {
            habits.insert(doc, traces);
        }
        Ok(ControlFlow::Continue(()))
    });
    habits.learn()
}

/// Reads files on `threads` threads and gathers what `pick` makes of them, with their places in
/// `files`. Those that surely lack the word of `peek` are passed over. What could not be read comes
/// second.
pub fn sift<T: Send>(
    files: &[FileEntry],
    threads: usize,
    peek: Option<&Peek>,
    pick: impl Fn(&Article) -> Option<T> + Sync,
) -> (Vec<(usize, T)>, Vec<Diagnostic>) {
    // In pieces of some size: a file takes less time than handing it over.
    let pieces: Vec<(usize, &[FileEntry])> =
        files.chunks(PIECE).enumerate().map(|(n, piece)| (n * PIECE, piece)).collect();
    let one = |place: usize, file: &FileEntry| {
        let article = corpus::read_if(file, peek)?;
        Ok(article.and_then(|article| Some((place, pick(&article)?))))
    };
    let work =
        |(first, piece): (usize, &[FileEntry])| -> Vec<Result<Option<(usize, T)>, Diagnostic>> {
            let fault = |file: &FileEntry| Diagnostic::new(&file.path, FAULT);
            piece
                .iter()
                .zip(first..)
                .map(|(file, place)| {
                    let tried = catch_unwind(AssertUnwindSafe(|| one(place, file)));
                    tried.unwrap_or_else(|_| Err(fault(file)))
                })
                .collect()
        };
    let (mut picked, mut problems) = (Vec::new(), Vec::new());
    // Only `take` can fail, and this one does not.
    let _infallible = in_order(pieces.into_iter(), threads, work, |step| {
        if let Step::Result(Some(results)) = step {
            for result in results {
                match result {
                    Ok(one) => picked.extend(one),
                    Err(problem) => problems.push(problem),
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    });
    (picked, problems)
}

/// Files that are sifted at a time.
const PIECE: usize = 32;

/// Reads files on `threads` threads, analyses those that `wanted` lets through, and gathers what
/// `make` makes of them (given the place in `files`), in the order given. What could not be read
/// comes second.
pub fn gather<T: Send>(
    files: &[FileEntry],
    threads: usize,
    learned: &Learned,
    wanted: impl Fn(&Article) -> bool + Sync,
    make: impl Fn(usize, &Article, &Analysis) -> Option<T> + Sync,
) -> (Vec<T>, Vec<Diagnostic>) {
    let mut gathered = Vec::new();
    let mut problems = Vec::new();
    let work = |(place, file): (usize, &FileEntry)| {
        let article = corpus::read(file)?;
        if !wanted(&article) {
            return Ok(None);
        }
        let mut analysis = analysis::analyse(&article);
        learned.fold(&article, &mut analysis);
        Ok(make(place, &article, &analysis))
    };
    let mut place = 0;
    // Only `take` can fail, and this one does not.
    let _infallible = in_order(files.iter().enumerate(), threads, work, |step| {
        let Step::Result(result) = step else { return Ok(ControlFlow::Continue(())) };
        let path = files.get(place).map(|file| file.path.clone()).unwrap_or_default();
        place += 1;
        match result {
            Some(Ok(Some(one))) => gathered.push(one),
            Some(Ok(None)) => {}
            Some(Err(problem)) => problems.push(problem),
            None => problems.push(Diagnostic::new(path, FAULT)),
        }
        Ok(ControlFlow::Continue(()))
    });
    (gathered, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_a_panic_is_one_result() {
        let mut seen = Vec::new();
        let work = |n: usize| {
            assert!(n != 7, "seven is refused");
            if n.is_multiple_of(5) {
                std::thread::yield_now();
            }
            n * 2
        };
        in_order(0..500_usize, 3, work, |step| {
            if let Step::Result(result) = step {
                seen.push(result);
            }
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
        let expected: Vec<_> = (0..500).map(|n| (n != 7).then_some(n * 2)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_broken_output_ends_the_work() {
        let mut count = 0;
        let failed = in_order(
            0..,
            2,
            |n: u32| n,
            |step| {
                count += usize::from(matches!(step, Step::Result(_)));
                if count > 10 {
                    Err(io::ErrorKind::BrokenPipe.into())
                } else {
                    Ok(ControlFlow::Continue(()))
                }
            },
        );
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        let mut once = 0;
        in_order(
            0..,
            2,
            |n: u32| n,
            |step| {
                if matches!(step, Step::Result(_)) {
                    once += 1;
                    return Ok(ControlFlow::Break(()));
                }
                Ok(ControlFlow::Continue(()))
            },
        )
        .unwrap();
        assert_eq!(once, 1);
    }
}
