//! `mpn undo`: an operation is taken back by another, for what nothing later has touched.

// What is forgotten does not compile.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

mod back;
mod since;

use super::{authorize, is_refusal};
use crate::domain::event::{Event, LedgerEvent, OperationEvent, UserEvent};
use crate::domain::fact::{Final, WayBack};
use crate::domain::membership::rules::administered_here;
use crate::domain::operation::Operation;
use crate::domain::refusal::{MembershipRefusal, OperationRefusal, Refusal};
use crate::domain::role::Permission;
use crate::domain::undo;
use crate::domain::user::{Email, User};
use crate::failure::{Failure, Result};
use crate::store::{Change, Facts};

use back::{Taking, Then, Way};
use since::Since;

/// How many reasons an error tells.
const REASONS_TOLD: usize = 50;

/// Takes an operation back: the newest, unless one is named. Nothing when it is taken back already.
pub(super) fn undo(
    change: &mut Change,
    acting: &User,
    name: Option<&str>,
    consented: Option<u64>,
) -> Result<()> {
    let operation = named(change, name, consented)?;
    authorize_as_at_first(change, &acting.email, &operation)?;
    if change.undone_by(operation.seq)?.is_some() {
        return Ok(());
    }
    let mut since = Since::new(change, operation)?;
    let refused = standing_in_the_way(change, &mut since)?;
    if !refused.is_empty() {
        return Err(failure(&since.operation, refused));
    }
    admit(change, &since.operation)?;
    change.record(Event::Operation(OperationEvent::OperationUndone {
        operation: since.operation.seq,
        command: since.operation.command.clone(),
    }))?;
    take_back(change, acting, &mut since)
}

/// Asks for every role that an operation's own commands wanted, and that what it undid wanted at
/// first (ROLE-13).
pub(super) fn authorize_as_at_first(
    facts: &Facts,
    actor: &Email,
    operation: &Operation,
) -> Result<()> {
    for permission in undo::permissions(&first_of(facts, operation)?) {
        authorize(facts, actor, permission)?;
    }
    Ok(())
}

/// What one must be allowed to undo an operation; nothing is asked of one that is not there.
pub(super) fn permissions(facts: &Facts, name: Option<&str>) -> Result<Vec<Permission>> {
    match named(facts, name, None) {
        Ok(operation) => Ok(undo::permissions(&first_of(facts, &operation)?)),
        Err(failure) if is_refusal(&failure) => Ok(Vec::new()),
        Err(failure) => Err(failure),
    }
}

/// The operation with that number or request id, else the one that was consented to, else the
/// newest.
fn named(facts: &Facts, name: Option<&str>, consented: Option<u64>) -> Result<Operation> {
    if let Some(name) = name {
        return facts.operation_named(name);
    }
    let newest = facts.head()?.seq;
    let operation = consented.unwrap_or(newest);
    facts.operation(operation)?.ok_or_else(|| {
        Refusal::Operation(OperationRefusal::NoSuchOperation {
            operation: operation.to_string(),
            newest,
        })
        .into()
    })
}

/// What an undo of an undo of … was about at first: the role that wanted is wanted again.
fn first_of(facts: &Facts, operation: &Operation) -> Result<Operation> {
    let mut first = operation.clone();
    while let Some(target) = undo::undone_by_it(&first) {
        match facts.operation(target)? {
            Some(operation) => first = operation,
            None => break,
        }
    }
    Ok(first)
}

/// What the operation's command recorded and what can be put back.
fn facts_of(operation: &Operation) -> impl DoubleEndedIterator<Item = &Event> {
    operation.events.iter().filter(|event| undo::is_taken_back(event))
}

/// What keeps an operation from being taken back, whatever the rules say of its parts: what cannot
/// be taken back, and what was touched since.
fn standing_in_the_way(facts: &Facts, since: &mut Since) -> Result<Vec<Failure>> {
    let mut refused: Vec<Refusal> = Vec::new();
    let operation = since.operation.clone();
    for event in facts_of(&operation) {
        let mut reasons = Vec::new();
        let undoing = event.fact().undoing();
        if let WayBack::Never(fact) = undoing.way_back {
            reasons.push(not_undoable(&operation, fact));
        }
        for subject in undoing.about {
            reasons.extend(since.touched(facts, &subject)?);
        }
        for reason in reasons {
            if !refused.contains(&reason) {
                refused.push(reason);
            }
        }
        // All else that founded the ledger goes the same way, and nobody reads a thousand reasons.
        if matches!(event, Event::Ledger(LedgerEvent::LedgerFounded { .. }))
            || refused.len() > REASONS_TOLD
        {
            break;
        }
    }
    Ok(refused.into_iter().map(Failure::from).collect())
}

