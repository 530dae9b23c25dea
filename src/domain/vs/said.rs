//! What is said of Visual Studio seats: requests, events and refusals, with all that must be known
//! of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::{BenefitId, SeatId};
use crate::domain::import::ImportSeats;
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{Asked, Verb};

/// What is asked of seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum SeatRequest {
    AssignSeats { benefit: String, users: Vec<Email> },
    UnassignSeat { benefit: String, user: Email },
    ReassignSeat { benefit: String, from: Email, to: Email },
    ImportSeats(ImportSeats),
}

impl Asked for SeatRequest {
    fn verb(&self) -> Verb {
        use Permission::{Activate, Assign};
        match self {
            SeatRequest::AssignSeats { .. } => {
                Verb::new("vs assign", Assign, &["VS-2", "VS-4", "VS-5", "VS-7"])
            }
            SeatRequest::UnassignSeat { .. } => Verb::new("vs unassign", Assign, &["VS-7"]),
            SeatRequest::ReassignSeat { .. } => {
                Verb::new("vs reassign", Assign, &["VS-3", "VS-4", "VS-5"])
            }
            SeatRequest::ImportSeats(_) => Verb::new(
                "import visual-studio",
                Activate,
                &["MEM-3", "VS-2", "VS-4", "VS-5", "VS-7"],
            ),
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            SeatRequest::AssignSeats { benefit, .. }
            | SeatRequest::UnassignSeat { benefit, .. }
            | SeatRequest::ReassignSeat { benefit, .. } => folded::name(benefit),
            SeatRequest::ImportSeats(_) => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            SeatRequest::AssignSeats { users, .. } => users.iter_mut().collect(),
            SeatRequest::UnassignSeat { user, .. } => vec![user],
            SeatRequest::ReassignSeat { from, to, .. } => vec![from, to],
            SeatRequest::ImportSeats(_) => Vec::new(),
        }
    }
}

/// What became of seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SeatEvent {
    SeatAssigned {
        seat: SeatId,
        benefit: BenefitId,
        /// One seat of a level a user holds (VS-4).
        level: String,
        user: Email,
        on: NaiveDate,
    },
    SeatUnassigned {
        seat: SeatId,
        benefit: BenefitId,
        user: Email,
        /// The first day it can go to another; `null` when the assignment was undone, and never was.
        reassignable_from: Option<NaiveDate>,
        on: NaiveDate,
    },
    SeatReassigned {
        seat: SeatId,
        benefit: BenefitId,
        from: Email,
        to: Email,
        on: NaiveDate,
    },
    /// A seat is held again since the day it was assigned on before.
    SeatRestored {
        seat: SeatId,
        benefit: BenefitId,
        user: Email,
        assigned_on: NaiveDate,
    },
}

impl Fact for SeatEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            SeatEvent::SeatAssigned { seat, benefit, user, .. }
            | SeatEvent::SeatUnassigned { seat, benefit, user, .. }
            | SeatEvent::SeatRestored { seat, benefit, user, .. } => noted(&[seat, benefit, user]),
            SeatEvent::SeatReassigned { seat, benefit, from, to, .. } => {
                noted(&[seat, benefit, from, to])
            }
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            SeatEvent::SeatAssigned { user, .. }
            | SeatEvent::SeatUnassigned { user, .. }
            | SeatEvent::SeatRestored { user, .. } => Part::people([user]),
            SeatEvent::SeatReassigned { from, to, .. } => Part::people([from, to]),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            SeatEvent::SeatAssigned { on, .. }
            | SeatEvent::SeatUnassigned { on, .. }
            | SeatEvent::SeatReassigned { on, .. } => CountsFrom::Day(*on),
            SeatEvent::SeatRestored { assigned_on, .. } => CountsFrom::Day(*assigned_on),
        }
    }

    fn undoing(&self) -> Undoing {
        match self {
            SeatEvent::SeatAssigned { seat, .. } => {
                Undoing::told(Permission::Assign, [Subject::Seat(*seat)])
            }
            SeatEvent::SeatUnassigned { seat, .. }
            | SeatEvent::SeatReassigned { seat, .. }
            | SeatEvent::SeatRestored { seat, .. } => {
                Undoing::hidden(Permission::Assign, [Subject::Seat(*seat)])
            }
        }
    }
}

/// Why a seat is not given, taken or moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatRefusal {
    NoSuchSeat {
        seat: SeatId,
        nearest: Option<String>,
    },
    NoFreeSeat {
        benefit: BenefitId,
        product: String,
        used: u32,
        quantity: u32,
    },
    SeatsCooling {
        benefit: BenefitId,
        seat: Option<SeatId>,
        earliest: NaiveDate,
        /// The last day of the benefit, where that comes first: waiting is then of no use.
        ends_first: Option<NaiveDate>,
    },
    SeatAssignedLater {
        seat: SeatId,
        today: NaiveDate,
        assigned_on: NaiveDate,
    },
    ReassignTooEarly {
        seat: SeatId,
        from: Email,
        assigned_on: NaiveDate,
        earliest: NaiveDate,
        /// The last day of the benefit, where that comes first: waiting is then of no use.
        ends_first: Option<NaiveDate>,
    },
    SeatOfLevelHeld {
        email: Email,
        level: String,
        seat: SeatId,
        benefit: BenefitId,
    },
    SeatCapReached {
        place: String,
        cap: u32,
    },
    SeatNotHeld {
        benefit: BenefitId,
        email: Email,
    },
    /// On a later day on which a seat was taken there is none left for one more (TIME-3).
    SeatTakenLater {
        benefit: BenefitId,
        product: String,
        today: NaiveDate,
        /// The day on which too many would be held.
        day: NaiveDate,
        held: u32,
        granted: u32,
    },
    SeatHeld {
        seat: SeatId,
        email: Email,
    },
}
