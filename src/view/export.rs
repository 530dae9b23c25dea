//! Exports: rows for standard output, and the same rows for a file.

use chrono::{DateTime, Utc};

use super::file::SheetFormat;
use super::history::OperationRow;
use super::listing::{self, Listing};
use super::{Row, history, show, visible};
use crate::domain::answer::{
    AssignmentLine, BenefitExportLine, ExportWritten, Exported, KeyExportLine, Lines,
    SubscriberLine, UserExportLine,
};
use crate::domain::export::ExportKind;
use crate::domain::output::{Format, Output};
#[cfg(not(feature = "xlsx"))]
use crate::failure::Failure;
use crate::failure::Result;

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

fn columns_of(kind: ExportKind, lines: &Lines) -> Vec<&'static str> {
    columns(kind, matches!(lines, Lines::KeysInClear(_)))
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
    listing::list_rows(
        &listing(&columns_of(exported.kind, &exported.lines)),
        &rows(&exported.lines)?,
        &output,
    )
}

/// The rows as a file with the columns that are wanted, and how many there are. `created` is what
/// a workbook says of its making, so that the same rows at the same time are the same file.
///
/// # Errors
/// `unknown-column` (exit 2), and more rows than a workbook can hold.
pub(super) fn file(
    kind: ExportKind,
    lines: &Lines,
    format: SheetFormat,
    output: &Output,
    created: DateTime<Utc>,
) -> Result<(Vec<u8>, usize)> {
    let known = columns_of(kind, lines);
    let rows = rows(lines)?;
    // Whatever the terminal, a file has all columns, and its cells as they are.
    let output = Output { format: Some(Format::Csv), terminal: false, ..output.clone() };
    let columns = listing::columns(&listing(&known), &rows, &output)?;
    let bytes = match format {
        SheetFormat::Csv => super::lines(&rows, &columns, &output)?.into_bytes(),
        #[cfg(feature = "xlsx")]
        SheetFormat::Xlsx => super::xlsx::bytes(kind.word(), &columns, &rows, created)?,
        #[cfg(not(feature = "xlsx"))]
        SheetFormat::Xlsx => {
            let _ = created;
            return Err(Failure::usage("xlsx-left-out", "this mpn cannot write .xlsx"));
        }
    };
    Ok((bytes, rows.len()))
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
