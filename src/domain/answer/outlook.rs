//! Answers: what is told of what is due, of what differs, and of what would be.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{AdvisoryLine, RevealedKey, SupportLine};
use crate::domain::benefit::Category;
use crate::domain::benefit::Quantity;
use crate::domain::columns::columns;
use crate::domain::event::{Event, RefusedRow};
use crate::domain::id::{BenefitId, ContractId, KeyId, MembershipId, SeatId};
use crate::domain::membership::MembershipStatus;
use crate::domain::operation::Receipt;
use crate::domain::role::{Role, RolePair};
use crate::domain::rules::Rule;
use crate::domain::user::Email;
use crate::domain::wish::{PlannedOn, RowStatus, WishRow};
use crate::domain::words::words;

columns! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DueLine {
        pub date: NaiveDate,
        pub days: i64,
        /// Stable kebab-case.
        pub kind: &'static str,
        pub what: String,
        pub hint: String,
        /// What it is about; with the kind it names the deadline, whatever its date.
        pub subject: String,
    }
}

/// Every deadline, under the id that calendars know it by.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub organization: String,
    /// When it was made, and after how many operations: by both a later one is known.
    pub at: DateTime<Utc>,
    pub operations: u64,
    pub lines: Vec<(String, DueLine)>,
    /// Where to; without it, standard output.
    pub file: Option<PathBuf>,
}

words! {
    /// How a file and the ledger differ.
    What, "a kind of difference" {
        MissingHere = "missing-here",
        MissingThere = "missing-there",
        Different = "different",
    }

    /// What a difference is about.
    Compared, "a thing that is compared" {
        User = "user",
        Seat = "seat",
        Key = "key",
    }
}

columns! {
    /// What a file of another system has otherwise than the ledger.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DifferenceLine {
        pub what: What,
        pub kind: Compared,
        /// An email; of a key its id, or its last five characters.
        pub subject: String,
        pub here: Option<String>,
        pub there: Option<String>,
        /// The command that would mend it.
        pub hint: String,
    }
}

/// One screen.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    pub organization: String,
    pub today: NaiveDate,
    pub memberships: Vec<MembershipInStatus>,
    pub seats: Vec<UsedInStatus>,
    pub keys: Vec<UsedInStatus>,
    pub support: Vec<SupportLine>,
    pub advisory: Vec<AdvisoryLine>,
    pub due: Vec<DueLine>,
    pub warnings: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MembershipInStatus {
    pub id: MembershipId,
    pub offer: String,
    pub competency: Option<String>,
    pub status: MembershipStatus,
    pub anniversary: NaiveDate,
    pub days_left: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct UsedInStatus {
    pub id: BenefitId,
    pub name: String,
    pub used: u32,
    pub total: u32,
    /// Seats that wait out their days.
    pub cooling: u32,
}

/// What the rules say of a command (cli.md).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Why {
    pub command: String,
    pub allowed: bool,
    /// The exit code the command would have.
    pub exit: u8,
    pub code: Option<String>,
    pub message: Option<String>,
    pub hint: Option<String>,
    /// The first day it becomes allowed.
    pub earliest: Option<NaiveDate>,
    /// The roles that may, and who holds them.
    pub roles: Vec<Role>,
    /// Two roles that may together, where neither may alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub role_pairs: Vec<RolePair>,
    pub holders: Vec<Email>,
    pub rules: Vec<Rule>,
    /// What would be recorded.
    pub events: Vec<Event>,
    pub warnings: Vec<String>,
}

/// What an imagined change would do.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WhatIfShown {
    pub at: NaiveDate,
    pub memberships: Vec<String>,
    pub gained: Vec<BenefitInWhatIf>,
    pub lost: Vec<BenefitInWhatIf>,
    pub changed: Vec<BenefitInWhatIf>,
    pub over_allocated: Vec<BenefitInWhatIf>,
    /// Seats that end, and who holds them.
    pub seats_ended: Vec<SeatInWhatIf>,
    pub contracts_ended: Vec<ContractId>,
    /// Software whose rights end, and who must uninstall it or buy.
    pub to_uninstall: Vec<KeyInWhatIf>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BenefitInWhatIf {
    pub id: String,
    pub name: String,
    pub category: Category,
    pub quantity: Option<Quantity>,
    pub quantity_before: Option<Quantity>,
    pub used: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct SeatInWhatIf {
    pub id: SeatId,
    pub benefit: BenefitId,
    pub email: Email,
}

#[derive(Clone, Debug, Serialize)]
pub struct KeyInWhatIf {
    pub id: KeyId,
    pub product: String,
    pub holder: Email,
    pub activations_used: u32,
}

/// A row of a plan, decided on the ledger as it would be after the rows before it.
#[derive(Clone, Debug)]
pub struct PlannedRow {
    pub wish: WishRow,
    pub status: RowStatus,
    /// What would happen; of a row that is ok.
    pub events: Vec<Event>,
    pub warnings: Vec<String>,
    pub refusal: Option<RowRefusal>,
}

/// Where a plan is kept, and which state of the log it was made on.
#[derive(Clone, Debug)]
pub struct PlanKept {
    pub file: PathBuf,
    pub planned_on: PlannedOn,
}

/// Why a row is refused.
#[derive(Clone, Debug, Serialize)]
pub struct RowRefusal {
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
    pub rule: Option<&'static str>,
    /// The first day it would be allowed.
    pub earliest: Option<NaiveDate>,
}

columns! {
    /// What `apply` answers.
    #[derive(Clone, Debug)]
    pub struct Applied {
        pub receipt: Receipt => flatten,
        pub refused: Vec<RefusedRow>,
        /// The keys that were handed out.
        pub keys: Vec<RevealedKey>,
    }
}
