//! Requests that stand in a file or on standard input.

use std::io::Read;

use crate::catalog;
use crate::domain::request::{Load, Request};
use crate::domain::secret::Secret;
use crate::domain::user::Email;
use crate::exchange::{Place, entra, keys, malformed};
use crate::failure::{Failure, Result};

/// Reads the request.
pub(super) fn request(load: Load, stdin: &mut dyn Read) -> Result<Request> {
    match load {
        Load::Keys { mut add, file, any_text } => {
            let place = Place::typed(&file);
            let read = keys::read(&place.text(stdin)?, &place.shown(), any_text)?;
            add.keys = read.keys;
            add.lines = read.lines;
            Ok(Request::AddKeys(add))
        }
        Load::Entra { file } => {
            let place = Place::typed(&file);
            let users = entra::read(&place.text(stdin)?, &place.shown())?;
            Ok(Request::ImportUsers { users })
        }
        Load::SeatUsers { benefit } => Ok(Request::AssignSeats { benefit, users: emails(stdin)? }),
        Load::KeyUsers(mut get) => {
            get.users = emails(stdin)?;
            Ok(Request::GetKeys(get))
        }
        Load::SupportIds { mut confirm, file } => {
            let place = file.as_deref().map_or(Place::Stdin, Place::typed);
            confirm.ids = ids(&place.text(stdin)?, &place.shown())?;
            Ok(Request::ConfirmSupport(confirm))
        }
        Load::Catalog { file } => {
            Ok(Request::UseCatalog { program: Box::new(catalog::read(&file)?.program) })
        }
    }
}

/// Access ID and Contract ID, on two lines; blank lines and `#` comments are skipped.
pub(super) fn ids(text: &str, shown: &str) -> Result<Vec<Secret>> {
    let lines = text.lines().map(str::trim);
    let ids: Vec<Secret> =
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(Secret::new).collect();
    if ids.len() == 2 {
        return Ok(ids);
    }
    let found = crate::failure::count(ids.len() as u64, "line");
    Err(Failure::usage("malformed-file", format!("{shown} holds {found} where two are wanted"))
        .hint("the Access ID on the first line, the Contract ID on the second"))
}

/// Emails, one a line; blank lines and `#` comments are skipped.
fn emails(stdin: &mut dyn Read) -> Result<Vec<Email>> {
    let place = Place::Stdin;
    let text = place.text(stdin)?;
    let mut emails: Vec<Email> = Vec::new();
    let mut faults = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match text.parse::<Email>() {
            Ok(email) if emails.contains(&email) => {
                faults.push(format!("{}:{line}: {email} stands there already", place.shown()));
            }
            Ok(email) => emails.push(email),
            Err(why) => faults.push(format!("{}:{line}: {why}", place.shown())),
        }
    }
    if !faults.is_empty() {
        return Err(malformed(&place.shown(), faults).hint("one email a line"));
    }
    if emails.is_empty() {
        return Err(
            Failure::usage("no-emails", "standard input holds no email").hint("one email a line")
        );
    }
    Ok(emails)
}
