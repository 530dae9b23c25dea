//! Puts a backup or an archive at the place of a ledger. What was there is kept aside.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::draft::{self, Draft};
use super::open::{self, Purpose};
use super::place::journal_of;
use super::reader::Reader;
use super::tables::Tables;
use super::{archive, backup, create, rebuild, verify};
use crate::domain::answer::Verified;
use crate::failure::{Exit, Failure, Result, unreadable};

/// A ledger that lies beside the place it is to be put at, whole and checked.
pub struct Restoring {
    draft: Draft,
    place: PathBuf,
    /// What it is.
    pub verified: Verified,
}

/// Reads a backup or an archive and checks it. On a dry run nothing is made beside the place.
///
/// # Errors
/// Exit 7 when it is neither, or does not hold together.
pub fn restoring(from: &Path, place: &Path, wait: Duration, dry_run: bool) -> Result<Restoring> {
    // Where the place is a symbolic link, what it leads to is replaced.
    let place = match fs::canonicalize(place) {
        Ok(resolved) if resolved.is_dir() => {
            let shown = place.display();
            return Err(Failure::unsound("not-a-ledger", format!("{shown} is a directory"))
                .hint("--ledger PATH names another place"));
        }
        Ok(resolved) => resolved,
        Err(_) if fs::symlink_metadata(place).is_ok() => return Err(create::exists(place)),
        Err(_) => place.to_owned(),
    };
    let is_archive = begins_as_archive(from)?;
    if fs::canonicalize(from).is_ok_and(|from| from == place) {
        let shown = from.display();
        return Err(Failure::usage("same-file", format!("{shown} is the ledger itself"))
            .hint("mpn ledger restore FILE, of a backup or an archive"));
    }
    let draft = Draft::of_ledger(&place, dry_run)?;
    if is_archive {
        archive::read_into(draft.connect()?, from)?;
    } else {
        let opened = open::open(from, Purpose::Read, wait);
        let copied = opened.and_then(|(tables, _)| {
            let copied = backup::copy_into(tables.engine(), &draft);
            copied.map_err(|failure| failure.about(&from.display().to_string()))
        });
        copied.map_err(of_another)?;
    }
    let (verified, _) = verify::verify(draft.path(), wait, None)?;
    if !verified.sound {
        return Err(backup::unsound(from, &verified).hint(ANOTHER));
    }
    Ok(Restoring { draft, place, verified })
}

/// What to do about a file that nothing can be restored from.
const ANOTHER: &str = "another backup, or an archive";

/// What is wrong with a file that is no ledger, or a damaged one, is not wrong with the ledger that
/// is there.
fn of_another(failure: Failure) -> Failure {
    match failure.told().code {
        "ledger-damaged" | "not-a-ledger" | "schema-changed" | "truncated" => failure.hint(ANOTHER),
        _ => failure,
    }
}

fn begins_as_archive(file: &Path) -> Result<bool> {
    let failed = |error| unreadable(&file.display().to_string(), &error);
    let mut beginning = Vec::new();
    let found = fs::metadata(file).map_err(failed)?;
    if found.is_file() {
        let opened = fs::File::open(file).map_err(failed)?;
        let length = archive::BEGINNING_LENGTH as u64;
        opened.take(length).read_to_end(&mut beginning).map_err(failed)?;
    }
    Ok(archive::is_one(&beginning))
}

impl Restoring {
    /// Opens what is to be put in place, for reading.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn reader(&self, today: NaiveDate) -> Result<Reader> {
        Reader::open(self.draft.path(), Duration::ZERO, today)
    }

    /// Puts it in place; what is there is kept aside under a name that ends with `stamp`, and the
    /// path of that is returned.
    ///
    /// # Errors
    /// `ledger-busy` when others are writing to what is there; a folder that cannot be written to.
    pub fn put(self, stamp: &str, wait: Duration) -> Result<Option<PathBuf>> {
        if fs::symlink_metadata(&self.place).is_err() {
            self.draft.keep(create::exists)?;
            return Ok(None);
        }
        let (tables, path) = match open::open(&self.place, Purpose::Rebuild, wait) {
            // No engine can open it, and so nobody uses it.
            Err(failure) if failure.told().exit == Exit::Unsound => return self.swap(stamp),
            opened => opened?,
        };
        let aside = draft::beside(&self.place, stamp);
        match self.exchange(&tables, &path, &aside) {
            Err(failure) if is_damage(&failure) => {
                // Those who have it open may go on reading; under the lock nobody begins to write,
                // and afterwards the engine writes to no file that has lost its name.
                tables.batch("ROLLBACK; BEGIN IMMEDIATE")?;
                // Windows renames nothing that somebody has open.
                let locked = (!cfg!(windows)).then_some(tables);
                let swapped = self.swap(stamp);
                drop(locked);
                swapped
            }
            done => done.map(|()| Some(aside)),
        }
    }

    /// Copies the ledger that is there aside, and what is restored over it, in one transaction:
    /// whoever waits to write goes on with what is there then, and nothing that was recorded is in
    /// neither of the two. The file itself stays: the engine of those who have it open would take
    /// another one's journal for its own.
    fn exchange(&self, tables: &Tables, path: &Path, aside: &Path) -> Result<()> {
        let copy = Draft::beside(aside)?;
        {
            // The engine copies nothing from a connection that may write. Under the lock that ours
            // has nobody changes anything meanwhile.
            let from = Connection::open(path)?;
            open::guard(&from)?;
            let mut to = Connection::open(copy.path())?;
            if Backup::new(&from, &mut to)?.step(-1)? != StepResult::Done {
                return Err(Failure::failed("failed", "the ledger cannot be copied aside"));
            }
        }
        rebuild::replace_all(tables, self.draft.path())?;
        copy.keep(backup::taken)?;
        draft::commit(tables.engine(), aside)
    }

    /// Renames what is there and puts the restored ledger in its place; returns where it lies now.
    fn swap(self, stamp: &str) -> Result<Option<PathBuf>> {
        let aside = draft::beside(&self.place, stamp);
        // What an interrupted write left behind belongs to the file that it was begun on.
        let journal = journal_of(&self.place);
        if fs::metadata(&journal).is_ok_and(|found| found.len() > 0) {
            rename(&journal, &journal_of(&aside))?;
        }
        rename(&self.place, &aside)?;
        let place = self.place;
        self.draft.keep(create::exists).inspect_err(|_| {
            // As it was.
            let _ = fs::hard_link(&aside, &place).and_then(|()| fs::remove_file(&aside));
        })?;
        make_private(&aside);
        Ok(Some(aside))
    }
}

/// Whether it was what the damaged ledger holds that kept it from being emptied.
fn is_damage(failure: &Failure) -> bool {
    let told = failure.told();
    told.exit == Exit::Unsound || told.code == "engine"
}

/// Makes a file that is kept aside one of its owner's alone, as every copy is. It is kept even
/// where it is somebody else's.
fn make_private(aside: &Path) {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        let _ = fs::set_permissions(aside, mode);
    }
    #[cfg(not(unix))]
    let _ = aside;
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    Ok(fs::rename(from, to)
        .with_context(|| format!("cannot rename {} to {}", from.display(), to.display()))?)
}
