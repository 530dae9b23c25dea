//! The flow of every write: prepare the request, begin a change, ask whether it was done before,
//! ask the rule, record, commit, answer.

// What is forgotten does not compile.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

use std::time::Instant;

use super::prepared::Prepared;
use super::to_send::ToSend;
use super::{
    Amiss, Context, admit, advisory, authorize_for, azure, cancel, decide, export, gtm,
    in_the_open, license, plan, seal, software, support, undo, url_of, user,
};
use crate::domain::answer::{Answer, Body, Requested};
use crate::domain::event::{Event, KeyEvent, LicenseEvent, SupportEvent};
use crate::domain::ledger::LedgerRequest;
use crate::domain::operation::Operation;
use crate::domain::refusal::OperationRefusal;
use crate::domain::request::Request;
use crate::domain::shell;
use crate::domain::user::{Email, User};
use crate::domain::verb::Answers;
use crate::failure::{Exit, Failure, Result};
use crate::store::{Change, Committed, Facts, Head};

/// How often a request is prepared, while others change who can open the ledger.
const PREPARED_AT_MOST: usize = 16;

/// Decides a request, records what follows, and answers.
pub(super) fn write(context: &Context<'_>, request: &Request) -> Result<Answer> {
    write_after(context, request, || Ok(()))
}

/// The same, where something outside the ledger must hold before anything is recorded.
pub(super) fn write_after(
    context: &Context<'_>,
    request: &Request,
    holds: impl FnOnce() -> Result<()>,
) -> Result<Answer> {
    let actor = context.actor()?;
    let (mut change, prepared) = begun(context, &actor, request)?;
    let amiss = context.compare(&change);
    let accepts = *request == Request::Ledger(LedgerRequest::AcceptRollback);
    if let Some(first) = amiss.first().filter(|_| !accepts) {
        return Err(first.failure());
    }
    let acting = authorize_for(&change, &actor, request)?;
    if let Some(done) = done_before(context, &change, &acting, &prepared)? {
        holds()?;
        let notes = std::mem::take(&mut change.notes);
        drop(change);
        return answered(context, Committed::Done(Box::new(done)), prepared, notes);
    }
    carry_out(&mut change, &acting, &prepared)?;
    // What somebody saw is no fact of the ledger, so no rule knows of it.
    change.record_all(amiss.iter().map(Amiss::accepted))?;
    in_the_open::holds_no_sealed(context, &change)?;
    let digest = prepared.digest(&change, change.ledger_id())?;
    can_be_shown(&change, &prepared)?;
    holds()?;
    let (ledger, notes) = (change.ledger_id().to_owned(), std::mem::take(&mut change.notes));
    let committed = change.commit(request.verb().command, &digest)?;
    let Committed::Done(done) = &committed else {
        return answered(context, committed, prepared, notes);
    };
    let (seq, op_id) = (done.seq, done.op_id.clone());
    let head = Head { ledger, seq, hash: done.hash.clone() };
    if accepts {
        context.last_seen.anew(context.settings.ledger()?, || Ok(((), head)))?;
    } else {
        context.last_seen.saw(head);
    }
    let mut answer = answered(context, committed, prepared, notes)
        .map_err(|failure| unanswered(&failure, seq, &op_id))?;
    if accepts && let Err(failure) = context.name_print() {
        answer.warnings.push(format!("the seal print stays as it was: {failure}"));
    }
    Ok(answer)
}

/// Prepares a request and begins its change. When another has changed who can open the ledger in
/// between, it is prepared once more.
fn begun<'r>(
    context: &Context<'_>,
    actor: &Email,
    request: &'r Request,
) -> Result<(Change, Prepared<'r>)> {
    let path = context.settings.ledger()?.to_owned();
    for _ in 0..PREPARED_AT_MOST {
        let prepared = Prepared::new(context, actor, request)?;
        let intent = context.intent(actor)?;
        context.last_seen.look(&path);
        let asked = Instant::now();
        let mut change = Change::begin(&path, context.wait, intent, context.clock)?;
        if context.verbose {
            let waited = asked.elapsed();
            let tenths = waited.subsec_millis() / 100;
            change.notes.push(format!("waited {}.{tenths} s for the ledger", waited.as_secs()));
        }
        if prepared.is_still_ready(&change)? {
            change.watched_by(context.progress.clone());
            return Ok((change, prepared));
        }
    }
    Err(Failure::new(
        Exit::Conflict,
        "ledger-busy",
        "others keep changing who can open the ledger, and nothing could be sealed for them",
    )
    .hint("again, in a while")
    .retryable())
}

/// Decides the request, where benefits are acted on at all.
pub(super) fn carry_out(change: &mut Change, acting: &User, prepared: &Prepared<'_>) -> Result<()> {
    admit(change, prepared.request)?;
    decide(change, acting, prepared.request, prepared.vault())
}

/// Opens what is to be shown: that somebody saw what cannot be shown must not be recorded.
fn can_be_shown(change: &Change, prepared: &Prepared<'_>) -> Result<()> {
    if !prepared.request.reveals() {
        return Ok(());
    }
    let vault = prepared.vault();
    let key = |id| vault.reveal_key(change, &change.key(id)?).map(drop);
    for event in change.events() {
        match event {
            Event::Key(KeyEvent::KeyRevealed { key: shown, .. })
            | Event::License(LicenseEvent::KeyRedeemed { key: shown, .. }) => key(*shown)?,
            Event::Key(KeyEvent::KeysExported { keys, .. }) => {
                keys.iter().try_for_each(|shown| key(*shown))?;
            }
            Event::Support(SupportEvent::IdsRevealed { benefit, contract, .. }) => {
                support::ids_of(change, *benefit, *contract, vault)?;
            }
            Event::Ledger(_)
            | Event::Recipient(_)
            | Event::Organization(_)
            | Event::User(_)
            | Event::Membership(_)
            | Event::Benefit(_)
            | Event::Gtm(_)
            | Event::Key(_)
            | Event::License(_)
            | Event::Support(_)
            | Event::Advisory(_)
            | Event::Credit(_)
            | Event::Seat(_)
            | Event::Operation(_) => {}
        }
    }
    Ok(())
}

