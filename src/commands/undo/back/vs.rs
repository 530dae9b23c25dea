//! How facts about Visual Studio seats are taken back.

use super::{Taking, Then, Way, events};
use crate::domain::event::{Event, SeatEvent};
use crate::domain::id::SeatId;
use crate::domain::vs::{Seat, rules};
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e SeatEvent) -> Result<Way<'e>> {
    Ok(match event {
        SeatEvent::SeatAssigned { seat, .. } => Box::new(|taking| put_back(taking, *seat, None)),
        SeatEvent::SeatUnassigned { seat, .. }
        | SeatEvent::SeatReassigned { seat, .. }
        | SeatEvent::SeatRestored { seat, .. } => {
            let before = then.past()?.seat(*seat)?;
            Box::new(|taking| put_back(taking, *seat, Some(before)))
        }
    })
}

/// A seat goes back to who held it before; without `before`, to nobody.
fn put_back(taking: &mut Taking<'_>, seat: SeatId, before: Option<Seat>) -> Result<Vec<Event>> {
    let now = taking.change.seat(seat)?;
    let benefit = taking.change.benefit(now.benefit)?;
    let before = before.unwrap_or_else(|| Seat { holdings: Vec::new(), ..now.clone() });
    let to = match before.open() {
        Some(held) => Some(taking.returning(&held.user)?),
        None => None,
    };
    let change = &*taking.change;
    let on = change.moment().on;
    let places = match (&to, now.open()) {
        (Some(to), Some(held)) => {
            let from = change.user(&held.user)?;
            Some(change.places(&benefit, to, None, on)?.moved(&from, to))
        }
        (Some(to), None) => Some(change.places(&benefit, to, Some(now.clone()), on)?),
        (None, _) => None,
    };
    let to = to.as_ref().zip(places.as_ref());
    let program = &change.program()?;
    Ok(events(rules::put_back(&benefit, &now, &before, to, program, change.moment())?))
}
