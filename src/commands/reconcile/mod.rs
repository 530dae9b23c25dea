//! `mpn reconcile`: what a file of another system has otherwise than the ledger, each difference
//! with the command that would mend it. Nothing is changed, and no lock is taken.

mod keys;
mod people;
mod seats;

use std::path::Path;

use super::{Context, data_key, read_with};
use crate::domain::answer::{Answer, Body, Compared, DifferenceLine, What};
use crate::domain::call::Call;
use crate::domain::import::FileKind;
use crate::domain::request::{KeyRequest, Request, SeatRequest, UserRequest};
use crate::domain::secret::Secret;
use crate::domain::shell;
use crate::failure::{Failure, Result};

/// Compares a file with the ledger.
pub(super) fn reconcile(
    context: &Context<'_>,
    kind: FileKind,
    file: &Path,
    import: &Call,
) -> Result<Answer> {
    let mending = format!("mpn import {kind} {}", shell::path(file));
    let mut answer = match import {
        Call::Write(Request::User(UserRequest::ImportUsers { directory, users })) => {
            read_with(context, |facts| people::compare(facts, *directory, users, &mending))
        }
        Call::Write(Request::Seat(SeatRequest::ImportSeats(import))) => {
            read_with(context, |facts| seats::compare(facts, import))
        }
        Call::Write(Request::Key(KeyRequest::ImportKeys(import))) => {
            let fingerprints = fingerprints(context, &import.keys);
            read_with(context, |facts| keys::compare(facts, import, fingerprints?, &mending))
        }
        _ => Err(Failure::failed("failed", "only what can be imported can be compared")),
    }?;
    if let Body::Differences(lines) = &mut answer.body {
        // Typed one after another, each hint finds what it wants: an import comes after what it
        // would have done as well.
        lines.sort_by_key(|line| (line.what, line.hint == mending));
    }
    Ok(answer)
}

/// A difference, by what is here and what is there.
fn difference(
    kind: Compared,
    subject: &dyn ToString,
    here: Option<String>,
    there: Option<String>,
    hint: String,
) -> DifferenceLine {
    let what = match (&here, &there) {
        (None, _) => What::MissingHere,
        (_, None) => What::MissingThere,
        (Some(_), Some(_)) => What::Different,
    };
    DifferenceLine { what, kind, subject: subject.to_string(), here, there, hint }
}

/// What tells keys from one another, under the data key of the ledger as it is, whatever day is
/// asked about. Without a key there is nothing to open.
fn fingerprints(context: &Context<'_>, keys: &[Secret]) -> Result<Vec<Vec<u8>>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let newest = data_key::newest(context, &*context.reader()?)?;
    Ok(newest.fingerprints(keys))
}
