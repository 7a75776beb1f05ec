//! Nothing that was acknowledged is lost: kills, faults, power cuts, other writers. Short unless
//! `COPYDESK_LONG` is set.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a test says what it has counted, and what it left out")]

#[path = "../e2e/desk.rs"]
#[expect(dead_code, reason = "what the end-to-end tests need of it is not all needed here")]
mod desk;
#[path = "../e2e/screen.rs"]
#[expect(dead_code, reason = "what the end-to-end tests need of it is not all needed here")]
mod screen;

mod calls;
mod instances;
mod kill;
mod power;
mod trace;
mod writer;

/// How often something is tried: `short` in an ordinary run.
fn times(short: u64, long: u64) -> u64 {
    if is_long() { long } else { short }
}

fn is_long() -> bool {
    std::env::var_os("COPYDESK_LONG").is_some()
}

/// Says what a test has tried, and how long it took.
fn report(what: &str, begin: std::time::Instant) {
    println!("{what}; {:.0} s", begin.elapsed().as_secs_f64());
}

/// A number below `limit` that looks like chance and is the same each time.
fn chance(seed: u64, limit: u64) -> u64 {
    let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) % limit.max(1)
}
