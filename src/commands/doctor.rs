//! `mpn ledger doctor`: everything around a ledger that can be wrong, and what to do about it. It
//! only looks, and goes on where other commands would stop.

use std::fs;
use std::path::Path;

use super::{Context, absolute, surroundings};
use crate::domain::answer::{Answer, Body, Check, CheckStatus};
use crate::domain::role::rules::GRANTS_EVERY_ROLE;
use crate::domain::user::{Email, UserStatus};
use crate::failure::{Exit, Failure, Result, count};
use crate::seal::{DataKey, Identity};
use crate::store::{self, Facts};

/// How far a clock may be behind the newest operation, in seconds.
const CLOCK_TOLERANCE: i64 = 60;

/// Looks at everything.
pub(super) fn doctor(context: &Context<'_>) -> Result<Answer> {
    let ledger = absolute(context.settings.ledger()?);
    // Where it is a link, what counts lies around the file itself.
    let ledger = fs::canonicalize(&ledger).unwrap_or(ledger);
    let mut checks = vec![
        Check::ok("mpn", env!("CARGO_PKG_VERSION")),
        Check::ok("engine", format!("SQLite {}", store::engine())),
        config(context),
    ];
    let mut exit = Exit::Done;
    match fs::metadata(&ledger) {
        Ok(found) if !found.is_file() => {
            let what = if found.is_dir() { "a directory" } else { "no ordinary file" };
            let check = Check::error("file", format!("{} is {what}", ledger.display()));
            checks.push(check.hint("--ledger PATH names another"));
        }
        Ok(found) => {
            checks.push(Check::ok("file", format!("{}, {} bytes", ledger.display(), found.len())));
            checks.extend(surroundings::look(&ledger, &found, (context.clock)().now));
        }
        Err(error) => {
            checks.push(Check::error("file", format!("{}: {error}", ledger.display())));
        }
    }
    // Only now: opening it would take an interrupted write back.
    match context.reader() {
        Ok(reader) => {
            checks.push(opened(&reader));
            checks.push(last_seen(context));
            checks.push(clock(context, &reader));
            checks.push(acting_user(context, &reader));
            checks.push(admins(&reader));
            checks.extend(identity(context, Some(&reader)));
            checks.push(recipients(&reader));
        }
        Err(failure) => {
            let told = failure.told();
            exit = told.exit;
            checks.push(failed("ledger", &failure));
            checks.extend(identity(context, None));
        }
    }
    if exit == Exit::Done && checks.iter().any(|check| check.status == CheckStatus::Error) {
        exit = Exit::Unsound;
    }
    Ok(Body::Checked { checks, exit: exit.code() }.into())
}

/// A failure as a check.
fn failed(check: &'static str, failure: &Failure) -> Check {
    let told = failure.told();
    Check { check, status: CheckStatus::Error, message: told.message, hint: told.hint }
}

fn config(context: &Context<'_>) -> Check {
    if let Some(fault) = context.settings.fault() {
        let message = fault.details.first().unwrap_or(&fault.message).clone();
        let check = Check::error("config", message);
        return check.hint(fault.hint.clone().unwrap_or_default());
    }
    match context.settings.config() {
        Some(path) if path.exists() => Check::ok("config", path.display().to_string()),
        Some(path) => {
            Check::ok("config", format!("none at {}, and none is needed", path.display()))
        }
        None => Check::ok("config", "none, as there is no home folder"),
    }
}

fn opened(facts: &Facts) -> Check {
    match facts.head() {
        Ok(head) => {
            let operations = count(head.seq, "operation");
            let check = Check::ok("ledger", format!("{operations}, head {}", head.hash));
            check.hint("mpn ledger verify looks at every one of them")
        }
        Err(failure) => failed("ledger", &failure),
    }
}

fn last_seen(context: &Context<'_>) -> Check {
    match context.last_seen.missing() {
        Some(missing) => failed("last-seen", &super::last_seen::older(&missing)),
        None => Check::ok("last-seen", "not older than when it was seen last"),
    }
}

