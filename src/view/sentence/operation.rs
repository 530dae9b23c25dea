//! Sentences: operations themselves.

use super::Bare;
use crate::domain::event::OperationEvent;

/// One event.
pub(super) fn sentence(event: &OperationEvent) -> String {
    match event {
        OperationEvent::OperationUndone { operation, command } => {
            format!("operation {operation} ({command}) is undone")
        }
        OperationEvent::RowApplied { row, command, reason: None } => {
            format!("row {row}, {command}:")
        }
        OperationEvent::RowApplied { row, command, reason: Some(reason) } => {
            format!("row {row}, {command}, because of: {reason}")
        }
        OperationEvent::RowRefused(row) => {
            format!("row {}, {}, is refused: {}", row.row, row.command, row.message)
        }
        OperationEvent::Warned { warning } => format!("warned: {warning}"),
    }
}

/// What a script is given of it.
pub(super) fn bare(event: &OperationEvent) -> Bare {
    match event {
        // What it undid is told by the events beside it.
        OperationEvent::OperationUndone { .. } => Bare::Beside(Vec::new()),
        OperationEvent::RowApplied { .. }
        | OperationEvent::RowRefused(_)
        | OperationEvent::Warned { .. } => Bare::first(event),
    }
}
