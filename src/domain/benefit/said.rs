//! What is said of benefits: requests, events and refusals, with all that must be known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{Category, EndedBy, Origin, Terms};
use crate::domain::benefit::Grant;
use crate::domain::fact::{Fact, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::{BenefitId, SeatId};
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{Asked, Verb};

/// What is asked of benefits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum BenefitRequest {
    GrantBenefit(Grant),
}

impl Asked for BenefitRequest {
    fn verb(&self) -> Verb {
        match self {
            BenefitRequest::GrantBenefit(_) => {
                Verb::new("benefits grant", Permission::Activate, &["MEM-3", "SW-7"])
            }
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            BenefitRequest::GrantBenefit(grant) => {
                folded::name(&mut grant.offer);
                folded::name_if_any(&mut grant.competency);
            }
        }
    }
}

/// What became of benefits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum BenefitEvent {
    BenefitGranted {
        benefit: BenefitId,
        #[serde(flatten)]
        terms: Box<Terms>,
        seats: Vec<SeatId>,
    },
    /// The core level, its end or the program changed; the id and the seats stay (MEM-2).
    BenefitChanged {
        benefit: BenefitId,
        #[serde(flatten)]
        terms: Box<Terms>,
        seats_added: Vec<SeatId>,
        seats_ended: Vec<SeatId>,
    },
    BenefitEnded {
        benefit: BenefitId,
        why: EndedBy,
    },
    /// A new term begins: what is counted by the year begins anew (MEM-9).
    BenefitRenewed {
        benefit: BenefitId,
        ends_on: NaiveDate,
    },
    /// A benefit that was granted by mistake, and of which nothing was used, is there no more.
    BenefitRemoved {
        benefit: BenefitId,
        seats: Vec<SeatId>,
    },
}

impl BenefitEvent {
    /// The benefit that it tells of.
    #[must_use]
    pub fn benefit(&self) -> BenefitId {
        match self {
            BenefitEvent::BenefitGranted { benefit, .. }
            | BenefitEvent::BenefitChanged { benefit, .. }
            | BenefitEvent::BenefitEnded { benefit, .. }
            | BenefitEvent::BenefitRenewed { benefit, .. }
            | BenefitEvent::BenefitRemoved { benefit, .. } => *benefit,
        }
    }
}

impl Fact for BenefitEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        noted(&[&self.benefit()])
    }

    fn undoing(&self) -> Undoing {
        use Permission::Activate;
        match self {
            BenefitEvent::BenefitGranted { benefit, terms, .. } => {
                let undoing = Undoing::told(Activate, [Subject::Benefit(*benefit)]);
                match terms.origin {
                    Origin::Program => undoing.following(),
                    Origin::Grant => undoing,
                }
            }
            BenefitEvent::BenefitChanged { .. } => Undoing::told(Activate, []).following(),
            BenefitEvent::BenefitEnded { benefit, .. }
            | BenefitEvent::BenefitRenewed { benefit, .. } => {
                Undoing::told(Activate, []).moving([Subject::Term(*benefit)]).following()
            }
            BenefitEvent::BenefitRemoved { benefit, .. } => {
                Undoing::told(Activate, [Subject::Benefit(*benefit)])
            }
        }
    }
}

/// Why a benefit is not granted or used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BenefitRefusal {
    NoSuchBenefit { name: String, nearest: Option<String> },
    WrongCategory { benefit: BenefitId, product: String, category: Category, wanted: Category },
    NotGranted { what: &'static str, rule: &'static str },
    GrantTooMuch { category: Category, what: &'static str },
    GrantUnclear { category: Category, wants: &'static str },
    BenefitExists { benefit: BenefitId, product: String },
    BenefitNotBegun { benefit: BenefitId, product: String, starts_on: NaiveDate },
    BenefitEnded { benefit: BenefitId, product: String, ended_on: NaiveDate },
}
