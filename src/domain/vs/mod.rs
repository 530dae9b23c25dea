//! Visual Studio seats, as values (VS-1 to VS-7).

pub mod deadlines;
pub mod rules;
pub mod said;

use chrono::NaiveDate;

use crate::domain::holding::{Bound, Holding};
use crate::domain::id::{BenefitId, SeatId};
use crate::domain::moment::after;
use crate::domain::program::SeatCap;
use crate::domain::user::{Email, User};
use crate::domain::words::words;

/// A seat as the ledger knows it, on every day: what it is on one of them is computed (TIME-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub id: SeatId,
    pub benefit: BenefitId,
    /// Who has ever held it, in order; nobody where its only assignment was undone.
    pub holdings: Vec<Holding>,
}

words! {
    /// What a seat is today.
    SeatStatus, "a status of a seat" {
        Free = "free",
        Assigned = "assigned",
        Cooling = "cooling",
        Ended = "ended",
    }
}

impl Seat {
    /// Who holds it on a day.
    #[must_use]
    pub fn holder(&self, day: NaiveDate) -> Option<&Holding> {
        self.holdings.iter().rev().find(|holding| holding.covers(day))
    }

    /// Who holds it by the newest that is known.
    #[must_use]
    pub fn open(&self) -> Option<&Holding> {
        self.holdings.last().filter(|holding| holding.until.is_none())
    }

    /// The latest assignment by a day; its date keeps a free seat from others.
    fn latest(&self, day: NaiveDate) -> Option<&Holding> {
        self.holdings.iter().rev().find(|holding| holding.assigned_on <= day)
    }

    /// The first day on which it can go to another person; `None` for a seat that is free on the
    /// day.
    #[must_use]
    pub fn reassignable_from(&self, days: u32, day: NaiveDate) -> Option<NaiveDate> {
        let from = after(self.latest(day)?.assigned_on, days);
        (self.holder(day).is_some() || from > day).then_some(from)
    }

    /// The first day after `day` on which somebody else gets it, or gives it back.
    #[must_use]
    pub fn changes_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        let days = self.holdings.iter().flat_map(|held| [Some(held.assigned_on), held.until]);
        days.flatten().filter(|other| *other > day).min()
    }

    /// Whether `user` can have no other of its level from a day on (VS-4): its benefit lives, or
    /// they get it later. What sleeps by then counts for nothing.
    #[must_use]
    pub fn counts_for(&self, user: &Email, benefit_lives: bool, day: NaiveDate) -> bool {
        let gets = |held: &Holding| held.user == *user && held.assigned_on > day;
        benefit_lives || self.holdings.iter().any(gets)
    }

    /// What it is on a day on which its benefit lives, or does not.
    #[must_use]
    pub fn status(&self, benefit_lives: bool, days: u32, day: NaiveDate) -> SeatStatus {
        if !benefit_lives {
            SeatStatus::Ended
        } else if self.holder(day).is_some() {
            SeatStatus::Assigned
        } else if self.reassignable_from(days, day).is_some() {
            SeatStatus::Cooling
        } else {
            SeatStatus::Free
        }
    }
}

/// What an assignment is decided on, beside the benefit and the person.
#[derive(Clone, Debug)]
pub struct Places {
    /// The seat that is named, if one is.
    pub named: Option<Seat>,
    /// The person's own seat of this benefit that is cooling, and was assigned by that day.
    pub own: Option<Seat>,
    /// A seat of which nobody holds, or waits out, any assignment.
    pub unused: Option<Seat>,
    /// Of the seats whose days have passed the one that waits the longest.
    pub passed: Option<Seat>,
    /// How many seats there are; more may come, up to the peak of the benefit.
    pub made: u32,
    /// How many seats wait out their days.
    pub cooling: u32,
    /// The first day on which a cooling seat can go to another.
    pub first_cooled: Option<NaiveDate>,
    /// The seat of this level that the person holds, of whatever benefit that lives (VS-4).
    pub held: Option<Seat>,
    /// The seats of this level that the person holds of benefits that live no more.
    pub sleeping: Vec<Seat>,
    /// The day of the assignment and every later one on which a seat of the benefit was taken: how
    /// many are held then, and how many are granted (TIME-3).
    pub bounds: Vec<Bound>,
    /// The cap in force, if there is one.
    pub cap: Option<CapInUse>,
}

/// A cap, and the seats of its level that are in use in a person's country and in all (VS-5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapInUse {
    pub cap: SeatCap,
    pub in_country: u32,
    pub in_all: u32,
}

impl Places {
    /// The same when a seat comes from `from` to `to`: it is in use already, and counted.
    #[must_use]
    pub fn moved(mut self, from: &User, to: &User) -> Self {
        if let Some(cap) = &mut self.cap {
            cap.in_all = cap.in_all.saturating_sub(1);
            if from.country.is_some() && from.country == to.country {
                cap.in_country = cap.in_country.saturating_sub(1);
            }
        }
        self
    }
}
