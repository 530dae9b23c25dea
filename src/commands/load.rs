//! Requests that stand in a file or on standard input.

use std::io::Read;

use zeroize::Zeroizing;

use crate::catalog;
use crate::domain::call::Load;
use crate::domain::import::{DirectoryFile, FileKind, ImportSeats};
use crate::domain::ledger::LedgerRequest;
use crate::domain::request::{
    ApplyPlan, KeyRequest, OperationRequest, Request, SeatRequest, SupportRequest, UserRequest,
};
use crate::domain::secret::Secret;
use crate::domain::user::Email;
use crate::exchange::csv::may_be_a_table;
use crate::exchange::directory::Directory;
use crate::exchange::{
    Place, empty, entra, entra_bulk, holds_no_secret, keys, keys_export, lines_said, m365,
    malformed, visual_studio, wishes,
};
use crate::failure::{Failure, Result, count};

/// A request that was read, and what is to be said of its file.
pub(super) struct Loaded {
    pub(super) request: Request,
    pub(super) notes: Vec<String>,
}

/// Reads the request.
pub(super) fn request(load: Load, stdin: &mut dyn Read) -> Result<Loaded> {
    let request = match load {
        Load::Keys { mut add, file, any_text } => {
            let (text, shown) = text_of(&Place::typed(&file), stdin)?;
            let read = keys::read(&text, &shown, any_text)?;
            add.keys = read.keys;
            add.lines = read.lines;
            KeyRequest::AddKeys(add).into()
        }
        Load::Entra { file } => {
            let (text, shown) = table_of(&Place::typed(&file), stdin)?;
            let loaded = users(DirectoryFile::OfUsers, entra::read(&text, &shown)?);
            holds_something(&loaded.request, &shown)?;
            return Ok(loaded);
        }
        Load::Import { kind, file, may_be_empty } => {
            let place = Place::typed(&file);
            let loaded = import(kind, &place, stdin)?;
            if !may_be_empty {
                holds_something(&loaded.request, &place.shown())?;
            }
            return Ok(loaded);
        }
        Load::SeatUsers { benefit } => {
            SeatRequest::AssignSeats { benefit, users: emails(stdin)? }.into()
        }
        Load::KeyUsers(mut get) => {
            get.users = emails(stdin)?;
            KeyRequest::GetKeys(get).into()
        }
        Load::Wishes { file, prune, partial } => {
            let place = Place::typed(&file);
            let wishes = wishes::read(&place.table(stdin)?, &place)?;
            if prune && wishes.seats.is_empty() {
                let shown = place.shown();
                let message = format!("--prune is about [[seat]] tables, and {shown} has none");
                return Err(Failure::usage("nothing-to-prune", message)
                    .hint("leave --prune out; what a plan takes away stands in its rows"));
            }
            let wishes::Wishes { rows, seats, planned_on } = wishes;
            let shown = place.shown();
            let plan = ApplyPlan { rows, seats, prune, partial, planned_on, shown };
            OperationRequest::ApplyPlan(plan).into()
        }
        Load::SupportIds { mut confirm, file } => {
            let place = file.as_deref().map_or(Place::Stdin, Place::typed);
            let (text, shown) = text_of(&place, stdin)?;
            confirm.ids = ids(&text, &shown)?;
            SupportRequest::ConfirmSupport(confirm).into()
        }
        Load::Catalog { file } => {
            let program = Box::new(catalog::read(&file)?.program);
            LedgerRequest::UseCatalog { program }.into()
        }
    };
    Ok(Loaded { request, notes: Vec::new() })
}

/// The text of a file, which may hold secrets, and how messages call it.
fn text_of(place: &Place, stdin: &mut dyn Read) -> Result<(Zeroizing<String>, String)> {
    Ok((Zeroizing::new(place.text(stdin)?), place.shown()))
}

/// The text of a table, which holds no secrets, and how messages call it.
fn table_of(place: &Place, stdin: &mut dyn Read) -> Result<(Zeroizing<String>, String)> {
    let (text, shown) = (Zeroizing::new(place.table(stdin)?), place.shown());
    may_be_a_table(&text, &shown)?;
    holds_no_secret(&text, &shown)?;
    Ok((text, shown))
}

