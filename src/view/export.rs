//! Exports: rows for standard output, and the same rows as a sheet for a file.

use serde_json::Value;

use super::history::OperationRow;
use super::listing::{self, Listing};
use super::{Row, history, show, visible};
use crate::domain::answer::{
    AssignmentLine, BenefitExportLine, ExportWritten, Exported, KeyExportLine, Lines,
    SubscriberLine, UserExportLine,
};
use crate::domain::export::ExportKind;
use crate::domain::money::Money;
use crate::domain::output::{Format, Output};
use crate::domain::sheet::{Cell, Sheet};
use crate::failure::Result;

/// The columns whose texts are days.
const DAYS: [&str; 7] =
    ["on", "since", "reassignable_from", "ends_on", "activate_by", "revealed_on", "redeemed_on"];

/// The columns of an export.
pub(super) fn columns(kind: ExportKind, in_clear: bool) -> Vec<&'static str> {
    let mut columns = match kind {
        ExportKind::Assignments => AssignmentLine::COLUMNS,
        ExportKind::Keys => KeyExportLine::COLUMNS,
        ExportKind::Users => UserExportLine::COLUMNS,
        ExportKind::History => OperationRow::COLUMNS,
        ExportKind::Benefits => BenefitExportLine::COLUMNS,
        ExportKind::VisualStudio => SubscriberLine::COLUMNS,
    }
    .to_vec();
    columns.retain(|column| in_clear || *column != "key");
    columns
}

fn columns_of(exported: &Exported) -> Vec<&'static str> {
    columns(exported.kind, matches!(exported.lines, Lines::KeysInClear(_)))
}

fn listing<'c>(columns: &'c [&'static str]) -> Listing<'c> {
    Listing { columns, table: "", optional: "" }
}

fn rows(lines: &Lines) -> Result<Vec<Row>> {
    match lines {
        Lines::Assignments(lines) => listing::rows(lines),
        Lines::Keys(lines) | Lines::KeysInClear(lines) => listing::rows(lines),
        Lines::Users(lines) => listing::rows(lines),
        Lines::Benefits(lines) => listing::rows(lines),
        Lines::VisualStudio(lines) => listing::rows(lines),
        Lines::History(lines) => listing::rows(&lines.iter().map(history::row).collect::<Vec<_>>()),
    }
}

/// The rows, as CSV unless another format is asked for.
pub(super) fn render(exported: &Exported, output: &Output) -> Result<String> {
    let output = Output { format: output.format.or(Some(Format::Csv)), ..output.clone() };
    listing::list_rows(&listing(&columns_of(exported)), &rows(&exported.lines)?, &output)
}

/// The rows as a sheet, with the columns that are wanted.
///
/// # Errors
/// `unknown-column` (exit 2).
pub fn sheet(exported: &Exported, output: &Output) -> Result<Sheet> {
    let known = columns_of(exported);
    let rows = rows(&exported.lines)?;
    // Whatever the terminal, a file has all columns.
    let output = Output { format: Some(Format::Csv), ..output.clone() };
    let columns = listing::columns(&listing(&known), &rows, &output)?;
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
