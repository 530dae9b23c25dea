//! One thing, whole: a line for each of its fields on a terminal as on a pipe, an object in JSON.

use std::fmt::Display;

use serde::Serialize;
use serde_json::Value;

use super::{Row, cell, joined, json, lines, listing, to_row, visible};
use crate::domain::answer::{LedgerHead, Verified};
use crate::domain::output::{Format, Output};
use crate::failure::{Result, count};

/// Shows one thing; `bare` is the field that is left of it with `--quiet`.
pub(super) fn object<T: Serialize>(value: &T, bare: &str, output: &Output) -> Result<String> {
    let mut row = to_row(value)?;
    if let Some(columns) = &output.columns {
        let known: Vec<&str> = row.keys().map(String::as_str).collect();
        listing::has_all(&known, columns)?;
        row = json::chosen(&row, columns);
    } else if output.is_bare() {
        return Ok(labelled("", row.get(bare).filter(|value| !value.is_null()).map(cell)));
    }
    match output.format {
        Some(Format::Json | Format::Jsonl) => json::one(&row, output),
        Some(Format::Tsv | Format::Csv | Format::Markdown) => {
            let columns: Vec<&str> = row.keys().map(String::as_str).collect();
            lines(std::slice::from_ref(&row), &columns, output)
        }
        Some(Format::Table) | None => Ok(fields(&row, "")),
    }
}

/// An answer in words, which are told whether it is to be quiet; else the fields of its JSON.
pub(super) fn in_words<T: Serialize>(
    value: &T,
    output: &Output,
    words: impl FnOnce(&T, bool) -> String,
) -> Result<String> {
    if output.is_worded() { Ok(words(value, output.quiet)) } else { object(value, "", output) }
}

/// A line for each text, with what it is before it.
pub(super) fn labelled<T: Display>(label: &str, texts: impl IntoIterator<Item = T>) -> String {
    let texts = texts.into_iter().map(|text| visible(&text.to_string()));
    texts.map(|text| format!("{label}{text}\n")).collect()
}

/// A heading with its lines under it, where there are any.
pub(super) fn part(heading: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines = labelled("  ", lines);
    if lines.is_empty() { lines } else { format!("{heading}\n{lines}") }
}

/// A text that is a file of its own format, and stays so in every other but JSON.
pub(super) fn text(text: &str, output: &Output) -> Result<String> {
    let shown = object(&serde_json::json!({ "text": text }), "text", output)?;
    Ok(if output.is_json() { shown } else { text.to_owned() })
}

/// A file that was written.
pub(super) fn written(file: &str, output: &Output) -> Result<String> {
    in_words(&serde_json::json!({ "written": file }), output, |_, quiet| {
        labelled(if quiet { "" } else { "written: " }, [file])
    })
}

/// The note of the end of a log; people are told where it lies, too.
pub(super) fn head(head: &LedgerHead, output: &Output) -> Result<String> {
    if !output.is_worded() || output.quiet {
        return object(head, "head", output);
    }
    let mut row = to_row(head)?;
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
        let below = match value {
            Value::Array(items) if items.iter().any(|item| item.is_object() || is_phrase(item)) => {
                items.iter().map(|item| format!("{indent}  {}\n", in_a_line(item))).collect()
            }
            Value::Object(inner) if !inner.contains_key("currency") => {
                fields(inner, &format!("{indent}  "))
            }
            _ => {
                let value = visible(&joined(value, ", "));
                text.push_str(&format!("{indent}{label:width$} {value}\n"));
                continue;
            }
        };
        text.push_str(&format!("{indent}{label}\n{below}"));
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
pub(super) fn verified(verified: &Verified, quiet: bool) -> String {
    if verified.sound {
        // Sound is silent where only findings are wanted.
        let head = verified.head.as_deref().unwrap_or("none");
        let operations = count(verified.operations, "operation");
        return labelled("sound: ", (!quiet).then(|| format!("{operations}, head {head}")));
    }
    let findings = verified.findings.iter().map(|finding| {
        let (place, message) = (visible(&finding.place), visible(&finding.message));
        format!("{}: {place}: {message}\n", finding.code.word())
    });
    findings.collect()
}
