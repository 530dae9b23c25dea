//! Workbooks: one sheet with typed cells, a header that stays, and a filter. A text is written as a
//! text, never as a formula.

use anyhow::Context as _;
use chrono::{DateTime, Datelike as _, NaiveDate, SecondsFormat, Timelike as _, Utc};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

use super::Row;
use super::csv::neutralized;
use crate::domain::money::Money;
use crate::failure::{Failure, Result};

/// The rows a workbook can hold beside the header.
const MOST_ROWS: usize = 1_048_575;
/// The characters a cell can hold.
const LONGEST_TEXT: usize = 32_767;
/// How narrow and how wide a column is made, in characters.
const WIDTHS: (usize, usize) = (8, 60);

/// The columns whose texts are days.
const DAYS: [&str; 7] =
    ["on", "since", "reassignable_from", "ends_on", "activate_by", "revealed_on", "redeemed_on"];

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cell {
    Nothing,
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Instant(DateTime<Utc>),
    Money(Money),
    Flag(bool),
}

impl Cell {
    /// The cell as a text.
    fn text(&self) -> String {
        match self {
            Cell::Nothing => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Instant(at) => at.to_rfc3339_opts(SecondsFormat::Secs, true),
            Cell::Money(money) => format!("{} {}", money.amount(), money.currency()),
            Cell::Flag(flag) => flag.to_string(),
        }
    }
}

/// The bytes of a workbook with one sheet.
pub(super) fn bytes(
    name: &str,
    columns: &[&str],
    rows: &[Row],
    created: DateTime<Utc>,
) -> Result<Vec<u8>> {
    if rows.len() > MOST_ROWS {
        return Err(Failure::failed(
            "too-many-rows",
            format!("{} rows, and a workbook holds {MOST_ROWS}", rows.len()),
        )
        .hint("--out FILE.csv"));
    }
    let cells = |row: &Row| columns.iter().map(|column| cell(column, row.get(*column))).collect();
    let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
    Ok(workbook(name, columns, &rows, created).context("cannot write the workbook")?)
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

fn workbook(
    name: &str,
    columns: &[&str],
    rows: &[Vec<Cell>],
    created: DateTime<Utc>,
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(name).set_author("mpn");
    workbook.set_properties(&properties.set_creation_datetime(&instant(created)?));
    let page = workbook.add_worksheet();
    page.set_name(name)?;
    let header = Format::new().set_bold().set_align(FormatAlign::Left);
    for (column, title) in (0..).zip(columns) {
        page.write_string_with_format(0, column, *title, &header)?;
        page.set_column_width(column, width(title, rows, usize::from(column)))?;
    }
    let formats = Formats {
        day: Format::new().set_num_format("yyyy-mm-dd"),
        instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
    };
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            write(page, row, column, cell, &formats)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.autofilter(0, 0, last_row, last_column)?;
    workbook.save_to_buffer()
}

/// How dates look, whatever the spreadsheet's language is.
struct Formats {
    day: Format,
    instant: Format,
}

fn write(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Cell::Nothing => return Ok(()),
        Cell::Text(text) => page.write_string(row, column, fitting(&neutralized(text)))?,
        Cell::Number(number) => page.write_number(row, column, float(*number))?,
        Cell::Flag(flag) => page.write_boolean(row, column, *flag)?,
        Cell::Day(day) => match ymd(*day) {
            Ok(date) => page.write_datetime_with_format(row, column, &date, &formats.day)?,
            // A spreadsheet has no day before 1900.
            Err(_) => page.write_string(row, column, cell.text())?,
        },
        Cell::Instant(at) => match instant(*at) {
            Ok(at) => page.write_datetime_with_format(row, column, &at, &formats.instant)?,
            Err(_) => page.write_string(row, column, cell.text())?,
        },
        Cell::Money(money) => {
            let (amount, format) = amount(money);
            match amount {
                Some(amount) => page.write_number_with_format(row, column, amount, &format)?,
                None => page.write_string(row, column, cell.text())?,
            }
        }
    };
    Ok(())
}

/// An amount as a number, and a format that shows its currency.
fn amount(money: &Money) -> (Option<f64>, Format) {
    let text = money.amount();
    let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let point = if digits == 0 { String::new() } else { format!(".{}", "0".repeat(digits)) };
    let shown = format!("#,##0{point} \"{}\"", money.currency());
    (text.parse().ok(), Format::new().set_num_format(shown))
}

#[expect(clippy::cast_precision_loss, reason = "a count, far from where a double is not exact")]
fn float(number: i64) -> f64 {
    number as f64
}

fn ymd(day: NaiveDate) -> std::result::Result<ExcelDateTime, XlsxError> {
    // A year out of bounds is refused by the date itself.
    let year = u16::try_from(day.year()).unwrap_or(u16::MAX);
    let month = u8::try_from(day.month()).unwrap_or(u8::MAX);
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).unwrap_or(u8::MAX))
}

fn instant(at: DateTime<Utc>) -> std::result::Result<ExcelDateTime, XlsxError> {
    let hour = u16::try_from(at.hour()).unwrap_or(u16::MAX);
    let minute = u8::try_from(at.minute()).unwrap_or(u8::MAX);
    ymd(at.date_naive())?.and_hms(hour, minute, at.second())
}

fn fitting(text: &str) -> String {
    // Characters are counted as a spreadsheet does, in UTF-16.
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < LONGEST_TEXT
    });
    kept.chain(['…']).collect()
}

/// Wide enough for what stands in a column, within bounds.
fn width(title: &str, rows: &[Vec<Cell>], column: usize) -> f64 {
    let title = title.chars().count() + 3;
    let cells = rows.iter().filter_map(|row| row.get(column));
    let widest = cells.map(|cell| shown_width(&cell.text())).chain([title]).max().unwrap_or(0);
    let widest = (widest + 1).clamp(WIDTHS.0, WIDTHS.1);
    u32::try_from(widest).map_or(f64::from(u8::MAX), f64::from)
}

fn shown_width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2E80}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_for_a_cell_is_cut() {
        let cut = fitting(&"🙂".repeat(20_000));
        assert!(cut.encode_utf16().count() <= LONGEST_TEXT && cut.ends_with('…'));
        assert_eq!(fitting("short"), "short");
    }

    #[test]
    fn days_that_a_spreadsheet_has_not_are_texts() {
        assert!(ymd("1800-01-01".parse().unwrap()).is_err());
        assert!(ymd("2026-06-01".parse().unwrap()).is_ok());
    }

    #[test]
    fn the_same_sheet_at_the_same_time_is_the_same_file() {
        let row = [
            ("on", serde_json::json!("2026-06-01")),
            ("price", serde_json::json!({ "amount": "4730.00", "currency": "USD" })),
            ("text", serde_json::json!("=1+1")),
        ];
        let row: Row = row.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
        assert_eq!(cell("on", row.get("on")), Cell::Day("2026-06-01".parse().unwrap()));
        assert!(matches!(cell("price", row.get("price")), Cell::Money(_)));
        let at = "2026-06-01T09:00:00Z".parse().unwrap();
        let made =
            || bytes("users", &["on", "price", "text"], std::slice::from_ref(&row), at).unwrap();
        assert_eq!(made(), made());
    }
}
