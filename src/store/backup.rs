//! Copies of a whole ledger: made while others write, checked before they get their name.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::draft::Draft;
use super::open::{self, Purpose};
use super::verify;
use crate::domain::answer::Verified;
use crate::failure::{Exit, Failure, Result};

/// Copies the ledger at `from` to a new file, and checks the copy; returns what it is.
///
/// # Errors
/// `file-exists` (exit 6), never overwriting; `ledger-unsound` (exit 7) when what would be copied
/// does not hold together: then there is no copy.
pub fn backup(from: &Path, to: &Path, wait: Duration) -> Result<Verified> {
    free(to)?;
    let (tables, _) = open::open(from, Purpose::Read, wait)?;
    let draft = Draft::beside(to)?;
    copy_into(tables.engine(), &draft)?;
    drop(tables);
    let (verified, _) = verify::verify(draft.path(), wait, None)?;
    if !verified.sound {
        return Err(unsound(from, &verified).hint(
            "cp keeps the file as it is; mpn ledger salvage FILE saves what holds together",
        ));
    }
    draft.keep(taken)?;
    Ok(verified)
}

/// Whether nothing has that name yet.
pub(super) fn free(place: &Path) -> Result<()> {
    if std::fs::symlink_metadata(place).is_ok() { Err(taken(place)) } else { Ok(()) }
}

/// There is a file of that name, which is never overwritten.
pub(super) fn taken(place: &Path) -> Failure {
    Failure::new(
        Exit::Conflict,
        "file-exists",
        format!("there is a file at {} already", place.display()),
    )
    .hint("another name; it is never overwritten")
}

/// Copies a ledger that is open for reading into a draft, page by page and without its free
/// space. The transaction ends: the copy is one of its own.
pub(super) fn copy_into(conn: &Connection, draft: &Draft) -> Result<()> {
    let to = draft.path().to_str().ok_or_else(|| {
        let shown = draft.path().display();
        Failure::failed("failed", format!("{shown} is no name that the engine understands"))
    })?;
    conn.execute_batch("COMMIT")?;
    conn.execute("VACUUM INTO ?1", [to])?;
    Ok(())
}

/// A ledger that does not hold together, and what was found.
pub(super) fn unsound(place: &Path, verified: &Verified) -> Failure {
    let told = verified
        .findings
        .iter()
        .map(|finding| format!("{}: {}: {}", finding.code.word(), finding.place, finding.message));
    Failure::unsound("ledger-unsound", format!("{} does not hold together", place.display()))
        .details(told.collect())
}
