//! What is said of advisory hours: requests, events and refusals, with all that must be known of
//! each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::Scenario;
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::{AdvisoryId, BenefitId};
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{Asked, Verb};

/// What is asked of advisory hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum AdvisoryRequest {
    RequestAdvisory { scenario: Scenario, hours: u32, title: String },
    LogHours { advisory: String, hours: u32 },
    UseHours { hours: u32 },
}

impl Asked for AdvisoryRequest {
    fn verb(&self) -> Verb {
        use Permission::{Activate, Read};
        match self {
            AdvisoryRequest::RequestAdvisory { .. } => {
                Verb::new("advisory request", Read, &["ROLE-8", "ADV-2", "ADV-3"])
            }
            AdvisoryRequest::LogHours { .. } => {
                Verb::new("advisory log", Read, &["ADV-2", "ADV-3"])
            }
            AdvisoryRequest::UseHours { .. } => {
                Verb::new("advisory log", Activate, &["ADV-2", "ADV-3"])
            }
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            AdvisoryRequest::LogHours { advisory, .. } => folded::name(advisory),
            AdvisoryRequest::RequestAdvisory { .. } | AdvisoryRequest::UseHours { .. } => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            AdvisoryRequest::RequestAdvisory { .. }
            | AdvisoryRequest::LogHours { .. }
            | AdvisoryRequest::UseHours { .. } => Vec::new(),
        }
    }
}

/// What became of advisory hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum AdvisoryEvent {
    AdvisoryRequested {
        advisory: AdvisoryId,
        benefit: BenefitId,
        user: Email,
        scenario: Scenario,
        title: String,
        hours: u32,
        deducts: bool,
        on: NaiveDate,
    },
    AdvisoryRemoved {
        advisory: AdvisoryId,
        benefit: BenefitId,
    },
    HoursLogged {
        advisory: AdvisoryId,
        benefit: BenefitId,
        hours: u32,
        hours_before: Option<u32>,
        on: NaiveDate,
    },
    /// What was used before there was a ledger.
    HoursCounted {
        benefit: BenefitId,
        used: u32,
        used_before: u32,
        on: NaiveDate,
    },
    /// The hours that were logged are what they were before; `null` when none were.
    HoursRestored {
        advisory: AdvisoryId,
        benefit: BenefitId,
        hours: Option<u32>,
        logged_on: Option<NaiveDate>,
    },
}

impl Fact for AdvisoryEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            AdvisoryEvent::AdvisoryRequested { advisory, benefit, user, .. } => {
                noted(&[advisory, benefit, user])
            }
            AdvisoryEvent::HoursLogged { advisory, benefit, .. }
            | AdvisoryEvent::HoursRestored { advisory, benefit, .. }
            | AdvisoryEvent::AdvisoryRemoved { advisory, benefit } => noted(&[advisory, benefit]),
            AdvisoryEvent::HoursCounted { benefit, .. } => noted(&[benefit]),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            AdvisoryEvent::AdvisoryRequested { user, title, .. } => {
                let mut parts = Part::people([user]);
                parts.extend(Part::texts([title]));
                parts
            }
            AdvisoryEvent::AdvisoryRemoved { .. }
            | AdvisoryEvent::HoursLogged { .. }
            | AdvisoryEvent::HoursCounted { .. }
            | AdvisoryEvent::HoursRestored { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            AdvisoryEvent::AdvisoryRequested { on, .. }
            | AdvisoryEvent::HoursLogged { on, .. }
            | AdvisoryEvent::HoursCounted { on, .. } => CountsFrom::Day(*on),
            AdvisoryEvent::AdvisoryRemoved { .. } | AdvisoryEvent::HoursRestored { .. } => {
                CountsFrom::Operation
            }
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::{Activate, Read};
        match self {
            AdvisoryEvent::AdvisoryRequested { advisory, .. } => {
                Undoing::told(Read, [Subject::Advisory(*advisory)])
            }
            AdvisoryEvent::AdvisoryRemoved { advisory, .. } => {
                Undoing::told(Read, [Subject::Advisory(*advisory)]).moving([])
            }
            AdvisoryEvent::HoursLogged { advisory, .. }
            | AdvisoryEvent::HoursRestored { advisory, .. } => {
                Undoing::hidden(Read, [Subject::Advisory(*advisory)]).moving([])
            }
            AdvisoryEvent::HoursCounted { benefit, .. } => Undoing::never(
                Activate,
                format!("it took down what was used of {benefit} before there was a ledger"),
                "mpn advisory log REQUEST --hours N",
                None,
            ),
        }
    }
}

/// Why hours are not set aside or logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdvisoryRefusal {
    NoSuchAdvisory { advisory: String, nearest: Option<String> },
    EngagementTooLong { hours: u32, most: u32 },
    NoHoursLeft { benefit: BenefitId, hours: u32, left: u32 },
}
