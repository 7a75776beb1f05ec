//! Which article the background reads next: in the order of the desk, those that take long last.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::corpus::DocId;

/// How to go on with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Now,
    /// When all others have been read.
    Late,
    Never,
}

/// A way through the articles that several threads go together.
#[derive(Debug, Default)]
pub(super) struct Order {
    next: AtomicUsize,
    late: Mutex<VecDeque<DocId>>,
}

impl Order {
    /// How many were passed, those for later among them.
    pub fn passed(&self) -> usize {
        self.next.load(Ordering::Relaxed)
    }

    /// The next of so many, and whether it was left for last; `None` when none is left.
    pub fn take(&self, count: usize, turn: impl Fn(DocId) -> Turn) -> Option<(DocId, Turn)> {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return self.late().pop_front().map(|doc| (doc, Turn::Late));
            }
            let doc = DocId(u32::try_from(at).unwrap_or(u32::MAX));
            match turn(doc) {
                Turn::Now => return Some((doc, Turn::Now)),
                Turn::Late => self.late().push_back(doc),
                Turn::Never => {}
            }
        }
    }

    fn late(&self) -> MutexGuard<'_, VecDeque<DocId>> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_long_comes_last_and_each_once() {
        let order = Order::default();
        let turn = |doc: DocId| match doc.0 {
            0 | 3 => Turn::Late,
            4 => Turn::Never,
            _ => Turn::Now,
        };
        let taken = std::iter::from_fn(|| order.take(7, turn).map(|(doc, _)| doc.0));
        assert_eq!(taken.collect::<Vec<_>>(), [1, 2, 5, 6, 0, 3]);
        assert_eq!(order.take(7, turn), None);
    }

    #[test]
    fn threads_share_the_way() {
        let order = Order::default();
        let turn = |doc: DocId| if doc.0.is_multiple_of(10) { Turn::Late } else { Turn::Now };
        let go = || -> Vec<u32> {
            std::iter::from_fn(|| order.take(1000, turn).map(|(doc, _)| doc.0)).collect()
        };
        let mut all = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(go)).collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect::<Vec<_>>()
        });
        all.sort_unstable();
        assert_eq!(all, (0..1000).collect::<Vec<_>>());
    }
}
