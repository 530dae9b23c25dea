//! Memberships, as values: offers that were purchased, and how long they last (MEM-5).

pub mod cancel;
pub mod deadlines;
pub mod rules;
pub mod said;

use chrono::NaiveDate;

use crate::domain::id::MembershipId;
use crate::domain::moment::before;
use crate::domain::money::Money;
use crate::domain::words::words;

words! {
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

/// One paid year of a membership. It covers its days until the next one begins, and while none
/// does, the renewal window included (MEM-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub begins_on: NaiveDate,
    /// The first day of the term after it.
    pub anniversary: NaiveDate,
    /// The last day on which it can be renewed, and on which its benefits live.
    pub renewable_until: NaiveDate,
    /// Whether it is the first: purchased, and no renewal of another.
    pub purchased: bool,
}

/// A cancellation, as far as it came (CAN-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancellation {
    pub requested_on: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
    /// The first day without the membership.
    pub ended_on: Option<NaiveDate>,
}

impl Cancellation {
    /// Whether it was requested by `day`, and waits for its answer.
    fn is_pending(&self, day: NaiveDate) -> bool {
        let is_by = |other: Option<NaiveDate>| other.is_some_and(|other| other <= day);
        self.requested_on <= day && !is_by(self.withdrawn_on) && !is_by(self.ended_on)
    }
}

/// A membership as the ledger knows it, on every day: what it is on one of them is computed
/// (TIME-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub id: MembershipId,
    pub offer: String,
    pub competency: Option<String>,
    /// The program it was purchased in, and goes by.
    pub program: String,
    /// The first day of the term that it was taken into the ledger with.
    pub purchased_on: NaiveDate,
    /// Its terms, the oldest first; never none.
    pub terms: Vec<Term>,
    /// The last day on which a refund can be requested (CAN-1).
    pub refund_until: NaiveDate,
    pub price: Option<Money>,
    /// The oldest first.
    pub cancellations: Vec<Cancellation>,
    /// The day a key was revealed, a product activated or a license redeemed in the refund window.
    pub refund_forfeited_on: Option<NaiveDate>,
}

impl Membership {
    /// What it is called in a sentence: its id and what was bought.
    #[must_use]
    pub fn called(&self) -> String {
        match &self.competency {
            Some(competency) => format!("{} ({} for {competency})", self.id, self.offer),
            None => format!("{} ({})", self.id, self.offer),
        }
    }

    /// The first day of its first term.
    #[must_use]
    pub fn begins_on(&self) -> NaiveDate {
        self.terms.first().map_or(self.purchased_on, |term| term.begins_on)
    }

    /// The term that a day falls into: the newest that has begun by then, else the first.
    #[must_use]
    pub fn term(&self, day: NaiveDate) -> Term {
        let begun = self.terms.iter().rev().find(|term| term.begins_on <= day);
        let only = Term {
            begins_on: self.purchased_on,
            anniversary: self.purchased_on,
            renewable_until: self.purchased_on,
            purchased: true,
        };
        begun.or(self.terms.first()).copied().unwrap_or(only)
    }

    /// The first day of the term after that of `day`.
    #[must_use]
    pub fn anniversary(&self, day: NaiveDate) -> NaiveDate {
        self.term(day).anniversary
    }

    /// The last day on which the term of `day` can be renewed, and on which its benefits live.
    #[must_use]
    pub fn renewable_until(&self, day: NaiveDate) -> NaiveDate {
        self.term(day).renewable_until
    }

    /// The first day without it, if it was cancelled.
    #[must_use]
    pub fn cancelled_on(&self) -> Option<NaiveDate> {
        self.cancellations.iter().find_map(|cancellation| cancellation.ended_on)
    }

    /// The cancellation that waits for its answer, by the newest that is known.
    #[must_use]
    pub fn waiting(&self) -> Option<&Cancellation> {
        let waits = |one: &&Cancellation| one.withdrawn_on.is_none() && one.ended_on.is_none();
        self.cancellations.iter().find(waits)
    }

    /// What it is on `day`. Renewal is open only *after* the anniversary (MEM-5).
    #[must_use]
    pub fn status(&self, day: NaiveDate) -> MembershipStatus {
        let term = self.term(day);
        if self.cancelled_on().is_some_and(|ended_on| ended_on <= day) {
            MembershipStatus::Cancelled
        } else if day > term.renewable_until {
            MembershipStatus::Lapsed
        } else if self.cancellations.iter().any(|cancellation| cancellation.is_pending(day)) {
            MembershipStatus::CancelRequested
        } else if day > term.anniversary {
            MembershipStatus::Renewable
        } else {
            MembershipStatus::Active
        }
    }

    /// Whether it grants anything on `day`.
    #[must_use]
    pub fn is_live(&self, day: NaiveDate) -> bool {
        self.begins_on() <= day && !self.status(day).is_over()
    }

    /// The last day on which it grants anything, by what is known.
    #[must_use]
    pub fn lives_until(&self) -> NaiveDate {
        let last = self.terms.last().map_or(self.purchased_on, |term| term.renewable_until);
        self.cancelled_on().map_or(last, |ended_on| last.min(before(ended_on, 1)))
    }

    /// The days left on which a refund can be requested, day 30 included; `None` when it is too
    /// late or was forfeited.
    #[must_use]
    pub fn refund_days_left(&self, today: NaiveDate) -> Option<i64> {
        let open = self.refund_forfeited_on.is_none()
            && (self.begins_on()..=self.refund_until).contains(&today);
        open.then(|| (self.refund_until - today).num_days())
    }

    /// Whether a refund was requested that can still be had, however long the answer takes (CAN-2).
    #[must_use]
    pub fn refund_is_requested(&self, today: NaiveDate) -> bool {
        self.status(today) == MembershipStatus::CancelRequested
            && self.refund_forfeited_on.is_none()
            && self.begins_on() <= today
    }
}
