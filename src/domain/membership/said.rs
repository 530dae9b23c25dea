//! What is said of memberships: requests, events and refusals, with all that must be known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::MembershipStatus;
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::{BenefitId, MembershipId};
use crate::domain::money::Money;
use crate::domain::organization::Region;
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{ActsOn, Asked, Verb};

/// What is asked of memberships.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum MembershipRequest {
    PurchaseMembership(PurchaseMembership),
    RenewMembership { membership: String },
    CancelMembership { membership: String },
    ConfirmCancel { membership: String },
    WithdrawCancel { membership: String },
}

impl Asked for MembershipRequest {
    fn verb(&self) -> Verb {
        use Permission::{Cancel, Purchase};
        match self {
            MembershipRequest::PurchaseMembership(_) => {
                Verb::new("membership purchase", Purchase, &["MEM-1", "MEM-2", "MEM-8"])
            }
            MembershipRequest::RenewMembership { .. } => {
                Verb::new("membership renew", Purchase, &["MEM-5", "MEM-9"])
            }
            MembershipRequest::CancelMembership { .. } => {
                Verb::new("cancel", Cancel, &["CAN-1"]).asking()
            }
            MembershipRequest::ConfirmCancel { .. } => {
                Verb::new("cancel --confirm", Cancel, &["CAN-1"]).asking()
            }
            MembershipRequest::WithdrawCancel { .. } => {
                Verb::new("cancel --withdraw", Cancel, &["CAN-1"])
            }
        }
        .on(ActsOn::Memberships)
    }

