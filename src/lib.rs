//! `mpn` keeps the membership benefits of a Microsoft partner organization in a ledger with rules.
//!
//! Nothing is edited: a command is decided by a pure rule, becomes events, and the tables are the
//! sum of the events. Five lines are the whole of it:
//!
//! 1. [`cli`] turns what was typed into a request. It knows clap, and nothing else does.
//! 2. [`commands`] is the flow: open a change, fetch the facts, ask the rule, record the events,
//!    commit. One file a noun.
//! 3. [`domain`] holds the values, the events, the refusals and the rules: pure functions.
//! 4. [`store`] appends the events to a hash-chained log and projects them into tables, in one
//!    transaction. Only it knows SQL.
//! 5. [`view`] turns answers into tables, JSON and CSV, and into the bytes of files.
//!
//! [`run()`] leads a command through them, from its arguments to its status, and writes what the
//! view rendered, once.
//!
//! **What is said of a noun stands with the noun.** Seats, keys, memberships … each have a folder
//! in [`domain`]: `mod.rs` holds the values, `said.rs` the requests, events and refusals with all
//! that must be known of each, `rules.rs` the pure rules. [`domain::event`], [`domain::request`]
//! and [`domain::refusal`] are sums of what the nouns say, and every layer has a file of the noun's
//! name: its commands, its tables, its way back, its sentences, the words of its refusals. Each of
//! these is an exhaustive match without `_`, so what is forgotten does not compile. Files form no
//! circle: values stand below what is said, what is said below the sums, the sums below the rules.
//!
//! **Nothing is recorded because a day passed.** [`domain::benefit::course`] computes from the
//! memberships, the programs and the grants alone what is entitled on each day; a benefit, a seat, a
//! contract or an offer is then what it is on the day that is asked about. A write is decided on the
//! day it took effect, and what takes something is tested on every later day as well.
//!
//! **People stand apart from the log.** In memory an event names people by their emails and holds its
//! texts. As it is recorded, the store's `apart` puts both beside the log, each bound to it by a
//! commitment, and the log says `U7` and `T9`; read back, they are told by what is known of them then.
//! So somebody can be forgotten and every proof stays.
//!
//! Beside them: [`catalog`] reads programs, [`exchange`] reads other systems' files, [`seal`] seals
//! secrets, [`config`] finds out where things are, [`failure`] tells what went wrong.
//!
//! Who may know whom: `lib → run → { cli, config, commands, view }`, `cli → domain`, `commands → {
//! store, catalog, exchange, seal, config } → domain`, `view → domain`, `store → seal` for its
//! digests alone, and everybody but `domain` knows `failure`. A test reads the sources and holds
//! them to it.

#![forbid(unsafe_code)]

pub mod catalog;
pub mod cli;
pub mod commands;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod failure;
mod run;
pub mod seal;
pub mod store;
pub mod view;

pub use run::{BROKEN, Streams, run, tell_broken};
