//! Makes a new ledger: beside its place, whole and durable, then put there under its name — never
//! over a file that is there.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::Facts;
use super::change::{Change, Committed, Intent};
use super::clock::Reading;
use super::draft::Draft;
use super::impossible;
use crate::domain::operation::Operation;
use crate::failure::{Exit, Failure, Result};

/// Makes a ledger at `path`: `found` records its first operation, `command` names it. Nothing is
/// left behind when anything fails, or on a dry run.
///
/// # Errors
/// `ledger-exists` (exit 6) when the name is taken; those of `found`.
pub fn create(
    path: &Path,
    ledger: &str,
    intent: Intent,
    reading: Reading,
    command: &str,
    found: impl FnOnce(&mut Change) -> Result<String>,
) -> Result<Committed> {
    create_year(path, ledger, intent.dry_run, |growing| {
        let mut change = growing.first(intent, reading)?;
        let request = found(&mut change)?;
        change.commit(command, &request)
    })
}

/// Makes a ledger of many operations: `tell` records them one after another. Nothing is left behind
/// when anything fails, or on a dry run.
///
/// # Errors
/// `ledger-exists` (exit 6) when the name is taken; those of `tell`.
pub fn create_year<T>(
    path: &Path,
    ledger: &str,
    dry_run: bool,
    tell: impl FnOnce(Growing) -> Result<T>,
) -> Result<T> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists(path));
    }
    let draft = Draft::of_ledger(path, dry_run)?;
    let told = {
        let facts = Facts::new(draft.connect()?, path, chrono::NaiveDate::MIN);
        tell(Growing { facts, ledger: ledger.to_owned() })?
    };
    if !dry_run {
        draft.keep(exists)?;
    }
    Ok(told)
}

/// A ledger in the making, between two operations.
pub struct Growing {
    facts: Facts,
    ledger: String,
}

impl Growing {
    /// Opens the first change, in the transaction that the file was begun in.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn first(mut self, intent: Intent, reading: Reading) -> Result<Change> {
        self.facts.today = reading.now.date_naive();
        let change = Change::first(self.facts, &self.ledger, intent, reading)?;
        change.first_pepper()?;
        Ok(change)
    }

    /// Opens the next change.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn next(self, intent: Intent, reading: Reading) -> Result<Change> {
        self.facts.tables.batch("BEGIN IMMEDIATE")?;
        Change::on(self.facts, intent, reading, Duration::ZERO)
    }

    /// Commits a change, and goes on.
    ///
    /// # Errors
    /// Those of the engine, and a change that changed nothing.
    pub fn commit(change: Change, command: &str, request: &str) -> Result<(Operation, Self)> {
        let ledger = change.ledger_id().to_owned();
        match change.commit_and_keep(command, request)? {
            (Committed::Done(operation), Some(facts)) => {
                Ok((*operation, Growing { facts, ledger }))
            }
            _ => Err(impossible(&format!("{command} changed nothing in a ledger in the making"))),
        }
    }
}

/// There is a file at the place of a new ledger.
pub(super) fn exists(path: &Path) -> Failure {
    Failure::new(
        Exit::Conflict,
        "ledger-exists",
        format!("there is a file at {} already", path.display()),
    )
    .hint("--ledger PATH names another place")
}
