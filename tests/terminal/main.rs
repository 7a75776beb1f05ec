//! However and whenever the program ends, the terminal is as it was. Short unless `COPYDESK_LONG` is set.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a test says what it has counted, and what it left out")]

#[path = "../e2e/desk.rs"]
#[expect(dead_code, reason = "what the end-to-end tests need of it is not all needed here")]
mod desk;
#[path = "../e2e/screen.rs"]
#[expect(dead_code, reason = "what the end-to-end tests need of it is not all needed here")]
mod screen;

mod ends;
mod faults;
mod moments;
mod sizes;

/// How often something is tried: `short` in an ordinary run.
fn times(short: u64) -> u64 {
    if std::env::var_os("COPYDESK_LONG").is_some() { 100 } else { short }
}

/// A number below `limit` that looks like chance and is the same each time.
fn chance(seed: u64, limit: u64) -> u64 {
    let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) % limit.max(1)
}

/// Says how often the terminal was as before; where it was not, the test has failed.
fn report(how: &str, tries: u64, begin: std::time::Instant) {
    let took = begin.elapsed().as_secs_f64();
    println!("{how}: terminal restored in {tries} of {tries} tries; {took:.0} s");
}
