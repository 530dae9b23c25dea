//! The flow of every write: open the secrets and a change, ask whether it was done before, ask the
//! rule, record, commit, answer.

use std::time::Instant;

use super::vault::Vault;
use super::{
    Context, admit, authorize, cancel, decide, export, last_seen, license, membership, plan, seal,
    software, support, undo,
};
use crate::domain::answer::{Answer, Body, Requested};
use crate::domain::event::{Event, LedgerEvent, LicenseEvent, MembershipEvent};
use crate::domain::ledger::LedgerRequest;
use crate::domain::operation::Operation;
use crate::domain::refusal::OperationRefusal;
use crate::domain::request::{
    KeyRequest, LicenseRequest, OperationRequest, RecipientRequest, Request, SupportRequest,
};
use crate::domain::user::{Email, User};
use crate::failure::{Failure, Result};
use crate::store::{Change, Committed, Facts, Head};

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
    let (mut change, vault) = begun(context, request, &actor)?;
    change.watched_by(context.progress.clone());
    let older = context.last_seen.compare(&change);
    if let Some(missing) = &older
        && *request != Request::Ledger(LedgerRequest::AcceptRollback)
    {
        return Err(last_seen::older(missing));
    }
    let acting = authorize(&change, &actor, request.verb().permission)?;
    if let Some(request_id) = &context.request_id
        && let Some(done) = change.operation_by_id(request_id)?
    {
        let same = vault.recognizes(&done.request, change.ledger_id(), &actor, request)?;
        same_again(context, &done, &acting, same)?;
        may_be_told_again(&change, &acting, request, &done)?;
        holds()?;
        let notes = std::mem::take(&mut change.notes);
        drop(change);
        let mut answer = answered(context, request, Committed::Done(Box::new(done)), vault)?;
        answer.notes.extend(notes);
        return Ok(answer);
    }
    carry_out(&mut change, &acting, request, &vault)?;
    if let Some(missing) = older {
        // What somebody saw is no fact of the ledger, so no rule knows of it.
        change.record(Event::Ledger(LedgerEvent::RollbackAccepted {
            operation: missing.seq,
            head: missing.hash,
        }))?;
    }
    let digest = vault.digest(change.ledger_id(), &actor, request)?;
    if request.reveals() {
        vault.must_open()?;
    }
    holds()?;
    let notes = std::mem::take(&mut change.notes);
    let ledger = change.ledger_id().to_owned();
    let committed = change.commit(request.verb().command, &digest)?;
    let done = match &committed {
        Committed::Done(done) => Some((done.seq, done.op_id.clone(), done.hash.clone())),
        Committed::Not(_) => None,
    };
    if let Some((seq, _, hash)) = &done {
        let head = Head { ledger, seq: *seq, hash: hash.clone() };
        if *request == Request::Ledger(LedgerRequest::AcceptRollback) {
            context.last_seen.anew(context.settings.ledger()?, || Ok(((), head)))?;
        } else {
            context.last_seen.saw(head);
        }
    }
    let answer = answered(context, request, committed, vault);
    let mut answer = answer.map_err(|failure| match done {
        Some((seq, op_id, _)) => unanswered(&failure, seq, &op_id),
        None => failure,
    })?;
    answer.notes.extend(notes);
    Ok(answer)
}

/// What is recorded must not be told to have failed, only because its answer could not be made.
fn unanswered(failure: &Failure, seq: u64, op_id: &str) -> Failure {
    Failure::failed(
        "not-delivered",
        format!("operation {seq} is recorded, but its answer could not be made: {failure}"),
    )
    .hint(format!("run it again with --request-id {op_id}: it gives the answer"))
    .retryable()
}

/// Opens a change, and before it the secrets: whatever has to do with them is done outside the
/// transaction, which others wait for. When another has begun an epoch in between, they are opened
/// once more.
fn begun(context: &Context<'_>, request: &Request, actor: &Email) -> Result<(Change, Vault)> {
    let path = context.settings.ledger()?.to_owned();
    loop {
        let vault = Vault::open(context, request)?;
        let intent = context.intent(actor)?;
        context.last_seen.look(&path);
        let asked = Instant::now();
        let mut change = Change::begin(&path, context.wait, intent, context.clock)?;
        if context.verbose {
            let waited = asked.elapsed();
            let tenths = waited.subsec_millis() / 100;
            change.notes.push(format!("waited {}.{tenths} s for the ledger", waited.as_secs()));
        }
        if vault.is_of(&change)? {
            return Ok((change, vault));
        }
    }
}

