//! Lines that are made of answers here: of an operation, of a row of a plan.

use chrono::NaiveDate;

use crate::domain::columns::columns;
use crate::domain::role::Role;
use crate::domain::user::Email;
use crate::domain::wish::{Action, RowStatus};

columns! {
    /// A line of `history list`.
    pub(super) struct OperationLine {
        pub operation: u64,
        pub at: String,
        pub on: NaiveDate,
        pub actor: String,
        pub command: String,
        pub summary: String,
        pub reason: Option<String>,
    }

    /// An operation, with what a list leaves out.
    pub(super) struct OperationRow {
        pub line: OperationLine => flatten,
        pub request_id: String,
        pub events: usize,
    }

    /// A row of `plan`.
    pub(super) struct PlannedLine {
        pub row: u32,
        pub action: Action,
        pub benefit: Option<String>,
        pub user: Option<Email>,
        pub to: Option<Email>,
        pub status: RowStatus,
        pub message: String,
        pub rule: Option<&'static str>,
        pub earliest: Option<NaiveDate>,
        pub code: Option<&'static str>,
        pub hint: Option<String>,
        pub language: Option<String>,
        pub os: Option<String>,
        pub role: Option<Role>,
        pub account: Option<Email>,
        pub reason: Option<String>,
        pub line: Option<u32>,
        pub warnings: Vec<String>,
    }
}
