//! Makes a new ledger: beside its place, whole and durable, then put there under its name — never
//! over a file that is there.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use rusqlite::Connection;

use super::change::{Change, Committed, Intent, Reading};
use super::{Facts, impossible, open};
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
    create_year(path, ledger, intent.dry_run, |draft| {
        let mut change = draft.first(intent, reading)?;
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
    tell: impl FnOnce(Draft) -> Result<T>,
) -> Result<T> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists(path));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if !dry_run {
        make_folder(folder)?;
    }
    // A dry run must leave no trace, not even a folder, so it works in the system's own.
    let place = if dry_run { std::env::temp_dir() } else { folder.to_owned() };
    let made = tempfile::Builder::new()
        .prefix(".mpn-")
        .tempfile_in(&place)
        .with_context(|| format!("cannot make a ledger in {}", place.display()))?;
    let told = {
        let conn = Connection::open(made.path())?;
        open::guard(&conn)?;
        // Nobody else knows this file yet; what counts is the one sync before it gets its name.
        conn.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        open::make_schema(&conn)?;
        let facts = Facts::new(conn, path, chrono::NaiveDate::MIN);
        tell(Draft { facts, ledger: ledger.to_owned() })?
    };
    if dry_run {
        return Ok(told);
    }
    let failed = || format!("cannot write the ledger {}", path.display());
    made.as_file().sync_all().with_context(failed)?;
    made.persist_noclobber(path).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(path),
        _ => anyhow::Error::new(error.error).context(failed()).into(),
    })?;
    sync_folder(folder)?;
    Ok(told)
}

/// A ledger in the making, between two operations.
pub struct Draft {
    facts: Facts,
    ledger: String,
}

impl Draft {
    /// Opens the first change.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn first(mut self, intent: Intent, reading: Reading) -> Result<Change> {
        self.facts.conn.execute_batch("BEGIN IMMEDIATE")?;
        self.facts.today = reading.now.date_naive();
        Change::first(self.facts, &self.ledger, intent, reading)
    }

    /// Opens the next change.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn next(self, intent: Intent, reading: Reading) -> Result<Change> {
        self.facts.conn.execute_batch("BEGIN IMMEDIATE")?;
        Change::on(self.facts, intent, reading, Duration::ZERO)
    }

    /// Commits a change, and goes on.
    ///
    /// # Errors
    /// Those of the engine, and a change that changed nothing.
    pub fn commit(change: Change, command: &str, request: &str) -> Result<(Operation, Self)> {
        let ledger = change.ledger_id().to_owned();
        match change.commit_and_keep(command, request)? {
            (Committed::Done(operation), Some(facts)) => Ok((*operation, Draft { facts, ledger })),
            _ => Err(impossible(&format!("{command} changed nothing in a ledger in the making"))),
        }
    }
}

fn exists(path: &Path) -> Failure {
    Failure::new(
        Exit::Conflict,
        "ledger-exists",
        format!("there is a file at {} already", path.display()),
    )
    .hint("--ledger PATH names another place")
}

/// Makes the folder of a ledger, for its owner alone.
fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(())
}

/// Makes a rename durable.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<()> {
    fs::File::open(folder)
        .and_then(|opened| opened.sync_all())
        .with_context(|| format!("cannot sync the folder {}", folder.display()))?;
    Ok(())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<()> {
    Ok(())
}
