//! `mpn history`: what happened, and why.

use crate::domain::answer::{Answer, Body, HistoryLine, HistoryShown};
use crate::domain::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, Id, IncidentId, KeyId, MembershipId, SeatId,
};
use crate::domain::operation::Operation;
use crate::domain::query::HistoryFilter;
use crate::failure::Result;
use crate::store::{Facts, Unit};

/// The operations that a filter lets through, the oldest first.
pub(super) fn list(facts: &Facts, filter: &HistoryFilter) -> Result<Answer> {
    Ok(Body::History(lines(facts, filter)?).into())
}

/// A line for each of them.
pub(super) fn lines(facts: &Facts, filter: &HistoryFilter) -> Result<Vec<HistoryLine>> {
    let mut things: Vec<String> = filter.user.iter().map(ToString::to_string).collect();
    if let Some(name) = &filter.benefit {
        things.push(thing(facts, name)?);
    }
    let mut lines = Vec::new();
    let mut add = |operation: Operation| {
        if is_wanted(&operation, filter) {
            lines.push(line(operation));
        }
    };
    if things.is_empty() {
        facts.each_operation(add)?;
    } else {
        for seq in touching_all(facts, &things)? {
            facts.operation(seq)?.into_iter().for_each(&mut add);
        }
    }
    // Who was renamed or left is in the log; who never was is a slip.
    if let (true, Some(user)) = (lines.is_empty(), &filter.user)
        && facts.operations_touching(user.as_str())?.is_empty()
    {
        facts.user(user)?;
    }
    Ok(lines)
}

/// What a name stands for, as the log notes it: a benefit, a seat, a key or another thing by its
/// id.
fn thing(facts: &Facts, name: &str) -> Result<String> {
    // What was removed is still told of by the log.
    if let Some(id) = id_in(name)
        && !facts.operations_touching(&id)?.is_empty()
    {
        return Ok(id);
    }
    Ok(if is::<MembershipId>(name) {
        facts.membership_named(name)?.id.to_string()
    } else if is::<IncidentId>(name) {
        facts.incident_named(name)?.id.to_string()
    } else if is::<AdvisoryId>(name) {
        facts.advisory_request_named(name)?.id.to_string()
    } else if is::<GtmId>(name) {
        super::gtm::offer_named(facts, name)?.id.to_string()
    } else if let Ok(id) = name.parse::<ContractId>() {
        facts.benefit_of_contract(id)?;
        id.to_string()
    } else {
        let (benefit, unit) = facts.benefit_or_unit(name)?;
        match unit {
            Unit::Whole => benefit.id.to_string(),
            Unit::Seat(id) => id.to_string(),
            Unit::Key(id) => id.to_string(),
        }
    })
}

fn is<I: Id>(name: &str) -> bool {
    name.parse::<I>().is_ok()
}

/// The id that a name is, of whatever kind.
fn id_in(name: &str) -> Option<String> {
    fn read<I: Id>(name: &str) -> Option<String> {
        name.parse::<I>().ok().map(|id| id.to_string())
    }
    read::<BenefitId>(name)
        .or_else(|| read::<GtmId>(name))
        .or_else(|| read::<MembershipId>(name))
        .or_else(|| read::<ContractId>(name))
        .or_else(|| read::<IncidentId>(name))
        .or_else(|| read::<AdvisoryId>(name))
        .or_else(|| read::<SeatId>(name))
        .or_else(|| read::<KeyId>(name))
}

/// The operations that touched every one of these things.
fn touching_all(facts: &Facts, things: &[String]) -> Result<Vec<u64>> {
    let mut touching = things.iter().map(|thing| facts.operations_touching(thing));
    let mut found = touching.next().transpose()?.unwrap_or_default();
    for touching in touching {
        let touching = touching?;
        found.retain(|seq| touching.contains(seq));
    }
    Ok(found)
}

fn is_wanted(operation: &Operation, filter: &HistoryFilter) -> bool {
    let command = filter.command.as_ref().is_none_or(|command| {
        let mut words = operation.command.split(' ');
        command.split_whitespace().all(|word| words.next() == Some(word))
    });
    command && filter.since.is_none_or(|since| operation.recorded_at.date_naive() >= since)
}

fn line(operation: Operation) -> HistoryLine {
    HistoryLine {
        operation: operation.seq,
        request_id: operation.op_id,
        at: operation.recorded_at,
        on: operation.on,
        actor: operation.actor,
        command: operation.command,
        events: operation.events,
        reason: operation.reason,
    }
}

/// One operation, whole.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let operation = facts.operation_named(name)?;
    Ok(Body::HistoryOperation(Box::new(HistoryShown {
        operation: operation.seq,
        at: operation.recorded_at,
        on: operation.on,
        actor: operation.actor,
        command: operation.command,
        reason: operation.reason,
        request_id: operation.op_id,
        clock: operation.clock,
        os_user: operation.os_user,
        host: operation.host,
        program: operation.program,
        mpn_version: operation.mpn_version,
        prev: operation.prev,
        hash: operation.hash,
        undone_by: facts.undone_by(operation.seq)?,
        events: operation.events,
    }))
    .into())
}
