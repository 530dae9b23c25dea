//! Every test of the whole tool but two: what takes long by nature, `tests/faults/` and
//! `tests/simulation/`, is run by itself in another profile.
//!
//! They are one program, as each of them would hold all of `mpn` again: thirty would take three
//! gigabytes and their linking longer than most of them run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod grammar;
mod sandbox;
#[path = "../world/mod.rs"]
mod world;

mod bad_files;
mod canary;
mod completing;
mod completions;
mod errors;
mod examples;
mod export;
mod forgetting;
mod golden;
mod help;
mod hints;
mod idempotency;
mod imports;
mod inputs;
mod keeping;
mod keys;
mod last_seen;
mod layers;
mod ledgers;
mod manual;
mod out;
mod parsers;
mod plans;
mod prompts;
mod races;
mod rules;
mod salvage;
mod sample;
mod seals;
mod secrets;
mod sources;
mod tampering;
mod terminal;
mod transcripts;
mod undo;
mod vouching;
