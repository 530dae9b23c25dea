//! Visual Studio seats: assign, unassign, reassign, and when a seat is free again (VS-1 to VS-7).

use chrono::NaiveDate;

use super::benefit::{self, Benefit, Category};
use super::event::Event;
use super::id::{BenefitId, SeatId};
use super::moment::after;
use super::program::{Program, SeatCap};
use super::refusal::Refusal;
use super::user::{self, Country, Email, User};
use super::words::words;

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
    /// The person's own seat of this benefit that is cooling.
    pub own: Option<Seat>,
    /// The lowest seat that was never used, or whose days have passed.
    pub free: Option<Seat>,
    /// The first day on which a cooling seat can go to another.
    pub first_cooled: Option<NaiveDate>,
    /// The seat of this level that the person holds, of whatever benefit (VS-4).
    pub held: Option<Seat>,
    /// The cap in force, and the seats of the level in use in the person's country and in all.
    pub cap: Option<(SeatCap, u32, u32)>,
}

/// Gives a seat of `benefit` to `to`; nothing when they hold it already.
///
/// # Errors
/// [`Refusal::SeatOfLevelHeld`] (VS-4), [`Refusal::NoFreeSeat`] (VS-2), [`Refusal::SeatsCooling`]
/// (VS-7), [`Refusal::SeatCapReached`] (VS-5), and those of [`benefit::usable`] and
/// [`user::may_receive`].
pub fn assign(
    benefit: &Benefit,
    to: &User,
    places: &Places,
    program: &Program,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    benefit::usable(benefit, Category::VisualStudio, today)?;
    user::may_receive(to)?;
    if let Some(held) = &places.held {
        let same =
            places.named.as_ref().map_or(held.benefit == benefit.id, |named| named.id == held.id);
        if same {
            return Ok(None);
        }
        return Err(Refusal::SeatOfLevelHeld {
            email: to.email.clone(),
            level: benefit.terms.details.level.clone().unwrap_or_default(),
            seat: held.id,
            benefit: held.benefit,
        });
    }
    let days = program.visual_studio.reassign_after_days;
    let seat = match &places.named {
        Some(named) => free_for(named, to, days, today)?,
        None => places
            .own
            .as_ref()
            .or(places.free.as_ref())
            .ok_or_else(|| none_left(benefit, places))?,
    };
    if benefit.bound().is_some_and(|bound| benefit.used >= bound) {
        return Err(none_left(benefit, places));
    }
    if let Some((cap, in_country, in_all)) = &places.cap {
        within(cap, to.country.as_ref(), *in_country, *in_all)?;
    }
    Ok(Some(Event::SeatAssigned {
        seat: seat.id,
        benefit: benefit.id,
        user: to.email.clone(),
        on: today,
    }))
}

/// Whether the seat that is named can go to `to`: to its last holder at any time, to another
/// when its days have passed (VS-7).
fn free_for<'s>(
    seat: &'s Seat,
    to: &User,
    days: u32,
    today: NaiveDate,
) -> Result<&'s Seat, Refusal> {
    if let Some(held) = &seat.user {
        return Err(Refusal::SeatHeld { seat: seat.id, email: held.user.clone() });
    }
    if seat.ended {
        return Err(Refusal::SeatEnded { seat: seat.id });
    }
    let own = seat.last.as_ref().is_some_and(|last| last.user == to.email);
    match seat.reassignable_from(days, today) {
        Some(earliest) if !own => {
            Err(Refusal::SeatsCooling { benefit: seat.benefit, seat: Some(seat.id), earliest })
        }
        _ => Ok(seat),
    }
}

fn none_left(benefit: &Benefit, places: &Places) -> Refusal {
    match places.first_cooled {
        Some(earliest) if benefit.bound().is_none_or(|bound| benefit.used < bound) => {
            Refusal::SeatsCooling { benefit: benefit.id, seat: None, earliest }
        }
        _ => Refusal::NoFreeSeat {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            used: benefit.used,
            quantity: benefit.bound().unwrap_or(0),
        },
    }
}

fn within(
    cap: &SeatCap,
    country: Option<&Country>,
    in_country: u32,
    in_all: u32,
) -> Result<(), Refusal> {
    let reached = |place: String, cap: u32| Refusal::SeatCapReached { place, cap };
    if in_all >= cap.worldwide {
        return Err(reached("worldwide".to_owned(), cap.worldwide));
    }
    match country {
        Some(country) if in_country >= cap.per_country => {
            Err(reached(format!("in {country}"), cap.per_country))
        }
        _ => Ok(()),
    }
}

/// Takes a seat away from its holder. It waits for the days since its assignment before another
/// person can have it, unless that assignment is of today: `today` is the day it is recorded, for
/// else a day in the past would be a way around the wait (VS-7).
#[must_use]
pub fn unassign(seat: &Seat, days: u32, today: NaiveDate) -> Option<Event> {
    let held = seat.user.as_ref()?;
    let undone_within_the_day = held.assigned_on == today;
    Some(Event::SeatUnassigned {
        seat: seat.id,
        benefit: seat.benefit,
        user: held.user.clone(),
        reassignable_from: (!undone_within_the_day).then(|| after(held.assigned_on, days)),
    })
}

/// Moves a seat from its holder to another person at once, when 90 days have passed since its
/// latest assignment (VS-3).
///
/// # Errors
/// [`Refusal::SeatNotHeld`], [`Refusal::ReassignTooEarly`] with the first day it is allowed, and
/// those of [`assign`].
pub fn reassign(
    benefit: &Benefit,
    seat: Option<&Seat>,
    from: &Email,
    to: &User,
    places: &Places,
    program: &Program,
    today: NaiveDate,
) -> Result<Event, Refusal> {
    benefit::usable(benefit, Category::VisualStudio, today)?;
    let Some((seat, held)) = seat.and_then(|seat| Some((seat, seat.user.as_ref()?))) else {
        return Err(Refusal::SeatNotHeld { benefit: benefit.id, email: from.clone() });
    };
    user::may_receive(to)?;
    if let Some(other) = &places.held {
        return Err(Refusal::SeatOfLevelHeld {
            email: to.email.clone(),
            level: benefit.terms.details.level.clone().unwrap_or_default(),
            seat: other.id,
            benefit: other.benefit,
        });
    }
    let earliest = after(held.assigned_on, program.visual_studio.reassign_after_days);
    if today < earliest {
        return Err(Refusal::ReassignTooEarly {
            seat: seat.id,
            from: held.user.clone(),
            assigned_on: held.assigned_on,
            earliest,
        });
    }
    if let Some((cap, in_country, in_all)) = &places.cap {
        // The seat that moves is in use already, so it counts against the receiver's country only.
        within(cap, to.country.as_ref(), *in_country, in_all.saturating_sub(1))?;
    }
    Ok(Event::SeatReassigned {
        seat: seat.id,
        benefit: benefit.id,
        from: held.user.clone(),
        to: to.email.clone(),
        on: today,
    })
}
