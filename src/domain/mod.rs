//! What is true and what is allowed: values, events, refusals and rules. Pure functions; no file,
//! no clock, no SQL, no printing.
//!
//! The words, one for one thing, here as in SQL, TOML, JSON, options and messages:
//!
//! - **program**: a set of rules and offers, dated; `mpn-2021`. **offer**: what it sells.
//! - **membership**: an offer that was purchased. **competency**: what makes it Silver or Gold.
//! - **benefit**: one line a membership grants. **category**: what kind of thing it is.
//! - **seat**: one unit of a benefit held by one user. **key**: a product key.
//! - **redemption**: the one use of a license key on a tenant.
//! - **contract**: Access ID and Contract ID of an activated support benefit.
//! - **incident**: one support request, counted against a contract.
//! - **operation**: one command that changed the ledger. **event**: one fact it recorded.
//!
//! A noun is a folder: values in `mod.rs`, what is said of it in `said.rs`, its rules in
//! `rules.rs`.

// What is forgotten does not compile.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

pub mod advisory;
pub mod answer;
pub mod azure;
pub mod basis;
pub mod benefit;
pub mod call;
pub mod character;
pub(crate) mod columns;
pub mod completion;
pub mod deadline;
pub mod event;
pub mod export;
pub mod fact;
pub mod finding;
mod folded;
pub mod gtm;
pub mod holding;
pub mod id;
pub mod import;
pub mod ledger;
pub mod license;
pub mod membership;
pub mod moment;
pub mod money;
pub mod name;
pub mod operation;
pub mod organization;
pub mod output;
pub mod program;
pub mod query;
pub mod recipient;
pub mod refusal;
pub mod refuse;
pub mod request;
pub mod role;
pub mod rules;
pub mod sample;
pub mod secret;
pub mod shell;
pub mod software;
mod sum;
pub mod support;
pub mod undo;
pub mod user;
pub mod verb;
pub mod vs;
pub mod wish;
mod words;
