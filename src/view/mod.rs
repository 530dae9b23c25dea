//! What is seen: an answer becomes bytes for stdout or for files, and notes for stderr. Nothing is
//! printed or written here; `run` writes what comes back, once.

mod csv;
mod export;
mod file;
mod history;
mod ics;
#[cfg(feature = "jq")]
mod jq;
mod json;
mod keep;
mod key;
mod line;
mod listing;
mod plan;
mod progress;
mod receipt;
mod sentence;
mod show;
mod status;
mod table;
mod told;
#[cfg(not(feature = "jq"))]
mod without_jq;
#[cfg(feature = "xlsx")]
mod xlsx;

use serde_json::{Map, Value};

use crate::domain::answer::{Answer, Body};
use crate::domain::benefit::Quantity;
use crate::domain::call::Call;
use crate::domain::character::is_hidden;
use crate::domain::output::{Format, Output};
use crate::failure::{Failure, Result};

pub use file::{File, Filed, Over, can_file, filed};
#[cfg(feature = "jq")]
pub use jq::Filter;
pub use progress::Progress;
#[cfg(not(feature = "jq"))]
pub use without_jq::Filter;

/// One row: JSON keys and values, in the order of the columns.
type Row = Map<String, Value>;

/// What is to be written.
#[derive(Debug, Default)]
pub struct Seen {
    pub stdout: String,
    pub stderr: String,
}

/// Renders an answer.
///
/// # Errors
/// `unknown-column` (exit 2).
pub fn render(answer: &Answer, output: &Output) -> Result<Seen> {
    let mut seen = Seen { stdout: body(&answer.body, output)?, stderr: String::new() };
    if let Body::Keys(keys) = &answer.body {
        seen.stderr.push_str(&key::instructions_aside(keys, output));
    }
    if let Body::Applied(applied) = &answer.body
        && !output.is_json()
    {
        seen.stderr.push_str(&key::instructions_aside(&applied.keys, output));
        seen.stderr.push_str(&plan::refused(applied));
    }
    if !output.quiet {
        let warnings = match answer.body.receipt() {
            // JSON carries the warnings itself.
            Some(receipt) if !output.is_json() => receipt.warnings.as_slice(),
            _ => &[],
        };
        let warnings = warnings.iter().chain(&answer.warnings);
        seen.stderr.push_str(&show::labelled("warning: ", warnings));
        seen.stderr.push_str(&show::labelled("note: ", &answer.notes));
    }
    Ok(seen)
}

/// A warning as it stands on stderr.
#[must_use]
pub fn warning(text: &str) -> String {
    show::labelled("warning: ", [text])
}

/// Whether what a call will answer can be told as it is wanted, as far as must be known before it
/// is done.
///
/// # Errors
/// `unknown-column` (exit 2).
pub fn can_tell(call: &Call, output: &Output) -> Result<()> {
    receipt::has_columns(call, output)
}