fn not_undoable(operation: &Operation, fact: Final) -> Refusal {
    let command = operation.command.clone();
    Refusal::Operation(OperationRefusal::NotUndoable { operation: operation.seq, command, fact })
}

/// Whether benefits are acted on here, if the operation did (MEM-3, MEM-4).
fn admit(facts: &Facts, operation: &Operation) -> Result<()> {
    if !facts_of(operation).any(undo::acts_on_benefits) {
        return Ok(());
    }
    administered_here(&facts.organization()?, &*facts.program()?)?;
    let cancels = undo::permissions(operation).contains(&Permission::Cancel);
    if cancels || facts.has_active_offer()? {
        Ok(())
    } else {
        Err(MembershipRefusal::NoActiveOffer.into())
    }
}

/// Takes the facts back, the last one first; all of them, or none and every reason why not.
fn take_back(change: &mut Change, acting: &User, since: &mut Since) -> Result<()> {
    let operation = since.operation.clone();
    let mut ways = ways(change, &operation)?;
    let mut taking = Taking { change, acting, since };
    let mut refused = Vec::new();
    while let Some(way) = ways.pop() {
        match way(&mut taking) {
            Ok(events) => taking.change.record_all(events)?,
            Err(failure) if is_refusal(&failure) => {
                refused.push(failure);
                if refused.len() > REASONS_TOLD {
                    break;
                }
            }
            // What comes before a refused fact may not be there as it was.
            Err(_) if !refused.is_empty() => break,
            Err(failure) => return Err(failure),
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(self::failure(&operation, refused)) }
}

/// The way back of each fact of the operation, in their order; but people have their former emails
/// back last of all: until then they are called as the operation is told. Where no fact hides what
/// was before it, nothing has to be replayed.
fn ways<'o>(change: &Change, operation: &'o Operation) -> Result<Vec<Way<'o>>> {
    let hidden = facts_of(operation).any(undo::hides_what_was_before);
    let mut then = Then(if hidden { Some(change.before(operation.seq)?) } else { None });
    let (mut renamed, mut others) = (Vec::new(), Vec::new());
    for event in &operation.events {
        if undo::is_taken_back(event) {
            let way = back::way(&then, event)?;
            if let Event::User(UserEvent::UserRenamed { to, .. }) = event {
                // Who was added by this operation is gone by then.
                if !adds(operation, to) {
                    renamed.push(way);
                }
            } else {
                others.push(way);
            }
        }
        if let Then(Some(past)) = &mut then {
            past.pass(operation.seq)?;
        }
    }
    renamed.append(&mut others);
    Ok(renamed)
}

/// Whether an operation added a user who is called so now.
fn adds(operation: &Operation, user: &Email) -> bool {
    operation.events.iter().any(
        |event| matches!(event, Event::User(UserEvent::UserAdded(added)) if added.user == *user),
    )
}

/// One reason as it is; of several, all of them.
fn failure(operation: &Operation, mut refused: Vec<Failure>) -> Failure {
    if refused.len() == 1 {
        return refused.remove(0);
    }
    let told: Vec<_> = refused.iter().map(Failure::told).collect();
    let mut details: Vec<String> = told
        .iter()
        .take(REASONS_TOLD)
        .map(|told| match &told.hint {
            Some(hint) => format!("{} ({hint})", told.message),
            None => told.message.clone(),
        })
        .collect();
    let more = told.len() > REASONS_TOLD;
    if more {
        details.push("… and more".to_owned());
    }
    let days: Option<Vec<_>> = told.iter().map(|told| told.earliest).collect();
    let seq = operation.seq;
    Failure::new(
        told[0].exit,
        "undo-refused",
        format!(
            "operation {seq} ({}) cannot be undone, for {}{} reasons; nothing was recorded",
            operation.command,
            if more { "more than " } else { "" },
            told.len().min(REASONS_TOLD)
        ),
    )
    .details(details)
    .hint(format!("mpn history show {seq}"))
    .rule(told[0].rule)
    .earliest(days.and_then(|days| days.into_iter().max()))
}
