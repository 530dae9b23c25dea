//! `mpn reconcile`: what a file of another system has otherwise than the ledger, each difference
//! with the command that would mend it. Nothing is changed, and no lock is taken.

mod keys;
mod people;
mod seats;

use std::io::Read;
use std::path::Path;

use super::{Context, load, read_with, typed, vault};
use crate::domain::answer::{Answer, Body};
use crate::domain::import::FileKind;
use crate::domain::request::Request;
use crate::domain::secret::Secret;
use crate::exchange::Place;
use crate::failure::Result;

/// Compares a file with the ledger.
pub(super) fn reconcile(
    context: &Context<'_>,
    kind: FileKind,
    file: &Path,
    stdin: &mut dyn Read,
) -> Result<Answer> {
    let place = Place::typed(file);
    let loaded = load::import(kind, &place, stdin)?;
    let mending = format!("mpn import {kind} {}", typed(&file.display().to_string()));
    let mut answer = match &loaded.request {
        Request::ImportUsers { directory, users } => {
            read_with(context, |facts| people::compare(facts, *directory, users, &mending))
        }
        Request::ImportSeats(import) => read_with(context, |facts| seats::compare(facts, import)),
        Request::ImportKeys(import) => {
            let fingerprints = fingerprints(context, &import.keys);
            read_with(context, |facts| keys::compare(facts, import, fingerprints?, &mending))
        }
        _ => Ok(Body::Differences(Vec::new()).into()),
    }?;
    if let Body::Differences(lines) = &mut answer.body {
        // Typed one after another, each hint finds what it wants: an import comes after what it
        // would have done as well.
        lines.sort_by_key(|line| (line.what, line.hint == mending));
    }
    answer.notes.splice(..0, loaded.notes);
    Ok(answer)
}

/// What tells keys from one another, under the data key of the ledger as it is, whatever day is
/// asked about. Without a key there is nothing to open.
fn fingerprints(context: &Context<'_>, keys: &[Secret]) -> Result<Vec<Vec<u8>>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vault::data_key(context, &*context.reader()?)?.fingerprints(keys))
}
