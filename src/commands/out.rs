//! `--out FILE`: what a file is not written over, because `mpn` lives on it or could not make it
//! again.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::Context;
use crate::config::{self, Place};
use crate::domain::call::{Call, Load};
use crate::failure::{Exit, Failure, Result};
use crate::seal::Identity;
use crate::store;

/// Whether a file may be written at `file`, as far as what is there goes.
///
/// # Errors
/// `same-file` (exit 2) for the ledger, the identity and the config of this very command;
/// `file-exists` (exit 6) for a database or an identity of another one.
pub(super) fn may_write(context: &Context<'_>, file: &Path) -> Result<()> {
    for (what, own) in own_files(context) {
        if is_same(file, &own) {
            let shown = file.display();
            return Err(Failure::usage("same-file", format!("{shown} is {what} itself"))
                .hint("--out FILE names another"));
        }
    }
    match irreplaceable(file) {
        Some(what) => Err(Failure::new(
            Exit::Conflict,
            "file-exists",
            format!("{} is {what}, which is never written over", file.display()),
        )
        .hint("--out FILE names another")),
        None => Ok(()),
    }
}

/// Whether the file that a plan is kept in is another than that of its wishes.
///
/// # Errors
/// `same-file` (exit 2).
pub(super) fn is_no_input(out: Option<&Path>, plan: &Call) -> Result<()> {
    match (out, plan) {
        (Some(out), Call::Load(Load::Wishes { file, .. })) if is_same(out, file) => {
            let shown = out.display();
            Err(Failure::usage("same-file", format!("{shown} is what the plan is made of"))
                .hint("--out FILE names another"))
        }
        _ => Ok(()),
    }
}

/// The failure of a file of keys in whose place something is already.
#[must_use]
pub fn is_there(file: &Path) -> Failure {
    Failure::new(
        Exit::Conflict,
        "file-exists",
        format!("{} is there already, and a file of keys is never written over", file.display()),
    )
    .hint("--out FILE names another")
}

/// The files that this command goes by.
fn own_files(context: &Context<'_>) -> Vec<(&'static str, PathBuf)> {
    let mut files = Vec::new();
    if let Ok(ledger) = context.settings.ledger() {
        // The engine finds its journal beside the file that a link leads to.
        let ledger = resolved(ledger);
        files.push(("the ledger's journal", store::journal_of(&ledger)));
        files.push(("the ledger", ledger));
    }
    if let Ok(identity) = context.settings.identity() {
        files.push(("the identity", identity.to_owned()));
    }
    files.extend(context.settings.config().map(|config| ("the config file", config.to_owned())));
    files
}

/// Whether two paths are one file, or will be once it is made.
fn is_same(one: &Path, other: &Path) -> bool {
    if resolved(one) == resolved(other) {
        return true;
    }
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => {
            place_on_disk(&one).is_some_and(|at| Some(at) == place_on_disk(&other))
        }
        _ => false,
    }
}

/// A path as the system resolves it; where nothing is there yet, as its folder is resolved, and
/// that of what a link leads to.
fn resolved(path: &Path) -> PathBuf {
    let in_its_folder = || {
        let Place::File(place, _) = config::place_of(path).ok()? else { return None };
        let path = super::absolute(&place);
        let folder = fs::canonicalize(path.parent()?).ok()?;
        Some(folder.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(in_its_folder).unwrap_or_else(|| super::absolute(path))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
fn place_on_disk(found: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn place_on_disk(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// What a file is that nobody could make again.
fn irreplaceable(file: &Path) -> Option<&'static str> {
    // A pipe would keep whoever looks into it waiting.
    if !fs::metadata(file).is_ok_and(|found| found.is_file()) {
        return None;
    }
    let mut beginning = Vec::new();
    let length = store::DATABASE_BEGINNING.len() as u64;
    File::open(file).ok()?.take(length).read_to_end(&mut beginning).ok()?;
    if beginning == store::DATABASE_BEGINNING {
        return Some("a database");
    }
    Identity::read(file).is_ok().then_some("an identity")
}
