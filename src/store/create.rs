//! Makes a new ledger: beside its place, whole and durable, then put there under its name — never
//! over a file that is there.

use std::fs;
use std::path::Path;

use super::Facts;
use super::change::{Change, Committed, Intent, Reading};
use super::draft::{self, Draft};
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
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists(path));
    }
    let dry_run = intent.dry_run;
    // A dry run must leave no trace, not even a folder, so it works in the system's own.
    let draft = if dry_run {
        Draft::elsewhere(path)?
    } else {
        draft::make_folder(draft::folder_of(path))?;
        Draft::beside(path)?
    };
    let committed = {
        let facts = Facts::new(draft.connect()?, path, reading.now.date_naive());
        let mut change = Change::first(facts, ledger, intent, reading)?;
        let request = found(&mut change)?;
        change.commit(command, &request)?
    };
    if !dry_run {
        draft.keep(exists)?;
    }
    Ok(committed)
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
