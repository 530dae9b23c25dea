//! A workbook (.xlsx) as the CSV text that its first sheet would have been saved as: whatever reads
//! tables reads both. Its lines are the rows of the sheet.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};
use zip::ZipArchive;

use crate::failure::{Failure, Result};

/// How a workbook begins, as every archive of its kind does.
pub(super) const BEGINNING: &[u8] = b"PK\x03\x04";

/// More than any export takes when it is unpacked, in bytes; what is larger may be a trap.
const LARGEST: u64 = 512 << 20;
/// More columns than any table of people has.
const WIDEST: u32 = 1_000;
/// More rows than any directory has users.
const LONGEST: u32 = 600_000;

/// What is said of a workbook that its reader cannot make out; its own words help nobody.
const DAMAGED: &str = "it is damaged, or another kind of archive";

/// The first sheet of a workbook as CSV.
///
/// # Errors
/// `malformed-file` (exit 2) for what is no workbook, or a larger one than is read.
pub(super) fn as_csv(bytes: &[u8], shown: &str) -> Result<String> {
    let no_workbook = |why: String| {
        Failure::usage("malformed-file", format!("{shown} cannot be read as a workbook: {why}"))
            .hint("save it as CSV UTF-8")
    };
    unpacked(bytes).map_err(no_workbook)?;
    let rows = rows(bytes).map_err(no_workbook)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(|error| no_workbook(error.to_string()))?;
    }
    let written = writer.into_inner().map_err(|error| no_workbook(error.to_string()))?;
    String::from_utf8(written).map_err(|error| no_workbook(error.to_string()))
}

/// Sees to it that a workbook is no larger, unpacked, than what is read.
fn unpacked(bytes: &[u8]) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let mut size = 0_u64;
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).map_err(|_| DAMAGED)?;
        size = size.saturating_add(file.size());
    }
    if size <= LARGEST {
        return Ok(());
    }
    Err(format!("it is {} MB unpacked, where {} are the most", size >> 20, LARGEST >> 20))
}

/// The cells of the first sheet, row by row; rows in which nothing stands are there as well.
fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let first = book.sheet_names().first().cloned().ok_or("it has no sheet")?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(|_| DAMAGED)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| DAMAGED)? {
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if row >= LONGEST || column >= WIDEST {
            let (row, column) = (row + 1, column + 1);
            return Err(format!(
                "something stands in row {row}, column {column}; {LONGEST} rows and {WIDEST} \
                 columns are the most"
            ));
        }
        let (row, column) = (row as usize, column as usize);
        if rows.len() <= row {
            // A row in which nothing stands keeps its line.
            rows.resize(row + 1, vec![String::new()]);
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = text;
    }
    Ok(rows)
}

/// A cell as it would be saved. A line break in it would be none of the table's.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.replace(['\r', '\n'], " ")
        }
        DataRef::SharedString(text) => text.replace(['\r', '\n'], " "),
        DataRef::Bool(yes) => if *yes { "True" } else { "False" }.to_owned(),
        DataRef::DateTime(at) => match at.as_datetime() {
            Some(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
            Some(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            None => at.as_f64().to_string(),
        },
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::*;

    #[test]
    fn the_first_sheet_is_the_table_that_it_would_be_saved_as() {
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        page.write(0, 0, "Email").unwrap();
        page.write(0, 1, "Assigned").unwrap();
        page.write(0, 2, "Note").unwrap();
        page.write(2, 0, "zoë@contoso.com").unwrap();
        let assigned = ExcelDateTime::parse_from_str("2026-03-02").unwrap();
        page.write_with_format(2, 1, &assigned, &day).unwrap();
        page.write(2, 2, "one,\n\"two\"").unwrap();
        page.write(3, 0, 12).unwrap();
        page.write(3, 1, true).unwrap();
        page.write(3, 2, 1.5).unwrap();
        book.add_worksheet().write(0, 0, "another page").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        assert_eq!(
            as_csv(&bytes, "a.xlsx").unwrap(),
            "Email,Assigned,Note\n\"\"\nzoë@contoso.com,2026-03-02,\"one, \"\"two\"\"\"\n12,True,1.5\n"
        );
        let told = as_csv(b"PK\x03\x04 nothing", "a.xlsx").unwrap_err().told();
        assert_eq!(told.message, format!("a.xlsx cannot be read as a workbook: {DAMAGED}"));
    }

    #[test]
    fn a_cell_far_away_takes_no_memory() {
        let mut book = Workbook::new();
        book.add_worksheet().write(1_048_575, 0, "far").unwrap();
        let told = as_csv(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap_err().told();
        assert!(told.message.contains("row 1048576, column 1;"), "{told:?}");
    }
}
