//! JSON: arrays for lists, one object for the rest; indented on a terminal, one line elsewhere.

use serde::Serialize;
use serde_json::Value;

use super::{Row, to_value};
use crate::domain::character::is_hidden;
use crate::domain::output::{Format, Output};
use crate::failure::Result;

/// One object.
pub(super) fn one<T: Serialize>(value: &T, output: &Output) -> Result<String> {
    Ok(format!("{}\n", written(&to_value(value)?, output)))
}

/// An array of rows.
pub(super) fn array(rows: &[Row], columns: &[&str], output: &Output) -> String {
    let rows = rows.iter().map(|row| Value::Object(chosen(row, columns))).collect();
    format!("{}\n", written(&Value::Array(rows), output))
}

/// One object a line.
pub(super) fn lines(rows: &[Row], columns: &[&str]) -> String {
    let lines = rows.iter().map(|row| {
        let value = Value::Object(chosen(row, columns));
        format!("{}\n", escaped(&value.to_string()))
    });
    lines.collect()
}

/// A row with some of its columns, in their order.
pub(super) fn chosen(row: &Row, columns: &[impl AsRef<str>]) -> Row {
    let kept = columns.iter().filter_map(|column| row.get_key_value(column.as_ref()));
    kept.map(|(column, value)| (column.clone(), value.clone())).collect()
}

fn written(value: &Value, output: &Output) -> String {
    if output.terminal && output.format != Some(Format::Jsonl) {
        escaped(&format!("{value:#}"))
    } else {
        escaped(&value.to_string())
    }
}

/// Escapes what JSON allows to stand as it is, and a terminal would obey or not show. Such
/// characters only ever stand within strings.
pub(super) fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_the_same_text() {
        let text = "a\u{1b}[31m\u{202e}\u{ad}\u{e0041}é🙂".to_owned();
        let json = escaped(&Value::from(text.as_str()).to_string());
        assert_eq!(json, r#""a\u001b[31m\u202e\u00ad\udb40\udc41é🙂""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
