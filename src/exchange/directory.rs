//! What the files of a directory have in common: users, once each, and what is to be said of the
//! rows that are none.

use std::collections::HashMap;

use super::csv::{Table, TableRow};
use super::{cell, left_alone, malformed, noted, skipped};
use crate::domain::user::{DirectoryUser, Email};
use crate::failure::Result;

/// What a file says of a directory.
#[derive(Debug)]
pub struct Directory {
    pub users: Vec<DirectoryUser>,
    /// What was left out, and why.
    pub notes: Vec<String>,
}

/// What a row turned out to be.
pub(super) enum Row {
    /// A user, and what could not be taken over of them.
    User(DirectoryUser, Vec<&'static str>),
    /// Nobody, and why.
    Skipped(&'static str),
}

/// Reads the users of a table that should have these columns, and may have others; `user` tells
/// what a row is.
pub(super) fn read(
    table: Table<'_>,
    columns: &str,
    shown: &str,
    user: impl Fn(&TableRow) -> Result<Row, String>,
) -> Result<Directory> {
    let mut notes: Vec<String> =
        left_alone(shown, table.columns_beside(columns)).into_iter().collect();
    let mut roll = Roll::default();
    for row in table.rows() {
        match row {
            Ok(row) => roll.take(row.line, user(&row)),
            Err(bad) => roll.take(bad.line, Err(bad.why)),
        }
    }
    if !roll.faults.is_empty() {
        let told = |(line, why): &(u64, String)| format!("{shown}:{line}: {why}");
        return Err(malformed(shown, roll.faults.iter().map(told).collect()));
    }
    for (why, wholly, lines) in &roll.left_out {
        notes.push(if *wholly {
            skipped(shown, lines, why)
        } else {
            noted(shown, "row", lines, &format!("without {why}"))
        });
    }
    Ok(Directory { users: roll.users, notes })
}

/// The users of a file, as its rows are read.
#[derive(Default)]
struct Roll {
    users: Vec<DirectoryUser>,
    seen: HashMap<Email, u64>,
    faults: Vec<(u64, String)>,
    /// Which lines were left out, wholly or in part, by the reason.
    left_out: Vec<(&'static str, bool, Vec<u64>)>,
}

impl Roll {
    /// Takes a row down.
    fn take(&mut self, line: u64, row: Result<Row, String>) {
        match row {
            Ok(Row::User(user, without)) => {
                for what in without {
                    self.leave_out(line, what, false);
                }
                self.add(line, user);
            }
            Ok(Row::Skipped(why)) => self.leave_out(line, why, true),
            Err(why) => self.faults.push((line, why)),
        }
    }

    fn add(&mut self, line: u64, user: DirectoryUser) {
        match self.seen.insert(user.email.clone(), line) {
            Some(first) => {
                self.faults.push((line, format!("{} stands on line {first} already", user.email)));
            }
            None => self.users.push(user),
        }
    }

    fn leave_out(&mut self, line: u64, why: &'static str, wholly: bool) {
        match self.left_out.iter_mut().find(|(known, ..)| *known == why) {
            Some((_, _, lines)) => lines.push(line),
            None => self.left_out.push((why, wholly, vec![line])),
        }
    }
}

/// What stands between the email and the domain in the user principal name of a guest.
const GUEST_MARK: &str = "#ext#";

/// Whether a user principal name is a guest's.
pub(super) fn is_guest(principal: &str) -> bool {
    principal.to_ascii_lowercase().contains(GUEST_MARK)
}

/// The email that a guest's principal name was made of:
/// `bo_fabrikam.com#EXT#@contoso.onmicrosoft.com`.
pub(super) fn email_of_guest(principal: &str) -> Result<Email, String> {
    // In ASCII, so that the place found is a place of the text as it stands.
    let made_of = principal.to_ascii_lowercase().find(GUEST_MARK).and_then(|at| {
        let (local, domain) = principal.get(..at)?.rsplit_once('_')?;
        format!("{local}@{domain}").parse().ok()
    });
    made_of.map_or_else(|| cell::email(principal), Ok)
}