/// Takes down what is due in any case, and then decides the request.
pub(super) fn carry_out(
    change: &mut Change,
    acting: &User,
    request: &Request,
    vault: &Vault,
) -> Result<()> {
    membership::lapse_due(change, Some(request))?;
    change.begin_command();
    admit(change, request)?;
    decide(change, acting, request, vault)
}

/// Whether an operation is the one that this user asks for once more. Its day and its reason are
/// kept in the log and no part of the digest: one that is told again must be the one that is kept,
/// and one that is left out is.
fn same_again(
    context: &Context<'_>,
    done: &Operation,
    acting: &User,
    same_request: bool,
) -> Result<()> {
    let same_day = context.on.is_none_or(|on| on == done.on);
    let same_reason = context.reason.is_none() || context.reason == done.reason;
    if done.actor == acting.email.as_str() && same_request && same_day && same_reason {
        return Ok(());
    }
    Err(OperationRefusal::RequestIdUsed { request_id: done.op_id.clone(), operation: done.seq }
        .into())
}

/// Whether the acting user still has the roles that are asked for while a request is decided, which
/// one that is done already is not: those of the rows of a plan, and of what was undone (ROLE-13).
fn may_be_told_again(
    facts: &Facts,
    acting: &User,
    request: &Request,
    done: &Operation,
) -> Result<()> {
    match request {
        Request::Operation(OperationRequest::ApplyPlan(_))
        | Request::Operation(OperationRequest::UndoOperation(_)) => {
            undo::authorize_as_at_first(facts, &acting.email, done)
        }
        _ => Ok(()),
    }
}

/// The answer to a write: what it handed out, or its receipt.
fn answered(
    context: &Context<'_>,
    request: &Request,
    committed: Committed,
    vault: Vault,
) -> Result<Answer> {
    match committed {
        Committed::Not(receipt)
            if matches!(request, Request::Operation(OperationRequest::ApplyPlan(_))) =>
        {
            Ok(plan::nothing_applied(receipt))
        }
        Committed::Not(receipt) => Ok(Body::Receipt(receipt).into()),
        Committed::Done(operation) => {
            let facts = context.reader()?;
            // Between the commit and now, another may have begun an epoch.
            let stale = request.reveals() && !vault.is_of(&facts)?;
            let vault = &if stale { Vault::open(context, request)? } else { vault };
            match request {
                Request::Key(KeyRequest::GetKeys(_)) => {
                    software::handed_out(&facts, *operation, vault)
                }
                Request::Key(KeyRequest::ExportKeys(_)) => {
                    export::handed_out(context, *operation, vault)
                }
                Request::License(LicenseRequest::RedeemKey(redeem)) if !redeem.already_done => {
                    license::handed_out(&facts, *operation, vault)
                }
                Request::Support(SupportRequest::ShowIds { .. }) => {
                    support::handed_out(&facts, *operation, vault)
                }
                Request::Operation(OperationRequest::ApplyPlan(_)) => {
                    plan::applied(&facts, *operation, vault)
                }
                Request::Recipient(RecipientRequest::MakeRecovery) => {
                    seal::recovery_made(operation.receipt(), vault)
                }
                _ => receipt(&facts, *operation),
            }
        }
    }
}

/// The receipt, with the text of the service request where one must be sent.
fn receipt(facts: &Facts, operation: Operation) -> Result<Answer> {
    let text = operation.events.iter().find_map(|event| match event {
        Event::Membership(MembershipEvent::CancelRequested { membership, .. }) => {
            Some(cancel::request_text(facts, *membership))
        }
        Event::License(LicenseEvent::KeyReplaced { key, product, .. }) => {
            Some(license::replacement_text(facts, *key, product))
        }
        _ => None,
    });
    let receipt = operation.receipt();
    Ok(match text {
        Some(text) => Body::Requested(Requested { receipt, text: text? }).into(),
        None => Body::Receipt(receipt).into(),
    })
}
