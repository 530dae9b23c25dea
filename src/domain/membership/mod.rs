//! Memberships, as values: offers that were purchased, and how long they last (MEM-5).

pub mod cancel;
pub mod rules;
pub mod said;

use chrono::NaiveDate;

use crate::domain::id::MembershipId;
use crate::domain::money::Money;
use crate::domain::words::words;

words! {
    /// What was decided about a membership.
    MembershipState, "a state of a membership" {
        Held = "held",
        CancelRequested = "cancel-requested",
        Cancelled = "cancelled",
        Lapsed = "lapsed",
    }

    /// What a membership is today.
    MembershipStatus, "a status of a membership" {
        Active = "active",
        Renewable = "renewable",
        CancelRequested = "cancel-requested",
        Cancelled = "cancelled",
        Lapsed = "lapsed",
    }
}

impl MembershipStatus {
    /// Whether it grants nothing any more.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, MembershipStatus::Cancelled | MembershipStatus::Lapsed)
    }
}

/// A membership as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub id: MembershipId,
    pub offer: String,
    pub competency: Option<String>,
    pub purchased_on: NaiveDate,
    /// The first day of the next term.
    pub anniversary: NaiveDate,
    /// The last day on which it can be renewed, and on which its benefits live (MEM-5).
    pub renewable_until: NaiveDate,
    /// The last day on which a refund can be requested (CAN-1).
    pub refund_until: NaiveDate,
    pub price: Option<Money>,
    pub state: MembershipState,
    /// The day a key was revealed, a product activated or a license redeemed in the refund window.
    pub refund_forfeited_on: Option<NaiveDate>,
}

impl Membership {
    /// What it is on `today`. Renewal is open only *after* the anniversary (MEM-5).
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> MembershipStatus {
        match self.state {
            MembershipState::Cancelled => MembershipStatus::Cancelled,
            MembershipState::Lapsed => MembershipStatus::Lapsed,
            _ if today > self.renewable_until => MembershipStatus::Lapsed,
            MembershipState::CancelRequested => MembershipStatus::CancelRequested,
            MembershipState::Held if today > self.anniversary => MembershipStatus::Renewable,
            MembershipState::Held => MembershipStatus::Active,
        }
    }

    /// Whether it grants anything on `today`.
    #[must_use]
    pub fn is_live(&self, today: NaiveDate) -> bool {
        !self.status(today).is_over()
    }

    /// The days left on which a refund can be requested, day 30 included; `None` when it is too
    /// late or was forfeited.
    #[must_use]
    pub fn refund_days_left(&self, today: NaiveDate) -> Option<i64> {
        let open = self.refund_forfeited_on.is_none()
            && (self.purchased_on..=self.refund_until).contains(&today);
        open.then(|| (self.refund_until - today).num_days())
    }

    /// Whether a refund was requested that can still be had, however long the answer takes (CAN-2).
    #[must_use]
    pub fn refund_is_requested(&self, today: NaiveDate) -> bool {
        self.status(today) == MembershipStatus::CancelRequested
            && self.refund_forfeited_on.is_none()
            && self.purchased_on <= today
    }
}