fn body(body: &Body, output: &Output) -> Result<String> {
    match body {
        Body::Memberships(rows) => listing::list(rows, output),
        Body::Users(rows) => listing::list(rows, output),
        Body::Benefits(rows) => listing::list(rows, output),
        Body::Software(rows) => listing::list(rows, output),
        Body::Credits(rows) => listing::list(rows, output),
        Body::Seats(rows) => listing::list(rows, output),
        Body::History(rows) => {
            let rows: Vec<_> = rows.iter().map(history::line).collect();
            listing::list(&rows, output)
        }
        Body::Programs(rows) => listing::list(rows, output),
        Body::Config(rows) => listing::list(rows, output),
        Body::Keys(keys) => key::render(keys, output),
        Body::WhoAmI(shown) => show::object(shown, "email", output),
        Body::Membership(shown) => show::object(shown, "id", output),
        Body::User(shown) => show::object(shown, "email", output),
        Body::Benefit(shown) => show::object(shown, "id", output),
        Body::SoftwareBenefit(shown) => show::object(shown, "id", output),
        Body::Credit(shown) => show::object(shown, "id", output),
        Body::SeatBenefit(shown) => show::object(shown, "id", output),
        Body::Seat(shown) => show::object(shown, "id", output),
        Body::SeatsFree(shown) => {
            // How many, or from when on so many as were asked for.
            let bare = if shown.need.is_some() { "enough_from" } else { "free" };
            show::object(shown, bare, output)
        }
        Body::Licenses(rows) => listing::list(rows, output),
        Body::SupportStatus(rows) => listing::list(rows, output),
        Body::Incidents(rows) => listing::list(rows, output),
        Body::AdvisoryStatus(rows) => listing::list(rows, output),
        Body::AdvisoryRequests(rows) => listing::list(rows, output),
        Body::GtmOffers(rows) => listing::list(rows, output),
        Body::Due { lines, .. } => listing::list(lines, output),
        Body::Differences(rows) => listing::list(rows, output),
        Body::License(shown) => show::object(shown, "id", output),
        Body::RedeemPlan(plan) => show::in_words(plan, output, told::plan),
        Body::Redeemed(redeemed) => show::object(redeemed, "key", output),
        Body::SupportIds(ids) => key::support_ids(ids, output),
        Body::Coverage(coverage) => show::in_words(coverage, output, told::coverage),
        Body::Explained(explained) => show::in_words(explained, output, told::explained),
        Body::GtmOffer(shown) => show::object(shown, "id", output),
        Body::Contact(contact) => show::object(contact, "contact_email", output),
        Body::Organization(shown) => show::object(shown, "name", output),
        Body::CancelCheck(check) => show::in_words(check, output, told::cancel_check),
        Body::Requested(requested) => show::in_words(requested, output, receipt::requested),
        Body::Status(shown) => show::in_words(shown.as_ref(), output, status::status),
        Body::Why(why) => show::in_words(why.as_ref(), output, told::why),
        Body::WhatIf(shown) => show::in_words(shown.as_ref(), output, told::what_if),
        Body::Plan { rows, .. } => plan::rows(rows, output),
        Body::Applied(applied) => plan::applied(applied, output),
        Body::Recipients(rows) => listing::list(rows, output),
        Body::Recovery(made) => show::in_words(made.as_ref(), output, receipt::recovery),
        Body::Export(exported) => export::render(exported, output),
        Body::ExportWritten(written) => export::written(written, output),
        Body::ManualWritten(manual) => show::in_words(manual, output, told::manual),
        // What goes into files is told by `filed`.
        Body::Manual { .. } => Ok(String::new()),
        Body::Calendar(calendar) => show::text(&ics::text(calendar), output),
        Body::Written(file) => show::written(file, output),
        Body::LedgerInfo(shown) => show::object(shown, "ledger_id", output),
        Body::LedgerHead(shown) => show::head(shown, output),
        Body::ProgramChecked(shown) => show::object(shown, "program", output),
        Body::HistoryOperation(shown) => history::operation(shown, output),
        Body::Verified(verified) => show::in_words(verified, output, show::verified),
        Body::Copied(shown) => show::in_words(shown, output, keep::copied),
        Body::Restored(shown) => show::in_words(shown, output, keep::restored),
        Body::Rebuilt(shown) => show::in_words(shown, output, keep::rebuilt),
        Body::Salvaged(shown) => show::in_words(shown, output, keep::salvaged),
        Body::Checked { checks, .. } => keep::checked(checks, output),
        Body::Program(shown) => show::in_words(&shown.program, output, |_, _| shown.text.clone()),
        Body::Receipt(receipt) => receipt::shown(receipt, output),
        Body::Founded(founded) => show::in_words(founded, output, receipt::founded),
        Body::Text(text) => show::text(text, output),
    }
}

/// Text from outside, with control, bidirectional, escape and unseen characters made visible, so
/// that it cannot move the cursor, turn what stands beside it around, or say what nobody sees.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

/// A failure as one line of JSON; what it repeats is as safe on a terminal as an answer.
#[must_use]
pub fn json_error(failure: &Failure) -> String {
    json::escaped(&failure.json())
}

