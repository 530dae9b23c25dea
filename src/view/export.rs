//! Exports: rows for standard output, and the same rows for a file.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::line::OperationRow;
use super::listing::{self, Listing};
use super::{Row, history, show, visible};
use crate::domain::answer::{
    AssignmentLine, BenefitExportLine, ExportWritten, Exported, KeyExportLine, Lines,
    SubscriberLine, UserExportLine,
};
use crate::domain::export::ExportKind;
use crate::domain::output::{Format, Output};
use crate::failure::{Failure, Result, count};

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

/// The kind of a file, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetFormat {
    Csv,
    Xlsx,
}

impl SheetFormat {
    /// What `path` ends in.
    ///
    /// # Errors
    /// `unknown-ending` (exit 2) for another; `xlsx-left-out` where this build cannot write
    /// workbooks.
    pub(super) fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(SheetFormat::Csv),
            Some("xlsx") if cfg!(feature = "xlsx") => Ok(SheetFormat::Xlsx),
            Some("xlsx") => Err(Failure::usage(
                "xlsx-left-out",
                "this mpn was built without the feature xlsx and cannot write .xlsx",
            )
            .hint("--out FILE.csv")),
            _ => Err(Failure::usage(
                "unknown-ending",
                format!("{} ends in neither .csv nor .xlsx", path.display()),
            )
            .hint("--out FILE.csv, or --out FILE.xlsx")),
        }
    }

    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            SheetFormat::Csv => "csv",
            SheetFormat::Xlsx => "xlsx",
        }
    }
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
        // By its mark a spreadsheet knows that it is UTF-8.
        SheetFormat::Csv => format!("\u{FEFF}{}", super::lines(&rows, &columns, &output)?).into(),
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
    show::in_words(written, &output, |written, quiet| {
        let file = visible(&written.file);
        if quiet {
            return format!("{file}\n");
        }
        format!("written: {file} ({})\n", count(written.rows as u64, "row"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides() {
        assert_eq!(SheetFormat::of(Path::new("a/b.CSV")).unwrap(), SheetFormat::Csv);
        for name in ["a", "a.xls", "-", "csv", ".csv", "a.csv.gz"] {
            let failure = SheetFormat::of(Path::new(name)).unwrap_err().told();
            assert_eq!((failure.code, failure.exit.code()), ("unknown-ending", 2), "{name}");
        }
        let xlsx = SheetFormat::of(Path::new("a.xlsx"));
        if cfg!(feature = "xlsx") {
            assert_eq!(xlsx.unwrap(), SheetFormat::Xlsx);
        } else {
            assert_eq!(xlsx.unwrap_err().told().code, "xlsx-left-out");
        }
    }
}
