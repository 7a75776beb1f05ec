//! The built program in a terminal of its own, with a home of its own: one test for each promise.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod desk;
mod screen;

#[cfg(target_os = "linux")]
mod arrivals;
mod corrections;
mod counts;
mod faults;
mod hostile;
mod keys;
mod kill;
mod newcomer;
mod pointer;
mod programs;
mod resize;
mod resume;
mod signals;
mod summary;
mod triage;
mod watch;
