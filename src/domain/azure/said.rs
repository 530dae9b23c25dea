//! What is said of Azure credit: requests, events and refusals, with all that must be known of
//! each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::{BenefitId, MembershipId};
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{Asked, Verb};

/// What is asked of credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum CreditRequest {
    AssignCredit { benefit: String, user: Email },
    RemoveCredit { benefit: String, user: Email },
    TransferCredit(TransferCredit),
}

impl Asked for CreditRequest {
    fn verb(&self) -> Verb {
        use Permission::Assign;
        match self {
            CreditRequest::AssignCredit { .. } => {
                Verb::new("azure assign", Assign, &["AZ-2", "AZ-4", "AZ-5"])
            }
            CreditRequest::RemoveCredit { .. } => {
                Verb::new("azure remove", Assign, &["AZ-3", "AZ-4"])
            }
            CreditRequest::TransferCredit(_) => {
                Verb::new("azure transfer", Assign, &["AZ-4", "AZ-5"])
            }
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            CreditRequest::AssignCredit { benefit, .. }
            | CreditRequest::RemoveCredit { benefit, .. }
            | CreditRequest::TransferCredit(TransferCredit { benefit, .. }) => {
                folded::name(benefit);
            }
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            CreditRequest::AssignCredit { user, .. } | CreditRequest::RemoveCredit { user, .. } => {
                vec![user]
            }
            CreditRequest::TransferCredit(transfer) => {
                std::iter::once(&mut transfer.user).chain(&mut transfer.from).collect()
            }
        }
    }
}

/// Who is to have bulk credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TransferCredit {
    pub benefit: String,
    pub user: Email,
    /// Who must have it now; only a plan says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Email>,
}

/// What became of credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum CreditEvent {
    CreditAssigned { benefit: BenefitId, user: Email, on: NaiveDate },
    CreditRemoved { benefit: BenefitId, user: Email, on: NaiveDate },
    CreditTransferred { benefit: BenefitId, from: Email, to: Email, on: NaiveDate },
}

impl Fact for CreditEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            CreditEvent::CreditAssigned { benefit, user, .. }
            | CreditEvent::CreditRemoved { benefit, user, .. } => noted(&[benefit, user]),
            CreditEvent::CreditTransferred { benefit, from, to, .. } => noted(&[benefit, from, to]),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            CreditEvent::CreditAssigned { user, .. } | CreditEvent::CreditRemoved { user, .. } => {
                Part::people([user])
            }
            CreditEvent::CreditTransferred { from, to, .. } => Part::people([from, to]),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            CreditEvent::CreditAssigned { on, .. }
            | CreditEvent::CreditRemoved { on, .. }
            | CreditEvent::CreditTransferred { on, .. } => CountsFrom::Day(*on),
        }
    }

    fn undoing(&self) -> Undoing {
        match self {
            CreditEvent::CreditAssigned { benefit, user, .. } => {
                Undoing::told(Permission::Assign, [Subject::Credit(*benefit, user.clone())])
            }
            CreditEvent::CreditRemoved { benefit, user, .. } => {
                Undoing::hidden(Permission::Assign, [Subject::Credit(*benefit, user.clone())])
            }
            CreditEvent::CreditTransferred { benefit, from, to, .. } => {
                let credit = |user: &Email| Subject::Credit(*benefit, user.clone());
                Undoing::told(Permission::Assign, [credit(from), credit(to)])
            }
        }
    }
}

/// Why credit is not given, taken or moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreditRefusal {
    CreditHeld {
        benefit: BenefitId,
        holder: Email,
    },
    CreditAssignedLater {
        benefit: BenefitId,
        holder: Email,
        today: NaiveDate,
        assigned_on: NaiveDate,
    },
    CreditUsersFull {
        benefit: BenefitId,
        quantity: u32,
        /// The later day on which too many would have it, where it is not the day itself.
        day: Option<NaiveDate>,
    },
    CreditNotHeld {
        benefit: BenefitId,
    },
    BulkNotRemovable {
        benefit: BenefitId,
        holder: Email,
    },
    NotBulk {
        benefit: BenefitId,
    },
    EnrollmentYearOver {
        benefit: BenefitId,
        membership: MembershipId,
        anniversary: NaiveDate,
    },
    OfferHeld {
        email: Email,
        offers: Vec<String>,
    },
}
