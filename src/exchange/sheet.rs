//! Sheets as files: CSV, and with the feature `xlsx` workbooks. What a spreadsheet would take for
//! a formula is neutralized in both.

use std::path::Path;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use crate::domain::sheet::{Sheet, neutralized};
use crate::failure::{Failure, Result};

/// The kind of a file, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    Csv,
    Xlsx,
}

impl SheetFormat {
    /// What `path` ends in.
    ///
    /// # Errors
    /// `unknown-ending` for another, and `xlsx-left-out` where this build cannot write workbooks.
    pub fn of(path: &Path) -> Result<Self> {
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
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SheetFormat::Csv => "csv",
            SheetFormat::Xlsx => "xlsx",
        }
    }

    /// The bytes of a file. `created` is what a workbook says of its making, so that the same
    /// sheet at the same time is the same file.
    ///
    /// # Errors
    /// More rows than a workbook can hold.
    pub fn bytes(self, sheet: &Sheet, created: DateTime<Utc>) -> Result<Vec<u8>> {
        match self {
            SheetFormat::Csv => csv(sheet),
            #[cfg(feature = "xlsx")]
            SheetFormat::Xlsx => super::xlsx::bytes(sheet, created),
            #[cfg(not(feature = "xlsx"))]
            SheetFormat::Xlsx => {
                let _ = created;
                Err(Failure::usage("xlsx-left-out", "this mpn cannot write .xlsx"))
            }
        }
    }
}

/// RFC 4180, as on standard output.
fn csv(sheet: &Sheet) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = "cannot write CSV";
    writer.write_record(&sheet.columns).context(failed)?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| neutralized(&cell.text()))).context(failed)?;
    }
    Ok(writer.into_inner().context(failed)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;
    use crate::domain::sheet::Cell;

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

    #[test]
    fn csv_is_quoted_and_neutralized() {
        let sheet = Sheet {
            name: "x".to_owned(),
            columns: vec!["a".to_owned(), "b".to_owned(), "c".to_owned()],
            rows: vec![vec![
                Cell::Text("=1+1".to_owned()),
                Cell::Money(Money::parse("12000", "USD").unwrap()),
                Cell::Text("x,\"y\"".to_owned()),
            ]],
        };
        let bytes = csv(&sheet).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "a,b,c\r\n'=1+1,12000.00 USD,\"x,\"\"y\"\"\"\r\n"
        );
    }
}
