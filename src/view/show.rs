//! One thing, whole: a line for each of its fields on a terminal as on a pipe, an object in JSON.

use serde::Serialize;
use serde_json::Value;

use super::{Row, cell, joined, json, lines, listing, to_value, visible};
use crate::domain::answer::{LedgerHead, Verified};
use crate::domain::output::{Format, Output};
use crate::failure::Result;

/// Shows one thing; `bare` is the field that is left of it with `--quiet`.
pub(super) fn object<T: Serialize>(value: &T, bare: &str, output: &Output) -> Result<String> {
    let Value::Object(mut row) = to_value(value)? else { return Ok(String::new()) };
    if let Some(columns) = &output.columns {
        let known: Vec<&str> = row.keys().map(String::as_str).collect();
        listing::has_all(&known, columns)?;
        row = columns
            .iter()
            .filter_map(|column| Some((column.clone(), row.get(column)?.clone())))
            .collect();
    } else if output.quiet && output.format.is_none() {
        let bare = row.get(bare).filter(|value| !value.is_null()).map(cell);
        return Ok(bare.map(|text| format!("{}\n", visible(&text))).unwrap_or_default());
    }
    match output.format {
        Some(Format::Json | Format::Jsonl) => json::one(&row, output),
        Some(Format::Tsv | Format::Csv | Format::Markdown) => {
            let columns: Vec<String> = row.keys().cloned().collect();
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            lines(&[row], &columns, output)
        }
        Some(Format::Table) | None => Ok(fields(&row, "")),
    }
}

/// An answer in words, as at a terminal; where rows or some fields are asked for, those of its
/// JSON.
pub(super) fn words_or_fields<T: Serialize>(
    value: &T,
    output: &Output,
    words: impl FnOnce() -> String,
) -> Result<String> {
    let in_words = matches!(output.format, None | Some(Format::Table));
    if in_words && output.columns.is_none() { Ok(words()) } else { object(value, "", output) }
}

/// A text that is a file of its own format, and stays so in every other but JSON.
pub(super) fn text(text: &str, output: &Output) -> Result<String> {
    let shown = object(&serde_json::json!({ "text": text }), "text", output)?;
    Ok(if output.is_json() { shown } else { text.to_owned() })
}

/// A file that was written.
pub(super) fn written(file: &str, output: &Output) -> Result<String> {
    words_or_fields(&serde_json::json!({ "written": file }), output, || {
        let said = if output.quiet { "" } else { "written: " };
        format!("{said}{}\n", visible(file))
    })
}

/// The note of the end of a log; people are told where it lies, too.
pub(super) fn head(head: &LedgerHead, output: &Output) -> Result<String> {
    let is_text = matches!(output.format, None | Some(Format::Table));
    if !is_text || output.quiet || output.columns.is_some() {
        return object(head, "head", output);
    }
    let Value::Object(mut row) = to_value(head)? else { return Ok(String::new()) };
    row.shift_insert(2, "path".to_owned(), Value::String(head.path.clone()));
    Ok(fields(&row, ""))
}

/// A field a line, the values under each other; what is not there is left out.
pub(super) fn fields(row: &Row, indent: &str) -> String {
    let told: Vec<(&String, &Value)> = row.iter().filter(|(_, value)| !is_empty(value)).collect();
    let width = told.iter().map(|(name, _)| name.len() + 1).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in told {
        let label = format!("{}:", name.replace('_', " "));
        match value {
            Value::Array(items) if items.iter().any(Value::is_object) => {
                text.push_str(&format!("{indent}{label}\n"));
                for item in items {
                    text.push_str(&format!("{indent}  {}\n", in_a_line(item)));
                }
            }
            Value::Object(inner) if !inner.contains_key("currency") => {
                text.push_str(&format!("{indent}{label}\n"));
                text.push_str(&fields(inner, &format!("{indent}  ")));
            }
            Value::Array(items) if items.iter().any(is_phrase) => {
                text.push_str(&format!("{indent}{label}\n"));
                for item in items {
                    text.push_str(&format!("{indent}  {}\n", visible(&cell(item))));
                }
            }
            _ => {
                let value = visible(&joined(value, ", "));
                text.push_str(&format!("{indent}{label:width$} {value}\n"));
            }
        }
    }
    text
}

/// An object of a list within a thing, on one line.
fn in_a_line(item: &Value) -> String {
    let Value::Object(row) = item else { return visible(&cell(item)) };
    let told = row.iter().filter(|(_, value)| !is_empty(value));
    let parts: Vec<String> = told
        .map(|(name, value)| {
            let value = visible(&cell(value));
            // An id or an email says itself what it is.
            if matches!(name.as_str(), "id" | "email" | "benefit" | "code" | "status" | "name") {
                value
            } else {
                format!("{} {value}", name.replace('_', " "))
            }
        })
        .collect();
    parts.join(" · ")
}

/// Phrases stand on lines of their own; words can share one.
fn is_phrase(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.split(' ').count() > 3)
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// What `ledger verify` found.
pub(super) fn verified(verified: &Verified, output: &Output) -> Result<String> {
    words_or_fields(verified, output, || {
        // Sound is silent where only findings are wanted.
        if verified.sound && output.quiet {
            return String::new();
        }
        if verified.sound {
            return format!(
                "sound: {}, head {}\n",
                crate::failure::count(verified.operations, "operation"),
                verified.head.as_deref().unwrap_or("none"),
            );
        }
        let findings = verified.findings.iter().map(|finding| {
            let (place, message) = (visible(&finding.place), visible(&finding.message));
            format!("{}: {place}: {message}\n", finding.code.word())
        });
        findings.collect()
    })
}
