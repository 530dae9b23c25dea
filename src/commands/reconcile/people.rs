//! The users of a directory's file and those of the ledger.

use std::collections::{HashMap, HashSet};

use super::difference;
use crate::domain::answer::{Answer, Body, Compared, DifferenceLine};
use crate::domain::event::UserEvent;
use crate::domain::import::DirectoryFile;
use crate::domain::shell;
use crate::domain::user::{self, DirectoryUser, Email, User, UserKind, UserStatus};
use crate::failure::Result;
use crate::store::Facts;

/// Compares users.
pub(super) fn compare(
    facts: &Facts,
    directory: DirectoryFile,
    rows: &[DirectoryUser],
    mending: &str,
) -> Result<Answer> {
    let here = facts.users()?;
    let by_email: HashMap<&Email, &User> = here.iter().map(|user| (&user.email, user)).collect();
    let mut lines = Vec::new();
    for row in rows {
        lines.extend(match by_email.get(&row.email) {
            None => Some(missing_here(row, mending)),
            Some(known) => differing(row, known, mending)?,
        });
    }
    let mut notes = Vec::new();
    if directory == DirectoryFile::EntraBulk {
        // It holds who is to be added, not who is there.
        notes.push("a template is no whole directory: who is missing there is not told".to_owned());
    } else {
        let there: HashSet<&Email> = rows.iter().map(|row| &row.email).collect();
        let absent = here.iter().filter(|user| !there.contains(&user.email));
        let absent = absent.filter(|user| user.status != UserStatus::Offboarded);
        lines.extend(absent.map(|user| {
            let here = format!("{} {}", user.status, user.kind);
            let hint = format!("mpn user offboard {}", shell::word(&user.email));
            difference(Compared::User, &user.email, Some(here), None, hint)
        }));
    }
    Ok(Answer { notes, ..Body::Differences(lines).into() })
}

fn missing_here(row: &DirectoryUser, mending: &str) -> DifferenceLine {
    let disabled = row.enabled == Some(false);
    let status = if disabled { UserStatus::Disabled } else { UserStatus::Active };
    let name = if row.name.is_empty() { row.email.as_str() } else { &row.name };
    let hint = if disabled {
        // Nobody is added disabled but by an import.
        mending.to_owned()
    } else {
        let guest = if row.kind == UserKind::Guest { " --guest" } else { "" };
        let country = row.country.as_ref();
        let country = country.map(|country| format!(" --country {country}")).unwrap_or_default();
        let (email, name) = (shell::word(&row.email), shell::option("--name", name));
        format!("mpn user add {email} {name}{guest}{country}")
    };
    let there = format!("{status} {}", row.kind);
    difference(Compared::User, &row.email, None, Some(there), hint)
}

/// What an import of the row would change, as it is here and there.
fn differing(row: &DirectoryUser, known: &User, mending: &str) -> Result<Option<DifferenceLine>> {
    let line = |here: String, there: String, hint: String| {
        difference(Compared::User, &known.email, Some(here), Some(there), hint)
    };
    if known.status == UserStatus::Offboarded && row.enabled == Some(true) {
        let name = if row.name.is_empty() { &known.name } else { &row.name };
        let (email, name) = (shell::word(&known.email), shell::option("--name", name));
        let hint = format!("mpn user add {email} {name}");
        return Ok(Some(line("offboarded".to_owned(), "active".to_owned(), hint)));
    }
    // Whether the last admin would be disabled is a matter of the import, not of what differs.
    let Some(UserEvent::UserUpdated { name, country, status, user_kind, .. }) =
        user::rules::import(row, Some(known), 1)?
    else {
        return Ok(None);
    };
    let (mut here, mut there) = (Vec::new(), Vec::new());
    let mut differs = |what: &str, ours: String, theirs: String| {
        here.push(format!("{what} {ours}"));
        there.push(format!("{what} {theirs}"));
    };
    let mut hint = format!("mpn user update {}", shell::word(&known.email));
    if let Some(name) = &name {
        differs("name", shell::word(&known.name), shell::word(name));
        hint.push_str(&format!(" {}", shell::option("--name", name)));
    }
    if let Some(country) = &country {
        let ours = known.country.as_ref().map_or("none".to_owned(), ToString::to_string);
        differs("country", ours, country.to_string());
        hint.push_str(&format!(" --country {country}"));
    }
    if let Some(status) = status {
        differs("status", known.status.to_string(), status.to_string());
    }
    if let Some(kind) = user_kind {
        differs("kind", known.kind.to_string(), kind.to_string());
    }
    if status.is_some() || user_kind.is_some() {
        mending.clone_into(&mut hint);
    }
    Ok(Some(line(here.join(", "), there.join(", "), hint)))
}
