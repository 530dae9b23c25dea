//! A sheet: rows of typed cells with a header, on their way into a file of a spreadsheet.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use super::money::Money;

/// A table for a spreadsheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
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
    #[must_use]
    pub fn text(&self) -> String {
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

/// A text that a spreadsheet would take for a formula gets an apostrophe before it (formats.md).
#[must_use]
pub fn neutralized(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_neutralized() {
        for text in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            assert_eq!(neutralized(text), format!("'{text}"));
        }
        assert_eq!(neutralized("a=1"), "a=1");
        assert_eq!(neutralized(""), "");
    }
}
