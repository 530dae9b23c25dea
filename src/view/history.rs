//! History: a line for each operation, and one operation with its events.

use serde::Serialize;

use super::{Row, sentence, show, to_value, visible};
use crate::domain::answer::{HistoryLine, HistoryShown};
use crate::domain::event::Event;
use crate::domain::operation::Apart;
use crate::domain::output::Output;
use crate::domain::undo;
use crate::failure::Result;

/// A line of `history list`.
#[derive(Serialize)]
pub(super) struct Line<'l> {
    operation: u64,
    at: String,
    on: String,
    actor: &'l str,
    command: &'l str,
    summary: String,
    reason: Option<&'l str>,
}

/// The line of an operation.
pub(super) fn line(line: &HistoryLine) -> Line<'_> {
    let Apart { mut events, .. } = Apart::of(line.events.clone());
    events.retain(Event::is_change);
    // What lapsed along is told after what the command did.
    let along = events.len() - undo::own(&events).len();
    events.rotate_left(along);
    Line {
        operation: line.operation,
        at: line.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        on: line.on.to_string(),
        actor: &line.actor,
        command: &line.command,
        summary: sentence::summary(&events),
        reason: line.reason.as_deref(),
    }
}

/// One operation.
pub(super) fn operation(shown: &HistoryShown, output: &Output) -> Result<String> {
    let mut row = match to_value(shown)? {
        serde_json::Value::Object(row) => row,
        _ => Row::new(),
    };
    row.shift_remove("events");
    show::told(shown, output, || in_words(shown, &row, output.quiet))
}

fn in_words(shown: &HistoryShown, row: &Row, quiet: bool) -> String {
    if quiet {
        return format!("{}\n", shown.operation);
    }
    let mut text = show::fields(row, "");
    text.push_str("events:\n");
    for event in &shown.events {
        text.push_str(&format!("  {}\n", visible(&sentence::sentence(event))));
    }
    text
}
