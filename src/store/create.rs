//! Makes a new ledger: beside its place, whole and durable, then put there under its name — never
//! over a file that is there.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use rusqlite::Connection;

use super::change::{Change, Committed, Intent, Reading};
use super::{Facts, open};
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
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let dry_run = intent.dry_run;
    if !dry_run {
        make_folder(folder)?;
    }
    // A dry run must leave no trace, not even a folder, so it works in the system's own.
    let place = if dry_run { std::env::temp_dir() } else { folder.to_owned() };
    let made = tempfile::Builder::new()
        .prefix(".mpn-")
        .tempfile_in(&place)
        .with_context(|| format!("cannot make a ledger in {}", place.display()))?;
    let committed = {
        let conn = Connection::open(made.path())?;
        open::guard(&conn)?;
        // Nobody else knows this file yet; what counts is the one sync before it gets its name.
        conn.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        open::make_schema(&conn)?;
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let facts = Facts::new(conn, path, reading.now.date_naive());
        let mut change = Change::first(facts, ledger, intent, reading)?;
        let request = found(&mut change)?;
        change.commit(command, &request)?
    };
    if dry_run {
        return Ok(committed);
    }
    let failed = || format!("cannot write the ledger {}", path.display());
    made.as_file().sync_all().with_context(failed)?;
    made.persist_noclobber(path).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(path),
        _ => anyhow::Error::new(error.error).context(failed()).into(),
    })?;
    sync_folder(folder)?;
    Ok(committed)
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