/// A value as JSON, which every answer can be.
fn to_value<T: serde::Serialize>(value: &T) -> Result<Value> {
    serde_json::to_value(value)
        .map_err(|error| Failure::failed("failed", format!("cannot write JSON: {error}")))
}

/// An answer, or a line of one, as a row of its fields.
fn to_row<T: serde::Serialize>(value: &T) -> Result<Row> {
    Ok(match to_value(value)? {
        Value::Object(row) => row,
        other => Row::from_iter([("value".to_owned(), other)]),
    })
}

/// How many there are, and what is said where nobody says it.
fn quantity(quantity: Option<Quantity>, unsaid: &str) -> String {
    match quantity {
        Some(Quantity::Count(count)) => count.to_string(),
        Some(Quantity::Unlimited) => "unlimited".to_owned(),
        None => unsaid.to_owned(),
    }
}

/// A value as one cell for a program: arrays joined with `;`, money as `12000.00 USD`, null as
/// nothing.
fn cell(value: &Value) -> String {
    joined(value, ";")
}

/// A value as one cell, arrays joined with `separator`; what holds more than words is JSON.
fn joined(value: &Value, separator: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().any(is_nested) => value.to_string(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(separator),
        Value::Object(object) => match (object.get("amount"), object.get("currency")) {
            (Some(Value::String(amount)), Some(Value::String(currency))) => {
                format!("{amount} {currency}")
            }
            _ => value.to_string(),
        },
    }
}

/// Whether a value has parts that cannot be told apart in a list: money can.
fn is_nested(value: &Value) -> bool {
    value.is_array() || value.as_object().is_some_and(|object| !object.contains_key("currency"))
}

/// Rows in one of the formats that are made of lines; `headers` are the JSON keys.
fn lines(rows: &[Row], columns: &[&str], output: &Output) -> Result<String> {
    let separator = if output.format_of_list() == Format::Table { ", " } else { ";" };
    let cells = |row: &Row| -> Vec<String> {
        let cell = |column: &&str| row.get(*column).map(|value| joined(value, separator));
        columns.iter().map(|column| cell(column).unwrap_or_default()).collect()
    };
    match output.format_of_list() {
        Format::Json => Ok(json::array(rows, columns, output)),
        Format::Jsonl => Ok(json::lines(rows, columns)),
        Format::Tsv => Ok(csv::tsv(rows.iter().map(cells))),
        // A file keeps what stands in a cell; a terminal must not obey it.
        Format::Csv if output.terminal => {
            let shown = |row| cells(row).iter().map(|cell| visible(cell)).collect();
            csv::csv(columns, rows.iter().map(shown))
        }
        Format::Csv => csv::csv(columns, rows.iter().map(cells)),
        Format::Markdown => Ok(csv::markdown(columns, rows.iter().map(cells))),
        Format::Table => Ok(table::table(columns, rows.iter().map(cells), output)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_move_the_cursor_is_made_visible() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("a\u{202e}b\u{9b}c\r\n"), "a\\u{202e}b\\u{9b}c\\u{d}\\u{a}");
        assert_eq!(visible("a\u{ad}b\u{e0041}\u{3164}"), "a\\u{ad}b\\u{e0041}\\u{3164}");
        assert_eq!(visible("Zoë 李小龍 🙂"), "Zoë 李小龍 🙂");
    }

    #[test]
    fn csv_is_quoted_and_neutralized() {
        let row = serde_json::json!({
            "a": "=1+1",
            "b": { "amount": "12000.00", "currency": "USD" },
            "c": "x,\"y\"",
        });
        let output = Output { format: Some(Format::Csv), ..Output::default() };
        let Value::Object(row) = row else { panic!("{row}") };
        assert_eq!(
            lines(&[row], &["a", "b", "c"], &output).unwrap(),
            "a,b,c\r\n'=1+1,12000.00 USD,\"x,\"\"y\"\"\"\r\n"
        );
    }
}
