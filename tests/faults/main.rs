//! What must hold when things break: processes that are killed, calls of the system that fail, disks
//! that are full, files that are damaged, and people who tamper with them. Every check is first
//! shown something broken from outside, which it must catch.
//!
//! `MPN_FAULTS=full` runs all of it, some minutes; without it each test does a small part.
//! `MPN_FAULTS_SEED` repeats what chance chose.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![expect(clippy::print_stdout, reason = "what was reached, or had to be skipped, is told")]

mod attacks;
mod backups;
mod chance;
mod crowd;
mod damage;
mod full_disk;
mod kills;
mod outcome;
mod place;
mod syscalls;
#[path = "../world/mod.rs"]
mod world;

/// How much is done: a little, or with `MPN_FAULTS=full` all of it.
fn size(small: usize, full: usize) -> usize {
    if is_full() { full } else { small }
}

fn is_full() -> bool {
    std::env::var_os("MPN_FAULTS").is_some_and(|value| value == "full")
}
