//! `mpn ledger doctor`: everything around a ledger that can be wrong, and what to do about it. It
//! only looks, and goes on where other commands would stop.

use std::fs;
use std::path::Path;

use super::{Amiss, Context, absolute, amiss, surroundings};
use crate::domain::answer::{Answer, Body, Check, CheckStatus};
use crate::domain::role::rules::GRANTS_EVERY_ROLE;
use crate::domain::user::{Email, UserStatus};
use crate::failure::{Exit, Failure, Result, count};
use crate::seal::{DataKey, Identity};
use crate::store::{self, Facts};

/// How far a clock may be behind the newest operation, in seconds.
const CLOCK_TOLERANCE: i64 = 60;

/// How far it may be ahead of it, in days.
const DAYS_AHEAD: i64 = 45;

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
            checks.push(looked("ledger", opened(&reader)));
            checks.push(last_seen(context));
            checks.push(looked("seal-print", seal_print(context, &reader)));
            checks.push(looked("clock", clock(context, &reader)));
            checks.push(looked("acting-user", acting_user(context, &reader)));
            checks.push(looked("admins", admins(&reader)));
            checks.extend(identity(context, Some(&reader)));
            checks.push(looked("recipients", recipients(&reader)));
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

/// A check; that it could not be made is an error of its own.
fn looked(check: &'static str, found: Result<Check>) -> Check {
    found.unwrap_or_else(|failure| failed(check, &failure))
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

fn opened(facts: &Facts) -> Result<Check> {
    let head = facts.head()?;
    let operations = count(head.seq, "operation");
    Ok(Check::ok("ledger", format!("{operations}, head {}", head.hash))
        .hint("mpn ledger verify looks at every one of them"))
}

fn last_seen(context: &Context<'_>) -> Check {
    let amiss = context.last_seen.amiss();
    match amiss.iter().find(|amiss| !matches!(amiss, Amiss::Sealed { .. })) {
        Some(amiss) => failed("last-seen", &amiss.failure()),
        None => Check::ok("last-seen", "not older than when it was seen last"),
    }
}

/// Whether the ledger's seal is the one that the config file names for its place.
fn seal_print(context: &Context<'_>, facts: &Facts) -> Result<Check> {
    let print = amiss::seal_print(facts)?.unwrap_or_default();
    let amiss = context.last_seen.amiss();
    Ok(match amiss.iter().find(|amiss| matches!(amiss, Amiss::Sealed { .. })) {
        Some(amiss) => failed("seal-print", &amiss.failure()),
        None if context.named_print().is_some() => {
            Check::ok("seal-print", format!("{print}, as the config file names it"))
        }
        None => Check::ok("seal-print", format!("{print}, which no config file names")),
    })
}

fn clock(context: &Context<'_>, facts: &Facts) -> Result<Check> {
    let now = (context.clock)().now;
    let trusted = facts.last_trusted_at(now)?.unwrap_or(now);
    // What a clock that was ahead recorded counts for nothing, and is worth a look.
    let behind = (facts.last_recorded_at()? - now).num_seconds();
    let ahead = (now - trusted).num_days();
    if behind <= CLOCK_TOLERANCE && ahead <= DAYS_AHEAD {
        return Ok(Check::ok("clock", "in step with the newest operation"));
    }
    if ahead > DAYS_AHEAD {
        let message = format!("this machine's clock is {ahead} days ahead of the newest operation");
        return Ok(Check::warning("clock", message).hint("set the clock, unless it is right"));
    }
    let message = format!("this machine's clock is {behind} seconds behind the newest operation");
    let hint = "set the clock, or learn who recorded with a clock that was ahead: mpn history list";
    Ok(Check::warning("clock", message).hint(hint))
}

fn acting_user(context: &Context<'_>, facts: &Facts) -> Result<Check> {
    let warning = |message: String| Check::warning("acting-user", message);
    let Some(named) = context.settings.actor_if_any() else {
        return Ok(warning("nobody is named who acts".to_owned())
            .hint("--as EMAIL, or MPN_AS, or \"as\" in the config file"));
    };
    let Ok(email) = named.parse::<Email>() else {
        return Ok(warning(format!("`{named}` is no email")).hint("--as EMAIL"));
    };
    let what = match facts.user_if_any(&email)? {
        Some(user) if user.status == UserStatus::Active => {
            let roles: Vec<&str> = user.roles.iter().map(|role| role.word()).collect();
            let roles = if roles.is_empty() { "no roles".to_owned() } else { roles.join(", ") };
            return Ok(Check::ok("acting-user", format!("{email}: {roles}")));
        }
        Some(user) => user.status.to_string(),
        None => "not a user of this ledger".to_owned(),
    };
    Ok(warning(format!("{email} is {what}")).hint("--as EMAIL names another"))
}

fn admins(facts: &Facts) -> Result<Check> {
    Ok(match facts.holders_of(&GRANTS_EVERY_ROLE)?.as_slice() {
        [] => Check::warning("admins", "nobody may grant every role"),
        [sole] => {
            let message = format!("{sole} is the only user who may grant every role (ROLE-12)");
            Check::warning("admins", message).hint("mpn user grant EMAIL global-admin")
        }
        several => Check::ok("admins", format!("{} may grant every role", several.len())),
    })
}

/// Whether the identity is there, is private, and opens this ledger's keys. A ledger is of use
/// without one, so what is wrong with it is a warning.
fn identity(context: &Context<'_>, facts: Option<&Facts>) -> Vec<Check> {
    const CHECK: &str = "identity";
    let path = match context.settings.identity() {
        Ok(path) => absolute(path),
        Err(failure) => return vec![failed(CHECK, &failure)],
    };
    let opened = match Identity::read(&path).and_then(|identity| opens(&identity, facts)) {
        Ok(opened) => Check::ok(CHECK, format!("{}{opened}", path.display())),
        Err(failure) => Check { status: CheckStatus::Warning, ..failed(CHECK, &failure) },
    };
    std::iter::once(opened).chain(permissions_of(&path)).collect()
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

fn recipients(facts: &Facts) -> Result<Check> {
    let ways_in = facts.recipients()?.len();
    if ways_in >= 2 {
        return Ok(Check::ok("recipients", format!("{ways_in} can open sealed keys")));
    }
    let message = "there is one way in only: if the identity is lost, no key can ever be read";
    let hint = "keep a copy of the identity in a vault, or mpn seal add RECIPIENT";
    Ok(Check::warning("recipients", message).hint(hint))
}
