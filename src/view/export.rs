//! Exports: rows for standard output, and the same rows as a sheet for a file.

use serde::Serialize;
use serde_json::Value;

use super::listing::{self, Listing};
use super::{Row, history, show, to_value, visible};
use crate::domain::answer::{ExportWritten, Exported, HistoryLine, Lines};
use crate::domain::export::ExportKind;
use crate::domain::money::Money;
use crate::domain::output::{Format, Output};
use crate::domain::sheet::{Cell, Sheet};
use crate::failure::Result;

const ASSIGNMENTS: [&str; 15] = [
    "kind",
    "benefit",
    "name",
    "offer",
    "unit",
    "email",
    "user_name",
    "country",
    "tenant",
    "seats",
    "amount",
    "since",
    "reassignable_from",
    "ends_on",
    "status",
];

const KEYS_IN_CLEAR: [&str; 21] = [
    "id",
    "key",
    "category",
    "benefit",
    "product",
    "tail",
    "type",
    "status",
    "holder",
    "revealed_on",
    "revealed_by",
    "reason",
    "language",
    "os",
    "activations",
    "activations_used",
    "seats",
    "tenant",
    "redeemed_on",
    "activate_by",
    "ends_on",
];

const KEYS: [&str; 20] = {
    let mut keys = ["id"; 20];
    let mut at = 1;
    while at < keys.len() {
        keys[at] = KEYS_IN_CLEAR[at + 1];
        at += 1;
    }
    keys
};

const USERS: [&str; 11] = [
    "email",
    "name",
    "kind",
    "associated",
    "roles",
    "country",
    "status",
    "offers_held",
    "seats",
    "credits",
    "keys",
];

const HISTORY: [&str; 9] =
    ["operation", "at", "on", "actor", "command", "summary", "reason", "request_id", "events"];

const BENEFITS: [&str; 17] = [
    "id",
    "category",
    "name",
    "offer",
    "competency",
    "benefit_type",
    "quantity",
    "unit",
    "used",
    "available",
    "status",
    "activate_by",
    "ends_on",
    "membership",
    "amount",
    "keys_total",
    "keys_free",
];

const VISUAL_STUDIO: [&str; 9] = [
    "Name",
    "Sign-in Email",
    "Notification Email",
    "Subscription Level",
    "Reference",
    "Downloads",
    "Country",
    "Language",
    "Subscription GUID",
];

/// The columns whose texts are days.
const DAYS: [&str; 7] =
    ["on", "since", "reassignable_from", "ends_on", "activate_by", "revealed_on", "redeemed_on"];

/// An operation, with what a list leaves out.
#[derive(Serialize)]
struct HistoryRow<'l> {
    #[serde(flatten)]
    line: history::Line<'l>,
    request_id: &'l str,
    events: usize,
}

pub(super) fn columns_of(kind: ExportKind, in_clear: bool) -> Listing {
    let keys: &'static [&'static str] = match kind {
        ExportKind::Assignments => &ASSIGNMENTS,
        ExportKind::Keys if in_clear => &KEYS_IN_CLEAR,
        ExportKind::Keys => &KEYS,
        ExportKind::Users => &USERS,
        ExportKind::History => &HISTORY,
        ExportKind::Benefits => &BENEFITS,
        ExportKind::VisualStudio => &VISUAL_STUDIO,
    };
    Listing { keys, table: keys, optional: &[] }
}

fn listing_of(exported: &Exported) -> Listing {
    columns_of(exported.kind, matches!(exported.lines, Lines::KeysInClear(_)))
}

fn rows(lines: &Lines) -> Result<Vec<Row>> {
    match lines {
        Lines::Assignments(lines) => listing::rows(lines),
        Lines::Keys(lines) | Lines::KeysInClear(lines) => listing::rows(lines),
        Lines::Users(lines) => listing::rows(lines),
        Lines::Benefits(lines) => listing::rows(lines),
        Lines::VisualStudio(lines) => listing::rows(lines),
        Lines::History(lines) => {
            let row = |line: &HistoryLine| -> Result<Value> {
                to_value(&HistoryRow {
                    line: history::line(line),
                    request_id: &line.request_id,
                    events: line.events.len(),
                })
            };
            let rows: Vec<Value> = lines.iter().map(row).collect::<Result<_>>()?;
            listing::rows(&rows)
        }
    }
}

/// The rows, as CSV unless another format is asked for.
pub(super) fn render(exported: &Exported, output: &Output) -> Result<String> {
    let output = Output { format: output.format.or(Some(Format::Csv)), ..output.clone() };
    listing::list_rows(&listing_of(exported), &rows(&exported.lines)?, &output)
}

/// The rows as a sheet, with the columns that are wanted.
///
/// # Errors
/// `unknown-column` (exit 2).
pub fn sheet(exported: &Exported, output: &Output) -> Result<Sheet> {
    let listing = listing_of(exported);
    let rows = rows(&exported.lines)?;
    // Whatever the terminal, a file has all columns.
    let output = Output { format: Some(Format::Csv), ..output.clone() };
    let columns = listing::columns(&listing, &rows, &output)?;
    let cells = |row: &Row| columns.iter().map(|column| cell(column, row.get(*column))).collect();
    Ok(Sheet {
        name: exported.kind.to_string(),
        rows: rows.iter().map(cells).collect(),
        columns: columns.iter().map(ToString::to_string).collect(),
    })
}

/// A value as the cell that its column holds.
fn cell(column: &str, value: Option<&Value>) -> Cell {
    let Some(value) = value else { return Cell::Nothing };
    match value {
        Value::Null => Cell::Nothing,
        Value::Bool(flag) => Cell::Flag(*flag),
        Value::Number(number) => {
            number.as_i64().map_or(Cell::Text(number.to_string()), Cell::Number)
        }
        Value::String(text) if text.is_empty() => Cell::Nothing,
        Value::String(text) if DAYS.contains(&column) => {
            text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Day)
        }
        Value::String(text) if column == "at" => {
            text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Instant)
        }
        other => money(other).unwrap_or_else(|| Cell::Text(super::cell(other))),
    }
}

fn money(value: &Value) -> Option<Cell> {
    let (amount, currency) = (value.get("amount")?.as_str()?, value.get("currency")?.as_str()?);
    Money::parse(amount, currency).ok().map(Cell::Money)
}

/// What was written. The columns that were chosen are those of the file.
pub(super) fn written(written: &ExportWritten, output: &Output) -> Result<String> {
    let output = Output { columns: None, ..output.clone() };
    show::told(written, &output, || {
        let file = visible(&written.file);
        if output.quiet {
            return format!("{file}\n");
        }
        format!("written: {file} ({})\n", crate::failure::count(written.rows as u64, "row"))
    })
}
