//! A file in the making: beside its place, private, whole and durable before it gets its name —
//! never over a file that is there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::place::with_ending;
use super::tables::Tables;
use super::{open, schema};
use crate::domain::shell;
use crate::failure::{Failure, Result};

/// A file in the making; dropped, it never was.
pub(super) struct Draft {
    made: NamedTempFile,
    place: PathBuf,
}

impl Draft {
    /// Begins a file that is to lie at `place`, in the same folder.
    pub(super) fn beside(place: &Path) -> Result<Self> {
        Draft::in_folder(folder_of(place), place)
    }

    /// Begins a ledger that is to lie at `place`, whose folder is made along with it. A dry run
    /// leaves no trace there, not even a folder, so it works in the system's own.
    pub(super) fn of_ledger(place: &Path, dry_run: bool) -> Result<Self> {
        if dry_run {
            return Draft::in_folder(&std::env::temp_dir(), place);
        }
        make_folder(folder_of(place))?;
        Draft::beside(place)
    }

    fn in_folder(folder: &Path, place: &Path) -> Result<Self> {
        if !folder.is_dir() {
            let message = format!("there is no folder {}", folder.display());
            return Err(Failure::failed("no-folder", message).hint("make it, or name another"));
        }
        // Readable by its owner alone from the beginning.
        let made =
            tempfile::Builder::new().prefix(".mpn-").tempfile_in(folder).map_err(|error| {
                // The name of the draft is of no interest to anybody.
                anyhow::Error::new(std::io::Error::from(error.kind()))
                    .context(format!("cannot make a file in {}", folder.display()))
            })?;
        Ok(Draft { made, place: place.to_owned() })
    }

    /// Where it lies for now.
    pub(super) fn path(&self) -> &Path {
        self.made.path()
    }

    /// The file itself.
    pub(super) fn file(&mut self) -> &mut fs::File {
        self.made.as_file_mut()
    }

    /// Opens it as an empty ledger, in a transaction.
    pub(super) fn connect(&self) -> Result<Tables> {
        let conn = Connection::open(self.path())?;
        open::guard(&conn)?;
        // Nobody else knows this file yet; what counts is the one sync before it gets its name.
        conn.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        schema::make(&conn)?;
        conn.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Tables::on(conn))
    }

    /// Makes it durable and gives it its name; where there is a file of that name, `taken` says
    /// what the failure is.
    pub(super) fn keep(self, taken: impl FnOnce(&Path) -> Failure) -> Result<()> {
        let place = self.place;
        let failed = || format!("cannot write {}", place.display());
        self.made.as_file().sync_all().with_context(failed)?;
        self.made.persist_noclobber(&place).map_err(|error| {
            if error.error.kind() == ErrorKind::AlreadyExists {
                return taken(&place);
            }
            anyhow::Error::new(error.error).context(failed()).into()
        })?;
        sync_folder(folder_of(&place))
    }

    /// Makes it durable and gives it its name, in place of a file that may have it.
    pub(super) fn keep_over(self) -> Result<()> {
        let place = self.place;
        let failed = || format!("cannot write {}", place.display());
        self.made.as_file().sync_all().with_context(failed)?;
        self.made
            .persist(&place)
            .map_err(|error| anyhow::Error::new(error.error).context(failed()))?;
        sync_folder(folder_of(&place))
    }
}

/// The folder that a file lies in.
fn folder_of(place: &Path) -> &Path {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
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

/// A name beside `place` that nothing has yet.
pub(super) fn beside(place: &Path, stamp: &str) -> PathBuf {
    let first = with_ending(place, &format!(".{stamp}"));
    let more = (2..).map(|number| with_ending(place, &format!(".{stamp}-{number}")));
    let is_free = |path: &PathBuf| matches!(fs::symlink_metadata(path), Err(error) if error.kind() == ErrorKind::NotFound);
    std::iter::once(first.clone()).chain(more.take(1_000)).find(is_free).unwrap_or(first)
}

/// Commits what replaces a ledger, of which a copy is kept aside. The copy stays if it is not known
/// what became of the ledger; if it is as it was, the copy would only take room.
pub(super) fn commit(conn: &Connection, aside: &Path) -> Result<()> {
    let Err(error) = conn.execute_batch("COMMIT") else { return Ok(()) };
    let failure = Failure::from(error);
    // Where the engine has not done so itself.
    let _ = conn.execute_batch("ROLLBACK");
    let is_as_it_was = matches!(failure.told().code, "ledger-busy" | "disk-full" | "engine")
        && conn.is_autocommit()
        && conn.query_row("SELECT seq FROM head", [], |_| Ok(())).is_ok();
    if is_as_it_was && fs::remove_file(aside).is_ok() {
        return Err(failure);
    }
    Err(failure.hint(format!("as it was, the ledger lies at {}", shell::path(aside))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_to_the_place_meanwhile_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("backup.mpn");
        let draft = Draft::beside(&place).unwrap();
        fs::write(&place, "not to be lost").unwrap();
        let failure = draft.keep(crate::store::backup::taken).unwrap_err();
        assert_eq!(failure.told().code, "file-exists");
        assert_eq!(fs::read_to_string(&place).unwrap(), "not to be lost");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
