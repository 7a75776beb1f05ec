//! Hands a thread the newest wish of its kind.

use std::sync::{Condvar, Mutex, PoisonError};

/// A place for the newest wish of one kind: an older one that nobody took is dropped.
#[derive(Debug)]
pub(super) struct Latest<T> {
    wish: Mutex<Option<T>>,
    changed: Condvar,
}

impl<T> Latest<T> {
    pub fn new() -> Self {
        Self { wish: Mutex::new(None), changed: Condvar::new() }
    }

    pub fn set(&self, wish: T) {
        *self.wish.lock().unwrap_or_else(PoisonError::into_inner) = Some(wish);
        self.changed.notify_one();
    }

    /// Waits for a wish and takes it.
    pub fn take(&self) -> T {
        let mut wish = self.wish.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(wish) = wish.take() {
                return wish;
            }
            wish = self.changed.wait(wish).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn is_set(&self) -> bool {
        self.wish.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}
