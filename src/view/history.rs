//! History: a line for each operation, and one operation with its events.

use super::line::{OperationLine, OperationRow};
use super::show::labelled;
use super::{sentence, show, to_row};
use crate::domain::answer::{HistoryLine, HistoryShown};
use crate::domain::event::Event;
use crate::domain::operation::Apart;
use crate::domain::output::Output;
use crate::failure::Result;

/// The line of an operation.
pub(super) fn line(line: &HistoryLine) -> OperationLine {
    let Apart { mut events, .. } = Apart::of(line.events.clone());
    events.retain(Event::is_change);
    OperationLine {
        operation: line.operation,
        at: line.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        on: line.on,
        actor: line.actor.clone(),
        command: line.command.clone(),
        summary: sentence::summary(&events),
        reason: line.reason.clone(),
    }
}

/// The row of an operation in an export.
pub(super) fn row(line: &HistoryLine) -> OperationRow {
    OperationRow {
        line: self::line(line),
        request_id: line.request_id.clone(),
        events: line.events.len(),
    }
}

/// One operation.
pub(super) fn operation(shown: &HistoryShown, output: &Output) -> Result<String> {
    let mut row = to_row(shown)?;
    row.shift_remove("events");
    show::in_words(shown, output, |shown, quiet| {
        if quiet {
            return format!("{}\n", shown.operation);
        }
        let events = labelled("  ", shown.events.iter().map(sentence::sentence));
        format!("{}events:\n{events}", show::fields(&row, ""))
    })
}