    fn fold(&mut self, _: &Email) {
        match self {
            MembershipRequest::PurchaseMembership(purchase) => {
                folded::name(&mut purchase.offer);
                folded::name_if_any(&mut purchase.competency);
            }
            MembershipRequest::RenewMembership { membership }
            | MembershipRequest::CancelMembership { membership }
            | MembershipRequest::ConfirmCancel { membership }
            | MembershipRequest::WithdrawCancel { membership } => folded::name(membership),
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            MembershipRequest::PurchaseMembership(_)
            | MembershipRequest::RenewMembership { .. }
            | MembershipRequest::CancelMembership { .. }
            | MembershipRequest::ConfirmCancel { .. }
            | MembershipRequest::WithdrawCancel { .. } => Vec::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PurchaseMembership {
    pub offer: String,
    pub competency: Option<String>,
    pub price: Option<Money>,
    /// When it was first purchased, where that is not known by the ledger itself (MEM-11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_purchased_on: Option<NaiveDate>,
}

/// What became of memberships.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum MembershipEvent {
    MembershipPurchased {
        membership: MembershipId,
        offer: String,
        competency: Option<String>,
        purchased_on: NaiveDate,
        anniversary: NaiveDate,
        renewable_until: NaiveDate,
        refund_until: NaiveDate,
        price: Option<Money>,
        program: String,
        /// The first days of the terms before this one (MEM-11).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        earlier_terms: Vec<NaiveDate>,
    },
    RefundForfeited {
        membership: MembershipId,
        on: NaiveDate,
    },
    /// A new term, after the old one, whose dates stay in the log (MEM-5, MEM-6).
    MembershipRenewed {
        membership: MembershipId,
        anniversary_before: NaiveDate,
        anniversary: NaiveDate,
        renewable_until: NaiveDate,
        on: NaiveDate,
    },
    CancelRequested {
        membership: MembershipId,
        on: NaiveDate,
    },
    CancelWithdrawn {
        membership: MembershipId,
        on: NaiveDate,
    },
    /// `on` is the first day without it.
    MembershipCancelled {
        membership: MembershipId,
        on: NaiveDate,
    },
}

impl Fact for MembershipEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            MembershipEvent::MembershipPurchased { membership, .. }
            | MembershipEvent::MembershipRenewed { membership, .. }
            | MembershipEvent::CancelRequested { membership, .. }
            | MembershipEvent::CancelWithdrawn { membership, .. }
            | MembershipEvent::MembershipCancelled { membership, .. }
            | MembershipEvent::RefundForfeited { membership, .. } => noted(&[membership]),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            MembershipEvent::MembershipPurchased { .. }
            | MembershipEvent::RefundForfeited { .. }
            | MembershipEvent::MembershipRenewed { .. }
            | MembershipEvent::CancelRequested { .. }
            | MembershipEvent::CancelWithdrawn { .. }
            | MembershipEvent::MembershipCancelled { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            MembershipEvent::MembershipPurchased { .. } => CountsFrom::Ever,
            MembershipEvent::RefundForfeited { on, .. }
            | MembershipEvent::MembershipRenewed { on, .. }
            | MembershipEvent::CancelRequested { on, .. }
            | MembershipEvent::CancelWithdrawn { on, .. }
            | MembershipEvent::MembershipCancelled { on, .. } => CountsFrom::Day(*on),
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::{Activate, Cancel, Purchase};
        match self {
            MembershipEvent::MembershipPurchased { membership, .. } => Undoing::never(
                Purchase,
                format!("{membership} was purchased, which only a refund takes back"),
                format!("mpn cancel {membership}"),
                Some("CAN-1"),
            ),
            MembershipEvent::RefundForfeited { membership, .. } => Undoing::never(
                Activate,
                format!("the refund of {membership} was given up, and stays so"),
                format!("mpn cancel {membership} --check"),
                Some("CAN-1"),
            ),
            MembershipEvent::MembershipRenewed { membership, .. } => Undoing::never(
                Purchase,
                format!("{membership} was renewed, and its new term stands beside the old"),
                format!("mpn membership show {membership}"),
                Some("MEM-6"),
            )
            .moving([Subject::Cancellation(*membership)]),
            MembershipEvent::MembershipCancelled { membership, .. } => Undoing::never(
                Cancel,
                format!("{membership} was given back"),
                "mpn membership purchase OFFER",
                Some("CAN-2"),
            )
            .moving([Subject::Cancellation(*membership)]),
            MembershipEvent::CancelRequested { membership, .. }
            | MembershipEvent::CancelWithdrawn { membership, .. } => {
                Undoing::told(Cancel, [Subject::Cancellation(*membership)])
            }
        }
    }
}

/// Why a membership is not purchased, renewed or given back, or nothing is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MembershipRefusal {
    NoSuchMembership {
        name: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    NoSuchOffer {
        offer: String,
        known: Vec<String>,
    },
    NoSuchCompetency {
        competency: String,
        nearest: Option<String>,
    },
    CompetencyMissing {
        offer: String,
    },
    CompetencyNotTaken {
        offer: String,
    },
    AdministeredInPmc {
        region: Option<Region>,
        /// The page on which one signs in there.
        sign_in: Option<String>,
    },
    NoActiveOffer,
    OfferNotHeld {
        offer: String,
        competency: Option<String>,
    },
    FirstPurchasedLater {
        first_purchased_on: NaiveDate,
        purchased_on: NaiveDate,
    },
    RenewedSince {
        membership: MembershipId,
        begins_on: NaiveDate,
        today: NaiveDate,
    },
    /// It was cancelled on a later day.
    CancelledSince {
        membership: MembershipId,
        ended_on: NaiveDate,
        today: NaiveDate,
    },
    /// Another of the same was purchased, and would be held beside the new term.
    PurchasedSince {
        membership: MembershipId,
        other: MembershipId,
        purchased_on: NaiveDate,
        renewable_until: NaiveDate,
    },
    AlreadyMember {
        membership: MembershipId,
        offer: String,
        competency: Option<String>,
    },
    RenewTooEarly {
        membership: MembershipId,
        anniversary: NaiveDate,
        earliest: NaiveDate,
    },
    MembershipOver {
        membership: MembershipId,
        status: MembershipStatus,
        offer: String,
    },
    CancelPending {
        membership: MembershipId,
    },
    /// Less would be granted than was taken since (TIME-3).
    TakenSince {
        benefit: BenefitId,
        what: String,
        on: NaiveDate,
        day: NaiveDate,
    },
    CancelNotRequested {
        membership: MembershipId,
    },
    RefundClosed {
        membership: MembershipId,
        reasons: Vec<String>,
    },
    RefundOpen {
        membership: MembershipId,
        refund_until: NaiveDate,
        days_left: i64,
        /// The first day without a refund, unless what was asked can no longer be done by then.
        earliest: Option<NaiveDate>,
    },
    RefundRequested {
        membership: MembershipId,
    },
}