fn clock(context: &Context<'_>, facts: &Facts) -> Check {
    let reading = (context.clock)();
    let newest = match facts.last_recorded_at() {
        Ok(newest) => newest,
        Err(failure) => return failed("clock", &failure),
    };
    let behind = (newest - reading.now).num_seconds();
    if behind > CLOCK_TOLERANCE {
        return Check::warning(
            "clock",
            format!("this machine's clock is {behind} seconds behind the newest operation"),
        )
        .hint(
            "set the clock, or learn who recorded with a clock that was ahead: mpn history list",
        );
    }
    Check::ok("clock", "not behind the newest operation")
}

fn acting_user(context: &Context<'_>, facts: &Facts) -> Check {
    const CHECK: &str = "acting-user";
    let Some(named) = context.settings.actor_if_any() else {
        return Check::warning(CHECK, "nobody is named who acts")
            .hint("--as EMAIL, or MPN_AS, or `as` in the config file");
    };
    let Ok(email) = named.parse::<Email>() else {
        return Check::warning(CHECK, format!("`{named}` is no email")).hint("--as EMAIL");
    };
    match facts.user_if_any(&email) {
        Ok(Some(user)) if user.status == UserStatus::Active => {
            let roles: Vec<&str> = user.roles.iter().map(|role| role.word()).collect();
            let roles = if roles.is_empty() { "no roles".to_owned() } else { roles.join(", ") };
            Check::ok(CHECK, format!("{email}: {roles}"))
        }
        Ok(Some(user)) => Check::warning(CHECK, format!("{email} is {}", user.status))
            .hint("--as EMAIL names another"),
        Ok(None) => Check::warning(CHECK, format!("{email} is not a user of this ledger"))
            .hint("--as EMAIL names another"),
        Err(failure) => failed(CHECK, &failure),
    }
}

fn admins(facts: &Facts) -> Check {
    match facts.holders_of(&GRANTS_EVERY_ROLE) {
        Ok(holders) => match holders.as_slice() {
            [] => Check::warning("admins", "nobody may grant every role"),
            [sole] => Check::warning(
                "admins",
                format!("{sole} is the only user who may grant every role (ROLE-12)"),
            )
            .hint("mpn user grant EMAIL global-admin"),
            several => Check::ok("admins", format!("{} may grant every role", several.len())),
        },
        Err(failure) => failed("admins", &failure),
    }
}

/// Whether the identity is there, is private, and opens this ledger's keys. A ledger is of use
/// without one, so what is wrong with it is a warning.
fn identity(context: &Context<'_>, facts: Option<&Facts>) -> Vec<Check> {
    const CHECK: &str = "identity";
    let path = match context.settings.identity() {
        Ok(path) => absolute(path),
        Err(failure) => return vec![failed(CHECK, &failure)],
    };
    let warned = |failure: &Failure| {
        let check = failed(CHECK, failure);
        Check { status: CheckStatus::Warning, ..check }
    };
    let mut checks = Vec::new();
    checks.push(match Identity::read(&path).and_then(|identity| opens(&identity, facts)) {
        Ok(opened) => Check::ok(CHECK, format!("{}{opened}", path.display())),
        Err(failure) => warned(&failure),
    });
    checks.extend(permissions_of(&path));
    checks
}

/// What an identity opens, in words that go on after its path.
fn opens(identity: &Identity, facts: Option<&Facts>) -> Result<String> {
    let Some(facts) = facts else { return Ok(String::new()) };
    let keys = facts.data_keys()?;
    let Some(newest) = keys.last() else { return Ok(", and there is nothing to open".to_owned()) };
    DataKey::unwrap(&facts.head()?.ledger, newest, identity)?;
    Ok(" opens this ledger's keys".to_owned())
}

fn permissions_of(identity: &Path) -> Option<Check> {
    // What is no file has no permissions that would have to be mended.
    let found = fs::metadata(identity).ok().filter(fs::Metadata::is_file)?;
    Some(surroundings::private("identity-permissions", identity, &found))
}

fn recipients(facts: &Facts) -> Check {
    match facts.recipients() {
        Ok(recipients) if recipients.len() < 2 => Check::warning(
            "recipients",
            "there is one way in only: if the identity is lost, no key can ever be read",
        )
        .hint("keep a copy of the identity in a vault, or mpn seal add RECIPIENT"),
        Ok(recipients) => {
            Check::ok("recipients", format!("{} can open sealed keys", recipients.len()))
        }
        Err(failure) => failed("recipients", &failure),
    }
}
