//! Visual Studio seats, as values (VS-1 to VS-7).

pub mod rules;
pub mod said;

use chrono::NaiveDate;

use crate::domain::id::{BenefitId, SeatId};
use crate::domain::moment::after;
use crate::domain::program::SeatCap;
use crate::domain::user::{Email, User};
use crate::domain::words::words;

/// Who held a seat, from when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub user: Email,
    pub assigned_on: NaiveDate,
}

/// A seat as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub id: SeatId,
    pub benefit: BenefitId,
    /// Its present holder, and since when.
    pub user: Option<Holding>,
    /// The latest assignment before the present one; its date keeps a free seat from others.
    pub last: Option<Holding>,
    pub ended: bool,
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
    /// The first day on which it can go to another person; `None` for a seat that is free now.
    #[must_use]
    pub fn reassignable_from(&self, days: u32, today: NaiveDate) -> Option<NaiveDate> {
        let (holding, shown_when_past) = match (&self.user, &self.last) {
            (Some(held), _) => (held, true),
            (None, Some(last)) => (last, false),
            (None, None) => return None,
        };
        let from = after(holding.assigned_on, days);
        (shown_when_past || from > today).then_some(from)
    }

    /// Its latest assignment, where that is after `today`: to give it then would put the earlier
    /// day in place of the later, and shorten the wait (VS-3).
    fn assigned_later(&self, today: NaiveDate) -> Option<NaiveDate> {
        let last = self.last.as_ref()?;
        (last.assigned_on > today).then_some(last.assigned_on)
    }

    /// What it is on `today`.
    #[must_use]
    pub fn status(&self, days: u32, today: NaiveDate) -> SeatStatus {
        if self.ended {
            SeatStatus::Ended
        } else if self.user.is_some() {
            SeatStatus::Assigned
        } else if self.reassignable_from(days, today).is_some() {
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
    /// The lowest seat that was never used, or whose days have passed.
    pub free: Option<Seat>,
    /// The first day on which a cooling seat can go to another.
    pub first_cooled: Option<NaiveDate>,
    /// The seat of this level that the person holds, of whatever benefit (VS-4).
    pub held: Option<Seat>,
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
