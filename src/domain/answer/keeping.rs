//! Answers: what is told of the ledger itself, its log, its ways in and its surroundings.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::columns::columns;
use crate::domain::event::Event;
use crate::domain::finding::FindingCode;
use crate::domain::moment::Clock;
use crate::domain::operation::Receipt;
use crate::domain::program::Program;
use crate::domain::recipient::RecipientKind;
use crate::domain::user::Email;
use crate::domain::words::words;

#[derive(Clone, Debug)]
pub struct HistoryLine {
    pub operation: u64,
    pub request_id: String,
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    pub actor: String,
    pub command: String,
    pub events: Vec<Event>,
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct HistoryShown {
    pub operation: u64,
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    pub actor: String,
    pub command: String,
    pub reason: Option<String>,
    pub request_id: String,
    pub clock: Clock,
    pub os_user: String,
    pub host: String,
    pub program: String,
    pub mpn_version: String,
    pub prev: String,
    pub hash: String,
    /// The operation that took it back, if it is taken back.
    pub undone_by: Option<u64>,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LedgerInfo {
    pub ledger_id: String,
    pub path: String,
    pub schema: u32,
    pub operations: u64,
    pub head: String,
    pub last_at: DateTime<Utc>,
    pub program: String,
    pub organization: String,
    pub sample: bool,
    /// By which its seal is known again.
    pub seal_print: Option<String>,
}

/// The end of the log, as a note to be kept elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerHead {
    pub organization: String,
    pub ledger_id: String,
    /// Told to people; two copies of one ledger have the same head as JSON.
    #[serde(skip)]
    pub path: String,
    pub operation: u64,
    pub last_at: DateTime<Utc>,
    pub head: String,
    /// The command that tells whether the log still holds it.
    pub check: String,
}

/// What `ledger verify` found.
#[derive(Clone, Debug, Serialize)]
pub struct Verified {
    pub sound: bool,
    pub operations: u64,
    pub head: Option<String>,
    pub findings: Vec<Finding>,
}

/// One thing that does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub code: FindingCode,
    /// The operation or the table and row that is wrong.
    pub place: String,
    pub message: String,
}

/// A copy of the whole ledger: a backup or an archive.
#[derive(Clone, Debug, Serialize)]
pub struct Copied {
    pub file: String,
    pub ledger_id: String,
    pub operations: u64,
    pub head: String,
}

columns! {
    /// What `ledger restore` put in place.
    #[derive(Clone, Debug)]
    pub struct Restored {
        pub receipt: Receipt => flatten,
        pub ledger: String,
        pub ledger_id: String,
        pub organization: String,
        pub operations: u64,
        pub last_at: DateTime<Utc>,
        /// The ledger that was there, as far as it can be read.
        pub replaces: Option<Replaced>,
        /// Where what was there lies now.
        pub kept_aside: Option<String>,
    }
}

/// A ledger in whose place another is put.
#[derive(Clone, Debug, Serialize)]
pub struct Replaced {
    pub ledger_id: String,
    pub organization: String,
    pub operations: u64,
    pub last_at: DateTime<Utc>,
    pub head: String,
}

columns! {
    /// What `ledger rebuild` computed anew.
    #[derive(Clone, Debug)]
    pub struct Rebuilt {
        pub receipt: Receipt => flatten,
        pub operations: u64,
        pub tables: u64,
        pub rows: u64,
        /// The ledger as it was before.
        pub backup: Option<String>,
    }
}

/// What `ledger salvage` saved.
#[derive(Clone, Debug, Serialize)]
pub struct Salvaged {
    pub file: String,
    pub ledger_id: String,
    pub operations: u64,
    /// How many the damaged ledger has, as far as that can still be told.
    pub operations_there: Option<u64>,
    pub stopped_by: Option<String>,
    pub sealed_values: u64,
    /// The keys and contracts whose sealed texts could not be saved.
    pub lost: Vec<String>,
    pub head: String,
}

columns! {
    /// One thing that `ledger doctor` looked at.
    #[derive(Clone, Debug)]
    pub struct Check {
        pub check: &'static str,
        pub status: CheckStatus,
        pub message: String,
        /// What to do about it.
        pub hint: Option<String>,
    }
}

words! {
    /// How much what was looked at matters.
    CheckStatus, "a status of a check" {
        Ok = "ok",
        Warning = "warning",
        Error = "error",
    }
}

impl Check {
    /// Nothing is wrong there.
    #[must_use]
    pub fn ok(check: &'static str, message: impl Into<String>) -> Self {
        Check { check, status: CheckStatus::Ok, message: message.into(), hint: None }
    }

    /// Something to mind.
    #[must_use]
    pub fn warning(check: &'static str, message: impl Into<String>) -> Self {
        Check { status: CheckStatus::Warning, ..Check::ok(check, message) }
    }

    /// Something that keeps the ledger from being used.
    #[must_use]
    pub fn error(check: &'static str, message: impl Into<String>) -> Self {
        Check { status: CheckStatus::Error, ..Check::ok(check, message) }
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Check { hint: Some(hint.into()), ..self }
    }
}

columns! {
    #[derive(Clone, Debug)]
    pub struct ProgramLine {
        pub program: String,
        pub title: String,
        pub dated: NaiveDate,
        pub offers: usize,
        pub competencies: usize,
        pub benefits: usize,
        /// Whether this ledger goes by it.
        pub in_use: bool,
    }
}

#[derive(Clone, Debug)]
pub struct ProgramShown {
    pub program: Program,
    /// The same as TOML, with its comments where it has any.
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProgramChecked {
    pub program: String,
    pub offers: usize,
    pub competencies: usize,
    pub benefits: usize,
}

columns! {
    /// What `init` made.
    #[derive(Clone, Debug)]
    pub struct Founded {
        pub receipt: Receipt => flatten,
        pub ledger: String,
        pub identity: String,
        pub identity_made: bool,
        pub config: Option<String>,
        pub admin: Email,
    }
}

/// The manual pages that were written.
#[derive(Clone, Debug, Serialize)]
pub struct ManualWritten {
    pub directory: String,
    pub pages: usize,
}

columns! {
    #[derive(Clone, Debug)]
    pub struct ConfigLine {
        pub name: String,
        pub value: Option<String>,
        pub origin: String,
    }

    /// One way in.
    #[derive(Clone, Debug)]
    pub struct RecipientLine {
        pub recipient: String,
        pub kind: RecipientKind,
        pub user: Option<Email>,
        pub since: NaiveDate,
    }

    /// A recovery passphrase, told once.
    #[derive(Clone)]
    pub struct RecoveryMade {
        pub receipt: Receipt => flatten,
        pub passphrase: String,
    }
}

impl std::fmt::Debug for RecoveryMade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryMade")
    }
}
