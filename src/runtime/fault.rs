//! Panics where a test asks for one, so that what becomes of the terminal and of the decisions can be
//! seen. A release build has none of it.

/// What is set to `PLACE PASSES MESSAGE`: the place panics when it was passed so often.
#[cfg(debug_assertions)]
const ASKED: &str = "COPYDESK_FAULT";

/// A place where a fault may be asked for.
#[cfg(debug_assertions)]
pub(super) fn strike(place: &str) {
    use std::sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    };
    static WISH: OnceLock<Option<(String, usize, String)>> = OnceLock::new();
    static PASSED: AtomicUsize = AtomicUsize::new(0);
    let wish = WISH.get_or_init(|| {
        let wish = std::env::var(ASKED).ok()?;
        let mut parts = wish.splitn(3, ' ');
        let place = parts.next()?.to_owned();
        Some((place, parts.next()?.parse().ok()?, parts.next()?.to_owned()))
    });
    let Some((_, passes, message)) = wish.as_ref().filter(|(asked, ..)| asked == place) else {
        return;
    };
    assert!(PASSED.fetch_add(1, Ordering::Relaxed) != *passes, "{message}");
}

#[cfg(not(debug_assertions))]
pub(super) const fn strike(_: &str) {}