/// Holds an import to bringing something: what came out empty says nothing of who is there.
fn holds_something(request: &Request, shown: &str) -> Result<()> {
    let missing = match request {
        Request::User(UserRequest::ImportUsers { users, .. }) if users.is_empty() => "user",
        Request::Seat(SeatRequest::ImportSeats(import)) if import.seats.is_empty() => "seat",
        Request::Key(KeyRequest::ImportKeys(import)) if import.products.is_empty() => "product",
        _ => return Ok(()),
    };
    Err(empty(shown, missing))
}

/// The import of the users whom a directory tells of.
fn users(directory: DirectoryFile, read: Directory) -> Loaded {
    let request = UserRequest::ImportUsers { directory, users: read.users }.into();
    Loaded { request, notes: read.notes }
}

/// The request that a file of another system amounts to.
fn import(kind: FileKind, place: &Place, stdin: &mut dyn Read) -> Result<Loaded> {
    let read = if kind == FileKind::KeysExport { text_of } else { table_of };
    let (text, shown) = read(place, stdin)?;
    Ok(match kind {
        FileKind::Entra => users(DirectoryFile::Entra, entra::read(&text, &shown)?),
        FileKind::EntraBulk => users(DirectoryFile::EntraBulk, entra_bulk::read(&text, &shown)?),
        FileKind::M365 => users(DirectoryFile::M365, m365::read(&text, &shown)?),
        FileKind::VisualStudio => {
            let read = visual_studio::read(&text, &shown)?;
            let import = ImportSeats { seats: read.seats, shown };
            Loaded { request: SeatRequest::ImportSeats(import).into(), notes: read.notes }
        }
        FileKind::KeysExport => {
            let read = keys_export::read(&text, &shown)?;
            Loaded { request: KeyRequest::ImportKeys(read.import).into(), notes: read.notes }
        }
    })
}

/// An ID is opaque, but nothing so long is one; in bytes.
const LONGEST_ID: usize = 1_000;

/// Access ID and Contract ID, on two lines; blank lines and `#` comments are skipped.
pub(super) fn ids(text: &str, shown: &str) -> Result<Vec<Secret>> {
    let wrong = |why: String| {
        Failure::usage("malformed-file", why)
            .hint("the Access ID on the first line, the Contract ID on the second")
    };
    let ids: Vec<Secret> = lines_said(text).map(|(_, line)| Secret::new(line)).collect();
    if let Some(long) = ids.iter().find(|id| id.reveal().len() > LONGEST_ID) {
        let length = long.reveal().len();
        return Err(wrong(format!("{shown}: an ID of {length} bytes")));
    }
    if ids.len() == 2 {
        return Ok(ids);
    }
    let found = count(ids.len() as u64, "line");
    Err(wrong(format!("{shown} holds {found} where two are wanted")))
}

/// Emails, one a line; blank lines and `#` comments are skipped.
fn emails(stdin: &mut dyn Read) -> Result<Vec<Email>> {
    let (text, shown) = text_of(&Place::Stdin, stdin)?;
    let mut emails: Vec<Email> = Vec::new();
    let mut faults = Vec::new();
    for (line, text) in lines_said(&text) {
        match text.parse::<Email>() {
            Ok(email) if emails.contains(&email) => {
                faults.push(format!("{shown}:{line}: {email} stands there already"));
            }
            Ok(email) => emails.push(email),
            // A slip is shown; what no email was ever meant to be may be anything.
            Err(why) if text.contains('@') || text.chars().all(char::is_alphabetic) => {
                faults.push(format!("{shown}:{line}: {why}"));
            }
            Err(_) => faults.push(format!("{shown}:{line}: no email, like bo@contoso.com")),
        }
    }
    if !faults.is_empty() {
        return Err(malformed(&shown, faults).hint("one email a line"));
    }
    if emails.is_empty() {
        let failure = Failure::usage("no-emails", "standard input holds no email");
        return Err(failure.hint("one email a line"));
    }
    Ok(emails)
}
