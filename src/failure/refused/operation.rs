//! The words for refusals: operations, plans and undo.

use super::{conflict, not_found};
use crate::domain::refusal::OperationRefusal;
use crate::failure::{Exit, Told};

/// The words for it.
pub(super) fn told(refusal: &OperationRefusal) -> Told {
    match refusal {
        OperationRefusal::NoSuchOperation { operation, newest } => not_found(
            "no-such-operation",
            format!("there is no operation {operation}; the newest is {newest}"),
        )
        .hint("mpn history list"),
        OperationRefusal::NotUndoable { operation, command, fact } => {
            let why = &fact.why;
            let message = format!("operation {operation} ({command}) cannot be undone: {why}");
            let told = Told::new(Exit::Refused, "not-undoable", message);
            Told { rule: fact.rule, ..told.hint(fact.instead.clone()) }
        }
        OperationRefusal::TouchedSince { operation, command, what, by, by_command, undoable } => {
            let message = format!(
                "operation {operation} ({command}) cannot be undone: {what} was touched since, by \
                 operation {by} ({by_command})"
            );
            let shown = format!("mpn history show {by} tells what it did");
            Told::new(Exit::Refused, "touched-since", message).hint(if *undoable {
                format!("mpn undo {by}, and then this one; {shown}")
            } else {
                shown
            })
        }
        OperationRefusal::RequestIdUsed { request_id, operation, is_comparable: false } => {
            conflict(
                "request-id-used",
                format!(
                    "request id {request_id} is recorded as operation {operation}, before somebody \
                     was forgotten: whether it was this request cannot be compared any more"
                ),
            )
            .hint(format!("mpn history show {operation}"))
        }
        OperationRefusal::RequestIdUsed { request_id, operation, .. } => conflict(
            "request-id-used",
            format!(
                "request id {request_id} was used by operation {operation} for another request or \
                 user"
            ),
        )
        .hint(format!("mpn history show {operation}")),
        OperationRefusal::PlanStale { planned_on, newest } => conflict(
            "plan-stale",
            format!(
                "the plan was made on operation {planned_on} and the ledger is at {newest} since"
            ),
        )
        .hint("mpn plan FILE --out PLAN.json makes it anew"),
        OperationRefusal::PlanOfAnotherLedger { ledger } => conflict(
            "plan-of-another-ledger",
            format!("the plan was made on another ledger, or another past of this one ({ledger})"),
        )
        .hint("--ledger PATH names that one"),
    }
}
