//! An operation: one command that changed the ledger, with the facts it recorded; and the receipt
//! that answers it.

pub mod said;

use chrono::{DateTime, NaiveDate, Utc};

use super::columns::columns;
use super::event::{Event, OperationEvent, RefusedRow};
use super::moment::Clock;

/// An operation as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its place in the log, from 1.
    pub seq: u64,
    /// The `--request-id`, or one that was made up.
    pub op_id: String,
    pub recorded_at: DateTime<Utc>,
    pub clock: Clock,
    pub on: NaiveDate,
    pub actor: String,
    pub os_user: String,
    pub host: String,
    pub command: String,
    /// The digest of what was asked.
    pub request: String,
    pub reason: Option<String>,
    pub program: String,
    pub mpn_version: String,
    /// The hash of the operation before, hexadecimal.
    pub prev: String,
    pub hash: String,
    pub events: Vec<Event>,
}

columns! {
    /// What a write answers (cli.md).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Receipt {
        /// Its place in the log; `None` when nothing was recorded.
        pub operation: Option<u64>,
        pub command: String,
        pub actor: String,
        pub at: DateTime<Utc>,
        pub on: NaiveDate,
        pub changed: bool,
        pub dry_run: bool,
        pub events: Vec<Event>,
        /// The newest hash of the log.
        pub head: String,
        pub warnings: Vec<String>,
        /// The rows of a plan that were not done; the answer to `apply` tells them.
        pub refused: Vec<RefusedRow> => skip,
    }
}

/// What a clock other than the machine's own is worth a warning for.
#[must_use]
pub fn clock_warning(clock: Clock) -> Option<String> {
    match clock {
        Clock::System => None,
        Clock::Fixed => Some("recorded with a fixed clock (--now or MPN_NOW)".to_owned()),
        Clock::Behind => {
            Some("this machine's clock is behind the newest operation of the ledger".to_owned())
        }
        Clock::Ahead => Some(
            "this machine's clock is more than 45 days ahead of the newest operation of the ledger"
                .to_owned(),
        ),
    }
}

impl Operation {
    /// The receipt that answers it.
    #[must_use]
    pub fn receipt(self) -> Receipt {
        let Apart { warnings, refused, events } = Apart::of(self.events);
        let warnings = warnings.into_iter().chain(clock_warning(self.clock)).collect();
        Receipt {
            operation: Some(self.seq),
            command: self.command,
            actor: self.actor,
            at: self.recorded_at,
            on: self.on,
            changed: true,
            dry_run: false,
            events,
            head: self.hash,
            warnings,
            refused,
        }
    }
}

/// What an operation recorded, apart: the events proper, and what was told beside them.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    pub warnings: Vec<String>,
    pub refused: Vec<RefusedRow>,
    pub events: Vec<Event>,
}

impl Apart {
    /// Takes them apart, each in its order.
    #[must_use]
    pub fn of(events: impl IntoIterator<Item = Event>) -> Self {
        let mut apart = Apart::default();
        for event in events {
            let Event::Operation(said) = event else {
                apart.events.push(event);
                continue;
            };
            match said {
                OperationEvent::Warned { warning } => apart.warnings.push(warning),
                OperationEvent::RowRefused(row) => apart.refused.push(row),
                OperationEvent::OperationUndone { .. } | OperationEvent::RowApplied { .. } => {
                    apart.events.push(said.into());
                }
            }
        }
        apart
    }
}
