//! What is said of operations themselves: plans, undo, and what an operation tells of its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::domain::fact::{CountsFrom, Fact, Final, Part, Undoing};
use crate::domain::folded;
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{ActsOn, Answers, Asked, Verb};
use crate::domain::wish::{PlannedOn, SeatWish, WishRow};

/// What is asked of operations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum OperationRequest {
    ApplyPlan(ApplyPlan),
    UndoOperation(UndoOperation),
}

impl OperationRequest {
    /// The plan that it is, whose rows stand for requests of their own.
    #[must_use]
    pub fn plan(&self) -> Option<&ApplyPlan> {
        match self {
            OperationRequest::ApplyPlan(plan) => Some(plan),
            OperationRequest::UndoOperation(_) => None,
        }
    }
}

impl Asked for OperationRequest {
    fn verb(&self) -> Verb {
        // Each row is asked for its own role, and so is what is undone (ROLE-13).
        match self {
            OperationRequest::ApplyPlan(_) => {
                Verb::new("apply", Permission::Read, &[]).answering(Answers::Plan)
            }
            OperationRequest::UndoOperation(_) => {
                Verb::new("undo", Permission::Read, &["ROLE-13"]).asking()
            }
        }
        .on(ActsOn::Ledger)
    }

    fn fold(&mut self, _: &Email) {
        match self {
            OperationRequest::UndoOperation(wanted) => {
                if let Some(Ok(seq)) = wanted.operation.as_ref().map(|name| name.parse::<u64>()) {
                    wanted.operation = Some(seq.to_string());
                }
            }
            OperationRequest::ApplyPlan(apply) => {
                for row in &mut apply.rows {
                    // An empty line or a comment before it makes it no other row.
                    row.line = None;
                    folded::name_if_any(&mut row.wish.benefit);
                    folded::name_if_any(&mut row.wish.language);
                    folded::name_if_any(&mut row.wish.os);
                }
                apply.seats.iter_mut().for_each(|wish| folded::name(&mut wish.benefit));
            }
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            OperationRequest::ApplyPlan(apply) => {
                let of_rows = apply.rows.iter_mut().map(|row| &mut row.wish).flat_map(|wish| {
                    wish.user.iter_mut().chain(&mut wish.to).chain(&mut wish.account)
                });
                of_rows.chain(apply.seats.iter_mut().flat_map(|wish| &mut wish.users)).collect()
            }
            OperationRequest::UndoOperation(_) => Vec::new(),
        }
    }
}

/// Many wishes, done in one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApplyPlan {
    pub rows: Vec<WishRow>,
    /// Who should hold which seats; worked out against the ledger as it is.
    pub seats: Vec<SeatWish>,
    /// Whether others lose the seats that `seats` tells of.
    pub prune: bool,
    /// Whether what is allowed is done when other rows are refused.
    pub partial: bool,
    /// The state of the ledger that must still be the newest.
    pub planned_on: Option<PlannedOn>,
    /// The file, as messages call it; no part of the request itself.
    #[serde(skip)]
    pub shown: String,
}

/// What is to be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UndoOperation {
    /// Its number or its request id; the newest when none is named.
    pub operation: Option<String>,
    /// The one that was consented to, where none is named and another is the newest by now; no
    /// part of the request itself.
    #[serde(skip)]
    pub consented: Option<u64>,
}

/// A row of a plan that was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// Its place among the wishes, from 1.
    pub row: u32,
    /// The noun and the verb.
    pub command: String,
    pub code: String,
    pub message: String,
    pub rule: Option<String>,
    /// The first day it would be allowed.
    pub earliest: Option<NaiveDate>,
}

/// What an operation tells of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum OperationEvent {
    /// An operation was undone by the events beside this one; whatever they restored is told by
    /// them, as values.
    OperationUndone { operation: u64, command: String },
    /// What follows, up to the next of its kind, is what one row of a plan asked for.
    RowApplied { row: u32, command: String, reason: Option<String> },
    /// A row of a plan that was applied in part.
    RowRefused(RefusedRow),
    /// What the actor was told beside the answer, so that a repeated request is answered alike.
    Warned { warning: String },
}

impl OperationEvent {
    /// The operation that it tells the undo of.
    #[must_use]
    pub fn undoes(&self) -> Option<u64> {
        match self {
            OperationEvent::OperationUndone { operation, .. } => Some(*operation),
            OperationEvent::RowApplied { .. }
            | OperationEvent::RowRefused(_)
            | OperationEvent::Warned { .. } => None,
        }
    }

    /// Whether the ledger is another for it.
    #[must_use]
    pub fn is_change(&self) -> bool {
        match self {
            OperationEvent::OperationUndone { .. } => true,
            OperationEvent::RowApplied { .. }
            | OperationEvent::RowRefused(_)
            | OperationEvent::Warned { .. } => false,
        }
    }
}

impl Fact for OperationEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            OperationEvent::OperationUndone { operation, .. } => vec![noted_as_undone(*operation)],
            OperationEvent::RowApplied { .. }
            | OperationEvent::RowRefused(_)
            | OperationEvent::Warned { .. } => Vec::new(),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            OperationEvent::RowApplied { reason, .. } => Part::texts(reason),
            OperationEvent::RowRefused(RefusedRow { message, .. }) => Part::texts([message]),
            OperationEvent::Warned { warning } => Part::texts([warning]),
            OperationEvent::OperationUndone { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            OperationEvent::OperationUndone { .. }
            | OperationEvent::RowApplied { .. }
            | OperationEvent::RowRefused(_)
            | OperationEvent::Warned { .. } => CountsFrom::Ever,
        }
    }

    fn undoing(&self) -> Undoing {
        match self {
            OperationEvent::OperationUndone { .. }
            | OperationEvent::RowApplied { .. }
            | OperationEvent::RowRefused(_)
            | OperationEvent::Warned { .. } => Undoing::beside(),
        }
    }
}

/// How an operation that is undone is noted among what was touched.
#[must_use]
pub fn noted_as_undone(operation: u64) -> String {
    format!("operation {operation}")
}

/// Why an operation is not recorded, found or undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationRefusal {
    NoSuchOperation {
        operation: String,
        newest: u64,
    },
    NotUndoable {
        operation: u64,
        command: String,
        fact: Final,
    },
    TouchedSince {
        operation: u64,
        command: String,
        what: String,
        by: u64,
        by_command: String,
        /// Whether that operation can be undone itself, and then no longer stands in the way.
        undoable: bool,
    },
    RequestIdUsed {
        request_id: String,
        operation: u64,
        /// Whether it is known to be another request; not where somebody was forgotten since.
        is_comparable: bool,
    },
    PlanStale {
        planned_on: u64,
        newest: u64,
    },
    PlanOfAnotherLedger {
        ledger: String,
    },
}
