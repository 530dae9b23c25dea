//! A deadline: a day by which, or from which, something can be done, and what to type.

use std::fmt::Display;

use chrono::NaiveDate;

/// A day that matters, computed from what is known (TIME-1). Each noun tells its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub date: NaiveDate,
    /// Stable kebab-case.
    pub kind: &'static str,
    /// What it is about; with the kind it names the deadline, whatever its date.
    pub subject: String,
    pub what: String,
    /// A command that can be typed, or what comes nearest to one.
    pub hint: String,
}

impl Deadline {
    /// A deadline about something.
    pub fn new(
        date: NaiveDate,
        kind: &'static str,
        subject: impl Display,
        what: String,
        hint: String,
    ) -> Self {
        Deadline { date, kind, subject: subject.to_string(), what, hint }
    }
}