/// The operation that did this very request for this user already. Its day and its reason are kept
/// in the log and no part of the digest: one that is told again must be the one that is kept, and
/// one that is left out is.
fn done_before(
    context: &Context<'_>,
    facts: &Change,
    acting: &User,
    prepared: &Prepared<'_>,
) -> Result<Option<Operation>> {
    let Some(request_id) = &context.request_id else { return Ok(None) };
    let Some(done) = facts.operation_by_id(request_id)? else { return Ok(None) };
    let is_same = prepared.was_done_by(&done, facts, facts.ledger_id())?
        || user::forgot(facts, prepared.request, &done)?;
    let is_this = is_same
        && done.actor == acting.email.as_str()
        && context.on.is_none_or(|on| on == done.on)
        && (context.reason.is_none() || context.reason == done.reason);
    if !is_this {
        let is_comparable = facts.is_comparable(done.seq)?;
        let (request_id, operation) = (done.op_id, done.seq);
        return Err(OperationRefusal::RequestIdUsed { request_id, operation, is_comparable }.into());
    }
    if let Request::Operation(_) = prepared.request {
        // What is not decided again has not asked for the roles of its rows, or of what it undid.
        undo::authorize_as_at_first(facts, &acting.email, &done)?;
    }
    Ok(Some(done))
}

/// The answer to a write: what it handed out, or its receipt.
fn answered(
    context: &Context<'_>,
    committed: Committed,
    prepared: Prepared<'_>,
    notes: Vec<String>,
) -> Result<Answer> {
    let answers = prepared.request.verb().answers;
    let mut answer = match committed {
        Committed::Not(receipt) => match answers {
            Answers::Plan => plan::nothing_applied(receipt),
            Answers::Receipt
            | Answers::Keys
            | Answers::KeyFile
            | Answers::Redemption
            | Answers::SupportIds
            | Answers::Recovery => Body::Receipt(receipt).into(),
        },
        Committed::Done(done) => {
            let facts = context.reader()?;
            let vault = &prepared.into_vault(context, &facts)?;
            match answers {
                Answers::Receipt => receipt(&facts, *done),
                Answers::Keys => software::handed_out(&facts, *done, vault),
                Answers::KeyFile => export::handed_out(context, *done, vault),
                Answers::Redemption => license::handed_out(&facts, *done, vault),
                Answers::SupportIds => support::handed_out(&facts, *done, vault),
                Answers::Recovery => seal::recovery_made(done.receipt(), vault),
                Answers::Plan => plan::applied(&facts, *done, vault),
            }?
        }
    };
    answer.notes.extend(notes);
    Ok(answer)
}

/// The receipt, with the text of the request where one must be sent.
fn receipt(facts: &Facts, operation: Operation) -> Result<Answer> {
    let to_send = operation.events.iter().find_map(|event| to_send(facts, event)).transpose()?;
    let mut notes = Vec::new();
    for event in &operation.events {
        // What is told of each of many is told once.
        let told = what_to_do(facts, event)?;
        notes.extend(told.into_iter().filter(|note| !notes.contains(note)).collect::<Vec<_>>());
    }
    let receipt = operation.receipt();
    let body = match to_send {
        None => Body::Receipt(receipt),
        Some(ToSend { text, sent_as, page }) => {
            let url = url_of(facts, page)?;
            Body::Requested(Requested { receipt, text, sent_as, url })
        }
    };
    Ok(Answer { notes, ..body.into() })
}

/// What is to be done in a portal, once a fact is recorded.
fn what_to_do(facts: &Facts, event: &Event) -> Result<Vec<String>> {
    match event {
        Event::Support(said) => support::what_to_do(facts, said),
        Event::Credit(said) => azure::what_to_do(facts, said),
        Event::Gtm(said) => gtm::what_to_do(facts, said),
        Event::Ledger(_)
        | Event::Organization(_)
        | Event::Recipient(_)
        | Event::User(_)
        | Event::Membership(_)
        | Event::Benefit(_)
        | Event::Key(_)
        | Event::License(_)
        | Event::Advisory(_)
        | Event::Seat(_)
        | Event::Operation(_) => Ok(Vec::new()),
    }
}

/// The request that a fact wants to be sent.
fn to_send(facts: &Facts, event: &Event) -> Option<Result<ToSend>> {
    match event {
        Event::Membership(said) => cancel::to_send(facts, said),
        Event::License(said) => license::to_send(facts, said),
        Event::Advisory(said) => advisory::to_send(facts, said),
        Event::Ledger(_)
        | Event::Organization(_)
        | Event::Recipient(_)
        | Event::User(_)
        | Event::Benefit(_)
        | Event::Gtm(_)
        | Event::Key(_)
        | Event::Support(_)
        | Event::Credit(_)
        | Event::Seat(_)
        | Event::Operation(_) => None,
    }
}

/// What is recorded must not be told to have failed, only because its answer could not be made.
fn unanswered(failure: &Failure, seq: u64, op_id: &str) -> Failure {
    Failure::failed(
        "not-delivered",
        format!("operation {seq} is recorded, but its answer could not be made: {failure}"),
    )
    .hint(format!("run it again with --request-id {}, which gives the answer", shell::word(op_id)))
    .retryable()
}
