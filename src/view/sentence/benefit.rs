//! Sentences: benefits.

use super::{Crowd, range};
use crate::domain::benefit::Quantity;
use crate::domain::event::BenefitEvent;
use crate::domain::id::SeatId;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &BenefitEvent) -> String {
    match event {
        BenefitEvent::BenefitGranted { benefit, terms, seats: made } => {
            let unit = terms.category.unit().unwrap_or("units");
            let quantity = match terms.quantity {
                Some(Quantity::Count(number)) => format!(", {}", units(number, unit)),
                Some(Quantity::Unlimited) => format!(", unlimited {unit}"),
                None => String::new(),
            };
            let made = if made.is_empty() { String::new() } else { format!(" ({})", range(made)) };
            format!("{benefit} is {} ({}){quantity}{made}", terms.product, terms.category)
        }
        BenefitEvent::BenefitChanged { benefit, terms, seats_added, seats_ended } => {
            let unit = terms.category.unit().unwrap_or("units");
            let quantity = match terms.quantity {
                Some(Quantity::Count(number)) => units(number, unit),
                Some(Quantity::Unlimited) => format!("unlimited {unit}"),
                None => format!("no stated number of {unit}"),
            };
            let until = terms.last_day().map(|day| format!(" until {day}")).unwrap_or_default();
            format!(
                "{benefit} ({}) is now {quantity}{until}{}{}",
                terms.product,
                seats(seats_added, "more"),
                seats(seats_ended, "ended"),
            )
        }
        BenefitEvent::BenefitEnded { benefit, why } => format!("{benefit} ends: {why}"),
        BenefitEvent::BenefitRenewed { benefit, ends_on } => {
            format!("{benefit} goes on until {ends_on}; what is counted by the year begins anew")
        }
        BenefitEvent::BenefitRemoved { benefit, seats: removed } => {
            format!("{benefit} is removed{}", seats(removed, "with it"))
        }
    }
}

/// `one seat`, `3 seats`, of a unit that is named in the plural.
fn units(number: u32, unit: &str) -> String {
    count(u64::from(number), unit.strip_suffix('s').unwrap_or(unit))
}

fn seats(seats: &[SeatId], what: &str) -> String {
    if seats.is_empty() {
        return String::new();
    }
    format!(", {} {what} ({})", count(seats.len() as u64, "seat"), range(seats))
}

/// With which others it is told as one; what a membership grants is told one by one.
pub(super) fn crowd(event: &BenefitEvent) -> Option<Crowd> {
    match event {
        BenefitEvent::BenefitGranted { terms, .. } if terms.membership.is_none() => {
            Some(Crowd::Granted)
        }
        BenefitEvent::BenefitGranted { .. }
        | BenefitEvent::BenefitChanged { .. }
        | BenefitEvent::BenefitEnded { .. }
        | BenefitEvent::BenefitRenewed { .. }
        | BenefitEvent::BenefitRemoved { .. } => None,
    }
}
