//! `mpn why`: the rules of a command, told; nothing is done, and nobody is waited for.

use chrono::{NaiveDate, NaiveTime};

use super::prepared::{Prepared, with_people_called};
use super::{
    Context, authorize, authorize_for, carry_out, holders, is_refusal, permission, reading_of,
    stepped_back, undo,
};
use crate::domain::answer::{Answer, Body, Why};
use crate::domain::call::{Call, Keep};
use crate::domain::event::Event;
use crate::domain::export::Export;
use crate::domain::ledger::LedgerRequest;
use crate::domain::operation::Apart;
use crate::domain::program::Program;
use crate::domain::request::{KeyRequest, OperationRequest, Request};
use crate::domain::role::{Permission, Role, RolePair};
use crate::domain::rules::{self};
use crate::domain::user::Email;
use crate::failure::{Failure, Result};
use crate::store::{Reader, Reading};

/// How many days are tried one after another: each refusal may name a later one.
const DAYS_TRIED: usize = 8;

/// The request that a call is, of which the rules have something to say.
fn asked_about(call: Call) -> Result<Request> {
    match call {
        Call::Write(request) => Ok(request),
        Call::Export(Export { reveal: Some(reveal), .. }) => {
            Ok(KeyRequest::ExportKeys(reveal).into())
        }
        _ => Err(Failure::usage(
            "nothing-to-explain",
            "the rules of the program have nothing to say of it: it records nothing",
        )
        .hint("mpn why NOUN VERB …, of a command that records something")),
    }
}

/// What is done to the file as a whole is no operation in its log; whether it can be done, apart
/// from the role that it takes, is found out by doing it (ROLE-13).
fn of_the_file(context: &Context<'_>, command: &str) -> Result<Answer> {
    let (reader, actor) = (context.reader()?, context.actor()?);
    let permission = Permission::Activate;
    let mut why = Why {
        command: command.to_owned(),
        roles: permission.roles(&*reader.program()?),
        holders: holders(&reader, &[permission])?,
        rules: rules::in_order(&["ROLE-13"]).collect(),
        ..Why::default()
    };
    match authorize(&reader, &actor, permission) {
        Ok(_) => why.allowed = true,
        Err(failure) if is_refusal(&failure) => {
            let told = failure.told();
            (why.exit, why.code) = (told.exit.code(), Some(told.code.to_owned()));
            (why.message, why.hint) = (Some(told.message), told.hint);
        }
        Err(failure) => return Err(failure),
    }
    Ok(Body::Why(Box::new(why)).into())
}

/// Says what the rules say of a call.
pub(super) fn why(context: &Context<'_>, call: Call) -> Result<Answer> {
    match call {
        Call::Keep(Keep::Rebuild) => return of_the_file(context, "ledger rebuild"),
        Call::Keep(Keep::Restore { .. }) => return of_the_file(context, "ledger restore"),
        _ => {}
    }
    let request = with_people_called(context, asked_about(call)?)?;
    let actor = context.actor()?;
    let prepared = Prepared::new(context, &actor, &request)?;
    let mut reader = context.reader()?;
    if context.as_of.is_some() {
        // Who may look back is decided by the ledger as it is.
        authorize(&reader, &actor, Permission::Read)?;
        reader = stepped_back(context, reader)?;
    }
    let reading = reading_of(context, &reader);
    let program = reader.program()?;
    let mut ids = request.rules();
    let permissions = match &request {
        Request::Operation(OperationRequest::UndoOperation(wanted)) => {
            undo::permissions(&reader, wanted.operation.as_deref())?
        }
        other => vec![permission(&reader, other)?],
    };
    ids.extend(permissions.iter().map(|permission| permission.rule()));
    let mut outcome = imagined(&mut reader, reading, context.on, &actor, &prepared)?;
    if let Some(first) = context.last_seen.amiss().first()
        && request != Request::Ledger(LedgerRequest::AcceptRollback)
    {
        // What somebody saw is no fact of the ledger, and comes before every rule.
        outcome = Err(first.failure());
    }
    let mut why = Why {
        command: request.verb().command.to_owned(),
        allowed: outcome.is_ok(),
        roles: roles_with_all(&permissions, &program),
        role_pairs: pairs_with_all(&permissions, &program),
        holders: holders(&reader, &permissions)?,
        ..Why::default()
    };
    match outcome {
        Ok(events) => {
            let Apart { warnings, events, .. } = Apart::of(events);
            if events.is_empty() {
                why.message = Some("nothing to do: it is so already".to_owned());
            }
            (why.warnings, why.events) = (warnings, events);
        }
        Err(failure) => {
            let told = failure.told();
            why.exit = told.exit.code();
            why.earliest = first_day(&mut reader, reading, &actor, &prepared, told.earliest)?;
            ids.extend(told.rule);
            why.code = Some(told.code.to_owned());
            why.message = Some(told.message);
            why.hint = told.hint;
        }
    }
    why.rules = rules::in_order(&ids).collect();
    Ok(Body::Why(Box::new(why)).into())
}

/// The roles that have every one of these permissions; none where any MPN-associated user has.
fn roles_with_all(permissions: &[Permission], program: &Program) -> Vec<Role> {
    let wanted = permissions.iter().map(|permission| permission.roles(program));
    let mut wanted = wanted.filter(|roles| !roles.is_empty());
    let mut all = wanted.next().unwrap_or_default();
    for roles in wanted {
        all.retain(|role| roles.contains(role));
    }
    all
}

/// The pairs of roles that have every one of these permissions together.
fn pairs_with_all(permissions: &[Permission], program: &Program) -> Vec<RolePair> {
    let has_all = |RolePair(one, other): &RolePair| {
        permissions.iter().all(|permission| permission.is_held_by(&[*one, *other], program))
    };
    permissions.iter().flat_map(|permission| permission.pairs(program)).filter(has_all).collect()
}

/// What the request would record, or how it would be refused. What is no refusal is a failure of
/// this command.
fn imagined(
    reader: &mut Reader,
    reading: Reading,
    on: Option<NaiveDate>,
    actor: &Email,
    prepared: &Prepared<'_>,
) -> Result<Result<Vec<Event>>> {
    let decided = reader.imagine(reading, on, |change| {
        let decided = authorize_for(change, actor, prepared.request)
            .and_then(|acting| carry_out(change, &acting, prepared));
        Ok(decided.map(|()| change.events().to_vec()))
    })?;
    match decided {
        Err(failure) if !is_refusal(&failure) => Err(failure),
        decided => Ok(decided),
    }
}

/// The first day on which it is allowed, as far as refusals name days.
fn first_day(
    reader: &mut Reader,
    reading: Reading,
    actor: &Email,
    prepared: &Prepared<'_>,
    earliest: Option<NaiveDate>,
) -> Result<Option<NaiveDate>> {
    let mut day = earliest;
    for _ in 0..DAYS_TRIED {
        let Some(tried) = day else { return Ok(None) };
        let then = Reading { now: tried.and_time(NaiveTime::MIN).and_utc(), fixed: reading.fixed };
        match imagined(reader, then, None, actor, prepared)? {
            Ok(_) => return Ok(Some(tried)),
            // A refusal that names no later day will not pass by waiting.
            Err(failure) => day = failure.told().earliest.filter(|later| *later > tried),
        }
    }
    Ok(None)
}
