//! The words for refusals: what cannot be undone, and what can be done instead.

use crate::domain::refusal::Refusal;
use crate::failure::{Exit, Told};

pub(super) fn of_undo(refusal: &Refusal) -> Option<Told> {
    let told = |code, message: String| Told::new(Exit::Refused, code, message);
    Some(match refusal {
        Refusal::NotUndoable { operation, command, fact } => {
            let mut told = told(
                "not-undoable",
                format!("operation {operation} ({command}) cannot be undone: {}", fact.why),
            )
            .hint(fact.instead.clone());
            told.rule = fact.rule;
            told
        }
        Refusal::TouchedSince { operation, command, what, by, by_command, undoable } => told(
            "touched-since",
            format!(
                "operation {operation} ({command}) cannot be undone: {what} was touched since, by \
                 operation {by} ({by_command})"
            ),
        )
        .hint(if *undoable {
            format!("mpn undo {by}, and then this one; mpn history show {by} tells what it did")
        } else {
            format!("mpn history show {by} tells what it did")
        }),
        _ => return None,
    })
}
