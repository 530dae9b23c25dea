//! The place of a ledger: looked at before the engine opens it, and the files beside it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::domain::shell;
use crate::failure::{Exit, Failure, Result};

/// Where the engine keeps what takes an interrupted write back.
#[must_use]
pub fn journal_of(ledger: &Path) -> PathBuf {
    with_ending(ledger, "-journal")
}

/// A path with something behind its name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Looks at the file before the engine does. It is never opened here as a plain file: closing it
/// would drop the engine's locks.
pub(super) fn look(path: &Path) -> Result<PathBuf> {
    let shown = path.display();
    let resolved = fs::canonicalize(path).map_err(|error| {
        if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
            return Failure::new(
                Exit::NotFound,
                "no-ledger",
                format!("there is no ledger at {shown}"),
            )
            .hint("mpn init, or --ledger PATH names another");
        }
        Failure::failed("cannot-open", format!("cannot open the ledger {shown}: {error}"))
    })?;
    let found = fs::metadata(&resolved).map_err(|error| {
        Failure::failed("cannot-open", format!("cannot open the ledger {shown}: {error}"))
    })?;
    let not_one = |what: &str| {
        Failure::unsound("not-a-ledger", format!("{shown} is {what}, not a ledger"))
            .hint("--ledger PATH names another")
    };
    if found.is_dir() {
        return Err(not_one("a directory"));
    }
    if !found.is_file() {
        return Err(not_one("no ordinary file"));
    }
    if found.len() == 0 {
        return Err(not_one("an empty file"));
    }
    if hard_links(&found) > 1 {
        return Err(Failure::unsound(
            "hard-linked",
            format!("{shown} has another name (a hard link), under which it could be written to"),
        )
        .hint(format!(
            "find / -samefile {} tells its names: leave it one, or copy it with cp",
            shell::path(&resolved)
        )));
    }
    [journal_of(&resolved), with_ending(&resolved, "-wal")]
        .iter()
        .try_for_each(|journal| is_its_own(journal, &found))?;
    Ok(resolved)
}

/// Looks at what the engine would write back into the ledger: a pipe would keep it waiting for
/// ever, and what somebody put there who cannot write to the ledger is not a write to it.
fn is_its_own(journal: &Path, ledger: &fs::Metadata) -> Result<()> {
    // A link is no journal either: the engine makes none.
    let Ok(found) = fs::symlink_metadata(journal) else { return Ok(()) };
    let shown = journal.display();
    let message = if !found.is_file() {
        format!("{shown} stands where the ledger's journal would be, and is no ordinary file")
    } else if is_foreign(&found, ledger) {
        format!("{shown} belongs to a user who cannot write to the ledger, and is not its journal")
    } else if was_open_to_others(&found, ledger) {
        format!("{shown} could be written to by others than the ledger can, and may be theirs")
    } else {
        mend_mode(journal, &found, ledger);
        return Ok(());
    };
    Err(Failure::unsound("journal-foreign", message)
        .hint(format!("ls -l {} tells whose it is; move it away", shell::path(journal))))
}

/// Whether what would be written back may have been written by somebody who cannot write to the
/// ledger: the engine makes the journal with the ledger's permissions, and keeps it when they change.
#[cfg(unix)]
fn was_open_to_others(journal: &fs::Metadata, ledger: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    const WRITE: u32 = 0o222;
    journal.len() > 0 && journal.mode() & WRITE & !ledger.mode() != 0
}

#[cfg(not(unix))]
fn was_open_to_others(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

/// Gives a journal the permissions of its ledger. Whoever may not do that cannot write there either.
#[cfg(unix)]
fn mend_mode(journal: &Path, found: &fs::Metadata, ledger: &fs::Metadata) {
    if found.permissions() != ledger.permissions() {
        let _ = fs::set_permissions(journal, ledger.permissions());
    }
}

#[cfg(not(unix))]
fn mend_mode(_: &Path, _: &fs::Metadata, _: &fs::Metadata) {}

/// Whether a file belongs to somebody who cannot have written to the ledger.
#[cfg(unix)]
fn is_foreign(journal: &fs::Metadata, ledger: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    const SUPERUSER: u32 = 0;
    const OTHERS_WRITE: u32 = 0o022;
    let is_shared = ledger.mode() & OTHERS_WRITE != 0;
    !is_shared && journal.uid() != ledger.uid() && journal.uid() != SUPERUSER
}

#[cfg(not(unix))]
fn is_foreign(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn hard_links(found: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(found)
}

#[cfg(not(unix))]
fn hard_links(_: &fs::Metadata) -> u64 {
    1
}
